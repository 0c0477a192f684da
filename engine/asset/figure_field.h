// Shapes as distance fields: the lofts, rounds and blends that bodies and clothes are modelled from. Negative inside,
// metres, near enough to true distances within a few centimetres of a surface. Knows no bodies.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <vector>

#include <glm/glm.hpp>

namespace recce::figure {

using V3 = glm::vec3;
using Field = std::function<float(const V3&)>;

inline float ramp(float low, float high, float x) {
    const float t = std::clamp((x - low) / (high - low), 0.0f, 1.0f);
    return t * t * (3 - 2 * t);
}
/// Union whose seam is filled over a width of about k.
inline float blend(float a, float b, float k) {
    const float h = std::max(k - std::abs(a - b), 0.0f) / k;
    return std::min(a, b) - h * h * k * 0.25f;
}
/// Intersection with a rounded edge.
inline float cut(float a, float b, float k) { return -blend(-a, -b, k); }
inline float carve(float a, float tool, float k) { return cut(a, -tool, k); }

inline float ellipsoid(const V3& p, const V3& centre, const V3& radii) {
    const V3 q = p - centre, a = q / radii, b = a / radii;
    const float k0 = glm::length(a), k1 = glm::length(b);
    return k1 < 1e-6f ? -std::min({radii.x, radii.y, radii.z}) : k0 * (k0 - 1) / k1;
}
inline float ball(const V3& p, const V3& centre, float radius) { return glm::length(p - centre) - radius; }

/// Capsule whose radius goes from ra to rb.
inline float limb(const V3& p, const V3& a, const V3& b, float ra, float rb) {
    const V3 ab = b - a;
    const float t = std::clamp(glm::dot(p - a, ab) / glm::dot(ab, ab), 0.0f, 1.0f);
    return glm::length(p - a - ab * t) - (ra + (rb - ra) * t);
}

/// One section of a loft at distance `at` along its axis: half width to the sides, half depth to front and back.
struct Ring {
    float at = 0, side = 0, front = 0, back = 0;
    float shiftX = 0, shiftZ = 0;
};

/// Elliptical sections along an axis, joined smoothly; flat ends with rounded edges.
class Loft {
public:
    Loft() = default;
    /// `front` is where the rings' front lies; their side is cross(front, along).
    Loft(const V3& origin, const V3& along, const V3& front, std::vector<Ring> rings, float square = 0, float edge = 0.01f)
        : origin_(origin), along_(glm::normalize(along)), square_(square), edge_(edge) {
        front_ = glm::normalize(front - along_ * glm::dot(front, along_));
        side_ = glm::cross(front_, along_);
        low_ = rings.front().at;
        high_ = rings.back().at;
        for (std::size_t i = 0; i < kSteps; ++i) {
            table_[i] = between(rings, low_ + (high_ - low_) * static_cast<float>(i) / (kSteps - 1));
        }
    }
    /// Side, along, front coordinates.
    V3 local(const V3& p) const {
        const V3 q = p - origin_;
        return {glm::dot(q, side_), glm::dot(q, along_), glm::dot(q, front_)};
    }
    Ring ring(float at) const {
        const float u = std::clamp((at - low_) / (high_ - low_), 0.0f, 1.0f) * (kSteps - 1);
        const auto i = std::min(static_cast<std::size_t>(u), kSteps - 2);
        return mixed(table_[i], table_[i + 1], u - static_cast<float>(i));
    }
    /// Without its ends: the wall of the tube.
    float wall(const V3& p) const { return wallLocal(local(p)); }
    float operator()(const V3& p) const {
        const V3 q = local(p);
        return cut(wallLocal(q), std::max(low_ - q.y, q.y - high_), edge_);
    }

private:
    static constexpr std::size_t kSteps = 64;
    V3 origin_{0}, along_{0, 1, 0}, front_{0, 0, -1}, side_{1, 0, 0};
    float low_ = 0, high_ = 1, square_ = 0, edge_ = 0.01f;
    std::array<Ring, kSteps> table_{};

