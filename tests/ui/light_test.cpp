// The Light workspace: scopes, meters, the sun's clock, and what inspectors read from them.
#include <gtest/gtest.h>

#include <functional>

#include "app/scope_pictures.h"
#include "bare_window.h"
#include "model/field_text.h"

namespace recce::test {
namespace {

constexpr Id<Scene> kScene{5};
constexpr Id<Mark> kMark{6};
constexpr Id<Light> kLight{8};
constexpr Id<MeterPoint> kPoint{0x70};

template <class T> void change(Production& p, Id<T> id, const std::function<void(T&)>& edit) {
    T row = *p.find(id);
    edit(row);
    p.all<T>() = p.all<T>().with(id, std::make_shared<const T>(row));
}

/// A scene as the meter has read it: a key of 900 lx over a rest of 300.
void metered(BareWindow& w) {
    openScene(w);
    MeterRow row;
    row.mark = kMark;
    row.name = "MARA 1";
    row.key = 900, row.rest = 300, row.total = 1200;
    row.byLight = {{kLight, 900}};
    row.stop = 4.5, row.over = 1.3;
    MeterRow dark;
    dark.point = kPoint;
    dark.name = "Point 1";
    dark.rest = dark.total = 20;
    dark.stop = 0.6, dark.over = -4.2;
    w.session.meter = {kScene, {row, dark}, "ISO 800", "A", 2.828};
    w.production.all<MeterPoint>() = w.production.all<MeterPoint>().with(kPoint, std::make_shared<const MeterPoint>(MeterPoint{kPoint, kScene, "Point 1", {1, 0.8, 0}}));
}

TEST(LightWorkspace, HasItsOwnArrangementAndGivesTheOtherBack) {
    BareWindow w;
    openScene(w);
    w.session.layout = 2;
    w.session.views[0].kind = ViewKind::Overhead;
    ASSERT_EQ(w.run("click Workspace/Light\nexpect Scopes/Scope picture\nexpect Scopes/Vectorscope\nexpect text Meter\nexpect Stage/4/Picture\nexpect text clip"), "");
    EXPECT_EQ(w.session.views[0].kind, ViewKind::Camera);
    EXPECT_EQ(w.session.views[2].style, ViewStyle::StopZones);
    ASSERT_EQ(w.run("key Ctrl 2"), "");
    EXPECT_EQ(w.session.layout, 2);
    EXPECT_EQ(w.session.views[0].kind, ViewKind::Overhead);
}

TEST(LightWorkspace, TheTableSaysKeyFillStopAndRatio) {
    BareWindow w;
    metered(w);
    ASSERT_EQ(w.run("key Ctrl 3\nexpect text 1200 lx\nexpect text T4.5\nexpect text +1.3\nexpect text 4.0 : 1\nexpect text From T2.8\n"
                    "expect text Point 1 is 4.2 stops under. No key reaches it."), "");
    ASSERT_EQ(w.run("click Meter/MARA 1/Row"), "");
    EXPECT_EQ(w.session.only<Mark>(), kMark);
    ASSERT_EQ(w.run("click Meter/Point 1/Row"), "");
    EXPECT_EQ(w.session.only<MeterPoint>(), kPoint);
    ASSERT_EQ(w.run("expect text Metered point\nexpect text Light here\nexpect text Sky and bounce\ntype Inspector/Name Letter"), "");
    ASSERT_EQ(w.asked("set").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("set")[0], "name"), "Letter");
    ASSERT_EQ(w.run("click Meter/Point 1/Remove"), "");
    ASSERT_EQ(w.asked("delete").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("delete")[0], "target"), toText(kPoint));
}

TEST(LightWorkspace, APointIsPutWhereTheSetIsClicked) {
    BareWindow w;
    openScene(w);
    ASSERT_EQ(w.run("key Ctrl 3\nclick Meter/Add point\nat Stage/Free 0.5 0.6"), "");
    ASSERT_EQ(w.asked("add-meter-point").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("add-meter-point")[0], "scene"), toText(kScene));
    const auto at = parsePoint(BareWindow::arg(w.asked("add-meter-point")[0], "at"));
    ASSERT_TRUE(at);
    EXPECT_NEAR(at->y, 0, 1e-4) << "on the floor, where nothing else stands";
    EXPECT_EQ(w.session.tool, Tool::Select);
}

