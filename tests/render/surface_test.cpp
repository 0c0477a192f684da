// What surfaces do with light beyond a matt floor's share: folds, glass, mirrors indoors, shadows in big sets.
#include <gtest/gtest.h>

#include <cmath>

#include "render/fixture.h"
#include "render/indirect.h"
#include "render/sky.h"
#include "sight/reflection.h"

namespace recce::render {
namespace {

TEST_F(RenderTest, LampsDoNotShineThroughFoldsFromBehind) {
    // A sheet whose vertices' normals lean far over to a lamp that stands just behind the sheet itself.
    const auto lit = [&](double height) {
        test::ModelMaker maker;
        const auto grey = maker.matt(Vec3(0.5));
        maker.quad({-1, 0, 1}, {1, 0, 1}, {1, 0, -1}, {-1, 0, -1}, grey, glm::normalize(Vec3(1, 1, 0)));
        Snapshot snapshot = snapshotOf(maker);
        Lamp lamp;
        lamp.kind = LampKind::Bulb;
        lamp.pose.position = {2.5, height, 0};
        lamp.candela = Vec3(1000);
        lamp.width = lamp.height = Metres(0.02);
        snapshot.lamps.push_back(lamp);
        const auto finished = draw(snapshot, fromAbove());
        return at(finished.linear, 32, 32).y;
    };
    const double above = lit(0.6);
    EXPECT_GT(above, 10);
    EXPECT_LT(lit(-0.5), above * 0.01);
    EXPECT_LT(lit(-0.9), above * 0.001);
}

/// A glossy floor of 2 m, bent by waves of several directions: slopes of about a normal distribution, a quarter in the mean square.
test::ModelMaker wavyFloor() {
    test::ModelMaker maker;
    cooked::Material glossy;
    glossy.baseColour = {0, 0, 0, 1};
    glossy.roughness = 0.3f;
    cooked::Texture waves{64, 64, 7, cooked::TexelFormat::Rgba8Linear, 0, 0, 0, 0, {0.5f, 0.5f, 1, 1}, {}};
    std::vector<std::array<double, 3>> level;
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 64; ++x) {
            Vec2 slope(0);
            for (const auto& [along, across, late] : {std::array{8, 3, 0}, {-5, 9, 1}, {11, -6, 2}, {4, 12, 3}}) {
                const double at = 2 * kPi * (along * x + across * y) / 64;
                slope += 0.25 * Vec2(std::sin(at + late), std::sin(at * 2 + 5 * late));
            }
            const Vec3 n = glm::normalize(Vec3(slope, 1));
            level.push_back({n.x, n.y, n.z});
        }
    }
    for (std::size_t side = 64; side; side /= 2) {
        for (const auto& n : level) {
            for (const double v : n) maker.texels.push_back(static_cast<std::uint8_t>(std::lround((v + 1) * 127.5)));
            maker.texels.push_back(255);
        }
        std::vector<std::array<double, 3>> half;
        for (std::size_t y = 0; y + 1 < side; y += 2) {
            for (std::size_t x = 0; x + 1 < side; x += 2) {
                half.emplace_back();
                for (std::size_t k = 0; k < 3; ++k) {
                    half.back()[k] = (level[y * side + x][k] + level[y * side + x + 1][k] + level[(y + 1) * side + x][k] + level[(y + 1) * side + x + 1][k]) / 4;
                }
            }
        }
        level = std::move(half);
    }
    waves.byteCount = maker.texels.size();
    maker.textures.push_back(waves);
    glossy.textures[cooked::kNormal].texture = 0;
    maker.materials.push_back(glossy);
    maker.floor(1, 0);
    return maker;
}

