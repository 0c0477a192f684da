// What the action functions share: reading their arguments. Private to app/actions and app/commands.cpp.
#pragma once

#include <memory>

#include "app/commands.h"

namespace recce {

/// The arguments of one call, already checked against the table: names known, required ones there.
class ArgReader {
public:
    explicit ArgReader(const ActionInput& in) : in_(in) {}

    bool has(std::string_view name) const { return find(name) != nullptr; }
    const std::string* find(std::string_view name) const;
    std::string text(std::string_view name, std::string otherwise = {}) const;
    Result<bool> flag(std::string_view name, bool otherwise) const;
    Result<std::optional<Vec3>> point(std::string_view name) const;
    Result<std::optional<double>> measure(std::string_view name, Quantity quantity, std::optional<double> current = {}) const;

    /// The thing named by `name`; null id where the argument is absent. `$last` is known.
    template <class T> Result<Id<T>> thing(std::string_view name) const {
        const std::string* value = find(name);
        if (!value) return Id<T>();
        return thingNamed<T>(*value);
    }
    template <class T> Result<Id<T>> thingNamed(const std::string& value) const {
        if (value == "$last") {
            const auto* id = std::get_if<Id<T>>(&in_.context.last);
            if (!id) return fail(Code::Usage, "The object last made is no " + std::string(typeLabel<T>()) + ".", value);
            return *id;
        }
        return findByName<T>(in_.production, value, {in_.context.scene});
    }
    Result<AnyId> anything(const std::string& value) const;
    /// Comma-separated; absent: the selection.
    Result<std::vector<AnyId>> things(std::string_view name) const;

    /// `scene=`, else the scene in work, else the only one. Error Usage where none can be told.
    Result<Id<Scene>> scene() const;
    /// `id=`, else a fresh one. Error: taken, or of another type.
    template <class T> Result<Id<T>> newId() const {
        const std::string* value = find("id");
        if (!value) return makeId<T>();
        auto id = parseId<T>(*value);
        if (!id && value->find(':') == std::string::npos) {
            if (const auto bare = parseHex(*value); bare && *bare) id = Id<T>{*bare};
        }
        if (!id) return fail(Code::Usage, "This is no id for a " + std::string(typeLabel<T>()) + ".", *value,
                             "Write " + std::string(IdPrefix<T>::value) + ": and up to 16 hexadecimal digits.");
        if (in_.production.find(*id)) return fail(Code::Usage, "This id is taken.", *value);
        return *id;
    }

    /// Sets every field of `row` that the call names, by name or key; relative entries start from the row's value.
    template <class T> Status fields(T& row) const;

private:
    const ActionInput& in_;
};

/// Where a named file lies, absolute; relative ones from where the user is, else from the project's folder.
std::filesystem::path absolutePathOf(const ActionContext& context, const std::string& text);
/// As it is kept: relative to the project folder with '/', also to folders beside it; absolute on another branch of
/// the disk, where a relative path would only climb to the root.
std::string keptPathOf(const ActionContext& context, const std::filesystem::path& absolute);

/// Sets one field by its text.
template <class T> Status setByText(const ActionInput& in, T& row, const Field<T>& field, const std::string& text);

/// `wanted`, or Point 1, 2 and on where it is empty, made different from all metered points of the scene.
std::string freePointName(const Production& production, Id<Scene> scene, const std::string& wanted);

/// A rank after the last of `rows` (pointers, in order).
template <class Rows> Rank rankAtEnd(const Rows& rows);

// The actions, by topic; each file fills its part of the table.
void addProductionActions(std::vector<Action>& table);
void addPeopleActions(std::vector<Action>& table);
void addSetActions(std::vector<Action>& table);
void addSceneActions(std::vector<Action>& table);
void addCameraActions(std::vector<Action>& table);
void addFramingActions(std::vector<Action>& table);
void addLightActions(std::vector<Action>& table);
void addGripActions(std::vector<Action>& table);
void addPracticalActions(std::vector<Action>& table);
void addPhotometryActions(std::vector<Action>& table);
void addSetupActions(std::vector<Action>& table);
void addShotActions(std::vector<Action>& table);
void addDayActions(std::vector<Action>& table);
void addPointActions(std::vector<Action>& table);
void addThingActions(std::vector<Action>& table);

}  // namespace recce
