// The iris: as much light as a round one, and its corners in the blur.
#include <gtest/gtest.h>

#include "render/sampling.h"
#include "tests/render/fixture.h"

namespace recce::render {
namespace {

TEST(Iris, IsAPolygonOfTheDiscsArea) {
    for (const std::uint32_t blades : {3u, 7u, 8u, 16u}) {
        const double part = 2 * kPi / blades, reach = std::sqrt(part / std::sin(part)), flat = reach * std::cos(part / 2);
        constexpr int kSide = 300;
        Vec2 mean(0);
        int inner = 0;
        double farthest = 0;
        for (int i = 0; i < kSide * kSide; ++i) {
            const Vec2 p = toIris({(i % kSide + 0.5) / kSide, (i / kSide + 0.5) / kSide}, blades);
            // Inside every edge: the middle of edge k lies at (k + 1/2) parts from the corner on top.
            for (std::uint32_t k = 0; k < blades; ++k) EXPECT_LE(p.x * std::sin((k + 0.5) * part) + p.y * std::cos((k + 0.5) * part), flat + 1e-9);
            mean += p / double(kSide * kSide);
            farthest = std::max(farthest, glm::length(p));
            inner += glm::length(p) < 0.5;
        }
        EXPECT_NEAR(glm::length(mean), 0, 0.01) << blades;
        EXPECT_NEAR(farthest, reach, 0.03) << blades;
        // A quarter of the area lies within half the disc's radius, as in the disc: even, and of the same area.
        EXPECT_NEAR(inner / double(kSide * kSide), 0.25, 0.01) << blades;
    }
}

TEST_F(RenderTest, ABlurredPointShowsTheIris) {
    test::ModelMaker maker;
    const auto bright = maker.shining(Vec3(1000));
    maker.quad({-0.01, -0.01, -8}, {0.01, -0.01, -8}, {0.01, 0.01, -8}, {-0.01, 0.01, -8}, bright);
    const Snapshot snapshot = snapshotOf(maker);
    View view;
    view.width = view.height = 96;
    view.camera.verticalFov = 0.1;
    view.camera.sceneLinearPerNit = 1;
    view.camera.focus = Metres(4);
    view.camera.apertureRadius = Metres(0.05);
    view.camera.irisBlades = 3;
    const Finished seen = draw(snapshot, view, 256);
    // How far the blur reaches from the point's place, up and down. A triangle reaches twice as far to its corner as to its side.
    const auto reach = [&](int step) {
        int farthest = 0;
        for (int y = 0; y < 48; ++y) {
            double row = 0;
            for (std::uint32_t x = 0; x < view.width; ++x) row += at(seen.linear, x, static_cast<std::uint32_t>(step > 0 ? 47 - y : 48 + y)).y;
            if (row > 0) farthest = y + 1;
        }
        return double(farthest);
    };
    const double up = reach(1), down = reach(-1);
    EXPECT_GT(std::min(up, down), 4);
    EXPECT_NEAR(std::max(up, down) / std::min(up, down), 2, 0.35) << up << " " << down;
}

}  // namespace
}  // namespace recce::render
