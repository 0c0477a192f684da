// A binary tree of boxes: finds what a region touches without looking at all that it does not. Knows no set.
#pragma once

#include <cstdint>
#include <vector>

#include <glm/glm.hpp>

namespace recce::render {

struct Bounds {
    glm::vec3 low{1e30f}, high{-1e30f};
    void add(const Bounds& other) {
        low = glm::min(low, other.low);
        high = glm::max(high, other.high);
    }
    static Bounds ofBall(const glm::vec3& centre, float radius) { return {centre - radius, centre + radius}; }
};

class BoundsTree {
public:
    BoundsTree() = default;
    explicit BoundsTree(const std::vector<Bounds>& items);
    /// Of everything; empty (low over high) where there is nothing.
    const Bounds& bounds() const { return all_; }

    /// Calls found(item) for each item in a box that `touches` accepts, in no order that means anything. `touches` must
    /// accept every box that holds one it accepts. Boxes of single items are not looked at: that is the caller's.
    template <class Touches, class Found>
    void visit(const Touches& touches, const Found& found) const {
        if (nodes_.empty()) return;
        std::uint32_t stack[64], depth = 0;
        stack[depth++] = 0;
        while (depth) {
            const Node& node = nodes_[stack[--depth]];
            if (!touches(node.bounds)) continue;
            if (node.count == 0) {
                stack[depth++] = node.first;
                stack[depth++] = node.first + 1;
                continue;
            }
            for (std::uint32_t i = 0; i < node.count; ++i) found(items_[node.first + i]);
        }
    }

private:
    struct Node {
        Bounds bounds;
        std::uint32_t first = 0, count = 0;  ///< items; count 0: children first and first + 1
    };
    void split(std::uint32_t node, std::uint32_t first, std::uint32_t count, const std::vector<Bounds>& items);
    std::vector<Node> nodes_;
    std::vector<std::uint32_t> items_;
    Bounds all_;
};

}  // namespace recce::render
