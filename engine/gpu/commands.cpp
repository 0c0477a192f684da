#include "gpu/commands.h"

#include <algorithm>
#include <cstring>

#include "gpu/state.h"

namespace recce::gpu {

// Barriers are made here and nowhere else; the frame graph decides when.
AccessInfo accessInfo(Access access) {
    constexpr VkPipelineStageFlags2 kDepthStages = VK_PIPELINE_STAGE_2_EARLY_FRAGMENT_TESTS_BIT | VK_PIPELINE_STAGE_2_LATE_FRAGMENT_TESTS_BIT;
    constexpr VkPipelineStageFlags2 kShaders = VK_PIPELINE_STAGE_2_VERTEX_SHADER_BIT | VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT |
                                               VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT;
    switch (access) {
        case Access::ColourWrite:
            return {VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT,
                    VK_ACCESS_2_COLOR_ATTACHMENT_READ_BIT | VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT, VK_IMAGE_LAYOUT_ATTACHMENT_OPTIMAL};
        case Access::DepthWrite:
            // The resolve of a multisampled depth picture counts as colour output.
            return {kDepthStages | VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT,
                    VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_READ_BIT | VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT |
                        VK_ACCESS_2_COLOR_ATTACHMENT_READ_BIT | VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT,
                    VK_IMAGE_LAYOUT_ATTACHMENT_OPTIMAL};
        case Access::DepthRead:
            return {kDepthStages | kShaders, VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_READ_BIT | VK_ACCESS_2_SHADER_SAMPLED_READ_BIT,
                    VK_IMAGE_LAYOUT_READ_ONLY_OPTIMAL};
        case Access::Sampled: return {kShaders, VK_ACCESS_2_SHADER_SAMPLED_READ_BIT, VK_IMAGE_LAYOUT_READ_ONLY_OPTIMAL};
        case Access::StorageWrite:
            return {VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT,
                    VK_ACCESS_2_SHADER_STORAGE_READ_BIT | VK_ACCESS_2_SHADER_STORAGE_WRITE_BIT, VK_IMAGE_LAYOUT_GENERAL};
        case Access::TransferFrom:
            return {VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, VK_ACCESS_2_TRANSFER_READ_BIT, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL};
        case Access::TransferTo:
            return {VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, VK_ACCESS_2_TRANSFER_WRITE_BIT, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL};
        case Access::Present: return {VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, 0, VK_IMAGE_LAYOUT_PRESENT_SRC_KHR};
        case Access::Undefined: break;
    }
    return {VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, 0, VK_IMAGE_LAYOUT_UNDEFINED};
}

Commands::Commands(Commands&& o) noexcept
    : device_(o.device_), handle_(std::exchange(o.handle_, VK_NULL_HANDLE)), uploads_(std::move(o.uploads_)), used_(o.used_),
      error_(std::move(o.error_)) {}

Commands::~Commands() {
    if (!handle_) return;
    // Dropped without being submitted: nothing of it ever runs.
    vkEndCommandBuffer(handle_);
    auto& s = device_->state();
    --s.recordings;
    s.idleCommands.push_back(handle_);
}

Slice Commands::upload(std::size_t size) {
    auto& s = device_->state();
    const std::size_t begin = (used_ + 63) / 64 * 64;
    if (uploads_.empty() || begin + size > uploads_.back().size()) {
        constexpr std::size_t kChunk = 4u << 20;
        const auto fits = std::find_if(s.idleUploads.begin(), s.idleUploads.end(), [&](const Buffer& b) { return b.size() >= size; });
        if (fits != s.idleUploads.end()) {
            uploads_.push_back(std::move(*fits));
            s.idleUploads.erase(fits);
        } else {
            auto made = device_->makeBuffer({"upload", std::max(kChunk, size), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_INDEX_BUFFER_BIT,
                                             MemoryKind::Upload});
            RECCE_CHECK(made.has_value());
            uploads_.push_back(std::move(*made));
        }
        used_ = 0;
        return upload(size);
    }
    const Buffer& buffer = uploads_.back();
    used_ = begin + size;
    return {buffer.mapped().subspan(begin, size), buffer.handle(), begin, buffer.address() + begin};
}

void Commands::bindConstants(std::span<const std::byte> constants) {
    auto& s = device_->state();
    RECCE_CHECK(constants.size() <= kConstantSlot);
    const std::uint32_t slot = s.nextConstant;
    s.nextConstant = (s.nextConstant + 1) % kConstantSlots;
    if (s.constantValue[slot] > s.submitted) {
        error_ = Error{Code::OverBudget, "One recording uses more than 256 sets of frame constants.", "bindConstants", {}, {}};
    } else if (auto waited = device_->wait({s.constantValue[slot]}); !waited) {
        error_ = waited.error();
    }
    s.constantValue[slot] = s.safeValue();
    std::memcpy(s.constantRing.mapped().data() + slot * kConstantSlot, constants.data(), constants.size());
    const auto offset = static_cast<std::uint32_t>(slot * kConstantSlot);
    // Apart: the software driver copies every set that is bound together with an offset, and the bindless one has megabytes.
    for (const auto point : {VK_PIPELINE_BIND_POINT_GRAPHICS, VK_PIPELINE_BIND_POINT_COMPUTE}) {
        vkCmdBindDescriptorSets(handle_, point, s.layout, 0, 1, &s.bindless, 0, nullptr);
        vkCmdBindDescriptorSets(handle_, point, s.layout, 1, 1, &s.constants, 1, &offset);
    }
}

bool Commands::bind(const PipelineDesc& desc) {
    auto pipeline = device_->pipeline(desc);
    if (!pipeline) error_ = pipeline.error();
    else vkCmdBindPipeline(handle_, VK_PIPELINE_BIND_POINT_GRAPHICS, *pipeline);
    return pipeline.has_value();
}

bool Commands::bind(const ComputeDesc& desc) {
    auto pipeline = device_->pipeline(desc);
    if (!pipeline) error_ = pipeline.error();
    else vkCmdBindPipeline(handle_, VK_PIPELINE_BIND_POINT_COMPUTE, *pipeline);
    return pipeline.has_value();
}

void Commands::use(Image& image, Access access) {
    // Read after read needs nothing; everything else does, also write after write.
    if (image.access() == access && (access == Access::Sampled || access == Access::TransferFrom || access == Access::DepthRead)) return;
    const AccessInfo from = accessInfo(image.access()), to = accessInfo(access);
    VkImageMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2};
    barrier.srcStageMask = from.stages;
    barrier.srcAccessMask = from.access;
    barrier.dstStageMask = to.stages;
    barrier.dstAccessMask = to.access;
    barrier.oldLayout = from.layout;
    barrier.newLayout = to.layout;
    barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
    barrier.image = image.handle();
    barrier.subresourceRange = {image.aspect(), 0, VK_REMAINING_MIP_LEVELS, 0, VK_REMAINING_ARRAY_LAYERS};
    VkDependencyInfo dependency{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    dependency.imageMemoryBarrierCount = 1;
    dependency.pImageMemoryBarriers = &barrier;
    vkCmdPipelineBarrier2(handle_, &dependency);
    image.setAccess(access);
}

void Commands::publishBuffers() {
    VkMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_MEMORY_BARRIER_2};
    barrier.srcStageMask = VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT | VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT;
    barrier.srcAccessMask = VK_ACCESS_2_TRANSFER_WRITE_BIT | VK_ACCESS_2_SHADER_STORAGE_WRITE_BIT;
    barrier.dstStageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT | VK_PIPELINE_STAGE_2_HOST_BIT;
    barrier.dstAccessMask = VK_ACCESS_2_MEMORY_READ_BIT | VK_ACCESS_2_MEMORY_WRITE_BIT | VK_ACCESS_2_HOST_READ_BIT;
    VkDependencyInfo dependency{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    dependency.memoryBarrierCount = 1;
    dependency.pMemoryBarriers = &barrier;
    vkCmdPipelineBarrier2(handle_, &dependency);
}

void Commands::beginDrawing(const DrawInto& into) {
    std::vector<VkRenderingAttachmentInfo> colours;
    for (const auto& target : into.colours) {
        VkRenderingAttachmentInfo a{VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
        a.imageView = target.view;
        a.imageLayout = VK_IMAGE_LAYOUT_ATTACHMENT_OPTIMAL;
        a.loadOp = target.clear ? VK_ATTACHMENT_LOAD_OP_CLEAR : VK_ATTACHMENT_LOAD_OP_LOAD;
        a.storeOp = target.keep ? VK_ATTACHMENT_STORE_OP_STORE : VK_ATTACHMENT_STORE_OP_DONT_CARE;
        if (target.clear) a.clearValue.color = *target.clear;
        if (target.resolve) {
            a.resolveMode = VK_RESOLVE_MODE_AVERAGE_BIT;
            a.resolveImageView = target.resolve;
            a.resolveImageLayout = VK_IMAGE_LAYOUT_ATTACHMENT_OPTIMAL;
        }
        colours.push_back(a);
    }
    VkRenderingAttachmentInfo depth{VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
    if (into.depth) {
        depth.imageView = into.depth->view;
        depth.imageLayout = into.depth->write ? VK_IMAGE_LAYOUT_ATTACHMENT_OPTIMAL : VK_IMAGE_LAYOUT_READ_ONLY_OPTIMAL;
        depth.loadOp = into.depth->clear ? VK_ATTACHMENT_LOAD_OP_CLEAR : VK_ATTACHMENT_LOAD_OP_LOAD;
        depth.storeOp = into.depth->keep ? VK_ATTACHMENT_STORE_OP_STORE : VK_ATTACHMENT_STORE_OP_DONT_CARE;
        if (!into.depth->write && into.depth->keep) depth.storeOp = VK_ATTACHMENT_STORE_OP_NONE;
        if (into.depth->clear) depth.clearValue.depthStencil.depth = *into.depth->clear;
        if (into.depth->resolve) {
            depth.resolveMode = VK_RESOLVE_MODE_SAMPLE_ZERO_BIT;
            depth.resolveImageView = into.depth->resolve;
            depth.resolveImageLayout = VK_IMAGE_LAYOUT_ATTACHMENT_OPTIMAL;
        }
    }
    VkRenderingInfo info{VK_STRUCTURE_TYPE_RENDERING_INFO};
    info.renderArea = {into.offset, into.size};
    info.layerCount = 1;
    info.colorAttachmentCount = static_cast<std::uint32_t>(colours.size());
    info.pColorAttachments = colours.data();
    info.pDepthAttachment = into.depth ? &depth : nullptr;
    vkCmdBeginRendering(handle_, &info);
    // Turned upside down, so that Y grows upwards in clip space and counter-clockwise in the world stays so on screen.
    const VkViewport viewport{static_cast<float>(into.offset.x), static_cast<float>(into.offset.y) + static_cast<float>(into.size.height),
                              static_cast<float>(into.size.width), -static_cast<float>(into.size.height), 0, 1};
    const VkRect2D scissor{into.offset, into.size};
    vkCmdSetViewport(handle_, 0, 1, &viewport);
    vkCmdSetScissor(handle_, 0, 1, &scissor);
}

void Commands::endDrawing() { vkCmdEndRendering(handle_); }

void Commands::fill(const Buffer& target, std::size_t offset, std::span<const std::byte> bytes) {
    if (bytes.empty()) return;
    if (!target.mapped().empty()) {
        std::memcpy(target.mapped().data() + offset, bytes.data(), bytes.size());
        return;
    }
    const Slice slice = upload(bytes);
    const VkBufferCopy region{slice.offset, offset, bytes.size()};
    vkCmdCopyBuffer(handle_, slice.buffer, target.handle(), 1, &region);
    publishBuffers();
}

void Commands::fill(Image& image, std::uint32_t mip, std::span<const std::byte> texels) {
    const Slice slice = upload(texels);
    VkBufferImageCopy region{};
    region.bufferOffset = slice.offset;
    region.imageSubresource = {image.aspect(), mip, 0, image.layers()};
    region.imageExtent = {std::max(1u, image.desc().width >> mip), std::max(1u, image.desc().height >> mip),
                          image.desc().shape == ImageShape::Volume ? std::max(1u, image.desc().depth >> mip) : 1u};
    vkCmdCopyBufferToImage(handle_, slice.buffer, image.handle(), VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1, &region);
}

}  // namespace recce::gpu
