// The Vulkan instance: which devices there are, why one is refused, and what the validation layer said. Knows no window.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <vulkan/vulkan_core.h>

#include "base/error.h"

namespace recce::gpu {

/// In the order in which they are preferred.
enum class DeviceKind { Discrete, Integrated, Virtual, Other, Software };
std::string_view kindWord(DeviceKind kind);

/// One physical device as `recce doctor` shows it.
struct DeviceReport {
    std::string name;
    DeviceKind kind = DeviceKind::Other;
    std::string api;     ///< "1.3.250"
    std::string driver;  ///< name and version as the driver states them
    bool chosen = false;
    std::vector<std::string> missing;  ///< what Recce requires and this device lacks; empty: it fits
    std::vector<std::string> extras;   ///< optional features that are there and used
};

struct InstanceOptions {
    std::vector<std::string> extensions;  ///< that the window system asks for; empty: no window
    bool validation = false;              ///< also switched on by RECCE_VALIDATION=1
};

class Instance {
public:
    static Result<std::shared_ptr<Instance>> open(const InstanceOptions& options = {});
    ~Instance();
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    VkInstance handle() const { return instance_; }
    bool validates() const { return messenger_ != VK_NULL_HANDLE; }
    bool presents() const { return presents_; }
    /// Every device with its reasons for refusal; `chosen` is the one that Device::open takes: hardware before
    /// software, unless RECCE_DEVICE holds a part of another one's name. `surface` may be null.
    std::vector<DeviceReport> reports(VkSurfaceKHR surface = VK_NULL_HANDLE) const;
    /// What the validation layer reported (warnings and errors) since the start. Tests demand that it is empty.
    const std::vector<std::string>& messages() const;

private:
    Instance() = default;
    friend class Device;
    VkInstance instance_ = VK_NULL_HANDLE;
    VkDebugUtilsMessengerEXT messenger_ = VK_NULL_HANDLE;
    bool presents_ = false;
    struct Log;
    std::unique_ptr<Log> log_;
};

/// Physical devices in the order of reports().
std::vector<VkPhysicalDevice> physicalDevices(VkInstance instance);
/// "no Vulkan device" with each device's reasons, for people.
Error noDevice(const std::vector<DeviceReport>& reports);

}  // namespace recce::gpu
