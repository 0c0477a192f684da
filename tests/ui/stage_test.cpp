// The hand on the stage: the gizmo, snapping, typed moves, copies, the camera operator's moves, the tape, selecting.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/ui/keys.h"
#include "bare_window.h"
#include "model/changes.h"
#include "model/field_text.h"
#include "model/fields.h"

namespace recce::test {
namespace {

/// One overhead or free view with the mark of the small scene selected.
void openStage(BareWindow& w, ViewKind kind) {
    openScene(w);
    w.session.layout = 1;
    w.session.views[0].kind = kind;
    w.session.views[0].framed = true;
    w.session.views[0].plan = {{0, 0}, 0.01, 2.4};
    w.session.selection = {Id<Mark>{6}};
    // The camera stands off the mark's lines, so that nothing but what a test wants catches it.
    w.session.facts.cameras[{7}].now.position = {2.33, 1.5, 4.17};
    w.frame();
}

Vec3 vectorOf(const std::string& text) {
    const auto p = parsePoint(text);
    EXPECT_TRUE(p) << text;
    return p.value_or(Vec3(0));
}

TEST(Stage, TheGizmoMovesAlongItsAxisAlone) {
    BareWindow w;
    openStage(w, ViewKind::Overhead);
    // 100 px to the right and 60 down at 1 cm a pixel: the X arrow takes the first only.
    const ui::Rect* tip = w.context.names.find("Stage/1/Gizmo/X");
    ASSERT_NE(tip, nullptr);
    ASSERT_EQ(w.run("drag Stage/1/Gizmo/X 0.5 0.5 9 5"), "");
    const auto asked = w.asked("move");
    ASSERT_FALSE(asked.empty());
    EXPECT_EQ(asked.back().phase, Phase::End);
    EXPECT_EQ(BareWindow::arg(asked.back(), "step"), "Move MARA 1");
    const Vec3 by = vectorOf(BareWindow::arg(asked.back(), "by"));
    EXPECT_GT(by.x, 0.5);
    EXPECT_EQ(by.y, 0);
    EXPECT_EQ(by.z, 0);
    // On the 5 cm grid.
    EXPECT_NEAR(std::remainder(by.x, 0.05), 0, 1e-9);
}

TEST(Stage, TheRingTurnsInStepsOfFiveDegrees) {
    BareWindow w;
    openStage(w, ViewKind::Overhead);
    ASSERT_NE(w.context.names.find("Stage/1/Gizmo/Ring"), nullptr);
    ASSERT_EQ(w.run("drag Stage/1/Gizmo/Ring 0.5 0.5 0.5 -6"), "");
    const auto asked = w.asked("move");
    ASSERT_FALSE(asked.empty());
    const double turn = std::stod(BareWindow::arg(asked.back(), "turn"));
    EXPECT_NEAR(std::remainder(turn, 5), 0, 1e-6);
    EXPECT_NE(turn, 0);
}

TEST(Stage, TheMiddleOfTheGizmoIsTheThingItselfWhateverElseLiesThere) {
    BareWindow w;
    openStage(w, ViewKind::Overhead);
    // A light hangs right over the mark.
    auto light = *w.production.find(Id<Light>{8});
    light.pose.position = {0.02, 2.5, 0};
    w.production.all<Light>() = w.production.all<Light>().with(light.id, std::make_shared<const Light>(light));
    ASSERT_EQ(w.run("drag Stage/1/Gizmo/Middle 0.5 0.5 6 0.5"), "");
    ASSERT_FALSE(w.asked("move").empty());
    EXPECT_EQ(BareWindow::arg(w.asked("move").back(), "target"), toText(Id<Mark>{6}));
}

TEST(Stage, AltDragInTheOverheadCopies) {
    BareWindow w;
    openStage(w, ViewKind::Overhead);
    ASSERT_EQ(w.run("alt-drag Stage/1/Gizmo/Middle 0.5 0.5 9 0.5"), "");
    EXPECT_TRUE(w.asked("move").empty());
    const auto asked = w.asked("duplicate");
    ASSERT_FALSE(asked.empty());
    EXPECT_EQ(asked.back().phase, Phase::End);
    EXPECT_GT(vectorOf(BareWindow::arg(asked.back(), "by")).x, 0.5);
}

TEST(Stage, SeveralThingsMoveTogether) {
    BareWindow w;
    openStage(w, ViewKind::Overhead);
    w.session.selection = {Id<Mark>{6}, Id<Light>{8}};
    ASSERT_EQ(w.run("drag Stage/1/Gizmo/Middle 0.5 0.5 6 0.5"), "");
    ASSERT_FALSE(w.asked("move").empty());
    EXPECT_EQ(BareWindow::arg(w.asked("move").back(), "target"), toText(Id<Mark>{6}) + "," + toText(Id<Light>{8}));
    EXPECT_EQ(BareWindow::arg(w.asked("move").back(), "step"), "Move 2 things");
}

TEST(Stage, EscapePutsADragBack) {
    BareWindow w;
    openStage(w, ViewKind::Overhead);
    const ui::Rect middle = *w.context.names.find("Stage/1/Gizmo/Middle");
    const auto c = middle.centre();
    using Kind = ui::InputEvent::Kind;
    w.input.add({Kind::Move, c.x, c.y, 0, false});
    w.input.add({Kind::Button, 0, 0, 0, true});
    w.input.add({Kind::Move, c.x + 80, c.y, 0, false});
    for (int i = 0; i < 4; ++i) w.frame();
    w.input.add({Kind::Key, 0, 0, ui::key::escape, true});
    w.input.add({Kind::Key, 0, 0, ui::key::escape, false});
    for (int i = 0; i < 3; ++i) w.frame();
    w.input.add({Kind::Button, 0, 0, 0, false});
    for (int i = 0; i < 3; ++i) w.frame();
    ASSERT_FALSE(w.asks.empty());
    EXPECT_EQ(w.asks.back().phase, Phase::Cancel);
}

TEST(Stage, GMovesByATypedAmountAlongATypedAxis) {
    BareWindow w;
    openStage(w, ViewKind::Overhead);
    ASSERT_EQ(w.run("hover Stage/Overhead\nkey G\ntext z-1.25\nkey Enter"), "");
    auto asked = w.asked("move");
    ASSERT_FALSE(asked.empty());
    EXPECT_EQ(asked.back().phase, Phase::End);
    EXPECT_EQ(BareWindow::arg(asked.back(), "by"), "0,0,-1.25");
    // Feet and inches as everywhere else.
    w.asks.clear();
    ASSERT_EQ(w.run("hover Stage/Overhead\nkey G\ntext x1ft\nkey Enter"), "");
    asked = w.asked("move");
    ASSERT_FALSE(asked.empty());
    EXPECT_EQ(BareWindow::arg(asked.back(), "by"), "0.3048,0,0");
    w.asks.clear();
    ASSERT_EQ(w.run("hover Stage/Overhead\nkey R\ntext 37\nkey Enter"), "");
    asked = w.asked("move");
    ASSERT_FALSE(asked.empty());
    EXPECT_EQ(BareWindow::arg(asked.back(), "turn"), "37deg");
    w.asks.clear();
    ASSERT_EQ(w.run("hover Stage/Overhead\nkey G\ntext 5\nkey Esc"), "");
    ASSERT_FALSE(w.asks.empty());
    EXPECT_EQ(w.asks.back().phase, Phase::Cancel);
    EXPECT_EQ(w.session.views[0].style, ViewStyle::Lit) << "digits of an amount are no styles";
}

TEST(Stage, SnappingCatchesEdgesOfPiecesAndLinesOfMarks) {
    BareWindow w;
    openStage(w, ViewKind::Overhead);
    PieceFact wall;
    wall.state = PieceFact::State::Ready;
    wall.bounds.add(Vec3(1.113, 0, -2));
    wall.bounds.add(Vec3(1.5, 2.4, 2));
    w.session.facts.pieces[{3}] = wall;
    // To 4 cm beside the wall's edge, which is on no grid.
    ASSERT_EQ(w.run("drag Stage/1/Gizmo/Middle 0.5 0.5 9.47 0.5"), "");
    auto asked = w.asked("move");
    ASSERT_FALSE(asked.empty());
    EXPECT_NEAR(vectorOf(BareWindow::arg(asked.back(), "by")).x, 1.113, 1e-4);
    // Without snapping it goes where the hand is.
    w.asks.clear();
    w.session.snapping = false;
    ASSERT_EQ(w.run("wait 30\ndrag Stage/1/Gizmo/Middle 0.5 0.5 9.47 0.5"), "");
    asked = w.asked("move");
    ASSERT_FALSE(asked.empty());
    EXPECT_GT(std::abs(vectorOf(BareWindow::arg(asked.back(), "by")).x - 1.113), 0.01);
}

TEST(Stage, ACameraSnapsToAnEyeLine) {
    BareWindow w;
    openStage(w, ViewKind::Overhead);
    // MARA stands at the middle and looks along -Z; the camera is dragged to 5 cm beside her line, 2 m ahead.
    w.session.selection = {Id<CameraRig>{7}};
    w.session.facts.cameras[{7}].now.position = {1.0, 1.5, -2.0};
    w.frame();
    ASSERT_EQ(w.run("drag Stage/1/Gizmo/Middle 0.5 0.5 -7.5 0.5"), "");
    const auto asked = w.asked("move");
    ASSERT_FALSE(asked.empty());
    EXPECT_NEAR(vectorOf(BareWindow::arg(asked.back(), "by")).x, -1.0, 0.02);
}

TEST(Stage, TheOperatorsMoves) {
    struct Move {
        const char* verb;
        const char* step;
        const char* field;
    };
    for (const Move& m : {Move{"drag", "Pan camera A", "pan"}, Move{"shift-drag", "Truck camera A", "position"}, Move{"ctrl-drag", "Dolly camera A", "position"},
                          Move{"alt-drag", "Arc camera A", "pan"}, Move{"middle-drag", "Pan camera A", "tilt"}}) {
        BareWindow w;
        openStage(w, ViewKind::Camera);
        ASSERT_EQ(w.run(std::string(m.verb) + " Stage/Camera 0.4 0.4 0.6 0.6"), "");
        const auto asked = w.asked("set");
        ASSERT_FALSE(asked.empty()) << m.verb;
        EXPECT_EQ(asked.back().phase, Phase::End);
        EXPECT_EQ(BareWindow::arg(asked.back(), "step"), m.step);
        EXPECT_FALSE(BareWindow::arg(asked.back(), m.field).empty());
    }
    BareWindow w;
    openStage(w, ViewKind::Camera);
    ASSERT_EQ(w.run("hover Stage/Camera\nkey Left"), "");
    ASSERT_EQ(w.asked("set").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("set")[0], "pan"), "0.5deg");
    ASSERT_EQ(w.run("key Shift Up\nkey Ctrl Up\nkey Ctrl Alt Up"), "");
    ASSERT_EQ(w.asked("set").size(), 4u);
    const double height = w.session.facts.cameras[{7}].now.position.y;
    EXPECT_NEAR(vectorOf(BareWindow::arg(w.asked("set")[1], "position")).y, height + 0.05, 1e-6);
    EXPECT_NEAR(vectorOf(BareWindow::arg(w.asked("set")[2], "position")).z, 4.17 - 0.05, 1e-6);
    EXPECT_NEAR(vectorOf(BareWindow::arg(w.asked("set")[3], "position")).z, 4.17 - 0.005, 1e-6);
    // A notch of the wheel dollies two per cent of the focus.
    w.asks.clear();
    ASSERT_EQ(w.run("wheel Stage/Camera 1"), "");
    ASSERT_EQ(w.asked("set").size(), 1u);
    EXPECT_NEAR(vectorOf(BareWindow::arg(w.asked("set")[0], "position")).z, 4.17 - 4 * 0.02, 1e-3);
}

TEST(Stage, BracketsStepThePrimesOfTheSetOnly) {
    BareWindow w;
    openStage(w, ViewKind::Camera);
    ASSERT_EQ(w.run("hover Stage/Camera\nkey ]"), "");
    ASSERT_EQ(w.asked("set").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("set")[0], "focal"), "50mm");
    ASSERT_EQ(w.run("key ["), "");
    EXPECT_EQ(BareWindow::arg(w.asked("set")[1], "focal"), "25mm");
    w.session.facts.cameras[{7}].now.focal = Millimetres(50);
    ASSERT_EQ(w.run("key ]"), "");
    EXPECT_EQ(w.asked("set").size(), 2u) << "there is no lens beyond the last";
}

