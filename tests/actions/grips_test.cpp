// Flags, nets, diffusion frames, barn doors and practicals as actions: what they make, refuse and leave behind.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/stage.h"
#include "model/catalogue.h"
#include "base/files.h"
#include "plan/cloth.h"
#include "plan/setup_facts.h"
#include "tests/actions/script.h"

namespace recce {
namespace {

struct GripsTest : testing::Test {
    GripsTest() {
        auto rows = readCatalogue(programFolder() / "catalogue");
        EXPECT_TRUE(rows) << (rows ? "" : toText(rows.error()));
        if (rows) catalogue = std::move(*rows);
        stage.context.catalogue = &catalogue;
        for (const std::string& line : test::kitchenScript()) stage.run(line);
    }
    const SetPiece& piece(const std::string& name) { return stage.the<SetPiece>(name); }

    CatalogueRows catalogue;
    test::Stage stage;
};

TEST_F(GripsTest, AFrameStandsSquareBeforeItsLamp) {
    stage.run("add-grip 'full grid cloth' size=4x4 light=Key distance=1.2m id=e3");
    const SetPiece& frame = *stage.now().find(Id<SetPiece>{0xe3});
    const recce::Light& key = stage.the<recce::Light>("Key");
    EXPECT_EQ(frame.name, "Full grid cloth 4x4 ft");
    EXPECT_EQ(frame.fabric, "fabric.full_grid");
    EXPECT_NEAR(glm::distance(frame.pose.position, key.pose.position), 1.2, 1e-9);
    EXPECT_NEAR(glm::dot(frame.pose.forward(), key.pose.forward()), 1, 1e-9);
    EXPECT_EQ(stage.now().used->fabrics.count("fabric.full_grid"), 1u) << "a production keeps what it uses";
    // The lamp's light comes out of it: a second lamp for the picture, the same light for the meter.
    StageShelf shelf;
    const Stage now = makeStage({stage.now(), Id<Scene>{0x12}, nullptr, 0, [](Id<Asset>) { return nullptr; }, shelf, false});
    ASSERT_EQ(now.snapshot.lamps.size(), now.lights.size());
    const auto through = std::find_if(now.snapshot.lamps.begin(), now.snapshot.lamps.end(), [](const render::Lamp& l) { return l.through && l.through->lamp; });
    ASSERT_NE(through, now.snapshot.lamps.end());
    EXPECT_EQ(now.lights[static_cast<std::size_t>(through - now.snapshot.lamps.begin())], key.id);
    EXPECT_NEAR(glm::dot(through->pose.forward(), key.pose.forward()), 1, 1e-6);
    EXPECT_EQ(now.snapshot.screens.size(), 1u);
    // Hidden it is away.
    stage.run("hide piece:e3");
    EXPECT_TRUE(makeStage({stage.now(), Id<Scene>{0x12}, nullptr, 0, [](Id<Asset>) { return nullptr; }, shelf, false}).snapshot.screens.empty());
}

TEST_F(GripsTest, SizesGoByNameOrMeasure) {
    stage.run("add-grip solid size=24x36in at=0,1.5,0 id=e1");
    EXPECT_NEAR(piece("Solid 24x36 in").height->value, 0.9144, 1e-9);
    stage.run("size-grip piece:e1 size='6x6 ft'");
    EXPECT_NEAR(stage.now().find(Id<SetPiece>{0xe1})->width->value, 1.8288, 1e-9);
    stage.run("size-grip piece:e1 size='0.5 x 1.2 m'");
    EXPECT_NEAR(stage.now().find(Id<SetPiece>{0xe1})->height->value, 1.2, 1e-9);
    EXPECT_NE(stage.refused("add-grip solid size=large at=0,1,0").hint.find("4x4"), std::string::npos);
    EXPECT_EQ(stage.refused("add-grip velvet at=0,1,0").code, Code::NotFound);
    EXPECT_EQ(stage.refused("size-grip Key size=4x4").code, Code::Usage);
}

TEST_F(GripsTest, BarnDoorsHangAndCut) {
    stage.run("barn-doors Key open=90");
    const auto leaves = plan::doorsOf(stage.the<recce::Light>("Key"));
    ASSERT_EQ(leaves.size(), 4u);
    // Open by 90 degrees a leaf goes straight ahead from its edge of the front.
    const double half = stage.the<recce::Light>("Key").width.value / 2;
    EXPECT_NEAR(leaves[0].pose.position.y, half, 1e-9);
    EXPECT_NEAR((leaves[0].pose.rotation * Vec3(0, 1, 0)).z, -1, 1e-9);
    EXPECT_NEAR(leaves[2].pose.position.x, -half, 1e-9);
    stage.run("set Key door-top=0deg door-left=none");
    EXPECT_EQ(plan::doorsOf(stage.the<recce::Light>("Key")).size(), 3u);
    EXPECT_TRUE(plan::doorsOf(stage.the<recce::Light>("Lamp")).empty()) << "a bulb has no front";
    stage.run("barn-doors Key off=yes");
    EXPECT_TRUE(plan::doorsOf(stage.the<recce::Light>("Key")).empty());
    EXPECT_EQ(stage.refused("barn-doors Key open=200").code, Code::Usage);
    EXPECT_EQ(stage.refused("barn-doors MARA").code, Code::Usage);
}

TEST_F(GripsTest, TheEquipmentListCountsThem) {
    stage.run("add-grip solid size=24x36in at=0,1.5,0");
    stage.run("add-grip solid size=24x36in at=1,1.5,0 name=Cutter");
    stage.run("add-grip lee.216 size=8x8 at=2,1.5,0");
    const auto list = plan::equipmentOf(stage.now(), *stage.now().find(Id<recce::Setup>{0xca3}));
    EXPECT_NE(std::find(list.begin(), list.end(), "Solid 24x36 in x 2"), list.end());
    EXPECT_NE(std::find(list.begin(), list.end(), "White diffusion 216 8x8 ft"), list.end());
}

TEST_F(GripsTest, APieceThatShinesBecomesLamps) {
    stage.context.inspectModel = [](const ModelRequest&) -> Result<ModelFacts> {
        ModelFacts facts;
        facts.bounds = Box{Vec3(-0.3, 0, -0.3), Vec3(0.3, 1.6, 0.3)};
        ShiningPart shade{"shade", Box{Vec3(-0.2, 1.2, -0.2), Vec3(0.2, 1.5, 0.2)}, {0, 1.35, 0}, Vec3(0), 0.4, Vec3(250)};
        ShiningPart panel{"panel", Box{Vec3(-0.3, 0.5, -0.3), Vec3(0.3, 0.5, 0.3)}, {0, 0.5, 0}, {0, -1, 0}, 0.36, Vec3(250)};
        facts.shining = {shade, panel, {"rim", Box{Vec3(0), Vec3(0.01)}, Vec3(0), Vec3(0), 1e-4, Vec3(250)}};
        return facts;
    };
    EditBuilder builder(stage.now());
    Asset asset;
    asset.id = {0xa5};
    asset.path = "lamp.glb";
    SetPiece made;
    made.id = {0x9a};
    made.name = "Floor lamp";
    made.asset = asset.id;
    made.owner = Id<Set>{0x5e1};
    made.pose.position = {2, 0, 1};
    builder.put(asset);
    builder.put(made);
    ASSERT_TRUE(stage.document.commit(builder.finish("Bring in", AnyId(made.id))));
    stage.run("make-practical 'piece Floor lamp' dimmer=50%");
    std::vector<recce::Light> lamps;
    for (const recce::Light& l : stage.now().all<recce::Light>())
        if (l.glowPiece == made.id) lamps.push_back(l);
    ASSERT_EQ(lamps.size(), 2u) << "the rim is none";
    const auto of = [&](const char* material) { return *std::find_if(lamps.begin(), lamps.end(), [&](const recce::Light& l) { return l.glowMaterial == material; }); };
    EXPECT_EQ(of("shade").shape, FixtureShape::Bulb);
    EXPECT_EQ(of("shade").role, LightRole::Practical);
    EXPECT_TRUE(of("shade").owner == LightOwner(Id<Set>{0x5e1})) << "of every scene in the set, as the piece";
    EXPECT_NEAR(glm::distance(of("shade").pose.position, {2, 1.35, 1}), 0, 1e-9);
    EXPECT_NEAR(std::get<Lumens>(of("shade").output).value, kPi * 0.4 * 1000, 6);
    EXPECT_EQ(of("panel").shape, FixtureShape::Panel);
    EXPECT_NEAR(of("panel").pose.forward().y, -1, 1e-9);
    EXPECT_NEAR(of("panel").width.value * of("panel").height.value, 0.36, 1e-6);
    EXPECT_NEAR(of("panel").dimmer, 0.5, 1e-9);
    EXPECT_EQ(stage.refused("make-practical 'piece Floor lamp'").code, Code::Refused) << "once";
    // They go where it goes, and away with it.
    stage.run("move 'piece Floor lamp' by=1,0,0");
    EXPECT_NEAR(stage.now().find(of("shade").id)->pose.position.x, 3, 1e-9);
    stage.run("delete 'piece Floor lamp'");
    EXPECT_FALSE(stage.now().find(of("shade").id));
}

}  // namespace
}  // namespace recce
