// The hand on the stage: looking around, operating a camera, selecting, and dragging what is selected.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/ui/keys.h"
#include "app/ui/panels.h"
#include "app/ui/stage.h"

namespace recce::ui {
namespace {

constexpr double kTurnPerPixel = 0.006;   // radians: half a turn across 520 px
constexpr double kWheelShare = 0.12;      // of the distance to the point, a notch
constexpr double kDollyShare = 0.02;      // of the focus distance, a notch

void turnAbout(StageView& view, const FreeEye& start, const Vec3& about, double pan, double tilt) {
    FreeEye eye = start;
    constexpr double kSteepest = 1.55;  // radians; straight up or down would lose the heading
    eye.pan = start.pan + pan;
    eye.tilt = std::clamp(start.tilt + tilt, -kSteepest, kSteepest);
    const Quat before = toRotation({start.pan, start.tilt, 0}), after = toRotation({eye.pan, eye.tilt, 0});
    const Vec3 position = about + after * (glm::inverse(before) * (start.position() - about));
    eye.pivot = position + eye.direction() * eye.distance;
    view.free = eye;
}

void wheelFree(Stage& s, double notches) {
    const auto hit = castAt(s.session, s.projection, mouseAt());
    FreeEye& eye = s.view.free;
    const Vec3 position = eye.position();
    const Vec3 target = hit ? hit->point : position + s.projection.direction(mouseAt()) * eye.distance;
    const double k = std::pow(1 - kWheelShare, notches);
    constexpr double kNearest = 0.15;
    if (glm::distance(position, target) * k < kNearest) return;
    const Vec3 moved = target + (position - target) * k;
    eye.distance = std::max(kNearest, eye.distance * k);
    eye.pivot = moved + eye.direction() * eye.distance;
}

void wheelPlan(Stage& s, double notches) {
    PlanEye& plan = s.view.plan;
    if (ImGui::GetIO().KeyShift) {
        plan.cut = std::clamp(plan.cut + notches * 0.1, 0.1, 60.0);
        return;
    }
    const double k = std::pow(1 - kWheelShare, notches);
    const Vec3 under = s.projection.origin(mouseAt());
    plan.metresPerPixel = std::clamp(plan.metresPerPixel * k, 0.0004, 0.5);
    plan.centre = Vec2(under.x, under.z) + (plan.centre - Vec2(under.x, under.z)) * k;
}

CameraNow operated(const Hand& hand, double dx, double dy, const Projection& p) {
    CameraNow to = hand.camera;
    const double reach = std::max(0.3, hand.camera.focus.value);
    const double perPixel = p.metresPerPixel(reach), angle = p.eye.fovY / std::max(1.f, p.area.h);
    const Quat turn = toRotation(hand.camera.angles);
    switch (hand.kind) {
        case HandKind::Pan:
            // The picture follows the hand.
            to.angles.pan += dx * angle;
            to.angles.tilt = std::clamp(to.angles.tilt + dy * angle, -kPi / 2, kPi / 2);
            break;
        case HandKind::Truck: to.position += turn * Vec3(-dx * perPixel, 0, 0) + Vec3(0, dy * perPixel, 0); break;
        case HandKind::Dolly: to.position += turn * Vec3(0, 0, -1) * (-dy * perPixel * 1.5); break;
        case HandKind::Arc: {
            const Vec3 centre = hand.camera.position + turn * Vec3(0, 0, -reach);
            to.angles.pan -= dx * kTurnPerPixel * 0.5;
            to.angles.tilt = std::clamp(to.angles.tilt - dy * kTurnPerPixel * 0.5, -1.5, 1.5);
            to.position = centre - toRotation({to.angles.pan, to.angles.tilt, 0}) * Vec3(0, 0, -reach);
            break;
        }
        case HandKind::Roll: to.angles.roll += dx * kTurnPerPixel * 0.5; break;
        default: break;
    }
    return to;
}

const char* stepName(HandKind kind) {
    switch (kind) {
        case HandKind::Truck: return "Truck";
        case HandKind::Dolly: return "Dolly";
        case HandKind::Arc: return "Arc";
        case HandKind::Roll: return "Roll";
        default: return "Pan";
    }
}

HandKind cameraKind() {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.KeyCtrl && io.KeyShift) return HandKind::Roll;
    if (io.KeyShift) return HandKind::Truck;
    if (io.KeyCtrl) return HandKind::Dolly;
    if (io.KeyAlt) return HandKind::Arc;
    return HandKind::Pan;
}

void begin(Stage& s, HandKind kind, int mouseButton) {
    Hand& hand = s.session.hand;
    hand = {};
    hand.kind = kind;
    hand.view = s.index;
    hand.button = mouseButton;
    hand.startX = static_cast<double>(ImGui::GetIO().MousePos.x);
    hand.startY = static_cast<double>(ImGui::GetIO().MousePos.y);
    hand.eye = s.view.free;
    hand.plan = s.view.plan;
    if (const CameraNow* now = cameraOf(s.session, s.view)) hand.camera = *now;
    const auto hit = castAt(s.session, s.projection, mouseAt());
    hand.about = hit ? hit->point : s.view.free.pivot;
}

/// Letters held while the right button is: where they lead, per second at a speed of 1.
Vec3 walkStep(double pan) {
    const Quat turn = toRotation({pan, 0, 0});
    Vec3 step(0);
    const auto down = [](int k) { return ImGui::IsKeyDown(k); };
    if (down('W')) step += turn * Vec3(0, 0, -1);
    if (down('S')) step += turn * Vec3(0, 0, 1);
    if (down('A')) step += turn * Vec3(-1, 0, 0);
    if (down('D')) step += turn * Vec3(1, 0, 0);
    if (down('E')) step.y += 1;
    if (down('Q')) step.y -= 1;
    return step;
}

/// Walks with the eye of a free view, or with the camera itself. `hand.camera` is where that camera is by now.
void walk(Stage& s, Hand& hand) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool operating = s.view.kind == ViewKind::Camera;
    FreeEye& eye = s.view.free;
    const Vec3 position = operating ? hand.camera.position : eye.position();
    double& pan = operating ? hand.camera.angles.pan : eye.pan;
    double& tilt = operating ? hand.camera.angles.tilt : eye.tilt;
    pan -= static_cast<double>(io.MouseDelta.x) * kTurnPerPixel * 0.6;
    tilt = std::clamp(tilt - static_cast<double>(io.MouseDelta.y) * kTurnPerPixel * 0.6, -1.5, 1.5);
    const Vec3 step = walkStep(pan);
    if (io.MouseWheel != 0) hand.speed = std::clamp(hand.speed * std::pow(1.25, static_cast<double>(io.MouseWheel)), 0.2, 30.0);
    const double seconds = std::min(0.1, static_cast<double>(io.DeltaTime));
    const Vec3 to = position + step * (hand.speed * (io.KeyShift ? 3 : 1) * seconds);
    context().askFrameAt = context().now;  // keys held move us every frame
    const bool went = step != Vec3(0);
    if (went) hand.moved = true;
    if (!operating) {
        eye.pivot = to + eye.direction() * eye.distance;
    } else {
        hand.camera.position = to;
        if (hand.moved && (went || io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) askCamera(s, hand.camera, Phase::During, "Walk");
    }
}

void press(Stage& s) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool camera = s.view.kind == ViewKind::Camera, plan = s.view.kind == ViewKind::Overhead;
    if (ImGui::IsMouseClicked(2)) {
        s.session.activeView = s.index;
        begin(s, camera ? cameraKind() : plan || io.KeyShift ? HandKind::Slide : io.KeyCtrl ? HandKind::Zoom : HandKind::Turn, 2);
    } else if (ImGui::IsMouseClicked(1)) {
        s.session.activeView = s.index;
        begin(s, plan ? HandKind::Slide : io.KeyAlt && !camera ? HandKind::Zoom : HandKind::Walk, 1);
    } else if (ImGui::IsMouseClicked(0)) {
        s.session.activeView = s.index;
        if (camera) {
            begin(s, cameraKind(), 0);
            return;
        }
        if (s.view.kind == ViewKind::Free && io.KeyAlt) {
            begin(s, io.KeyShift ? HandKind::Slide : HandKind::Turn, 0);
            return;
        }
        const int axis = gizmoUnder(s);
        const AnyId chosen = s.session.selection.empty() ? AnyId{} : s.session.selection.front();
        if (axis >= 0) {
            beginThing(s, axis == kGizmoRing ? HandKind::Ring : axis == kGizmoTilt ? HandKind::Tilt : axis == kGizmoMiddle ? HandKind::Move : HandKind::Axis, chosen, axis);
            return;
        }
        const AnyId under = thingUnder(s);
        // Only what is selected already moves, so that looking around never rearranges a set.
        if (under.index() != 0 && s.session.isSelected(under)) beginThing(s, HandKind::Move, under);
        else begin(s, HandKind::Box, 0);
    }
}

