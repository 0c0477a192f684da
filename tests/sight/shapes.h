// Simple bodies with known answers, for the tests of sight.
#pragma once

#include <cmath>
#include <vector>

#include "sight/scene.h"

namespace recce::test {

inline void addQuad(SightTriangles& t, const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& d) {
    const auto first = static_cast<std::uint32_t>(t.positions.size());
    for (const Vec3& p : {a, b, c, d}) t.positions.emplace_back(p);
    for (std::uint32_t i : {0u, 1u, 2u, 0u, 2u, 3u}) t.indices.push_back(first + i);
}

/// Normals outwards, or inwards for a room.
inline SightTriangles makeBox(const Vec3& low, const Vec3& high, bool inwards = false) {
    SightTriangles t;
    const auto p = [&](int x, int y, int z) { return Vec3(x ? high.x : low.x, y ? high.y : low.y, z ? high.z : low.z); };
    const auto side = [&](const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& d) {
        if (inwards) addQuad(t, d, c, b, a);
        else addQuad(t, a, b, c, d);
    };
    side(p(0, 0, 1), p(1, 0, 1), p(1, 1, 1), p(0, 1, 1));
    side(p(1, 0, 0), p(0, 0, 0), p(0, 1, 0), p(1, 1, 0));
    side(p(1, 0, 1), p(1, 0, 0), p(1, 1, 0), p(1, 1, 1));
    side(p(0, 0, 0), p(0, 0, 1), p(0, 1, 1), p(0, 1, 0));
    side(p(0, 1, 1), p(1, 1, 1), p(1, 1, 0), p(0, 1, 0));
    side(p(0, 0, 0), p(1, 0, 0), p(1, 0, 1), p(0, 0, 1));
    return t;
}

inline SightTriangles makeFloor(double half, double y = 0) {
    SightTriangles t;
    addQuad(t, {-half, y, half}, {half, y, half}, {half, y, -half}, {-half, y, -half});
    return t;
}

inline SightTriangles makeSphere(const Vec3& centre, double radius, int rings = 96) {
    SightTriangles t;
    for (int i = 0; i <= rings; ++i) {
        for (int j = 0; j <= 2 * rings; ++j) {
            const double a = kPi * i / rings, b = kPi * j / rings;
            t.positions.emplace_back(centre + radius * Vec3(std::sin(a) * std::cos(b), std::cos(a), -std::sin(a) * std::sin(b)));
        }
    }
    const auto at = [&](int i, int j) { return static_cast<std::uint32_t>(i * (2 * rings + 1) + j); };
    for (int i = 0; i < rings; ++i) {
        for (int j = 0; j < 2 * rings; ++j) {
            for (std::uint32_t v : {at(i, j), at(i + 1, j), at(i + 1, j + 1)}) t.indices.push_back(v);
            for (std::uint32_t v : {at(i, j), at(i + 1, j + 1), at(i, j + 1)}) t.indices.push_back(v);
        }
    }
    return t;
}

inline std::shared_ptr<const SightScene> sceneOf(std::vector<SightTriangles> triangles) {
    SightContents contents;
    contents.triangles = std::move(triangles);
    return SightScene::make(contents);
}

}  // namespace recce::test
