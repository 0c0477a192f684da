// The cooked model: what recce-importer writes and everybody else maps. One file, little endian, plain arrays, no
// pointers: a Header, then sections at 64-byte aligned offsets. Nothing in it is believed before checkCooked() has
// looked at every count, offset, index and number once. Geometry is in metres, Y up, as the set stands.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/files.h"
#include "base/math.h"

namespace recce::cooked {

/// Raised whenever a struct below or the meaning of a field changes: old cache files are then simply re-made.
inline constexpr std::uint32_t kVersion = 2;
inline constexpr std::uint32_t kNone = 0xFFFFFFFFu;

enum class Section : std::uint32_t {
    Strings, Instances, Meshes, Lods, Clusters, Vertices, Indices, Materials, Textures, Texels, Lights, Cameras, Report,
    Count
};

struct SectionEntry {
    std::uint64_t offset = 0;  ///< from the start of the file, a multiple of 64
    std::uint64_t count = 0;   ///< elements of the section's struct; bytes for Strings, Texels and Report
};

struct Header {
    std::array<char, 8> magic{'R', 'E', 'C', 'C', 'E', 'S', 'E', 'T'};
    std::uint32_t version = kVersion;
    std::uint32_t headerSize = 0;
    std::uint64_t fileSize = 0;
    std::uint64_t keyHigh = 0, keyLow = 0;  ///< of the request that this file was made for
    std::array<double, 3> boundsMin{}, boundsMax{};  ///< of all instances, metres
    std::array<SectionEntry, static_cast<std::size_t>(Section::Count)> sections{};
};

/// Bytes [offset, offset + size) of the Strings section; UTF-8, not terminated.
struct Text {
    std::uint32_t offset = 0, size = 0;
};

/// One placement of one mesh. Unit, up axis and floor are in the transform: mesh space has the file's own scale. A
/// negative determinant turns the winding round.
struct Instance {
    std::array<float, 12> transform{};  ///< rows of the 3x4 matrix mesh space -> model space
    std::uint32_t mesh = 0;
    std::uint32_t material = kNone;     ///< overrides the mesh's material where not kNone
    Text name;                          ///< of the node
};

enum MeshFlag : std::uint32_t { kHasUv = 1, kHasColour = 2, kIsPoints = 4, kDoubleSided = 8 };

struct Mesh {
    std::array<float, 3> boundsMin{}, boundsMax{};  ///< mesh space
    std::uint32_t firstVertex = 0, vertexCount = 0;
    std::uint32_t firstLod = 0, lodCount = 0;       ///< LOD 0 is the whole mesh
    std::uint32_t material = kNone;
    std::uint32_t flags = 0;
    std::uint32_t sourceTriangles = 0;  ///< as read, after triangulation, before welding or clean-up
    Text name;
};

struct Lod {
    std::uint32_t firstIndex = 0, indexCount = 0;  ///< indices are relative to the mesh's firstVertex
    float error = 0;                               ///< greatest distance to LOD 0, in mesh space
    std::uint32_t firstCluster = 0, clusterCount = 0;
};

/// Up to 128 triangles of a LOD that lie together; for culling. Of a cloud up to 4096 points: the first n of them are a coarser
/// cloud of the same place, whatever n is.
struct Cluster {
    std::array<float, 3> centre{};
    float radius = 0;
    std::uint32_t firstIndex = 0, indexCount = 0;
};

/// 32 bytes. Normal and tangent are octahedral, signed normalised 16 bit; the tangent's second value has its lowest bit
/// set where the bitangent is flipped.
struct Vertex {
    std::array<float, 3> position{};
    std::array<std::int16_t, 2> normal{};
    std::array<std::int16_t, 2> tangent{};
    std::array<float, 2> uv{};        ///< V grows downwards from the picture's top, as in glTF
    std::array<std::uint8_t, 4> colour{255, 255, 255, 255};  ///< linear, multiplied with the base colour
};
static_assert(sizeof(Vertex) == 32);

enum class AlphaMode : std::uint32_t { Opaque, Mask, Blend };

enum TextureSlot : std::uint32_t { kBaseColour, kMetalRough, kNormal, kOcclusion, kEmissive, kSlotCount };

struct TextureUse {
    std::uint32_t texture = kNone;
    std::array<float, 6> transform{1, 0, 0, 0, 1, 0};  ///< rows of the 2x3 matrix applied to uv
};

/// Metallic-roughness. Legacy (Phong) materials are translated by the importer.
struct Material {
    std::array<float, 4> baseColour{1, 1, 1, 1};  ///< linear BT.709, alpha
    std::array<float, 3> emissive{0, 0, 0};       ///< linear; 1 means kEmissiveNits
    float metallic = 0, roughness = 0.8f;
    float normalScale = 1, occlusionStrength = 1;
    float alphaCutoff = 0.5f;
    float transmission = 0;  ///< 1: clear glass
    float ior = 1.5f;
    AlphaMode alphaMode = AlphaMode::Opaque;
    std::uint32_t doubleSided = 0;
    std::array<TextureUse, kSlotCount> textures{};
    Text name;
};
/// Luminance of an emissive factor of 1 where the file gives no unit: a bright practical shade.
inline constexpr float kEmissiveNits = 250.0f;

enum class TexelFormat : std::uint32_t { Rgba8Srgb, Rgba8Linear, R8, Rg8 };

/// Mip 0 first, each tightly packed; mip n has max(1, size >> n) texels a side.
struct Texture {
    std::uint32_t width = 0, height = 0, mipCount = 0;  ///< all 0: missing, see the report; drawn neutral
    TexelFormat format = TexelFormat::Rgba8Srgb;
    std::uint32_t hasAlpha = 0;  ///< some texel of mip 0 is not opaque
    std::uint32_t reserved = 0;
    std::uint64_t firstTexel = 0, byteCount = 0;  ///< in the Texels section
    std::array<float, 4> mean{1, 1, 1, 1};        ///< linear; drawn until texels are resident
    Text name;                                    ///< as the model names it
};

enum class LightKind : std::uint32_t { Point, Spot, Directional, Area };
struct Light {
    LightKind kind = LightKind::Point;
    std::array<float, 3> position{}, direction{};  ///< metres; unit vector the light shines along
    std::array<float, 3> colour{1, 1, 1};          ///< linear
    float intensity = 0;                           ///< candela, or lux for Directional; 0: the file says nothing usable
    float innerDegrees = 0, outerDegrees = 0;      ///< full angles of the cone
    Text name;
};

struct Camera {
    std::array<float, 3> position{}, forward{}, up{};
    float verticalFovDegrees = 0;
    Text name;
};

/// A checked view of a mapped cooked file. Holds the map; cheap to share, safe to read from any thread.
class Model {
public:
    /// Checks everything; a file that fails is Code::Malformed.
    static Result<std::shared_ptr<const Model>> openMapped(MappedFile file, std::string_view name);
    static Result<std::shared_ptr<const Model>> openPath(const std::filesystem::path& path);

