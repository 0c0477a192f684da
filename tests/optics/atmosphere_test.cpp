// The clear sky against the illuminances that are measured and published.
#include "optics/atmosphere.h"

#include <gtest/gtest.h>

#include "optics/colour.h"
#include "optics/sun.h"

namespace recce::optics {
namespace {

Chromaticity chromaticityOf(const Vec3& linear) {
    // IEC 61966-2-1, linear BT.709 to XYZ.
    const Vec3 xyz = Mat3{{0.4124564, 0.2126729, 0.0193339}, {0.3575761, 0.7151522, 0.1191920}, {0.1804375, 0.0721750, 0.9503041}} * linear;
    const double sum = xyz.x + xyz.y + xyz.z;
    return {xyz.x / sum, xyz.y / sum};
}
double temperatureOf(const Vec3& linear) { return correlatedTemperature(chromaticityOf(linear)).value; }

/// On level ground, by even steps of the sine of elevation.
Vec3 onTheGround(const ClearSky& sky) {
    Vec3 sum(0);
    constexpr int kUp = 200, kRound = 90;
    for (int i = 0; i < kUp; ++i) {
        for (int j = 0; j < kRound; ++j) {
            const double up = (i + 0.5) / kUp;
            sum += sky.radiance(degrees(std::asin(up)), Degrees((j + 0.5) * 360 / kRound)) * (up * 2 * kPi / (kUp * kRound));
        }
    }
    return sum;
}

TEST(ClearSky, GivesWhatTheIlluminatingEngineersMeasured) {
    // imaging.md 2.6: sun and sky on level ground within 15 % of the IES law at 60, 30 and 10 degrees. The model itself, not scaled.
    for (const double height : {60.0, 30.0, 10.0}) {
        const double up = std::sin(radians(Degrees(height)));
        const double direct = luminance(sunThroughAir(Degrees(height))), sky = luminance(onTheGround(ClearSky(Degrees(height))));
        EXPECT_NEAR(direct, directSun(Degrees(height)).value, 0.05 * direct) << height;
        EXPECT_NEAR(direct * up + sky, directSun(Degrees(height)).value * up + 800 + 15500 * std::sqrt(up), 0.15 * (direct * up + sky)) << height;
    }
}

TEST(ClearSky, SunGoesDownRed) {
    EXPECT_NEAR(temperatureOf(sunThroughAir(Degrees(60))), 5450, 300);  // published noon sun: 5200 to 5800 K
    double last = 1e9;
    for (const double height : {90.0, 45.0, 20.0, 10.0, 5.0, 2.0, 0.5}) {
        const double now = temperatureOf(sunThroughAir(Degrees(height)));
        EXPECT_LT(now, last) << height;
        last = now;
    }
    EXPECT_LT(last, 2300);
    EXPECT_EQ(sunThroughAir(Degrees(-0.1)), Vec3(0));
}

TEST(ClearSky, IsBlueAboveAndPaleAtTheHorizon) {
    const ClearSky sky(Degrees(40));
    EXPECT_GT(temperatureOf(sky.radiance(Degrees(90), Degrees(0))), 15000);
    EXPECT_LT(temperatureOf(sky.radiance(Degrees(2), Degrees(90))), 10000);
    EXPECT_GT(luminance(sky.radiance(Degrees(5), Degrees(90))), 2 * luminance(sky.radiance(Degrees(90), Degrees(0))));
    // The glow round the sun.
    EXPECT_GT(luminance(sky.radiance(Degrees(42), Degrees(0))), 5 * luminance(sky.radiance(Degrees(42), Degrees(180))));
    // The same to both sides of the sun.
    EXPECT_EQ(sky.radiance(Degrees(20), Degrees(70)), sky.radiance(Degrees(20), Degrees(-70)));
}

TEST(ClearSky, TwilightGlowsWhereTheSunWentDown) {
    const ClearSky sky(Degrees(-5));
    EXPECT_GT(luminance(sky.radiance(Degrees(3), Degrees(0))), 4 * luminance(sky.radiance(Degrees(3), Degrees(180))));
    EXPECT_LT(temperatureOf(sky.radiance(Degrees(3), Degrees(0))), 6500);
    EXPECT_GT(temperatureOf(sky.radiance(Degrees(80), Degrees(180))), 15000);  // the blue hour
}

TEST(ClearSky, NeverGivesWhatIsNotALight) {
    double last = 1e9;
    for (double height = 90; height >= -25; height -= 2.5) {
        const ClearSky sky{Degrees(height)};
        for (double up = -5; up <= 95; up += 5) {
            for (double round = 0; round <= 360; round += 45) {
                const Vec3 l = sky.radiance(Degrees(up), Degrees(round));
                EXPECT_TRUE(std::isfinite(l.x) && std::isfinite(l.y) && std::isfinite(l.z)) << height << " " << up;
                EXPECT_GE(luminance(l), 0) << height << " " << up;
            }
        }
        const double lux = clearSkyLux(Degrees(height)).value;
        EXPECT_LE(lux, last);
        last = lux;
    }
    EXPECT_NEAR(clearSkyLux(Degrees(-6)).value, 3.4, 1e-9);
}

}  // namespace
}  // namespace recce::optics
