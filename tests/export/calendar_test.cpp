// iCalendar, read back by python3-icalendar, and the folding of paperwork's worked example.
#include <gtest/gtest.h>

#include "export/calendar.h"
#include "outside.h"
#include "slack_water.h"

namespace recce {
namespace {

TEST(Calendar, FoldsAt75OctetsNeverInsideACharacter) {
    // paperwork.md 5.1: 97 octets fold into physical lines of 75 and 23.
    const std::string text = "Day 3 of 12 \u2014 INT. CAF\u00C9 / EXT. QUAI D\u2019ORSAY, NUIT \u2013 Sc. 12, 14A, 15 (4 5/8 pp.)";
    const std::string line = "SUMMARY:" + calendarText(text);
    EXPECT_EQ(line.size(), 97u);
    const std::string folded = foldedLine(line);
    EXPECT_EQ(folded.find("\r\n "), 75u);
    EXPECT_EQ(folded.size(), 97u + 3 + 2);
    std::string wide;
    for (int i = 0; i < 60; ++i) wide += "\u6C34";
    const std::string lines = foldedLine(wide);
    std::size_t start = 0;
    for (std::size_t end; (end = lines.find("\r\n", start)) != std::string::npos; start = end + 2) {
        EXPECT_LE(end - start, 75u);
        EXPECT_NE(static_cast<unsigned char>(lines[end + 2 < lines.size() ? end + 3 : end]) & 0xC0, 0x80);
    }
    EXPECT_EQ(calendarText("a\\b;c,d\ne:f"), "a\\\\b\\;c\\,d\\ne:f");
}

TEST(Calendar, AnotherProgramReadsTheDays) {
    if (test::run(std::string(test::kPython) + " -c 'import icalendar'").status != 0) GTEST_SKIP() << "python3-icalendar is not installed";
    ShotPlan plan = test::slackWater();
    DayRow summer = plan.days[0], plain = plan.days[0], undated = plan.days[0], night = plan.days[0];
    summer.id = {0xD2};
    summer.date = "2027-06-21";
    summer.number = 2;
    plain.id = {0xD3};
    plain.date = "2026-12-31";
    plain.call = plain.wrap = "";
    plain.number = 3;
    undated.id = {0xD4};
    undated.date = "";
    night.id = {0xD5};
    night.date = "2026-11-21";
    night.call = "17:00";
    night.wrap = "04:30";
    night.timeZone = "";
    night.number = 5;
    plan.days = {plan.days[0], summer, plain, undated, night};
    plan.title = "Slack, Water; part \u201Ctwo\u201D";
    const auto bytes = encodeCalendar(plan);
    ASSERT_TRUE(bytes);
    EXPECT_EQ(*bytes, *encodeCalendar(plan));
    EXPECT_EQ(test::countOf(*bytes, "\n"), test::countOf(*bytes, "\r\n"));
    const auto file = test::written("days.ics", *bytes);
    const auto script = test::written("ics.py",
        "import sys,icalendar\nc=icalendar.Calendar.from_ical(open(sys.argv[1],'rb').read())\n"
        "for e in c.walk('VEVENT'):\n print(e['UID'], e['DTSTART'].dt.isoformat(), e['DTEND'].dt.isoformat())\n"
        "print(next(iter(c.walk('VEVENT')))['SUMMARY'])\nprint([str(z['TZID']) for z in c.walk('VTIMEZONE')], len(c.walk('STANDARD')), len(c.walk('DAYLIGHT')))\n");
    const auto said = test::run(std::string(test::kPython) + " '" + script.string() + "' '" + file.string() + "'");
    EXPECT_EQ(said.text,
              "recce-day-00000000000000d1 2026-11-20T07:30:00+01:00 2026-11-20T18:30:00+01:00\n"
              "recce-day-00000000000000d2 2027-06-21T07:30:00+02:00 2027-06-21T18:30:00+02:00\n"
              "recce-day-00000000000000d3 2026-12-31 2027-01-01\n"
              "recce-day-00000000000000d5 2026-11-21T17:00:00 2026-11-22T04:30:00\n"
              "Slack, Water; part \u201Ctwo\u201D: day 1, sc. 12 (2 3/8 pp.)\n"
              "['Europe/Berlin'] 1 1\n");
}

TEST(Calendar, ZonesWithoutChangesAndUnknownOnesWork) {
    ShotPlan plan = test::slackWater();
    plan.days[0].timeZone = "Etc/UTC";
    const auto utc = encodeCalendar(plan);
    ASSERT_TRUE(utc);
    EXPECT_NE(utc->find("TZOFFSETTO:+0000"), std::string::npos);
    plan.days[0].timeZone = "Mars/Olympus";
    const auto mars = encodeCalendar(plan);
    ASSERT_TRUE(mars);
    EXPECT_NE(mars->find("DTSTART:20261120T073000\r\n"), std::string::npos);
    EXPECT_EQ(mars->find("VTIMEZONE"), std::string::npos);
}

}  // namespace
}  // namespace recce
