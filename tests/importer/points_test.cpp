// The order of a cloud's points, and the normals that scans lack.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "asset/octahedral.h"
#include "importer/points.h"

namespace recce::importer {
namespace {

/// Points of a sphere of radius 2 in an order that says nothing.
std::vector<cooked::Vertex> sphere(std::size_t count) {
    std::vector<cooked::Vertex> points(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t k = i * 7919 % count;
        const double y = 1 - 2 * (static_cast<double>(k) + 0.5) / static_cast<double>(count), r = std::sqrt(1 - y * y), phi = 2.399963 * static_cast<double>(k);
        points[i].position = {static_cast<float>(2 * r * std::cos(phi)), static_cast<float>(2 * y), static_cast<float>(2 * r * std::sin(phi))};
    }
    return points;
}

TEST(Points, NoneIsLostAndNeighboursStandTogether) {
    auto points = sphere(3 * kClusterPoints + 17);
    auto before = points;
    orderPoints(points, false);
    const auto less = [](const cooked::Vertex& a, const cooked::Vertex& b) { return a.position < b.position; };
    auto after = points;
    std::sort(before.begin(), before.end(), less);
    std::sort(after.begin(), after.end(), less);
    for (std::size_t i = 0; i < before.size(); ++i) ASSERT_EQ(before[i].position, after[i].position);
}

TEST(Points, EveryBeginningIsSpreadOverTheCluster) {
    auto points = sphere(8 * kClusterPoints);
    orderPoints(points, false);
    const auto at = [&](std::size_t i) { return glm::dvec3(points[i].position[0], points[i].position[1], points[i].position[2]); };
    // The first 128 of a cluster stand for 32 points each, as if each were the middle of a square of them.
    const double side = std::sqrt(4 * 3.14159 * 4 / (8 * 128));
    for (std::size_t cluster = 0; cluster < 8; ++cluster) {
        double sum = 0;
        int count = 0;
        for (std::size_t i = 0; i < kClusterPoints; i += 7, ++count) {
            double nearest = 1e9;
            for (std::size_t k = 0; k < 128; ++k) nearest = std::min(nearest, glm::distance(at(cluster * kClusterPoints + i), at(cluster * kClusterPoints + k)));
            sum += nearest;
        }
        EXPECT_LT(sum / count, side) << cluster;
    }
}

TEST(Points, NormalsAreThoseOfTheSurface) {
    auto points = sphere(20000);
    orderPoints(points, true);
    std::size_t wrong = 0;
    for (const auto& p : points) {
        const glm::vec3 n = cooked::decodeOctahedral(p.normal), out = glm::normalize(glm::vec3(p.position[0], p.position[1], p.position[2]));
        wrong += std::abs(glm::dot(n, out)) < 0.97f;
    }
    EXPECT_LT(wrong, points.size() / 100);
}

TEST(Points, OneAndAllInOnePlace) {
    std::vector<cooked::Vertex> none, one(1), many(5000);
    for (auto* points : {&none, &one, &many}) orderPoints(*points, true);
    EXPECT_EQ(many.size(), 5000u);
}

}  // namespace
}  // namespace recce::importer
