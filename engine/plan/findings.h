// What blocking and optics show to be wrong or doubtful: crossed lines, lenses asked for what they cannot do, walks that
// nobody can walk. The form of a finding and what the data alone shows are the model's (model/findings.h).
#pragma once

#include <vector>

#include "model/findings.h"
#include "plan/shot_facts.h"

namespace recce::plan {

/// Without waivers, in no particular order; settle() sorts and marks them.
std::vector<Finding> planFindings(const Production& production, const SetSight& sight = {});

/// The model's and the plan's, settled: all that a production shows by itself. What its files show is added by whoever
/// knows them.
std::vector<Finding> allFindings(const Production& production, const SetSight& sight = {});

// The parts of planFindings, each adding to the list.
void findLineCrossings(const Production& production, const SetSight& sight, std::vector<Finding>& list);
void findLights(const Production& production, std::vector<Finding>& list);
void findOptics(const Production& production, std::vector<Finding>& list);
void findSuns(const Production& production, std::vector<Finding>& list);
void findWalks(const Production& production, std::vector<Finding>& list);

}  // namespace recce::plan
