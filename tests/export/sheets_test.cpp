// Shot list and boards as pages, read back from the PDF by poppler's programs, and their layout checked on the drawing.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/files.h"
#include "base/unit_text.h"
#include "export/pages.h"
#include "outside.h"
#include "plan/sheets.h"
#include "slack_water.h"

namespace recce {
namespace {
using namespace sheets;
using drawing::Drawing;

class Sheets : public ::testing::Test {
protected:
    void SetUp() override {
        auto engine = TextEngine::open(programFolder() / "fonts");
        ASSERT_TRUE(engine) << toText(engine.error());
        context.text = *engine;
        context.boards = [](Id<Shot> s, std::uint32_t w, std::uint32_t) -> Result<Picture> { return test::boardOf(s, std::max(w, 64u), 2.39); };
        measure = TextEngine::measure(*engine);
    }
    std::filesystem::path pdf(const std::string& name, const std::vector<Drawing>& pages) {
        const auto bytes = encodePdf(pages, {"Slack Water", "Shot list", "2026-11-20"}, context);
        EXPECT_TRUE(bytes);
        return test::written(name + ".pdf", *bytes);
    }
    std::string read(const std::filesystem::path& file) { return test::run("pdftotext -layout '" + file.string() + "' -").text; }
    // No text may leave the page or its margins.
    void expectInside(const std::vector<Drawing>& pages) {
        for (const Drawing& page : pages) {
            for (const drawing::Item& item : page.items) {
                const auto* t = std::get_if<drawing::Text>(&item);
                if (!t) continue;
                const double w = measure(t->text, t->style);
                const double left = t->anchor == drawing::Anchor::Left ? t->at.x : t->anchor == drawing::Anchor::Right ? t->at.x - w : t->at.x - w / 2;
                EXPECT_GE(left, 10.5) << t->text;
                EXPECT_LE(left + w, page.width - 10.5) << t->text;
                EXPECT_LE(t->at.y, page.height - 5) << t->text;
            }
        }
    }
    PageContext context;
    drawing::Measure measure;
    ShotPlan plan = test::slackWater();
};

TEST_F(Sheets, ShotListIsTextWithEmbeddedFontsOnTheRightPaper) {
    NEEDS_PROGRAM("pdftotext");
    const std::pair<PaperSize, const char*> papers[] = {{PaperSize::A4, "841.89 x 595.276"}, {PaperSize::Letter, "792 x 612"}};
    for (const auto& [paper, size] : papers) {
        Layout layout;
        layout.paper = paper;
        const auto pages = shotListPages(plan, layout, measure);
        ASSERT_EQ(pages.size(), 1u);
        expectInside(pages);
        const auto file = pdf(paper == PaperSize::A4 ? "shotlist-a4" : "shotlist-letter", pages);
        const std::string text = read(file);
        for (const char* words : {"Slack Water", "12 INT. VOSS HOUSE", "2 3/8 pages", "MLS two-shot", "3.94\u20136.47", "\u221243.7\u00B0", "6 shots in 6 setups", "1:00 on screen", "4:05", "page 1 of 1", "7f3a 91c2"})
            EXPECT_NE(text.find(words), std::string::npos) << words << " is not in\n" << text;
        const std::string info = test::run("pdfinfo -isodates '" + file.string() + "'").text;
        EXPECT_NE(info.find(size), std::string::npos) << info;
        EXPECT_NE(info.find("2026-11-20"), std::string::npos) << info;
        const std::string fonts = test::run("pdffonts '" + file.string() + "'").text;
        EXPECT_EQ(test::countOf(fonts, "Inter"), test::countOf(fonts, " yes yes yes")) << fonts;
        EXPECT_GT(test::countOf(fonts, "Inter"), 1u);
    }
}

TEST_F(Sheets, UprightKeepsEveryFact) {
    NEEDS_PROGRAM("pdftotext");
    Layout layout;
    layout.turn = Turn::Upright;
    const auto pages = shotListPages(plan, layout, measure);
    expectInside(pages);
    const std::string text = read(pdf("shotlist-upright", pages));
    for (const char* words : {"Fisher 11", "T2.8", "\u22127.8\u00B0", "2.94\u20133.78", "4:05"}) EXPECT_NE(text.find(words), std::string::npos) << words;
}

TEST_F(Sheets, EveryShotOf300StandsOnceAndTotalsAreTheSums) {
    NEEDS_PROGRAM("pdftotext");
    ShotPlan many = plan;
    SceneRow& scene = many.scenes[0];
    const auto six = scene.shots;
    scene.shots.clear();
    for (std::size_t i = 0; i < 300; ++i) {
        ShotRow r = six[i % 6];
        r.label = "12Q" + std::to_string(i + 1000);
        if (i % 10 == 3) r.status = ShotStatus::Omitted, r.text.status = "omitted";
        scene.shots.push_back(r);
    }
    scene.shotCount = 270;
    for (const Pictures pictures : {Pictures::Large, Pictures::Small, Pictures::None}) {
        Layout layout;
        layout.pictures = pictures;
        const auto pages = shotListPages(many, layout, measure);
        expectInside(pages);
        EXPECT_GT(pages.size(), 10u);
        const std::string text = read(pdf("shotlist-300", pages));
        for (const ShotRow& r : scene.shots) EXPECT_EQ(test::countOf(text, r.label), 1u) << r.label;
        EXPECT_NE(text.find("270 shots in 6 setups"), std::string::npos);
        EXPECT_NE(text.find("30 omitted"), std::string::npos);
        EXPECT_EQ(test::countOf(text, " of " + std::to_string(pages.size())), pages.size());
    }
}

TEST_F(Sheets, LongTextsAreCutBetweenLinesNotLost) {
    NEEDS_PROGRAM("pdftotext");
    ShotPlan longOne = plan;
    std::string story;
    for (int i = 0; i < 900; ++i) story += "word" + std::to_string(i) + " ";
    longOne.scenes[0].shots[2].description = story;
    longOne.scenes[0].shots[1].label = "110AA-12-PICKUP";
    longOne.scenes[0].shots[1].text.framing = "MS over BARTHOLOMEW-ALEXANDER VON HOHENZOLLERN-SIGMARINGEN";
    longOne.scenes[0].heading = std::string(300, 'W');
    longOne.title = "A Very Long Working Title That Nobody Will Keep, Part Two: The Return of the Title";
    const auto pages = shotListPages(longOne, {}, measure);
    expectInside(pages);
    EXPECT_GE(pages.size(), 3u);
    const std::string text = test::run("pdftotext '" + pdf("shotlist-long", pages).string() + "' -").text;
    for (const char* words : {"word0 ", "word450", "word899", "SIGMARINGEN"}) EXPECT_EQ(test::countOf(text, words), 1u) << words;
}

TEST_F(Sheets, OtherAlphabetsStayInTheirColumns) {
    NEEDS_PROGRAM("pdftotext");
    ShotPlan world = plan;
    auto& shots = world.scenes[0].shots;
    world.title = "\u0421\u0442\u043E\u044F\u0447\u0430\u044F \u0432\u043E\u0434\u0430";
    shots[0].description = "\u041C\u0430\u0440\u0430 \u0447\u0438\u0442\u0430\u0435\u0442 \u043F\u0438\u0441\u044C\u043C\u043E \u0443 \u043E\u043A\u043D\u0430; \u0422\u0435\u043E \u0432\u0445\u043E\u0434\u0438\u0442 \u0438\u0437 \u043A\u043E\u0440\u0438\u0434\u043E\u0440\u0430 \u0438 \u043E\u0441\u0442\u0430\u043D\u0430\u0432\u043B\u0438\u0432\u0430\u0435\u0442\u0441\u044F.";
    shots[1].description = "\u062A\u0642\u0631\u0623 \u0645\u0627\u0631\u0627 \u0627\u0644\u0631\u0633\u0627\u0644\u0629 \u0639\u0646\u062F \u0627\u0644\u0646\u0627\u0641\u0630\u0629 \u0648\u064A\u062F\u062E\u0644 \u062A\u064A\u0648 \u0645\u0646 \u0627\u0644\u0645\u0645\u0631 \u062B\u0645 \u064A\u0642\u0641 \u0623\u0645\u0627\u0645\u0647\u0627.";
    std::string ideographs;
    for (int i = 0; i < 80; ++i) ideographs += "\u53F0\u6240\u306E\u7A93\u3002";
    shots[2].description = ideographs;
    shots[3].cast = {{{9}, 3, "\u0410\u041B\u0415\u041A\u0421\u0410\u041D\u0414\u0420\u0410", {1, 2, 3}}};
    const auto pages = shotListPages(world, {}, measure);
    expectInside(pages);
    const std::string text = read(pdf("shotlist-world", pages));
    EXPECT_NE(text.find("\u041C\u0430\u0440\u0430 \u0447\u0438\u0442\u0430\u0435\u0442"), std::string::npos) << text;
    EXPECT_NE(text.find("\u0410\u041B\u0415\u041A\u0421\u0410\u041D\u0414\u0420\u0410"), std::string::npos);
}

TEST_F(Sheets, EmptyPlansMakeOnePageThatSaysSo) {
    ShotPlan empty;
    empty.title = "New";
    EXPECT_EQ(shotListPages(empty, {}, measure).size(), 1u);
    EXPECT_EQ(boardPages(empty, {}, measure).size(), 1u);
    empty.scenes.push_back({});
    empty.scenes[0].number = "1";
    const auto pages = shotListPages(empty, {}, measure);
    ASSERT_EQ(pages.size(), 1u);
    const bool said = std::any_of(pages[0].items.begin(), pages[0].items.end(), [](const drawing::Item& i) {
        const auto* t = std::get_if<drawing::Text>(&i);
        return t && t->text.find("No shots") != std::string::npos;
    });
    EXPECT_TRUE(said);
    pdf("shotlist-empty", pages);
}

TEST_F(Sheets, BoardsFillTheirGridAndRepeatByteForByte) {
    for (const int perPage : {1, 2, 4, 6, 9}) {
        for (const Turn turn : {Turn::Across, Turn::Upright}) {
            Layout layout;
            layout.boardsPerPage = perPage;
            layout.turn = turn;
            const auto pages = boardPages(plan, layout, measure);
            EXPECT_EQ(pages.size(), static_cast<std::size_t>((6 + perPage - 1) / perPage));
            expectInside(pages);
            // Boards do not overlap each other or leave the body.
            for (const Drawing& page : pages) {
                std::vector<drawing::Rect> rects;
                for (const drawing::Item& item : page.items)
                    if (const auto* b = std::get_if<drawing::Board>(&item)) {
                        for (const auto& r : rects) EXPECT_FALSE(r.overlaps(b->rect));
                        EXPECT_LT(b->rect.bottom(), page.height - 15);
                        EXPECT_NEAR(b->rect.w / b->rect.h, 2.39, 0.01);
                        rects.push_back(b->rect);
                    }
            }
            context.boardDpi = 60;
            pdf("boards-" + std::to_string(perPage) + (turn == Turn::Across ? "" : "-up"), pages);
            const auto again = encodePdf(boardPages(plan, layout, measure), {"a", "b", ""}, context);
            EXPECT_EQ(*again, *encodePdf(pages, {"a", "b", ""}, context));
        }
    }
}

TEST_F(Sheets, TextsOfLengthsAndTimes) {
    // paperwork.md 1.1: eighths are never reduced.
    const std::pair<int, const char*> eighths[] = {{3, "3/8"}, {8, "1"}, {11, "1 3/8"}, {12, "1 4/8"}, {16, "2"}, {19, "2 3/8"}, {83, "10 3/8"}, {165, "20 5/8"}};
    for (const auto& [n, text] : eighths) EXPECT_EQ(eighthsText(n), text);
    EXPECT_EQ(hoursText(245), "4:05");
    EXPECT_EQ(clockText(59.5), "1:00");
    EXPECT_EQ(dateText("2026-11-20", SlateStyle::Uk), "20 Nov 2026");
    EXPECT_EQ(dateText("2026-11-20", SlateStyle::Us), "Nov 20, 2026");
    EXPECT_EQ(dateText("nonsense", SlateStyle::Us), "");
}

TEST_F(Sheets, CancellingStopsBetweenThings) {
    context.cancel.cancel();
    const auto done = encodePdf(shotListPages(plan, {}, measure), {}, context);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, Code::Cancelled);
}

TEST(Drawing, TrianglesCoverAFillWithAHoleExactly) {
    const drawing::Fill ring{{{{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, true}, {{{2, 3}, {8, 2}, {7, 8}, {3, 7}}, true}}, {}};
    double area = 0;
    for (const auto& t : drawing::triangles(ring))
        area += std::abs((t[1].x - t[0].x) * (t[2].y - t[0].y) - (t[2].x - t[0].x) * (t[1].y - t[0].y)) / 2;
    EXPECT_NEAR(area, 100 - 25, 1e-9);
    // A figure of eight that crosses itself: two triangles of 12.5 each.
    const drawing::Fill eight{{{{{0, 0}, {10, 10}, {10, 0}, {0, 10}}, true}}, {}};
    area = 0;
    for (const auto& t : drawing::triangles(eight))
        area += std::abs((t[1].x - t[0].x) * (t[2].y - t[0].y) - (t[2].x - t[0].x) * (t[1].y - t[0].y)) / 2;
    EXPECT_NEAR(area, 50, 1e-9);
}

}  // namespace
}  // namespace recce
