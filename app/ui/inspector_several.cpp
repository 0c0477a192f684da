// The inspector of several things: what is the same is shown, what differs says "mixed", and typing sets all.
#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "app/ui/inspector.h"
#include "base/unit_text.h"

namespace recce::ui {
namespace {

/// The selected rows of one type; empty where anything else is among them.
template <class T> std::vector<const T*> allOf(const Editor& e) {
    std::vector<const T*> rows;
    for (const AnyId& id : e.session.selection) {
        const auto* held = std::get_if<Id<T>>(&id);
        const T* row = held ? e.production.find(*held) : nullptr;
        if (!row) return {};
        rows.push_back(row);
    }
    return rows;
}

std::string targets(const Editor& e) {
    std::string ids;
    for (const AnyId& id : e.session.selection) ids += (ids.empty() ? "" : ",") + textOf(id);
    return ids;
}

/// One field of all: its text where it is the same everywhere.
template <class T, class F> void common(const Editor& e, const std::vector<const T*>& rows, const char* label, const char* fieldName, std::string_view unit, F&& textOfRow) {
    const std::string first = textOfRow(*rows.front());
    const bool mixed = std::any_of(rows.begin(), rows.end(), [&](const T* row) { return textOfRow(*row) != first; });
    const EditSpec spec{.name = label, .value = mixed ? std::string() : first, .unit = unit, .mixed = mixed, .error = e.errorOf(label)};
    if (const auto r = field(labelled(label), spec); r && !r.text.empty()) e.emit.act("set", {{"target", targets(e)}, {fieldName, unit == "%" ? asShare(r.text) : r.text}}, nameOf(label));
    e.refusal(label);
}

template <class T, class F> void commonWords(const Editor& e, const std::vector<const T*>& rows, const char* label, const char* fieldName,
                                             std::span<const char* const> shown, std::span<const char* const> keys, F&& indexOfRow) {
    int chosen = indexOfRow(*rows.front());
    for (const T* row : rows)
        if (indexOfRow(*row) != chosen) chosen = -1;
    if (segmented(labelled(label), label, shown, chosen)) e.emit.act("set", {{"target", targets(e)}, {fieldName, keys[static_cast<std::size_t>(chosen)]}}, nameOf(label));
    e.refusal(label);
}

void severalLights(const Editor& e, const std::vector<const Light*>& rows) {
    static constexpr const char* kOn[] = {"On", "Off"};
    static constexpr const char* kYes[] = {"yes", "no"};
    commonWords(e, rows, "Lamp", "on", kOn, kYes, [](const Light& l) { return l.on ? 0 : 1; });
    common(e, rows, "Dimmer", "dimmer", "%", [](const Light& l) { return number(l.dimmer * 100, 0); });
    common(e, rows, "Lamp colour", "colour", "K", [](const Light& l) { return number(l.colour.value, 0); });
}

void severalCameras(const Editor& e, const std::vector<const CameraRig*>& rows) {
    common(e, rows, "Stop", "stop", "stop", [](const CameraRig& c) { return "T" + plainNumber(c.stop.value, 1); });
    common(e, rows, "ISO", "iso", "ISO", [](const CameraRig& c) { return plainNumber(c.iso.value, 0); });
    common(e, rows, "ND", "nd", "", [](const CameraRig& c) { return quantityParts(Quantity::Density, c.nd.value).value; });
    common(e, rows, "White balance", "white-balance", "K", [](const CameraRig& c) { return plainNumber(c.whiteBalance.value, 0); });
    common(e, rows, "Shutter", "shutter", "\xC2\xB0", [](const CameraRig& c) { return plainNumber(c.shutter.value, 1); });
}

void severalMarks(const Editor& e, const std::vector<const Mark*>& rows) {
    static constexpr const char* kPoses[] = {"Stands", "Sits", "Leans"};
    static constexpr const char* kKeys[] = {"stand", "sit", "lean"};
    commonWords(e, rows, "Pose", "pose", kPoses, kKeys, [](const Mark& m) { return static_cast<int>(m.pose); });
    common(e, rows, "Facing", "facing", "\xC2\xB0", [](const Mark& m) { return plainNumber(m.facing.value, 0); });
}

void severalShots(const Editor& e, const std::vector<const Shot*>& rows) {
    static constexpr const char* kShown[] = {"Planned", "Agreed", "Shot", "Omitted"};
    static constexpr const char* kKeys[] = {"planned", "agreed", "shot", "omitted"};
    commonWords(e, rows, "Status", "status", kShown, kKeys, [](const Shot& s) { return static_cast<int>(s.status); });
}

}  // namespace

void inspectSeveral(const Editor& e) {
    inspectorHead(e, {icon::select, fmt::format("{} things", e.session.selection.size()), "Selected together"});
    const auto lights = allOf<Light>(e);
    const auto cameras = allOf<CameraRig>(e);
    const auto marks = allOf<Mark>(e);
    const auto shots = allOf<Shot>(e);
    if (!lights.empty()) severalLights(e, lights), rule();
    if (!cameras.empty()) severalCameras(e, cameras), rule();
    if (!marks.empty()) severalMarks(e, marks), rule();
    if (!shots.empty()) severalShots(e, shots), rule();
    for (const AnyId& id : e.session.selection) e.fact(nameOfThing(e.production, id), "");
    skip(px(size::gap));
    Rect row = nextRow(px(size::button));
    row.x0 += px(size::padding);
    if (marks.size() == 2) {
        const ButtonSpec overs{.label = "Make overs", .tooltip = "Two cameras over the shoulders, on the master's side of the line"};
        if (button(row.takeLeft(buttonWidth(overs)), overs)) e.emit.act("make-overs", {{"marks", textOf(AnyId(marks[0]->id)) + "," + textOf(AnyId(marks[1]->id))}});
        row.x0 += px(size::gap);
    }
    if (button(row.takeLeft(buttonWidth({.label = "Delete"})), {.label = "Delete"})) askDelete(e.emit, e.session, e.production);
}

}  // namespace recce::ui
