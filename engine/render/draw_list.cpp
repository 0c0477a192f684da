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

Source sourceOf(const Part& part, std::uint32_t lod) {
    if (part.stored->figure) {
        const auto& range = part.stored->figure->ranges[part.mesh];
        return {range.firstIndex, range.indexCount, 0};
    }
    const auto& model = *part.stored->model;
    const auto& mesh = model.meshes()[part.mesh];
    const auto& level = model.lods()[mesh.firstLod + lod];
    return {level.firstIndex, level.indexCount, mesh.firstVertex};
}

double distanceOf(const Part& part, const Detail& detail) {
    return detail.parallel ? 1.0 : std::max(0.05, double(glm::length(part.centre - detail.eye)) - part.radius);
}

std::uint32_t chooseLod(const Part& part, const Detail& detail) {
    if (detail.whole || part.stored->figure || detail.pixelsPerMetre <= 0) return 0;
    const auto& model = *part.stored->model;
    const auto& mesh = model.meshes()[part.mesh];
    const double allowed = detail.pixels * distanceOf(part, detail) / (detail.pixelsPerMetre * part.scale);
    std::uint32_t lod = 0;
    while (lod + 1 < mesh.lodCount && model.lods()[mesh.firstLod + lod + 1].error <= allowed) ++lod;
    return lod;
}

void place(Part& part, const Mat4& world, const glm::vec3& low, const glm::vec3& high) {
    const Mat4 rows = glm::transpose(world);
    for (std::size_t i = 0; i < 3; ++i) part.rows[i] = glm::vec4(rows[static_cast<int>(i)]);
    part.scale = static_cast<float>(std::max({glm::length(Vec3(world[0])), glm::length(Vec3(world[1])), glm::length(Vec3(world[2]))}));
    part.centre = glm::vec3(Vec3(world * Vec4(Vec3(low + high) * 0.5, 1)));
    part.radius = glm::length(high - low) * 0.5f * part.scale;
}

Group groupOf(const cooked::Material* material, bool ghost, bool mirrored, bool meshTwoSided) {
    if (ghost) return Group::Blend;
    if (!material) return Group::OpaqueTwoSided;
    if (material->alphaMode == cooked::AlphaMode::Blend || material->transmission > 0) return Group::Blend;
    if (material->alphaMode == cooked::AlphaMode::Mask) return Group::Mask;
    return material->doubleSided || mirrored || meshTwoSided ? Group::OpaqueTwoSided : Group::Opaque;
}

void addModel(PartList& list, StoredModel* stored, const PlacedModel& placed, const Vec3& origin) {
    const auto& model = *stored->model;
    Mat4 base = placed.transform;
    base[3] -= Vec4(origin, 0);
    const auto unnamed = static_cast<std::uint32_t>(model.materials().size());
    std::vector<std::uint32_t> changed(model.materials().size(), cooked::kNone);
    for (const auto& change : placed.changes) {
        for (std::uint32_t m = 0; m < unnamed; ++m) {
            if (model.text(model.materials()[m].name) != change.material) continue;
            shader::GpuMaterial gpu = ModelStore::toGpu(*stored, m);
            if (change.colour) {
                gpu.baseColour = glm::vec4(glm::vec3(*change.colour), gpu.baseColour.a);
                gpu.textures[cooked::kBaseColour].slot = shader::kNoTexture;
            }
            if (change.roughness) {
                gpu.roughness = static_cast<float>(*change.roughness);
                gpu.textures[cooked::kMetalRough].slot = shader::kNoTexture;
            }
            changed[m] = static_cast<std::uint32_t>(list.changed.size());
            list.changed.push_back(gpu);
        }
    }
    for (const auto& instance : model.instances()) {
        const auto& mesh = model.meshes()[instance.mesh];
        if (mesh.lodCount == 0 || (mesh.flags & cooked::kIsPoints)) continue;
        Mat4 local(1);
        for (int r = 0; r < 3; ++r) {
            for (int c = 0; c < 4; ++c) local[c][r] = instance.transform[static_cast<std::size_t>(4 * r + c)];
        }
        const Mat4 world = base * local;
        Part part;
        part.stored = stored;
        part.mesh = instance.mesh;
        std::uint32_t material = instance.material != cooked::kNone ? instance.material : mesh.material;
        const cooked::Material* fact = material == cooked::kNone ? nullptr : &model.materials()[material];
        part.ghost = placed.ghost;
        part.group = groupOf(fact, placed.ghost, glm::determinant(Mat3(world)) < 0, (mesh.flags & cooked::kDoubleSided) != 0);
        if (material == cooked::kNone) material = unnamed;
        else if (changed[material] != cooked::kNone) {
            part.changedMaterial = true;
            material = changed[material];
        }
        part.material = material;
        part.tag = placed.tag;
        place(part, world, {mesh.boundsMin[0], mesh.boundsMin[1], mesh.boundsMin[2]}, {mesh.boundsMax[0], mesh.boundsMax[1], mesh.boundsMax[2]});
        list.parts.push_back(part);
    }
}

