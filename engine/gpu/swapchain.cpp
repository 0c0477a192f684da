#include "gpu/swapchain.h"

#include <algorithm>

#include "gpu/state.h"

namespace recce::gpu {
namespace {
constexpr std::size_t kInFlight = 2;

void pictureBarrier(VkCommandBuffer commands, VkImage image, bool toShow) {
    VkImageMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2};
    const AccessInfo draw = accessInfo(Access::ColourWrite), show = accessInfo(Access::Present);
    barrier.srcStageMask = draw.stages;
    barrier.dstStageMask = toShow ? show.stages : draw.stages;
    (toShow ? barrier.srcAccessMask : barrier.dstAccessMask) = draw.access;
    barrier.oldLayout = toShow ? draw.layout : VK_IMAGE_LAYOUT_UNDEFINED;
    barrier.newLayout = toShow ? show.layout : draw.layout;
    barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
    barrier.image = image;
    barrier.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
    VkDependencyInfo dependency{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    dependency.imageMemoryBarrierCount = 1;
    dependency.pImageMemoryBarriers = &barrier;
    vkCmdPipelineBarrier2(commands, &dependency);
}
}  // namespace

Result<std::unique_ptr<Swapchain>> Swapchain::open(Device& device, VkSurfaceKHR surface, VkExtent2D framebuffer) {
    std::unique_ptr<Swapchain> self(new Swapchain(device));
    self->surface_ = surface;
    std::uint32_t count = 0;
    vkGetPhysicalDeviceSurfaceFormatsKHR(device.physical(), surface, &count, nullptr);
    std::vector<VkSurfaceFormatKHR> formats(count);
    vkGetPhysicalDeviceSurfaceFormatsKHR(device.physical(), surface, &count, formats.data());
    const auto fits = std::find_if(formats.begin(), formats.end(), [](const auto& f) {
        return f.format == VK_FORMAT_B8G8R8A8_UNORM || f.format == VK_FORMAT_R8G8B8A8_UNORM;
    });
    if (fits == formats.end()) return fail(Code::NoDevice, "The window offers no 8 bit colour format.", device.report().name, "Run recce doctor.");
    self->format_ = fits->format;
    self->space_ = fits->colorSpace;
    for (std::size_t i = 0; i < kInFlight; ++i) {
        VkSemaphoreCreateInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO};
        VkSemaphore semaphore = VK_NULL_HANDLE;
        RECCE_VK("vkCreateSemaphore", vkCreateSemaphore(device.handle(), &info, nullptr, &semaphore));
        self->acquired_.push_back(semaphore);
        self->acquiredTicket_.push_back(0);
    }
    RECCE_TRY_STATUS(self->rebuild(framebuffer));
    return self;
}

void Swapchain::drop() {
    for (VkImageView view : views_) vkDestroyImageView(device_->handle(), view, nullptr);
    for (VkSemaphore semaphore : finished_) vkDestroySemaphore(device_->handle(), semaphore, nullptr);
    views_.clear();
    finished_.clear();
}

Swapchain::~Swapchain() {
    vkDeviceWaitIdle(device_->handle());
    drop();
    for (VkSemaphore semaphore : acquired_) vkDestroySemaphore(device_->handle(), semaphore, nullptr);
    if (chain_) vkDestroySwapchainKHR(device_->handle(), chain_, nullptr);
    vkDestroySurfaceKHR(device_->instance()->handle(), surface_, nullptr);
}

