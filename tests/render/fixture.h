// A renderer on the tests' device, and pictures read back from it.
#pragma once

#include "gpu/support.h"
#include "render/look.h"
#include "render/models.h"
#include "render/renderer.h"

namespace recce::render {

class RenderTest : public gpu::GpuTest {
protected:
    void SetUp() override {
        GpuTest::SetUp();
        if (!device) return;
        auto opened = Renderer::open(*device);
        ASSERT_TRUE(opened.has_value());
        renderer = std::move(*opened);
    }
    void TearDown() override {
        renderer.reset();
        GpuTest::TearDown();
    }

    static Snapshot snapshotOf(test::ModelMaker& maker) {
        Snapshot snapshot;
        auto model = maker.finish();
        snapshot.bounds = model->bounds();
        snapshot.models.push_back({std::move(model), Mat4(1), 7, false, {}});
        return snapshot;
    }
    /// Straight down at the floor, two metres of it from top to bottom; -Z is up in the picture.
    static View fromAbove(double height = 2) {
        View view;
        view.width = view.height = 64;
        view.camera.pose = {Vec3(0, 10, 0), toRotation({0, -kPi / 2, 0})};
        view.camera.orthoHeight = Metres(height);
        view.camera.sceneLinearPerNit = 1;
        return view;
    }
    Finished draw(const Snapshot& snapshot, const View& view, std::uint32_t samples = 1) {
        FinalQuality quality;
        quality.samples = samples;
        quality.linear = true;
        auto finished = renderer->render(snapshot, view, quality);
        EXPECT_TRUE(finished.has_value()) << (finished ? "" : toText(finished.error()));
        return finished ? std::move(*finished) : Finished{};
    }
    static Vec3 at(const LinearPicture& p, std::uint32_t x, std::uint32_t y) {
        const float* c = p.rgba.data() + 4 * (std::size_t{y} * p.width + x);
        return {c[0], c[1], c[2]};
    }
    /// Where a point of the floor lies in a picture from above.
    static glm::uvec2 pixelOf(const View& view, double x, double z) {
        const double perMetre = view.height / view.camera.orthoHeight->value;
        return {static_cast<std::uint32_t>(view.width / 2.0 + x * perMetre), static_cast<std::uint32_t>(view.height / 2.0 + z * perMetre)};
    }

    std::unique_ptr<Renderer> renderer;
};

}  // namespace recce::render
