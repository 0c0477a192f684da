#include "optics/ies.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "base/text.h"

namespace recce::optics {
namespace {
constexpr std::size_t kMostValues = 1'000'000;

/// The numbers of the file one by one: separated by white space and commas, over any line breaks.
class Numbers {
public:
    Numbers(std::string_view text, std::size_t line, std::string_view name) : text_(text), line_(line), name_(name) {}

    Result<double> next(std::string_view what) {
        skip();
        if (at_ >= text_.size()) return fail(Code::Malformed, fmt::format("The file ends at line {} where {} should be.", line_, what), std::string(name_), kHint);
        const std::size_t start = at_;
        while (at_ < text_.size() && !separates(text_[at_])) ++at_;
        std::string_view word = text_.substr(start, at_ - start);
        if (word.starts_with('+')) word.remove_prefix(1);
        double value = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
        if (word.empty() || error != std::errc() || end != word.data() + word.size() || !std::isfinite(value))
            return fail(Code::Malformed, fmt::format("\"{}\" at line {} is no number; {} should be there.", toCleanText(word.substr(0, 40)), line_, what),
                        std::string(name_), kHint);
        return value;
    }
    Result<std::size_t> count(std::string_view what) {
        RECCE_TRY(const double value, next(what));
        if (value < 1 || value > kMostValues || value != std::floor(value))
            return fail(Code::Malformed, fmt::format("{} at line {} is {}; it must be a whole number from 1 to {}.", what, line_, value, kMostValues),
                        std::string(name_), kHint);
        return static_cast<std::size_t>(value);
    }
    Result<std::vector<double>> list(std::size_t n, std::string_view what) {
        std::vector<double> out;
        // Not reserved from the file's word: what is not there cannot be read.
        for (std::size_t i = 0; i < n; ++i) {
            RECCE_TRY(const double value, next(what));
            out.push_back(value);
        }
        return out;
    }
    std::size_t line() const { return line_; }
    static constexpr const char* kHint = "Ask the maker for the file anew, or give the lamp's lumens and beam instead.";

private:
    static bool separates(char c) { return c == ' ' || c == '\t' || c == ',' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }
    void skip() {
        for (; at_ < text_.size() && separates(text_[at_]); ++at_) line_ += text_[at_] == '\n';
    }
    std::string_view text_;
    std::size_t at_ = 0, line_;
    std::string_view name_;
};

enum class Standard { Before1995, From1995, From2019 };

struct Head {
    Standard standard = Standard::Before1995;  // 1986 has no version line
    std::string luminaire;
    bool tilted = false;
    std::string_view rest;
    std::size_t line = 1;
};

Result<Head> readHead(std::string_view text, std::string_view name) {
    Head head;
    std::size_t at = 0, line = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view row = trimmed(text.substr(at, end - at));
        at = std::min(end + 1, text.size());
        ++line;
        if (line == 1 && row.starts_with("IES")) {
            if (row.find("2019") != row.npos || row.starts_with("IES:LM-63")) head.standard = Standard::From2019;
            else if (row.find("1995") != row.npos || row.find("2002") != row.npos) head.standard = Standard::From1995;
        }
        if (head.luminaire.empty() && (row.starts_with("[LUMINAIRE]") || row.starts_with("[LUMCAT]")))
            head.luminaire = toCleanText(trimmed(row.substr(row.find(']') + 1)));
        if (!row.starts_with("TILT")) continue;
        const auto equals = row.find('=');
        const std::string_view kind = equals == row.npos ? std::string_view() : trimmed(row.substr(equals + 1));
        if (kind != "NONE" && kind != "INCLUDE")
            return fail(Code::Unsupported, fmt::format("The lamp's tilt factors lie in another file (line {}: TILT={}).", line, toCleanText(kind.substr(0, 60))),
                        std::string(name), "Only TILT=NONE and TILT=INCLUDE are read.");
        head.tilted = kind == "INCLUDE";
        head.rest = text.substr(at);
        head.line = line + 1;
        return head;
    }
    return fail(Code::Malformed, "The file has no TILT line, so it is no IES photometry.", std::string(name), Numbers::kHint);
}

/// `line`: where the list ends, for who has to mend it.
Status ascending(const std::vector<double>& angles, std::string_view what, double low, double high, std::size_t line, std::string_view name) {
    for (std::size_t i = 0; i < angles.size(); ++i) {
        if (angles[i] < low - 1e-6 || angles[i] > high + 1e-6)
            return fail(Code::Malformed, fmt::format("The {} angle {} (its list ends at line {}) lies outside {} to {} degrees.", what, angles[i], line, low, high), std::string(name), Numbers::kHint);
        if (i && angles[i] <= angles[i - 1])
            return fail(Code::Malformed, fmt::format("The {} angles that end at line {} do not ascend: {} follows {}.", what, line, angles[i], angles[i - 1]), std::string(name), Numbers::kHint);
    }
    return {};
}

using Plane = std::vector<double>;
struct Planes {
    std::vector<double> angle;
    std::vector<Plane> values;
};

/// Reflects the planes about `axis`: those beyond it are made from those before it (or the other way round).
void mirror(Planes& planes, double axis) {
    const Planes old = planes;
    for (std::size_t i = old.angle.size(); i-- > 0;) {
        const double reflected = 2 * axis - old.angle[i];
        if (std::abs(reflected - old.angle[i]) < 1e-9) continue;
        planes.angle.push_back(reflected);
        planes.values.push_back(old.values[i]);
    }
    std::vector<std::size_t> order(planes.angle.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return planes.angle[a] < planes.angle[b]; });
    Planes sorted;
    for (const std::size_t i : order) {
        if (!sorted.angle.empty() && planes.angle[i] - sorted.angle.back() < 1e-9) continue;
        sorted.angle.push_back(planes.angle[i]);
        sorted.values.push_back(planes.values[i]);
    }
    planes = std::move(sorted);
}

