// The catalogue that ships: every row sound, sourced, true to its pixels and within physics; and how places override each
// other and refuse what cannot be.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
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

template <class T, class F> std::size_t countIf(const std::map<CatalogueKey, T>& rows, F&& is) {
    return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](const auto& row) { return is(row.second); }));
}

TEST(Catalogue, IsSoundAndFilled) {
    EXPECT_EQ(problemsOf(shipped()), std::vector<std::string>{});
    EXPECT_GE(countIf(shipped().bodies, [](const CameraBody& b) { return b.maker != "Film"; }), 60u);
    EXPECT_GE(shipped().lensSets.size(), 25u);
    EXPECT_GE(countIf(shipped().fixtures, [](const Fixture& f) { return f.maker != "Generic"; }), 40u);
    EXPECT_GE(countIf(shipped().fixtures, [](const Fixture& f) { return f.maker == "Generic"; }), 25u);
    EXPECT_GE(shipped().supports.size(), 20u);
    EXPECT_GE(shipped().gels.size(), 20u);
    // What a new production starts with exists.
    const ProductionInfo info;
    EXPECT_TRUE(shipped().bodies.count(info.defaultBody));
    EXPECT_TRUE(shipped().lensSets.count(info.defaultLensSet));
}

TEST(Catalogue, EveryRowSaysItsSourceAndHowSureItIs) {
    std::size_t rows = 0;
    for (const auto& file : std::filesystem::directory_iterator(kFolder)) {
        const auto json = nlohmann::json::parse(std::ifstream(file.path()));
        for (const auto& [kind, list] : json.items()) {
            for (const auto& row : list) {
                ++rows;
                EXPECT_GE(row.value("source", "").size(), 10u) << kind << " " << row.value("key", "");
                EXPECT_TRUE(row.contains("confidence")) << kind << " " << row.value("key", "");
                // A class without a maker is an estimate and says so.
                if (row.value("maker", "") == "Generic" && kind == "fixtures") {
                    EXPECT_EQ(row.value("confidence", ""), "low") << row.value("key", "");
                }
            }
        }
    }
    EXPECT_GE(rows, 250u);
}

TEST(Catalogue, EveryModeHasSquarePixels) {
    std::size_t checked = 0;
    for (const auto& [key, body] : shipped().bodies) {
        double pitch = 0;
        for (const SensorMode& m : body.modes) {
            if (m.pixelsWide == 0) continue;
            ++checked;
            EXPECT_LE(pitchMismatch(m), 0.006) << key << ", " << m.name;
            const double here = m.width.value / m.pixelsWide;
            if (pitch == 0) pitch = here;
            EXPECT_NEAR(here / pitch, 1, 0.006) << key << ", " << m.name;
        }
    }
    EXPECT_GE(checked, 270u);
}

TEST(Catalogue, EveryModeHasTheAspectOfItsName) {
    // Makers name open gates loosely: the "3:2" of the ALEXA LF is 1.437. A wrong column is off by far more.
    const std::regex ratio(R"((\d+(?:\.\d+)?):(\d+(?:\.\d+)?))");
    std::size_t checked = 0;
    for (const auto& [key, body] : shipped().bodies) {
        for (const SensorMode& m : body.modes) {
            const double is = m.width / m.height;
            EXPECT_TRUE(is > 1 / 3.0 && is < 3) << key << ", " << m.name;
            std::smatch named;
            if (!std::regex_search(m.name, named, ratio)) continue;
            ++checked;
            EXPECT_NEAR(is / (std::stod(named[1]) / std::stod(named[2])), 1, 0.05) << key << ", " << m.name;
        }
    }
    EXPECT_GE(checked, 250u);
}

