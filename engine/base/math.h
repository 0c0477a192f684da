// The one place that states the space everything lives in: metres, right-handed, Y up, cameras look along -Z.
// The model is kept in double; the GPU gets float relative to the camera, with reversed depth.
#pragma once

#ifndef GLM_FORCE_DEPTH_ZERO_TO_ONE
#define GLM_FORCE_DEPTH_ZERO_TO_ONE
#endif
#include <cmath>
#include <limits>

#include <glm/glm.hpp>
#include <glm/gtc/quaternion.hpp>

namespace recce {

using Vec2 = glm::dvec2;
using Vec3 = glm::dvec3;
using Vec4 = glm::dvec4;
using Quat = glm::dquat;
using Mat3 = glm::dmat3;
using Mat4 = glm::dmat4;

inline constexpr double kPi = 3.14159265358979323846;

inline bool isFinite(const Vec3& v) { return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z); }

/// Where a thing stands and how it is turned. Local axes: X right, Y up, -Z forward.
struct Pose {
    Vec3 position{0, 0, 0};  ///< metres
    Quat rotation{1, 0, 0, 0};  ///< unit quaternion; glm order is w, x, y, z, files write x y z w

    Vec3 forward() const { return rotation * Vec3(0, 0, -1); }
    Vec3 right() const { return rotation * Vec3(1, 0, 0); }
    Vec3 up() const { return rotation * Vec3(0, 1, 0); }
    bool operator==(const Pose&) const = default;
};

/// Maps local coordinates, scaled by `scale` first, to world coordinates.
inline Mat4 toMatrix(const Pose& pose, const Vec3& scale = Vec3(1)) {
    Mat4 m = glm::mat4_cast(pose.rotation);
    m[0] *= scale.x;
    m[1] *= scale.y;
    m[2] *= scale.z;
    m[3] = Vec4(pose.position, 1);
    return m;
}

/// Unwrapped head angles of a camera, in radians. Pan 0 looks along -Z and grows to the left (about +Y);
/// tilt grows upwards; roll grows clockwise as the operator sees it.
struct PanTiltRoll {
    double pan = 0, tilt = 0, roll = 0;
    bool operator==(const PanTiltRoll&) const = default;
};

inline Quat toRotation(const PanTiltRoll& a) {
    return glm::angleAxis(a.pan, Vec3(0, 1, 0)) * glm::angleAxis(a.tilt, Vec3(1, 0, 0)) *
           glm::angleAxis(-a.roll, Vec3(0, 0, 1));
}

/// Pan and tilt (roll 0) that look along `direction`, which need not be normalised. Straight up or down keeps pan 0.
inline PanTiltRoll lookAlong(const Vec3& direction) {
    const double flat = std::hypot(direction.x, direction.z);
    return {flat > 1e-12 ? std::atan2(-direction.x, -direction.z) : 0.0, std::atan2(direction.y, flat), 0.0};
}

/// Axis-aligned box in metres. Empty (min > max) until something is added.
struct Box {
    Vec3 min{std::numeric_limits<double>::infinity()};
    Vec3 max{-std::numeric_limits<double>::infinity()};

    bool empty() const { return !(min.x <= max.x && min.y <= max.y && min.z <= max.z); }
    void add(const Vec3& p) {
        min = glm::min(min, p);
        max = glm::max(max, p);
    }
    void add(const Box& b) {
        if (!b.empty()) {
            add(b.min);
            add(b.max);
        }
    }
    Vec3 centre() const { return (min + max) * 0.5; }
    Vec3 size() const { return empty() ? Vec3(0) : max - min; }
    bool operator==(const Box&) const = default;
};

inline Box transformed(const Box& box, const Mat4& m) {
    Box out;
    if (box.empty()) return out;
    for (int i = 0; i < 8; ++i) {
        out.add(Vec3(m * Vec4((i & 1) ? box.max.x : box.min.x, (i & 2) ? box.max.y : box.min.y,
                              (i & 4) ? box.max.z : box.min.z, 1.0)));
    }
    return out;
}

}  // namespace recce
