#include "render/model_store.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "asset/octahedral.h"

namespace recce::render {
namespace {

// Sets come back, poses seldom do: many boards of people who walk would fill the memory with steps.
constexpr std::uint64_t kKeepFrames = 600, kKeepPoses = 40;
constexpr std::uint32_t kNoMip = 0xFFFFFFFFu;

VkFormat formatOf(cooked::TexelFormat format) {
    switch (format) {
        case cooked::TexelFormat::Rgba8Srgb: return VK_FORMAT_R8G8B8A8_SRGB;
        case cooked::TexelFormat::Rgba8Linear: return VK_FORMAT_R8G8B8A8_UNORM;
        case cooked::TexelFormat::R8: return VK_FORMAT_R8_UNORM;
        case cooked::TexelFormat::Rg8: return VK_FORMAT_R8G8_UNORM;
    }
    return VK_FORMAT_R8G8B8A8_UNORM;
}

/// Texture units per metre of a mesh: the median over a few dozen of its triangles.
float uvDensity(const cooked::Model& model, const cooked::Mesh& mesh) {
    if (!(mesh.flags & cooked::kHasUv) || mesh.lodCount == 0) return 0;
    const auto& lod = model.lods()[mesh.firstLod];
    const auto indices = model.indices().subspan(lod.firstIndex, lod.indexCount);
    const auto vertices = model.vertices().subspan(mesh.firstVertex, mesh.vertexCount);
    const std::size_t triangles = indices.size() / 3, step = std::max<std::size_t>(1, triangles / 48);
    std::vector<float> found;
    for (std::size_t t = 0; t < triangles; t += step) {
        const auto& a = vertices[indices[3 * t]];
        const auto& b = vertices[indices[3 * t + 1]];
        const auto& c = vertices[indices[3 * t + 2]];
        const auto p = [](const cooked::Vertex& v) { return glm::vec3(v.position[0], v.position[1], v.position[2]); };
        const float area = glm::length(glm::cross(p(b) - p(a), p(c) - p(a)));
        const float flat = std::abs((b.uv[0] - a.uv[0]) * (c.uv[1] - a.uv[1]) - (b.uv[1] - a.uv[1]) * (c.uv[0] - a.uv[0]));
        if (area > 1e-10f && flat > 0) found.push_back(std::sqrt(flat / area));
    }
    if (found.empty()) return 0;
    // The sparsest quarter decides: there the texture is stretched most and shows its texels first.
    const auto quarter = found.begin() + static_cast<std::ptrdiff_t>(found.size() / 4);
    std::nth_element(found.begin(), quarter, found.end());
    return *quarter;
}

std::uint32_t octahedral(const glm::vec3& n) {
    const auto packed = cooked::encodeOctahedral(n);
    return static_cast<std::uint16_t>(packed[0]) | (std::uint32_t{static_cast<std::uint16_t>(packed[1])} << 16);
}

}  // namespace

shader::GpuMaterial plainMaterial(const Vec3& colour, double roughness) {
    shader::GpuMaterial m{};
    m.baseColour = glm::vec4(glm::vec3(colour), 1);
    m.roughness = static_cast<float>(roughness);
    m.normalScale = m.occlusionStrength = 1;
    m.alphaCutoff = 0.5f;
    m.ior = 1.5f;
    for (auto& t : m.textures) t = {shader::kNoTexture, {1, 0, 0}, {0, 1, 0}};
    return m;
}

shader::GpuMaterial ModelStore::toGpu(const StoredModel& stored, std::uint32_t index) {
    if (stored.figure) {
        const auto& f = stored.figure->materials[index];
        return plainMaterial(f.colour, f.roughness);
    }
    const auto& c = stored.model->materials()[index];
    shader::GpuMaterial m = plainMaterial(Vec3(0.5), c.roughness);
    m.baseColour = {c.baseColour[0], c.baseColour[1], c.baseColour[2], c.baseColour[3]};
    m.emissive = glm::vec3(c.emissive[0], c.emissive[1], c.emissive[2]) * cooked::kEmissiveNits;
    m.metallic = c.metallic;
    m.normalScale = c.normalScale;
    m.occlusionStrength = c.occlusionStrength;
    m.alphaCutoff = c.alphaCutoff;
    m.transmission = c.transmission;
    m.ior = c.ior;
    if (c.alphaMode == cooked::AlphaMode::Mask) m.flags |= shader::kMaterialMask;
    if (c.alphaMode == cooked::AlphaMode::Blend || c.transmission > 0) m.flags |= shader::kMaterialBlend;
    if (c.doubleSided) m.flags |= shader::kMaterialDoubleSided;
    for (std::size_t slot = 0; slot < cooked::kSlotCount; ++slot) {
        const auto& use = c.textures[slot];
        if (use.texture == cooked::kNone) continue;
        const auto& texture = stored.model->textures()[use.texture];
        auto& t = m.textures[slot];
        const auto& x = use.transform;
        t.row0 = {x[0], x[1], x[2]};
        t.row1 = {x[3], x[4], x[5]};
        if (x != cooked::TextureUse{}.transform) m.flags |= shader::kMaterialTransform;
        t.slot = stored.textures[use.texture].image ? stored.textures[use.texture].image.slot() : shader::kNoTexture;
        if (t.slot != shader::kNoTexture || texture.mipCount == 0) continue;
        // Not here yet: its mean stands in.
        if (slot == cooked::kBaseColour) {
            const int channels = (m.flags & shader::kMaterialBlend) != 0 ? 4 : 3;
            for (int i = 0; i < channels; ++i) m.baseColour[i] *= texture.mean[static_cast<std::size_t>(i)];
        } else if (slot == cooked::kMetalRough) {
            m.roughness *= texture.mean[1];
            m.metallic *= texture.mean[2];
        } else if (slot == cooked::kEmissive) {
            m.emissive *= glm::vec3(texture.mean[0], texture.mean[1], texture.mean[2]);
        }
    }
    return m;
}

Result<StoredModel*> ModelStore::use(gpu::Commands& commands, const std::shared_ptr<const cooked::Model>& model) {
    auto& slot = models_[model.get()];
    if (slot) {
        slot->lastUsed = frame_;
        return slot.get();
    }
    auto made = std::make_unique<StoredModel>();
    made->model = model;
    made->lastUsed = frame_;
    const auto vertices = std::as_bytes(model->vertices());
    const auto indices = std::as_bytes(model->indices());
    RECCE_TRY(made->vertices, device_->makeBuffer({"vertices", std::max<std::size_t>(vertices.size(), 64), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT}));
    RECCE_TRY(made->indices, device_->makeBuffer({"indices", std::max<std::size_t>(indices.size(), 64), VK_BUFFER_USAGE_INDEX_BUFFER_BIT}));
    commands.fill(made->vertices, 0, vertices);
    commands.fill(made->indices, 0, indices);
    made->textures.resize(model->textures().size());
    for (const auto& mesh : model->meshes()) made->uvPerMetre.push_back(uvDensity(*model, mesh));
    slot = std::move(made);
    return slot.get();
}

Result<StoredModel*> ModelStore::use(gpu::Commands& commands, const std::shared_ptr<const FigureMesh>& figure) {
    auto& slot = models_[figure.get()];
    if (slot) {
        slot->lastUsed = frame_;
        return slot.get();
    }
    auto made = std::make_unique<StoredModel>();
    made->figure = figure;
    made->lastUsed = frame_;
    std::vector<shader::GpuVertex> vertices(figure->positions.size());
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        auto& v = vertices[i];
        v.position = figure->positions[i];
        v.normal = octahedral(figure->normals[i]);
        v.tangent = octahedral({1, 0, 0});
        v.uv = {0, 0};
        const auto& c = figure->colours.empty() ? std::array<std::uint8_t, 4>{255, 255, 255, 255} : figure->colours[i];
        v.colour = c[0] | (std::uint32_t{c[1]} << 8) | (std::uint32_t{c[2]} << 16) | (std::uint32_t{c[3]} << 24);
    }
    RECCE_TRY(made->vertices, device_->makeBuffer({"figure", std::max<std::size_t>(vertices.size() * sizeof(shader::GpuVertex), 64), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT}));
    RECCE_TRY(made->indices, device_->makeBuffer({"figure", std::max<std::size_t>(figure->indices.size() * 4, 64), VK_BUFFER_USAGE_INDEX_BUFFER_BIT}));
    commands.fill(made->vertices, 0, std::as_bytes(std::span(vertices)));
    commands.fill(made->indices, 0, std::as_bytes(std::span(figure->indices)));
    slot = std::move(made);
    return slot.get();
}

