// iCalendar; see calendar.h.
#include "export/calendar.h"

#include <date/tz.h>

#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/local_time.h"
#include "base/unit_text.h"
#include "plan/sheets.h"

namespace recce {
namespace {
using namespace std::chrono;

std::string property(const std::string& name, const std::string& text) { return foldedLine(name + ":" + calendarText(text)); }

std::optional<date::local_days> dayOf(const Date& text) {
    int y = 0, m = 0, d = 0;
    if (std::sscanf(text.c_str(), "%d-%d-%d", &y, &m, &d) != 3) return std::nullopt;
    const auto ymd = date::year(y) / m / d;
    if (!ymd.ok()) return std::nullopt;
    return date::local_days(ymd);
}
std::optional<minutes> timeOf(const TimeOfDay& text) {
    const auto found = minutesOf(text);
    return found ? std::optional(minutes(std::lround(found->value))) : std::nullopt;
}
std::string dateForm(date::local_days day) { return date::format("%Y%m%d", day); }
std::string localForm(date::local_seconds when) { return date::format("%Y%m%dT%H%M%S", when); }
std::string offsetForm(seconds offset) {
    const auto m = duration_cast<minutes>(offset < seconds(0) ? -offset : offset).count();
    return fmt::format("{}{:02}{:02}", offset < seconds(0) ? '-' : '+', m / 60, m % 60);
}

const date::time_zone* zoneOf(const std::string& name) {
    if (name.empty()) return nullptr;
    try {
        return date::locate_zone(name);
    } catch (const std::exception&) {
        return nullptr;  // Not in this machine's database: the times are then written without a zone.
    }
}

// One observance for every period of the zone that one of the days falls in: right for these days, and nothing more is
// asked of it.
std::string zoneText(const date::time_zone& zone, const std::set<date::local_days>& days) {
    std::map<date::sys_seconds, date::sys_info> periods;
    for (const date::local_days day : days) {
        for (const auto at : {day, day + date::days(1)}) {
            const auto info = zone.get_info(zone.to_sys(at, date::choose::earliest));
            periods[info.begin] = info;
        }
    }
    std::string out = "BEGIN:VTIMEZONE\r\n" + property("TZID", zone.name());
    for (const auto& [begin, info] : periods) {
        const char* kind = info.save == minutes(0) ? "STANDARD" : "DAYLIGHT";
        const date::sys_seconds epoch(date::sys_days(date::year(1970) / 1 / 1));
        const bool open = begin < epoch;  // a zone that never changes begins before any calendar
        const seconds from = open ? info.offset : zone.get_info(begin - seconds(1)).offset;
        const date::local_seconds start((open ? epoch : begin).time_since_epoch() + from);
        out += fmt::format("BEGIN:{0}\r\nDTSTART:{1}\r\nTZOFFSETFROM:{2}\r\nTZOFFSETTO:{3}\r\n", kind, localForm(start), offsetForm(from), offsetForm(info.offset));
        out += property("TZNAME", info.abbrev) + fmt::format("END:{}\r\n", kind);
    }
    return out + "END:VTIMEZONE\r\n";
}

}  // namespace

std::string calendarText(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == ';' || c == ',') out += '\\';
        if (c == '\n') out += "\\n";
        else if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
    return out;
}

std::string foldedLine(const std::string& line) {
    constexpr std::size_t kLimit = 75;
    std::string out;
    std::size_t used = 0;
    for (std::size_t at = 0; at < line.size();) {
        std::size_t length = 1;
        while (at + length < line.size() && (static_cast<unsigned char>(line[at + length]) & 0xC0) == 0x80) ++length;
        if (used + length > kLimit) {
            out += "\r\n ";
            used = 1;  // the space counts
        }
        out.append(line, at, length);
        used += length;
        at += length;
    }
    return out + "\r\n";
}

Result<std::string> encodeCalendar(const ShotPlan& plan) {
    std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Recce//Shoot days//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n";
    out += property("X-WR-CALNAME", plan.title);
    std::map<std::string, std::set<date::local_days>> zones;
    std::string events;
    for (const DayRow& day : plan.days) {
        const auto on = dayOf(day.date);
        if (!on) continue;  // no date yet: nothing a calendar could show
        const auto call = timeOf(day.call);
        const auto* zone = call ? zoneOf(day.timeZone) : nullptr;
        events += "BEGIN:VEVENT\r\n" + property("UID", "recce-day-" + hexText(day.id.value));
        // The stamp comes from the plan, not from a clock, so that exporting twice gives the same bytes.
        events += "DTSTAMP:" + dateForm(*on) + "T000000Z\r\n";
        if (call) {
            const std::string name = zone ? "DTSTART;TZID=" + zone->name() : "DTSTART";
            const date::local_seconds start = *on + *call;
            events += foldedLine(name + ":" + localForm(start));
            auto end = timeOf(day.wrap);
            if (end && *end <= *call) *end += hours(24);
            if (!end && day.minutes > 0) end = *call + minutes(std::lround(day.minutes));
            if (end) events += foldedLine((zone ? "DTEND;TZID=" + zone->name() : "DTEND") + ":" + localForm(*on + *end));
            if (zone) zones[day.timeZone].insert(*on);
        } else {
            events += "DTSTART;VALUE=DATE:" + dateForm(*on) + "\r\nDTEND;VALUE=DATE:" + dateForm(*on + date::days(1)) + "\r\n";
        }
        std::string numbers, lines;
        for (const DayStrip& strip : day.strips) {
            for (const SceneRow& scene : plan.scenes) {
                if (scene.id != strip.scene || strip.scene.isNull()) continue;
                if ((", " + numbers + ",").find(", " + scene.number + ",") == std::string::npos) numbers += (numbers.empty() ? "" : ", ") + scene.number;
            }
            lines += strip.text + "\n";
        }
        std::string summary = fmt::format("{}: day {}", plan.title, day.number);
        if (!numbers.empty()) summary += ", sc. " + numbers;
        if (day.eighths > 0 && !day.eighthsUnknown) summary += " (" + eighthsText(day.eighths) + " pp.)";
        events += property("SUMMARY", summary);
        if (!day.unit.empty()) lines = day.unit + "\n" + lines;
        if (day.minutes > 0) lines += fmt::format("{} h of setups\n", sheets::hoursText(day.minutes));
        if (!lines.empty()) events += property("DESCRIPTION", lines.substr(0, lines.size() - 1));
        if (!day.place.empty()) events += property("LOCATION", day.place);
        events += "STATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\nEND:VEVENT\r\n";
    }
    for (const auto& [name, days] : zones) out += zoneText(*zoneOf(name), days);
    return out + events + "END:VCALENDAR\r\n";
}

}  // namespace recce
