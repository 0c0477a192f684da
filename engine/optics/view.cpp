#include "optics/view.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

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
constexpr std::string_view kLooks[] = {"agx", "aces", "pbr-neutral", "logc3", "logc4", "slog3", "false-colour", "stop-zones", "lut"};

Vec3 srgb8(int r, int g, int b) { return Vec3(r, g, b) / 255.0; }
}  // namespace

std::optional<Look> lookOf(std::string_view word) {
    for (std::size_t i = 0; i < std::size(kLooks); ++i)
        if (kLooks[i] == word) return static_cast<Look>(i);
    return std::nullopt;
}
std::string_view wordOf(Look look) { return kLooks[static_cast<std::size_t>(look)]; }

Vec3 zoneColour(double zone) {
    // Cold below grey, warm above: the trade's order, colours of our own, of even steps in lightness. Half stops are their
    // neighbours' middle.
    static const Vec3 kWhole[] = {srgb8(18, 11, 31),    srgb8(44, 26, 85),   srgb8(46, 63, 160),  srgb8(43, 120, 184), srgb8(47, 163, 166),
                                  srgb8(94, 122, 112),  srgb8(140, 140, 140), srgb8(185, 169, 138), srgb8(226, 193, 77), srgb8(232, 145, 58),
                                  srgb8(219, 91, 52),   srgb8(185, 47, 69),  srgb8(255, 255, 255)};
    const double at = std::clamp(zone, -6.0, 6.0) + 6;
    const auto low = static_cast<std::size_t>(at), high = std::min<std::size_t>(low + 1, 12);
    return glm::mix(kWhole[low], kWhole[high], at - static_cast<double>(low));
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

Vec3 displayCode(Look look, const Vec3& linear, const CubeTable* aces, const ShowLut* lut) {
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
        case Look::Lut: return lut ? lut->code(linear) : agx(linear);
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