    const Header& header() const { return *header_; }
    /// The whole file.
    std::span<const std::byte> bytes() const { return file_.bytes(); }
    Box bounds() const;
    std::span<const Instance> instances() const { return instances_; }
    std::span<const Mesh> meshes() const { return meshes_; }
    std::span<const Lod> lods() const { return lods_; }
    std::span<const Cluster> clusters() const { return clusters_; }
    std::span<const Vertex> vertices() const { return vertices_; }
    std::span<const std::uint32_t> indices() const { return indices_; }
    std::span<const Material> materials() const { return materials_; }
    std::span<const Texture> textures() const { return textures_; }
    std::span<const Light> lights() const { return lights_; }
    std::span<const Camera> cameras() const { return cameras_; }
    std::string_view text(Text t) const { return strings_.substr(t.offset, t.size); }
    /// The import report, JSON: the keys of `recce info --json` that do not depend on this run.
    std::string_view report() const { return report_; }
    /// Texels of one mip level of one texture.
    std::span<const std::byte> texels(const Texture& texture, std::uint32_t mip) const;

private:
    friend class Checker;
    MappedFile file_;
    const Header* header_ = nullptr;
    std::string_view strings_, report_;
    std::span<const Instance> instances_;
    std::span<const Mesh> meshes_;
    std::span<const Lod> lods_;
    std::span<const Cluster> clusters_;
    std::span<const Vertex> vertices_;
    std::span<const std::uint32_t> indices_;
    std::span<const Material> materials_;
    std::span<const Texture> textures_;
    std::span<const Light> lights_;
    std::span<const Camera> cameras_;
    std::span<const std::byte> texels_;
};

/// What a material shines with on the mean of its texture, cd/m2, linear BT.709.
Vec3 meanEmission(const Model& model, const Material& material);
std::uint32_t bytesPerTexel(TexelFormat format);
/// Levels down to 1 x 1.
std::uint32_t mipCountFor(std::uint32_t width, std::uint32_t height);

}  // namespace recce::cooked
