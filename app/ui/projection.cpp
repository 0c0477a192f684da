#include "app/ui/projection.h"

#include <algorithm>
#include <cmath>

namespace recce::ui {
namespace {
constexpr double kFreeFov = 0.75;    // radians, about a 50 mm view of a large gate: little distortion at the edges
constexpr double kNear = 0.05;       // metres
constexpr double kPlanHeight = 60;   // metres above the floor from which the plan looks down
}  // namespace

std::optional<Screen> Projection::project(const Vec3& point) const {
    const Vec3 local = glm::inverse(eye.pose.rotation) * (point - eye.pose.position);
    const double cx = area.x + area.w * 0.5, cy = area.y + area.h * 0.5;
    if (eye.ortho) {
        const double k = area.h / eye.height;
        return Screen{cx + local.x * k, cy - local.y * k};
    }
    if (-local.z < kNear) return std::nullopt;
    const double k = area.h * 0.5 / std::tan(eye.fovY * 0.5) / -local.z;
    return Screen{cx + local.x * k, cy - local.y * k};
}

double Projection::depth(const Vec3& point) const { return glm::dot(point - eye.pose.position, eye.pose.forward()); }

Vec3 Projection::direction(Screen at) const {
    if (eye.ortho) return eye.pose.forward();
    const double k = std::tan(eye.fovY * 0.5) / (area.h * 0.5);
    const Vec3 local((at.x - area.x - area.w * 0.5) * k, -(at.y - area.y - area.h * 0.5) * k, -1);
    return glm::normalize(eye.pose.rotation * local);
}

Vec3 Projection::origin(Screen at) const {
    if (!eye.ortho) return eye.pose.position;
    const double k = eye.height / area.h;
    return eye.pose.position + eye.pose.right() * ((at.x - area.x - area.w * 0.5) * k) +
           eye.pose.up() * (-(at.y - area.y - area.h * 0.5) * k);
}

double Projection::metresPerPixel(double depthMetres) const {
    if (eye.ortho) return eye.height / area.h;
    return 2 * std::tan(eye.fovY * 0.5) * std::max(depthMetres, kNear) / area.h;
}

Id<CameraRig> rigOf(const Session& session, const StageView& view) { return view.rig ? view.rig : session.camera; }

const CameraNow* cameraOf(const Session& session, const StageView& view) {
    const auto at = session.facts.cameras.find(rigOf(session, view));
    return at == session.facts.cameras.end() ? nullptr : &at->second.now;
}

Area gateArea(const Area& view, const CameraNow& camera, double aspect) {
    const double gateAspect = camera.gateWidth.value / std::max(0.1, camera.gateHeight.value);
    // The gate fills the view unless the view is wider than the delivery frame: then the frame does.
    const double width = std::min<double>(view.w, view.h * aspect);
    const double height = width / gateAspect;
    return {static_cast<float>(view.x + (view.w - width) / 2), static_cast<float>(view.y + (view.h - height) / 2),
            static_cast<float>(width), static_cast<float>(height)};
}

Area frameArea(const Area& gate, double aspect) {
    const double gateAspect = gate.w / std::max(1.f, gate.h);
    const double width = aspect >= gateAspect ? gate.w : gate.h * aspect;
    const double height = width / aspect;
    return {static_cast<float>(gate.x + (gate.w - width) / 2), static_cast<float>(gate.y + (gate.h - height) / 2),
            static_cast<float>(width), static_cast<float>(height)};
}

Eye eyeOf(const Session& session, const StageView& view, double aspect) {
    Eye eye;
    if (view.kind == ViewKind::Overhead) {
        eye.ortho = true;
        eye.pose.position = Vec3(view.plan.centre.x, kPlanHeight, view.plan.centre.y);
        eye.pose.rotation = toRotation({0, -kPi / 2, 0});
        eye.height = std::max(1.f, view.area.h) * view.plan.metresPerPixel;
        eye.cut = view.plan.cut;
        return eye;
    }
    if (view.kind == ViewKind::Camera) {
        if (const CameraNow* now = cameraOf(session, view)) {
            eye.pose = {now->position, toRotation(now->angles)};
            const Area gate = gateArea(view.area, *now, aspect);
            const double half = now->gateHeight.value / 2 / std::max(1.0, now->focal.value);
            eye.fovY = 2 * std::atan(half * view.area.h / std::max(1.f, gate.h));
            return eye;
        }
    }
    eye.pose = {view.free.position(), toRotation({view.free.pan, view.free.tilt, 0})};
    eye.fovY = kFreeFov;
    return eye;
}

std::optional<Vec3> levelPoint(const Projection& projection, Screen at, double height) {
    const Vec3 from = projection.origin(at), way = projection.direction(at);
    if (std::abs(way.y) < 1e-6) return std::nullopt;
    const double t = (height - from.y) / way.y;
    constexpr double kFarthest = 200;
    if (t <= 0 || t > kFarthest) return std::nullopt;
    return from + way * t;
}

std::optional<SurfaceHit> castAt(const Session& session, const Projection& projection, Screen at) {
    if (session.surfaces) {
        if (auto hit = session.surfaces->cast(projection.origin(at), projection.direction(at), projection.eye.cut)) return hit;
    }
    if (const auto floor = levelPoint(projection, at, 0)) {
        SurfaceHit hit;
        hit.point = *floor;
        hit.distance = glm::distance(*floor, projection.origin(at));
        return hit;
    }
    return std::nullopt;
}

void frameBox(StageView& view, const Box& box) {
    if (box.empty()) return;
    if (view.kind == ViewKind::Overhead) {
        view.plan.centre = Vec2(box.centre().x, box.centre().z);
        const double w = std::max(1.f, view.area.w), h = std::max(1.f, view.area.h);
        constexpr double kMargin = 1.12;
        view.plan.metresPerPixel = std::max({box.size().x / w, box.size().z / h, 0.0005}) * kMargin;
        return;
    }
    view.free.pivot = box.centre();
    // As near as all corners of the box allow, whatever the shape of the view.
    constexpr double kMargin = 1.1;
    const double up = std::tan(kFreeFov * 0.5) / kMargin, side = up * (view.area.h > 0 ? static_cast<double>(view.area.w / view.area.h) : 1.0);
    const Quat inverse = glm::inverse(toRotation({view.free.pan, view.free.tilt, 0}));
    double distance = 0.4;
    for (int i = 0; i < 8; ++i) {
        const Vec3 corner((i & 1) ? box.max.x : box.min.x, (i & 2) ? box.max.y : box.min.y, (i & 4) ? box.max.z : box.min.z);
        const Vec3 p = inverse * (corner - view.free.pivot);
        distance = std::max({distance, p.z + std::abs(p.x) / side, p.z + std::abs(p.y) / up});
    }
    view.free.distance = distance;
}

}  // namespace recce::ui
