#include "asset/cooked.h"

#include <cmath>
#include <cstring>

namespace recce::cooked {
namespace {

constexpr std::uint64_t kAlignment = 64;
/// More texels a side than any limit lets through: keeps the size sums below far from overflow.
constexpr std::uint32_t kMaxSide = 65536;

template <std::size_t N>
bool finite(const std::array<float, N>& values) {
    for (const float v : values)
        if (!std::isfinite(v)) return false;
    return true;
}

bool inRange(std::uint64_t first, std::uint64_t count, std::uint64_t size) { return first <= size && count <= size - first; }

bool isUtf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : (lead & 0xE0) == 0xC0 ? 2 : (lead & 0xF0) == 0xE0 ? 3 : (lead & 0xF8) == 0xF0 ? 4 : 0;
        if (length == 0 || length > text.size() - i || lead == 0xC0 || lead == 0xC1) return false;
        for (std::size_t k = 1; k < length; ++k)
            if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
        i += length;
    }
    return true;
}

std::uint64_t mipBytes(const Texture& t, std::uint32_t mip) {
    const std::uint64_t w = std::max(1u, t.width >> mip), h = std::max(1u, t.height >> mip);
    return w * h * bytesPerTexel(t.format);
}

}  // namespace

/// Looks at every value once. Each method returns the first thing that is wrong, or nothing.
class Checker {
public:
    explicit Checker(const Model& model) : m_(model) {}

    const char* firstFault() const {
        for (const char* fault : {instances(), meshes(), vertices(), materials(), textures(), lightsAndCameras()})
            if (fault) return fault;
        for (const double v : m_.header_->boundsMin) if (!std::isfinite(v)) return "a bound that is not a number";
        for (const double v : m_.header_->boundsMax) if (!std::isfinite(v)) return "a bound that is not a number";
        return nullptr;
    }

private:
    bool text(Text t) const { return inRange(t.offset, t.size, m_.strings_.size()) && isUtf8(m_.text(t)); }
    bool material(std::uint32_t i) const { return i == kNone || i < m_.materials_.size(); }

    const char* instances() const {
        for (const Instance& i : m_.instances_) {
            if (i.mesh >= m_.meshes_.size()) return "an instance of no mesh";
            if (!material(i.material)) return "an instance of no material";
            if (!finite(i.transform)) return "a transform that is not a number";
            if (!text(i.name)) return "a node's name";
        }
        return nullptr;
    }

    const char* meshes() const {
        for (const Mesh& mesh : m_.meshes_) {
            if (!inRange(mesh.firstVertex, mesh.vertexCount, m_.vertices_.size())) return "a mesh's vertices";
            if (mesh.lodCount == 0 || !inRange(mesh.firstLod, mesh.lodCount, m_.lods_.size())) return "a mesh's levels of detail";
            if (!material(mesh.material)) return "a mesh's material";
            if (!finite(mesh.boundsMin) || !finite(mesh.boundsMax)) return "a mesh's bounds";
            if (!text(mesh.name)) return "a mesh's name";
            for (const Lod& lod : m_.lods_.subspan(mesh.firstLod, mesh.lodCount))
                if (const char* fault = lodFault(mesh, lod)) return fault;
        }
        return nullptr;
    }

    const char* lodFault(const Mesh& mesh, const Lod& lod) const {
        if (!inRange(lod.firstIndex, lod.indexCount, m_.indices_.size())) return "a level's indices";
        if (!(mesh.flags & kIsPoints) && lod.indexCount % 3 != 0) return "a level's triangles";
        if (!std::isfinite(lod.error) || lod.error < 0) return "a level's error";
        // A plain maximum, so that the compiler makes vector code of it.
        std::uint32_t highest = 0;
        for (const std::uint32_t index : m_.indices_.subspan(lod.firstIndex, lod.indexCount)) highest = std::max(highest, index);
        if (lod.indexCount && highest >= mesh.vertexCount) return "an index past the vertices";
        if (!inRange(lod.firstCluster, lod.clusterCount, m_.clusters_.size())) return "a level's clusters";
        for (const Cluster& c : m_.clusters_.subspan(lod.firstCluster, lod.clusterCount)) {
            if (!finite(c.centre) || !std::isfinite(c.radius) || c.radius < 0) return "a cluster's sphere";
            if (c.firstIndex < lod.firstIndex || !inRange(c.firstIndex - lod.firstIndex, c.indexCount, lod.indexCount))
                return "a cluster's indices";
        }
        return nullptr;
    }

