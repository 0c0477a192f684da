// The disc of the sun in the sky: what it sends through the lens is the light that it gives.
#include <gtest/gtest.h>

#include "render/acceptance.h"

namespace recce::render {
namespace {

class SunDisc : public AcceptanceTest {};

TEST_F(SunDisc, ItsLuminanceAddsUpToItsLux) {
    test::ModelMaker maker;
    maker.floor(1, maker.matt(Vec3(0.2)), -50);
    Snapshot snapshot = snapshotOf(maker);
    const Vec3 toSun = glm::normalize(Vec3(0.3, 0.5, -0.8));
    snapshot.daylight = {SkyKind::Clear, toSun, Vec3(50000), Vec3(10000)};
    View view = looking(Vec3(0), toSun, radians(Degrees(1.2)), 64, 64);
    view.camera.sceneLinearPerNit = 1e-6;
    const auto lux = [&](const LinearPicture& picture) {
        const double pixel = std::pow(2 * std::tan(view.camera.verticalFov / 2) / view.height, 2);
        double sum = 0;
        for (std::uint32_t y = 0; y < 64; ++y) {
            for (std::uint32_t x = 0; x < 64; ++x) sum += at(picture, x, y).y / view.camera.sceneLinearPerNit * pixel;
        }
        return sum;
    };
    const auto of = [&](const LinearPicture& picture, const LinearPicture& without) { return lux(picture) - lux(without); };
    Snapshot dull = snapshot;
    dull.daylight.sunLux = Vec3(0);
    EXPECT_NEAR(of(draw(snapshot, view, 16).linear, draw(dull, view, 16).linear), 50000, 1000);
    EXPECT_NEAR(of(reference(snapshot, view, {1, 16, 0}), reference(dull, view, {1, 16, 0})), 50000, 1000);
    // Half a degree across: a pixel at its middle, and one past its limb.
    const auto picture = draw(snapshot, view, 16).linear;
    EXPECT_GT(at(picture, 32, 32).y, 100);
    EXPECT_LT(at(picture, 48, 32).y, 1);
}

}  // namespace
}  // namespace recce::render
