#include "optics/view.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "base/units.h"

namespace recce::optics {
namespace {
// LogC3 at EI 800: x > cut ? c log10(a x + b) + d : e x + f.
constexpr double kC3Cut = 0.010591, kC3A = 5.555556, kC3B = 0.052272, kC3C = 0.247190, kC3D = 0.385537, kC3E = 5.367655, kC3F = 0.092809;
// LogC4's constants as its specification derives them.
struct LogC4 {
    double a = (262144.0 - 16) / 117.45, b = (1023.0 - 95) / 1023, c = 95.0 / 1023;
    double s = 7 * std::log(2.0) * std::exp2(7 - 14 * c / b) / (a * b);
    double t = (std::exp2(14 * (-c / b) + 6) - 64) / a;
};
const LogC4 kC4;
constexpr double kSLog3Cut = 0.01125, kSLog3Low = 171.2102946929;
constexpr double kCctCut = 0.0078125, kCctA = 10.5402377416545, kCctB = 0.0729055341958355;

// GLM's matrices are written column by column.
const Mat3 kToAcesCg(0.613097, 0.070194, 0.020616, 0.339523, 0.916354, 0.109570, 0.047379, 0.013452, 0.869815);

// AgX Base (Sobotka, Blender 4's table by EaryChow): BT.2020 in, an inset, a sigmoid in log2, part of the hue
// put back, an outset. shaders/view.frag has the same numbers.
const Mat3 kTo2020(0.6274039, 0.0690973, 0.0163914, 0.3292830, 0.9195404, 0.0880133, 0.0433131, 0.0113623, 0.8955953);
const Mat3 kInset(0.856627153315983, 0.137318972929847, 0.11189821299995, 0.0951212405381588, 0.761241990602591, 0.0767994186031903,
                  0.0482516061458583, 0.101439036467562, 0.811302368396859);
const Mat3 kOutset(1.1271005818144368, -0.1413297634984383, -0.14132976349843826, -0.11060664309660323, 1.157823702216272,
                   -0.11060664309660294, -0.016493938717834573, -0.016493938717834257, 1.2519364065950405);
const Mat3 kTo709(1.6604910, -0.1245505, -0.0181508, -0.5876411, 1.1328999, -0.1005789, -0.0728499, -0.0083494, 1.1187297);

double sigmoid(double x) {
    constexpr double kPivot = 10 / 16.5, kSlope = 2.4, kPower = 1.5;
    const double grey = std::pow(0.18, 1 / 2.4);
    // The scale brings the toe to 0 at 0 and the shoulder to 1 at 1.
    const auto scale = [&](double run, double rise) {
        return std::pow(std::pow(kSlope * run, -kPower) * (std::pow(kSlope * run / rise, kPower) - 1), -1 / kPower);
    };
    const double s = x < kPivot ? -scale(kPivot, grey) : scale(1 - kPivot, 1 - grey);
    const double t = kSlope * (x - kPivot) / s;
    return s * t / std::pow(1 + std::pow(t, kPower), 1 / kPower) + grey;
}

Vec3 each(const Vec3& v, double (*f)(double)) { return {f(v.x), f(v.y), f(v.z)}; }

/// Hue of the hexcone, 0 to 6; 0 where there is none.
double hue(const Vec3& c) {
    const double most = std::max({c.x, c.y, c.z}), range = most - std::min({c.x, c.y, c.z});
    if (range <= 0) return 0;
    if (most == c.x) return std::fmod((c.y - c.z) / range + 6, 6);
    return most == c.y ? (c.z - c.x) / range + 2 : (c.x - c.y) / range + 4;
}

/// `c` with another hue, its largest and smallest channel kept.
Vec3 withHue(const Vec3& c, double h) {
    const double most = std::max({c.x, c.y, c.z}), least = std::min({c.x, c.y, c.z});
    const auto channel = [&](double at) {
        const double k = std::fmod(at + h + 12, 6);
        return most - (most - least) * std::clamp(std::min(k, 4 - k), 0.0, 1.0);
    };
    return {channel(5), channel(3), channel(1)};
}
}  // namespace

double logC3(double x) { return x > kC3Cut ? kC3C * std::log10(kC3A * x + kC3B) + kC3D : kC3E * x + kC3F; }
double linearOfLogC3(double y) {
    return y > kC3E * kC3Cut + kC3F ? (std::pow(10, (y - kC3D) / kC3C) - kC3B) / kC3A : (y - kC3F) / kC3E;
}
double logC4(double x) {
    return x >= kC4.t ? (std::log2(kC4.a * x + 64) - 6) / 14 * kC4.b + kC4.c : (x - kC4.t) / kC4.s;
}
double linearOfLogC4(double y) {
    return y >= 0 ? (std::exp2(14 * (y - kC4.c) / kC4.b + 6) - 64) / kC4.a : y * kC4.s + kC4.t;
}
double sLog3(double x) {
    return x >= kSLog3Cut ? (420 + std::log10((x + 0.01) / 0.19) * 261.5) / 1023 : (x * (kSLog3Low - 95) / kSLog3Cut + 95) / 1023;
}
double linearOfSLog3(double y) {
    return y >= kSLog3Low / 1023 ? std::pow(10, (y * 1023 - 420) / 261.5) * 0.19 - 0.01 : (y * 1023 - 95) * kSLog3Cut / (kSLog3Low - 95);
}
double acesCct(double x) { return x > kCctCut ? (std::log2(x) + 9.72) / 17.52 : kCctA * x + kCctB; }
double linearOfAcesCct(double y) { return y > kCctA * kCctCut + kCctB ? std::exp2(y * 17.52 - 9.72) : (y - kCctB) / kCctA; }
double srgb(double x) { return x <= 0.0031308 ? 12.92 * x : 1.055 * std::pow(x, 1 / 2.4) - 0.055; }
double linearOfSrgb(double y) { return y <= 0.04045 ? y / 12.92 : std::pow((y + 0.055) / 1.055, 2.4); }
double rec709(double x) { return x < 0.018 ? 4.5 * x : 1.099 * std::pow(x, 0.45) - 0.099; }

Vec3 toAcesCg(const Vec3& linear) { return kToAcesCg * linear; }

Vec3 CubeTable::at(const Vec3& input) const {
    const Vec3 scaled = glm::clamp((input - low) / (high - low), 0.0, 1.0) * static_cast<double>(size - 1);
    std::array<int, 3> cell{};
    std::array<double, 3> part{};
    for (int i = 0; i < 3; ++i) {
        cell[static_cast<std::size_t>(i)] = std::min(static_cast<int>(scaled[i]), size - 2);
        part[static_cast<std::size_t>(i)] = scaled[i] - cell[static_cast<std::size_t>(i)];
    }
    const auto value = [&] { return values[(static_cast<std::size_t>(cell[2]) * size + static_cast<std::size_t>(cell[1])) * size + static_cast<std::size_t>(cell[0])]; };
    // Walk from the lowest corner to the highest, along the axis that lies furthest first.
    std::array<std::size_t, 3> order{0, 1, 2};
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return part[a] > part[b]; });
    Vec3 sum = value() * (1 - part[order[0]]);
    for (std::size_t step = 0; step < 3; ++step) {
        ++cell[order[step]];
        sum += value() * (part[order[step]] - (step < 2 ? part[order[step + 1]] : 0));
    }
    return sum;
}

