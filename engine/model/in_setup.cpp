#include "model/in_setup.h"

#include <nlohmann/json.hpp>

#include "model/fields.h"

namespace recce {
namespace {
template <class T> Status applyChange(T& row, const SetupChange& change) {
    const Field<T>* field = findField<T>(change.field);
    if (!field) {
        return fail(Code::NotFound, "A " + std::string(typeLabel<T>()) + " has no field \"" + change.field + "\".",
                    toText(change.target));
    }
    RECCE_TRY(const Json value, parseJson(change.value));
    if (auto status = field->set(row, value); !status) {
        return fail(Code::Malformed, change.field + " " + status.error().message, toText(change.target));
    }
    return {};
}
}  // namespace

template <class T> T inSetup(const Setup* setup, const T& row) {
    T changed = row;
    if (!setup) return changed;
    for (const SetupChange& c : setup->changes) {
        if (c.target != AnyId(row.id)) continue;
        T next = changed;
        if (applyChange(next, c)) changed = std::move(next);
    }
    return changed;
}

template Character inSetup(const Setup*, const Character&);
template Set inSetup(const Setup*, const Set&);
template SetPiece inSetup(const Setup*, const SetPiece&);
template Scene inSetup(const Setup*, const Scene&);
template Mark inSetup(const Setup*, const Mark&);
template CameraRig inSetup(const Setup*, const CameraRig&);
template Light inSetup(const Setup*, const Light&);

Status checkChange(const Production& production, const SetupChange& change) {
    Status status = fail(Code::NotFound, "The changed thing does not exist.", toText(change.target));
    forEachType([&](auto tag) {
        using T = typename decltype(tag)::Type;
        const auto* id = std::get_if<Id<T>>(&change.target);
        const T* row = id ? production.find(*id) : nullptr;
        if (!row) return;
        T copy = *row;
        status = applyChange(copy, change);
    });
    return status;
}

}  // namespace recce
