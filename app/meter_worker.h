// The window's incident meter: every mark and every metered point of the scene in work, read on a worker whenever light, set
// or camera changed. Main thread only; knows no panels.
#pragma once

#include <functional>
#include <memory>

#include "app/model_shelf.h"
#include "app/session.h"
#include "base/jobs.h"

namespace recce {

class MeterWorker {
public:
    /// `wake` is called from the worker.
    explicit MeterWorker(std::function<void()> wake);
    ~MeterWorker();

    /// Reads anew when what is asked differs from what was read; one reading runs at a time, the latest next. `revision`: of the
    /// document.
    void ask(const Root& root, std::uint64_t revision, const Session& session, const ModelShelf& shelf);
    /// True when readings came in.
    bool take(MeterFact& fact);
    bool busy() const { return running_; }

private:
    struct State;  ///< what readings on the worker share
    struct Answer {
        std::uint64_t key = 0;
        MeterFact fact;
    };
    std::shared_ptr<Mailbox<Answer>> box_;
    std::shared_ptr<State> state_;
    std::uint64_t done_ = 0, asked_ = 0;
    bool running_ = false;
    CancelToken cancel_;
    WorkerPool worker_{1};  ///< last: it ends before what it uses
};

}  // namespace recce
