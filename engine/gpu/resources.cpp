#include "gpu/resources.h"

#include <cstring>

#include "gpu/device.h"
#include "gpu/host_memory.h"
#include "gpu/state.h"

namespace recce::gpu {

std::uint32_t bytesPerTexel(VkFormat format) {
    switch (format) {
        case VK_FORMAT_R8_UNORM: return 1;
        case VK_FORMAT_R8G8_UNORM:
        case VK_FORMAT_R16_SFLOAT: return 2;
        case VK_FORMAT_R16G16B16A16_SFLOAT:
        case VK_FORMAT_R32G32_SFLOAT: return 8;
        case VK_FORMAT_R32G32B32A32_SFLOAT: return 16;
        default: return 4;
    }
}

Result<Buffer> Device::makeBuffer(const BufferDesc& desc) {
    State& s = *state_;
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = desc.size;
    info.usage = desc.usage | VK_BUFFER_USAGE_SHADER_DEVICE_ADDRESS_BIT | VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT;
    const VkExternalMemoryBufferCreateInfo external{VK_STRUCTURE_TYPE_EXTERNAL_MEMORY_BUFFER_CREATE_INFO, nullptr, kHostMemoryHandle};
    if (s.hostMemory) info.pNext = &external;
    VmaAllocationCreateInfo memory{};
    memory.usage = VMA_MEMORY_USAGE_AUTO;
    if (desc.memory == MemoryKind::Device) {
        memory.flags = VMA_ALLOCATION_CREATE_HOST_ACCESS_SEQUENTIAL_WRITE_BIT | VMA_ALLOCATION_CREATE_HOST_ACCESS_ALLOW_TRANSFER_INSTEAD_BIT |
                       VMA_ALLOCATION_CREATE_MAPPED_BIT;
        memory.usage = VMA_MEMORY_USAGE_AUTO_PREFER_DEVICE;
    } else if (desc.memory == MemoryKind::Upload) {
        memory.flags = VMA_ALLOCATION_CREATE_HOST_ACCESS_SEQUENTIAL_WRITE_BIT | VMA_ALLOCATION_CREATE_MAPPED_BIT;
        memory.requiredFlags = VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    } else {
        memory.flags = VMA_ALLOCATION_CREATE_HOST_ACCESS_RANDOM_BIT | VMA_ALLOCATION_CREATE_MAPPED_BIT;
        memory.requiredFlags = VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    }
    Buffer buffer;
    VmaAllocationInfo allocated{};
    RECCE_VK("vmaCreateBuffer", vmaCreateBuffer(s.allocator, &info, &memory, &buffer.handle_, &buffer.allocation_, &allocated));
    buffer.device_ = this;
    ++s.live;
    buffer.size_ = desc.size;
    VkMemoryPropertyFlags flags = 0;
    vmaGetAllocationMemoryProperties(s.allocator, buffer.allocation_, &flags);
    if (flags & VK_MEMORY_PROPERTY_HOST_COHERENT_BIT) buffer.mapped_ = static_cast<std::byte*>(allocated.pMappedData);
    VkBufferDeviceAddressInfo address{VK_STRUCTURE_TYPE_BUFFER_DEVICE_ADDRESS_INFO, nullptr, buffer.handle_};
    buffer.address_ = vkGetBufferDeviceAddress(s.device, &address);
    return buffer;
}

void Buffer::swap(Buffer& o) noexcept {
    std::swap(device_, o.device_);
    std::swap(handle_, o.handle_);
    std::swap(allocation_, o.allocation_);
    std::swap(address_, o.address_);
    std::swap(size_, o.size_);
    std::swap(mapped_, o.mapped_);
}

Buffer::~Buffer() {
    if (!handle_) return;
    auto& s = device_->state();
    Retired r;
    r.value = s.safeValue();
    r.buffer = handle_;
    r.allocation = allocation_;
    s.retired.push_back(std::move(r));
    --s.live;
}

VkImageAspectFlags Image::aspect() const {
    return desc_.format == VK_FORMAT_D32_SFLOAT ? VK_IMAGE_ASPECT_DEPTH_BIT : VK_IMAGE_ASPECT_COLOR_BIT;
}

namespace {

Result<VkImageView> makeView(VkDevice device, const Image& image, VkImageViewType type, const VkImageSubresourceRange& range) {
    VkImageViewCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO};
    info.image = image.handle();
    info.viewType = type;
    info.format = image.desc().format;
    info.subresourceRange = range;
    VkImageView view = VK_NULL_HANDLE;
    RECCE_VK("vkCreateImageView", vkCreateImageView(device, &info, nullptr, &view));
    return view;
}

void writeSlot(Device::State& s, std::uint32_t binding, std::uint32_t slot, VkImageView view) {
    VkDescriptorImageInfo info{};
    info.imageView = view;
    info.imageLayout = binding == 0 ? VK_IMAGE_LAYOUT_READ_ONLY_OPTIMAL : VK_IMAGE_LAYOUT_GENERAL;
    VkWriteDescriptorSet write{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
    write.dstSet = s.bindless;
    write.dstBinding = binding;
    write.dstArrayElement = slot;
    write.descriptorCount = 1;
    write.descriptorType = binding == 0 ? VK_DESCRIPTOR_TYPE_SAMPLED_IMAGE : VK_DESCRIPTOR_TYPE_STORAGE_IMAGE;
    write.pImageInfo = &info;
    vkUpdateDescriptorSets(s.device, 1, &write, 0, nullptr);
}

}  // namespace

Result<Image> Device::makeImage(const ImageDesc& desc) {
    State& s = *state_;
    const bool cube = desc.shape == ImageShape::Cube;
    VkImageCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO};
    const VkExternalMemoryImageCreateInfo external{VK_STRUCTURE_TYPE_EXTERNAL_MEMORY_IMAGE_CREATE_INFO, nullptr, kHostMemoryHandle};
    if (s.hostMemory) info.pNext = &external;
    if (cube) info.flags = VK_IMAGE_CREATE_CUBE_COMPATIBLE_BIT;
    info.imageType = desc.shape == ImageShape::Volume ? VK_IMAGE_TYPE_3D : VK_IMAGE_TYPE_2D;
    info.format = desc.format;
    info.extent = {desc.width, desc.height, desc.depth};
    info.mipLevels = desc.mips;
    info.arrayLayers = cube ? 6 : 1;
    info.samples = desc.samples;
    info.tiling = VK_IMAGE_TILING_OPTIMAL;
    info.usage = desc.usage;
    info.initialLayout = VK_IMAGE_LAYOUT_UNDEFINED;
    VmaAllocationCreateInfo memory{};
    memory.usage = VMA_MEMORY_USAGE_AUTO_PREFER_DEVICE;
    Image image;
    RECCE_VK("vmaCreateImage", vmaCreateImage(s.allocator, &info, &memory, &image.handle_, &image.allocation_, nullptr));
    image.device_ = this;
    ++s.live;
    image.desc_ = desc;
    const VkImageViewType type = cube ? VK_IMAGE_VIEW_TYPE_CUBE
                                 : desc.shape == ImageShape::Volume ? VK_IMAGE_VIEW_TYPE_3D : VK_IMAGE_VIEW_TYPE_2D;
    RECCE_TRY(image.view_, makeView(s.device, image, type, {image.aspect(), 0, desc.mips, 0, info.arrayLayers}));
    if (desc.usage & VK_IMAGE_USAGE_SAMPLED_BIT) {
        image.slot_ = s.textureSlots.take();
        if (image.slot_ == kNoSlot) return fail(Code::OverBudget, "More than 8,192 textures at once.", desc.name, "Use fewer or joined textures.");
        writeSlot(s, 0, image.slot_, image.view_);
    }
    if (desc.usage & VK_IMAGE_USAGE_STORAGE_BIT) {
        image.storageSlot_ = s.storageSlots.take();
        if (image.storageSlot_ == kNoSlot) return fail(Code::OverBudget, "More than 256 storage images at once.", desc.name);
        writeSlot(s, 2, image.storageSlot_, image.view_);
    }
    return image;
}

