#include "asset/shining.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

namespace recce {
namespace {

/// Which vertices hang together, by place: models keep a vertex for each normal and seam.
class Islands {
public:
    explicit Islands(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
    std::size_t of(std::size_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) { parent_[of(a)] = of(b); }

private:
    std::vector<std::size_t> parent_;
};

Mat4 transformOf(const cooked::Instance& instance) {
    Mat4 m(1);
    for (int r = 0; r < 3; ++r) {
        for (int c = 0; c < 4; ++c) m[c][r] = static_cast<double>(instance.transform[static_cast<std::size_t>(r * 4 + c)]);
    }
    return m;
}

void addIslands(const cooked::Model& model, const cooked::Instance& instance, const cooked::Material& material, std::vector<ShiningPart>& out) {
    const cooked::Mesh& mesh = model.meshes()[instance.mesh];
    if (mesh.lodCount == 0 || (mesh.flags & cooked::kIsPoints)) return;
    const auto vertices = model.vertices().subspan(mesh.firstVertex, mesh.vertexCount);
    const auto& lod = model.lods()[mesh.firstLod];
    const auto indices = model.indices().subspan(lod.firstIndex, lod.indexCount);
    Islands islands(vertices.size());
    std::map<std::array<float, 3>, std::size_t> places;
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        const auto [at, fresh] = places.emplace(vertices[i].position, i);
        if (!fresh) islands.join(i, at->second);
    }
    for (std::size_t t = 0; t + 2 < indices.size(); t += 3) {
        islands.join(indices[t], indices[t + 1]);
        islands.join(indices[t], indices[t + 2]);
    }
    const Mat4 local = transformOf(instance);
    const double sides = material.doubleSided || (mesh.flags & cooked::kDoubleSided) ? 2 : 1;
    std::map<std::size_t, ShiningPart> parts;
    for (std::size_t t = 0; t + 2 < indices.size(); t += 3) {
        std::array<Vec3, 3> p;
        for (std::size_t k = 0; k < 3; ++k) {
            const auto& v = vertices[indices[t + k]].position;
            p[k] = Vec3(local * Vec4(static_cast<double>(v[0]), static_cast<double>(v[1]), static_cast<double>(v[2]), 1));
        }
        const Vec3 n = glm::cross(p[1] - p[0], p[2] - p[0]) / 2.0;
        const double area = glm::length(n);
        ShiningPart& part = parts[islands.of(indices[t])];
        for (const Vec3& corner : p) part.bounds.add(corner);
        part.centre += (p[0] + p[1] + p[2]) / 3.0 * area;
        part.facing += sides > 1 ? Vec3(0) : n;
        part.area += area;
    }
    for (auto& [island, part] : parts) {
        if (part.area < 1e-6) continue;
        part.centre /= part.area;
        part.facing /= part.area;
        part.area *= sides;
        part.material = model.text(material.name);
        part.nits = cooked::meanEmission(model, material);
        out.push_back(std::move(part));
    }
}

}  // namespace

std::vector<ShiningPart> shiningParts(const cooked::Model& model) {
    std::vector<ShiningPart> out;
    for (const cooked::Instance& instance : model.instances()) {
        const std::uint32_t index = instance.material != cooked::kNone ? instance.material : model.meshes()[instance.mesh].material;
        if (index >= model.materials().size()) continue;
        const Vec3 nits = cooked::meanEmission(model, model.materials()[index]);
        if (nits.x + nits.y + nits.z > 0) addIslands(model, instance, model.materials()[index], out);
    }
    std::stable_sort(out.begin(), out.end(), [](const ShiningPart& a, const ShiningPart& b) { return a.area > b.area; });
    return out;
}

}  // namespace recce
