#include "app/actions/eyes.h"

#include <fmt/format.h>

#include "asset/figure.h"
#include "base/text.h"
#include "model/timing.h"

namespace recce {
namespace {

struct Standing {
    Vec3 position;
    double heading = 0;
    BodyPose pose = BodyPose::Stand;
    std::optional<Metres> seat;
};

Vec3 eyes(const Character& c, const Standing& s) {
    const FigureShape shape = castFigure(c.height, static_cast<FigureBuild>(c.build), c.id.value);
    FigureStance stance;
    stance.action = static_cast<FigureAction>(s.pose);
    if (s.seat) stance.seat = *s.seat;
    else if (s.pose == BodyPose::Lie) stance.seat = Metres(0);
    return s.position + glm::angleAxis(s.heading, Vec3(0, 1, 0)) * landmarks(shape, stance).eyes;
}

}  // namespace

std::optional<Vec3> eyesOf(const Production& production, Id<Scene> scene, Id<Character> character, FrameTime time) {
    const Character* c = production.find(character);
    std::vector<const Mark*> marks;
    for (const Mark& m : production.all<Mark>()) {
        if (m.scene == scene && m.character == character) marks.push_back(&m);
    }
    const auto figure = figureAt(marks, time, production.info->rate);
    if (!c || !figure) return std::nullopt;
    return eyes(*c, {figure->position, figure->heading, figure->pose, figure->seat});
}

std::optional<Vec3> eyesOn(const Production& production, const Mark& mark) {
    const Character* c = production.find(mark.character);
    if (!c) return std::nullopt;
    return eyes(*c, {mark.position, radians(mark.facing), mark.pose, mark.seat});
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
    return fail(Code::Usage, fmt::format("'{}' has no place to look at.", toCleanText(text)), text,
                "Give a point x,y,z, a character, a mark or a piece.");
}

}  // namespace recce