Result<CubeTable> readCube(std::string_view text, std::string_view name) {
    CubeTable table;
    const auto refuse = [&](std::size_t line, const std::string& what) {
        return fail(Code::Malformed, fmt::format("Line {}: {}", line, what), std::string(name), "A look-up table is a 3-D .cube file of at most 129 steps a side.");
    };
    const auto numbers = [](std::string_view row, std::vector<double>& out) {
        out.clear();
        while (!(row = trimmed(row)).empty()) {
            const std::size_t end = std::min(row.find_first_of(" \t"), row.size());
            double value = 0;
            const auto [last, error] = std::from_chars(row.data(), row.data() + end, value);
            if (error != std::errc() || last != row.data() + end || !std::isfinite(value)) return false;
            out.push_back(value);
            row.remove_prefix(end);
        }
        return true;
    };
    std::vector<double> row;
    std::size_t line = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view words = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++line;
        if (words.empty() || words.front() == '#' || words.starts_with("TITLE")) continue;
        if (words.starts_with("LUT_1D")) return refuse(line, "this is a 1-D table.");
        if (words.starts_with("LUT_3D_SIZE")) {
            if (!numbers(words.substr(11), row) || row.size() != 1 || table.size || row[0] < 2 || row[0] > 129 || row[0] != std::floor(row[0]))
                return refuse(line, "LUT_3D_SIZE must be given once, 2 to 129.");
            table.size = static_cast<int>(row[0]);
            continue;
        }
        const bool domain = words.starts_with("DOMAIN_M");
        if (words.starts_with("LUT_3D_INPUT_RANGE")) {
            if (!numbers(words.substr(18), row) || row.size() != 2 || row[0] >= row[1]) return refuse(line, "the input range needs two ascending numbers.");
            table.low = Vec3(row[0]);
            table.high = Vec3(row[1]);
            continue;
        }
        if (!numbers(domain ? words.substr(10) : words, row) || row.size() != 3) return refuse(line, "three numbers should stand here.");
        const Vec3 value(row[0], row[1], row[2]);
        if (domain) (words.starts_with("DOMAIN_MIN") ? table.low : table.high) = value;
        else if (!table.size) return refuse(line, "values before LUT_3D_SIZE.");
        else if (table.values.size() == static_cast<std::size_t>(table.size) * table.size * table.size) return refuse(line, "more rows than the size says.");
        else table.values.push_back(value);
    }
    if (!table.size || table.values.size() != static_cast<std::size_t>(table.size) * table.size * table.size)
        return refuse(line, fmt::format("the table ends after {} of {} rows.", table.values.size(), static_cast<std::size_t>(table.size) * table.size * table.size));
    for (int i = 0; i < 3; ++i)
        if (table.high[i] <= table.low[i]) return refuse(line, "DOMAIN_MAX must lie above DOMAIN_MIN.");
    return table;
}

