// Cooked models made in memory: quads, boxes and spheres with plain materials, for the tests of the renderer.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "asset/cooked.h"
#include "asset/octahedral.h"

namespace recce::test {

class ModelMaker {
public:
    /// A matt material without any mirror (its index of refraction is air's), so that reflected light is rho E / pi.
    std::uint32_t matt(const Vec3& colour) {
        cooked::Material m;
        m.baseColour = {float(colour.x), float(colour.y), float(colour.z), 1};
        m.roughness = 1;
        m.ior = 1;
        materials.push_back(m);
        return static_cast<std::uint32_t>(materials.size() - 1);
    }
    /// `nits` without any reflection.
    std::uint32_t shining(const Vec3& nits) {
        const std::uint32_t at = matt(Vec3(0));
        for (int i = 0; i < 3; ++i) materials[at].emissive[std::size_t(i)] = float(nits[i] / cooked::kEmissiveNits);
        return at;
    }

    /// `bent`: the vertices' normal, where it is not the face's own.
    void quad(const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& d, std::uint32_t material, std::optional<Vec3> bent = {}) {
        begin(material);
        const Vec3 n = bent.value_or(glm::normalize(glm::cross(b - a, c - a)));
        const std::uint32_t first = add(a, n);
        add(b, n, {1, 0});
        add(c, n, {1, 1});
        add(d, n, {0, 1});
        for (std::uint32_t i : {0u, 1u, 2u, 0u, 2u, 3u}) indices.push_back(first + i);
        end();
    }
    /// A room seen from inside; one material for each of the walls +X -X +Y -Y +Z -Z.
    void room(const Vec3& a, const Vec3& b, const std::array<std::uint32_t, 6>& of) {
        quad({b.x, a.y, b.z}, {b.x, a.y, a.z}, {b.x, b.y, a.z}, {b.x, b.y, b.z}, of[0], Vec3(-1, 0, 0));
        quad({a.x, a.y, a.z}, {a.x, a.y, b.z}, {a.x, b.y, b.z}, {a.x, b.y, a.z}, of[1], Vec3(1, 0, 0));
        quad({a.x, b.y, a.z}, {a.x, b.y, b.z}, {b.x, b.y, b.z}, {b.x, b.y, a.z}, of[2], Vec3(0, -1, 0));
        quad({a.x, a.y, b.z}, {a.x, a.y, a.z}, {b.x, a.y, a.z}, {b.x, a.y, b.z}, of[3], Vec3(0, 1, 0));
        quad({a.x, a.y, b.z}, {b.x, a.y, b.z}, {b.x, b.y, b.z}, {a.x, b.y, b.z}, of[4], Vec3(0, 0, -1));
        quad({b.x, a.y, a.z}, {a.x, a.y, a.z}, {a.x, b.y, a.z}, {b.x, b.y, a.z}, of[5], Vec3(0, 0, 1));
    }
    void floor(double half, std::uint32_t material, double y = 0) {
        quad({-half, y, half}, {half, y, half}, {half, y, -half}, {-half, y, -half}, material);
    }
    void box(const Vec3& low, const Vec3& high, std::uint32_t material) {
        begin(material);
        for (int axis = 0; axis < 3; ++axis) {
            for (int side = 0; side < 2; ++side) {
                Vec3 n(0);
                n[axis] = side ? 1 : -1;
                const int u = (axis + 1) % 3, v = (axis + 2) % 3;
                Vec3 p[4];
                for (int k = 0; k < 4; ++k) {
                    p[k][axis] = side ? high[axis] : low[axis];
                    p[k][u] = (k == 1 || k == 2) ? high[u] : low[u];
                    p[k][v] = (k >= 2) ? high[v] : low[v];
                }
                std::uint32_t first = 0;
                for (int k = 0; k < 4; ++k) {
                    const std::uint32_t at = add(p[k], n);
                    if (k == 0) first = at;
                }
                for (std::uint32_t i : {0u, 1u, 2u, 0u, 2u, 3u}) indices.push_back(first + (side ? i : (i == 1 ? 3 : i == 2 ? 2 : i == 3 ? 1 : 0)));
            }
        }
        end();
    }

