// The sun against NREL's published case (TP-560-34302, appendix A.5) and the almanac.
#include <gtest/gtest.h>

#include "optics/sun_position.h"

namespace recce::optics {
namespace {
TEST(SunPosition, IsNrelsPublishedCase) {
    const Place place{Degrees(39.742476), Degrees(-105.1786), Metres(1830.14), 820, 11, Seconds(67)};
    const SunPosition sun = sunPosition(utcOf("2003-10-17T19:30:30Z").value(), place);
    EXPECT_NEAR(90 - sun.elevation().value, 50.11162, 3e-4);
    EXPECT_NEAR(sun.azimuth.value, 194.34024, 3e-4);
    EXPECT_NEAR(incidence(sun, Degrees(30), Degrees(-10)).value, 25.18700, 3e-4);
    EXPECT_NEAR(sun.declination.value, -9.31434, 1e-4);
    EXPECT_NEAR(sun.equationOfTime.value, 14.6415, 2e-3);
}

TEST(SunPosition, GivesLondonsMidsummer) {
    const Place london{Degrees(51.5074), Degrees(-0.1278), Metres(0), 1010, 10, {}};
    const Utc day = utcOf("2024-06-21").value();
    const auto minutes = [&](Degrees height, Crossing crossing) { return (sunCrossing(day, london, height, crossing)->days - day.days) * 1440; };
    EXPECT_NEAR(minutes(kSunrise, Crossing::Rising), 3 * 60 + 43, 1.5);  // the almanac's 04:43 BST
    EXPECT_NEAR(minutes(kSunrise, Crossing::Setting), 20 * 60 + 21, 1.5);
    EXPECT_NEAR(minutes(kCivil, Crossing::Rising), 2 * 60 + 55, 1.5);
    EXPECT_NEAR(minutes(kGoldenHigh, Crossing::Setting), 19 * 60 + 27, 1.5);
    EXPECT_FALSE(sunCrossing(day, {Degrees(80), Degrees(0), Metres(0), 1010, 10, {}}, kSunrise, Crossing::Rising)) << "the midnight sun";
}

TEST(SunPosition, ReadsMomentsAndRefusesNonsense) {
    EXPECT_EQ(utcOf("1970-01-01")->days, 0);
    EXPECT_NEAR(utcOf("2000-01-01T12:00:00.5Z")->days, 10957.5 + 0.5 / 86400, 1e-10);
    EXPECT_NEAR(utcOf("2000-01-01T12:00Z")->days, 10957.5, 1e-10);
    for (const char* text : {"", "2024", "2024-13-01", "2024-02-30", "2024-01-01T25:00:00Z", "2024-01-01T12:00:00", "2024-01-01T12:00:00Zulu", "0001-01-01", "9999-01-01", "2024-01-01 12:00Z"})
        EXPECT_FALSE(utcOf(text)) << text;
}
}  // namespace
}  // namespace recce::optics
