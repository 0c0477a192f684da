// The clear sky as scattered sunlight: Hillaire 2020, "A Scalable and Production Ready Sky and Atmosphere Rendering
// Technique", at nine wavelengths instead of three. Pure functions; knows no scene. From the sun overhead to deep twilight.
//
// Air as Bruneton 2017 has it: Rayleigh scattering 1.24062e-6 / m at 1 um and 8 km scale height, ozone of 300 Dobson units
// about 25 km, aerosol of 1.2 km scale height, grey, 10 % absorbing. The aerosol's depth, 0.078, is such that the sun
// overhead gives what the IES clear sky says (127.5 klx exp(-0.21)).
#pragma once

#include <array>

#include "base/units.h"

namespace recce::optics {

/// Sunlight that has come down to the ground, linear BT.709, lux on a plane facing the sun; nothing where the sun is below
/// the horizon. The moon's and sun's disc above the air: 133 klx.
Vec3 sunThroughAir(Degrees elevation);

/// Luminance of the clear sky for one height of the sun, seen from the ground.
class ClearSky {
public:
    /// -18 to 90 degrees above the horizon; beyond them as at the limits. Takes milliseconds.
    explicit ClearSky(Degrees sunElevation);
    /// cd/m2, linear BT.709, along a direction `elevation` above the horizon (0 to 90 degrees) and `fromSun` degrees of azimuth
    /// off the sun's. The sun's disc is not in it.
    Vec3 radiance(Degrees elevation, Degrees fromSun) const;

private:
    static constexpr int kUp = 40, kRound = 28;
    /// Once scattered by aerosol, without its phase; and all the rest.
    struct Light {
        Vec3 haze{0}, rest{0};
    };
    double sunHeight_;  ///< radians
    std::array<Light, std::size_t{kUp} * kRound> light_{};
};

/// Global horizontal illuminance of sky alone under a clear sky: IES, 800 + 15500 sqrt(sin elevation) lx, down to the horizon;
/// in twilight through 3.4 lx at -6 degrees, 0.008 at -12 and 0.0006 at -18 (RCA Electro-Optics Handbook).
Lux clearSkyLux(Degrees sunElevation);

}  // namespace recce::optics
