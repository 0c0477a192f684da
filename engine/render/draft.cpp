#include "render/draft.h"

#include <algorithm>
#include <cmath>

namespace recce::render {
namespace {
constexpr int kSmallest = 4;       // a quarter of each side
constexpr double kRoom = 0.8;      // of the budget, before a picture grows
}  // namespace

double DraftSize::scale() const { return std::exp2(-0.5 * step_); }

double DraftSize::next(double budget) {
    if (took_ <= 0) return scale();
    // Pixels are most of the cost: half of them take about half the time.
    double expected = took_;
    while (step_ < kSmallest && expected > budget) {
        ++step_;
        expected /= 2;
    }
    // One step up at a time: what does not depend on pixels makes the guess too high, never too low.
    if (expected == took_ && step_ > 0 && 2 * expected < kRoom * budget) --step_;
    took_ = 0;
    return scale();
}

View scaled(const View& view, double scale) {
    View out = view;
    out.width = std::max(8u, static_cast<std::uint32_t>(std::lround(view.width * scale)));
    out.height = std::max(8u, static_cast<std::uint32_t>(std::lround(view.height * scale)));
    return out;
}

}  // namespace recce::render
