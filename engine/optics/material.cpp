#include "optics/material.h"

#include <algorithm>
#include <cmath>

namespace recce::optics {
namespace {
constexpr int kRings = 192, kSpokes = 32;

/// Sums `weigh(schlick's (1 - v.h)^5)` times the lobe over light directions found by mirroring `view` at facets drawn from D.
template <class Weigh>
double overFacets(double cosView, double alpha, Weigh weigh) {
    const double mu = std::clamp(cosView, 1e-4, 1.0);
    const Vec3 view(std::sqrt(1 - mu * mu), 0, mu);
    double sum = 0;
    for (int i = 0; i < kRings; ++i) {
        const double u = (i + 0.5) / kRings;
        const double cosHalf = std::sqrt((1 - u) / (1 + (alpha * alpha - 1) * u));
        const double sinHalf = std::sqrt(std::max(0.0, 1 - cosHalf * cosHalf));
        for (int j = 0; j < kSpokes; ++j) {
            // Half a circle: the other half is its mirror.
            const double phi = kPi * (j + 0.5) / kSpokes;
            const Vec3 half(sinHalf * std::cos(phi), sinHalf * std::sin(phi), cosHalf);
            const double viewHalf = glm::dot(view, half);
            const double cosLight = 2 * viewHalf * half.z - view.z;
            if (cosLight <= 0 || viewHalf <= 0) continue;
            // D's own density cancels: V D cosLight / (D cosHalf / (4 v.h)).
            sum += weigh(std::pow(1 - viewHalf, 5)) * ggxVisibility(mu, cosLight, alpha) * cosLight * 4 * viewHalf / half.z;
        }
    }
    return sum / (kRings * kSpokes);
}
}  // namespace

double ggxDensity(double cosHalf, double alpha) {
    const double a2 = alpha * alpha;
    const double d = cosHalf * cosHalf * (a2 - 1) + 1;
    return a2 / (kPi * d * d);
}

double ggxVisibility(double cosView, double cosLight, double alpha) {
    const double a2 = alpha * alpha;
    const double v = cosLight * std::sqrt(cosView * cosView * (1 - a2) + a2);
    const double l = cosView * std::sqrt(cosLight * cosLight * (1 - a2) + a2);
    return 0.5 / (v + l);
}

double schlick(double f0, double cosine, double f90) { return f0 + (f90 - f0) * std::pow(1 - cosine, 5); }

double normalReflectance(double ior) {
    const double r = (ior - 1) / (ior + 1);
    return r * r;
}

double paneMirror(double indexOfRefraction, double cosine) {
    if (indexOfRefraction <= 1) return 0;
    const double r = schlick(normalReflectance(indexOfRefraction), std::clamp(std::abs(cosine), 0.0, 1.0));
    return 2 * r / (1 + r);
}

double ggxAlbedo(double cosView, double alpha) {
    return overFacets(cosView, alpha, [](double) { return 1.0; });
}

SplitSum splitSum(double cosView, double alpha) {
    const double all = ggxAlbedo(cosView, alpha);
    const double bias = overFacets(cosView, alpha, [](double fresnel) { return fresnel; });
    return {all - bias, bias};
}

double multipleScattering(double f0, double cosView, double alpha) { return 1 + f0 * (1 / ggxAlbedo(cosView, alpha) - 1); }

Vec3 gltfBrdf(const Surface& surface, const Vec3& light, const Vec3& view) {
    const double cosLight = light.z, cosView = view.z;
    if (cosLight <= 0 || cosView <= 0) return Vec3(0);
    const Vec3 half = glm::normalize(light + view);
    const double alpha = surface.roughness * surface.roughness;
    const double viewHalf = std::clamp(glm::dot(view, half), 0.0, 1.0);
    const double lobe = ggxDensity(std::clamp(half.z, 0.0, 1.0), alpha) * ggxVisibility(cosView, cosLight, alpha);
    const double fresnel = schlick(0.04, viewHalf);
    const Vec3 dielectric = surface.baseColour / kPi * (1 - fresnel) + Vec3(fresnel * lobe);
    const Vec3 metal = (surface.baseColour + (Vec3(1) - surface.baseColour) * std::pow(1 - viewHalf, 5)) * lobe;
    return glm::mix(dielectric, metal, surface.metallic);
}

}  // namespace recce::optics
