#include "render/bounds_tree.h"

#include <algorithm>
#include <numeric>

namespace recce::render {

BoundsTree::BoundsTree(const std::vector<Bounds>& items) : items_(items.size()) {
    if (items.empty()) return;
    std::iota(items_.begin(), items_.end(), 0u);
    nodes_.reserve(items.size());
    nodes_.emplace_back();
    split(0, 0, static_cast<std::uint32_t>(items.size()), items);
    all_ = nodes_.front().bounds;
}

void BoundsTree::split(std::uint32_t at, std::uint32_t first, std::uint32_t count, const std::vector<Bounds>& items) {
    constexpr std::uint32_t kLeaf = 8;
    Bounds all, middles;
    for (std::uint32_t i = first; i < first + count; ++i) {
        const Bounds& b = items[items_[i]];
        const glm::vec3 middle = (b.low + b.high) * 0.5f;
        all.add(b);
        middles.add({middle, middle});
    }
    nodes_[at] = {all, first, count};
    if (count <= kLeaf) return;
    const glm::vec3 size = middles.high - middles.low;
    const int axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2;
    // Halves of equal number: the tree is never deeper than the logarithm of the count, whatever the boxes are.
    const std::uint32_t half = count / 2;
    std::nth_element(items_.begin() + first, items_.begin() + first + half, items_.begin() + first + count,
                     [&](std::uint32_t a, std::uint32_t b) { return items[a].low[axis] + items[a].high[axis] < items[b].low[axis] + items[b].high[axis]; });
    const auto children = static_cast<std::uint32_t>(nodes_.size());
    nodes_.resize(nodes_.size() + 2);
    nodes_[at].first = children;
    nodes_[at].count = 0;
    split(children, first, half, items);
    split(children + 1, first + half, count - half, items);
}

}  // namespace recce::render