void boxSelect(Stage& s, const Hand& hand) {
    const ImVec2 m = ImGui::GetIO().MousePos;
    const double x0 = std::min<double>(hand.startX, m.x), x1 = std::max<double>(hand.startX, m.x), y0 = std::min<double>(hand.startY, m.y), y1 = std::max<double>(hand.startY, m.y);
    if (!ImGui::GetIO().KeyShift) s.session.selection.clear();
    const auto take = [&](const AnyId& id) {
        const auto place = placeOf(s, id);
        const auto p = place ? s.projection.project(*place) : std::nullopt;
        if (p && p->x >= x0 && p->x <= x1 && p->y >= y0 && p->y <= y1 && !s.session.isSelected(id)) s.session.selection.push_back(id);
    };
    if (!s.scene) return;
    for (const CameraRig* r : rigsIn(s.production, s.scene->id)) take(r->id);
    for (const Mark* m2 : marksIn(s.production, s.scene->id)) take(m2->id);
    for (const Light* l : lightsIn(s.production, *s.scene)) take(l->id);
}

void click(Stage& s, const Hand& hand) {
    (void)hand;
    const bool add = ImGui::GetIO().KeyShift;
    const AnyId under = thingUnder(s);
    if (under.index() == 0) {
        if (!add) s.session.selection.clear();
    } else {
        s.session.select(under, add);
        if (const auto* rig = std::get_if<Id<CameraRig>>(&under)) s.session.camera = *rig;
    }
}

