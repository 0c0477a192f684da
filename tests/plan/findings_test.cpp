// Findings on scenes laid out by hand: the right ones, said rightly, and gone once mended.
#include <gtest/gtest.h>

#include <algorithm>

#include "plan/findings.h"
#include "plan/framing.h"
#include "tests/plan/film.h"

namespace recce::plan {
namespace {
using test::Film;

std::vector<Finding> ofCode(const std::vector<Finding>& all, const std::string& code) {
    std::vector<Finding> some;
    std::copy_if(all.begin(), all.end(), std::back_inserter(some), [&](const Finding& f) { return f.code == code; });
    return some;
}
std::vector<std::string> codes(const std::vector<Finding>& all) {
    std::vector<std::string> list;
    for (const Finding& f : all) list.push_back(f.code);
    return list;
}

/// Mara at the table and Teo at the window 1.9 m apart along Z, looking at each other. The master and two singles stand
/// at +X; the last single of Teo at -X.
struct Crossing : Film {
    Id<Character> mara = person("MARA VOSS", 1, 1.68), teo = person("TEO", 2, 1.83);
    Id<Mark> a = mark(mara, {0, 0, 0}, 180), b = mark(teo, {0, 0, 1.9}, 0);
    Id<Shot> master, singleMara, over, wrong;
    Crossing() {
        change(a, [&](Mark& m) { m.gaze = teo; });
        change(b, [&](Mark& m) { m.gaze = mara; });
        master = take({key(0, {4.5, 1.4, 1}, {0, 1.3, 1}, 35, 4.5)}, "12");
        singleMara = take({key(0, {1.0, 1.5, 2.2}, {0, 1.5, 0}, 75, 2.4)}, "12A");
        over = take({key(0, {1.2, 1.6, 0.2}, {0, 1.6, 1.9}, 75, 2.1)}, "12B");
        wrong = take({key(0, {-1.0, 1.6, 0.1}, {0, 1.6, 1.9}, 75, 2.1)}, "12D");
    }
};

TEST(CrossesLine, IsSaidOfTheShotThatDoesAndOfNoOther) {
    const Crossing f;
    const auto found = ofCode(allFindings(f.p), "crosses-line");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].message, "12D crosses the line between MARA 1 and TEO 1 that 12, 12A and 12B keep.");
    EXPECT_EQ(found[0].level, FindingLevel::Warning);
    EXPECT_TRUE(found[0].subjects.front() == AnyId(f.wrong));
    ASSERT_EQ(found[0].fixes.size(), 1u);
    EXPECT_EQ(found[0].fixes[0].rfind("mirror-camera " + toText(f.p.find(f.wrong)->rig), 0), 0u);
    EXPECT_FALSE(found[0].waived);
}

TEST(CrossesLine, MirroringTheCameraMendsIt) {
    Crossing f;
    const Shot& shot = *f.p.find(f.wrong);
    const auto line = lineOf(f.p, *f.p.find(shot.rig), {f.scene, f.p.find(shot.setup), shot.poster, {}});
    ASSERT_TRUE(line) << toText(line.error());
    f.put(mirrored(*f.p.find(shot.rig), *line));
    EXPECT_TRUE(ofCode(allFindings(f.p), "crosses-line").empty());
    // And the shot still shows Teo, in the same size.
    EXPECT_EQ(f.read(f.wrong).subject, f.teo);
}

TEST(CrossesLine, AnInsertKeepsNoLine) {
    Crossing f;
    f.change(f.wrong, [](Shot& s) { s.size = ShotSize::Insert; });
    EXPECT_TRUE(ofCode(allFindings(f.p), "crosses-line").empty());
}

TEST(CrossesLine, AWaiverGreysItAndKeepsIt) {
    Crossing f;
    const Finding finding = ofCode(allFindings(f.p), "crosses-line").at(0);
    f.p.waivers = std::make_shared<std::vector<Waiver>>(std::vector<Waiver>{{keyOf(finding), "The mirror shot"}});
    const auto again = ofCode(allFindings(f.p), "crosses-line");
    ASSERT_EQ(again.size(), 1u);
    EXPECT_TRUE(again[0].waived);
}

TEST(CrossesLine, OmittedShotsAndCamerasThatTravelAcrossDoNotCount) {
    Crossing f;
    f.change(f.wrong, [](Shot& s) { s.status = ShotStatus::Omitted; });
    EXPECT_TRUE(ofCode(allFindings(f.p), "crosses-line").empty());
    f.change(f.wrong, [](Shot& s) { s.status = ShotStatus::Planned; });
    // It starts on the right side and goes across before the audience's eyes.
    f.change(f.p.find(f.wrong)->rig, [](CameraRig& r) {
        r.keys.insert(r.keys.begin(), Film::key(0, {1.0, 1.6, 0.1}, {0, 1.6, 1.9}, 75, 2.1));
        r.keys[1].time = FrameTime{90};
    });
    EXPECT_TRUE(ofCode(allFindings(f.p), "crosses-line").empty());
    // On the line itself nothing is crossed.
    f.change(f.p.find(f.wrong)->rig, [](CameraRig& r) { r.keys = {Film::key(0, {0.05, 1.75, 0.35}, {0, 1.6, 1.9}, 75, 1.6)}; });
    EXPECT_TRUE(ofCode(allFindings(f.p), "crosses-line").empty());
}

