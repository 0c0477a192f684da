// A small copy of the light in a target, for meters and scopes: recorded with the frame that it is of, so that nobody waits for it.
#pragma once

#include "base/picture.h"
#include "gpu/commands.h"
#include "render/renderer.h"

namespace recce::render {

class Glimpse {
public:
    /// Records the copy of `area` of the target's picture into width x height texels, each the light of one of its pixels. In the
    /// commands that drew the picture, after Renderer::draw said that it changed.
    Status record(gpu::Commands& commands, Target& target, const Renderer::Area& area, std::uint32_t width, std::uint32_t height);
    /// Once those commands are done: scene-linear, before the white balance. Empty where nothing was recorded.
    LinearPicture read() const;

private:
    gpu::Image small_;
    gpu::Buffer buffer_;
    double scale_ = 1;
};

}  // namespace recce::render
