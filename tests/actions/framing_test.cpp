// Framing by wish: what the actions place must read back from the frame as what was asked for.
#include <gtest/gtest.h>

#include "model/words.h"
#include "plan/framing.h"
#include "plan/shot_facts.h"
#include "tests/actions/script.h"

namespace recce {
namespace {
using test::Stage;

Stage kitchen() {
    Stage stage;
    for (const std::string& line : test::kitchenScript()) stage.run(line);
    return stage;
}

TEST(Framing, ReadsBackAsAsked) {
    for (const char* size : {"CU", "MCU", "MS", "MLS", "FS"}) {
        Stage stage = kitchen();
        const Edit edit = stage.run(std::string("frame-shot size=") + size + " on=TEO focal=50mm angle=eye id=fa");
        const CameraRig& rig = *stage.now().find(Id<CameraRig>{0xfa});
        const auto facts = plan::readFrame(stage.now(), rig, nullptr, FrameTime{0});
        ASSERT_TRUE(facts.size) << size;
        EXPECT_EQ(wordOf(*facts.size), size);
        EXPECT_EQ(facts.subject, Id<Character>{0xc2});
        EXPECT_EQ(facts.angle, ShotAngle::Eye);
        EXPECT_EQ(edit.place, AnyId(Id<CameraRig>{0xfa}));
        EXPECT_DOUBLE_EQ(rig.keys.front().focal.value, 50);
    }
}

TEST(Framing, ACameraFromTheViewHasAPrimeAndFocusesOnWhoStandsInTheMiddle) {
    Stage stage;
    stage.run("add-scene '1 INT. ROOM - DAY'");
    stage.run("add-mark MARA at=0,0,-4");
    stage.run("add-mark TEO at=2.5,0,-4");
    stage.context.view = Pose{Vec3(0, 1.5, 0), Quat(1, 0, 0, 0)};
    stage.context.viewFocal = Millimetres(33.71);
    UsedCatalogue catalogue;
    LensSet& primes = catalogue.lensSets[stage.now().info->defaultLensSet];
    primes.key = stage.now().info->defaultLensSet;
    for (const double mm : {25, 29, 35, 40}) primes.lenses.push_back({Millimetres(mm), TStop(1.8), Metres(0.45)});
    stage.context.catalogue = &catalogue;
    stage.run("add-camera from=view");
    const CameraKey& key = stage.now().all<CameraRig>().begin()->keys.front();
    EXPECT_DOUBLE_EQ(key.focal.value, 35);
    EXPECT_NEAR(key.focus.value, 4.0, 0.1);  // 4 m to Mara's eyes from the lens, a lens's length more from the sensor
}

TEST(Framing, AnExistingCameraGoesThere) {
    Stage stage = kitchen();
    const std::size_t cameras = stage.now().all<CameraRig>().size();
    stage.run("frame-shot MARA size=CU camera=B lens=85mm");
    EXPECT_EQ(stage.now().all<CameraRig>().size(), cameras);
    EXPECT_DOUBLE_EQ(stage.now().find(Id<CameraRig>{0xca2})->keys.front().focal.value, 85);
    stage.run("lock B");
    stage.refused("frame-shot MARA size=CU camera=B");
    stage.refused("frame-shot NOBODY size=CU");
    stage.refused("frame-shot MARA size=HUGE");
    stage.refused("frame-shot MARA lens=0mm");
}

TEST(Framing, OversStandOnTheMastersSide) {
    Stage stage = kitchen();
    stage.run("make-overs 'MARA 1,TEO 1' focal=50mm id=0e1");
    const auto people = plan::peopleAt(stage.now(), Id<Scene>{0x12}, nullptr, 0);
    ASSERT_EQ(people.size(), 2u);
    const auto line = plan::lineBetween(people[0], people[1]);
    ASSERT_TRUE(line);
    const int master = line->side(stage.now().find(Id<CameraRig>{0xca1})->keys.front().position);
    ASSERT_NE(master, 0);
    for (const std::uint64_t id : {0x0e1, 0x0e2}) {
        const CameraRig* rig = stage.now().find(Id<CameraRig>{id});
        ASSERT_TRUE(rig);
        EXPECT_EQ(line->side(rig->keys.front().position), master);
        EXPECT_NE(stage.now().find(Id<recce::Setup>{id}), nullptr);
    }
    EXPECT_EQ(stage.document.undoName(), "Make overs of MARA VOSS 1 and TEO BRANDT 1");
    stage.refused("make-overs 'MARA 1'");
    stage.refused("make-overs");
}

TEST(Framing, MirroringGoesToTheOtherSideAndBack) {
    Stage stage = kitchen();
    const auto people = plan::peopleAt(stage.now(), Id<Scene>{0x12}, nullptr, 0);
    const auto line = plan::lineBetween(people[0], people[1]);
    const auto place = [&] { return stage.now().find(Id<CameraRig>{0xca1})->keys.front().position; };
    const Vec3 before = place();
    stage.run("mirror-camera A");
    EXPECT_EQ(line->side(place()), -line->side(before));
    EXPECT_NEAR(place().y, before.y, 1e-12);
    stage.run("mirror-camera A a=MARA b=TEO time=0f");
    EXPECT_NEAR(glm::length(place() - before), 0, 1e-9);
}

}  // namespace
}  // namespace recce