TEST(LightWorkspace, LightsOfOneRoleCanEachBeChosen) {
    BareWindow w;
    openScene(w);
    Light second = *w.production.find(kLight);
    second.id = {0x88};
    w.production.all<Light>() = w.production.all<Light>().with(second.id, std::make_shared<const Light>(second));
    ASSERT_EQ(w.run("key Ctrl 3\nclick Outline/12/Key 2"), "");
    EXPECT_EQ(w.session.only<Light>(), second.id);
    ASSERT_EQ(w.run("click Outline/12/Key"), "");
    EXPECT_EQ(w.session.only<Light>(), kLight);
}

TEST(LightWorkspace, ALightSaysWhomItFallsOnAndWhatItDraws) {
    BareWindow w;
    metered(w);
    UsedCatalogue used;
    Fixture fixture;
    fixture.key = "arri.m18";
    fixture.power = Watts(1800);
    used.fixtures[fixture.key] = fixture;
    w.production.used = std::make_shared<const UsedCatalogue>(used);
    change<Light>(w.production, kLight, [](Light& light) { light.fixture = "arri.m18"; });
    w.session.selection = {kLight};
    EXPECT_EQ(w.run("key Ctrl 3\nexpect text Falls on\nexpect text 900 lx\nexpect text 1800 W   7.8 A at 230 V\nexpect text scene 12: 1.8 kW"), "");
}

TEST(LightWorkspace, ALampIsGivenDoorsAFrameAndItsMeasuredLight) {
    BareWindow w;
    openScene(w);
    change<Light>(w.production, kLight, [](Light& light) { light.shape = FixtureShape::Fresnel; });
    w.session.selection = {kLight};
    w.session.choices.photometries = {{"ies.1", "Square, soft", "soft.ies", ""}};
    ASSERT_EQ(w.run("key Ctrl 3\nexpect text In front\nclick Inspector/Frame"), "");
    ASSERT_EQ(w.asked("add-grip").size(), 1u);
    EXPECT_EQ(w.asked("add-grip")[0].args[2].second, toText(kLight));
    ASSERT_EQ(w.run("click Inspector/Barn doors/On"), "");
    EXPECT_EQ(w.asked("barn-doors").size(), 1u);
    change<Light>(w.production, kLight, [](Light& light) { light.doorTop = light.doorBottom = Degrees(90); });
    EXPECT_EQ(w.run("expect Inspector/top\nexpect Inspector/bottom"), "");
}

TEST(LightWorkspace, AFrameSaysWhatItsClothDoes) {
    BareWindow w;
    openScene(w);
    Fabric net;
    net.key = "fabric.double_net", net.name = "Double net", net.straight = 0.5;
    UsedCatalogue used;
    used.fabrics[net.key] = net;
    w.production.used = std::make_shared<const UsedCatalogue>(used);
    SetPiece cloth;
    cloth.id = {99};
    cloth.owner = kScene;
    cloth.name = "Net on the wall";
    cloth.fabric = net.key;
    cloth.width = Metres(0.6096), cloth.height = Metres(0.9144);
    w.production.all<SetPiece>() = w.production.all<SetPiece>().with(cloth.id, std::make_shared<const SetPiece>(cloth));
    w.session.selection = {cloth.id};
    EXPECT_EQ(w.run("expect text Net\nexpect text 24x36 in\nexpect text passes 50 %, unspread\nexpect Inspector/Turn\nexpect Inspector/Lean"), "");
}

