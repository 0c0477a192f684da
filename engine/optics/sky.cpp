#include "optics/sky.h"

#include <cmath>

namespace recce::optics {

Nits overcastLuminance(Nits zenith, Degrees elevation) { return zenith * ((1 + 2 * std::sin(radians(elevation))) / 3); }

Lux overcastLux(Nits zenith) { return Lux(7 * kPi / 9 * zenith.value); }

Nits preethamZenith(double t, Degrees elevation) {
    const double zenith = kPi / 2 - radians(elevation);
    const double chi = (4.0 / 9 - t / 120) * (kPi - 2 * zenith);
    return Nits(1000 * ((4.0453 * t - 4.9710) * std::tan(chi) - 0.2155 * t + 2.4192));
}

Lux discLux(Nits luminance, Degrees diameter, Degrees elevation) {
    const double s = std::sin(radians(diameter) / 2);
    return Lux(kPi * luminance.value * s * s * std::sin(radians(elevation)));
}

}  // namespace recce::optics
