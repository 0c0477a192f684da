// The inspector of a camera: body and lens, exposure, focus, place, and what its picture reads as.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/ui/inspector.h"
#include "app/ui/keys.h"

namespace recce::ui {
namespace {

std::string nameFor(const std::vector<Choice>& list, const CatalogueKey& key) {
    for (const Choice& c : list)
        if (c.key == key) return c.name;
    return key.empty() ? "none" : key;
}

void catalogueChoice(const Editor& e, const char* label, const char* fieldName, const std::vector<Choice>& list, const CatalogueKey& key) {
    std::vector<Option> options;
    std::vector<std::string> keys;
    for (const Choice& c : list) {
        options.push_back({c.name, c.fact, c.group});
        keys.push_back(c.key);
    }
    e.choice(label, fieldName, options, keys, nameFor(list, key));
}

/// The primes of the set in one row, the chosen one filled; arrows step.
void lensPicker(const Editor& e, const CameraRig& rig, const CameraFact* fact) {
    const auto at = e.session.choices.focals.find(rig.lensSet);
    if (at == e.session.choices.focals.end() || at->second.empty()) return;
    const auto& focals = at->second;
    const double now = fact ? fact->now.focal.value : rig.keys.front().focal.value;
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < focals.size(); ++i)
        if (std::abs(focals[i] - now) < std::abs(focals[chosen] - now)) chosen = i;
    Rect row = nextRow(px(size::row));
    row.x0 += px(size::padding);
    row.x1 -= px(size::padding);
    fill(row, colour::field, px(size::round));
    frame(row, colour::fieldBorder, px(size::round));
    const Region region(nameOf("Lens"));
    const auto set = [&](double mm) { askSet(e.emit, e.id, "focal", plainNumber(mm, 1) + "mm", nameOf("Focal")); };
    const Rect less = row.takeLeft(px(size::iconAdvance)), more = row.takeRight(px(size::iconAdvance));
    const auto arrow = [&](const Rect& r, const char* name, unsigned code, std::ptrdiff_t step) {
        const Hot hot = hotArea(r, name);
        iconIn(r, code, hot.hovered ? colour::text1 : colour::text3);
        const auto next = static_cast<std::ptrdiff_t>(chosen) + step;
        if (hot.clicked && next >= 0 && next < static_cast<std::ptrdiff_t>(focals.size())) set(focals[static_cast<std::size_t>(next)]);
        if (hot.hovered) tooltip(step < 0 ? "Next shorter lens ([)" : "Next longer lens (])");
    };
    arrow(less, "Shorter", icon::left, -1);
    arrow(more, "Longer", icon::right, 1);
    const std::size_t shown = std::min(focals.size(), static_cast<std::size_t>(std::max(1.f, row.w() / px(size::minFocal))));
    const std::size_t half = shown / 2;
    std::size_t first = chosen > half ? chosen - half : 0;
    first = std::min(first, focals.size() - shown);
    const float width = row.w() / static_cast<float>(shown);
    for (std::size_t i = 0; i < shown; ++i) {
        const double mm = focals[first + i];
        const Rect cell{std::round(row.x0 + width * static_cast<float>(i)), row.y0 + px(2), std::round(row.x0 + width * static_cast<float>(i + 1)), row.y1 - px(2)};
        const std::string text = plainNumber(mm, 1);
        const Hot hot = hotArea(cell, text);
        const bool on = first + i == chosen;
        if (on) fill(cell, colour::accentFill, px(size::dotSmall));
        else if (hot.hovered) fill(cell, colour::bg4, px(size::dotSmall));
        textIn(cell, on ? Font::SmallMedium : Font::Small, on ? colour::white : colour::text2, text, Align::Centre);
        if (hot.clicked && !on) set(mm);
    }
    skip(px(size::round));
}

/// 0 to twice the farthest mark; band: sharp, line: focus, dots: characters.
void focusBar(const Editor& e, const CameraFact& fact) {
    Rect row = nextRow(px(size::focusBar + size::label));
    row.x0 += px(size::padding);
    row.x1 -= px(size::padding);
    const Vec3 forward = toRotation(fact.now.angles) * Vec3(0, 0, -1);
    struct Dot {
        std::string name;
        double metres;
        ImU32 colour;
    };
    std::vector<Dot> dots;
    double far = fact.now.focus.value;
    for (const FigureFact& f : e.session.facts.figures) {
        const Vec3 eyes = f.position + Vec3(0, f.height.value * (f.seated ? 0.68 : 0.93), 0);
        const double metres = glm::dot(eyes - fact.now.position, forward);
        if (metres <= 0) continue;
        far = std::max(far, metres);
        const Character* who = e.production.find(f.character);
        dots.push_back({(who ? shortName(who->name) : "") + " " + number(metres), metres, characterColour(e.production, f.character)});
    }
    std::sort(dots.begin(), dots.end(), [](const Dot& a, const Dot& b) { return a.metres < b.metres; });
    const double end = std::max(2.0, std::ceil(far * 1.25));
    const Rect bar = Rect{row.x0, row.y0 + px(size::label), row.x1, row.y1 - px(size::label)}.middle(px(size::round));
    const auto x = [&](double m) { return bar.x0 + bar.w() * static_cast<float>(std::clamp(m / end, 0.0, 1.0)); };
    fill(bar, colour::bg5, px(2));
    const Rect sharp = Rect{x(fact.nearM), bar.y0, x(fact.farM), bar.y1}.middle(px(size::gap));
    fill(sharp, colour::accentFill, px(2));
    const Hot hot = hotArea(bar.middle(px(size::indent)), "Focus bar");
    Context& c = context();
    const std::string full = nameOf("Focus bar");
    if (hot.started) c.dragging = full;
    if (c.dragging == full && bar.w() > 0) {
        // The gesture ends with the button, wherever the cursor is by then.
        const double metres = std::max(0.2, static_cast<double>((ImGui::GetIO().MousePos.x - bar.x0) / bar.w()) * end);
        askSet(e.emit, e.id, "focus", plainNumber(metres, 3) + "m", nameOf("Focus"), ImGui::IsMouseDown(0) ? Phase::During : Phase::End);
        if (!ImGui::IsMouseDown(0)) c.dragging.clear();
    }
    float last = -px(size::strip);
    for (const Dot& d : dots) {
        disc({x(d.metres), bar.centre().y}, px(size::dot), d.colour);
        const float w = textWidth(Font::Caption, d.name);
        const float left = std::max(last, std::clamp(x(d.metres) - w * 0.5f, row.x0, row.x1 - w));
        if (left + w > row.x1 + px(1)) continue;
        textAt({left, row.y0 - px(1)}, Font::Caption, colour::text2, d.name);
        last = left + w + px(size::gap);
    }
    lineV(x(fact.now.focus.value), bar.y0 - px(size::gapSmall), bar.y1 + px(size::gapSmall), colour::accent);
    for (int i = 0; i <= 4; ++i) {
        const double metres = end * i / 4;
        const std::string text = plainNumber(metres, 1) + (i == 4 ? " m" : "");
        const float w = textWidth(Font::Caption, text);
        textAt({std::clamp(x(metres) - w * 0.5f, row.x0, row.x1 - w), row.y1 - px(size::label) + px(2)}, Font::Caption, colour::text3, text);
    }
}

}  // namespace

