#include "optics/colour.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace recce::optics {
namespace {
// CIE 1931 2 degree colour matching functions, 380 to 780 nm every 5 nm, as published in CIE 15 to four decimals.
constexpr double kMatching[81][3] = {
    {0.0014, 0.0000, 0.0065}, {0.0022, 0.0001, 0.0105}, {0.0042, 0.0001, 0.0201}, {0.0076, 0.0002, 0.0362},
    {0.0143, 0.0004, 0.0679}, {0.0232, 0.0006, 0.1102}, {0.0435, 0.0012, 0.2074}, {0.0776, 0.0022, 0.3713},
    {0.1344, 0.0040, 0.6456}, {0.2148, 0.0073, 1.0391}, {0.2839, 0.0116, 1.3856}, {0.3285, 0.0168, 1.6230},
    {0.3483, 0.0230, 1.7471}, {0.3481, 0.0298, 1.7826}, {0.3362, 0.0380, 1.7721}, {0.3187, 0.0480, 1.7441},
    {0.2908, 0.0600, 1.6692}, {0.2511, 0.0739, 1.5281}, {0.1954, 0.0910, 1.2876}, {0.1421, 0.1126, 1.0419},
    {0.0956, 0.1390, 0.8130}, {0.0580, 0.1693, 0.6162}, {0.0320, 0.2080, 0.4652}, {0.0147, 0.2586, 0.3533},
    {0.0049, 0.3230, 0.2720}, {0.0024, 0.4073, 0.2123}, {0.0093, 0.5030, 0.1582}, {0.0291, 0.6082, 0.1117},
    {0.0633, 0.7100, 0.0782}, {0.1096, 0.7932, 0.0573}, {0.1655, 0.8620, 0.0422}, {0.2257, 0.9149, 0.0298},
    {0.2904, 0.9540, 0.0203}, {0.3597, 0.9803, 0.0134}, {0.4334, 0.9950, 0.0087}, {0.5121, 1.0000, 0.0057},
    {0.5945, 0.9950, 0.0039}, {0.6784, 0.9786, 0.0027}, {0.7621, 0.9520, 0.0021}, {0.8425, 0.9154, 0.0018},
    {0.9163, 0.8700, 0.0017}, {0.9786, 0.8163, 0.0014}, {1.0263, 0.7570, 0.0011}, {1.0567, 0.6949, 0.0010},
    {1.0622, 0.6310, 0.0008}, {1.0456, 0.5668, 0.0006}, {1.0026, 0.5030, 0.0003}, {0.9384, 0.4412, 0.0002},
    {0.8544, 0.3810, 0.0002}, {0.7514, 0.3210, 0.0001}, {0.6424, 0.2650, 0.0000}, {0.5419, 0.2170, 0.0000},
    {0.4479, 0.1750, 0.0000}, {0.3608, 0.1382, 0.0000}, {0.2835, 0.1070, 0.0000}, {0.2187, 0.0816, 0.0000},
    {0.1649, 0.0610, 0.0000}, {0.1212, 0.0446, 0.0000}, {0.0874, 0.0320, 0.0000}, {0.0636, 0.0232, 0.0000},
    {0.0468, 0.0170, 0.0000}, {0.0329, 0.0119, 0.0000}, {0.0227, 0.0082, 0.0000}, {0.0158, 0.0057, 0.0000},
    {0.0114, 0.0041, 0.0000}, {0.0081, 0.0029, 0.0000}, {0.0058, 0.0021, 0.0000}, {0.0041, 0.0015, 0.0000},
    {0.0029, 0.0010, 0.0000}, {0.0020, 0.0007, 0.0000}, {0.0014, 0.0005, 0.0000}, {0.0010, 0.0004, 0.0000},
    {0.0007, 0.0002, 0.0000}, {0.0005, 0.0002, 0.0000}, {0.0003, 0.0001, 0.0000}, {0.0002, 0.0001, 0.0000},
    {0.0002, 0.0001, 0.0000}, {0.0001, 0.0000, 0.0000}, {0.0001, 0.0000, 0.0000}, {0.0001, 0.0000, 0.0000},
    {0.0000, 0.0000, 0.0000}};
constexpr double kSecondRadiation = 0.01438776877;  // m K

// GLM's matrices are written column by column.
const Mat3 kXyzToLinear(3.2404541621, -0.9692660305, 0.0556434310,   //
                        -1.5371385128, 1.8760108454, -0.2040259135,  //
                        -0.4985314096, 0.0415560175, 1.0572251882);
const Mat3 kBradford(0.8951, -0.7502, 0.0389, 0.2664, 1.7135, -0.0685, -0.1614, 0.0367, 1.0296);
constexpr Chromaticity kD65{0.3127, 0.3290};

Vec3 xyz(Chromaticity c) { return {c.x / c.y, 1, (1 - c.x - c.y) / c.y}; }
}  // namespace

