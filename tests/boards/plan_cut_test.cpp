// Cut faces of sets in plans.
#include <gtest/gtest.h>

#include <cmath>

#include "app/plan_cut.h"
#include "app/stage.h"
#include "render/fixture.h"

namespace recce {
namespace {

double areaOf(const FigureMesh& mesh) {
    double sum = 0;
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
        const Vec3 a(mesh.positions[mesh.indices[i]]), b(mesh.positions[mesh.indices[i + 1]]), c(mesh.positions[mesh.indices[i + 2]]);
        const Vec3 n = glm::cross(b - a, c - a);
        EXPECT_GT(n.y, -1e-9) << "a face looks down";
        sum += glm::length(n) / 2;
    }
    return sum;
}

TEST(PlanCut, SolidsAreFilledWithTheirHolesAndSheetsGetAThickness) {
    Section section;
    section.height = Metres(1.2);
    section.solids = {{{{0, 0}, {4, 0}, {4, 3}, {0, 3}}, {{0.2, 0.2}, {0.2, 2.8}, {3.8, 2.8}, {3.8, 0.2}}}, {{{6, 0}, {8, 1}, {7, 3}}}};
    section.sheets = {{{0, 5}, {2, 5}}};
    const auto mesh = cutFaces(section);
    ASSERT_TRUE(mesh);
    // A frame, a triangle by half its cross product, and a wall of 6 cm with half a thickness more at each end.
    EXPECT_NEAR(areaOf(*mesh), (4 * 3 - 3.6 * 2.6) + 0.5 * (2 * 3 - 1 * 1) + 2.06 * 0.06, 1e-4);
    EXPECT_FALSE(cutFaces(Section{}));
}

class PlanCutTest : public render::RenderTest {};

TEST_F(PlanCutTest, WhatStandsInsideAWallIsHiddenByItsCut) {
    test::ModelMaker maker;
    const auto grey = maker.matt(Vec3(0.5)), red = maker.matt({0.8, 0.05, 0.05});
    maker.floor(3, grey);
    maker.box({-1, 0, -0.3}, {1, 2.8, 0.3}, grey);
    maker.box({-0.8, 0, -0.2}, {0.8, 1.0, 0.2}, red);  // a pipe in it, lower than the cut
    maker.quad({-2, 0, 1}, {2, 0, 1}, {2, 2.8, 1}, {-2, 2.8, 1}, red);  // a flat without thickness
    render::Snapshot snapshot = snapshotOf(maker);
    lightEvenly(snapshot);
    PlanCuts cuts;
    cuts.addTo(snapshot, Metres(1.5));
    render::View view = fromAbove(4);
    view.width = view.height = 128;
    view.cutHeight = Metres(1.5);
    view.camera.sceneLinearPerNit = planExposure();
    const auto finished = draw(snapshot, view, 1);
    for (const auto& [x, z] : {std::pair{0.0, 0.0}, {0.9, 0.25}, {-0.5, -0.1}, {1.5, 1.0}}) {
        const auto p = pixelOf(view, x, z);
        const Vec3 c = at(finished.linear, p.x, p.y);
        EXPECT_NEAR(c.x, 0.111, 0.015) << x << ' ' << z;
        EXPECT_NEAR(c.y, c.x, 0.02) << x << ' ' << z;
    }
    const auto p = pixelOf(view, 1.5, 0);
    EXPECT_GT(at(finished.linear, p.x, p.y).y, 0.3) << "the floor is no wall";
    // Somebody inside what looks solid: a room with walls of no thickness.
    render::Snapshot room = snapshotOf(maker);
    room.figures.push_back({cutFaces(Section{{{{{0, 0}, {0.1, 0}, {0, 0.1}}}}, {}, {}, {}, {}, Metres(0.1)}), Mat4(1), 9});
    const std::size_t before = room.figures.size();
    cuts.addTo(room, Metres(1.5));
    ASSERT_EQ(room.figures.size(), before + 1);
    EXPECT_LT(areaOf(*room.figures.back().mesh), areaOf(*snapshot.figures.back().mesh) * 0.6);
}

}  // namespace
}  // namespace recce
