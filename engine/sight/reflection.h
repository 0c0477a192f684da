// What mirrors in a set show of it: a picture all round from one place inside, with blurred copies for rougher surfaces,
// and the walls that it is to be thought of as painted on. Traced, so that it is the same on every device. Knows no GPU.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/jobs.h"
#include "sight/probes.h"

namespace recce {

/// Direction through a point of a cube's face: faces +X -X +Y -Y +Z -Z, u to the right, v down, both 0 to 1 (Vulkan's).
Vec3 cubeDirection(std::uint32_t face, double u, double v);

struct ReflectionCube {
    Vec3 centre{0};
    Box walls;                 ///< metres; a side without a wall lies kOpen metres away
    std::uint32_t size = 0;    ///< texels a side of the sharpest mip
    /// RGB in cd/m2, faces one after the other, rows from the top. Mip m is blurred for roughness (m / (mips - 1))^2.
    std::vector<std::vector<float>> mips;
    static constexpr double kOpen = 500;
};

/// Null where the set has no inside: nowhere in it is less than half of the sky hidden. `grid` is the set's, traced under
/// the same light. `size`: texels a side of the sharpest mip, a power of 2 from 16. Fails only with Code::Cancelled.
Result<std::shared_ptr<const ReflectionCube>> traceReflection(const SightScene& scene, const SkyRadiance& sky, std::span<const ProbeLight> lights,
                                                              const ProbeGrid& grid, const CancelToken& cancel, std::uint32_t size = 64);

}  // namespace recce
