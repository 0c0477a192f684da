// Pictures that a window shows. Knows a surface and its size, no window system.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "gpu/device.h"

namespace recce::gpu {

class Swapchain {
public:
    /// Takes the surface (destroys it at the end). The format is 8 bit UNORM: what is drawn is display code already.
    static Result<std::unique_ptr<Swapchain>> open(Device& device, VkSurfaceKHR surface, VkExtent2D framebuffer);
    ~Swapchain();
    Swapchain(const Swapchain&) = delete;
    Swapchain& operator=(const Swapchain&) = delete;

    /// The next picture, in Access::Undefined. Rebuilds first when `framebuffer` is not the size it has. Null while the
    /// window has no area.
    struct Picture {
        VkImage image = VK_NULL_HANDLE;
        VkImageView view = VK_NULL_HANDLE;
        VkExtent2D size{};
        VkSemaphore acquired = VK_NULL_HANDLE, finished = VK_NULL_HANDLE;  ///< for Device::submit
        std::uint32_t index = 0;
    };
    Result<std::optional<Picture>> next(VkExtent2D framebuffer);
    /// Barriers of the picture itself: to be drawn into, and to be shown.
    static void beginPicture(VkCommandBuffer commands, const Picture& picture);
    static void endPicture(VkCommandBuffer commands, const Picture& picture);
    /// `ticket` is the submission that drew it.
    Status present(const Picture& picture, Ticket ticket);
    VkFormat format() const { return format_; }

private:
    explicit Swapchain(Device& device) : device_(&device) {}
    Status rebuild(VkExtent2D framebuffer);
    void drop();
    Device* device_;
    VkSurfaceKHR surface_ = VK_NULL_HANDLE;
    VkSwapchainKHR chain_ = VK_NULL_HANDLE;
    VkFormat format_ = VK_FORMAT_B8G8R8A8_UNORM;
    VkColorSpaceKHR space_ = VK_COLOR_SPACE_SRGB_NONLINEAR_KHR;
    VkExtent2D size_{};
    bool stale_ = false;
    std::vector<VkImage> images_;
    std::vector<VkImageView> views_;
    std::vector<VkSemaphore> finished_;              ///< one per picture
    std::vector<VkSemaphore> acquired_;              ///< one per frame in flight
    std::vector<std::uint64_t> acquiredTicket_;      ///< when that one is free again
    std::size_t turn_ = 0;
};

}  // namespace recce::gpu