TEST_F(RenderTest, ASmallPictureOfBumpsShinesAsMuchAsALargeOne) {
    // A lamp far above, seen from far above: a flat floor would mirror it over all of the picture, the bumps throw most of it aside.
    test::ModelMaker maker = wavyFloor();
    Snapshot snapshot = snapshotOf(maker);
    Lamp lamp;
    lamp.kind = LampKind::Bulb;
    lamp.pose.position = {0, 60, 0};
    lamp.candela = Vec3(1e6);
    lamp.width = lamp.height = Metres(0.1);
    snapshot.lamps.push_back(lamp);
    const auto mean = [&](std::uint32_t pixels) {
        View view = fromAbove(1.5);
        view.width = view.height = pixels;
        const LinearPicture picture = draw(snapshot, view, 4).linear;
        double sum = 0;
        for (std::uint32_t y = 0; y < pixels; ++y) {
            for (std::uint32_t x = 0; x < pixels; ++x) sum += at(picture, x, y).y;
        }
        return sum / (pixels * pixels);
    };
    const double large = mean(192);
    ASSERT_GT(large, 0.1);
    // A rougher lobe stands for the waves: not exact, but no longer twenty times as bright.
    EXPECT_NEAR(mean(6) / large, 1, 0.25);
}

TEST_F(RenderTest, ColouredGlassTintsWhatIsBehindItPaneByPane) {
    const auto through = [&](const std::vector<Vec3>& panes) {
        test::ModelMaker maker;
        maker.floor(3, maker.shining(Vec3(100)));
        double y = 0.5;
        for (const Vec3& colour : panes) {
            const auto glass = maker.matt(colour);
            maker.materials[glass].transmission = 1;
            maker.materials[glass].doubleSided = 1;
            maker.floor(3, glass, y);
            y += 0.5;
        }
        return at(draw(snapshotOf(maker), fromAbove()).linear, 32, 32);
    };
    const Vec3 clear = through({Vec3(1)}), red = through({Vec3(0.8, 0.2, 0.1)}), both = through({Vec3(0.8, 0.2, 0.1), Vec3(0.5, 0.9, 0.3)});
    ASSERT_GT(clear.y, 70);  // what two faces of glass let pass
    for (int c = 0; c < 3; ++c) {
        const double first = Vec3(0.8, 0.2, 0.1)[c], second = Vec3(0.5, 0.9, 0.3)[c];
        EXPECT_NEAR(red[c] / clear[c], first, 0.01) << c;
        EXPECT_NEAR(both[c] / (clear[c] * clear[c] / 100), first * second, 0.01) << c;
    }
}

TEST_F(RenderTest, AMirrorIndoorsShowsTheRoomAndNotTheSky) {
    test::ModelMaker maker;
    const auto dark = maker.matt(Vec3(0.02)), red = maker.shining({100, 0, 0}), green = maker.shining({0, 40, 0});
    for (const auto wall : {dark, red, green}) maker.materials[wall].doubleSided = 1;
    maker.room({-2, 0, -2}, {2, 2.6, 2}, {red, green, dark, dark, dark, dark});
    const auto mirror = maker.matt(Vec3(1));
    maker.materials[mirror].metallic = 1;
    maker.materials[mirror].roughness = 0.2f;  // too rough for a picture of its own
    maker.quad({-0.5, 1, 0.5}, {-0.5, 1, -0.5}, {-0.5, 2, -0.5}, {-0.5, 2, 0.5}, mirror);
    Snapshot snapshot = snapshotOf(maker);
    snapshot.daylight = {SkyKind::Clear, glm::normalize(Vec3(0.5, 0.8, 0.4)), Vec3(70000), Vec3(15000)};
    IndirectCache cache;
    auto probes = cache.of(snapshot, {});
    ASSERT_TRUE(probes.has_value());
    snapshot.probes = *probes;
    ASSERT_TRUE(snapshot.probes->reflection);
    const Box& walls = snapshot.probes->reflection->walls;
    EXPECT_NEAR(walls.max.x, 2, 0.05);
    EXPECT_NEAR(walls.min.z, -2, 0.05);
    EXPECT_NEAR(walls.max.y, 2.6, 0.05);
    View view = viewFromTo({1.2, 1.5, 0.3}, {-0.5, 1.5, 0}, 64, 64);
    view.camera.sceneLinearPerNit = 1;
    const Vec3 seen = at(draw(snapshot, view).linear, 32, 32);
    EXPECT_NEAR(seen.x, 100, 15);
    EXPECT_LT(seen.y, 5);
    EXPECT_LT(seen.z, 5);
}

