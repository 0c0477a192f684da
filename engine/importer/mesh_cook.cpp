#include "importer/mesh_cook.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>

#include <meshoptimizer.h>

#include "asset/octahedral.h"
#include "importer/image.h"
#include "importer/normals.h"
#include "importer/points.h"

namespace recce::importer {
namespace {

constexpr std::size_t kClusterIndices = 128 * 3;
/// Below this a coarser level saves nothing.
constexpr std::size_t kMinLodTriangles = 600;
constexpr std::size_t kMaxLods = 5;
constexpr std::size_t kMinRoughTriangles = 64;
/// Larger coordinates overflow as soon as they are squared.
constexpr float kMaxCoordinate = 1e15f;

glm::vec3 vec3(const float* at) { return {at[0], at[1], at[2]}; }

bool usable(const glm::vec3& v) {
    return std::abs(v.x) < kMaxCoordinate && std::abs(v.y) < kMaxCoordinate && std::abs(v.z) < kMaxCoordinate;  // false for NaN
}

/// Triangles that can be drawn; counts the others.
std::vector<std::uint32_t> soundTriangles(const MeshSource& s, MeshParts& out) {
    std::vector<std::uint32_t> sound;
    sound.reserve(s.triangles.size());
    for (std::size_t i = 0; i + 2 < s.triangles.size(); i += 3) {
        const std::uint32_t a = s.triangles[i], b = s.triangles[i + 1], c = s.triangles[i + 2];
        const glm::vec3 p = vec3(s.positions + 3 * std::size_t{a}), q = vec3(s.positions + 3 * std::size_t{b}), r = vec3(s.positions + 3 * std::size_t{c});
        if (!usable(p) || !usable(q) || !usable(r)) {
            ++out.droppedInvalid;
            continue;
        }
        // Equal corners or all on a line. In double: the squares of small models vanish in float.
        const glm::dvec3 cross = glm::cross(glm::dvec3(q) - glm::dvec3(p), glm::dvec3(r) - glm::dvec3(p));
        if (cross.x == 0 && cross.y == 0 && cross.z == 0) {
            ++out.droppedDegenerate;
            continue;
        }
        sound.insert(sound.end(), {a, b, c});
    }
    return sound;
}

std::uint8_t unorm(float v) { return static_cast<std::uint8_t>(std::lround(std::clamp(std::isfinite(v) ? v : 1.0f, 0.0f, 1.0f) * 255.0f)); }

cooked::Vertex vertexOf(const MeshSource& s, std::size_t i) {
    cooked::Vertex v;
    // Adding zero turns -0 into 0, so that equal places are equal bytes.
    for (std::size_t k = 0; k < 3; ++k) v.position[k] = s.positions[3 * i + k] + 0.0f;
    if (s.uvs) {
        const float u = s.uvs[3 * i], w = s.uvs[3 * i + 1];
        if (std::isfinite(u) && std::isfinite(w)) v.uv = {u + 0.0f, 1.0f - w};
    }
    if (s.colours) {
        for (std::size_t k = 0; k < 4; ++k) {
            const float c = s.colours[4 * i + k];
            v.colour[k] = unorm(s.coloursAreSrgb && k < 3 ? srgbToLinear(std::clamp(c, 0.0f, 1.0f)) : c);
        }
    }
    return v;
}

/// One vertex per corner, with normals made where there are none and the side of the texture where tangents are wanted.
std::vector<cooked::Vertex> corners(const MeshSource& s, const std::vector<std::uint32_t>& triangles, const std::vector<glm::vec3>& normals) {
    std::vector<cooked::Vertex> out;
    out.reserve(triangles.size());
    for (std::size_t i = 0; i < triangles.size(); ++i) {
        cooked::Vertex v = vertexOf(s, triangles[i]);
        v.normal = cooked::encodeOctahedral(normals.empty() ? vec3(s.normals + 3 * std::size_t{triangles[i]}) : normals[i]);
        out.push_back(v);
    }
    if (!s.wantsTangents) return out;
    for (std::size_t i = 0; i + 2 < out.size(); i += 3) {
        const auto& a = out[i].uv;
        const auto& b = out[i + 1].uv;
        const auto& c = out[i + 2].uv;
        const float side = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
        // Corners of mirrored texture stay apart when welding. V grows downwards here, which turns the sign round.
        if (side > 0)
            for (std::size_t k = 0; k < 3; ++k) out[i + k].tangent[1] = 1;
    }
    return out;
}

void weld(MeshParts& out, const std::vector<cooked::Vertex>& loose, const std::uint32_t* indices, std::size_t indexCount) {
    std::vector<std::uint32_t> remap(loose.size());
    const std::size_t unique = meshopt_generateVertexRemap(remap.data(), indices, indexCount, loose.data(), loose.size(), sizeof(cooked::Vertex));
    out.vertices.resize(unique);
    out.indices.resize(indexCount);
    meshopt_remapVertexBuffer(out.vertices.data(), loose.data(), loose.size(), sizeof(cooked::Vertex), remap.data());
    meshopt_remapIndexBuffer(out.indices.data(), indices, indexCount, remap.data());
}

void addTangents(MeshParts& out) {
    std::vector<glm::vec3> sums(out.vertices.size(), glm::vec3(0));
    for (std::size_t i = 0; i + 2 < out.indices.size(); i += 3) {
        const cooked::Vertex& a = out.vertices[out.indices[i]];
        const cooked::Vertex& b = out.vertices[out.indices[i + 1]];
        const cooked::Vertex& c = out.vertices[out.indices[i + 2]];
        const glm::vec3 e1 = vec3(b.position.data()) - vec3(a.position.data()), e2 = vec3(c.position.data()) - vec3(a.position.data());
        const float v1 = b.uv[1] - a.uv[1], v2 = c.uv[1] - a.uv[1];
        const float det = (b.uv[0] - a.uv[0]) * v2 - v1 * (c.uv[0] - a.uv[0]);
        if (det == 0) continue;
        const glm::vec3 tangent = (e1 * v2 - e2 * v1) / det;
        const float length = glm::length(tangent);
        if (!(length > 0) || !std::isfinite(length)) continue;
        for (std::size_t k = 0; k < 3; ++k) sums[out.indices[i + k]] += tangent / length;
    }
    for (std::size_t i = 0; i < out.vertices.size(); ++i) {
        cooked::Vertex& v = out.vertices[i];
        const glm::vec3 n = cooked::decodeOctahedral(v.normal);
        glm::vec3 t = sums[i] - n * glm::dot(n, sums[i]);
        // No direction in the texture: any across the normal will do.
        if (!(glm::dot(t, t) > 1e-12f)) t = glm::cross(n, std::abs(n.y) < 0.9f ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0));
        const bool flipped = v.tangent[1] & 1;
        v.tangent = cooked::encodeOctahedral(t);
        v.tangent[1] = static_cast<std::int16_t>((v.tangent[1] & ~1) | (flipped ? 1 : 0));
    }
}

void addClusters(MeshParts& out, cooked::Lod& lod, std::size_t step) {
    lod.firstCluster = static_cast<std::uint32_t>(out.clusters.size());
    for (std::size_t i = 0; i < lod.indexCount; i += step) {
        cooked::Cluster c;
        c.firstIndex = lod.firstIndex + static_cast<std::uint32_t>(i);
        c.indexCount = static_cast<std::uint32_t>(std::min<std::size_t>(step, lod.indexCount - i));
        glm::vec3 low(kMaxCoordinate), high(-kMaxCoordinate);
        const auto place = [&](std::size_t k) { return vec3(out.vertices[out.indices[c.firstIndex + k]].position.data()); };
        for (std::size_t k = 0; k < c.indexCount; ++k) {
            low = glm::min(low, place(k));
            high = glm::max(high, place(k));
        }
        const glm::vec3 centre = low + (high - low) * 0.5f;
        for (std::size_t k = 0; k < c.indexCount; ++k) c.radius = std::max(c.radius, glm::distance(centre, place(k)));
        c.centre = {centre.x, centre.y, centre.z};
        out.clusters.push_back(c);
    }
    lod.clusterCount = static_cast<std::uint32_t>(out.clusters.size()) - lod.firstCluster;
}

void addLods(MeshParts& out) {
    const float* positions = out.vertices.front().position.data();
    const std::size_t full = out.indices.size();
    const float scale = full / 3 > kMinLodTriangles ? meshopt_simplifyScale(positions, out.vertices.size(), sizeof(cooked::Vertex)) : 0;
    std::size_t from = 0, count = full;
    float error = 0;
    std::vector<std::uint32_t> coarser;
    while (out.lods.size() + 1 < kMaxLods && count / 3 > kMinLodTriangles) {
        coarser.resize(count);
        float step = 0;
        const std::size_t kept = meshopt_simplify(coarser.data(), out.indices.data() + from, count, positions, out.vertices.size(),
                                                  sizeof(cooked::Vertex), count / 3 / 3 * 3, 0.03f, 0, &step);
        if (kept == 0 || kept * 10 > count * 8) break;  // it would be hardly cheaper to draw
        error += step * scale;
        if (!std::isfinite(error)) break;
        from = out.indices.size();
        count = kept;
        out.indices.resize(from + kept);
        meshopt_optimizeVertexCache(out.indices.data() + from, coarser.data(), kept, out.vertices.size());
        out.lods.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(kept), error, 0, 0});
    }
}

