// Frame it for me, overs and mirroring: what is asked for is what the frame then reads as.
#include <gtest/gtest.h>

#include <cmath>

#include "model/words.h"
#include "plan/framing.h"
#include "tests/plan/film.h"

namespace recce::plan {
namespace {
using test::Film;

constexpr ShotSize kSizes[] = {ShotSize::ECU, ShotSize::CU, ShotSize::MCU, ShotSize::MS, ShotSize::Cowboy,
                               ShotSize::MLS, ShotSize::FS, ShotSize::LS, ShotSize::ELS};

CameraRig withKey(CameraRig rig, const CameraKey& key) {
    rig.keys = {key};
    return rig;
}
ShotFacts readBack(const Film& f, Id<CameraRig> rig, const FramedCamera& camera, const SetSight& sight = {}) {
    return readFrame(f.p, withKey(*f.p.find(rig), camera.key), nullptr, camera.key.time, sight);
}

TEST(FrameIt, GivesTheAskedSizeForAllSizesLensesAndHeightsOfPeople) {
    int tried = 0;
    for (const double stature : {1.15, 1.38, 1.61, 1.75, 1.95}) {
        for (const BodyPose pose : {BodyPose::Stand, BodyPose::Sit, BodyPose::Lean}) {
            Film f;
            const auto mara = f.person("MARA", 1, stature);
            f.mark(mara, {1, 0.2, -2}, 40, pose);
            const auto rig = f.camera({Film::key(0, {0, 1.6, 3}, {0, 1.6, 0}, 50, 3)});
            for (const ShotSize size : kSizes) {
                for (const double focal : {18.0, 35.0, 50.0, 85.0, 200.0}) {
                    FrameWish wish{size, {mara}, Millimetres(focal), ShotAngle::Eye, {}, {}};
                    const auto camera = frameIt(f.p, *f.p.find(rig), {f.scene, nullptr, FrameTime{0}, {}}, wish);
                    ASSERT_TRUE(camera) << toText(camera.error());
                    const ShotFacts facts = readBack(f, rig, *camera);
                    ASSERT_TRUE(facts.size.has_value());
                    EXPECT_EQ(*facts.size, size) << wordOf(size) << " at " << focal << " mm of " << stature << " m, " << wordOf(pose)
                                                 << " read as " << wordOf(*facts.size);
                    EXPECT_EQ(facts.subject, mara);
                    EXPECT_EQ(facts.angle, ShotAngle::Eye);
                    EXPECT_DOUBLE_EQ(camera->key.focal.value, focal);
                    ++tried;
                }
            }
        }
    }
    EXPECT_EQ(tried, 5 * 3 * 9 * 5);
}

TEST(FrameIt, StandsAtTheTextbookDistance) {
    // imaging reference OPT-SHO-003: MS (cut at 0.63) of 1.75 m with 8 % headroom, 50 mm on a frame 13.87 mm high:
    // 2.537 m. Our MS cuts at 0.60 and the frame is 11.711 mm high: 0.4 * 1.75 / 0.92 * 50 / 11.711 = 3.249 m.
    Film f;
    const auto mara = f.person("MARA", 1);
    f.mark(mara, {0, 0, 0}, 180);
    const auto rig = f.camera({Film::key(0, {0, 1.6, 3}, {0, 1.6, 0}, 50, 3)});
    const auto camera = frameIt(f.p, *f.p.find(rig), {f.scene, nullptr, FrameTime{0}, {}},
                                {ShotSize::MS, {mara}, Millimetres(50), ShotAngle::Eye, {}, {}});
    ASSERT_TRUE(camera);
    EXPECT_NEAR(camera->distance.value, 3.249, 0.1);
    // Focus is on her eyes: the axial distance and the image distance, within what a level head leaves.
    EXPECT_NEAR(camera->key.focus.value, camera->distance.value + 0.051, 0.02);
    // 20 degrees off her look: she faces +Z, so the camera stands to one side of it. Measured from the mark, which lies
    // a few centimetres behind her eyes and beside her hips.
    const double off = std::abs(std::atan2(camera->key.position.x, camera->key.position.z)) * 180 / kPi;
    EXPECT_NEAR(off, 20, 2);
}

TEST(FrameIt, KeepsTheAskedAngle) {
    Film f;
    const auto mara = f.person("MARA", 1);
    f.mark(mara, {0, 0, 0}, 180);
    const auto rig = f.camera({Film::key(0, {0, 1.6, 3}, {0, 1.6, 0}, 50, 3)});
    const FrameScene where{f.scene, nullptr, FrameTime{0}, {}};
    for (const ShotAngle angle : {ShotAngle::Bird, ShotAngle::High, ShotAngle::Eye, ShotAngle::Low}) {
        for (const ShotSize size : {ShotSize::CU, ShotSize::MCU, ShotSize::MS, ShotSize::Cowboy}) {
            for (const double focal : {25.0, 50.0, 100.0}) {
                const auto camera = frameIt(f.p, *f.p.find(rig), where, {size, {mara}, Millimetres(focal), angle, {}, {}});
                ASSERT_TRUE(camera);
                const ShotFacts facts = readBack(f, rig, *camera);
                EXPECT_EQ(facts.angle, angle) << wordOf(angle) << " " << wordOf(size) << " " << focal;
                if (angle != ShotAngle::Bird) {
                    EXPECT_EQ(facts.size, size) << wordOf(angle) << " " << wordOf(size) << " " << focal;
                }
            }
        }
    }
    // A worm's eye stays over the floor and looks up.
    const auto worm = frameIt(f.p, *f.p.find(rig), where, {ShotSize::MS, {mara}, Millimetres(35), ShotAngle::Worm, {}, {}});
    ASSERT_TRUE(worm);
    EXPECT_GE(worm->key.position.y, 0.1);
    EXPECT_EQ(readBack(f, rig, *worm).angle, ShotAngle::Worm);
    // A given height is kept.
    for (const double height : {0.5, 1.25, 1.5, 1.8, 2.5}) {
        for (const ShotSize size : {ShotSize::MCU, ShotSize::MS, ShotSize::FS, ShotSize::LS}) {
            const auto camera = frameIt(f.p, *f.p.find(rig), where, {size, {mara}, Millimetres(40), ShotAngle::Eye, {}, Metres(height)});
            // From 2.5 m crown to chest (1.75 to 1.26 m) never spans more than 14 degrees, from 0.5 m up 14.5; at 40 mm the
            // frame's share of them is 15.3.
            if ((height > 2 || height < 1) && size == ShotSize::MCU) {
                EXPECT_FALSE(camera);
                continue;
            }
            ASSERT_TRUE(camera) << wordOf(size) << " from " << height << ": " << toText(camera.error());
            EXPECT_NEAR(camera->key.position.y, height, 1e-9);
            EXPECT_EQ(readBack(f, rig, *camera).size, size) << wordOf(size) << " from " << height;
        }
    }
}

SetSight wall(Vec3 a, Vec3 b) {
    SightTriangles w;
    const auto put = [&](double x, double y, double z) {
        w.positions.emplace_back(static_cast<float>(x), static_cast<float>(y), static_cast<float>(z));
    };
    put(a.x, 0, a.z);
    put(b.x, 0, b.z);
    put(b.x, 3, b.z);
    put(a.x, 3, a.z);
    w.indices = {0, 1, 2, 0, 2, 3};
    const auto scene = SightScene::make({{}, {}, {w}});
    return [scene](Id<Scene>, Id<Setup>) { return scene; };
}

TEST(FrameIt, GoesRoundAWallOrSaysSo) {
    Film f;
    const auto mara = f.person("MARA", 1);
    f.mark(mara, {0, 0, 0}, 180);
    const auto rig = f.camera({Film::key(0, {0, 1.6, 3}, {0, 1.6, 0}, 50, 3)});
    const FrameWish wish{ShotSize::MS, {mara}, Millimetres(50), ShotAngle::Eye, Degrees(180), {}};
    // A short wall straight before her, 1.5 m off: the wished bearing is fixed and blocked.
    const FrameScene blocked{f.scene, nullptr, FrameTime{0}, wall({-0.5, 0, 1.5}, {0.5, 0, 1.5})};
    const auto refused = frameIt(f.p, *f.p.find(rig), blocked, wish);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::Refused);
    // Free to choose, it goes round and sees her.
    FrameWish free = wish;
    free.bearing.reset();
    const FrameScene before{f.scene, nullptr, FrameTime{0}, wall({0.2, 0, 1.5}, {1.6, 0, 1.0})};
    const FrameScene both{f.scene, nullptr, FrameTime{0}, wall({-1.5, 0, 1.4}, {-0.2, 0, 1.5})};
    for (const FrameScene& where : {before, both}) {
        const auto camera = frameIt(f.p, *f.p.find(rig), where, free);
        ASSERT_TRUE(camera) << toText(camera.error());
        EXPECT_EQ(readBack(f, rig, *camera, where.sight).subject, mara);
    }
}

TEST(FrameIt, HoldsTwoPeopleOrSaysThatTheyDoNotFit) {
    Film f;
    const auto mara = f.person("MARA", 1), teo = f.person("TEO", 2, 1.83);
    f.mark(mara, {-0.5, 0, 0}, -90);
    const auto far = f.mark(teo, {0.5, 0, 0}, 90);
    const auto rig = f.camera({Film::key(0, {0, 1.6, 3}, {0, 1.6, 0}, 50, 3)});
    const FrameScene where{f.scene, nullptr, FrameTime{0}, {}};
    for (const ShotSize size : {ShotSize::MS, ShotSize::Cowboy, ShotSize::MLS, ShotSize::FS}) {
        const auto camera = frameIt(f.p, *f.p.find(rig), where, {size, {mara, teo}, Millimetres(40), ShotAngle::Eye, {}, {}});
        ASSERT_TRUE(camera) << toText(camera.error());
        const ShotFacts facts = readBack(f, rig, *camera);
        EXPECT_EQ(facts.framing, std::vector<Framing>{Framing::TwoShot}) << wordOf(size);
        EXPECT_EQ(facts.characters.size(), 2u);
    }
    f.change(far, [](Mark& m) { m.position.x = 4; });
    const auto camera = frameIt(f.p, *f.p.find(rig), where, {ShotSize::CU, {mara, teo}, Millimetres(40), ShotAngle::Eye, Degrees(0), {}});
    ASSERT_FALSE(camera);
    EXPECT_NE(camera.error().message.find("does not hold both"), std::string::npos);
}

TEST(FrameIt, RefusesWhatCannotBeMeant) {
    Film f;
    const auto mara = f.person("MARA", 1), teo = f.person("TEO", 2);
    f.mark(mara, {0, 0, 0}, 180);
    const auto rig = *f.p.find(f.camera({Film::key(0, {0, 1.6, 3}, {0, 1.6, 0}, 50, 3)}));
    const FrameScene where{f.scene, nullptr, FrameTime{0}, {}};
    EXPECT_EQ(frameIt(f.p, rig, where, {ShotSize::Insert, {mara}, Millimetres(50), ShotAngle::Eye, {}, {}}).error().code, Code::Usage);
    EXPECT_EQ(frameIt(f.p, rig, where, {ShotSize::CU, {}, Millimetres(50), ShotAngle::Eye, {}, {}}).error().code, Code::Usage);
    EXPECT_EQ(frameIt(f.p, rig, where, {ShotSize::CU, {teo}, Millimetres(50), ShotAngle::Eye, {}, {}}).error().code, Code::NotFound);
}

struct Facing : Film {
    Id<Character> mara = person("MARA", 1, 1.68), teo = person("TEO", 2, 1.83);
    Id<Mark> a = mark(mara, {0, 0, 0}, 180), b = mark(teo, {0.4, 0, 1.9}, 12);
    Facing() {
        change(a, [&](Mark& m) { m.gaze = teo; });
        change(b, [&](Mark& m) { m.gaze = mara; });
    }
};

TEST(Overs, BothStayOnTheMastersSideAndReadAsOvers) {
    for (const double masterX : {-4.0, 5.0}) {
        for (const double focal : {35.0, 40.0, 50.0, 75.0}) {
            for (const BodyPose pose : {BodyPose::Stand, BodyPose::Sit}) {
                Facing f;
                f.change(f.a, [&](Mark& m) { m.pose = pose; });
                f.take({Film::key(0, {masterX, 1.5, 1}, {0.2, 1.3, 1}, 25, 5)}, "12");
                const auto rig = f.camera({Film::key(0, {0, 1.6, 3}, {0, 1.6, 0}, 50, 3)});
                const FrameScene where{f.scene, nullptr, FrameTime{0}, {}};
                const auto overs = frameOvers(f.p, *f.p.find(rig), where, {f.a, f.b, Millimetres(focal), ShotSize::MS});
                ASSERT_TRUE(overs) << toText(overs.error());
                const auto people = peopleAt(f.p, f.scene, nullptr, 0);
                const auto line = lineBetween(people[0], people[1]);
                ASSERT_TRUE(line.has_value());
                const int side = line->side({masterX, 1.5, 1});
                for (const auto& [camera, over, subject] : {std::tuple(overs->overA, f.mara, f.teo), std::tuple(overs->overB, f.teo, f.mara)}) {
                    EXPECT_EQ(line->side(camera.key.position, 0.05), side) << masterX << " " << focal;
                    const ShotFacts facts = readBack(f, rig, camera);
                    EXPECT_EQ(facts.framing, std::vector<Framing>{Framing::Over}) << focal << " over " << over.value << " " << wordOf(pose);
                    EXPECT_EQ(facts.subject, subject);
                    EXPECT_EQ(facts.over, over);
                }
            }
        }
    }
}

TEST(Overs, NeedTwoPeople) {
    Facing f;
    const auto rig = *f.p.find(f.camera({Film::key(0, {0, 1.6, 3}, {0, 1.6, 0}, 50, 3)}));
    const FrameScene where{f.scene, nullptr, FrameTime{0}, {}};
    EXPECT_FALSE(frameOvers(f.p, rig, where, {f.a, f.a, Millimetres(50), ShotSize::MS}));
    EXPECT_EQ(frameOvers(f.p, rig, where, {f.a, Id<Mark>{999}, Millimetres(50), ShotSize::MS}).error().code, Code::NotFound);
}

TEST(Mirror, TwiceIsTheSameAndThePictureIsMirrored) {
    const ActionLine line{{1}, {2}, {1, 0, 1}, {3, 0, -2}};
    CameraRig rig;
    rig.keys = {Film::key(0, {4, 1.5, 3}, {1, 1.2, 1}, 50, 3), Film::key(48, {5, 1.8, 1}, {2, 1.4, 0}, 75, 4)};
    rig.keys[0].angles.roll = 0.1;
    rig.keys[1].angles.pan += 2 * kPi;
    const CameraRig once = mirrored(rig, line), twice = mirrored(once, line);
    for (std::size_t i = 0; i < 2; ++i) {
        EXPECT_NEAR(line.offset(once.keys[i].position), -line.offset(rig.keys[i].position), 1e-12);
        EXPECT_NEAR(glm::distance(twice.keys[i].position, rig.keys[i].position), 0, 1e-12);
        EXPECT_NEAR(std::remainder(twice.keys[i].angles.pan - rig.keys[i].angles.pan, 2 * kPi), 0, 1e-9);
        EXPECT_DOUBLE_EQ(once.keys[i].angles.tilt, rig.keys[i].angles.tilt);
        EXPECT_DOUBLE_EQ(once.keys[i].angles.roll, -rig.keys[i].angles.roll);
        EXPECT_EQ(once.keys[i].focal, rig.keys[i].focal);
        // A point on the line is seen as far to the one side as it was to the other.
        const Vec3 point(1, 1.2, 1);
        const auto x = [&](const CameraKey& k) { return (glm::inverse(toRotation({k.angles.pan, k.angles.tilt, 0})) * (point - k.position)).x; };
        EXPECT_NEAR(x(once.keys[i]), -x(rig.keys[i]), 1e-9);
    }
    // The move between the keys stays the same turn the other way.
    EXPECT_NEAR(once.keys[1].angles.pan - once.keys[0].angles.pan, rig.keys[0].angles.pan - rig.keys[1].angles.pan, 1e-9);
}

TEST(Line, IsFoundFromWhatTheCameraShows) {
    Facing f;
    const auto single = f.camera({Film::key(0, {-1.5, 1.6, 2}, {0, 1.5, 0}, 75, 2.5)});
    const auto line = lineOf(f.p, *f.p.find(single), {f.scene, nullptr, FrameTime{0}, {}});
    ASSERT_TRUE(line) << toText(line.error());
    EXPECT_EQ(line->a, f.mara);
    EXPECT_EQ(line->b, f.teo);
    const auto empty = f.camera({Film::key(0, {9, 1.6, 9}, {20, 1.6, 20}, 25, 8)});
    EXPECT_EQ(lineOf(f.p, *f.p.find(empty), {f.scene, nullptr, FrameTime{0}, {}}).error().code, Code::NotFound);
}
}  // namespace
}  // namespace recce::plan
