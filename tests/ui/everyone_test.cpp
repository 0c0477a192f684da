// The window for everyone: without a mouse, with more contrast, with names in any alphabet; what it says by itself.
#include <gtest/gtest.h>

#include <limits>
#include <set>

#include "app/ui/keys.h"
#include "bare_window.h"

namespace recce::test {
namespace {

TEST(Everyone, F6WalksThePartsAndArrowsTheirControls) {
    BareWindow w;
    openScene(w);
    ASSERT_EQ(w.run("key F6"), "");
    EXPECT_EQ(w.context.focus.rfind("Menu/", 0), 0u) << w.context.focus;
    ASSERT_EQ(w.run("key F6"), "");
    EXPECT_EQ(w.context.focus.rfind("Outline/", 0), 0u) << w.context.focus;
    // Down to the camera's row, wherever it is by now, and Enter selects it.
    for (int i = 0; i < 12 && w.context.focus.find("Camera/A") == std::string::npos; ++i) ASSERT_EQ(w.run("key Down"), "");
    EXPECT_NE(w.context.focus.find("Camera/A"), std::string::npos) << w.context.focus;
    ASSERT_EQ(w.run("key Enter"), "");
    EXPECT_TRUE(w.session.isSelected(Id<CameraRig>{7}));
    // Esc gives the keys back to the view under the cursor, and takes nothing else away.
    ASSERT_EQ(w.run("key Esc"), "");
    EXPECT_TRUE(w.context.focus.empty());
    EXPECT_TRUE(w.session.isSelected(Id<CameraRig>{7}));
    std::set<std::string> parts;
    for (int i = 0; i < 12; ++i) {
        ASSERT_EQ(w.run("key F6"), "");
        parts.insert(w.context.focus.substr(0, w.context.focus.find('/')));
    }
    for (const char* part : {"Outline", "Tools", "Stage", "Time", "Strip", "Inspector"}) EXPECT_TRUE(parts.count(part)) << part;
}

TEST(Everyone, ASceneAndAShotByKeysAlone) {
    BareWindow w;
    openScene(w);
    ASSERT_EQ(w.run("key F6\nkey F6"), "");
    for (int i = 0; i < 12 && w.context.focus != "Outline/Add"; ++i) ASSERT_EQ(w.run("key Right"), "");
    ASSERT_EQ(w.context.focus, "Outline/Add");
    ASSERT_EQ(w.run("key Enter\nwait 5\ntext 13 EXT. QUAY - NIGHT\nkey Enter"), "");
    ASSERT_EQ(w.asked("add-scene").size(), 1u);
    ASSERT_EQ(w.run("key Ctrl K\ntext take a shot\nkey Enter"), "");
    EXPECT_EQ(w.asked("take-shot").size(), 1u);
}

TEST(Everyone, MoreContrastLiftsTextAndBorders) {
    BareWindow w;
    openScene(w);
    w.frame();
    const ImU32 text = ui::colour::text3, border = ui::colour::fieldBorder;
    w.session.moreContrast = true;
    w.frame();
    EXPECT_EQ(ui::colour::text3, ui::rgb(0xB9B9B9));
    EXPECT_EQ(ui::colour::fieldBorder, ui::rgb(0x6E6E6E));
    EXPECT_EQ(ui::colour::casing >> 24, 255u);
    w.session.moreContrast = false;
    w.frame();
    EXPECT_EQ(ui::colour::text3, text);
    EXPECT_EQ(ui::colour::fieldBorder, border);
}

TEST(Everyone, OnlyWhatTheAtlasLacksNeedsShaping) {
    for (const char* plain : {"MARA VOSS", "\xC3\x96sterg\xC3\xA5rd", "\xCE\x91\xCE\xBD\xCE\xBD\xCE\xB1", "\xD0\x90\xD0\xBD\xD0\xBD\xD0\xB0", "12 \xE2\x80\x93 13 \xE2\x88\x92 4", "\xEF\x80\xBD"})
        EXPECT_FALSE(ui::needsShaping(plain)) << plain;
    for (const char* shaped : {"\xD7\x9E\xD7\xA8\xD7\x94", "\xD9\x85\xD8\xA7\xD8\xB1\xD8\xA7", "\xE0\xA4\xAE\xE0\xA4\xBE\xE0\xA4\xB0\xE0\xA4\xBE", "\xE9\xBA\xBB\xE8\xA1\xA3", "a\xCC\x8A"})
        EXPECT_TRUE(ui::needsShaping(shaped)) << shaped;
}

TEST(Everyone, NamesInOtherAlphabetsAreSetByTheShaper) {
    struct Counting : ui::Shaper {
        std::set<std::string> seen;
        float width(ui::Font, std::string_view text) override { return static_cast<float>(text.size()) * 6; }
        ui::ShapedLine line(ui::Font font, std::string_view text) override {
            seen.emplace(text);
            return {7, width(font, text), 20, 15};
        }
    } shaper;
    BareWindow w;
    openScene(w);
    auto mara = *w.production.find(Id<Character>{4});
    mara.name = "\xD7\x9E\xD7\xA8\xD7\x94";
    w.production.all<Character>() = w.production.all<Character>().with(mara.id, std::make_shared<const Character>(mara));
    w.context.shaper = &shaper;
    w.frame();
    EXPECT_TRUE(shaper.seen.count("\xD7\x9E\xD7\xA8\xD7\x94"));
    for (const std::string& text : shaper.seen) EXPECT_TRUE(ui::needsShaping(text)) << text;
    w.context.shaper = nullptr;
}

TEST(Everyone, WhatACrashLeftIsListedOnDemand) {
    BareWindow w;
    openScene(w);
    w.session.recovery = Recovery{"Recce stopped without closing this production. Everything up to 14:31:59 is here.", 2, {"Place camera B", "Pan camera B"}, false};
    ASSERT_EQ(w.run("expect text Everything up to 14:31:59\nexpect no text Pan camera B\nclick Recovery/Show the changes\nexpect text Pan camera B\nclick Recovery/Keep\nexpect no text 14:31:59"), "");
    EXPECT_TRUE(w.asked("window.discard-recovery").empty());
}

TEST(Everyone, ErrorsStayUntilTheyAreClosed) {
    BareWindow w;
    openScene(w);
    w.session.toasts.push_back({"This could not be done.", true, false, "", std::numeric_limits<double>::infinity()});
    w.session.toasts.push_back({"Took shot 12", false, true, "", w.session.clock + 1});
    for (int i = 0; i < 120; ++i) w.frame();
    ASSERT_EQ(w.run("expect text This could not be done.\nexpect no text Took shot 12\nclick Toast/Close 0\nexpect no text This could not be done."), "");
}

TEST(Everyone, FullScreenGivesTheStatusLineAway) {
    BareWindow w;
    openScene(w);
    ASSERT_EQ(w.run("expect text 24 fps"), "");
    const float before = w.session.views[0].area.h;
    w.session.fullScreen = true;
    w.frame();
    w.frame();
    EXPECT_GT(w.session.views[0].area.h, before);
}

TEST(Everyone, CutAndPasteTakesThingsAlong) {
    BareWindow w;
    openScene(w);
    w.session.selection = {Id<Light>{8}};
    ASSERT_EQ(w.run("hover Stage/Free\nkey Ctrl X\nkey Ctrl V"), "");
    ASSERT_EQ(w.asked("copy").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("copy")[0], "move"), "yes");
    EXPECT_TRUE(w.session.clipboard.empty());
}

TEST(Everyone, PlacingNeedsNoMouse) {
    BareWindow w;
    openScene(w);
    w.session.layout = 1;
    w.session.views[0].kind = ViewKind::Overhead;
    w.session.views[0].framed = true;
    w.session.views[0].plan = {{0, 0}, 0.01, 2.4};
    // From the middle of the view, six pixels a key, to whoever is typed.
    ASSERT_EQ(w.run("key Ctrl K\ntext place a mark\nkey Enter\nkey Right\nkey Right\nkey Up\nkey Enter\nwait 20\ntext TEO\nkey Enter"), "");
    ASSERT_EQ(w.asked("add-mark").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("add-mark")[0], "character"), "TEO");
    const auto at = BareWindow::arg(w.asked("add-mark")[0], "at");
    EXPECT_EQ(at.substr(0, at.find(',')), "0.12");
}

