// What Recce demands of a Vulkan device, what it takes where it is there, and what one device lacks.
#pragma once

#include <optional>

#include "gpu/instance.h"

namespace recce::gpu {

/// The feature structures chained for vkGetPhysicalDeviceFeatures2 and vkCreateDevice. Not movable: it points to itself.
struct Features {
    VkPhysicalDeviceFeatures2 core{};
    VkPhysicalDeviceVulkan11Features v11{};
    VkPhysicalDeviceVulkan12Features v12{};
    VkPhysicalDeviceVulkan13Features v13{};
    Features();
    Features(const Features&) = delete;
    Features& operator=(const Features&) = delete;
};

/// Everything required switched on, and the optional features that `device` has.
void fillWanted(VkPhysicalDevice device, Features& wanted);
/// Words for each required feature that is off in `have`.
std::vector<std::string> missingFeatures(const Features& have);
DeviceReport examine(VkPhysicalDevice device, VkSurfaceKHR surface, bool presents);
/// A queue family that draws, computes and (with a surface) presents.
std::optional<std::uint32_t> queueFamilyOf(VkPhysicalDevice device, VkSurfaceKHR surface);

}  // namespace recce::gpu
