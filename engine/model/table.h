// An immutable table of values by id. Copies share their chunks: a changed table copies one chunk of 128 slots and the
// list of chunks, so 10,000 rows commit in well under a millisecond. Whoever holds a copy may read it on any thread.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <memory>
#include <vector>

#include "base/ids.h"

namespace recce {

template <class T>
class Table {
    static constexpr std::size_t kChunk = 128;
    // Chunks hold 1 to kChunk rows sorted by id; the chunks follow each other in order.
    using Chunk = std::vector<std::shared_ptr<const T>>;
    using Chunks = std::vector<std::shared_ptr<const Chunk>>;

public:
    class Iterator {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T*;
        using reference = const T&;
        Iterator() = default;
        Iterator(const Chunks* chunks, std::size_t chunk) : chunks_(chunks), chunk_(chunk) {}
        const T& operator*() const { return *(*(*chunks_)[chunk_])[row_]; }
        const T* operator->() const { return &**this; }
        Iterator& operator++() {
            if (++row_ == (*chunks_)[chunk_]->size()) {
                ++chunk_;
                row_ = 0;
            }
            return *this;
        }
        Iterator operator++(int) { Iterator was = *this; ++*this; return was; }
        bool operator==(const Iterator& o) const { return chunk_ == o.chunk_ && row_ == o.row_; }

    private:
        const Chunks* chunks_ = nullptr;
        std::size_t chunk_ = 0, row_ = 0;
    };

    Iterator begin() const { return Iterator(&list(), 0); }
    Iterator end() const { return Iterator(&list(), list().size()); }
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    /// Null when there is none.
    const T* find(Id<T> id) const { return share(id).get(); }
    std::shared_ptr<const T> share(Id<T> id) const {
        const auto c = chunkOf(id);
        if (c == list().size()) return nullptr;
        const auto row = lower(*list()[c], id);
        return row != list()[c]->end() && (*row)->id == id ? *row : nullptr;
    }

    /// A table with `row` under its id (null: without any row under `id`); this one stays as it is.
    Table with(Id<T> id, std::shared_ptr<const T> row) const {
        Table next = *this;
        auto chunks = std::make_shared<Chunks>(list());
        std::size_t c = chunkOf(id);
        if (c == chunks->size()) {
            if (!row) return next;
            if (c == 0) chunks->push_back(std::make_shared<Chunk>());
            c = chunks->size() - 1;
        }
        auto chunk = std::make_shared<Chunk>(*(*chunks)[c]);
        const auto at = std::lower_bound(chunk->begin(), chunk->end(), id,
                                         [](const auto& r, Id<T> i) { return r->id < i; });
        const bool there = at != chunk->end() && (*at)->id == id;
        if (row && there) *at = std::move(row);
        else if (row) { chunk->insert(at, std::move(row)); ++next.size_; }
        else if (there) { chunk->erase(at); --next.size_; }
        const auto position = chunks->begin() + static_cast<std::ptrdiff_t>(c);
        if (chunk->empty()) {
            chunks->erase(position);
        } else if (chunk->size() > kChunk) {
            auto right = std::make_shared<Chunk>(chunk->begin() + kChunk / 2, chunk->end());
            chunk->resize(kChunk / 2);
            *position = std::move(chunk);
            chunks->insert(chunks->begin() + static_cast<std::ptrdiff_t>(c) + 1, std::move(right));
        } else {
            *position = std::move(chunk);
        }
        next.chunks_ = std::move(chunks);
        return next;
    }

    bool operator==(const Table& o) const {
        if (chunks_ == o.chunks_) return true;
        if (size_ != o.size_) return false;
        // Chunks that two tables share at the same place need no look inside.
        const Chunks &a = list(), &b = o.list();
        if (a.size() != b.size()) return std::equal(begin(), end(), o.begin(), o.end());
        for (std::size_t c = 0; c < a.size(); ++c) {
            if (a[c] == b[c]) continue;
            if (a[c]->size() != b[c]->size()) return std::equal(begin(), end(), o.begin(), o.end());
            for (std::size_t row = 0; row < a[c]->size(); ++row) {
                const auto &x = (*a[c])[row], &y = (*b[c])[row];
                if (x != y && !(*x == *y)) return false;
            }
        }
        return true;
    }

private:
    const Chunks& list() const {
        static const Chunks kEmpty;
        return chunks_ ? *chunks_ : kEmpty;
    }
    /// The first chunk whose last row is not before `id`; size() when all are before it.
    std::size_t chunkOf(Id<T> id) const {
        const auto at = std::lower_bound(list().begin(), list().end(), id,
                                         [](const auto& c, Id<T> i) { return c->back()->id < i; });
        return static_cast<std::size_t>(at - list().begin());
    }
    static auto lower(const Chunk& chunk, Id<T> id) {
        return std::lower_bound(chunk.begin(), chunk.end(), id, [](const auto& r, Id<T> i) { return r->id < i; });
    }

    std::shared_ptr<const Chunks> chunks_;
    std::size_t size_ = 0;
};

}  // namespace recce
