#include "app/boards.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "model/in_setup.h"

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

Stage BoardPainter::stage(const Production& production, Id<Scene> scene, double frame) {
    return makeStage({production, scene, nullptr, frame, models_, figures_});
}

Result<render::Finished> BoardPainter::draw(Stage stage, const render::View& view, const BoardWish& wish) {
    if (view.style == render::Style::Lit) {
        RECCE_TRY(stage.snapshot.probes, indirect_.of(stage.snapshot, wish.cancel));
    }
    render::FinalQuality quality;
    quality.samples = wish.samples;
    quality.linear = wish.linear;
    quality.cancel = wish.cancel;
    return renderer_->render(stage.snapshot, view, quality);
}

Result<render::Finished> BoardPainter::framed(const Production& production, const From& from, const BoardWish& wish) {
    const CameraRig rig = inSetup(from.setup, *from.rig);
    const double aspect = aspectOf(production, rig, Crop::Delivery);
    const std::uint32_t height = wish.height ? wish.height : std::max(1u, static_cast<std::uint32_t>(std::lround(wish.width / aspect)));
    const Fitted inner = fit(aspect, wish.width, height);
    render::View view = cameraView(production, rig, from.frame, Crop::Delivery);
    view.width = inner.width;
    view.height = inner.height;
    view.style = wish.style;
    Stage stage = makeStage({production, from.scene, from.setup, from.frame, models_, figures_});
    RECCE_TRY(render::Finished finished, draw(std::move(stage), view, wish));
    finished.picture = padded<std::uint8_t>(finished.picture, inner, wish.width, height, 255);
    finished.linear = padded<float>(finished.linear, inner, wish.width, height, 1);
    return finished;
}

Result<render::Finished> BoardPainter::shot(const Production& production, Id<Shot> id, const BoardWish& wish) {
    const Shot* shot = production.find(id);
    if (!shot) return fail(Code::NotFound, "There is no such shot.", toText(id));
    const Setup* setup = production.find(shot->setup);
    const CameraRig* rig = production.find(shot->rig);
    if (!rig) return fail(Code::NotFound, "The camera of this shot is gone.", shot->label, "Give the shot another camera.");
    const Id<Scene> scene = setup ? setup->scene : rig->scene;
    const FrameTime time = wish.frame.value_or(shot->poster);
    return framed(production, {scene, setup, rig, static_cast<double>(time.frame)}, wish);
}

Result<render::Finished> BoardPainter::camera(const Production& production, Id<CameraRig> id, const BoardWish& wish) {
    const CameraRig* rig = production.find(id);
    if (!rig) return fail(Code::NotFound, "There is no such camera.", toText(id));
    const Setup* setup = nullptr;
    for (const Setup& s : production.all<Setup>()) {
        if (std::find(s.cameras.begin(), s.cameras.end(), id) != s.cameras.end()) setup = &s;
    }
    return framed(production, {rig->scene, setup, rig, static_cast<double>(wish.frame.value_or(FrameTime{}).frame)}, wish);
}

Result<render::Finished> BoardPainter::view(const Production& production, Id<Scene> scene, const render::View& view, const BoardWish& wish) {
    return draw(stage(production, scene, static_cast<double>(wish.frame.value_or(FrameTime{}).frame)), view, wish);
}

}  // namespace recce