/// One corner for all that lie in one cell of a grid and face alike, the one nearest to their mean; which one for each vertex
/// that the level uses. `reach`: the greatest distance that a corner is moved.
std::vector<std::uint32_t> gathered(const MeshParts& out, std::span<const std::uint32_t> level, int cells, float& reach) {
    struct Cell {
        glm::dvec3 sum{0};
        std::uint32_t count = 0, nearest = 0;
        float distance = std::numeric_limits<float>::max();
    };
    const auto place = [&](std::uint32_t v) { return vec3(out.vertices[v].position.data()); };
    glm::vec3 low(kMaxCoordinate), high(-kMaxCoordinate);
    for (const std::uint32_t v : level) {
        low = glm::min(low, place(v));
        high = glm::max(high, place(v));
    }
    const glm::vec3 size = high - low;
    const float side = std::max({size.x, size.y, size.z}) / static_cast<float>(cells);
    const auto cellOf = [&](std::uint32_t v) {
        const glm::ivec3 at = glm::clamp(glm::ivec3((place(v) - low) / side), 0, cells - 1);
        const glm::vec3 n = cooked::decodeOctahedral(out.vertices[v].normal), a = glm::abs(n);
        const int axis = a.x >= a.y && a.x >= a.z ? 0 : a.y >= a.z ? 1 : 2;
        return static_cast<std::size_t>(((at.x * cells + at.y) * cells + at.z) * 6 + 2 * axis + (n[axis] < 0));
    };
    std::vector<Cell> grid(static_cast<std::size_t>(cells) * cells * cells * 6);
    std::vector<std::uint32_t> used(level.begin(), level.end());
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    for (const std::uint32_t v : used) {
        Cell& cell = grid[cellOf(v)];
        cell.sum += glm::dvec3(place(v));
        ++cell.count;
    }
    for (const std::uint32_t v : used) {
        Cell& cell = grid[cellOf(v)];
        const float distance = glm::distance(place(v), glm::vec3(cell.sum / static_cast<double>(cell.count)));
        if (distance >= cell.distance) continue;
        cell.distance = distance;
        cell.nearest = v;
    }
    std::vector<std::uint32_t> to(out.vertices.size(), 0);
    reach = 0;
    for (const std::uint32_t v : used) {
        to[v] = grid[cellOf(v)].nearest;
        reach = std::max(reach, glm::distance(place(v), place(to[v])));
    }
    return to;
}

