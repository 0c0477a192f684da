// Point clouds: lit like the surface that they lie on, closed near by and far away, picked, and never more than is asked for.
#include <gtest/gtest.h>

#include <numeric>

#include "render/draw_list.h"
#include "render/fixture.h"

namespace recce::render {
namespace {

/// 256 x 256 points of a floor four metres wide, in clusters of 16 x 16 tiles, each spread evenly by its own order.
test::ModelMaker cloudFloor(const std::array<std::uint8_t, 4>& colour) {
    test::ModelMaker maker;
    std::vector<test::ModelMaker::CloudPoint> points;
    for (std::uint32_t tile = 0; tile < 256; ++tile) {
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t turned = 0;
            for (std::uint32_t b = 0; b < 8; ++b) turned |= (i >> b & 1) << (7 - b);
            std::uint32_t x = 0, z = 0;  // along a curve through the tile
            for (std::uint32_t b = 0; b < 4; ++b) {
                x |= (turned >> (2 * b) & 1) << b;
                z |= (turned >> (2 * b + 1) & 1) << b;
            }
            points.push_back({{((tile % 16) * 16 + x + 0.5) / 64 - 2, 0, ((tile / 16) * 16 + z + 0.5) / 64 - 2}, {0, -1, 0}, colour});
        }
    }
    maker.cloud(points, 256);
    return maker;
}

TEST_F(RenderTest, ACloudIsLitAsTheSurfaceItLiesOn) {
    auto maker = cloudFloor({128, 64, 255, 255});
    Snapshot snapshot = snapshotOf(maker);
    snapshot.daylight = {SkyKind::None, {0, 1, 0}, Vec3(1000), Vec3(0)};
    const Vec3 lit = Vec3(128, 64, 255) / 255.0 * 1000.0 / kPi;
    for (const double height : {0.5, 2.0, 3.5}) {
        const auto picture = draw(snapshot, fromAbove(height), 4).linear;
        Vec3 mean(0);
        for (std::uint32_t y = 0; y < 64; ++y) {
            for (std::uint32_t x = 0; x < 64; ++x) {
                const Vec3 seen = at(picture, x, y);
                mean += seen / (64.0 * 64.0);
                // A gap no larger than two of a pixel's sixteen samples.
                ASSERT_NEAR(seen.y, lit.y, 0.13 * lit.y) << height << " " << x << " " << y;
            }
        }
        for (int c = 0; c < 3; ++c) EXPECT_NEAR(mean[c], lit[c], 0.01 * lit[c]) << height;
    }
}

TEST_F(RenderTest, ACloudIsSeenFromAfarAndPicked) {
    auto maker = cloudFloor({255, 255, 255, 255});
    Snapshot snapshot = snapshotOf(maker);
    snapshot.daylight = {SkyKind::None, {0, 1, 0}, Vec3(1000), Vec3(0)};
    View view = viewFromTo({0, 60, 1}, {0, 0, 0}, 64, 64);
    view.camera.sceneLinearPerNit = 1;
    EXPECT_NEAR(at(draw(snapshot, view, 8).linear, 32, 32).y, 1000 / kPi, 30);
    const auto tags = renderer->pick(snapshot, fromAbove(), {20, 20, 4, 4});
    ASSERT_TRUE(tags.has_value());
    for (const PickTag tag : *tags) EXPECT_EQ(tag, 7u);
    View outlined = fromAbove();
    outlined.selected = {7};
    outlined.style = Style::Solid;
    EXPECT_GT(at(draw(snapshot, outlined).linear, 32, 32).y, 0.01);
}

TEST_F(RenderTest, CloudsAreThinnedToWhatThePictureTakes) {
    auto maker = cloudFloor({255, 255, 255, 255});
    const Snapshot snapshot = snapshotOf(maker);
    PieceShelf shelf;
    ModelStore store(*device, 1 << 20);
    auto commands = device->begin();
    ASSERT_TRUE(commands.has_value());
    Shown shown{shelf.of(snapshot, Vec3(0)), {}, {}};
    shown.stored.resize(1);
    std::uint64_t budget = ~0ull;
    ASSERT_TRUE(bring(*commands, store, shown, {}, budget).has_value());
    const auto shownFrom = [&](double metres, std::uint64_t most) {
        Detail detail{true};
        detail.eye = glm::vec3(0, metres, 0);
        detail.pixelsPerMetre = 1000;
        detail.points = most;
        return select(*commands, shown, {}, detail);
    };
    const auto drawnBy = [](const DrawList& list) {
        return std::accumulate(list.draws.begin(), list.draws.end(), std::uint64_t{0}, [](std::uint64_t sum, const Draw& d) { return sum + d.indexCount; });
    };
    EXPECT_EQ(drawnBy(shownFrom(2, ~0ull)), 65536u);
    const auto far = shownFrom(100, ~0ull);
    EXPECT_LT(drawnBy(far), 65536u / 4);
    EXPECT_GT(drawnBy(far), 40u * 40u);  // a point a pixel at least
    EXPECT_GT(far.draws[0].pointSize, shownFrom(2, ~0ull).draws[0].pointSize);  // fewer are larger
    EXPECT_LE(drawnBy(shownFrom(2, 10000)), 10000u);
    EXPECT_TRUE(device->submit(std::move(*commands)).has_value());
    EXPECT_TRUE(device->waitIdle().has_value());
}

}  // namespace
}  // namespace recce::render