VkImageView Image::target(std::uint32_t face, std::uint32_t mip) {
    if (layers() == 1 && desc_.mips == 1) return view_;
    targets_.resize(std::size_t{layers()} * desc_.mips, VK_NULL_HANDLE);
    VkImageView& view = targets_[mip * layers() + face];
    if (!view) {
        auto made = makeView(device_->handle(), *this, VK_IMAGE_VIEW_TYPE_2D, {aspect(), mip, 1, face, 1});
        if (made) view = *made;
    }
    return view;
}

void Image::swap(Image& o) noexcept {
    std::swap(device_, o.device_);
    std::swap(handle_, o.handle_);
    std::swap(allocation_, o.allocation_);
    std::swap(view_, o.view_);
    std::swap(targets_, o.targets_);
    std::swap(desc_, o.desc_);
    std::swap(slot_, o.slot_);
    std::swap(storageSlot_, o.storageSlot_);
    std::swap(access_, o.access_);
}

Image::~Image() {
    if (!handle_) return;
    auto& s = device_->state();
    Retired r;
    r.value = s.safeValue();
    r.image = handle_;
    r.allocation = allocation_;
    r.views = std::move(targets_);
    std::erase(r.views, VkImageView{VK_NULL_HANDLE});
    if (view_) r.views.push_back(view_);
    r.slot = slot_;
    r.storageSlot = storageSlot_;
    s.retired.push_back(std::move(r));
    --s.live;
}

}  // namespace recce::gpu
