// The people of a scene at one moment, placed as figures with their landmarks in the world. Knows marks, gaze and what a
// setup changes; knows no camera and no set geometry.
#pragma once

#include <cstdint>
#include <vector>

#include "model/production.h"
#include "model/timing.h"
#include "sight/query.h"

namespace recce::plan {

struct Person {
    Id<Character> character;
    std::int32_t cast = 0;
    FigureState state;
    PlacedFigure placed;   ///< tag: the index in peopleAt's list
    FigureLandmarks at;    ///< in the world
    /// Horizontal unit vector the body faces.
    Vec3 facing() const;
    /// Unit vector the eyes look along.
    Vec3 gaze() const { return at.gaze; }
};

/// The figure of a character standing as `state` says, looking straight ahead. Its face and hair follow from the
/// character's id, so that it is the same person in every picture.
PlacedFigure placeFigure(const Character& character, const FigureState& state);

/// Everybody in the scene at `frame`, marks as `setup` has them (null: the scene's own), gazes turned to their targets.
/// In the order of the cast list.
std::vector<Person> peopleAt(const Production& production, Id<Scene> scene, const Setup* setup, double frame);

/// A camera nearer than this to somebody's eyes looks through them (metres).
inline constexpr double kThroughTheirEyes = 0.30;

/// True when somebody of `people` other than `owner` stands between `from` and `to`: head, trunk, arms and legs as capsules.
bool hiddenByPeople(const std::vector<Person>& people, const Person& owner, const Vec3& from, const Vec3& to);

}  // namespace recce::plan
