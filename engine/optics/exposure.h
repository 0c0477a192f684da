// Stops, shutter, ISO and what the picture makes of a luminance: pure functions. Knows no scene and no other module.
#pragma once

#include <string>

#include "base/units.h"

namespace recce::optics {

inline constexpr double kReflectedMeter = 12.5;  ///< K of ISO 2720; the camera model is calibrated by it
inline constexpr double kIncidentMeter = 250;    ///< C of ISO 2720, flat receptor
inline constexpr double kDomeMeter = 340;        ///< C of meters with a dome (Sekonic)

/// T = N / sqrt(tau), tau the lens's transmittance (0 to 1].
TStop tStop(FStop stop, double transmittance);
/// N = T sqrt(tau)
FStop fStop(TStop stop, double transmittance);

/// An engraved number of the third-stop series (2.8, 3.2, 3.5, 4 ...) as its exact power of two: T2.8 is 2^1.5.
/// Anything else is meant literally and returned as it is.
TStop exactStop(TStop engraved);
/// "2.8", the engraved number of a third-stop value, else the value to two decimals without trailing zeros.
std::string stopNumber(TStop stop);
/// The value `thirds` thirds of a stop away from the nearest third of `stop`, as an engraved number.
TStop stepStop(TStop stop, int thirds);

/// t = angle / (360 fps)
Seconds exposureTime(Degrees shutter, FrameRate rate);
Seconds exposureTime(Degrees shutter, double framesPerSecond);
Degrees shutterAngle(Seconds time, double framesPerSecond);

/// stops = OD / log10(2)
Stops densityStops(double opticalDensity);
double densityTransmittance(double opticalDensity);
/// 2^-stops
double transmittance(Stops nd);

/// log2(N^2 / t * 100 / S)
Stops ev100(double stop, Seconds time, Iso iso);
Nits luminanceOfEv100(Stops ev, double k = kReflectedMeter);
Lux illuminanceOfEv100(Stops ev, double c = kIncidentMeter);
/// What an incident meter advises: T = sqrt(E t S / C).
TStop incidentMeter(Lux light, Seconds time, Iso iso, double c = kIncidentMeter);
/// What a spot meter advises: T = sqrt(L t S / K).
TStop spotMeter(Nits light, Seconds time, Iso iso, double k = kReflectedMeter);

/// How a camera is set for exposure.
struct Exposure {
    TStop stop;     ///< exact (exactStop), not engraved
    Seconds time;
    Iso iso;
    Stops nd{0};
};
/// Scene-linear value per cd/m2: 0.18 t EI / (12.5 T^2) * 2^-nd. 0.18 is grey.
double sceneLinearPerNit(const Exposure& exposure, double k = kReflectedMeter);
/// Luminance of a matt surface: rho E / pi.
Nits lambert(Lux light, double reflectance);

}  // namespace recce::optics
