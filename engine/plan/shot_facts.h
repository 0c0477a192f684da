// What a shot is, read from its frame: subject, size, framing, angle, movement, people, depth of field. Overrides typed
// by people win and are named. Knows no display text; set geometry only as something that can hide people.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plan/camera_view.h"
#include "plan/movement.h"
#include "plan/people.h"

namespace recce::plan {

/// The set as it stands in a setup, without people; null where there is none at hand. Asked once per shot.
using SetSight = std::function<std::shared_ptr<const SightScene>(Id<Scene>, Id<Setup>)>;

struct ShotFacts {
    Id<Shot> shot;
    Id<Scene> scene;
    std::optional<Id<Character>> subject;  ///< chosen, else read
    std::optional<Id<Character>> over;     ///< whose shoulder it is over
    std::optional<ShotSize> size;          ///< nobody in frame: Insert close up, else none
    std::optional<ShotAngle> angle;
    std::vector<Framing> framing;          ///< empty: nobody in frame
    MovementReading movement;
    std::vector<Id<Character>> characters; ///< in frame at the poster frame, in cast order
    std::vector<std::string> overridden;   ///< "subject", "size", "angle", "movement", "framing"

    CameraView view;                       ///< at the poster frame, as the setup has it
    CameraRig rig;                         ///< the same
    optics::SharpRange sharp;              ///< from the sensor plane
    double heightM = 0, tiltDeg = 0, panDeg = 0;
    double fps = 0;
    std::int64_t frames = 0;
    Seconds seconds;
};

/// Error NotFound where the shot's setup or camera is missing.
Result<ShotFacts> readShot(const Production& production, const Shot& shot, const SetSight& sight = {});

/// What the camera would read as, without a shot: at a frame of the scene, in a setup (null: the scene itself).
ShotFacts readFrame(const Production& production, const CameraRig& rig, const Setup* setup, FrameTime frame,
                    const SetSight& sight = {});

/// Above or below the eyes of what it looks at: degrees, positive where the camera looks up at them.
ShotAngle angleOf(Degrees up, Metres cameraOverFloor);

}  // namespace recce::plan