/// Type C to planes from 0 to 360, the first repeated at the end. False where the range has no symmetry that LM-63 knows.
bool wholeCircle(Planes& planes) {
    const double first = planes.angle.front(), last = planes.angle.back();
    const auto is = [](double a, double b) { return std::abs(a - b) < 0.01; };
    if (is(first, 0) && is(last, 90)) {
        mirror(planes, 90);
        mirror(planes, 180);
    } else if (is(first, 0) && is(last, 180)) {
        mirror(planes, 180);
    } else if (is(first, 90) && is(last, 270)) {
        mirror(planes, 270);  // to 90 ... 450, then brought round below
        Planes round;
        for (std::size_t i = 0; i < planes.angle.size(); ++i) {
            if (planes.angle[i] < 360 - 1e-9) continue;
            round.angle.push_back(planes.angle[i] - 360);
            round.values.push_back(planes.values[i]);
        }
        for (std::size_t i = 0; i < planes.angle.size(); ++i) {
            if (planes.angle[i] > 360 + 1e-9 || (!round.angle.empty() && planes.angle[i] - round.angle.back() < 1e-9)) continue;
            round.angle.push_back(planes.angle[i]);
            round.values.push_back(planes.values[i]);
        }
        planes = std::move(round);
        if (!is(planes.angle.front(), 0)) {
            // No measured plane at 0 and 360: half way between its neighbours, which mirror each other.
            const double step = planes.angle.front();
            if (!is(360 - planes.angle.back(), step)) return false;
            planes.angle.insert(planes.angle.begin(), -planes.angle.front());
            planes.values.insert(planes.values.begin(), planes.values.back());
        }
    } else if (!is(last, 360)) {
        if (!is(first, 0) || last <= 180) return false;
        planes.angle.push_back(360);  // many makers leave it out
        planes.values.push_back(planes.values.front());
    } else if (!is(first, 0)) {
        return false;
    }
    return true;
}

double between(double a, double b, double share) { return a + (b - a) * share; }

/// Index of the interval that holds `value`, and how far it lies along it. `angles` has two or more.
std::pair<std::size_t, double> along(const std::vector<double>& angles, double value) {
    const auto above = std::upper_bound(angles.begin(), angles.end(), value);
    const std::size_t i = std::min<std::size_t>(above == angles.begin() ? 0 : static_cast<std::size_t>(above - angles.begin()) - 1, angles.size() - 2);
    return {i, std::clamp((value - angles[i]) / (angles[i + 1] - angles[i]), 0.0, 1.0)};
}
}  // namespace

