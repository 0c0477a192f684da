// Where the n-th frame of an accumulation samples pixel, lens, lamps and sun. Frame 0 is always the middle of each, so
// that one frame alone is the plain picture. No randomness: the same index gives the same point.
#pragma once

#include <cmath>
#include <cstdint>

#include "base/math.h"
#include "optics/emitter.h"

namespace recce::render {

/// Radical inverse: well spread in [0, 1) for consecutive n.
inline double radicalInverse(std::uint32_t n, std::uint32_t base) {
    double value = 0, digit = 1.0 / base;
    for (; n; n /= base, digit /= base) value += digit * (n % base);
    return value;
}

inline double wrapped(double v) { return v - std::floor(v); }

/// In [0, 1)^2, (0.5, 0.5) for n = 0; `dimension` (0 to 2) chooses a pair of bases.
inline Vec2 sample2(std::uint32_t n, std::uint32_t dimension) {
    constexpr std::uint32_t kPrimes[] = {2, 3, 5, 7, 11, 13};
    if (n == 0) return Vec2(0.5);
    return {radicalInverse(n, kPrimes[2 * dimension]), radicalInverse(n, kPrimes[2 * dimension + 1])};
}

/// The same for the face of one lamp of any number: the R2 sequence (Roberts 2018), which fills the square from the first few
/// points on, as radical inverses of the larger primes do not; each lamp's is moved by golden ratios.
inline Vec2 lampSample(std::uint32_t n, std::uint32_t lamp) {
    if (n == 0) return Vec2(0.5);
    return {wrapped(0.5 + n * 0.7548776662466927 + lamp * 0.6180339887498949), wrapped(0.5 + n * 0.5698402909980532 + lamp * 0.8191725133961645)};
}

using optics::toDisc;

}  // namespace recce::render
