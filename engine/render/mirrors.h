// Plane mirrors: which faces of a set are some, which of them a picture shows, and the camera that stands behind each. Pure
// functions of parts and cameras. Knows no device.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "asset/cooked.h"
#include "render/lighting.h"
#include "render/parts.h"

namespace recce::render {

/// Rougher than this a mirror shows no picture. Roughness within the bound is not shown: the picture is sharp.
inline constexpr double kMirrorRoughness = 0.15;

/// Whether a material mirrors like metal or silvered glass: metal as smooth as kMirrorRoughness, without a normal map and without
/// a picture of its roughness.
bool mirrors(const cooked::Material& material);

/// The large plane faces of a mesh, mesh space: at most two, each at least a third of its surface. Meshes of more than 20,000
/// triangles have none: looking would take too long.
std::vector<Facet> facetsOf(const cooked::Model& model, const cooked::Mesh& mesh);

/// A facet of a placed thing, frame space.
Facet placedFacet(const Facet& facet, const Mat4& world);

/// A mirror in a picture: all faces in its plane.
struct SeenMirror {
    glm::vec4 plane{0};                        ///< frame space, towards the eye
    struct Face {
        std::uint32_t piece = 0, part = 0;
    };
    std::vector<Face> faces;
    glm::vec2 low{0}, high{0};                 ///< where in the picture, 0 to 1 from the top left, with what is left of its rim
    double share = 0;                          ///< of the picture, at most
};
/// The largest mirrors that the eye sees the front of, at most `count`; those smaller than `smallest` of the picture's area are
/// left out. Perspective views only.
std::vector<SeenMirror> seenMirrors(const Pieces& pieces, const CameraMatrices& camera, std::size_t count, double smallest);

/// The camera's image in the mirror, turned left to right so that it is a camera like any other: what the picture shows at x
/// lies at 1 - x in its own. Depth begins at the mirror (Lengyel 2005, for reversed depth without a far plane).
CameraMatrices mirroredCamera(const CameraMatrices& camera, const glm::vec4& plane);

}  // namespace recce::render
