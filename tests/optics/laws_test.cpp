// Laws that hold for every input, tried on many drawn at random: no table of cases could be met by special answers and these too.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "optics/colour.h"
#include "optics/exposure.h"
#include "optics/lens.h"
#include "optics/material.h"
#include "optics/photometry.h"
#include "optics/sky.h"
#include "optics/sun_position.h"
#include "optics/view.h"

namespace recce::optics {
namespace {
class Laws : public testing::Test {
protected:
    std::mt19937 random{7};
    double draw(double low, double high) { return std::uniform_real_distribution<double>(low, high)(random); }
    /// Even in the logarithm.
    double drawScale(double low, double high) { return std::exp(draw(std::log(low), std::log(high))); }
    static constexpr int kTries = 300;
};

TEST_F(Laws, LightFallsWithTheSquareOfTheDistance) {
    for (int i = 0; i < kTries; ++i) {
        const Candela lamp(drawScale(1, 1e6));
        const double d = drawScale(0.1, 100), k = draw(1.1, 9);
        EXPECT_NEAR(pointLux(lamp, Metres(d)) / pointLux(lamp, Metres(d * k)), k * k, 1e-9 * k * k);
        // A panel does so only from afar: from 30 times its size the point formula is within 0.2 %.
        const double side = draw(0.1, 2), far = 30 * side;
        const std::array<Vec3, 4> corners = {Vec3(-side / 2, far, -side / 2), Vec3(side / 2, far, -side / 2), Vec3(side / 2, far, side / 2), Vec3(-side / 2, far, side / 2)};
        EXPECT_NEAR(polygonLux(corners, Vec3(0, 1, 0), Nits(1000)).value, 1000 * side * side / (far * far), 2e-3 * 1000 / 900);
    }
}

TEST_F(Laws, APanelIsTheSumOfItsHalvesAndNeverBrighterThanTheWholeSky) {
    for (int i = 0; i < kTries; ++i) {
        const Vec3 c(draw(-2, 2), draw(0.1, 3), draw(-2, 2)), u(draw(0.1, 2), 0, draw(-1, 1)), v(draw(-0.3, 0.3), draw(-0.5, 1), draw(0.1, 2));
        const Vec3 normal = glm::normalize(Vec3(draw(-1, 1), draw(0.2, 1), draw(-1, 1)));
        const auto quad = [&](double from, double to) {
            const std::array<Vec3, 4> corners = {c + u * from, c + u * to, c + u * to + v, c + u * from + v};
            return polygonLux(corners, normal, Nits(100)).value;
        };
        EXPECT_NEAR(quad(0, 1), quad(0, 0.37) + quad(0.37, 1), 1e-9 + 1e-9 * quad(0, 1));
        EXPECT_LE(quad(0, 1), 100 * kPi + 1e-9);
    }
}

TEST_F(Laws, ABeamsFluxIsWhatItsIntensityAddsUpTo) {
    for (int i = 0; i < 40; ++i) {
        const Degrees beam(draw(5, 100));
        const double n = cosineExponent(beam);
        double sum = 0;
        constexpr int kSteps = 20000;
        for (int k = 0; k < kSteps; ++k) {
            const double theta = kPi / 2 * (k + 0.5) / kSteps;
            sum += std::pow(std::cos(theta), n) * std::sin(theta) * kPi / 2 / kSteps;
        }
        EXPECT_NEAR(cosineLumens(Candela(1000), beam).value, 2 * kPi * 1000 * sum, 1e-4 * 1000);
        EXPECT_NEAR(std::pow(std::cos(radians(beam) / 2), n), 0.5, 1e-12);
        EXPECT_NEAR(std::pow(std::cos(radians(cosineField(beam)) / 2), n), 0.1, 1e-9);
    }
}

TEST_F(Laws, ExposureAnswersItsOwnQuestions) {
    for (int i = 0; i < kTries; ++i) {
        const Seconds time(drawScale(1e-4, 0.1));
        const Iso iso(drawScale(50, 12800));
        const Nits light(drawScale(0.01, 1e5));
        const TStop stop = spotMeter(light, time, iso);
        // What the meter advises photographs as grey; a stop more light is double; ND takes it back.
        EXPECT_NEAR(light.value * sceneLinearPerNit({stop, time, iso, Stops(0)}), 0.18, 1e-12);
        EXPECT_NEAR(2 * light.value * sceneLinearPerNit({stop, time, iso, Stops(1)}), 0.18, 1e-12);
        EXPECT_NEAR(light.value * sceneLinearPerNit({TStop(stop.value * std::sqrt(2.0)), time, iso, Stops(0)}), 0.09, 1e-12);
        EXPECT_NEAR(luminanceOfEv100(ev100(stop.value, time, iso)).value, light.value, 1e-9 * light.value);
        const double fps = draw(1, 120);
        EXPECT_NEAR(exposureTime(shutterAngle(time, fps), fps).value, time.value, 1e-12);
        EXPECT_NEAR(fStop(tStop(FStop(2), 0.8), 0.8).value, 2, 1e-12);
    }
}

TEST_F(Laws, SharpnessIsBoundedByTheCircleAndGrowsWithTheStop) {
    for (int i = 0; i < kTries; ++i) {
        const Millimetres focal(drawScale(12, 300)), circle(draw(0.01, 0.05));
        const FStop stop(drawScale(1.2, 22));
        const Metres focus(focal.value / 1000 * drawScale(10, 5000));
        const Focused lens{focal, stop, focus, circle};
        const SharpRange range = depthOfField(lens);
        EXPECT_LT(range.near, focus);
        EXPECT_GT(range.far, focus);
        // At the limits the blur is the circle of confusion.
        EXPECT_NEAR(blurDisc(lens, range.near).value, circle.value, 1e-9);
        if (range.far.value < 1e6) {
            EXPECT_NEAR(blurDisc(lens, range.far).value, circle.value, 1e-6);
        }
        const SharpRange closed = depthOfField({focal, FStop(stop.value * 1.4), focus, circle});
        EXPECT_LT(closed.near, range.near);
        EXPECT_GE(closed.far, range.far);
        // Focused at the hyperfocal distance everything to infinity is sharp.
        EXPECT_TRUE(std::isinf(depthOfField({focal, stop, hyperfocal(focal, stop, circle) * (1 + 1e-12), circle}).far.value));
        EXPECT_NEAR(blurDisc({focal, stop, hyperfocal(focal, stop, circle), circle}, Metres(HUGE_VAL)).value, circle.value, 1e-9);
        EXPECT_NEAR(pupilFromTape(tapeFromPupil(focus, focal), focal).value, focus.value, 1e-7 * focus.value);
    }
}

TEST_F(Laws, AnglesOfViewAndTheirFocalLengthsTurnBack) {
    for (int i = 0; i < kTries; ++i) {
        const Gate gate{Millimetres(draw(5, 60)), Millimetres(draw(4, 40))};
        const Millimetres focal(drawScale(8, 300));
        const double squeeze = draw(1, 2);
        const Degrees angle = fieldOfView(gate, focal, squeeze).horizontal;
        EXPECT_NEAR(focalForAngle(angle, gate.width, squeeze).value, focal.value, 1e-9 * focal.value);
        EXPECT_NEAR(fieldOfView(gate, sphericalEquivalent(focal, squeeze)).horizontal.value, angle.value, 1e-9);
        const Metres far(drawScale(0.5, 100));
        EXPECT_NEAR(2 * std::atan(frameAt(far, gate, focal, squeeze).width.value / 2 / far.value), radians(angle), 1e-12);
        EXPECT_NEAR(distanceForHeight(frameAt(far, gate, focal).height, gate.height, focal).value, far.value, 1e-9 * far.value);
    }
}

TEST_F(Laws, LogCurvesTurnBackAndRise) {
    const struct { double (*to)(double); double (*from)(double); } curves[] = {
        {logC3, linearOfLogC3}, {logC4, linearOfLogC4}, {sLog3, linearOfSLog3}, {acesCct, linearOfAcesCct}, {srgb, linearOfSrgb}};
    for (const auto& curve : curves) {
        double last = -HUGE_VAL;
        for (double stops = -14; stops <= 8; stops += 0.05) {
            const double linear = 0.18 * std::exp2(stops), code = curve.to(linear);
            EXPECT_GT(code, last);
            EXPECT_NEAR(curve.from(code), linear, 3e-5 * linear + 1e-7);
            last = code;
        }
    }
}

TEST_F(Laws, ViewsKeepGreysGreyRiseAndStayInRange) {
    double last = -1;
    for (double stops = -9; stops <= 8; stops += 0.1) {
        const Vec3 code = agx(Vec3(0.18 * std::exp2(stops)));
        EXPECT_NEAR(code.x, code.y, 1e-3);
        EXPECT_NEAR(code.y, code.z, 1e-3);
        EXPECT_GE(code.y, last - 1e-9);
        last = code.y;
    }
    for (int i = 0; i < 3000; ++i) {
        const Vec3 linear(drawScale(1e-4, 50) - 0.01, drawScale(1e-4, 50) - 0.01, drawScale(1e-4, 50) - 0.01);
        for (const Vec3& out : {agx(linear), pbrNeutral(glm::max(linear, Vec3(0)))}) {
            for (int c = 0; c < 3; ++c) {
                EXPECT_TRUE(out[c] >= -0.01 && out[c] <= 1.0) << linear.x << " " << linear.y << " " << linear.z << ": " << out[c];
            }
        }
    }
}

TEST_F(Laws, SurfacesAreReciprocalAndGiveBackNoMoreThanTheyGet) {
    const auto direction = [&] {
        const double z = draw(0.05, 1), phi = draw(0, 2 * kPi), r = std::sqrt(1 - z * z);
        return Vec3(r * std::cos(phi), r * std::sin(phi), z);
    };
    for (int i = 0; i < 60; ++i) {
        const Surface surface{{draw(0, 1), draw(0, 1), draw(0, 1)}, draw(0, 1), draw(0.1, 1)};
        const Vec3 l = direction(), v = direction();
        const Vec3 there = gltfBrdf(surface, l, v), back = gltfBrdf(surface, v, l);
        for (int c = 0; c < 3; ++c) EXPECT_NEAR(there[c], back[c], 1e-9 * (1 + there[c]));
        const double mu = draw(0.05, 1), alpha = draw(0.02, 1), f0 = draw(0, 1);
        const double albedo = ggxAlbedo(mu, alpha);
        EXPECT_LE(albedo, 1.003);
        const SplitSum split = splitSum(mu, alpha);
        EXPECT_NEAR(split.scale + split.bias, albedo, 1e-12);
        // With its compensation a lobe of f0 = 1 loses nothing.
        EXPECT_NEAR(albedo * multipleScattering(1, mu, alpha), 1, 1e-9);
        EXPECT_GE(multipleScattering(f0, mu, alpha), 0.99);
    }
    // The density of facets, weighed by their cosine, covers the surface once.
    for (const double alpha : {0.05, 0.3, 1.0}) {
        double sum = 0;
        constexpr int kSteps = 40000;
        for (int k = 0; k < kSteps; ++k) {
            const double theta = kPi / 2 * (k + 0.5) / kSteps;
            sum += ggxDensity(std::cos(theta), alpha) * std::cos(theta) * std::sin(theta) * 2 * kPi * kPi / 2 / kSteps;
        }
        EXPECT_NEAR(sum, 1, 1e-3) << alpha;
    }
}

TEST_F(Laws, TemperaturesAndGelsTurnBack) {
    for (int i = 0; i < 60; ++i) {
        const Kelvin kelvin(drawScale(1500, 15000));
        EXPECT_NEAR(correlatedTemperature(planck(kelvin)).value, kelvin.value, 1e-3 * kelvin.value);
        const double shift = draw(-60, 300);
        EXPECT_NEAR(shifted(shifted(kelvin, shift), -shift).value, kelvin.value, 1e-9 * kelvin.value);
        EXPECT_NEAR(luminance(lampColour(kelvin)), 1, 1e-6) << "the temperature must not change the light's strength";
        const Vec3 neutral = whiteBalance(kelvin) * lampColour(kelvin);
        EXPECT_NEAR(neutral.x / neutral.y, 1, 1e-3);
        EXPECT_NEAR(neutral.z / neutral.y, 1, 1e-3);
    }
}

TEST_F(Laws, TheSunIsHighestInTheSouthAtSolarNoonAndRisesBeforeItSets) {
    for (int i = 0; i < 40; ++i) {
        const Place place{Degrees(draw(30, 60)), Degrees(draw(-170, 170)), Metres(0), 1010, 10, {}};
        const Utc day{std::floor(draw(0, 25000))};
        const double equation = sunPosition(day, place).equationOfTime.value;
        const Utc noon = day.plusMinutes(720 - 4 * place.longitude.value - equation);
        const SunPosition high = sunPosition(noon, place);
        EXPECT_NEAR(high.azimuth.value, 180, 0.6);
        EXPECT_NEAR(high.airless.value, 90 - place.latitude.value + high.declination.value, 0.02);
        for (const double minutes : {-60.0, 60.0}) EXPECT_LT(sunPosition(noon.plusMinutes(minutes), place).airless, high.airless);
        const auto rise = sunCrossing(noon.plusMinutes(-720), place, kSunrise, Crossing::Rising);
        const auto set = sunCrossing(noon.plusMinutes(-720), place, kSunrise, Crossing::Setting);
        ASSERT_TRUE(rise && set);
        EXPECT_LT(rise->days, set->days);
        EXPECT_NEAR(sunPosition(*rise, place).airless.value, kSunrise.value, 1e-3);
        EXPECT_NEAR(sunPosition(*set, place).airless.value, kSunrise.value, 1e-3);
        EXPECT_NEAR((rise->days + set->days) / 2, noon.days, 4.0 / 1440) << "noon lies in the middle of the day";
    }
}

TEST_F(Laws, TheOvercastSkyAddsUpToItsClosedForm) {
    double sum = 0;
    constexpr int kSteps = 20000;
    for (int k = 0; k < kSteps; ++k) {
        const double up = kPi / 2 * (k + 0.5) / kSteps;
        sum += overcastLuminance(Nits(5000), degrees(up)).value * std::sin(up) * std::cos(up) * 2 * kPi * kPi / 2 / kSteps;
    }
    EXPECT_NEAR(overcastLux(Nits(5000)).value, sum, 1e-5 * sum);
}
}  // namespace
}  // namespace recce::optics
