// Plane mirrors: what one sees in them is what stands mirrored, and the path tracer sees the same.
#include <gtest/gtest.h>

#include "render/acceptance.h"
#include "render/mirrors.h"

namespace recce::render {
namespace {

class MirrorTest : public AcceptanceTest {
protected:
    static std::uint32_t silver(test::ModelMaker& maker) {
        const auto mirror = maker.matt(Vec3(0.95));
        maker.materials[mirror].metallic = 1;
        maker.materials[mirror].roughness = 0;
        return mirror;
    }
    /// A mirror 2 m wide on the wall z = 0 that looks along +Z, and shining cards before it, behind the camera.
    static Snapshot wall() {
        test::ModelMaker maker;
        maker.quad({-1, 0, 0}, {1, 0, 0}, {1, 2, 0}, {-1, 2, 0}, silver(maker));
        const Vec3 colours[] = {{100, 0, 0}, {0, 100, 0}, {0, 0, 100}};
        for (int i = 0; i < 3; ++i) {
            const double x = i - 1.0;
            maker.quad({x + 0.2, 0.8, 4}, {x - 0.2, 0.8, 4}, {x - 0.2, 1.2, 4}, {x + 0.2, 1.2, 4}, maker.shining(colours[i]));
        }
        return snapshotOf(maker);
    }
    /// Where a point stands in the picture, pixels.
    static Vec2 placeOf(const View& view, const Vec3& point) {
        const Vec3 p = glm::conjugate(view.camera.pose.rotation) * (point - view.camera.pose.position);
        const double half = std::tan(view.camera.verticalFov / 2);
        return {view.width * 0.5 + p.x / -p.z / half * view.height * 0.5, view.height * 0.5 - p.y / -p.z / half * view.height * 0.5};
    }
};

TEST_F(MirrorTest, ShowsWhatStandsMirrored) {
    const Snapshot snapshot = wall();
    // Aslant, and not level.
    const View view = looking({0.3, 1.3, 2}, glm::normalize(Vec3(-0.15, -0.1, -1)), 0.7, 160, 120);
    for (const std::uint32_t samples : {1u, 8u}) {
        const auto picture = draw(snapshot, view, samples).linear, traced = reference(snapshot, view, {1, 16, 4});
        for (int i = 0; i < 3; ++i) {
            // The card's image stands as far behind the mirror as the card before it.
            const Vec2 middle = placeOf(view, {i - 1.0, 1, -4});
            const Vec3 seen = at(picture, static_cast<std::uint32_t>(middle.x), static_cast<std::uint32_t>(middle.y));
            const Vec3 ray = at(traced, static_cast<std::uint32_t>(middle.x), static_cast<std::uint32_t>(middle.y));
            for (int c = 0; c < 3; ++c) {
                EXPECT_NEAR(seen[c], c == i ? 95 : 0, 2) << samples << i << c;
                EXPECT_NEAR(seen[c], ray[c], 2) << samples << i << c;
            }
        }
        // And its edges lie where theirs do, to a pixel: light by columns.
        const Vec2 left = placeOf(view, {-0.2, 1, -4}), right = placeOf(view, {0.2, 1, -4});
        const auto row = static_cast<std::uint32_t>((left.y + right.y) / 2);
        double wide = 0;
        for (std::uint32_t x = 0; x < view.width; ++x) wide += at(picture, x, row).y / 95;
        EXPECT_NEAR(wide, right.x - left.x, 1) << samples;
    }
}

TEST_F(MirrorTest, WhatIsBehindTheMirrorIsNotInIt) {
    test::ModelMaker maker;
    maker.quad({-1, 0, 0}, {1, 0, 0}, {1, 2, 0}, {-1, 2, 0}, silver(maker));
    maker.quad({-1, 0, -0.05}, {1, 0, -0.05}, {1, 2, -0.05}, {-1, 2, -0.05}, maker.shining(Vec3(100)));
    maker.box({-0.5, 0.5, -1.5}, {0.5, 1.5, -0.5}, maker.shining(Vec3(100)));
    const auto picture = draw(snapshotOf(maker), looking({0, 1, 2}, {0, 0, -1}, 0.5, 64, 64)).linear;
    for (std::uint32_t y = 8; y < 56; y += 8) EXPECT_LT(at(picture, 32, y).y, 0.5) << y;
}

TEST_F(MirrorTest, AMirrorMovesTheFocusWithTheLens) {
    // The card's image stands 6 m away: focused there its edge is sharp, focused on the mirror's own glass it is not.
    const Snapshot snapshot = wall();
    View view = looking({0, 1, 2}, {0, 0, -1}, 0.5, 96, 96);
    view.camera.apertureRadius = Metres(0.05);
    const auto beside = [&](double focus) {
        view.camera.focus = Metres(focus);
        const auto edge = static_cast<std::uint32_t>(placeOf(view, {-0.2, 1, -4}).x);
        const auto picture = draw(snapshot, view, 32).linear;
        EXPECT_NEAR(at(picture, 48, 48).y, 95, 3) << focus;
        return at(picture, edge - 2, 48).y;
    };
    EXPECT_LT(beside(6), 1);
    EXPECT_GT(beside(2), 4);
}

TEST_F(MirrorTest, OnlyTheFaceOfAMirrorIsOne) {
    test::ModelMaker maker;
    maker.box({-1, 0, -0.05}, {1, 2, 0}, silver(maker));
    maker.sphere({0, 1, 5}, 0.3, silver(maker), 12);
    maker.quad({-1, 0, 3}, {1, 0, 3}, {1, 2, 3}, {-1, 2, 3}, maker.matt(Vec3(0.9)));
    const auto model = maker.finish();
    EXPECT_EQ(facetsOf(*model, model->meshes()[0]).size(), 2u);
    EXPECT_EQ(facetsOf(*model, model->meshes()[1]).size(), 0u);
    const Facet front = facetsOf(*model, model->meshes()[0])[0];
    EXPECT_NEAR(std::abs(front.plane.z), 1, 1e-5);
    EXPECT_TRUE(mirrors(model->materials()[model->meshes()[0].material]));
    EXPECT_FALSE(mirrors(model->materials()[model->meshes()[2].material]));
}

TEST_F(MirrorTest, SameBytesWhateverWasSeenBefore) {
    const Snapshot snapshot = wall();
    const View view = looking({0.3, 1.3, 2}, glm::normalize(Vec3(-0.15, -0.1, -1)), 0.7, 96, 64);
    const auto first = draw(snapshot, view, 2).picture;
    draw(snapshot, looking({-0.6, 0.7, 3}, {0, 0, -1}, 0.9, 96, 64), 1);
    EXPECT_EQ(draw(snapshot, view, 2).picture.rgba, first.rgba);
}

}  // namespace
}  // namespace recce::render
