// The wrapper round Embree 3: triangle trees, worlds of placed trees, rays and neighbourhoods. All of Embree is in
// embree.cpp, so that the next major version is a day's work. Knows no models, figures or materials.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/math.h"

namespace recce::embree {

/// Triangles by reference: `positions` points to floats x y z, `stride` bytes apart, with at least 16 readable bytes
/// from the last one on. Must outlive the tree.
struct Triangles {
    const float* positions = nullptr;
    std::size_t stride = 12, vertexCount = 0;
    const std::uint32_t* indices = nullptr;
    std::size_t triangleCount = 0;

    Vec3 vertex(std::size_t triangle, int corner) const;
};

/// One mesh's search tree.
class Tree {
public:
    explicit Tree(const Triangles& triangles);
    ~Tree();
    Tree(const Tree&) = delete;
    Tree& operator=(const Tree&) = delete;
    const Triangles& triangles() const { return triangles_; }
    void* handle() const { return handle_; }

private:
    Triangles triangles_;
    void* handle_ = nullptr;  ///< RTCScene
};

struct Placement {
    std::shared_ptr<const Tree> tree;
    Mat4 transform{1};
};

struct Hit {
    double distance = 0;
    std::uint32_t placement = 0, triangle = 0;
};

struct Ray {
    Vec3 origin{0}, direction{0};  ///< unit direction
    double minDistance = 0, maxDistance = 0;
};

/// Placed trees. Read-only after construction; any thread may ask.
class World {
public:
    /// Only the placements whose number is in `which` take part; hits keep their number in `placements`.
    World(std::span<const Placement> placements, std::span<const std::uint32_t> which);
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    std::optional<Hit> intersect(const Ray& ray) const;
    bool occluded(const Ray& ray) const;
    /// Calls visit(placement, triangle) for every triangle whose box comes within `radius` of the point. The visitor
    /// returns the radius to go on with (smaller to shrink the search).
    using Visitor = std::function<double(std::uint32_t placement, std::uint32_t triangle)>;
    void near(const Vec3& point, double radius, const Visitor& visit) const;

private:
    void* handle_ = nullptr;               ///< RTCScene
    std::vector<std::uint32_t> numbers_;   ///< Embree's instance number -> placement
};

}  // namespace recce::embree
