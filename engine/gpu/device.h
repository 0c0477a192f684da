// The logical device and the owner of everything on it: memory, the bindless set, pipelines, submissions. Objects are
// handles; dropping one queues it and the timeline value of the last submission that may use it frees it. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <vulkan/vulkan_core.h>

#include "base/error.h"
#include "gpu/instance.h"
#include "gpu/pipeline.h"
#include "gpu/resources.h"

namespace recce::gpu {

class Commands;

/// A point on the device's timeline. 0 is always reached.
struct Ticket {
    std::uint64_t value = 0;
};

/// Extra waits and signals of a submission (presentation).
struct SubmitSemaphores {
    VkSemaphore wait = VK_NULL_HANDLE;
    VkSemaphore signal = VK_NULL_HANDLE;
};

/// Samplers of the bindless set, by index. The same numbers stand in shaders/shared.h.
enum class Sampler : std::uint32_t { Repeat, Clamp, ShadowCompare, Count };

class Device {
public:
    /// Takes the first device that fits (see Instance::reports); Code::NoDevice with all reasons otherwise.
    static Result<std::unique_ptr<Device>> open(std::shared_ptr<Instance> instance, VkSurfaceKHR surface = VK_NULL_HANDLE);
    /// Instance without window and device in one.
    static Result<std::unique_ptr<Device>> openHeadless(bool validation = false);
    ~Device();
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    const DeviceReport& report() const;
    bool software() const { return report().kind == DeviceKind::Software; }
    const std::shared_ptr<Instance>& instance() const;
    VkDevice handle() const;
    VkPhysicalDevice physical() const;
    VkQueue queue() const;
    std::uint32_t queueFamily() const;

    Result<Buffer> makeBuffer(const BufferDesc& desc);
    Result<Image> makeImage(const ImageDesc& desc);

    /// Set 0 of every pipeline: sampled images (textures[], volumes[], cubes[]), samplers, storage images.
    VkDescriptorSet bindlessSet() const;
    /// The one pipeline layout: bindless set, frame constants (set 1), 128 bytes of push constants for all stages.
    VkPipelineLayout layout() const;
    /// Made on first use and kept; null never comes back without an error.
    Result<VkPipeline> pipeline(const PipelineDesc& desc);
    Result<VkPipeline> pipeline(const ComputeDesc& desc);

    /// Starts a recording. Several may be open; they run in the order in which they are submitted.
    Result<Commands> begin();
    Result<Ticket> submit(Commands commands, const SubmitSemaphores& semaphores = {});
    /// Waits at most ten minutes; Code::DeviceLost when the device stopped.
    Status wait(Ticket ticket);
    Ticket reached() const;
    Status waitIdle();
    /// Frees what no submission uses any more. submit() calls it.
    void collect();
    /// Objects alive, for tests of ownership.
    std::size_t liveObjects() const;
    /// Device memory in use, bytes.
    std::uint64_t bytesInUse() const;
    /// Writes the pipeline cache to the cache folder when it grew. The destructor calls it.
    void savePipelineCache();

    struct State;
    State& state() { return *state_; }

private:
    Device() = default;
    std::unique_ptr<State> state_;
};

}  // namespace recce::gpu
