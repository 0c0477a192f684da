// Sizes, angles, framings, movements and statuses as crews say them, US and UK side by side; and how people are called
// in short. The words of files and the command line are elsewhere and never change.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/production.h"

namespace recce::plan {

std::string_view displayWord(ShotSize size, SlateStyle style);
std::string_view displayWord(ShotAngle angle, SlateStyle style);
std::string_view displayWord(Framing framing, SlateStyle style);
std::string_view displayWord(Movement movement, SlateStyle style);
std::string_view displayWord(ShotStatus status, SlateStyle style);
/// What a size is, for tooltips: "from the chest up".
std::string_view explain(ShotSize size);

/// "dolly in" as the style says it: "track in".
std::string directedWord(std::string_view usWords, SlateStyle style);

/// The first word of a name where no other character shares it ("MARA" of "MARA VOSS"), else the whole name.
std::string shortName(const Production& production, const Character& character);

/// Degrees with one decimal, a sign and U+2212 as minus: "+4.6", and "0.0" without a sign.
std::string signedDegrees(double degrees);

}  // namespace recce::plan
