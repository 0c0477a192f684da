#include "app/light_meter.h"

#include <algorithm>

#include "model/in_setup.h"
#include "model/names.h"
#include "optics/exposure.h"
#include "plan/camera_view.h"
#include "plan/people.h"
#include "sight/query.h"

namespace recce {
namespace {

constexpr Metres kOnSurface{0.10};

/// Camera A of the setup, else of the scene's first.
const CameraRig* cameraOf(const MeterAsk& ask) {
    const Setup* setup = ask.setup;
    if (!setup) {
        const auto setups = setupsInOrder(ask.production, ask.scene);
        if (!setups.empty()) setup = setups.front();
    }
    return setup && !setup->cameras.empty() ? ask.production.find(setup->cameras.front()) : nullptr;
}

/// Where a receptor lies on a surface, just off it, and the way that it faces.
struct Lying {
    Vec3 point{0}, normal{0, 1, 0};
};

std::optional<Lying> lyingAt(const MeterAsk& ask, const render::Snapshot& snapshot) {
    SightContents contents;
    for (const auto& placed : snapshot.models) {
        auto& model = ask.known[placed.model.get()];
        if (!model) model = makeSightModel(placed.model);
        contents.pieces.push_back({model, placed.transform, placed.tag});
    }
    const auto scene = SightScene::make(contents);
    const auto found = nearestSurface(*scene, ask.point, kOnSurface);
    if (!found) return std::nullopt;
    // The side the point lies on; on the surface itself the one that looks up, else the outside. A point that was put
    // on a surface is kept in tenths of a millimetre and may lie that much inside it, where it is dark.
    constexpr double kOnIt = 0.002, kOff = 0.0005;
    const double side = glm::dot(ask.point - found->point, found->normal);
    const bool over = std::abs(side) > kOnIt ? side > 0 : found->normal.y >= -0.1;
    const Vec3 normal = over ? found->normal : -found->normal;
    return Lying{std::abs(side) > kOnIt ? ask.point : found->point + normal * kOff, normal};
}

/// What a lamp sends through frames is its own light too; the sun's is the sun's.
void gatherFrames(MeterAnswer& answer) {
    render::LightReading whole{{}, answer.light.sun, answer.light.indirect};
    std::vector<Id<Light>> lights;
    for (std::size_t i = 0; i < answer.lights.size(); ++i) {
        const Lux lux = answer.light.lamps[i];
        const auto at = std::find(lights.begin(), lights.end(), answer.lights[i]);
        if (!answer.lights[i]) whole.sun = whole.sun + lux;
        else if (at != lights.end()) whole.lamps[static_cast<std::size_t>(at - lights.begin())] = whole.lamps[static_cast<std::size_t>(at - lights.begin())] + lux;
        else lights.push_back(answer.lights[i]), whole.lamps.push_back(lux);
    }
    answer.light = std::move(whole);
    answer.lights = std::move(lights);
}

}  // namespace

Result<MeterAnswer> readMeter(const MeterAsk& ask) {
    const Mark* mark = ask.production.find(ask.mark);
    const double frame = mark && mark->arrive ? static_cast<double>(mark->arrive->frame) : 0;
    Stage stage = makeStage({ask.production, ask.scene, ask.setup, frame, ask.models, ask.figures, true});
    const CameraRig* rig = cameraOf(ask);
    std::optional<Vec3> eye;
    if (rig) eye = plan::viewOf(ask.production, *rig, frame).state.pose().position;

    MeterAnswer out;
    out.point = ask.point;
    std::optional<Vec3> facing;
    if (mark) {
        const Mark now = inSetup(ask.setup, *mark);
        const Character* character = ask.production.find(mark->character);
        out.point = now.position + Vec3(0, 0.936 * (character ? character->height.value : 1.7), 0);
        facing = toRotation({radians(now.facing), 0, 0}) * Vec3(0, 0, -1);
        for (const plan::Person& person : plan::peopleAt(ask.production, ask.scene, ask.setup, frame)) {
            if (person.state.mark != mark->id || person.state.walking) continue;
            out.point = person.at.eyes;
            const render::PickTag tag = stage.tagOf(AnyId(person.character));
            std::erase_if(stage.snapshot.figures, [&](const render::PlacedFigure& f) { return f.tag == tag; });
        }
    } else {
        if (const auto lying = lyingAt(ask, stage.snapshot)) {
            facing = lying->normal;
            out.point = lying->point;
        }
    }
    if (eye && (mark || !facing)) {
        const Vec3 level = Vec3(1, mark ? 0 : 1, 1) * (*eye - out.point);
        if (glm::length(level) > 1e-6) facing = glm::normalize(level);
    }
    if (ask.towards) {
        if (glm::length(*ask.towards - out.point) < 1e-6) return fail(Code::Usage, "The meter cannot face the point where it stands.", "towards");
        facing = glm::normalize(*ask.towards - out.point);
    }
    out.facing = facing.value_or(Vec3(0, 1, 0));
    RECCE_TRY(out.light, render::readLight(stage.snapshot, {out.point, out.facing, ask.receptor}, ask.known, ask.cancel));
    out.lights = std::move(stage.lights);
    gatherFrames(out);
    const Lux total = out.light.total();
    if (rig && total.value > 0) {
        const FrameRate rate = rig->captureRate.value_or(ask.production.info->rate);
        const double c = ask.receptor == render::Receptor::Dome ? optics::kDomeMeter : optics::kIncidentMeter;
        const TStop bare = optics::incidentMeter(total, optics::exposureTime(rig->shutter, rate), rig->iso, c);
        out.stop = TStop(bare.value * std::exp2(-rig->nd.value / 2));
    }
    return out;
}

}  // namespace recce