/// The cursor is on a name plate.
bool onPlate() {
    const auto& all = context().names.all();
    return std::any_of(all.begin(), all.end(), [](const auto& named) {
        return named.first.rfind("Stage/Sign ", 0) == 0 && named.second.contains(ImGui::GetIO().MousePos);
    });
}

void doubleClick(Stage& s) {
    if (s.view.kind == ViewKind::Camera) {
        runCommand("window.focus-here", s.production, s.session, s.emit);
        return;
    }
    const AnyId under = thingUnder(s);
    if (s.view.kind == ViewKind::Overhead && under.index() != 0 && onPlate()) {
        s.session.selection = {under};
        runCommand("window.rename", s.production, s.session, s.emit);
        return;
    }
    if (const auto* rig = std::get_if<Id<CameraRig>>(&under)) {
        s.session.camera = *rig;
        s.view.kind = ViewKind::Camera;
    } else if (under.index() != 0) {
        runCommand("window.frame", s.production, s.session, s.emit);
    }
}

void release(Stage& s, Hand& hand) {
    const bool operated_ = hand.kind == HandKind::Pan || hand.kind == HandKind::Truck || hand.kind == HandKind::Dolly || hand.kind == HandKind::Arc || hand.kind == HandKind::Roll;
    const double dx = static_cast<double>(ImGui::GetIO().MousePos.x) - hand.startX, dy = static_cast<double>(ImGui::GetIO().MousePos.y) - hand.startY;
    if (operated_ && hand.moved) askCamera(s, operated(hand, dx, dy, s.projection), Phase::End, stepName(hand.kind));
    if ((hand.kind == HandKind::Move || hand.kind == HandKind::Axis || hand.kind == HandKind::Ring || hand.kind == HandKind::Tilt) && hand.moved) dragThing(s, hand, Phase::End);
    else if (hand.kind == HandKind::Move && !hand.moved && !hand.byKey) click(s, hand);
    if (hand.kind == HandKind::Box) hand.moved ? boxSelect(s, hand) : click(s, hand);
    if (hand.kind == HandKind::Walk && s.view.kind == ViewKind::Camera && hand.moved) askCamera(s, hand.camera, Phase::End, "Walk");
    if (hand.button == 1 && !hand.moved) {
        // A click with the right button takes what is there and offers what can be done with it.
        const AnyId under = thingUnder(s);
        if (under.index() != 0 && !s.session.isSelected(under)) s.session.select(under);
        openThingMenu();
    }
    hand = {};
}

