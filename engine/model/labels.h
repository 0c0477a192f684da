// Labels by rule: setups and shots in the US and UK manner, camera letters, mark numbers. A label once given never
// changes by itself; these functions only propose the next one. Knows no order and no files.
#pragma once

#include <string>
#include <string_view>

#include "model/production.h"

namespace recce {

/// 1 is A; letters in `skipped` are left out; after Z come AA, AB ... ; 0 is empty.
std::string lettersOf(std::size_t number, std::string_view skipped = "IO");
/// The inverse; 0 for anything that is not such a row of capital letters.
std::size_t numberOfLetters(std::string_view letters, std::string_view skipped = "IO");

/// The label that the rule gives to the next setup of a scene. US: the bare scene number, then 12A, 12B ... after the
/// highest one given; UK: the next running number of the production. Unique among setups and shots: where the rule
/// repeats one that another scene bears, a hyphen parts number and letter (12A-A), from then on in that scene.
std::string nextSetupLabel(const Production& production, Id<Scene> scene);

/// For a shot about to be taken in `setup`, whose label is or will be `setupLabel`: the same for its first shot, then
/// 12A-2, 12A-3 ... Unique among shots.
std::string nextShotLabel(const Production& production, Id<Setup> setup, std::string_view setupLabel);

/// True when a scene's number and its letter are parted by a hyphen because the plain form was taken.
bool isPartedLabel(std::string_view label, std::string_view sceneNumber, std::string_view skipped = "IO");

/// The first free letter among the scene's cameras.
std::string nextCameraLetter(const Production& production, Id<Scene> scene);
/// The next number among the character's marks in the scene, "1" first.
std::string nextMarkLabel(const Production& production, Id<Scene> scene, Id<Character> character);

}  // namespace recce
