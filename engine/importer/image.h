// Pictures from bytes: size from the header first, texels only when the size is within budget. Opens nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/error.h"

namespace recce::importer {

enum class ImageKind { Jpeg, Png, WebP, Other };

struct ImageInfo {
    ImageKind kind = ImageKind::Other;
    std::uint32_t width = 0, height = 0;
    bool mayHaveAlpha = false;
};

/// Refuses by name what is no picture or one of a kind that is not read (KTX2, DDS, TIFF, EXR).
Result<ImageInfo> probeImage(std::span<const std::byte> bytes, std::string_view name);

/// Texels as stored, 8 bits, red green blue alpha, the picture's top row first. `out` holds width * height * 4 bytes.
Status decodeImage(std::span<const std::byte> bytes, const ImageInfo& info, std::span<std::uint8_t> out);

/// Levels below mip 0, tightly packed after it in `chain`, which already holds mip 0. Colour is averaged in linear light,
/// and weighted with alpha where there is any, so that cut-outs get no dark rims.
void buildMips(std::span<std::uint8_t> chain, std::uint32_t width, std::uint32_t height, bool srgb, bool hasAlpha);

/// One sRGB-coded value to linear, 0 to 1.
float srgbToLinear(float coded);

}  // namespace recce::importer
