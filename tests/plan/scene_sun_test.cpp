// The sun of a scene by place, date and time.
#include "plan/scene_sun.h"

#include <gtest/gtest.h>

#include "plan/findings.h"
#include "tests/plan/film.h"

namespace recce::plan {
namespace {

Set at(double latitude, double longitude, const char* zone) {
    Set set;
    set.latitude = latitude;
    set.longitude = longitude;
    set.timeZone = zone;
    return set;
}

TEST(SceneSun, StandsWhereItStandsOverThePlaceThen) {
    // cases.csv SUN-POS: airless elevation and azimuth; local clocks of the same moments.
    struct Case {
        Set set;
        const char *date, *time;
        double azimuth, elevation;
    };
    for (const auto& [set, date, time, azimuth, elevation] :
         {Case{at(34.0522, -118.2437, "America/Los_Angeles"), "2024-06-20", "12:00", 128.0009, 74.0088},
          Case{at(35.6762, 139.6503, "Asia/Tokyo"), "2022-09-23", "09:30", 134.1555, 44.1456},
          Case{at(-33.4489, -70.6693, "America/Santiago"), "2025-08-01", "10:00", 44.8202, 24.7593},
          Case{at(47.4979, 19.0402, "Europe/Budapest"), "2026-02-03", "15:45", 234.2774, 8.41 + 0.10}}) {
        Environment e;
        e.date = date;
        e.localTime = time;
        const Environment then = atItsTime(e, &set);
        EXPECT_NEAR(then.sunAzimuth.value, azimuth, 0.02) << time;
        EXPECT_NEAR(then.sunElevation.value, elevation, 0.05) << time;  // as seen: up to a twentieth of a degree of refraction
    }
}

TEST(SceneSun, IsWhereItWasPutWithoutAPlaceADateOrATime) {
    const Set london = at(51.5, -0.13, "Europe/London"), nowhere = at(51.5, -0.13, ""), unknown = at(51.5, -0.13, "Europe/Atlantis");
    Environment e;
    e.sunAzimuth = Degrees(111);
    e.date = "2024-06-21";
    EXPECT_EQ(atItsTime(e, &london).sunAzimuth, Degrees(111));
    e.localTime = "12:00";
    EXPECT_NE(atItsTime(e, &london).sunAzimuth, Degrees(111));
    EXPECT_EQ(atItsTime(e, &nowhere), e);
    EXPECT_EQ(atItsTime(e, &unknown), e);
    EXPECT_EQ(atItsTime(e, nullptr), e);
    e.date = "2024-06-31";
    EXPECT_EQ(atItsTime(e, &london), e);
}

TEST(SceneSun, DayOfLondonsMidsummer) {
    // cases.csv SUN-RS-017 to 021, UTC; the clocks show an hour more.
    const auto day = sunDay("2024-06-21", at(51.5074, -0.1278, "Europe/London")).value();
    EXPECT_NEAR(day.dawn->value, 175.43 + 60, 1.5);
    EXPECT_NEAR(day.goldenEnds->value, 277.46 + 60, 1.5);
    EXPECT_NEAR(day.goldenBegins->value, 1167.39 + 60, 1.5);
    EXPECT_NEAR(day.dusk->value, 1269.41 + 60, 1.5);
    EXPECT_NEAR(day.highest.at.value, 13 * 60 + 2, 10);
    EXPECT_NEAR(day.highest.elevation.value, 90 - 51.5074 + 23.44, 0.1);
    EXPECT_EQ(day.path.size(), 145u);
}

TEST(SceneSun, DayWithoutNightOrWithoutSun) {
    const Set tromso = at(69.65, 18.96, "Europe/Oslo");
    const auto summer = sunDay("2024-06-21", tromso).value(), winter = sunDay("2024-12-21", tromso).value();
    EXPECT_FALSE(summer.rise || summer.set || summer.dawn);
    EXPECT_FALSE(winter.rise || winter.set);
    EXPECT_LT(winter.highest.elevation.value, 0);
    EXPECT_TRUE(winter.dawn && winter.dusk);
    EXPECT_FALSE(sunDay("2024-02-30", tromso));
}

TEST(SceneSun, SaysWhatItLacks) {
    test::Film film;
    const auto notes = [&] {
        std::string said;
        for (const Finding& f : planFindings(film.p)) {
            if (f.code == "sun-without-place") said += f.message;
        }
        return said;
    };
    EXPECT_EQ(notes(), "");
    film.change(film.scene, [](Scene& s) { s.environment.localTime = "17:30"; });
    EXPECT_NE(notes().find("needs a date"), std::string::npos);
    film.change(film.scene, [](Scene& s) { s.environment.date = "2026-06-21"; });
    EXPECT_NE(notes().find("latitude"), std::string::npos);
    film.change(film.set, [](Set& s) { s.timeZone = "Europe/Atlantis"; });
    EXPECT_NE(notes().find("Europe/Atlantis"), std::string::npos);
    film.change(film.set, [](Set& s) { s.timeZone = "Europe/London"; });
    EXPECT_EQ(notes(), "");
    film.change(film.scene, [](Scene& s) { s.environment.date = "2026-02-30"; });
    EXPECT_NE(notes().find("does not exist"), std::string::npos);
}

}  // namespace
}  // namespace recce::plan
