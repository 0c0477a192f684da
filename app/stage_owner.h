// Whose things stand on the stage: a setup's set and the scene's own. For app/stage*.cpp only.
#pragma once

#include <variant>

#include "model/production.h"

namespace recce {

/// The set that a setup plays in, else the scene's first.
inline Id<Set> setOf(const Production& production, const Setup* setup, const Scene& scene) {
    if (setup && production.find(setup->set)) return setup->set;
    return scene.sets.empty() ? Id<Set>{} : scene.sets.front();
}

/// Whether a piece or light belongs to that set or to the scene itself.
template <class Owner> bool owned(const Owner& owner, Id<Set> set, Id<Scene> scene) {
    if (const auto* s = std::get_if<Id<Set>>(&owner)) return *s == set;
    return std::get<Id<Scene>>(owner) == scene;
}

}  // namespace recce
