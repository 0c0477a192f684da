// FLIP and the luminance error by what must hold of them, and by values worked out by hand from the paper's formulas.
#include <gtest/gtest.h>

#include <cmath>

#include "optics/picture_error.h"

namespace recce::optics {
namespace {

Picture plain(std::uint32_t width, std::uint32_t height, std::uint8_t r, std::uint8_t g, std::uint8_t b) {
    Picture p{width, height, std::vector<std::uint8_t>(std::size_t{width} * height * 4)};
    const std::uint8_t code[] = {r, g, b, 255};
    for (std::size_t i = 0; i < p.rgba.size(); ++i) p.rgba[i] = code[i % 4];
    return p;
}
void put(Picture& p, std::uint32_t x, std::uint32_t y, std::uint8_t code) {
    for (std::size_t k = 0; k < 3; ++k) p.rgba[(std::size_t{y} * p.width + x) * 4 + k] = code;
}
double meanFlip(const Picture& a, const Picture& b, double perDegree = kStandardPixelsPerDegree) {
    const auto f = flip(a, b, perDegree);
    EXPECT_TRUE(f.has_value());
    return f ? f->mean : -1;
}

TEST(PictureError, FlipOfEvenPicturesIsTheColourCurve) {
    EXPECT_EQ(meanFlip(plain(40, 30, 90, 120, 30), plain(40, 30, 90, 120, 30)), 0);
    // Black and white are 100 apart in L*; the curve: 0.95 at 0.4 of the most, then even to 1. Most: HyAB of green and blue
    // after Hunt, L 87.7347 against 32.2970, a b of (-75.62, 73.00) and (25.58, -34.84): 55.4377 + 147.94 = 203.4, ^0.7 = 41.27.
    const double most = std::pow(55.4377 + std::hypot(75.62 + 25.58, 73.00 + 34.84), 0.7), d = std::pow(100.0, 0.7);
    EXPECT_NEAR(meanFlip(plain(40, 30, 0, 0, 0), plain(40, 30, 255, 255, 255)), 0.95 + (d - 0.4 * most) / (0.6 * most) * 0.05, 2e-4);
    EXPECT_NEAR(meanFlip(plain(40, 30, 0, 255, 0), plain(40, 30, 0, 0, 255)), 1, 1e-3);
    // Greys of L* 50.03 and 53.39 (119 and 128): below the bend the curve is straight in d^0.7.
    EXPECT_NEAR(meanFlip(plain(20, 20, 119, 119, 119), plain(20, 20, 128, 128, 128)), 0.95 / (0.4 * most) * std::pow(53.585 - 50.034, 0.7), 2e-3);
}

TEST(PictureError, FlipIsSymmetricAndGrowsWithTheDifference) {
    Picture a = plain(48, 48, 100, 100, 100), b = a;
    for (std::uint32_t y = 10; y < 30; ++y)
        for (std::uint32_t x = 12; x < 33; ++x) put(b, x, y, 160);
    EXPECT_DOUBLE_EQ(meanFlip(a, b), meanFlip(b, a));
    double before = 0;
    for (const std::uint8_t code : {std::uint8_t{110}, std::uint8_t{130}, std::uint8_t{160}, std::uint8_t{220}}) {
        for (std::uint32_t y = 10; y < 30; ++y)
            for (std::uint32_t x = 12; x < 33; ++x) put(b, x, y, code);
        EXPECT_GT(meanFlip(a, b), before) << int(code);
        before = meanFlip(a, b);
    }
    EXPECT_LT(before, 1);
}

TEST(PictureError, FlipForgivesWhatIsTooFineToSee) {
    // A checkerboard of single pixels against the grey of the same light: gone from far away, plain from close up.
    Picture grey = plain(64, 64, 188, 188, 188), board = plain(64, 64, 0, 0, 0);
    for (std::uint32_t y = 0; y < 64; ++y)
        for (std::uint32_t x = y % 2; x < 64; x += 2) put(board, x, y, 255);
    EXPECT_LT(meanFlip(grey, board, 120), 0.1);
    EXPECT_GT(meanFlip(grey, board, 8), 0.5);
    // One stray pixel is a point that the eye finds: more than its blurred colour alone would say.
    Picture spot = plain(64, 64, 100, 100, 100);
    const Picture even = spot;
    put(spot, 32, 32, 255);
    const auto found = flip(even, spot);
    ASSERT_TRUE(found);
    EXPECT_GT(found->map[32 * 64 + 32], 0.3f);
    EXPECT_NEAR(found->map[0], 0, 1e-6);
}

TEST(PictureError, LuminanceErrorIsRelativeDownToTheFloor) {
    const auto of = [](double v) {
        return LinearPicture{2, 2, std::vector<float>(16, float(v))};
    };
    auto error = luminanceError(of(0.18), of(0.198));
    ASSERT_TRUE(error);
    EXPECT_NEAR(error->mean, 0.1, 1e-6);
    EXPECT_NEAR(error->p95, 0.1, 1e-6);
    EXPECT_NEAR(error->bias, 0.1, 1e-6);
    error = luminanceError(of(0.0009), of(0.0018));
    EXPECT_NEAR(error->mean, 0.1, 1e-5) << "a tenth of the floor";
    LinearPicture one = of(0.18);
    one.rgba[0] = one.rgba[1] = one.rgba[2] = 0.36f;
    error = luminanceError(of(0.18), one);
    EXPECT_NEAR(error->mean, 0.25, 1e-6);
    EXPECT_EQ(error->median, 0);
}

TEST(PictureError, PicturesOfDifferentSizesAreRefused) {
    EXPECT_EQ(flip(plain(4, 4, 0, 0, 0), plain(4, 5, 0, 0, 0)).error().code, Code::Usage);
    EXPECT_EQ(luminanceError({}, {}).error().code, Code::Usage);
}

}  // namespace
}  // namespace recce::optics