/// Levels for far views of large sets, rougher than any simplification that keeps seams and holes: corners gathered on
/// coarser and coarser grids. They have no clusters, which is how they are known.
void addRoughLods(MeshParts& out) {
    const cooked::Lod from = out.lods.back();
    std::size_t before = from.indexCount;
    for (const int cells : {8, 4, 2}) {
        if (before / 3 < kMinRoughTriangles) return;
        float reach = 0;
        const auto level = std::span(out.indices).subspan(from.firstIndex, from.indexCount);
        const auto to = gathered(out, level, cells, reach);
        std::vector<std::array<std::uint32_t, 3>> triangles;
        for (std::size_t i = 0; i + 2 < level.size(); i += 3) {
            std::array<std::uint32_t, 3> t{to[level[i]], to[level[i + 1]], to[level[i + 2]]};
            if (t[0] == t[1] || t[1] == t[2] || t[2] == t[0]) continue;
            std::rotate(t.begin(), std::min_element(t.begin(), t.end()), t.end());  // the same one whichever corner it began with
            triangles.push_back(t);
        }
        std::sort(triangles.begin(), triangles.end());
        triangles.erase(std::unique(triangles.begin(), triangles.end()), triangles.end());
        const std::size_t count = triangles.size() * 3;
        if (count == 0 || !std::isfinite(from.error + reach)) return;
        if (count * 10 > before * 7) continue;
        out.lods.push_back({static_cast<std::uint32_t>(out.indices.size()), static_cast<std::uint32_t>(count),
                            std::max(out.lods.back().error, from.error + reach), 0, 0});
        for (const auto& t : triangles) out.indices.insert(out.indices.end(), t.begin(), t.end());
        before = count;
    }
}

