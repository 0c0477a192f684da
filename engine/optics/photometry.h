// Light from lamps: candela, lumens and lux of ideal sources, and the beam of a spot. Pure functions; knows no scene.
#pragma once

#include <span>

#include "base/units.h"

namespace recce::optics {

inline constexpr double kLuxPerFootCandle = 1 / (0.3048 * 0.3048);

constexpr double footCandles(Lux lux) { return lux.value / kLuxPerFootCandle; }
constexpr Lux luxOfFootCandles(double fc) { return Lux(fc * kLuxPerFootCandle); }
/// 1 fL = 1/pi cd per square foot.
constexpr double footLamberts(Nits nits) { return nits.value * kPi / kLuxPerFootCandle; }

/// E = I cos / d^2
Lux pointLux(Candela intensity, Metres distance, double cosIncidence = 1);
/// The inverse of a reading on the axis: I = E d^2.
Candela candelaOf(Lux reading, Metres distance);

Candela isotropicCandela(Lumens flux);
/// All of the flux evenly in a cone of full angle `beam`.
Candela coneCandela(Lumens flux, Degrees beam);
/// On the axis of a one-sided Lambertian face: Phi / pi.
Candela panelCandela(Lumens flux);
Nits panelLuminance(Lumens flux, Metres width, Metres height);
/// A Lambertian cylinder; its ends do not shine.
Lumens tubeLumens(Nits luminance, Metres radius, Metres length);
Nits tubeLuminance(Lumens flux, Metres radius, Metres length);
/// Square to the tube's middle, where all of it is seen: Phi / pi^2.
Candela tubeCandela(Lumens flux);

/// I = I0 cos^n: n of a beam whose full angle at half peak is `beam` (under 180 degrees).
double cosineExponent(Degrees beam);
/// Full angle at a tenth of the peak of that beam.
Degrees cosineField(Degrees beam);
Lumens cosineLumens(Candela peak, Degrees beam);

/// The beam of a spot or Fresnel by the two angles that makers print. Relative intensity at an angle theta off the axis
/// is 2^-(2 theta / beam)^power, which is a half at beam / 2 and a tenth at field / 2 exactly; a cos^n beam has a power
/// near 2, an ellipsoidal with a hard edge a large one. It ends at 90 degrees.
struct SpotBeam {
    double halfBeam = 0;  ///< radians
    double power = 2;
    double relative(double theta) const;
    /// Lumens of a beam with a peak of one candela: 2 pi times the integral of relative(theta) sin(theta).
    double lumensPerCandela() const;
};
/// `field` not above `beam` (or 0) takes the field of a cos^n beam. Angles are clamped to 1 ... 175 degrees.
SpotBeam spotBeam(Degrees beam, Degrees field);

/// Illuminance at the origin on a surface with unit `normal` from a one-sided convex polygon of
/// luminance `luminance`, clipped to the surface's horizon; corners in order, metres, relative to the point.
Lux polygonLux(std::span<const Vec3> corners, const Vec3& normal, Nits luminance);
/// From a disk parallel to the surface: radius, height above it, sideways offset of its centre.
struct ParallelDisk {
    Metres radius, height, offset;
};
Lux diskLux(const ParallelDisk& disk, Nits luminance);
/// A sphere wholly above the horizon.
Lux sphereLux(Metres radius, Metres distance, double cosIncidence, Nits luminance);
/// A thin tube opposite its middle, the surface facing it and parallel to it.
struct MidTube {
    Metres radius, length, distance;
};
Lux tubeLux(const MidTube& tube, Nits luminance);

}  // namespace recce::optics
