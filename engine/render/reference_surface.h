// How a surface of the reference picture throws light back: metallic-roughness lobes, and thin panes. For reference*.cpp only.
#pragma once

#include "render/reference_light.h"
#include "sight/shading.h"

namespace recce::render {

struct Material {
    Vec3 n{0}, v{0};       ///< smooth normal and direction to the viewer
    Vec3 diffuse{0}, f0{0};  ///< diffuse: of what the mirror leaves
    double alpha = 0.5, mirrorShare = 0.5;
    double rise = 1;         ///< of the mirror at grazing angles, as in shaders/surface.frag
    Vec3 energy{1};
};

Material materialOf(const SightShading& s, const Vec3& v);

/// BRDF times the light's cosine, and the chance of choosing `l`.
struct Reflected {
    Vec3 value{0};
    double chance = 0;
};
Reflected reflected(const Material& m, const Vec3& l);
/// A direction by the lobes of `m`, as often as Reflected::chance says; it may lie under the surface.
Vec3 drawDirection(const Material& m, PathRandom& random);

/// What a thin pane lets straight through: two faces mirror, its colour absorbs (imaging: R = 2 r / (1 + r)).
struct Pane {
    double mirror = 0;
    Vec3 through{1};
};
Pane paneOf(const SightShading& s, double cosine);

/// Makes the table of lobes, before threads ask for it.
void warmLobes();

}  // namespace recce::render
