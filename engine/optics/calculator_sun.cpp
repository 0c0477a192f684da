// The calculator's sun and sky.
#include <algorithm>

#include "optics/calculator_tables.h"
#include "optics/sky.h"
#include "optics/sun.h"

namespace recce::optics {
namespace {
using In = const CalcInputs&;
constexpr CalcInput kPlaceName{"place", CalcKind::Word, "its name", "", {}};
constexpr CalcInput kLatitude{"lat", CalcKind::Number, "degrees north", {}, {}};
constexpr CalcInput kLongitude{"lon", CalcKind::Number, "degrees east", {}, {}};
constexpr CalcInput kGround{"elev_m", CalcKind::Number, "height above the sea", "0", {}};
constexpr CalcInput kPressure{"pressure_mbar", CalcKind::Positive, "of the air", "1010", {}};
constexpr CalcInput kAir{"temp_c", CalcKind::Number, "of the air", "10", {}};
constexpr CalcInput kDeltaT{"delta_t_s", CalcKind::Number, "TT - UT1, default the year's", "", {}};
constexpr CalcInput kUtc{"utc", CalcKind::Moment, "the time in UTC", {}, {}};
constexpr CalcInput kDate{"date", CalcKind::Moment, "the day in UTC", {}, {}};
constexpr CalcInput kZenithNit{"zenith_nit", CalcKind::Number, "luminance overhead", {}, {}};
constexpr CalcInput kElevation{"elevation_deg", CalcKind::Number, "above the horizon", {}, {}};

std::vector<CalcInput> atATime(std::initializer_list<CalcInput> more = {}) {
    std::vector<CalcInput> all = {kUtc, kLatitude, kLongitude, kGround, kPressure, kAir, kDeltaT, kPlaceName};
    all.insert(all.end(), more);
    return all;
}

Result<Place> placeOf(In i) {
    Place place{Degrees(i["lat"]), Degrees(i["lon"]), Metres(i["elev_m"]), i["pressure_mbar"], i["temp_c"], {}};
    if (std::abs(i["lat"]) > 90) return fail(Code::Usage, "Latitude goes from -90 to 90.", "lat");
    if (std::abs(i["lon"]) > 360) return fail(Code::Usage, "Longitude goes from -180 to 180, east positive.", "lon");
    if (i.has("delta_t_s")) place.deltaT = Seconds(i["delta_t_s"]);
    return place;
}

template <class Read>
CalcQuantity position(std::string_view name, std::string_view unit, std::string_view meaning, Read read, std::initializer_list<CalcInput> more = {}) {
    return {name, unit, meaning, atATime(more), [read](In i) -> Result<CalcValue> {
                RECCE_TRY(const Place place, placeOf(i));
                return read(sunPosition(i.moment("utc"), place), i);
            }};
}

CalcQuantity passage(std::string_view name, std::string_view meaning, Degrees height, Crossing crossing) {
    const CalcInput h0{"h0_deg", CalcKind::Number, "elevation of the sun's centre, default the event's own", "", {}};
    return {name, "min", meaning, {kDate, kLatitude, kLongitude, h0, kGround, kPressure, kAir, kDeltaT, kPlaceName}, [height, crossing](In i) -> Result<CalcValue> {
                RECCE_TRY(const Place place, placeOf(i));
                const Utc day = i.moment("date");
                const auto when = sunCrossing(day, place, i.has("h0_deg") ? Degrees(i["h0_deg"]) : height, crossing);
                if (!when) return fail(Code::Usage, "The sun does not pass that height on that day.", "date");
                return (when->days - day.days) * 1440;
            }};
}
}  // namespace

void addSunQuantities(std::vector<CalcQuantity>& table) {
    table.insert(table.end(), {
        position("sun_azimuth_deg", "deg", "Bearing of the sun from true north through east", [](const SunPosition& s, In) { return s.azimuth.value; }),
        position("sun_elevation_airless_deg", "deg", "Elevation of its centre without refraction", [](const SunPosition& s, In) { return s.airless.value; }),
        position("sun_elevation_refracted_deg", "deg", "Elevation as seen through the air", [](const SunPosition& s, In) { return s.elevation().value; }),
        position("sun_zenith_deg", "deg", "Angle from overhead, as seen through the air", [](const SunPosition& s, In) { return 90 - s.elevation().value; }),
        position("sun_declination_deg", "deg", "Apparent declination from the earth's centre", [](const SunPosition& s, In) { return s.declination.value; }),
        position("equation_of_time_min", "min", "Apparent less mean solar time", [](const SunPosition& s, In) { return s.equationOfTime.value; }),
        position("refraction_deg", "deg", "What the air lifts the sun by at that time and place", [](const SunPosition& s, In) { return s.refraction.value; }),
        position("sun_incidence_deg", "deg", "Between the sun and the normal of a sloping surface",
                 [](const SunPosition& s, In i) { return incidence(s, Degrees(i["slope_deg"]), Degrees(i["surface_az_rotation_deg"])).value; },
                 {{"slope_deg", CalcKind::Number, "from level", {}, {}}, {"surface_az_rotation_deg", CalcKind::Number, "from south towards west", {}, {}}}),
        passage("sunrise_utc_min", "Sunrise, minutes after 00:00 UTC of the day", kSunrise, Crossing::Rising),
        passage("sunset_utc_min", "Sunset", kSunrise, Crossing::Setting),
        passage("civil_dawn_utc_min", "Civil dawn, the sun 6 degrees down", kCivil, Crossing::Rising),
        passage("civil_dusk_utc_min", "Civil dusk", kCivil, Crossing::Setting),
        passage("nautical_dawn_utc_min", "Nautical dawn, 12 degrees down", kNautical, Crossing::Rising),
        passage("nautical_dusk_utc_min", "Nautical dusk", kNautical, Crossing::Setting),
        passage("astronomical_dawn_utc_min", "Astronomical dawn, 18 degrees down", kAstronomical, Crossing::Rising),
        passage("astronomical_dusk_utc_min", "Astronomical dusk", kAstronomical, Crossing::Setting),
        passage("blue_hour_am_start_utc_min", "The morning's blue hour begins, 6 degrees down", kCivil, Crossing::Rising),
        passage("blue_hour_am_end_utc_min", "The morning's blue hour ends, 4 degrees down", kGoldenLow, Crossing::Rising),
        passage("golden_hour_am_start_utc_min", "The morning's golden hour begins, 4 degrees down", kGoldenLow, Crossing::Rising),
        passage("golden_hour_am_end_utc_min", "The morning's golden hour ends, 6 degrees up", kGoldenHigh, Crossing::Rising),
        passage("golden_hour_pm_start_utc_min", "The evening's golden hour begins, 6 degrees up", kGoldenHigh, Crossing::Setting),
        passage("golden_hour_pm_end_utc_min", "The evening's golden hour ends, 4 degrees down", kGoldenLow, Crossing::Setting),
        passage("blue_hour_pm_start_utc_min", "The evening's blue hour begins, 4 degrees down", kGoldenLow, Crossing::Setting),
        passage("blue_hour_pm_end_utc_min", "The evening's blue hour ends, 6 degrees down", kCivil, Crossing::Setting),
        {"refraction_bennett_deg", "deg", "Refraction from the apparent elevation, Bennett 1982", {{"apparent_elevation_deg", CalcKind::Number, "as seen", {}, {}}},
         [](In i) { return refractionOfApparent(Degrees(i["apparent_elevation_deg"])).value; }},
        {"refraction_saemundsson_deg", "deg", "Refraction from the true elevation, SPA equation 42", {{"true_elevation_deg", CalcKind::Number, "without air", {}, {}}, kPressure, kAir},
         [](In i) { return refraction(Degrees(i["true_elevation_deg"]), i["pressure_mbar"], i["temp_c"]).value; }},
        {"air_mass_kasten_young", "", "How much air the light comes through, 1 overhead", {{"zenith_deg", CalcKind::Number, "from overhead, to 90", {}, {}}},
         [](In i) { return airMass(Degrees(90 - i["zenith_deg"])); }},
        {"sun_direct_normal_lux", "lx", "The sun square on, Ext exp(-c m)",
         {{"airmass", CalcKind::Positive, "how much air", {}, {}}, {"extinction", CalcKind::Number, "0.21 clear, 0.80 partly cloudy", "0.21", {}}, {"extraterrestrial_lux", CalcKind::Positive, "outside the air", "127500", {}}},
         [](In i) { return i["extraterrestrial_lux"] * std::exp(-i["extinction"] * i["airmass"]); }},
        {"disc_illuminance_horizontal_lux", "lx", "On level ground from an even disc in the sky",
         {{"disc_nit", CalcKind::Number, "its luminance", {}, {}}, {"disc_diameter_deg", CalcKind::Positive, "its full angle", {}, {}}, kElevation},
         [](In i) { return discLux(Nits(i["disc_nit"]), Degrees(i["disc_diameter_deg"]), Degrees(i["elevation_deg"])).value; }},
        {"cie_overcast_luminance_nit", "cd/m2", "CIE standard overcast sky", {kZenithNit, kElevation}, [](In i) { return overcastLuminance(Nits(i["zenith_nit"]), Degrees(i["elevation_deg"])).value; }},
        {"cie_overcast_horizontal_lux", "lx", "On level ground under it", {kZenithNit}, [](In i) { return overcastLux(Nits(i["zenith_nit"])).value; }},
        {"preetham_zenith_knit", "kcd/m2", "Preetham's clear zenith, 1999", {{"turbidity", CalcKind::Positive, "2 clear to 10 hazy", {}, {}}, {"sun_elevation_deg", CalcKind::Number, "of the sun", {}, {}}},
         [](In i) { return preethamZenith(i["turbidity"], Degrees(i["sun_elevation_deg"])).value / 1000; }},
    });
}

}  // namespace recce::optics
