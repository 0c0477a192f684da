// The compiled shaders of shaders/, built into the program. Knows nothing of what they do.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace recce::gpu {

/// SPIR-V of "surface.vert" and the like; empty when there is no such shader.
std::span<const std::uint32_t> shaderCode(std::string_view name);

}  // namespace recce::gpu
