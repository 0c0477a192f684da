// What shots read as, on scenes laid out by hand with the expected answers worked out in the comments.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "model/words.h"
#include "plan/shot_size.h"
#include "tests/plan/film.h"

namespace recce::plan {
namespace {
using test::Film;

/// A wall across z, from the floor to 3 m.
SetSight wallAt(double z, double half = 10) {
    SightTriangles wall;
    const auto f = [](double v) { return static_cast<float>(v); };
    wall.positions = {{f(-half), 0, f(z)}, {f(half), 0, f(z)}, {f(half), 3, f(z)}, {f(-half), 3, f(z)}};
    wall.indices = {0, 1, 2, 0, 2, 3};
    const auto scene = SightScene::make({{}, {}, {wall}});
    return [scene](Id<Scene>, Id<Setup>) { return scene; };
}

TEST(ShotSize, TheReferenceClasses) {
    // imaging reference rows OPT-SHO-007 to 015, by frame edges as fractions of stature; share = 1 / (top - bottom).
    const struct { double bottom, top; ShotSize size; } rows[] = {{0.885, 0.96, ShotSize::ECU}, {0.71, 1.08, ShotSize::MCU},
        {0.42, 1.1, ShotSize::Cowboy}, {-0.05, 1.1, ShotSize::FS}, {-2, 3, ShotSize::ELS}, {0.818, 1.05, ShotSize::CU},
        {0.60, 1.05, ShotSize::MS}, {0.2, 1.05, ShotSize::MLS}, {-0.6, 1.4, ShotSize::LS}};
    for (const auto& r : rows) EXPECT_EQ(sizeOf(r.bottom, 1 / (r.top - r.bottom)), r.size) << r.bottom;
    for (int i = 0; i < 9; ++i) {
        const auto size = static_cast<ShotSize>(i);
        EXPECT_EQ(sizeOf(bottomFractionOf(size), shareOf(size)), size) << wordOf(size);
    }
}

TEST(ShotSize, TheSharedClassesWhereTheyAreAtHand) {
    const auto path = std::filesystem::path(RECCE_SHARED_DIR) / "cases" / "cases.csv";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no reference cases beside the project";
    std::ifstream in(path);
    int rows = 0;
    for (std::string line; std::getline(in, line);) {
        if (line.find(",shot_class,") == std::string::npos) continue;
        const auto value = [&](const std::string& key) { return std::stod(line.substr(line.find(key + "=") + key.size() + 1)); };
        const double bottom = value("frame_bottom_frac"), top = value("frame_top_frac");
        std::istringstream cells(line);
        std::string cell;
        for (int i = 0; i < 4; ++i) std::getline(cells, cell, ',');
        EXPECT_EQ(wordOf(sizeOf(bottom, 1 / (top - bottom))), cell) << line;
        ++rows;
    }
    EXPECT_EQ(rows, 5);
}

TEST(ShotFacts, SizesOfAStandingFigure) {
    // 2.39 of 27.99 mm is 11.711 mm high: 50 mm shows 0.7027 m of height at 3 m (d * 11.711 / 50). A level camera at
    // height y cuts at y - half of that; fractions of 1.75 m.
    const struct { double d, y; ShotSize size; const char* why; } rows[] = {
        {3.0, 1.50, ShotSize::MS, "1.149 m = 0.656"},
        {3.0, 1.62, ShotSize::MCU, "1.269 m = 0.725"},
        {2.0, 1.62, ShotSize::CU, "1.386 m = 0.792"},
        {1.2, 1.68, ShotSize::ECU, "1.539 m = 0.880"},
        {4.5, 1.30, ShotSize::Cowboy, "0.773 m = 0.442"},
        {6.0, 1.10, ShotSize::MLS, "0.397 m = 0.227"},
        {8.5, 0.95, ShotSize::FS, "below the floor; 1.75 of 1.991 m = 0.88"},
        {16., 1.00, ShotSize::LS, "1.75 of 3.748 m = 0.47"},
        {30., 1.00, ShotSize::ELS, "1.75 of 7.027 m = 0.25"}};
    for (const auto& r : rows) {
        Film f;
        const auto mara = f.person("MARA VOSS", 1);
        f.mark(mara, {0, 0, 0}, 180);
        const ShotFacts facts = f.read(f.take({Film::key(0, {0, r.y, r.d}, {0, r.y, 0}, 50, r.d)}, "12"));
        ASSERT_TRUE(facts.size.has_value()) << r.why;
        EXPECT_EQ(*facts.size, r.size) << r.why;
        EXPECT_EQ(facts.subject, mara);
        EXPECT_EQ(facts.framing, std::vector<Framing>{Framing::Single});
        EXPECT_EQ(facts.movement.kinds, std::vector<Movement>{Movement::Static});
        EXPECT_TRUE(facts.overridden.empty());
    }
}

TEST(ShotFacts, ASeatedFigureReadsByItsOwnLandmarks) {
    // Seated on 0.45 m her eyes are at about 1.2 m and her waist near 0.7 m: the frame of 0.70 m around 1.05 m cuts
    // the trunk between waist and chest. Standing, the same frame would cut the legs.
    Film f;
    const auto mara = f.person("MARA", 1, 1.68);
    const auto mark = f.mark(mara, {0, 0, 0}, 180, BodyPose::Sit);
    const auto shot = f.take({Film::key(0, {0, 1.05, 3}, {0, 1.05, 0}, 50, 3)}, "12");
    EXPECT_EQ(f.read(shot).size, ShotSize::MS);
    f.change(mark, [](Mark& m) { m.pose = BodyPose::Stand; });
    EXPECT_EQ(f.read(shot).size, ShotSize::Cowboy);  // 0.70 m = 0.416 of 1.68
}

TEST(ShotFacts, TheTallestInThePictureIsTheSubjectAndCastNumbersBreakTies) {
    Film f;
    const auto teo = f.person("TEO", 2, 1.75);
    const auto mara = f.person("MARA", 1, 1.75);
    f.mark(teo, {-0.5, 0, 0}, 180);
    f.mark(mara, {0.5, 0, 0}, 180);
    const auto shot = f.take({Film::key(0, {0, 1.0, 8}, {0, 1.0, 0}, 35, 8)}, "12");
    EXPECT_EQ(f.read(shot).subject, mara);  // equal: the lower cast number
    EXPECT_EQ(f.read(shot).framing, std::vector<Framing>{Framing::TwoShot});
    EXPECT_EQ(f.read(shot).characters, (std::vector{mara, teo}));
    f.change(teo, [](Character& c) { c.height = Metres(1.83); });  // 4.6 % taller
    EXPECT_EQ(f.read(shot).subject, teo);
    f.change(shot, [&](Shot& s) { s.subject = mara; });
    EXPECT_EQ(f.read(shot).subject, mara);
    EXPECT_EQ(f.read(shot).overridden, std::vector<std::string>{"subject"});
}

TEST(ShotFacts, OverAShoulder) {
    // Teo stands 1.7 m before the lens with his back to it, beside the axis; Mara faces him 2.6 m farther on. At 1.7 m
    // the frame of 40 mm is 1.19 m wide and 0.50 m high: his head and shoulders are in it.
    Film f;
    const auto mara = f.person("MARA", 1), teo = f.person("TEO", 2);
    f.mark(mara, {0.3, 0, 0}, 180);
    f.mark(teo, {-0.25, 0, 2.6}, 0);
    const ShotFacts facts = f.read(f.take({Film::key(0, {0.2, 1.6, 4.3}, {0.15, 1.5, 0}, 40, 4.3)}, "12A"));
    EXPECT_EQ(facts.framing, std::vector<Framing>{Framing::Over});
    EXPECT_EQ(facts.subject, mara);
    EXPECT_EQ(facts.over, teo);
    EXPECT_EQ(facts.characters, (std::vector{mara, teo}));
    EXPECT_EQ(facts.size, ShotSize::Cowboy);  // 4.3 m: 1.26 m high around 1.5 m cuts at 0.87 m = 0.497
}

TEST(ShotFacts, PointOfViewGroupAndNobody) {
    Film f;
    const auto mara = f.person("MARA", 1), teo = f.person("TEO", 2), ines = f.person("INES", 3);
    f.mark(teo, {0, 0, 0}, 180);
    const auto seer = f.mark(mara, {0, 0, 3}, 0);
    // Through Mara's eyes: 0.936 of 1.75 m.
    const auto pov = f.take({Film::key(0, {0, 1.64, 2.95}, {0, 1.5, 0}, 35, 3)}, "12");
    EXPECT_EQ(f.read(pov).framing, (std::vector{Framing::Single, Framing::Pov}));
    f.change(seer, [](Mark& m) { m.position = {0.8, 0, 0}; });
    f.mark(ines, {-0.8, 0, 0}, 180);
    EXPECT_EQ(f.read(pov).framing, std::vector<Framing>{Framing::Group});
    // A table top from 0.9 m: 0.21 m of it at 50 mm is an insert; an empty room is nothing at all.
    const auto insert = f.take({Film::key(0, {3, 1.6, 3}, {3, 0.75, 2.7}, 50, 0.95)}, "12B");
    EXPECT_EQ(f.read(insert).size, ShotSize::Insert);
    EXPECT_TRUE(f.read(insert).framing.empty());
    EXPECT_EQ(f.read(insert).angle, ShotAngle::Bird);  // tilt: atan(0.85 / 0.3) = 71 degrees down
    const auto room = f.take({Film::key(0, {9, 1.6, 9}, {20, 1.6, 20}, 25, 8)}, "12C");
    EXPECT_FALSE(f.read(room).size.has_value());
}

TEST(ShotFacts, AnglesAreMeasuredAtTheEyes) {
    // Eyes at 0.936 * 1.75 = 1.638 m, 3 m away: 6.5 degrees are 0.342 m.
    const struct { double y; ShotAngle angle; } rows[] = {{1.64, ShotAngle::Eye}, {1.35, ShotAngle::Eye}, {1.92, ShotAngle::Eye},
                                                        {1.20, ShotAngle::Low}, {2.10, ShotAngle::High}, {0.2, ShotAngle::Worm}};
    for (const auto& r : rows) {
        Film f;
        f.mark(f.person("MARA", 1), {0, 0, 0}, 180);
        EXPECT_EQ(f.read(f.take({Film::key(0, {0, r.y, 3}, {0, 1.5, 0}, 35, 3)}, "12")).angle, r.angle) << r.y;
    }
    EXPECT_EQ(angleOf(Degrees(-75), Metres(5)), ShotAngle::Bird);
    EXPECT_EQ(angleOf(Degrees(50), Metres(0.6)), ShotAngle::Worm);
}

TEST(ShotFacts, MovementsFromKeys) {
    // The subject stands at the origin; the camera starts 4 m away and looks at it.
    const Vec3 at(0, 1.5, 0);
    const auto words = [&](std::vector<CameraKey> keys) {
        Film f;
        f.mark(f.person("MARA", 1), {0, 0, 0}, 180);
        keys.back().time = FrameTime{95};
        std::string text;
        for (const std::string& w : f.read(f.take(std::move(keys), "12")).movement.directed) text += (text.empty() ? "" : " + ") + w;
        return text;
    };
    const CameraKey start = Film::key(0, {0, 1.5, 4}, at, 35, 4);
    const auto moved = [&](auto&& f) {
        CameraKey k = start;
        f(k);
        return std::vector<CameraKey>{start, k};
    };
    EXPECT_EQ(words({start}), "static");
    EXPECT_EQ(words(moved([](CameraKey& k) { k.angles.pan += 0.3; })), "pan left");
    EXPECT_EQ(words(moved([](CameraKey& k) { k.angles.pan += radians(Degrees(1)); })), "static");
    EXPECT_EQ(words(moved([](CameraKey& k) { k.angles.tilt -= 0.2; })), "tilt down");
    EXPECT_EQ(words(moved([](CameraKey& k) { k.angles.roll += 0.2; })), "roll");
    EXPECT_EQ(words(moved([](CameraKey& k) { k.position.z = 2.5; })), "dolly in");
    EXPECT_EQ(words(moved([](CameraKey& k) { k.position.z = 6; })), "dolly out");
    EXPECT_EQ(words(moved([](CameraKey& k) { k.position.x = 1; })), "truck right");
    EXPECT_EQ(words(moved([](CameraKey& k) { k.position.y = 1.9; })), "pedestal up");
    EXPECT_EQ(words(moved([](CameraKey& k) { k.position = {0, 3.5, 6}; })), "crane up");
    EXPECT_EQ(words(moved([](CameraKey& k) { k.focal = Millimetres(70); })), "zoom in");
    EXPECT_EQ(words(moved([](CameraKey& k) { k.position.x = 1; k.angles.pan += 0.2; })), "pan left + truck right");
    // A few degrees while travelling keep the frame; a slant of 20 degrees is still a dolly, one of 45 is both.
    EXPECT_EQ(words(moved([](CameraKey& k) { k.position.x = 1; k.angles.pan += 0.1; })), "truck right");
    EXPECT_EQ(words(moved([](CameraKey& k) { k.position.z = 3; k.position.x = 0.36; })), "dolly in");
    EXPECT_EQ(words(moved([](CameraKey& k) { k.position.z = 3; k.position.x = 1; })), "dolly in + truck right");
    // Half as far, half as long: the figure keeps its size.
    EXPECT_EQ(words(moved([](CameraKey& k) { k.position.z = 2; k.focal = Millimetres(17.5); })), "dolly in, zoom out");
    // A quarter circle round her in five keys, always looking at her.
    std::vector<CameraKey> arc;
    for (int i = 0; i <= 4; ++i) {
        const double a = i * kPi / 8;
        arc.push_back(Film::key(i * 23, {4 * std::sin(a), 1.5, 4 * std::cos(a)}, at, 35, 4));
        arc.back().ease = Ease::Linear;
    }
    EXPECT_EQ(words(arc), "arc right");
    for (CameraKey& k : arc) {
        k.position.x = -k.position.x;
        k.angles.pan = -k.angles.pan;
    }
    EXPECT_EQ(words(arc), "arc left");
}

TEST(ShotFacts, AWallHidesAndAFigureHides) {
    Film f;
    const auto mara = f.person("MARA", 1), teo = f.person("TEO", 2);
    f.mark(mara, {0, 0, 0}, 180);
    const auto shot = f.take({Film::key(0, {0, 1.6, 6}, {0, 1.5, 0}, 50, 6)}, "12");
    EXPECT_EQ(f.read(shot, wallAt(-1)).characters, std::vector{mara});  // the wall is behind her
    EXPECT_TRUE(f.read(shot, wallAt(3)).characters.empty());
    // Somebody taller straight before her.
    f.mark(teo, {0, 0, 0.6}, 180);
    f.change(teo, [](Character& c) { c.height = Metres(1.95); });
    EXPECT_EQ(f.read(shot).characters, std::vector{teo});
}

TEST(ShotFacts, ASetupsChangesHold) {
    Film f;
    const auto mara = f.person("MARA", 1);
    const auto mark = f.mark(mara, {0, 0, 0}, 180);
    const auto shot = f.take({Film::key(0, {0, 1.6, 3}, {0, 1.6, 0}, 50, 3)}, "12");
    EXPECT_EQ(f.read(shot).characters.size(), 1u);
    f.change(f.p.find(shot)->setup, [&](test::CameraSetup& s) { s.changes = {{AnyId(mark), "position", "[5,0,0]"}}; });
    EXPECT_TRUE(f.read(shot).characters.empty());
}

TEST(ShotFacts, OverridesWinAndAreNamed) {
    Film f;
    f.mark(f.person("MARA", 1), {0, 0, 0}, 180);
    const auto shot = f.take({Film::key(0, {0, 1.6, 3}, {0, 1.6, 0}, 50, 3)}, "12");
    f.change(shot, [](Shot& s) {
        s.size = ShotSize::LS;
        s.angle = ShotAngle::High;
        s.movement = {Movement::Crane};
        s.framing = {Framing::Group};
    });
    const ShotFacts facts = f.read(shot);
    EXPECT_EQ(facts.size, ShotSize::LS);
    EXPECT_EQ(facts.angle, ShotAngle::High);
    EXPECT_EQ(facts.movement.kinds, std::vector<Movement>{Movement::Crane});
    EXPECT_EQ(facts.framing, std::vector<Framing>{Framing::Group});
    EXPECT_EQ(facts.overridden, (std::vector<std::string>{"size", "angle", "movement", "framing"}));
}

TEST(ShotFacts, FocusFollowsWhoItIsSetOn) {
    Film f;
    const auto mara = f.person("MARA", 1);
    const auto mark = f.mark(mara, {0, 0, 0}, 180);
    const auto shot = f.take({Film::key(0, {0, 1.6, 4}, {0, 1.6, 0}, 50, 9)}, "12");
    EXPECT_DOUBLE_EQ(f.read(shot).view.state.focus.value, 9);
    f.change(f.p.find(shot)->rig, [&](CameraRig& r) { r.focusOn = mara; });
    // Her eyes are about a hand before the mark: 4 m and the image distance of 51 mm, less that.
    EXPECT_NEAR(f.read(shot).view.state.focus.value, 3.95, 0.06);
    f.change(mark, [](Mark& m) { m.position = {1.0, 0, 1.0}; });
    EXPECT_NEAR(f.read(shot).view.state.focus.value, 2.95, 0.06);  // depth, not the straight distance of 3.2 m
    f.change(mark, [](Mark& m) { m.position = {0, 0, 9}; });
    EXPECT_DOUBLE_EQ(f.read(shot).view.state.focus.value, 9);
}

TEST(ShotFacts, OpticsAreReadFromTheSensorPlane) {
    // 35 mm, T2.8 = 2^1.5 with tau 0.91, c = 33.954 / 1500 mm, focus 4.90 m on the tape: see the lens tests.
    Film f;
    const ShotFacts facts = f.read(f.take({Film::key(0, {0, 1.38, 5}, {0, 1.2, 0}, 35, 4.9)}, "12"));
    EXPECT_NEAR(facts.sharp.near.value, 3.956, 0.001);
    EXPECT_NEAR(facts.sharp.far.value, 6.443, 0.001);
    EXPECT_DOUBLE_EQ(facts.heightM, 1.38);
    EXPECT_NEAR(facts.tiltDeg, -2.062, 0.001);  // atan(0.18 / 5)
    EXPECT_EQ(facts.frames, 96);
    EXPECT_DOUBLE_EQ(facts.seconds.value, 4);
    EXPECT_DOUBLE_EQ(facts.fps, 24);
}
}  // namespace
}  // namespace recce::plan
