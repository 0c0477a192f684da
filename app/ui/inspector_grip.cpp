// The inspector of a flag, net or diffusion frame, and what a lamp has before it: barn doors, and frames to put there.
#include <fmt/format.h>

#include "app/ui/inspector.h"
#include "app/ui/keys.h"
#include "plan/cloth.h"

namespace recce::ui {
namespace {

/// "passes 18 %, all of it spread"
std::string whatPasses(const Fabric& f) {
    const double all = f.straight + f.diffused;
    if (all <= 0) return "lets nothing through";
    const std::string share = fmt::format("passes {:.0f} %", all * 100);
    if (f.diffused <= 0) return share + ", unspread";
    if (f.straight <= 0) return share + ", all of it spread";
    return share + fmt::format(", {:.0f} % unspread", f.straight * 100);
}

void turnRows(const Editor& e, const SetPiece& piece) {
    const PanTiltRoll angles = lookAlong(piece.pose.forward());
    const double pan = degrees(angles.pan).value, tilt = degrees(angles.tilt).value;
    const auto two = columns(2);
    e.quantity(two[0], {.name = "Turn", .value = number(pan, 1), .unit = "turn", .number = pan, .drag = DragKind::Linear, .step = 0.25, .after = "," + plainNumber(tilt, 3) + ",0"}, "rotation", "");
    e.quantity(two[1], {.name = "Lean", .value = number(tilt, 1), .unit = "lean", .number = tilt, .drag = DragKind::Linear, .step = 0.25, .before = plainNumber(pan, 3) + ",", .after = ",0"}, "rotation", "");
}

void leaf(const Editor& e, const Rect& box, const char* name, const char* field_, const std::optional<Degrees>& open) {
    e.quantity(box, {.name = name, .value = open ? number(open->value, 0) + "\xC2\xB0" : "", .unit = name, .number = open ? open->value : 90, .drag = DragKind::Linear, .step = 0.5, .low = 0, .high = 180, .hint = "none"}, field_, "deg");
}

}  // namespace

void inspectCloth(const Editor& e, const SetPiece& piece) {
    const Fabric fabric = plan::fabricOf(piece, *e.production.used);
    const Metres width = plan::clothWidth(piece), height = plan::clothHeight(piece);
    const char* kind = fabric.diffused > 0 ? "Diffusion frame" : fabric.straight > 0 ? "Net" : "Flag";
    inspectorHead(e, {icon::piece, piece.name, kind, colour::text2, true, piece.locked, true, piece.visible});
    inspectSetupChanges(e);
    inspectFindings(e, piece.id);
    if (section(e.session.closed, "Cloth", plan::clothSizeText(width, height))) {
        e.text("Name", "name", piece.name);
        std::vector<Option> options;
        std::vector<std::string> keys;
        for (const Choice& c : e.session.choices.fabrics) {
            options.push_back({c.name, c.fact, c.group});
            keys.push_back(c.key);
        }
        e.choice("Fabric", "fabric", options, keys, fabric.name.empty() ? piece.fabric : fabric.name);
        std::vector<Option> sizes;
        for (const plan::ClothSize& s : plan::clothSizes()) sizes.push_back({plan::clothSizeText(s.width, s.height), fmt::format("{:.2f} x {:.2f} m", s.width.value, s.height.value), ""});
        if (const auto i = dropDown(labelled("Size"), "Size", plan::clothSizeText(width, height), sizes))
            e.emit.act("size-grip", {{"target", textOf(piece.id)}, {"size", std::string(plan::clothSizes()[static_cast<std::size_t>(*i)].name)}}, nameOf("Size"));
        const auto two = columns(2);
        e.quantity(two[0], {.name = "Wide", .value = number(width.value), .unit = "m wide", .number = width.value, .drag = DragKind::Linear, .step = 0.01, .low = 0.02, .high = 100}, "width", "m");
        e.quantity(two[1], {.name = "Tall", .value = number(height.value), .unit = "m tall", .number = height.value, .drag = DragKind::Linear, .step = 0.01, .low = 0.02, .high = 100}, "height", "m");
        for (const char* name : {"Size", "Wide", "Tall"}) e.refusal(name);
        e.caption(whatPasses(fabric));
        rule();
    }
    if (section(e.session.closed, "Place")) {
        positionRow(e, piece.pose.position, "position");
        turnRows(e, piece);
        for (const char* name : {"X", "Z", "Height", "Turn", "Lean"}) e.refusal(name);
    }
}

void inspectInFront(const Editor& e, const Light& light) {
    const bool hung = light.doorTop || light.doorBottom || light.doorLeft || light.doorRight;
    if (!section(e.session.closed, "In front", hung ? "barn doors" : "")) return;
    const bool front = light.shape != FixtureShape::Bulb && light.shape != FixtureShape::Tube && light.shape != FixtureShape::Sun;
    if (front) {
        static constexpr const char* kShown[] = {"None", "On"};
        int on = hung ? 1 : 0;
        if (segmented(labelled("Barn doors"), "Barn doors", kShown, on))
            e.emit.act("barn-doors", on ? Args{{"target", textOf(light.id)}} : Args{{"target", textOf(light.id)}, {"off", "yes"}}, nameOf("Barn doors"));
        e.refusal("Barn doors");
    }
    if (hung && front) {
        const auto first = columns(2);
        leaf(e, first[0], "top", "door-top", light.doorTop);
        leaf(e, first[1], "bottom", "door-bottom", light.doorBottom);
        const auto second = columns(2);
        leaf(e, second[0], "left", "door-left", light.doorLeft);
        leaf(e, second[1], "right", "door-right", light.doorRight);
        for (const char* name : {"top", "bottom", "left", "right"}) e.refusal(name);
    }
    // What a grip walks up with: square to the beam, then moved by hand.
    if (light.shape != FixtureShape::Sun) {
        struct Handy {
            const char* label;
            const char* fabric;
            const char* size;
        };
        static constexpr Handy kHandy[] = {{"Frame", "lee.216", "4x4"}, {"Flag", "fabric.solid", "24x36in"}, {"Net", "fabric.double_net", "24x36in"}};
        Rect row = nextRow(px(size::button));
        row.x0 += px(size::padding);
        for (const Handy& h : kHandy) {
            const ButtonSpec spec{.label = h.label, .tooltip = "Puts one a metre before the lamp"};
            if (button(row.takeLeft(buttonWidth(spec)), spec)) e.emit.act("add-grip", {{"fabric", h.fabric}, {"size", h.size}, {"light", textOf(light.id)}}, nameOf(h.label));
            row.takeLeft(px(size::round));
        }
        for (const Handy& h : kHandy) e.refusal(h.label);
        skip(px(size::gap));
    }
    rule();
}

}  // namespace recce::ui
