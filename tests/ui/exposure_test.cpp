// The exposure tools of the window: looks, zones, zebra.
#include <gtest/gtest.h>

#include "bare_window.h"

namespace recce::test {
namespace {

void throughTheCamera(BareWindow& w) {
    openScene(w);
    w.session.views[1].kind = ViewKind::Camera;
}

TEST(Looks, TheListGivesTheProductionItsLook) {
    BareWindow w;
    throughTheCamera(w);
    ASSERT_EQ(w.run("expect text Setup 12 · AgX\nclick Stage/2/Style\nclick Stage/2/Style/ACES 1.3"), "");
    const auto asked = w.asked("set-production");
    ASSERT_EQ(asked.size(), 1u);
    EXPECT_EQ(BareWindow::arg(asked[0], "look"), "aces");
}

TEST(Looks, ZonesHaveAKeyAndALegendOfNumbers) {
    BareWindow w;
    throughTheCamera(w);
    ASSERT_EQ(w.run("hover Stage/2/Picture\nkey 4\nexpect Stage/2/Legend\nexpect text grey\nexpect text clip\nexpect text +5"), "");
    EXPECT_EQ(w.session.views[1].style, ViewStyle::StopZones);
    EXPECT_EQ(w.session.views[0].style, ViewStyle::Lit) << "only the view under the cursor";
    ASSERT_EQ(w.run("key 4"), "");
    EXPECT_EQ(w.session.views[1].style, ViewStyle::Lit) << "again: the picture is back";
    EXPECT_TRUE(w.asked("set-production").empty()) << "a tool of the window is no look of the production";
}

TEST(Looks, FalseColourAndZebraComeFromTheList) {
    BareWindow w;
    throughTheCamera(w);
    ASSERT_EQ(w.run("click Stage/2/Style\nclick Stage/2/Style/False colour\nexpect text one over\nexpect text False colour"), "");
    EXPECT_EQ(w.session.views[1].style, ViewStyle::FalseColour);
    ASSERT_EQ(w.run("click Stage/2/Style\nclick Stage/2/Style/Zebra at 70 %\nexpect text zebra 70 %"), "");
    EXPECT_EQ(w.session.views[1].style, ViewStyle::Lit);
    EXPECT_DOUBLE_EQ(w.session.views[1].zebra, 0.7);
}

TEST(Looks, ATableIsChosenFromFilesAndNamedWithWhatItTakes) {
    BareWindow w;
    throughTheCamera(w);
    ASSERT_EQ(w.run("click Stage/2/Style\nclick Stage/2/Style/Choose a table..."), "");
    EXPECT_EQ(w.asked("window.choose-lut").size(), 1u);
    ProductionInfo info = *w.production.info;
    info.look = PictureLook::Lut;
    info.lut = "grade/night.cube";
    w.production.info = std::make_shared<const ProductionInfo>(info);
    ASSERT_EQ(w.run("key Esc\nkey Esc\nclick Inspector/It takes\nclick Inspector/It takes/Sony S-Log3"), "");
    ASSERT_EQ(w.asked("set-production").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("set-production")[0], "lut-input"), "slog3");
    EXPECT_EQ(w.run("expect text table missing, AgX"), "");
    w.session.lutName = "night";
    EXPECT_EQ(w.run("expect text Setup 12 · night"), "");
}

}  // namespace
}  // namespace recce::test
