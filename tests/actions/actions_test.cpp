// The table of user operations: what each does to a production.
#include <gtest/gtest.h>

#include <set>

#include "model/changes.h"
#include "tests/actions/script.h"

namespace recce {
namespace {
using test::Stage;

Stage kitchen() {
    Stage stage;
    for (const std::string& line : test::kitchenScript()) stage.run(line);
    return stage;
}

TEST(Actions, TheTableIsWhole) {
    std::set<std::string_view> names;
    for (const Action& a : actions()) {
        EXPECT_TRUE(names.insert(a.name).second) << a.name;
        EXPECT_TRUE(a.run) << a.name;
        EXPECT_FALSE(a.label.empty() || a.doc.empty() || a.group.empty()) << a.name;
        const auto call = parseCall(a.example);
        ASSERT_TRUE(call) << a.example;
        EXPECT_EQ(call->action, a.name);
        std::set<std::string_view> args;
        for (const ArgSpec& arg : a.args) {
            EXPECT_TRUE(args.insert(arg.name).second) << a.name << " " << arg.name;
            EXPECT_FALSE(arg.doc.empty()) << a.name << " " << arg.name;
        }
        if (a.openEnded) continue;
        for (const auto& [key, value] : call->args) EXPECT_TRUE(key.empty() || args.count(key)) << a.example << " " << key;
    }
}

TEST(Actions, AKitchenSceneStands) {
    Stage stage = kitchen();
    const Production& p = stage.now();
    EXPECT_EQ(p.info->title, "Slack Water");
    const Scene& scene = *p.find(Id<Scene>{0x12});
    EXPECT_EQ(scene.number, "12");
    EXPECT_EQ(scene.setName, "VOSS HOUSE - KITCHEN");
    EXPECT_EQ(scene.time, "DAY");
    EXPECT_EQ(scene.eighths, 11);
    EXPECT_EQ(scene.sets, std::vector{Id<Set>{0x5e1}});
    EXPECT_EQ(scene.characters, (std::vector{Id<Character>{0xc1}, Id<Character>{0xc2}}));
    EXPECT_NEAR(p.find(Id<Character>{0xc2})->height.value, 1.8288, 1e-12);
    EXPECT_EQ(p.find(Id<Mark>{0xa2})->label, "2");
    EXPECT_EQ(std::get<Id<Character>>(p.find(Id<Mark>{0xb1})->gaze), Id<Character>{0xc1});
    // US slates: the first setup bears the scene's number.
    EXPECT_EQ(p.find(Id<Shot>{0x501})->label, "12");
    EXPECT_EQ(p.find(Id<Shot>{0x502})->label, "12A");
    EXPECT_EQ(p.find(Id<Shot>{0x503})->label, "12B");
    EXPECT_EQ(p.find(Id<recce::Setup>{0xca3})->label, "12B");
    EXPECT_EQ(p.find(Id<Shot>{0x501})->frames, (FrameRange{{0}, 144}));
    EXPECT_EQ(p.find(Id<Shot>{0x503})->frames.count, 96);
    const CameraRig& b = *p.find(Id<CameraRig>{0xca3});
    EXPECT_EQ(b.letter, "C");
    EXPECT_DOUBLE_EQ(b.nd.value, 2);
    EXPECT_DOUBLE_EQ(b.shutter.value, 180);
    // It looks at Teo's eyes: the middle of the frame is there, and so is the focus.
    const CameraKey& key = b.keys.front();
    const Vec3 seen = key.position + toRotation(key.angles) * Vec3(0, 0, -key.focus.value);
    EXPECT_NEAR(seen.x, 0.7, 0.15);
    EXPECT_NEAR(seen.y, 1.70, 0.08);
    EXPECT_NEAR(seen.z, -1, 0.15);
    EXPECT_EQ(std::get<Id<Mark>>(p.find(Id<Light>{0xf1})->aim), Id<Mark>{0xa1});
    EXPECT_EQ(std::get<Id<Set>>(p.find(Id<Light>{0xf3})->owner), Id<Set>{0x5e1});
    // The key light shines on Mara, who sits.
    const Light& light = *p.find(Id<Light>{0xf1});
    const Vec3 toMara = glm::normalize(Vec3(-0.6, 1.2, -1) - light.pose.position);
    EXPECT_GT(glm::dot(light.pose.forward(), toMara), 0.99);
    EXPECT_EQ(p.find(Id<ShootDay>{0xd1})->strips.size(), 1u);
    EXPECT_EQ(p.find(Id<Note>{0xe1})->about, AnyId(Id<Shot>{0x502}));
}

TEST(Actions, ChangesHoldForOneSetupOnly) {
    Stage stage = kitchen();
    const Id<Light> key{0xf1};
    EXPECT_DOUBLE_EQ(stage.now().find(key)->dimmer, 1);
    EXPECT_DOUBLE_EQ(withChanges(stage.now(), Id<recce::Setup>{0xca2}).find(key)->dimmer, 0.3);
    EXPECT_DOUBLE_EQ(withChanges(stage.now(), Id<recce::Setup>{0xca1}).find(key)->dimmer, 1);
    stage.run("change Key dimmer=/2 setup='setup 12A'");
    EXPECT_DOUBLE_EQ(withChanges(stage.now(), Id<recce::Setup>{0xca2}).find(key)->dimmer, 0.15);
    // A change back to the scene's own value is no change.
    stage.run("change Key dimmer=100% setup='setup 12A'");
    EXPECT_TRUE(stage.now().find(Id<recce::Setup>{0xca2})->changes.empty());
    stage.run("change Key dimmer=10% on=no setup='setup 12A'");
    stage.run("change-back Key field=on setup='setup 12A'");
    EXPECT_EQ(stage.now().find(Id<recce::Setup>{0xca2})->changes.size(), 1u);
    stage.run("change-back Key setup='setup 12A'");
    EXPECT_TRUE(stage.now().find(Id<recce::Setup>{0xca2})->changes.empty());
    stage.refused("change 'MARA VOSS' height=2m setup='setup 12A'");
    stage.refused("change Key dimmer=200% setup='setup 12A'");
}

TEST(Actions, RefusalsSayWhatToDo) {
    Stage stage = kitchen();
    EXPECT_EQ(stage.refused("add-mark MARA at=1,2").code, Code::Usage);
    EXPECT_NE(stage.refused("set A focal=banana").message.find("50mm"), std::string::npos);
    EXPECT_NE(stage.refused("set A focal=0.2mm").message.find("from 1 to 5000"), std::string::npos);
    EXPECT_NE(stage.refused("set A colour=red").hint.find("focal"), std::string::npos);
    EXPECT_NE(stage.refused("set Kye dimmer=1").hint.find("Key"), std::string::npos);
    EXPECT_NE(stage.refused("fly A").hint.find("--list"), std::string::npos);
    EXPECT_NE(stage.refused("delete A colour=3").hint.find("target"), std::string::npos);
    stage.refused("set 12A label=12B");
    stage.refused("rename 'MARA VOSS' to='TEO BRANDT'");
    stage.refused("add-scene '12 INT. ELSEWHERE - DAY'");
    stage.refused("add-scene 'a kitchen'");
    stage.refused("add-camera id=ca1");
    stage.refused("take-shot camera=Z");
    stage.refused("add-piece no-such-model.glb");
    stage.refused("set 'MARA 1' leave=0f arrive=12f");
    stage.run("lock A");
    stage.refused("set A focal=50mm");
    stage.refused("move A by=1,0,0");
    stage.refused("delete A");
    stage.run("unlock A");
    stage.run("set A focal=50mm");
}

TEST(Actions, MeteredPointsBelongToTheirScene) {
    Stage stage = kitchen();
    EXPECT_EQ(stage.run("add-meter-point at=0.2,0.78,-0.9 name='Letter on the table' id=70").name, "Meter Letter on the table");
    stage.run("add-meter-point at=1,0,1");
    stage.run("add-meter-point at=MARA");
    EXPECT_EQ(stage.the<MeterPoint>("Point 1").position, Vec3(1, 0, 1));
    EXPECT_NEAR(stage.the<MeterPoint>("Point 2").position.x, -0.6, 0.3) << "at Mara's face";
    stage.run("move 'Letter on the table' by=0,0.1,0");
    EXPECT_NEAR(stage.now().find(Id<MeterPoint>{0x70})->position.y, 0.88, 1e-9);
    stage.run("rename 'Point 1' to=Doorway");
    stage.run("duplicate Doorway by=1,0,0");
    EXPECT_EQ(stage.the<MeterPoint>("Doorway 2").position, Vec3(2, 0, 1));
    stage.run("aim-light Key at='Letter on the table'");
    EXPECT_NEAR(std::get<Vec3>(stage.the<Light>("Key").aim).y, 0.88, 1e-9);
    stage.refused("add-meter-point");
    stage.refused("set Doorway dimmer=1");
    stage.run("delete Doorway");
    EXPECT_EQ(stage.now().all<MeterPoint>().size(), 3u);
    stage.run("delete 'scene 12'");
    EXPECT_TRUE(stage.now().all<MeterPoint>().empty());
}

TEST(Actions, DeletingTakesWhatCannotStand) {
    Stage stage = kitchen();
    EXPECT_EQ(stage.run("delete B").name, "Delete camera B and 1 shot");
    EXPECT_EQ(stage.now().find(Id<Shot>{0x502}), nullptr);
    EXPECT_EQ(stage.now().find(Id<recce::Setup>{0xca2}), nullptr);
    EXPECT_EQ(stage.now().find(Id<Note>{0xe1}), nullptr);
    stage.run("delete 'MARA 1'");
    EXPECT_EQ(std::get<Vec3>(stage.now().find(Id<Light>{0xf1})->aim), Vec3(-0.6, 0, -1));
    stage.run("delete 'MARA VOSS'");
    EXPECT_EQ(stage.now().find(Id<Mark>{0xb1})->gaze.index(), 0u);
    EXPECT_EQ(stage.now().find(Id<Scene>{0x12})->characters.size(), 1u);
    stage.run("delete 'scene 12'");
    EXPECT_TRUE(stage.now().all<CameraRig>().empty());
    EXPECT_TRUE(stage.now().all<recce::Setup>().empty());
    EXPECT_TRUE(stage.now().all<Shot>().empty());
    EXPECT_TRUE(stage.now().find(Id<ShootDay>{0xd1})->strips.empty());
    EXPECT_EQ(stage.now().all<Light>().size(), 1u);  // the set's lamp
}

TEST(Actions, MovesTurnsAndCopies) {
    Stage stage = kitchen();
    stage.run("move A,B by=1,0,0");
    EXPECT_DOUBLE_EQ(stage.now().find(Id<CameraRig>{0xca1})->keys.front().position.x, 1.1);
    stage.run("move 'MARA 2' turn=90");
    EXPECT_NEAR(stage.now().find(Id<Mark>{0xa2})->facing.value, 45, 1e-9);
    stage.run("duplicate A by=0,0,1 id=ca9");
    const CameraRig& copy = *stage.now().find(Id<CameraRig>{0xca9});
    EXPECT_EQ(copy.letter, "D");
    EXPECT_DOUBLE_EQ(copy.keys.front().position.z, 3.6);
    EXPECT_NE(stage.now().find(Id<recce::Setup>{0xca9}), nullptr);
    stage.run("add-scene '14 EXT. QUAY - NIGHT' id=14");
    EXPECT_EQ(stage.now().find(Id<Scene>{0x14})->environment.sky, Sky::Night);
    stage.run("copy Key scene=14 id=f9");
    EXPECT_EQ(std::get<Id<Scene>>(stage.now().find(Id<Light>{0xf9})->owner), Id<Scene>{0x14});
    stage.run("reorder 'scene 14' first=yes");
    EXPECT_EQ(scenesInOrder(stage.now()).front()->number, "14");
    stage.run("reorder 12B after=12");
    std::vector<std::string> labels;
    for (const Shot* s : shotsInOrder(stage.now(), Id<Scene>{0x12})) labels.push_back(s->label);
    EXPECT_EQ(labels, (std::vector<std::string>{"12", "12B", "12A"}));
}

TEST(Actions, KeysAndFrameRate) {
    Stage stage = kitchen();
    stage.run("add-key A time=2s at=0.1,1.4,2 focus=2.2m ease=linear");
    stage.run("add-key A time=96f focal=40mm");
    const CameraRig& rig = *stage.now().find(Id<CameraRig>{0xca1});
    ASSERT_EQ(rig.keys.size(), 3u);
    EXPECT_EQ(rig.keys[1].time.frame, 48);
    EXPECT_DOUBLE_EQ(rig.keys[2].position.z, 2);
    stage.run("set-frame-rate fps=48");
    EXPECT_EQ(stage.now().find(Id<CameraRig>{0xca1})->keys[1].time.frame, 96);
    EXPECT_EQ(stage.now().find(Id<Shot>{0x501})->frames.count, 288);
    EXPECT_EQ(stage.now().find(Id<Mark>{0xa2})->arrive->frame, 192);
    stage.run("remove-key A time=2s");
    EXPECT_EQ(stage.now().find(Id<CameraRig>{0xca1})->keys.size(), 2u);
    stage.refused("remove-key A time=5s");
    // The whole move goes along.
    stage.run("set A position=1.1,1.4,2.6");
    EXPECT_DOUBLE_EQ(stage.now().find(Id<CameraRig>{0xca1})->keys[1].position.x, 1.1);
}

TEST(Actions, HeadingsAsInScripts) {
    struct Heading {
        const char* line;
        IntExt intExt;
        const char *number, *set, *time;
    };
    // The table of the specification of scene headings.
    const Heading headings[] = {
        {"INT. COFFEE SHOP - DAY", IntExt::Int, "1", "COFFEE SHOP", "DAY"},
        {"ext. brick's pool - day", IntExt::Ext, "2", "BRICK'S POOL", "DAY"},
        {"INT./EXT. CAR - CONTINUOUS", IntExt::IntExt, "3", "CAR", "CONTINUOUS"},
        {"I/E CAR - CONTINUOUS", IntExt::IntExt, "4", "CAR", "CONTINUOUS"},
        {"EXT/INT. SORORITY HOUSE - THE DOORWAY", IntExt::IntExt, "5", "SORORITY HOUSE - THE DOORWAY", ""},
        {"INT.  MAST HOUSE - WALTER'S BEDROOM - MORNING", IntExt::Int, "6", "MAST HOUSE - WALTER'S BEDROOM", "MORNING"},
        {"INT. SAN FRANCISCO APARTMENT, DAY", IntExt::Int, "7", "SAN FRANCISCO APARTMENT", "DAY"},
        {"A10 EXT. X, A FEW DAYS LATER", IntExt::Ext, "A10", "X", "A FEW DAYS LATER"},
        {"110A INT. CELL - DAY / DRIVING", IntExt::Int, "110A", "CELL", "DAY / DRIVING"},
    };
    Stage stage;
    for (const Heading& h : headings) {
        const Edit edit = stage.run(std::string("add-scene \"") + h.line + "\"");
        const Scene& scene = *stage.now().find(std::get<Id<Scene>>(edit.place));
        EXPECT_EQ(scene.intExt, h.intExt) << h.line;
        EXPECT_EQ(scene.number, h.number) << h.line;
        EXPECT_EQ(scene.setName, h.set) << h.line;
        EXPECT_EQ(scene.time, h.time) << h.line;
    }
}

TEST(Actions, GivenIdsMakeScriptsRepeat) {
    EXPECT_EQ(kitchen().now().tables, kitchen().now().tables);
}

TEST(Actions, HostileNamesStayNames) {
    Stage stage;
    const std::vector<std::string> names = {"=HYPERLINK(1)", "../../etc", "CON", "<script>", "'; DROP", "a\nb", "\xFF\xFE", std::string(5000, 'x'), "\xE2\x80\xAE" "evil"};
    for (const std::string& name : names) {
        const auto call = ActionCall{"add-character", {{"name", name}}};
        const auto edit = runAction(stage.now(), stage.context, call);
        ASSERT_TRUE(edit) << name;
        EXPECT_TRUE(stage.document.commit(*edit));
    }
    EXPECT_EQ(stage.now().all<Character>().size(), names.size());
}

}  // namespace
}  // namespace recce