Vec3 agx(const Vec3& linear) {
    const Vec3 inset = kInset * (kTo2020 * linear);
    const Vec3 formed = each(inset, [](double v) {
        return std::pow(sigmoid(std::clamp((std::log2(std::max(v, 1e-10) / 0.18) + 10) / 16.5, 0.0, 1.0)), 2.4);
    });
    // The curve turns hues; the light's own hue counts six tenths, what the curve made of it four.
    const double before = hue(glm::max(inset, Vec3(0)));
    const double turn = std::remainder(hue(formed) - before, 6.0);
    const Vec3 mixed = withHue(formed, before + 0.4 * turn);
    return each(glm::clamp(kTo709 * (kOutset * mixed), 0.0, 1.0), srgb);
}

Result<CubeTable> openAcesTable(const std::filesystem::path& programFolder) {
    const auto path = programFolder / "views" / "aces13-sdr.cube";
    RECCE_TRY(const std::string bytes, readFile(path, 64ull << 20));
    return readCube(bytes, path.string());
}

Vec3 aces13Sdr(const Vec3& linear, const CubeTable& table) {
    return glm::clamp(table.at(each(toAcesCg(linear), acesCct)), 0.0, 1.0);
}

Vec3 pbrNeutral(const Vec3& linear) {
    constexpr double kStart = 0.8 - 0.04, kDesaturation = 0.15;
    Vec3 c = linear;
    const double least = std::min({c.x, c.y, c.z});
    c -= Vec3(least < 0.08 ? least - 6.25 * least * least : 0.04);
    const double peak = std::max({c.x, c.y, c.z});
    if (peak < kStart) return c;
    const double d = 1 - kStart;
    const double held = 1 - d * d / (peak + d - kStart);
    c *= held / peak;
    const double grey = 1 - 1 / (kDesaturation * (peak - held) + 1);
    return glm::mix(c, Vec3(held), grey);
}

double filmicNarkowicz(double x) { return std::clamp(x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14), 0.0, 1.0); }

namespace {
constexpr std::string_view kLooks[] = {"agx", "aces", "pbr-neutral", "logc3", "logc4", "slog3", "false-colour", "stop-zones"};

Vec3 srgb8(int r, int g, int b) { return Vec3(r, g, b) / 255.0; }
}  // namespace

