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
    Metres spacing{1.0};         ///< wished; down to half of it while a quarter of maxProbes does, grows until the count fits
    std::uint32_t maxProbes = 4096;
    std::uint32_t raysPerProbe = 192;
    std::uint32_t bounces = 64;  ///< of light between surfaces at most; 1: only light that comes straight from its source
    double settled = 0.005;      ///< fewer, where all further ones would add less than this share of the light
    std::size_t threads = 0;     ///< 0: one per core; the numbers are the same for any
};

/// What arrives at a probe. Irradiance is a function of the surface normal n, without the step at the horizon that needs more bands:
///   E(n) = max(0, c[0] + c[1] x + c[2] y + c[3] z + c[4] xy + c[5] yz + c[6] (3zz - 1) + c[7] xz + c[8] (xx - yy))
/// (spherical harmonics to band 2 with the cosine lobe folded in: Ramamoorthi and Hanrahan 2001; within 1 % for light from
/// everywhere, 6 % for light from one point).
struct ProbeGrid {
    Vec3 origin{0};              ///< of probe (0, 0, 0)
    Vec3 step{1};                ///< metres
    glm::ivec3 count{0};

    /// Floats per probe, in this order; probe (x, y, z) starts at kStride * (x + count.x * (y + count.y * z)).
    ///   0..8   visible share of the environment: E(n) / pi for an environment of radiance 1; 1 in the open
    ///   9..35  sky: irradiance in lux from the visible sky, R c[0..8], G c[0..8], B c[0..8]
    ///   36..62 bounce: irradiance in lux from lit and shining surfaces, R c[0..8], G c[0..8], B c[0..8]
    ///   63     validity: 1 in the open, 0 inside a wall (its values are then those of its valid neighbours)
    ///   64     nearest surface, metres
    std::vector<float> coefficients;
    /// How far each probe sees, so that it does not light what lies behind a wall: depthRange over the distance, which planes have
    /// no variance of, and the standard deviation from a plane, in kDepthUnit-ths; an octahedral square of kDepthSide texels a side
    /// with a border of one for filtering, rows from the top, probe after probe. A probe inside a wall sees nothing.
    std::vector<glm::u16vec2> depth;
    double depthRange = 1;       ///< metres; nothing counts as farther
    std::shared_ptr<const ReflectionCube> reflection;  ///< what mirrors in the set show; null: the sky (reflection.h)
    static constexpr std::size_t kBands = 9, kStride = 65;
    static constexpr std::size_t kVisibility = 0, kSky = 9, kBounce = 36, kValidity = 63, kNearest = 64;
    static constexpr double kDepthUnit = 512;
    static constexpr int kDepthSide = 8, kDepthTile = kDepthSide + 2;

    std::size_t size() const { return static_cast<std::size_t>(count.x) * count.y * count.z; }
    std::size_t index(int x, int y, int z) const {
        return static_cast<std::size_t>(x) + static_cast<std::size_t>(count.x) *
               (static_cast<std::size_t>(y) + static_cast<std::size_t>(count.y) * static_cast<std::size_t>(z));
    }
    std::span<const float> probe(std::size_t i) const { return {coefficients.data() + i * kStride, kStride}; }
    Vec3 position(int x, int y, int z) const { return origin + step * Vec3(x, y, z); }
};

/// What the nine coefficients are multiplied with for a unit normal.
std::array<float, ProbeGrid::kBands> probeBasis(const Vec3& normal);
/// Where a unit direction lies in an octahedral square, both 0 to 1, and back.
Vec2 toOctahedron(const Vec3& direction);
Vec3 fromOctahedron(const Vec2& place);

/// Sky and bounce light on a surface at a point, lux, interpolated as the renderer should: by distance, side and what the
/// probes see, the point moved off its surface by a tenth of a step.
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
