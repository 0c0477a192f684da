// Probe grid of a set: how much sky each place sees and what light comes back from its surfaces, traced on the CPU so
// that every machine gets the same numbers. Sampled by the renderer as 3D textures. Knows no GPU.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/error.h"
#include "base/jobs.h"
#include "base/math.h"
#include "base/units.h"
#include "sight/light.h"

namespace recce {

struct ReflectionCube;

struct ProbeSettings {
    Box bounds;                  ///< empty: the scene's, grown by half a step
    Metres spacing{1.0};         ///< wished; grows until the count fits
    std::uint32_t maxProbes = 4096;
    std::uint32_t raysPerProbe = 192;
    std::uint32_t bounces = 64;  ///< of light between surfaces at most; 1: only light that comes straight from its source
    double settled = 0.005;      ///< fewer, where all further ones would add less than this share of the light
    std::size_t threads = 0;     ///< 0: one per core; the numbers are the same for any
};

/// Irradiance as a function of the surface normal n, in figures that need no more than a dot product:
///   E(n) = max(0, c[0] + c[1] n.x + c[2] n.y + c[3] n.z)      (spherical harmonics to L1, cosine lobe folded in)
struct ProbeGrid {
    Vec3 origin{0};              ///< of probe (0, 0, 0)
    Vec3 step{1};                ///< metres
    glm::ivec3 count{0};

    /// Floats per probe, in this order; probe (x, y, z) starts at kStride * (x + count.x * (y + count.y * z)).
    ///   0..3   visible share of the environment: E(n) / pi for an environment of radiance 1; 1 in the open
    ///   4..15  sky: irradiance in lux from the visible sky, R c[0..3], G c[0..3], B c[0..3]
    ///   16..27 bounce: irradiance in lux from lit and shining surfaces, R c[0..3], G c[0..3], B c[0..3]
    ///   28..33 reach: metres to the first surface along +X -X +Y -Y +Z -Z, at most kReachSteps steps: a point that
    ///          lies farther from the probe along an axis is behind a wall, the probe must not light it
    ///   34     validity: 1 in the open, 0 inside a wall (its values are then those of its valid neighbours)
    ///   35     nearest surface, metres
    std::vector<float> coefficients;
    std::shared_ptr<const ReflectionCube> reflection;  ///< what mirrors in the set show; null: the sky (reflection.h)
    static constexpr std::size_t kStride = 36;
    static constexpr std::size_t kVisibility = 0, kSky = 4, kBounce = 16, kReach = 28, kValidity = 34, kNearest = 35;
    static constexpr double kReachSteps = 2.0;

    std::size_t size() const { return static_cast<std::size_t>(count.x) * count.y * count.z; }
    std::size_t index(int x, int y, int z) const {
        return static_cast<std::size_t>(x) + static_cast<std::size_t>(count.x) *
               (static_cast<std::size_t>(y) + static_cast<std::size_t>(count.y) * static_cast<std::size_t>(z));
    }
    std::span<const float> probe(std::size_t i) const { return {coefficients.data() + i * kStride, kStride}; }
    Vec3 position(int x, int y, int z) const { return origin + step * Vec3(x, y, z); }
};

/// Sky and bounce light on a surface at a point, lux, interpolated as the renderer should: trilinear weights, reach
/// and validity taken into account, the point moved off its surface by a tenth of a step.
struct ProbeLighting {
    Vec3 sky{0}, bounce{0};
    double visibility = 1;
};
ProbeLighting sampleProbes(const ProbeGrid& grid, const Vec3& point, const Vec3& normal);

/// Fails only with Code::Cancelled. Directions and sums are in a fixed order: same bytes for any number of threads.
Result<ProbeGrid> traceProbes(const SightScene& scene, const SkyRadiance& sky, std::span<const ProbeLight> lights,
                              const ProbeSettings& settings);
Result<ProbeGrid> traceProbes(const SightScene& scene, const SkyRadiance& sky, std::span<const ProbeLight> lights,
                              const ProbeSettings& settings, const ProgressSink& progress, const CancelToken& cancel);

}  // namespace recce
