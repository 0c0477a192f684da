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

/// Area-preserving map of the unit square to an iris of that many straight blades, one corner up, of the unit disc's area, so
/// that the stop lets through as much as it says; below 3: the disc.
inline Vec2 toIris(const Vec2& u, std::uint32_t blades) {
    if (blades < 3) return toDisc(u);
    // The disc's own map, its radii stretched to the edge and its angles so that every part keeps its area: samples that are well
    // spread over the disc stay so.
    const Vec2 disc = toDisc(u);
    const double part = 2 * kPi / blades, half = part / 2, flat = std::sqrt(part / std::sin(part)) * std::cos(half);
    const double turn = std::atan2(disc.x, disc.y) / part, first = std::floor(turn);
    const double fromMiddle = std::atan((2 * (turn - first) - 1) * std::tan(half)), angle = (first + 0.5) * part + fromMiddle;
    return Vec2(std::sin(angle), std::cos(angle)) * (glm::length(disc) * flat / std::cos(fromMiddle));
}

}  // namespace recce::render
