// Heights of what lies below a plane, on a grid seen from above: which lines of a plan are hidden. Knows no lines.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "base/math.h"

namespace recce {

class HeightMap {
public:
    /// Covers `bounds` with cells of a centimetre, larger where the set is large.
    HeightMap(const Box& bounds, double limit) : limit_(limit) {
        if (bounds.empty()) return;
        const Vec3 size = bounds.size();
        cell_ = std::max(0.01, std::max(size.x, size.z) / 3000);
        origin_ = {bounds.min.x - 4 * cell_, bounds.min.z - 4 * cell_};
        wide_ = static_cast<int>(size.x / cell_) + 9;
        deep_ = static_cast<int>(size.z / cell_) + 9;
        heights_.assign(static_cast<std::size_t>(wide_) * static_cast<std::size_t>(deep_), kNothing);
    }
    double cell() const { return cell_; }
    /// Of the highest surface below the plane; far below everything where there is none.
    double at(Vec2 p) const {
        const int x = static_cast<int>(std::floor((p.x - origin_.x) / cell_)), z = static_cast<int>(std::floor((p.y - origin_.y) / cell_));
        if (x < 0 || z < 0 || x >= wide_ || z >= deep_) return kNothing;
        return heights_[index(x, z)];
    }
    void add(const Vec3& a, const Vec3& b, const Vec3& c) {
        if (heights_.empty() || std::min({a.y, b.y, c.y}) >= limit_) return;
        const double area = (b.x - a.x) * (c.z - a.z) - (c.x - a.x) * (b.z - a.z);
        if (std::abs(area) < 1e-12) return;
        const auto column = [&](double x) { return (x - origin_.x) / cell_; };
        const auto row = [&](double z) { return (z - origin_.y) / cell_; };
        const int x0 = std::max(0, static_cast<int>(std::ceil(column(std::min({a.x, b.x, c.x})) - 0.5)));
        const int x1 = std::min(wide_ - 1, static_cast<int>(std::floor(column(std::max({a.x, b.x, c.x})) - 0.5)));
        const int z0 = std::max(0, static_cast<int>(std::ceil(row(std::min({a.z, b.z, c.z})) - 0.5)));
        const int z1 = std::min(deep_ - 1, static_cast<int>(std::floor(row(std::max({a.z, b.z, c.z})) - 0.5)));
        for (int z = z0; z <= z1; ++z) {
            for (int x = x0; x <= x1; ++x) {
                const double px = origin_.x + (x + 0.5) * cell_, pz = origin_.y + (z + 0.5) * cell_;
                const double v = ((px - a.x) * (c.z - a.z) - (c.x - a.x) * (pz - a.z)) / area;
                const double w = ((b.x - a.x) * (pz - a.z) - (px - a.x) * (b.z - a.z)) / area;
                if (v < -1e-9 || w < -1e-9 || v + w > 1 + 1e-9) continue;
                const double y = a.y + v * (b.y - a.y) + w * (c.y - a.y);
                float& h = heights_[index(x, z)];
                if (y <= limit_) h = std::max(h, static_cast<float>(y));
            }
        }
    }

private:
    static constexpr float kNothing = -1e9f;
    std::size_t index(int x, int z) const { return static_cast<std::size_t>(z) * static_cast<std::size_t>(wide_) + static_cast<std::size_t>(x); }
    double limit_ = 0, cell_ = 0.01;
    Vec2 origin_{0};
    int wide_ = 0, deep_ = 0;
    std::vector<float> heights_;
};

}  // namespace recce
