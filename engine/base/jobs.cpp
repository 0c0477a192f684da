#include "base/jobs.h"

#include <condition_variable>
#include <deque>
#include <thread>

namespace recce {

struct WorkerPool::State {
    std::mutex mutex;
    std::condition_variable work, idle;
    std::deque<std::function<void()>> queue;
    std::size_t running = 0;
    bool stopping = false;
    std::vector<std::thread> threads;

    void loop() {
        std::unique_lock lock(mutex);
        for (;;) {
            work.wait(lock, [&] { return stopping || !queue.empty(); });
            if (stopping) return;
            auto task = std::move(queue.front());
            queue.pop_front();
            ++running;
            lock.unlock();
            task();
            task = nullptr;  // what it captured goes before we say that we are done
            lock.lock();
            --running;
            if (queue.empty() && running == 0) idle.notify_all();
        }
    }
};

WorkerPool::WorkerPool(std::size_t threads) : state_(std::make_unique<State>()) {
    if (threads == 0) {
        const std::size_t cores = std::thread::hardware_concurrency();
        threads = cores > 2 ? cores - 1 : 1;
    }
    for (std::size_t i = 0; i < threads; ++i) state_->threads.emplace_back([this] { state_->loop(); });
}

WorkerPool::~WorkerPool() {
    {
        const std::lock_guard lock(state_->mutex);
        state_->stopping = true;
        state_->queue.clear();
    }
    state_->work.notify_all();
    for (std::thread& t : state_->threads) t.join();
}

void WorkerPool::run(std::function<void()> task) {
    {
        const std::lock_guard lock(state_->mutex);
        state_->queue.push_back(std::move(task));
    }
    state_->work.notify_one();
}

void WorkerPool::wait() {
    std::unique_lock lock(state_->mutex);
    state_->idle.wait(lock, [&] { return state_->queue.empty() && state_->running == 0; });
}

std::size_t WorkerPool::threads() const { return state_->threads.size(); }

void parallelFor(std::size_t count, const std::function<void(std::size_t)>& body, std::size_t threads) {
    if (threads == 0) threads = std::max<std::size_t>(1, std::thread::hardware_concurrency());
    threads = std::min(threads, count);
    std::atomic<std::size_t> next{0};
    auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++) body(i);
    };
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < threads; ++i) others.emplace_back(work);
    work();
    for (std::thread& t : others) t.join();
}

}  // namespace recce