std::optional<Look> lookOf(std::string_view word) {
    for (std::size_t i = 0; i < std::size(kLooks); ++i)
        if (kLooks[i] == word) return static_cast<Look>(i);
    return std::nullopt;
}
std::string_view wordOf(Look look) { return kLooks[static_cast<std::size_t>(look)]; }

Vec3 zoneColour(double zone) {
    // Cold below grey, warm above, black and white at the ends: the trade's order, colours of our own.
    struct Row {
        double zone;
        Vec3 colour;
    };
    static const Row kRows[] = {{-6, srgb8(12, 10, 24)},    {-5, srgb8(58, 40, 104)},   {-4, srgb8(38, 68, 150)},   {-3, srgb8(30, 120, 190)},
                                {-2, srgb8(24, 140, 120)},  {-1, srgb8(60, 160, 70)},   {-0.5, srgb8(124, 178, 92)}, {0, srgb8(132, 132, 132)},
                                {0.5, srgb8(226, 214, 110)}, {1, srgb8(242, 190, 52)},  {2, srgb8(238, 142, 40)},   {3, srgb8(224, 88, 44)},
                                {4, srgb8(204, 44, 60)},    {5, srgb8(236, 140, 164)},  {6, srgb8(255, 250, 250)}};
    for (const Row& r : kRows)
        if (r.zone == zone) return r.colour;
    return Vec3(0);
}

Vec3 bandColour(std::string_view band) {
    if (band == "purple") return srgb8(122, 52, 170);
    if (band == "blue") return srgb8(40, 92, 214);
    if (band == "green") return srgb8(64, 170, 70);
    if (band == "pink") return srgb8(240, 150, 176);
    if (band == "yellow") return srgb8(250, 226, 60);
    if (band == "red") return srgb8(230, 40, 36);
    return Vec3(0);
}

Vec3 displayCode(Look look, const Vec3& linear, const CubeTable* aces) {
    switch (look) {
        case Look::Agx: return agx(linear);
        case Look::Aces13: return aces ? aces13Sdr(linear, *aces) : agx(linear);
        case Look::PbrNeutral: return each(glm::clamp(pbrNeutral(glm::max(linear, Vec3(0))), 0.0, 1.0), srgb);
        case Look::LogC3: return glm::clamp(each(linear, logC3), 0.0, 1.0);
        case Look::LogC4: return glm::clamp(each(linear, logC4), 0.0, 1.0);
        case Look::SLog3: return glm::clamp(each(linear, sLog3), 0.0, 1.0);
        case Look::FalseColour: {
            const double signal = logC3(waveformLuma(linear));
            const std::string_view band = falseColour(signal);
            return band == "none" ? Vec3(std::clamp(signal, 0.0, 1.0)) : bandColour(band);
        }
        case Look::StopZones: return zoneColour(stopZone(waveformLuma(linear)));
    }
    return Vec3(0);
}

std::string_view falseColour(double signal) {
    struct Band {
        double from, to;
        std::string_view name;
    };
    // ARRI ALEXA Mini LF manual, in share of the signal.
    static constexpr Band kBands[] = {{-HUGE_VAL, 0.025, "purple"}, {0.025, 0.04, "blue"}, {0.38, 0.42, "green"},
                                      {0.52, 0.56, "pink"},         {0.97, 0.99, "yellow"}, {0.99, HUGE_VAL, "red"}};
    for (const Band& band : kBands)
        if (signal >= band.from && signal < band.to) return band.name;
    return "none";
}

double stopZone(double linear) {
    const double stops = linear > 0 ? std::log2(linear / 0.18) : -HUGE_VAL;
    const double size = std::abs(stops);
    const double zone = size < 0.25 ? 0 : size < 0.75 ? 0.5 : std::min(std::floor(size + 0.5), 6.0);
    return stops < 0 ? -zone : zone;
}

std::string stopZoneText(double zone) { return zone == 0 ? "0" : fmt::format("{:+}", zone); }

double waveformLuma(const Vec3& code) { return glm::dot(code, Vec3(0.2126, 0.7152, 0.0722)); }

double vectorscopeAngle(const Vec3& code) {
    const double luma = waveformLuma(code);
    const double angle = degrees(std::atan2((code.x - luma) / 1.5748, (code.z - luma) / 1.8556)).value;
    return angle < 0 ? angle + 360 : angle;
}

}  // namespace recce::optics
