// Indirect light for the window: probe grids traced on a worker, one after the other, kept while sets and lamps stand.
// Until a grid is there the last one of the same set stands in, then a rough early one. Main thread only; knows no views.
#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "base/jobs.h"
#include "render/indirect.h"

namespace recce {

/// How much of a light is traced.
enum class LightStep { None, Early, Whole };

class LightTracer {
public:
    /// `wake` is called from the worker when a grid came in.
    explicit LightTracer(std::function<void()> wake);
    ~LightTracer();
    LightTracer(const LightTracer&) = delete;
    LightTracer& operator=(const LightTracer&) = delete;

    /// The grid of this snapshot, or of its set under another light, or null. What is missing is traced; `urgent` drops
    /// an urgent wish before it that is not begun yet (a lamp being dragged).
    std::shared_ptr<const ProbeGrid> want(const render::Snapshot& snapshot, bool urgent);
    LightStep step(const Hash128& key) const;
    bool has(const Hash128& key) const { return step(key) == LightStep::Whole; }
    /// Takes what came in; true when anything did.
    bool take();

private:
    struct Wish {
        Hash128 key, set;
        render::IndirectInput input;
        bool urgent = false;
    };
    struct Answer {
        Hash128 key, set;
        std::shared_ptr<const ProbeGrid> grid;
        LightStep step = LightStep::Whole;
    };
    void startNext();
    std::shared_ptr<Mailbox<Answer>> box_;
    std::shared_ptr<render::SightModels> models_ = std::make_shared<render::SightModels>();  ///< of the worker alone
    std::vector<Answer> kept_;
    std::vector<Wish> wishes_;
    bool running_ = false;
    CancelToken cancel_;
    WorkerPool worker_{1};  ///< last: it ends before what it uses
};

}  // namespace recce
