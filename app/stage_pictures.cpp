#include "app/stage_pictures.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "app/ui/asks.h"
#include "app/ui/projection.h"
#include "app/ui_renderer.h"
#include "model/in_setup.h"
#include "plan/camera_view.h"

namespace recce {
namespace {

using render::kDraftBudget;
using render::kPortionBudget;
using render::kViewSamples;
constexpr std::uint32_t kStripSamples = 6, kBoardWidth = 400;

double millisecondsNow() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void addTo(Hasher& hash, double value) { hash.add(std::as_bytes(std::span(&value, 1))); }
void addTo(Hasher& hash, const Vec3& v) {
    for (int i = 0; i < 3; ++i) addTo(hash, v[i]);
}
std::uint64_t key(const Hasher& hash) { return hash.finish().low | 1; }
/// Rows are immutable and shared: the same row is the same address while anybody holds its root.
template <class T> void addRow(Hasher& hash, const Production& production, Id<T> id) {
    hash.add(reinterpret_cast<std::uintptr_t>(production.find(id)));
}

render::Style styleOf(ViewStyle style) {
    switch (style) {
        case ViewStyle::Solid: return render::Style::Solid;
        case ViewStyle::Line: return render::Style::Line;
        case ViewStyle::Depth: return render::Style::Depth;
        case ViewStyle::Lit: case ViewStyle::StopZones: case ViewStyle::FalseColour: break;
    }
    return render::Style::Lit;
}

bool readsLight(ViewStyle style) { return style == ViewStyle::StopZones || style == ViewStyle::FalseColour; }

void addTo(Hasher& hash, const DisplayLook& look) {
    hash.add(static_cast<std::uint64_t>(look.look));
    hash.add(look.lut ? look.lut->hash.low : 0);
}

std::uint64_t contentKey(const Production& production, const Moment& moment, std::uint64_t shelfRevision) {
    Hasher hash;
    hash.add(shelfRevision);
    hash.add(moment.scene.value);
    hash.add(moment.setup.value);
    addTo(hash, moment.frame);
    hash.add(static_cast<std::uint64_t>(moment.people));
    hash.add(reinterpret_cast<std::uintptr_t>(production.used.get()));
    const Scene* scene = production.find(moment.scene);
    addRow(hash, production, moment.setup);
    if (!scene) {
        for (const SetPiece& p : production.all<SetPiece>()) addRow(hash, production, p.id);
        return key(hash);
    }
    addRow(hash, production, moment.scene);
    for (const Id<Set> set : scene->sets) addRow(hash, production, set);
    for (const SetPiece* p : ui::piecesIn(production, *scene)) addRow(hash, production, p->id);
    for (const Light* l : ui::lightsIn(production, *scene)) addRow(hash, production, l->id);
    for (const Mark* m : ui::marksIn(production, scene->id)) addRow(hash, production, m->id), addRow(hash, production, m->character);
    return key(hash);
}

std::uint64_t viewKey(std::uint64_t content, const render::View& view) {
    Hasher hash;
    hash.add(content);
    const render::ViewCamera& c = view.camera;
    addTo(hash, c.pose.position);
    for (int i = 0; i < 4; ++i) addTo(hash, c.pose.rotation[i]);
    addTo(hash, c.verticalFov);
    addTo(hash, c.orthoHeight ? c.orthoHeight->value : 0);
    addTo(hash, c.apertureRadius.value);
    addTo(hash, c.focus.value);
    addTo(hash, c.sceneLinearPerNit);
    addTo(hash, c.bias.value);
    for (int i = 0; i < 3; ++i) addTo(hash, c.whiteBalance[i]);
    hash.add((static_cast<std::uint64_t>(view.width) << 32) | view.height);
    hash.add(static_cast<std::uint64_t>(view.style));
    addTo(hash, DisplayLook{view.look, view.lut});
    addTo(hash, view.zebra);
    addTo(hash, view.cutHeight ? view.cutHeight->value : -1);
    for (const auto tag : view.selected) hash.add(static_cast<std::uint64_t>(tag));
    return key(hash);
}

}  // namespace

std::shared_ptr<const render::Snapshot> StagePictures::snapshotFor(const Production& production, const Moment& moment, std::uint64_t content, bool urgent) {
    auto snapshot = std::make_shared<render::Snapshot>(maker_.make(production, moment, *shelf_));
    lightUp(*snapshot, content, urgent);
    return snapshot;
}

void StagePictures::lightUp(render::Snapshot& snapshot, std::uint64_t content, bool urgent) {
    snapshot.probes = tracer_.want(snapshot, urgent);
    if (lights_.size() > 512) lights_.clear();
    const Hash128 light = render::indirectKey(snapshot);
    lights_[content] = {light, tracer_.step(light)};
}

LightStep StagePictures::lightOf(std::uint64_t content) const {
    const auto found = lights_.find(content);
    return found != lights_.end() ? found->second.step : LightStep::None;
}

void StagePictures::update(const Root& root, Session& session, const ModelShelf& shelf, const DisplayLook& look) {
    root_ = root;
    look_ = look;
    shelf_ = &shelf;
    shelfRevision_ = shelf.revision();
    const Production& production = *root;
    const auto frame = static_cast<double>(session.playhead.frame);
    const Setup* setup = session.camera ? setupOf(production, session.camera) : nullptr;
    const Moment moment{session.scene, setup && !setup->changes.empty() ? setup->id : Id<Setup>{}, frame, true};
    const std::uint64_t content = contentKey(production, moment, shelfRevision_);
    if (tracer_.take()) {
        for (auto& [of, light] : lights_) {
            const LightStep now = tracer_.step(light.key);
            if (now <= light.step) continue;
            light.step = now;
            if (of == snapshotKey_) snapshotKey_ = 0;
            if (of == boardSnapshotKey_) boardSnapshotKey_ = 0;
        }
    }
    if (content != snapshotKey_) {
        snapshot_ = snapshotFor(production, moment, content, true);
        snapshotKey_ = content;
        for (View& v : views_) v.plan.reset();
    }
    std::vector<render::PickTag> selected;
    for (const AnyId& id : session.selection) {
        if (const auto* piece = std::get_if<Id<SetPiece>>(&id)) selected.push_back(SnapshotMaker::tagOf(*piece));
        if (const auto* mark = std::get_if<Id<Mark>>(&id)) {
            if (const Mark* m = production.find(*mark)) selected.push_back(SnapshotMaker::tagOf(m->character));
        }
    }
    bool metered = false;
    for (std::size_t i = 0; i < views_.size(); ++i) {
        StageView& shown = session.views[i];
        View& v = views_[i];
        v.key = 0;
        v.metered.reset();
        if (!shown.shown || shown.area.w < 8 || shown.area.h < 8) continue;
        const bool blind = shown.kind == ViewKind::Camera && !ui::cameraOf(session, shown);
        if (blind || !snapshot_ || (snapshot_->models.empty() && snapshot_->figures.empty())) {
            shown.picture = {};
            continue;
        }
        const ui::Eye eye = ui::eyeOf(session, shown, production.info->aspect);
        render::View view;
        view.width = static_cast<std::uint32_t>(shown.area.w);
        view.height = static_cast<std::uint32_t>(shown.area.h);
        view.style = styleOf(shown.style);
        view.camera.pose = eye.pose;
        view.camera.verticalFov = eye.fovY;
        view.camera.bias = Stops(0.6);
        if (shown.kind != ViewKind::Overhead) {
            if (shown.style == ViewStyle::StopZones) view.look = optics::Look::StopZones;
            else if (shown.style == ViewStyle::FalseColour) view.look = optics::Look::FalseColour;
            else look.giveTo(view);
            if (shown.style == ViewStyle::Lit) view.zebra = shown.zebra;
        }
        if (shown.kind == ViewKind::Overhead) {
            view.camera.orthoHeight = Metres(eye.height);
            view.cutHeight = Metres(eye.cut);
            view.brightness = 0.8;
            view.backdrop = false;
            view.camera.sceneLinearPerNit = planExposure();
            if (!v.plan || v.view.cutHeight != view.cutHeight) {
                auto plan = std::make_shared<render::Snapshot>(*snapshot_);
                lightEvenly(*plan);
                cuts_.addTo(*plan, Metres(eye.cut));
                v.plan = std::move(plan);
            }
        } else if (shown.kind == ViewKind::Camera) {
            if (const CameraRig* stored = production.find(ui::rigOf(session, shown))) {
                const CameraRig rig = inSetup(setupOf(production, stored->id), *stored);
                const render::ViewCamera of = cameraForFrame(production, rig, frame);
                const double fov = view.camera.verticalFov;
                view.camera = of;
                view.camera.verticalFov = fov;
                // One view a camera is enough: the others show the same light.
                if (!metered) v.metered = meteredOf(session, shown, stored->id, view, production.info->aspect);
                metered = metered || v.metered;
            }
        } else {
            // Looking into a closed set from outside: what stands above the cut is taken away.
            view.backdrop = false;
            // Stops are those of the camera in work: without one there is nothing to count from but the picture's own mean.
            const CameraRig* rig = readsLight(shown.style) || shown.zebra > 0 ? production.find(session.camera) : nullptr;
            if (rig) {
                const render::ViewCamera of = cameraForFrame(production, inSetup(setup, *rig), frame);
                view.camera.sceneLinearPerNit = of.sceneLinearPerNit;
                view.camera.whiteBalance = of.whiteBalance;
            }
            if (session.cutFree && eye.pose.position.y > session.cutHeight) view.cutHeight = Metres(session.cutHeight);
        }
        if (shown.kind != ViewKind::Camera) view.selected = selected;
        v.view = view;
        v.key = viewKey(content + static_cast<std::uint64_t>(lightOf(content)), view);
        if (v.key != v.drawn) v.complete = false;
    }
}

/// A recording of one portion, timed, so that the next ones are cut to fit.
Result<render::Progression> StagePictures::drawPortion(const render::Snapshot& snapshot, const render::View& view,
                                                       const render::Renderer::Interactive& how, render::Target& target, const ScopePictures::Of* metered) {
    const double before = millisecondsNow();
    RECCE_TRY(gpu::Commands commands, device_.begin());
    RECCE_TRY(const render::Progression done, renderer_.draw(commands, snapshot, view, how, target));
    if (done.changed && metered) RECCE_TRY_STATUS(scopes_.record(commands, target, *metered));
    RECCE_TRY(const gpu::Ticket ticket, device_.submit(std::move(commands)));
    RECCE_TRY_STATUS(device_.wait(ticket));
    target.spent(millisecondsNow() - before);
    return done;
}

/// True when another picture is seen now.
Result<bool> StagePictures::drawView(Session& session, View& v, double scale) {
    const render::Snapshot& snapshot = v.view.camera.orthoHeight ? *v.plan : *snapshot_;
    if (scale < 1) {
        // All at once: while a hand moves, a picture in portions would never be finished.
        const double before = millisecondsNow();
        const render::View view = render::scaled(v.view, scale);
        std::optional<ScopePictures::Of> metered = v.metered;
        if (metered) metered->area = scaled(metered->area, v.view, view);
        RECCE_TRY(const render::Progression done, drawPortion(snapshot, view, {v.key, 1, 0}, v.quick, metered ? &*metered : nullptr));
        if (metered && done.changed) scopes_.recorded(session, look_);
        v.size.took(millisecondsNow() - before);
        v.drawn = v.key;
        v.draft = true;
        v.complete = false;
        return true;
    }
    RECCE_TRY(const render::Progression done, drawPortion(snapshot, v.view, {v.key, kViewSamples, kPortionBudget}, v.target, v.metered ? &*v.metered : nullptr));
    if (done.changed) {
        if (v.metered) scopes_.recorded(session, look_);
        v.drawn = v.key;
        v.draft = false;
        v.complete = done.complete;
        if (v.metered && v.complete) v.read = v.key;
    }
    return done.changed;
}

Status StagePictures::showKept(Board& board, const Picture& picture) {
    gpu::ImageDesc desc;
    desc.name = "board";
    desc.width = picture.width;
    desc.height = picture.height;
    desc.format = VK_FORMAT_R8G8B8A8_UNORM;
    desc.usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT;
    RECCE_TRY(board.kept, device_.makeImage(desc));
    RECCE_TRY(gpu::Commands commands, device_.begin());
    commands.use(board.kept, gpu::Access::TransferTo);
    commands.fill(board.kept, 0, std::as_bytes(std::span(picture.rgba)));
    commands.use(board.kept, gpu::Access::Sampled);
    RECCE_TRY(const gpu::Ticket ticket, device_.submit(std::move(commands)));
    return device_.wait(ticket);
}

Result<StagePictures::Worked> StagePictures::drawBoard(Session& session) {
    const Production& production = *root_;
    // Those that show something else than they should come before those that are only rough.
    for (const bool stale : {true, false}) {
        for (const Id<Shot> id : wanted_) {
            const Shot* shot = production.find(id);
            const CameraRig* stored = shot ? production.find(shot->rig) : nullptr;
            const Setup* setup = shot ? production.find(shot->setup) : nullptr;
            Board& board = boards_[id];
            PictureRef& ref = session.boards[id];
            if (!stored || !setup) {
                ref.gone = true;
                continue;
            }
            const CameraRig rig = inSetup(setup, *stored);
            const auto frame = static_cast<double>(shot->poster.frame);
            const Moment moment{setup->scene, setup->changes.empty() ? Id<Setup>{} : setup->id, frame, true};
            Hasher hash;
            const std::uint64_t content = contentKey(production, moment, shelfRevision_);
            hash.add(content);
            hash.add(static_cast<std::uint64_t>(lightOf(content) == LightStep::Whole));
            addRow(hash, production, shot->rig);
            hash.add(static_cast<std::uint64_t>(production.info->aspect * 1e6));
            addTo(hash, look_);
            const std::uint64_t wanted = key(hash);
            if (board.key != wanted) board.complete = false, board.onDisk = {};
            board.key = wanted;
            ref.gone = false;
            ref.refreshing = board.key != board.drawn;
            if (board.complete || (board.key != board.drawn) != stale) continue;
            if (moment.scene == session.scene && content == snapshotKey_) {
                boardSnapshot_ = snapshot_;
                boardLit_ = true;
            } else if (content != boardSnapshotKey_ || !boardSnapshot_) {
                boardSnapshot_ = std::make_shared<const render::Snapshot>(maker_.make(production, moment, *shelf_));
                boardLit_ = false;
            }
            boardSnapshotKey_ = content;
            // Until another set has come in its boards stay as they are.
            if (boardSnapshot_->models.empty() && boardSnapshot_->figures.empty()) {
                board.drawn = board.key;
                board.complete = true;
                continue;
            }
            render::View view;
            view.width = kBoardWidth;
            view.height = static_cast<std::uint32_t>(std::lround(kBoardWidth / production.info->aspect));
            view.camera = cameraForFrame(production, rig, frame);
            look_.giveTo(view);
            Worked worked{true, false};
            RECCE_TRY(worked.changed, workBoard(board, view, content));
            const gpu::Image* image = board.kept ? &board.kept : board.target.image();
            if (image) ref = {uiTexture(*image), image->desc().width, image->desc().height, board.key != board.drawn, false};
            return worked;
        }
    }
    return Worked{};
}

/// One portion of a board, or all of it from disk.
Result<bool> StagePictures::workBoard(Board& board, const render::View& view, std::uint64_t content) {
    if (board.onDisk == Hash128{}) {
        board.onDisk = cache_->keyOf(*boardSnapshot_, view, {kStripSamples, false, view.width, view.height});
        if (const auto kept = cache_->find(board.onDisk)) {
            RECCE_TRY_STATUS(showKept(board, kept->picture));
            board.drawn = board.key;
            board.complete = true;
            return true;
        }
    }
    // What is not kept needs the light that comes back from its set: until it is traced the board does without.
    if (!boardLit_) {
        auto lit = std::make_shared<render::Snapshot>(*boardSnapshot_);
        lightUp(*lit, content, false);
        boardSnapshot_ = std::move(lit);
        boardLit_ = true;
        if (lightOf(content) == LightStep::Whole) return false;  // known already: its key says so the next time
    }
    const bool traced = lightOf(content) == LightStep::Whole;
    RECCE_TRY(const render::Progression done, drawPortion(*boardSnapshot_, view, {board.key, kStripSamples, kPortionBudget}, board.target));
    if (!done.changed) return false;
    board.drawn = board.key;
    board.kept = {};
    board.complete = done.complete || done.samples >= kStripSamples;
    if (board.complete && done.complete && traced) {
        RECCE_TRY(const Picture picture, renderer_.read(board.target));
        cache_->keep(board.onDisk, picture, view.camera.sceneLinearPerNit);
    }
    return true;
}

Result<StagePictures::Worked> StagePictures::work(Session& session, bool hurry) {
    if (!snapshot_) return Worked{};
    RECCE_TRY_STATUS(readFinished(session));
    RECCE_TRY(const bool counted, scopes_.show(session));
    RECCE_TRY(Worked worked, drawNext(session, hurry));
    worked.changed = worked.changed || counted;
    return worked;
}

/// Meters that are opened over a picture that is finished already read it as it is.
Status StagePictures::readFinished(Session& session) {
    for (View& v : views_) {
        if (!v.metered || !v.complete || v.key != v.drawn || v.read == v.key) continue;
        RECCE_TRY(gpu::Commands commands, device_.begin());
        RECCE_TRY_STATUS(scopes_.record(commands, v.target, *v.metered));
        RECCE_TRY(const gpu::Ticket ticket, device_.submit(std::move(commands)));
        RECCE_TRY_STATUS(device_.wait(ticket));
        scopes_.recorded(session, look_);
        v.read = v.key;
    }
    return {};
}

Result<StagePictures::Worked> StagePictures::drawNext(Session& session, bool hurry) {
    // Views that show something else than they should come first, the one that is worked in before the others.
    View* next = nullptr;
    std::size_t at = 0;
    const auto active = static_cast<std::size_t>(session.activeView);
    const auto consider = [&](std::size_t i, auto&& wanted) {
        View& v = views_[i];
        if (next || v.key == 0 || v.complete || !wanted(v)) return;
        next = &v;
        at = i;
    };
    const auto each = [&](auto&& wanted) {
        consider(active, wanted);
        for (std::size_t i = 0; i < views_.size(); ++i) consider(i, wanted);
    };
    each([](const View& v) { return v.key != v.drawn; });
    if (!hurry) {
        each([](const View& v) { return v.draft; });
        each([](const View&) { return true; });
    }
    std::size_t pending = 0, shown = 0;
    for (const View& v : views_) {
        if (v.key == 0) continue;
        ++shown;
        pending += v.complete ? 0 : 1;
    }
    if (next) {
        // What costs longer than a hand waits is shown small at once, and sharp when the hand rests.
        double scale = 1;
        if (next->key != next->drawn) {
            if (!next->draft) {
                next->size = {};
                next->size.took(next->target.cost() * double(next->view.width) * next->view.height / 1e6);
            }
            scale = next->size.next(kDraftBudget);
        }
        Worked worked{true, false};
        RECCE_TRY(worked.changed, drawView(session, *next, scale));
        const gpu::Image* image = (next->draft ? next->quick : next->target).image();
        if (image) session.views[at].picture = {uiTexture(*image), image->desc().width, image->desc().height, false, false};
        session.quality = next->draft ? "Draft" : "Refining";
        if (pending == 1 && next->complete) session.quality = "Full quality";
        return worked;
    }
    if (shown > 0 && pending == 0) session.quality = "Full quality";
    if (hurry) return Worked{};
    return drawBoard(session);
}

Result<std::optional<Picture>> StagePictures::boardForFile(const Root& root, Id<Shot> id, std::uint32_t width, std::uint32_t height,
                                                           const ModelShelf& shelf, bool onlyKept) {
    // The functions of the command line, so that both write the same bytes.
    shelf_ = &shelf;
    if (!painter_) {
        const auto models = [this](Id<Asset> asset) -> std::shared_ptr<const cooked::Model> {
            const ShelfModel* model = shelf_->find(asset);
            return model && model->state == ShelfModel::State::Ready ? model->outcome.model : nullptr;
        };
        // Light is traced on the worker, as for the views.
        const auto light = [this](const render::Snapshot& snapshot, const CancelToken&) -> Result<std::optional<std::shared_ptr<const ProbeGrid>>> {
            const auto grid = tracer_.want(snapshot, false);
            if (!snapshot.models.empty() && !tracer_.has(render::indirectKey(snapshot))) return std::optional<std::shared_ptr<const ProbeGrid>>();
            return std::optional(grid);
        };
        painter_ = std::make_unique<BoardPainter>(renderer_, models, cache_, light);
    }
    const bool same = forFile_ && forFile_->root == root && forFile_->shot == id && forFile_->width == width && forFile_->height == height;
    if (!same || onlyKept) {
        forFile_.reset();
        BoardWish wish;
        wish.width = width;
        wish.height = height;
        wish.onlyKept = onlyKept;
        wish.look = look_;
        RECCE_TRY(auto job, painter_->begin(*root, id, wish));
        forFile_ = ForFile{root, id, width, height, std::move(job), 0};
    }
    const double before = millisecondsNow();
    auto finished = painter_->drawOn(*forFile_->job, {kPortionBudget, forFile_->took});
    forFile_->took = millisecondsNow() - before;
    if (!finished || *finished) forFile_.reset();
    if (!finished) return tl::unexpected(finished.error());
    if (!*finished) return std::optional<Picture>();
    return std::optional<Picture>(std::move((*finished)->picture));
}

void StagePictures::forget() {
    for (View& v : views_) v = {};
    boards_.clear();
    forFile_.reset();
    painter_.reset();
    snapshotKey_ = boardSnapshotKey_ = 0;
}

}  // namespace recce
