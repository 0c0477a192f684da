// A camera as the plan reads it: its gate and lens from the catalogue, where a point falls in the delivery frame, and
// its depth of field. Knows people only as what a focus follows, and no sets.
#pragma once

#include <optional>

#include "model/production.h"
#include "model/timing.h"
#include "optics/lens.h"

namespace recce::plan {

/// The catalogue rows behind a camera; null where the production has no copy of them.
struct CameraKit {
    const CameraBody* body = nullptr;
    const LensSet* lenses = nullptr;
    const Support* support = nullptr;
    SensorMode mode;             ///< the named one, else the body's first, else Super 35 3-perf
    bool modeFound = false;
    double squeeze() const { return lenses ? lenses->squeeze : 1; }
    double transmittance() const { return lenses ? lenses->transmittance : 0.91; }
    optics::Gate gate() const { return {mode.width, mode.height}; }
};
CameraKit kitOf(const Production& production, const CameraRig& rig);
/// The prime of the set with this focal length (within 0.05 mm); null between them.
const Lens* lensAt(const LensSet& set, Millimetres focal);

/// A point in the delivery frame: x to the right and y up, -1 to 1 inside it.
struct FramePoint {
    Vec2 at{0};
    double depth = 0;  ///< metres along the lens's axis from the entrance pupil, positive
    bool inside() const { return std::abs(at.x) <= 1 && std::abs(at.y) <= 1; }
};

struct CameraView {
    CameraState state;
    optics::Gate gate;        ///< the whole mode
    optics::Gate frame;       ///< what the delivery aspect uses of it
    double squeeze = 1;
    double aspect = 2.39;
    double transmittance = 0.91;
    TStop stop{2.8};          ///< engraved

    /// Nothing behind the camera.
    std::optional<FramePoint> project(const Vec3& world) const;
    /// Height of the delivery frame on a plane square to the axis at that distance.
    Metres frameHeightAt(Metres distance) const;
    /// What is sharp, from the sensor plane; the circle of confusion is that of the whole gate.
    optics::SharpRange sharp() const;
};
/// Of the rig as given, at that frame of its scene. Where its focus follows somebody, it is on their eyes, measured as on
/// a tape from the sensor plane; where they are not there or behind the camera the keys hold.
CameraView viewOf(const Production& production, const CameraRig& rig, double frame);

}  // namespace recce::plan
