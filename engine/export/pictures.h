// Picture files. The same picture always gives the same bytes. Knows nothing of shots or of how pictures are made.
#pragma once

#include <string>

#include "base/error.h"
#include "base/picture.h"

namespace recce {

/// PNG, 8 bit sRGB; without an alpha channel where every pixel is opaque. No dates, no program names in it.
Result<std::string> encodePng(const Picture& picture);
/// A smaller copy, box-filtered in linear light to fit into width x height, aspect kept.
Picture shrunk(const Picture& picture, std::uint32_t width, std::uint32_t height);
/// OpenEXR, half float, ZIP, channels R G B A, chromaticities BT.709.
Result<std::string> encodeExr(const LinearPicture& picture);

}  // namespace recce
