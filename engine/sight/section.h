// The plan of a set: what a horizontal cut meets, and the outlines of what stands below it, seen from above. Lines in
// metres on the floor (world x and z). Knows no paper, no cameras and no production.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "asset/cooked.h"
#include "base/math.h"
#include "base/units.h"

namespace recce {

/// One mesh in the world. Triangles wind counter-clockwise seen from outside, as everywhere.
struct SectionMesh {
    std::vector<Vec3> positions;  ///< metres, world
    std::vector<std::uint32_t> indices;
};

/// The instances of a placed model; meshes far finer than a line on paper come as a coarser level.
std::vector<SectionMesh> sectionMeshes(const cooked::Model& model, const Mat4& transform);
/// A box that stands in for a missing model.
SectionMesh sectionBox(const Box& box, const Mat4& transform);

using SectionLine = std::vector<Vec2>;
struct Section {
    /// Cut solids: each a group of closed contours, filled where an odd number of them surrounds a point.
    std::vector<std::vector<SectionLine>> solids;
    std::vector<SectionLine> sheets;  ///< cut surfaces without thickness
    std::vector<SectionLine> edges;   ///< outlines below the cut, where nothing below it hides them
    Vec2 min{0}, max{0};              ///< of all that; equal when there is nothing
    Metres height;                    ///< of the cut
    bool empty() const { return solids.empty() && sheets.empty() && edges.empty(); }
};

/// Cuts at `height` above y = 0. Points in `air` (cameras, people) are never inside a solid: what would fill them is the
/// inside of a room whose walls have no thickness, and becomes sheets.
Section sectionOf(std::span<const SectionMesh> meshes, Metres height, std::span<const Vec2> air = {});

/// Solids and sheets alone, without the outlines of what stands below: quick enough for a view that follows the hand.
Section cutOf(std::span<const SectionMesh> meshes, Metres height, std::span<const Vec2> air = {});

}  // namespace recce
