// Picture files, read back by other programs' libraries.
#include <gtest/gtest.h>

#include <cstdio>

#include "export/pictures.h"

namespace recce {
namespace {

Picture gradient(std::uint32_t w, std::uint32_t h) {
    Picture p{w, h, {}};
    for (std::uint32_t y = 0; y < h; ++y)
        for (std::uint32_t x = 0; x < w; ++x)
            for (unsigned v : {x * 255 / w, y * 255 / h, 128u, 255u}) p.rgba.push_back(static_cast<std::uint8_t>(v));
    return p;
}

TEST(Pictures, PngHasSignatureSizeAndRepeats) {
    const auto one = encodePng(gradient(7, 5)), two = encodePng(gradient(7, 5));
    ASSERT_TRUE(one && two);
    EXPECT_EQ(*one, *two);
    EXPECT_EQ(one->substr(1, 3), "PNG");
    EXPECT_EQ(one->substr(16, 8), std::string("\0\0\0\7\0\0\0\5", 8));
    EXPECT_EQ((*one)[25], 2) << "an opaque picture is written without alpha";
    auto see = gradient(7, 5);
    see.rgba[3] = 0;
    EXPECT_EQ((*encodePng(see))[25], 6);
    EXPECT_FALSE(encodePng({}));
}

TEST(Pictures, ShrinkingAveragesLight) {
    Picture p{2, 1, {0, 0, 0, 255, 255, 255, 255, 255}};
    const Picture one = shrunk(p, 1, 1);
    ASSERT_EQ(one.width, 1u);
    EXPECT_EQ(one.rgba[0], 188) << "half the light of white is sRGB 188, not 128";
    EXPECT_EQ(shrunk(p, 4, 4), p);
    const Picture wide = shrunk(gradient(200, 100), 50, 50);
    EXPECT_EQ(wide.width, 50u);
    EXPECT_EQ(wide.height, 25u);
}

TEST(Pictures, ExrHasMagicAndRepeats) {
    LinearPicture p{3, 2, std::vector<float>(24, 0.18f)};
    const auto one = encodeExr(p), two = encodeExr(p);
    ASSERT_TRUE(one && two);
    EXPECT_EQ(*one, *two);
    EXPECT_EQ(one->substr(0, 4), "\x76\x2f\x31\x01");
}

}  // namespace
}  // namespace recce
