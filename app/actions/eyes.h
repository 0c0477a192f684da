// Where people's eyes are, for cameras and lights that are pointed at them, and what light there is for a camera.
#pragma once

#include <optional>
#include <string>

#include "app/actions/helpers.h"

namespace recce {

/// Midway between the eyes at that time of the scene, from the scene's marks; nothing where the character is not there.
std::optional<Vec3> eyesOf(const Production& production, Id<Scene> scene, Id<Character> character, FrameTime time);
/// The eyes of the character on this very mark.
std::optional<Vec3> eyesOn(const Production& production, const Mark& mark);
/// A point given by `text`: x,y,z, or the eyes of a character or on a mark, or the middle of a piece.
Result<Vec3> aimPoint(const ActionInput& in, Id<Scene> scene, const std::string& text);

/// Filters for a new camera that was not told any, by the light on what it looks at: only in daylight, which is what
/// overwhelms a camera, and only where the caller knows the sets. `production` has the rows that the camera names.
void filterForDaylight(const ActionInput& in, const Production& production, CameraRig& rig, const Setup* setup = nullptr);

}  // namespace recce
