// Device, memory and submissions on the real driver, with the validation layer listening.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <fstream>

#include <unistd.h>

#include "gpu/commands.h"
#include "gpu/device.h"
#include "gpu/requirements.h"
#include "gpu/support.h"

namespace recce::gpu {
namespace {

TEST_F(GpuTest, FillsImagesAndReadsThemBack) {
    ImageDesc desc{"picture", 5, 3, 1, 1, VK_FORMAT_R8G8B8A8_UNORM,
                   VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT, VK_SAMPLE_COUNT_1_BIT,
                   ImageShape::Flat};
    auto image = device->makeImage(desc);
    ASSERT_TRUE(image.has_value());
    EXPECT_NE(image->slot(), kNoSlot);
    auto back = device->makeBuffer({"back", 60, 0, MemoryKind::Readback});
    ASSERT_TRUE(back.has_value());
    std::vector<std::byte> texels(60);
    for (std::size_t i = 0; i < texels.size(); ++i) texels[i] = static_cast<std::byte>(i * 7);
    auto commands = device->begin();
    ASSERT_TRUE(commands.has_value());
    commands->use(*image, Access::TransferTo);
    commands->fill(*image, 0, texels);
    commands->use(*image, Access::TransferFrom);
    VkBufferImageCopy region{};
    region.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    region.imageExtent = {5, 3, 1};
    vkCmdCopyImageToBuffer(commands->handle(), image->handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, back->handle(), 1, &region);
    auto ticket = device->submit(std::move(*commands));
    ASSERT_TRUE(ticket.has_value());
    ASSERT_TRUE(device->wait(*ticket).has_value());
    EXPECT_EQ(std::memcmp(back->mapped().data(), texels.data(), texels.size()), 0);
}

TEST_F(GpuTest, DroppedObjectsDieOnlyAfterTheirLastSubmission) {
    const std::size_t before = device->liveObjects();
    const std::uint64_t bytes = device->bytesInUse();
    auto commands = device->begin();
    ASSERT_TRUE(commands.has_value());
    {
        auto buffer = device->makeBuffer({"short-lived", 8u << 20, 0, MemoryKind::Device});
        ASSERT_TRUE(buffer.has_value());
        vkCmdFillBuffer(commands->handle(), buffer->handle(), 0, VK_WHOLE_SIZE, 7);
    }
    device->collect();
    EXPECT_EQ(device->liveObjects(), before);
    EXPECT_GE(device->bytesInUse(), bytes + (8u << 20)) << "freed while a recording still uses it";
    auto ticket = device->submit(std::move(*commands));
    ASSERT_TRUE(ticket.has_value());
    ASSERT_TRUE(device->wait(*ticket).has_value());
    device->collect();
    EXPECT_EQ(device->bytesInUse(), bytes);
}

/// Of this process, as the kernel counts it.
std::size_t residentBytes() {
    std::ifstream file("/proc/self/statm");
    std::size_t all = 0, resident = 0;
    file >> all >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

TEST_F(GpuTest, MemoryOfSoftwareDevicesGoesBackToTheSystem) {
    if (!device->software()) GTEST_SKIP() << "memory of this device is its own";
    constexpr std::size_t kSize = 96u << 20;
    const std::size_t before = residentBytes();
    {
        auto buffer = device->makeBuffer({"large", kSize, 0, MemoryKind::Readback});
        ASSERT_TRUE(buffer.has_value());
        ASSERT_EQ(buffer->mapped().size(), kSize);
        std::memset(buffer->mapped().data(), 5, kSize);
        EXPECT_GE(residentBytes(), before + kSize - (8u << 20));
    }
    device->collect();
    EXPECT_LE(residentBytes(), before + (8u << 20));
}

TEST_F(GpuTest, BindlessSlotsAreUsedAgain) {
    const ImageDesc desc{"one", 1, 1, 1, 1, VK_FORMAT_R8G8B8A8_UNORM, VK_IMAGE_USAGE_SAMPLED_BIT, VK_SAMPLE_COUNT_1_BIT, ImageShape::Flat};
    std::uint32_t first = kNoSlot;
    {
        auto image = device->makeImage(desc);
        ASSERT_TRUE(image.has_value());
        first = image->slot();
    }
    ASSERT_TRUE(device->waitIdle().has_value());
    auto again = device->makeImage(desc);
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->slot(), first);
}

TEST_F(GpuTest, AnUnknownShaderIsAnErrorOfTheSubmission) {
    auto commands = device->begin();
    ASSERT_TRUE(commands.has_value());
    EXPECT_FALSE(commands->bind(ComputeDesc{"no-such.comp", {}}));
    const auto ticket = device->submit(std::move(*commands));
    ASSERT_FALSE(ticket.has_value());
    EXPECT_EQ(ticket.error().subject, "no-such.comp");
}

TEST_F(GpuTest, OneDeviceIsChosenAndItLacksNothing) {
    int chosen = 0;
    for (const auto& report : device->instance()->reports()) {
        if (!report.chosen) continue;
        ++chosen;
        EXPECT_TRUE(report.missing.empty());
        EXPECT_EQ(report.name, device->report().name);
    }
    EXPECT_EQ(chosen, 1);
}

TEST(Requirements, NameEveryFeatureThatIsOff) {
    const Features none;
    const auto missing = missingFeatures(none);
    EXPECT_GE(missing.size(), 10u);
    EXPECT_NE(std::find(missing.begin(), missing.end(), "scalar block layout"), missing.end());
    Features some;
    some.v12.scalarBlockLayout = VK_TRUE;
    EXPECT_EQ(missingFeatures(some).size(), missing.size() - 1);
}

TEST(Requirements, NoDeviceSaysWhy) {
    DeviceReport old;
    old.name = "Old Card";
    old.missing = {"Vulkan 1.3 (it has 1.1.0)", "dynamic rendering"};
    const std::string text = toText(noDevice({old}));
    EXPECT_NE(text.find("Old Card"), std::string::npos);
    EXPECT_NE(text.find("dynamic rendering"), std::string::npos);
    EXPECT_EQ(exitCode(noDevice({}).code), 1);
}

}  // namespace
}  // namespace recce::gpu