    /// A cloud, in the order in which its points are given, with a normal each; its clusters hold `each` points.
    struct CloudPoint {
        Vec3 place, normal;
        std::array<std::uint8_t, 4> colour{255, 255, 255, 255};
    };
    void cloud(const std::vector<CloudPoint>& points, std::uint32_t each = 4096) {
        begin(cooked::kNone);
        meshes.back().flags = cooked::kIsPoints | cooked::kHasColour;
        for (const CloudPoint& p : points) {
            indices.push_back(add(p.place, p.normal));
            vertices.back().colour = p.colour;
        }
        cooked::Lod& lod = lods.back();
        lod.firstCluster = static_cast<std::uint32_t>(clusters.size());
        for (std::size_t i = 0; i < points.size(); i += each) {
            const std::size_t count = std::min<std::size_t>(each, points.size() - i);
            Box box;
            for (std::size_t k = i; k < i + count; ++k) box.add(points[k].place);
            const Vec3 centre = (box.min + box.max) * 0.5;
            clusters.push_back({{float(centre.x), float(centre.y), float(centre.z)}, float(glm::length(box.size()) / 2),
                                lod.firstIndex + static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(count)});
        }
        lod.clusterCount = static_cast<std::uint32_t>(clusters.size()) - lod.firstCluster;
        end();
        meshes.back().sourceTriangles = 0;
    }

    /// Smooth, of `rings` by twice as many quads.
    void sphere(const Vec3& centre, double radius, std::uint32_t material, int rings = 48) {
        begin(material);
        for (int i = 0; i <= rings; ++i) {
            for (int j = 0; j <= 2 * rings; ++j) {
                const double down = kPi * i / rings, round = kPi * j / rings;
                const Vec3 n(std::sin(down) * std::cos(round), std::cos(down), -std::sin(down) * std::sin(round));
                add(centre + n * radius, n);
            }
        }
        const auto at = [&](int i, int j) { return static_cast<std::uint32_t>(i * (2 * rings + 1) + j); };
        for (int i = 0; i < rings; ++i) {
            for (int j = 0; j < 2 * rings; ++j) {
                for (const std::uint32_t v : {at(i, j), at(i + 1, j), at(i + 1, j + 1)}) indices.push_back(v);
                for (const std::uint32_t v : {at(i, j), at(i + 1, j + 1), at(i, j + 1)}) indices.push_back(v);
            }
        }
        end();
    }
    /// A box seen from within.
    void room(const Vec3& low, const Vec3& high, std::uint32_t material) {
        const std::size_t first = indices.size();
        box(low, high, material);
        for (std::size_t i = first; i < indices.size(); i += 3) std::swap(indices[i], indices[i + 1]);
        for (std::size_t face = 0; face < 6; ++face) {
            Vec3 n(0);
            n[static_cast<int>(face / 2)] = face % 2 ? -1 : 1;
            for (std::size_t k = 0; k < 4; ++k) vertices[vertices.size() - 24 + face * 4 + k].normal = cooked::encodeOctahedral(glm::vec3(n));
        }
    }

    /// All that was made so far becomes one mesh of the first one's material: nothing of it can be left out by itself.
    void join() {
        for (const auto& mesh : meshes) {
            const auto& lod = lods[mesh.firstLod];
            for (std::size_t i = lod.firstIndex; i < lod.firstIndex + lod.indexCount; ++i) indices[i] += mesh.firstVertex;
        }
        meshes.resize(1);
        lods.resize(1);
        instances.resize(1);
        lods[0].indexCount = static_cast<std::uint32_t>(indices.size());
        own = bounds;
        end();
        instances.pop_back();
    }
    /// A coarser level of the last mesh: its first `triangles`, said to be off by `error` metres.
    void coarser(std::uint32_t triangles, float error) {
        lods.push_back({lods[meshes.back().firstLod].firstIndex, triangles * 3, error, 0, 0});
        ++meshes.back().lodCount;
    }

