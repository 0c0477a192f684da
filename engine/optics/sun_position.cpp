#include "optics/sun_position.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include <erfa.h>
#include <erfam.h>

namespace recce::optics {
namespace {
constexpr double kUnixEpoch = 2440587.5;  // Julian date of 1970-01-01T00:00
constexpr double kSecondsADay = 86400;

/// Days are kept apart from the epoch, so that nothing is lost to the size of a Julian date.
struct JulianDate {
    double epoch, days;
};
JulianDate universal(Utc when) { return {kUnixEpoch, when.days}; }
JulianDate terrestrial(Utc when, const Place& place) {
    return {kUnixEpoch, when.days + place.deltaT.value_or(deltaT(when)).value / kSecondsADay};
}

/// The sun's place among the stars, seen from the earth's centre: true equator and equinox of the date, astronomical units.
Vec3 apparentSun(const JulianDate& tt) {
    double helio[2][3], bary[2][3];
    eraEpv00(tt.epoch, tt.days, helio, bary);
    // Light left the sun this long ago; meanwhile the earth moved on (light time and aberration in one).
    const double distance = std::sqrt(helio[0][0] * helio[0][0] + helio[0][1] * helio[0][1] + helio[0][2] * helio[0][2]);
    eraEpv00(tt.epoch, tt.days - distance * ERFA_AULT / kSecondsADay, helio, bary);
    double rotation[3][3], sun[3];
    eraPnm06a(tt.epoch, tt.days, rotation);
    eraRxp(rotation, helio[0], sun);
    return -Vec3(sun[0], sun[1], sun[2]);
}

double wrapped(double radians) { return radians - 2 * kPi * std::floor(radians / (2 * kPi)); }

/// Of the centre, airless, from the place; radians.
struct Horizontal {
    double azimuth, elevation;
};
Horizontal horizontal(const Vec3& sun, const JulianDate& ut, const JulianDate& tt, const Place& place) {
    const double sidereal = eraGst06a(ut.epoch, ut.days, tt.epoch, tt.days);
    const double latitude = radians(place.latitude), longitude = radians(place.longitude);
    double ground[3];
    eraGd2gc(ERFA_WGS84, longitude, latitude, place.elevation.value, ground);
    const double c = std::cos(sidereal), s = std::sin(sidereal);
    const Vec3 observer = Vec3(ground[0] * c - ground[1] * s, ground[0] * s + ground[1] * c, ground[2]) / ERFA_DAU;
    const Vec3 seen = glm::normalize(sun - observer);
    const double hour = sidereal + longitude - std::atan2(seen.y, seen.x);
    const double flat = std::hypot(seen.x, seen.y);
    const double up = std::sin(latitude) * seen.z + std::cos(latitude) * flat * std::cos(hour);
    const double north = std::cos(latitude) * seen.z - std::sin(latitude) * flat * std::cos(hour);
    const double east = -flat * std::sin(hour);
    return {wrapped(std::atan2(east, north)), std::atan2(up, std::hypot(north, east))};
}

double airlessElevation(Utc when, const Place& place) {
    const JulianDate tt = terrestrial(when, place);
    return degrees(horizontal(apparentSun(tt), universal(when), tt, place).elevation).value;
}

/// Minutes, within half a day of zero.
double equationOfTime(const JulianDate& tt, double rightAscension) {
    const double millennia = ((tt.epoch - 2451545.0) + tt.days) / 365250;
    const double t = millennia;
    // The sun's mean longitude, as in SPA's appendix.
    const double mean = 280.4664567 + t * (360007.6982779 + t * (0.03032028 + t * (1 / 49931.0 + t * (-1 / 15300.0 - t / 2000000.0))));
    double longitude, obliquity;
    eraNut06a(tt.epoch, tt.days, &longitude, &obliquity);
    const double trueObliquity = eraObl06(tt.epoch, tt.days) + obliquity;
    const double e = mean - 0.0057183 - degrees(rightAscension).value + degrees(longitude).value * std::cos(trueObliquity);
    const double minutes = 4 * (e - 360 * std::round(e / 360));
    return minutes;
}
}  // namespace

Result<Utc> utcOf(std::string_view text) {
    const std::string copy(text);
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, read = 0;
    double second = 0;
    const auto wrong = [&] { return fail(Code::Usage, "This is no date and time in UTC.", copy, "Write 2024-06-20T19:00:00Z."); };
    if (std::sscanf(copy.c_str(), "%4d-%2d-%2d%n", &year, &month, &day, &read) != 3) return wrong();
    if (static_cast<std::size_t>(read) < copy.size()) {
        int more = 0;
        if (std::sscanf(copy.c_str() + read, "T%2d:%2d%n", &hour, &minute, &more) != 2) return wrong();
        read += more;
        more = 0;
        if (std::sscanf(copy.c_str() + read, ":%10lf%n", &second, &more) == 1) read += more;
        if (copy.substr(static_cast<std::size_t>(read)) != "Z") return wrong();
    }
    double epoch = 0, days = 0;
    if (year < 1600 || year > 2400 || eraCal2jd(year, month, day, &epoch, &days) != 0) return wrong();
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || !(second >= 0 && second < 61)) return wrong();
    return Utc{(epoch - kUnixEpoch) + days + (hour * 3600 + minute * 60 + second) / kSecondsADay};
}

