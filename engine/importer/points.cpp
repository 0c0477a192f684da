#include "importer/points.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "asset/octahedral.h"

namespace recce::importer {
namespace {

constexpr std::size_t kAside = 24;       // points looked at on either side along the curve
constexpr std::size_t kNeighbours = 12;  // the nearest of them, which say how the surface lies

glm::dvec3 place(const cooked::Vertex& v) { return {v.position[0], v.position[1], v.position[2]}; }

/// The bits of 0 to 2^21 with two free ones between.
std::uint64_t spread(std::uint64_t v) {
    v = (v | v << 32) & 0x1F00000000FFFFull;
    v = (v | v << 16) & 0x1F0000FF0000FFull;
    v = (v | v << 8) & 0x100F00F00F00F00Full;
    v = (v | v << 4) & 0x10C30C30C30C30C3ull;
    return (v | v << 2) & 0x1249249249249249ull;
}

/// The direction in which points about their mean are spread least: of tr(C) - C the one that grows most.
glm::dvec3 leastSpread(const glm::dmat3& covariance) {
    const double trace = covariance[0][0] + covariance[1][1] + covariance[2][2];
    if (!(trace > 0)) return {0, 1, 0};
    glm::dmat3 m = (glm::dmat3(trace) - covariance) / trace;
    for (int i = 0; i < 6; ++i) {
        m = m * m;
        const double size = m[0][0] + m[1][1] + m[2][2];
        if (!(size > 0)) return {0, 1, 0};
        m /= size;
    }
    const auto longest = std::max({m[0], m[1], m[2]}, [](const glm::dvec3& a, const glm::dvec3& b) { return glm::dot(a, a) < glm::dot(b, b); });
    return glm::dot(longest, longest) > 0 ? glm::normalize(longest) : glm::dvec3(0, 1, 0);
}

glm::dvec3 normalAt(const std::vector<cooked::Vertex>& points, std::size_t i) {
    const std::size_t from = i > kAside ? i - kAside : 0, to = std::min(points.size(), i + kAside + 1);
    std::array<std::pair<double, std::size_t>, 2 * kAside + 1> near;
    std::size_t count = 0;
    for (std::size_t k = from; k < to; ++k) {
        const glm::dvec3 d = place(points[k]) - place(points[i]);
        near[count++] = {glm::dot(d, d), k};
    }
    const std::size_t kept = std::min(count, kNeighbours);
    std::nth_element(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(kept - 1), near.begin() + static_cast<std::ptrdiff_t>(count));
    glm::dvec3 mean(0);
    for (std::size_t k = 0; k < kept; ++k) mean += place(points[near[k].second]) / static_cast<double>(kept);
    glm::dmat3 covariance(0);
    for (std::size_t k = 0; k < kept; ++k) {
        const glm::dvec3 d = place(points[near[k].second]) - mean;
        covariance += glm::outerProduct(d, d);
    }
    return leastSpread(covariance);
}

/// 0 to count - 1 so that the first n are spread evenly: numbers of as many bits, read backwards.
std::vector<std::size_t> evenly(std::size_t count) {
    std::size_t bits = 0;
    while ((std::size_t{1} << bits) < count) ++bits;
    std::vector<std::size_t> out;
    out.reserve(count);
    for (std::size_t i = 0; i < std::size_t{1} << bits; ++i) {
        std::size_t turned = 0;
        for (std::size_t b = 0; b < bits; ++b) turned |= (i >> b & 1) << (bits - 1 - b);
        if (turned < count) out.push_back(turned);
    }
    return out;
}

}  // namespace

void orderPoints(std::vector<cooked::Vertex>& points, bool makeNormals) {
    glm::dvec3 low(1e30), high(-1e30);
    for (const auto& p : points) {
        low = glm::min(low, place(p));
        high = glm::max(high, place(p));
    }
    const double side = std::max({high.x - low.x, high.y - low.y, high.z - low.z, 1e-30}), cells = (1 << 21) - 1;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keys(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const glm::dvec3 at = (place(points[i]) - low) / side * cells;
        keys[i] = {spread(static_cast<std::uint64_t>(at.x)) | spread(static_cast<std::uint64_t>(at.y)) << 1 | spread(static_cast<std::uint64_t>(at.z)) << 2,
                   static_cast<std::uint32_t>(i)};
    }
    std::sort(keys.begin(), keys.end());
    std::vector<cooked::Vertex> along;
    along.reserve(points.size());
    for (const auto& [key, i] : keys) along.push_back(points[i]);
    if (makeNormals) {
        for (std::size_t i = 0; i < along.size(); ++i) along[i].normal = cooked::encodeOctahedral(glm::vec3(normalAt(along, i)));
    }
    for (std::size_t first = 0; first < along.size(); first += kClusterPoints) {
        const std::size_t count = std::min(kClusterPoints, along.size() - first);
        const auto order = evenly(count);
        for (std::size_t i = 0; i < count; ++i) points[first + i] = along[first + order[i]];
    }
}

}  // namespace recce::importer
