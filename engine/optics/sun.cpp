#include "optics/sun.h"

#include <cmath>

namespace recce::optics {

Vec3 directionToSun(Degrees azimuth, Degrees elevation, Degrees setNorth) {
    const double turn = radians(azimuth - setNorth), up = radians(elevation);
    return {std::sin(turn) * std::cos(up), std::sin(up), -std::cos(turn) * std::cos(up)};
}

Bearing bearingOf(const Vec3& direction, Degrees setNorth) {
    const double flat = std::hypot(direction.x, direction.z);
    double azimuth = degrees(std::atan2(direction.x, -direction.z)).value + setNorth.value;
    azimuth -= 360 * std::floor(azimuth / 360);
    return {Degrees(azimuth), degrees(std::atan2(direction.y, flat))};
}

Vec3 discLuminance(const Vec3& lux) { return lux / (kPi * std::pow(std::sin(radians(kSunDisc) / 2), 2)); }

double airMass(Degrees elevation) {
    const double h = std::max(elevation.value, 0.0);
    return 1 / (std::sin(radians(Degrees(h))) + 0.50572 * std::pow(h + 6.07995, -1.6364));
}

Lux directSun(Degrees elevation, double extinction) {
    if (elevation.value <= 0) return Lux(0);
    return Lux(127500 * std::exp(-extinction * airMass(elevation)));
}

}  // namespace recce::optics
