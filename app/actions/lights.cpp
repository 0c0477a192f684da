// Actions on lights.
#include <algorithm>

#include <fmt/format.h>

#include "app/actions/catalogue_use.h"
#include "app/actions/eyes.h"
#include "app/actions/helpers.h"
#include "model/words.h"
#include "base/text.h"

namespace recce {
namespace {

/// Turns a light at `from` to `target`, level.
Quat towards(const Vec3& from, const Vec3& target) { return toRotation(lookAlong(target - from)); }

/// Its aim as stored: a mark stays a mark (the light follows it), anything else becomes a point or a turn.
Status aimLight(const ActionInput& in, Light& light, Id<Scene> scene, const std::string& text) {
    const auto mark = text == "$last" ? ArgReader(in).thingNamed<Mark>(text) : findByName<Mark>(in.production, text, {scene});
    if (mark) {
        light.aim = *mark;
        if (const auto eye = eyesOn(in.production, *in.production.find(*mark))) light.pose.rotation = towards(light.pose.position, *eye);
        return {};
    }
    RECCE_TRY(const Vec3 point, aimPoint(in, scene, text));
    if (glm::length(point - light.pose.position) < 1e-6) return fail(Code::Usage, "The light stands where it should shine.", text);
    light.aim = point;
    light.pose.rotation = towards(light.pose.position, point);
    return {};
}

/// What a new light takes from its row in the catalogue; arguments come after and win.
void takeFixture(Light& light, const Fixture& f) {
    light.fixture = f.key;
    light.shape = f.shape;
    light.output = f.output;
    if (f.beamMax.value > 0) {
        light.beam = f.beamMax;
        // Field over beam of common Fresnels at flood; never beyond half a turn unless the beam itself is, as a bulb's.
        light.field = Degrees(std::max(f.beamMax.value, std::min(180.0, f.beamMax.value * 1.4)));
    }
    if (f.width.value > 0) light.width = f.width;
    if (f.height.value > 0) light.height = f.height;
    const double middle = std::clamp(5600.0, std::max(1000.0, f.colourMin.value), std::max(1000.0, f.colourMax.value));
    if (f.colourMin.value > 0) light.colour = Kelvin(middle);
}

/// A bulb is a practical, the sun comes in at the window; lamps are key, fill and back in the order in which people put
/// them up.
LightRole usualRole(const Production& production, const Light& light) {
    if (light.shape == FixtureShape::Bulb) return LightRole::Practical;
    if (light.shape == FixtureShape::Sun) return light.role;
    for (const LightRole role : {LightRole::Key, LightRole::Fill, LightRole::Back}) {
        const auto taken = [&](const Light& l) { return l.owner == light.owner && l.role == role; };
        const auto& all = production.all<Light>();
        if (std::none_of(all.begin(), all.end(), taken)) return role;
    }
    return LightRole::Other;
}

Result<Edit> addLight(const ActionInput& in) {
    const ArgReader args(in);
    Light light;
    RECCE_TRY(light.id, args.newId<Light>());
    Id<Scene> scene;
    if (args.has("owner")) {
        RECCE_TRY(const PieceOwner owner, parseOwner(args.text("owner"), {in.production, {}}));
        light.owner = owner;
        if (const auto* s = std::get_if<Id<Scene>>(&owner)) scene = *s;
    } else {
        RECCE_TRY(scene, args.scene());
        light.owner = scene;
    }
    if (args.has("fixture")) {
        RECCE_TRY(const Fixture fixture, findFixture(in, args.text("fixture")));
        takeFixture(light, fixture);
        light.name = fixture.name;
    }
    RECCE_TRY(const auto at, args.point("at"));
    if (at) light.pose.position = *at;
    ActionCall rest = in.call;
    std::erase_if(rest.args, [](const auto& a) { return a.first == "owner" || a.first == "aim" || a.first == "fixture"; });
    const ActionInput restIn{in.production, in.context, rest};
    RECCE_TRY_STATUS(ArgReader(restIn).fields(light));
    if (!args.has("role")) light.role = usualRole(in.production, light);
    if (args.has("aim")) RECCE_TRY_STATUS(aimLight(in, light, scene ? scene : in.context.scene, args.text("aim")));
    if (light.name.empty()) {
        std::string role(wordOf(light.role));
        role[0] = static_cast<char>(role[0] - 32);
        light.name = role;
        for (int n = 2; std::any_of(in.production.all<Light>().begin(), in.production.all<Light>().end(),
                                    [&](const Light& l) { return l.owner == light.owner && l.name == light.name; }); ++n)
            light.name = fmt::format("{} {}", role, n);
    }
    EditBuilder builder(in.production);
    const Id<Light> id = light.id;
    const std::string name = light.name;
    builder.put(std::move(light));
    return builder.finish("Place " + name, AnyId(id));
}

Result<Edit> aimAction(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const Id<Light> id, args.thing<Light>("target"));
    Light light = *in.production.find(id);
    if (light.locked) return fail(Code::Refused, fmt::format("{} is locked.", light.name), light.name, "Unlock it first.");
    const auto* owner = std::get_if<Id<Scene>>(&light.owner);
    RECCE_TRY_STATUS(aimLight(in, light, owner ? *owner : in.context.scene, args.text("at")));
    EditBuilder builder(in.production);
    const std::string name = light.name;
    builder.put(std::move(light));
    return builder.finish("Aim " + name, AnyId(id));
}

}  // namespace

void addLightActions(std::vector<Action>& table) {
    Action place{"add-light", "Place a light", "Light", "Places a light, from a fixture of the catalogue or by its own numbers.",
                 "add-light at=-2,2.6,1 aim=MARA role=key output=8000lm colour=5600K dimmer=60% name='M18 through the window'",
                 {{"fixture", ArgKind::Field, "Key or name in the catalogue", false, true, "light"},
                  {"at", ArgKind::Point, "Where it hangs or stands, x,y,z"},
                  {"aim", ArgKind::Any, "A mark, a character, a piece or a point"},
                  {"owner", ArgKind::Thing, "A set: then it is a practical of every scene there; else the scene"}}, false, addLight};
    for (const auto& f : fieldsOf<Light>()) {
        const bool listed = std::any_of(place.args.begin(), place.args.end(), [&](const ArgSpec& a) { return a.name == f.spec.name; });
        if (f.spec.editable && !listed) place.args.push_back({f.spec.name, ArgKind::Field, f.spec.label, false, false, "light"});
    }
    place.args.push_back({"scene", ArgKind::Thing, "The scene", false, false, "scene"});
    place.args.push_back({"id", ArgKind::NewId, "Its id"});
    table.push_back(std::move(place));
    table.push_back({"aim-light", "Aim at", "Light", "Points a light at a mark, a character, a piece or a point.", "aim-light Key at=MARA",
                     {{"target", ArgKind::Thing, "The light", true, true, "light"},
                      {"at", ArgKind::Any, "A mark, a character, a piece or a point", true}}, false, aimAction});
}

}  // namespace recce
