// Moving things on the stage: what is taken hold of with the mouse, by G and R, or by arrow keys in a camera view.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/ui/keys.h"
#include "app/ui/stage.h"
#include "base/unit_text.h"

namespace recce::ui {
namespace {

std::string degreesText(double d) { return plainNumber(d, 4) + "deg"; }

/// All that moves with the thing: the selection where it is part of it.
std::string targetsOf(const Hand& hand) {
    std::string ids;
    for (const AnyId& id : hand.things) ids += (ids.empty() ? "" : ",") + textOf(id);
    return ids;
}

/// The amount typed after G or R, metres or degrees; nothing while it makes no sense.
std::optional<double> typedAmount(const Stage& s, const Hand& hand) {
    if (hand.typed.empty()) return std::nullopt;
    const bool turns = hand.kind == HandKind::Ring || hand.kind == HandKind::Tilt;
    const UnitContext units{s.production.info->units == DisplayUnits::Imperial, s.production.info->rate, {}};
    const auto value = parseQuantity(turns ? Quantity::Angle : Quantity::Length, hand.typed, units);
    return value && std::isfinite(*value) ? std::optional(*value) : std::nullopt;
}

/// How far along an axis the cursor has come since the press.
double alongAxis(const Stage& s, const Hand& hand, const Vec3& axis) {
    const auto along = [&](Screen where) {
        // The point of the axis that comes nearest to the ray under the cursor.
        const Vec3 o = s.projection.origin(where), d = s.projection.direction(where), w = o - hand.from;
        const double b = glm::dot(d, axis), denominator = 1 - b * b;
        return denominator < 1e-6 ? 0.0 : (glm::dot(axis, w) - b * glm::dot(d, w)) / denominator;
    };
    return along(mouseAt()) - along({hand.startX, hand.startY});
}

/// The place the dragged thing would have now.
std::optional<Vec3> draggedPlace(Stage& s, Hand& hand) {
    hand.caught.clear();
    const auto typed = typedAmount(s, hand);
    if (hand.kind == HandKind::Axis || typed) {
        Vec3 to = hand.from;
        const int axis = hand.kind == HandKind::Axis ? hand.axis : 0;
        Vec3 way(0);
        way[axis] = 1;
        to[axis] = typed ? hand.from[axis] + *typed : snapped(hand.from[axis] + alongAxis(s, hand, way), 0.05, s.session);
        return to;
    }
    const Screen now = mouseAt();
    if (std::holds_alternative<Id<Mark>>(hand.thing) && s.view.kind == ViewKind::Free) {
        // People stand on what is there: a mark follows the surface under the cursor.
        const auto hit = castAt(s.session, s.projection, now);
        if (!hit || hit->normal.y < 0.3) return std::nullopt;
        return snappedPlace(s, hand.thing, hit->point, hand.caught);
    }
    const auto a = levelPoint(s.projection, {hand.startX, hand.startY}, hand.from.y), b = levelPoint(s.projection, now, hand.from.y);
    if (!a || !b) return std::nullopt;
    return snappedPlace(s, hand.thing, hand.from + (*b - *a), hand.caught);
}

/// Angle of the cursor about the thing, in its level plane or (tilt) upright along its heading; degrees.
std::optional<double> angleAt(const Stage& s, const Hand& hand, Screen where) {
    if (hand.kind == HandKind::Ring) {
        const auto p = levelPoint(s.projection, where, hand.from.y);
        if (!p) return std::nullopt;
        return degrees(std::atan2(-(p->x - hand.from.x), -(p->z - hand.from.z))).value;
    }
    const double pan = hand.angle * kPi / 180;
    const Vec3 ahead(-std::sin(pan), 0, -std::cos(pan)), side(std::cos(pan), 0, -std::sin(pan));
    const Vec3 o = s.projection.origin(where), d = s.projection.direction(where);
    const double across = glm::dot(d, side);
    if (std::abs(across) < 1e-3) return std::nullopt;
    const Vec3 p = o + d * (glm::dot(hand.from - o, side) / across) - hand.from;
    return degrees(std::atan2(p.y, glm::dot(p, ahead))).value;
}

void turnThing(Stage& s, Hand& hand, Phase phase, const std::string& name) {
    double by = 0;
    if (const auto typed = typedAmount(s, hand)) {
        by = *typed;
    } else {
        const auto a = angleAt(s, hand, {hand.startX, hand.startY}), b = angleAt(s, hand, mouseAt());
        if (!a || !b) {
            if (phase == Phase::End) s.emit.gesture("set", {}, Phase::End);
            return;
        }
        by = std::remainder(*b - *a, 360);
        const double start = hand.kind == HandKind::Tilt ? hand.tilt : hand.angle;
        by = snapped(start + by, 5, s.session) - start;
    }
    hand.value = fmt::format("{:+.1f}\xC2\xB0", by);
    if (hand.kind == HandKind::Tilt) {
        s.emit.gesture("set", {{"target", textOf(hand.thing)}, {"tilt", degreesText(std::clamp(hand.tilt + by, -90.0, 90.0))}, {"step", "Tilt " + name}}, phase);
        return;
    }
    if (const auto* mark = std::get_if<Id<Mark>>(&hand.thing)) {
        if (const Id<Setup> setup = changesGoTo(s.production, s.session, *mark, "facing")) {
            s.emit.gesture("change", {{"target", textOf(hand.thing)}, {"setup", textOf(setup)}, {"facing", degreesText(hand.angle + by)}, {"step", "Turn " + name + " in this setup"}}, phase);
            return;
        }
    }
    s.emit.gesture("move", {{"target", targetsOf(hand)}, {"turn", degreesText(by)}, {"step", "Turn " + name}}, phase);
}

}  // namespace

void beginThing(Stage& s, HandKind kind, const AnyId& id, int axis) {
    Hand& hand = s.session.hand;
    hand = {};
    hand.kind = kind;
    hand.view = s.index;
    hand.startX = static_cast<double>(ImGui::GetIO().MousePos.x);
    hand.startY = static_cast<double>(ImGui::GetIO().MousePos.y);
    hand.eye = s.view.free;
    hand.plan = s.view.plan;
    hand.thing = id;
    hand.things = s.session.isSelected(id) ? s.session.selection : std::vector<AnyId>{id};
    std::erase_if(hand.things, [&](const AnyId& other) { return !placeOf(s, other); });
    hand.axis = axis;
    hand.from = placeOf(s, id).value_or(Vec3(0));
    hand.angle = headingOfThing(s, id).value_or(0);
    if (const auto* rig = std::get_if<Id<CameraRig>>(&id)) {
        const auto at_ = s.session.facts.cameras.find(*rig);
        if (at_ != s.session.facts.cameras.end()) hand.tilt = degrees(at_->second.now.angles.tilt).value;
    }
    hand.copy = ImGui::GetIO().KeyAlt && s.view.kind == ViewKind::Overhead && kind != HandKind::Ring;
}

void dragThing(Stage& s, Hand& hand, Phase phase) {
    const std::string name = hand.things.size() > 1 ? fmt::format("{} things", hand.things.size()) : nameOfThing(s.production, hand.thing);
    if (hand.kind == HandKind::Ring || hand.kind == HandKind::Tilt) return turnThing(s, hand, phase, name);
    const auto to = draggedPlace(s, hand);
    if (!to) {
        if (phase == Phase::End) s.emit.gesture("set", {}, Phase::End);
        return;
    }
    const Vec3 by = *to - hand.from;
    hand.value = hand.kind == HandKind::Axis ? fmt::format("{:+.2f} m", by[hand.axis]) : fmt::format("{:.2f} m", glm::length(by));
    if (hand.copy) {
        s.emit.gesture("duplicate", {{"target", targetsOf(hand)}, {"by", pointText(by)}}, phase);
    } else if (const Id<Setup> setup = changesGoTo(s.production, s.session, hand.thing, "position"); setup && hand.things.size() == 1) {
        s.emit.gesture("change", {{"target", textOf(hand.thing)}, {"setup", textOf(setup)}, {"position", pointText(*to)}, {"step", "Move " + name + " in this setup"}}, phase);
    } else {
        s.emit.gesture("move", {{"target", targetsOf(hand)}, {"by", pointText(by)}, {"step", "Move " + name}}, phase);
    }
}

bool keyedHand(Stage& s) {
    Session& session = s.session;
    Hand& hand = session.hand;
    if (session.grab != HandKind::None && hand.kind == HandKind::None && session.activeView == s.index) {
        const HandKind kind = std::exchange(session.grab, HandKind::None);
        const AnyId thing = session.selection.empty() ? AnyId{} : session.selection.front();
        if (!placeOf(s, thing) || (s.view.kind == ViewKind::Camera && thing == AnyId(rigOf(session, s.view)))) return false;
        beginThing(s, kind, thing);
        hand.byKey = true;
        hand.button = -1;
        return true;
    }
    if (!hand.byKey || hand.view != s.index) return false;
    for (const ImWchar c : ImGui::GetIO().InputQueueCharacters) {
        const bool digit = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
        const bool axis = c >= 'x' && c <= 'z' && hand.kind != HandKind::Ring;
        if (hand.typed.empty() && axis) hand.kind = HandKind::Axis, hand.axis = static_cast<int>(c - 'x');
        else if (digit || (!hand.typed.empty() && c > ' ' && c < 127)) hand.typed += static_cast<char>(c);
    }
    if (ImGui::IsKeyPressed(key::backspace) && !hand.typed.empty()) hand.typed.pop_back();
    if (!hand.typed.empty()) hand.moved = true;
    return true;
}

void askCamera(Stage& s, const CameraNow& to, Phase phase, const char* step) {
    const Id<CameraRig> id = rigOf(s.session, s.view);
    const CameraRig* rig = s.production.find(id);
    if (!rig || rig->locked) return;
    // One key: the camera stands, and all of it moves. Several: a move, which gets a key at the playhead.
    const bool stands = rig->keys.size() <= 1;
    s.emit.gesture(stands ? "set" : "add-key", {{"target", textOf(id)}, {stands ? "position" : "at", pointText(to.position)}, {"pan", degreesText(degrees(to.angles.pan).value)},
                                   {"tilt", degreesText(degrees(to.angles.tilt).value)}, {"roll", degreesText(degrees(to.angles.roll).value)},
                                   {"step", std::string(step) + " camera " + rig->letter}}, phase);
}

void nudgeCamera(Stage& s) {
    const CameraNow* now = cameraOf(s.session, s.view);
    const ImGuiIO& io = ImGui::GetIO();
    if (!now || context().typing || !context().focus.empty()) return;
    const double x = ImGui::IsKeyPressed(key::right) - ImGui::IsKeyPressed(key::left), y = ImGui::IsKeyPressed(key::up) - ImGui::IsKeyPressed(key::down);
    if (x == 0 && y == 0) return;
    constexpr double kTurn = 0.5 * kPi / 180, kStep = 0.05;  // half a degree, 5 cm
    const double fine = io.KeyAlt ? 0.1 : 1;
    const Quat turn = toRotation(now->angles);
    CameraNow to = *now;
    if (io.KeyCtrl) to.position += turn * Vec3(0, 0, -1) * (y * kStep * fine);
    else if (io.KeyShift) to.position += turn * Vec3(x * kStep * fine, 0, 0) + Vec3(0, y * kStep * fine, 0);
    else to.angles.pan -= x * kTurn * fine, to.angles.tilt = std::clamp(to.angles.tilt + y * kTurn * fine, -kPi / 2, kPi / 2);
    const char* step = io.KeyCtrl ? "Dolly" : io.KeyShift ? (x != 0 ? "Truck" : "Pedestal") : x != 0 ? "Pan" : "Tilt";
    askCamera(s, to, Phase::Once, step);
}

}  // namespace recce::ui
