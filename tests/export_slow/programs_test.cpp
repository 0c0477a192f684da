// What other people's programs make of our files: LibreOffice opens the workbook, a browser shows the overhead.
#include <gtest/gtest.h>

#include "base/files.h"
#include "export/exporters.h"
#include "export/kitchen.h"
#include "export/outside.h"
#include "export/slack_water.h"

namespace recce {
namespace {

ExportInput inputOf(ShotPlan plan, Root root) {
    ExportInput input;
    input.plan = std::move(plan);
    input.root = std::move(root);
    input.pages.text = *TextEngine::open(programFolder() / "fonts");
    input.pages.boards = [](Id<Shot> s, std::uint32_t w, std::uint32_t) -> Result<Picture> { return test::boardOf(s, std::max(w, 64u), 2.39); };
    input.sections = [](Id<Scene>, Metres height) -> Result<Section> {
        const Vec2 air[] = {{0, 0}};
        return sectionOf(test::kitchenWalls(), height, air);
    };
    return input;
}
std::string made(const ExportInput& input, const char* what, const char* format) {
    const auto files = findFormat(*findExporter(what), format)->make(input);
    EXPECT_TRUE(files) << toText(files.error());
    return files->at(0).bytes;
}

TEST(Programs, LibreOfficeReadsNumbersAsNumbersAndKeepsThePictures) {
    NEEDS_PROGRAM("soffice");
    const auto folder = test::outFolder();
    const auto input = inputOf(test::slackWater(), std::make_shared<Production>());
    const auto book = test::written("office.xlsx", made(input, "shotlist", "xlsx"));
    const std::string office = "soffice -env:UserInstallation=file://" + (folder / "office").string() + " --headless --convert-to ";
    // Every sheet as text with the values as stored, not as formatted: token 8 is that switch.
    auto said = test::run("cd '" + folder.string() + "' && " + office + "'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1' '" + book.string() + "'");
    ASSERT_EQ(said.status, 0) << said.text;
    std::string csv;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().filename().string().starts_with("office") && entry.path().extension() == ".csv") csv = test::bytesOf(entry.path());
    EXPECT_NE(csv.find("12E"), std::string::npos) << said.text << csv;
    EXPECT_NE(csv.find("-43.7"), std::string::npos) << csv;
    EXPECT_NE(csv.find("245"), std::string::npos) << csv;
    said = test::run("cd '" + folder.string() + "' && " + office + "pdf '" + book.string() + "'");
    ASSERT_EQ(said.status, 0) << said.text;
    const std::string images = test::run("pdfimages -list '" + (folder / "office.pdf").string() + "'").text;
    EXPECT_EQ(test::countOf(images, " image "), 6u) << images;
}

TEST(Programs, ABrowserShowsTheOverhead) {
    NEEDS_PROGRAM("chromium");
    auto production = std::make_shared<Production>(test::kitchen());
    auto input = inputOf(makeShotPlan(*production), production);
    const auto folder = test::outFolder();
    const auto svg = test::written("browser.svg", made(input, "overhead", "svg"));
    const auto shot = folder / "browser.png";
    const auto said = test::run("chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir='" + (folder / "chromium").string() +
                                "' --window-size=1123,794 --screenshot='" + shot.string() + "' 'file://" + svg.string() + "'");
    ASSERT_TRUE(std::filesystem::exists(shot)) << said.text;
    // A broken picture is an almost empty one: this page has thousands of dark pixels in its walls and words.
    EXPECT_GT(std::filesystem::file_size(shot), 20000u);
}

}  // namespace
}  // namespace recce