TEST(Stage, ALockedCameraStaysAndSaysSo) {
    BareWindow w;
    openStage(w, ViewKind::Camera);
    auto rig = *w.production.find(Id<CameraRig>{7});
    rig.locked = true;
    w.production.all<CameraRig>() = w.production.all<CameraRig>().with(rig.id, std::make_shared<const CameraRig>(rig));
    ASSERT_EQ(w.run("drag Stage/Camera 0.4 0.4 0.6 0.6\nexpect text Camera A is locked"), "");
    EXPECT_TRUE(w.asked("set").empty());
    ASSERT_EQ(w.run("click Stage/1/Unlock"), "");
    ASSERT_EQ(w.asked("set").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("set")[0], "locked"), "no");
}

TEST(Stage, TheTapeMeasuresInMetresAndFeet) {
    for (const ViewKind kind : {ViewKind::Overhead, ViewKind::Free}) {
        BareWindow w;
        openStage(w, kind);
        const char* view = kind == ViewKind::Free ? "Stage/Free" : "Stage/Overhead";
        ASSERT_EQ(w.run(std::string("hover ") + view + "\nkey T\nat " + view + " 0.45 0.6\nat " + view + " 0.55 0.6"), "");
        ASSERT_EQ(w.session.tape.points.size(), 2u);
        const double metres = glm::distance(w.session.tape.points[0], w.session.tape.points[1]);
        if (kind == ViewKind::Overhead) {
            EXPECT_NEAR(metres, w.session.views[0].area.w * 0.1 * 0.01, 0.011);
        }
        EXPECT_EQ(w.run("expect Stage/Tape\nexpect text '"), "");
        ASSERT_EQ(w.run("key Esc"), "");
        EXPECT_EQ(w.session.tool, Tool::Select);
    }
}

