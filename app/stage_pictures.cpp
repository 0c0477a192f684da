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

constexpr std::uint32_t kViewSamples = 12, kStripSamples = 6;
// What a view may cost while it moves; above that it is drawn smaller until it stands still. Milliseconds.
constexpr double kBudget = 70;
constexpr std::uint32_t kBoardWidth = 400;

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
        case ViewStyle::Lit: break;
    }
    return render::Style::Lit;
}

const Setup* setupOfRig(const Production& production, Id<CameraRig> rig) { return ui::setupOf(production, rig); }

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
    addTo(hash, view.cutHeight ? view.cutHeight->value : -1);
    for (const auto tag : view.selected) hash.add(static_cast<std::uint64_t>(tag));
    return key(hash);
}

}  // namespace

std::shared_ptr<const render::Snapshot> StagePictures::snapshotFor(const Production& production, const Moment& moment, std::uint64_t content, bool urgent) {
    auto snapshot = std::make_shared<render::Snapshot>(maker_.make(production, moment, *shelf_));
    snapshot->probes = tracer_.want(*snapshot, urgent);
    if (lights_.size() > 512) lights_.clear();
    const Hash128 light = render::indirectKey(*snapshot);
    lights_[content] = {light, tracer_.has(light)};
    return snapshot;
}

std::uint64_t StagePictures::lightOf(std::uint64_t content) const {
    const auto found = lights_.find(content);
    return found != lights_.end() && found->second.traced ? 1 : 0;
}

void StagePictures::update(const Root& root, std::uint64_t revision, Session& session, const ModelShelf& shelf) {
    (void)revision;
    root_ = root;
    shelf_ = &shelf;
    shelfRevision_ = shelf.revision();
    const Production& production = *root;
    const auto frame = static_cast<double>(session.playhead.frame);
    const Setup* setup = session.camera ? setupOfRig(production, session.camera) : nullptr;
    const Moment moment{session.scene, setup && !setup->changes.empty() ? setup->id : Id<Setup>{}, frame, true};
    const std::uint64_t content = contentKey(production, moment, shelfRevision_);
    if (tracer_.take()) {
        for (auto& [of, light] : lights_) {
            if (light.traced || !tracer_.has(light.key)) continue;
            light.traced = true;
            if (of == snapshotKey_) snapshotKey_ = 0;
        }
    }
    if (content != snapshotKey_) {
        snapshot_ = snapshotFor(production, moment, content, true);
        snapshotKey_ = content;
        auto plan = std::make_shared<render::Snapshot>(*snapshot_);
        lightEvenly(*plan);
        plan_ = std::move(plan);
    }
    std::vector<render::PickTag> selected;
    for (const AnyId& id : session.selection) {
        if (const auto* piece = std::get_if<Id<SetPiece>>(&id)) selected.push_back(SnapshotMaker::tagOf(*piece));
        if (const auto* mark = std::get_if<Id<Mark>>(&id)) {
            if (const Mark* m = production.find(*mark)) selected.push_back(SnapshotMaker::tagOf(m->character));
        }
    }
    for (std::size_t i = 0; i < views_.size(); ++i) {
        StageView& shown = session.views[i];
        View& v = views_[i];
        v.key = 0;
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
        if (shown.kind == ViewKind::Overhead) {
            view.camera.orthoHeight = Metres(eye.height);
            view.cutHeight = Metres(eye.cut);
            view.brightness = 0.8;
            view.backdrop = false;
            view.camera.sceneLinearPerNit = planExposure();
        } else if (shown.kind == ViewKind::Camera) {
            if (const CameraRig* stored = production.find(ui::rigOf(session, shown))) {
                const CameraRig rig = inSetup(setupOfRig(production, stored->id), *stored);
                const render::ViewCamera of = cameraForFrame(production, rig, frame);
                const double fov = view.camera.verticalFov;
                view.camera = of;
                view.camera.verticalFov = fov;
            }
        } else {
            // Looking into a closed set from outside: what stands above the cut is taken away.
            view.backdrop = false;
            if (session.cutFree && eye.pose.position.y > session.cutHeight) view.cutHeight = Metres(session.cutHeight);
        }
        if (shown.kind != ViewKind::Camera) view.selected = selected;
        v.view = view;
        v.key = viewKey(content + lightOf(content), view);
        if (v.key != v.drawn) v.complete = false;
    }
}

