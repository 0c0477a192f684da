// The video engineer's scopes, counted from a finished picture: waveform, parade, vectorscope, histogram. Pure functions over
// display code; knows no window.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/picture.h"

namespace recce::optics {

/// How often each level occurs in each column of the picture.
struct Waveform {
    static constexpr std::uint32_t kLevels = 256;
    std::uint32_t columns = 0;
    std::vector<std::uint32_t> counts;  ///< [column][level], level 0 black
    std::uint32_t at(std::uint32_t column, std::uint32_t level) const { return counts[std::size_t{column} * kLevels + level]; }
};
/// Luma or one channel (0 red, 1 green, 2 blue), gathered into `columns` columns; fewer where the picture is narrower.
Waveform lumaWaveform(const Picture& picture, std::uint32_t columns);
Waveform channelWaveform(const Picture& picture, int channel, std::uint32_t columns);

/// How often each colour difference occurs: [row][column] of a square, Cb to the right and Cr up, full scale at its edges.
struct Vectorscope {
    static constexpr std::uint32_t kSide = 256;
    std::vector<std::uint32_t> counts = std::vector<std::uint32_t>(kSide * kSide);
};
Vectorscope vectorscope(const Picture& picture);

/// Red, green, blue, luma.
using Histogram = std::array<std::array<std::uint32_t, 256>, 4>;
Histogram histogram(const Picture& picture);

}  // namespace recce::optics
