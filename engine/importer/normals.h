// Normals where a model has none, or broken ones. Knows nothing of Assimp and files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <glm/glm.hpp>

namespace recce::importer {

/// One normal per corner of `triangles`: faces that meet at less than 40 degrees are smooth, others keep their edge.
std::vector<glm::vec3> cornerNormals(const float* positions, std::size_t vertexCount, const std::vector<std::uint32_t>& triangles);

/// The given normals, with those that are null or no numbers replaced from the faces around; empty when all are sound.
std::vector<glm::vec3> repairedNormals(const float* positions, const float* normals, std::size_t vertexCount,
                                       const std::vector<std::uint32_t>& triangles);

}  // namespace recce::importer
