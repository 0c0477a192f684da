#include "optics/scopes.h"

#include <algorithm>
#include <cmath>

#include "optics/view.h"

namespace recce::optics {
namespace {

template <class F> void forEachPixel(const Picture& picture, F f) {
    for (std::uint32_t y = 0; y < picture.height; ++y)
        for (std::uint32_t x = 0; x < picture.width; ++x) f(x, picture.rgba.data() + 4 * (std::size_t{y} * picture.width + x));
}

Vec3 codeOf(const std::uint8_t* p) { return Vec3(p[0], p[1], p[2]) / 255.0; }
std::uint32_t levelOf(double code) { return static_cast<std::uint32_t>(std::lround(std::clamp(code, 0.0, 1.0) * 255)); }

template <class Level> Waveform waveform(const Picture& picture, std::uint32_t columns, Level level) {
    Waveform out;
    out.columns = std::min(columns, picture.width);
    out.counts.assign(std::size_t{out.columns} * Waveform::kLevels, 0);
    forEachPixel(picture, [&](std::uint32_t x, const std::uint8_t* p) {
        const auto column = static_cast<std::size_t>(std::uint64_t{x} * out.columns / picture.width);
        ++out.counts[column * Waveform::kLevels + level(p)];
    });
    return out;
}

}  // namespace

Waveform lumaWaveform(const Picture& picture, std::uint32_t columns) {
    return waveform(picture, columns, [](const std::uint8_t* p) { return levelOf(waveformLuma(codeOf(p))); });
}

Waveform channelWaveform(const Picture& picture, int channel, std::uint32_t columns) {
    return waveform(picture, columns, [channel](const std::uint8_t* p) { return std::uint32_t{p[channel]}; });
}

Vectorscope vectorscope(const Picture& picture) {
    Vectorscope out;
    forEachPixel(picture, [&](std::uint32_t, const std::uint8_t* p) {
        const Vec3 c = codeOf(p);
        const double luma = waveformLuma(c), cb = (c.z - luma) / 1.8556, cr = (c.x - luma) / 1.5748;
        const auto at = [](double v) { return static_cast<std::size_t>(std::clamp((v + 0.5) * Vectorscope::kSide, 0.0, Vectorscope::kSide - 1.0)); };
        ++out.counts[(Vectorscope::kSide - 1 - at(cr)) * Vectorscope::kSide + at(cb)];
    });
    return out;
}

Histogram histogram(const Picture& picture) {
    Histogram out{};
    forEachPixel(picture, [&](std::uint32_t, const std::uint8_t* p) {
        for (std::size_t c = 0; c < 3; ++c) ++out[c][p[c]];
        ++out[3][levelOf(waveformLuma(codeOf(p)))];
    });
    return out;
}

}  // namespace recce::optics
