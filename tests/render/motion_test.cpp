// What moves while the shutter is open is smeared by as many pixels as the calculator says.
#include <gtest/gtest.h>

#include "optics/lens.h"
#include "tests/render/fixture.h"

namespace recce::render {
namespace {

TEST_F(RenderTest, SmearsWhatMovesByThePixelsThatTheCalculatorSays) {
    // A bright wall 4 m away whose left edge crosses the middle at 6 m/s, 1/48 s, 35 mm on 24.89 mm.
    const optics::Smear smear{6, Seconds(1 / 48.0), Metres(4), Millimetres(35), Millimetres(24.89), 256};
    test::ModelMaker maker;
    const auto bright = maker.shining(Vec3(100));
    maker.quad({0, -3, -4}, {6, -3, -4}, {6, 3, -4}, {0, 3, -4}, bright);
    const Snapshot snapshot = snapshotOf(maker);
    View view;
    view.width = 256;
    view.height = 16;
    view.camera.verticalFov = 2 * std::atan(24.89 / 35 / 2 * view.height / view.width);
    view.camera.sceneLinearPerNit = 0.01;
    FinalQuality quality;
    quality.samples = 64;
    quality.linear = true;
    quality.shutter = [&](double share, Snapshot&, View& v) { v.camera.pose.position.x = (share - 0.5) * smear.metresPerSecond * smear.exposure.value; };
    const auto moved = renderer->render(snapshot, view, quality);
    ASSERT_TRUE(moved.has_value()) << toText(moved.error());
    // Even motion over a straight edge is a straight ramp; its first and second moments say where and how long.
    double mean = 0, square = 0, sum = 0;
    for (std::uint32_t x = 1; x < view.width; ++x) {
        const double step = at(moved->linear, x, 8).y - at(moved->linear, x - 1, 8).y;
        EXPECT_GE(step, -1e-3) << x;
        sum += step;
        mean += step * x;
        square += step * x * x;
    }
    EXPECT_NEAR(sum, 1, 0.01);
    mean /= sum;
    const double length = std::sqrt(12 * (square / sum - mean * mean));
    EXPECT_NEAR(mean, 128, 0.5);
    EXPECT_NEAR(length, optics::motionBlurPx(smear), 0.03 * optics::motionBlurPx(smear));
    EXPECT_GT(length, 10);
}

TEST_F(RenderTest, AClosedShutterMovesNothing) {
    test::ModelMaker maker;
    maker.floor(2, maker.shining(Vec3(50)));
    const Snapshot snapshot = snapshotOf(maker);
    FinalQuality still, held;
    still.samples = held.samples = 8;
    held.shutter = [](double, Snapshot&, View&) {};
    const View view = fromAbove();
    const auto a = renderer->render(snapshot, view, still), b = renderer->render(snapshot, view, held);
    ASSERT_TRUE(a.has_value() && b.has_value());
    EXPECT_EQ(a->picture.rgba, b->picture.rgba);
}

}  // namespace
}  // namespace recce::render
