// The line of action between two people and the side of it a camera is on. Plan geometry only: heights do not count.
// Knows no shots' sizes and no sets.
#pragma once

#include <optional>
#include <vector>

#include "plan/people.h"

namespace recce::plan {

/// From a to b, on the ground.
struct ActionLine {
    Id<Character> a, b;  ///< a has the lower cast number
    Vec3 from{0}, to{0};
    /// Metres off the infinite line: positive on the right of somebody who walks from a to b.
    double offset(const Vec3& point) const;
    /// Unit vector along the line, and the one to its right.
    Vec3 along() const;
    Vec3 right() const;
    /// 1 right, -1 left; 0 on the line (nearer than `slack` metres), where cutting to either side is allowed.
    int side(const Vec3& point, double slack = 0.15) const;
};

/// The line between two people as they stand; nothing where they stand in one spot or are the same.
std::optional<ActionLine> lineBetween(const Person& a, const Person& b);

/// By their gaze, or where none is set by facing them within 60 degrees.
bool looksAt(const Person& who, const Person& whom);
/// True when one of them looks at the other.
bool relate(const Person& a, const Person& b);

/// The camera that lays down which side of the line is shot from: of the first shot, in order, that has both people in
/// frame, at its poster frame; else of the first setup with a camera. `without` is left out. Nothing before there is any.
struct Master {
    Id<CameraRig> rig;
    Vec3 position{0};
};
std::optional<Master> masterOf(const Production& production, Id<Scene> scene, Id<Character> a, Id<Character> b,
                               Id<CameraRig> without = {});

}  // namespace recce::plan
