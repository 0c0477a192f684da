// A probe grid as two pictures on the device: an octahedral square of texels for each probe, of the light that arrives there and of
// how far the probe sees. For the .cpp files of this module only.
#pragma once

#include <vector>

#include "gpu/commands.h"
#include "sight/probes.h"

namespace recce::render {

/// kProbesAcross squares of kProbeTile texels a side in a row, by the probe's index; in each a border of one for filtering.
/// Light: RGBA half floats, irradiance by normal over kProbeLux, and the visible share of the environment.
/// Depth: RG half floats, 1/m: the inverse distance and its standard deviation from a plane's.
struct ProbePictures {
    std::uint32_t width = 0, height = 0;
    std::vector<std::uint16_t> light, depth;
};
ProbePictures picturesOf(const ProbeGrid& grid);

class ProbeTextures {
public:
    Status fill(gpu::Device& device, gpu::Commands& commands, const ProbeGrid& grid);
    std::uint32_t light() const { return light_.slot(); }
    std::uint32_t depth() const { return depth_.slot(); }
    glm::vec2 texel() const { return 1.0f / glm::vec2(light_.desc().width, light_.desc().height); }

private:
    gpu::Image light_, depth_;
};

}  // namespace recce::render
