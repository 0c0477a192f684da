// The node tree flattened to placements, and lights and cameras to where they stand.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "asset/limits.h"
#include "base/error.h"
#include "base/math.h"
#include "importer/parts.h"

struct aiScene;

namespace recce::importer {

struct Placement {
    Mat4 transform{1.0};  ///< mesh -> root, in the units and axes of the reader
    std::uint32_t mesh = 0;
    std::string name;
};

struct Hierarchy {
    std::vector<Placement> placements;
    std::map<std::string, Mat4> nodes;  ///< by name, for lights, cameras and bones
};

Result<Hierarchy> flatten(const aiScene& scene, const asset::Limits& limits);

/// `toSet`: from the reader's units and axes to metres, Y up. `physical`: intensities are candela and lux (glTF).
void addLightsAndCameras(const aiScene& scene, const Hierarchy& hierarchy, const Mat4& toSet, bool physical, Parts& parts);

}  // namespace recce::importer