TEST(Everyone, SeveralThingsAreSetAtOneStroke) {
    BareWindow w;
    openScene(w);
    auto second = *w.production.find(Id<Light>{8});
    second.id = {81};
    second.dimmer = 0.5;
    w.production.all<Light>() = w.production.all<Light>().with(second.id, std::make_shared<const Light>(second));
    w.session.selection = {Id<Light>{8}, Id<Light>{81}};
    ASSERT_EQ(w.run("expect text 2 things\nexpect text mixed\nexpect text 5600\ntype Inspector/Dimmer 40"), "");
    ASSERT_EQ(w.asked("set").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("set")[0], "target"), toText(Id<Light>{8}) + "," + toText(Id<Light>{81}));
    EXPECT_EQ(BareWindow::arg(w.asked("set")[0], "dimmer"), "40%");
}

TEST(Everyone, TheSheetOfWhatIsOnScreen) {
    BareWindow w;
    openScene(w);
    w.session.views[2].kind = ViewKind::Overhead;
    ASSERT_EQ(w.run("hover Stage/Overhead\nkey Ctrl P"), "");
    EXPECT_EQ(w.session.workspace, Workspace::Deliver);
    EXPECT_EQ(w.session.selectedSheet, "overhead");
    EXPECT_EQ(w.session.sheetScene, Id<Scene>{5});
}

}  // namespace
}  // namespace recce::test
