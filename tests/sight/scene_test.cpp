#include <gtest/gtest.h>

#include "shapes.h"
#include "sight/query.h"

namespace recce {
namespace {

using test::makeBox, test::makeFloor, test::makeSphere, test::sceneOf, test::addQuad;

TEST(SightScene, MeetsABoxWhereGeometrySays) {
    SightTriangles box = makeBox({1, 0, -5}, {3, 2, -4});
    box.tag = 7;
    box.albedo = Vec3(0.2, 0.3, 0.4);
    const auto scene = sceneOf({box});
    const auto hit = scene->cast({{2, 1, 0}, {0, 0, -10}});
    ASSERT_TRUE(hit);
    EXPECT_NEAR(hit->distance, 4.0, 1e-9);
    EXPECT_NEAR(glm::length(hit->point - Vec3(2, 1, -4)), 0, 1e-9);
    EXPECT_EQ(hit->normal, Vec3(0, 0, 1));
    EXPECT_FALSE(hit->backFace);
    EXPECT_EQ(hit->tag, 7u);
    EXPECT_NEAR(scene->surface(*hit).albedo.z, 0.4, 1e-12);
    EXPECT_FALSE(scene->cast({{0.9, 1, 0}, {0, 0, -1}}));
    const auto inside = scene->cast({{2, 1, -4.5}, {0, 1, 0}});
    ASSERT_TRUE(inside);
    EXPECT_TRUE(inside->backFace);
    EXPECT_EQ(inside->normal, Vec3(0, -1, 0));
}

TEST(SightScene, MeetsASphereWithinItsFacets) {
    const Vec3 centre(1, 2, -3);
    const auto scene = sceneOf({makeSphere(centre, 1.5)});
    for (int i = 0; i < 200; ++i) {
        const double a = i * 0.7, b = i * 0.31;
        const Vec3 from = centre + 6.0 * Vec3(std::cos(a) * std::cos(b), std::sin(b), std::sin(a) * std::cos(b));
        const Vec3 aim = centre + Vec3(0.5 * std::sin(i * 1.3), 0.5 * std::cos(i * 2.1), 0);
        const Vec3 d = glm::normalize(aim - from), oc = from - centre;
        const double half = glm::dot(oc, d), root = half * half - glm::dot(oc, oc) + 2.25;
        ASSERT_GT(root, 0);
        const auto hit = scene->cast({from, d});
        ASSERT_TRUE(hit);
        EXPECT_NEAR(hit->distance, -half - std::sqrt(root), 3e-3);
    }
}

TEST(SightScene, GlassLetsLightThroughButStopsAClick) {
    SightTriangles pane;
    addQuad(pane, {-1, -1, -2}, {1, -1, -2}, {1, 1, -2}, {-1, 1, -2});
    pane.glass = true;
    const auto scene = sceneOf({pane, makeBox({-1, -1, -5}, {1, 1, -4})});
    EXPECT_NEAR(scene->cast({{0, 0, 0}, {0, 0, -1}}, SightGlass::Solid)->distance, 2, 1e-6);
    EXPECT_NEAR(scene->cast({{0, 0, 0}, {0, 0, -1}}, SightGlass::Through)->distance, 4, 1e-6);
    EXPECT_TRUE(seesPoint(*scene, {0, 0, 0}, {0, 0, -3}));
    EXPECT_FALSE(seesPoint(*scene, {0, 0, 0}, {0, 0, -6}));
}

TEST(SightScene, NonsenseRaysMeetNothing) {
    const auto scene = sceneOf({makeFloor(5)});
    EXPECT_FALSE(scene->cast({{0, 1, 0}, {0, 0, 0}}));
    EXPECT_FALSE(scene->cast({{0, std::nan(""), 0}, {0, -1, 0}}));
    EXPECT_FALSE(sceneOf({})->cast({{0, 1, 0}, {0, -1, 0}}));
}

TEST(SightQuery, FloorWallAndSnap) {
    const auto scene = sceneOf({makeFloor(5), makeBox({2, 0, -1}, {3, 2.5, 1}), makeBox({-1, 0.7, -1}, {0, 0.75, 0})});
    EXPECT_NEAR(floorUnder(*scene, {1, 0.2, 0})->point.y, 0, 1e-9);
    EXPECT_NEAR(floorUnder(*scene, {-0.5, 1.0, -0.5})->point.y, 0.75, 1e-6);
    EXPECT_FALSE(floorUnder(*scene, {50, 1, 0}));
    EXPECT_NEAR(wallDistance(*scene, {0, 1, 0}, -kPi / 2)->value, 2, 1e-6);
    EXPECT_FALSE(wallDistance(*scene, {0, 1, 0}, 0));
    const auto wall = snapToSurface(*scene, {{0, 1.5, 0}, {1, 0, 0}});
    ASSERT_TRUE(wall);
    EXPECT_EQ(wall->kind, SurfaceKind::Wall);
    EXPECT_NEAR(wall->standing.y, 0, 1e-9);
    EXPECT_NEAR(wall->standing.x, 1.9, 1e-6);
}

TEST(SightQuery, NearestSurfaceIsExact) {
    const auto scene = sceneOf({makeBox({-1, -1, -1}, {1, 1, 1})});
    const auto face = nearestSurface(*scene, {0.3, 0.2, 3}, Metres(5));
    ASSERT_TRUE(face);
    EXPECT_NEAR(face->distance, 2, 1e-9);
    EXPECT_EQ(face->normal, Vec3(0, 0, 1));
    const auto corner = nearestSurface(*scene, {2, 2, 2}, Metres(5));
    EXPECT_NEAR(corner->distance, std::sqrt(3.0), 1e-9);
    EXPECT_FALSE(nearestSurface(*scene, {4, 0, 0}, Metres(2.9)));
}

TEST(SightQuery, BoxesTouchAndSweep) {
    SightTriangles pillar = makeBox({4, 0, -0.1}, {4.2, 3, 0.1});
    pillar.tag = 3;
    const auto scene = sceneOf({pillar, makeFloor(10)});
    const SightBox dolly{{0, 0.6, 0}, {0.5, 0.5, 0.35}, 0};
    EXPECT_FALSE(boxTouches(*scene, dolly));
    EXPECT_TRUE(boxTouches(*scene, {{3.6, 0.6, 0}, {0.5, 0.5, 0.35}, 0}));
    EXPECT_FALSE(boxTouches(*scene, {{3.6, 0.6, 0}, {0.5, 0.5, 0.35}, 0}, 3));
    // Turned by a right angle the narrow side leads.
    EXPECT_FALSE(boxTouches(*scene, {{3.6, 0.6, 0}, {0.5, 0.5, 0.35}, kPi / 2}));
    EXPECT_NEAR(sweepBox(*scene, dolly, {6, 0, 0}), 3.5, 1e-6);
    EXPECT_NEAR(sweepBox(*scene, dolly, {6, 0, 6}), std::sqrt(72.0), 1e-6);
    EXPECT_NEAR(sweepBox(*scene, dolly, {6, 0, 0}, 3), 6, 1e-6);
    EXPECT_NEAR(sweepBox(*scene, dolly, {0, -2, 0}), 0.1, 1e-6);
}

TEST(SightQuery, ACounterHidesTheLegs) {
    const auto scene = sceneOf({makeFloor(10), makeBox({-2, 0, -2}, {2, 1.1, -1.8})});
    PlacedFigure figure;
    figure.position = {0, 0, -3};
    figure.heading = kPi;  // faces +Z, towards the camera
    const auto seen = visibleLandmarks(*scene, {0, 1.5, 2}, figure);
    EXPECT_TRUE(seen.crown);
    EXPECT_TRUE(seen.eyes);
    EXPECT_TRUE(seen.chest);
    EXPECT_FALSE(seen.knees[0]);
    EXPECT_FALSE(seen.feet[1]);
    EXPECT_GT(visibleLandmarks(*scene, {0, 1.5, -1.0}, figure).share, seen.share - 1e-9);
    // Eyes 1.638 m over the floor, and the way they look.
    const FigureLandmarks marks = worldLandmarks(figure);
    EXPECT_NEAR(marks.eyes.y, 0.936 * 1.75, 0.01);
    EXPECT_GT(marks.gaze.z, 0.99);
    figure.stance.gaze = localGaze(figure, {2, 1.5, -1});
    const FigureLandmarks turned = worldLandmarks(figure);
    EXPECT_GT(glm::dot(turned.gaze, glm::normalize(Vec3(2, 1.5, -1) - turned.eyes)), 0.9995);
}

}  // namespace
}  // namespace recce
