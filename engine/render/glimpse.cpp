#include "render/glimpse.h"

#include <algorithm>
#include <cstring>

#include "render/frame.h"

namespace recce::render {

Status Glimpse::record(gpu::Commands& commands, Target& target, const Renderer::Area& area, std::uint32_t width, std::uint32_t height) {
    auto& t = target.state();
    gpu::Image& from = t.sum ? t.sum : t.linear;
    if (!from || area.x + area.width > from.desc().width || area.y + area.height > from.desc().height) return {};
    gpu::Device& device = commands.device();
    constexpr VkFormat kFormat = VK_FORMAT_R32G32B32A32_SFLOAT;
    if (!small_ || small_.desc().width != width || small_.desc().height != height) {
        RECCE_TRY(small_, device.makeImage({"glimpse", width, height, 1, 1, kFormat, VK_IMAGE_USAGE_TRANSFER_SRC_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT | VK_IMAGE_USAGE_SAMPLED_BIT,
                                            VK_SAMPLE_COUNT_1_BIT, gpu::ImageShape::Flat}));
        RECCE_TRY(buffer_, device.makeBuffer({"glimpse", std::size_t{width} * height * gpu::bytesPerTexel(kFormat), 0, gpu::MemoryKind::Readback}));
    }
    scale_ = t.sum ? 1.0 / std::max(1u, t.samples) : 1.0;
    const gpu::Access before = from.access();
    commands.use(from, gpu::Access::TransferFrom);
    commands.use(small_, gpu::Access::TransferTo);
    VkImageBlit blit{};
    blit.srcSubresource = blit.dstSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    blit.srcOffsets[0] = {static_cast<int>(area.x), static_cast<int>(area.y), 0};
    blit.srcOffsets[1] = {static_cast<int>(area.x + area.width), static_cast<int>(area.y + area.height), 1};
    blit.dstOffsets[1] = {static_cast<int>(width), static_cast<int>(height), 1};
    vkCmdBlitImage(commands.handle(), from.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, small_.handle(), VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1, &blit, VK_FILTER_NEAREST);
    commands.use(small_, gpu::Access::TransferFrom);
    VkBufferImageCopy region{};
    region.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    region.imageExtent = {width, height, 1};
    vkCmdCopyImageToBuffer(commands.handle(), small_.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, buffer_.handle(), 1, &region);
    commands.publishBuffers();
    commands.use(from, before);
    return {};
}

LinearPicture Glimpse::read() const {
    LinearPicture out;
    if (!small_) return out;
    out.width = small_.desc().width;
    out.height = small_.desc().height;
    out.rgba.resize(std::size_t{out.width} * out.height * 4);
    std::memcpy(out.rgba.data(), buffer_.mapped().data(), out.rgba.size() * sizeof(float));
    for (std::size_t i = 0; i < out.rgba.size(); ++i) out.rgba[i] = i % 4 == 3 ? 1.f : out.rgba[i] * static_cast<float>(scale_);
    return out;
}

}  // namespace recce::render
