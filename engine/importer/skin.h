// Skinned meshes as they stand at rest: their vertices follow the bones, not the node they hang on.
#pragma once

#include <vector>

#include <glm/glm.hpp>

#include "importer/hierarchy.h"

struct aiMesh;

namespace recce::importer {

struct RestPose {
    std::vector<glm::vec3> positions, normals;  ///< in the root's space; normals empty where the mesh has none
};

/// Empty positions where the mesh has no bones, or bones without nodes.
RestPose restPose(const aiMesh& mesh, const Hierarchy& hierarchy);

}  // namespace recce::importer
