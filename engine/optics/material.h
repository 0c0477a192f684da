// What a glTF metallic-roughness surface does with light (glTF 2.0, appendix B): the one truth that shaders, path tracer and
// calculator are held against. Angles by their cosines; alpha is roughness squared. Pure functions.
#pragma once

#include "base/math.h"

namespace recce::optics {

/// GGX (Trowbridge-Reitz) density of microfacet normals, 1/sr.
double ggxDensity(double cosHalf, double alpha);
/// Height-correlated Smith (Heitz 2014), V = G / (4 cosLight cosView).
double ggxVisibility(double cosView, double cosLight, double alpha);
/// f0 + (f90 - f0) (1 - c)^5
double schlick(double f0, double cosine, double f90 = 1);
/// Reflectance at normal incidence against air.
double normalReflectance(double indexOfRefraction);

/// What a thin pane throws back: light that goes to and fro between its two faces adds up to 2 r / (1 + r), 7.7 % straight on for
/// n = 1.5. `cosine` of either sign, against the normal. An index of 1 has no faces: 0.
double paneMirror(double indexOfRefraction, double cosine);

/// What a white single-scattering GGX lobe returns of light from everywhere: 1 less what it loses. Quadrature; alpha 0.001 to 1.
double ggxAlbedo(double cosView, double alpha);
/// The two numbers of the split sum: reflected = f0 * scale + bias.
struct SplitSum {
    double scale, bias;
};
SplitSum splitSum(double cosView, double alpha);
/// What a lobe is multiplied by to give back the lost light (Turquin 2019): 1 + f0 (1 / albedo - 1).
double multipleScattering(double f0, double cosView, double alpha);

struct Surface {
    Vec3 baseColour{1};  ///< linear
    double metallic = 0, roughness = 1;
};
/// The BRDF, 1/sr, without the cosine of the light. `light` and `view` are unit vectors from the point, the normal is +Z.
Vec3 gltfBrdf(const Surface& surface, const Vec3& light, const Vec3& view);

}  // namespace recce::optics
