// The inspector of a light.
#include <fmt/format.h>

#include "app/ui/inspector.h"
#include "app/ui/keys.h"

namespace recce::ui {
namespace {

std::string nameFor(const std::vector<Choice>& list, const CatalogueKey& key, const char* none) {
    for (const Choice& c : list)
        if (c.key == key) return c.name;
    return key.empty() ? none : key;
}

double headingOfLight(const Light& light) { return degrees(lookAlong(light.pose.forward()).pan).value; }


/// Which measured light it takes, from the files that the production carries or from a further one.
void measuredLight(const Editor& e, const Light& light) {
    std::vector<Option> options{{"None"}};
    std::vector<std::string> keys{""};
    for (const Choice& c : e.session.choices.photometries) {
        options.push_back({c.name, c.fact, c.group});
        keys.push_back(c.key);
    }
    options.push_back({"Choose an IES file..."});
    const Rect box = labelled("Measured");
    if (const auto i = dropDown(box, "Measured", nameFor(e.session.choices.photometries, light.photometry, "None"), options)) {
        const auto chosen = static_cast<std::size_t>(*i);
        if (chosen < keys.size()) e.set("photometry", keys[chosen], nameOf("Measured"));
        else e.emit.act("window.choose-ies", {{"light", textOf(light.id)}});
    }
    e.refusal("Measured");
}

}  // namespace

void inspectLight(const Editor& e, const Light& light) {
    static const std::vector<Option> kRoles = {{"Key"}, {"Fill"}, {"Back"}, {"Practical"}, {"Background"}, {"Window"}, {"Other"}};
    const std::string fixture = nameFor(e.session.choices.fixtures, light.fixture, "no fixture");
    inspectorHead(e, {icon::light, kRoles[static_cast<std::size_t>(light.role)].name, light.name.empty() ? fixture : light.name,
                      light.on ? colour::light : colour::text3, true, light.locked, true, light.visible});
    inspectSetupChanges(e);
    inspectFindings(e, light.id);
    if (section(e.session.closed, "Output", light.on ? "" : "off")) {
        static constexpr const char* kOn[] = {"On", "Off"};
        static constexpr const char* kYes[] = {"yes", "no"};
        e.words("Lamp", "on", kOn, kYes, light.on ? 0 : 1);
        e.choice("Role", "role", kRoles, {"key", "fill", "back", "practical", "background", "window", "other"},
                 kRoles[static_cast<std::size_t>(light.role)].name);
        e.text("Name", "name", light.name, fixture);
        std::vector<Option> options;
        std::vector<std::string> keys;
        for (const Choice& c : e.session.choices.fixtures) {
            options.push_back({c.name, c.fact, c.group});
            keys.push_back(c.key);
        }
        e.choice("Fixture", "fixture", options, keys, fixture);
        const auto output = std::visit([](const auto& o) -> std::pair<std::string, std::string> {
            using O = std::decay_t<decltype(o)>;
            if constexpr (std::is_same_v<O, Lumens>) return {number(o.value, 0), "lm"};
            else if constexpr (std::is_same_v<O, Candela>) return {number(o.value, 0), "cd"};
            else return {number(o.lux.value, 0) + " lx at " + number(o.distance.value, 1), "m"};
        }, light.output);
        const Rect box = labelled("Output");
        e.quantity(box, {.name = "Output value", .value = output.first, .unit = output.second}, "output", "");
        e.refusal("Output value");
        measuredLight(e, light);
        if (light.photometry.empty() && (light.shape == FixtureShape::Fresnel || light.shape == FixtureShape::Spot))
            e.quantity(labelled("Beam"), {.name = "Beam", .value = number(light.beam.value, 0) + "\xC2\xB0", .unit = "half peak", .number = light.beam.value, .drag = DragKind::Linear, .step = 0.25, .low = 4, .high = 120}, "beam", "deg");
        e.quantity(labelled("Dimmer"), {.name = "Dimmer", .value = number(light.dimmer * 100, 0), .unit = "%", .number = light.dimmer * 100, .drag = DragKind::Linear, .step = 0.5, .low = 0, .high = 100}, "dimmer", "%");
        for (const char* name : {"Beam", "Dimmer"}) e.refusal(name);
        rule();
    }
    if (section(e.session.closed, "Colour", number(light.colour.value, 0) + " K")) {
        e.quantity(labelled("Lamp colour"), {.name = "Lamp colour", .value = number(light.colour.value, 0), .unit = "K", .number = light.colour.value, .drag = DragKind::Ratio}, "colour", "K");
        std::vector<Option> gels{{"None"}};
        std::vector<std::string> keys{""};
        for (const Choice& c : e.session.choices.gels) {
            gels.push_back({c.name, c.fact, c.group});
            keys.push_back(c.key);
        }
        e.choice("Gel", "gel", gels, keys, nameFor(e.session.choices.gels, light.gel, "None"));
        e.text("Diffusion", "diffusion", light.diffusion, "none");
        e.refusal("Lamp colour");
        rule();
    }
    inspectInFront(e, light);
    if (section(e.session.closed, "Place")) {
        positionRow(e, light.pose.position, "position");
        std::vector<Option> aims{{"free"}};
        std::vector<std::string> keys{"none"};
        std::string current = "free";
        ImU32 dot = 0;
        for (const Mark* m : marksIn(e.production, e.session.scene)) {
            aims.push_back({markName(e.production, *m), "", "", 0, characterColour(e.production, m->character)});
            keys.push_back(textOf(m->id));
            if (const auto* id = std::get_if<Id<Mark>>(&light.aim); id && *id == m->id) current = aims.back().name, dot = aims.back().dot;
        }
        if (std::holds_alternative<Vec3>(light.aim)) current = "a point";
        const Rect box = labelled("Aimed at");
        if (const auto i = dropDown(box, "Aimed at", current, aims, dot)) e.set("aim", keys[static_cast<std::size_t>(*i)], nameOf("Aimed at"));
        e.refusal("Aimed at");
        if (std::holds_alternative<std::monostate>(light.aim)) {
            const auto two = columns(2);
            const double pan = headingOfLight(light), tilt = degrees(lookAlong(light.pose.forward()).tilt).value;
            e.quantity(two[0], {.name = "Pan", .value = number(pan, 1), .unit = "pan", .number = pan, .drag = DragKind::Linear, .step = 0.25, .after = "," + plainNumber(tilt, 3) + ",0"}, "rotation", "");
            e.quantity(two[1], {.name = "Tilt", .value = number(tilt, 1), .unit = "tilt", .number = tilt, .drag = DragKind::Linear, .step = 0.25, .before = plainNumber(pan, 3) + ",", .after = ",0"}, "rotation", "");
        }
        for (const char* name : {"X", "Z", "Height", "Pan", "Tilt"}) e.refusal(name);
    }
    inspectLightReadings(e, light);
}

}  // namespace recce::ui
