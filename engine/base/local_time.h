// What a clock on the wall shows, and the moment that it is. Zones are IANA names from the machine's own database.
// Knows no clock of its own: nobody asks here what time it is now.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/units.h"

namespace recce {

/// Whether this machine knows a zone of that name.
bool isTimeZone(const std::string& name);
/// Days since 1970-01-01T00:00Z of the moment when a wall clock in `zone` shows `minutes` after midnight on a date such as
/// "2026-11-20". An hour that a change to summer time leaves out counts from before it; one that comes twice is the first.
/// Nothing where date or zone do not exist.
std::optional<double> momentOf(std::string_view date, Minutes minutes, const std::string& zone);
/// The inverse: minutes after that date's midnight, below 0 or above 1440 on other days.
std::optional<Minutes> wallClock(double days, std::string_view date, const std::string& zone);
/// "7:30", "07:30", up to "47:59" (the small hours after a night's work) as minutes after midnight.
std::optional<Minutes> minutesOf(std::string_view timeOfDay);
/// "07:30"; 0 to 2879 minutes, whole.
std::string timeOfDay(Minutes minutes);

}  // namespace recce
