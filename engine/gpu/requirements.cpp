#include "gpu/requirements.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

namespace recce::gpu {
namespace {

struct Required {
    const char* word;
    VkBool32& (*field)(Features&);
};

// design: Vulkan 1.3 with these; each is used by the renderer.
const Required kRequired[] = {
    {"dynamic rendering", [](Features& f) -> VkBool32& { return f.v13.dynamicRendering; }},
    {"synchronization2", [](Features& f) -> VkBool32& { return f.v13.synchronization2; }},
    {"maintenance4", [](Features& f) -> VkBool32& { return f.v13.maintenance4; }},
    {"timeline semaphores", [](Features& f) -> VkBool32& { return f.v12.timelineSemaphore; }},
    {"buffer device addresses", [](Features& f) -> VkBool32& { return f.v12.bufferDeviceAddress; }},
    {"scalar block layout", [](Features& f) -> VkBool32& { return f.v12.scalarBlockLayout; }},
    {"descriptor indexing", [](Features& f) -> VkBool32& { return f.v12.descriptorIndexing; }},
    {"unsized descriptor arrays", [](Features& f) -> VkBool32& { return f.v12.runtimeDescriptorArray; }},
    {"partly bound descriptors", [](Features& f) -> VkBool32& { return f.v12.descriptorBindingPartiallyBound; }},
    {"sampled images updated after binding",
     [](Features& f) -> VkBool32& { return f.v12.descriptorBindingSampledImageUpdateAfterBind; }},
    {"storage images updated after binding",
     [](Features& f) -> VkBool32& { return f.v12.descriptorBindingStorageImageUpdateAfterBind; }},
    {"descriptor updates while pending",
     [](Features& f) -> VkBool32& { return f.v12.descriptorBindingUpdateUnusedWhilePending; }},
};

bool hasExtension(VkPhysicalDevice device, const char* name) {
    std::uint32_t count = 0;
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> all(count);
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, all.data());
    return std::any_of(all.begin(), all.end(), [&](const auto& e) { return std::strcmp(e.extensionName, name) == 0; });
}

DeviceKind kindOf(VkPhysicalDeviceType type) {
    switch (type) {
        case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU: return DeviceKind::Discrete;
        case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU: return DeviceKind::Integrated;
        case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU: return DeviceKind::Virtual;
        case VK_PHYSICAL_DEVICE_TYPE_CPU: return DeviceKind::Software;
        default: return DeviceKind::Other;
    }
}

}  // namespace

Features::Features() {
    core.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2;
    v11.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_FEATURES;
    v12.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES;
    v13.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES;
    core.pNext = &v11;
    v11.pNext = &v12;
    v12.pNext = &v13;
}

void fillWanted(VkPhysicalDevice device, Features& wanted) {
    for (const auto& r : kRequired) r.field(wanted) = VK_TRUE;
    VkPhysicalDeviceFeatures have{};
    vkGetPhysicalDeviceFeatures(device, &have);
    wanted.core.features.samplerAnisotropy = have.samplerAnisotropy;
    wanted.core.features.largePoints = have.largePoints;
}

std::vector<std::string> missingFeatures(const Features& have) {
    std::vector<std::string> missing;
    for (const auto& r : kRequired) {
        if (!r.field(const_cast<Features&>(have))) missing.emplace_back(r.word);
    }
    return missing;
}

std::optional<std::uint32_t> queueFamilyOf(VkPhysicalDevice device, VkSurfaceKHR surface) {
    std::uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(device, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(device, &count, families.data());
    for (std::uint32_t i = 0; i < count; ++i) {
        const VkQueueFlags both = VK_QUEUE_GRAPHICS_BIT | VK_QUEUE_COMPUTE_BIT;
        if ((families[i].queueFlags & both) != both) continue;
        VkBool32 shows = VK_TRUE;
        if (surface) vkGetPhysicalDeviceSurfaceSupportKHR(device, i, surface, &shows);
        if (shows) return i;
    }
    return std::nullopt;
}

DeviceReport examine(VkPhysicalDevice device, VkSurfaceKHR surface, bool presents) {
    DeviceReport report;
    VkPhysicalDeviceVulkan12Properties driver{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_PROPERTIES};
    VkPhysicalDeviceProperties2 properties{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2};
    VkPhysicalDeviceProperties plain{};
    vkGetPhysicalDeviceProperties(device, &plain);
    report.name = plain.deviceName;
    report.kind = kindOf(plain.deviceType);
    report.api = fmt::format("{}.{}.{}", VK_API_VERSION_MAJOR(plain.apiVersion), VK_API_VERSION_MINOR(plain.apiVersion),
                             VK_API_VERSION_PATCH(plain.apiVersion));
    if (plain.apiVersion >= VK_API_VERSION_1_2) {
        properties.pNext = &driver;
        vkGetPhysicalDeviceProperties2(device, &properties);
        report.driver = std::string(driver.driverName) + " " + driver.driverInfo;
    }
    if (plain.apiVersion < VK_API_VERSION_1_3) {
        report.missing.push_back(fmt::format("Vulkan 1.3 (it has {})", report.api));
        return report;
    }
    Features have;
    vkGetPhysicalDeviceFeatures2(device, &have.core);
    report.missing = missingFeatures(have);
    if (!queueFamilyOf(device, VK_NULL_HANDLE)) report.missing.emplace_back("a queue that draws and computes");
    else if (surface && !queueFamilyOf(device, surface)) report.missing.emplace_back("presentation to this window");
    if (presents && !hasExtension(device, VK_KHR_SWAPCHAIN_EXTENSION_NAME)) report.missing.emplace_back(VK_KHR_SWAPCHAIN_EXTENSION_NAME);
    VkFormatProperties depth{};
    vkGetPhysicalDeviceFormatProperties(device, VK_FORMAT_D32_SFLOAT, &depth);
    if (!(depth.optimalTilingFeatures & VK_FORMAT_FEATURE_DEPTH_STENCIL_ATTACHMENT_BIT)) report.missing.emplace_back("32 bit float depth");
    const VkSampleCountFlags samples = plain.limits.framebufferColorSampleCounts & plain.limits.framebufferDepthSampleCounts;
    if (!(samples & VK_SAMPLE_COUNT_4_BIT)) report.missing.emplace_back("4 samples a pixel");
    if (have.core.features.samplerAnisotropy && report.kind != DeviceKind::Software) report.extras.emplace_back("anisotropic filtering");
    return report;
}

}  // namespace recce::gpu