    const char* vertices() const {
        // x * 0 is 0 for every finite x and NaN otherwise: one sum tells whether any value is not a number.
        float sum = 0;
        for (const Vertex& v : m_.vertices_)
            sum += v.position[0] * 0 + v.position[1] * 0 + v.position[2] * 0 + v.uv[0] * 0 + v.uv[1] * 0;
        return std::isfinite(sum) ? nullptr : "a vertex that is not a number";
    }

    const char* materials() const {
        for (const Material& m : m_.materials_) {
            if (!finite(m.baseColour) || !finite(m.emissive)) return "a material's colour";
            for (const float v : {m.metallic, m.roughness, m.normalScale, m.occlusionStrength, m.alphaCutoff, m.transmission, m.ior})
                if (!std::isfinite(v)) return "a material's number";
            if (static_cast<std::uint32_t>(m.alphaMode) > static_cast<std::uint32_t>(AlphaMode::Blend)) return "an alpha mode";
            if (m.doubleSided > 1) return "a material's flag";
            if (!text(m.name)) return "a material's name";
            for (const TextureUse& use : m.textures) {
                if (use.texture != kNone && use.texture >= m_.textures_.size()) return "a material's texture";
                if (!finite(use.transform)) return "a texture transform";
            }
        }
        return nullptr;
    }

    const char* textures() const {
        for (const Texture& t : m_.textures_) {
            if (!finite(t.mean)) return "a texture's mean colour";
            if (!text(t.name)) return "a texture's name";
            if (static_cast<std::uint32_t>(t.format) > static_cast<std::uint32_t>(TexelFormat::Rg8)) return "a texel format";
            if (t.hasAlpha > 1) return "a texture's flag";
            if (t.width == 0 && t.height == 0 && t.mipCount == 0 && t.byteCount == 0) continue;
            if (t.width == 0 || t.height == 0 || t.width > kMaxSide || t.height > kMaxSide) return "a texture's size";
            if (t.mipCount == 0 || t.mipCount > mipCountFor(t.width, t.height)) return "a texture's mip count";
            std::uint64_t bytes = 0;
            for (std::uint32_t mip = 0; mip < t.mipCount; ++mip) bytes += mipBytes(t, mip);
            if (bytes != t.byteCount || !inRange(t.firstTexel, t.byteCount, m_.texels_.size())) return "a texture's texels";
        }
        return nullptr;
    }

    const char* lightsAndCameras() const {
        for (const Light& l : m_.lights_) {
            if (static_cast<std::uint32_t>(l.kind) > static_cast<std::uint32_t>(LightKind::Area)) return "a light's kind";
            if (!finite(l.position) || !finite(l.direction) || !finite(l.colour) || !std::isfinite(l.intensity) ||
                !std::isfinite(l.innerDegrees) || !std::isfinite(l.outerDegrees) || !text(l.name))
                return "a light";
        }
        for (const Camera& c : m_.cameras_)
            if (!finite(c.position) || !finite(c.forward) || !finite(c.up) || !std::isfinite(c.verticalFovDegrees) || !text(c.name))
                return "a camera";
        return nullptr;
    }

    const Model& m_;
};

