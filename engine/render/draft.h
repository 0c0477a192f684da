// How small a view is drawn while it moves, so that a hand is not kept waiting: interactive quality only. Knows no device.
#pragma once

#include <cstdint>

#include "render/contents.h"

namespace recce::render {

/// Milliseconds: what a view may cost while it moves, and how long one portion of refinement may keep a hand waiting.
inline constexpr double kDraftBudget = 50, kPortionBudget = 40;
/// Samples of a view that stands still.
inline constexpr std::uint32_t kViewSamples = 12;

/// Chooses the size of the next picture of a moving view from what the last ones cost. Sizes go in steps of the square root
/// of two, so that images are seldom made anew, and up again only where there is room to spare.
class DraftSize {
public:
    /// Longest side against the whole picture's, from 1/4 to 1; `budget`: milliseconds that a picture may take.
    double next(double budget);
    /// What a picture of the last size took.
    void took(double milliseconds) { took_ = milliseconds; }
    double scale() const;

private:
    int step_ = 0;      ///< halvings of the area
    double took_ = 0;   ///< 0: not known
};

/// The view as large as that, never smaller than 8 pixels a side.
View scaled(const View& view, double scale);

}  // namespace recce::render
