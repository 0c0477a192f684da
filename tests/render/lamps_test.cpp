// Every kind of lamp against photometry, in every part that turns candela into light: meter, probes, reference, picture.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "render/fixture.h"
#include "render/lamp_cases.h"
#include "render/reference.h"
#include "sight/light.h"

namespace recce::render {
namespace {

constexpr double kGrey = 0.18;

/// 1 %, and a hair where nothing should be.
double tolerance(const test::LampCase& c) { return 0.01 * c.lux + 0.05; }

TEST(Lamps, TheMeterReadsWhatPhotometrySays) {
    for (const auto& c : test::lampCases()) {
        Snapshot snapshot;
        snapshot.lamps.push_back(c.lamp);
        SightModels known;
        const auto reading = readLight(snapshot, {}, known);
        ASSERT_TRUE(reading);
        EXPECT_NEAR(reading->lamps.at(0).value, c.lux, tolerance(c)) << c.name;
    }
}

TEST(Lamps, TheProbesGetTheSame) {
    const auto nothing = SightScene::make({});
    for (const auto& c : test::lampCases()) {
        const std::array lights{ProbeLight(static_cast<const optics::Emitter&>(c.lamp))};
        constexpr std::size_t kPoints = 2048;
        double sum = 0;
        for (std::size_t i = 0; i < kPoints; ++i) sum += directLight(*nothing, lights, Vec3(0), {0, 1, 0}, i).y;
        EXPECT_NEAR(sum / kPoints, c.lux, tolerance(c)) << c.name;
    }
}

TEST(Lamps, TheReferenceShowsTheSame) {
    for (const auto& c : test::lampCases()) {
        test::ModelMaker maker;
        maker.floor(4, maker.matt(Vec3(kGrey)));
        Snapshot snapshot;
        snapshot.models.push_back({maker.finish(), Mat4(1), 7, false, {}});
        snapshot.lamps.push_back(c.lamp);
        View view;
        view.width = view.height = 16;
        view.camera.pose = {Vec3(0, 0.4, 0), toRotation({0, -kPi / 2, 0})};
        view.camera.orthoHeight = Metres(0.001);
        view.camera.sceneLinearPerNit = 1;
        SightModels known;
        ReferenceSettings settings;
        settings.samples = 256;
        settings.noise = settings.clamp = 0;
        settings.bounces = 0;
        const auto picture = traceReference(snapshot, view, known, settings);
        ASSERT_TRUE(picture);
        double sum = 0;
        for (std::size_t i = 0; i < 256; ++i) sum += picture->linear.rgba[4 * i + 1];
        EXPECT_NEAR(sum / 256 * kPi / kGrey, c.lux, 1.5 * tolerance(c)) << c.name << ": the noise of 65536 paths is in it";
    }
}

TEST(Lamps, AProfilesFluxIsWhatItsLampSends) {
    // Photometry's sphere around the lamp: every direction once.
    render::Lamp lamp;
    lamp.profile = test::lopsidedProfile();
    ASSERT_TRUE(lamp.profile);
    lamp.candela = Vec3(lamp.profile->peak().value);
    lamp.pose.rotation = toRotation({0.4, -0.3, 1.1});
    const auto directions = spreadDirections(20000);
    double sum = 0;
    for (const Vec3& d : directions) sum += lamp.relative(d) * lamp.candela.y;
    // The flux of photometry's books takes the mean of four corners for each zone: in steps of 10 degrees that is off by 1.5 %.
    EXPECT_NEAR(sum * 4 * kPi / 20000, lamp.profile->flux().value, 0.02 * lamp.profile->flux().value);
    EXPECT_NEAR(lamp.reach(), 80 * kPi / 180, 2 * kPi / 180);
}

/// Lux on the floor at the origin, read from the raster picture.
double pictureLux(const LinearPicture& p) { return p.rgba[4 * 36 + 1] * kPi / kGrey; }

Snapshot overGrey(const render::Lamp& lamp) {
    test::ModelMaker maker;
    maker.floor(4, maker.matt(Vec3(kGrey)));
    Snapshot snapshot;
    auto model = maker.finish();
    snapshot.bounds = model->bounds();
    snapshot.models.push_back({std::move(model), Mat4(1), 7, false, {}});
    snapshot.lamps.push_back(lamp);
    return snapshot;
}

View atTheOrigin() {
    View view;
    view.width = view.height = 8;
    view.camera.pose = {Vec3(0, 0.4, 0), toRotation({0, -kPi / 2, 0})};
    view.camera.orthoHeight = Metres(0.008);
    view.camera.sceneLinearPerNit = 1;
    return view;
}

TEST_F(RenderTest, AFloorShowsTheLuxOfEveryLampAtOnce) {
    // One frame alone: what the window shows while things move.
    for (const auto& c : test::lampCases()) {
        EXPECT_NEAR(pictureLux(draw(overGrey(c.lamp), atTheOrigin(), 1).linear), c.lux, tolerance(c) + 0.15) << c.name;
    }
}

TEST_F(RenderTest, AFloorShowsTheLuxOfEveryLampOverManySamples) {
    for (const auto& c : test::lampCases()) {
        // Spheres, and faces that the floor's horizon cuts, are added up point by point: that takes more of them.
        const bool cut = c.name.find("floor") != std::string::npos;
        const bool points = cut || c.lamp.kind == LampKind::Bulb;
        EXPECT_NEAR(pictureLux(draw(overGrey(c.lamp), atTheOrigin(), points ? 64 : 16).linear), c.lux, (cut ? 3 : 1) * tolerance(c) + 0.15) << c.name;
    }
}

}  // namespace
}  // namespace recce::render
