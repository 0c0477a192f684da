// One recording of commands with what it needs while it runs: upload memory, frame constants, draws into images.
#pragma once

#include <cstddef>
#include <cstring>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <vulkan/vulkan_core.h>

#include "gpu/device.h"

namespace recce::gpu {

/// Memory that lives until the recording has run.
struct Slice {
    std::span<std::byte> bytes;
    VkBuffer buffer = VK_NULL_HANDLE;
    VkDeviceSize offset = 0;
    VkDeviceAddress address = 0;
};

struct ColourTarget {
    VkImageView view = VK_NULL_HANDLE;
    std::optional<VkClearColorValue> clear;  ///< absent: what is there is kept
    VkImageView resolve = VK_NULL_HANDLE;    ///< multisampled colour is averaged into it
    bool keep = true;                        ///< false: the multisampled picture itself is not needed afterwards
};
struct DepthTarget {
    VkImageView view = VK_NULL_HANDLE;
    std::optional<float> clear;
    bool write = true;
    bool keep = true;
    VkImageView resolve = VK_NULL_HANDLE;    ///< sample 0 is copied into it
};
struct DrawInto {
    VkExtent2D size{};
    VkOffset2D offset{};
    std::vector<ColourTarget> colours;
    std::optional<DepthTarget> depth;
};

class Commands {
public:
    Commands(Commands&&) noexcept;
    Commands& operator=(Commands&&) = delete;
    ~Commands();
    VkCommandBuffer handle() const { return handle_; }
    Device& device() const { return *device_; }

    /// Upload memory for this recording, aligned to 64 bytes. Never fails short of being out of memory.
    Slice upload(std::size_t size);
    template <class T> Slice upload(std::span<const T> items) {
        Slice slice = upload(items.size_bytes());
        std::memcpy(slice.bytes.data(), items.data(), items.size_bytes());
        return slice;
    }
    /// Binds the bindless set and `constants` (at most 16 KB, set 1) for graphics and compute.
    void bindConstants(std::span<const std::byte> constants);
    template <class T> void bindConstants(const T& value) { bindConstants(std::as_bytes(std::span(&value, 1))); }
    template <class T> void push(const T& value) {
        static_assert(sizeof(T) <= 128);
        vkCmdPushConstants(handle_, device_->layout(), VK_SHADER_STAGE_ALL, 0, sizeof(T), &value);
    }
    /// False when the pipeline cannot be made; the error is kept for submit().
    bool bind(const PipelineDesc& desc);
    bool bind(const ComputeDesc& desc);

    /// Changes what the image is used as, with the barrier that needs. The frame graph does this for passes.
    void use(Image& image, Access access);
    /// Everything written to buffers so far is seen by what follows, and by the host once the submission is done.
    void publishBuffers();
    void beginDrawing(const DrawInto& into);
    void endDrawing();
    /// Fills a buffer: directly where its memory is mapped and nothing reads it yet, else through upload memory.
    void fill(const Buffer& target, std::size_t offset, std::span<const std::byte> bytes);
    /// Fills one mip of an image that is in Access::TransferTo; rows tightly packed.
    void fill(Image& image, std::uint32_t mip, std::span<const std::byte> texels);

private:
    friend class Device;
    Commands() = default;
    Device* device_ = nullptr;
    VkCommandBuffer handle_ = VK_NULL_HANDLE;
    std::vector<Buffer> uploads_;   ///< kept until submission, then retired with its ticket
    std::size_t used_ = 0;          ///< bytes used of the last upload buffer
    std::optional<Error> error_;
};

}  // namespace recce::gpu
