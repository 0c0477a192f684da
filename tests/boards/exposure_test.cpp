// How cameras are exposed by the light on their subject, and the filters they are given.
#include <gtest/gtest.h>

#include <cmath>

#include "actions/script.h"
#include "app/exposure.h"
#include "model/in_setup.h"
#include "optics/exposure.h"

namespace recce {
namespace {

/// An open field: no set, one person on a mark.
test::Stage field(const std::string& sky) {
    test::Stage stage;
    stage.context.sight = [](Root) -> plan::SetSight { return [](Id<Scene>, Id<Setup>) { return nullptr; }; };
    stage.run("add-character MARA height=1.7m id=c1");
    stage.run("add-scene '1 EXT. FIELD - DAY' id=1");
    stage.run("set 1 " + sky);
    stage.run("add-mark MARA at=0,0,-4 facing=0 id=a1");
    return stage;
}

double over(const test::Stage& stage, std::string_view letter) {
    for (const CameraRig& rig : stage.now().all<CameraRig>()) {
        if (rig.letter != letter) continue;
        const auto reading = readExposure(stage.now(), rig, nullptr, 0, {});
        EXPECT_TRUE(reading.has_value());
        return reading ? reading->over.value : 99;
    }
    ADD_FAILURE() << "no camera " << letter;
    return 99;
}

TEST(Exposure, AnOvercastFieldReadsWhatTheFormulasSay) {
    test::Stage stage = field("sky=overcast sun-elevation=60");
    stage.run("add-camera at=0,1.6,0 look-at=MARA focal=50mm nd=0 id=ca1");
    // CIE overcast sky, (1 + 2 sin h) / 3 of its zenith: the ground gets 7 pi / 9 of that and a level dome half of its
    // 4 pi / 3. Of the field below, albedo 0.2, the dome takes half of pi times its radiance twice: 0.2 of the ground's lux.
    const double ground = 300 + 21000 * std::sin(radians(Degrees(60)));
    const double lux = ground * ((2.0 / 3) / (7.0 / 9) + 0.2);
    const double expected = std::log2(lux * 800 / 48 / (340 * 8));
    EXPECT_NEAR(over(stage, "A"), expected, 0.1);
    EXPECT_GT(expected, 5);
}

TEST(Exposure, ANewCameraInDaylightIsGivenFilters) {
    for (const std::string sky : {"sky=clear sun-elevation=50", "sky=overcast sun-elevation=30", "sky=dusk"}) {
        test::Stage stage = field(sky);
        stage.context.view = Pose{{0, 1.6, 0}, toRotation({})};
        stage.context.viewFocal = Millimetres(40);
        const Edit edit = stage.run("add-camera from=view id=ca1");
        EXPECT_LE(over(stage, "A"), 0.51) << sky;
        if (sky != "sky=dusk") {  // which may be too dark without any
            EXPECT_GE(over(stage, "A"), -0.51) << sky;
        }
        const double stops = stage.the<CameraRig>("A").nd.value;
        EXPECT_EQ(stops, std::round(stops)) << "not filters that can be rented";
        stage.run("frame-shot MARA size=MCU");
        EXPECT_LE(over(stage, "B"), 0.51) << sky;
        // What is typed stays.
        stage.run("add-camera from=view nd=0.3");
        EXPECT_EQ(stage.the<CameraRig>("C").nd.value, 1);
    }
    test::Stage night = field("sky=night");
    night.run("add-camera at=0,1.6,0 look-at=MARA");
    EXPECT_EQ(night.the<CameraRig>("A").nd.value, 0);
}

TEST(Exposure, FarOffIsAFindingThatOneActionMends) {
    test::Stage stage = field("sky=clear sun-elevation=50");
    stage.run("add-camera at=0,1.6,0 look-at=MARA nd=0");
    std::vector<Finding> found;
    findExposure(stage.now(), readExposures(stage.now(), {}), found);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found.front().code, "exposure-off");
    EXPECT_NE(found.front().message.find("add ND"), std::string::npos) << found.front().message;
    ASSERT_EQ(found.front().fixes.size(), 1u);
    stage.run(found.front().fixes.front());
    found.clear();
    findExposure(stage.now(), readExposures(stage.now(), {}), found);
    EXPECT_TRUE(found.empty());
    EXPECT_LE(std::abs(over(stage, "A")), 0.51);
}

TEST(Exposure, FiltersComeInThreeTenthsAndTwoFit) {
    EXPECT_EQ(ndFor(Stops(0.2)), 0);
    EXPECT_EQ(ndFor(Stops(-3)), 0);
    EXPECT_NEAR(ndFor(Stops(6.3)), 1.8, 1e-9);
    EXPECT_NEAR(ndFor(Stops(30)), 4.2, 1e-9);
    EXPECT_EQ(ndName(1.8), "ND 1.8");
    EXPECT_EQ(ndName(3.0), "ND 2.1 + 0.9");
}

}  // namespace
}  // namespace recce