Vec3 meanEmission(const Model& model, const Material& material) {
    const std::uint32_t texture = material.textures[kEmissive].texture;
    Vec3 out(0);
    for (std::size_t c = 0; c < 3; ++c) {
        const float mean = texture < model.textures().size() ? model.textures()[texture].mean[c] : 1.0f;
        out[static_cast<int>(c)] = std::max(0.0, static_cast<double>(material.emissive[c]) * static_cast<double>(mean) * static_cast<double>(kEmissiveNits));
    }
    return out;
}

std::uint32_t bytesPerTexel(TexelFormat format) {
    switch (format) {
        case TexelFormat::R8: return 1;
        case TexelFormat::Rg8: return 2;
        case TexelFormat::Rgba8Srgb:
        case TexelFormat::Rgba8Linear: break;
    }
    return 4;
}

std::uint32_t mipCountFor(std::uint32_t width, std::uint32_t height) {
    std::uint32_t levels = 1;
    while ((std::max(width, height) >> levels) != 0) ++levels;
    return levels;
}

Result<std::shared_ptr<const Model>> Model::openMapped(MappedFile file, std::string_view name) {
    const auto damaged = [&](const char* what) {
        return fail(Code::Malformed, std::string("The cooked model is damaged: ") + what + ".", std::string(name),
                    "Import the model again.");
    };
    const auto bytes = file.bytes();
    if (bytes.size() < sizeof(Header)) return damaged("it is shorter than its header");
    auto model = std::make_shared<Model>();
    model->file_ = std::move(file);
    const auto* header = reinterpret_cast<const Header*>(bytes.data());
    model->header_ = header;
    if (header->magic != Header{}.magic || header->version != kVersion || header->headerSize != sizeof(Header))
        return damaged("it is of another version");
    if (header->fileSize != bytes.size()) return damaged("its size is not the one it states");
    for (const SectionEntry& s : header->sections)
        if (s.offset % kAlignment != 0 || s.offset > bytes.size()) return damaged("a section lies outside");
    const auto take = [&]<class T>(Section section, std::span<const T>& out) {
        const SectionEntry& s = header->sections[static_cast<std::size_t>(section)];
        if (s.count > (bytes.size() - s.offset) / sizeof(T)) return false;
        out = {reinterpret_cast<const T*>(bytes.data() + s.offset), static_cast<std::size_t>(s.count)};
        return true;
    };
    std::span<const char> strings, report;
    if (!take(Section::Strings, strings) || !take(Section::Report, report) || !take(Section::Instances, model->instances_) ||
        !take(Section::Meshes, model->meshes_) || !take(Section::Lods, model->lods_) || !take(Section::Clusters, model->clusters_) ||
        !take(Section::Vertices, model->vertices_) || !take(Section::Indices, model->indices_) ||
        !take(Section::Materials, model->materials_) || !take(Section::Textures, model->textures_) ||
        !take(Section::Texels, model->texels_) || !take(Section::Lights, model->lights_) || !take(Section::Cameras, model->cameras_))
        return damaged("a section lies outside");
    model->strings_ = {strings.data(), strings.size()};
    model->report_ = {report.data(), report.size()};
    if (const char* fault = Checker(*model).firstFault()) return damaged(fault);
    return std::shared_ptr<const Model>(std::move(model));
}

Result<std::shared_ptr<const Model>> Model::openPath(const std::filesystem::path& path) {
    RECCE_TRY(MappedFile file, MappedFile::openPath(path));
    return openMapped(std::move(file), path.string());
}

Box Model::bounds() const {
    Box box;
    if (meshes_.empty()) return box;
    box.min = {header_->boundsMin[0], header_->boundsMin[1], header_->boundsMin[2]};
    box.max = {header_->boundsMax[0], header_->boundsMax[1], header_->boundsMax[2]};
    return box;
}

std::span<const std::byte> Model::texels(const Texture& texture, std::uint32_t mip) const {
    RECCE_CHECK(mip < texture.mipCount);
    std::uint64_t first = texture.firstTexel;
    for (std::uint32_t i = 0; i < mip; ++i) first += mipBytes(texture, i);
    return texels_.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(mipBytes(texture, mip)));
}

}  // namespace recce::cooked