Candela IesProfile::sample(double h, double v) const {
    if (v < vertical.front() - 1e-9 || v > vertical.back() + 1e-9) return Candela(0);
    const auto [row, rowShare] = vertical.size() == 1 ? std::pair<std::size_t, double>{0, 0} : optics::along(vertical, v);
    const std::size_t below = std::min(row + 1, vertical.size() - 1);
    const auto plane = [&](std::size_t i) { return between(at(i, row), at(i, below), rowShare); };
    if (axial()) return Candela(plane(0));
    if (type == Type::C) {
        h -= 360 * std::floor(h / 360);
        if (h < horizontal.front()) h += 360;
    } else if (h < horizontal.front() - 1e-9 || h > horizontal.back() + 1e-9) {
        return Candela(0);
    }
    const auto [column, share] = optics::along(horizontal, h);
    return Candela(between(plane(column), plane(column + 1), share));
}

Candela IesProfile::along(const Vec3& d) const {
    if (type == Type::C) {
        const double v = degrees(std::acos(std::clamp(-d.z, -1.0, 1.0))).value;
        return sample(degrees(std::atan2(d.x, d.y)).value, v);
    }
    // Straight ahead is 0, 0. The poles of type B lie left and right, those of type A above and below.
    if (type == Type::B) return sample(degrees(std::asin(std::clamp(d.x, -1.0, 1.0))).value, degrees(std::atan2(d.y, -d.z)).value);
    return sample(degrees(std::atan2(d.x, -d.z)).value, degrees(std::asin(std::clamp(d.y, -1.0, 1.0))).value);
}

Lumens IesProfile::flux() const {
    double sum = 0;
    const std::size_t planes = axial() ? 1 : horizontal.size() - 1;
    for (std::size_t h = 0; h < planes; ++h) {
        const std::size_t next = axial() ? h : h + 1;
        const double left = axial() ? 0 : radians(Degrees(horizontal[h])), right = axial() ? 2 * kPi : radians(Degrees(horizontal[next]));
        for (std::size_t v = 0; v + 1 < vertical.size(); ++v) {
            const double low = radians(Degrees(vertical[v])), high = radians(Degrees(vertical[v + 1]));
            const double mean = (at(h, v) + at(h, v + 1) + at(next, v) + at(next, v + 1)) / 4;
            sum += mean * (type == Type::C   ? (right - left) * (std::cos(low) - std::cos(high))
                           : type == Type::B ? (std::sin(right) - std::sin(left)) * (high - low)
                                             : (right - left) * (std::sin(high) - std::sin(low)));
        }
    }
    return Lumens(sum);
}

Degrees IesProfile::widthAt(double share, double planeDeg) const {
    const double level = peak().value * share;
    // From the axis outwards to where the intensity last falls through the level.
    const auto half = [&](double plane, double sign) {
        double last = 0;
        for (std::size_t v = 0; v + 1 < vertical.size(); ++v) {
            const double from = sign > 0 ? vertical[v] : vertical[vertical.size() - 1 - v];
            const double to = sign > 0 ? vertical[v + 1] : vertical[vertical.size() - 2 - v];
            if (from * sign < -1e-9) continue;
            const double a = sample(plane, from).value, b = sample(plane, to).value;
            if (a >= level && b < level) last = std::abs(from + (to - from) * (a - level) / (a - b));
            else if (b >= level) last = std::abs(to);
        }
        return last;
    };
    if (type == Type::C) return Degrees(half(planeDeg, 1) + half(planeDeg + 180, 1));
    return Degrees(half(planeDeg, 1) + half(planeDeg, -1));
}

