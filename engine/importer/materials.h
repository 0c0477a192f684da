// Materials as Assimp gives them to metallic-roughness. The only place that knows what legacy parameters mean.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "importer/parts.h"
#include "importer/textures.h"

struct aiMaterial;
struct aiScene;

namespace recce::importer {

struct MaterialResult {
    cooked::Material material;
    std::uint32_t uvChannel = 0;       ///< the set of coordinates that the mesh keeps: the base colour's, else the first picture's
    bool legacy = false;               ///< alpha mode and bump kind are decided after decoding
    bool normalMayBeHeights = false;
};

class MaterialReader {
public:
    /// `linearColours`: the format's colours are linear (glTF, Blender); others are display-coded.
    MaterialReader(const aiScene& scene, TextureStore& textures, bool linearColours)
        : scene_(scene), textures_(textures), linearColours_(linearColours) {}
    MaterialResult read(const aiMaterial& from, Parts& parts);
    std::vector<std::string> warnings() const;

private:
    PictureRef picture(const aiMaterial& from, unsigned type) const;
    bool onOtherCoordinates(const aiMaterial& from, unsigned type, const MaterialResult& out);
    std::uint32_t texture(const aiMaterial& from, unsigned type, bool srgb, cooked::TextureUse& use, const PictureRef& alpha = {});
    void roughAndMetal(const aiMaterial& from, MaterialResult& out);
    void factors(const aiMaterial& from, MaterialResult& out) const;
    void maps(const aiMaterial& from, MaterialResult& out);
    glm::vec3 colour(const aiMaterial& from, const char* key, unsigned type, unsigned index, glm::vec3 otherwise) const;

    const aiScene& scene_;
    TextureStore& textures_;
    bool linearColours_;
    std::vector<std::string> warnings_;
    std::set<const aiMaterial*> otherCoordinates_;  ///< materials with a picture that is left out for that
};

/// What only the decoded pictures tell: cut-out or glass, bumps that are heights.
void settleAfterDecoding(std::vector<MaterialResult>& materials, const TextureStore& textures, std::vector<std::string>& warnings);

}  // namespace recce::importer
