// Work off the main thread. All of the program's locks are in jobs.cpp and in the one template below: workers own
// nothing, take immutable values, and answer through a Mailbox that the main thread empties. No callback into UI.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace recce {

/// Copies share one flag. Asked by the worker, set by the user; never unset.
class CancelToken {
public:
    CancelToken() : flag_(std::make_shared<std::atomic<bool>>(false)) {}
    void cancel() const { flag_->store(true); }
    bool cancelled() const { return flag_->load(std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic<bool>> flag_;
};

/// What a long job says of itself: "Reading", 2 of 5. `total` 0: unknown length.
struct Progress {
    std::string step;
    std::size_t done = 0, total = 0;
};
using ProgressSink = std::function<void(const Progress&)>;

/// A fixed set of threads. Tasks must not throw. The destructor waits for running tasks and drops queued ones.
class WorkerPool {
public:
    /// 0: one thread per core less one, at least 1.
    explicit WorkerPool(std::size_t threads = 0);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    void run(std::function<void()> task);
    /// Waits until nothing is queued or running.
    void wait();
    std::size_t threads() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Calls body(i) for i in [0, count) on the calling thread and up to `threads - 1` more; returns when all are done.
/// 0 threads: one per core. The body must not throw.
void parallelFor(std::size_t count, const std::function<void(std::size_t)>& body, std::size_t threads = 0);

/// Answers from workers to the main thread. `wake` (may be empty) is called after each post, from the worker.
template <class T>
class Mailbox {
public:
    explicit Mailbox(std::function<void()> wake = {}) : wake_(std::move(wake)) {}
    void post(T item) {
        {
            const std::lock_guard lock(mutex_);
            items_.push_back(std::move(item));
        }
        if (wake_) wake_();
    }
    /// Everything posted since the last call, in order.
    std::vector<T> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(items_, {});
    }

private:
    std::mutex mutex_;
    std::vector<T> items_;
    std::function<void()> wake_;
};

}  // namespace recce
