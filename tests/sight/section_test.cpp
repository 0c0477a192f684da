// Plans of simple rooms whose outlines are known on paper.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sight/section.h"

namespace recce {
namespace {

Box boxAt(double x, double z, double w, double d, double h, double y = 0) {
    Box b;
    b.add(Vec3(x, y, z));
    b.add(Vec3(x + w, y + h, z + d));
    return b;
}
double areaOf(const std::vector<SectionLine>& group) {
    double sum = 0;
    for (const SectionLine& loop : group)
        for (std::size_t i = 0; i < loop.size(); ++i) {
            const Vec2 a = loop[i], b = loop[(i + 1) % loop.size()];
            sum += (a.x * b.y - b.x * a.y) / 2;
        }
    return sum;
}
double lengthOf(const std::vector<SectionLine>& lines) {
    double sum = 0;
    for (const SectionLine& line : lines)
        for (std::size_t i = 1; i < line.size(); ++i) sum += glm::length(line[i] - line[i - 1]);
    return sum;
}

TEST(Section, AWallIsASolidOfItsThickness) {
    const SectionMesh meshes[] = {sectionBox(boxAt(0, 0, 4, 0.2, 2.6), Mat4(1))};
    const Section s = sectionOf(meshes, Metres(1.2));
    ASSERT_EQ(s.solids.size(), 1u);
    EXPECT_NEAR(areaOf(s.solids[0]), 0.8, 1e-9);
    EXPECT_LE(s.solids[0][0].size(), 5u) << "corners, and the place where the walk began";
    EXPECT_TRUE(s.sheets.empty());
    EXPECT_NEAR(s.max.x - s.min.x, 4, 1e-9);
}

TEST(Section, ATableShowsItsTopAndHidesItsLegs) {
    std::vector<SectionMesh> meshes{sectionBox(boxAt(-5, -5, 10, 10, 0.1, -0.1), Mat4(1)), sectionBox(boxAt(0, 0, 1.6, 0.8, 0.04, 0.7), Mat4(1))};
    for (const double x : {0.1, 1.44}) for (const double z : {0.1, 0.64}) meshes.push_back(sectionBox(boxAt(x, z, 0.06, 0.06, 0.7), Mat4(1)));
    const Section s = sectionOf(meshes, Metres(1.2));
    EXPECT_TRUE(s.solids.empty());
    // The floor's border and the table's.
    EXPECT_NEAR(lengthOf(s.edges), 40 + 4.8, 0.15);
}

TEST(Section, WhatStandsAboveTheCutIsGoneAndWhatLiesUnderAnotherIsHidden) {
    const SectionMesh meshes[] = {sectionBox(boxAt(0, 0, 3, 3, 0.3, 2.4), Mat4(1)), sectionBox(boxAt(1, 1, 1, 1, 0.8), Mat4(1)),
                                  sectionBox(boxAt(1.2, 1.2, 0.3, 0.3, 0.3), Mat4(1))};
    const Section s = sectionOf(meshes, Metres(1.2));
    EXPECT_NEAR(lengthOf(s.edges), 4, 0.1);
}

TEST(Section, ARoomWithThickWallsIsARingAndAirIsNeverFilled) {
    // Outer and inner box as one mesh, the inner turned inside out.
    SectionMesh room = sectionBox(boxAt(0, 0, 5, 4, 3, -0.2), Mat4(1)), inner = sectionBox(boxAt(0.3, 0.3, 4.4, 3.4, 2.4), Mat4(1));
    for (std::size_t i = 0; i < inner.indices.size(); i += 3) std::swap(inner.indices[i], inner.indices[i + 1]);
    for (const std::uint32_t i : inner.indices) room.indices.push_back(i + 8);
    room.positions.insert(room.positions.end(), inner.positions.begin(), inner.positions.end());
    const Vec2 air[] = {{2, 2}};
    const Section ring = sectionOf(std::span(&room, 1), Metres(1.2), air);
    ASSERT_EQ(ring.solids.size(), 1u);
    EXPECT_NEAR(areaOf(ring.solids[0]), 20 - 4.4 * 3.4, 1e-6);
    // A room made of its inner faces only, or a closed shell with people in it: lines, not a solid block.
    const Section shell = sectionOf(std::span(&inner, 1), Metres(1.2), air);
    EXPECT_TRUE(shell.solids.empty());
    EXPECT_NEAR(lengthOf(shell.sheets), 2 * (4.4 + 3.4), 1e-6);
    const SectionMesh block = sectionBox(boxAt(0, 0, 5, 4, 3), Mat4(1));
    EXPECT_TRUE(sectionOf(std::span(&block, 1), Metres(1.2), air).solids.empty());
    EXPECT_EQ(sectionOf(std::span(&block, 1), Metres(1.2)).solids.size(), 1u);
}

TEST(Section, ACylinderIsRoundAndRepeats) {
    SectionMesh tube;
    const int n = 64;
    for (int i = 0; i < n; ++i)
        for (const double y : {0.0, 2.0}) tube.positions.push_back({std::cos(i * 2 * kPi / n), y, -std::sin(i * 2 * kPi / n)});
    for (std::uint32_t i = 0; i < n; ++i) {
        const std::uint32_t a = 2 * i, b = 2 * ((i + 1) % n);
        tube.indices.insert(tube.indices.end(), {a, b, b + 1, a, b + 1, a + 1});
    }
    const Section s = sectionOf(std::span(&tube, 1), Metres(1));
    ASSERT_EQ(s.solids.size(), 1u);
    EXPECT_NEAR(areaOf(s.solids[0]), kPi, 0.01);
    const Section again = sectionOf(std::span(&tube, 1), Metres(1));
    EXPECT_EQ(s.solids, again.solids);
    EXPECT_EQ(s.edges, again.edges);
    EXPECT_TRUE(sectionOf({}, Metres(1)).empty());
}

TEST(Section, ACutFillsAWallWhoseTwoFacesAreMeshesOfTheirOwn) {
    // A room of 4 by 3 m with walls of 0.2 m: the inner faces one mesh, the outer ones another, nothing between.
    const auto ring = [](double x, double z, bool inwards) {
        SectionMesh mesh;
        const Vec2 corners[] = {{-x, -z}, {x, -z}, {x, z}, {-x, z}};
        for (const double y : {0.0, 2.5}) {
            for (const Vec2& c : corners) mesh.positions.emplace_back(c.x, y, c.y);
        }
        for (std::uint32_t i = 0; i < 4; ++i) {
            const std::uint32_t a = i, b = (i + 1) % 4;
            std::array<std::uint32_t, 6> faces{a, a + 4, b, b, a + 4, b + 4};
            if (inwards) std::swap(faces[0], faces[1]), std::swap(faces[3], faces[4]);
            mesh.indices.insert(mesh.indices.end(), faces.begin(), faces.end());
        }
        return mesh;
    };
    const std::array meshes{ring(2.2, 1.7, false), ring(2, 1.5, true)};
    const std::array inside{Vec2(0.5, 0.5)};
    const Section cut = cutOf(meshes, Metres(1.2), inside);
    ASSERT_EQ(cut.solids.size(), 1u);
    EXPECT_EQ(cut.solids[0].size(), 2u);
    EXPECT_TRUE(cut.sheets.empty());
}

}  // namespace
}  // namespace recce
