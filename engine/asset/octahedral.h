// Unit vectors in two signed normalised 16 bit numbers: the octahedron folded out about Z, as the vertices of cooked
// models hold them.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include <glm/glm.hpp>

namespace recce::cooked {

/// `v` need not be normalised; null becomes +Y.
inline std::array<std::int16_t, 2> encodeOctahedral(glm::vec3 v) {
    const float sum = std::abs(v.x) + std::abs(v.y) + std::abs(v.z);
    if (!(sum > 0.0f && sum < 3e38f)) return {0, 32767};
    v /= sum;
    float x = v.x, y = v.y;
    if (v.z < 0) {
        x = (1 - std::abs(v.y)) * (v.x >= 0 ? 1.0f : -1.0f);
        y = (1 - std::abs(v.x)) * (v.y >= 0 ? 1.0f : -1.0f);
    }
    return {static_cast<std::int16_t>(std::lround(x * 32767.0f)), static_cast<std::int16_t>(std::lround(y * 32767.0f))};
}

inline glm::vec3 decodeOctahedral(std::array<std::int16_t, 2> packed) {
    const float x = static_cast<float>(packed[0]) / 32767.0f, y = static_cast<float>(packed[1]) / 32767.0f;
    glm::vec3 v(x, y, 1 - std::abs(x) - std::abs(y));
    const float fold = std::max(-v.z, 0.0f);
    v.x += v.x >= 0 ? -fold : fold;
    v.y += v.y >= 0 ? -fold : fold;
    return glm::normalize(v);
}

}  // namespace recce::cooked
