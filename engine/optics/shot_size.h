// What a framing of a standing body is called. Pure functions over fractions of stature; knows no figure and no camera.
#pragma once

#include <string_view>

namespace recce::optics {

/// In the order of the trade's words: ECU CU MCU MS COWBOY MLS FS LS ELS. The frame's lower edge (a fraction of stature, 0 the
/// ground) decides down to the knee; below that the body's share of the frame's height does. Sizes agree with film-school
/// glossaries; the thresholds are ours.
int shotSizeBand(double bottomFraction, double share);
std::string_view shotSizeWord(int band);

}  // namespace recce::optics
