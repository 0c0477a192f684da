#include "render/draw_list.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <tuple>

namespace recce::render {
namespace {

struct Source {
    std::uint32_t firstIndex, indexCount, vertexOffset;
};

Source sourceOf(const StoredModel& stored, const Part& part, std::uint32_t lod) {
    if (stored.figure) {
        const auto& range = stored.figure->ranges[part.mesh];
        return {range.firstIndex, range.indexCount, 0};
    }
    const auto& model = *stored.model;
    const auto& mesh = model.meshes()[part.mesh];
    const auto& level = model.lods()[mesh.firstLod + lod];
    return {level.firstIndex, level.indexCount, mesh.firstVertex};
}

double distanceOf(const Part& part, const Detail& detail) {
    return detail.parallel ? 1.0 : std::max(0.05, double(glm::length(part.centre - detail.eye)) - part.radius);
}

bool tooSmall(const Part& part, const Detail& detail) {
    return detail.smallest > 0 && 2 * part.radius * detail.pixelsPerMetre < detail.smallest * distanceOf(part, detail);
}

std::uint32_t chooseLod(const StoredModel& stored, const Part& part, const Detail& detail) {
    if (detail.whole || stored.figure || detail.pixelsPerMetre <= 0) return 0;
    const auto& model = *stored.model;
    const auto& mesh = model.meshes()[part.mesh];
    const double allowed = detail.pixels * distanceOf(part, detail) / (detail.pixelsPerMetre * part.scale);
    std::uint32_t lod = 0;
    for (std::uint32_t next = 1; next < mesh.lodCount; ++next) {
        const auto& level = model.lods()[mesh.firstLod + next];
        if (level.error > allowed || (level.clusterCount == 0 && !detail.rough)) break;
        lod = next;
    }
    return lod;
}

/// A cluster of a cloud that a drawing shows.
struct Swarm {
    std::uint32_t first = 0, count = 0;  ///< of the model's indices
    float radius = 0;                    ///< frame metres
    double pixels = 0;                   ///< of it in the picture
};

/// The clusters of a cloud in a region, each with as many of its points as the picture takes.
void addSwarms(std::vector<Swarm>& out, const cooked::Model& model, const Part& part, const Region& region, const Detail& detail) {
    constexpr double kPerPixel = 1.5;  // points
    const auto& lod = model.lods()[model.meshes()[part.mesh].firstLod];
    for (const auto& cluster : model.clusters().subspan(lod.firstCluster, lod.clusterCount)) {
        const glm::vec4 at(cluster.centre[0], cluster.centre[1], cluster.centre[2], 1);
        const glm::vec3 centre(glm::dot(part.rows[0], at), glm::dot(part.rows[1], at), glm::dot(part.rows[2], at));
        const float radius = cluster.radius * part.scale;
        if (!region.touches(centre, radius)) continue;
        Swarm swarm{cluster.firstIndex, cluster.indexCount, radius, 0};
        if (detail.pixelsPerMetre > 0) {
            const double distance = detail.parallel ? 1.0 : std::max(0.05, double(glm::length(centre - detail.eye)) - double(radius));
            swarm.pixels = radius * detail.pixelsPerMetre / distance;
            const double wanted = std::ceil(kPerPixel * kPi / 2 * swarm.pixels * swarm.pixels);
            if (wanted < swarm.count) swarm.count = std::max(1u, static_cast<std::uint32_t>(wanted));
        }
        out.push_back(swarm);
    }
}

/// Discs that close. Points that lie anyhow on a square of that radius leave 1 - exp(-pi / 4 k^2) of it covered, k being the disc
/// over the mean distance, radius sqrt(2 / count): 98 % at 2.26.
float pointSize(const Swarm& swarm) { return 3.2f * swarm.radius / std::sqrt(static_cast<float>(swarm.count)); }

/// A material as the last change that names it makes it.
shader::GpuMaterial changedMaterial(const StoredModel& stored, const Piece& piece, std::uint32_t material) {
    shader::GpuMaterial gpu = ModelStore::toGpu(stored, material);
    const auto name = stored.model->text(stored.model->materials()[material].name);
    const auto change = std::find_if(piece.changes.rbegin(), piece.changes.rend(), [&](const MaterialChange& c) { return c.material == name; });
    if (change == piece.changes.rend()) return gpu;
    if (change->colour) {
        gpu.baseColour = glm::vec4(glm::vec3(*change->colour), gpu.baseColour.a);
        gpu.textures[cooked::kBaseColour].slot = shader::kNoTexture;
    }
    if (change->emitted) {
        // As bright on the whole; a shade keeps its texture's own lights and darks.
        const Vec3 mean = cooked::meanEmission(*stored.model, stored.model->materials()[material]);
        for (int i = 0; i < 3; ++i) gpu.emissive[i] = mean[i] > 0 ? static_cast<float>(gpu.emissive[i] * (*change->emitted)[i] / mean[i]) : static_cast<float>((*change->emitted)[i]);
    }
    if (change->roughness) {
        gpu.roughness = static_cast<float>(*change->roughness);
        gpu.textures[cooked::kMetalRough].slot = shader::kNoTexture;
    }
    return gpu;
}

}  // namespace

Result<bool> bring(gpu::Commands& commands, ModelStore& store, Shown& shown, const Region& region, std::uint64_t& budget) {
    bool all = true;
    for (const std::uint32_t p : shown.pieces->touched(region)) {
        if (shown.stored[p]) continue;
        const Piece& piece = shown.pieces->pieces[p];
        const std::uint64_t bytes = store.missing(piece.thing()) ? (piece.model ? piece.model->vertices().size_bytes() + piece.model->indices().size_bytes() : 1) : 0;
        if (bytes > 0 && budget == 0) {
            all = false;
            continue;
        }
        RECCE_TRY(shown.stored[p], piece.model ? store.use(commands, piece.model) : store.use(commands, piece.figure));
        budget -= std::min(budget, bytes);
    }
    return all;
}

void wantTextures(ModelStore& store, const Shown& shown, const Frustum& frustum, const Detail& detail) {
    shown.pieces->visit({frustum, {}, -1}, [&](std::uint32_t p, std::uint32_t i) {
        StoredModel* const stored = shown.stored[p];
        if (!stored || !stored->model) return;
        const Part& part = shown.pieces->pieces[p].parts().parts[i];
        if (tooSmall(part, detail) || part.material >= stored->model->materials().size()) return;
        if (!(stored->model->meshes()[part.mesh].flags & cooked::kHasUv)) return;
        // Palettes: each face takes one texel, so the density is 0, and every texel of mip 0 counts.
        const double uv = stored->uvPerMetre[part.mesh];
        store.want(*stored, part.material, uv / part.scale * distanceOf(part, detail) / std::max(detail.pixelsPerMetre, 1e-6));
    });
}

DrawList select(gpu::Commands& commands, const Shown& shown, const Region& region, const Detail& detail, const Keep& keep) {
    struct Chosen {
        const Part* part;
        const StoredModel* stored;
        std::uint32_t piece, lod;
        float distance;
        std::uint32_t mirror = 0;
    };
    const auto& pieces = shown.pieces->pieces;
    std::vector<Chosen> chosen;
    shown.pieces->visit(region, [&](std::uint32_t p, std::uint32_t i) {
        const StoredModel* const stored = shown.stored[p];
        if (!stored) return;
        const Part& part = pieces[p].parts().parts[i];
        if (tooSmall(part, detail) || (keep && !keep(pieces[p], part))) return;
        chosen.push_back({&part, stored, p, chooseLod(*stored, part, detail), glm::length(part.centre - detail.eye)});
        if (shown.mirrors.empty()) return;
        if (const auto mirror = shown.mirrors.find({p, i}); mirror != shown.mirrors.end()) chosen.back().mirror = mirror->second;
    });
    const auto key = [&](const Chosen& c) {
        return std::tuple(c.part->group, pieces[c.piece].order, c.part->mesh, c.lod, c.part->changedMaterial, c.part->changedMaterial ? c.piece : 0u,
                          c.part->material);
    };
    // Stable: equal keys keep the snapshot's order, so that the same input gives the same picture.
    std::stable_sort(chosen.begin(), chosen.end(), [&](const Chosen& a, const Chosen& b) {
        const bool blendA = a.part->group == Group::Blend, blendB = b.part->group == Group::Blend;
        if (blendA != blendB) return blendB;
        if (blendA) return a.distance > b.distance;
        return key(a) < key(b);
    });
    DrawList out;
    if (chosen.empty()) return out;
    std::map<const Part*, std::vector<Swarm>> clouds;
    for (const Chosen& c : chosen) {
        if (c.part->group == Group::Points) addSwarms(clouds[c.part], *c.stored->model, *c.part, region, detail);
    }
    for (const auto& [part, swarms] : clouds) {
        for (const Swarm& swarm : swarms) out.points += swarm.count;
    }
    const double thinned = out.points > detail.points ? static_cast<double>(detail.points) / static_cast<double>(out.points) : 1.0;
    std::vector<shader::GpuMaterial> changed;
    const gpu::Slice slice = commands.upload(chosen.size() * sizeof(shader::GpuInstance));
    auto* instances = reinterpret_cast<shader::GpuInstance*>(slice.bytes.data());
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const Part& part = *chosen[i].part;
        const Piece& piece = pieces[chosen[i].piece];
        const StoredModel& stored = *chosen[i].stored;
        const shader::GpuInstance instance{{part.rows[0], part.rows[1], part.rows[2]}, piece.tag,
                                           (piece.ghost ? shader::kInstanceGhost : 0u) | chosen[i].mirror << shader::kInstanceMirrorShift};
        std::memcpy(instances + i, &instance, sizeof(instance));
        const Source source = sourceOf(stored, part, chosen[i].lod);
        if (part.group != Group::Points) out.triangles += source.indexCount / 3;
        if (i > 0 && part.group != Group::Blend && part.group != Group::Points && key(chosen[i]) == key(chosen[i - 1])) {
            ++out.draws.back().instances;
            continue;
        }
        Draw draw;
        draw.group = part.group;
        draw.indices = stored.indices.handle();
        draw.firstIndex = source.firstIndex;
        draw.indexCount = source.indexCount;
        draw.vertexOffset = source.vertexOffset;
        draw.firstInstance = static_cast<std::uint32_t>(i);
        draw.instances = 1;
        draw.vertices = stored.vertices.address();
        draw.materials = stored.materials.address();
        draw.material = part.material;
        draw.instancesAt = slice.address;
        if (part.group == Group::Points) {
            for (Swarm swarm : clouds[&part]) {
                swarm.count = std::max(1u, static_cast<std::uint32_t>(swarm.count * thinned));
                draw.firstIndex = swarm.first;
                draw.indexCount = swarm.count;
                draw.pointSize = pointSize(swarm);
                out.draws.push_back(draw);
            }
            continue;
        }
        if (part.changedMaterial) {
            draw.materials = 0;
            draw.material = static_cast<std::uint32_t>(changed.size());
            changed.push_back(changedMaterial(stored, piece, part.material));
        }
        out.draws.push_back(draw);
    }
    if (changed.empty()) return out;
    const VkDeviceAddress at = commands.upload(std::span<const shader::GpuMaterial>(changed)).address;
    for (Draw& draw : out.draws) {
        if (draw.materials == 0) draw.materials = at;
    }
    return out;
}

}  // namespace recce::render
