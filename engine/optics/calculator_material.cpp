// The calculator's material: the surface model that pictures are held against.
#include <cmath>

#include "optics/calculator_tables.h"
#include "optics/material.h"

namespace recce::optics {
namespace {
using In = const CalcInputs&;
CalcInput cosineInput(std::string_view key, std::string_view meaning) { return {key, CalcKind::Share, meaning, {}, {}}; }
}  // namespace

void addMaterialQuantities(std::vector<CalcQuantity>& table) {
    const CalcInput cosLight = cosineInput("n_dot_l", "cosine to the light");
    table.insert(table.end(), {
        {"ggx_D", "1/sr", "GGX density of facets", {cosineInput("n_dot_h", "cosine to the half vector"), kAlpha}, [](In i) { return ggxDensity(i["n_dot_h"], i["alpha"]); }},
        {"smith_ggx_V_correlated", "", "Height-correlated Smith visibility", {kCosView, cosLight, kAlpha}, [](In i) { return ggxVisibility(i["n_dot_v"], i["n_dot_l"], i["alpha"]); }},
        {"schlick_F", "", "Schlick's Fresnel", {kF0, cosineInput("v_dot_h", "cosine between viewer and half vector")}, [](In i) { return schlick(i["f0"], i["v_dot_h"]); }},
        {"f0_from_ior", "", "Reflectance at normal incidence against air", {{"ior", CalcKind::Positive, "index of refraction", {}, {}}}, [](In i) { return normalReflectance(i["ior"]); }},
        {"ggx_directional_albedo_F1", "", "What a white single-scattering lobe returns", {kCosView, kAlpha}, [](In i) { return ggxAlbedo(i["n_dot_v"], i["alpha"]); }},
        {"split_sum_scale_bias", "", "Scale and bias of f0 for light from everywhere", {kCosView, kAlpha},
         [](In i) {
             const SplitSum s = splitSum(i["n_dot_v"], i["alpha"]);
             return CalcValue(s.scale, s.bias);
         }},
        {"ms_energy_compensation", "", "What a lobe is multiplied by to give back what it loses", {kAlpha, kF0, kCosView}, [](In i) { return multipleScattering(i["f0"], i["n_dot_v"], i["alpha"]); }},
        {"gltf_brdf", "1/sr", "glTF's metallic-roughness surface, without the cosine of the light; light and viewer on opposite sides of the normal",
         {{"base_color", CalcKind::Vector, "linear", {}, {}}, {"metallic", CalcKind::Share, "", {}, {}}, {"roughness", CalcKind::Share, "", {}, {}}, {"theta_l_deg", CalcKind::Number, "light off the normal", {}, {}},
          {"theta_v_deg", CalcKind::Number, "viewer off the normal", {}, {}}, {"plane", CalcKind::Word, "how they lie", "", {}}},
         [](In i) {
             const double l = radians(Degrees(i["theta_l_deg"])), v = radians(Degrees(i["theta_v_deg"]));
             return gltfBrdf({i.vector("base_color"), i["metallic"], i["roughness"]}, {std::sin(l), 0, std::cos(l)}, {-std::sin(v), 0, std::cos(v)});
         }},
        {"white_furnace_radiance", "cd/m2", "A convex matt thing in even light from everywhere",
         {{"env_radiance", CalcKind::Number, "of the surroundings", {}, {}}, {"albedo", CalcKind::Share, "of the thing", {}, {}}, {"bsdf", CalcKind::Word, "its kind", "lambert", "lambert"}},
         [](In i) { return i["env_radiance"] * i["albedo"]; }},
    });
}

}  // namespace recce::optics