void ModelStore::want(StoredModel& stored, std::uint32_t material, double texelsPerPixel) {
    if (!stored.model || material == cooked::kNone) return;
    for (const auto& use : stored.model->materials()[material].textures) {
        if (use.texture == cooked::kNone) continue;
        const auto& texture = stored.model->textures()[use.texture];
        if (texture.mipCount == 0) continue;
        const auto& x = use.transform;
        const double scale = std::sqrt(std::abs(x[0] * x[4] - x[1] * x[3]));
        const double side = std::max(texture.width, texture.height) * texelsPerPixel * scale;
        const auto mip = static_cast<std::uint32_t>(std::clamp(std::floor(std::log2(std::max(side, 1.0))), 0.0, double(texture.mipCount - 1)));
        auto& state = stored.textures[use.texture];
        state.wanted = std::min(state.wanted, mip);
        state.lastWanted = frame_;
    }
}

Status ModelStore::loadTexture(gpu::Commands& commands, const StoredModel& stored, std::size_t index, StoredTexture& state) {
    const auto& texture = stored.model->textures()[index];
    gpu::ImageDesc desc;
    desc.name = std::string(stored.model->text(texture.name));
    desc.width = std::max(1u, texture.width >> state.wanted);
    desc.height = std::max(1u, texture.height >> state.wanted);
    desc.mips = texture.mipCount - state.wanted;
    desc.format = formatOf(texture.format);
    desc.usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT;
    RECCE_TRY(state.image, device_->makeImage(desc));
    commands.use(state.image, gpu::Access::TransferTo);
    for (std::uint32_t mip = 0; mip < desc.mips; ++mip) commands.fill(state.image, mip, stored.model->texels(texture, state.wanted + mip));
    commands.use(state.image, gpu::Access::Sampled);
    state.topMip = state.wanted;
    const std::uint64_t before = std::exchange(state.bytes, texture.byteCount >> (2 * state.wanted));
    textureBytes_ += state.bytes - before;
    return {};
}

