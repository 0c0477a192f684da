// Buffers and images: move-only handles with one owner. Dropping one while the device still reads it is fine; the device
// frees it later. They must not outlive their Device.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>
#include <string>

#include <vulkan/vulkan_core.h>

struct VmaAllocation_T;

namespace recce::gpu {

class Device;

enum class MemoryKind {
    Device,    ///< fast for the device; filled by copies (directly, where the memory is shared)
    Upload,    ///< mapped, written by the host in order
    Readback,  ///< mapped, read by the host
};

struct BufferDesc {
    std::string name;
    std::size_t size = 0;  ///< bytes, not 0
    VkBufferUsageFlags usage = 0;  ///< SHADER_DEVICE_ADDRESS, TRANSFER_SRC and TRANSFER_DST are added
    MemoryKind memory = MemoryKind::Device;
};

class Buffer {
public:
    Buffer() = default;
    Buffer(Buffer&& o) noexcept { swap(o); }
    Buffer& operator=(Buffer&& o) noexcept { Buffer(static_cast<Buffer&&>(o)).swap(*this); return *this; }
    ~Buffer();
    explicit operator bool() const { return handle_ != VK_NULL_HANDLE; }
    VkBuffer handle() const { return handle_; }
    VkDeviceAddress address() const { return address_; }
    std::size_t size() const { return size_; }
    /// Empty where the memory is not mapped. Device memory that the host can write (software and shared-memory devices) is.
    std::span<std::byte> mapped() const { return {mapped_, mapped_ ? size_ : 0}; }

private:
    friend class Device;
    void swap(Buffer& o) noexcept;
    Device* device_ = nullptr;
    VkBuffer handle_ = VK_NULL_HANDLE;
    VmaAllocation_T* allocation_ = nullptr;
    VkDeviceAddress address_ = 0;
    std::size_t size_ = 0;
    std::byte* mapped_ = nullptr;
};

/// How a pass uses an image. The frame graph turns changes of it into barriers.
enum class Access : std::uint8_t {
    Undefined, ColourWrite, DepthWrite, DepthRead, Sampled, StorageWrite, TransferFrom, TransferTo, Present
};

enum class ImageShape { Flat, Volume, Cube };

struct ImageDesc {
    std::string name;
    std::uint32_t width = 1, height = 1, depth = 1;
    std::uint32_t mips = 1;
    VkFormat format = VK_FORMAT_R8G8B8A8_UNORM;
    VkImageUsageFlags usage = 0;  ///< SAMPLED and STORAGE get a slot in the bindless set
    VkSampleCountFlagBits samples = VK_SAMPLE_COUNT_1_BIT;
    ImageShape shape = ImageShape::Flat;
};

inline constexpr std::uint32_t kNoSlot = 0xFFFFFFFFu;

class Image {
public:
    Image() = default;
    Image(Image&& o) noexcept { swap(o); }
    Image& operator=(Image&& o) noexcept { Image(static_cast<Image&&>(o)).swap(*this); return *this; }
    ~Image();
    explicit operator bool() const { return handle_ != VK_NULL_HANDLE; }
    VkImage handle() const { return handle_; }
    VkImageView view() const { return view_; }
    /// One face of a cube or the whole of a flat image at one mip level, for drawing into it.
    VkImageView target(std::uint32_t face = 0, std::uint32_t mip = 0);
    const ImageDesc& desc() const { return desc_; }
    VkExtent2D extent() const { return {desc_.width, desc_.height}; }
    VkImageAspectFlags aspect() const;
    std::uint32_t layers() const { return desc_.shape == ImageShape::Cube ? 6u : 1u; }
    /// Index in the bindless set; kNoSlot without that usage.
    std::uint32_t slot() const { return slot_; }
    std::uint32_t storageSlot() const { return storageSlot_; }
    /// What the last recorded pass did with it.
    Access access() const { return access_; }
    void setAccess(Access access) { access_ = access; }

private:
    friend class Device;
    void swap(Image& o) noexcept;
    Device* device_ = nullptr;
    VkImage handle_ = VK_NULL_HANDLE;
    VmaAllocation_T* allocation_ = nullptr;
    VkImageView view_ = VK_NULL_HANDLE;
    std::vector<VkImageView> targets_;
    ImageDesc desc_;
    std::uint32_t slot_ = kNoSlot, storageSlot_ = kNoSlot;
    Access access_ = Access::Undefined;
};

std::uint32_t bytesPerTexel(VkFormat format);

}  // namespace recce::gpu
