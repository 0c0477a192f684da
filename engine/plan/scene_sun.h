// Where the sun of a scene stands: over the place of its set at the scene's own date and time, or where somebody put it.
// Knows no picture.
#pragma once

#include <optional>
#include <vector>

#include "model/production.h"
#include "optics/sun_position.h"

namespace recce::plan {

/// A set that says where it is and by which clock people live there: one with a time zone that this machine knows.
std::optional<optics::Place> placeOf(const Set& set);

/// The environment with the sun's angles of its date and local time over the set; as it is where one of these is missing.
/// Elevations are as seen, through the air.
Environment atItsTime(Environment environment, const Set* set);
/// Whether atItsTime computes the sun.
bool hasSunTime(const Environment& environment, const Set* set);

/// The sun over one day, in minutes after local midnight; what does not happen that day (near the poles) is absent.
struct SunDay {
    std::optional<Minutes> dawn, rise, goldenEnds, goldenBegins, set, dusk;  ///< civil dawn and dusk; golden: -4 to 6 degrees
    struct Point {
        Minutes at;
        Degrees azimuth, elevation;  ///< as seen
    };
    std::vector<Point> path;         ///< every ten minutes from midnight to midnight
    Point highest{};
};
/// Nothing where the set has no place or the date does not exist.
std::optional<SunDay> sunDay(const Date& date, const Set& set);

}  // namespace recce::plan
