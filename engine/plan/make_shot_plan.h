// Makes the shot plan from a production: pure, sorted, every displayed text final. The one way from stored facts to what
// tables, sheets and lists show.
#pragma once

#include <optional>

#include "plan/shot_facts.h"
#include "plan/shot_plan.h"

namespace recce {

struct PlanRequest {
    plan::SetSight sight;             ///< empty: sets hide nobody
    std::optional<Id<Scene>> scene;   ///< only this one; the days still count all
    bool state = true;                ///< also hash the production; costs a few milliseconds per thousand rows
};

/// Shots whose setup or camera is missing have their labels and stored fields only; findings name them.
ShotPlan makeShotPlan(const Production& production, const PlanRequest& request = {});

/// The hash printed on every sheet: eight hexadecimal digits over all stored fields.
std::string stateOf(const Production& production);

}  // namespace recce