TEST(Stage, TheRightButtonOffersWhatCanBeDone) {
    BareWindow w;
    openStage(w, ViewKind::Overhead);
    ASSERT_EQ(w.run("right Stage/1/Gizmo/Middle\nexpect text Rename\nexpect text Duplicate\nclick Thing menu/Hide"), "");
    EXPECT_EQ(w.asked("hide").size(), 1u);
}

TEST(Stage, ShiftFFollowsTheSelectedMarkWithTheFocus) {
    BareWindow w;
    openStage(w, ViewKind::Camera);
    ASSERT_EQ(w.run("hover Stage/Camera\nkey Shift F"), "");
    ASSERT_EQ(w.asked("set").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("set")[0], "focus-on"), toText(Id<Character>{4}));
}

TEST(Stage, AChangeForOneSetupIsMarkedAndGoesBack) {
    BareWindow w;
    openStage(w, ViewKind::Overhead);
    w.session.selection = {Id<Light>{8}};
    ASSERT_EQ(w.run("click Inspector/Changes go/Only in setup 12\ntype Inspector/Dimmer 30"), "");
    ASSERT_EQ(w.asked("change").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("change")[0], "setup"), toText(Id<recce::Setup>{9}));
    EXPECT_EQ(BareWindow::arg(w.asked("change")[0], "dimmer"), "30%");
    // As it is once that was done: shown, marked, and with a way back; a change goes to the setup by itself.
    auto setup = *w.production.find(Id<recce::Setup>{9});
    ASSERT_TRUE(setChange(w.production, setup, AnyId(Id<Light>{8}), "dimmer", Json(0.3)));
    w.production.all<recce::Setup>() = w.production.all<recce::Setup>().with(setup.id, std::make_shared<const recce::Setup>(setup));
    ASSERT_EQ(w.run("click Inspector/Changes go/In the scene\nexpect text Dimmer is changed for setup 12\nexpect text 30\ntype Inspector/Dimmer 40\ntype Inspector/Lamp colour 3200"), "");
    ASSERT_EQ(w.asked("change").size(), 2u);
    ASSERT_EQ(w.asked("set").size(), 1u) << "what the setup does not change is the scene's";
    ASSERT_EQ(w.run("click Inspector/Dimmer/Back"), "");
    ASSERT_EQ(w.asked("change-back").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("change-back")[0], "field"), "dimmer");
}

}  // namespace
}  // namespace recce::test
