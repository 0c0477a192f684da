// From a distance field to few well-placed triangles. Knows no bodies.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "asset/figure_field.h"

namespace recce::figure {

/// Where a grid is finer along one axis: [low, high] in steps of `step`.
struct Fine {
    float low = 0, high = 0, step = 0;
};
/// Ascending grid lines from low to high; the step changes by at most a third from line to line.
std::vector<float> gridLines(float low, float high, float step, std::initializer_list<Fine> fine = {});

struct Surface {
    std::vector<V3> positions, normals;
    std::vector<std::uint32_t> indices;
};

struct MeshTask {
    Field field;
    std::vector<float> x, y, z;
    bool mirrored = false;      ///< the field is even in x and the x lines are symmetric: half the work
    float normalStep = 0.001f;  ///< metres over which the normal is taken: smooths what the mesh cannot show
};
/// All of the zero surface: the dual net of the cells it crosses, counter-clockwise outside, to a cell's accuracy.
Surface meshField(const MeshTask& task);

/// Keeps about `triangles` of the surface, draws its vertices onto the field and gives them the field's normals. Errors
/// are judged where `shown` puts a point, which may be another pose: so that knees keep their vertices.
Surface simplified(const Surface& surface, const MeshTask& task, const std::function<V3(const V3&)>& shown, std::size_t triangles);

}  // namespace recce::figure
