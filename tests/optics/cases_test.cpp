// The reference cases of optics that this module answers, from ../shared/cases where they are at hand.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "optics/colour.h"
#include "optics/exposure.h"
#include "optics/lens.h"
#include "optics/photometry.h"
#include "optics/sun.h"

namespace recce::optics {
namespace {
struct Inputs {
    std::map<std::string, std::string> text;
    double operator[](const std::string& key) const {
        const auto it = text.find(key);
        if (it == text.end()) throw std::runtime_error("no input " + key);
        return it->second == "inf" ? std::numeric_limits<double>::infinity() : std::stod(it->second);
    }
    double get(const std::string& key, double otherwise) const { return text.count(key) ? (*this)[key] : otherwise; }
    Vec3 vector(const std::string& key) const {
        std::istringstream in(text.at(key));
        Vec3 v(0);
        in >> v.x >> v.y >> v.z;
        return v;
    }
};
using Values = std::vector<double>;
using Answer = std::function<Values(const Inputs&)>;

Gate gate(const Inputs& in) { return {Millimetres(in["sensor_w_mm"]), Millimetres(in["sensor_h_mm"])}; }
Focused lens(const Inputs& in) {
    return {Millimetres(in["focal_mm"]), FStop(in["fstop"]), Metres(in["focus_m"]), Millimetres(in.get("coc_mm", 0.03))};
}
Values xy(Chromaticity c) { return {c.x, c.y}; }
Values rgb(const Vec3& v) { return {v.x, v.y, v.z}; }
Chromaticity white(const Inputs& in) {
    return in.text.at("locus") == "planck" ? planck(Kelvin(in["kelvin"])) : daylight(Kelvin(in["kelvin"]));
}

double illuminance(const Inputs& in) {
    const std::string source = in.text.at("source");
    const Nits nits(in.get("nit", 0));
    const double cosine = std::cos(radians(Degrees(in.get("incidence_deg", 0))));
    if (source == "point") return pointLux(Candela(in["candela"]), Metres(in["distance_m"]), cosine).value;
    if (source == "rect") {
        const Vec3 c = in.vector("center"), u = in.vector("edge_u") * 0.5, v = in.vector("edge_v") * 0.5;
        const Vec3 corners[4] = {c - u - v, c + u - v, c + u + v, c - u + v};
        return polygonLux(corners, in.vector("normal"), nits).value;
    }
    if (source == "disk_parallel")
        return diskLux({Metres(in["radius_m"]), Metres(in["height_m"]), Metres(in["lateral_m"])}, nits).value;
    if (source == "sphere") return sphereLux(Metres(in["radius_m"]), Metres(in["distance_m"]), cosine, nits).value;
    return tubeLux({Metres(in["radius_m"]), Metres(in["length_m"]), Metres(in["distance_m"])}, nits).value;
}

const std::map<std::string, Answer>& answers() {
    static const std::map<std::string, Answer> table = {
        {"fov_h_deg", [](const Inputs& i) { return Values{fieldOfView(gate(i), Millimetres(i["focal_mm"]), i["squeeze"]).horizontal.value}; }},
        {"fov_v_deg", [](const Inputs& i) { return Values{fieldOfView(gate(i), Millimetres(i["focal_mm"]), i["squeeze"]).vertical.value}; }},
        {"desqueezed_aspect", [](const Inputs& i) { return Values{desqueezedAspect(gate(i), i["squeeze"])}; }},
        {"equivalent_spherical_focal_h_mm", [](const Inputs& i) { return Values{sphericalEquivalent(Millimetres(i["focal_mm"]), i["squeeze"]).value}; }},
        {"focal_for_fov_h_mm", [](const Inputs& i) { return Values{focalForAngle(Degrees(i["fov_h_deg"]), Millimetres(i["sensor_w_mm"])).value}; }},
        {"fov_h_focused_thinlens_deg", [](const Inputs& i) {
             const Millimetres v = breathingFocal(Millimetres(i["focal_mm"]), Metres(i["focus_m"]));
             return Values{fieldOfView({Millimetres(i["sensor_w_mm"]), Millimetres(1)}, v).horizontal.value};
         }},
        {"frame_height_at_distance_m", [](const Inputs& i) {
             return Values{frameAt(Metres(i["distance_m"]), {Millimetres(1), Millimetres(i["sensor_h_mm"])}, Millimetres(i["focal_mm"])).height.value};
         }},
        {"frame_width_at_distance_m", [](const Inputs& i) {
             return Values{frameAt(Metres(i["distance_m"]), {Millimetres(i["sensor_w_mm"]), Millimetres(1)}, Millimetres(i["focal_mm"]), i["squeeze"]).width.value};
         }},
        {"magnification", [](const Inputs& i) { return Values{magnification(Millimetres(i["focal_mm"]), Metres(i["focus_m"]))}; }},
        {"hyperfocal_m", [](const Inputs& i) { return Values{hyperfocal(Millimetres(i["focal_mm"]), FStop(i["fstop"]), Millimetres(i["coc_mm"])).value}; }},
        {"dof_near_m", [](const Inputs& i) { return Values{depthOfField(lens(i)).near.value}; }},
        {"dof_far_m", [](const Inputs& i) { return Values{depthOfField(lens(i)).far.value}; }},
        {"blur_disc_on_sensor_mm", [](const Inputs& i) { return Values{blurDisc(lens(i), Metres(i["object_m"])).value}; }},
        {"blur_ellipse_height_on_sensor_mm", [](const Inputs& i) { return Values{blurDisc(lens(i), Metres(i["object_m"])).value}; }},
        {"blur_disc_infinity_mm", [](const Inputs& i) { return Values{blurDisc(lens(i), Metres(std::numeric_limits<double>::infinity())).value}; }},
        {"blur_disc_px", [](const Inputs& i) { return Values{blurDisc(lens(i), Metres(i["object_m"])).value / i["sensor_w_mm"] * i["image_w_px"]}; }},
        {"bokeh_aspect_desqueezed_w_over_h", [](const Inputs& i) { return Values{bokehAspect(i["squeeze"])}; }},
        {"airy_disc_um", [](const Inputs& i) { return Values{airyDisc(FStop(i["fstop"]), i["lambda_nm"]).value * 1000}; }},
        {"t_stop", [](const Inputs& i) { return Values{tStop(FStop(i["fstop"]), i["transmittance"]).value}; }},
        {"shutter_time_s", [](const Inputs& i) { return Values{exposureTime(Degrees(i["angle_deg"]), i["fps"]).value}; }},
        {"shutter_angle_deg", [](const Inputs& i) { return Values{shutterAngle(Seconds(i["time_s"]), i["fps"]).value}; }},
        {"nd_stops", [](const Inputs& i) { return Values{densityStops(i["optical_density"]).value}; }},
        {"nd_transmittance", [](const Inputs& i) { return Values{densityTransmittance(i["optical_density"])}; }},
        {"ev100", [](const Inputs& i) { return Values{ev100(i["stop"], Seconds(i["time_s"]), Iso(i["iso"])).value}; }},
        {"luminance_from_ev100_nit", [](const Inputs& i) { return Values{luminanceOfEv100(Stops(i["ev100"]), i["K"]).value}; }},
        {"illuminance_from_ev100_lux", [](const Inputs& i) { return Values{illuminanceOfEv100(Stops(i["ev100"]), i["C"]).value}; }},
        {"incident_meter_tstop", [](const Inputs& i) { return Values{incidentMeter(Lux(i["lux"]), Seconds(i["time_s"]), Iso(i["iso"]), i["C"]).value}; }},
        {"spot_meter_tstop", [](const Inputs& i) { return Values{spotMeter(Nits(i["nit"]), Seconds(i["time_s"]), Iso(i["iso"]), i["K"]).value}; }},
        {"scene_linear", [](const Inputs& i) {
             return Values{i["nit"] * sceneLinearPerNit({TStop(i["tstop"]), Seconds(i["time_s"]), Iso(i["ei"]), Stops(0)}, i["K"])};
         }},
        {"grey_card_scene_linear", [](const Inputs& i) {
             const Nits nits = lambert(Lux(i["lux"]), i["reflectance"]);
             return Values{nits.value * sceneLinearPerNit({TStop(i["tstop"]), Seconds(i["time_s"]), Iso(i["ei"]), Stops(0)}, i["K"])};
         }},
        {"crop_factor_diagonal", [](const Inputs& i) { return Values{cropFactor(gate(i))}; }},
        {"motion_blur_px", [](const Inputs& i) {
             return Values{motionBlurPx({i["speed_m_s"], exposureTime(Degrees(i["angle_deg"]), i["fps"]), Metres(i["distance_m"]),
                                         Millimetres(i["focal_mm"]), Millimetres(i["sensor_w_mm"]), i["image_w_px"]})};
         }},
        {"shot_distance_m", [](const Inputs& i) {
             const Metres height((1 - i["bottom_frac"]) * i["stature_m"] / (1 - i["headroom_frac"]));
             return Values{distanceForHeight(height, Millimetres(i["sensor_h_mm"]), Millimetres(i["focal_mm"])).value};
         }},
        {"subject_height_frame_fraction", [](const Inputs& i) {
             return Values{i["stature_m"] / frameAt(Metres(i["distance_m"]), {Millimetres(1), Millimetres(i["sensor_h_mm"])}, Millimetres(i["focal_mm"])).height.value};
         }},
        {"pixel_pitch_um", [](const Inputs& i) { return Values{i["sensor_w_mm"] / i["width_px"] * 1000}; }},
        {"mode_size_mm", [](const Inputs& i) { return Values{i["pitch_um"] * i["width_px"] / 1000, i["pitch_um"] * i["height_px"] / 1000}; }},
        {"illuminance_lux", [](const Inputs& i) { return Values{illuminance(i)}; }},
        {"illuminance_scaled_lux", [](const Inputs& i) {
             return Values{pointLux(candelaOf(Lux(i["lux_ref"]), Metres(i["distance_ref_m"])), Metres(i["distance_m"])).value};
         }},
        {"candela_isotropic", [](const Inputs& i) { return Values{isotropicCandela(Lumens(i["lumen"])).value}; }},
        {"candela_uniform_cone", [](const Inputs& i) { return Values{coneCandela(Lumens(i["lumen"]), Degrees(i["full_angle_deg"])).value}; }},
        {"cosn_exponent", [](const Inputs& i) { return Values{cosineExponent(Degrees(i["beam50_full_deg"]))}; }},
        {"cosn_field10_full_deg", [](const Inputs& i) { return Values{cosineField(Degrees(i["beam50_full_deg"])).value}; }},
        {"cosn_lumens", [](const Inputs& i) { return Values{cosineLumens(Candela(i["peak_candela"]), Degrees(i["beam50_full_deg"])).value}; }},
        {"fc_to_lux", [](const Inputs& i) { return Values{luxOfFootCandles(i["value"]).value}; }},
        {"nit_to_fl", [](const Inputs& i) { return Values{footLamberts(Nits(i["value"]))}; }},
        {"lambert_luminance_nit", [](const Inputs& i) { return Values{lambert(Lux(i["lux"]), i["reflectance"]).value}; }},
        {"tube_lumens", [](const Inputs& i) { return Values{tubeLumens(Nits(i["nit"]), Metres(i["radius_m"]), Metres(i["length_m"])).value}; }},
        {"rect_luminance_nit", [](const Inputs& i) { return Values{panelLuminance(Lumens(i["lumen"]), Metres(i["width_m"]), Metres(i["height_m"])).value}; }},
        {"rect_lambertian_peak_lux", [](const Inputs& i) { return Values{pointLux(panelCandela(Lumens(i["lumen"])), Metres(i["distance_m"])).value}; }},
        {"cct_to_xy", [](const Inputs& i) { return xy(white(i)); }},
        {"cct_to_linear_srgb_Y1", [](const Inputs& i) { return rgb(linearColour(white(i))); }},
    };
    return table;
}

struct Case {
    std::string id, quantity, expected, tolerance;
    Inputs inputs;
};

std::vector<std::string> splitCsv(const std::string& line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') quoted = !quoted;
        else if (c == ',' && !quoted) cells.emplace_back();
        else if (c != '\r') cells.back() += c;
    }
    return cells;
}

std::vector<Case> readCases() {
    std::vector<Case> cases;
    std::ifstream in(std::filesystem::path(RECCE_SHARED_DIR) / "cases" / "cases.csv");
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        const auto cells = splitCsv(line);
        if (cells.size() < 5 || !answers().count(cells[1])) continue;
        Case c{cells[0], cells[1], cells[3], cells[4], {}};
        std::istringstream pairs(cells[2]);
        for (std::string pair; std::getline(pairs, pair, ';');) {
            const auto equals = pair.find('=');
            c.inputs.text[pair.substr(0, equals)] = pair.substr(equals + 1);
        }
        cases.push_back(std::move(c));
    }
    return cases;
}

