// Cameras between their keys and people between their marks, by hand and by property.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "model/timing.h"

namespace recce {
namespace {
CameraKey key(std::int64_t frame, Vec3 position, Ease ease = Ease::Smooth) {
    CameraKey k;
    k.time = FrameTime{frame};
    k.position = position;
    k.focal = Millimetres(35);
    k.focus = Metres(3);
    k.ease = ease;
    return k;
}
CameraRig rigOf(std::vector<CameraKey> keys) {
    CameraRig rig;
    rig.keys = std::move(keys);
    return rig;
}

TEST(CameraTiming, ASmoothMoveStartsAndEndsAtRest) {
    const CameraRig rig = rigOf({key(0, {0, 1, 0}), key(24, {2, 1, 0})});
    EXPECT_DOUBLE_EQ(cameraAt(rig, FrameTime{-5}).position.x, 0);
    EXPECT_DOUBLE_EQ(cameraAt(rig, FrameTime{12}).position.x, 1);
    EXPECT_DOUBLE_EQ(cameraAt(rig, FrameTime{6}).position.x, 0.3125);  // 2 (3/16 - 2/64)
    EXPECT_DOUBLE_EQ(cameraAt(rig, FrameTime{24}).position.x, 2);
    EXPECT_DOUBLE_EQ(cameraAt(rig, FrameTime{99}).position.x, 2);
    EXPECT_LT(cameraAt(rig, 0.1).position.x, 1e-3);
}

TEST(CameraTiming, FocusMovesInDioptresAndFocalLengthInItsLogarithm) {
    CameraRig rig = rigOf({key(0, {0, 0, 0}, Ease::Linear), key(10, {0, 0, 0})});
    rig.keys[0].focus = Metres(2);
    rig.keys[1].focus = Metres(6);
    rig.keys[0].focal = Millimetres(25);
    rig.keys[1].focal = Millimetres(100);
    const CameraState half = cameraAt(rig, FrameTime{5});
    EXPECT_NEAR(half.focus.value, 3, 1e-12);    // 1 / ((1/2 + 1/6) / 2)
    EXPECT_NEAR(half.focal.value, 50, 1e-12);   // sqrt(25 * 100)
    // From infinity to 2 m: half way is 4 m.
    rig.keys[0].focus = Metres(HUGE_VAL);
    rig.keys[1].focus = Metres(2);
    EXPECT_NEAR(cameraAt(rig, FrameTime{5}).focus.value, 4, 1e-12);
}

TEST(CameraTiming, AHeadPansAllTheWayRound) {
    CameraRig rig = rigOf({key(0, {0, 0, 0}, Ease::Linear), key(35, {0, 0, 0})});
    rig.keys[1].angles.pan = radians(Degrees(350));
    EXPECT_NEAR(degrees(cameraAt(rig, FrameTime{20}).angles.pan).value, 200, 1e-9);
}

TEST(CameraTiming, KeysAreMetAndNothingJumpsOrOvershoots) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> metre(-5, 5);
    for (int round = 0; round < 200; ++round) {
        std::vector<CameraKey> keys;
        std::int64_t frame = 0;
        for (int i = 0; i < 5; ++i) {
            CameraKey k = key(frame, {metre(random), metre(random), metre(random)}, random() % 3 ? Ease::Smooth : Ease::Linear);
            k.angles = {metre(random), metre(random) / 4, 0};
            k.focal = Millimetres(20 + 10 * std::abs(metre(random)));
            k.focus = Metres(1 + std::abs(metre(random)));
            keys.push_back(k);
            frame += 5 + static_cast<std::int64_t>(random() % 40);
        }
        const CameraRig rig = rigOf(keys);
        for (const CameraKey& k : keys) {
            EXPECT_EQ(cameraAt(rig, k.time).position, k.position);
            EXPECT_EQ(cameraAt(rig, k.time).focus, k.focus);
        }
        for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
            const auto inside = [](double v, double a, double b) {
                return v >= std::min(a, b) - 1e-9 && v <= std::max(a, b) + 1e-9;
            };
            Vec3 last = keys[i].position;
            const double reach = glm::distance(keys[i].position, keys[i + 1].position);
            const auto from = static_cast<double>(keys[i].time.frame), to = static_cast<double>(keys[i + 1].time.frame);
            for (double f = from; f <= to; f += 0.25) {
                const CameraState s = cameraAt(rig, f);
                EXPECT_TRUE(inside(s.angles.pan, keys[i].angles.pan, keys[i + 1].angles.pan));
                EXPECT_TRUE(inside(s.focal.value, keys[i].focal.value, keys[i + 1].focal.value));
                EXPECT_TRUE(inside(s.focus.value, keys[i].focus.value, keys[i + 1].focus.value));
                // A quarter of a frame is at most a twentieth of the span; the curve's top speed is under four times its mean.
                EXPECT_LE(glm::distance(s.position, last), reach * 4 * 0.25 / (to - from) + 1e-9);
                last = s.position;
            }
        }
    }
}

TEST(CameraTiming, SaysWhetherItMoves) {
    EXPECT_FALSE(moves(rigOf({key(0, {1, 1, 1})})));
    EXPECT_FALSE(moves(rigOf({key(0, {1, 1, 1}), key(9, {1, 1, 1}, Ease::Linear)})));
    EXPECT_TRUE(moves(rigOf({key(0, {1, 1, 1}), key(9, {1, 1, 2})})));
}

