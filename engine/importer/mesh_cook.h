// One mesh from triangles as read to welded vertices, levels of detail and clusters. Knows nothing of Assimp and files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "importer/parts.h"

namespace recce::importer {

/// Arrays of the reader; null where it has none.
struct MeshSource {
    std::size_t vertexCount = 0;
    const float* positions = nullptr;  ///< x y z
    const float* normals = nullptr;    ///< x y z
    const float* uvs = nullptr;        ///< u v w, V upwards
    const float* colours = nullptr;    ///< r g b a
    bool coloursAreSrgb = false;
    std::vector<std::uint32_t> triangles;  ///< three indices each, all below vertexCount
    bool points = false;                   ///< every vertex is a point; there are no triangles
    bool wantsTangents = false;            ///< the material has a normal map
};

/// `mesh` comes with its material and name set.
MeshParts cookMesh(const MeshSource& source, const cooked::Mesh& mesh);

}  // namespace recce::importer
