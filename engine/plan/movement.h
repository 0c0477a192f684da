// What a camera's keys amount to in words: pan, dolly, crane, arc ... from their differences over a table of
// thresholds. Knows no people and no sets; what it moves about is given.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/production.h"

namespace recce::plan {

struct MovementReading {
    std::vector<Movement> kinds;  ///< never empty; {Static} alone when nothing moves
    /// The same with its direction where it has one: "dolly in", "pan left"; US words.
    std::vector<std::string> directed;
};

/// Over the frames of a shot. `pivot` is the subject's place, or the point in focus: what an arc or a dolly-zoom is about.
MovementReading readMovement(const CameraRig& rig, FrameRange frames, const std::optional<Vec3>& pivot);

}  // namespace recce::plan