TEST(Catalogue, HasTheFilmGates) {
    // Camera apertures, mm: SMPTE figures in inches as two open tables have them.
    const std::tuple<const char*, const char*, double, double> gates[] = {
        {"film.super8", "Super 8", 5.79, 4.01}, {"film.16mm", "Regular 16", 10.26, 7.49}, {"film.16mm", "Super 16", 12.52, 7.41},
        {"film.35mm", "Academy", 21.95, 16.0}, {"film.35mm", "Scope, 2x", 21.95, 18.6}, {"film.35mm", "Super 35 3-perf", 24.89, 13.87},
        {"film.35mm", "Super 35 4-perf", 24.89, 18.66}, {"film.35mm", "VistaVision 8-perf", 37.72, 24.92},
        {"film.35mm_2perf", "2-perf 2.35:1", 21.95, 9.35}, {"film.65mm", "5-perf", 52.48, 23.01}, {"film.65mm", "IMAX 15-perf", 70.41, 52.63}};
    for (const auto& [key, name, width, height] : gates) {
        ASSERT_TRUE(shipped().bodies.count(key)) << key;
        const auto& modes = shipped().bodies.at(key).modes;
        const auto at = std::find_if(modes.begin(), modes.end(), [wanted = std::string(name)](const SensorMode& m) { return m.name == wanted; });
        ASSERT_NE(at, modes.end()) << key << ", " << name;
        EXPECT_EQ(at->width.value, width) << name;
        EXPECT_EQ(at->height.value, height) << name;
    }
}

TEST(Catalogue, HasTheFrameLinesThatPeopleAskFor) {
    for (const double wanted : {4 / 3.0, 1.37, 1.43, 1.66, 16 / 9.0, 1.85, 1.8963, 2.0, 2.2, 2.35, 2.39, 2.76, 9 / 16.0, 4 / 5.0, 1.0}) {
        EXPECT_EQ(countIf(shipped().aspects, [&](const FrameAspect& a) { return std::abs(a.ratio - wanted) < 1e-4; }), 1u) << wanted;
    }
    // The name is the ratio as the window prints it.
    for (const auto& [key, a] : shipped().aspects) EXPECT_EQ(a.name, fmt::format("{:.2f} : 1", a.ratio)) << key;
}

TEST(Catalogue, LensesAreInOrderAndFocusWhereALensCan) {
    for (const auto& [key, set] : shipped().lensSets) {
        for (std::size_t i = 0; i < set.lenses.size(); ++i) {
            const Lens& l = set.lenses[i];
            if (i > 0) {
                EXPECT_GT(l.focal, set.lenses[i - 1].focal) << key;
            }
            EXPECT_TRUE(l.wideOpen.value >= 1 && l.wideOpen.value <= 4) << key << " " << l.focal.value;
            // A thin lens brings nothing nearer than four focal lengths, at 1:1, to focus.
            if (l.closeFocus.value > 0) {
                EXPECT_GE(l.closeFocus.value * 1000, 4 * l.focal.value) << key << " " << l.focal.value;
            }
        }
        // Known circles cover at least Super 35 and at most a 65 mm gate.
        if (set.imageCircle.value > 0) {
            EXPECT_TRUE(set.imageCircle.value > 27 && set.imageCircle.value < 62) << key;
        }
    }
}

TEST(Catalogue, NoLampIsBrighterThanItsKind) {
    for (const auto& [key, f] : shipped().fixtures) {
        if (!(f.power.value > 0)) continue;
        const double efficacy = f.output.value / f.power.value;
        const bool discharge = key.find(".hmi_") != key.npos || key == "arri.m8" || key == "arri.m18" || key == "arri.arrimax_18_12";
        const bool filament = f.colourMin == f.colourMax && f.colourMin.value <= 3200 && f.maker != "Practical";
        // Lumens a watt: 3200 K filament 30, HMI 100, white LED 200.
        EXPECT_LE(efficacy, filament ? 30 : discharge ? 100 : 200) << key;
        EXPECT_GE(efficacy, 5) << key;
    }
}

