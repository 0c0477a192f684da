#include "asset/model_builder.h"

#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <span>

#include "asset/octahedral.h"

namespace recce {
namespace {

constexpr std::size_t kAlignment = 64;
std::size_t aligned(std::size_t n) { return (n + kAlignment - 1) / kAlignment * kAlignment; }

/// The file of a cooked model, section by section.
class FileBody {
public:
    template <class T> void section(cooked::Section which, const std::vector<T>& rows) { section(which, rows.data(), rows.size(), sizeof(T)); }
    void section(cooked::Section which, const void* data, std::size_t count, std::size_t size) {
        body_.resize(aligned(body_.size()), '\0');
        header.sections[static_cast<std::size_t>(which)] = {aligned(sizeof(header)) + body_.size(), count};
        if (count) body_.append(static_cast<const char*>(data), count * size);
    }
    std::string finish() {
        header.headerSize = sizeof(header);
        header.fileSize = aligned(sizeof(header)) + body_.size();
        std::string file(reinterpret_cast<const char*>(&header), sizeof(header));
        file.resize(aligned(sizeof(header)), '\0');
        return file + body_;
    }
    cooked::Header header;

private:
    std::string body_;
};

/// Mapped from memory: a cooked model is a mapped file wherever it comes from.
std::shared_ptr<const cooked::Model> mapped(const std::string& file) {
    const Descriptor memory(::memfd_create("recce-model", MFD_CLOEXEC));
    RECCE_CHECK(memory && ::write(memory.get(), file.data(), file.size()) == static_cast<ssize_t>(file.size()));
    auto map = MappedFile::openDescriptor(memory.get(), "a model of the program's own");
    RECCE_CHECK(map.has_value());
    auto model = cooked::Model::openMapped(std::move(*map), "a model of the program's own");
    RECCE_CHECK(model.has_value());
    return *model;
}

}  // namespace

void ModelBuilder::begin(const PlainMaterial& material) {
    end();
    cooked::Material m;
    m.baseColour = {static_cast<float>(material.colour.x), static_cast<float>(material.colour.y), static_cast<float>(material.colour.z), static_cast<float>(material.alpha)};
    for (int i = 0; i < 3; ++i) m.emissive[static_cast<std::size_t>(i)] = static_cast<float>(material.nits[i] / static_cast<double>(cooked::kEmissiveNits));
    m.roughness = static_cast<float>(material.roughness);
    if (material.alpha < 1) m.alphaMode = cooked::AlphaMode::Blend;
    m.name = {static_cast<std::uint32_t>(names_.size()), static_cast<std::uint32_t>(material.name.size())};
    names_ += material.name;
    materials_.push_back(m);
    cooked::Mesh mesh;
    mesh.firstVertex = static_cast<std::uint32_t>(vertices_.size());
    mesh.firstLod = static_cast<std::uint32_t>(lods_.size());
    mesh.lodCount = 1;
    mesh.material = static_cast<std::uint32_t>(materials_.size() - 1);
    mesh.flags = cooked::kHasUv;
    meshes_.push_back(mesh);
    cooked::Lod lod;
    lod.firstIndex = static_cast<std::uint32_t>(indices_.size());
    lods_.push_back(lod);
    own_ = {};
    open_ = true;
}

void ModelBuilder::quad(const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& d) {
    RECCE_CHECK(open_);
    const glm::vec3 n(glm::normalize(glm::cross(b - a, c - a))), along(glm::normalize(b - a));
    const auto first = static_cast<std::uint32_t>(vertices_.size()) - meshes_.back().firstVertex;
    const std::array<Vec3, 4> corners{a, b, c, d};
    for (std::size_t i = 0; i < 4; ++i) {
        cooked::Vertex v;
        v.position = {static_cast<float>(corners[i].x), static_cast<float>(corners[i].y), static_cast<float>(corners[i].z)};
        v.normal = cooked::encodeOctahedral(n);
        v.tangent = cooked::encodeOctahedral(along);
        v.uv = {i == 1 || i == 2 ? 1.0f : 0.0f, i >= 2 ? 1.0f : 0.0f};
        vertices_.push_back(v);
        own_.add(corners[i]);
        bounds_.add(corners[i]);
    }
    for (const std::uint32_t i : {0u, 1u, 2u, 0u, 2u, 3u}) indices_.push_back(first + i);
}

void ModelBuilder::box(const Vec3& low, const Vec3& high, const Mat4& frame) {
    const auto at = [&](bool x, bool y, bool z) { return Vec3(frame * Vec4(x ? high.x : low.x, y ? high.y : low.y, z ? high.z : low.z, 1)); };
    quad(at(true, false, true), at(true, false, false), at(true, true, false), at(true, true, true));
    quad(at(false, false, false), at(false, false, true), at(false, true, true), at(false, true, false));
    quad(at(false, true, true), at(true, true, true), at(true, true, false), at(false, true, false));
    quad(at(false, false, false), at(true, false, false), at(true, false, true), at(false, false, true));
    quad(at(false, false, true), at(true, false, true), at(true, true, true), at(false, true, true));
    quad(at(true, false, false), at(false, false, false), at(false, true, false), at(true, true, false));
}

void ModelBuilder::end() {
    if (!open_) return;
    open_ = false;
    auto& mesh = meshes_.back();
    mesh.vertexCount = static_cast<std::uint32_t>(vertices_.size()) - mesh.firstVertex;
    lods_.back().indexCount = static_cast<std::uint32_t>(indices_.size()) - lods_.back().firstIndex;
    mesh.sourceTriangles = lods_.back().indexCount / 3;
    for (int i = 0; i < 3; ++i) {
        mesh.boundsMin[static_cast<std::size_t>(i)] = static_cast<float>(own_.min[i]);
        mesh.boundsMax[static_cast<std::size_t>(i)] = static_cast<float>(own_.max[i]);
    }
    cooked::Instance instance;
    instance.transform = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
    instance.mesh = static_cast<std::uint32_t>(meshes_.size() - 1);
    instances_.push_back(instance);
}

std::shared_ptr<const cooked::Model> ModelBuilder::finish() {
    end();
    RECCE_CHECK(!vertices_.empty());
    FileBody file;
    for (int i = 0; i < 3; ++i) {
        file.header.boundsMin[static_cast<std::size_t>(i)] = bounds_.min[i];
        file.header.boundsMax[static_cast<std::size_t>(i)] = bounds_.max[i];
    }
    const std::string report = "{}";
    file.section(cooked::Section::Strings, names_.data(), names_.size(), 1);
    file.section(cooked::Section::Instances, instances_);
    file.section(cooked::Section::Meshes, meshes_);
    file.section(cooked::Section::Lods, lods_);
    file.section(cooked::Section::Clusters, nullptr, 0, sizeof(cooked::Cluster));
    file.section(cooked::Section::Vertices, vertices_);
    file.section(cooked::Section::Indices, indices_);
    file.section(cooked::Section::Materials, materials_);
    file.section(cooked::Section::Textures, nullptr, 0, sizeof(cooked::Texture));
    file.section(cooked::Section::Texels, nullptr, 0, 1);
    file.section(cooked::Section::Lights, nullptr, 0, sizeof(cooked::Light));
    file.section(cooked::Section::Cameras, nullptr, 0, sizeof(cooked::Camera));
    file.section(cooked::Section::Report, report.data(), report.size(), 1);
    *this = ModelBuilder();
    return mapped(file.finish());
}

}  // namespace recce