TEST(SpotMeter, ReadsLuminanceStopAndZoneUnderTheCursor) {
    BareWindow w;
    openScene(w);
    auto light = std::make_shared<CameraLight>();
    light->rig = {7};
    light->perNit = 0.01;
    light->picture = {64, 32, std::vector<float>(64 * 32 * 4, 0.36f)};  // one stop over grey: 36 cd/m2
    w.session.cameraLight = light;
    ASSERT_EQ(w.run("key Ctrl 3\nhover Stage/1/Picture\nkey E\nexpect Stage/1/Spot\nexpect text +1.0 stop\nexpect text 36 cd/m² · T"), "");
    EXPECT_EQ(w.session.tool, Tool::Spot);
    ASSERT_EQ(w.run("at Stage/1/Picture 0.5 0.5\nhover Stage/2/Picture\nexpect Stage/1/Spot\nhover Stage/1/Picture\nkey E"), "");
    EXPECT_EQ(w.session.tool, Tool::Select);
    ASSERT_TRUE(w.session.spot.has_value());
    EXPECT_NEAR(w.session.spot->at.x, 0.5, 0.02) << "the click keeps the reading";
    EXPECT_TRUE(w.asked("set").empty()) << "metering moves no camera";
}

TEST(SunBar, SaysWhatIsMissingAndThenDragsTheSun) {
    BareWindow w;
    openScene(w);
    ASSERT_EQ(w.run("key Ctrl 3\nexpect text Say where it is\nclick Sun/Say where it is"), "");
    EXPECT_EQ(w.session.only<Set>(), Id<Set>{1});
    change<Set>(w.production, Id<Set>{1}, [](Set& set) {
        set.latitude = 50.3;
        set.longitude = -4.1;
        set.timeZone = "Europe/London";
    });
    change<Scene>(w.production, kScene, [](Scene& scene) {
        scene.environment.date = "2026-06-21";
        scene.environment.localTime = "12:00";
    });
    // Sunrise over Plymouth on midsummer's day is at 05:06 British Summer Time.
    ASSERT_EQ(w.run("expect text 12:00  2026-06-21\nexpect text rise 05:0\nexpect text set 21:3\ndrag Sun/Day 0.5 0.5 0.75 0.5"), "");
    const auto asked = w.asked("set");
    ASSERT_GE(asked.size(), 2u);
    EXPECT_EQ(asked.back().phase, Phase::End);
    EXPECT_EQ(BareWindow::arg(asked.back(), "local-time"), "18:00");
    EXPECT_EQ(BareWindow::arg(asked.back(), "date"), "2026-06-21");
}

TEST(SunBar, ANightSkySaysSoAndCanBeCleared) {
    BareWindow w;
    openScene(w);
    change<Set>(w.production, Id<Set>{1}, [](Set& set) {
        set.latitude = 50.3;
        set.timeZone = "Europe/London";
    });
    change<Scene>(w.production, kScene, [](Scene& scene) { scene.environment.sky = Sky::Night; });
    ASSERT_EQ(w.run("key Ctrl 3\nexpect text no sun shines\nclick Sun/Clear sky"), "");
    ASSERT_EQ(w.asked("set").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("set")[0], "sky"), "clear");
}

TEST(CameraView, LensesAreListedWithStopAndCloseFocus) {
    BareWindow w;
    openScene(w);
    w.session.choices.lenses[""] = {{Millimetres(35), TStop(1.8), Metres(0.35)}, {Millimetres(50), TStop(1.8), Metres(0.45)}};
    w.session.views[1].kind = ViewKind::Camera;
    ASSERT_EQ(w.run("click Stage/2/Lens\nexpect text from 0.45 m\nclick Stage/2/Lens/50 mm"), "");
    ASSERT_EQ(w.asked("set").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("set")[0], "focal"), "50mm");
}

TEST(CameraView, FrameLinesAreChosenAndDepthIsSaid) {
    BareWindow w;
    openScene(w);
    w.session.views[1].kind = ViewKind::Camera;
    ASSERT_EQ(w.run("expect text sharp 3.00 – 6.00\nclick Stage/2/Overlays\nclick Stage/2/Overlays/Thirds"), "");
    EXPECT_TRUE(w.session.views[1].overlays.thirds);
    EXPECT_FALSE(w.session.views[0].overlays.thirds);
    ASSERT_EQ(w.run("click Camera/A\nexpect text Hyperfocal\nexpect text Key light for T"), "");
}

