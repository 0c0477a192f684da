#include "app/stage_snapshot.h"

#include <algorithm>
#include <cmath>

#include "app/ui/asks.h"
#include "model/in_setup.h"
#include "optics/colour.h"
#include "optics/exposure.h"
#include "optics/lens.h"
#include "optics/photometry.h"
#include "optics/sun.h"
#include "plan/camera_view.h"
#include "plan/people.h"

namespace recce {
namespace {

double toLinear(std::uint8_t code) {
    const double c = code / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}
Vec3 toLinear(const Rgb& c) { return {toLinear(c.r), toLinear(c.g), toLinear(c.b)}; }

/// Candela along the axis (tube: square to its middle) at full.
double peakCandela(const Light& light, const optics::SpotBeam& beam) {
    if (const auto* cd = std::get_if<Candela>(&light.output)) return cd->value;
    if (const auto* at = std::get_if<LuxAt>(&light.output)) return optics::candelaOf(at->lux, at->distance).value;
    const Lumens flux = std::get<Lumens>(light.output);
    switch (light.shape) {
        case FixtureShape::Panel: return optics::panelCandela(flux).value;
        case FixtureShape::Tube: return optics::tubeCandela(flux).value;
        case FixtureShape::Bulb: case FixtureShape::Sun: return optics::isotropicCandela(flux).value;
        case FixtureShape::Fresnel: case FixtureShape::Spot: break;
    }
    return flux.value / std::max(1e-6, beam.lumensPerCandela());
}

std::optional<Vec3> aimPoint(const Production& production, const Setup* setup, const Light& light) {
    if (const auto* id = std::get_if<Id<Mark>>(&light.aim)) {
        if (const Mark* mark = production.find(*id)) return inSetup(setup, *mark).position + Vec3(0, 1.4, 0);  // the face, more or less
    }
    if (const auto* point = std::get_if<Vec3>(&light.aim)) return *point;
    return std::nullopt;
}

render::Lamp lampOf(const Production& production, const Setup* setup, const Light& light) {
    render::Lamp lamp;
    lamp.pose = light.pose;
    if (const auto aim = aimPoint(production, setup, light); aim && glm::distance(*aim, light.pose.position) > 1e-3)
        lamp.pose.rotation = toRotation(lookAlong(*aim - light.pose.position));
    const optics::SpotBeam beam = optics::spotBeam(light.beam, light.field);
    lamp.halfBeam = beam.halfBeam;
    lamp.power = beam.power;
    lamp.width = light.width;
    lamp.height = light.height;
    Kelvin colour = light.colour;
    double through = 1;
    if (const auto gel = production.used->gels.find(light.gel); gel != production.used->gels.end()) {
        colour = optics::shifted(colour, gel->second.mired);
        through = gel->second.transmission;
    }
    lamp.candela = optics::lampColour(colour, light.tint) * (peakCandela(light, beam) * light.dimmer * through);
    switch (light.shape) {
        case FixtureShape::Panel: lamp.kind = render::LampKind::Panel; break;
        case FixtureShape::Tube: lamp.kind = render::LampKind::Tube; break;
        case FixtureShape::Bulb: lamp.kind = render::LampKind::Bulb; break;
        default: lamp.kind = render::LampKind::Spot; break;
    }
    return lamp;
}

render::Daylight daylightOf(const Environment& sky, Degrees north) {
    render::Daylight day;
    const auto sun = [&](double share, double kelvin) {
        day.toSun = optics::directionToSun(sky.sunAzimuth, sky.sunElevation, north);
        day.sunLux = optics::linearColour(optics::daylight(Kelvin(kelvin))) * (share * optics::directSun(sky.sunElevation).value);
    };
    const auto dome = [&](double lux, double kelvin) { day.skyLux = optics::linearColour(optics::daylight(Kelvin(kelvin))) * lux; };
    // Lux on open ground, from the IES tables of daylight and twilight.
    const double high = std::max(0.05, std::sin(radians(sky.sunElevation)));
    switch (sky.sky) {
        case Sky::Clear: day.sky = render::SkyKind::Clear; sun(1, 5200); dome(6000 + 12000 * high, 10000); break;
        case Sky::Overcast: day.sky = render::SkyKind::Overcast; dome(3000 + 18000 * high, 6800); break;
        case Sky::Dusk: day.sky = render::SkyKind::Dusk; dome(40, 12000); break;
        case Sky::Night: day.sky = render::SkyKind::Night; dome(0.3, 9000); break;
        case Sky::None: break;
    }
    return day;
}

}  // namespace

render::Snapshot SnapshotMaker::make(const Production& production, const Moment& moment, const ModelShelf& shelf) {
    render::Snapshot out;
    const Scene* scene = production.find(moment.scene);
    const Setup* setup = production.find(moment.setup);
    std::vector<const SetPiece*> pieces;
    if (scene) {
        pieces = ui::piecesIn(production, *scene);
    } else {
        for (const SetPiece& p : production.all<SetPiece>()) pieces.push_back(&p);
    }
    for (const SetPiece* stored : pieces) {
        const SetPiece piece = inSetup(setup, *stored);
        const ShelfModel* model = shelf.find(piece.asset);
        if (!piece.visible || !model || model->state != ShelfModel::State::Ready) continue;
        render::PlacedModel placed;
        placed.model = model->outcome.model;
        placed.transform = toMatrix(piece.pose, Vec3(piece.scale));
        placed.tag = tagOf(piece.id);
        placed.ghost = piece.ghost;
        for (const MaterialOverride& o : piece.overrides)
            placed.changes.push_back({o.material, o.colour ? std::optional(toLinear(*o.colour)) : std::nullopt, o.roughness});
        out.bounds.add(transformed(placed.model->bounds(), placed.transform));
        out.models.push_back(std::move(placed));
    }
    if (!scene) {
        out.daylight = daylightOf(Environment{}, Degrees(0));
        return out;
    }
    for (const Light* stored : ui::lightsIn(production, *scene)) {
        const Light light = inSetup(setup, *stored);
        if (light.on && light.dimmer > 0) out.lamps.push_back(lampOf(production, setup, light));
    }
    Degrees north{0};
    if (!scene->sets.empty()) {
        if (const Set* set = production.find(scene->sets.front())) north = set->north;
    }
    out.daylight = daylightOf(scene->environment, north);
    return out;
}

render::ViewCamera cameraForFrame(const Production& production, const CameraRig& rig, double frame) {
    const plan::CameraView view = plan::viewOf(production, rig, frame);
    render::ViewCamera camera;
    camera.pose = {view.state.position, toRotation(view.state.angles)};
    camera.verticalFov = 2 * std::atan(view.frame.height.value / 2 / std::max(1.0, view.state.focal.value));
    camera.squeeze = view.squeeze;
    const FStop stop = optics::fStop(optics::exactStop(view.stop), view.transmittance);
    camera.apertureRadius = toMetres(Millimetres(view.state.focal.value / stop.value / 2));
    camera.focus = optics::pupilFromTape(view.state.focus, view.state.focal);
    const double fps = (rig.captureRate ? *rig.captureRate : production.info->rate).perSecond();
    camera.sceneLinearPerNit = optics::sceneLinearPerNit({optics::exactStop(rig.stop), optics::exposureTime(rig.shutter, fps), rig.iso, rig.nd});
    camera.whiteBalance = optics::whiteBalance(rig.whiteBalance);
    return camera;
}

}  // namespace recce
