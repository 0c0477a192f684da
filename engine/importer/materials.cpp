#include "importer/materials.h"

#include <algorithm>
#include <cmath>

#include <assimp/GltfMaterial.h>
#include <assimp/material.h>
#include <assimp/scene.h>
#include <fmt/format.h>

namespace recce::importer {
namespace {

float number(const aiMaterial& from, const char* key, unsigned type, unsigned index, float otherwise) {
    ai_real value = 0;
    return from.Get(key, type, index, value) == aiReturn_SUCCESS && std::isfinite(value) ? static_cast<float>(value) : otherwise;
}
bool has(const aiMaterial& from, const char* key, unsigned type, unsigned index) {
    const aiMaterialProperty* property = nullptr;
    return aiGetMaterialProperty(&from, key, type, index, &property) == aiReturn_SUCCESS;
}
float unit(float v) { return std::clamp(v, 0.0f, 1.0f); }

/// Phong exponent to roughness: the width of the lobe, alpha^2 = 2 / (s + 2), and roughness = sqrt(alpha).
float roughnessOfShininess(float s) { return std::clamp(std::sqrt(std::sqrt(2.0f / (std::max(s, 0.0f) + 2.0f))), 0.08f, 1.0f); }

/// Assimp's transform is for V upwards, about the picture's centre; ours for V downwards, about its corner.
std::array<float, 6> uvMatrix(const aiUVTransform& t) {
    const glm::dmat3 flip(1, 0, 0, 0, -1, 0, 0, 1, 1);
    const double c = std::cos(t.mRotation), s = std::sin(t.mRotation);
    const glm::dmat3 toCentre(1, 0, 0, 0, 1, 0, -0.5, -0.5, 1), back(1, 0, 0, 0, 1, 0, 0.5, 0.5, 1);
    const glm::dmat3 rotate(c, s, 0, -s, c, 0, 0, 0, 1), scale(t.mScaling.x, 0, 0, 0, t.mScaling.y, 0, 0, 0, 1);
    const glm::dmat3 move(1, 0, 0, 0, 1, 0, t.mTranslation.x, t.mTranslation.y, 1);
    const glm::dmat3 m = flip * move * back * rotate * toCentre * scale * flip;
    return {float(m[0][0]), float(m[1][0]), float(m[2][0]), float(m[0][1]), float(m[1][1]), float(m[2][1])};
}

void takeTransform(const aiMaterial& from, unsigned type, cooked::TextureUse& use) {
    aiUVTransform transform;
    if (from.Get(AI_MATKEY_UVTRANSFORM(static_cast<aiTextureType>(type), 0), transform) != aiReturn_SUCCESS) return;
    const auto matrix = uvMatrix(transform);
    if (std::all_of(matrix.begin(), matrix.end(), [](float v) { return std::isfinite(v); })) use.transform = matrix;
}

std::uint32_t channelOf(const aiMaterial& from, unsigned type) {
    int channel = 0;
    return from.Get(AI_MATKEY_UVWSRC(static_cast<aiTextureType>(type), 0), channel) == aiReturn_SUCCESS && channel > 0 ? static_cast<std::uint32_t>(channel) : 0;
}

}  // namespace

glm::vec3 MaterialReader::colour(const aiMaterial& from, const char* key, unsigned type, unsigned index, glm::vec3 otherwise) const {
    aiColor4D c;
    if (from.Get(key, type, index, c) != aiReturn_SUCCESS) return otherwise;
    glm::vec3 v(c.r, c.g, c.b);
    for (int k = 0; k < 3; ++k) {
        if (!std::isfinite(v[k])) return otherwise;
        v[k] = std::max(v[k], 0.0f);
        if (!linearColours_ && v[k] <= 1) v[k] = srgbToLinear(v[k]);
    }
    return v;
}

PictureRef MaterialReader::picture(const aiMaterial& from, unsigned type) const {
    aiString path;
    if (from.GetTexture(static_cast<aiTextureType>(type), 0, &path) != aiReturn_SUCCESS || path.length == 0) return {};
    const std::string name(path.C_Str(), path.length);
    const aiTexture* embedded = scene_.GetEmbeddedTexture(name.c_str());
    if (!embedded) return {name, {}};
    EmbeddedImage image;
    image.name = embedded->mFilename.length ? std::string(embedded->mFilename.C_Str()) : name;
    image.name = name[0] == '*' ? "embedded " + name + " " + image.name : image.name;
    if (embedded->mHeight == 0) {
        image.packed = std::as_bytes(std::span(reinterpret_cast<const char*>(embedded->pcData), embedded->mWidth));
    } else {
        image.bgra = reinterpret_cast<const std::uint8_t*>(embedded->pcData);
        image.width = embedded->mWidth;
        image.height = embedded->mHeight;
    }
    return {name, image};
}

/// The mesh keeps one set of coordinates; a picture of glTF that lies by another would be drawn in the wrong place. Other
/// formats number their sets loosely.
bool MaterialReader::onOtherCoordinates(const aiMaterial& from, unsigned type, const MaterialResult& out) {
    if (out.legacy || from.GetTextureCount(static_cast<aiTextureType>(type)) == 0 || channelOf(from, type) == out.uvChannel) return false;
    otherCoordinates_.insert(&from);
    return true;
}

std::uint32_t MaterialReader::texture(const aiMaterial& from, unsigned type, bool srgb, cooked::TextureUse& use, const PictureRef& alpha) {
    const PictureRef named = picture(from, type);
    if (named.empty()) return cooked::kNone;
    use.texture = textures_.add(named, srgb, alpha);
    takeTransform(from, type, use);
    return use.texture;
}

void MaterialReader::factors(const aiMaterial& from, MaterialResult& out) const {
    cooked::Material& m = out.material;
    const bool physical = has(from, AI_MATKEY_METALLIC_FACTOR) || has(from, AI_MATKEY_ROUGHNESS_FACTOR) || has(from, AI_MATKEY_GLTF_ALPHAMODE);
    out.legacy = !has(from, AI_MATKEY_GLTF_ALPHAMODE);
    const glm::vec3 diffuse = colour(from, AI_MATKEY_COLOR_DIFFUSE, glm::vec3(0.6f));
    const glm::vec3 base = colour(from, AI_MATKEY_BASE_COLOR, diffuse);
    aiColor4D withAlpha;
    float alpha = 1;
    if (!out.legacy && from.Get(AI_MATKEY_BASE_COLOR, withAlpha) == aiReturn_SUCCESS && std::isfinite(withAlpha.a)) alpha = unit(withAlpha.a);
    else if (out.legacy) alpha = unit(number(from, AI_MATKEY_OPACITY, 1));
    m.baseColour = {base.r, base.g, base.b, alpha};
    const glm::vec3 emissive = colour(from, AI_MATKEY_COLOR_EMISSIVE, glm::vec3(0)) * std::max(0.0f, number(from, AI_MATKEY_EMISSIVE_INTENSITY, 1));
    m.emissive = {emissive.r, emissive.g, emissive.b};
    m.metallic = unit(number(from, AI_MATKEY_METALLIC_FACTOR, 0));
    m.ior = std::clamp(number(from, AI_MATKEY_REFRACTI, 1.5f), 1.0f, 3.0f);
    if (out.legacy) m.ior = m.ior < 1.05f ? 1.5f : m.ior;  // legacy files write 1 for "not set"
    m.transmission = unit(number(from, AI_MATKEY_TRANSMISSION_FACTOR, 0));
    m.doubleSided = out.legacy;  // legacy formats draw both sides; their faces are often turned round
    int twoSided = 0;
    if (!out.legacy && from.Get(AI_MATKEY_TWOSIDED, twoSided) == aiReturn_SUCCESS) m.doubleSided = twoSided != 0;
    if (physical) {
        m.roughness = unit(number(from, AI_MATKEY_ROUGHNESS_FACTOR, out.legacy ? 0.6f : 1.0f));
    } else {
        const glm::vec3 specular = colour(from, AI_MATKEY_COLOR_SPECULAR, glm::vec3(0)) * number(from, AI_MATKEY_SHININESS_STRENGTH, 1);
        const float shininess = number(from, AI_MATKEY_SHININESS, 0);
        // A black highlight means none, whatever the exponent says.
        const bool shines = shininess > 1 && std::max({specular.r, specular.g, specular.b}) > 0.01f;
        m.roughness = shines ? roughnessOfShininess(shininess) : 0.85f;
    }
}

/// glTF has both in one picture; where they are two, they become one.
void MaterialReader::roughAndMetal(const aiMaterial& from, MaterialResult& out) {
    cooked::Material& m = out.material;
    cooked::TextureUse& use = m.textures[cooked::kMetalRough];
    if (!out.legacy) {
        // The same picture under several types; which ones depends on what else the material has.
        for (const aiTextureType type : {aiTextureType_METALNESS, aiTextureType_UNKNOWN})
            if (use.texture == cooked::kNone && !onOtherCoordinates(from, type, out)) texture(from, type, false, use);
        return;
    }
    const PictureRef rough = picture(from, aiTextureType_DIFFUSE_ROUGHNESS), metal = picture(from, aiTextureType_METALNESS);
    if (rough.empty() && metal.empty()) return;
    if (rough.reference == metal.reference) {
        texture(from, aiTextureType_METALNESS, false, use);
    } else {
        use.texture = textures_.addRoughMetal(rough, metal);
        takeTransform(from, rough.empty() ? aiTextureType_METALNESS : aiTextureType_DIFFUSE_ROUGHNESS, use);
    }
    // Beside a picture the constants of these formats are what is left over from before it was set.
    if (textures_.readable(rough)) m.roughness = 1;
    if (textures_.readable(metal)) m.metallic = 1;
}

void MaterialReader::maps(const aiMaterial& from, MaterialResult& out) {
    cooked::Material& m = out.material;
    const auto mainType = from.GetTextureCount(aiTextureType_BASE_COLOR) ? aiTextureType_BASE_COLOR : aiTextureType_DIFFUSE;
    for (const aiTextureType type : {mainType, aiTextureType_METALNESS, aiTextureType_UNKNOWN, aiTextureType_NORMALS, aiTextureType_LIGHTMAP, aiTextureType_EMISSIVE})
        if (from.GetTextureCount(type)) {
            out.uvChannel = channelOf(from, type);
            break;
        }
    const PictureRef main = picture(from, mainType);
    PictureRef alpha;
    if (out.legacy) alpha = picture(from, aiTextureType_OPACITY);
    if (alpha.reference == main.reference) alpha = {};
    if (texture(from, mainType, true, m.textures[cooked::kBaseColour], alpha) != cooked::kNone) {
        // Legacy colours beside a texture are often black or left over from before it was set: the texture is what was seen.
        if (out.legacy && std::max({m.baseColour[0], m.baseColour[1], m.baseColour[2]}) < 0.05f)
            std::fill(m.baseColour.begin(), m.baseColour.begin() + 3, 1.0f);
    }
    roughAndMetal(from, out);
    for (const aiTextureType type : {aiTextureType_NORMALS, aiTextureType_NORMAL_CAMERA, aiTextureType_HEIGHT}) {
        if (m.textures[cooked::kNormal].texture != cooked::kNone) break;
        if (!onOtherCoordinates(from, type, out)) texture(from, type, false, m.textures[cooked::kNormal]);
        out.normalMayBeHeights = out.legacy;
    }
    m.normalScale = number(from, AI_MATKEY_GLTF_TEXTURE_SCALE(aiTextureType_NORMALS, 0), 1);
    if (!out.legacy) {
        if (!onOtherCoordinates(from, aiTextureType_LIGHTMAP, out)) texture(from, aiTextureType_LIGHTMAP, false, m.textures[cooked::kOcclusion]);
        m.occlusionStrength = unit(number(from, AI_MATKEY_GLTF_TEXTURE_STRENGTH(aiTextureType_LIGHTMAP, 0), 1));
    }
    const auto glow = from.GetTextureCount(aiTextureType_EMISSIVE) ? aiTextureType_EMISSIVE : aiTextureType_EMISSION_COLOR;
    if (!onOtherCoordinates(from, glow, out) && texture(from, glow, true, m.textures[cooked::kEmissive]) != cooked::kNone && out.legacy &&
        m.emissive[0] + m.emissive[1] + m.emissive[2] == 0)
        m.emissive = {1, 1, 1};
}

std::vector<std::string> MaterialReader::warnings() const {
    std::vector<std::string> all = warnings_;
    if (!otherCoordinates_.empty())
        all.push_back(fmt::format("{} materials lay some of their pictures (occlusion, mostly) by a second set of coordinates; those pictures are not used.",
                                  otherCoordinates_.size()));
    return all;
}

MaterialResult MaterialReader::read(const aiMaterial& from, Parts& parts) {
    MaterialResult out;
    cooked::Material& m = out.material;
    aiString name;
    if (from.Get(AI_MATKEY_NAME, name) == aiReturn_SUCCESS) m.name = parts.text(std::string_view(name.C_Str(), name.length));
    factors(from, out);
    maps(from, out);
    aiString mode;
    if (from.Get(AI_MATKEY_GLTF_ALPHAMODE, mode) == aiReturn_SUCCESS) {
        const std::string_view word = mode.C_Str();
        m.alphaMode = word == "BLEND" ? cooked::AlphaMode::Blend : word == "MASK" ? cooked::AlphaMode::Mask : cooked::AlphaMode::Opaque;
        m.alphaCutoff = number(from, AI_MATKEY_GLTF_ALPHACUTOFF, 0.5f);
        if (m.alphaMode == cooked::AlphaMode::Opaque) m.baseColour[3] = 1;
    } else if (m.baseColour[3] < 0.004f) {
        // Writers disagree on whether 0 or 1 is clear; nobody ships a wholly invisible set.
        m.baseColour[3] = 1;
        warnings_.push_back(fmt::format("Material \"{}\" is stated as wholly transparent; taken as opaque.", cleanName(name.C_Str())));
    } else if (m.baseColour[3] < 0.99f) {
        m.alphaMode = cooked::AlphaMode::Blend;
    }
    return out;
}

void settleAfterDecoding(std::vector<MaterialResult>& materials, const TextureStore& textures, std::vector<std::string>& warnings) {
    std::size_t bumps = 0;
    for (MaterialResult& result : materials) {
        if (!result.legacy) continue;
        cooked::Material& m = result.material;
        const std::uint32_t base = m.textures[cooked::kBaseColour].texture, normal = m.textures[cooked::kNormal].texture;
        if (base != cooked::kNone && m.alphaMode == cooked::AlphaMode::Opaque && textures.hasAlpha(base))
            m.alphaMode = textures.isTranslucent(base) ? cooked::AlphaMode::Blend : cooked::AlphaMode::Mask;
        if (normal != cooked::kNone && result.normalMayBeHeights && textures.found(normal) && !textures.looksLikeNormals(normal)) {
            m.textures[cooked::kNormal] = {};
            ++bumps;
        }
    }
    if (bumps) warnings.push_back(fmt::format("{} height (bump) maps are not used; normal maps are.", bumps));
}

}  // namespace recce::importer
