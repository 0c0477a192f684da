// How bright the sky is: closed forms to check a sky model by. Pure functions; knows no scene.
#pragma once

#include "base/units.h"

namespace recce::optics {

/// CIE standard overcast sky (Moon and Spencer): Lz (1 + 2 sin elevation) / 3.
Nits overcastLuminance(Nits zenith, Degrees elevation);
/// On the ground under it: 7 pi / 9 Lz.
Lux overcastLux(Nits zenith);
/// Preetham 1999, turbidity 2 to 10, the sun above the horizon.
Nits preethamZenith(double turbidity, Degrees sunElevation);
/// On level ground from an even disc of light: pi L sin^2(half angle) sin(elevation). The sun is 1.6e9 cd/m2 and 0.533 degrees.
Lux discLux(Nits luminance, Degrees diameter, Degrees elevation);

}  // namespace recce::optics
