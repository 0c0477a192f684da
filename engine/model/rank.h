// Fractional indices: a text that sorts between two others, so that two people's inserts merge.
#pragma once

#include "model/types.h"

namespace recce {

/// A rank strictly between `before` and `after` in byte order. Empty `before`: the very start; empty `after`: the very
/// end. Needs before < after (or one of them empty). Digits are 0-9a-z; a rank never ends in '0'.
Rank rankBetween(const Rank& before, const Rank& after);

}  // namespace recce
