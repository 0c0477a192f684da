// Wall clocks and moments.
#include "base/local_time.h"

#include <gtest/gtest.h>

namespace recce {
namespace {

constexpr double kDay2024Jun21 = 19895;  // days since 1970-01-01

TEST(LocalTime, IsTheMomentOfThatZoneAndSeason) {
    EXPECT_NEAR(momentOf("2024-06-21", Minutes(12 * 60), "Europe/London").value(), kDay2024Jun21 + 11 / 24.0, 1e-9);  // summer time
    EXPECT_NEAR(momentOf("2024-12-21", Minutes(12 * 60), "Europe/London").value(), kDay2024Jun21 + 183.5, 1e-9);
    EXPECT_NEAR(momentOf("2024-06-21", Minutes(0), "America/Los_Angeles").value(), kDay2024Jun21 + 7 / 24.0, 1e-9);
}

TEST(LocalTime, TurnsBack) {
    for (const char* zone : {"Europe/London", "Asia/Kathmandu", "America/St_Johns", "UTC"}) {
        for (double m = 0; m < 1440; m += 37) {
            EXPECT_NEAR(wallClock(momentOf("2024-06-21", Minutes(m), zone).value(), "2024-06-21", zone)->value, m, 1e-6) << zone;
        }
    }
    // The small hours of the next day, seen from the day that the night belongs to.
    EXPECT_NEAR(wallClock(momentOf("2024-06-22", Minutes(60), "UTC").value(), "2024-06-21", "UTC")->value, 1500, 1e-6);
}

TEST(LocalTime, TakesHoursThatAChangeOfClocksLeavesOutOrRepeats) {
    // London 2024: 01:00 to 02:00 is left out on 31 March and comes twice on 27 October.
    EXPECT_NEAR(momentOf("2024-03-31", Minutes(90), "Europe/London").value() - momentOf("2024-03-31", Minutes(0), "Europe/London").value(), 60 / 1440.0, 1e-9);
    EXPECT_NEAR(momentOf("2024-10-27", Minutes(90), "Europe/London").value() - momentOf("2024-10-27", Minutes(0), "Europe/London").value(), 90 / 1440.0, 1e-9);
}

TEST(LocalTime, RefusesWhatDoesNotExist) {
    for (const char* date : {"2026-02-29", "2026-13-01", "2026-00-10", "2026-1", "", "tomorrow", "2026-06-21x", "-2026-06-21"}) {
        EXPECT_FALSE(momentOf(date, Minutes(0), "UTC")) << date;
    }
    for (const char* zone : {"", "Europe/Atlantis", "../../etc/passwd", "/etc/localtime"}) EXPECT_FALSE(momentOf("2026-06-21", Minutes(0), zone)) << zone;
    for (const char* time : {"", "7", "24:60", "48:00", "7:5x", "-1:00", " 7:00"}) EXPECT_FALSE(minutesOf(time)) << time;
    EXPECT_EQ(minutesOf("7:30")->value, 450);
    EXPECT_EQ(timeOfDay(minutesOf("25:05").value()), "25:05");
}

}  // namespace
}  // namespace recce
