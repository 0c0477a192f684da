#include "optics/exposure.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

namespace recce::optics {
namespace {
// The engraved numbers of the third-stop series; number i stands for 2^(i/6) (one stop is a factor sqrt 2 in T).
// Makers' rings: T1 ... T45. Source: the series of ISO 517 with its usual rounding.
constexpr std::array<double, 34> kEngraved = {1,   1.1, 1.2, 1.4, 1.6, 1.8, 2,  2.2, 2.5, 2.8, 3.2, 3.5,
                                              4,   4.5, 5,   5.6, 6.3, 7.1, 8,  9,   10,  11,  13,  14,
                                              16,  18,  20,  22,  25,  29,  32, 36,  40,  45};
double exactOf(std::size_t i) { return std::exp2(static_cast<double>(i) / 6); }
}  // namespace

TStop tStop(FStop stop, double tau) { return TStop(stop.value / std::sqrt(tau)); }
FStop fStop(TStop stop, double tau) { return FStop(stop.value * std::sqrt(tau)); }

TStop exactStop(TStop engraved) {
    for (std::size_t i = 0; i < kEngraved.size(); ++i) {
        if (std::abs(engraved.value - kEngraved[i]) < 1e-6) return TStop(exactOf(i));
    }
    return engraved;
}

std::string stopNumber(TStop stop) {
    for (std::size_t i = 0; i < kEngraved.size(); ++i) {
        const bool engraved = std::abs(stop.value - kEngraved[i]) < 1e-6;
        const bool exact = std::abs(2 * std::log2(stop.value / exactOf(i))) < 0.002;
        if (engraved || exact) return i % 3 == 0 && kEngraved[i] < 10 && kEngraved[i] == std::floor(kEngraved[i])
                                          ? fmt::format("{:.1f}", kEngraved[i])
                                          : fmt::format("{}", kEngraved[i]);
    }
    std::string text = fmt::format("{:.2f}", stop.value);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

TStop stepStop(TStop stop, int thirds) {
    const double place = std::round(6 * std::log2(stop.value)) + thirds;
    if (place >= 0 && place < static_cast<double>(kEngraved.size())) return TStop(kEngraved[static_cast<std::size_t>(place)]);
    return TStop(std::exp2(place / 6));
}

Seconds exposureTime(Degrees shutter, FrameRate rate) { return exposureTime(shutter, rate.perSecond()); }
Seconds exposureTime(Degrees shutter, double fps) { return Seconds(shutter.value / (360 * fps)); }
Degrees shutterAngle(Seconds time, double fps) { return Degrees(time.value * 360 * fps); }

Stops densityStops(double density) { return Stops(density / std::log10(2.0)); }
double densityTransmittance(double density) { return std::pow(10.0, -density); }
double transmittance(Stops nd) { return std::exp2(-nd.value); }

Stops ev100(double stop, Seconds time, Iso iso) { return Stops(std::log2(stop * stop / time.value * 100 / iso.value)); }
Nits luminanceOfEv100(Stops ev, double k) { return Nits(std::exp2(ev.value) * k / 100); }
Lux illuminanceOfEv100(Stops ev, double c) { return Lux(std::exp2(ev.value) * c / 100); }
TStop incidentMeter(Lux light, Seconds time, Iso iso, double c) {
    return TStop(std::sqrt(light.value * time.value * iso.value / c));
}
TStop spotMeter(Nits light, Seconds time, Iso iso, double k) {
    return TStop(std::sqrt(light.value * time.value * iso.value / k));
}

double sceneLinearPerNit(const Exposure& e, double k) {
    return 0.18 * e.time.value * e.iso.value / (k * e.stop.value * e.stop.value) * transmittance(e.nd);
}
Nits lambert(Lux light, double reflectance) { return Nits(reflectance * light.value / kPi); }

}  // namespace recce::optics
