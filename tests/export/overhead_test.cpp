// The overhead: true to scale, everything on it and legible, in PDF, SVG and PNG.
#include <gtest/gtest.h>

#include "base/files.h"
#include "export/pages.h"
#include "kitchen.h"
#include "outside.h"
#include "plan/overhead.h"
#include "plan/overhead_things.h"
#include "plan/symbols.h"

namespace recce {
namespace {
using namespace sheets;
using drawing::Drawing;

class Overhead : public ::testing::Test {
protected:
    void SetUp() override {
        auto engine = TextEngine::open(programFolder() / "fonts");
        ASSERT_TRUE(engine) << toText(engine.error());
        context.text = *engine;
        measure = TextEngine::measure(*engine);
        section = sectionOf(test::kitchenWalls(), kCutHeight, airOf(production, {12}));
    }
    std::vector<Drawing> pages(const Layout& layout = {}) {
        plan = makeShotPlan(production);
        return overheadPages({production, plan, plan.scenes.at(0), section}, layout, measure);
    }
    static std::vector<std::string> textsOf(const std::vector<Drawing>& pages) {
        std::vector<std::string> out;
        for (const Drawing& page : pages)
            for (const drawing::Item& item : page.items)
                if (const auto* t = std::get_if<drawing::Text>(&item)) out.push_back(t->text);
        return out;
    }
    static bool says(const std::vector<std::string>& texts, const std::string& part) {
        return std::any_of(texts.begin(), texts.end(), [&](const std::string& t) { return t.find(part) != std::string::npos; });
    }
    PageContext context;
    drawing::Measure measure;
    Production production = test::kitchen();
    ShotPlan plan;
    Section section;
};

TEST_F(Overhead, FlagsAndFramesStandOnItTrueToSize) {
    Fabric grid;
    grid.key = "fabric.full_grid", grid.name = "Full grid cloth", grid.diffused = 0.18;
    UsedCatalogue used = *production.used;
    used.fabrics[grid.key] = grid;
    production.used = std::make_shared<const UsedCatalogue>(used);
    const std::size_t without = pages().at(0).items.size();
    SetPiece frame;
    frame.id = {900}, frame.owner = Id<Scene>{12}, frame.name = "Grid before the M18", frame.fabric = grid.key, frame.width = frame.height = Metres(1.2192);
    frame.pose = {{3.4, 1.6, -1.1}, toRotation({radians(Degrees(90)), 0, 0})};
    production.all<SetPiece>() = production.all<SetPiece>().with(frame.id, std::make_shared<const SetPiece>(frame));
    const auto made = pages();
    const auto texts = textsOf(made);
    for (const char* words : {"Flags and frames", "Grid before the M18", "Full grid cloth", "4x4 ft", "h 0.99\u00A0m"}) EXPECT_TRUE(says(texts, words)) << words;
    EXPECT_GT(made.at(0).items.size(), without);
    // At 1:50 four feet are 24.4 mm: a double line of that length stands on the plan.
    const auto things = thingsOf(production, plan, plan.scenes.at(0));
    ASSERT_EQ(things.cloths.size(), 1u);
    EXPECT_EQ(things.cloths[0].sign.kind, signs::ClothSign::Kind::Diffusion);
    Drawing drawing{200, 200, {}};
    signs::cloth(drawing, {{0, 0}, {100, 100}, 20}, signs::paperInk(), things.cloths[0].sign);
    double longest = 0;
    for (const drawing::Item& item : drawing.items) {
        const auto* stroke = std::get_if<drawing::Stroke>(&item);
        if (!stroke) continue;
        for (const auto& c : stroke->contours)
            if (c.points.size() == 2) longest = std::max(longest, glm::length(c.points[1] - c.points[0]));
    }
    EXPECT_NEAR(longest, 24.384, 0.01);
}

TEST_F(Overhead, HasEverythingItsIssueAsksFor) {
    const auto made = pages();
    const auto texts = textsOf(made);
    for (const char* words : {"MARA 1", "TEO 2", "M18 through window", "h 3.20\u00A0m", "1:50", "Cut at 1.20\u00A0m", "N", "2 m", "Overhead"})
        EXPECT_TRUE(says(texts, words)) << words;
    // A camera bears its setup's label, on the plan and in the list, where its letter stands too.
    for (const char* label : {"12", "12A", "12B", "12C", "12D", "12E"}) EXPECT_GE(std::count(texts.begin(), texts.end(), label), 2) << label;
    for (const char* letter : {"Camera A", "Camera F"}) EXPECT_EQ(std::count(texts.begin(), texts.end(), letter), 1) << letter;
    // Camera A (-3.4, 1.5) to MARA 1 (0.4, -0.9): 4.49 m along the floor.
    EXPECT_TRUE(says(texts, "4.49\u00A0m"));
    const auto pdf = encodePdf(made, {"Slack Water", "Overhead", ""}, context);
    ASSERT_TRUE(pdf);
    EXPECT_EQ(*pdf, *encodePdf(pages(), {"Slack Water", "Overhead", ""}, context));
    test::written("overhead.pdf", *pdf);
}

TEST_F(Overhead, IsTrueToScale) {
    // The fridge is 0.75 m square: 15 mm at 1:50. Fills hold the cut solids.
    bool found = false;
    const auto made = pages();
    for (const drawing::Item& item : made[0].items) {
        const auto* f = std::get_if<drawing::Fill>(&item);
        if (!f || f->contours.size() != 1) continue;
        Vec2 low(1e9), high(-1e9);
        for (const Vec2& p : f->contours[0].points) low = glm::min(low, p), high = glm::max(high, p);
        found |= std::abs(high.x - low.x - 15) < 1e-6 && std::abs(high.y - low.y - 15) < 1e-6;
    }
    EXPECT_TRUE(found);
}

TEST_F(Overhead, PlatesDoNotCoverEachOther) {
    for (const PaperSize paper : {PaperSize::A4, PaperSize::Letter}) {
        Layout layout;
        layout.paper = paper;
        std::vector<drawing::Rect> plates;
        const signs::Ink ink = signs::paperInk();
        const auto made = pages(layout);
        for (const drawing::Item& item : made[0].items) {
            const auto* f = std::get_if<drawing::Fill>(&item);
            if (!f || f->paint != ink.plate) continue;
            Vec2 low(1e9), high(-1e9);
            for (const Vec2& p : f->contours[0].points) low = glm::min(low, p), high = glm::max(high, p);
            const drawing::Rect r{low.x, low.y, high.x - low.x, high.y - low.y};
            for (const auto& o : plates) EXPECT_FALSE(o.grown(-0.2).overlaps(r));
            plates.push_back(r);
        }
        EXPECT_EQ(plates.size(), 9u);  // six cameras, three marks
    }
}

TEST_F(Overhead, ImperialSheetsUseAnArchitectsScale) {
    auto info = std::make_shared<ProductionInfo>(*production.info);
    info->units = DisplayUnits::Imperial;
    production.info = info;
    Layout layout;
    layout.paper = PaperSize::Letter;
    const auto made = pages(layout);
    const auto texts = textsOf(made);
    EXPECT_TRUE(says(texts, "1:48"));
    EXPECT_TRUE(says(texts, " ft"));
    test::written("overhead-letter.pdf", *encodePdf(made, {}, context));
}

TEST_F(Overhead, AHugeSetShowsWhereThingsHappen) {
    Box b;
    b.add(Vec3(-150, -1, -150));
    b.add(Vec3(150, -0.5, 150));
    std::vector<SectionMesh> meshes = test::kitchenWalls();
    meshes.push_back(sectionBox(b, Mat4(1)));
    section = sectionOf(meshes, kCutHeight, airOf(production, {12}));
    EXPECT_TRUE(says(textsOf(pages()), "1:100") || says(textsOf(pages()), "1:50"));
}

TEST_F(Overhead, AListThatDoesNotFitBesideThePlanHasAPageOfItsOwn) {
    // Fourteen more lamps: the plan keeps its page, the next has cameras, lights and marks side by side, each under its
    // name, and nothing is left over for a third.
    for (std::uint64_t i = 0; i < 14; ++i) {
        auto light = std::make_shared<Light>(*production.find(Id<Light>{400}));
        light->id = {900 + i};
        light->name = "Lamp " + std::to_string(i);
        production.all<Light>() = production.all<Light>().with(light->id, light);
    }
    const auto made = pages();
    ASSERT_EQ(made.size(), 2u);
    const auto texts = textsOf({made[1]});
    for (const char* head : {"Cameras", "Lights", "Marks"}) EXPECT_EQ(std::count(texts.begin(), texts.end(), head), 1) << head;
    EXPECT_TRUE(says(texts, "continued"));
    EXPECT_TRUE(says(texts, "Lamp 13"));
}

TEST_F(Overhead, DistancesAreThoseOfPeopleInTheFrame) {
    // A camera that looks straight down sees nobody's mark but the one under it.
    auto rig = std::make_shared<CameraRig>(*production.find(Id<CameraRig>{105}));
    const auto names = [&] {
        const OverheadThings things = thingsOf(production, makeShotPlan(production), makeShotPlan(production).scenes.at(0));
        std::vector<std::string> out;
        for (const CameraThing& c : things.cameras)
            if (c.letter == rig->letter)
                for (const DistanceThing& d : c.distances) out.push_back(d.name);
        return out;
    };
    rig->keys[0].position = {0, 1.5, 30};
    rig->keys[0].angles = {0, 0, 0};
    production.all<CameraRig>() = production.all<CameraRig>().with(rig->id, rig);
    EXPECT_EQ(names().size(), 3u);
    auto down = std::make_shared<CameraRig>(*rig);
    down->keys[0].angles.tilt = -0.9;
    production.all<CameraRig>() = production.all<CameraRig>().with(down->id, down);
    EXPECT_EQ(names().size(), 0u);
}

TEST_F(Overhead, AnEmptySceneSaysSo) {
    Production empty;
    Scene scene;
    scene.id = {7};
    scene.number = "7";
    empty.all<Scene>() = empty.all<Scene>().with(scene.id, std::make_shared<const Scene>(scene));
    production = empty;
    section = {};
    const auto made = pages();
    ASSERT_EQ(made.size(), 1u);
    EXPECT_TRUE(says(textsOf(made), "Nothing stands in this scene yet."));
}

TEST_F(Overhead, SvgIsSoundXmlAndRepeats) {
    NEEDS_PROGRAM("xmllint");
    auto odd = std::make_shared<Light>(*production.find(Id<Light>{400}));
    odd->name = "<M18> & \"friends\"";
    production.all<Light>() = production.all<Light>().with(odd->id, odd);
    const auto svg = encodeSvg(pages()[0], {"Slack & Water", "Overhead", ""}, context);
    ASSERT_TRUE(svg);
    EXPECT_EQ(*svg, *encodeSvg(pages()[0], {"Slack & Water", "Overhead", ""}, context));
    const auto file = test::written("overhead.svg", *svg);
    const auto said = test::run("xmllint --noout '" + file.string() + "'");
    EXPECT_EQ(said.status, 0) << said.text;
    EXPECT_NE(svg->find("aria-label=\"&lt;M18&gt; &amp; &quot;friends&quot;\""), std::string::npos);
    EXPECT_NE(svg->find("width=\"297.000mm\""), std::string::npos);
}

TEST_F(Overhead, RasteredPagesHaveTheirSize) {
    const auto picture = rasterise(pages()[0], 100, context);
    ASSERT_TRUE(picture);
    EXPECT_EQ(picture->width, 1169u);
    EXPECT_EQ(picture->height, 827u);
}

}  // namespace
}  // namespace recce