/// Textures of this frame's models that some view needs.
template <class Each> void ModelStore::eachWanted(const Each& each) {
    for (auto& [key, stored] : models_) {
        if (stored->lastUsed != frame_) continue;
        for (std::size_t i = 0; i < stored->textures.size(); ++i) {
            if (stored->textures[i].wanted != kNoMip) each(*stored, i, stored->textures[i]);
        }
    }
}

void ModelStore::makeRoom(bool allMips) {
    const auto bytesFrom = [](const StoredModel& stored, std::size_t i, std::uint32_t mip) { return stored.model->textures()[i].byteCount >> (2 * mip); };
    const auto whole = [&] {
        std::uint64_t sum = 0;
        eachWanted([&](StoredModel& stored, std::size_t i, StoredTexture& t) { sum += std::max(t.bytes, bytesFrom(stored, i, t.wanted)); });
        return sum;
    };
    if (!allMips && whole() > textureBudget_) {
        const auto coarser = [&](std::uint32_t by) {
            std::uint64_t sum = 0;
            eachWanted([&](StoredModel& stored, std::size_t i, StoredTexture& t) { sum += bytesFrom(stored, i, t.wanted + by); });
            return sum;
        };
        std::uint32_t by = 0;
        while (by < 12 && coarser(by) > textureBudget_) ++by;
        eachWanted([&](StoredModel& stored, std::size_t i, StoredTexture& t) {
            t.wanted = std::min(t.wanted + by, stored.model->textures()[i].mipCount - 1);
            // What is finer than there is room for goes, and comes back coarser.
            if (t.image && t.topMip < t.wanted) drop(stored, t);
        });
    }
    std::uint64_t needed = 0;
    eachWanted([&](StoredModel& stored, std::size_t i, StoredTexture& t) {
        if (t.topMip > t.wanted) needed += bytesFrom(stored, i, t.wanted) - std::min(t.bytes, bytesFrom(stored, i, t.wanted));
    });
    if (textureBytes_ + needed <= textureBudget_) return;
    std::vector<std::pair<StoredModel*, StoredTexture*>> unseen;
    for (auto& [key, stored] : models_) {
        for (StoredTexture& t : stored->textures) {
            if (t.image && (t.wanted == kNoMip || stored->lastUsed != frame_)) unseen.push_back({stored.get(), &t});
        }
    }
    std::stable_sort(unseen.begin(), unseen.end(), [](const auto& a, const auto& b) { return a.second->lastWanted < b.second->lastWanted; });
    for (const auto& [stored, texture] : unseen) {
        if (textureBytes_ + needed <= textureBudget_) return;
        drop(*stored, *texture);
    }
}

