// Scopes of pictures whose readings are known.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>

#include "base/math.h"
#include "optics/scopes.h"

namespace recce::optics {
namespace {
Picture filled(std::uint32_t width, std::uint32_t height, const std::function<std::array<std::uint8_t, 3>(std::uint32_t, std::uint32_t)>& colour) {
    Picture p{width, height, {}};
    for (std::uint32_t y = 0; y < height; ++y)
        for (std::uint32_t x = 0; x < width; ++x) {
            const auto c = colour(x, y);
            p.rgba.insert(p.rgba.end(), {c[0], c[1], c[2], 255});
        }
    return p;
}

TEST(Scopes, ARampRisesAcrossTheWaveform) {
    const Picture ramp = filled(256, 4, [](std::uint32_t x, std::uint32_t) { return std::array<std::uint8_t, 3>{std::uint8_t(x), std::uint8_t(x), std::uint8_t(x)}; });
    const Waveform w = lumaWaveform(ramp, 64);
    ASSERT_EQ(w.columns, 64u);
    for (std::uint32_t column = 0; column < 64; ++column)
        for (std::uint32_t level = 0; level < 256; ++level) EXPECT_EQ(w.at(column, level), level / 4 == column ? 4u : 0u);
    EXPECT_EQ(lumaWaveform(ramp, 1000).columns, 256u);
    EXPECT_EQ(lumaWaveform({}, 64).columns, 0u);
}

TEST(Scopes, ParadeAndHistogramKeepChannelsApart) {
    const Picture red = filled(8, 8, [](std::uint32_t, std::uint32_t) { return std::array<std::uint8_t, 3>{200, 20, 0}; });
    EXPECT_EQ(channelWaveform(red, 0, 1).at(0, 200), 64u);
    EXPECT_EQ(channelWaveform(red, 1, 1).at(0, 20), 64u);
    const Histogram h = histogram(red);
    EXPECT_EQ(h[0][200], 64u);
    EXPECT_EQ(h[2][0], 64u);
    EXPECT_EQ(h[3][57], 64u) << "0.2126 x 200 + 0.7152 x 20";
}

TEST(Scopes, GreyLiesInTheMiddleOfTheVectorscopeAndRedUpLeft) {
    const auto peak = [](const Picture& p) {
        const Vectorscope v = vectorscope(p);
        const auto at = std::max_element(v.counts.begin(), v.counts.end()) - v.counts.begin();
        return std::pair(at % 256, at / 256);
    };
    EXPECT_EQ(peak(filled(4, 4, [](std::uint32_t, std::uint32_t) { return std::array<std::uint8_t, 3>{128, 128, 128}; })), (std::pair<long, long>(128, 127)));
    const auto red = peak(filled(4, 4, [](std::uint32_t, std::uint32_t) { return std::array<std::uint8_t, 3>{255, 0, 0}; }));
    EXPECT_LT(red.first, 128);
    EXPECT_EQ(red.second, 0) << "full red is full Cr";
}
}  // namespace
}  // namespace recce::optics
