// `recce calc`, `recce meter` and the styles of light, as a script sees them.
#include <cmath>

#include <nlohmann/json.hpp>

#include "cli/command_line.h"

namespace recce {
namespace {
using Json = nlohmann::json;

TEST_F(CommandLine, TheCalculatorAnswersAndRefuses) {
    // imaging.md 1.2: 50 mm f/2.8, circle 0.025 mm, at 3 m: 2.771 to 3.270 m.
    const Ran far = run({"calc", "dof_far_m", "focal_mm=50", "fstop=2.8", "coc_mm=0.025", "focus_m=3", "--json"});
    ASSERT_EQ(far.code, 0) << far.err;
    const Json answer = Json::parse(far.out);
    EXPECT_EQ(answer["quantity"], "dof_far_m");
    EXPECT_EQ(answer["unit"], "m");
    EXPECT_NEAR(answer["value"].get<double>(), 3.27011, 1e-4);
    EXPECT_EQ(Json::parse(run({"calc", "dof_far_m", "focal_mm=18", "fstop=8", "coc_mm=0.025", "focus_m=2", "--json"}).out)["value"], "inf");
    EXPECT_TRUE(Json::parse(run({"calc", "cct_to_xy", "kelvin=5600", "--json"}).out)["value"].is_array());
    EXPECT_EQ(Json::parse(run({"calc", "arri_false_colour", "signal=0.4", "--json"}).out)["value"], "green");
    EXPECT_NEAR(Json::parse(run({"calc", "aces13_sdr_srgb_display", "linear_srgb=0.18 0.18 0.18", "--json"}).out)["value"][1].get<double>(), 0.356, 0.004);
    EXPECT_EQ(run({"calc", "dof_far_m", "focal_mm=50"}).code, 2);
    EXPECT_EQ(run({"calc", "dof_far_m", "focal_mm"}).code, 2);
    EXPECT_EQ(run({"calc"}).code, 2);
    const Ran unknown = run({"calc", "depth_of_feeling"});
    EXPECT_EQ(unknown.code, 1);
    EXPECT_NE(unknown.err.find("calc --list"), std::string::npos) << unknown.err;
    const Json list = Json::parse(run({"calc", "--list", "--json"}).out);
    EXPECT_GT(list.size(), 100u);
    EXPECT_NE(run({"calc", "--list"}).out.find("hyperfocal_m"), std::string::npos);
}

TEST_F(CommandLine, OnlyWhatHasAShutterIsSmeared) {
    const Ran model = run({"render", (home_ / "set.glb").string(), "--motion-blur", "-o", (home_ / "a.png").string()});
    EXPECT_EQ(model.code, 2);
    EXPECT_NE(model.err.find("no shutter"), std::string::npos) << model.err;
    const std::string film = (home_ / "film").string();
    ASSERT_EQ(run({"new", film, "--title", "Film"}).code, 0);
    const Ran overhead = run({"render", film, "--overhead", "1", "--motion-blur", "-o", (home_ / "a.png").string()});
    EXPECT_EQ(overhead.code, 2);
    EXPECT_NE(overhead.err.find("--motion-blur goes with"), std::string::npos) << overhead.err;
}

TEST_F(CommandLine, ATableOfCasesIsJudged) {
    const std::string table = (home_ / "cases.csv").string(), answers = (home_ / "answers.csv").string();
    std::ofstream(table) << "id,quantity,inputs,expected,tolerance\n"
                            "A,shutter_time_s,angle_deg=180;fps=24,0.0208333333,rel:1e-6\nB,el_zone,linear=0.36,+1,exact\n";
    const Ran good = run({"calc", "--cases", table, "--answers", answers, "--json"});
    EXPECT_EQ(good.code, 0) << good.err;
    EXPECT_EQ(Json::parse(good.out), Json({{"cases", 2}, {"passed", 2}, {"failed", Json::array()}, {"unknown", Json::array()}}));
    EXPECT_EQ(readFile(answers).value_or("").rfind("id,value\nA,0.0208", 0), 0u);
    std::ofstream(table, std::ios::app) << "C,el_zone,linear=0.36,+2,exact\nD,hue_of_time,x=1,1,exact\n";
    const Ran bad = run({"calc", "--cases", table, "--json"});
    EXPECT_EQ(bad.code, 3);
    const Json report = Json::parse(bad.out);
    EXPECT_EQ(report["passed"], 2);
    EXPECT_EQ(report["failed"][0]["id"], "C");
    EXPECT_EQ(report["unknown"][0], "hue_of_time");
    EXPECT_EQ(run({"calc", "--cases", (home_ / "none.csv").string()}).code, 1);
}

TEST_F(CommandLine, TheLightMeterReadsALampByTheInverseSquare) {
    ASSERT_EQ(run({"new", film_}).code, 0);
    // A bare bulb of 4000 pi lumens has 1000 cd: 250 lx at 2 m. Night without a sky, and nothing that throws light back.
    const Ran done = run({"do", film_, "add-scene '1 INT. VOID - NIGHT'", "set 'scene 1' sky=none",
                          "add-light at=0,2,0 shape=bulb output=12566.37lm colour=5600K name=Bulb id=b1", "add-camera at=0,0,5 look-at=0,0,0 id=ca1",
                          "set A stop=T2 iso=800 shutter=180 nd=0"});
    ASSERT_EQ(done.code, 0) << done.err;
    const Ran up = run({"meter", film_, "--at", "0,0,0", "--towards", "0,2,0", "--json"});
    ASSERT_EQ(up.code, 0) << up.err;
    const Json reading = Json::parse(up.out);
    EXPECT_NEAR(reading["lux"].get<double>(), 250, 2);
    EXPECT_NEAR(reading["foot_candles"].get<double>(), 250 / 10.7639, 0.2);
    ASSERT_EQ(reading["by_light"].size(), 1u);
    EXPECT_EQ(reading["by_light"][0]["id"], "light:00000000000000b1");
    EXPECT_NEAR(reading["by_light"][0]["lux"].get<double>(), 250, 2);
    EXPECT_EQ(reading["indirect_lux"], 0);
    // T = sqrt(E t S / C) = sqrt(250 / 48 * 800 / 250)
    EXPECT_NEAR(reading["t_stop"].get<double>(), std::sqrt(800.0 / 48), 0.03);
    // The same place by its name, kept in the production.
    ASSERT_EQ(run({"do", film_, "add-meter-point at=0,0,0 name='Under the bulb'"}).code, 0);
    const Ran kept = run({"meter", film_, "--point", "under the bulb", "--towards", "0,2,0", "--json"});
    ASSERT_EQ(kept.code, 0) << kept.err;
    EXPECT_EQ(Json::parse(kept.out), reading);
    const Json points = Json::parse(run({"list", film_, "points", "--json"}).out);
    ASSERT_EQ(points.size(), 1u);
    EXPECT_EQ(points[0]["name"], "Under the bulb");
    EXPECT_EQ(points[0]["position_m"], Json({0, 0, 0}));
    EXPECT_EQ(run({"meter", film_, "--point", "Under the bulb", "--at", "0,0,0"}).code, 2);
    EXPECT_EQ(run({"meter", film_, "--point", "Nowhere"}).code, 1);
    // A floor there: a point kept a tenth of a millimetre inside it is still a point on it, and not in the dark.
    std::ofstream(home_ / "floor.obj") << "v -2 0 -2\nv -2 0 2\nv 2 0 2\nv 2 0 -2\nf 1 2 3 4\n";
    const Ran floor = run({"do", film_, "add-piece " + (home_ / "floor.obj").string()});
    ASSERT_EQ(floor.code, 0) << floor.err;
    for (const std::string at : {"0,0.0001,0", "0,-0.0001,0"}) {
        const Ran lying = run({"meter", film_, "--at", at, "--json"});
        ASSERT_EQ(lying.code, 0) << lying.err;
        EXPECT_NEAR(Json::parse(lying.out)["lux"].get<double>(), 250, 2) << at;
    }
    EXPECT_EQ(run({"meter", film_}).code, 2);
    EXPECT_EQ(run({"meter", film_, "--at", "here"}).code, 2);
}

}  // namespace
}  // namespace recce