TEST(CrossesLine, StrangersHaveNoLine) {
    // They look away from each other, and no shot shows both.
    Crossing f;
    f.change(f.a, [](Mark& m) { m.gaze = {}; m.facing = Degrees(0); });
    f.change(f.b, [](Mark& m) { m.gaze = {}; m.facing = Degrees(180); });
    f.change(f.master, [](Shot& s) { s.status = ShotStatus::Omitted; });
    EXPECT_TRUE(ofCode(allFindings(f.p), "crosses-line").empty());
}

TEST(Findings, ASoundProductionHasNone) {
    Crossing f;
    f.change(f.wrong, [](Shot& s) { s.status = ShotStatus::Omitted; });
    EXPECT_EQ(codes(allFindings(f.p)), std::vector<std::string>{});
}

TEST(Findings, OpticsThatTheLensCannotDo) {
    Film f;
    const auto rig = f.camera({Film::key(0, {0, 1.6, 3}, {0, 1.6, 0}, 75, 0.5)});  // closest focus 0.65 m
    f.setup({rig}, "12");
    f.change(rig, [](CameraRig& r) { r.stop = TStop(1.4); });  // opens to T1.8
    auto found = allFindings(f.p);
    EXPECT_EQ(codes(found), (std::vector<std::string>{"close-focus", "faster-than-lens"}));
    EXPECT_EQ(found[0].message, "Camera 12/A: the closest focus of the 75 mm is 0.65 m; the picture shows 0.50 m as asked.");
    // A circle of 28 mm under a frame of 27.99 x 11.71 mm, 30.34 mm across.
    UsedCatalogue used = *f.p.used;
    used.lensSets.at("arri.signature").imageCircle = Millimetres(28);
    f.p.used = std::make_shared<UsedCatalogue>(used);
    f.change(rig, [](CameraRig& r) {
        r.stop = TStop(2.8);
        r.keys[0].focus = Metres(3);
    });
    found = allFindings(f.p);
    ASSERT_EQ(codes(found), std::vector<std::string>{"out-of-image-circle"});
    EXPECT_NE(found[0].message.find("30.3 mm across"), std::string::npos) << found[0].message;
    // 31 mm covers the 2.39 frame although not the whole open gate (33.95 mm).
    used.lensSets.at("arri.signature").imageCircle = Millimetres(31);
    f.p.used = std::make_shared<UsedCatalogue>(used);
    EXPECT_TRUE(allFindings(f.p).empty());
    f.change(rig, [](CameraRig& r) { r.keys[0].focal = Millimetres(37); });
    EXPECT_EQ(codes(allFindings(f.p)), std::vector<std::string>{"no-such-lens"});
}

TEST(Findings, ASetupThatAsksWhatTheLensCannotDoIsNamed) {
    Film f;
    const auto rig = f.camera({Film::key(0, {0, 1.6, 3}, {0, 1.6, 0}, 75, 3)});
    const auto setup = f.setup({rig}, "12B");
    EXPECT_TRUE(allFindings(f.p).empty());
    f.change(setup, [&](test::CameraSetup& s) { s.changes = {{AnyId(rig), "t_stop", "1.4"}}; });
    auto found = allFindings(f.p);
    ASSERT_EQ(codes(found), std::vector<std::string>{"faster-than-lens"});
    EXPECT_EQ(found[0].message, "Camera 12/A in 12B: the 75 mm opens to T1.8, not to T1.4.");
    // What the camera has by itself is said once, not again for each setup.
    f.change(rig, [](CameraRig& r) { r.stop = TStop(1.4); });
    found = allFindings(f.p);
    ASSERT_EQ(codes(found), std::vector<std::string>{"faster-than-lens"});
    EXPECT_EQ(found[0].message, "Camera 12/A: the 75 mm opens to T1.8, not to T1.4.");
}

TEST(Findings, NobodyFlies) {
    Film f;
    const auto mara = f.person("MARA", 1);
    const auto from = f.mark(mara, {0, 0, 0}, 0), to = f.mark(mara, {6, 0, 0}, 0);
    f.change(from, [](Mark& m) { m.arrive = FrameTime{0}; m.leave = FrameTime{24}; });
    f.change(to, [](Mark& m) { m.arrive = FrameTime{48}; m.label = "2"; });
    const auto found = allFindings(f.p);
    ASSERT_EQ(codes(found), std::vector<std::string>{"too-fast"});
    EXPECT_EQ(found[0].message, "MARA covers 6.0 m in 1.0 s to mark 2.");
    f.change(to, [](Mark& m) { m.arrive = FrameTime{120}; });
    EXPECT_TRUE(allFindings(f.p).empty());
}

TEST(Findings, AreTheSameEveryTime) {
    Crossing f;
    f.change(f.wrong, [](Shot& s) { s.label = "12A"; });
    EXPECT_TRUE(allFindings(f.p) == allFindings(f.p));
}
}  // namespace
}  // namespace recce::plan
