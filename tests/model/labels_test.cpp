// Slate labels by the published rules.
#include <gtest/gtest.h>

#include "model/labels.h"

namespace recce {
namespace {
using CameraSetup = recce::Setup;  // gtest guards the bare name

class Labels : public testing::Test {
protected:
    Production p;
    Id<Scene> scene(std::uint64_t id, std::string number) {
        Scene s;
        s.id = {id};
        s.number = std::move(number);
        p.all<Scene>() = p.all<Scene>().with(s.id, std::make_shared<Scene>(s));
        return s.id;
    }
    Id<CameraSetup> setup(Id<Scene> scene, std::string label) {
        CameraSetup s;
        s.id = {++last};
        s.scene = scene;
        s.label = std::move(label);
        p.all<CameraSetup>() = p.all<CameraSetup>().with(s.id, std::make_shared<CameraSetup>(s));
        return s.id;
    }
    std::string take(Id<CameraSetup> setup) {
        Shot s;
        s.id = {++last};
        s.setup = setup;
        s.label = nextShotLabel(p, setup, p.find(setup)->label);
        p.all<Shot>() = p.all<Shot>().with(s.id, std::make_shared<Shot>(s));
        return s.label;
    }
    void uk() {
        ProductionInfo info = *p.info;
        info.slates = SlateStyle::Uk;
        p.info = std::make_shared<ProductionInfo>(info);
    }
    std::uint64_t last = 100;
};

TEST_F(Labels, UsLettersSkipIAndO) {
    // provideocoalition.com's rule: scene 27 itself, then A-H, J-N, P-Z: 25 names, then AA.
    const Id<Scene> s = scene(1, "27");
    std::vector<std::string> names;
    for (int i = 0; i < 52; ++i) {
        names.push_back(nextSetupLabel(p, s));
        setup(s, names.back());
    }
    const auto name = [&](std::size_t n) { return names[n - 1]; };
    EXPECT_EQ(name(1), "27");
    EXPECT_EQ(name(2), "27A");
    EXPECT_EQ(name(9), "27H");
    EXPECT_EQ(name(10), "27J");
    EXPECT_EQ(name(14), "27N");
    EXPECT_EQ(name(15), "27P");
    EXPECT_EQ(name(25), "27Z");
    EXPECT_EQ(name(26), "27AA");
    EXPECT_EQ(name(50), "27BA");
}

TEST_F(Labels, OtherSkippedLettersAndTheirInverse) {
    EXPECT_EQ(lettersOf(9, "IOQ"), "J");
    EXPECT_EQ(lettersOf(15, "IOQ"), "R");
    EXPECT_EQ(lettersOf(26, ""), "Z");
    EXPECT_EQ(lettersOf(27, ""), "AA");
    for (std::size_t n = 1; n < 2000; ++n) EXPECT_EQ(numberOfLetters(lettersOf(n)), n);
    EXPECT_EQ(numberOfLetters("I"), 0u);
    EXPECT_EQ(numberOfLetters("a"), 0u);
    EXPECT_EQ(numberOfLetters(""), 0u);
}

TEST_F(Labels, AGapIsNotFilledAndHandmadeLabelsDoNotCount) {
    const Id<Scene> s = scene(1, "12");
    setup(s, "12");
    setup(s, "12C");
    setup(s, "drone 4");
    EXPECT_EQ(nextSetupLabel(p, s), "12D");
}

TEST_F(Labels, ARepeatedLabelIsPartedByAHyphen) {
    const Id<Scene> twelve = scene(1, "12"), insert = scene(2, "12A");
    setup(twelve, "12");
    setup(twelve, "12A");
    EXPECT_EQ(nextSetupLabel(p, insert), "12A-A");
    setup(insert, "12A-A");
    EXPECT_EQ(nextSetupLabel(p, insert), "12A-B");  // once parted, always parted
    EXPECT_EQ(nextSetupLabel(p, twelve), "12B");
    EXPECT_TRUE(isPartedLabel("12A-A", "12A"));
    EXPECT_FALSE(isPartedLabel("12A-2", "12A"));
    EXPECT_FALSE(isPartedLabel("12AA", "12A"));
}

TEST_F(Labels, TheOtherWayRoundToo) {
    const Id<Scene> twelve = scene(1, "12"), insert = scene(2, "12A");
    setup(insert, "12A");
    setup(twelve, "12");
    EXPECT_EQ(nextSetupLabel(p, twelve), "12-A");
}

TEST_F(Labels, LaterShotsOfASetupAreNumbered) {
    const Id<Scene> s = scene(1, "12");
    const Id<CameraSetup> a = setup(s, "12A");
    EXPECT_EQ(take(a), "12A");
    EXPECT_EQ(take(a), "12A-2");
    EXPECT_EQ(take(a), "12A-3");
    EXPECT_EQ(take(setup(s, "12B")), "12B");
}

TEST_F(Labels, UkSlatesRunThroughTheFilm) {
    uk();
    const Id<Scene> one = scene(1, "7"), two = scene(2, "12A");
    EXPECT_EQ(nextSetupLabel(p, one), "1");
    setup(one, "1");
    EXPECT_EQ(nextSetupLabel(p, two), "2");
    setup(two, "9");
    EXPECT_EQ(nextSetupLabel(p, one), "10");
}

TEST_F(Labels, CamerasAndMarks) {
    const Id<Scene> s = scene(1, "12");
    EXPECT_EQ(nextCameraLetter(p, s), "A");
    for (std::uint64_t i = 1; i <= 8; ++i) {
        CameraRig r;
        r.id = {i};
        r.scene = s;
        r.letter = nextCameraLetter(p, s);
        p.all<CameraRig>() = p.all<CameraRig>().with(r.id, std::make_shared<CameraRig>(r));
    }
    EXPECT_EQ(nextCameraLetter(p, s), "J");
    EXPECT_EQ(nextCameraLetter(p, scene(2, "13")), "A");
    EXPECT_EQ(nextMarkLabel(p, s, Id<Character>{5}), "1");
    Mark m;
    m.id = {1};
    m.scene = s;
    m.character = {5};
    m.label = "4";
    p.all<Mark>() = p.all<Mark>().with(m.id, std::make_shared<Mark>(m));
    EXPECT_EQ(nextMarkLabel(p, s, Id<Character>{5}), "5");
    EXPECT_EQ(nextMarkLabel(p, s, Id<Character>{6}), "1");
}
}  // namespace
}  // namespace recce
