#include "base/local_time.h"

#include <date/tz.h>

#include <array>
#include <charconv>
#include <cmath>
#include <exception>

#include <fmt/format.h>

namespace recce {
namespace {

/// Two whole numbers or three with a sign between them, nothing else.
template <std::size_t N> std::optional<std::array<int, N>> numbers(std::string_view text, char between) {
    std::array<int, N> out{};
    const char* at = text.data();
    const char* end = at + text.size();
    for (std::size_t i = 0; i < N; ++i) {
        if (i > 0 && (at == end || *at++ != between)) return std::nullopt;
        if (at == end || *at < '0' || *at > '9') return std::nullopt;
        const auto [next, error] = std::from_chars(at, end, out[i]);
        if (error != std::errc()) return std::nullopt;
        at = next;
    }
    if (at != end) return std::nullopt;
    return out;
}

const date::time_zone* findZone(const std::string& name) {
    if (name.empty()) return nullptr;
    try {
        return date::locate_zone(name);
    } catch (const std::exception&) {
        return nullptr;  // not in this machine's database
    }
}

std::optional<date::local_days> findDay(std::string_view text) {
    const auto n = numbers<3>(text, '-');
    if (!n || (*n)[1] < 1 || (*n)[2] < 1) return std::nullopt;
    const auto ymd = date::year((*n)[0]) / (*n)[1] / (*n)[2];
    if (!ymd.ok()) return std::nullopt;
    return date::local_days(ymd);
}

using Days = std::chrono::duration<double, std::ratio<86400>>;

}  // namespace

bool isTimeZone(const std::string& name) { return findZone(name) != nullptr; }

std::optional<double> momentOf(std::string_view date, Minutes minutes, const std::string& zone) {
    const auto* z = findZone(zone);
    const auto day = findDay(date);
    if (!z || !day || !std::isfinite(minutes.value)) return std::nullopt;
    const auto local = *day + std::chrono::seconds(std::llround(minutes.value * 60));
    return Days(z->to_sys(local, date::choose::earliest).time_since_epoch()).count();
}

std::optional<Minutes> wallClock(double days, std::string_view date, const std::string& zone) {
    const auto* z = findZone(zone);
    const auto day = findDay(date);
    if (!z || !day || !std::isfinite(days)) return std::nullopt;
    const date::sys_seconds moment(std::chrono::seconds(std::llround(days * 86400)));
    return Minutes(static_cast<double>((z->to_local(moment) - *day).count()) / 60);
}

std::optional<Minutes> minutesOf(std::string_view text) {
    const auto n = numbers<2>(text, ':');
    if (!n || (*n)[0] > 47 || (*n)[1] > 59) return std::nullopt;
    return Minutes((*n)[0] * 60 + (*n)[1]);
}

std::string timeOfDay(Minutes minutes) {
    const auto m = static_cast<int>(std::lround(minutes.value));
    return fmt::format("{:02}:{:02}", m / 60, m % 60);
}

}  // namespace recce
