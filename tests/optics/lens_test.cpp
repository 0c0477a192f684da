// Lens, exposure, beams and sun against published numbers and their own laws.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "optics/colour.h"
#include "optics/exposure.h"
#include "optics/lens.h"
#include "optics/photometry.h"
#include "optics/sun.h"

namespace recce::optics {
namespace {
const Gate kFullFrame{Millimetres(36), Millimetres(24)};
const Gate kAlexa35{Millimetres(27.99), Millimetres(19.22)};
constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(Lens, FieldOfViewIsThatOfThePublishedTable) {
    // Full frame, "Angle of view", Wikipedia: 50 mm 39.6 x 27.0 (46.8), 24 mm 73.7 x 53.1, 85 mm 23.9 x 16.1 (28.6).
    const FieldOfView normal = fieldOfView(kFullFrame, Millimetres(50));
    EXPECT_NEAR(normal.horizontal.value, 39.6, 0.05);
    EXPECT_NEAR(normal.vertical.value, 27.0, 0.05);
    EXPECT_NEAR(normal.diagonal.value, 46.8, 0.05);
    EXPECT_NEAR(fieldOfView(kFullFrame, Millimetres(24)).horizontal.value, 73.7, 0.05);
    EXPECT_NEAR(fieldOfView(kFullFrame, Millimetres(85)).diagonal.value, 28.6, 0.05);
}

TEST(Lens, TheDeliveryAspectCropsTheGate) {
    // 2.39 of an open gate keeps its width: height 27.99 / 2.39.
    const Gate scope = deliveryCrop(kAlexa35, 1, 2.39);
    EXPECT_DOUBLE_EQ(scope.width.value, 27.99);
    EXPECT_NEAR(scope.height.value, 11.7113, 1e-4);
    // 35 mm there: 43.6 x 30.7 degrees, 43.6 x 19.0 in 2.39.
    EXPECT_NEAR(fieldOfView(kAlexa35, Millimetres(35)).vertical.value, 30.7, 0.05);
    EXPECT_NEAR(fieldOfView(scope, Millimetres(35)).horizontal.value, 43.6, 0.05);
    EXPECT_NEAR(fieldOfView(scope, Millimetres(35)).vertical.value, 19.0, 0.05);
    // A 4:3 gate behind a 2x lens gives 2.667 and is cropped at the sides for 2.39: 17.82 * 2.39 / 2.
    const Gate anamorphic = deliveryCrop({Millimetres(23.76), Millimetres(17.82)}, 2, 2.39);
    EXPECT_DOUBLE_EQ(anamorphic.height.value, 17.82);
    EXPECT_NEAR(anamorphic.width.value, 21.2949, 1e-4);
    // 9:16 of the same gate keeps the height.
    EXPECT_DOUBLE_EQ(deliveryCrop(kAlexa35, 1, 9.0 / 16).height.value, 19.22);
}

TEST(Lens, TapeAndPupilDistancesAreInverse) {
    for (const double focal : {12.0, 35.0, 100.0, 280.0}) {
        for (const double s : {0.7, 1.0, 4.9, 50.0, 1e4}) {
            const Metres tape = tapeFromPupil(Metres(s), Millimetres(focal));
            EXPECT_GT(tape.value, s);
            EXPECT_NEAR(pupilFromTape(tape, Millimetres(focal)).value, s, 1e-9 * s);
        }
    }
    EXPECT_TRUE(std::isinf(tapeFromPupil(Metres(kInfinity), Millimetres(50)).value));
    // Life size is the closest a thin lens can be to a tape reading of 4 f.
    EXPECT_DOUBLE_EQ(pupilFromTape(Metres(0.1), Millimetres(50)).value, 0.1);
}

TEST(Lens, SharpRangeOnTheTape) {
    // By hand: 35 mm, N = 2^1.5 sqrt 0.91, c = 33.954 / 1500, tape 4.90: s = 4.8647, H = 20.092,
    // near = s (H - f) / (H + s - 2 f) + v = 3.9206 + 0.0353, far = 6.4076 + 0.0353.
    const Focused lens{Millimetres(35), fStop(exactStop(TStop(2.8)), 0.91), Metres(4.9), circleOfConfusion(kAlexa35)};
    const SharpRange range = depthOfFieldOnTape(lens);
    EXPECT_NEAR(range.near.value, 3.956, 0.001);
    EXPECT_NEAR(range.far.value, 6.443, 0.001);
}

TEST(Lens, DepthOfFieldObeysItsLaws) {
    for (double focal = 18; focal < 150; focal *= 1.3) {
        for (double stop = 1.4; stop < 23; stop *= 1.414) {
            const Millimetres f(focal), c(0.025);
            const double h = hyperfocal(f, FStop(stop), c).value;
            double lastNear = 0;
            for (double s = 0.5; s < 2 * h; s *= 1.5) {
                const SharpRange range = depthOfField({f, FStop(stop), Metres(s), c});
                EXPECT_LE(range.near.value, s);
                EXPECT_GE(range.far.value, s);
                EXPECT_GT(range.near.value, lastNear);
                EXPECT_EQ(std::isinf(range.far.value), s >= h);
                lastNear = range.near.value;
                // At the limits the blur disc is the circle of confusion: two formulas, one lens.
                EXPECT_NEAR(blurDisc({f, FStop(stop), Metres(s), c}, range.near).value, 0.025, 0.025 * 1e-3);
                if (!std::isinf(range.far.value)) {
                    EXPECT_NEAR(blurDisc({f, FStop(stop), Metres(s), c}, range.far).value, 0.025, 0.025 * 1e-3);
                }
            }
            // Focused at H everything from H / 2 is sharp.
            EXPECT_NEAR(depthOfField({f, FStop(stop), Metres(h), c}).near.value, h / 2, 1e-9 * h);
        }
    }
}

TEST(Lens, FrameSizeAndDistanceAreInverse) {
    const Metres d = distanceForHeight(Metres(1.2), kAlexa35.height, Millimetres(40));
    EXPECT_NEAR(frameAt(d, kAlexa35, Millimetres(40)).height.value, 1.2, 1e-12);
}

TEST(Exposure, EngravedNumbersAreExactPowers) {
    EXPECT_DOUBLE_EQ(exactStop(TStop(2.8)).value, std::pow(2.0, 1.5));
    EXPECT_DOUBLE_EQ(exactStop(TStop(5.6)).value, std::pow(2.0, 2.5));
    EXPECT_DOUBLE_EQ(exactStop(TStop(2.5)).value, std::exp2(8.0 / 6));
    EXPECT_DOUBLE_EQ(exactStop(TStop(22)).value, std::exp2(27.0 / 6));
    EXPECT_DOUBLE_EQ(exactStop(TStop(2.3)).value, 2.3);  // Cooke's T2.3 is meant literally
    EXPECT_EQ(stopNumber(TStop(2.8)), "2.8");
    EXPECT_EQ(stopNumber(exactStop(TStop(2.8))), "2.8");
    EXPECT_EQ(stopNumber(TStop(2)), "2.0");
    EXPECT_EQ(stopNumber(TStop(16)), "16");
    EXPECT_EQ(stopNumber(TStop(2.3)), "2.3");
    EXPECT_EQ(stopNumber(TStop(1.95)), "1.95");
    EXPECT_DOUBLE_EQ(stepStop(TStop(2.8), 1).value, 3.2);
    EXPECT_DOUBLE_EQ(stepStop(TStop(2.8), 3).value, 4);
    EXPECT_DOUBLE_EQ(stepStop(TStop(4), -3).value, 2.8);
    // No two engraved numbers name one stop, and steps walk through all of them and back.
    TStop stop(1);
    for (int i = 0; i < 33; ++i) {
        const TStop next = stepStop(stop, 1);
        EXPECT_GT(next, stop);
        EXPECT_EQ(stepStop(next, -1), stop);
        stop = next;
    }
    EXPECT_DOUBLE_EQ(stop.value, 45);
}

TEST(Exposure, AGreyCardAtTheMeteredStopIsGrey) {
    const Seconds time = exposureTime(Degrees(180), FrameRate{24, 1});
    EXPECT_DOUBLE_EQ(time.value, 1.0 / 48);
    for (const double nits : {0.5, 6.0, 4096.0}) {
        const TStop stop = spotMeter(Nits(nits), time, Iso(800));
        EXPECT_NEAR(nits * sceneLinearPerNit({stop, time, Iso(800), Stops(0)}), 0.18, 1e-12);
        // One stop of ND halves it, one stop more halves it again, twice the ISO doubles it.
        EXPECT_NEAR(nits * sceneLinearPerNit({stop * std::sqrt(2.0), time, Iso(800), Stops(1)}), 0.045, 1e-12);
        EXPECT_NEAR(nits * sceneLinearPerNit({stop, time, Iso(1600), Stops(1)}), 0.18, 1e-12);
    }
    // EI 800, T2.8, 1/48: grey at 6.00 cd/m2 and an 18 % card at 104.7 lx (K = 12.5).
    EXPECT_NEAR(0.18 / sceneLinearPerNit({exactStop(TStop(2.8)), time, Iso(800), Stops(0)}), 6.0, 0.005);
    EXPECT_NEAR(lambert(Lux(104.7), 0.18).value, 6.0, 0.005);
}

TEST(Photometry, ASpotKeepsItsTwoAnglesAndItsFlux) {
    for (const auto& [beam, field] : {std::pair{15.0, 24.0}, {40.0, 55.0}, {60.0, 90.0}, {26.0, 28.0}}) {
        const SpotBeam spot = spotBeam(Degrees(beam), Degrees(field));
        EXPECT_DOUBLE_EQ(spot.relative(0), 1);
        EXPECT_NEAR(spot.relative(radians(Degrees(beam)) / 2), 0.5, 1e-12);
        EXPECT_NEAR(spot.relative(radians(Degrees(field)) / 2), 0.1, 1e-12);
        // Independent sum over 0.01 degree rings.
        double lumens = 0;
        const double step = radians(Degrees(0.01));
        for (double t = step / 2; t < kPi / 2; t += step) lumens += 2 * kPi * spot.relative(t) * std::sin(t) * step;
        EXPECT_NEAR(spot.lumensPerCandela(), lumens, lumens * 1e-4);
    }
    // Without a field it is nearly a cos^n beam: same half angle, flux within 2 %.
    const double cosine = cosineLumens(Candela(1), Degrees(36)).value;
    EXPECT_NEAR(spotBeam(Degrees(36), Degrees(0)).lumensPerCandela(), cosine, 0.02 * cosine);
}

TEST(Photometry, PanelPolygonBecomesTheInverseSquareFarAway) {
    const double l = 5000;
    const auto panel = [&](double d) {
        const Vec3 corners[4] = {{-0.6, -0.6, d}, {0.6, -0.6, d}, {0.6, 0.6, d}, {-0.6, 0.6, d}};
        return polygonLux(corners, Vec3(0, 0, 1), Nits(l)).value;
    };
    EXPECT_NEAR(panel(2), 1608.05, 0.05);  // 1.2 x 1.2 m, 5,000 cd/m2 at 2 m
    EXPECT_NEAR(panel(60) * 60 * 60, l * 1.44, l * 1.44 * 1e-3);
    // Behind the surface: nothing.
    const Vec3 behind[3] = {{0, 0, -1}, {1, 0, -1}, {0, 1, -1}};
    EXPECT_EQ(polygonLux(behind, Vec3(0, 0, 1), Nits(l)).value, 0);
}

TEST(Colour, WhitesAreWhatTheTablesSay) {
    // linear sRGB with Y = 1 of black bodies and daylight, Planck x CIE 1931 at 1 nm.
    const struct { Chromaticity c; Vec3 rgb; } rows[] = {{planck(Kelvin(2700)), {1.935, 0.804, 0.192}},
                                                         {planck(Kelvin(3200)), {1.680, 0.866, 0.326}},
                                                         {planck(Kelvin(4300)), {1.343, 0.938, 0.606}},
                                                         {daylight(Kelvin(5600)), {1.091, 0.989, 0.841}},
                                                         {daylight(Kelvin(6504)), {0.999, 1.000, 0.999}}};
    for (const auto& row : rows) {
        const Vec3 got = linearColour(row.c);
        for (int i = 0; i < 3; ++i) EXPECT_NEAR(got[i], row.rgb[i], 0.003);
    }
    // Luminance does not move with temperature or tint, and the white balance of a lamp makes it neutral.
    for (double t = 1900; t < 12000; t *= 1.2) {
        for (const double tint : {-1.0, 0.0, 0.5}) EXPECT_NEAR(luminance(lampColour(Kelvin(t), tint)), 1, 1e-9);
        const Vec3 balanced = whiteBalance(Kelvin(t)) * lampColour(Kelvin(t));
        for (int i = 0; i < 3; ++i) EXPECT_NEAR(balanced[i], 1, 1e-3);
    }
    EXPECT_NEAR(shifted(Kelvin(6500), 159).value, 3197, 1);  // Lee 204
    EXPECT_NEAR(shifted(Kelvin(5600), 159).value, 2962, 1);
}

TEST(Sun, StandsWhereTheCompassSays) {
    const auto near = [](const Vec3& a, const Vec3& b) { return glm::length(a - b) < 1e-12; };
    EXPECT_TRUE(near(directionToSun(Degrees(0), Degrees(0), Degrees(0)), {0, 0, -1}));
    EXPECT_TRUE(near(directionToSun(Degrees(90), Degrees(0), Degrees(0)), {1, 0, 0}));
    EXPECT_TRUE(near(directionToSun(Degrees(123), Degrees(90), Degrees(7)), {0, 1, 0}));
    // A set whose -Z points east has an eastern sun straight ahead.
    EXPECT_TRUE(near(directionToSun(Degrees(90), Degrees(0), Degrees(90)), {0, 0, -1}));
    for (double az = 5; az < 360; az += 35) {
        const Bearing b = bearingOf(directionToSun(Degrees(az), Degrees(20), Degrees(33)), Degrees(33));
        EXPECT_NEAR(b.azimuth.value, az, 1e-9);
        EXPECT_NEAR(b.elevation.value, 20, 1e-9);
    }
    EXPECT_NEAR(directSun(Degrees(90)).value, 103350, 100);  // air mass 1, clear
    EXPECT_NEAR(directSun(Degrees(10)).value, 39300, 400);   // air mass 5.6
    EXPECT_EQ(directSun(Degrees(-1)).value, 0);
}
}  // namespace
}  // namespace recce::optics
