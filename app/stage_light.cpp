// The light of a scene: sky, sun, lamps as they shine, and what grips put in their way. See stage.h.
#include <algorithm>
#include <cmath>

#include "app/grips.h"
#include "app/photometry.h"
#include "app/stage.h"
#include "app/stage_owner.h"
#include "model/in_setup.h"
#include "optics/atmosphere.h"
#include "optics/colour.h"
#include "optics/photometry.h"
#include "optics/sun.h"
#include "plan/scene_sun.h"

namespace recce {

namespace {

/// What flags, nets and frames there are: their order is that of SceneLight::cloths.
void addCloths(const Production& production, Id<Set> set, Id<Scene> scene, const Setup* setup, SceneLight& out) {
    for (const SetPiece& stored : production.all<SetPiece>()) {
        if (!plan::isCloth(stored) || !owned(stored.owner, set, scene)) continue;
        const SetPiece piece = inSetup(setup, stored);
        if (!piece.visible || piece.ghost) continue;
        out.cloths.push_back(piece.id);
        out.screens.push_back(plan::screenOf(piece, *production.used));
    }
}

void addDoors(const Light& light, const Pose& pose, SceneLight& out) {
    const auto model = doorsModel(light);
    if (!model) return;
    out.doors.push_back({model, toMatrix(pose, Vec3(1)), 0, false, {}, {}});
    for (optics::Screen leaf : plan::doorsOf(light)) {
        leaf.pose = {pose.position + pose.rotation * leaf.pose.position, pose.rotation * leaf.pose.rotation};
        out.screens.push_back(leaf);
    }
}

/// A practical's lamp shines from its shade, which shines as much.
void addGlow(const Light& light, const std::optional<render::Lamp>& lamp, SceneLight& out) {
    if (!light.glowPiece) return;
    const Vec3 lumens = lamp ? lamp->candela * lamp->lumensPerCandela() : Vec3(0);
    for (SceneLight::Glow& glow : out.glows) {
        if (glow.piece == *light.glowPiece && glow.material == light.glowMaterial) {
            glow.lumens += lumens;
            return;
        }
    }
    out.glows.push_back({*light.glowPiece, light.glowMaterial, lumens});
}

}  // namespace

SceneLight lightOf(const Production& production, Id<Scene> id, const Setup* setup, const std::vector<plan::Person>& people, const SetOnStage& standing) {
    SceneLight out;
    const Scene* scene = production.find(id);
    if (!scene) return out;
    const Id<Set> set = setOf(production, setup, *scene);
    const Set* place = production.find(set);
    out.daylight = daylightOf(plan::atItsTime(inSetup(setup, *scene).environment, place), place ? place->north : Degrees(0));
    addCloths(production, set, id, setup, out);
    for (const Light& stored : production.all<Light>()) {
        if (!owned(stored.owner, set, id)) continue;
        const Light light = inSetup(setup, stored);
        std::optional<Vec3> aim;
        if (const auto* point = std::get_if<Vec3>(&light.aim)) aim = *point;
        if (const auto* at = std::get_if<Id<Mark>>(&light.aim)) {
            if (const Mark* mark = production.find(*at)) {
                const Mark now = inSetup(setup, *mark);
                aim = now.position + Vec3(0, 1.3, 0);
                // On the mark it is the person's face that is lit.
                for (const auto& person : people) {
                    if (person.state.mark == *at && !person.state.walking) aim = person.at.chin;
                }
            }
        }
        const auto lamp = lampOf(light, aim, *production.used);
        addGlow(light, lamp, out);
        if (lamp) {
            if (light.shape == FixtureShape::Sun) {
                out.daylight.toSun = -lamp->pose.forward();
                out.daylight.sunLux = lamp->candela;
            } else {
                out.lamps.push_back(*lamp);
                out.lights.push_back(light.id);
                addDoors(light, lamp->pose, out);
            }
        }
    }
    const bool spread = std::any_of(out.screens.begin(), out.screens.end(), [](const optics::Screen& s) { return s.diffused > 0; });
    if (!spread) return out;
    const auto stands = standing ? standing() : nullptr;
    render::FrameLight frames = render::lightFrames(out.screens, out.lamps, out.daylight, stands.get());
    for (const render::Lamp& lamp : frames.lamps) out.lights.push_back(lamp.through->lamp ? out.lights[*lamp.through->lamp] : Id<Light>());
    out.lamps.insert(out.lamps.end(), frames.lamps.begin(), frames.lamps.end());
    out.sides = std::move(frames.sides);
    return out;
}

render::Daylight daylightOf(const Environment& e, Degrees north) {
    render::Daylight day;
    const double height = std::max(0.0, std::sin(radians(e.sunElevation)));
    const auto tinted = [](Kelvin k, double lux) { return optics::lampColour(k) * lux; };
    const auto clearSky = [&](Degrees sun) {
        day.sky = render::SkyKind::Clear;
        day.toSun = optics::directionToSun(e.sunAzimuth, sun, north);
        // The IES says how much, the air which colour. Under the last of twilight lies the light of the stars.
        if (const Vec3 colour = optics::sunThroughAir(sun); optics::luminance(colour) > 0) {
            day.sunLux = colour * (optics::directSun(sun).value / optics::luminance(colour));
        }
        day.skyLux = Vec3(std::max(optics::clearSkyLux(sun).value, 0.002));
    };
    day.toSun = optics::directionToSun(e.sunAzimuth, Degrees(std::max(e.sunElevation.value, 0.5)), north);
    switch (e.sky) {
        case Sky::Clear: clearSky(e.sunElevation); break;
        case Sky::Overcast:
            day.sky = render::SkyKind::Overcast;
            day.skyLux = tinted(Kelvin(6800), 300 + 21000 * height);  // IES overcast sky
            break;
        case Sky::Dusk: clearSky(Degrees(-3.3)); break;  // about a quarter of an hour after sunset, 40 lx
        case Sky::Night:
            day.sky = render::SkyKind::Night;
            day.toSun = optics::directionToSun(e.sunAzimuth, Degrees(std::max(e.sunElevation.value, 20.0)), north);
            day.sunLux = tinted(Kelvin(4100), 0.27);  // full moon
            day.skyLux = tinted(Kelvin(9000), 0.25);  // a town's sky
            break;
        case Sky::None: break;
    }
    return day;
}

std::optional<render::Lamp> lampOf(const Light& light, const std::optional<Vec3>& aim, const UsedCatalogue& used) {
    if (!light.on || light.dimmer <= 0) return std::nullopt;
    render::Lamp lamp;
    lamp.pose = light.pose;
    if (aim && glm::length(*aim - light.pose.position) > 1e-6) lamp.pose.rotation = toRotation(lookAlong(*aim - light.pose.position));
    lamp.width = light.width;
    lamp.height = light.height;
    const optics::SpotBeam beam = optics::spotBeam(light.beam, light.field);
    switch (light.shape) {
        case FixtureShape::Fresnel:
        case FixtureShape::Spot:
        case FixtureShape::Sun:
            lamp.kind = render::LampKind::Spot;
            lamp.halfBeam = beam.halfBeam;
            lamp.power = beam.power;
            break;
        case FixtureShape::Panel: lamp.kind = render::LampKind::Panel; break;
        case FixtureShape::Tube: lamp.kind = render::LampKind::Tube; break;
        case FixtureShape::Bulb: lamp.kind = render::LampKind::Bulb; break;
        case FixtureShape::Disc: lamp.kind = render::LampKind::Disk; break;
    }
    if (const auto measured = used.photometries.find(light.photometry); measured != used.photometries.end()) lamp.profile = profileOf(measured->second);
    double candela = 0;
    if (const auto* lumens = std::get_if<Lumens>(&light.output)) {
        candela = lumens->value / lamp.lumensPerCandela();
    } else if (const auto* given = std::get_if<Candela>(&light.output)) {
        candela = given->value;
    } else if (const auto* reading = std::get_if<LuxAt>(&light.output)) {
        // A sun's reading is what it gives everywhere.
        candela = light.shape == FixtureShape::Sun ? reading->lux.value : optics::candelaOf(reading->lux, reading->distance).value;
    }
    Kelvin colour = light.colour;
    double through = std::clamp(light.dimmer, 0.0, 1.0);
    if (const auto gel = used.gels.find(light.gel); gel != used.gels.end()) {
        colour = optics::shifted(colour, gel->second.mired);
        through *= gel->second.transmission;
    }
    lamp.candela = optics::lampColour(colour, light.tint) * (candela * through);
    if (!(candela * through > 0)) return std::nullopt;
    return lamp;
}

}  // namespace recce