Seconds deltaT(Utc when) {
    int year = 0, month = 0, day = 0;
    double part = 0;
    if (eraJd2cal(kUnixEpoch, when.days, &year, &month, &day, &part) != 0) return Seconds(69.2);
    const double y = year + (month - 0.5) / 12;
    if (year >= 1972) {
        // Leap seconds say it within 0.9 s; after the last one known they stay, which is what the sky has done since 2017.
        double leap = 0;
        if (eraDat(year, month, day, part, &leap) >= 0) return Seconds(leap + 32.184);
        return Seconds(69.2);
    }
    // NASA TP-2006-214141: 1961 to 1986, 1941 to 1961, 1900 to 1941, and the long parabola before.
    if (y >= 1961) return Seconds(45.45 + 1.067 * (y - 1975) - std::pow(y - 1975, 2) / 260 - std::pow(y - 1975, 3) / 718);
    if (y >= 1941) return Seconds(29.07 + 0.407 * (y - 1950) - std::pow(y - 1950, 2) / 233 + std::pow(y - 1950, 3) / 2547);
    if (y >= 1920) return Seconds(21.20 + 0.84493 * (y - 1920) - 0.076100 * std::pow(y - 1920, 2) + 0.0020936 * std::pow(y - 1920, 3));
    return Seconds(std::max(0.0, -20 + 32 * std::pow((y - 1820) / 100, 2)));
}

SunPosition sunPosition(Utc when, const Place& place) {
    const JulianDate tt = terrestrial(when, place);
    const Vec3 sun = apparentSun(tt);
    const Horizontal at = horizontal(sun, universal(when), tt, place);
    SunPosition out;
    out.azimuth = degrees(at.azimuth);
    out.airless = degrees(at.elevation);
    out.refraction = refraction(out.airless, place.pressure, place.temperature);
    out.declination = degrees(std::atan2(sun.z, std::hypot(sun.x, sun.y)));
    out.equationOfTime = Minutes(equationOfTime(tt, std::atan2(sun.y, sun.x)));
    return out;
}

Degrees incidence(const SunPosition& sun, Degrees slope, Degrees rotation) {
    const double zenith = kPi / 2 - radians(sun.elevation()), tilt = radians(slope);
    const double fromSouth = radians(sun.azimuth) - kPi;
    const double c = std::cos(zenith) * std::cos(tilt) + std::sin(tilt) * std::sin(zenith) * std::cos(fromSouth - radians(rotation));
    return degrees(std::acos(std::clamp(c, -1.0, 1.0)));
}

Degrees refraction(Degrees airless, double pressure, double temperature) {
    if (airless < kSunrise) return Degrees(0);
    const double h = airless.value;
    return Degrees(pressure / 1010 * 283 / (273 + temperature) * 1.02 / (60 * std::tan(radians(Degrees(h + 10.3 / (h + 5.11))))));
}

Degrees refractionOfApparent(Degrees apparent) {
    const double h = apparent.value;
    return Degrees(1 / (60 * std::tan(radians(Degrees(h + 7.31 / (h + 4.4))))));
}

std::optional<Utc> sunCrossing(Utc from, const Place& place, Degrees height, Crossing crossing) {
    const double sign = crossing == Crossing::Rising ? 1 : -1;
    const auto above = [&](double days) { return sign * (airlessElevation({from.days + days}, place) - height.value); };
    // Steps of ten minutes find every passage that lasts; a bow shorter than that about the horizon counts as none.
    constexpr int kSteps = 144;
    double last = above(0);
    for (int i = 1; i <= kSteps; ++i) {
        double high = static_cast<double>(i) / kSteps;
        const double here = above(high);
        if (last < 0 && here >= 0) {
            double low = high - 1.0 / kSteps;
            for (int halving = 0; halving < 24; ++halving) {
                const double middle = (low + high) / 2;
                (above(middle) < 0 ? low : high) = middle;
            }
            return Utc{from.days + high};
        }
        last = here;
    }
    return std::nullopt;
}

}  // namespace recce::optics
