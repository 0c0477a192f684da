// The action that puts a metered point: a place of a scene where light is read beside the marks.
#include <algorithm>

#include <fmt/format.h>

#include "app/actions/eyes.h"
#include "app/actions/helpers.h"
#include "base/text.h"

namespace recce {

std::string freePointName(const Production& production, Id<Scene> scene, const std::string& wanted) {
    const auto taken = [&](const std::string& name) {
        const auto& all = production.all<MeterPoint>();
        return std::any_of(all.begin(), all.end(), [&](const MeterPoint& p) { return p.scene == scene && p.name == name; });
    };
    std::string name = wanted.empty() ? "Point 1" : wanted;
    for (int n = 2; taken(name); ++n) name = fmt::format("{} {}", wanted.empty() ? "Point" : wanted, n);
    return name;
}

namespace {

Result<Edit> addMeterPoint(const ActionInput& in) {
    const ArgReader args(in);
    MeterPoint point;
    RECCE_TRY(point.id, args.newId<MeterPoint>());
    RECCE_TRY(point.scene, args.scene());
    RECCE_TRY(point.position, aimPoint(in, point.scene, args.text("at")));
    point.name = freePointName(in.production, point.scene, std::string(trimmed(args.text("name"))));
    EditBuilder builder(in.production);
    const Id<MeterPoint> id = point.id;
    const std::string name = point.name;
    builder.put(std::move(point));
    return builder.finish("Meter " + name, AnyId(id));
}

}  // namespace

void addPointActions(std::vector<Action>& table) {
    table.push_back({"add-meter-point", "Meter at a place", "Light", "Keeps a place where the incident meter reads, beside the marks.",
                     "add-meter-point at=0.2,0.78,-0.9 name='Letter on the table'",
                     {{"at", ArgKind::Any, "Where: x,y,z, a mark or character (at the face), or a piece (its middle)", true, true},
                      {"name", ArgKind::Text, "What it is called; Point 1 and on where left out"},
                      {"scene", ArgKind::Thing, "The scene", false, false, "scene"},
                      {"id", ArgKind::NewId, "Its id"}}, false, addMeterPoint});
}

}  // namespace recce
