#include "base/unit_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "base/text.h"

namespace recce {
namespace {

struct UnitName {
    Quantity quantity;
    std::string_view name;
    double factor;  ///< of the quantity's unit
};
// Exact by definition: inch 25.4 mm, pound 0.45359237 kg, foot-candle = lm/ft2.
constexpr double kFoot = 0.3048, kInch = 0.0254, kFootCandle = 1.0 / (kFoot * kFoot);
// A density of 0.3 is one stop, as filters are sold (log10 2 = 0.301).
constexpr double kStopsOfDensity = 1 / 0.3;
constexpr UnitName kUnits[] = {
    {Quantity::Length, "m", 1}, {Quantity::Length, "cm", 0.01}, {Quantity::Length, "mm", 0.001},
    {Quantity::Length, "km", 1000}, {Quantity::Length, "ft", kFoot}, {Quantity::Length, "'", kFoot},
    {Quantity::Length, "in", kInch}, {Quantity::Length, "\"", kInch},
    {Quantity::Focal, "mm", 1}, {Quantity::Focal, "cm", 10}, {Quantity::Focal, "in", 25.4},
    {Quantity::Angle, "deg", 1}, {Quantity::Angle, "\xC2\xB0", 1}, {Quantity::Angle, "rad", 180 / kPi},
    {Quantity::Shutter, "deg", 1}, {Quantity::Shutter, "\xC2\xB0", 1},
    {Quantity::Temperature, "k", 1},
    {Quantity::Exposure, "stops", 1}, {Quantity::Exposure, "stop", 1}, {Quantity::Exposure, "ev", 1},
    {Quantity::Exposure, "st", 1},
    {Quantity::Density, "nd", kStopsOfDensity}, {Quantity::Density, "stops", 1}, {Quantity::Density, "stop", 1},
    {Quantity::Density, "st", 1}, {Quantity::Density, "ev", 1},
    {Quantity::Share, "%", 0.01},
    {Quantity::Illuminance, "lux", 1}, {Quantity::Illuminance, "lx", 1}, {Quantity::Illuminance, "fc", kFootCandle},
    {Quantity::Flux, "lm", 1}, {Quantity::Flux, "klm", 1000}, {Quantity::Intensity, "cd", 1},
    {Quantity::Intensity, "kcd", 1000},
    {Quantity::WorkTime, "min", 1}, {Quantity::WorkTime, "h", 60},
    {Quantity::Mass, "kg", 1}, {Quantity::Mass, "g", 0.001}, {Quantity::Mass, "lb", 0.45359237},
    {Quantity::Power, "w", 1}, {Quantity::Power, "kw", 1000},
    {Quantity::FrameRate, "fps", 1},
};

std::string_view expectation(Quantity q) {
    switch (q) {
        case Quantity::Number: return "a number";
        case Quantity::Length: return "a length such as 1.8m, 6ft 2in or 40cm";
        case Quantity::Focal: return "a focal length such as 50mm";
        case Quantity::Angle: return "an angle such as 12.5deg";
        case Quantity::Temperature: return "a colour temperature such as 3200K, tungsten or daylight";
        case Quantity::Aperture: return "a stop such as T2.8";
        case Quantity::Exposure: return "stops such as 2, 1 1/3 or ND0.6";
        case Quantity::Density: return "a density such as 0.6, ND0.6 or 2 stops";
        case Quantity::Sensitivity: return "an exposure index such as 800";
        case Quantity::Shutter: return "a shutter such as 180deg or 1/48";
        case Quantity::Time: return "a time such as 48f, 2s or 0:02:12";
        case Quantity::FrameRate: return "a frame rate such as 24, 23.976 or 25";
        case Quantity::Share: return "a share such as 60%";
        case Quantity::Illuminance: return "an illuminance such as 500lux or 50fc";
        case Quantity::Flux: return "a flux such as 1200lm";
        case Quantity::Intensity: return "an intensity such as 5000cd";
        case Quantity::WorkTime: return "a time such as 45min or 1.5h";
        case Quantity::Mass: return "a weight such as 8.5kg";
        case Quantity::Power: return "a power such as 575W";
    }
    return "a number";
}

/// Recursive descent over: sum = product {(+|-) product}; product = value {(*|/) number};
/// value = part {part}; part = [-] number [fraction] [unit] | ( sum ).
class Reader {
public:
    Reader(Quantity quantity, std::string_view text, bool imperial)
        : quantity_(quantity), text_(text), imperial_(imperial) {}

