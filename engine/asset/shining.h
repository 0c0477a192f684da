// The parts of a model that shine by themselves: shades, bulbs, tubes, screens. What practicals are made from.
#pragma once

#include <string>
#include <vector>

#include "asset/cooked.h"

namespace recce {

/// Triangles of one material that hang together.
struct ShiningPart {
    std::string material;  ///< its name in the model
    Box bounds;            ///< metres, model space
    Vec3 centre{0};        ///< of its surface
    Vec3 facing{0};        ///< mean of its normals by area: of length 1 for a flat panel, 0 for what shines all round
    double area = 0;       ///< square metres, of all sides that are drawn
    Vec3 nits{0};          ///< mean, cd/m2, linear BT.709
};
/// The largest first.
std::vector<ShiningPart> shiningParts(const cooked::Model& model);

}  // namespace recce