TEST(Catalogue, ABeamHoldsNoMoreThanItsLampGives) {
    // A reflector gathers: the narrower, the less of the bare lamp's flux is left in the beam.
    const auto flux = [](const std::string& key) { return shipped().fixtures.at(key).output.value; };
    for (const std::string lamp : {"aputure.storm_1200x", "aputure.storm_1000c"}) {
        EXPECT_GE(flux(lamp), flux(lamp + "_45"));
        EXPECT_GE(flux(lamp + "_45"), flux(lamp + "_30"));
        EXPECT_GE(flux(lamp + "_30"), flux(lamp + "_15"));
    }
    // The classes, against what their sources can give at most: watts times 30, 100 and 98 (STORM 1200x bare) lm/W.
    for (const auto& [key, f] : shipped().fixtures) {
        if (f.maker != "Generic" || !(f.power.value > 0)) continue;
        const bool filament = f.colourMax.value <= 3200;
        EXPECT_LE(f.output.value, f.power.value * (filament ? 30 * 0.5 : key.find("hmi") != key.npos ? 54 : 98)) << key;
    }
    // A COB through a Fresnel never gives more than through its reflector; more watts give more light.
    double before = 0;
    for (const char* watts : {"120", "300", "600", "1200"}) {
        const std::string lamp = std::string("generic.cob_") + watts;
        EXPECT_LT(flux(lamp + "_fresnel"), flux(lamp + "_reflector"));
        EXPECT_GT(flux(lamp + "_reflector"), before);
        before = flux(lamp + "_reflector");
    }
}

TEST(Catalogue, PitchesArePublishedOnes) {
    // um, makers' data sheets: ALEV IV 6.075, ALEV III 8.25, VENICE 5.94, VENICE 2 8K 4.155, BURANO 4.16, MONSTRO 5.0,
    // HELIUM 3.65, KOMODO 4.4, URSA Cine 2.9, URSA Mini Pro 12K 2.2, Pocket 4K 4.63.
    const std::pair<const char*, double> rows[] = {
        {"arri.alexa35", 6.075}, {"arri.alexa_mini_lf", 8.25}, {"arri.alexa_65", 8.25}, {"arri.alexa_mini", 8.25},
        {"arri.amira", 8.25}, {"sony.venice", 5.94}, {"sony.venice2_8k", 4.155}, {"sony.burano", 4.16},
        {"red.v_raptor_vv", 5.0}, {"red.helium", 3.65}, {"red.gemini", 6.0}, {"red.komodo", 4.4},
        {"bmd.ursa_cine_17k", 2.9}, {"bmd.ursa_mini_pro_12k", 2.2}, {"bmd.pocket_4k", 4.63},
        {"arri.alexa_xt", 8.25}, {"canon.c400", 6.0}, {"canon.c700_ff", 6.4}, {"red.dragon", 5.0}, {"red.epic_mx", 5.4},
        {"dji.x9_8k", 4.4}, {"bmd.pyxis_6k", 5.95}, {"vision_research.phantom_65", 12.5}};
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
    write("bad.json", R"({"bodies":[
{"key":"x.sound","name":"Sound","modes":[{"name":"4K","width_mm":20.48,"height_mm":10.8,"pixels_wide":4096,"pixels_high":2160}],"source":"tape"},
{"key":"x.y","name":"Wrong","modes":[{"name":"8K","width_mm":81.92,"height_mm":17.28,"pixels_wide":8192,"pixels_high":3456}],"source":"web"}]})");
    const auto bad = readCatalogue(folder);
    ASSERT_FALSE(bad);
    EXPECT_NE(bad.error().message.find("does not fit 8192 x 3456"), std::string::npos) << bad.error().message;
    EXPECT_TRUE(bad.error().subject.ends_with("bad.json:3")) << bad.error().subject;
    write("bad.json", "{\"bodies\": [");
    EXPECT_FALSE(readCatalogue(folder));
    EXPECT_TRUE(readCatalogue(folder / "none")->bodies.empty());
}

