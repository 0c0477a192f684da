#include "gpu/host_memory.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <mutex>
#include <vector>

#include <sys/mman.h>

namespace recce::gpu {
namespace {

constexpr std::size_t kLargePage = 2u << 20;

/// Whole large pages, zeroed; null when there is no memory.
void* takePages(std::size_t size) {
    // One page more than asked for, so that the rest can begin on a boundary.
    const std::size_t reserved = size + kLargePage;
    void* at = mmap(nullptr, reserved, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == MAP_FAILED) return nullptr;
    auto* begin = static_cast<std::byte*>(at);
    const std::size_t before = (kLargePage - reinterpret_cast<std::uintptr_t>(at) % kLargePage) % kLargePage;
    if (before) munmap(begin, before);
    if (before < kLargePage) munmap(begin + before + size, kLargePage - before);
    // A wish: where the system has no large page to give, small ones do.
    madvise(begin + before, size, MADV_HUGEPAGE);
    return begin + before;
}

struct Pages {
    void* at = nullptr;
    std::size_t size = 0;
};
// Freeing in Vulkan tells neither where the memory is nor how large, so it is looked up. Several devices may live in one
// process, each on a thread of its own.
std::mutex mutex;
std::map<VkDeviceMemory, Pages>& taken() {
    static std::map<VkDeviceMemory, Pages> all;
    return all;
}

VKAPI_ATTR VkResult VKAPI_CALL allocate(VkDevice device, const VkMemoryAllocateInfo* wanted, const VkAllocationCallbacks* callbacks,
                                        VkDeviceMemory* memory) {
    const std::size_t size = (wanted->allocationSize + kLargePage - 1) / kLargePage * kLargePage;
    void* at = takePages(size);
    if (!at) return VK_ERROR_OUT_OF_HOST_MEMORY;
    VkImportMemoryHostPointerInfoEXT import{VK_STRUCTURE_TYPE_IMPORT_MEMORY_HOST_POINTER_INFO_EXT, wanted->pNext, kHostMemoryHandle, at};
    VkMemoryAllocateInfo info = *wanted;
    info.pNext = &import;
    info.allocationSize = size;
    const VkResult made = vkAllocateMemory(device, &info, callbacks, memory);
    if (made != VK_SUCCESS) {
        munmap(at, size);
        return made;
    }
    const std::lock_guard lock(mutex);
    taken().emplace(*memory, Pages{at, size});
    return VK_SUCCESS;
}

VKAPI_ATTR void VKAPI_CALL release(VkDevice device, VkDeviceMemory memory, const VkAllocationCallbacks* callbacks) {
    vkFreeMemory(device, memory, callbacks);
    const std::lock_guard lock(mutex);
    const auto found = taken().find(memory);
    if (found == taken().end()) return;
    munmap(found->second.at, found->second.size);
    taken().erase(found);
}

bool importsPictures(VkPhysicalDevice device, VkFormat format, VkImageUsageFlags usage) {
    VkPhysicalDeviceExternalImageFormatInfo external{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_EXTERNAL_IMAGE_FORMAT_INFO, nullptr, kHostMemoryHandle};
    VkPhysicalDeviceImageFormatInfo2 info{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_IMAGE_FORMAT_INFO_2, &external};
    info.format = format;
    info.type = VK_IMAGE_TYPE_2D;
    info.tiling = VK_IMAGE_TILING_OPTIMAL;
    info.usage = usage;
    VkExternalImageFormatProperties may{VK_STRUCTURE_TYPE_EXTERNAL_IMAGE_FORMAT_PROPERTIES};
    VkImageFormatProperties2 properties{VK_STRUCTURE_TYPE_IMAGE_FORMAT_PROPERTIES_2, &may};
    return vkGetPhysicalDeviceImageFormatProperties2(device, &info, &properties) == VK_SUCCESS &&
           (may.externalMemoryProperties.externalMemoryFeatures & VK_EXTERNAL_MEMORY_FEATURE_IMPORTABLE_BIT) &&
           !(may.externalMemoryProperties.externalMemoryFeatures & VK_EXTERNAL_MEMORY_FEATURE_DEDICATED_ONLY_BIT);
}

}  // namespace

bool takesHostMemory(VkPhysicalDevice device) {
    std::uint32_t count = 0;
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> all(count);
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, all.data());
    if (std::none_of(all.begin(), all.end(), [](const auto& e) { return std::strcmp(e.extensionName, kHostMemoryExtension) == 0; })) return false;
    VkPhysicalDeviceExternalMemoryHostPropertiesEXT host{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_EXTERNAL_MEMORY_HOST_PROPERTIES_EXT};
    VkPhysicalDeviceProperties2 properties{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &host};
    vkGetPhysicalDeviceProperties2(device, &properties);
    return host.minImportedHostPointerAlignment <= kLargePage &&
           importsPictures(device, VK_FORMAT_R16G16B16A16_SFLOAT, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT) &&
           importsPictures(device, VK_FORMAT_D32_SFLOAT, VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT);
}

void useHostMemory(VmaVulkanFunctions& functions) {
    functions.vkAllocateMemory = allocate;
    functions.vkFreeMemory = release;
}

}  // namespace recce::gpu
