// Diffusion frames as sources: what lamps and the sun throw on a frame comes out on its other side as from a soft panel. For the
// picture, the probes and the meters; the reference traces the cloth itself. Knows no device and no window.
#pragma once

#include <vector>

#include "render/contents.h"
#include "sight/scene.h"

namespace recce::render {

/// A frame's far side while it shines.
struct LitSide {
    std::size_t screen = 0;  ///< of the snapshot's
    bool front = false;      ///< to the local -Z of the cloth
    Vec3 nits{0};            ///< mean luminance of the side, linear BT.709
};

struct FrameLight {
    /// One for each frame and source that lights it; Lamp::through says which. As bright as what comes through, and of the place and
    /// size of the lit patch: mean and spread of the light on the cloth.
    std::vector<Lamp> lamps;
    std::vector<LitSide> sides;
};
/// `set` is what stands between (may be null: nothing does); the screens themselves may be in it.
FrameLight lightFrames(const std::vector<optics::Screen>& screens, const std::vector<Lamp>& lamps, const Daylight& daylight, const SightScene* set);

}  // namespace recce::render
