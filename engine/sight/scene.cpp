#include "sight/scene.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/error.h"
#include "optics/material.h"
#include "sight/state.h"

namespace recce {
namespace {

using embree::Triangles;

/// Less light than this share passes: the surface counts as solid.
constexpr float kGlassAlpha = 0.5f;
constexpr int kPanes = 32;             ///< that one ray passes at most
constexpr double kPaneStep = 2e-4;     ///< metres past a pane before the next one is looked for

SightMaterial materialOf(const cooked::Model& model, std::uint32_t index) {
    if (index >= model.materials().size()) return {};
    const cooked::Material& m = model.materials()[index];
    const auto mean = [&](cooked::TextureSlot slot) {
        const std::uint32_t texture = m.textures[slot].texture;
        return texture < model.textures().size() ? model.textures()[texture].mean : std::array<float, 4>{1, 1, 1, 1};
    };
    const auto base = mean(cooked::kBaseColour);
    SightMaterial out;
    for (int c = 0; c < 3; ++c) {
        const auto i = static_cast<std::size_t>(c);
        // An albedo of 1 never loses light; no real paint is above 0.95.
        out.surface.albedo[c] = std::clamp(static_cast<double>(m.baseColour[i]) * static_cast<double>(base[i]), 0.0, 0.95);
    }
    out.surface.emitted = cooked::meanEmission(model, m);
    const bool clear = m.transmission > 0.5f, blend = m.alphaMode == cooked::AlphaMode::Blend;
    out.glass = clear || (blend && m.baseColour[3] * base[3] < kGlassAlpha);
    if (blend) out.tint = Vec3(1 - static_cast<double>(m.baseColour[3] * base[3]));
    if (!clear) return out;
    for (int c = 0; c < 3; ++c) {
        const auto i = static_cast<std::size_t>(c);
        out.tint[c] = static_cast<double>(m.baseColour[i]) * static_cast<double>(base[i]) * static_cast<double>(m.transmission);
    }
    out.ior = m.ior;
    return out;
}

Mat4 toMat4(const std::array<float, 12>& rows) {
    Mat4 m(1);
    for (int r = 0; r < 3; ++r) {
        for (int c = 0; c < 4; ++c) m[c][r] = static_cast<double>(rows[static_cast<std::size_t>(r * 4 + c)]);
    }
    return m;
}

/// A copy of the positions with one more at the end: Embree reads 16 bytes from each 12-byte position.
void setTriangles(SightPart& part, std::span<const glm::vec3> positions, std::span<const std::uint32_t> indices) {
    auto& own = part.own;
    own.positions.assign(positions.begin(), positions.end());
    own.positions.emplace_back(0.0f);
    own.indices.assign(indices.begin(), indices.end());
}

Triangles trianglesOf(const SightPart::Own& own) {
    return {&own.positions.data()->x, sizeof(glm::vec3), own.positions.size() - 1, own.indices.data(),
            own.indices.size() / 3};
}

}  // namespace

std::shared_ptr<const SightModel> makeSightModel(std::shared_ptr<const cooked::Model> model) {
    auto made = std::make_shared<SightModel>();
    made->trees.resize(model->meshes().size());
    for (std::size_t i = 0; i < made->trees.size(); ++i) {
        const cooked::Mesh& mesh = model->meshes()[i];
        if ((mesh.flags & cooked::kIsPoints) != 0 || mesh.lodCount == 0) continue;
        const cooked::Lod& lod = model->lods()[mesh.firstLod];
        if (lod.indexCount < 3) continue;
        const Triangles triangles{model->vertices()[mesh.firstVertex].position.data(), sizeof(cooked::Vertex),
                                  mesh.vertexCount, &model->indices()[lod.firstIndex], lod.indexCount / 3};
        made->trees[i] = std::make_shared<const embree::Tree>(triangles);
    }
    for (std::uint32_t i = 0; i < model->materials().size(); ++i) made->materials.push_back(materialOf(*model, i));
    made->model = std::move(model);
    return made;
}

SightScene::SightScene(std::unique_ptr<State> state) : state_(std::move(state)) {}
SightScene::~SightScene() = default;

std::shared_ptr<const SightScene> SightScene::make(const SightContents& contents) {
    auto state = std::make_unique<State>();
    const auto add = [&](std::shared_ptr<const embree::Tree> tree, const Mat4& transform, SightPart part) {
        part.mirrored = glm::determinant(Mat3(transform)) < 0;
        const auto& t = tree->triangles();
        for (std::size_t i = 0; i < t.triangleCount; ++i) {
            for (int c = 0; c < 3; ++c) state->bounds.add(Vec3(transform * Vec4(t.vertex(i, c), 1)));
        }
        state->placements.push_back({std::move(tree), transform});
        state->parts.push_back(std::move(part));
    };
    for (const SightPiece& piece : contents.pieces) {
        const cooked::Model& model = *piece.model->model;
        for (std::uint32_t i = 0; i < model.instances().size(); ++i) {
            const cooked::Instance& instance = model.instances()[i];
            const auto& tree = piece.model->trees[instance.mesh];
            const Mat4 placed = piece.transform * toMat4(instance.transform);
            // Flattened to a plane or a point: nothing to meet, and no inverse for the search.
            if (!tree || !(std::abs(glm::determinant(Mat3(placed))) > 1e-18)) continue;
            SightPart part;
            part.tag = piece.tag;
            part.part = i;
            part.model = piece.model;
            const std::uint32_t material =
                instance.material != cooked::kNone ? instance.material : model.meshes()[instance.mesh].material;
            if (material < piece.model->materials.size()) part.materials = {piece.model->materials[material]};
            for (SightMaterial& m : part.materials) m.glass = m.glass || piece.passes;
            add(tree, placed, std::move(part));
        }
    }
    for (const SightFigure& figure : contents.figures) {
        SightPart part;
        part.tag = figure.tag;
        part.ranges = figure.mesh->ranges;
        part.figure = figure.mesh;
        for (const FigureMaterial& m : figure.mesh->materials) part.materials.push_back({{m.colour, Vec3(0)}, false});
        setTriangles(part, figure.mesh->positions, figure.mesh->indices);
        if (part.own.indices.size() < 3) continue;
        auto tree = std::make_shared<const embree::Tree>(trianglesOf(part.own));
        add(std::move(tree), figure.transform, std::move(part));
    }
    for (const SightTriangles& plain : contents.triangles) {
        SightPart part;
        part.tag = plain.tag;
        part.materials = {{{plain.albedo, plain.emitted}, plain.glass}};
        setTriangles(part, plain.positions, plain.indices);
        if (part.own.indices.size() < 3) continue;
        auto tree = std::make_shared<const embree::Tree>(trianglesOf(part.own));
        add(std::move(tree), Mat4(1), std::move(part));
    }
    std::vector<std::uint32_t> all(state->placements.size()), solid, panes;
    std::iota(all.begin(), all.end(), 0u);
    for (std::uint32_t i : all) {
        const auto& materials = state->parts[i].materials;
        (materials.empty() || !materials.front().glass ? solid : panes).push_back(i);
    }
    if (!panes.empty()) state->panes = std::make_shared<const embree::World>(state->placements, panes);
    state->all = std::make_shared<const embree::World>(state->placements, all);
    state->solid = solid.size() == all.size() ? state->all
                                              : std::make_shared<const embree::World>(state->placements, solid);
    return std::shared_ptr<const SightScene>(new SightScene(std::move(state)));
}

const Box& SightScene::bounds() const { return state_->bounds; }
const SightScene::State& SightScene::state() const { return *state_; }

std::array<Vec3, 3> SightScene::State::corners(std::uint32_t placement, std::uint32_t triangle) const {
    const embree::Placement& p = placements[placement];
    std::array<Vec3, 3> out;
    for (int c = 0; c < 3; ++c) {
        out[static_cast<std::size_t>(c)] = Vec3(p.transform * Vec4(p.tree->triangles().vertex(triangle, c), 1));
    }
    return out;
}

Vec3 SightScene::State::normal(std::uint32_t placement, std::uint32_t triangle) const {
    const auto v = corners(placement, triangle);
    const Vec3 n = glm::cross(v[1] - v[0], v[2] - v[0]);
    const double length = glm::length(n);
    if (length < 1e-30) return Vec3(0);
    return n * ((parts[placement].mirrored ? -1.0 : 1.0) / length);
}

std::optional<SightHit> SightScene::cast(const SightRay& ray, SightGlass glass) const {
    const double length = glm::length(ray.direction);
    if (!(length > 0) || !isFinite(ray.origin) || !isFinite(ray.direction)) return std::nullopt;
    const Vec3 direction = ray.direction / length;
    const embree::World& world = glass == SightGlass::Solid ? *state_->all : *state_->solid;
    const auto found = world.intersect({ray.origin, direction, ray.minDistance, ray.maxDistance});
    if (!found) return std::nullopt;
    const SightPart& part = state_->parts[found->placement];
    SightHit hit;
    hit.distance = found->distance;
    hit.normal = state_->normal(found->placement, found->triangle);
    const double facing = glm::dot(hit.normal, direction);
    if (hit.normal == Vec3(0)) {
        hit.normal = -direction;
    } else {
        // Embree's distance is a float; the plane of the triangle gives the same point in double.
        const auto v = state_->corners(found->placement, found->triangle);
        if (std::abs(facing) > 1e-3) {
            const double exact = glm::dot(hit.normal, v[0] - ray.origin) / facing;
            if (std::abs(exact - hit.distance) < 1e-3 * (1 + hit.distance)) hit.distance = exact;
        }
        hit.backFace = facing > 0;
        if (hit.backFace) hit.normal = -hit.normal;
    }
    hit.point = ray.origin + direction * hit.distance;
    hit.tag = part.tag;
    hit.part = part.part;
    hit.triangle = found->triangle;
    hit.placement = found->placement;
    for (std::uint32_t r = 0; r < part.ranges.size(); ++r) {
        const FigureRange& range = part.ranges[r];
        const std::uint32_t index = found->triangle * 3;
        if (index >= range.firstIndex && index < range.firstIndex + range.indexCount) hit.part = r;
    }
    return hit;
}

bool SightScene::occluded(const SightRay& ray, SightGlass glass) const {
    const double length = glm::length(ray.direction);
    if (!(length > 0) || !isFinite(ray.origin) || !isFinite(ray.direction)) return false;
    const embree::World& world = glass == SightGlass::Solid ? *state_->all : *state_->solid;
    return world.occluded({ray.origin, ray.direction / length, ray.minDistance, ray.maxDistance});
}

Vec3 SightScene::through(const SightRay& ray) const {
    const double length = glm::length(ray.direction);
    if (!state_->panes || !(length > 0) || !isFinite(ray.origin) || !isFinite(ray.direction)) return Vec3(1);
    const Vec3 direction = ray.direction / length;
    Vec3 share(1);
    double from = ray.minDistance;
    for (int i = 0; i < kPanes; ++i) {
        const auto hit = state_->panes->intersect({ray.origin, direction, from, ray.maxDistance});
        if (!hit) break;
        const SightMaterial& m = state_->parts[hit->placement].materials.front();
        const double cosine = std::abs(glm::dot(state_->normal(hit->placement, hit->triangle), direction));
        share *= m.tint * (1 - optics::paneMirror(m.ior, cosine));
        from = hit->distance + kPaneStep;
        if (from >= ray.maxDistance) break;
    }
    return share;
}

std::vector<std::optional<SightHit>> SightScene::cast(std::span<const SightRay> rays, SightGlass glass) const {
    std::vector<std::optional<SightHit>> hits;
    hits.reserve(rays.size());
    for (const SightRay& ray : rays) hits.push_back(cast(ray, glass));
    return hits;
}

SightSurface SightScene::surface(const SightHit& hit) const {
    const SightPart& part = state_->parts[hit.placement];
    if (part.materials.empty()) return {};
    if (part.ranges.empty()) return part.materials.front().surface;
    const std::uint32_t material = part.ranges[std::min<std::size_t>(hit.part, part.ranges.size() - 1)].material;
    return part.materials[std::min<std::size_t>(material, part.materials.size() - 1)].surface;
}

}  // namespace recce
