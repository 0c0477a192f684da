// Units as types: a bare number does not cross a function boundary. Values are double in the unit of the name.
#pragma once

#include <compare>
#include <cstdint>

#include "base/math.h"

namespace recce {

/// One kind of quantity. Adds, subtracts and compares with itself only; scales by plain numbers.
template <class Tag>
struct Unit {
    double value = 0;

    constexpr Unit() = default;
    constexpr explicit Unit(double v) : value(v) {}
    constexpr auto operator<=>(const Unit&) const = default;
    constexpr Unit operator+(Unit o) const { return Unit(value + o.value); }
    constexpr Unit operator-(Unit o) const { return Unit(value - o.value); }
    constexpr Unit operator-() const { return Unit(-value); }
    constexpr Unit operator*(double k) const { return Unit(value * k); }
    constexpr Unit operator/(double k) const { return Unit(value / k); }
    constexpr double operator/(Unit o) const { return value / o.value; }
    constexpr Unit& operator+=(Unit o) { value += o.value; return *this; }
    constexpr Unit& operator-=(Unit o) { value -= o.value; return *this; }
};
template <class Tag>
constexpr Unit<Tag> operator*(double k, Unit<Tag> u) { return u * k; }

using Metres = Unit<struct MetresTag>;
using Millimetres = Unit<struct MillimetresTag>;  ///< focal lengths, gates, circles of confusion
using Degrees = Unit<struct DegreesTag>;
using Seconds = Unit<struct SecondsTag>;
using Kelvin = Unit<struct KelvinTag>;
using Lux = Unit<struct LuxTag>;
using Lumens = Unit<struct LumensTag>;
using Candela = Unit<struct CandelaTag>;
using Nits = Unit<struct NitsTag>;    ///< cd/m2
using Watts = Unit<struct WattsTag>;
using Kilograms = Unit<struct KilogramsTag>;
using FStop = Unit<struct FStopTag>;  ///< geometric: depth of field, blur
using TStop = Unit<struct TStopTag>;  ///< transmission: exposure
using Stops = Unit<struct StopsTag>;  ///< a difference of exposure, base 2; ND is given in stops
using Iso = Unit<struct IsoTag>;      ///< exposure index
using Minutes = Unit<struct MinutesTag>;  ///< of work, on the schedule

constexpr double radians(Degrees d) { return d.value * kPi / 180.0; }
constexpr Degrees degrees(double radians) { return Degrees(radians * 180.0 / kPi); }
constexpr Metres toMetres(Millimetres mm) { return Metres(mm.value / 1000.0); }
constexpr Millimetres toMillimetres(Metres m) { return Millimetres(m.value * 1000.0); }

/// Frames per second as a ratio: 24000/1001 is exact.
struct FrameRate {
    std::int32_t num = 24;
    std::int32_t den = 1;
    constexpr double perSecond() const { return static_cast<double>(num) / den; }
    constexpr bool operator==(const FrameRate&) const = default;
};

/// An integer frame of a scene's own clock at the production's rate.
struct FrameTime {
    std::int64_t frame = 0;
    constexpr auto operator<=>(const FrameTime&) const = default;
};
constexpr Seconds toSeconds(FrameTime t, FrameRate r) {
    return Seconds(static_cast<double>(t.frame) * r.den / r.num);
}

/// Half-open range of frames [first, first + count).
struct FrameRange {
    FrameTime first;
    std::int64_t count = 0;
    constexpr bool operator==(const FrameRange&) const = default;
};

}  // namespace recce