TEST(CameraView, TheFocusFieldIsItsOwnAlthoughItsSectionBearsTheName) {
    BareWindow w;
    openScene(w);
    ASSERT_EQ(w.run("click Outline/12/Camera/A\ntype Inspector/Focus 2m"), "");
    ASSERT_EQ(w.asked("set").size(), 1u);
    EXPECT_EQ(BareWindow::arg(w.asked("set")[0], "focus"), "2m");
}

TEST(Fields, WhatWasRefusedStaysToBeMendedUntilItIsLeft) {
    BareWindow w;
    openScene(w);
    ASSERT_EQ(w.run("click Outline/12/Camera/A\ntype Inspector/ISO abc"), "");
    w.session.refusals["Inspector/ISO"] = Error{Code::Usage, "iso: 'abc' is not an exposure index such as 800.", {}, {}, {}};
    ASSERT_EQ(w.run("expect text abc\nexpect text 'abc' is not an exposure index\nexpect no text iso:"), "");
    ASSERT_EQ(w.run("click Inspector/ISO\nkey Esc"), "");
    EXPECT_TRUE(w.session.refusals.empty());
    EXPECT_EQ(w.asked("set").size(), 1u) << "only what was typed was asked";
}

TEST(Tooltips, ComeAfterARestAndNeverOverAnOpenList) {
    BareWindow w;
    openScene(w);
    ASSERT_EQ(w.run("key Ctrl 3\nhover Stage/1/Style\nexpect no text Look, exposure and style"), "");
    ASSERT_EQ(w.run("expect text Look, exposure and style"), "");
    ASSERT_EQ(w.run("click Stage/1/Style\nwait 5\nexpect Stage/1/Style/AgX"), "");
    w.context.hoverSince = 0;  // as if the cursor had rested since
    ASSERT_EQ(w.run("expect no text Look, exposure and style"), "");
}

TEST(CameraView, TabGoesToTheFreeViewAndBack) {
    BareWindow w;
    openScene(w);
    w.session.views[1].kind = ViewKind::Camera;
    ASSERT_EQ(w.run("hover Stage/2/Picture\nkey Tab"), "");
    EXPECT_EQ(w.session.views[1].kind, ViewKind::Free);
    ASSERT_EQ(w.run("key Tab"), "");
    EXPECT_EQ(w.session.views[1].kind, ViewKind::Camera);
}

TEST(Scopes, GreyStandsInTheMiddleOfTheWaveformAndOfTheVectorscope) {
    LinearPicture grey{96, 40, std::vector<float>(96 * 40 * 4, 0.18f)};
    const ScopeImages images = scopeImages(grey, Mat3(1), {});
    const auto lit = [](const Picture& p, std::uint32_t x, std::uint32_t y) { return p.rgba[(std::size_t{y} * p.width + x) * 4 + 1] > 0x20; };
    int rows = 0;
    for (std::uint32_t y = 0; y < images[0].height; ++y) rows += lit(images[0], 48, y);
    EXPECT_EQ(rows, 1);
    EXPECT_TRUE(lit(images[0], 48, 127)) << "grey is half way up";
    EXPECT_TRUE(lit(images[2], 128, 127) || lit(images[2], 128, 128) || lit(images[2], 127, 127));
    for (float& v : grey.rgba) v *= 16;  // four stops
    const ScopeImages over = scopeImages(grey, Mat3(1), {});
    bool found = false;
    for (std::uint32_t y = 0; y < 256; ++y)
        if (lit(over[0], 48, y)) {
            found = true;
            EXPECT_NEAR(255 - y, 127.5 + 4 / (2 * kScopeStops) * 255, 1.0);
        }
    EXPECT_TRUE(found);
}

}  // namespace
}  // namespace recce::test
