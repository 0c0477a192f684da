// Where cameras and people are at a time of the scene's clock. Pure functions of stored values; knows no setup (pass
// what holds in it), no set geometry and no picture.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "model/production.h"

namespace recce {

/// A camera at one moment.
struct CameraState {
    Vec3 position{0};    ///< of the entrance pupil, metres
    PanTiltRoll angles;  ///< unwrapped, radians
    Millimetres focal;
    Metres focus;        ///< from the sensor plane
    Pose pose() const { return {position, toRotation(angles)}; }
    bool operator==(const CameraState&) const = default;
};

/// Before the first key and after the last it stands still. A key's ease says how the camera leaves it: Linear straight
/// and evenly, Smooth on a Catmull-Rom curve that starts and ends the whole move at rest. Nothing overshoots its keys.
/// Focus moves evenly in 1 / distance, focal length evenly in its logarithm. `frame` may lie between frames.
CameraState cameraAt(const CameraRig& rig, double frame);
inline CameraState cameraAt(const CameraRig& rig, FrameTime time) {
    return cameraAt(rig, static_cast<double>(time.frame));
}
/// True when any two keys differ in more than their time.
bool moves(const CameraRig& rig);

/// Walking pace where two marks leave no other choice.
inline constexpr double kWalkingPace = 1.3;  // metres a second; ordinary film blocking, between stroll and hurry

/// A person at one moment.
struct FigureState {
    Id<Character> character;
    Id<Mark> mark;              ///< the mark stood on, or walked to
    Vec3 position{0};           ///< on the floor, metres
    double heading = 0;         ///< radians about +Y, as PanTiltRoll::pan
    BodyPose pose = BodyPose::Stand;
    std::optional<Metres> seat;
    bool atTable = false;
    Gaze gaze;
    bool walking = false;
    Metres walked;              ///< since the last mark, while walking; for the phase of the steps
    bool operator==(const FigureState&) const = default;
};

/// Somebody as they are on a mark, whenever they get there.
FigureState standing(const Mark& mark);

/// One character in one scene, from all their marks there (any order). Timed marks in order are the path: stand from
/// arrive to leave, then walk the polyline of the next mark's via points at even speed, looking along it. Before the
/// first mark the figure stands there; after a mark that exits there is none. Marks without a time are places only,
/// unless the character has no others: then the figure stands on the first of them by label.
std::optional<FigureState> figureAt(std::span<const Mark* const> marks, double frame, FrameRate rate);
inline std::optional<FigureState> figureAt(std::span<const Mark* const> marks, FrameTime time, FrameRate rate) {
    return figureAt(marks, static_cast<double>(time.frame), rate);
}

/// Everybody in a scene, in the order of cast number (unnumbered last), then id. Marks whose character is missing are
/// left out.
std::vector<FigureState> figuresAt(const Production& production, std::span<const Mark> marks, double frame);

/// A scene's marks by id, as stored.
std::vector<Mark> marksOf(const Production& production, Id<Scene> scene);

/// From the first to the last time that anything of the scene is timed: keys, marks and shots. Empty when nothing is.
FrameRange sceneSpan(const Production& production, Id<Scene> scene);

}  // namespace recce
