#include "base/ids.h"

#include <charconv>
#include <random>

#include <sys/random.h>

namespace recce {

std::string hexText(std::uint64_t value) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text(16, '0');
    for (int i = 15; i >= 0; --i, value >>= 4) text[static_cast<std::size_t>(i)] = kDigits[value & 15];
    return text;
}

std::optional<std::uint64_t> parseHex(std::string_view text) {
    if (text.empty() || text.size() > 16) return std::nullopt;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::uint64_t randomId() {
    std::uint64_t value = 0;
    while (value == 0) {
        if (getrandom(&value, sizeof value, 0) != static_cast<ssize_t>(sizeof value)) {
            std::random_device device;
            value = (static_cast<std::uint64_t>(device()) << 32) | device();
        }
    }
    return value;
}

}  // namespace recce
