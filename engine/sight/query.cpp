#include "sight/query.h"

#include <algorithm>
#include <cmath>

#include "sight/state.h"

namespace recce {
namespace {

constexpr double kGap = 1e-3;  ///< metres: a surface this near to an end of a line does not hide it

Vec3 apply(const Mat4& m, const Vec3& p) { return Vec3(m * Vec4(p, 1)); }

/// Closest point of a triangle, after Ericson, Real-Time Collision Detection, 5.1.5: by the Voronoi regions.
Vec3 closestOn(const std::array<Vec3, 3>& t, const Vec3& p) {
    const Vec3 ab = t[1] - t[0], ac = t[2] - t[0], ap = p - t[0];
    const double d1 = glm::dot(ab, ap), d2 = glm::dot(ac, ap);
    if (d1 <= 0 && d2 <= 0) return t[0];
    const Vec3 bp = p - t[1];
    const double d3 = glm::dot(ab, bp), d4 = glm::dot(ac, bp);
    if (d3 >= 0 && d4 <= d3) return t[1];
    const double vc = d1 * d4 - d3 * d2;
    if (vc <= 0 && d1 >= 0 && d3 <= 0) return t[0] + ab * (d1 / (d1 - d3));
    const Vec3 cp = p - t[2];
    const double d5 = glm::dot(ab, cp), d6 = glm::dot(ac, cp);
    if (d6 >= 0 && d5 <= d6) return t[2];
    const double vb = d5 * d2 - d1 * d6;
    if (vb <= 0 && d2 >= 0 && d6 <= 0) return t[0] + ac * (d2 / (d2 - d6));
    const double va = d3 * d6 - d5 * d4;
    if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
        return t[1] + (t[2] - t[1]) * ((d4 - d3) / ((d4 - d3) + (d5 - d6)));
    }
    const double scale = 1 / (va + vb + vc);
    return t[0] + ab * (vb * scale) + ac * (vc * scale);
}

/// First moment in [0, 1] at which a box at the origin of its own axes, moving by `motion`, meets the triangle; 2 when
/// it never does. Separating axes of two convex bodies, one of them moving (as above, 5.5.8).
double meetingTime(const std::array<Vec3, 3>& t, const Vec3& half, const Vec3& motion) {
    double enter = 0, leave = 1;
    const auto testAxis = [&](const Vec3& axis) {
        if (glm::dot(axis, axis) < 1e-24) return true;
        const double radius = half.x * std::abs(axis.x) + half.y * std::abs(axis.y) + half.z * std::abs(axis.z);
        const double a = glm::dot(t[0], axis), b = glm::dot(t[1], axis), c = glm::dot(t[2], axis);
        const double low = std::min({a, b, c}) - radius, high = std::max({a, b, c}) + radius;
        const double speed = glm::dot(motion, axis);
        if (std::abs(speed) < 1e-15) return low < 0 && high > 0;
        const double first = std::min(low / speed, high / speed), last = std::max(low / speed, high / speed);
        enter = std::max(enter, first);
        leave = std::min(leave, last);
        return enter < leave;
    };
    const std::array<Vec3, 3> edges = {t[1] - t[0], t[2] - t[1], t[0] - t[2]};
    const std::array<Vec3, 3> axes = {Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1)};
    if (!testAxis(glm::cross(edges[0], edges[1]))) return 2;
    for (const Vec3& axis : axes) {
        if (!testAxis(axis)) return 2;
        for (const Vec3& edge : edges) {
            if (!testAxis(glm::cross(axis, edge))) return 2;
        }
    }
    return enter;
}

}  // namespace

Mat4 PlacedFigure::transform() const {
    return toMatrix(Pose{position, glm::angleAxis(heading, Vec3(0, 1, 0))});
}

FigureLandmarks worldLandmarks(const PlacedFigure& figure) {
    FigureLandmarks marks = landmarks(figure.shape, figure.stance);
    const Mat4 m = figure.transform();
    for (Vec3* p : {&marks.crown, &marks.eyes, &marks.chin, &marks.chest, &marks.waist, &marks.hips}) *p = apply(m, *p);
    for (auto* pair : {&marks.eye, &marks.shoulder, &marks.midThigh, &marks.knee, &marks.ankle, &marks.foot, &marks.hand}) {
        for (Vec3& p : *pair) p = apply(m, p);
    }
    marks.gaze = Mat3(m) * marks.gaze;
    return marks;
}

Vec3 localGaze(const PlacedFigure& figure, const Vec3& target) {
    // The eyes move when the head turns towards the target: look from where they then are.
    FigureStance stance = figure.stance;
    const Vec3 local = apply(glm::inverse(figure.transform()), target);
    stance.gaze = Vec3(0);
    for (int pass = 0; pass < 2; ++pass) stance.gaze = local - landmarks(figure.shape, stance).eyes;
    return stance.gaze;
}

bool seesPoint(const SightScene& scene, const Vec3& from, const Vec3& to, std::uint32_t ignoredTag) {
    const Vec3 way = to - from;
    const double length = glm::length(way);
    if (length <= 2 * kGap) return true;
    SightRay ray{from, way, kGap, length - kGap};
    if (ignoredTag == kNoTag) return !scene.occluded(ray);
    // Steps through what is ignored; a figure is crossed a few times at most, the limit only guards against noise.
    for (int step = 0; step < 64 && ray.minDistance < ray.maxDistance; ++step) {
        const auto hit = scene.cast(ray, SightGlass::Through);
        if (!hit) return true;
        if (hit->tag != ignoredTag) return false;
        ray.minDistance = hit->distance + 1e-4;
    }
    return true;
}

