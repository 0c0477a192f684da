// Typed random 64-bit ids. An id names one thing for ever; zero names nothing.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace recce {

/// Specialised beside each type: the word before the colon in files ("rig" in "rig:4f9c...").
template <class T>
struct IdPrefix;

template <class T>
struct Id {
    using Row = T;
    std::uint64_t value = 0;
    constexpr bool isNull() const { return value == 0; }
    constexpr explicit operator bool() const { return value != 0; }
    constexpr auto operator<=>(const Id&) const = default;
};

/// 16 hexadecimal digits, lower case.
std::string hexText(std::uint64_t value);
/// Accepts exactly 1 to 16 hexadecimal digits.
std::optional<std::uint64_t> parseHex(std::string_view text);
/// Never zero; from the operating system's random source.
std::uint64_t randomId();

template <class T>
std::string toText(Id<T> id) {
    return id.isNull() ? std::string() : std::string(IdPrefix<T>::value) + ":" + hexText(id.value);
}
template <class T>
std::optional<Id<T>> parseId(std::string_view text) {
    const std::string_view prefix = IdPrefix<T>::value;
    if (text.size() <= prefix.size() + 1 || text.substr(0, prefix.size()) != prefix || text[prefix.size()] != ':')
        return std::nullopt;
    const auto value = parseHex(text.substr(prefix.size() + 1));
    if (!value || *value == 0) return std::nullopt;
    return Id<T>{*value};
}
template <class T>
Id<T> makeId() { return Id<T>{randomId()}; }

}  // namespace recce

template <class T>
struct std::hash<recce::Id<T>> {
    std::size_t operator()(recce::Id<T> id) const noexcept { return static_cast<std::size_t>(id.value); }
};
