// A device with the validation layer on, and the demand that it stays silent. For tests that draw.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string_view>

#include "gpu/device.h"

namespace recce::gpu {

/// One device for all tests of a program: opening one costs more than most tests.
inline Result<std::unique_ptr<Device>>& testDevice() {
    static Result<std::unique_ptr<Device>> device = Device::openHeadless(true);
    return device;
}

class GpuTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (!testDevice()) {
            const char* required = std::getenv("RECCE_REQUIRE_VULKAN");
            const std::string why = toText(testDevice().error());
            if (required && std::string_view(required) == "1") FAIL() << why;
            GTEST_SKIP() << why;
        }
        device = testDevice()->get();
    }
    void TearDown() override {
        if (!device) return;
        ASSERT_TRUE(device->waitIdle().has_value());
        const auto& messages = device->instance()->messages();
        for (std::size_t i = said; i < messages.size(); ++i) ADD_FAILURE() << "validation: " << messages[i];
        said = messages.size();
    }
    Device* device = nullptr;
    static inline std::size_t said = 0;
};

}  // namespace recce::gpu
