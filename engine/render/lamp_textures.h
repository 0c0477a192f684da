// What lamps need on the device besides their numbers: measured profiles as pictures, and the table for light from whole faces.
// For the .cpp files of this module only.
#pragma once

#include <map>
#include <memory>

#include "gpu/commands.h"
#include "optics/emitter.h"

namespace recce::render {

/// A profile's candela over its brightest, across the angle off the axis and round it, as shaders/surface.frag reads it:
/// columns by the square root of the angle over pi, so that a narrow beam has texels of a sixth of a degree; rows every five
/// degrees from the lamp's up to its right and round to up again. One row where it is the same all round.
struct ProfilePicture {
    static constexpr std::uint32_t kColumns = 256, kRows = 73;
    std::uint32_t rows = 1;
    std::vector<float> share;  ///< [row][column]
};
ProfilePicture pictureOf(const optics::IesProfile& profile);

class LampTextures {
public:
    /// Slot of the profile's picture in the bindless set; made when first asked for.
    Result<std::uint32_t> slotOf(gpu::Device& device, gpu::Commands& commands, const optics::IesProfile& profile);
    /// The table of engine/render/area_table.inc.
    Result<std::uint32_t> areaTable(gpu::Device& device, gpu::Commands& commands);

private:
    std::map<Hash128, gpu::Image> profiles_;  ///< by contents
    gpu::Image table_;
};

}  // namespace recce::render
