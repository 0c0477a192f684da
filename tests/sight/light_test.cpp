// The incident meter against photometry by hand.
#include <gtest/gtest.h>

#include <cmath>

#include "sight/light.h"
#include "sight/shapes.h"

namespace recce {
namespace {

const SkyRadiance kNoSky;

TEST(IncidentMeter, TheDomeWeighsByAngle) {
    const auto nothing = SightScene::make({});
    const auto reads = [&](const Vec3& to) {
        const ProbeLight sun = ProbeSun{to, Vec3(1000)};
        return incidentLight(*nothing, kNoSky, std::array{sun}, Vec3(0), {0, 0, 1}).y;
    };
    EXPECT_NEAR(reads({0, 0, 1}), 1000, 1e-6);
    EXPECT_NEAR(reads({1, 0, 0}), 500, 1e-6);
    EXPECT_NEAR(reads({0, 0, -1}), 0, 1e-6);
    optics::Emitter lamp;
    lamp.kind = optics::EmitterShape::Bulb;
    lamp.pose.position = {0, 0, 2};
    lamp.candela = Vec3(100);
    lamp.width = Metres(0.002);
    EXPECT_NEAR(incidentLight(*nothing, kNoSky, std::array{ProbeLight(lamp)}, Vec3(0), {0, 0, 1}).y, 25, 1e-3);
}

TEST(IncidentMeter, AnEvenSkyGivesWhatItsSolidAngleSays) {
    const auto nothing = SightScene::make({});
    const SkyRadiance half = [](const Vec3& d) { return Vec3(d.y > 0 ? 1000.0 : 0.0); };
    // (2 pi + pi) / 2 of the radiance held upwards, 2 pi / 2 held level.
    EXPECT_NEAR(incidentLight(*nothing, half, {}, Vec3(0), {0, 1, 0}).y, 1500 * kPi, 15);
    EXPECT_NEAR(incidentLight(*nothing, half, {}, Vec3(0), {1, 0, 0}).y, 1000 * kPi, 15);
}

TEST(IncidentMeter, WallsShadeAndThrowBack) {
    SightContents contents;
    SightTriangles floor;
    floor.positions = {{-50, 0, -50}, {50, 0, -50}, {50, 0, 50}, {-50, 0, 50}};
    floor.indices = {0, 2, 1, 0, 3, 2};
    floor.albedo = Vec3(0.4);
    contents.triangles.push_back(floor);
    const auto scene = SightScene::make(contents);
    const ProbeLight sun = ProbeSun{{0, 1, 0}, Vec3(1000)};
    // Level: half of the sun from above, and of the lit floor, 400 / pi cd/m2 over the lower half sphere, pi of it.
    EXPECT_NEAR(incidentLight(*scene, kNoSky, std::array{sun}, {0, 1, 0}, {1, 0, 0}).y, 500 + 400, 15);
    EXPECT_NEAR(incidentLight(*scene, kNoSky, std::array{sun}, {0, -1, 0}, {1, 0, 0}).y, 0, 1e-6);
}

}  // namespace
}  // namespace recce
