// The size of a picture that moves: as large as the time allows, and steady.
#include <gtest/gtest.h>

#include "render/draft.h"

namespace recce::render {
namespace {

/// A machine that takes `fixed` milliseconds and `whole` more for all pixels.
double settle(DraftSize& size, double fixed, double whole, double budget, int frames) {
    double took = 0;
    for (int i = 0; i < frames; ++i) {
        const double s = size.next(budget);
        took = fixed + whole * s * s;
        size.took(took);
    }
    return took;
}

TEST(DraftSize, StaysWholeWhereThereIsTime) {
    DraftSize size;
    settle(size, 1, 10, 50, 20);
    EXPECT_EQ(size.scale(), 1);
}

TEST(DraftSize, KeepsToTheBudget) {
    for (const double whole : {60.0, 90.0, 150.0, 400.0}) {
        DraftSize size;
        EXPECT_LE(settle(size, 2, whole, 50, 20), 50) << whole;
        EXPECT_GT(2 + 2 * whole * size.scale() * size.scale(), 0.8 * 50) << "twice the pixels would have fitted well";
    }
}

TEST(DraftSize, NeverSmallerThanAQuarterAndGrowsAgain) {
    DraftSize size;
    settle(size, 500, 5000, 50, 20);
    EXPECT_EQ(size.scale(), 0.25);
    settle(size, 1, 10, 50, 20);
    EXPECT_EQ(size.scale(), 1);
}

TEST(DraftSize, DoesNotSwingBetweenSizes) {
    DraftSize size;
    settle(size, 5, 130, 50, 10);
    const double settled = size.scale();
    for (int i = 0; i < 10; ++i) {
        settle(size, 5, 130, 50, 1);
        EXPECT_EQ(size.scale(), settled);
    }
}

TEST(DraftSize, ScaledViewsKeepTheirShape) {
    View view;
    view.width = 1280;
    view.height = 720;
    EXPECT_EQ(scaled(view, 0.5).width, 640u);
    EXPECT_EQ(scaled(view, 0.5).height, 360u);
    EXPECT_EQ(scaled(view, 0.001).height, 8u);
}

}  // namespace
}  // namespace recce::render
