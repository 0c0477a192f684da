// Glass: what panes let through, and what light does that goes through them, in the picture, the probes and the path tracer.
#include <gtest/gtest.h>

#include "optics/material.h"
#include "render/acceptance.h"
#include "sight/light.h"

namespace recce::render {
namespace {

class GlassTest : public AcceptanceTest {
protected:
    static std::uint32_t pane(test::ModelMaker& maker, const Vec3& colour, float ior = 1.5f) {
        const auto glass = maker.matt(colour);
        maker.materials[glass].transmission = 1;
        maker.materials[glass].ior = ior;
        maker.materials[glass].roughness = 0;
        maker.materials[glass].doubleSided = 1;
        return glass;
    }
    /// A matt floor under a pane of that colour, or none.
    static test::ModelMaker underGlass(const std::optional<Vec3>& colour) {
        test::ModelMaker maker;
        maker.floor(2, maker.matt(Vec3(0.5)));
        if (colour) maker.quad({-1, 1, 1}, {1, 1, 1}, {1, 1, -1}, {-1, 1, -1}, pane(maker, *colour));
        return maker;
    }
};

constexpr double kPane = 1 - 0.08 / 1.04;  // of n 1.5, straight on

TEST_F(GlassTest, TwoPanesLetThrough852ThousandthsInThePictureToo) {
    test::ModelMaker maker;
    const auto glass = pane(maker, Vec3(1));
    for (const double y : {1.0, 1.5}) maker.floor(3, glass, y);
    maker.floor(3, maker.shining(Vec3(100)));
    EXPECT_NEAR(kPane * kPane, 0.852, 0.0005);
    // No sky and no lamp: nothing is mirrored.
    EXPECT_NEAR(at(draw(snapshotOf(maker), fromAbove()).linear, 32, 32).y / 100, 0.852, 0.006);
}

TEST_F(GlassTest, SunAndLampsShineThroughAPaneInItsColour) {
    const Vec3 colour(0.9, 0.5, 0.2);
    for (const bool sun : {true, false}) {
        const auto floorUnder = [&](const std::optional<Vec3>& glass) {
            auto maker = underGlass(glass);
            Snapshot snapshot = snapshotOf(maker);
            if (sun) snapshot.daylight = {SkyKind::None, {0, 1, 0}, Vec3(1000), Vec3(0)};
            else snapshot.lamps.push_back(lampAt(LampKind::Spot, {0, 2.5, 0}, 1000, 0, 0));
            if (!sun) snapshot.lamps.back().halfBeam = 0.6;
            // Seen from below the pane.
            View view = looking({0, 0.8, 0.4}, {0, -0.8, -0.4}, 0.05, 16, 16);
            return std::pair(at(raster(snapshot, view, 8), 8, 8), at(reference(snapshot, view, {1, 32, 0}), 8, 8));
        };
        const auto bare = floorUnder({}), tinted = floorUnder(colour);
        ASSERT_GT(bare.first.y, 1);
        for (int c = 0; c < 3; ++c) {
            EXPECT_NEAR(tinted.first[c] / bare.first[c], colour[c] * kPane, 0.01) << sun << c;
            EXPECT_NEAR(tinted.second[c] / bare.second[c], colour[c] * kPane, 0.01) << sun << c;
        }
    }
}

TEST_F(GlassTest, WhatStandsBetweenALampAndAPaneIsNotTinted) {
    // The pane is behind the floor as the lamp sees it.
    test::ModelMaker maker;
    maker.floor(1, maker.matt(Vec3(0.5)));
    maker.floor(2, pane(maker, Vec3(0.1)), -0.5);
    Snapshot snapshot = snapshotOf(maker);
    snapshot.daylight = {SkyKind::None, {0, 1, 0}, Vec3(1000), Vec3(0)};
    EXPECT_NEAR(at(draw(snapshot, fromAbove(1)).linear, 32, 32).y, 1000 * 0.5 / kPi, 2);
}

TEST_F(GlassTest, ALampShinesThroughItsOwnGlowingGlobe) {
    const auto floorUnder = [&](bool globe) {
        test::ModelMaker maker;
        maker.floor(3, maker.matt(Vec3(0.5)));
        if (globe) maker.sphere({0, 2, 0}, 0.07, maker.shining(Vec3(500)), 12);
        Snapshot snapshot = snapshotOf(maker);
        snapshot.lamps.push_back(lampAt(LampKind::Bulb, {0, 2, 0}, 400, 0.06, 0.06));
        View view = looking({0, 1, 0.5}, {0, -1, -0.5}, 0.05, 16, 16);
        return std::pair(at(draw(snapshot, view, 4).linear, 8, 8).y, at(reference(snapshot, view, {1, 64, 0}), 8, 8).y);
    };
    const auto bare = floorUnder(false), globed = floorUnder(true);
    EXPECT_NEAR(bare.first, 400 / 4.0 * 0.5 / kPi, 0.2);
    EXPECT_NEAR(globed.first, bare.first, 0.02 * bare.first);
    EXPECT_NEAR(globed.second, bare.second, 0.02 * bare.second);
}

TEST_F(GlassTest, ProbesSeeTheSkyThroughColouredGlass) {
    // A closed room whose ceiling is glass.
    const auto lit = [&](const std::optional<Vec3>& colour) {
        test::ModelMaker maker;
        const auto wall = maker.matt(Vec3(0.02));
        maker.quad({-2, 0, 2}, {2, 0, 2}, {2, 0, -2}, {-2, 0, -2}, wall);
        for (const double s : {-1.0, 1.0}) {
            maker.quad({2 * s, 0, 2}, {2 * s, 0, -2}, {2 * s, 2, -2}, {2 * s, 2, 2}, wall);
            maker.quad({-2, 0, 2 * s}, {2, 0, 2 * s}, {2, 2, 2 * s}, {-2, 2, 2 * s}, wall);
        }
        if (colour) maker.quad({-2, 2, 2}, {2, 2, 2}, {2, 2, -2}, {-2, 2, -2}, pane(maker, *colour));
        Snapshot snapshot = snapshotOf(maker);
        snapshot.daylight = {SkyKind::Overcast, {0, 1, 0}, Vec3(0), Vec3(10000)};
        SightModels known;
        const auto grid = traceIndirect(indirectInput(snapshot), known, {});
        EXPECT_TRUE(grid.has_value());
        const auto light = sampleProbes(**grid, {0, 0.8, 0}, {0, 1, 0});
        return light.sky + light.bounce;
    };
    const Vec3 open = lit({}), red = lit(Vec3(0.8, 0.3, 0.1));
    EXPECT_GT(open.y, 1000);
    for (int c = 0; c < 3; ++c) EXPECT_NEAR(red[c] / open[c], Vec3(0.8, 0.3, 0.1)[c] * kPane, 0.03) << c;
}

}  // namespace
}  // namespace recce::render