class ReferenceCase : public testing::TestWithParam<Case> {};

TEST_P(ReferenceCase, IsAnswered) {
    const Case& c = GetParam();
    const Values got = answers().at(c.quantity)(c.inputs);
    std::istringstream parts(c.expected);
    std::size_t i = 0;
    for (std::string part; std::getline(parts, part, ';'); ++i) {
        ASSERT_LT(i, got.size());
        const double want = part == "inf" ? std::numeric_limits<double>::infinity() : std::stod(part);
        const double bound = std::stod(c.tolerance.substr(4)) * (c.tolerance.rfind("rel", 0) == 0 ? std::abs(want) : 1);
        if (std::isinf(want)) EXPECT_TRUE(std::isinf(got[i])) << got[i];
        else EXPECT_NEAR(got[i], want, bound) << c.quantity;
    }
    EXPECT_EQ(i, got.size());
}

INSTANTIATE_TEST_SUITE_P(Shared, ReferenceCase, testing::ValuesIn(readCases()), [](const auto& row) {
    std::string name = row.param.id;
    for (char& c : name) if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
    return name;
});
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ReferenceCase);

TEST(ReferenceCases, EveryOpticsRowIsCoveredWhereTheTableIsAtHand) {
    const auto path = std::filesystem::path(RECCE_SHARED_DIR) / "cases" / "cases.csv";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no reference cases beside the project";
    std::ifstream in(path);
    std::size_t rows = 0;
    for (std::string line; std::getline(in, line);) {
        const auto cells = splitCsv(line);
        // shot_class belongs to the plan, which tests it.
        if (cells[0].rfind("OPT-", 0) != 0 || cells[1] == "shot_class") continue;
        EXPECT_TRUE(answers().count(cells[1])) << cells[0] << " " << cells[1];
        ++rows;
    }
    EXPECT_GE(rows, 80u);
}
}  // namespace
}  // namespace recce::optics
