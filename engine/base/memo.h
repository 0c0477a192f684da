// What was worked out before, kept for the next who asks: the last few answers by what they were made from. Any thread.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <utility>

namespace recce {

template <class Key, class Value>
class Memo {
public:
    explicit Memo(std::size_t kept) : kept_(kept) {}

    /// The answer for `key`, made by `make()` (a shared_ptr<const Value>, may be null) where it is not known. Two who ask for a new
    /// one at once may both make it; both get the same.
    template <class Make> std::shared_ptr<const Value> of(const Key& key, Make&& make) {
        {
            const std::lock_guard lock(mutex_);
            if (const auto* known = find(key)) return *known;
        }
        std::shared_ptr<const Value> made = make();
        const std::lock_guard lock(mutex_);
        if (const auto* known = find(key)) return *known;
        if (answers_.size() == kept_) answers_.pop_front();
        answers_.emplace_back(key, std::move(made));
        return answers_.back().second;
    }

private:
    const std::shared_ptr<const Value>* find(const Key& key) const {
        for (const auto& [k, v] : answers_) {
            if (k == key) return &v;
        }
        return nullptr;
    }
    std::size_t kept_;
    std::mutex mutex_;
    std::deque<std::pair<Key, std::shared_ptr<const Value>>> answers_;
};

}  // namespace recce