void during(Stage& s, Hand& hand) {
    const ImVec2 m = ImGui::GetIO().MousePos;
    const double dx = static_cast<double>(m.x) - hand.startX, dy = static_cast<double>(m.y) - hand.startY;
    if (std::hypot(dx, dy) > static_cast<double>(px(size::dragStart))) hand.moved = true;
    switch (hand.kind) {
        case HandKind::Turn: turnAbout(s.view, hand.eye, hand.about, -dx * kTurnPerPixel, -dy * kTurnPerPixel); break;
        case HandKind::Slide: {
            if (s.view.kind == ViewKind::Overhead) {
                s.view.plan.centre = hand.plan.centre - Vec2(dx, dy) * s.view.plan.metresPerPixel;
            } else {
                const Quat turn = toRotation({hand.eye.pan, hand.eye.tilt, 0});
                const double depth = glm::dot(hand.about - hand.eye.position(), hand.eye.direction());
                const double k = s.projection.metresPerPixel(std::max(0.5, depth));
                s.view.free.pivot = hand.eye.pivot + turn * Vec3(-dx * k, dy * k, 0);
            }
            break;
        }
        case HandKind::Zoom: {
            s.view.free.distance = std::max(0.15, hand.eye.distance * std::exp(dy * 0.006));
            break;
        }
        case HandKind::Walk: walk(s, hand); break;
        case HandKind::Box:
            if (hand.moved) {
                const Rect box{std::min<float>(static_cast<float>(hand.startX), m.x), std::min<float>(static_cast<float>(hand.startY), m.y), std::max<float>(static_cast<float>(hand.startX), m.x), std::max<float>(static_cast<float>(hand.startY), m.y)};
                fill(box, colour::selectedSoft);
                frame(box, colour::selected);
            }
            break;
        case HandKind::Pan: case HandKind::Truck: case HandKind::Dolly: case HandKind::Arc: case HandKind::Roll:
            if (hand.moved) askCamera(s, operated(hand, dx, dy, s.projection), Phase::During, stepName(hand.kind));
            break;
        case HandKind::Move: case HandKind::Axis: case HandKind::Ring: case HandKind::Tilt:
            if (hand.moved) dragThing(s, hand, Phase::During);
            break;
        case HandKind::None: break;
    }
    drawCaught(s);
    const std::string amount = hand.typed.empty() ? hand.value : hand.value + "   " + hand.typed;
    if (hand.moved && !hand.value.empty()) {
        const float w = textWidth(Font::SmallMedium, amount) + px(size::padding);
        const Rect r{m.x + px(size::padding), m.y + px(size::padding), m.x + px(size::padding) + w, m.y + px(size::padding + size::keyCap)};
        fill(r, colour::plate, px(size::round));
        textIn(r, Font::SmallMedium, colour::white, amount, Align::Centre);
        context().names.add("Stage/Amount", r);
    }
}

void cancelHand(Stage& s, Hand& hand) {
    if (hand.kind == HandKind::Turn || hand.kind == HandKind::Slide || hand.kind == HandKind::Zoom) {
        s.view.free = hand.eye;
        s.view.plan = hand.plan;
    } else if (hand.moved) {
        s.emit.gesture("set", {}, Phase::Cancel);
    }
    hand = {};
}

void wheelCamera(Stage& s, double notches) {
    const CameraNow* now = cameraOf(s.session, s.view);
    const ImGuiIO& io = ImGui::GetIO();
    if (!now) return;
    if (io.KeyCtrl) {
        runCommand(notches > 0 ? "window.lens-longer" : "window.lens-shorter", s.production, s.session, s.emit);
    } else if (io.KeyAlt) {
        const double focus = now->focus.value * std::pow(1 + kDollyShare, notches);
        askSet(s.emit, rigOf(s.session, s.view), "focus", plainNumber(focus, 4) + "m");
    } else {
        CameraNow to = *now;
        to.position += toRotation(now->angles) * Vec3(0, 0, -1) * (std::max(0.3, now->focus.value) * kDollyShare * notches);
        askCamera(s, to, Phase::Once, "Dolly");
    }
}

}  // namespace

double snapped(double value, double step, const Session& session) {
    const bool on = session.snapping != ImGui::GetIO().KeyCtrl;
    return on ? std::round(value / step) * step : value;
}

void useHand(Stage& s) {
    Hand& hand = s.session.hand;
    const ImGuiIO& io = ImGui::GetIO();
    if (hand.kind != HandKind::None) {
        if (hand.view != s.index) return;
        const bool keyed = keyedHand(s);
        if (ImGui::IsKeyPressed(key::escape, false) || (keyed && ImGui::IsMouseClicked(1))) return cancelHand(s, hand);
        during(s, hand);
        const bool set = keyed ? ImGui::IsMouseClicked(0) || ImGui::IsKeyPressed(key::enter, false) || ImGui::IsKeyPressed(key::padEnter, false)
                               : !ImGui::IsMouseDown(hand.button);
        if (set) release(s, hand);
        return;
    }
    if (keyedHand(s)) return;
    if (!s.hovered) return;
    if (s.view.kind == ViewKind::Camera) nudgeCamera(s);
    if (ImGui::IsMouseDoubleClicked(0)) return doubleClick(s);
    press(s);
    if (io.MouseWheel != 0 && hand.kind == HandKind::None) {
        s.session.activeView = s.index;
        const auto notches = static_cast<double>(io.MouseWheel);
        if (s.view.kind == ViewKind::Free) wheelFree(s, notches);
        else if (s.view.kind == ViewKind::Overhead) wheelPlan(s, notches);
        else wheelCamera(s, notches);
    }
}

}  // namespace recce::ui
