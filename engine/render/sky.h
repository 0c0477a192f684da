// The sky as radiance: by formula, scaled to the lux that it is said to give. For the picture behind the set, for
// mirrors, for diffuse light, and for the probes. Knows no GPU.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "optics/atmosphere.h"
#include "render/contents.h"

namespace recce::render {

class SkyModel {
public:
    explicit SkyModel(const Daylight& day);
    /// cd/m2 along a unit vector, linear BT.709; below the horizon what an open ground (albedo 0.2) throws back.
    Vec3 radiance(const Vec3& direction) const;
    /// Nine coefficients of irradiance over the normal, in the order that shaders/surface.frag reads.
    const std::array<Vec3, 9>& irradiance() const { return irradiance_; }
    Vec3 horizon() const { return horizon_; }
    /// RGBA half floats of a cube's six faces (+X -X +Y -Y +Z -Z, rows from the top), `size` texels a side.
    std::vector<std::uint16_t> face(std::uint32_t face, std::uint32_t size) const;

private:
    Vec3 shape(const Vec3& direction) const;
    Daylight daylight_;
    std::shared_ptr<const optics::ClearSky> clear_;  ///< of a clear sky
    double sunRound_ = 0;                            ///< the sun's angle about the zenith
    Vec3 scale_{0};
    Vec3 ground_{0}, horizon_{0};
    std::array<Vec3, 9> irradiance_{};
};

}  // namespace recce::render
