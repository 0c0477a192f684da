// Draws Dear ImGui's lists through our own device: an ImTextureID is an index of the bindless set plus one. Knows no
// window system and no panels.
#pragma once

#include <cstdint>
#include <memory>

#include "gpu/commands.h"
#include "gpu/device.h"

struct ImDrawData;

namespace recce {

/// What ImGui::Image takes for an image of the bindless set; 0 is no picture.
inline std::uint64_t uiTexture(const gpu::Image& image) { return static_cast<std::uint64_t>(image.slot()) + 1; }
/// The same for one whose only channel is its alpha: it takes the colour that it is drawn in, as a letter does.
inline constexpr std::uint64_t kUiAlphaOnly = std::uint64_t{1} << 62;
inline std::uint64_t uiLetters(const gpu::Image& image) { return uiTexture(image) | kUiAlphaOnly; }

class UiRenderer {
public:
    explicit UiRenderer(gpu::Device& device) : device_(&device) {}
    /// Uploads the current ImGui context's font atlas and gives it its id. Again after the fonts changed.
    Status setFonts();
    /// Records the lists into `target`, which is cleared first. The format is the swapchain's.
    Status draw(gpu::Commands& commands, VkImageView target, VkExtent2D size, VkFormat format, const ImDrawData& data);

private:
    gpu::Device* device_;
    gpu::Image fonts_;
};

}  // namespace recce
