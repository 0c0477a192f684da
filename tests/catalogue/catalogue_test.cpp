// The catalogue that ships: every row sound, sourced and true to its pixels; and how places override each other.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "model/catalogue.h"
#include "model/fields.h"

namespace recce {
namespace {
const std::filesystem::path kFolder = std::filesystem::path(RECCE_SOURCE_DIR) / "assets" / "catalogue";

const CatalogueRows& shipped() {
    static const CatalogueRows rows = [] {
        auto read = readCatalogue(kFolder);
        EXPECT_TRUE(read) << toText(read.error());
        return read ? *read : CatalogueRows{};
    }();
    return rows;
}

TEST(Catalogue, IsSoundAndFilled) {
    EXPECT_EQ(problemsOf(shipped()), std::vector<std::string>{});
    EXPECT_GE(shipped().bodies.size(), 25u);
    EXPECT_GE(shipped().lensSets.size(), 8u);
    EXPECT_GE(shipped().fixtures.size(), 20u);
    EXPECT_GE(shipped().supports.size(), 8u);
    EXPECT_GE(shipped().gels.size(), 20u);
    // What a new production starts with exists.
    const ProductionInfo info;
    EXPECT_TRUE(shipped().bodies.count(info.defaultBody));
    EXPECT_TRUE(shipped().lensSets.count(info.defaultLensSet));
}

TEST(Catalogue, EveryModeHasSquarePixels) {
    std::size_t checked = 0;
    for (const auto& [key, body] : shipped().bodies) {
        for (const SensorMode& m : body.modes) {
            if (m.pixelsWide == 0) continue;
            ++checked;
            EXPECT_LE(pitchMismatch(m), 0.006) << key << ", " << m.name;
        }
    }
    EXPECT_GE(checked, 70u);
}

TEST(Catalogue, PitchesArePublishedOnes) {
    // um, makers' data sheets: ALEV IV 6.075, ALEV III 8.25, VENICE 5.94, VENICE 2 8K 4.155, BURANO 4.16, MONSTRO 5.0,
    // HELIUM 3.65, KOMODO 4.4, URSA Cine 2.9, URSA Mini Pro 12K 2.2, Pocket 4K 4.63.
    const std::pair<const char*, double> rows[] = {
        {"arri.alexa35", 6.075}, {"arri.alexa_mini_lf", 8.25}, {"arri.alexa_65", 8.25}, {"arri.alexa_mini", 8.25},
        {"arri.amira", 8.25}, {"sony.venice", 5.94}, {"sony.venice2_8k", 4.155}, {"sony.burano", 4.16},
        {"red.v_raptor_vv", 5.0}, {"red.helium", 3.65}, {"red.gemini", 6.0}, {"red.komodo", 4.4},
        {"bmd.ursa_cine_17k", 2.9}, {"bmd.ursa_mini_pro_12k", 2.2}, {"bmd.pocket_4k", 4.63}};
    for (const auto& [key, pitch] : rows) {
        ASSERT_TRUE(shipped().bodies.count(key)) << key;
        const SensorMode& m = shipped().bodies.at(key).modes.front();
        EXPECT_NEAR(m.width.value / m.pixelsWide * 1000, pitch, pitch * 0.004) << key;
    }
}

TEST(Catalogue, DerivedFluxFollowsFromItsReading) {
    // SkyPanel S60-C: 1535 lx at 3 m as a Lambertian face, within 6 % of the S60 Pro's stated 41,100 lm.
    const double s60 = shipped().fixtures.at("arri.skypanel_s60c").output.value;
    EXPECT_NEAR(s60, kPi * 1535 * 9, 1);
    EXPECT_NEAR(s60 / shipped().fixtures.at("arri.skypanel_s60_pro").output.value, 1, 0.06);
    // Published at 5 m: 553 lx.
    EXPECT_NEAR(s60 / kPi / 25, 553, 1);
}

TEST(Catalogue, WritesAndReadsBackTheSame) {
    const auto back = usedFromJson(usedToJson(shipped()));
    ASSERT_TRUE(back) << toText(back.error());
    EXPECT_TRUE(*back == shipped());
}

class Folders : public testing::Test {
protected:
    void SetUp() override {
        folder = std::filesystem::temp_directory_path() / ("recce-catalogue-" + std::to_string(getpid()));
        std::filesystem::create_directories(folder);
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
    void write(const char* name, const std::string& text) { std::ofstream(folder / name) << text; }
    std::filesystem::path folder;
};

TEST_F(Folders, LaterPlacesReplaceRows) {
    write("mine.json", R"({"bodies":[{"key":"arri.alexa35","name":"Ours","modes":[{"name":"x","width_mm":20,"height_mm":10}],"source":"tape"}]})");
    const auto mine = readCatalogue(folder);
    ASSERT_TRUE(mine) << toText(mine.error());
    const CatalogueRows all = overridden(shipped(), *mine);
    EXPECT_EQ(all.bodies.at("arri.alexa35").name, "Ours");
    EXPECT_EQ(all.bodies.size(), shipped().bodies.size());
    // The production's copy wins over both.
    Production p;
    UsedCatalogue used;
    used.bodies["arri.alexa35"] = shipped().bodies.at("arri.alexa35");
    p.used = std::make_shared<UsedCatalogue>(used);
    EXPECT_EQ(catalogueFor(p, all).bodies.at("arri.alexa35").name, "ALEXA 35");
}

TEST_F(Folders, ARowThatCannotBeTrueIsRefusedByName) {
    // The V-RAPTOR row of one public table: pixels in the column of millimetres.
    write("bad.json", R"({"bodies":[{"key":"x.y","name":"Wrong","modes":[{"name":"8K","width_mm":81.92,"height_mm":17.28,"pixels_wide":8192,"pixels_high":3456}],"source":"web"}]})");
    const auto bad = readCatalogue(folder);
    ASSERT_FALSE(bad);
    EXPECT_NE(bad.error().message.find("does not fit 8192 x 3456"), std::string::npos) << bad.error().message;
    EXPECT_NE(bad.error().subject.find("bad.json"), std::string::npos);
    write("bad.json", "{\"bodies\": [");
    EXPECT_FALSE(readCatalogue(folder));
    EXPECT_TRUE(readCatalogue(folder / "none")->bodies.empty());
}

TEST(UsedRows, AreThoseThatSomethingNames) {
    Production p;
    CameraRig rig;
    rig.id = {1};
    rig.body = "sony.venice";
    rig.lensSet = "cooke.s4i";
    rig.support = "fisher.11";
    p.all<CameraRig>() = p.all<CameraRig>().with(rig.id, std::make_shared<CameraRig>(rig));
    Light light;
    light.id = {2};
    light.fixture = "arri.m18";
    light.gel = "lee.204";
    p.all<Light>() = p.all<Light>().with(light.id, std::make_shared<Light>(light));
    const UsedCatalogue used = usedRows(p, shipped());
    EXPECT_EQ(used.bodies.size(), 2u);  // its own and the default
    EXPECT_EQ(used.lensSets.size(), 2u);
    EXPECT_EQ(used.fixtures.size(), 1u);
    EXPECT_EQ(used.supports.size(), 1u);
    EXPECT_EQ(used.gels.size(), 1u);
}
}  // namespace
}  // namespace recce
