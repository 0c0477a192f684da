#include "model/rank.h"

#include "base/error.h"

namespace recce {
namespace {
constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr int kBase = 36;

int digit(const Rank& r, std::size_t i, int otherwise) {
    if (i >= r.size()) return otherwise;
    const auto at = kDigits.find(r[i]);
    RECCE_CHECK(at != std::string_view::npos);
    return static_cast<int>(at);
}
}  // namespace

Rank rankBetween(const Rank& before, const Rank& after) {
    RECCE_CHECK(before.empty() || after.empty() || before < after);
    Rank out;
    bool below = after.empty();  // true once out < after whatever follows
    for (std::size_t i = 0;; ++i) {
        const int low = digit(before, i, 0);
        const int high = below ? kBase : digit(after, i, 0);
        // At the end, step by one instead of halving, so that appending keeps ranks short.
        const int middle = below && after.empty() && low + 1 < kBase && i + 1 >= before.size() ? low + 1 : (low + high) / 2;
        if (middle > low && middle < high) return out + kDigits[static_cast<std::size_t>(middle)];
        out += kDigits[static_cast<std::size_t>(low)];
        if (low < high) below = true;
    }
}

}  // namespace recce
