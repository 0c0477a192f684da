// The picture against photometry: what a lamp, the sun and the sky make of a matt floor, read back as scene-linear floats.
#include <gtest/gtest.h>

#include <cmath>

#include "render/fixture.h"

namespace recce::render {
namespace {

constexpr double kGrey = 0.18;

Snapshot withFloor(test::ModelMaker& maker, double half = 3) {
    maker.floor(half, maker.matt(Vec3(kGrey)));
    Snapshot snapshot;
    auto model = maker.finish();
    snapshot.bounds = model->bounds();
    snapshot.models.push_back({std::move(model), Mat4(1), 7, false, {}});
    return snapshot;
}

/// Lux on the floor that a pixel shows.
double lux(const Vec3& linear) { return linear.y * kPi / kGrey; }

Lamp bulb(const Vec3& at, double candela) {
    Lamp lamp;
    lamp.kind = LampKind::Bulb;
    lamp.pose.position = at;
    lamp.candela = Vec3(candela);
    lamp.width = lamp.height = Metres(0.02);
    return lamp;
}

TEST_F(RenderTest, GreyCardAtItsMeterReadingIsGrey) {
    test::ModelMaker maker;
    Snapshot snapshot = withFloor(maker);
    snapshot.daylight.sky = SkyKind::None;
    snapshot.daylight.toSun = Vec3(0, 1, 0);
    snapshot.daylight.sunLux = Vec3(80000);
    View view = fromAbove();
    // The camera equation: 18 % of 80,000 lx, metered, is 0.18.
    view.camera.sceneLinearPerNit = kPi / 80000;
    const auto finished = draw(snapshot, view);
    EXPECT_NEAR(at(finished.linear, 32, 32).y, 0.18, 0.18 * 0.005);
    EXPECT_NEAR(at(finished.linear, 5, 50).x, 0.18, 0.18 * 0.005);
}

TEST_F(RenderTest, ABulbFollowsTheInverseSquareAndCosine) {
    test::ModelMaker maker;
    Snapshot snapshot = withFloor(maker);
    snapshot.lamps.push_back(bulb({0, 1.5, 0}, 100));
    const View view = fromAbove(4);
    const auto finished = draw(snapshot, view);
    for (const double x : {0.0, 0.5, 1.0, 1.5}) {
        const auto p = pixelOf(view, x, 0);
        const double middle = (p.x + 0.5 - 32) / 16, across = (p.y + 0.5 - 32) / 16;
        const double d2 = middle * middle + across * across + 1.5 * 1.5;
        EXPECT_NEAR(lux(at(finished.linear, p.x, p.y)), 100 * 1.5 / std::pow(d2, 1.5), 0.01 * 100 / d2) << x;
    }
}

TEST_F(RenderTest, DoubleCandelaDoublesEveryPixelAndLampsAdd) {
    test::ModelMaker maker;
    Snapshot snapshot = withFloor(maker);
    snapshot.lamps.push_back(bulb({0.4, 1.2, 0.1}, 50));
    const View view = fromAbove();
    const auto one = draw(snapshot, view);
    snapshot.lamps[0].candela *= 2;
    const auto twice = draw(snapshot, view);
    snapshot.lamps[0].candela *= 0.5;
    snapshot.lamps.push_back(snapshot.lamps[0]);
    const auto two = draw(snapshot, view);
    for (std::uint32_t y = 0; y < 64; y += 7) {
        for (std::uint32_t x = 0; x < 64; x += 7) {
            const double v = at(one.linear, x, y).y;
            EXPECT_NEAR(at(twice.linear, x, y).y, 2 * v, 2 * v * 2e-3);
            EXPECT_NEAR(at(two.linear, x, y).y, 2 * v, 2 * v * 2e-3);
        }
    }
}

TEST_F(RenderTest, ASpotGivesHalfAtHalfItsBeam) {
    test::ModelMaker maker;
    Snapshot snapshot = withFloor(maker);
    Lamp lamp;
    lamp.kind = LampKind::Spot;
    lamp.pose = {Vec3(0, 3, 0), toRotation({0, -kPi / 2, 0})};
    lamp.candela = Vec3(900);
    lamp.halfBeam = std::atan(1.0 / 3);
    lamp.width = Metres(0.01);
    snapshot.lamps.push_back(lamp);
    View view = fromAbove(4);
    view.camera.pose.position.y = 2.5;  // under the lamp
    const auto finished = draw(snapshot, view);
    EXPECT_NEAR(lux(at(finished.linear, 32, 32)), 100, 1.5);
    const double d2 = 10;
    const auto p = pixelOf(view, 1.0, 0);
    const double left = lux(at(finished.linear, p.x - 1, 32)), right = lux(at(finished.linear, p.x, 32));
    EXPECT_NEAR((left + right) / 2, 900 * 0.5 * (3 / std::sqrt(d2)) / d2, 0.6);
}

TEST_F(RenderTest, APanelAddsUpToThePolygonFormula) {
    test::ModelMaker maker;
    Snapshot snapshot = withFloor(maker);
    Lamp lamp;
    lamp.kind = LampKind::Panel;
    lamp.pose = {Vec3(0, 2, 0), toRotation({0, -kPi / 2, 0})};
    lamp.width = lamp.height = Metres(1.2);
    lamp.candela = Vec3(5000 * 1.2 * 1.2);
    snapshot.lamps.push_back(lamp);
    View view = fromAbove(0.5);
    view.width = view.height = 16;
    view.camera.pose.position.y = 1.5;
    // imaging.md 2.2: 1.2 x 1.2 m, 5,000 cd/m2 at 2 m: 1608.05 lx (a point would give 1800).
    EXPECT_NEAR(lux(at(draw(snapshot, view, 1).linear, 8, 8)), 1608.05, 8);
    EXPECT_NEAR(lux(at(draw(snapshot, view, 16).linear, 8, 8)), 1608.05, 8);
}

TEST_F(RenderTest, TheSunsShadowLiesWhereGeometryPutsIt) {
    test::ModelMaker maker;
    const auto grey = maker.matt(Vec3(kGrey));
    maker.floor(3, grey);
    maker.box({-0.25, 0, -0.25}, {0.25, 1, 0.25}, grey);
    Snapshot snapshot = snapshotOf(maker);
    // 45 degrees high in -X: the box's top edge at x = 0.25 throws its shadow to x = 1.25.
    snapshot.daylight.toSun = glm::normalize(Vec3(-1, 1, 0));
    snapshot.daylight.sunLux = Vec3(1000);
    View view = fromAbove(3);
    view.width = view.height = 150;
    const auto finished = draw(snapshot, view);
    const double open = 1000 * std::sqrt(0.5);
    EXPECT_NEAR(lux(at(finished.linear, pixelOf(view, 1.31, 0).x, 75)), open, open * 0.01);
    EXPECT_LT(lux(at(finished.linear, pixelOf(view, 1.19, 0).x, 75)), open * 0.02);
    EXPECT_LT(lux(at(finished.linear, pixelOf(view, 0.30, 0).x, 75)), open * 0.02) << "light under the box's foot";
    EXPECT_NEAR(lux(at(finished.linear, pixelOf(view, -0.33, 0).x, 75)), open, open * 0.01) << "acne or a lifted shadow";
    EXPECT_NEAR(lux(at(finished.linear, pixelOf(view, 0.7, 0).x, pixelOf(view, 0, 0.31).y)), open, open * 0.01);
}

TEST_F(RenderTest, ABulbThrowsShadowsAllRound) {
    test::ModelMaker maker;
    const auto grey = maker.matt(Vec3(kGrey));
    maker.floor(3, grey);
    for (const Vec3& p : {Vec3(1, 0, 0), Vec3(-1, 0, 0), Vec3(0, 0, 1), Vec3(0, 0, -1)}) {
        maker.box(p - Vec3(0.2, 0, 0.2), p + Vec3(0.2, 0.5, 0.2), grey);
    }
    Snapshot snapshot = snapshotOf(maker);
    snapshot.lamps.push_back(bulb({0, 1, 0}, 100));
    View view = fromAbove(4);
    view.width = view.height = 128;
    const auto finished = draw(snapshot, view);
    const auto value = [&](double x, double z) {
        const auto p = pixelOf(view, x, z);
        return lux(at(finished.linear, p.x, p.y));
    };
    // A box's top inner edge at 0.8, half the lamp's height, hides the floor from its foot to 2 x 1.2 m.
    EXPECT_LT(value(1.5, 0), 0.3);
    EXPECT_LT(value(-1.5, 0), 0.3);
    EXPECT_LT(value(0, 1.5), 0.3);
    EXPECT_LT(value(0, -1.5), 0.3);
    EXPECT_NEAR(value(1.2, 1.2), 100 / std::pow(1 + 2 * 1.2 * 1.2, 1.5), 1.0);
    EXPECT_NEAR(value(0.7, 0), 100 / std::pow(1 + 0.7 * 0.7, 1.5), 2.0);
}

TEST_F(RenderTest, TheSkyGivesTheLuxItIsSaidToGive) {
    for (const SkyKind sky : {SkyKind::Clear, SkyKind::Overcast, SkyKind::Night}) {
        test::ModelMaker maker;
        Snapshot snapshot = withFloor(maker);
        snapshot.daylight.sky = sky;
        snapshot.daylight.toSun = glm::normalize(Vec3(0.4, 0.7, 0.3));
        snapshot.daylight.skyLux = Vec3(12000);
        const auto finished = draw(snapshot, fromAbove());
        const Vec3 c = at(finished.linear, 32, 32);
        const double seen = glm::dot(c, Vec3(0.2126, 0.7152, 0.0722)) * kPi / kGrey;
        // Nine coefficients hold irradiance to some percent: the dark ground below rings into them.
        EXPECT_NEAR(seen, 12000, 12000 * 0.08) << static_cast<int>(sky);
    }
}

}  // namespace
}  // namespace recce::render
