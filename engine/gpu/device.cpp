#include "gpu/device.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "gpu/commands.h"
#include "gpu/host_memory.h"
#include "gpu/requirements.h"
#include "gpu/state.h"

namespace recce::gpu {

tl::unexpected<Error> vulkanError(const char* what, VkResult result) {
    if (result == VK_ERROR_DEVICE_LOST) return fail(Code::DeviceLost, "The Vulkan device stopped answering.", what, "Open the picture again.");
    if (result == VK_ERROR_OUT_OF_DEVICE_MEMORY || result == VK_ERROR_OUT_OF_HOST_MEMORY) {
        return fail(Code::OverBudget, "The Vulkan device is out of memory.", what, "Close other programs, or draw a smaller picture.");
    }
    return fail(Code::NoDevice, fmt::format("Vulkan refused (result {}).", static_cast<int>(result)), what, "Run recce doctor.");
}

std::uint32_t Slots::take() {
    if (!free.empty()) {
        const std::uint32_t slot = free.back();
        free.pop_back();
        return slot;
    }
    return next < limit ? next++ : kNoSlot;
}

namespace {

Status makeLogical(Device::State& s, VkSurfaceKHR surface) {
    const auto family = queueFamilyOf(s.physical, surface);
    if (!family) return fail(noDevice({s.report}));
    s.family = *family;
    Features wanted;
    fillWanted(s.physical, wanted);
    s.anisotropy = wanted.core.features.samplerAnisotropy && s.report.kind != DeviceKind::Software;
    const float priority = 1;
    VkDeviceQueueCreateInfo queue{VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
    queue.queueFamilyIndex = s.family;
    queue.queueCount = 1;
    queue.pQueuePriorities = &priority;
    s.hostMemory = s.report.kind == DeviceKind::Software && takesHostMemory(s.physical);
    std::vector<const char*> extensions;
    if (s.instance->presents()) extensions.push_back(VK_KHR_SWAPCHAIN_EXTENSION_NAME);
    if (s.hostMemory) extensions.push_back(kHostMemoryExtension);
    VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO};
    info.pNext = &wanted.core;
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queue;
    info.enabledExtensionCount = static_cast<std::uint32_t>(extensions.size());
    info.ppEnabledExtensionNames = extensions.data();
    RECCE_VK("vkCreateDevice", vkCreateDevice(s.physical, &info, nullptr, &s.device));
    vkGetDeviceQueue(s.device, s.family, 0, &s.queue);

    VmaAllocatorCreateInfo allocator{};
    allocator.flags = VMA_ALLOCATOR_CREATE_BUFFER_DEVICE_ADDRESS_BIT | VMA_ALLOCATOR_CREATE_EXTERNALLY_SYNCHRONIZED_BIT;
    allocator.physicalDevice = s.physical;
    allocator.device = s.device;
    allocator.instance = s.instance->handle();
    allocator.vulkanApiVersion = VK_API_VERSION_1_3;
    // Smaller blocks than VMA's 256 MB: on software devices and shared memory a block is resident memory.
    allocator.preferredLargeHeapBlockSize = 32u << 20;
    VmaVulkanFunctions functions{};
    if (s.hostMemory) {
        useHostMemory(functions);
        allocator.pVulkanFunctions = &functions;
    }
    RECCE_VK("vmaCreateAllocator", vmaCreateAllocator(&allocator, &s.allocator));

    VkSemaphoreTypeCreateInfo type{VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO};
    type.semaphoreType = VK_SEMAPHORE_TYPE_TIMELINE;
    VkSemaphoreCreateInfo semaphore{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO, &type, 0};
    RECCE_VK("vkCreateSemaphore", vkCreateSemaphore(s.device, &semaphore, nullptr, &s.timeline));
    VkCommandPoolCreateInfo pool{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
    pool.flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT;
    pool.queueFamilyIndex = s.family;
    RECCE_VK("vkCreateCommandPool", vkCreateCommandPool(s.device, &pool, nullptr, &s.pool));
    return {};
}

}  // namespace

Result<std::unique_ptr<Device>> Device::open(std::shared_ptr<Instance> instance, VkSurfaceKHR surface) {
    const auto reports = instance->reports(surface);
    const auto chosen = std::find_if(reports.begin(), reports.end(), [](const auto& r) { return r.chosen; });
    if (chosen == reports.end()) return fail(noDevice(reports));
    std::unique_ptr<Device> self(new Device);
    self->state_ = std::make_unique<State>();
    State& s = *self->state_;
    s.physical = physicalDevices(instance->handle())[static_cast<std::size_t>(chosen - reports.begin())];
    s.instance = std::move(instance);
    s.report = *chosen;
    RECCE_TRY_STATUS(makeLogical(s, surface));
    RECCE_TRY(s.constantRing, self->makeBuffer({"frame constants", kConstantSlot * kConstantSlots,
                                                VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT, MemoryKind::Upload}));
    RECCE_TRY_STATUS(makeBindless(s));
    RECCE_TRY_STATUS(openPipelineCache(s));
    return self;
}

Result<std::unique_ptr<Device>> Device::openHeadless(bool validation) {
    RECCE_TRY(auto instance, Instance::open({{}, validation}));
    return open(std::move(instance));
}

Device::~Device() {
    State& s = *state_;
    if (s.device) {
        vkDeviceWaitIdle(s.device);
        savePipelineCache();
        s.idleUploads.clear();
        s.busyUploads.clear();
        s.constantRing = {};
        s.submitted = UINT64_MAX - s.recordings - 1;
        for (auto& r : s.retired) r.value = 0;
        collect();
        destroyPipelines(s);
        destroyBindless(s);
        if (s.pool) vkDestroyCommandPool(s.device, s.pool, nullptr);
        if (s.timeline) vkDestroySemaphore(s.device, s.timeline, nullptr);
        if (s.allocator) vmaDestroyAllocator(s.allocator);
        vkDestroyDevice(s.device, nullptr);
    }
}

const DeviceReport& Device::report() const { return state_->report; }
const std::shared_ptr<Instance>& Device::instance() const { return state_->instance; }
VkDevice Device::handle() const { return state_->device; }
VkPhysicalDevice Device::physical() const { return state_->physical; }
VkQueue Device::queue() const { return state_->queue; }
std::uint32_t Device::queueFamily() const { return state_->family; }
VkDescriptorSet Device::bindlessSet() const { return state_->bindless; }
VkPipelineLayout Device::layout() const { return state_->layout; }
std::size_t Device::liveObjects() const { return state_->live; }

std::uint64_t Device::bytesInUse() const {
    VmaTotalStatistics statistics{};
    vmaCalculateStatistics(state_->allocator, &statistics);
    return statistics.total.statistics.allocationBytes;
}

Ticket Device::reached() const {
    std::uint64_t value = 0;
    vkGetSemaphoreCounterValue(state_->device, state_->timeline, &value);
    return {value};
}

Status Device::wait(Ticket ticket) {
    VkSemaphoreWaitInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO};
    info.semaphoreCount = 1;
    info.pSemaphores = &state_->timeline;
    info.pValues = &ticket.value;
    constexpr std::uint64_t kTenMinutes = 600ull * 1000 * 1000 * 1000;
    const VkResult waited = vkWaitSemaphores(state_->device, &info, kTenMinutes);
    if (waited == VK_TIMEOUT) return fail(Code::DeviceLost, "The Vulkan device did not finish within ten minutes.", report().name);
    if (waited != VK_SUCCESS) return vulkanError("vkWaitSemaphores", waited);
    return {};
}

Status Device::waitIdle() {
    RECCE_VK("vkDeviceWaitIdle", vkDeviceWaitIdle(state_->device));
    collect();
    return {};
}

void Device::collect() {
    State& s = *state_;
    std::uint64_t done = 0;
    if (vkGetSemaphoreCounterValue(s.device, s.timeline, &done) != VK_SUCCESS) done = UINT64_MAX;
    while (!s.busyUploads.empty() && s.busyUploads.front().first <= done) {
        // A few stay for the next frames; larger heaps of them go back to the system.
        if (s.idleUploads.size() < 4) s.idleUploads.push_back(std::move(s.busyUploads.front().second));
        s.busyUploads.pop_front();
    }
    while (!s.retired.empty() && s.retired.front().value <= done) {
        const Retired r = std::move(s.retired.front());
        s.retired.pop_front();
        for (VkImageView view : r.views) vkDestroyImageView(s.device, view, nullptr);
        if (r.buffer) vmaDestroyBuffer(s.allocator, r.buffer, r.allocation);
        if (r.image) vmaDestroyImage(s.allocator, r.image, r.allocation);
        if (r.slot != kNoSlot) s.textureSlots.give(r.slot);
        if (r.storageSlot != kNoSlot) s.storageSlots.give(r.storageSlot);
        if (r.commands) s.idleCommands.push_back(r.commands);
    }
}

Result<Commands> Device::begin() {
    State& s = *state_;
    Commands commands;
    commands.device_ = this;
    if (s.idleCommands.empty()) {
        VkCommandBufferAllocateInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
        info.commandPool = s.pool;
        info.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
        info.commandBufferCount = 1;
        RECCE_VK("vkAllocateCommandBuffers", vkAllocateCommandBuffers(s.device, &info, &commands.handle_));
    } else {
        commands.handle_ = s.idleCommands.back();
        s.idleCommands.pop_back();
    }
    VkCommandBufferBeginInfo begin{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    begin.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    ++s.recordings;
    RECCE_VK("vkBeginCommandBuffer", vkBeginCommandBuffer(commands.handle_, &begin));
    return commands;
}

Result<Ticket> Device::submit(Commands commands, const SubmitSemaphores& semaphores) {
    State& s = *state_;
    if (commands.error_) return fail(*commands.error_);
    RECCE_VK("vkEndCommandBuffer", vkEndCommandBuffer(commands.handle_));
    VkCommandBufferSubmitInfo buffer{VK_STRUCTURE_TYPE_COMMAND_BUFFER_SUBMIT_INFO};
    buffer.commandBuffer = commands.handle_;
    VkSemaphoreSubmitInfo wait{VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO};
    wait.semaphore = semaphores.wait;
    wait.stageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
    VkSemaphoreSubmitInfo signals[2] = {{VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO}, {VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO}};
    signals[0].semaphore = s.timeline;
    signals[0].value = s.submitted + 1;
    signals[0].stageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
    signals[1].semaphore = semaphores.signal;
    signals[1].stageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
    VkSubmitInfo2 info{VK_STRUCTURE_TYPE_SUBMIT_INFO_2};
    info.waitSemaphoreInfoCount = semaphores.wait ? 1 : 0;
    info.pWaitSemaphoreInfos = &wait;
    info.commandBufferInfoCount = 1;
    info.pCommandBufferInfos = &buffer;
    info.signalSemaphoreInfoCount = semaphores.signal ? 2 : 1;
    info.pSignalSemaphoreInfos = signals;
    RECCE_VK("vkQueueSubmit2", vkQueueSubmit2(s.queue, 1, &info, VK_NULL_HANDLE));
    const std::uint64_t value = ++s.submitted;
    --s.recordings;
    for (auto& upload : commands.uploads_) s.busyUploads.emplace_back(value, std::move(upload));
    commands.uploads_.clear();
    Retired r;
    r.value = value;
    r.commands = std::exchange(commands.handle_, VK_NULL_HANDLE);
    s.retired.push_back(std::move(r));
    collect();
    return Ticket{value};
}

}  // namespace recce::gpu