void ModelStore::drop(StoredModel& stored, StoredTexture& texture) {
    textureBytes_ -= texture.bytes;
    texture.image = {};
    texture.bytes = 0;
    texture.topMip = kNoMip;
    stored.materialsStale = true;
}

Result<bool> ModelStore::load(gpu::Commands& commands, std::uint64_t budget, bool allMips) {
    makeRoom(allMips);
    std::uint64_t brought = 0;
    bool complete = true;
    for (auto& [key, stored] : models_) {
        if (stored->lastUsed != frame_) continue;
        for (std::size_t i = 0; i < stored->textures.size(); ++i) {
            auto& state = stored->textures[i];
            if (state.wanted == kNoMip || (state.topMip != kNoMip && state.topMip <= state.wanted)) continue;
            if (brought >= budget) {
                complete = false;
                continue;
            }
            RECCE_TRY_STATUS(loadTexture(commands, *stored, i, state));
            brought += state.bytes;
            stored->materialsStale = true;
        }
        if (!stored->materialsStale) continue;
        const std::size_t count = stored->model ? stored->model->materials().size() : stored->figure->materials.size();
        std::vector<shader::GpuMaterial> materials;
        for (std::uint32_t m = 0; m < count; ++m) materials.push_back(toGpu(*stored, m));
        materials.push_back(plainMaterial(Vec3(0.5), 0.8));  // of meshes without one
        materials.push_back(plainMaterial(Vec3(1), 1));      // of points, which have colours of their own
        materials.back().ior = 1;
        RECCE_TRY(stored->materials, device_->makeBuffer({"materials", materials.size() * sizeof(shader::GpuMaterial), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT}));
        commands.fill(stored->materials, 0, std::as_bytes(std::span(materials)));
        stored->materialsStale = false;
    }
    return complete;
}

void ModelStore::nextFrame() {
    ++frame_;
    std::erase_if(models_, [&](const auto& entry) {
        if (entry.second->lastUsed + (entry.second->figure ? kKeepPoses : kKeepFrames) >= frame_) return false;
        for (const StoredTexture& texture : entry.second->textures) textureBytes_ -= texture.bytes;
        return true;
    });
    for (auto& [key, stored] : models_) {
        for (auto& texture : stored->textures) texture.wanted = kNoMip;
    }
}

std::uint64_t usualTextureBudget(const gpu::Device& device) {
    VkPhysicalDeviceMemoryProperties memory{};
    vkGetPhysicalDeviceMemoryProperties(device.physical(), &memory);
    VkDeviceSize largest = 0;
    for (std::uint32_t i = 0; i < memory.memoryHeapCount; ++i) {
        if (memory.memoryHeaps[i].flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) largest = std::max(largest, memory.memoryHeaps[i].size);
    }
    return largest / 3;
}

}  // namespace recce::render
