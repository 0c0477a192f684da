// Point clouds in an order of which every beginning is spread evenly, with normals where the file has none. Knows nothing of
// Assimp and files.
#pragma once

#include <cstddef>
#include <vector>

#include "asset/cooked.h"

namespace recce::importer {

/// Points of one cluster: neighbours, of which the first n are spread over all of it whatever n is.
inline constexpr std::size_t kClusterPoints = 4096;

/// Sorts the points along a curve through space, and within each kClusterPoints of them so that any beginning is a coarser cloud.
/// `makeNormals`: of the plane through a point's neighbours, whichever way round.
void orderPoints(std::vector<cooked::Vertex>& points, bool makeNormals);

}  // namespace recce::importer
