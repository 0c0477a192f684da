// What a Device is made of; for the .cpp files of this module only.
#pragma once

#include <deque>
#include <map>
#include <utility>
#include <variant>
#include <vector>

#include <vk_mem_alloc.h>

#include "gpu/device.h"

namespace recce::gpu {

/// "what" failed with a Vulkan result; DeviceLost is told apart because the renderer can be rebuilt after it.
[[nodiscard]] tl::unexpected<Error> vulkanError(const char* what, VkResult result);

#define RECCE_VK(what, call)                                                        \
    do {                                                                            \
        const VkResult vk_ = (call);                                                \
        if (vk_ != VK_SUCCESS) return ::recce::gpu::vulkanError(what, vk_);         \
    } while (false)

inline constexpr std::uint32_t kMaxTextures = 8192;
inline constexpr std::uint32_t kMaxStorageImages = 256;
inline constexpr std::size_t kConstantSlot = 16384;
inline constexpr std::uint32_t kConstantSlots = 256;

/// Indices of the bindless set: handed out, given back.
struct Slots {
    std::uint32_t next = 0, limit = 0;
    std::vector<std::uint32_t> free;
    std::uint32_t take();
    void give(std::uint32_t slot) { free.push_back(slot); }
};

/// Something that waits for the device before it is freed.
struct Retired {
    std::uint64_t value = 0;
    VkBuffer buffer = VK_NULL_HANDLE;
    VkImage image = VK_NULL_HANDLE;
    VmaAllocation allocation = nullptr;
    std::vector<VkImageView> views;
    std::uint32_t slot = kNoSlot, storageSlot = kNoSlot;
    VkCommandBuffer commands = VK_NULL_HANDLE;
};

struct Device::State {
    std::shared_ptr<Instance> instance;
    DeviceReport report;
    VkPhysicalDevice physical = VK_NULL_HANDLE;
    VkDevice device = VK_NULL_HANDLE;
    VmaAllocator allocator = nullptr;
    std::uint32_t family = 0;
    VkQueue queue = VK_NULL_HANDLE;
    VkSemaphore timeline = VK_NULL_HANDLE;
    std::uint64_t submitted = 0;   ///< value of the last submission
    std::uint32_t recordings = 0;  ///< begun and not yet submitted
    std::deque<Retired> retired;
    std::size_t live = 0;

    VkCommandPool pool = VK_NULL_HANDLE;
    std::vector<VkCommandBuffer> idleCommands;
    std::vector<Buffer> idleUploads;                        ///< upload buffers that may be used again
    std::deque<std::pair<std::uint64_t, Buffer>> busyUploads;  ///< with the value that frees them

    VkDescriptorPool descriptors = VK_NULL_HANDLE;
    VkDescriptorSetLayout bindlessLayout = VK_NULL_HANDLE, constantLayout = VK_NULL_HANDLE;
    VkDescriptorSet bindless = VK_NULL_HANDLE, constants = VK_NULL_HANDLE;
    VkPipelineLayout layout = VK_NULL_HANDLE;
    std::vector<VkSampler> samplers;
    Slots textureSlots{0, kMaxTextures, {}}, storageSlots{0, kMaxStorageImages, {}};
    bool anisotropy = false;
    bool hostMemory = false;  ///< see host_memory.h

    Buffer constantRing;
    std::vector<std::uint64_t> constantValue = std::vector<std::uint64_t>(kConstantSlots, 0);
    std::uint32_t nextConstant = 0;

    VkPipelineCache pipelineCache = VK_NULL_HANDLE;
    std::size_t pipelineCacheSize = 0;  ///< as read from disk
    std::vector<std::pair<PipelineDesc, VkPipeline>> pipelines;
    std::vector<std::pair<ComputeDesc, VkPipeline>> computePipelines;
    std::map<std::string, VkShaderModule, std::less<>> modules;

    /// The value after which nothing recorded up to now can be running.
    std::uint64_t safeValue() const { return submitted + recordings; }
    Result<VkShaderModule> module(const std::string& name);
};

Status makeBindless(Device::State& state);
void destroyBindless(Device::State& state);
Status openPipelineCache(Device::State& state);
void destroyPipelines(Device::State& state);
/// Where a kind of use happens, what it touches, and the layout it wants.
struct AccessInfo {
    VkPipelineStageFlags2 stages;
    VkAccessFlags2 access;
    VkImageLayout layout;
};
AccessInfo accessInfo(Access access);

}  // namespace recce::gpu
