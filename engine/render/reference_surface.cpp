#include "render/reference_surface.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "optics/colour.h"
#include "optics/material.h"
#include "render/sampling.h"

namespace recce::render {
namespace {

/// What a white lobe returns of light from everywhere, and what of that is Schlick's rise at grazing angles: from optics::splitSum,
/// over the cosine and the square root of alpha.
class LobeTable {
public:
    static const LobeTable& get() {
        static const LobeTable table;
        return table;
    }
    struct Returned {
        double all = 1, rise = 0;
    };
    Returned at(double cosView, double alpha) const {
        const double x = std::clamp(cosView, 0.0, 1.0) * (kSize - 1), y = std::sqrt(std::clamp(alpha, 0.0, 1.0)) * (kSize - 1);
        const std::size_t i = std::min<std::size_t>(static_cast<std::size_t>(x), kSize - 2), j = std::min<std::size_t>(static_cast<std::size_t>(y), kSize - 2);
        const double fx = x - static_cast<double>(i), fy = y - static_cast<double>(j);
        const Vec2 both = glm::mix(glm::mix(value_[j][i], value_[j][i + 1], fx), glm::mix(value_[j + 1][i], value_[j + 1][i + 1], fx), fy);
        return {both.x, both.y};
    }

private:
    static constexpr std::size_t kSize = 24;
    std::array<std::array<Vec2, kSize>, kSize> value_{};
    LobeTable() {
        for (std::size_t j = 0; j < kSize; ++j) {
            const double root = std::max(static_cast<double>(j) / (kSize - 1), 0.045);
            for (std::size_t i = 0; i < kSize; ++i) {
                const optics::SplitSum sum = optics::splitSum(std::max(static_cast<double>(i) / (kSize - 1), 0.01), root * root);
                const double all = std::min(1.0, sum.scale + sum.bias);
                value_[j][i] = {all, std::min(all, sum.bias)};
            }
        }
    }
};

}  // namespace

Material materialOf(const SightShading& s, const Vec3& v) {
    Material m;
    m.n = s.normal;
    m.v = v;
    const double roughness = std::clamp(s.roughness, 0.045, 1.0);
    m.alpha = roughness * roughness;
    m.f0 = glm::mix(Vec3(optics::normalReflectance(s.ior)), s.base, s.metallic);
    m.diffuse = s.base * (1 - s.metallic);
    const double nv = std::max(glm::dot(m.n, v), 1e-3);
    m.rise = std::clamp(50 * std::max({m.f0.x, m.f0.y, m.f0.z}), 0.0, 1.0);
    const auto [all, rise] = LobeTable::get().at(nv, m.alpha);
    m.energy = Vec3(1) + m.f0 * (1 / all - 1);
    // What is matt gets what the mirror on it does not throw back on the whole towards this eye, as in shaders/surface.frag: a white
    // surface then returns all light. By each half vector's Fresnel term (glTF, appendix B) it would gain some per cent.
    m.diffuse *= Vec3(1) - (m.f0 * (all - rise) + Vec3(m.rise * rise)) * m.energy;
    const double mirror = optics::luminance(m.f0 + (Vec3(m.rise) - m.f0) * std::pow(1 - nv, 5)), matt = optics::luminance(m.diffuse);
    m.mirrorShare = mirror + matt > 0 ? std::clamp(mirror / (mirror + matt), 0.1, 1.0) : 1.0;
    if (matt <= 0) m.mirrorShare = 1;
    return m;
}

Reflected reflected(const Material& m, const Vec3& l) {
    const double nl = glm::dot(m.n, l), nv = std::max(glm::dot(m.n, m.v), 1e-3);
    if (nl <= 0) return {};
    const Vec3 h = glm::normalize(l + m.v);
    const double nh = std::clamp(glm::dot(m.n, h), 0.0, 1.0), lh = std::clamp(glm::dot(l, h), 0.0, 1.0);
    const double d = optics::ggxDensity(nh, m.alpha);
    const Vec3 f = m.f0 + (Vec3(m.rise) - m.f0) * std::pow(1 - lh, 5);
    Reflected out;
    out.value = nl * (m.diffuse / kPi + d * optics::ggxVisibility(nv, nl, m.alpha) * f * m.energy);
    // Visible normals: D G1(v) max(0, v.h) / nv, over 4 v.h for the reflection.
    const double a2 = m.alpha * m.alpha;
    const double g1 = 2 * nv / (nv + std::sqrt(a2 + (1 - a2) * nv * nv));
    out.chance = m.mirrorShare * d * g1 / (4 * nv) + (1 - m.mirrorShare) * nl / kPi;
    return out;
}

Vec3 drawDirection(const Material& m, PathRandom& random) {
    const Mat3 frame = frameAround(m.n);
    const bool mirror = random.next() < m.mirrorShare;
    const Vec2 u = random.next2();
    if (!mirror) {
        const Vec2 disc = toDisc(u);
        return frame * Vec3(disc, std::sqrt(std::max(0.0, 1 - glm::dot(disc, disc))));
    }
    // Heitz 2018: normals as they are seen from v.
    Vec3 v = glm::transpose(frame) * m.v;
    v.z = std::max(v.z, 1e-3);
    const Vec3 stretched = glm::normalize(Vec3(v.x * m.alpha, v.y * m.alpha, v.z));
    const double flat = stretched.x * stretched.x + stretched.y * stretched.y;
    const Vec3 t1 = flat > 0 ? Vec3(-stretched.y, stretched.x, 0) / std::sqrt(flat) : Vec3(1, 0, 0), t2 = glm::cross(stretched, t1);
    const double r = std::sqrt(u.x), phi = 2 * kPi * u.y, s = 0.5 * (1 + stretched.z);
    const double p1 = r * std::cos(phi), p2 = glm::mix(std::sqrt(std::max(0.0, 1 - p1 * p1)), r * std::sin(phi), s);
    const Vec3 n = p1 * t1 + p2 * t2 + std::sqrt(std::max(0.0, 1 - p1 * p1 - p2 * p2)) * stretched;
    const Vec3 h = frame * glm::normalize(Vec3(m.alpha * n.x, m.alpha * n.y, std::max(1e-6, n.z)));
    return glm::normalize(2 * glm::dot(m.v, h) * h - m.v);
}

Pane paneOf(const SightShading& s, double cosine) {
    const double mirror = optics::paneMirror(s.ior, cosine);
    return {mirror, s.base * ((1 - mirror) * s.transmission)};
}

void warmLobes() { (void)LobeTable::get(); }

}  // namespace recce::render
