// A finished picture in memory: what the renderer hands to files and sheets. No colour maths, no file formats.
#pragma once

#include <cstdint>
#include <vector>

namespace recce {

/// Rows from the top, four bytes a pixel: red, green, blue (sRGB) and straight alpha.
struct Picture {
    std::uint32_t width = 0, height = 0;
    std::vector<std::uint8_t> rgba;
    bool empty() const { return width == 0 || height == 0; }
    bool operator==(const Picture&) const = default;
};

/// Rows from the top, four floats a pixel: scene-linear BT.709 after exposure (0.18 is grey) and alpha.
struct LinearPicture {
    std::uint32_t width = 0, height = 0;
    std::vector<float> rgba;
};

}  // namespace recce
