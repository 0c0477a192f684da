// How far a picture is from its reference: FLIP for what is shown, relative luminance error for the light itself. Pure functions;
// know nothing of who made the pictures.
#pragma once

#include <vector>

#include "base/error.h"
#include "base/picture.h"

namespace recce::optics {

/// Pixels per degree of the paper's standard observer: 0.7 m from a monitor 0.7 m and 3840 pixels wide.
inline constexpr double kStandardPixelsPerDegree = 67.02064327658225;

struct Flip {
    std::vector<float> map;  ///< of each pixel, rows from the top: 0 no difference seen, 1 as different as can be
    double mean = 0;
};
/// LDR-FLIP of Andersson, Nilsson, Akenine-Moeller, Oskarsson, Astroem and Fairchild, "FLIP: A Difference Evaluator for Alternating
/// Images", PACM CGIT 3(2), 2020, with its constants: what somebody sees who flips between the two at `pixelsPerDegree`.
/// Code::Usage where the sizes differ or there is no pixel.
Result<Flip> flip(const Picture& reference, const Picture& test, double pixelsPerDegree = kStandardPixelsPerDegree);

/// |L - L'| / max(L', 0.009) of each pixel's luminance L beside the reference's L'. The floor is a twentieth of grey, 4.3 stops below
/// it: what is darker counts by how dark it looks, not by ratios of nothing.
struct LuminanceError {
    double mean = 0, median = 0, p95 = 0;
    double bias = 0;  ///< mean luminance over the reference's mean, minus 1: everything too bright or too dark
};
Result<LuminanceError> luminanceError(const LinearPicture& reference, const LinearPicture& test);

}  // namespace recce::optics