    static Ring mixed(const Ring& a, const Ring& b, float t) {
        const auto m = [t](float x, float y) { return x + (y - x) * t; };
        return {m(a.at, b.at), m(a.side, b.side), m(a.front, b.front), m(a.back, b.back), m(a.shiftX, b.shiftX),
                m(a.shiftZ, b.shiftZ)};
    }
    /// Cubic through the sections with slopes that never overshoot (Fritsch and Carlson 1980).
    static Ring between(const std::vector<Ring>& rings, float at) {
        std::size_t i = 0;
        while (i + 2 < rings.size() && at > rings[i + 1].at) ++i;
        const auto value = [&](float Ring::*field) {
            const auto slope = [&](std::size_t k) {
                return (rings[k + 1].*field - rings[k].*field) / (rings[k + 1].at - rings[k].at);
            };
            const auto tangent = [&](std::size_t k) {
                if (k == 0) return slope(0);
                if (k + 1 == rings.size()) return slope(k - 1);
                const float a = slope(k - 1), b = slope(k);
                return a * b <= 0 ? 0.0f : 2 * a * b / (a + b);
            };
            const float h = rings[i + 1].at - rings[i].at, t = std::clamp((at - rings[i].at) / h, 0.0f, 1.0f);
            const float t2 = t * t, t3 = t2 * t;
            return (2 * t3 - 3 * t2 + 1) * rings[i].*field + (t3 - 2 * t2 + t) * h * tangent(i) +
                   (3 * t2 - 2 * t3) * rings[i + 1].*field + (t3 - t2) * h * tangent(i + 1);
        };
        return {at, value(&Ring::side), value(&Ring::front), value(&Ring::back), value(&Ring::shiftX), value(&Ring::shiftZ)};
    }
    float wallLocal(const V3& q) const {
        const Ring r = ring(q.y);
        const float x = q.x - r.shiftX, z = q.z - r.shiftZ;
        const float a = r.side, b = z > 0 ? r.front : r.back;
        const float u = x / a, v = z / b;
        const float round = std::sqrt(u * u + v * v);
        if (round < 1e-5f) return -std::min(a, b);
        float k = round;
        if (square_ > 0) k += square_ * (std::sqrt(std::sqrt(u * u * u * u + v * v * v * v)) - round);
        const float steep = std::sqrt(u * u / (a * a) + v * v / (b * b)) / round;
        return (k - 1) / steep;
    }
};

/// Smooth noise of about +-1 with features of size 1; a fixed hash of the lattice.
inline float noise(const V3& p) {
    const V3 f = glm::floor(p), t0 = p - f, t = t0 * t0 * (3.0f - 2.0f * t0);
    const auto hash = [](int x, int y, int z) {
        std::uint32_t h = static_cast<std::uint32_t>(x) * 0x8da6b343u ^ static_cast<std::uint32_t>(y) * 0xd8163841u ^
                          static_cast<std::uint32_t>(z) * 0xcb1ab31fu;
        h = (h ^ (h >> 13)) * 0x5bd1e995u;
        h ^= h >> 15;
        return static_cast<float>(h & 0xFFFFu) / 32767.5f - 1.0f;
    };
    const int x = static_cast<int>(f.x), y = static_cast<int>(f.y), z = static_cast<int>(f.z);
    const auto lerp = [](float a, float b, float k) { return a + (b - a) * k; };
    const auto plane = [&](int dz) {
        return lerp(lerp(hash(x, y, z + dz), hash(x + 1, y, z + dz), t.x),
                    lerp(hash(x, y + 1, z + dz), hash(x + 1, y + 1, z + dz), t.x), t.y);
    };
    return lerp(plane(0), plane(1), t.z);
}
/// Soft folds: ridges 0 to 1, rounded on top, with wide valleys.
inline float ridges(const V3& p) {
    const float n = 1 - std::abs(noise(p));
    return n * n;
}

inline V3 gradient(const Field& field, const V3& p, float e) {
    // Four corners of a tetrahedron: half the samples of central differences.
    const V3 a(1, -1, -1), b(-1, -1, 1), c(-1, 1, -1), d(1, 1, 1);
    return (a * field(p + a * e) + b * field(p + b * e) + c * field(p + c * e) + d * field(p + d * e)) * (0.25f / e);
}

}  // namespace recce::figure
