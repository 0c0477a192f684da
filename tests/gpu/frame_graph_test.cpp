// The frame graph's decisions, without a device: which barriers, in which order, and what is left out.
#include <gtest/gtest.h>

#include "gpu/frame_graph.h"

namespace recce::gpu {
namespace {

TEST(FrameGraph, PrintsPassesAndBarriers) {
    FrameGraph graph;
    const auto shadow = graph.add("shadow", nullptr);
    const auto depth = graph.add("depth", nullptr);
    const auto colour = graph.add("colour", nullptr);
    graph.pass("sun shadow", {{shadow, Access::DepthWrite}}, {});
    graph.pass("depth", {{depth, Access::DepthWrite}}, {});
    graph.pass("light", {{shadow, Access::Sampled}, {depth, Access::DepthRead}, {colour, Access::ColourWrite}}, {});
    graph.pass("glass", {{shadow, Access::Sampled}, {depth, Access::DepthRead}, {colour, Access::ColourWrite}}, {});
    graph.finish(colour, Access::Sampled);
    EXPECT_EQ(graph.text(),
              "pass sun shadow: shadow DepthWrite | shadow Undefined -> DepthWrite\n"
              "pass depth: depth DepthWrite | depth Undefined -> DepthWrite\n"
              "pass light: shadow Sampled depth DepthRead colour ColourWrite | shadow DepthWrite -> Sampled, "
              "depth DepthWrite -> DepthRead, colour Undefined -> ColourWrite\n"
              "pass glass: shadow Sampled depth DepthRead colour ColourWrite | colour ColourWrite -> ColourWrite\n"
              "end: | colour ColourWrite -> Sampled\n");
}

TEST(FrameGraph, LeavesOutWhatNothingReads) {
    FrameGraph graph;
    const auto used = graph.add("used", nullptr);
    const auto unused = graph.add("unused", nullptr);
    graph.pass("a", {{unused, Access::ColourWrite}}, {});
    graph.pass("b", {{used, Access::ColourWrite}}, {});
    graph.pass("c", {{unused, Access::ColourWrite}}, {}, true);
    graph.finish(used, Access::TransferFrom);
    EXPECT_EQ(graph.text().find("left out a"), std::string::npos) << "c is kept and draws over what a left";
    FrameGraph without;
    const auto x = without.add("x", nullptr);
    without.pass("nobody reads this", {{x, Access::ColourWrite}}, {});
    EXPECT_TRUE(without.steps().empty());
    EXPECT_NE(without.text().find("left out nobody reads this"), std::string::npos);
}

TEST(FrameGraph, WriteAfterWriteIsOrdered) {
    FrameGraph graph;
    const auto image = graph.add("sum", nullptr);
    graph.pass("one", {{image, Access::StorageWrite}}, {});
    graph.pass("two", {{image, Access::StorageWrite}}, {});
    graph.finish(image, Access::Sampled);
    const auto steps = graph.steps();
    ASSERT_EQ(steps.size(), 3u);
    EXPECT_EQ(steps[1].from, Access::StorageWrite);
    EXPECT_EQ(steps[1].to, Access::StorageWrite);
}

}  // namespace
}  // namespace recce::gpu
