// Light in the window comes rough first and whole then, and the whole is what files get.
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "app/light_tracer.h"
#include "render/models.h"

namespace recce {
namespace {

render::Snapshot litRoom() {
    test::ModelMaker maker;
    maker.room(Vec3(-2, 0, -2), Vec3(2, 3, 2), maker.matt(Vec3(0.5)));
    render::Snapshot snapshot;
    auto model = maker.finish();
    snapshot.bounds = model->bounds();
    snapshot.models.push_back({std::move(model), Mat4(1), 7, false, {}});
    render::Lamp lamp;
    lamp.kind = render::LampKind::Bulb;
    lamp.pose.position = {0, 1.5, 0};
    lamp.candela = Vec3(500);
    snapshot.lamps.push_back(lamp);
    return snapshot;
}

/// Waits for what the worker says.
class Bell {
public:
    void ring() {
        const std::lock_guard lock(mutex_);
        ++rung_;
        changed_.notify_all();
    }
    bool wait() {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, std::chrono::seconds(60), [&] { return rung_ > heard_; })) return false;
        heard_ = rung_;
        return true;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int rung_ = 0, heard_ = 0;
};

TEST(LightTracer, RoughLightComesFirstAndTheWholeIsWhatFilesGet) {
    const render::Snapshot snapshot = litRoom();
    const Hash128 key = render::indirectKey(snapshot);
    render::SightModels known;
    const auto early = render::traceIndirect(render::indirectInput(snapshot), known, {}, render::IndirectDetail::Early);
    const auto whole = render::traceIndirect(render::indirectInput(snapshot), known, {});
    ASSERT_TRUE(early && *early && whole && *whole);
    EXPECT_LT((*early)->size() * 2, (*whole)->size());
    // Roughly the same light.
    const double rough = sampleProbes(**early, {0, 0, 1}, {0, 1, 0}).bounce.y, fine = sampleProbes(**whole, {0, 0, 1}, {0, 1, 0}).bounce.y;
    EXPECT_GT(fine, 10);
    EXPECT_NEAR(rough, fine, 0.25 * fine);

    Bell bell;
    LightTracer tracer([&] { bell.ring(); });
    EXPECT_EQ(tracer.step(key), LightStep::None);
    EXPECT_EQ(tracer.want(snapshot, true), nullptr);
    LightStep last = LightStep::None;
    while (last != LightStep::Whole) {
        ASSERT_TRUE(bell.wait());
        tracer.take();
        const LightStep now = tracer.step(key);
        EXPECT_GE(now, last);
        last = now;
        if (now == LightStep::None) continue;
        const auto grid = tracer.want(snapshot, true);
        ASSERT_NE(grid, nullptr);
        EXPECT_EQ(grid->coefficients, (now == LightStep::Early ? *early : *whole)->coefficients);
    }
    EXPECT_TRUE(tracer.has(key));
}

}  // namespace
}  // namespace recce
