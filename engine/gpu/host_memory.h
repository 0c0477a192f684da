// Memory of software devices: ordinary memory of this process in large pages. For the .cpp files of this module only.
#pragma once

#include <vk_mem_alloc.h>

namespace recce::gpu {

// A software device keeps its memory in a file of the kernel's, 4 KB at a time: every first touch is a fault and every
// free a walk over all pages, together a fifth of the processor time of a first picture. Memory handed to the device by
// its user may lie in pages of 2 MB instead.
inline constexpr const char* kHostMemoryExtension = VK_EXT_EXTERNAL_MEMORY_HOST_EXTENSION_NAME;
inline constexpr VkExternalMemoryHandleTypeFlagBits kHostMemoryHandle = VK_EXTERNAL_MEMORY_HANDLE_TYPE_HOST_ALLOCATION_BIT_EXT;

/// True where a device takes such memory for buffers and pictures. Only worth while on software devices.
bool takesHostMemory(VkPhysicalDevice device);
/// Makes an allocator take all its memory that way; buffers and images must then be made with kHostMemoryHandle.
void useHostMemory(VmaVulkanFunctions& functions);

}  // namespace recce::gpu