Result<IesProfile> readIes(std::string_view text, std::string_view name) {
    RECCE_TRY(const Head head, readHead(text, name));
    Numbers in(head.rest, head.line, name);
    if (head.tilted) {
        RECCE_TRY_STATUS(in.next("the lamp's position"));
        RECCE_TRY(const std::size_t n, in.count("The count of tilt angles"));
        RECCE_TRY_STATUS(in.list(2 * n, "a tilt angle or factor"));
    }
    RECCE_TRY_STATUS(in.next("the number of lamps"));
    RECCE_TRY_STATUS(in.next("lumens per lamp"));
    RECCE_TRY(const double multiplier, in.next("the candela multiplier"));
    RECCE_TRY(const std::size_t verticals, in.count("The count of vertical angles"));
    RECCE_TRY(const std::size_t horizontals, in.count("The count of horizontal angles"));
    RECCE_TRY(const double type, in.next("the photometric type"));
    RECCE_TRY(const double units, in.next("the unit of size"));
    IesProfile out;
    out.luminaire = head.luminaire;
    const double metre = units == 1 ? 0.3048 : 1;
    RECCE_TRY(const double width, in.next("the width"));
    RECCE_TRY(const double length, in.next("the length"));
    RECCE_TRY(const double height, in.next("the height"));
    out.width = width * metre;
    out.length = length * metre;
    out.height = height * metre;
    RECCE_TRY(const double ballast, in.next("the ballast factor"));
    RECCE_TRY(const double second, in.next("the ballast-lamp factor"));
    RECCE_TRY(out.watts, in.next("the input watts"));
    if (type != 1 && type != 2 && type != 3)
        return fail(Code::Malformed, fmt::format("The photometric type {} is none of 1 (C), 2 (B) and 3 (A).", type), std::string(name), Numbers::kHint);
    out.type = static_cast<IesProfile::Type>(static_cast<int>(type));
    if (verticals < 2 || verticals > kMostValues / horizontals)
        return fail(Code::Malformed, fmt::format("{} vertical by {} horizontal angles are not to be believed.", verticals, horizontals), std::string(name), Numbers::kHint);
    RECCE_TRY(out.vertical, in.list(verticals, "a vertical angle"));
    const std::size_t verticalsEnd = in.line();
    Planes planes;
    RECCE_TRY(planes.angle, in.list(horizontals, "a horizontal angle"));
    const bool c = out.type == IesProfile::Type::C;
    RECCE_TRY_STATUS(ascending(out.vertical, "vertical", c ? 0 : -90, c ? 180 : 90, verticalsEnd, name));
    RECCE_TRY_STATUS(ascending(planes.angle, "horizontal", c ? 0 : -90, c ? 360 : 90, in.line(), name));
    // Before 1995 the second factor is the lamp's share; later it means nothing (1995, 2002) or who made the file (2019).
    const double factor = multiplier * ballast * (head.standard == Standard::Before1995 ? second : 1);
    for (std::size_t h = 0; h < horizontals; ++h) {
        RECCE_TRY(Plane values, in.list(verticals, "a candela value"));
        for (double& v : values) {
            v *= factor;
            if (v < 0) return fail(Code::Malformed, fmt::format("A candela value near line {} is negative.", in.line()), std::string(name), Numbers::kHint);
        }
        planes.values.push_back(std::move(values));
    }
    if (horizontals == 1 && !c)
        return fail(Code::Unsupported, "Types A and B need more than one horizontal angle.", std::string(name), Numbers::kHint);
    if (horizontals == 1) {
        planes.angle = {0};
    } else if (c) {
        if (!wholeCircle(planes))
            return fail(Code::Unsupported, fmt::format("Horizontal angles from {} to {} have no symmetry that LM-63 knows.", planes.angle.front(), planes.angle.back()),
                        std::string(name), Numbers::kHint);
    } else if (std::abs(planes.angle.front()) < 0.01) {
        mirror(planes, 0);
    }
    if (!c && std::abs(out.vertical.front()) < 0.01) {
        // Half given: the other half is its mirror.
        std::vector<double> angles;
        for (std::size_t i = out.vertical.size(); i-- > 1;) angles.push_back(-out.vertical[i]);
        angles.insert(angles.end(), out.vertical.begin(), out.vertical.end());
        for (Plane& p : planes.values) {
            Plane full(p.rbegin(), p.rend() - 1);
            full.insert(full.end(), p.begin(), p.end());
            p = std::move(full);
        }
        out.vertical = std::move(angles);
    }
    out.horizontal = std::move(planes.angle);
    for (const Plane& p : planes.values) out.candela.insert(out.candela.end(), p.begin(), p.end());
    out.brightest = *std::max_element(out.candela.begin(), out.candela.end());
    out.contents = hashOf(text);
    if (out.brightest <= 0) return fail(Code::Malformed, "Every candela value is zero.", std::string(name), Numbers::kHint);
    return out;
}

}  // namespace recce::optics