Mark markAt(std::uint64_t id, Vec3 position, std::optional<std::int64_t> arrive, std::optional<std::int64_t> leave) {
    Mark m;
    m.id = {id};
    m.character = {1};
    m.label = std::to_string(id);
    m.position = position;
    if (arrive) m.arrive = FrameTime{*arrive};
    if (leave) m.leave = FrameTime{*leave};
    return m;
}
std::optional<FigureState> at(const std::vector<Mark>& marks, double frame) {
    std::vector<const Mark*> list;
    for (const Mark& m : marks) list.push_back(&m);
    return figureAt(list, frame, FrameRate{24, 1});
}

TEST(FigureTiming, WalksTheViaPointsAtEvenSpeed) {
    // 4 m along +X, a corner, 3 m along +Z in 70 frames: 10 cm a frame.
    std::vector<Mark> marks = {markAt(1, {0, 0, 0}, 0, 24), markAt(2, {4, 0, 3}, 94, std::nullopt)};
    marks[1].via = {{4, 0, 0}};
    marks[0].pose = BodyPose::Sit;
    marks[0].facing = Degrees(90);
    EXPECT_EQ(at(marks, -100)->position, Vec3(0, 0, 0));
    EXPECT_EQ(at(marks, 24)->pose, BodyPose::Sit);
    const auto straight = at(marks, 44);
    EXPECT_TRUE(straight->walking);
    EXPECT_EQ(straight->pose, BodyPose::Walk);
    EXPECT_NEAR(glm::distance(straight->position, Vec3(2, 0, 0)), 0, 1e-12);
    EXPECT_NEAR(straight->heading, -kPi / 2, 1e-9);  // towards +X
    EXPECT_NEAR(straight->walked.value, 2, 1e-12);
    const auto round = at(marks, 84);
    EXPECT_NEAR(glm::distance(round->position, Vec3(4, 0, 2)), 0, 1e-12);
    EXPECT_NEAR(std::abs(round->heading), kPi, 1e-9);  // towards +Z
    EXPECT_EQ(at(marks, 94)->position, Vec3(4, 0, 3));
    EXPECT_FALSE(at(marks, 500)->walking);
    // No jump of place or heading anywhere on the way.
    for (double f = 20; f < 100; f += 0.5) {
        EXPECT_LE(glm::distance(at(marks, f)->position, at(marks, f + 0.5)->position), 0.0501);
        EXPECT_LE(std::abs(std::remainder(at(marks, f + 0.5)->heading - at(marks, f)->heading, 2 * kPi)), 0.6);
    }
}

TEST(FigureTiming, WithoutALeaveTimeTheyGoAsLateAsAnOrdinaryPaceAllows) {
    // 2.6 m at 1.3 m/s: 48 frames before frame 200.
    const std::vector<Mark> marks = {markAt(1, {0, 0, 0}, 0, std::nullopt), markAt(2, {2.6, 0, 0}, 200, std::nullopt)};
    EXPECT_FALSE(at(marks, 152)->walking);
    EXPECT_TRUE(at(marks, 153)->walking);
    EXPECT_NEAR(at(marks, 176)->position.x, 1.3, 1e-12);
}

TEST(FigureTiming, ExitsAndPlaces) {
    std::vector<Mark> marks = {markAt(1, {0, 0, 0}, 0, 10), markAt(2, {5, 0, 0}, 60, std::nullopt)};
    marks[1].exits = true;
    EXPECT_TRUE(at(marks, 59).has_value());
    EXPECT_FALSE(at(marks, 60).has_value());
    marks.push_back(markAt(3, {7, 0, 0}, 100, std::nullopt));  // comes back in
    EXPECT_FALSE(at(marks, 99).has_value());
    EXPECT_EQ(at(marks, 100)->position.x, 7);
    // Places only: stands on the first by label. A timed mark makes the others plain places.
    std::vector<Mark> places = {markAt(2, {2, 0, 0}, {}, {}), markAt(1, {1, 0, 0}, {}, {})};
    EXPECT_EQ(at(places, 33)->position.x, 1);
    places.push_back(markAt(5, {5, 0, 0}, 0, {}));
    EXPECT_EQ(at(places, 33)->position.x, 5);
    EXPECT_FALSE(at({}, 0).has_value());
}

TEST(FigureTiming, EverybodyInTheOrderOfTheCastList) {
    Production p;
    const auto cast = [&](std::uint64_t id, std::int32_t number) {
        Character c;
        c.id = {id};
        c.cast = number;
        p.all<Character>() = p.all<Character>().with(c.id, std::make_shared<Character>(c));
    };
    cast(1, 2);
    cast(2, 1);
    cast(3, 0);
    std::vector<Mark> marks;
    for (std::uint64_t c = 1; c <= 4; ++c) {  // character 4 does not exist
        marks.push_back(markAt(10 + c, {double(c), 0, 0}, {}, {}));
        marks.back().character = {c};
    }
    const auto figures = figuresAt(p, marks, 0);
    ASSERT_EQ(figures.size(), 3u);
    EXPECT_EQ(figures[0].character.value, 2u);
    EXPECT_EQ(figures[1].character.value, 1u);
    EXPECT_EQ(figures[2].character.value, 3u);
}
}  // namespace
}  // namespace recce
