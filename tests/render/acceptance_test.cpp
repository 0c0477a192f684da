// The acceptance tests of both renderers, read from their pictures: the raster one that people work with and the reference that
// judges it. Numbers are those of the list in docs/accuracy.md. Matt means a surface without any mirror, so that L = rho E / pi.
#include <gtest/gtest.h>

#include "base/files.h"
#include "export/pictures.h"
#include "optics/colour.h"
#include "optics/exposure.h"
#include "optics/lens.h"
#include "optics/photometry.h"
#include "render/acceptance.h"
#include "render/lamp_cases.h"

namespace recce::render {
namespace {

constexpr double kGrey = 0.18;

TEST_F(AcceptanceTest, No1_AWhiteFurnaceStaysWhite) {
    struct Ball {
        const char* name;
        double metallic, ior;
    };
    for (const Ball& ball : {Ball{"matt", 0, 1}, Ball{"varnished", 0, 1.5}, Ball{"metal", 1, 1.5}}) {
        for (const double roughness : {0.1, 0.3, 0.5, 0.75, 1.0}) {
            test::ModelMaker maker;
            const auto white = maker.matt(Vec3(1));
            maker.materials[white].metallic = static_cast<float>(ball.metallic);
            maker.materials[white].ior = static_cast<float>(ball.ior);
            maker.materials[white].roughness = static_cast<float>(roughness);
            maker.sphere(Vec3(0), 0.5, white);
            maker.room(Vec3(-3), Vec3(3), maker.shining(Vec3(1)));
            const Snapshot snapshot = snapshotOf(maker);
            const Seen seen = see(snapshot, looking({0, 0, 2.5}, {0, 0, -1}, 2 * std::asin(0.5 / 2.5), 64, 64), {1, 16, 16});
            figure(fmt::format("{} ball, roughness {}, mean", ball.name, roughness), "cd/m2", 1, mean(seen.raster).y, mean(seen.reference).y, {0.02, 0.02});
        }
    }
}

TEST_F(AcceptanceTest, No2_AClosedRoomFillsWithLight) {
    // A 4 m cube of one grey, 10,000 lm in the middle: bounced light of Phi / S rho / (1 - rho) on every wall in the mean.
    const double direct = 10000.0 / 96;
    for (const double rho : {0.2, 0.5, 0.8}) {
        test::ModelMaker maker;
        maker.room(Vec3(-2), Vec3(2), maker.matt(Vec3(rho)));
        Snapshot snapshot = snapshotOf(maker);
        snapshot.lamps.push_back(lampAt(LampKind::Bulb, Vec3(0), 10000 / (4 * kPi), 0.02, 0.02));
        // A right angle from the middle sees one wall, every part of it by its area.
        const Seen seen = see(snapshot, looking(Vec3(0), {0, 0, -1}, kPi / 2, 32, 32), {1, 192, 60});
        const auto bounced = [&](const LinearPicture& p) { return mean(p).y * kPi / rho - direct; };
        figure(fmt::format("bounced light, walls of {}", rho), "lx", direct * rho / (1 - rho), bounced(seen.raster), bounced(seen.reference),
               {0.10, 0.02});
    }
}

TEST_F(AcceptanceTest, No3_ACornellBoxIsLitAsThePathTracerLightsIt) {
    const Vec3 white(0.73), red(0.63, 0.06, 0.05), green(0.14, 0.45, 0.09);
    Snapshot snapshot;
    const auto add = [&](const auto& build, const Vec3& colour) {
        test::ModelMaker maker;
        build(maker, maker.matt(colour));
        auto model = maker.finish();
        snapshot.bounds.add(model->bounds());
        snapshot.models.push_back({std::move(model), Mat4(1), static_cast<PickTag>(snapshot.models.size() + 1), false, {}});
    };
    using test::ModelMaker;
    add([](ModelMaker& m, auto c) { m.quad({-1.4, 0, 1.4}, {1.4, 0, 1.4}, {1.4, 0, -1.4}, {-1.4, 0, -1.4}, c); }, white);
    add([](ModelMaker& m, auto c) { m.quad({-1.4, 2.8, -1.4}, {1.4, 2.8, -1.4}, {1.4, 2.8, 1.4}, {-1.4, 2.8, 1.4}, c); }, white);
    add([](ModelMaker& m, auto c) { m.quad({-1.4, 0, -1.4}, {1.4, 0, -1.4}, {1.4, 2.8, -1.4}, {-1.4, 2.8, -1.4}, c); }, white);
    add([](ModelMaker& m, auto c) { m.quad({-1.4, 0, 1.4}, {-1.4, 0, -1.4}, {-1.4, 2.8, -1.4}, {-1.4, 2.8, 1.4}, c); }, red);
    add([](ModelMaker& m, auto c) { m.quad({1.4, 0, -1.4}, {1.4, 0, 1.4}, {1.4, 2.8, 1.4}, {1.4, 2.8, -1.4}, c); }, green);
    add([](ModelMaker& m, auto c) { m.box({-0.95, 0, -0.85}, {-0.15, 1.6, -0.05}, c); }, white);
    add([](ModelMaker& m, auto c) { m.box({0.2, 0, 0.1}, {1.0, 0.8, 0.9}, c); }, white);
    snapshot.lamps.push_back(lampAt(LampKind::Panel, {0, 2.79, 0}, 3000, 0.7, 0.7));
    View view = looking({0, 1.4, 5.4}, {0, 0, -1}, 2 * std::atan(1.4 / 4.0), 64, 64);
    view.camera.sceneLinearPerNit = 1.0 / 200;
    const Seen seen = see(snapshot, view, {48, 256, 12});
    const auto tags = renderer->pick(snapshot, view, {0, 0, 64, 64});
    ASSERT_TRUE(tags.has_value());
    const char* names[] = {"floor", "ceiling", "back wall", "red wall", "green wall", "tall box", "low box"};
    for (PickTag tag = 1; tag <= 7; ++tag) {
        Vec3 byRaster(0), byReference(0);
        for (std::uint32_t y = 0; y < 64; ++y) {
            for (std::uint32_t x = 0; x < 64; ++x) {
                if ((*tags)[y * 64 + x] != tag) continue;
                byRaster += at(seen.raster, x, y);
                byReference += at(seen.reference, x, y);
            }
        }
        const double expected = optics::luminance(byReference);
        figure(fmt::format("{}, mean luminance beside the path tracer's", names[tag - 1]), "", 1, optics::luminance(byRaster) / expected, 1, {0.05, 0.01});
    }
    double squares = 0;
    for (std::uint32_t y = 0; y < 64; ++y)
        for (std::uint32_t x = 0; x < 64; ++x) squares += std::pow(optics::luminance(at(seen.raster, x, y) - at(seen.reference, x, y)), 2);
    const double rms = std::sqrt(squares / (64 * 64)) / optics::luminance(mean(seen.reference));
    figure("root mean square difference over the mean", "", 0, rms, 0, {0.15, 0.15, 1});
}

TEST_F(AcceptanceTest, No4_LampsGiveAFloorWhatPhotometrySays) {
    double globe = 0;  // radius of one that shines a little round the lamp
    const auto lux = [&](const Lamp& lamp, const Vec3& point) {
        test::ModelMaker maker;
        maker.floor(8, maker.matt(Vec3(kGrey)));
        if (globe > 0) maker.sphere(lamp.pose.position, globe, maker.shining(Vec3(1)), 12);
        Snapshot snapshot = snapshotOf(maker);
        snapshot.lamps.push_back(lamp);
        View view = looking(point + Vec3(0, 0.4, 0), {0, -1, 0}, 0.02, 8, 8);
        return std::pair(mean(draw(snapshot, view, 32).linear).y * kPi / kGrey, mean(reference(snapshot, view, {1, 96, 0})).y * kPi / kGrey);
    };
    const auto check = [&](const std::string& what, double expected, const Lamp& lamp, const Vec3& point) {
        const auto [byRaster, byReference] = lux(lamp, point);
        figure(what, "lx", expected, byRaster, byReference, {0.01, 0.01});
    };
    const Lamp bulb = lampAt(LampKind::Bulb, {0, 2, 0}, 1000, 0.01, 0.01);
    check("point of 1,000 cd at 2 m", 250, bulb, Vec3(0));
    globe = 0.06;
    EXPECT_NEAR(lux(bulb, Vec3(0)).second, 250, 5) << "a globe of its own glow holds none of a bulb's light";
    globe = 0;
    check("the same, 1.5 m aside", 1000 * 2 / std::pow(6.25, 1.5), bulb, {1.5, 0, 0});
    Lamp spot = lampAt(LampKind::Spot, {0, 3, 0}, 900, 0.01, 0.01);
    spot.halfBeam = std::atan(1.0 / 3);
    check("spot of 900 cd at 3 m, on its axis", 100, spot, Vec3(0));
    check("the same, at half its beam", 900 * 0.5 * (3 / std::sqrt(10.0)) / 10, spot, {1, 0, 0});
    const Lamp panel = lampAt(LampKind::Panel, {0, 2, 0}, 5000 * 1.44, 1.2, 1.2);
    check("panel of 1.2 m and 5,000 cd/m2 at 2 m", 1608.05, panel, Vec3(0));
    const std::array<Vec3, 4> corners = {Vec3(-1.6, 2, -0.6), Vec3(-0.4, 2, -0.6), Vec3(-0.4, 2, 0.6), Vec3(-1.6, 2, 0.6)};
    check("the same, 1 m aside", optics::polygonLux(corners, Vec3(0, 1, 0), Nits(5000)).value, panel, {1, 0, 0});
    const Lamp disk = lampAt(LampKind::Disk, {0, 1, 0}, 5000 * kPi * 0.36, 1.2, 1.2);
    check("disk of 1.2 m and 5,000 cd/m2 at 1 m", optics::diskLux({Metres(0.6), Metres(1), Metres(0)}, Nits(5000)).value, disk, Vec3(0));
    check("the same, 0.8 m aside", optics::diskLux({Metres(0.6), Metres(1), Metres(0.8)}, Nits(5000)).value, disk, {0.8, 0, 0});
    const Lamp tube = lampAt(LampKind::Tube, {0, 1, 0}, 2 * 0.013 * 1.2 * 8000, 1.2, 0.026);
    // Measured light, 2 m over the floor and looking down: I(C, gamma) cos(gamma)^3 / h^2. Its horizontal 0 lies along -Z here.
    const auto measured = [&](const std::string& what, const std::shared_ptr<const optics::IesProfile>& profile, double plane, double off, double candela) {
        Lamp lamp = lampAt(LampKind::Spot, {0, 2, 0}, profile->peak().value, 0.001, 0.001);
        lamp.profile = profile;
        const double c = radians(Degrees(plane)), g = radians(Degrees(off)), aside = 2 * std::tan(g);
        check(what, candela * std::pow(std::cos(g), 3) / 4, lamp, {aside * std::sin(c), 0, -aside * std::cos(c)});
    };
    const auto lopsided = test::lopsidedProfile();
    ASSERT_TRUE(lopsided);
    measured("IES of four planes, 1,000 cd, 20 degrees off in the widest", lopsided, 90, 20, 750);
    measured("the same, in the narrowest, 10 degrees off", lopsided, 270, 10, 500);
    measured("the same, half way between two of them", lopsided, 45, 30, 562.5);
    const auto table = std::filesystem::path(RECCE_SHARED_DIR) / "cases/ies";
    for (const auto& [file, plane, off, candela] : {std::tuple("bega_50899_no360.ies", 352.5, 12.5, 1284.9), std::tuple("bega_50975_narrow.ies", 77.0, 26.25, 199.0),
                                                    std::tuple("rab_5.ies", 200.0, 33.0, 220.311111)}) {
        const auto text = readFile(table / file);  // of the outside cases, where they lie here
        if (!text) continue;
        auto profile = optics::readIes(*text, file);
        ASSERT_TRUE(profile.has_value()) << toText(profile.error());
        measured(fmt::format("IES of {}, plane {}, {} degrees off", file, plane, off), std::make_shared<const optics::IesProfile>(std::move(*profile)), plane, off, candela);
    }
    check("tube of 1.2 m and 8,000 cd/m2 at 1 m", optics::tubeLux({Metres(0.013), Metres(1.2), Metres(1)}, Nits(8000)).value, tube, Vec3(0));
}

TEST_F(AcceptanceTest, No5_AGreyCardAtItsMeterReadingIsGrey) {
    test::ModelMaker maker;
    maker.floor(3, maker.matt(Vec3(kGrey)));
    Snapshot snapshot = snapshotOf(maker);
    snapshot.daylight.sunLux = Vec3(80000);
    View view = looking({0, 2, 0}, {0, -1, 0}, 0.5, 16, 16);
    const double nits = kGrey * 80000 / kPi;
    // What a spot meter asks for at 1/48 s and EI 800, as the camera equation of optics takes it.
    const double t = 1.0 / 48, ei = 800, stop = std::sqrt(nits * t * ei / 12.5);
    view.camera.sceneLinearPerNit = optics::sceneLinearPerNit({TStop(stop), Seconds(t), Iso(ei), Stops(0)});
    const Seen seen = see(snapshot, view, {1, 64, 8});
    figure("grey card at the metered T-stop", "", 0.18, mean(seen.raster).y, mean(seen.reference).y, {0.005, 0.005});
}

/// A small light at (0, 0, -distance) and what a 50 mm lens makes of it on a frame `frameMm` high; the diameter of an even disc with
/// the same second moment, in millimetres, the light's own size taken off.
struct Blur {
    double frameMm = 2, distance = 4;
    FStop stop{2};
    Metres focus{2};
};

class BlurTest : public AcceptanceTest {
protected:
    static constexpr std::uint32_t kPixels = 64;
    static View lens(const Blur& b) {
        View view = looking(Vec3(0), {0, 0, -1}, 2 * std::atan(b.frameMm / 2 / 50), kPixels, kPixels);
        view.camera.sceneLinearPerNit = 1e-3;
        // The picture's scale is the marked focal length's: the pupil is taken larger by what the focused lens is drawn out.
        view.camera.apertureRadius = Metres(0.050 / b.stop.value / 2 * b.focus.value / (b.focus.value - 0.05));
        view.camera.focus = b.focus;
        return view;
    }
    static Snapshot point(const Blur& b) {
        // Three pixels of the sharp picture.
        const double half = 1.5 * b.frameMm / kPixels / 50 * b.distance;
        test::ModelMaker maker;
        maker.quad({-half, -half, -b.distance}, {half, -half, -b.distance}, {half, half, -b.distance}, {-half, half, -b.distance}, maker.shining(Vec3(1e5)));
        return snapshotOf(maker);
    }
    static double diameterMm(const LinearPicture& p, const Blur& b) {
        double lit = 0, moment = 0;
        for (std::uint32_t y = 0; y < kPixels; ++y) {
            for (std::uint32_t x = 0; x < kPixels; ++x) {
                const double v = at(p, x, y).y, dx = x - (kPixels - 1) / 2.0, dy = y - (kPixels - 1) / 2.0;
                lit += v;
                moment += v * (dx * dx + dy * dy);
            }
        }
        // An even disc's mean squared radius is half its radius squared; a square's, a sixth of its side squared.
        const double own = (3.0 * 3.0 + 1) / 6;  // the light and the pixel
        return 2 * std::sqrt(2 * std::max(0.0, moment / lit - own)) * b.frameMm / kPixels;
    }
    std::pair<double, double> measured(const Blur& b) {
        const Seen seen = see(point(b), lens(b), {128, 256, 0});
        return {diameterMm(seen.raster, b), diameterMm(seen.reference, b)};
    }
};

TEST_F(BlurTest, No6_PointsOutOfFocusHaveTheLensesDisc) {
    const auto disc = [](const Blur& b) { return optics::blurDisc({Millimetres(50), b.stop, b.focus, Millimetres(0.025)}, Metres(b.distance)).value; };
    const double pixel = 2.0 / kPixels;
    for (const Blur& b : {Blur{2, 4, FStop(2), Metres(2)}, Blur{2, 1.2, FStop(2.8), Metres(2)}, Blur{2, 20, FStop(4), Metres(3)}}) {
        const auto [byRaster, byReference] = measured(b);
        figure(fmt::format("disc of 50 mm f/{} focused at {} m, point at {} m", b.stop.value, b.focus.value, b.distance), "mm", disc(b), byRaster, byReference,
               {pixel / disc(b), pixel / disc(b)});
    }
    // At the limits of depth of field the disc is the circle of confusion: 2.771 m and 3.270 m (imaging.md 1.2).
    for (const double limit : {2.771, 3.270}) {
        const Blur b{0.16, limit, FStop(2.8), Metres(3)};
        const auto [byRaster, byReference] = measured(b);
        figure(fmt::format("disc at the depth of field's limit, {} m", limit), "mm", 0.025, byRaster, byReference, {0.02, 0.02});
    }
}

TEST_F(AcceptanceTest, No7_RulerMarksLieWhereTheAngleOfViewPutsThem) {
    // Thin shining marks every 20 cm on a wall 3 m away, seen by 35 mm on a 24.89 mm gate.
    test::ModelMaker maker;
    const auto glow = maker.shining(Vec3(100));
    for (int i = -4; i <= 4; ++i) maker.box({i * 0.2 - 0.004, -1, -3.001}, {i * 0.2 + 0.004, 1, -3}, glow);
    const Snapshot snapshot = snapshotOf(maker);
    const std::uint32_t width = 320, height = 16;
    const Seen seen = see(snapshot, looking(Vec3(0), {0, 0, -1}, 2 * std::atan(24.89 * height / width / 2 / 35), width, height), {16, 64, 0});
    for (int i = -4; i <= 4; ++i) {
        const double expected = (i * 0.2 / 3 * 35 / 24.89 + 0.5) * width;
        const auto centre = [&](const LinearPicture& p) {
            double sum = 0, weight = 0;
            for (int x = std::max(0, static_cast<int>(expected) - 5); x <= std::min(319, static_cast<int>(expected) + 5); ++x) {
                const double v = at(p, static_cast<std::uint32_t>(x), 8).y;
                sum += v * (x + 0.5);
                weight += v;
            }
            return weight > 0 ? sum / weight : -1;
        };
        figure(fmt::format("mark at {:+.1f} m", i * 0.2), "px", expected, centre(seen.raster), centre(seen.reference), {0.5, 0.5, 1});
    }
}

/// A few matt things under a lamp, for the laws that hold whatever is in the picture.
Snapshot someThings() {
    test::ModelMaker maker;
    maker.floor(3, maker.matt({0.6, 0.3, 0.2}));
    maker.box({-0.3, 0, -0.3}, {0.3, 0.8, 0.3}, maker.matt(Vec3(0.5)));
    maker.materials[maker.matt(Vec3(0.9, 0.7, 0.3))].metallic = 1;
    maker.materials[2].roughness = 0.4f;
    maker.sphere({0.8, 0.4, 0.2}, 0.4, 2, 16);
    Snapshot snapshot;
    auto model = maker.finish();
    snapshot.bounds = model->bounds();
    snapshot.models.push_back({std::move(model), Mat4(1), 7, false, {}});
    return snapshot;
}

/// The largest difference of b from `factor` times a, over the mean.
double farthest(const LinearPicture& a, const LinearPicture& b, double factor) {
    double most = 0, sum = 0;
    for (std::size_t i = 0; i < a.rgba.size(); ++i) {
        if (i % 4 == 3) continue;
        most = std::max(most, std::abs(b.rgba[i] - factor * a.rgba[i]));
        sum += factor * a.rgba[i];
    }
    return most / (sum / (static_cast<double>(a.rgba.size()) * 0.75));
}

TEST_F(AcceptanceTest, No9_DoubleCandelaDoublesEveryPixelAndLampsAdd) {
    Snapshot snapshot = someThings();
    const View view = looking({0, 1.5, 4}, {0, -0.3, -1}, 0.6, 32, 18);
    const Effort effort{4, 32, 8};
    const Lamp a = lampAt(LampKind::Bulb, {1, 2, 1}, 20, 0.05, 0.05), b = lampAt(LampKind::Panel, {-1, 2, 0.5}, 20, 0.4, 0.4);
    snapshot.lamps = {a};
    const Seen one = see(snapshot, view, effort);
    snapshot.lamps[0].candela *= 2;
    const Seen twice = see(snapshot, view, effort);
    figure("twice the candela: farthest pixel from twice the light", "of the mean", 0, farthest(one.raster, twice.raster, 2), farthest(one.reference, twice.reference, 2), {0.01, 0.01, 1});
    snapshot.lamps = {b};
    const Seen other = see(snapshot, view, {4, 512, 8});
    snapshot.lamps = {a, b};
    const Seen both = see(snapshot, view, {4, 512, 8});
    snapshot.lamps = {a};
    const LinearPicture quietOne = reference(snapshot, view, {4, 512, 8});
    const auto sum = [](const LinearPicture& p, const LinearPicture& q) { return mean(p).y + mean(q).y; };
    figure("two lamps together over the sum of each", "", 1, mean(both.raster).y / sum(one.raster, other.raster), mean(both.reference).y / sum(quietOne, other.reference), {0.01, 0.01});
}

TEST_F(BlurTest, No10_TheTStopExposesAndTheFStopBlurs) {
    // Two lenses of f/2 that let through all of the light and half of it: T2 and T2.8.
    const auto exposed = [](View view, double t) {
        view.camera.sceneLinearPerNit = optics::sceneLinearPerNit({TStop(t), Seconds(1.0 / 48), Iso(800), Stops(0)}) * 1e-4;
        return view;
    };
    const Blur b{2, 4, FStop(2), Metres(2)}, stopped{2, 4, FStop(std::exp2(1.5)), Metres(2)};
    const Effort effort{256, 256, 0};
    const Seen open = see(point(b), exposed(lens(b), 2), effort), dark = see(point(b), exposed(lens(b), std::exp2(1.5)), effort);
    figure("a T-stop closed: farthest pixel from half the light", "of the mean", 0, farthest(open.raster, dark.raster, 0.5), farthest(open.reference, dark.reference, 0.5), {0.02, 0.002, 1});
    figure("its blur, of the same f-stop", "", 1, diameterMm(dark.raster, b) / diameterMm(open.raster, b), diameterMm(dark.reference, b) / diameterMm(open.reference, b), {0.001, 0.001});
    const Seen small = see(point(stopped), exposed(lens(stopped), 2), effort);
    figure("an f-stop closed at the same T-stop: blur", "", std::sqrt(0.5), diameterMm(small.raster, stopped) / diameterMm(open.raster, b),
           diameterMm(small.reference, stopped) / diameterMm(open.reference, b), {0.02, 0.02});
    figure("its light", "", 1, mean(small.raster).y / mean(open.raster).y, mean(small.reference).y / mean(open.reference).y, {0.02, 0.02});
}

TEST_F(AcceptanceTest, No11_SameSceneSameBytes) {
    Snapshot snapshot = someThings();
    snapshot.lamps = {lampAt(LampKind::Panel, {-1, 2, 0.5}, 20, 0.4, 0.4)};
    snapshot.daylight.sky = SkyKind::Overcast;
    snapshot.daylight.skyLux = Vec3(100);
    const View view = looking({0, 1.5, 4}, {0, -0.3, -1}, 0.6, 48, 27);
    const auto exr = [&](const LinearPicture& p) {
        auto bytes = encodeExr(p);
        EXPECT_TRUE(bytes.has_value());
        return bytes ? *bytes : std::string();
    };
    const Seen first = see(snapshot, view, {4, 16, 8});
    // Something else in between, on the same device.
    (void)see(someThings(), looking({0, 3, 1}, {0, -1, -0.5}, 0.9, 20, 20), {1, 1, 1});
    const Seen second = see(snapshot, view, {4, 16, 8});
    EXPECT_FALSE(exr(first.raster).empty());
    figure("bytes of the EXR that differ", "", 0, exr(first.raster) == exr(second.raster) ? 0 : 1, exr(first.reference) == exr(second.reference) ? 0 : 1, {0, 0, 1});
}

}  // namespace
}  // namespace recce::render