Result<bool> StagePictures::drawView(View& v, std::uint64_t wanted, std::uint32_t divide) {
    render::View view = v.view;
    view.width = std::max(8u, view.width / divide);
    view.height = std::max(8u, view.height / divide);
    const double before = millisecondsNow();
    RECCE_TRY(gpu::Commands commands, device_.begin());
    RECCE_TRY(const render::Progression done, renderer_.draw(commands, view.camera.orthoHeight ? *plan_ : *snapshot_, view, {wanted + divide, divide > 1 ? 1u : kViewSamples}, v.target));
    RECCE_TRY(const gpu::Ticket ticket, device_.submit(std::move(commands)));
    RECCE_TRY_STATUS(device_.wait(ticket));
    const double spent = (millisecondsNow() - before) * divide * divide;
    v.cost = v.cost == 0 ? spent : v.cost * 0.7 + spent * 0.3;
    v.drawn = wanted;
    v.draft = divide > 1;
    v.complete = done.complete && divide == 1;
    return true;
}

Result<bool> StagePictures::drawBoard(Session& session) {
    const Production& production = *root_;
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
        hash.add(lightOf(content));
        addRow(hash, production, shot->rig);
        hash.add(static_cast<std::uint64_t>(production.info->aspect * 1e6));
        board.key = key(hash);
        ref.gone = false;
        ref.refreshing = board.key != board.drawn;
        if (board.key == board.drawn && board.complete) continue;
        const bool fresh = board.key != board.drawn;
        // Until another set has come in its boards stay as they are.
        const auto snapshot = moment.scene == session.scene && content == snapshotKey_ ? snapshot_
                                  : snapshotFor(production, moment, content, false);
        if (snapshot->models.empty() && snapshot->figures.empty()) {
            board.drawn = board.key;
            board.complete = true;
            continue;
        }
        render::View view;
        view.width = kBoardWidth;
        view.height = static_cast<std::uint32_t>(std::lround(kBoardWidth / production.info->aspect));
        view.camera = cameraForFrame(production, rig, frame);
        RECCE_TRY(gpu::Commands commands, device_.begin());
        RECCE_TRY(const render::Progression done, renderer_.draw(commands, *snapshot, view, {board.key, kStripSamples}, board.target));
        RECCE_TRY(const gpu::Ticket ticket, device_.submit(std::move(commands)));
        RECCE_TRY_STATUS(device_.wait(ticket));
        board.drawn = board.key;
        board.complete = done.complete || done.samples >= kStripSamples;
        if (const gpu::Image* image = board.target.image()) ref = {uiTexture(*image), view.width, view.height, false, false};
        (void)fresh;
        return true;
    }
    return false;
}

Result<bool> StagePictures::work(Session& session, bool hurry) {
    if (!snapshot_) return false;
    // Views that show something else than they should come first, the one that is worked in before the others.
    View* next = nullptr;
    std::size_t at = 0;
    const auto active = static_cast<std::size_t>(session.activeView);
    const auto consider = [&](std::size_t i, bool stale) {
        View& v = views_[i];
        if (next || v.key == 0 || v.complete) return;
        if (stale != (v.key != v.drawn || (v.draft && !hurry))) return;
        next = &v;
        at = i;
    };
    for (const bool stale : {true, false}) {
        // While a hand is at work nothing is refined: on a software device it would wait a second for each click.
        if (!stale && hurry) break;
        consider(active, stale);
        for (std::size_t i = 0; i < views_.size(); ++i) consider(i, stale);
    }
    std::size_t pending = 0, shown = 0;
    for (const View& v : views_) {
        if (v.key == 0) continue;
        ++shown;
        pending += v.complete ? 0 : 1;
    }
    if (next) {
        std::uint32_t divide = 1;
        if (next->key != next->drawn && hurry) {
            while (divide < 4 && next->cost / (divide * divide) > kBudget) divide *= 2;
        }
        RECCE_TRY(const bool drew, drawView(*next, next->key, divide));
        if (const gpu::Image* image = next->target.image()) session.views[at].picture = {uiTexture(*image), image->desc().width, image->desc().height, false, false};
        session.quality = next->draft ? "Draft" : "Refining";
        if (pending == 1 && next->complete) session.quality = "Full quality";
        return drew;
    }
    if (shown > 0 && pending == 0) session.quality = "Full quality";
    if (hurry) return false;
    return drawBoard(session);
}

Result<Picture> StagePictures::boardForFile(const Root& root, Id<Shot> id, std::uint32_t width, std::uint32_t height, const ModelShelf& shelf) {
    // The function of the command line, so that both write the same bytes.
    shelf_ = &shelf;
    if (!painter_) {
        painter_ = std::make_unique<BoardPainter>(renderer_, [this](Id<Asset> asset) -> std::shared_ptr<const cooked::Model> {
            const ShelfModel* model = shelf_->find(asset);
            return model && model->state == ShelfModel::State::Ready ? model->outcome.model : nullptr;
        });
    }
    BoardWish wish;
    wish.width = width;
    wish.height = height;
    RECCE_TRY(render::Finished finished, painter_->shot(*root, id, wish));
    return std::move(finished.picture);
}

void StagePictures::forget() {
    for (View& v : views_) v = {};
    boards_.clear();
    painter_.reset();
    snapshotKey_ = 0;
}

}  // namespace recce