void addFigure(PartList& list, StoredModel* stored, const PlacedFigure& placed, const Vec3& origin) {
    Mat4 world = placed.transform;
    world[3] -= Vec4(origin, 0);
    glm::vec3 low(1e9f), high(-1e9f);
    for (const auto& p : stored->figure->positions) {
        low = glm::min(low, p);
        high = glm::max(high, p);
    }
    for (std::uint32_t r = 0; r < stored->figure->ranges.size(); ++r) {
        Part part;
        part.stored = stored;
        part.mesh = r;
        part.material = stored->figure->ranges[r].material;
        part.group = Group::OpaqueTwoSided;  // lids, hems and collars are open sheets
        part.tag = placed.tag;
        place(part, world, low, high);
        list.parts.push_back(part);
    }
}

}  // namespace

Frustum::Frustum(const glm::mat4& m) {
    const auto row = [&](int r) { return glm::vec4(m[0][r], m[1][r], m[2][r], m[3][r]); };
    planes = {row(3) + row(0), row(3) - row(0), row(3) + row(1), row(3) - row(1), row(3) - row(2)};
    for (auto& plane : planes) {
        const float length = glm::length(glm::vec3(plane));
        if (length > 0) plane /= length;
    }
}

bool Frustum::touches(const glm::vec3& centre, float radius) const {
    for (const auto& plane : planes) {
        if (glm::dot(glm::vec3(plane), centre) + plane.w < -radius) return false;
    }
    return true;
}

Result<PartList> collect(gpu::Commands& commands, ModelStore& store, const Snapshot& snapshot, const Vec3& origin) {
    PartList list;
    std::map<const StoredModel*, std::uint32_t> orders;
    const auto number = [&](std::size_t from, const StoredModel* stored) {
        const auto order = orders.emplace(stored, static_cast<std::uint32_t>(orders.size())).first->second;
        for (std::size_t i = from; i < list.parts.size(); ++i) list.parts[i].order = order;
    };
    for (const auto& placed : snapshot.models) {
        RECCE_TRY(StoredModel* const stored, store.use(commands, placed.model));
        const std::size_t from = list.parts.size();
        addModel(list, stored, placed, origin);
        number(from, stored);
    }
    for (const auto& placed : snapshot.figures) {
        RECCE_TRY(StoredModel* const stored, store.use(commands, placed.mesh));
        const std::size_t from = list.parts.size();
        addFigure(list, stored, placed, origin);
        number(from, stored);
    }
    return list;
}

void wantTextures(ModelStore& store, const PartList& list, const Frustum& frustum, const Detail& detail) {
    for (const auto& part : list.parts) {
        if (!part.stored->model || !frustum.touches(part.centre, part.radius)) continue;
        const double uv = part.stored->uvPerMetre[part.mesh];
        const auto count = part.stored->model->materials().size();
        // A changed material may still use some of the model's textures; the model's own index is asked for then too.
        const auto& mesh = part.stored->model->meshes()[part.mesh];
        const std::uint32_t material = part.changedMaterial ? mesh.material : part.material;
        if (!(mesh.flags & cooked::kHasUv) || material >= count) continue;
        // Palettes: each face takes one texel, so the density is 0, and every texel of mip 0 counts.
        store.want(*part.stored, material, uv / part.scale * distanceOf(part, detail) / std::max(detail.pixelsPerMetre, 1e-6));
    }
}

DrawList select(gpu::Commands& commands, const PartList& list, const Frustum* frustum, const Detail& detail, const Keep& keep) {
    struct Chosen {
        const Part* part;
        std::uint32_t lod;
        float distance;
    };
    std::vector<Chosen> chosen;
    for (const auto& part : list.parts) {
        if (frustum && !frustum->touches(part.centre, part.radius)) continue;
        if (keep && !keep(part)) continue;
        chosen.push_back({&part, chooseLod(part, detail), glm::length(part.centre - detail.eye)});
    }
    const auto key = [](const Chosen& c) {
        return std::tuple(c.part->group, c.part->order, c.part->mesh, c.lod, c.part->changedMaterial, c.part->material);
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
    VkDeviceAddress changed = 0;
    if (!list.changed.empty()) changed = commands.upload(std::span<const shader::GpuMaterial>(list.changed)).address;
    const gpu::Slice slice = commands.upload(chosen.size() * sizeof(shader::GpuInstance));
    auto* instances = reinterpret_cast<shader::GpuInstance*>(slice.bytes.data());
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        const Part& part = *chosen[i].part;
        const shader::GpuInstance instance{{part.rows[0], part.rows[1], part.rows[2]}, part.tag, part.ghost ? shader::kInstanceGhost : 0u};
        std::memcpy(instances + i, &instance, sizeof(instance));
        const Source source = sourceOf(part, chosen[i].lod);
        out.triangles += source.indexCount / 3;
        if (i > 0 && part.group != Group::Blend && key(chosen[i]) == key(chosen[i - 1])) {
            ++out.draws.back().instances;
            continue;
        }
        Draw draw;
        draw.group = part.group;
        draw.indices = part.stored->indices.handle();
        draw.firstIndex = source.firstIndex;
        draw.indexCount = source.indexCount;
        draw.vertexOffset = source.vertexOffset;
        draw.firstInstance = static_cast<std::uint32_t>(i);
        draw.instances = 1;
        draw.vertices = part.stored->vertices.address();
        draw.materials = part.changedMaterial ? changed : part.stored->materials.address();
        draw.material = part.material;
        draw.instancesAt = slice.address;
        out.draws.push_back(draw);
    }
    return out;
}

}  // namespace recce::render
