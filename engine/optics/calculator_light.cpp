// The calculator's light: lamps, panels, beams, closed rooms and IES files.
#include <array>
#include <cmath>

#include "optics/calculator_tables.h"
#include "optics/exposure.h"
#include "optics/photometry.h"

namespace recce::optics {
namespace {
using In = const CalcInputs&;
constexpr CalcInput kCandela{"candela", CalcKind::Number, "intensity towards the surface", {}, {}};
constexpr CalcInput kFullAngle{"full_angle_deg", CalcKind::Positive, "full angle of the beam", {}, {}};
constexpr CalcInput kBeam{"beam50_full_deg", CalcKind::Positive, "full angle at half the peak", {}, {}};
constexpr CalcInput kArea{"area_m2", CalcKind::Positive, "of all walls", {}, {}};
constexpr CalcInput kPlane{"plane_deg", CalcKind::Number, "horizontal angle of the plane", "0", {}};
constexpr CalcInput kSource{"source", CalcKind::Word, "the kind of source", {}, {}};

double cosine(In i) { return std::cos(radians(Degrees(i["incidence_deg"]))); }
Nits nits(In i) { return Nits(i["nit"]); }

double rectangle(In i) {
    const Vec3& c = i.vector("center");
    const Vec3 u = i.vector("edge_u") * 0.5, v = i.vector("edge_v") * 0.5;
    const std::array<Vec3, 4> corners = {c - u - v, c + u - v, c + u + v, c - u + v};
    return polygonLux(corners, glm::normalize(i.vector("normal")), nits(i)).value;
}
/// Light that walls of one reflectance throw back for ever: share / (1 - share).
Result<double> bounces(In i) {
    if (i["reflectance"] >= 1) return fail(Code::Usage, "Walls that keep nothing fill up for ever.", "reflectance");
    return i["reflectance"] / (1 - i["reflectance"]);
}
}  // namespace

void addLightQuantities(std::vector<CalcQuantity>& table) {
    const auto lux = [](std::string_view source, std::string_view meaning, std::vector<CalcInput> inputs, double (*f)(In)) {
        inputs.insert(inputs.begin(), kSource);
        return CalcQuantity{"illuminance_lux", "lx", meaning, std::move(inputs), [f](In i) { return f(i); }, "source", source};
    };
    const auto vector = [](std::string_view key, std::string_view meaning) { return CalcInput{key, CalcKind::Vector, meaning, {}, {}}; };
    table.insert(table.end(), {
        lux("point", "On a surface from a small lamp, I cos / d^2", {kCandela, kDistance, kIncidence},
            [](In i) { return pointLux(Candela(i["candela"]), Metres(i["distance_m"]), std::max(0.0, cosine(i))).value; }),
        lux("rect", "At the origin from an even rectangle, either face, the part above the horizon",
            {kNit, vector("center", "of the rectangle"), vector("edge_u", "one edge"), vector("edge_v", "the other edge"), vector("normal", "of the surface")}, rectangle),
        lux("disk_parallel", "From an even disk parallel to the surface",
            {kNit, kRadius, {"height_m", CalcKind::Positive, "over the surface", {}, {}}, {"lateral_m", CalcKind::Number, "of its centre sideways", "0", {}}},
            [](In i) { return diskLux({Metres(i["radius_m"]), Metres(i["height_m"]), Metres(i["lateral_m"])}, nits(i)).value; }),
        lux("sphere", "From an even sphere wholly above the horizon", {kNit, kRadius, kDistance, kIncidence},
            [](In i) { return sphereLux(Metres(i["radius_m"]), Metres(i["distance_m"]), cosine(i), nits(i)).value; }),
        lux("tube_mid_perp", "Opposite the middle of a thin even tube, facing it", {kNit, kRadius, kLength, kDistance},
            [](In i) { return tubeLux({Metres(i["radius_m"]), Metres(i["length_m"]), Metres(i["distance_m"])}, nits(i)).value; }),
        {"illuminance_scaled_lux", "lx", "A maker's reading taken to another distance by the inverse square",
         {{"lux_ref", CalcKind::Number, "the reading", {}, {}}, {"distance_ref_m", CalcKind::Positive, "where it was taken", {}, {}}, kDistance},
         [](In i) { return pointLux(candelaOf(Lux(i["lux_ref"]), Metres(i["distance_ref_m"])), Metres(i["distance_m"])).value; }},
        {"candela_isotropic", "cd", "A bare lamp shining evenly all round, flux / 4 pi", {kLumen}, [](In i) { return isotropicCandela(Lumens(i["lumen"])).value; }},
        {"candela_uniform_cone", "cd", "All the flux evenly in a cone", {kLumen, kFullAngle}, [](In i) { return coneCandela(Lumens(i["lumen"]), Degrees(i["full_angle_deg"])).value; }},
        {"candela_absorber_spot", "cd", "A spot that throws away what its cone does not hold, flux / pi, as some engines have it; for comparison", {kLumen},
         [](In i) { return panelCandela(Lumens(i["lumen"])).value; }},
        {"cosn_exponent", "", "n of a cos^n beam, ln 0.5 / ln cos(beam / 2)", {kBeam}, [](In i) { return cosineExponent(Degrees(i["beam50_full_deg"])); }},
        {"cosn_field10_full_deg", "deg", "Full angle at a tenth of the peak of a cos^n beam", {kBeam}, [](In i) { return cosineField(Degrees(i["beam50_full_deg"])).value; }},
        {"cosn_lumens", "lm", "Flux of a cos^n beam, 2 pi I / (n + 1)", {kBeam, {"peak_candela", CalcKind::Number, "on the axis", {}, {}}},
         [](In i) { return cosineLumens(Candela(i["peak_candela"]), Degrees(i["beam50_full_deg"])).value; }},
        {"beam_diameter_m", "m", "Width of a beam at a distance", {kFullAngle, kDistance}, [](In i) { return 2 * i["distance_m"] * std::tan(radians(Degrees(i["full_angle_deg"])) / 2); }},
        {"khr_spot_attenuation", "", "What glTF's spot keeps at an angle off its axis; its cones are half angles",
         {{"inner_cone_deg", CalcKind::Number, "half angle of the even part", {}, {}}, {"outer_cone_deg", CalcKind::Positive, "half angle where it ends", {}, {}}, {"theta_deg", CalcKind::Number, "off the axis", {}, {}}},
         [](In i) -> Result<CalcValue> {
             const auto c = [&](std::string_view key) { return std::cos(radians(Degrees(i[key]))); };
             if (i["outer_cone_deg"] <= i["inner_cone_deg"]) return fail(Code::Usage, "The outer cone must be wider than the inner.", "outer_cone_deg");
             const double share = std::clamp((c("theta_deg") - c("outer_cone_deg")) / (c("inner_cone_deg") - c("outer_cone_deg")), 0.0, 1.0);
             return share * share;
         }},
        {"fc_to_lux", "lx", "Foot-candles to lux", {kValue}, [](In i) { return luxOfFootCandles(i["value"]).value; }},
        {"lux_to_fc", "fc", "Lux to foot-candles", {kValue}, [](In i) { return footCandles(Lux(i["value"])); }},
        {"nit_to_fl", "fL", "cd/m2 to foot-lamberts", {kValue}, [](In i) { return footLamberts(Nits(i["value"])); }},
        {"fl_to_nit", "cd/m2", "Foot-lamberts to cd/m2", {kValue}, [](In i) { return i["value"] / footLamberts(Nits(1)); }},
        {"lambert_luminance_nit", "cd/m2", "Luminance of a matt surface, rho E / pi", {kReflectance, kLux}, [](In i) { return lambert(Lux(i["lux"]), i["reflectance"]).value; }},
        {"rect_luminance_nit", "cd/m2", "Luminance of a one-sided matt panel, flux / (pi A)",
         {kLumen, {"width_m", CalcKind::Positive, "of the panel", {}, {}}, {"height_m", CalcKind::Positive, "of the panel", {}, {}}},
         [](In i) { return panelLuminance(Lumens(i["lumen"]), Metres(i["width_m"]), Metres(i["height_m"])).value; }},
        {"rect_lambertian_peak_lux", "lx", "On the axis of a matt panel, far enough away, flux / (pi d^2)", {kLumen, kDistance},
         [](In i) { return pointLux(panelCandela(Lumens(i["lumen"])), Metres(i["distance_m"])).value; }},
        {"tube_lumens", "lm", "Flux of an even tube, pi L times its side", {kNit, kRadius, kLength}, [](In i) { return tubeLumens(nits(i), Metres(i["radius_m"]), Metres(i["length_m"])).value; }},
        {"integrating_indirect_lux", "lx", "Mean bounced light in a closed matt room, flux / area * rho / (1 - rho)", {kLumen, kArea, kReflectance},
         [](In i) -> Result<CalcValue> {
             RECCE_TRY(const double share, bounces(i));
             return i["lumen"] / i["area_m2"] * share;
         }},
        {"sphere_total_lux", "lx", "Direct and bounced light in a matt sphere with the lamp at its centre", {kLumen, kRadius, kReflectance},
         [](In i) -> Result<CalcValue> {
             RECCE_TRY(const double share, bounces(i));
             return i["lumen"] / (4 * kPi * i["radius_m"] * i["radius_m"]) * (1 + share);
         }},
        {"ies_max_candela", "cd", "Largest intensity of an IES file, every factor applied", {kIes}, [](In i) { return i.ies("file").peak().value; }},
        {"ies_lumens", "lm", "Flux of an IES file by zones", {kIes}, [](In i) { return i.ies("file").flux().value; }},
        {"ies_candela_at", "cd", "Intensity of an IES file in a direction, bilinear in degrees",
         {kIes, {"horizontal_deg", CalcKind::Number, "horizontal angle", {}, {}}, {"vertical_deg", CalcKind::Number, "vertical angle; type C: 0 is straight down", {}, {}}},
         [](In i) { return i.ies("file").sample(i["horizontal_deg"], i["vertical_deg"]).value; }},
        {"ies_beam50_full_deg", "deg", "Full angle at half the peak of an IES file", {kIes, kPlane}, [](In i) { return i.ies("file").widthAt(0.5, i["plane_deg"]).value; }},
        {"ies_field10_full_deg", "deg", "Full angle at a tenth of the peak of an IES file", {kIes, kPlane}, [](In i) { return i.ies("file").widthAt(0.1, i["plane_deg"]).value; }},
    });
}

}  // namespace recce::optics