Status Swapchain::rebuild(VkExtent2D framebuffer) {
    RECCE_TRY_STATUS(device_->waitIdle());
    VkSurfaceCapabilitiesKHR can{};
    RECCE_VK("vkGetPhysicalDeviceSurfaceCapabilitiesKHR", vkGetPhysicalDeviceSurfaceCapabilitiesKHR(device_->physical(), surface_, &can));
    size_ = can.currentExtent.width != UINT32_MAX ? can.currentExtent
                                                  : VkExtent2D{std::clamp(framebuffer.width, can.minImageExtent.width, can.maxImageExtent.width),
                                                               std::clamp(framebuffer.height, can.minImageExtent.height, can.maxImageExtent.height)};
    if (size_.width == 0 || size_.height == 0) return {};
    VkSwapchainCreateInfoKHR info{VK_STRUCTURE_TYPE_SWAPCHAIN_CREATE_INFO_KHR};
    info.surface = surface_;
    info.minImageCount = std::max(2u, can.minImageCount);
    if (can.maxImageCount) info.minImageCount = std::min(info.minImageCount, can.maxImageCount);
    info.imageFormat = format_;
    info.imageColorSpace = space_;
    info.imageExtent = size_;
    info.imageArrayLayers = 1;
    info.imageUsage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT;
    info.preTransform = can.currentTransform;
    info.compositeAlpha = VK_COMPOSITE_ALPHA_OPAQUE_BIT_KHR;
    info.presentMode = VK_PRESENT_MODE_FIFO_KHR;
    info.clipped = VK_TRUE;
    info.oldSwapchain = chain_;
    VkSwapchainKHR made = VK_NULL_HANDLE;
    RECCE_VK("vkCreateSwapchainKHR", vkCreateSwapchainKHR(device_->handle(), &info, nullptr, &made));
    drop();
    if (chain_) vkDestroySwapchainKHR(device_->handle(), chain_, nullptr);
    chain_ = made;
    stale_ = false;
    std::uint32_t count = 0;
    vkGetSwapchainImagesKHR(device_->handle(), chain_, &count, nullptr);
    images_.resize(count);
    vkGetSwapchainImagesKHR(device_->handle(), chain_, &count, images_.data());
    for (VkImage image : images_) {
        VkImageViewCreateInfo view{VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO};
        view.image = image;
        view.viewType = VK_IMAGE_VIEW_TYPE_2D;
        view.format = format_;
        view.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
        views_.push_back(VK_NULL_HANDLE);
        RECCE_VK("vkCreateImageView", vkCreateImageView(device_->handle(), &view, nullptr, &views_.back()));
        VkSemaphoreCreateInfo semaphore{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO};
        finished_.push_back(VK_NULL_HANDLE);
        RECCE_VK("vkCreateSemaphore", vkCreateSemaphore(device_->handle(), &semaphore, nullptr, &finished_.back()));
    }
    return {};
}

Result<std::optional<Swapchain::Picture>> Swapchain::next(VkExtent2D framebuffer) {
    if (framebuffer.width == 0 || framebuffer.height == 0) return std::nullopt;
    for (int attempt = 0; attempt < 3; ++attempt) {
        if (stale_ || !chain_ || framebuffer.width != size_.width || framebuffer.height != size_.height) RECCE_TRY_STATUS(rebuild(framebuffer));
        if (size_.width == 0 || size_.height == 0 || !chain_) return std::nullopt;
        turn_ = (turn_ + 1) % acquired_.size();
        RECCE_TRY_STATUS(device_->wait({acquiredTicket_[turn_]}));
        Picture picture;
        const VkResult got = vkAcquireNextImageKHR(device_->handle(), chain_, UINT64_MAX, acquired_[turn_], VK_NULL_HANDLE, &picture.index);
        if (got == VK_ERROR_OUT_OF_DATE_KHR) {
            stale_ = true;
            continue;
        }
        if (got != VK_SUCCESS && got != VK_SUBOPTIMAL_KHR) return vulkanError("vkAcquireNextImageKHR", got);
        stale_ = got == VK_SUBOPTIMAL_KHR;
        picture.image = images_[picture.index];
        picture.view = views_[picture.index];
        picture.size = size_;
        picture.acquired = acquired_[turn_];
        picture.finished = finished_[picture.index];
        return std::optional<Picture>(picture);
    }
    return std::nullopt;
}

void Swapchain::beginPicture(VkCommandBuffer commands, const Picture& picture) { pictureBarrier(commands, picture.image, false); }
void Swapchain::endPicture(VkCommandBuffer commands, const Picture& picture) { pictureBarrier(commands, picture.image, true); }

Status Swapchain::present(const Picture& picture, Ticket ticket) {
    acquiredTicket_[turn_] = ticket.value;
    VkPresentInfoKHR info{VK_STRUCTURE_TYPE_PRESENT_INFO_KHR};
    info.waitSemaphoreCount = 1;
    info.pWaitSemaphores = &picture.finished;
    info.swapchainCount = 1;
    info.pSwapchains = &chain_;
    info.pImageIndices = &picture.index;
    const VkResult shown = vkQueuePresentKHR(device_->queue(), &info);
    if (shown == VK_ERROR_OUT_OF_DATE_KHR || shown == VK_SUBOPTIMAL_KHR) stale_ = true;
    else if (shown != VK_SUCCESS) return vulkanError("vkQueuePresentKHR", shown);
    return {};
}

}  // namespace recce::gpu
