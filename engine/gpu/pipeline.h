// What a pipeline is made of, as a value that can be compared: the device keeps one pipeline per description.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <vulkan/vulkan_core.h>

namespace recce::gpu {

enum class Blend : std::uint8_t {
    Opaque,
    Alpha,          ///< source alpha over what is there
    Premultiplied,  ///< source + (1 - source alpha) * what is there
    Add,
    Multiply,       ///< what is there * source, alpha too
    Tint,           ///< colour as Multiply; of alpha the greater stays
};
enum class Depth : std::uint8_t {
    Off,
    Write,       ///< nearer wins and is written (reversed depth: greater is nearer)
    TestOnly,    ///< nearer or equal passes, nothing is written
    Equal,       ///< only what the depth pre-pass left
    Replace,     ///< written whatever is there: empties a part of a picture
};

struct PipelineDesc {
    std::string vertex, fragment;  ///< names in shaders/, "surface.vert"; fragment may be empty (depth only)
    std::vector<VkFormat> colours;
    VkFormat depthFormat = VK_FORMAT_UNDEFINED;
    VkSampleCountFlagBits samples = VK_SAMPLE_COUNT_1_BIT;
    Blend blend = Blend::Opaque;
    Depth depth = Depth::Off;
    VkCullModeFlags cull = VK_CULL_MODE_NONE;  ///< front faces are counter-clockwise in the world
    VkPrimitiveTopology topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST;
    bool depthBias = false;   ///< set by vkCmdSetDepthBias
    std::vector<std::uint32_t> constants;  ///< specialization constants 0, 1, 2 ...
    bool operator==(const PipelineDesc&) const = default;
};

struct ComputeDesc {
    std::string shader;
    std::vector<std::uint32_t> constants;
    bool operator==(const ComputeDesc&) const = default;
};

}  // namespace recce::gpu
