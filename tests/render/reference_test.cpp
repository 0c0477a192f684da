// The reference picture against closed forms, an independent truth: only then may it judge the raster picture. Needs no device.
#include <gtest/gtest.h>

#include <cmath>

#include <fmt/format.h>

#include "optics/lens.h"
#include "optics/photometry.h"
#include "render/look.h"
#include "render/models.h"
#include "render/reference.h"

namespace recce::render {
namespace {

constexpr double kGrey = 0.18;

Snapshot snapshotOf(test::ModelMaker& maker) {
    Snapshot snapshot;
    auto model = maker.finish();
    snapshot.bounds = model->bounds();
    snapshot.models.push_back({std::move(model), Mat4(1), 7, false, {}});
    return snapshot;
}

View looking(const Vec3& from, const PanTiltRoll& angles, double verticalFov, std::uint32_t width, std::uint32_t height) {
    View view;
    view.width = width;
    view.height = height;
    view.camera.pose = {from, toRotation(angles)};
    view.camera.verticalFov = verticalFov;
    view.camera.sceneLinearPerNit = 1;
    return view;
}

LinearPicture trace(const Snapshot& snapshot, const View& view, std::uint32_t samples, std::uint32_t bounces = 8, std::size_t threads = 0) {
    SightModels known;
    ReferenceSettings settings;
    settings.samples = samples;
    settings.noise = 0;
    settings.clamp = 0;
    settings.bounces = bounces;
    settings.threads = threads;
    auto picture = traceReference(snapshot, view, known, settings);
    EXPECT_TRUE(picture) << (picture ? "" : toText(picture.error()));
    return picture ? picture->linear : LinearPicture{};
}

Vec3 pixel(const LinearPicture& p, std::uint32_t x, std::uint32_t y) {
    const float* c = p.rgba.data() + 4 * (std::size_t{y} * p.width + x);
    return {c[0], c[1], c[2]};
}
Vec3 mean(const LinearPicture& p) {
    Vec3 sum(0);
    for (std::uint32_t y = 0; y < p.height; ++y)
        for (std::uint32_t x = 0; x < p.width; ++x) sum += pixel(p, x, y);
    return sum / static_cast<double>(p.width * p.height);
}

Lamp lampAt(LampKind kind, const Vec3& at, double candela, Metres width, Metres height) {
    Lamp lamp;
    lamp.kind = kind;
    lamp.pose = {at, toRotation({0, -kPi / 2, 0})};
    lamp.candela = Vec3(candela);
    lamp.width = width;
    lamp.height = height;
    return lamp;
}

/// Lux at a point of a grey floor under the lamp, read from a small picture.
double floorLux(const Lamp& lamp, const Vec3& at, std::uint32_t samples = 4096) {
    test::ModelMaker maker;
    maker.floor(8, maker.matt(Vec3(kGrey)));
    Snapshot snapshot = snapshotOf(maker);
    snapshot.lamps.push_back(lamp);
    View view = looking(at + Vec3(0, 0.4, 0), {0, -kPi / 2, 0}, 0.02, 4, 4);
    return mean(trace(snapshot, view, samples / 16, 0)).y * kPi / kGrey;
}

TEST(Reference, AGreyCardAtItsMeterReadingIsGrey) {
    test::ModelMaker maker;
    maker.floor(3, maker.matt(Vec3(kGrey)));
    Snapshot snapshot = snapshotOf(maker);
    snapshot.daylight.sunLux = Vec3(80000);
    View view = looking({0, 2, 0}, {0, -kPi / 2, 0}, 0.5, 8, 8);
    view.camera.sceneLinearPerNit = kPi / 80000;
    EXPECT_NEAR(mean(trace(snapshot, view, 64)).y, 0.18, 0.18 * 0.005);
}

TEST(Reference, LampsGiveWhatPhotometrySays) {
    // A point, a spot on its axis and at half its beam, a panel by the polygon formula, a tube, each read from a floor.
    EXPECT_NEAR(floorLux(lampAt(LampKind::Bulb, {0, 2, 0}, 1000, Metres(0.01), Metres(0.01)), Vec3(0)), 250, 0.5);
    EXPECT_NEAR(floorLux(lampAt(LampKind::Bulb, {0, 2, 0}, 1000, Metres(0.01), Metres(0.01)), {1.5, 0, 0}), 1000 * 2 / std::pow(6.25, 1.5), 0.3);
    Lamp spot = lampAt(LampKind::Spot, {0, 3, 0}, 900, Metres(0.01), Metres(0.01));
    spot.halfBeam = std::atan(1.0 / 3);
    EXPECT_NEAR(floorLux(spot, Vec3(0)), 100, 0.3);
    EXPECT_NEAR(floorLux(spot, {1, 0, 0}), 900 * 0.5 * (3 / std::sqrt(10.0)) / 10, 0.5);
    const Lamp panel = lampAt(LampKind::Panel, {0, 2, 0}, 5000 * 1.44, Metres(1.2), Metres(1.2));
    EXPECT_NEAR(floorLux(panel, Vec3(0)), 1608.05, 16) << "imaging.md 2.2: a point would give 1800";
    const std::array<Vec3, 4> corners = {Vec3(-1.6, 2, -0.6), Vec3(-0.4, 2, -0.6), Vec3(-0.4, 2, 0.6), Vec3(-1.6, 2, 0.6)};
    EXPECT_NEAR(floorLux(panel, {1, 0, 0}), optics::polygonLux(corners, Vec3(0, 1, 0), Nits(5000)).value, 12);
    // A tube of 8,000 cd/m2: square to its side it shines 2 R l L.
    const Lamp tube = lampAt(LampKind::Tube, {0, 1, 0}, 2 * 0.013 * 1.2 * 8000, Metres(1.2), Metres(0.026));
    EXPECT_NEAR(floorLux(tube, Vec3(0)), optics::tubeLux({Metres(0.013), Metres(1.2), Metres(1)}, Nits(8000)).value, 2.0);
}

TEST(Reference, AClosedRoomFillsWithLightAsTheSphereFormulaSays) {
    // imaging.md 4.5, 2: a 4 m cube of one grey, 10,000 lm in the middle: mean bounced light Phi / S rho / (1 - rho).
    for (const double rho : {0.2, 0.5, 0.8}) {
        test::ModelMaker maker;
        maker.room(Vec3(-2), Vec3(2), maker.matt(Vec3(rho)));
        Snapshot snapshot = snapshotOf(maker);
        snapshot.lamps.push_back(lampAt(LampKind::Bulb, Vec3(0), 10000 / (4 * kPi), Metres(0.02), Metres(0.02)));
        // A right angle from the middle sees one wall, every part of it by its area.
        const double lux = mean(trace(snapshot, looking(Vec3(0), {0.0, 0.0, 0.0}, kPi / 2, 16, 16), 192, 60)).y * kPi / rho;
        const double expected = 10000.0 / 96 * rho / (1 - rho);
        EXPECT_NEAR(lux - 10000.0 / 96, expected, 0.02 * expected) << rho;
    }
}

TEST(Reference, NothingGainsOrLosesInAWhiteFurnace) {
    for (const bool metal : {false, true}) {
        for (const double roughness : {0.1, 0.3, 0.6, 1.0}) {
            test::ModelMaker maker;
            const auto white = maker.matt(Vec3(1));
            maker.materials[white].metallic = metal ? 1 : 0;
            maker.materials[white].roughness = static_cast<float>(roughness);
            maker.sphere(Vec3(0), 0.5, white);
            maker.room(Vec3(-5), Vec3(5), maker.shining(Vec3(1)));
            const Snapshot snapshot = snapshotOf(maker);
            // The whole sphere, from edge to edge.
            const View view = looking({0, 0, 3}, {0, 0, 0}, 2 * std::asin(0.5 / 3) * 0.7, 24, 24);
            EXPECT_NEAR(mean(trace(snapshot, view, 96)).y, 1, 0.02) << fmt::format("metal {} roughness {}", metal, roughness);
            if (!metal) break;
        }
    }
}

TEST(Reference, LightAddsAndExposureScales) {
    test::ModelMaker maker;
    maker.floor(3, maker.matt({0.6, 0.3, 0.2}));
    maker.box({-0.3, 0, -0.3}, {0.3, 0.8, 0.3}, maker.matt(Vec3(0.5)));
    Snapshot snapshot = snapshotOf(maker);
    snapshot.lamps.push_back(lampAt(LampKind::Bulb, {1, 2, 1}, 500, Metres(0.05), Metres(0.05)));
    View view = looking({0, 1.5, 4}, {0, -0.25, 0}, 0.6, 16, 9);
    const LinearPicture one = trace(snapshot, view, 32);
    snapshot.lamps[0].candela *= 2;
    const LinearPicture twice = trace(snapshot, view, 32);
    view.camera.sceneLinearPerNit = 0.5;
    const LinearPicture stopped = trace(snapshot, view, 32);
    for (std::size_t i = 0; i < one.rgba.size(); ++i) {
        if (i % 4 == 3) continue;
        EXPECT_NEAR(twice.rgba[i], 2 * one.rgba[i], 1e-4 * (1 + std::abs(one.rgba[i])));
        EXPECT_NEAR(stopped.rgba[i], one.rgba[i], 1e-4 * (1 + std::abs(one.rgba[i]))) << "a stop closed takes back a stop of light";
    }
}

TEST(Reference, APointOutOfFocusHasTheLensesDisc) {
    // 50 mm at f/2 focused at 2 m, a small light at 4 m: 0.3205 mm on the sensor (imaging.md 1.3).
    test::ModelMaker maker;
    maker.box({-0.001, -0.001, -4.001}, {0.001, 0.001, -3.999}, maker.shining(Vec3(1e5)));
    const Snapshot snapshot = snapshotOf(maker);
    const double frameMm = 2.0;  // a small part of the sensor, so that the disc covers many pixels
    View view = looking(Vec3(0), {0, 0, 0}, 2 * std::atan(frameMm / 2 / 50), 50, 50);
    // The picture's scale is the marked focal length's: the pupil is taken larger by what a lens at 2 m is drawn out.
    view.camera.apertureRadius = Metres(0.050 / 2 / 2 * 2 / (2 - 0.05));
    view.camera.focus = Metres(2);
    const LinearPicture picture = trace(snapshot, view, 1024, 0);
    double lit = 0, moment = 0;
    for (std::uint32_t y = 0; y < 50; ++y) {
        for (std::uint32_t x = 0; x < 50; ++x) {
            const double v = pixel(picture, x, y).y;
            lit += v;
            moment += v * ((x - 24.5) * (x - 24.5) + (y - 24.5) * (y - 24.5));
        }
    }
    // An even disc's mean squared radius is half its radius squared.
    const double diameterMm = 2 * std::sqrt(2 * moment / lit) * frameMm / 50;
    const double expected = optics::blurDisc({Millimetres(50), FStop(2), Metres(2), Millimetres(0.03)}, Metres(4)).value;
    EXPECT_NEAR(diameterMm, expected, 0.02 * expected);
}

TEST(Reference, RulerMarksLieWhereTheAngleOfViewPutsThem) {
    // Thin shining marks every 20 cm on a wall 3 m away, seen by 35 mm on a 24.89 mm gate.
    test::ModelMaker maker;
    const auto glow = maker.shining(Vec3(100));
    for (int i = -4; i <= 4; ++i) maker.box({i * 0.2 - 0.002, -1, -3.001}, {i * 0.2 + 0.002, 1, -3}, glow);
    const Snapshot snapshot = snapshotOf(maker);
    const std::uint32_t width = 320, height = 8;
    View view = looking(Vec3(0), {0, 0, 0}, 2 * std::atan(24.89 * height / width / 2 / 35), width, height);
    const LinearPicture picture = trace(snapshot, view, 64, 0);
    for (int i = -4; i <= 4; ++i) {
        const double expected = (i * 0.2 / 3 * 35 / 24.89 + 0.5) * width;
        double sum = 0, weight = 0;
        for (int x = std::max(0, static_cast<int>(expected) - 4); x <= std::min(319, static_cast<int>(expected) + 4); ++x) {
            const double v = pixel(picture, static_cast<std::uint32_t>(x), 4).y;
            sum += v * (x + 0.5);
            weight += v;
        }
        ASSERT_GT(weight, 0) << i;
        EXPECT_NEAR(sum / weight, expected, 0.3) << i;
    }
}

TEST(Reference, TwoPanesLetThroughWhatTheirFacesLeave) {
    // n 1.5 at normal: each pane passes 1 - 2r/(1+r), two .852.
    test::ModelMaker maker;
    cooked::Material glass;
    glass.baseColour = {1, 1, 1, 1};
    glass.transmission = 1;
    glass.ior = 1.5f;
    glass.roughness = 0;
    glass.doubleSided = 1;
    maker.materials.push_back(glass);
    for (const double z : {-1.0, -1.5}) maker.quad({-1, -1, z}, {1, -1, z}, {1, 1, z}, {-1, 1, z}, 0);
    maker.quad({-2, -2, -3}, {2, -2, -3}, {2, 2, -3}, {-2, 2, -3}, maker.shining(Vec3(100)));
    const Snapshot snapshot = snapshotOf(maker);
    const double seen = mean(trace(snapshot, looking(Vec3(0), {0, 0, 0}, 0.05, 16, 16), 256)).y;
    // A little comes back and forth between the panes: T^2 (1 + R^2 ...).
    const double r = 0.04, mirror = 2 * r / (1 + r), through = 1 - mirror;
    EXPECT_NEAR(seen / 100, through * through / (1 - mirror * mirror), 0.006);
}

TEST(Reference, SameBytesOnAnyNumberOfThreads) {
    test::ModelMaker maker;
    maker.floor(3, maker.matt({0.6, 0.3, 0.2}));
    maker.sphere({0, 0.5, 0}, 0.5, maker.matt(Vec3(0.7)), 12);
    Snapshot snapshot = snapshotOf(maker);
    snapshot.lamps.push_back(lampAt(LampKind::Panel, {1, 2, 1}, 500, Metres(0.5), Metres(0.5)));
    const View view = looking({0, 1.5, 4}, {0, -0.25, 0}, 0.6, 32, 18);
    EXPECT_EQ(trace(snapshot, view, 16, 4, 1).rgba, trace(snapshot, view, 16, 4, 3).rgba);
}

TEST(Reference, TheLightMeterReadsLampsSunAndBounceApart) {
    test::ModelMaker maker;
    maker.room(Vec3(-2), Vec3(2), maker.matt(Vec3(0.5)));
    Snapshot snapshot = snapshotOf(maker);
    snapshot.lamps.push_back(lampAt(LampKind::Bulb, Vec3(0), 10000 / (4 * kPi), Metres(0.02), Metres(0.02)));
    snapshot.daylight.sunLux = Vec3(50000);
    SightModels known;
    const auto reading = readLight(snapshot, {{0, -2, 0}, {0, 1, 0}}, known);
    ASSERT_TRUE(reading);
    EXPECT_NEAR(reading->lamps.at(0).value, 10000 / (4 * kPi) / 4, 0.5);
    EXPECT_EQ(reading->sun.value, 0) << "the room is closed";
    // The middle of a wall gets somewhat more than the mean of the bounced light, 104 lx: its neighbours face it.
    EXPECT_GT(reading->indirect.value, 104);
    EXPECT_LT(reading->indirect.value, 118);
    // Turned away from the lamp, at the same place in the open.
    EXPECT_EQ(readLight(snapshot, {{0, -1, 0}, {0, -1, 0}}, known)->lamps.at(0).value, 0);
    Snapshot open;
    open.daylight.sunLux = Vec3(80000);
    open.daylight.toSun = glm::normalize(Vec3(1, 1, 0));
    EXPECT_NEAR(readLight(open, {}, known)->sun.value, 80000 * std::sqrt(0.5), 80);
    open.daylight.sky = SkyKind::Overcast;
    open.daylight.skyLux = Vec3(10000);
    EXPECT_NEAR(readLight(open, {}, known)->indirect.value, 10000, 300) << "the sky's stated lux on open ground";
}

TEST(Reference, ADomeCountsLightFromTheSideHalf) {
    SightModels known;
    Snapshot open;
    const auto read = [&](const Vec3& from) {
        open.lamps = {lampAt(LampKind::Bulb, from, 1000, Metres(0.02), Metres(0.02))};
        return readLight(open, {Vec3(0), {0, 1, 0}, Receptor::Dome}, known)->lamps.at(0).value;
    };
    EXPECT_NEAR(read({0, 2, 0}), 250, 0.5);
    EXPECT_NEAR(read({2, 0, 0}), 125, 0.5);
    EXPECT_NEAR(read({0, -2, 0}), 0, 0.05);
    // Amid even light of L cd/m2 a flat receptor reads pi L, a dome 2 pi L.
    test::ModelMaker maker;
    maker.room(Vec3(-2), Vec3(2), maker.shining(Vec3(100)));
    const Snapshot even = snapshotOf(maker);
    EXPECT_NEAR(readLight(even, {Vec3(0.3, -0.4, 0.1), {1, 1, 0}, Receptor::Dome}, known)->indirect.value, 200 * kPi, 1);
    EXPECT_NEAR(readLight(even, {Vec3(0.3, -0.4, 0.1), {1, 1, 0}}, known)->indirect.value, 100 * kPi, 1);
}

TEST(Reference, StopsWhenQuietEnoughAndWhenTold) {
    test::ModelMaker maker;
    maker.floor(3, maker.matt(Vec3(0.5)));
    Snapshot snapshot = snapshotOf(maker);
    snapshot.daylight.sunLux = Vec3(1000);
    const View view = looking({0, 2, 0}, {0, -kPi / 2, 0}, 0.5, 8, 8);
    SightModels known;
    ReferenceSettings settings;
    settings.samples = 1000;
    settings.noise = 0.02;
    const auto quiet = traceReference(snapshot, view, known, settings);
    ASSERT_TRUE(quiet);
    EXPECT_LT(quiet->noise, 0.02);
    EXPECT_LT(quiet->samples, 1000u);
    CancelToken cancel;
    cancel.cancel();
    EXPECT_EQ(traceReference(snapshot, view, known, settings, {}, cancel).error().code, Code::Cancelled);
    View cut = view;
    cut.cutHeight = Metres(2);
    EXPECT_EQ(traceReference(snapshot, cut, known, settings).error().code, Code::Unsupported);
}
}  // namespace
}  // namespace recce::render
