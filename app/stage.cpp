#include "app/stage.h"

#include <algorithm>
#include <cmath>

#include "app/grips.h"
#include "app/stage_owner.h"
#include "asset/cloth_model.h"
#include "model/in_setup.h"
#include "model/timing.h"
#include "optics/colour.h"
#include "optics/exposure.h"
#include "optics/view.h"
#include "plan/camera_view.h"
#include "plan/people.h"

namespace recce {
namespace {

constexpr double kPlanLux = 10000;

Vec3 linearOf(const Rgb& c) { return {optics::linearOfSrgb(c.r / 255.0), optics::linearOfSrgb(c.g / 255.0), optics::linearOfSrgb(c.b / 255.0)}; }

/// A closed box that stands in for a missing model: pale, in the colour of what is missing.
std::shared_ptr<const FigureMesh> standIn(const Box& box) {
    auto mesh = std::make_shared<FigureMesh>();
    for (int axis = 0; axis < 3; ++axis) {
        for (int side = 0; side < 2; ++side) {
            const int u = (axis + 1) % 3, v = (axis + 2) % 3;
            const auto first = static_cast<std::uint32_t>(mesh->positions.size());
            for (int k = 0; k < 4; ++k) {
                Vec3 p(0), n(0);
                p[axis] = side ? box.max[axis] : box.min[axis];
                p[u] = (k == 1 || k == 2) ? box.max[u] : box.min[u];
                p[v] = k >= 2 ? box.max[v] : box.min[v];
                n[axis] = side ? 1 : -1;
                mesh->positions.emplace_back(p);
                mesh->normals.emplace_back(n);
            }
            constexpr std::uint32_t kOut[] = {0, 1, 2, 0, 2, 3}, kIn[] = {0, 2, 1, 0, 3, 2};
            for (int i = 0; i < 6; ++i) mesh->indices.push_back(first + (side ? kOut[i] : kIn[i]));
        }
    }
    mesh->ranges.push_back({0, static_cast<std::uint32_t>(mesh->indices.size()), 0});
    mesh->materials.push_back({Vec3(0.55, 0.30, 0.26), 0.9, "missing"});
    return mesh;
}

void addPieces(const StageRequest& request, Id<Set> set, Stage& stage) {
    auto& snapshot = stage.snapshot;
    for (const SetPiece& stored : request.production.all<SetPiece>()) {
        if (plan::isCloth(stored) || !owned(stored.owner, set, request.scene)) continue;
        const SetPiece piece = inSetup(request.setup, stored);
        if (!piece.visible) continue;
        stage.things.emplace_back(piece.id);
        const auto tag = static_cast<render::PickTag>(stage.things.size());
        const Mat4 transform = toMatrix(piece.pose, Vec3(piece.scale));
        if (auto model = request.models(piece.asset)) {
            snapshot.bounds.add(transformed(model->bounds(), transform));
            render::PlacedModel placed{std::move(model), transform, tag, piece.ghost, {}, {}};
            for (const auto& o : piece.overrides) {
                placed.changes.push_back({o.material, o.colour ? std::optional(linearOf(*o.colour)) : std::nullopt, o.roughness, {}});
            }
            snapshot.models.push_back(std::move(placed));
        } else if (const Asset* asset = request.production.find(piece.asset); asset && !asset->lastBounds.empty()) {
            snapshot.bounds.add(transformed(asset->lastBounds, transform));
            snapshot.figures.push_back({standIn(asset->lastBounds), transform, tag});
        }
    }
}

/// What shines on a cloth shines through it, one material for each side.
std::vector<render::MaterialChange> shiningSides(const SceneLight& light, std::size_t screen) {
    std::vector<render::MaterialChange> out;
    for (const render::LitSide& side : light.sides) {
        if (side.screen == screen) out.push_back({std::string(side.front ? kClothFront : kClothBack), {}, {}, side.nits});
    }
    return out;
}

/// Flags, nets, frames and barn doors; shades that shine for a practical.
void addGrips(const StageRequest& request, Id<Set> set, const SceneLight& light, Stage& stage) {
    auto& snapshot = stage.snapshot;
    for (const SetPiece& stored : request.production.all<SetPiece>()) {
        if (!plan::isCloth(stored) || !owned(stored.owner, set, request.scene)) continue;
        const SetPiece piece = inSetup(request.setup, stored);
        if (!piece.visible) continue;
        stage.things.emplace_back(piece.id);
        snapshot.bounds.add(plan::boundsOf(piece));
        render::PlacedModel placed{clothModelOf(piece, *request.production.used), toMatrix(piece.pose, Vec3(1)),
                                   static_cast<render::PickTag>(stage.things.size()), piece.ghost, {}, {}};
        if (const auto at = std::find(light.cloths.begin(), light.cloths.end(), piece.id); at != light.cloths.end()) {
            placed.screen = static_cast<std::size_t>(at - light.cloths.begin());
            placed.changes = shiningSides(light, *placed.screen);
        }
        snapshot.models.push_back(std::move(placed));
    }
    for (const auto& doors : light.doors) snapshot.models.push_back(doors);
    for (const SceneLight::Glow& glow : light.glows) {
        const render::PickTag tag = stage.tagOf(AnyId(glow.piece));
        for (render::PlacedModel& placed : snapshot.models) {
            if (tag == 0 || placed.tag != tag) continue;
            double area = 0;
            for (const ShiningPart& part : request.figures.shining(placed.model)) area += part.material == glow.material ? part.area : 0;
            const double scale = std::cbrt(std::abs(glm::determinant(Mat3(placed.transform))));
            if (area > 0) placed.changes.push_back({glow.material, {}, {}, glow.lumens / (kPi * area * scale * scale)});
        }
    }
}

void addPeople(const StageRequest& request, Stage& stage, std::vector<plan::Person>& people) {
    people = plan::peopleAt(request.production, request.scene, request.setup, request.frame);
    for (const auto& person : people) {
        const Character& character = *request.production.find(person.character);
        if (const Mark* mark = request.production.find(person.state.mark); mark && !inSetup(request.setup, *mark).visible) continue;
        stage.things.emplace_back(person.character);
        const FigureSpec spec{person.placed.shape, person.placed.stance, dressFigure(linearOf(character.colour), character.id.value)};
        const Mat4 transform = person.placed.transform();
        const double reach = character.height.value;
        stage.snapshot.bounds.add(person.placed.position + Vec3(-0.5 * reach, 0, -0.5 * reach));
        stage.snapshot.bounds.add(person.placed.position + Vec3(0.5 * reach, 1.05 * reach, 0.5 * reach));
        stage.snapshot.figures.push_back({request.figures.mesh(spec), transform, static_cast<render::PickTag>(stage.things.size())});
    }
}

}  // namespace

std::shared_ptr<const FigureMesh> StageShelf::mesh(const FigureSpec& spec) {
    for (const auto& [kept, mesh] : posed_) {
        if (kept == spec) return mesh;
    }
    const auto body = std::find_if(bodies_.begin(), bodies_.end(), [&](const auto& b) { return b.first == spec.shape; });
    std::shared_ptr<const FigureBody> found = body != bodies_.end() ? body->second : makeFigureBody(spec.shape);
    if (body == bodies_.end()) bodies_.emplace_back(spec.shape, found);
    auto mesh = std::make_shared<const FigureMesh>(poseFigure(*found, spec.stance, spec.colours));
    constexpr std::size_t kKept = 64;
    if (posed_.size() == kKept) posed_.pop_front();
    posed_.emplace_back(spec, mesh);
    return mesh;
}

std::shared_ptr<const SightScene> StageShelf::sight(const std::vector<render::PlacedModel>& models) {
    SightContents contents;
    for (const auto& placed : models) {
        if (placed.ghost) continue;
        contents.pieces.push_back(render::sightPiece(placed, trees_));
    }
    return SightScene::make(contents);
}

const std::vector<ShiningPart>& StageShelf::shining(const std::shared_ptr<const cooked::Model>& model) {
    auto& known = shining_[model.get()];
    if (known.first != model) known = {model, shiningParts(*model)};
    return known.second;
}

render::PickTag Stage::tagOf(const AnyId& wanted) const {
    const auto found = std::find(things.begin(), things.end(), wanted);
    return found == things.end() ? 0 : static_cast<render::PickTag>(found - things.begin() + 1);
}

Stage makeStage(const StageRequest& request) {
    Stage stage;
    const Scene* scene = request.production.find(request.scene);
    if (!scene) return stage;
    addPieces(request, setOf(request.production, request.setup, *scene), stage);
    const bool empty = stage.snapshot.bounds.empty();
    std::vector<plan::Person> people;
    if (request.people) addPeople(request, stage, people);
    const auto standing = [&] { return request.figures.sight(stage.snapshot.models); };
    SceneLight light = lightOf(request.production, request.scene, request.setup, people, standing);
    addGrips(request, setOf(request.production, request.setup, *scene), light, stage);
    stage.snapshot.daylight = light.daylight;
    stage.snapshot.lamps = std::move(light.lamps);
    stage.snapshot.screens = std::move(light.screens);
    stage.lights = std::move(light.lights);
    // Under a set's own floor it is hidden; outside its walls it is the ground that windows look out on.
    stage.snapshot.ground = Metres(empty ? 0 : std::min(0.0, stage.snapshot.bounds.min.y) - 0.012);
    return stage;
}

double aspectOf(const Production& production, const CameraRig& rig, Crop framing) {
    if (framing == Crop::Delivery) return production.info->aspect;
    const plan::CameraKit kit = plan::kitOf(production, rig);
    return optics::desqueezedAspect(kit.gate(), kit.squeeze());
}

render::View cameraView(const Production& production, const CameraRig& rig, double frame, Crop framing) {
    const plan::CameraView camera = plan::viewOf(production, rig, frame);
    const optics::Gate gate = framing == Crop::Delivery ? camera.frame : camera.gate;
    render::View view;
    auto& c = view.camera;
    c.pose = camera.state.pose();
    c.verticalFov = radians(optics::fieldOfView(gate, camera.state.focal, camera.squeeze).vertical);
    c.squeeze = camera.squeeze;
    c.focus = optics::pupilFromTape(camera.state.focus, camera.state.focal);
    // Wide open an iris is as round as its barrel; T1.85 on a T1.9 is the same ring.
    const plan::CameraKit kit = plan::kitOf(production, rig);
    const Lens* lens = kit.lenses ? plan::lensAt(*kit.lenses, camera.state.focal) : nullptr;
    const bool wideOpen = lens && rig.stop.value < 1.04 * optics::exactStop(lens->wideOpen).value;
    if (kit.lenses && kit.lenses->irisBlades > 0 && !wideOpen) c.irisBlades = static_cast<std::uint32_t>(kit.lenses->irisBlades);
    const FStop stop = optics::fStop(optics::exactStop(rig.stop), camera.transmittance);
    // The picture keeps the marked focal length's scale, the lens is drawn out to focus: the pupil grows by as much, so that the
    // disc of a point is f^2 / (N (s - f)) |d - s| / d on the gate.
    const Metres focal = toMetres(camera.state.focal);
    const double drawnOut = std::isfinite(c.focus.value) ? c.focus / (c.focus - focal) : 1;
    c.apertureRadius = focal * (drawnOut / (2 * std::max(stop.value, 0.1)));
    const FrameRate rate = rig.captureRate.value_or(production.info->rate);
    c.sceneLinearPerNit = optics::sceneLinearPerNit({optics::exactStop(rig.stop), optics::exposureTime(rig.shutter, rate), rig.iso, rig.nd});
    c.whiteBalance = optics::whiteBalance(rig.whiteBalance);
    return view;
}

void lightEvenly(render::Snapshot& snapshot) {
    snapshot.lamps.clear();
    snapshot.probes = nullptr;
    snapshot.daylight = {};
    snapshot.daylight.sky = render::SkyKind::Overcast;
    snapshot.daylight.skyLux = Vec3(kPlanLux);
}

double planExposure() { return kPi / kPlanLux * 1.25; }

render::View overheadView(const Stage& stage, Metres cut, std::uint32_t width, std::uint32_t height) {
    const Box box = stage.snapshot.bounds.empty() ? Box{Vec3(-3, 0, -3), Vec3(3, 2, 3)} : stage.snapshot.bounds;
    render::View view;
    view.width = width;
    view.height = height;
    const Vec3 size = box.size();
    const double aspect = double(width) / height;
    view.camera.orthoHeight = Metres(std::max(size.z, size.x / aspect) * 1.06);
    view.camera.pose = {{box.centre().x, box.max.y + 1, box.centre().z}, toRotation({0, -kPi / 2, 0})};
    view.cutHeight = Metres(std::max(0.0, box.min.y) + cut.value);
    view.camera.sceneLinearPerNit = planExposure();
    return view;
}

}  // namespace recce