void setBounds(MeshParts& out) {
    glm::vec3 low(kMaxCoordinate), high(-kMaxCoordinate);
    for (const cooked::Vertex& v : out.vertices) {
        low = glm::min(low, vec3(v.position.data()));
        high = glm::max(high, vec3(v.position.data()));
    }
    if (out.vertices.empty()) low = high = glm::vec3(0);
    out.mesh.boundsMin = {low.x, low.y, low.z};
    out.mesh.boundsMax = {high.x, high.y, high.z};
}

void cookPoints(const MeshSource& s, MeshParts& out) {
    for (std::size_t i = 0; i < s.vertexCount; ++i) {
        if (!usable(vec3(s.positions + 3 * i))) {
            ++out.droppedInvalid;
            continue;
        }
        cooked::Vertex v = vertexOf(s, i);
        if (s.normals) v.normal = cooked::encodeOctahedral(vec3(s.normals + 3 * i));
        out.indices.push_back(static_cast<std::uint32_t>(out.vertices.size()));
        out.vertices.push_back(v);
    }
    orderPoints(out.vertices, !s.normals);
    out.mesh.flags |= cooked::kIsPoints;
    out.lods.push_back({0, static_cast<std::uint32_t>(out.indices.size()), 0, 0, 0});
    addClusters(out, out.lods.back(), kClusterPoints);
}

}  // namespace

MeshParts cookMesh(const MeshSource& s, const cooked::Mesh& mesh) {
    MeshParts out;
    out.mesh = mesh;
    if (s.uvs) out.mesh.flags |= cooked::kHasUv;
    if (s.colours) out.mesh.flags |= cooked::kHasColour;
    if (s.points) {
        cookPoints(s, out);
        setBounds(out);
        return out;
    }
    const std::vector<std::uint32_t> triangles = soundTriangles(s, out);
    if (!triangles.empty()) {
        out.madeNormals = !s.normals;
        if (!s.normals || s.wantsTangents) {
            const auto normals = s.normals ? std::vector<glm::vec3>() : cornerNormals(s.positions, s.vertexCount, triangles);
            const auto loose = corners(s, triangles, normals);
            std::vector<std::uint32_t> sequence(loose.size());
            for (std::size_t i = 0; i < sequence.size(); ++i) sequence[i] = static_cast<std::uint32_t>(i);
            weld(out, loose, sequence.data(), sequence.size());
        } else {
            const auto repaired = repairedNormals(s.positions, s.normals, s.vertexCount, triangles);
            std::vector<cooked::Vertex> loose(s.vertexCount);
            for (std::size_t i = 0; i < s.vertexCount; ++i) {
                loose[i] = vertexOf(s, i);
                loose[i].normal = cooked::encodeOctahedral(repaired.empty() ? vec3(s.normals + 3 * i) : repaired[i]);
            }
            weld(out, loose, triangles.data(), triangles.size());
        }
        if (s.wantsTangents) addTangents(out);
        const std::vector<std::uint32_t> unordered = out.indices;
        meshopt_optimizeVertexCache(out.indices.data(), unordered.data(), unordered.size(), out.vertices.size());
        std::vector<cooked::Vertex> ordered(out.vertices.size());
        ordered.resize(meshopt_optimizeVertexFetch(ordered.data(), out.indices.data(), out.indices.size(), out.vertices.data(),
                                                   out.vertices.size(), sizeof(cooked::Vertex)));
        out.vertices = std::move(ordered);
    }
    out.lods.push_back({0, static_cast<std::uint32_t>(out.indices.size()), 0, 0, 0});
    if (!out.indices.empty()) addLods(out);
    for (cooked::Lod& lod : out.lods) addClusters(out, lod, kClusterIndices);
    if (!out.indices.empty()) addRoughLods(out);
    setBounds(out);
    return out;
}

}  // namespace recce::importer
