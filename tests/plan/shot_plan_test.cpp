// The rows that every sheet shows: texts, totals, order and days.
#include <gtest/gtest.h>

#include <cmath>

#include "plan/make_shot_plan.h"
#include "plan/setup_facts.h"
#include "plan/shot_words.h"
#include "tests/plan/film.h"

namespace recce {
namespace {
using test::Film;

struct TwoHander : Film {
    Id<Character> mara = person("MARA VOSS", 1, 1.68), teo = person("TEO", 2, 1.83);
    Id<Shot> master, single, later;
    TwoHander() {
        mark(mara, {0, 0, 0}, 180);
        mark(teo, {0.9, 0, -0.4}, 180);
        // 35 mm at 4.9 m: 1.64 m high around 1.38 m cuts at 0.56 m, under the knees of neither: knee 0.285 * 1.68 = 0.48.
        master = take({key(0, {0.4, 1.38, 4.9}, {0.4, 1.38, 0}, 35, 4.9)}, "12");
        single = take({key(0, {-0.2, 1.5, 2.6}, {0, 1.45, 0}, 75, 2.65), key(95, {-0.1, 1.5, 1.9}, {0, 1.45, 0}, 75, 1.95)}, "12A");
        later = shot(p.find(single)->setup, p.find(single)->rig, 48);
        change(later, [](Shot& s) { s.label = "12A-2"; });
    }
};

TEST(ShotPlan, RowsReadAsPeopleSayThem) {
    const TwoHander f;
    const ShotPlan plan = makeShotPlan(f.p);
    ASSERT_EQ(plan.scenes.size(), 1u);
    const SceneRow& scene = plan.scenes[0];
    EXPECT_EQ(scene.number, "12");
    EXPECT_EQ(scene.heading, "INT. VOSS HOUSE \u2013 KITCHEN \u2013 DAY");
    EXPECT_EQ(scene.place, "Stage A");
    ASSERT_EQ(scene.cast.size(), 2u);
    EXPECT_EQ(scene.cast[0].name, "MARA VOSS");
    ASSERT_EQ(scene.shots.size(), 3u);

    const ShotRow& master = scene.shots[0];
    EXPECT_EQ(master.label, "12");
    EXPECT_EQ(master.text.framing, "MLS two-shot");
    EXPECT_EQ(master.text.manner, "eye level, static");
    EXPECT_EQ(master.text.lens, "35 mm");
    EXPECT_EQ(master.text.stop, "T2.8");
    EXPECT_EQ(master.text.focus, "4.90 m");
    EXPECT_EQ(master.text.depth, "3.96\u20136.44");
    EXPECT_EQ(master.text.height, "1.38 m");
    EXPECT_EQ(master.text.tilt, "0.0\u00B0");
    EXPECT_EQ(master.text.camera, "ALEXA 35 3:2");
    EXPECT_EQ(master.text.aspect, "2.39");
    EXPECT_EQ(master.text.duration, "4 s");
    EXPECT_EQ(master.text.estimate, "0:30");
    EXPECT_EQ(master.size, ShotSize::MLS);
    EXPECT_DOUBLE_EQ(master.seconds, 4);

    const ShotRow& single = scene.shots[1];
    EXPECT_EQ(single.text.framing, "MCU MARA");
    EXPECT_EQ(single.text.manner, "eye level, dolly in");
    EXPECT_EQ(single.text.estimate, "0:45");  // the camera travels
    EXPECT_EQ(scene.shots[2].text.estimate, "");  // its setup is already told
    EXPECT_EQ(scene.shots[2].label, "12A-2");

    EXPECT_EQ(scene.shotCount, 3u);
    EXPECT_EQ(scene.setupCount, 2u);
    EXPECT_DOUBLE_EQ(scene.minutes, 75);
    EXPECT_DOUBLE_EQ(scene.seconds, 4 + 4 + 2);
    ASSERT_EQ(scene.setups.size(), 2u);
    EXPECT_TRUE(scene.setups[0].minutesEstimated);
    EXPECT_EQ(scene.setups[1].shots, (std::vector<std::string>{"12A", "12A-2"}));
    EXPECT_EQ(scene.setups[0].equipment, (std::vector<std::string>{"ARRI ALEXA 35", "Signature Prime 35 mm"}));
}

TEST(ShotPlan, UkCrewsSayItDifferently) {
    TwoHander f;
    f.info([](ProductionInfo& i) { i.slates = SlateStyle::Uk; });
    const ShotPlan plan = makeShotPlan(f.p);
    EXPECT_EQ(plan.scenes[0].shots[1].text.manner, "eye level, track in");
}

TEST(ShotPlan, ImperialLengths) {
    TwoHander f;
    f.info([](ProductionInfo& i) { i.units = DisplayUnits::Imperial; });
    const ShotRow row = makeShotPlan(f.p).scenes[0].shots[0];
    EXPECT_EQ(row.text.focus.substr(0, 4), "16ft");  // 4.90 m = 16 ft 0.9 in
    EXPECT_DOUBLE_EQ(row.focusM, 4.9);
}

TEST(ShotPlan, OmittedShotsAreListedAndNotCounted) {
    TwoHander f;
    for (const Id<Shot> id : {f.single, f.later}) f.change(id, [](Shot& s) { s.status = ShotStatus::Omitted; });
    const SceneRow scene = makeShotPlan(f.p).scenes[0];
    EXPECT_EQ(scene.shots.size(), 3u);
    EXPECT_EQ(scene.shotCount, 1u);
    EXPECT_EQ(scene.setupCount, 1u);
    EXPECT_DOUBLE_EQ(scene.minutes, 30);
    EXPECT_TRUE(scene.setups[1].omitted);
}

TEST(ShotPlan, GivenMinutesWin) {
    TwoHander f;
    f.change(f.p.find(f.master)->setup, [](test::CameraSetup& s) { s.minutes = Minutes(55); });
    const SceneRow scene = makeShotPlan(f.p).scenes[0];
    EXPECT_DOUBLE_EQ(scene.minutes, 100);
    EXPECT_EQ(scene.shots[0].text.estimate, "0:55");
    EXPECT_FALSE(scene.setups[0].minutesEstimated);
}

TEST(ShotPlan, DaysCountEachScenesPagesOnce) {
    TwoHander f;
    for (int i = 0; i < 2; ++i) {
        ShootDay d;
        d.id = f.next<ShootDay>();
        d.rank = i == 0 ? "b" : "c";
        d.date = i == 0 ? "2026-11-20" : "2026-11-21";
        if (i == 0) d.strips = {{f.p.find(f.master)->setup}, {Banner{"LUNCH"}}};
        else d.strips = {{f.scene}};
        f.put(d);
    }
    const ShotPlan plan = makeShotPlan(f.p);
    ASSERT_EQ(plan.days.size(), 2u);
    EXPECT_EQ(plan.date, "2026-11-20");
    EXPECT_EQ(plan.days[0].number, 1);
    EXPECT_EQ(plan.days[0].eighths, 19);
    EXPECT_EQ(plan.days[1].eighths, 0);
    EXPECT_DOUBLE_EQ(plan.days[0].minutes, 30);
    EXPECT_DOUBLE_EQ(plan.days[1].minutes, 75);
    EXPECT_EQ(plan.days[0].strips[0].text, "12");
    EXPECT_EQ(plan.days[0].strips[1].text, "LUNCH");
    EXPECT_EQ(plan.days[1].strips[0].text, "12 INT. VOSS HOUSE \u2013 KITCHEN \u2013 DAY");
}

TEST(ShotPlan, SameProductionSameRowsAndAChangeChangesTheState) {
    TwoHander f;
    const ShotPlan a = makeShotPlan(f.p), b = makeShotPlan(f.p);
    EXPECT_TRUE(a == b);
    EXPECT_EQ(a.state.size(), 8u);
    f.change(f.master, [](Shot& s) { s.notes = "closer"; });
    EXPECT_NE(makeShotPlan(f.p).state, a.state);
}

TEST(ShotPlan, AShotWithoutItsCameraKeepsItsPlace) {
    TwoHander f;
    const Id<CameraRig> rig = f.p.find(f.master)->rig;
    f.p.all<CameraRig>() = f.p.all<CameraRig>().with(rig, nullptr);
    const SceneRow scene = makeShotPlan(f.p).scenes[0];
    ASSERT_EQ(scene.shots.size(), 3u);
    EXPECT_EQ(scene.shots[0].label, "12");
    EXPECT_EQ(scene.shots[0].text.framing, "");
}

TEST(SetupTime, FollowsTheStatedRule) {
    Film f;
    const Id<CameraRig> rig = f.camera({Film::key(0, {0, 1.6, 3}, {0, 1.6, 0}, 50, 3)});
    const Id<test::CameraSetup> setup = f.setup({rig}, "12");
    plan::ShotFacts facts;
    facts.rig = *f.p.find(rig);
    const auto minutes = [&] { return plan::timeOf(f.p, *f.p.find(setup), std::span(&facts, 1)).minutes.value; };
    EXPECT_EQ(minutes(), 30);
    facts.movement.kinds = {Movement::Pan, Movement::Dolly};
    EXPECT_EQ(minutes(), 45);
    facts.movement.kinds = {Movement::Pan};
    facts.rig.support = "support.steadicam";
    EXPECT_EQ(minutes(), 45);
    facts.rig.support = "support.handheld";
    EXPECT_EQ(minutes(), 30);
    facts.size = ShotSize::Insert;
    EXPECT_EQ(minutes(), 20);
    facts.characters.resize(6);
    EXPECT_EQ(minutes(), 20);
    f.change(f.scene, [](Scene& s) { s.intExt = IntExt::Ext; });
    EXPECT_EQ(minutes(), 60);
}

TEST(Words, NamesAreShortWhereTheyStayClear) {
    Film f;
    const auto mara = f.person("MARA VOSS", 1), teo = f.person("TEO VOSS", 2);
    EXPECT_EQ(plan::shortName(f.p, *f.p.find(mara)), "MARA");
    f.person("TEO LIND", 3);
    EXPECT_EQ(plan::shortName(f.p, *f.p.find(teo)), "TEO VOSS");
    EXPECT_EQ(plan::signedDegrees(-2.04), "\u22122.0");
    EXPECT_EQ(plan::signedDegrees(4.56), "+4.6");
    EXPECT_EQ(plan::signedDegrees(-0.04), "0.0");
}
}  // namespace
}  // namespace recce
