// From placed things to draws: frustum culling, level of detail, sorting, instancing. Knows matrices, not passes.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "gpu/commands.h"
#include "render/contents.h"
#include "render/model_store.h"

namespace recce::render {

enum class Group : std::uint32_t { Opaque, OpaqueTwoSided, Mask, Blend, Count };

/// One part of one placed thing, in frame space (relative to the origin of the frame).
struct Part {
    StoredModel* stored = nullptr;
    std::uint32_t order = 0;        ///< of the stored model in this list: sorts alike in every run
    std::uint32_t mesh = 0;         ///< of the model; range of a figure
    std::uint32_t material = 0;     ///< index in the stored materials, or in `changed` of the list
    bool changedMaterial = false;
    Group group = Group::Opaque;
    bool ghost = false;
    std::array<glm::vec4, 3> rows;
    PickTag tag = 0;
    glm::vec3 centre{0};
    float radius = 0;
    float scale = 1;                ///< greatest scale of the transform
};

struct PartList {
    std::vector<Part> parts;
    std::vector<shader::GpuMaterial> changed;  ///< overridden materials, and the endless floor's
};

struct Frustum {
    std::array<glm::vec4, 5> planes;  ///< inside is positive: left, right, bottom, top, near
    explicit Frustum(const glm::mat4& viewProjection);
    bool touches(const glm::vec3& centre, float radius) const;
};

/// How far a level of detail may be off.
struct Detail {
    bool whole = false;      ///< LOD 0 everywhere
    glm::vec3 eye{0};
    double pixelsPerMetre = 0;  ///< at one metre; parallel views: everywhere
    bool parallel = false;
    double pixels = 0.25;    ///< greatest error
};

struct Draw {
    Group group = Group::Opaque;
    VkBuffer indices = VK_NULL_HANDLE;
    std::uint32_t firstIndex = 0, indexCount = 0, vertexOffset = 0, firstInstance = 0, instances = 0;
    VkDeviceAddress vertices = 0, materials = 0, instancesAt = 0;
    std::uint32_t material = 0;
};

struct DrawList {
    std::vector<Draw> draws;              ///< blended ones last, far to near
    std::uint64_t triangles = 0;
};

/// All parts of the snapshot, unculled. `origin` is the frame's.
Result<PartList> collect(gpu::Commands& commands, ModelStore& store, const Snapshot& snapshot, const Vec3& origin);

/// Asks the store for the mips that this view needs.
void wantTextures(ModelStore& store, const PartList& list, const Frustum& frustum, const Detail& detail);

using Keep = std::function<bool(const Part&)>;
/// Culls, chooses levels, sorts and instances; `frustum` null keeps all.
DrawList select(gpu::Commands& commands, const PartList& list, const Frustum* frustum, const Detail& detail, const Keep& keep = {});

}  // namespace recce::render
