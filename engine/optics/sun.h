// The sun as a direction in a set and a strength on the ground: pure functions. Knows no clock, scene or place.
#pragma once

#include "base/units.h"

namespace recce::optics {

/// Full angle of the sun's disc.
inline constexpr Degrees kSunDisc{0.533};
/// Luminance of an even disc of that angle that gives `lux` on a plane facing it, per channel: E = pi L sin^2 of half the angle.
Vec3 discLuminance(const Vec3& lux);

/// Unit vector towards the sun. `azimuth` is a bearing clockwise from true north, `setNorth` the bearing of the set's
/// -Z. With setNorth 0 the north is -Z and the east is +X.
Vec3 directionToSun(Degrees azimuth, Degrees elevation, Degrees setNorth);
struct Bearing {
    Degrees azimuth, elevation;  ///< azimuth 0 to 360
};
/// The inverse, for any direction.
Bearing bearingOf(const Vec3& direction, Degrees setNorth);

/// Kasten and Young 1989; 1 at the zenith, about 38 at the horizon.
double airMass(Degrees elevation);
/// Direct normal illuminance, 127.5 klx exp(-c m), c = 0.21 for a clear sky (IES). 0 below the horizon.
Lux directSun(Degrees elevation, double extinction = 0.21);

}  // namespace recce::optics