TEST_F(Folders, EveryRefusalNamesFileLineAndReason) {
    const std::tuple<const char*, const char*, const char*> cases[] = {
        // What stands in the file, the line of the row, the reason.
        {"{\"gels\":[\n{\"key\":\"a.b\",\"name\":\"G\",\"transmission\":\"half\",\"source\":\"swatch\"}]}", ":2", "transmission must be a number"},
        {"{\"gels\":[\n\n{\"name\":\"G\",\"source\":\"swatch\"}]}", ":3", "must have a key"},
        {"{\"gels\":[{\"key\":\"a.b\",\"name\":\"G\"}]}", ":1", "has no source"},
        {"{\"gels\":[\n7]}", ":2", "must be an object"},
        {"{\"fixtures\":[],\"lens_sets\":[\n{\"key\":\"a.b\",\"name\":\"[\\\"{\",\"source\":\"web\",\"lenses\":[\n{\"focal_mm\":50,\"t_stop\":2},\n{\"focal_mm\":35,\"t_stop\":2}]}]}", ":2", "35 mm stands after a longer lens"},
        {"{\"lens_sets\":[\n{\"key\":\"a.b\",\"name\":\"L\",\"source\":\"web\",\"image_circle\":46,\"lenses\":[{\"focal_mm\":50,\"t_stop\":2}]}]}", ":2", "no member 'image_circle'"},
        {"{\"supports\":[\n{\"key\":\"a.b\",\"name\":\"S\",\"source\":\"x\"},\n{\"key\":\"a.b\",\"name\":\"S\",\"source\":\"x\"}]}", ":3", "a.b stands twice"},
        {"{\"aspects\":[\n{\"key\":\"a.b\",\"name\":\"A\",\"ratio\":-1,\"source\":\"x\"}]}", ":2", "ratio"},
        {"{\"cameras\":[]}", "", "no list 'cameras'"},
        {"{\"gels\":{}}", "", "gels must be a list"},
        {"[]", "", "must be an object"},
        {"{\n\"gels\": [\n}", "", "line 3"},
    };
    for (const auto& [text, line, reason] : cases) {
        write("mine.json", text);
        const auto read = readCatalogue(folder);
        ASSERT_FALSE(read) << text;
        EXPECT_TRUE(read.error().subject.ends_with(std::string("mine.json") + line)) << read.error().subject << "\n" << text;
        EXPECT_NE(read.error().message.find(reason), std::string::npos) << read.error().message << "\n" << text;
    }
}

TEST_F(Folders, OfTheUserAndOfTheProductionAddAndOverride) {
    const std::filesystem::path state = folder / "state", project = folder / "film";
    std::filesystem::create_directories(state / "catalogue");
    std::filesystem::create_directories(project / "catalogue");
    const char* was = std::getenv("RECCE_STATE_DIR");
    const std::string before = was ? was : "";
    ::setenv("RECCE_STATE_DIR", state.c_str(), 1);
    std::ofstream(state / "catalogue" / "mine.json") << "{\"gels\":[\n{\"key\":\"my.gel\",\"name\":\"Mine\",\"transmission\":0.5,\"source\":\"swatch\"},\n{\"key\":\"my.bad\",\"name\":\"Bad\",\"transmission\":2,\"source\":\"swatch\"}]}";
    std::ofstream(project / "catalogue" / "film.json") << "{\"gels\":[{\"key\":\"my.gel\",\"name\":\"The film's\",\"transmission\":0.4,\"source\":\"swatch\"}]}";
    std::vector<std::string> warnings;
    const auto alone = openCatalogue({}, warnings);
    // One bad row does not take its neighbours along.
    ASSERT_TRUE(alone) << toText(alone.error());
    EXPECT_EQ(alone->gels.at("my.gel").name, "Mine");
    EXPECT_FALSE(alone->gels.count("my.bad"));
    EXPECT_EQ(alone->gels.size(), readCatalogue(programFolder() / "catalogue")->gels.size() + 1);
    ASSERT_EQ(warnings.size(), 1u);
    EXPECT_NE(warnings[0].find("mine.json:3: A row of gels is refused: transmission"), std::string::npos) << warnings[0];
    const auto inFilm = openCatalogue(project, warnings);
    if (was) ::setenv("RECCE_STATE_DIR", before.c_str(), 1);
    else ::unsetenv("RECCE_STATE_DIR");
    ASSERT_TRUE(inFilm);
    EXPECT_EQ(inFilm->gels.at("my.gel").name, "The film's");
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
