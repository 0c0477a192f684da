#include "app/boards.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "model/in_setup.h"
#include "model/names.h"
#include "optics/exposure.h"

namespace recce {
namespace {

struct Fitted {
    std::uint32_t x = 0, y = 0, width = 0, height = 0;
};
Fitted fit(double aspect, std::uint32_t width, std::uint32_t height) {
    Fitted f;
    f.width = std::min(width, std::max(1u, static_cast<std::uint32_t>(std::lround(height * aspect))));
    f.height = std::min(height, std::max(1u, static_cast<std::uint32_t>(std::lround(width / aspect))));
    f.x = (width - f.width) / 2;
    f.y = (height - f.height) / 2;
    return f;
}

template <class Pixel, class Image>
Image padded(const Image& inner, const Fitted& at, std::uint32_t width, std::uint32_t height, Pixel opaque) {
    if (inner.rgba.empty() || (at.width == width && at.height == height)) return inner;
    Image out{width, height, {}};
    out.rgba.assign(std::size_t{width} * height * 4, Pixel{});
    for (std::size_t i = 3; i < out.rgba.size(); i += 4) out.rgba[i] = opaque;
    for (std::uint32_t y = 0; y < at.height; ++y) {
        std::memcpy(out.rgba.data() + 4 * (std::size_t{at.y + y} * width + at.x), inner.rgba.data() + 4 * std::size_t{y} * at.width,
                    4 * std::size_t{at.width} * sizeof(Pixel));
    }
    return out;
}

}  // namespace

Stage BoardPainter::stage(const Production& production, Id<Scene> scene, Id<Setup> setup, double frame) {
    return makeStage({production, scene, production.find(setup), frame, models_, figures_});
}

struct BoardPainter::Job {
    BoardWish wish;
    render::View view;
    render::Snapshot snapshot;
    Fitted inner;             ///< where in the picture the drawn one lies
    std::uint32_t height = 0;
    Hash128 key;
    bool lit = false;         ///< has its indirect light
    std::function<void(double, render::Snapshot&, render::View&)> shutter;  ///< render::FinalQuality::shutter
    std::shared_ptr<render::Renderer::Unfinished> picture;
    std::optional<render::Finished> finished;
};

namespace {

render::FinalQuality qualityOf(const BoardWish& wish) {
    render::FinalQuality quality;
    quality.samples = wish.samples;
    // A quick look makes do with what differs by less than a quarter of a pixel; lines and depth show even that.
    quality.wholeMeshes = wish.samples > 1 || wish.style != render::Style::Lit;
    quality.linear = wish.linear;
    quality.cancel = wish.cancel;
    return quality;
}

/// The drawn picture where the frame lies in the wished one, black around it.
render::Finished pad(render::Finished finished, const Fitted& inner, std::uint32_t width, std::uint32_t height) {
    finished.picture = padded<std::uint8_t>(finished.picture, inner, width, height, 255);
    finished.linear = padded<float>(finished.linear, inner, width, height, 1);
    return finished;
}

}  // namespace

Result<bool> BoardPainter::lightIndirectly(render::Snapshot& snapshot, const render::View& view, const BoardWish& wish) {
    if (view.style != render::Style::Lit) return true;
    if (!light_) {
        RECCE_TRY(snapshot.probes, indirect_.of(snapshot, wish.cancel));
        return true;
    }
    RECCE_TRY(const auto grid, light_(snapshot, wish.cancel));
    if (grid) snapshot.probes = *grid;
    return grid.has_value();
}

Result<std::shared_ptr<BoardPainter::Job>> BoardPainter::framed(const Production& production, const From& from, const BoardWish& wish) {
    auto job = std::make_shared<Job>();
    job->wish = wish;
    const CameraRig rig = inSetup(from.setup, *from.rig);
    const double aspect = aspectOf(production, rig, Crop::Delivery);
    job->height = wish.height ? wish.height : std::max(1u, static_cast<std::uint32_t>(std::lround(wish.width / aspect)));
    job->inner = fit(aspect, wish.width, job->height);
    job->view = cameraView(production, rig, from.frame, Crop::Delivery);
    job->view.width = job->inner.width;
    job->view.height = job->inner.height;
    job->view.style = wish.style;
    wish.look.giveTo(job->view);
    job->snapshot = makeStage({production, from.scene, from.setup, from.frame, models_, figures_}).snapshot;
    if (wish.motionBlur) {
        if (wish.reference) return fail(Code::Unsupported, "A reference picture has no motion blur.", rig.letter, "Draw it without --motion-blur, or in another style.");
        const double rate = (rig.captureRate ? *rig.captureRate : production.info->rate).perSecond();
        const double open = optics::exposureTime(rig.shutter, rate).value * production.info->rate.perSecond();  // in frames of the scene
        // The copy of the production keeps the setup's row alive.
        job->shutter = [this, production, from, rig, open](double share, render::Snapshot& snapshot, render::View& view) {
            const double frame = from.frame + (share - 0.5) * open;
            auto probes = std::move(snapshot.probes);
            snapshot = makeStage({production, from.scene, from.setup, frame, models_, figures_}).snapshot;
            snapshot.probes = std::move(probes);
            view.camera = cameraView(production, rig, frame, Crop::Delivery).camera;
        };
    }
    if (cache_ && !wish.linear && !wish.reference && !wish.motionBlur) {
        job->key = cache_->keyOf(job->snapshot, job->view, {wish.samples, true, wish.width, job->height});
        if (auto kept = cache_->find(job->key)) {
            job->finished.emplace();
            job->finished->picture = std::move(kept->picture);
            job->finished->sceneLinearPerNit = kept->sceneLinearPerNit;
            return job;
        }
    }
    if (wish.onlyKept) return fail(Code::NotFound, "This picture was not drawn yet.");
    return job;
}

Result<std::optional<render::Finished>> BoardPainter::drawOn(Job& job, const render::Renderer::Time& time) {
    if (job.finished) return std::exchange(job.finished, std::nullopt);
    if (job.wish.reference) {
        RECCE_TRY(render::Finished traced, trace(job.snapshot, job.view, job.wish));
        return std::optional(pad(std::move(traced), job.inner, job.wish.width, job.height));
    }
    if (!job.lit) {
        RECCE_TRY(job.lit, lightIndirectly(job.snapshot, job.view, job.wish));
        if (!job.lit) return std::optional<render::Finished>();
    }
    if (!job.picture) {
        render::FinalQuality quality = qualityOf(job.wish);
        quality.shutter = job.shutter;
        RECCE_TRY(job.picture, renderer_->start(job.snapshot, job.view, quality));
    }
    RECCE_TRY(auto finished, renderer_->drawOn(*job.picture, time));
    if (!finished) return finished;
    finished = pad(std::move(*finished), job.inner, job.wish.width, job.height);
    if (cache_ && !job.wish.linear && !job.wish.motionBlur) cache_->keep(job.key, finished->picture, finished->sceneLinearPerNit);
    return finished;
}

Result<render::Finished> BoardPainter::trace(const render::Snapshot& snapshot, const render::View& view, const BoardWish& wish) {
    RECCE_TRY(render::ReferencePicture traced, render::traceReference(snapshot, view, traced_, *wish.reference, wish.progress, wish.cancel));
    render::Finished finished;
    RECCE_TRY(finished.picture, render::displayed(traced.linear, view));
    finished.linear = std::move(traced.linear);
    finished.sceneLinearPerNit = view.camera.sceneLinearPerNit;
    finished.paths = traced.samples;
    finished.noise = traced.noise;
    finished.cloudless = traced.cloudless;
    return finished;
}

bool BoardPainter::waitsForLight(const Job& job) { return !job.lit && !job.finished; }

Result<render::Finished> BoardPainter::finish(Job& job) {
    RECCE_TRY(auto finished, drawOn(job, {}));
    if (!finished) return fail(Code::NotFound, "The light of this set is not there yet.");
    return std::move(*finished);
}

Result<std::shared_ptr<BoardPainter::Job>> BoardPainter::begin(const Production& production, Id<Shot> id, const BoardWish& wish) {
    const Shot* shot = production.find(id);
    if (!shot) return fail(Code::NotFound, "There is no such shot.", toText(id));
    const Setup* setup = production.find(shot->setup);
    const CameraRig* rig = production.find(shot->rig);
    if (!rig) return fail(Code::NotFound, "The camera of this shot is gone.", shot->label, "Give the shot another camera.");
    const Id<Scene> scene = setup ? setup->scene : rig->scene;
    const FrameTime time = wish.frame.value_or(shot->poster);
    return framed(production, {scene, setup, rig, static_cast<double>(time.frame)}, wish);
}

Result<render::Finished> BoardPainter::shot(const Production& production, Id<Shot> id, const BoardWish& wish) {
    RECCE_TRY(const auto job, begin(production, id, wish));
    return finish(*job);
}

Result<render::Finished> BoardPainter::camera(const Production& production, Id<CameraRig> id, const BoardWish& wish) {
    const CameraRig* rig = production.find(id);
    if (!rig) return fail(Code::NotFound, "There is no such camera.", toText(id));
    const Setup* setup = setupOf(production, id);
    RECCE_TRY(const auto job, framed(production, {rig->scene, setup, rig, static_cast<double>(wish.frame.value_or(FrameTime{}).frame)}, wish));
    return finish(*job);
}

Result<render::Finished> BoardPainter::view(const Production& production, Id<Scene> scene, const render::View& view, const BoardWish& wish) {
    Stage made = stage(production, scene, wish.setup, static_cast<double>(wish.frame.value_or(FrameTime{}).frame));
    if (wish.reference) return trace(made.snapshot, view, wish);
    if (view.camera.orthoHeight) {
        lightEvenly(made.snapshot);
        if (view.cutHeight) cuts_.addTo(made.snapshot, *view.cutHeight);
    } else {
        RECCE_TRY(const bool lit, lightIndirectly(made.snapshot, view, wish));
        (void)lit;
    }
    return renderer_->render(made.snapshot, view, qualityOf(wish));
}

}  // namespace recce
