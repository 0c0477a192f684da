// The overhead of a scene as pages: its set cut at a height and drawn to a standard scale, with cameras, lights, marks
// and distances. Pure; knows no file format and no text engine.
#pragma once

#include <vector>

#include "plan/sheets.h"
#include "sight/section.h"

namespace recce::sheets {

/// Through windows and over tables, under wall cupboards: where architects cut their plans (0.9 to 1.5 m by custom).
inline constexpr Metres kCutHeight{1.2};

struct OverheadInput {
    const Production& production;
    const ShotPlan& plan;
    const SceneRow& scene;
    const Section& section;  ///< of the set as it stands in the scene
};

/// Floor points where people and cameras are: for Section's air.
std::vector<Vec2> airOf(const Production& production, Id<Scene> scene);

/// The plan on the first page, turned whichever way gives the larger scale, with a list of what is on it beside it; what
/// of the list does not fit there follows on further pages. Feet are left to numberPages().
std::vector<drawing::Drawing> overheadPages(const OverheadInput& input, const Layout& layout, const drawing::Measure& measure);

}  // namespace recce::sheets
