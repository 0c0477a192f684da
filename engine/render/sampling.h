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

/// In [0, 1)^2, (0.5, 0.5) for n = 0; `dimension` (0 to 2) chooses a pair of bases.
inline Vec2 sample2(std::uint32_t n, std::uint32_t dimension) {
    constexpr std::uint32_t kPrimes[] = {2, 3, 5, 7, 11, 13};
    if (n == 0) return Vec2(0.5);
    return {radicalInverse(n, kPrimes[2 * dimension]), radicalInverse(n, kPrimes[2 * dimension + 1])};
}

/// The same for the face of one lamp of any number: Sobol's first two dimensions, of which every run of 4, 16, 64 ... points has
/// one in each equal part of the square, as radical inverses of larger primes do not; each lamp's bits are flipped in its own way.
inline Vec2 lampSample(std::uint32_t n, std::uint32_t lamp) {
    if (n == 0) return Vec2(0.5);
    std::uint32_t x = lamp * 0x9E3779B9u, y = lamp * 0x85EBCA6Bu;
    for (std::uint32_t bits = n, a = 1u << 31, b = 1u << 31; bits; bits >>= 1, a >>= 1, b ^= b >> 1) {
        if (!(bits & 1)) continue;
        x ^= a;
        y ^= b;
    }
    return {x * 0x1p-32, y * 0x1p-32};
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
