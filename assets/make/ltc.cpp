// Makes engine/render/area_table.inc: what rough mirrors do with light from a face, as linearly transformed cosines (Heitz,
// Dupuy, Hill, Neubelt 2016), fitted to optics' own GGX lobe. Knows optics and nothing else.
//
// For roughness x and sqrt(1 - cos view) y, both from 0 to 1 in equal steps: the five numbers of the matrix that makes the lobe
// of a clamped cosine, rows (xx 0 xz) (0 yy 0) (zx 0 zz), its last column of length 1 so that between two cells it is half way
// between their lobes, and the lobe's split sum. Build: g++ -O2 -std=c++20 -Iengine with optics' material, emitter, photometry, ies.cpp
// and base's library; it takes a few minutes.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "optics/emitter.h"
#include "optics/material.h"

namespace {
using namespace recce;

constexpr int kSize = 32, kSide = 24;

struct Lobe {
    Vec3 view;
    double alpha = 1, albedo = 1;
    /// The lobe times the light's cosine over what it returns in all: a density of directions.
    double at(const Vec3& l) const {
        if (l.z <= 0) return 0;
        const Vec3 h = glm::normalize(l + view);
        return optics::ggxDensity(h.z, alpha) * optics::ggxVisibility(view.z, l.z, alpha) * l.z / albedo;
    }
    /// A direction drawn by the density of the facets, and that density.
    Vec3 draw(const Vec2& u) const {
        const double c = std::sqrt((1 - u.x) / (1 + (alpha * alpha - 1) * u.x)), s = std::sqrt(std::max(0.0, 1 - c * c)), phi = 2 * kPi * u.y;
        const Vec3 h(s * std::cos(phi), s * std::sin(phi), c);
        return 2 * glm::dot(view, h) * h - view;
    }
    double chance(const Vec3& l) const {
        const Vec3 h = glm::normalize(l + view);
        return optics::ggxDensity(h.z, alpha) * h.z / (4 * std::max(glm::dot(view, h), 1e-9));
    }
};

/// A cosine stretched by m11, m22, sheared by m13 and turned to the lobe's mean direction.
struct Fit {
    Mat3 m{1}, inverse{1};
    double determinant = 1;
    double above = 1;  ///< of the stretched cosine, what lies over the horizon; the lobe has nothing under it
    Fit(const std::array<double, 3>& p, const Vec3& mean) {
        const Vec3 z = mean, y(0, 1, 0), x = glm::cross(y, z);
        m = Mat3(x, y, z) * Mat3(Vec3(p[0], 0, 0), Vec3(0, p[1], 0), Vec3(p[2], 0, 1));
        inverse = glm::inverse(m);
        determinant = std::abs(glm::determinant(inverse));
        const Vec3 horizon = glm::transpose(m)[2];
        above = 0.5 * (1 + horizon.z / glm::length(horizon));
    }
    double at(const Vec3& l) const {
        const Vec3 w = inverse * l;
        const double length = glm::length(w);
        return std::max(0.0, w.z / length) / kPi * determinant / (length * length * length) / above;
    }
    Vec3 draw(const Vec2& u) const {
        const Vec2 d = optics::toDisc(u);
        return glm::normalize(m * Vec3(d, std::sqrt(std::max(0.0, 1 - glm::dot(d, d)))));
    }
};

double difference(const Lobe& lobe, const Fit& fit) {
    double sum = 0;
    const auto add = [&](const Vec3& l) {
        if (l.z <= 0) return;
        const double f = lobe.at(l), g = fit.at(l), chance = lobe.chance(l) + g * fit.above;
        if (chance > 0) sum += std::pow(std::abs(f - g), 3) / chance;
    };
    for (int i = 0; i < kSide; ++i) {
        for (int j = 0; j < kSide; ++j) {
            const Vec2 u((i + 0.5) / kSide, (j + 0.5) / kSide);
            add(lobe.draw(u));
            add(fit.draw(u));
        }
    }
    return sum;
}

Vec3 meanOf(const Lobe& lobe) {
    Vec3 sum(0);
    for (int i = 0; i < 64; ++i) {
        for (int j = 0; j < 64; ++j) {
            const Vec3 l = lobe.draw({(i + 0.5) / 64, (j + 0.5) / 64});
            if (l.z > 0) sum += l * (lobe.at(l) / lobe.chance(l));
        }
    }
    sum.y = 0;
    return glm::normalize(sum);
}

/// Nelder and Mead's simplex.
template <class Of> std::array<double, 3> least(std::array<double, 3> start, double step, Of of) {
    using Point = std::array<double, 3>;
    std::array<std::pair<double, Point>, 4> s;
    for (std::size_t i = 0; i < 4; ++i) {
        Point p = start;
        if (i > 0) p[i - 1] += step * (i < 3 ? std::max(p[i - 1], 0.02) : 1.0);
        s[i] = {of(p), p};
    }
    for (int round = 0; round < 160; ++round) {
        std::sort(s.begin(), s.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        if (s[3].first - s[0].first < 1e-5 * std::abs(s[0].first)) break;
        Point middle{};
        for (std::size_t k = 0; k < 3; ++k) middle[k] = (s[0].second[k] + s[1].second[k] + s[2].second[k]) / 3;
        const auto along = [&](double t) {
            Point p;
            for (std::size_t k = 0; k < 3; ++k) p[k] = middle[k] + t * (s[3].second[k] - middle[k]);
            return std::pair{of(p), p};
        };
        const auto back = along(-1);
        if (back.first < s[0].first) {
            const auto farther = along(-2);
            s[3] = farther.first < back.first ? farther : back;
        } else if (back.first < s[2].first) {
            s[3] = back;
        } else {
            const auto nearer = along(back.first < s[3].first ? -0.5 : 0.5);
            if (nearer.first < std::min(back.first, s[3].first)) {
                s[3] = nearer;
            } else {
                for (std::size_t i = 1; i < 4; ++i) {
                    for (std::size_t k = 0; k < 3; ++k) s[i].second[k] = (s[i].second[k] + s[0].second[k]) / 2;
                    s[i].first = of(s[i].second);
                }
            }
        }
    }
    return std::min_element(s.begin(), s.end(), [](const auto& a, const auto& b) { return a.first < b.first; })->second;
}
}  // namespace

int main() {
    std::printf("// Made by assets/make/ltc.cpp: do not edit. %d rows of sqrt(1 - cos view), each %d of roughness: of the matrix xx, xz, yy, zx, zz,\n"
                "// then scale and bias of the split sum. Against the lobe itself, faces are off by less than 12 %% (20 %% seen at 21 degrees from the\n"
                "// surface) of what they show, or of a twentieth of their own luminance where they show less: tests/render/area_test.cpp.\n", kSize, kSize);
    std::vector<std::array<double, 3>> before(kSize, {1, 1, 0});
    for (int y = 0; y < kSize; ++y) {
        const double up = static_cast<double>(y) / (kSize - 1), cosView = std::max(1 - up * up, 0.004);
        std::array<double, 3> last{1, 1, 0};
        std::vector<std::array<double, 7>> row(kSize);
        for (int x = kSize - 1; x >= 0; --x) {
            const double roughness = std::max(static_cast<double>(x) / (kSize - 1), 0.045);
            Lobe lobe{{std::sqrt(1 - cosView * cosView), 0, cosView}, roughness * roughness, 1};
            lobe.albedo = optics::ggxAlbedo(cosView, lobe.alpha);
            const Vec3 mean = y == 0 ? Vec3(0, 0, 1) : meanOf(lobe);
            const auto of = [&](const std::array<double, 3>& p) {
                if (p[0] < 1e-4 || p[1] < 1e-4) return 1e30;
                return difference(lobe, Fit(y == 0 ? std::array{p[0], p[0], 0.0} : p, mean));
            };
            // Begin where the rougher neighbour ended, and where the same roughness did for a steeper view; the better stays.
            auto best = least(last, 0.05, of);
            for (auto start : {before[static_cast<std::size_t>(x)], std::array{lobe.alpha, lobe.alpha, 0.0}}) {
                const auto other = least(start, 0.05, of);
                if (of(other) < of(best)) best = other;
            }
            best = least(best, 0.01, of);
            if (y == 0) best = {best[0], best[0], 0};
            last = before[static_cast<std::size_t>(x)] = best;
            const Mat3 fitted = Fit(best, mean).m, m = fitted / glm::length(fitted[2]);
            const optics::SplitSum split = optics::splitSum(cosView, lobe.alpha);
            row[static_cast<std::size_t>(x)] = {m[0][0], m[2][0], m[1][1], m[0][2], m[2][2], split.scale, split.bias};
        }
        for (const auto& cell : row) {
            for (const double v : cell) std::printf("%.5g,", v);
        }
        std::printf("\n");
    }
}
