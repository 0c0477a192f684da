// Where the sun stands over a place at a time, and when it rises, sets and gives golden light. Positions come from ERFA
// (the International Astronomical Union's routines); they agree with NREL's SPA (TP-560-34302) within 0.003 degrees.
// Pure functions: no clock, no time zones, no scene.
#pragma once

#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/units.h"

namespace recce::optics {

/// A moment in UTC: days since 1970-01-01T00:00Z. Good to a microsecond over the years 1600 to 2400.
struct Utc {
    double days = 0;
    Utc plusMinutes(double minutes) const { return {days + minutes / 1440}; }
};
/// "2024-06-20T19:00:00Z", seconds and their fraction optional, or a date alone (midnight). Years 1600 to 2400.
Result<Utc> utcOf(std::string_view text);

struct Place {
    Degrees latitude;          ///< north positive, -90 to 90
    Degrees longitude;         ///< east positive, -180 to 180
    Metres elevation{0};       ///< above the sea
    double pressure = 1010;    ///< mbar, for refraction
    double temperature = 10;   ///< degrees Celsius
    std::optional<Seconds> deltaT;  ///< TT - UT1; absent: the year's value
};

/// TT - UT1 of a date: from the leap seconds since 1972, before and after by the polynomials of Espenak and Meeus.
Seconds deltaT(Utc when);

struct SunPosition {
    Degrees azimuth;           ///< from true north through east, 0 to 360
    Degrees airless;           ///< elevation of the centre as seen from the place, without refraction
    Degrees refraction;        ///< what the air adds (SPA, equation 42); 0 where the whole sun is below the horizon
    Degrees elevation() const { return airless + refraction; }
    Degrees declination;       ///< geocentric, apparent
    Minutes equationOfTime;    ///< apparent less mean solar time
};
SunPosition sunPosition(Utc when, const Place& place);

/// Angle between the sun and the normal of a surface tilted by `slope`, turned by `rotation` from south towards west.
Degrees incidence(const SunPosition& sun, Degrees slope, Degrees rotation);

/// Saemundsson as in SPA's equation 42; `airless` at or above -0.8333 degrees, else 0.
Degrees refraction(Degrees airless, double pressureMbar, double temperatureC);
/// Bennett 1982 from the apparent elevation, at 1010 mbar and 10 degrees.
Degrees refractionOfApparent(Degrees apparent);

inline constexpr Degrees kSunrise{-0.8333}, kCivil{-6}, kNautical{-12}, kAstronomical{-18}, kGoldenHigh{6}, kGoldenLow{-4};

enum class Crossing { Rising, Setting };
/// When the sun's centre passes `height` (airless, as seen from the place) in the 24 hours from `from`; absent where it does not.
std::optional<Utc> sunCrossing(Utc from, const Place& place, Degrees height, Crossing crossing);

}  // namespace recce::optics
