// What a SightScene holds, for the files of this folder only: placed trees, and what is known of each.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "sight/embree.h"
#include "sight/scene.h"

namespace recce {

struct SightMaterial {
    SightSurface surface;
    bool glass = false;
    Vec3 tint{1};    ///< glass: what it lets through where nothing mirrors
    double ior = 1;  ///< glass: 1 mirrors nothing
};

class SightModel {
public:
    std::shared_ptr<const cooked::Model> model;
    std::vector<std::shared_ptr<const embree::Tree>> trees;  ///< by mesh; null: points or empty
    std::vector<SightMaterial> materials;
};

/// What belongs to one placement.
struct SightPart {
    struct Own {
        std::vector<glm::vec3> positions;  ///< and one more, see scene.cpp
        std::vector<std::uint32_t> indices;
    };
    std::uint32_t tag = kNoTag, part = 0;
    bool mirrored = false;
    std::vector<SightMaterial> materials;   ///< one; by material for figures
    std::vector<FigureRange> ranges;        ///< figures only
    std::shared_ptr<const SightModel> model;///< keeps the mapped file
    std::shared_ptr<const FigureMesh> figure;
    Own own;                                ///< moving a part does not move these vectors' contents
};

struct SightScene::State {
    Box bounds;
    std::vector<embree::Placement> placements;
    std::vector<SightPart> parts;
    std::shared_ptr<const embree::World> all, solid, panes;  ///< panes: null without glass

    std::array<Vec3, 3> corners(std::uint32_t placement, std::uint32_t triangle) const;
    Vec3 normal(std::uint32_t placement, std::uint32_t triangle) const;
};

}  // namespace recce