void inspectCamera(const Editor& e, const CameraRig& rig) {
    const auto found = e.session.facts.cameras.find(rig.id);
    const CameraFact* fact = found == e.session.facts.cameras.end() ? nullptr : &found->second;
    const Setup* setup = setupOf(e.production, rig.id);
    const Scene* scene = e.production.find(rig.scene);
    std::string under = setup && !setup->label.empty() ? "Setup " + setup->label : "No shot yet";
    if (scene) under += " \xC2\xB7 scene " + scene->number;
    inspectorHead(e, {icon::camera, "Camera " + rig.letter, under, colour::accent, true, rig.locked, true, rig.visible});
    inspectFindings(e, rig.id);
    const Choices& choices = e.session.choices;
    if (section(e.session.closed, "Body and lens")) {
        catalogueChoice(e, "Body", "body", choices.bodies, rig.body);
        std::vector<Option> modes;
        std::vector<std::string> keys;
        if (const auto at = choices.modes.find(rig.body); at != choices.modes.end()) {
            for (const std::string& mode : at->second) {
                modes.push_back({mode});
                keys.push_back(mode);
            }
        }
        e.choice("Mode", "mode", modes, keys, rig.mode.empty() && !modes.empty() ? modes.front().name : rig.mode);
        catalogueChoice(e, "Lens set", "lens-set", choices.lensSets, rig.lensSet);
        lensPicker(e, rig, fact);
        if (fact) e.caption(fact->angleOfGate, fact->angleOfFrame);
        rule();
    }
    if (section(e.session.closed, "Exposure", fact ? fact->ev : std::string())) {
        const auto two = columns(2);
        e.quantity(two[0], {.name = "Stop", .value = "T" + plainNumber(rig.stop.value, 1), .unit = "stop", .number = rig.stop.value, .drag = DragKind::ThirdStops}, "stop", "");
        const double rate = (rig.captureRate ? *rig.captureRate : e.production.info->rate).perSecond();
        const std::string time = rig.shutter.value > 0 ? "1/" + plainNumber(rate * 360 / rig.shutter.value, 0) : "";
        e.quantity(two[1], {.name = "Shutter", .value = plainNumber(rig.shutter.value, 1) + "\xC2\xB0", .unit = time, .number = rig.shutter.value, .drag = DragKind::Linear, .step = 0.5}, "shutter", "deg");
        const auto three = columns(3);
        e.quantity(three[0], {.name = "ISO", .value = plainNumber(rig.iso.value, 0), .unit = "ISO", .number = rig.iso.value, .drag = DragKind::Ratio}, "iso", "");
        const QuantityText nd = quantityParts(Quantity::Density, rig.nd.value);
        e.quantity(three[1], {.name = "ND", .value = nd.value, .unit = nd.unit, .number = rig.nd.value * 0.3, .drag = DragKind::Densities, .low = 0}, "nd", "");
        e.quantity(three[2], {.name = "White balance", .value = plainNumber(rig.whiteBalance.value, 0), .unit = "K", .number = rig.whiteBalance.value, .drag = DragKind::Ratio}, "white-balance", "K");
        for (const char* name : {"Stop", "Shutter", "ISO", "ND", "White balance"}) e.refusal(name);
        if (const auto at = e.session.facts.exposures.find(rig.id); at != e.session.facts.exposures.end()) e.caption(at->second.first, at->second.second);
        rule();
    }
    if (section(e.session.closed, "Focus", "")) {
        Rect box = labelled("Focus");
        const Rect pick = box.takeRight(px(size::labelColumn - size::indent));
        box.x1 -= px(size::gapSmall);
        const double focus = fact ? fact->now.focus.value : rig.keys.front().focus.value;
        e.quantity(box, {.name = "Focus", .value = number(focus), .unit = "m", .number = focus, .drag = DragKind::Ratio}, "focus", "m");
        if (button(pick, {.label = "Pick", .icon = icon::pick, .tooltip = "Focus on what is under the cursor (F)"})) e.emit.act("window.pick-focus");
        e.refusal("Focus");
        std::vector<Option> follows{{"nobody"}};
        std::vector<std::string> whom{"none"};
        std::string followed = "nobody";
        ImU32 dot = 0;
        for (const Mark* m : marksIn(e.production, rig.scene)) {
            const Character* who = e.production.find(m->character);
            if (!who || std::find(whom.begin(), whom.end(), textOf(who->id)) != whom.end()) continue;
            follows.push_back({who->name, "", "", 0, colour::of(who->colour)});
            whom.push_back(textOf(who->id));
            if (rig.focusOn == who->id) followed = who->name, dot = follows.back().dot;
        }
        if (const auto i = dropDown(labelled("Follows"), "Follows", followed, follows, dot)) askSet(e.emit, e.id, "focus-on", whom[static_cast<std::size_t>(*i)], nameOf("Follows"));
        e.refusal("Follows");
        if (fact) {
            e.caption(fact->sharp, fact->circle);
            focusBar(e, *fact);
        }
        rule();
    }
    if (fact) inspectCalculator(e, rig, *fact);
    if (section(e.session.closed, "Position")) {
        const Vec3 at = fact ? fact->now.position : rig.keys.front().position;
        const PanTiltRoll angles = fact ? fact->now.angles : rig.keys.front().angles;
        positionRow(e, at, "position");
        const auto boxes = columns(3);
        struct Turn {
            const char* name;
            const char* unit;
            const char* fieldName;
            double value;
        };
        const Turn turns[] = {{"Pan", "pan", "pan", degrees(angles.pan).value}, {"Tilt", "tilt", "tilt", degrees(angles.tilt).value},
                              {"Roll", "roll", "roll", degrees(angles.roll).value}};
        for (std::size_t i = 0; i < 3; ++i)
            e.quantity(boxes[i], {.name = turns[i].name, .value = number(turns[i].value, 1) + "\xC2\xB0", .unit = turns[i].unit, .number = turns[i].value, .drag = DragKind::Linear, .step = 0.1}, turns[i].fieldName, "deg");
        for (const char* name : {"X", "Z", "Height", "Pan", "Tilt", "Roll"}) e.refusal(name);
        catalogueChoice(e, "Support", "support", choices.supports, rig.support);
        if (rig.keys.size() > 1) e.caption(fmt::format("{} keys; changes apply at the playhead", rig.keys.size()));
        rule();
    }
    if (section(e.session.closed, "Reads as", "from the frame")) {
        Rect row = nextRow(px(size::sectionHead));
        row.x0 += px(size::padding);
        std::string rest = fact ? fact->reads : "";
        while (!rest.empty()) {
            const auto bar = rest.find('|');
            const std::string word = rest.substr(0, bar);
            rest = bar == std::string::npos ? "" : rest.substr(bar + 1);
            if (word.empty()) continue;
            const Rect chip = row.takeLeft(textWidth(Font::Small, word) + px(size::gap * 2)).middle(px(size::keyCap));
            fill(chip, colour::bg4, px(size::roundBadge));
            textIn(chip, Font::Small, colour::text1, word, Align::Centre);
            row.x0 += px(size::gapSmall);
        }
        skip(px(size::gap));
        Rect take = nextRow(px(size::button));
        take.x0 += px(size::padding);
        if (button(take.takeLeft(buttonWidth({.label = "Take shot", .icon = icon::takeShot})), {.label = "Take shot", .kind = ButtonKind::Primary, .icon = icon::takeShot, .tooltip = "Take a shot (S)"})) {
            e.session.camera = rig.id;
            runCommand("window.take-shot", e.production, e.session, e.emit);
        }
    }
}

}  // namespace recce::ui
