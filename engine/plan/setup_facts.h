// What a setup needs and how long it takes: minutes by a stated rule where people gave none, and its equipment. Knows no
// schedule and no pages.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "plan/shot_facts.h"

namespace recce::plan {

/// Minutes from the last setup's cut to this one's, as first assistants count (P. Hetherington's rule): 20 for an easy
/// handheld insert, 45 where the camera travels or rides on dolly, crane or Steadicam, 60 outdoors with a crowd, else 30.
inline constexpr Minutes kInsertMinutes{20}, kPlainMinutes{30}, kTravelMinutes{45}, kCrowdMinutes{60};

struct SetupTime {
    Minutes minutes;
    bool estimated = false;  ///< by the rule, not given by people
    std::string because;     ///< "travels", empty where given
};
/// `shots`: the facts of its shots, omitted ones left out.
SetupTime timeOf(const Production& production, const Setup& setup, std::span<const ShotFacts> shots);

/// Bodies, lenses at their lengths, supports, fixtures, flags and frames (with their count where it is more than one), each kind sorted.
/// The lights are those that are on in the setup, of the scene and of its set.
std::vector<std::string> equipmentOf(const Production& production, const Setup& setup);

}  // namespace recce::plan
