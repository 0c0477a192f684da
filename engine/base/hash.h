// Content hashes (XXH3, 128 bit): cache keys and "has this changed", never security.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace recce {

struct Hash128 {
    std::uint64_t high = 0, low = 0;
    bool operator==(const Hash128&) const = default;
    auto operator<=>(const Hash128&) const = default;
};

/// 32 hexadecimal digits.
std::string toText(const Hash128& hash);

/// Feeds pieces in order; finish() may be called once at the end.
class Hasher {
public:
    Hasher();
    ~Hasher();
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;
    void add(std::span<const std::byte> bytes);
    void add(std::string_view text);  ///< length first, so that "ab","c" differs from "a","bc"
    void add(std::uint64_t value);
    Hash128 finish() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

Hash128 hashOf(std::span<const std::byte> bytes);
inline Hash128 hashOf(std::string_view text) { return hashOf(std::as_bytes(std::span(text.data(), text.size()))); }

}  // namespace recce
