// Finding things by the names people use: an id, a label, or SCENE/LABEL; and the other way round.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "model/fields.h"
#include "model/production.h"

namespace recce {

/// Where a label alone is looked for first.
struct NameScope {
    Id<Scene> scene;  ///< null: anywhere
};

/// By id or label: shots and setups by label, cameras by letter, scenes by number, marks by "MARA 1" or label,
/// everything else by name. Case does not count. Error NotFound names the nearest; Usage: more than one fits.
template <class T> Result<Id<T>> findByName(const Production& production, std::string_view text, NameScope scope = {});
/// Any type: an id, or a name that only one thing bears; its kind may stand before it ("camera A", "setup 12A"). A label
/// that a setup and a shot share means the shot.
Result<AnyId> findAnyByName(const Production& production, std::string_view text, NameScope scope = {});

/// What a row is called: "12A", "A", "MARA 1", "kitchen table". Its id where it has no name.
template <class T> std::string nameOf(const Production& production, const T& row);
/// "camera A", "shot 12A-2", "MARA VOSS": for the names of steps and messages.
std::string describeThing(const Production& production, const AnyId& id);

/// The scene a thing belongs to; null for what belongs to none.
Id<Scene> sceneOf(const Production& production, const AnyId& id);

/// The setup that a camera belongs to; null: none.
const Setup* setupOf(const Production& production, Id<CameraRig> rig);

/// Rows of a type that are of one scene, in id order.
template <class T, class F> void forEachInScene(const Production& production, Id<Scene> scene, F&& f) {
    for (const T& row : production.all<T>()) {
        if (sceneOf(production, AnyId(row.id)) == scene) f(row);
    }
}

/// Sorted by rank, then id.
std::vector<const Scene*> scenesInOrder(const Production& production);
std::vector<const Setup*> setupsInOrder(const Production& production, Id<Scene> scene);
/// All shots of a scene in the order of the list; null scene: of the whole production, scene by scene.
std::vector<const Shot*> shotsInOrder(const Production& production, Id<Scene> scene);
std::vector<const ShootDay*> daysInOrder(const Production& production);

/// "12 INT. VOSS HOUSE - KITCHEN - DAY"
std::string headingOf(const Scene& scene);

}  // namespace recce
