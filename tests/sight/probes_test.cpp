#include <gtest/gtest.h>

#include <cstring>

#include "shapes.h"
#include "sight/probes.h"

namespace recce {
namespace {

using test::makeBox, test::makeFloor, test::sceneOf;

const SkyRadiance kUniform = [](const Vec3&) { return Vec3(1000, 500, 250); };

ProbeLight bulb(const Vec3& at, double candela) {
    optics::Emitter lamp;
    lamp.kind = optics::EmitterShape::Bulb;
    lamp.pose.position = at;
    lamp.candela = Vec3(candela);
    lamp.width = lamp.height = Metres(0.02);
    return lamp;
}

double evenE(std::span<const float> c, const Vec3& n) {
    double e = 0;
    for (std::size_t k = 0; k < ProbeGrid::kBands; ++k) e += static_cast<double>(c[k]) * static_cast<double>(probeBasis(n)[k]);
    return e;
}

TEST(Probes, OctahedraFoldBack) {
    for (const Vec3& d : {Vec3(0, 0, 1), Vec3(0, 0, -1), Vec3(1, 0, 0), Vec3(0, -1, 0), glm::normalize(Vec3(1, -2, 3)), glm::normalize(Vec3(-3, 1, -2))}) {
        EXPECT_NEAR(glm::length(fromOctahedron(toOctahedron(d)) - d), 0, 1e-12);
    }
}

TEST(Probes, OpenFieldSeesTheWholeSky) {
    const auto scene = sceneOf({});
    ProbeSettings settings;
    settings.bounds.add(Vec3(-1, 0, -1));
    settings.bounds.add(Vec3(1, 2, 1));
    const auto grid = traceProbes(*scene, kUniform, {}, settings);
    ASSERT_TRUE(grid);
    ASSERT_GT(grid->size(), 7u);
    for (std::size_t i = 0; i < grid->size(); ++i) {
        const auto probe = grid->probe(i);
        for (const Vec3& n : {Vec3(0, 1, 0), Vec3(1, 0, 0), glm::normalize(Vec3(-1, -1, 1))}) {
            EXPECT_NEAR(evenE(probe.subspan(ProbeGrid::kVisibility), n), 1.0, 0.005);
            EXPECT_NEAR(evenE(probe.subspan(ProbeGrid::kSky), n), kPi * 1000, 15);
            EXPECT_NEAR(evenE(probe.subspan(ProbeGrid::kSky + 2 * ProbeGrid::kBands), n), kPi * 250, 4);
            EXPECT_EQ(evenE(probe.subspan(ProbeGrid::kBounce), n), 0.0);
        }
        EXPECT_EQ(probe[ProbeGrid::kValidity], 1.0f);
    }
}

TEST(Probes, ABlackFloorHidesTheLowerHalf) {
    SightTriangles floor = makeFloor(500);
    floor.albedo = Vec3(0);
    const auto scene = sceneOf({floor});
    ProbeSettings settings;
    settings.bounds.add(Vec3(-1, 0, -1));
    settings.bounds.add(Vec3(1, 2, 1));
    const auto grid = traceProbes(*scene, kUniform, {}, settings);
    ASSERT_TRUE(grid);
    const ProbeLighting up = sampleProbes(*grid, {0, 0, 0}, {0, 1, 0}), side = sampleProbes(*grid, {0, 1, 0}, {1, 0, 0});
    EXPECT_NEAR(up.sky.x, kPi * 1000, 60);
    EXPECT_NEAR(side.sky.x, kPi * 500, 60);  // a wall sees half of a uniform sky
    EXPECT_NEAR(up.bounce.x, 0, 1e-6);
}

TEST(Probes, AClosedBoxSeesNoSky) {
    const auto scene = sceneOf({makeBox({-2, 0, -2}, {2, 3, 2}, true)});
    ProbeSettings settings;
    settings.bounds = scene->bounds();
    const auto grid = traceProbes(*scene, kUniform, {}, settings);
    ASSERT_TRUE(grid);
    for (std::size_t i = 0; i < grid->size(); ++i) {
        for (std::size_t k = 0; k < ProbeGrid::kBounce; ++k) EXPECT_EQ(grid->probe(i)[k], 0.0f);
    }
}

/// Mean indirect light on the walls of a closed room of one reflectance, by its balance of flux (CIE 171:2006 form):
/// first bounce rho Phi / S, all of them Phi / S rho / (1 - rho).
double meanBounce(double albedo, std::uint32_t bounces) {
    SightTriangles room = makeBox({-2, -2, -2}, {2, 2, 2}, true);
    room.albedo = Vec3(albedo);
    const auto scene = sceneOf({room});
    const ProbeLight lamp = bulb(Vec3(0), 10000 / (4 * kPi));
    ProbeSettings settings;
    settings.bounds = scene->bounds();
    settings.bounces = bounces;
    const std::array lights{lamp};
    const auto grid = traceProbes(*scene, {}, lights, settings);
    double sum = 0;
    int count = 0;
    for (int i = 0; i < 12; ++i) {
        for (int j = 0; j < 12; ++j) {
            const double a = -2 + (i + 0.5) / 3, b = -2 + (j + 0.5) / 3;
            for (double side : {-2.0, 2.0}) {
                const double n = side / -2;
                sum += sampleProbes(*grid, {side, a, b}, {n, 0, 0}).bounce.x;
                sum += sampleProbes(*grid, {a, side, b}, {0, n, 0}).bounce.x;
                sum += sampleProbes(*grid, {a, b, side}, {0, 0, n}).bounce.x;
                count += 3;
            }
        }
    }
    return sum / count;
}

TEST(Probes, ClosedRoomBouncesWhatTheBalanceSays) {
    const double phiOverS = 10000.0 / 96;
    EXPECT_NEAR(meanBounce(0.5, 1), 0.5 * phiOverS, 0.1 * 0.5 * phiOverS);
    EXPECT_NEAR(meanBounce(0.2, 8), 26.0, 2.6);
    EXPECT_NEAR(meanBounce(0.5, 16), 104.2, 10.4);
    EXPECT_NEAR(meanBounce(0.8, 64), 416.7, 41.7);
}

TEST(Probes, SunlitFloorLightsTheCeiling) {
    SightTriangles floor = makeFloor(50);
    floor.albedo = Vec3(0.4, 0.2, 0.1);
    const auto scene = sceneOf({floor});
    const ProbeLight sun = ProbeSun{glm::normalize(Vec3(0, 1, 1)), Vec3(80000)};
    ProbeSettings settings;
    settings.bounds.add(Vec3(-1, 0, -1));
    settings.bounds.add(Vec3(1, 1, 1));
    settings.bounces = 1;
    const std::array lights{sun};
    const auto grid = traceProbes(*scene, {}, lights, settings);
    // Floor luminance rho E / pi; a plane facing down over an endless floor gets pi L.
    const double expected = 0.4 * 80000 * std::sqrt(0.5);
    const ProbeLighting down = sampleProbes(*grid, {0, 0.9, 0}, {0, -1, 0});
    EXPECT_NEAR(down.bounce.x, expected, 0.06 * expected);
    EXPECT_NEAR(down.bounce.y, down.bounce.x / 2, 1e-3 * expected);
}

TEST(Probes, AWallKeepsTwoRoomsApart) {
    // Two rooms share a 10 cm wall; the lamp burns in one of them.
    SightTriangles rooms = makeBox({-4, 0, -2}, {-0.05, 3, 2}, true), other = makeBox({0.05, 0, -2}, {4, 3, 2}, true);
    rooms.albedo = other.albedo = Vec3(0.6);
    const auto scene = sceneOf({rooms, other});
    const ProbeLight lamp = bulb({-2, 2, 0}, 500);
    ProbeSettings settings;
    settings.bounds = scene->bounds();
    settings.spacing = Metres(0.9);
    const std::array lights{lamp};
    const auto grid = traceProbes(*scene, {}, lights, settings);
    const double lit = sampleProbes(*grid, {-0.05, 1.5, 0}, {-1, 0, 0}).bounce.x;
    const double dark = sampleProbes(*grid, {0.05, 1.5, 0}, {1, 0, 0}).bounce.x;
    EXPECT_GT(lit, 30);
    EXPECT_LT(dark, 0.02 * lit);
}

TEST(Probes, InsideASolidIsInvalid) {
    const auto scene = sceneOf({makeFloor(6), makeBox({-1.1, 0, -1.1}, {1.1, 2.2, 1.1})});
    ProbeSettings settings;
    settings.spacing = Metres(0.5);
    const auto grid = traceProbes(*scene, kUniform, {}, settings);
    std::size_t inside = 0;
    for (int z = 0; z < grid->count.z; ++z) {
        for (int y = 0; y < grid->count.y; ++y) {
            for (int x = 0; x < grid->count.x; ++x) {
                const Vec3 p = grid->position(x, y, z);
                const bool in = std::abs(p.x) < 1.1 && p.y < 2.2 && std::abs(p.z) < 1.1;
                const bool valid = grid->probe(grid->index(x, y, z))[ProbeGrid::kValidity] > 0;
                EXPECT_TRUE(valid || in);
                inside += in && !valid ? 1 : 0;
            }
        }
    }
    EXPECT_GT(inside, 8u);
}

TEST(Probes, SameBytesForAnyNumberOfThreads) {
    const auto scene = sceneOf({makeFloor(4), makeBox({-1, 0, -1}, {0, 1, 0})});
    optics::Emitter lamp;
    lamp.kind = optics::EmitterShape::Panel;
    lamp.pose = {{1, 2.5, 1}, toRotation({0, -kPi / 2, 0})};
    lamp.candela = Vec3(900, 800, 700);
    lamp.width = Metres(1);
    lamp.height = Metres(0.6);
    const std::array lights{ProbeLight(lamp)};
    const auto run = [&](std::size_t threads) {
        ProbeSettings settings;
        settings.threads = threads;
        return *traceProbes(*scene, kUniform, lights, settings);
    };
    const ProbeGrid one = run(1), three = run(3), again = run(1);
    ASSERT_EQ(one.coefficients.size(), three.coefficients.size());
    EXPECT_EQ(std::memcmp(one.coefficients.data(), three.coefficients.data(), one.coefficients.size() * 4), 0);
    EXPECT_EQ(one.coefficients, again.coefficients);
}

TEST(Probes, CountStaysWithinItsLimitAndCancelStops) {
    const auto scene = sceneOf({makeFloor(300)});
    ProbeSettings settings;
    settings.maxProbes = 500;
    settings.raysPerProbe = 8;
    const auto grid = traceProbes(*scene, kUniform, {}, settings);
    EXPECT_LE(grid->size(), 500u);
    EXPECT_GT(grid->size(), 250u);
    const CancelToken cancel;
    std::size_t told = 0;
    const auto stopped = traceProbes(*scene, kUniform, {}, settings, [&](const Progress& p) {
        ++told;
        EXPECT_LE(p.done, p.total);
        cancel.cancel();
    }, cancel);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, Code::Cancelled);
    EXPECT_EQ(told, 1u);
}

}  // namespace
}  // namespace recce
