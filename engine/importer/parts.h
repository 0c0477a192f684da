// A cooked model while it is being made: the sections of asset/cooked.h as growing arrays. Knows nothing of Assimp.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "asset/cooked.h"
#include "base/error.h"
#include "base/hash.h"

namespace recce::importer {

/// Valid UTF-8 without control characters, at most `maxBytes`; other bytes are taken for Latin-1.
std::string cleanName(std::string_view raw, std::size_t maxBytes = 1024);

/// One mesh after cooking, with its own small arrays; put together by Parts::add().
struct MeshParts {
    cooked::Mesh mesh;  ///< ranges are relative to the arrays below
    std::vector<cooked::Vertex> vertices;
    std::vector<std::uint32_t> indices;
    std::vector<cooked::Lod> lods;
    std::vector<cooked::Cluster> clusters;
    std::size_t droppedDegenerate = 0, droppedInvalid = 0;
    bool madeNormals = false;
};

struct Parts {
    std::string strings;
    std::vector<cooked::Instance> instances;
    std::vector<cooked::Mesh> meshes;
    std::vector<cooked::Lod> lods;
    std::vector<cooked::Cluster> clusters;
    std::vector<cooked::Vertex> vertices;
    std::vector<std::uint32_t> indices;
    std::vector<cooked::Material> materials;
    std::vector<cooked::Texture> textures;
    std::vector<cooked::Light> lights;
    std::vector<cooked::Camera> cameras;
    std::string report;
    Box bounds;

    cooked::Text text(std::string_view raw);
    void add(const MeshParts& mesh);

private:
    std::unordered_map<std::string, cooked::Text> known_;
};

/// Texels lie first in the file, right after the header, so that they can be written before the rest is known.
std::uint64_t texelsOffset();
/// Writes everything but the texels, of which `texelBytes` are there already; the header last.
Status writeParts(const Parts& parts, std::uint64_t texelBytes, const Hash128& key, int descriptor);
Status writeAt(int descriptor, std::span<const std::byte> bytes, std::uint64_t offset);

}  // namespace recce::importer
