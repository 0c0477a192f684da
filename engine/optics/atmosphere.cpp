#include "optics/atmosphere.h"

#include <algorithm>
#include <cmath>

#include "optics/colour.h"

namespace recce::optics {
namespace {

constexpr int kWaves = 9;
constexpr double kStep = 40;  // nm
using Spectrum = std::array<float, kWaves>;

constexpr double kGround = 6360e3, kTop = 6460e3;  // metres from the centre
constexpr double kAirHeight = 8000, kHazeHeight = 1200;
constexpr double kHazeDepth = 0.078, kHazeAlbedo = 0.9, kForward = 0.76, kGroundAlbedo = 0.2;
constexpr double kLowest = -18;

struct Wave {
    double nanometres;
    double sun;    // W / (m2 nm) above the air: ASTM E490, means over 10 nm
    double ozone;  // m2 a molecule: Serdyuchenko and others 2014
};
constexpr Wave kTable[kWaves] = {{400, 1.6887, 1.48e-27},   {440, 1.9118, 1.527e-26}, {480, 2.0340, 7.752e-26}, {520, 1.8500, 1.852e-25}, {560, 1.8000, 3.860e-25},
                                 {600, 1.7533, 5.019e-25}, {640, 1.6048, 2.662e-25}, {680, 1.4740, 1.209e-25}, {720, 1.3419, 5.105e-26}};

/// Wyman, Sloan and Shirley 2013: the observer of 1931 by sums of Gaussians.
Vec3 observer(double nm) {
    const auto lobe = [nm](double centre, double below, double above) {
        const double t = (nm - centre) / (nm < centre ? below : above);
        return std::exp(-0.5 * t * t);
    };
    return {1.056 * lobe(599.8, 37.9, 31.0) + 0.362 * lobe(442.0, 16.0, 26.7) - 0.065 * lobe(501.1, 20.4, 26.2),
            0.821 * lobe(568.8, 46.9, 40.5) + 0.286 * lobe(530.9, 16.3, 31.1), 1.217 * lobe(437.0, 11.8, 36.0) + 0.681 * lobe(459.0, 26.0, 13.8)};
}

/// What does not change with the sun: scattering per metre at the ground, and what a watt of each wavelength looks like.
struct Air {
    Spectrum rayleigh{}, ozone{};
    double haze = kHazeDepth / kHazeHeight;
    std::array<glm::vec3, kWaves> colour{};  // linear BT.709, lux (or cd/m2) of the sun's share in this wavelength
};
const Air& air() {
    static const Air kAir = [] {
        Air a;
        const Mat3 toLinear{{3.2404542, -0.9692660, 0.0556434}, {-1.5371385, 1.8760108, -0.2040259}, {-0.4985314, 0.0415560, 1.0572252}};
        // 300 Dobson units in a tent 15 km to either side of 25 km.
        const double densest = 300 * 2.687e20 / 15000;
        for (std::size_t i = 0; i < kWaves; ++i) {
            const double um = kTable[i].nanometres / 1000;
            a.rayleigh[i] = static_cast<float>(1.24062e-6 / std::pow(um, 4));
            a.ozone[i] = static_cast<float>(kTable[i].ozone * densest);
            a.colour[i] = glm::vec3(toLinear * observer(kTable[i].nanometres) * (683 * kTable[i].sun * kStep));
        }
        return a;
    }();
    return kAir;
}

/// Density of air, aerosol and ozone at a height over the ground, 1 where each is densest.
struct Densities {
    double air, haze, ozone;
};
Densities densities(double height) {
    return {std::exp(-height / kAirHeight), std::exp(-height / kHazeHeight), std::max(0.0, 1 - std::abs(height - 25000) / 15000)};
}

/// Metres along a ray from radius `r`, `mu` the cosine to the zenith, to where the air ends.
double toSpace(double r, double mu) {
    const double b = r * mu;
    return std::max(0.0, -b + std::sqrt(std::max(0.0, b * b - r * r + kTop * kTop)));
}
/// The same to the ground; below 0: it is not met.
double toGround(double r, double mu) {
    const double b = r * mu, under = b * b - r * r + kGround * kGround;
    return mu >= 0 || under < 0 ? -1 : std::max(0.0, -b - std::sqrt(under));
}

/// Equivalent metres of densest air, aerosol and ozone from there to space.
Vec3 columns(double r, double mu) {
    const double all = toSpace(r, mu);
    constexpr int kSteps = 40;
    Vec3 sum(0);
    double before = 0;
    for (int i = 1; i <= kSteps; ++i) {
        const double share = double(i) / kSteps, t = all * share * share, middle = (before + t) / 2;
        const Densities d = densities(std::sqrt(r * r + middle * middle + 2 * r * mu * middle) - kGround);
        sum += Vec3(d.air, d.haze, d.ozone) * (t - before);
        before = t;
    }
    return sum;
}

Spectrum transmittance(const Vec3& column) {
    const Air& a = air();
    Spectrum out;
    const auto haze = static_cast<float>(a.haze * column.y), clear = static_cast<float>(column.x), ozone = static_cast<float>(column.z);
    for (std::size_t i = 0; i < kWaves; ++i) out[i] = std::exp(-(a.rayleigh[i] * clear + haze + a.ozone[i] * ozone));
    return out;
}

/// Columns to space over height and zenith angle; below the horizon there is no way.
class ColumnTable {
public:
    ColumnTable() {
        for (int h = 0; h < kHigh; ++h) {
            const double r = radius(h), low = lowest(r);
            for (int m = 0; m < kTurn; ++m) {
                const double share = double(m) / (kTurn - 1);
                table_[static_cast<std::size_t>(h * kTurn + m)] = glm::vec3(columns(r, low + (1 - low) * share * share * share));
            }
        }
    }
    /// Nothing where the ground is in the way.
    bool find(double r, double mu, Vec3& column) const {
        const double low = lowest(r);
        if (mu < low) return false;
        const double h = std::sqrt(std::clamp((r - kGround) / (kTop - kGround), 0.0, 1.0)) * (kHigh - 1);
        const double m = std::cbrt(std::clamp((mu - low) / (1 - low), 0.0, 1.0)) * (kTurn - 1);
        const int h0 = std::min(int(h), kHigh - 2), m0 = std::min(int(m), kTurn - 2);
        const float u = static_cast<float>(h - h0), v = static_cast<float>(m - m0);
        const auto at = [&](int i, int j) { return table_[static_cast<std::size_t>(i * kTurn + j)]; };
        column = glm::mix(glm::mix(at(h0, m0), at(h0, m0 + 1), v), glm::mix(at(h0 + 1, m0), at(h0 + 1, m0 + 1), v), u);
        return true;
    }

private:
    static constexpr int kHigh = 24, kTurn = 48;
    static double radius(int h) {
        const double share = double(h) / (kHigh - 1);
        return kGround + (kTop - kGround) * share * share;
    }
    static double lowest(double r) { return -std::sqrt(std::max(0.0, 1 - kGround * kGround / (r * r))); }
    std::array<glm::vec3, std::size_t{kHigh} * kTurn> table_{};
};
const ColumnTable& columnTable() {
    static const ColumnTable kColumns;
    return kColumns;
}

/// Sunlight at a place in the air, of what there is above it.
Spectrum sunAt(double r, double muSun) {
    Vec3 column;
    if (!columnTable().find(r, muSun, column)) return {};
    return transmittance(column);
}

double rayleighPhase(double c) { return 3 / (16 * kPi) * (1 + c * c); }
/// Cornette and Shanks 1992.
double hazePhase(double c) {
    constexpr double g = kForward;
    return 3 / (8 * kPi) * (1 - g * g) * (1 + c * c) / ((2 + g * g) * std::pow(1 + g * g - 2 * g * c, 1.5));
}

struct Step {
    Spectrum extinction;
    double air, haze;  // densities
};
Step stepAt(double height) {
    const Air& a = air();
    const Densities d = densities(height);
    Step s{{}, d.air, d.haze};
    for (std::size_t i = 0; i < kWaves; ++i) s.extinction[i] = static_cast<float>(a.rayleigh[i] * d.air + a.haze * d.haze + a.ozone[i] * d.ozone);
    return s;
}

/// Light that has been scattered more than once, for a unit of sunlight: over height and height of the sun (section 5.5).
class ManyTimes {
public:
    ManyTimes() {
        for (int h = 0; h < kHigh; ++h) {
            for (int s = 0; s < kSun; ++s) table_[static_cast<std::size_t>(h * kSun + s)] = gather(radius(h), -0.35 + 1.35 * s / (kSun - 1));
        }
    }
    Spectrum at(double r, double muSun) const {
        const double h = std::sqrt(std::clamp((r - kGround) / (kTop - kGround), 0.0, 1.0)) * (kHigh - 1);
        const double s = std::clamp((muSun + 0.35) / 1.35, 0.0, 1.0) * (kSun - 1);
        const int h0 = std::min(int(h), kHigh - 2), s0 = std::min(int(s), kSun - 2);
        const float u = static_cast<float>(h - h0), v = static_cast<float>(s - s0);
        const auto& a = table_[static_cast<std::size_t>(h0 * kSun + s0)];
        const auto& b = table_[static_cast<std::size_t>(h0 * kSun + s0 + 1)];
        const auto& c = table_[static_cast<std::size_t>((h0 + 1) * kSun + s0)];
        const auto& d = table_[static_cast<std::size_t>((h0 + 1) * kSun + s0 + 1)];
        Spectrum out;
        for (std::size_t i = 0; i < kWaves; ++i) out[i] = (a[i] * (1 - v) + b[i] * v) * (1 - u) + (c[i] * (1 - v) + d[i] * v) * u;
        return out;
    }

private:
    static constexpr int kHigh = 8, kSun = 24, kDirections = 32, kSteps = 12;
    static double radius(int h) {
        const double share = double(h) / (kHigh - 1);
        return kGround + 1 + (kTop - kGround - 2) * share * share;
    }
    static Spectrum gather(double r, double muSun) {
        const Air& a = air();
        Spectrum second{}, again{};
        const double sinSun = std::sqrt(std::max(0.0, 1 - muSun * muSun));
        for (int k = 0; k < kDirections; ++k) {
            const double mu = 1 - 2 * (k + 0.5) / kDirections, round = k * 2.399963229728653, flat = std::sqrt(1 - mu * mu);
            const double cosSun = flat * std::cos(round) * sinSun + mu * muSun;
            const double down = toGround(r, mu), all = down >= 0 ? down : toSpace(r, mu);
            Spectrum through;
            through.fill(1);
            double before = 0;
            for (int i = 1; i <= kSteps; ++i) {
                const double share = double(i) / kSteps, t = all * share * share, middle = (before + t) / 2, length = t - before;
                before = t;
                const double here = std::sqrt(r * r + middle * middle + 2 * r * mu * middle);
                const Step step = stepAt(here - kGround);
                const Spectrum sun = sunAt(here, std::clamp((r * muSun + middle * cosSun) / here, -1.0, 1.0));
                for (std::size_t w = 0; w < kWaves; ++w) {
                    const float scattered = static_cast<float>(a.rayleigh[w] * step.air + a.haze * kHazeAlbedo * step.haze);
                    const float left = std::exp(-step.extinction[w] * static_cast<float>(length));
                    const float share1 = through[w] * (1 - left) / std::max(step.extinction[w], 1e-12f) * scattered;
                    second[w] += share1 * sun[w] / (4 * static_cast<float>(kPi));
                    again[w] += share1;
                    through[w] *= left;
                }
            }
            if (down >= 0) {
                const double up = std::clamp((r * muSun + all * cosSun) / kGround, -1.0, 1.0);
                const Spectrum sun = up > 0 ? sunAt(kGround + 1, up) : Spectrum{};
                for (std::size_t w = 0; w < kWaves; ++w) second[w] += through[w] * sun[w] * static_cast<float>(up * kGroundAlbedo / kPi);
            }
        }
        // Even scattering over and over is a geometric series.
        for (std::size_t w = 0; w < kWaves; ++w) second[w] = second[w] / kDirections / (1 - std::min(again[w] / kDirections, 0.99f));
        return second;
    }
    std::array<Spectrum, std::size_t{kHigh} * kSun> table_{};
};
const ManyTimes& manyTimes() {
    static const ManyTimes kMany;
    return kMany;
}

Vec3 toColour(const Spectrum& s) {
    glm::vec3 sum(0);
    for (std::size_t i = 0; i < kWaves; ++i) sum += air().colour[i] * s[i];
    return Vec3(sum);
}

}  // namespace

Vec3 sunThroughAir(Degrees elevation) {
    if (elevation.value < 0) return Vec3(0);
    return toColour(transmittance(columns(kGround + 2, std::sin(radians(elevation)))));
}

ClearSky::ClearSky(Degrees sunElevation) : sunHeight_(radians(Degrees(std::clamp(sunElevation.value, kLowest, 90.0)))) {
    const Air& a = air();
    const double r = kGround + 2, muSun = std::sin(sunHeight_), flatSun = std::cos(sunHeight_);
    constexpr int kSteps = 24;
    for (int i = 0; i < kUp; ++i) {
        // Finest at the horizon, where it changes most.
        const double share = double(i) / (kUp - 1), height = kPi / 2 * share * share, mu = std::sin(height), flat = std::cos(height);
        const double all = toSpace(r, mu);
        for (int j = 0; j < kRound; ++j) {
            const double cosSun = flat * flatSun * std::cos(kPi * j / (kRound - 1)) + mu * muSun;
            Spectrum through, haze{}, rest{};
            through.fill(1);
            const auto phase = static_cast<float>(rayleighPhase(cosSun));
            double before = 0;
            for (int k = 1; k <= kSteps; ++k) {
                const double part = double(k) / kSteps, t = all * part * part, middle = (before + t) / 2, length = t - before;
                before = t;
                const double here = std::sqrt(r * r + middle * middle + 2 * r * mu * middle), up = std::clamp((r * muSun + middle * cosSun) / here, -1.0, 1.0);
                const Step step = stepAt(here - kGround);
                const Spectrum sun = sunAt(here, up), many = manyTimes().at(here, up);
                const auto hazy = static_cast<float>(a.haze * kHazeAlbedo * step.haze);
                for (std::size_t w = 0; w < kWaves; ++w) {
                    const float left = std::exp(-step.extinction[w] * static_cast<float>(length));
                    const float seen = through[w] * (1 - left) / std::max(step.extinction[w], 1e-12f);
                    const float clear = static_cast<float>(a.rayleigh[w] * step.air);
                    haze[w] += seen * hazy * sun[w];
                    rest[w] += seen * (clear * phase * sun[w] + (clear + hazy) * many[w]);
                    through[w] *= left;
                }
            }
            light_[static_cast<std::size_t>(i * kRound + j)] = {toColour(haze), toColour(rest)};
        }
    }
}

Vec3 ClearSky::radiance(Degrees elevation, Degrees fromSun) const {
    const double height = radians(Degrees(std::clamp(elevation.value, 0.0, 90.0)));
    const double round = std::acos(std::clamp(std::cos(radians(fromSun)), -1.0, 1.0));
    const double up = std::sqrt(height / (kPi / 2)) * (kUp - 1), along = round / kPi * (kRound - 1);
    const int i = std::min(int(up), kUp - 2), j = std::min(int(along), kRound - 2);
    const double u = up - i, v = along - j;
    const auto mix = [&](auto of) {
        const auto at = [&](int a, int b) { return of(light_[static_cast<std::size_t>(a * kRound + b)]); };
        return glm::mix(glm::mix(at(i, j), at(i, j + 1), v), glm::mix(at(i + 1, j), at(i + 1, j + 1), v), u);
    };
    const double cosSun = std::cos(height) * std::cos(sunHeight_) * std::cos(round) + std::sin(height) * std::sin(sunHeight_);
    return mix([](const Light& l) { return l.haze; }) * hazePhase(cosSun) + mix([](const Light& l) { return l.rest; });
}

Lux clearSkyLux(Degrees sunElevation) {
    if (sunElevation.value >= 0) return Lux(800 + 15500 * std::sqrt(std::sin(radians(Degrees(std::min(sunElevation.value, 90.0))))));
    struct Point {
        double degrees, lux;
    };
    static constexpr Point kTwilight[] = {{0, 800}, {-6, 3.4}, {-12, 0.008}, {-18, 0.0006}};
    for (std::size_t i = 1; i < std::size(kTwilight); ++i) {
        const Point &a = kTwilight[i - 1], &b = kTwilight[i];
        if (sunElevation.value >= b.degrees) return Lux(a.lux * std::pow(b.lux / a.lux, (sunElevation.value - a.degrees) / (b.degrees - a.degrees)));
    }
    return Lux(kTwilight[3].lux);
}

}  // namespace recce::optics
