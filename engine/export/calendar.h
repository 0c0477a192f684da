// Shoot days as iCalendar (RFC 5545). Same days, same bytes; identifiers stay the same from one export to the next.
#pragma once

#include <string>

#include "base/error.h"
#include "plan/shot_plan.h"

namespace recce {

/// One event a shoot day: timed in its place's own time zone where the day has a call, else all day (its end exclusive).
Result<std::string> encodeCalendar(const ShotPlan& plan);

/// A content line folded to at most 75 octets a physical line, never inside a character, with CRLF at the end.
std::string foldedLine(const std::string& line);
/// Backslash, semicolon, comma and line feed escaped.
std::string calendarText(const std::string& text);

}  // namespace recce