    std::optional<double> whole() {
        const auto value = sum();
        skip();
        if (!value || at_ != text_.size()) return std::nullopt;
        return value;
    }

private:
    void skip() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    }
    bool take(char c) {
        skip();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    bool takeMinus() {
        if (take('-')) return true;
        if (text_.substr(at_, 3) != "\xE2\x88\x92") return false;  // U+2212
        at_ += 3;
        return true;
    }
    std::optional<double> sum() {
        if (++depth_ > 50) return std::nullopt;
        auto value = product();
        while (value) {
            if (take('+')) {
                const auto more = product();
                value = more ? std::optional(*value + *more) : std::nullopt;
            } else if (takeMinus()) {
                const auto less = product();
                value = less ? std::optional(*value - *less) : std::nullopt;
            } else {
                break;
            }
        }
        return value;
    }
    std::optional<double> product() {
        auto value = parts();
        while (value) {
            if (take('*')) {
                const auto by = number();
                value = by ? std::optional(*value * *by) : std::nullopt;
            } else if (take('/')) {
                const auto by = number();
                value = by && *by != 0 ? std::optional(*value / *by) : std::nullopt;
            } else {
                break;
            }
        }
        return value;
    }
    /// One or more numbers with units that add up: 6ft 2in.
    std::optional<double> parts() {
        const bool negative = takeMinus();
        if (take('(')) {
            const auto inner = sum();
            if (!inner || !take(')')) return std::nullopt;
            return negative ? -*inner : *inner;
        }
        double total = 0, smallest = HUGE_VAL;
        int count = 0;
        bool bare = false;
        for (skip(); at_ < text_.size() && isNumberStart(); skip()) {
            auto n = number();
            if (!n) return std::nullopt;
            if (const auto fraction = mixedFraction()) *n += *fraction;
            bool named = false;
            const double factor = unit(named);
            // Descending units only, and a number without unit only alone: "6ft 2" says too little.
            if (count > 0 && (!named || bare || factor >= smallest)) return std::nullopt;
            bare = !named;
            smallest = factor;
            total += *n * factor;
            ++count;
        }
        if (count == 0) return std::nullopt;
        return negative ? -total : total;
    }
    bool isNumberStart() const {
        const char c = text_[at_];
        return (c >= '0' && c <= '9') || c == '.';
    }
    std::optional<double> number() {
        skip();
        if (at_ >= text_.size() || !isNumberStart()) return std::nullopt;
        double value = 0;
        const char* begin = text_.data() + at_;
        const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
        if (error != std::errc() || !std::isfinite(value)) return std::nullopt;
        at_ += static_cast<std::size_t>(end - begin);
        return value;
    }
    /// The "1/2" of "5 1/2in".
    std::optional<double> mixedFraction() {
        const std::size_t before = at_;
        if (at_ < text_.size() && text_[at_] == ' ') {
            skip();
            if (at_ < text_.size() && isNumberStart()) {
                const auto above = number();
                if (above && at_ < text_.size() && text_[at_] == '/') {
                    ++at_;
                    const auto below = number();
                    if (below && *below > 0) return *above / *below;
                }
            }
        }
        at_ = before;
        return std::nullopt;
    }
    double unit(bool& named) {
        skip();
        std::size_t best = 0;
        double factor = quantity_ == Quantity::Length && imperial_ ? kFoot : quantity_ == Quantity::Density ? kStopsOfDensity : 1;
        const std::string rest = lowered(text_.substr(at_));
        for (const UnitName& u : kUnits) {
            if (u.quantity != quantity_ || u.name.size() <= best || rest.compare(0, u.name.size(), u.name) != 0) continue;
            // A word must end where the unit ends: "m" is not the start of "mm".
            const char next = rest.size() > u.name.size() ? rest[u.name.size()] : ' ';
            const bool wordUnit = u.name.back() >= 'a' && u.name.back() <= 'z';
            if (wordUnit && next >= 'a' && next <= 'z') continue;
            best = u.name.size();
            factor = u.factor;
        }
        at_ += best;
        named = best > 0;
        return factor;
    }

    Quantity quantity_;
    std::string_view text_;
    bool imperial_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

std::optional<double> plainNumber(std::string_view text) {
    return Reader(Quantity::Number, trimmed(text), false).whole();
}

bool takePrefix(std::string_view& text, std::string_view prefix) {
    if (lowered(text.substr(0, prefix.size())) != prefix) return false;
    text = trimmed(text.substr(prefix.size()));
    return true;
}

/// "2s", "48f", "48", "0:02", "0:02:12" (minutes, seconds, frames).
std::optional<double> parseTime(std::string_view text, FrameRate rate) {
    const auto parts = split(text, ':');
    if (parts.size() == 2 || parts.size() == 3) {
        const auto minutes = plainNumber(parts[0]), seconds = plainNumber(parts[1]);
        const auto frames = parts.size() == 3 ? plainNumber(parts[2]) : std::optional(0.0);
        if (!minutes || !seconds || !frames || *seconds >= 60) return std::nullopt;
        return std::round((*minutes * 60 + *seconds) * rate.perSecond()) + *frames;
    }
    std::string_view number = trimmed(text);
    const std::string low = lowered(number);
    double factor = 1;
    for (const auto& [name, each] : {std::pair<std::string_view, double>{"frames", 1}, {"min", 60 * rate.perSecond()},
                                     {"f", 1}, {"s", rate.perSecond()}}) {
        if (low.size() <= name.size() || low.compare(low.size() - name.size(), name.size(), name) != 0) continue;
        number.remove_suffix(name.size());
        factor = each;
        break;
    }
    const auto value = plainNumber(number);
    if (!value) return std::nullopt;
    return std::round(*value * factor);
}

std::optional<double> parseAbsolute(Quantity quantity, std::string_view text, const UnitContext& context) {
    switch (quantity) {
        case Quantity::Length:
            if (lowered(text) == "inf" || text == "\xE2\x88\x9E") return HUGE_VAL;
            break;
        case Quantity::Temperature:
            if (lowered(text) == "tungsten") return 3200;
            if (lowered(text) == "daylight") return 5600;
            break;
        case Quantity::Aperture:
            if (!takePrefix(text, "t/") && !takePrefix(text, "f/") && !takePrefix(text, "t")) takePrefix(text, "f");
            break;
        case Quantity::Exposure:
            if (takePrefix(text, "nd")) {
                const auto density = plainNumber(text);
                return density ? std::optional(*density * kStopsOfDensity) : std::nullopt;
            }
            break;
        case Quantity::Density: takePrefix(text, "nd"); break;
        case Quantity::Sensitivity:
            if (!takePrefix(text, "iso")) takePrefix(text, "ei");
            break;
        case Quantity::Shutter:
            if (text.size() > 2 && text.substr(0, 2) == "1/") {
                std::string_view below = text.substr(2);
                if (below.back() == 's') below.remove_suffix(1);
                const auto n = plainNumber(below);
                return n && *n > 0 ? std::optional(360 * context.rate.perSecond() / *n) : std::nullopt;
            }
            break;
        case Quantity::Time: return parseTime(text, context.rate);
        case Quantity::FrameRate: {
            if (lowered(text).ends_with("fps")) text.remove_suffix(3);
            const auto rate = parseFrameRate(text);
            return rate ? std::optional(rate->perSecond()) : std::nullopt;
        }
        default: break;
    }
    return Reader(quantity, text, context.imperial).whole();
}

std::string fixed(double value, int digits) {
    std::string text = fmt::format("{:.{}f}", value, digits);
    if (text.find_first_not_of("-0.") == std::string::npos && text[0] == '-') text.erase(0, 1);
    return text;
}

/// At most `digits` after the point, without trailing zeros.
std::string brief(double value, int digits) {
    std::string text = fixed(value, digits);
    if (text.find('.') != std::string::npos) {
        while (text.back() == '0') text.pop_back();
        if (text.back() == '.') text.pop_back();
    }
    return text;
}

std::string feetAndInches(double metres) {
    // To the half inch, as a tape on set is read.
    const double half = std::round(std::abs(metres) / kInch * 2);
    const double feet = std::floor(half / 24), inches = (half - feet * 24) / 2;
    std::string text = metres < 0 && half > 0 ? "-" : "";
    if (feet > 0) text += fmt::format("{}ft", feet);
    if (inches > 0 || feet == 0) text += (feet > 0 ? " " : "") + brief(inches, 1) + "in";
    return text;
}

}  // namespace

Result<double> parseQuantity(Quantity quantity, std::string_view text, const UnitContext& context) {
    const std::string_view whole = trimmed(text);
    std::optional<double> value;
    if (!whole.empty() && context.current && whole[0] == '+') {
        value = parseAbsolute(quantity, trimmed(whole.substr(1)), context);
        if (value) *value += *context.current;
    } else if (!whole.empty() && context.current && (whole[0] == '*' || whole[0] == '/')) {
        value = plainNumber(whole.substr(1));
        if (value && whole[0] == '/') value = *value != 0 ? std::optional(1 / *value) : std::nullopt;
        if (value) *value *= *context.current;
    } else if (!whole.empty()) {
        value = parseAbsolute(quantity, whole[0] == '+' ? trimmed(whole.substr(1)) : whole, context);
    }
    // Six feet are 1.8288 m, not 1.8288000000000002: what is typed has no more than twelve digits to say.
    if (value && std::isfinite(*value) && quantity != Quantity::Number) value = std::strtod(fmt::format("{:.12g}", *value).c_str(), nullptr);
    const bool infinite = value && std::isinf(*value) && quantity == Quantity::Length;
    if (!value || (!std::isfinite(*value) && !infinite))
        return fail(Code::Usage, fmt::format("'{}' is not {}.", toCleanText(text), expectation(quantity)));
    return *value;
}

QuantityText quantityParts(Quantity quantity, double value, const UnitContext& context) {
    if (std::isinf(value)) return {value > 0 ? "inf" : "-inf", ""};
    switch (quantity) {
        case Quantity::Number: return {shortest(value), ""};
        case Quantity::Length:
            if (context.imperial) return {feetAndInches(value), ""};
            return {fixed(value, 2), "m"};
        case Quantity::Focal: return {brief(value, 1), "mm"};
        case Quantity::Angle: return {brief(value, 1), "deg"};
        case Quantity::Temperature: return {fixed(value, 0), "K"};
        case Quantity::Aperture: return {"T" + brief(value, 2), ""};
        case Quantity::Exposure: return {brief(value, 2), "stops"};
        case Quantity::Density: return {brief(value / kStopsOfDensity, 2), "ND"};
        case Quantity::Sensitivity: return {fixed(value, 0), ""};
        case Quantity::Shutter: return {brief(value, 1), "deg"};
        case Quantity::Time: return {fixed(value, 0), "f"};
        case Quantity::FrameRate: return {brief(value, 3), "fps"};
        case Quantity::Share: return {brief(value * 100, 1), "%"};
        case Quantity::Illuminance:
            if (context.imperial) return {fixed(value / kFootCandle, value / kFootCandle < 10 ? 1 : 0), "fc"};
            return {fixed(value, value < 10 ? 1 : 0), "lux"};
        case Quantity::Flux: return {fixed(value, 0), "lm"};
        case Quantity::Intensity: return {fixed(value, 0), "cd"};
        case Quantity::WorkTime: return {brief(value, 0), "min"};
        case Quantity::Mass: return {brief(value, 1), "kg"};
        case Quantity::Power: return {fixed(value, 0), "W"};
    }
    return {shortest(value), ""};
}

std::string quantityText(Quantity quantity, double value, const UnitContext& context) {
    const QuantityText parts = quantityParts(quantity, value, context);
    return parts.unit.empty() ? parts.value : parts.value + " " + parts.unit;
}

Result<FrameRate> parseFrameRate(std::string_view text) {
    const auto bad = [&] {
        return fail(Code::Usage, fmt::format("'{}' is not {}.", toCleanText(text), expectation(Quantity::FrameRate)));
    };
    const auto parts = split(trimmed(text), '/');
    const auto integer = [](std::string_view t) -> std::optional<std::int32_t> {
        std::int32_t n = 0;
        const auto [end, error] = std::from_chars(t.data(), t.data() + t.size(), n);
        if (error != std::errc() || end != t.data() + t.size() || n <= 0 || n > 1'000'000) return std::nullopt;
        return n;
    };
    if (parts.size() == 2) {
        const auto num = integer(parts[0]), den = integer(parts[1]);
        if (!num || !den) return bad();
        return FrameRate{*num, *den};
    }
    if (parts.size() != 1) return bad();
    if (const auto whole = integer(parts[0])) return FrameRate{*whole, 1};
    const auto value = plainNumber(parts[0]);
    if (!value || *value <= 0 || *value > 10000) return bad();
    // 23.98, 23.976, 29.97, 47.95, 59.94: the NTSC family, 1000/1001 of the whole number above.
    const double above = std::round(*value * 1.001);
    if (std::abs(above / 1.001 - *value) < 0.006)
        return FrameRate{static_cast<std::int32_t>(above) * 1000, 1001};
    return FrameRate{static_cast<std::int32_t>(std::lround(*value * 1000)), 1000};
}

std::string frameRateText(FrameRate rate) {
    return rate.den == 1 ? std::to_string(rate.num) : fmt::format("{}/{}", rate.num, rate.den);
}

Result<int> parseEighths(std::string_view text) {
    const std::string_view whole = trimmed(text);
    const auto bad = [&] {
        return fail(Code::Usage, fmt::format("'{}' is not a length in pages such as 3/8, 1 or 1 3/8.", toCleanText(text)));
    };
    std::optional<double> eighths;
    const auto slash = whole.find('/');
    if (slash == std::string_view::npos) {
        if (const auto pages = plainNumber(whole)) eighths = *pages * 8;
    } else if (trimmed(whole.substr(slash + 1)) == "8") {
        const std::string_view above = trimmed(whole.substr(0, slash));
        const auto space = above.find(' ');
        const auto pages = space == std::string_view::npos ? std::optional(0.0) : plainNumber(above.substr(0, space));
        const auto rest = plainNumber(space == std::string_view::npos ? above : above.substr(space + 1));
        if (pages && rest) eighths = *pages * 8 + *rest;
    }
    if (!eighths || *eighths != std::floor(*eighths) || *eighths < 1 || *eighths > 8000) return bad();
    return static_cast<int>(*eighths);
}

std::string eighthsText(int eighths) {
    const int pages = eighths / 8, rest = eighths % 8;
    if (rest == 0) return std::to_string(pages);
    return pages > 0 ? fmt::format("{} {}/8", pages, rest) : fmt::format("{}/8", rest);
}

}  // namespace recce
