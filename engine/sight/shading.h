// What a surface is made of at a hit, read from the model itself: smooth normal, textures, material. For the path tracer; the
// probes and the meters make do with SightScene::surface. Knows no lights and no picture.
#pragma once

#include "sight/scene.h"

namespace recce {

struct SightShading {
    Vec3 normal{0, 1, 0};       ///< smooth and normal-mapped, unit, on the side of SightHit::normal where the maps allow
    Vec3 base{0.5};             ///< linear BT.709
    Vec3 emitted{0};            ///< cd/m2
    double alpha = 1;           ///< coverage: 1 opaque; cut-outs are 0 or 1
    double metallic = 0, roughness = 0.8;
    double transmission = 0, ior = 1.5;
    std::uint32_t material = cooked::kNone;  ///< of the cooked model; kNone for figures and plain triangles
};
SightShading shadingAt(const SightScene& scene, const SightHit& hit);

/// True where the material of the hit lets no light through anywhere: no cut-out, no glass.
bool solidAt(const SightScene& scene, const SightHit& hit);

/// The cooked model of a hit, null for figures and plain triangles.
const cooked::Model* modelAt(const SightScene& scene, const SightHit& hit);

}  // namespace recce
