// From the parts of a frame to draws: culling, level of detail, sorting, instancing. Knows matrices, not passes.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "gpu/commands.h"
#include "render/model_store.h"
#include "render/parts.h"

namespace recce::render {

/// The pieces of a frame, with what of them is on the device.
struct Shown {
    std::shared_ptr<const Pieces> pieces;
    std::vector<StoredModel*> stored;  ///< by piece; null: not asked for, or not there yet
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> mirrors;  ///< number from 1 of the mirror that a piece's part is of
};

/// How far a level of detail may be off.
struct Detail {
    bool whole = false;      ///< LOD 0 everywhere
    bool rough = false;      ///< also the levels for far views that keep no seams: those without clusters
    glm::vec3 eye{0};
    double pixelsPerMetre = 0;  ///< at one metre; parallel views: everywhere
    bool parallel = false;
    double pixels = 0.25;    ///< greatest error
    double smallest = 0;     ///< pixels across: what is smaller is left out
    std::uint64_t points = ~0ull;  ///< of clouds, at most about so many; all become coarser alike
};

struct Draw {
    Group group = Group::Opaque;
    VkBuffer indices = VK_NULL_HANDLE;
    std::uint32_t firstIndex = 0, indexCount = 0, vertexOffset = 0, firstInstance = 0, instances = 0;
    VkDeviceAddress vertices = 0, materials = 0, instancesAt = 0;
    std::uint32_t material = 0;
    float pointSize = 0;  ///< Group::Points: metres across
};

struct DrawList {
    std::vector<Draw> draws;              ///< blended ones last, far to near
    std::uint64_t triangles = 0;
    std::uint64_t points = 0;
};

/// Brings the geometry of what the region touches, at most about `budget` bytes, which it lessens; false where some of it
/// is still to come.
Result<bool> bring(gpu::Commands& commands, ModelStore& store, Shown& shown, const Region& region, std::uint64_t& budget);

/// Asks the store for the mips that this view needs.
void wantTextures(ModelStore& store, const Shown& shown, const Frustum& frustum, const Detail& detail);

using Keep = std::function<bool(const Piece&, const Part&)>;
/// Culls, chooses levels, sorts and instances.
DrawList select(gpu::Commands& commands, const Shown& shown, const Region& region, const Detail& detail, const Keep& keep = {});

}  // namespace recce::render
