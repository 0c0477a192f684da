// Panels driven by scripts that name things: what a click asks for, what a field commits, what is on screen.
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <regex>

#include "app/ui/keys.h"
#include "bare_window.h"

namespace recce::test {
namespace {

TEST(Window, AnEmptyProductionSaysWhatToDo) {
    BareWindow w;
    EXPECT_EQ(w.run("expect text A set comes first.\nexpect text No scenes. Add one with +."), "");
}

TEST(Window, AddingASceneAsksForItsHeading) {
    BareWindow w;
    ASSERT_EQ(w.run("click Outline/Add\ntext 12 INT. VOSS HOUSE - KITCHEN - DAY\nkey Enter"), "");
    const auto asked = w.asked("add-scene");
    ASSERT_EQ(asked.size(), 1u);
    EXPECT_EQ(BareWindow::arg(asked[0], "heading"), "12 INT. VOSS HOUSE - KITCHEN - DAY");
}

TEST(Window, AFieldCommitsWithEnterAndRestoresWithEscape) {
    BareWindow w;
    openScene(w);
    ASSERT_EQ(w.run("click Camera/A\nexpect text Camera A\ntype Inspector/Stop T4"), "");
    auto asked = w.asked("set");
    ASSERT_EQ(asked.size(), 1u);
    EXPECT_EQ(BareWindow::arg(asked[0], "stop"), "T4");
    EXPECT_EQ(BareWindow::arg(asked[0], "target"), toText(Id<CameraRig>{7}));
    ASSERT_EQ(w.run("click Inspector/Stop\ntext T8\nkey Esc"), "");
    EXPECT_EQ(w.asked("set").size(), 1u);
}

TEST(Window, ADragOfAFieldIsOneGesture) {
    BareWindow w;
    openScene(w);
    ASSERT_EQ(w.run("click Camera/A\ndrag Inspector/Height 0.5 0.5 0.9 0.5"), "");
    const auto asked = w.asked("set");
    ASSERT_GE(asked.size(), 2u);
    for (std::size_t i = 0; i + 1 < asked.size(); ++i) EXPECT_EQ(asked[i].phase, Phase::During);
    EXPECT_EQ(asked.back().phase, Phase::End);
    EXPECT_EQ(BareWindow::arg(asked.back(), "position").rfind("0m,", 0), 0u);
}

TEST(Window, TheLensPickerTakesPrimesOnly) {
    BareWindow w;
    openScene(w);
    ASSERT_EQ(w.run("click Camera/A\nclick Inspector/Lens/50"), "");
    ASSERT_EQ(w.asked("set").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("set")[0], "focal"), "50mm");
}

TEST(Window, OperatingTheCameraIsOneGestureAndSelectingIsNone) {
    BareWindow w;
    openScene(w);
    w.session.views[1].kind = ViewKind::Camera;
    ASSERT_EQ(w.run("drag Stage/Camera 0.5 0.5 0.6 0.5"), "");
    auto asked = w.asked("set");
    ASSERT_GE(asked.size(), 2u);
    EXPECT_EQ(asked.back().phase, Phase::End);
    EXPECT_EQ(BareWindow::arg(asked.back(), "step"), "Pan camera A");
    // The picture follows the hand: dragging right turns the head left, which is positive pan.
    EXPECT_GT(std::stod(BareWindow::arg(asked.back(), "pan")), 1.0);
    w.asks.clear();
    ASSERT_EQ(w.run("at Stage/Camera 0.5 0.5"), "");
    EXPECT_TRUE(w.asked("set").empty());
}

TEST(Window, PlacingAMarkAsksWhoStandsThere) {
    BareWindow w;
    openScene(w);
    ASSERT_EQ(w.run("hover Stage/Free\nkey M\ndrag Stage/Free 0.5 0.6 0.6 0.6\ntext TEO\nkey Enter"), "");
    const auto asked = w.asked("add-mark");
    ASSERT_EQ(asked.size(), 1u);
    EXPECT_EQ(BareWindow::arg(asked[0], "character"), "TEO");
    EXPECT_FALSE(BareWindow::arg(asked[0], "at").empty());
    EXPECT_EQ(w.session.tool, Tool::Mark) << "the tool stays for the next person";
}

TEST(Window, PlacingALightTakesAFixtureByAFewLetters) {
    BareWindow w;
    openScene(w);
    ASSERT_EQ(w.run("hover Stage/Free\nkey L\ntext m18\nkey Enter\nat Stage/Free 0.4 0.6"), "");
    const auto asked = w.asked("add-light");
    ASSERT_EQ(asked.size(), 1u);
    EXPECT_EQ(BareWindow::arg(asked[0], "fixture"), "arri.m18");
}

TEST(Window, OnlyWhatIsSelectedMovesWhenDragged) {
    BareWindow w;
    openScene(w);
    w.session.layout = 1;
    w.session.views[0].kind = ViewKind::Overhead;
    // The mark stands at the middle of the plan.
    ASSERT_EQ(w.run("drag Stage/Overhead 0.5 0.5 0.6 0.5"), "");
    EXPECT_TRUE(w.asked("move").empty());
    w.session.selection = {Id<Mark>{6}};
    w.session.snapping = true;
    ASSERT_EQ(w.run("wait 40\ndrag Stage/Overhead 0.5 0.5 0.6 0.5"), "");
    const auto asked = w.asked("move");
    ASSERT_FALSE(asked.empty());
    EXPECT_EQ(asked.back().phase, Phase::End);
    EXPECT_EQ(BareWindow::arg(asked.back(), "step"), "Move MARA 1");
}

TEST(Window, ThePaletteRunsACommand) {
    BareWindow w;
    openScene(w);
    ASSERT_EQ(w.run("key Ctrl K\ntext shots\nexpect Palette/Shots\nclick Palette/Shots"), "");
    EXPECT_EQ(w.session.workspace, Workspace::Shots);
    EXPECT_EQ(w.run("expect Boards/12\nexpect text MLS two-shot\nclick Boards/12\nexpect text Shot 12"), "");
}

TEST(Window, WorkspacesAreOneKeyAway) {
    BareWindow w;
    openScene(w);
    ASSERT_EQ(w.run("key Ctrl 1\nexpect text Voss House\nkey Ctrl 6\nexpect text Sheets\nkey Ctrl 2"), "");
    EXPECT_EQ(w.session.workspace, Workspace::Block);
}

TEST(Window, AFastClickIsNotLost) {
    BareWindow w;
    openScene(w);
    w.frame();
    // Down and up arrive before the same frame.
    const ui::Rect* tab = w.context.names.find("Workspace/Shots");
    ASSERT_NE(tab, nullptr);
    w.input.add({ui::InputEvent::Kind::Move, tab->centre().x, tab->centre().y, 0, false});
    w.input.add({ui::InputEvent::Kind::Button, 0, 0, 0, true});
    w.input.add({ui::InputEvent::Kind::Button, 0, 0, 0, false});
    for (int i = 0; i < 5; ++i) w.frame();
    EXPECT_EQ(w.session.workspace, Workspace::Shots);
}

TEST(Window, AModifierLetGoAtOnceStillCounts) {
    BareWindow w;
    openScene(w);
    w.frame();
    w.input.add({ui::InputEvent::Kind::Key, 0, 0, ui::key::leftControl, true});
    w.frame();
    for (const auto& [code, down] : {std::pair{int{'K'}, true}, {ui::key::leftControl, false}, {int{'K'}, false}}) w.input.add({ui::InputEvent::Kind::Key, 0, 0, code, down});
    for (int i = 0; i < 5; ++i) w.frame();
    EXPECT_TRUE(w.session.palette);
}

TEST(Window, TheLetterOfACommandKeyIsNoTextAndTheFirstOfATextIsKept) {
    BareWindow w;
    openScene(w);
    w.frame();
    const auto press = [&](int code, int letter) {
        w.input.add({ui::InputEvent::Kind::Key, 0, 0, code, true});
        if (letter) w.input.add({ui::InputEvent::Kind::Letter, 0, 0, letter, true});
        w.input.add({ui::InputEvent::Kind::Key, 0, 0, code, false});
    };
    ASSERT_EQ(w.run("hover Stage/Free"), "");
    press('L', 'l');  // opens the list of fixtures
    for (int i = 0; i < 6; ++i) w.frame();
    EXPECT_EQ(w.context.openList, "Stage/Fixture");
    EXPECT_EQ(w.context.listFilter, "");
    press(ui::key::escape, 0);
    for (int i = 0; i < 6; ++i) w.frame();
    // Typed before the field has been drawn once: everything goes into it.
    ASSERT_EQ(w.run("click Outline/Add"), "");
    press(ui::key::slash, '/');
    press('M', 'm');
    for (int i = 0; i < 6; ++i) w.frame();
    EXPECT_EQ(w.context.buffer, "/m");
}

TEST(Window, EverythingFitsAt1280AndAtDoubleSize) {
    for (const float scale : {1.f, 2.f}) {
        BareWindow w(1280 * scale, 720 * scale, scale);
        openScene(w);
        w.frame();
        const Area& a = w.session.views[0].area;
        EXPECT_GE(a.w, 400 * scale);
        for (const auto& [name, rect] : w.context.names.all()) {
            if (name.rfind("Boards/", 0) == 0 || name.rfind("Inspector/", 0) == 0) continue;  // they scroll
            EXPECT_LE(rect.x1, 1280 * scale + 1) << name;
        }
    }
}

TEST(Commands, NoKeyIsTakenTwice) {
    std::map<std::string, std::string> taken;
    for (const ui::Command& c : ui::commands()) {
        for (const ui::Chord& k : {c.key, c.key2}) {
            if (k.key == 0) continue;
            const auto [at, fresh] = taken.emplace(ui::textOf(k), c.id);
            EXPECT_TRUE(fresh) << ui::textOf(k) << " means both " << at->second << " and " << c.id;
        }
    }
}

TEST(Style, PanelsHaveNoColourOrSizeOfTheirOwn) {
    const std::filesystem::path folder = std::filesystem::path(RECCE_SOURCE_DIR) / "app/ui";
    const std::regex colour(R"(IM_COL32\s*\(|0x[0-9A-Fa-f]{6,8}|ImColor|ImVec4\([0-9])");
    const std::regex pixels(R"(\bpx\(\s*[0-9.]+f?\s*\))");
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name.rfind("style", 0) == 0) continue;
        std::ifstream in(entry.path());
        std::size_t number = 0;
        for (std::string line; std::getline(in, line);) {
            ++number;
            EXPECT_FALSE(std::regex_search(line, colour)) << name << ":" << number << " " << line;
            // One and two pixels are hairlines; anything longer has a name in the table.
            for (std::sregex_iterator it(line.begin(), line.end(), pixels), end; it != end; ++it)
                EXPECT_TRUE(it->str() == "px(1)" || it->str() == "px(2)") << name << ":" << number << " " << it->str();
        }
    }
}

}  // namespace
}  // namespace recce::test
