#include "sight/shading.h"

#include <algorithm>
#include <cmath>

#include "asset/octahedral.h"
#include "optics/view.h"
#include "sight/state.h"

namespace recce {
namespace {

double linearOf(std::uint8_t code) {
    static const std::array<double, 256> table = [] {
        std::array<double, 256> t{};
        for (std::size_t i = 0; i < 256; ++i) t[i] = optics::linearOfSrgb(static_cast<double>(i) / 255);
        return t;
    }();
    return table[code];
}

Vec4 texel(const cooked::Texture& texture, std::span<const std::byte> bytes, int x, int y) {
    const auto wrap = [](int v, int size) { return ((v % size) + size) % size; };
    const std::size_t at = static_cast<std::size_t>(wrap(y, static_cast<int>(texture.height))) * texture.width + static_cast<std::size_t>(wrap(x, static_cast<int>(texture.width)));
    const std::size_t per = cooked::bytesPerTexel(texture.format);
    const auto byte = [&](std::size_t i) { return std::to_integer<std::uint8_t>(bytes[at * per + i]); };
    switch (texture.format) {
        case cooked::TexelFormat::Rgba8Srgb: return {linearOf(byte(0)), linearOf(byte(1)), linearOf(byte(2)), byte(3) / 255.0};
        case cooked::TexelFormat::Rgba8Linear: return Vec4(byte(0), byte(1), byte(2), byte(3)) / 255.0;
        case cooked::TexelFormat::R8: return {byte(0) / 255.0, 0, 0, 1};
        case cooked::TexelFormat::Rg8: return {byte(0) / 255.0, byte(1) / 255.0, 0, 1};
    }
    return Vec4(1);
}

/// Bilinear in the finest level, repeated; 1 where there is no texture.
Vec4 sample(const cooked::Model& model, const cooked::TextureUse& use, const Vec2& uv) {
    if (use.texture >= model.textures().size()) return Vec4(1);
    const cooked::Texture& texture = model.textures()[use.texture];
    if (texture.width == 0) return {texture.mean[0], texture.mean[1], texture.mean[2], texture.mean[3]};
    const auto& t = use.transform;
    const double u = t[0] * uv.x + t[1] * uv.y + t[2], v = t[3] * uv.x + t[4] * uv.y + t[5];
    if (!std::isfinite(u) || !std::isfinite(v)) return Vec4(1);
    const double x = (u - std::floor(u)) * texture.width - 0.5, y = (v - std::floor(v)) * texture.height - 0.5;
    const int x0 = static_cast<int>(std::floor(x)), y0 = static_cast<int>(std::floor(y));
    const double fx = x - x0, fy = y - y0;
    const auto bytes = model.texels(texture, 0);
    return glm::mix(glm::mix(texel(texture, bytes, x0, y0), texel(texture, bytes, x0 + 1, y0), fx),
                    glm::mix(texel(texture, bytes, x0, y0 + 1), texel(texture, bytes, x0 + 1, y0 + 1), fx), fy);
}

/// Shares of a triangle's corners at a point of its plane.
Vec3 barycentric(const std::array<Vec3, 3>& v, const Vec3& p) {
    const Vec3 a = v[1] - v[0], b = v[2] - v[0], c = p - v[0];
    const double aa = glm::dot(a, a), ab = glm::dot(a, b), bb = glm::dot(b, b), ca = glm::dot(c, a), cb = glm::dot(c, b);
    const double d = aa * bb - ab * ab;
    if (!(std::abs(d) > 1e-30)) return {1, 0, 0};
    const double y = std::clamp((bb * ca - ab * cb) / d, 0.0, 1.0), z = std::clamp((aa * cb - ab * ca) / d, 0.0, 1.0);
    return {std::max(0.0, 1 - y - z), y, z};
}

std::uint32_t materialIndex(const SightPart& part, const SightHit& hit) {
    const cooked::Model& model = *part.model->model;
    const cooked::Instance& instance = model.instances()[hit.part];
    return instance.material != cooked::kNone ? instance.material : model.meshes()[instance.mesh].material;
}

/// Normals turn with the cofactors: right under uneven scale and mirroring.
Mat3 cofactors(const Mat4& m) {
    const Vec3 x(m[0]), y(m[1]), z(m[2]);
    return {glm::cross(y, z), glm::cross(z, x), glm::cross(x, y)};
}

Vec3 unitOr(const Vec3& v, const Vec3& otherwise) {
    const double length = glm::length(v);
    return length > 1e-12 ? v / length : otherwise;
}

void shadeModel(const SightPart& part, const embree::Placement& placement, const SightHit& hit, const Vec3& share, SightShading& out) {
    const cooked::Model& model = *part.model->model;
    const cooked::Mesh& mesh = model.meshes()[model.instances()[hit.part].mesh];
    const embree::Triangles& triangles = placement.tree->triangles();
    std::array<const cooked::Vertex*, 3> v{};
    for (std::size_t c = 0; c < 3; ++c) v[c] = &model.vertices()[mesh.firstVertex + triangles.indices[hit.triangle * 3 + c]];
    const auto mixed = [&](auto read) { return read(*v[0]) * share.x + read(*v[1]) * share.y + read(*v[2]) * share.z; };
    const double side = hit.backFace ? -1 : 1;
    const Mat3 turn = cofactors(placement.transform) * (part.mirrored ? -1.0 : 1.0);
    out.normal = unitOr(turn * mixed([](const cooked::Vertex& a) { return Vec3(cooked::decodeOctahedral(a.normal)); }) * side, hit.normal);
    out.material = materialIndex(part, hit);
    if (out.material >= model.materials().size()) return;
    const cooked::Material& m = model.materials()[out.material];
    const Vec2 uv = mixed([](const cooked::Vertex& a) { return Vec2(a.uv[0], a.uv[1]); });
    const Vec4 tint = mixed([](const cooked::Vertex& a) { return Vec4(a.colour[0], a.colour[1], a.colour[2], a.colour[3]) / 255.0; });
    const Vec4 base = Vec4(m.baseColour[0], m.baseColour[1], m.baseColour[2], m.baseColour[3]) * tint * sample(model, m.textures[cooked::kBaseColour], uv);
    out.base = Vec3(base);
    const Vec4 rough = sample(model, m.textures[cooked::kMetalRough], uv);
    const bool painted = m.textures[cooked::kMetalRough].texture < model.textures().size();
    out.roughness = m.roughness * (painted ? rough.g : 1);
    out.metallic = m.metallic * (painted ? rough.b : 1);
    const Vec4 glow = sample(model, m.textures[cooked::kEmissive], uv);
    out.emitted = Vec3(m.emissive[0], m.emissive[1], m.emissive[2]) * Vec3(glow) * static_cast<double>(cooked::kEmissiveNits);
    out.transmission = m.transmission;
    out.ior = m.ior;
    if (m.alphaMode == cooked::AlphaMode::Mask) out.alpha = base.a >= m.alphaCutoff ? 1 : 0;
    // Glass has an alpha for programs that know no transmission; here it would let light through a second time.
    if (m.alphaMode == cooked::AlphaMode::Blend && m.transmission <= 0) out.alpha = base.a;
    if (m.textures[cooked::kNormal].texture < model.textures().size()) {
        const Vec4 map = sample(model, m.textures[cooked::kNormal], uv);
        const Vec2 xy = (Vec2(map.r, map.g) * 2.0 - 1.0) * static_cast<double>(m.normalScale);
        const Vec3 along = Mat3(placement.transform) * mixed([](const cooked::Vertex& a) { return Vec3(cooked::decodeOctahedral(a.tangent)); });
        const Vec3 t = unitOr(along - out.normal * glm::dot(out.normal, along), Vec3(0));
        const double flip = (v[0]->tangent[1] & 1) != 0 ? -1 : 1;
        const Vec3 b = glm::cross(out.normal, t) * flip;
        out.normal = unitOr(t * xy.x + b * xy.y + out.normal * std::sqrt(std::max(0.05, 1 - glm::dot(xy, xy))), out.normal);
    }
}

}  // namespace

SightShading shadingAt(const SightScene& scene, const SightHit& hit) {
    const SightScene::State& state = scene.state();
    const SightPart& part = state.parts[hit.placement];
    const embree::Placement& placement = state.placements[hit.placement];
    SightShading out;
    out.normal = hit.normal;
    const Vec3 share = barycentric(state.corners(hit.placement, hit.triangle), hit.point);
    if (part.model) {
        shadeModel(part, placement, hit, share, out);
        return out;
    }
    const SightSurface surface = scene.surface(hit);
    out.base = surface.albedo;
    out.emitted = surface.emitted;
    out.roughness = 1;
    if (!part.materials.empty() && part.materials.front().glass) out.transmission = 1;
    if (!part.figure) return out;
    const FigureMesh& figure = *part.figure;
    const FigureRange& range = figure.ranges[std::min<std::size_t>(hit.part, figure.ranges.size() - 1)];
    out.roughness = figure.materials[range.material].roughness;
    const Mat3 turn = cofactors(placement.transform);
    Vec3 normal(0), tint(0);
    for (int c = 0; c < 3; ++c) {
        const std::uint32_t index = figure.indices[hit.triangle * 3 + static_cast<std::uint32_t>(c)];
        normal += Vec3(figure.normals[index]) * share[c];
        if (!figure.colours.empty()) tint += Vec3(figure.colours[index][0], figure.colours[index][1], figure.colours[index][2]) / 255.0 * share[c];
    }
    if (!figure.colours.empty()) out.base *= tint;
    out.normal = unitOr(turn * normal * (hit.backFace ? -1.0 : 1.0), hit.normal);
    return out;
}

bool solidAt(const SightScene& scene, const SightHit& hit) {
    const SightPart& part = scene.state().parts[hit.placement];
    if (!part.model) return part.materials.empty() || !part.materials.front().glass;
    const std::uint32_t material = materialIndex(part, hit);
    const auto materials = part.model->model->materials();
    return material >= materials.size() || (materials[material].alphaMode == cooked::AlphaMode::Opaque && materials[material].transmission <= 0);
}

const cooked::Model* modelAt(const SightScene& scene, const SightHit& hit) {
    const SightPart& part = scene.state().parts[hit.placement];
    return part.model ? part.model->model.get() : nullptr;
}

}  // namespace recce
