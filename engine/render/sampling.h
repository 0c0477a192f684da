// Where the n-th frame of an accumulation samples pixel, lens, lamps and sun. Frame 0 is always the middle of each, so
// that one frame alone is the plain picture. No randomness: the same index gives the same point.
#pragma once

#include <cmath>
#include <cstdint>

#include "base/math.h"

namespace recce::render {

/// Radical inverse: well spread in [0, 1) for consecutive n.
inline double radicalInverse(std::uint32_t n, std::uint32_t base) {
    double value = 0, digit = 1.0 / base;
    for (; n; n /= base, digit /= base) value += digit * (n % base);
    return value;
}

/// In [0, 1)^2, (0.5, 0.5) for n = 0; `dimension` chooses a pair of bases.
inline Vec2 sample2(std::uint32_t n, std::uint32_t dimension) {
    constexpr std::uint32_t kPrimes[] = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37};
    if (n == 0) return Vec2(0.5);
    const std::uint32_t pair = 2 * (dimension % 6);
    // Lamps beyond the primes reuse them, turned by a golden ratio each.
    const double turn = (dimension / 6) * 0.61803398875;
    const auto wrap = [](double v) { return v - std::floor(v); };
    return {wrap(radicalInverse(n, kPrimes[pair]) + turn), wrap(radicalInverse(n, kPrimes[pair + 1]) + turn * 1.3247)};
}

/// Area-preserving map of the unit square to the unit disc (Shirley and Chiu).
inline Vec2 toDisc(const Vec2& u) {
    const Vec2 p = u * 2.0 - 1.0;
    if (p.x == 0 && p.y == 0) return Vec2(0);
    const bool wide = std::abs(p.x) > std::abs(p.y);
    const double r = wide ? p.x : p.y;
    const double angle = wide ? (kPi / 4) * (p.y / p.x) : kPi / 2 - (kPi / 4) * (p.x / p.y);
    return {r * std::cos(angle), r * std::sin(angle)};
}

}  // namespace recce::render