TEST(Reflection, IsTheSameEveryTimeAndNoneInTheOpen) {
    test::ModelMaker open;
    open.floor(5, open.matt(Vec3(0.3)));
    Snapshot street;
    street.models.push_back({open.finish(), Mat4(1), 1, false, {}});
    street.daylight = {SkyKind::Overcast, Vec3(0, 1, 0), Vec3(0), Vec3(10000)};
    IndirectCache cache;
    const auto none = cache.of(street, {});
    ASSERT_TRUE(none.has_value() && *none);
    EXPECT_FALSE((*none)->reflection);

    test::ModelMaker maker;
    const auto grey = maker.matt(Vec3(0.5)), shining = maker.shining(Vec3(50));
    maker.room({-3, 0, -2}, {3, 2.5, 2}, {grey, grey, shining, grey, grey, grey});
    Snapshot room;
    room.models.push_back({maker.finish(), Mat4(1), 1, false, {}});
    IndirectCache first, second;
    const auto a = first.of(room, {}), b = second.of(room, {});
    ASSERT_TRUE(a.has_value() && *a && (*a)->reflection);
    EXPECT_EQ((*a)->reflection->mips, (*b)->reflection->mips);
    // Blurring spreads light, it makes none: the mean over all directions stays within some percent.
    const auto mean = [](const std::vector<float>& mip) {
        double sum = 0;
        for (const float v : mip) sum += v;
        return sum / static_cast<double>(mip.size());
    };
    const auto& mips = (*a)->reflection->mips;
    for (std::size_t m = 1; m < mips.size(); ++m) EXPECT_NEAR(mean(mips[m]) / mean(mips[0]), 1, 0.08) << m;
}

TEST_F(RenderTest, AThinPostThrowsItsShadowInABigSet) {
    // 4 cm in a set of 240 m: one map of what lies within 60 m would have texels of 6 cm.
    test::ModelMaker maker;
    const auto grey = maker.matt(Vec3(0.5));
    maker.floor(120, grey);
    maker.box({-0.02, 0, -0.02}, {0.02, 1, 0.02}, grey);
    maker.box({60, 0, -4}, {64, 8, 4}, grey);
    Snapshot snapshot = snapshotOf(maker);
    snapshot.daylight.toSun = glm::normalize(Vec3(1, 1, 0));
    snapshot.daylight.sunLux = Vec3(10000);
    const auto floorAt = [&](double x) {
        View view;
        view.width = view.height = 65;
        view.camera.pose = {Vec3(x, 2.5, 1), toRotation(lookAlong(Vec3(0, -2.5, -1)))};
        view.camera.verticalFov = 0.2;
        view.camera.sceneLinearPerNit = 1;
        return at(draw(snapshot, view).linear, 32, 32).y;
    };
    const double open = 0.5 / kPi * 10000 * std::sqrt(0.5);
    EXPECT_NEAR(floorAt(-0.3), 0, open * 0.35) << "the post's shadow";
    EXPECT_NEAR(floorAt(0.3), open, open * 0.01);
    EXPECT_NEAR(floorAt(-1.3), open, open * 0.01);
    EXPECT_NEAR(floorAt(55), 0, open * 0.01) << "the house's shadow";
    // From far off the last cascade holds the whole set.
    View far;
    far.width = far.height = 65;
    far.camera.pose = {Vec3(56, 60, 100), toRotation(lookAlong(Vec3(0, -60, -100)))};
    far.camera.verticalFov = 0.02;
    far.camera.sceneLinearPerNit = 1;
    EXPECT_NEAR(at(draw(snapshot, far).linear, 32, 32).y, 0, open * 0.02);
}

}  // namespace
}  // namespace recce::render
