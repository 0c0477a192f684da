#include "app/actions/eyes.h"

#include <fmt/format.h>

#include "app/exposure.h"
#include "base/text.h"
#include "model/in_setup.h"
#include "plan/people.h"

namespace recce {
std::optional<Vec3> eyesOf(const Production& production, Id<Scene> scene, Id<Character> character, FrameTime time) {
    for (const plan::Person& person : plan::peopleAt(production, scene, nullptr, static_cast<double>(time.frame))) {
        if (person.character == character) return person.at.eyes;
    }
    return std::nullopt;
}

std::optional<Vec3> eyesOn(const Production& production, const Mark& mark) {
    const Character* c = production.find(mark.character);
    if (!c) return std::nullopt;
    return worldLandmarks(plan::placeFigure(*c, standing(mark))).eyes;
}

Result<Vec3> aimPoint(const ActionInput& in, Id<Scene> scene, const std::string& text) {
    if (split(text, ',').size() == 3) return parsePoint(text);
    const ArgReader args(in);
    const NameScope scope{scene};
    if (const auto character = findByName<Character>(in.production, text, scope)) {
        if (const auto eye = eyesOf(in.production, scene, *character, in.context.time)) return *eye;
        return fail(Code::NotFound, "This character has no mark in the scene.", text, "Place a mark first: add-mark.");
    }
    if (text != "$last") {
        if (const auto mark = findByName<Mark>(in.production, text, scope)) {
            if (const auto eye = eyesOn(in.production, *in.production.find(*mark))) return *eye;
        }
    }
    RECCE_TRY(const AnyId id, args.anything(text));
    if (const auto* mark = std::get_if<Id<Mark>>(&id)) {
        if (const auto eye = eyesOn(in.production, *in.production.find(*mark))) return *eye;
    }
    if (const auto* piece = std::get_if<Id<SetPiece>>(&id)) {
        const SetPiece& row = *in.production.find(*piece);
        const Asset* asset = in.production.find(row.asset);
        if (!asset || asset->lastBounds.empty()) return row.pose.position;
        return transformed(asset->lastBounds, toMatrix(row.pose, Vec3(row.scale))).centre();
    }
    if (const auto* light = std::get_if<Id<Light>>(&id)) return in.production.find(*light)->pose.position;
    if (const auto* rig = std::get_if<Id<CameraRig>>(&id)) return in.production.find(*rig)->keys.front().position;
    if (const auto* point = std::get_if<Id<MeterPoint>>(&id)) return in.production.find(*point)->position;
    return fail(Code::Usage, fmt::format("'{}' has no place to look at.", toCleanText(text)), text,
                "Give a point x,y,z, a character, a mark or a piece.");
}

void filterForDaylight(const ActionInput& in, const Production& production, CameraRig& rig, const Setup* setup) {
    const Scene* scene = production.find(rig.scene);
    if (!scene || !in.context.sight || ArgReader(in).has("nd")) return;
    const Sky sky = inSetup(setup, *scene).environment.sky;
    if (sky == Sky::None || sky == Sky::Night) return;
    suggestNd(production, rig, setup, in.context.sight(std::make_shared<const Production>(production)));
}

}  // namespace recce
