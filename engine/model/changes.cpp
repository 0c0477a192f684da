#include "model/changes.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace recce {
namespace {

template <class T> void apply(Production& p, Id<T> id, const SetupChange& change) {
    const T* row = p.find(id);
    const Field<T>* field = findField<T>(change.field);
    if (!row || !field) return;
    const auto value = parseJson(change.value);
    if (!value) return;
    T copy = *row;
    if (!setField(*field, copy, *value)) return;
    p.all<T>() = p.all<T>().with(id, std::make_shared<const T>(std::move(copy)));
}

/// The name under which a change is kept: the file's key of the field.
template <class T> std::string_view keyOf(std::string_view field) {
    const Field<T>* f = findField<T>(field);
    return f ? f->spec.key : field;
}

std::string_view keyOf(const AnyId& id, std::string_view field) {
    return std::visit([&]<class X>(const X&) -> std::string_view {
        if constexpr (std::is_same_v<X, std::monostate>) return field;
        else return keyOf<typename X::Row>(field);
    }, id);
}

}  // namespace

Production withChanges(const Production& production, Id<Setup> id) {
    Production p = production;
    const Setup* setup = production.find(id);
    if (!setup) return p;
    for (const SetupChange& change : setup->changes) {
        std::visit([&]<class X>(const X& x) {
            if constexpr (!std::is_same_v<X, std::monostate>) apply(p, x, change);
        }, change.target);
    }
    return p;
}

const SetupChange* findChange(const Setup& setup, const AnyId& target, std::string_view field) {
    const std::string_view key = keyOf(target, field);
    for (const SetupChange& c : setup.changes) {
        if (c.target == target && c.field == key) return &c;
    }
    return nullptr;
}

bool isChanged(const Setup& setup, const AnyId& target) {
    return std::any_of(setup.changes.begin(), setup.changes.end(), [&](const SetupChange& c) { return c.target == target; });
}

Status setChange(const Production& production, Setup& setup, const AnyId& target, std::string_view field, const Json& value) {
    return std::visit([&]<class X>(const X& x) -> Status {
        if constexpr (std::is_same_v<X, std::monostate>) {
            return fail(Code::Usage, "A change needs something to change.");
        } else {
            using T = typename X::Row;
            constexpr bool possible = std::is_same_v<T, Light> || std::is_same_v<T, SetPiece> || std::is_same_v<T, Mark> || std::is_same_v<T, CameraRig>;
            const T* row = production.find(x);
            const Field<T>* f = findField<T>(field);
            if (!possible || !row || !f || !f->spec.editable)
                return fail(Code::Usage, fmt::format("A setup cannot change '{}' here.", field), toText(x),
                            "Lights, pieces, marks and cameras can be changed for one setup.");
            T copy = *row;
            if (auto status = setField(*f, copy, value); !status)
                return fail(Code::Usage, fmt::format("{} {}.", f->spec.label, status.error().message), toText(x));
            clearChange(setup, target, f->spec.key);
            const Json kept = f->get(copy);
            if (kept == f->get(*row)) return {};
            setup.changes.push_back({target, std::string(f->spec.key), jsonLine(kept)});
            return {};
        }
    }, target);
}

void clearChange(Setup& setup, const AnyId& target, std::string_view field) {
    const std::string_view key = field.empty() ? field : keyOf(target, field);
    std::erase_if(setup.changes, [&](const SetupChange& c) { return c.target == target && (key.empty() || c.field == key); });
}

}  // namespace recce
