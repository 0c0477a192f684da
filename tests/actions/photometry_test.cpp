// Measured light on lamps: the maker's file goes into the production, whole, and comes back from it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include <unistd.h>

#include <fmt/format.h>

#include "app/photometry.h"
#include "app/stage.h"
#include "base/files.h"
#include "model/store.h"
#include "plan/findings.h"
#include "plan/setup_facts.h"
#include "tests/actions/script.h"

namespace recce {
namespace {
using test::Stage;
namespace fs = std::filesystem;

/// Lambert from a face of 0.2 m by 0.4 m: 1000 cd straight ahead, pi times as many lumens. With a byte that no UTF-8 text has.
std::string lambert() {
    std::string text = "IESNA:LM-63-2002\r\n[LUMINAIRE] Square, soft\r\n[OTHER] 5\xB0 steps, \xDF\r\nTILT=NONE\r\n1 -1 1 37 1 1 2 0.2 0.4 0\r\n1 1 100\r\n";
    for (int i = 0; i < 37; ++i) text += fmt::format("{} ", i * 2.5);
    text += "\r\n0\r\n";
    for (int i = 0; i < 37; ++i) text += fmt::format("{:.4f} ", 1000 * std::max(0.0, std::cos(radians(Degrees(i * 2.5)))));
    return text + "\r\n";
}

class PhotometryTest : public testing::Test {
protected:
    PhotometryTest() {
        folder = fs::temp_directory_path() / fmt::format("recce-photometry-{}", ::getpid());
        fs::create_directories(folder);
        for (const std::string& line : test::kitchenScript()) stage.run(line);
        stage.context.projectFolder = stage.context.workingFolder = folder;
        write("soft.ies", lambert());
    }
    ~PhotometryTest() override { fs::remove_all(folder); }
    void write(const char* name, const std::string& bytes) const { std::ofstream(folder / name, std::ios::binary) << bytes; }

    fs::path folder;
    Stage stage;
};

TEST_F(PhotometryTest, ALampTakesTheFileAndTheProductionCarriesIt) {
    stage.run("use-ies Key file=soft.ies");
    const recce::Light& key = stage.the<recce::Light>("Key");
    ASSERT_EQ(stage.now().used->photometries.count(key.photometry), 1u);
    const Photometry& row = stage.now().used->photometries.at(key.photometry);
    EXPECT_EQ(row.name, "Square, soft");
    EXPECT_EQ(row.file, "soft.ies");
    EXPECT_EQ(row.ies.text(), lambert());
    EXPECT_NEAR(std::get<Candela>(key.output).value, 1000, 1e-9);
    EXPECT_EQ(key.shape, FixtureShape::Panel);
    EXPECT_NEAR(key.width.value, 0.2, 1e-9);
    EXPECT_NEAR(key.height.value, 0.4, 1e-9);
    // It shines as measured: 1000 cd ahead, half of it 60 degrees off.
    const auto lamp = lampOf(key, std::nullopt, *stage.now().used);
    ASSERT_TRUE(lamp && lamp->profile);
    EXPECT_NEAR(lamp->candela.y, 1000 * key.dimmer, 30) << "daylight's green";
    EXPECT_NEAR(lamp->relative(lamp->pose.rotation * Vec3(std::sin(kPi / 3), 0, -0.5)), 0.5, 1e-3);
    // The same file again is the same row; a lumen figure scales what was measured.
    stage.run("use-ies Fill file=soft.ies");
    EXPECT_EQ(stage.now().used->photometries.size(), 1u);
    stage.run("set Fill output=6283.2lm dimmer=100% colour=6504K");
    const auto fill = lampOf(stage.the<recce::Light>("Fill"), std::nullopt, *stage.now().used);
    EXPECT_NEAR(std::max({fill->candela.x, fill->candela.y, fill->candela.z}), 2000, 20);
}

TEST_F(PhotometryTest, EveryByteGoesIntoTheFilesAndComesBack) {
    stage.run("use-ies Key file=soft.ies");
    const fs::path film = folder / "film";
    StoredState state;
    ASSERT_TRUE(writeProject(film, stage.now(), state));
    const auto read = readProject(film);
    ASSERT_TRUE(read) << toText(read.error());
    EXPECT_EQ(*read->production.used, *stage.now().used);
    EXPECT_EQ(read->production.used->photometries.begin()->second.ies.text(), lambert());
    EXPECT_TRUE(read->state.kept.empty());
}

TEST_F(PhotometryTest, ADamagedFileIsRefusedWithFileLineAndReason) {
    std::string broken = lambert();
    broken.replace(broken.find("996.1947"), 8, "99x.1947");
    write("broken.ies", broken);
    const Error error = stage.refused("use-ies Key file=broken.ies");
    EXPECT_EQ(error.subject, (folder / "broken.ies").string());
    EXPECT_NE(error.message.find("\"99x.1947\" at line 9 is no number"), std::string::npos) << error.message;
    EXPECT_EQ(stage.refused("use-ies Key file=nowhere.ies").code, Code::NotFound);
    EXPECT_EQ(stage.refused("use-ies MARA file=soft.ies").code, Code::Usage);
}

TEST_F(PhotometryTest, AFileThatWasDamagedInTheProductionIsAFinding) {
    stage.run("use-ies Key file=soft.ies");
    Production p = stage.now();
    UsedCatalogue used = *p.used;
    used.photometries.begin()->second.ies.bytes = std::make_shared<const std::string>("IESNA:LM-63-2002\nTILT=NONE\n1 -1 1");
    p.used = std::make_shared<const UsedCatalogue>(used);
    const auto codes = [](const Production& of) {
        std::set<std::string> out;
        for (const Finding& f : plan::allFindings(of)) out.insert(f.code);
        return out;
    };
    EXPECT_TRUE(codes(p).count("damaged-photometry"));
    used.photometries.clear();
    p.used = std::make_shared<const UsedCatalogue>(used);
    EXPECT_TRUE(codes(p).count("unknown-catalogue-row"));
    EXPECT_FALSE(codes(stage.now()).count("damaged-photometry"));
    // And the lamp still shines, by its beam.
    EXPECT_TRUE(lampOf(stage.the<recce::Light>("Key"), std::nullopt, used));
}

TEST_F(PhotometryTest, TheEquipmentListNamesTheLuminaire) {
    stage.run("use-ies Key file=soft.ies");
    const auto list = plan::equipmentOf(stage.now(), *stage.now().find(Id<recce::Setup>{0xca3}));
    EXPECT_NE(std::find(list.begin(), list.end(), "Square, soft"), list.end());
}

}  // namespace
}  // namespace recce
