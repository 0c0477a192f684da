// Flags, nets and diffusion frames in the way of a lamp: lux on a floor, read from both renderers' pictures and by the meter,
// against closed forms.
#include <gtest/gtest.h>

#include <cmath>

#include "asset/cloth_model.h"
#include "render/acceptance.h"
#include "render/frame_light.h"
#include "sight/light.h"

namespace recce::render {
namespace {

constexpr double kGrey = 0.18, kSide = 1.2192, kHigh = 2;
const PanTiltRoll kDown{0, -kPi / 2, 0};

/// Luminous flux through a square from a point source over its middle, per candela: the solid angle of a pyramid.
double solidAngle(double side, double distance) {
    const double a = side / (2 * distance);
    return 4 * std::asin(a * a / (1 + a * a));
}
/// Illuminance under the middle of a Lambertian square parallel to the plane, over its luminance (four corner factors).
double underSquare(double side, double distance) {
    const double a = side / (2 * distance), r = std::sqrt(1 + a * a);
    return 4 * (a / r * std::atan(a / r));
}

class Cloths : public AcceptanceTest {
protected:
    /// A grey floor, a lamp at `lampAt` and a cloth over the origin, level unless `tilt`.
    static Snapshot under(const Vec3& lampAt, double candela, const optics::Screen& cloth, double reflected = 0) {
        test::ModelMaker maker;
        maker.floor(6, maker.matt(Vec3(kGrey)));
        Snapshot snapshot;
        auto model = maker.finish();
        snapshot.bounds = model->bounds();
        snapshot.bounds.add(Vec3(0, kHigh + 1.5, 0));
        snapshot.models.push_back({std::move(model), Mat4(1), 7, false, {}});
        Lamp lamp;
        lamp.kind = LampKind::Bulb;
        lamp.pose.position = lampAt;
        lamp.candela = Vec3(candela);
        lamp.width = lamp.height = Metres(0.01);
        snapshot.lamps.push_back(lamp);
        snapshot.screens.push_back(cloth);
        PlacedModel placed{clothModel({cloth.width, cloth.height, cloth.straight, reflected, 0.001}), toMatrix(cloth.pose, Vec3(1)), 8, false, {}};
        placed.screen = 0;
        snapshot.models.push_back(placed);
        const FrameLight frames = lightFrames(snapshot.screens, snapshot.lamps, snapshot.daylight, nullptr);
        snapshot.lamps.insert(snapshot.lamps.end(), frames.lamps.begin(), frames.lamps.end());
        return snapshot;
    }
    static optics::Screen level(double straight, double diffused, const Vec3& at = {0, kHigh, 0}) {
        return {{at, toRotation(kDown)}, Metres(kSide), Metres(kSide), straight, diffused};
    }
    static View floorAt(double x, double z) {
        View view;
        view.width = view.height = 8;
        view.camera.pose = {Vec3(x, 0.4, z), toRotation(kDown)};
        view.camera.orthoHeight = Metres(0.008);
        view.camera.sceneLinearPerNit = 1;
        return view;
    }
    /// Light that comes straight from lamps and frames, without what surfaces throw back: no probes, no bounces.
    Seen direct(const Snapshot& snapshot, const View& view, std::uint32_t paths) { return {draw(snapshot, view, 1).linear, reference(snapshot, view, {1, paths, 0, 0})}; }
    static double lux(const LinearPicture& p) { return mean(p).y * kPi / kGrey; }
    static double byMeter(const Snapshot& snapshot, const Vec3& at) {
        SightModels known;
        const auto reading = readLight(snapshot, {at, {0, 1, 0}, Receptor::Flat}, known);
        EXPECT_TRUE(reading);
        double sum = 0;
        for (const Lux& l : reading->lamps) sum += l.value;
        return sum;
    }
    /// What the probes and the inspector's reading gather.
    static double bySight(const Snapshot& snapshot, const Vec3& at) {
        SightContents contents;
        SightModels known;
        for (const auto& m : snapshot.models) contents.pieces.push_back(sightPiece(m, known));
        const auto scene = SightScene::make(contents);
        const auto lights = probeLights(indirectInput(snapshot));
        constexpr std::size_t kPoints = 512;
        double sum = 0;
        for (std::size_t i = 0; i < kPoints; ++i) sum += directLight(*scene, lights, at, {0, 1, 0}, i).y / kPoints;
        return sum;
    }
};

TEST_F(Cloths, AFrameUnderALampIsASoftSourceOfTheFluxThatComesThrough) {
    const double candela = 4000, above = 3, tau = 0.4;
    const Snapshot snapshot = under({0, kHigh + above, 0}, candela, level(0, tau));
    ASSERT_EQ(snapshot.lamps.size(), 2u);
    const double flux = candela * solidAngle(kSide, above) * tau;
    EXPECT_NEAR(snapshot.lamps[1].candela.y, flux / kPi, 0.005 * flux / kPi);
    const double expected = flux / (kPi * kSide * kSide) * underSquare(kSide, kHigh);
    const Seen seen = direct(snapshot, floorAt(0, 0), 600);
    figure("lux under a 4x4 frame", "lx", expected, lux(seen.raster), lux(seen.reference), {0.03, 0.03});
    EXPECT_NEAR(byMeter(snapshot, Vec3(0)), expected, 0.03 * expected);
    EXPECT_NEAR(bySight(snapshot, Vec3(0)), expected, 0.03 * expected);
    // Beside the frame's shadow the lamp itself shines past it.
    const Vec3 beside(2.6, 0, 0);
    const double d2 = 2.6 * 2.6 + 25, straight = candela * 5 / (d2 * std::sqrt(d2));
    const Seen past = direct(snapshot, floorAt(beside.x, beside.z), 600);
    EXPECT_GT(lux(past.raster), straight);
    EXPECT_NEAR(lux(past.raster), lux(past.reference), 0.03 * lux(past.reference));
}

TEST_F(Cloths, ALampNearAFrameLightsPartOfIt) {
    // Forty centimetres behind, off the middle: the lit patch is smaller than the frame, and so is the source. An even rectangle
    // stands for a bright middle with a wide skirt: 5 %.
    const Snapshot snapshot = under({0.25, kHigh + 0.4, 0}, 1000, level(0, 0.5));
    ASSERT_EQ(snapshot.lamps.size(), 2u);
    EXPECT_LT(snapshot.lamps[1].width.value, 0.95 * kSide);
    EXPECT_GT(snapshot.lamps[1].pose.position.x, 0.08);
    for (const double x : {-0.6, 0.0, 0.8}) {
        const Seen seen = direct(snapshot, floorAt(x, 0.3), 1200);
        EXPECT_NEAR(lux(seen.raster), lux(seen.reference), 0.05 * lux(seen.reference)) << x;
        EXPECT_NEAR(byMeter(snapshot, {x, 0, 0.3}), lux(seen.reference), 0.03 * lux(seen.reference)) << x;
    }
}

TEST_F(Cloths, AFlagCutsAndANetTakesItsStops) {
    const double candela = 2500, whole = candela / 25;
    for (const double straight : {0.0, 0.5, 0.707}) {
        const Snapshot snapshot = under({0, 5, 0}, candela, level(straight, 0));
        EXPECT_EQ(snapshot.lamps.size(), 1u);
        const Seen behind = direct(snapshot, floorAt(0.3, -0.2), 64);
        const double d2 = 25 + 0.09 + 0.04, here = candela * 5 / (d2 * std::sqrt(d2)) * straight;
        figure(fmt::format("lux behind a cloth that lets {} through", straight), "lx", here, lux(behind.raster), lux(behind.reference), {0.01, 0.01, whole});
        EXPECT_NEAR(byMeter(snapshot, {0.3, 0, -0.2}), here, 0.01 * whole);
        EXPECT_NEAR(bySight(snapshot, {0.3, 0, -0.2}), here, 0.01 * whole);
    }
    // The edge of the shadow: 0.6096 m at 3 m is 1.016 m at 5 m.
    const Snapshot flag = under({0, 5, 0}, candela, level(0, 0));
    for (const auto& [x, lit] : {std::pair(0.99, false), std::pair(1.04, true)}) {
        const Seen edge = direct(flag, floorAt(x, 0), 64);
        EXPECT_EQ(lux(edge.raster) > 20, lit) << x;
        EXPECT_EQ(lux(edge.reference) > 20, lit) << x;
    }
}

TEST_F(Cloths, TheSunComesThroughASilkOverhead) {
    Snapshot snapshot = under({0, 0.5, 30}, 1e-3, level(0.05, 0.3));
    snapshot.lamps.resize(1);
    snapshot.daylight.toSun = {0, 1, 0};
    snapshot.daylight.sunLux = Vec3(80000);
    const FrameLight frames = lightFrames(snapshot.screens, {}, snapshot.daylight, nullptr);
    ASSERT_EQ(frames.lamps.size(), 1u);
    EXPECT_FALSE(frames.lamps[0].through->lamp);
    snapshot.lamps = frames.lamps;
    const double expected = 80000 * (0.05 + 0.3 / kPi * underSquare(kSide, kHigh));
    const Seen seen = direct(snapshot, floorAt(0, 0), 600);
    figure("lux under a silk in the sun", "lx", expected, lux(seen.raster), lux(seen.reference), {0.03, 0.03});
}

TEST_F(Cloths, AFrameShowsTheLightThatComesThroughIt) {
    // Seen from below: its luminance is E tau / pi.
    const double candela = 4000, above = 3, tau = 0.4;
    Snapshot snapshot = under({0, kHigh + above, 0}, candela, level(0, tau));
    const FrameLight frames = lightFrames(snapshot.screens, {snapshot.lamps[0]}, snapshot.daylight, nullptr);
    ASSERT_EQ(frames.sides.size(), 1u);
    snapshot.models[1].changes.push_back({std::string(frames.sides[0].front ? kClothFront : kClothBack), {}, {}, frames.sides[0].nits});
    View view = floorAt(0, 0);
    view.camera.pose = {Vec3(0, 0.5, 0), toRotation({0, kPi / 2, 0})};
    const double expected = candela / (above * above) * tau / kPi;
    const Seen seen = direct(snapshot, view, 200);
    figure("luminance of a lit frame", "cd/m2", expected, mean(seen.raster).y, mean(seen.reference).y, {0.06, 0.02});
}

}  // namespace
}  // namespace recce::render
