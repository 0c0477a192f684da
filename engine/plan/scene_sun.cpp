#include "plan/scene_sun.h"

#include "base/local_time.h"

namespace recce::plan {

std::optional<optics::Place> placeOf(const Set& set) {
    if (!isTimeZone(set.timeZone)) return std::nullopt;
    optics::Place place{};
    place.latitude = Degrees(set.latitude);
    place.longitude = Degrees(set.longitude);
    return place;
}

bool hasSunTime(const Environment& e, const Set* set) {
    const auto clock = minutesOf(e.localTime);
    return set && clock && placeOf(*set) && momentOf(e.date, *clock, set->timeZone);
}

Environment atItsTime(Environment e, const Set* set) {
    if (!hasSunTime(e, set)) return e;
    const auto sun = optics::sunPosition({*momentOf(e.date, *minutesOf(e.localTime), set->timeZone)}, *placeOf(*set));
    e.sunAzimuth = sun.azimuth;
    e.sunElevation = sun.elevation();
    return e;
}

std::optional<SunDay> sunDay(const Date& date, const Set& set) {
    const auto place = placeOf(set);
    const auto midnight = momentOf(date, Minutes(0), set.timeZone);
    if (!place || !midnight) return std::nullopt;
    SunDay day;
    const auto when = [&](Degrees height, optics::Crossing crossing) -> std::optional<Minutes> {
        const auto at = optics::sunCrossing({*midnight}, *place, height, crossing);
        return at ? wallClock(at->days, date, set.timeZone) : std::nullopt;
    };
    day.dawn = when(optics::kCivil, optics::Crossing::Rising);
    day.rise = when(optics::kSunrise, optics::Crossing::Rising);
    day.goldenEnds = when(optics::kGoldenHigh, optics::Crossing::Rising);
    day.goldenBegins = when(optics::kGoldenHigh, optics::Crossing::Setting);
    day.set = when(optics::kSunrise, optics::Crossing::Setting);
    day.dusk = when(optics::kCivil, optics::Crossing::Setting);
    day.highest.elevation = Degrees(-91);
    for (int m = 0; m <= 24 * 60; m += 10) {
        const auto moment = momentOf(date, Minutes(m), set.timeZone);
        const auto sun = optics::sunPosition({*moment}, *place);
        day.path.push_back({Minutes(m), sun.azimuth, sun.elevation()});
        if (sun.elevation() > day.highest.elevation) day.highest = day.path.back();
    }
    return day;
}

}  // namespace recce::plan