    std::shared_ptr<const cooked::Model> finish() {
        using namespace cooked;
        Header header;
        header.headerSize = sizeof(Header);
        for (int i = 0; i < 3; ++i) {
            header.boundsMin[std::size_t(i)] = bounds.min[i];
            header.boundsMax[std::size_t(i)] = bounds.max[i];
        }
        std::string body;
        const auto section = [&](cooked::Section which, const void* data, std::size_t count, std::size_t size) {
            body.resize((body.size() + 63) / 64 * 64, '\0');
            header.sections[std::size_t(which)] = {(sizeof(Header) + 63) / 64 * 64 + body.size(), count};
            if (count) body.append(static_cast<const char*>(data), count * size);
        };
        const std::string report = "{}";
        section(cooked::Section::Strings, names.data(), names.size(), 1);
        section(cooked::Section::Instances, instances.data(), instances.size(), sizeof(Instance));
        section(cooked::Section::Meshes, meshes.data(), meshes.size(), sizeof(Mesh));
        section(cooked::Section::Lods, lods.data(), lods.size(), sizeof(Lod));
        section(cooked::Section::Clusters, clusters.data(), clusters.size(), sizeof(Cluster));
        section(cooked::Section::Vertices, vertices.data(), vertices.size(), sizeof(Vertex));
        section(cooked::Section::Indices, indices.data(), indices.size(), 4);
        section(cooked::Section::Materials, materials.data(), materials.size(), sizeof(Material));
        section(cooked::Section::Textures, textures.data(), textures.size(), sizeof(Texture));
        section(cooked::Section::Texels, texels.data(), texels.size(), 1);
        section(cooked::Section::Lights, nullptr, 0, sizeof(cooked::Light));
        section(cooked::Section::Cameras, nullptr, 0, sizeof(cooked::Camera));
        section(cooked::Section::Report, report.data(), report.size(), 1);
        const std::size_t start = (sizeof(Header) + 63) / 64 * 64;
        header.fileSize = start + body.size();
        std::string file(reinterpret_cast<const char*>(&header), sizeof(header));
        file.resize(start, '\0');
        file += body;
        const int fd = memfd_create("model", 0);
        if (fd < 0 || write(fd, file.data(), file.size()) != static_cast<ssize_t>(file.size())) throw std::runtime_error("memfd");
        auto map = MappedFile::openDescriptor(fd, "test model");
        close(fd);
        if (!map) throw std::runtime_error(toText(map.error()));
        auto model = Model::openMapped(std::move(*map), "test model");
        if (!model) throw std::runtime_error(toText(model.error()));
        return *model;
    }

    std::vector<cooked::Material> materials;
    std::vector<cooked::Texture> textures;
    std::vector<std::uint8_t> texels;

private:
    void begin(std::uint32_t material) {
        cooked::Mesh mesh;
        mesh.firstVertex = static_cast<std::uint32_t>(vertices.size());
        mesh.firstLod = static_cast<std::uint32_t>(lods.size());
        mesh.lodCount = 1;
        mesh.material = material;
        mesh.flags = cooked::kHasUv;
        meshes.push_back(mesh);
        cooked::Lod lod;
        lod.firstIndex = static_cast<std::uint32_t>(indices.size());
        lods.push_back(lod);
        own = {};
    }
    std::uint32_t add(const Vec3& p, const Vec3& n, const Vec2& uv = {0, 0}) {
        cooked::Vertex v;
        v.position = {float(p.x), float(p.y), float(p.z)};
        v.normal = cooked::encodeOctahedral(glm::vec3(n));
        v.tangent = cooked::encodeOctahedral(glm::vec3(std::abs(n.x) > 0.9 ? Vec3(0, 0, 1) : Vec3(1, 0, 0)));
        v.uv = {float(uv.x), float(uv.y)};
        vertices.push_back(v);
        own.add(p);
        bounds.add(p);
        return static_cast<std::uint32_t>(vertices.size() - 1 - meshes.back().firstVertex);
    }
    void end() {
        auto& mesh = meshes.back();
        mesh.vertexCount = static_cast<std::uint32_t>(vertices.size()) - mesh.firstVertex;
        lods.back().indexCount = static_cast<std::uint32_t>(indices.size()) - lods.back().firstIndex;
        mesh.sourceTriangles = lods.back().indexCount / 3;
        for (int i = 0; i < 3; ++i) {
            mesh.boundsMin[std::size_t(i)] = float(own.min[i]);
            mesh.boundsMax[std::size_t(i)] = float(own.max[i]);
        }
        cooked::Instance instance;
        instance.transform = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
        instance.mesh = static_cast<std::uint32_t>(meshes.size() - 1);
        instances.push_back(instance);
    }

    std::string names = "x";
    std::vector<cooked::Instance> instances;
    std::vector<cooked::Mesh> meshes;
    std::vector<cooked::Lod> lods;
    std::vector<cooked::Cluster> clusters;
    std::vector<cooked::Vertex> vertices;
    std::vector<std::uint32_t> indices;
    Box bounds, own;
};

}  // namespace recce::test