Chromaticity planck(Kelvin temperature) {
    const double t = std::clamp(temperature.value, 1000.0, 25000.0);
    Vec3 sum(0);
    for (int i = 0; i < 81; ++i) {
        const double wave = (380 + 5 * i) * 1e-9;
        // Relative to 560 nm, so that nothing over- or underflows.
        const double power = std::pow(560e-9 / wave, 5) * std::expm1(kSecondRadiation / (560e-9 * t)) /
                             std::expm1(kSecondRadiation / (wave * t));
        sum += power * Vec3(kMatching[i][0], kMatching[i][1], kMatching[i][2]);
    }
    const double all = sum.x + sum.y + sum.z;
    return {sum.x / all, sum.y / all};
}

Chromaticity daylight(Kelvin temperature) {
    const double t = std::clamp(temperature.value, 4000.0, 25000.0);
    const double x = t <= 7000 ? 0.244063 + 0.09911e3 / t + 2.9678e6 / (t * t) - 4.6070e9 / (t * t * t)
                               : 0.237040 + 0.24748e3 / t + 1.9018e6 / (t * t) - 2.0064e9 / (t * t * t);
    return {x, -3 * x * x + 2.87 * x - 0.275};
}

Chromaticity lampWhite(Kelvin temperature) {
    const double share = std::clamp((temperature.value - 4000) / 1000, 0.0, 1.0);
    if (share == 0) return planck(temperature);
    const Chromaticity day = daylight(temperature);
    if (share == 1) return day;
    const Chromaticity black = planck(temperature);
    return {black.x + (day.x - black.x) * share, black.y + (day.y - black.y) * share};
}

Kelvin correlatedTemperature(Chromaticity chromaticity) {
    const auto uv = [](Chromaticity c) {
        const double d = -2 * c.x + 12 * c.y + 3;
        return Vec2(4 * c.x / d, 6 * c.y / d);
    };
    const Vec2 wanted = uv(chromaticity);
    // Even steps in mired are about even steps in colour; the distance has one valley along the locus.
    double low = 40, high = 1000;
    const auto distance = [&](double mired) { return glm::distance(wanted, uv(planck(Kelvin(1e6 / mired)))); };
    for (int i = 0; i < 60; ++i) {
        const double a = low + (high - low) * 0.381966, b = low + (high - low) * 0.618034;
        (distance(a) < distance(b) ? high : low) = distance(a) < distance(b) ? b : a;
    }
    return Kelvin(2e6 / (low + high));
}

Vec3 linearColour(Chromaticity chromaticity) { return kXyzToLinear * xyz(chromaticity); }

double luminance(const Vec3& linear) { return glm::dot(linear, Vec3(0.2126729, 0.7151522, 0.0721750)); }

Vec3 lampColour(Kelvin temperature, double tint) {
    // A full plus-green gel raises green against the mean of red and blue by about a third of a stop on each side
    // (Lee 244: 0.742 through, magenta absorbed); the luminance is kept, the loss belongs to the gel's transmission.
    const Vec3 colour = linearColour(lampWhite(temperature)) * Vec3(std::exp2(-tint / 3), std::exp2(tint / 3), std::exp2(-tint / 3));
    return colour / luminance(colour);
}

Mat3 whiteBalance(Kelvin white) {
    const Vec3 from = kBradford * xyz(lampWhite(white)), to = kBradford * xyz(kD65);
    Mat3 scale(0);
    for (int i = 0; i < 3; ++i) scale[i][i] = to[i] / from[i];
    return kXyzToLinear * glm::inverse(kBradford) * scale * kBradford * glm::inverse(kXyzToLinear);
}

Kelvin shifted(Kelvin temperature, double mired) { return Kelvin(1e6 / (1e6 / temperature.value + mired)); }

}  // namespace recce::optics
