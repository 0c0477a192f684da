#include "gpu/instance.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <mutex>

#include <fmt/format.h>

#include "gpu/requirements.h"

namespace recce::gpu {

struct Instance::Log {
    std::vector<std::string> messages;
};

namespace {

VKAPI_ATTR VkBool32 VKAPI_CALL onMessage(VkDebugUtilsMessageSeverityFlagBitsEXT, VkDebugUtilsMessageTypeFlagsEXT,
                                         const VkDebugUtilsMessengerCallbackDataEXT* data, void* user) {
    static_cast<std::vector<std::string>*>(user)->emplace_back(data->pMessage ? data->pMessage : "");
    std::fprintf(stderr, "validation: %s\n", data->pMessage ? data->pMessage : "");
    return VK_FALSE;
}

bool hasLayer(const char* name) {
    std::uint32_t count = 0;
    vkEnumerateInstanceLayerProperties(&count, nullptr);
    std::vector<VkLayerProperties> layers(count);
    vkEnumerateInstanceLayerProperties(&count, layers.data());
    return std::any_of(layers.begin(), layers.end(), [&](const auto& l) { return std::strcmp(l.layerName, name) == 0; });
}

}  // namespace

std::string_view kindWord(DeviceKind kind) {
    switch (kind) {
        case DeviceKind::Discrete: return "discrete";
        case DeviceKind::Integrated: return "integrated";
        case DeviceKind::Virtual: return "virtual";
        case DeviceKind::Software: return "software";
        case DeviceKind::Other: break;
    }
    return "other";
}

Result<std::shared_ptr<Instance>> Instance::open(const InstanceOptions& options) {
    std::uint32_t version = VK_API_VERSION_1_0;
    vkEnumerateInstanceVersion(&version);
    if (version < VK_API_VERSION_1_3) {
        return fail(Code::NoDevice, fmt::format("The Vulkan loader is version {}.{}; Recce needs 1.3.", VK_API_VERSION_MAJOR(version),
                                                VK_API_VERSION_MINOR(version)),
                    "libvulkan", "Install a newer Vulkan loader and driver.");
    }
    const char* wish = std::getenv("RECCE_VALIDATION");
    bool validation = options.validation || (wish && std::string_view(wish) == "1");
    static constexpr const char* kLayer = "VK_LAYER_KHRONOS_validation";
    if (validation && !hasLayer(kLayer)) {
        return fail(Code::NotFound, "The Vulkan validation layer was asked for and is not installed.", kLayer,
                    "Run tools/setup --test, or unset RECCE_VALIDATION.");
    }
    std::shared_ptr<Instance> self(new Instance);
    self->log_ = std::make_unique<Log>();
    std::vector<const char*> extensions;
    for (const auto& name : options.extensions) extensions.push_back(name.c_str());
    if (validation) extensions.push_back(VK_EXT_DEBUG_UTILS_EXTENSION_NAME);
    VkApplicationInfo app{VK_STRUCTURE_TYPE_APPLICATION_INFO};
    app.pApplicationName = "Recce";
    app.apiVersion = VK_API_VERSION_1_3;
    VkDebugUtilsMessengerCreateInfoEXT messenger{VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT};
    messenger.messageSeverity = VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
    messenger.messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_TYPE_PERFORMANCE_BIT_EXT;
    messenger.pfnUserCallback = onMessage;
    messenger.pUserData = &self->log_->messages;
    // Synchronization validation stays off: Debian 12's layer takes every bound texture of the bindless set for read by
    // every draw, also those that are just being drawn into. The frame graph's own tests stand in for it.
    VkInstanceCreateInfo info{VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
    info.pApplicationInfo = &app;
    info.enabledExtensionCount = static_cast<std::uint32_t>(extensions.size());
    info.ppEnabledExtensionNames = extensions.data();
    if (validation) {
        info.pNext = &messenger;
        info.enabledLayerCount = 1;
        info.ppEnabledLayerNames = &kLayer;
    }
    const VkResult made = vkCreateInstance(&info, nullptr, &self->instance_);
    if (made == VK_ERROR_INCOMPATIBLE_DRIVER) return fail(noDevice({}));
    if (made != VK_SUCCESS) {
        return fail(Code::NoDevice, fmt::format("Vulkan could not be started (result {}).", static_cast<int>(made)), "libvulkan",
                    "Run recce doctor.");
    }
    self->presents_ = !options.extensions.empty();
    if (validation) {
        const auto create = reinterpret_cast<PFN_vkCreateDebugUtilsMessengerEXT>(
            vkGetInstanceProcAddr(self->instance_, "vkCreateDebugUtilsMessengerEXT"));
        messenger.pNext = nullptr;
        if (create) create(self->instance_, &messenger, nullptr, &self->messenger_);
    }
    return self;
}

Instance::~Instance() {
    if (messenger_) {
        const auto destroy = reinterpret_cast<PFN_vkDestroyDebugUtilsMessengerEXT>(
            vkGetInstanceProcAddr(instance_, "vkDestroyDebugUtilsMessengerEXT"));
        if (destroy) destroy(instance_, messenger_, nullptr);
    }
    if (instance_) vkDestroyInstance(instance_, nullptr);
}

std::vector<VkPhysicalDevice> physicalDevices(VkInstance instance) {
    std::uint32_t count = 0;
    vkEnumeratePhysicalDevices(instance, &count, nullptr);
    std::vector<VkPhysicalDevice> devices(count);
    vkEnumeratePhysicalDevices(instance, &count, devices.data());
    devices.resize(count);
    return devices;
}

std::vector<DeviceReport> Instance::reports(VkSurfaceKHR surface) const {
    std::vector<DeviceReport> reports;
    for (VkPhysicalDevice device : physicalDevices(instance_)) reports.push_back(examine(device, surface, presents_));
    const char* wish = std::getenv("RECCE_DEVICE");
    DeviceReport* best = nullptr;
    for (auto& report : reports) {
        if (!report.missing.empty()) continue;
        const bool wished = wish && *wish && report.name.find(wish) != std::string::npos;
        if (wished) {
            best = &report;
            break;
        }
        if (!best || report.kind < best->kind) best = &report;
    }
    if (best) best->chosen = true;
    return reports;
}

const std::vector<std::string>& Instance::messages() const { return log_->messages; }

Error noDevice(const std::vector<DeviceReport>& reports) {
    Error error{Code::NoDevice, "No Vulkan device fits.", {}, "Install a Vulkan 1.3 driver; recce doctor lists what each device lacks.", {}};
    if (reports.empty()) error.message = "There is no Vulkan device: no driver is installed, or none starts.";
    for (const auto& report : reports) {
        std::string lacks;
        for (const auto& m : report.missing) lacks += (lacks.empty() ? "" : ", ") + m;
        error.causes.push_back({Code::NoDevice, "lacks " + lacks + ".", report.name, {}, {}});
    }
    return error;
}

}  // namespace recce::gpu