VisibleLandmarks visibleLandmarks(const SightScene& scene, const Vec3& from, const PlacedFigure& figure) {
    const FigureLandmarks marks = worldLandmarks(figure);
    const auto sees = [&](const Vec3& p) { return seesPoint(scene, from, p, figure.tag); };
    VisibleLandmarks out;
    out.crown = sees(marks.crown);
    out.eyes = sees(marks.eye[0]) || sees(marks.eye[1]);
    out.chin = sees(marks.chin);
    out.chest = sees(marks.chest);
    out.waist = sees(marks.waist);
    out.hips = sees(marks.hips);
    for (std::size_t i = 0; i < 2; ++i) {
        out.knees[i] = sees(marks.knee[i]);
        out.feet[i] = sees(marks.foot[i]);
    }
    const int seen = out.crown + out.eyes + out.chin + out.chest + out.waist + out.hips + out.knees[0] + out.knees[1] +
                     out.feet[0] + out.feet[1];
    out.share = seen / 10.0;
    return out;
}

std::optional<SightHit> floorUnder(const SightScene& scene, const Vec3& point, Metres above) {
    SightRay ray{point + Vec3(0, above.value, 0), Vec3(0, -1, 0)};
    for (int step = 0; step < 64; ++step) {
        const auto hit = scene.cast(ray);
        if (!hit) return std::nullopt;
        if (std::abs(hit->normal.y) >= 0.5) return hit;  // cos 60 degrees
        ray.minDistance = hit->distance + 1e-4;
    }
    return std::nullopt;
}

std::optional<Metres> wallDistance(const SightScene& scene, const Vec3& from, double heading) {
    const auto hit = scene.cast({from, Vec3(-std::sin(heading), 0, -std::cos(heading))});
    if (!hit) return std::nullopt;
    return Metres(hit->distance);
}

std::optional<NearestSurface> nearestSurface(const SightScene& scene, const Vec3& point, Metres radius) {
    const SightScene::State& state = scene.state();
    NearestSurface best;
    best.distance = radius.value;
    bool found = false;
    state.all->near(point, radius.value, [&](std::uint32_t placement, std::uint32_t triangle) {
        const Vec3 p = closestOn(state.corners(placement, triangle), point);
        const double distance = glm::length(p - point);
        if (distance <= best.distance) {
            best = {p, state.normal(placement, triangle), distance, state.parts[placement].tag};
            found = true;
        }
        return best.distance;
    });
    if (!found) return std::nullopt;
    if (glm::dot(best.normal, point - best.point) < 0) best.normal = -best.normal;
    return best;
}

std::optional<SurfaceSnap> snapToSurface(const SightScene& scene, const SightRay& ray) {
    const auto hit = scene.cast(ray);
    if (!hit) return std::nullopt;
    SurfaceSnap snap;
    snap.hit = *hit;
    snap.kind = hit->normal.y > 0.5 ? SurfaceKind::Floor : hit->normal.y < -0.5 ? SurfaceKind::Ceiling : SurfaceKind::Wall;
    snap.standing = hit->point;
    if (snap.kind != SurfaceKind::Floor) {
        // A hand's breadth off the wall, so that the ray down does not run inside it.
        if (const auto floor = floorUnder(scene, hit->point + hit->normal * 0.1, Metres(0))) snap.standing = floor->point;
    }
    return snap;
}

double sweepBox(const SightScene& scene, const SightBox& box, const Vec3& motion, std::uint32_t ignoredTag) {
    const SightScene::State& state = scene.state();
    const double length = glm::length(motion);
    const Mat3 toBox = glm::mat3_cast(glm::angleAxis(-box.heading, Vec3(0, 1, 0)));
    const Vec3 localMotion = toBox * motion;
    double first = 1;
    const Vec3 middle = box.centre + motion * 0.5;
    const double radius = glm::length(box.half) + length * 0.5;
    state.all->near(middle, radius, [&](std::uint32_t placement, std::uint32_t triangle) {
        if (ignoredTag != kNoTag && state.parts[placement].tag == ignoredTag) return radius;
        auto corners = state.corners(placement, triangle);
        for (Vec3& c : corners) c = toBox * (c - box.centre);
        first = std::min(first, meetingTime(corners, box.half, localMotion));
        return radius;
    });
    return first * length;
}

bool boxTouches(const SightScene& scene, const SightBox& box, std::uint32_t ignoredTag) {
    const SightScene::State& state = scene.state();
    const Mat3 toBox = glm::mat3_cast(glm::angleAxis(-box.heading, Vec3(0, 1, 0)));
    bool touches = false;
    const double radius = glm::length(box.half);
    state.all->near(box.centre, radius, [&](std::uint32_t placement, std::uint32_t triangle) {
        if (touches) return 0.0;
        if (ignoredTag != kNoTag && state.parts[placement].tag == ignoredTag) return radius;
        auto corners = state.corners(placement, triangle);
        for (Vec3& c : corners) c = toBox * (c - box.centre);
        touches = meetingTime(corners, box.half, Vec3(0)) <= 1;
        return radius;
    });
    return touches;
}

}  // namespace recce
