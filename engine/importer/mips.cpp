// Mip chains for importer/image.h: 2 x 2 averages, in linear light for colour. Knows nothing of files.
#include "importer/image.h"

#include <array>
#include <algorithm>
#include <cmath>

#include "asset/cooked.h"

namespace recce::importer {
namespace {

/// 16 bit linear of every sRGB code, and the code of every 14 bit linear value (an error of at most one code in the
/// darkest tenth, none above).
struct Tables {
    std::array<std::uint32_t, 256> linear{};
    std::array<std::uint8_t, 16384> code{};
    Tables() {
        for (std::size_t i = 0; i < linear.size(); ++i)
            linear[i] = static_cast<std::uint32_t>(std::lround(srgbToLinear(static_cast<float>(i) / 255.0f) * 65535.0f));
        for (std::size_t i = 0; i < code.size(); ++i) {
            const double v = (static_cast<double>(i) + 0.5) / static_cast<double>(code.size());
            const double coded = v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
            code[i] = static_cast<std::uint8_t>(std::lround(coded * 255));
        }
    }
};
const Tables& tables() {
    static const Tables kTables;
    return kTables;
}

struct Level {
    const std::uint8_t* from;
    std::uint8_t* to;
    std::uint32_t fromWidth, fromHeight, width, height;
};

template <class Average>
void eachTexel(const Level& l, Average average) {
    for (std::uint32_t y = 0; y < l.height; ++y) {
        const std::uint32_t y0 = std::min(2 * y, l.fromHeight - 1), y1 = std::min(2 * y + 1, l.fromHeight - 1);
        const std::uint8_t* upper = l.from + std::size_t{y0} * l.fromWidth * 4;
        const std::uint8_t* lower = l.from + std::size_t{y1} * l.fromWidth * 4;
        std::uint8_t* out = l.to + std::size_t{y} * l.width * 4;
        for (std::uint32_t x = 0; x < l.width; ++x, out += 4) {
            const std::size_t x0 = std::size_t{std::min(2 * x, l.fromWidth - 1)} * 4, x1 = std::size_t{std::min(2 * x + 1, l.fromWidth - 1)} * 4;
            average(upper + x0, upper + x1, lower + x0, lower + x1, out);
        }
    }
}

void linearLevel(const Level& l) {
    eachTexel(l, [](const std::uint8_t* a, const std::uint8_t* b, const std::uint8_t* c, const std::uint8_t* d, std::uint8_t* out) {
        for (int k = 0; k < 4; ++k) out[k] = static_cast<std::uint8_t>((a[k] + b[k] + c[k] + d[k] + 2) >> 2);
    });
}

void opaqueLevel(const Level& l) {
    const Tables& t = tables();
    eachTexel(l, [&t](const std::uint8_t* a, const std::uint8_t* b, const std::uint8_t* c, const std::uint8_t* d, std::uint8_t* out) {
        for (int k = 0; k < 3; ++k) out[k] = t.code[(t.linear[a[k]] + t.linear[b[k]] + t.linear[c[k]] + t.linear[d[k]]) >> 4];
        out[3] = 255;
    });
}

void alphaLevel(const Level& l) {
    const Tables& t = tables();
    eachTexel(l, [&t](const std::uint8_t* a, const std::uint8_t* b, const std::uint8_t* c, const std::uint8_t* d, std::uint8_t* out) {
        const std::uint32_t sum = a[3] + b[3] + c[3] + d[3];
        // Where all is clear the colour is still needed by whoever samples next to it.
        const std::uint64_t wa = sum ? a[3] : 1, wb = sum ? b[3] : 1, wc = sum ? c[3] : 1, wd = sum ? d[3] : 1, w = wa + wb + wc + wd;
        for (int k = 0; k < 3; ++k)
            out[k] = t.code[((t.linear[a[k]] * wa + t.linear[b[k]] * wb + t.linear[c[k]] * wc + t.linear[d[k]] * wd) / w) >> 2];
        out[3] = static_cast<std::uint8_t>((sum + 2) >> 2);
    });
}

}  // namespace

float srgbToLinear(float v) { return v <= 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f); }

void buildMips(std::span<std::uint8_t> chain, std::uint32_t width, std::uint32_t height, bool srgb, bool hasAlpha) {
    std::size_t at = 0;
    for (std::uint32_t mip = 1; mip < cooked::mipCountFor(width, height); ++mip) {
        Level level{chain.data() + at, nullptr, std::max(1u, width >> (mip - 1)), std::max(1u, height >> (mip - 1)),
                    std::max(1u, width >> mip), std::max(1u, height >> mip)};
        at += std::size_t{level.fromWidth} * level.fromHeight * 4;
        level.to = chain.data() + at;
        RECCE_CHECK(at + std::size_t{level.width} * level.height * 4 <= chain.size());
        if (!srgb) linearLevel(level);
        else if (hasAlpha) alphaLevel(level);
        else opaqueLevel(level);
    }
}

}  // namespace recce::importer
