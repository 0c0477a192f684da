// Cooked models and figures on the device: geometry once, of each texture only the mips that some view needs. Knows no
// camera: others say which mip.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "gpu/commands.h"
#include "render/contents.h"
#include "shaders/shared.h"

namespace recce::render {

struct StoredTexture {
    gpu::Image image;
    std::uint32_t topMip = 0xFFFFFFFFu;  ///< finest mip that is there; none: the mean colour stands in
    std::uint32_t wanted = 0xFFFFFFFFu;  ///< finest mip that this frame needs
    std::uint64_t bytes = 0;             ///< of the image
    std::uint64_t lastWanted = 0;        ///< frame
};

struct StoredModel {
    std::shared_ptr<const cooked::Model> model;  ///< null: a figure
    std::shared_ptr<const FigureMesh> figure;
    gpu::Buffer vertices, indices, materials;
    std::vector<StoredTexture> textures;
    std::vector<float> uvPerMetre;  ///< per mesh, in mesh space; 0: no texture coordinates
    bool materialsStale = true;
    std::uint64_t lastUsed = 0;
};

class ModelStore {
public:
    ModelStore(gpu::Device& device, std::uint64_t textureBudget) : device_(&device), textureBudget_(textureBudget) {}
    /// Whether use() would have to bring it.
    bool missing(const void* thing) const { return models_.count(thing) == 0; }
    /// Geometry goes up on first use.
    Result<StoredModel*> use(gpu::Commands& commands, const std::shared_ptr<const cooked::Model>& model);
    Result<StoredModel*> use(gpu::Commands& commands, const std::shared_ptr<const FigureMesh>& figure);
    /// Notes that a view needs the textures of `material` at `texelsPerPixel` of mip 0 (1: mip 0).
    void want(StoredModel& stored, std::uint32_t material, double texelsPerPixel);
    /// Brings wanted mips, at most about `budget` bytes; false: call again. Where all would be more than the textures'
    /// budget, those that this frame does not want go first, the longest unseen before the others; `allMips` false: and
    /// what is wanted comes coarser, all by the same number of mips.
    Result<bool> load(gpu::Commands& commands, std::uint64_t budget, bool allMips);
    std::uint64_t textureBytes() const { return textureBytes_; }
    /// Starts a frame; what no frame used for long is dropped.
    void nextFrame();

    /// The material as the device sees it.
    static shader::GpuMaterial toGpu(const StoredModel& stored, std::uint32_t material);

private:
    template <class Each> void eachWanted(const Each& each);
    void makeRoom(bool allMips);
    void drop(StoredModel& stored, StoredTexture& texture);
    Status loadTexture(gpu::Commands& commands, const StoredModel& stored, std::size_t index, StoredTexture& texture);
    gpu::Device* device_;
    std::map<const void*, std::unique_ptr<StoredModel>> models_;
    std::uint64_t frame_ = 0, textureBudget_ = 0, textureBytes_ = 0;
};

/// A third of the largest memory of the device's own.
std::uint64_t usualTextureBudget(const gpu::Device& device);

shader::GpuMaterial plainMaterial(const Vec3& colour, double roughness);

}  // namespace recce::render
