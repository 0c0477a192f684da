// Colour temperature to linear colour, white balance and gels: pure functions. Knows no scene and no display.
// Linear means BT.709 primaries with a D65 white; negative values are kept.
#pragma once

#include "base/units.h"

namespace recce::optics {

struct Chromaticity {
    double x = 0, y = 0;  ///< CIE 1931, 2 degrees
};
/// Black body; 1000 to 25,000 K, clamped.
Chromaticity planck(Kelvin temperature);
/// CIE daylight; 4000 to 25,000 K, clamped.
Chromaticity daylight(Kelvin temperature);
/// What a lamp of that temperature is: Planck up to 4000 K, daylight from 5000 K, mixed between (the rule of TM-30).
Chromaticity lampWhite(Kelvin temperature);

/// The temperature of the black body nearest in CIE 1960 u, v; 1000 to 25,000 K.
Kelvin correlatedTemperature(Chromaticity chromaticity);

/// Linear BT.709 with luminance 1 (not the largest channel 1: intensity must not change with the temperature).
Vec3 linearColour(Chromaticity chromaticity);
/// The same of lampWhite, with a tint along green (+1: a full plus-green gel) and magenta (-1).
Vec3 lampColour(Kelvin temperature, double tint = 0);
/// Luminance of a linear BT.709 colour.
double luminance(const Vec3& linear);

/// Bradford adaptation, in linear BT.709, that makes a lamp of `white` neutral (1, 1, 1).
Mat3 whiteBalance(Kelvin white);

/// 1e6 / T2 = 1e6 / T1 + shift
Kelvin shifted(Kelvin temperature, double mired);

}  // namespace recce::optics
