// "Frame it for me": where a camera must stand for a wished size, lens and angle; overs of two people; a camera mirrored
// across the line of action. Answers places, changes nothing; knows sets only as what stands in the way.
#pragma once

#include <optional>
#include <vector>

#include "plan/axis.h"
#include "plan/shot_facts.h"
#include "plan/shot_size.h"

namespace recce::plan {

/// Where and when it is framed.
struct FrameScene {
    Id<Scene> scene;
    const Setup* setup = nullptr;  ///< whose changes hold; may be null
    FrameTime time;
    SetSight sight;                ///< empty: no walls
};

struct FrameWish {
    ShotSize size = ShotSize::MS;          ///< not Insert
    std::vector<Id<Character>> people;     ///< one; or two, both in the frame, the first judged
    Millimetres focal{50};
    ShotAngle angle = ShotAngle::Eye;
    std::optional<Degrees> bearing;        ///< from the subject to the camera, as a pan; absent: 20 degrees off the look
    std::optional<Metres> height;          ///< of the lens over the subject's floor; absent: by the angle
};

/// A camera's place, as a key at the wished time.
struct FramedCamera {
    CameraKey key;
    Metres distance;           ///< from the entrance pupil to the subject's eyes
    bool turned = false;       ///< something stood where it wanted to go: it went round
};

/// With `rig`'s body, mode and lens set. Headroom is 8 % of the frame. Where a set is given, the camera stays on the
/// subject's side of walls: it goes round by up to 75 degrees, on its side of the line, else Refused. Usage: a size
/// that cannot be framed, or two people who do not fit; NotFound: somebody is not in the scene then.
Result<FramedCamera> frameIt(const Production& production, const CameraRig& rig, const FrameScene& where, const FrameWish& wish);

/// Two cameras over the shoulders of two people on marks, both on the master's side of the line between them.
struct OverWish {
    Id<Mark> a, b;
    Millimetres focal{50};
    ShotSize size = ShotSize::MS;   ///< of the one who faces us; wider where the two stand too far apart
};
struct Overs {
    FramedCamera overA, overB;      ///< over a's shoulder to b, and the reverse
};
Result<Overs> frameOvers(const Production& production, const CameraRig& rig, const FrameScene& where, const OverWish& wish);

/// All keys mirrored across the line: positions, pans and rolls; heights, tilts, lens and focus stay.
CameraRig mirrored(const CameraRig& rig, const ActionLine& line);
/// The line that a camera belongs to: between the two people it shows, or the one it shows and the one they look at.
/// NotFound where there is none.
Result<ActionLine> lineOf(const Production& production, const CameraRig& rig, const FrameScene& where);

}  // namespace recce::plan
