// What holds in a setup: a row of the scene with the setup's changes applied. Knows nothing of what the rows are for.
#pragma once

#include "base/error.h"
#include "model/production.h"

namespace recce {

/// The row as it is in `setup` (null: as stored). Changes that name no field of the type, or whose value does not fit,
/// change nothing; `check` reports those.
template <class T> T inSetup(const Setup* setup, const T& row);

/// Why a change cannot be applied, or success. NotFound: the thing or its field does not exist; Malformed: the value.
Status checkChange(const Production& production, const SetupChange& change);

/// True when the setup changes anything of this row.
template <class T> bool changedIn(const Setup* setup, Id<T> id) {
    if (!setup) return false;
    for (const SetupChange& c : setup->changes) {
        if (c.target == AnyId(id)) return true;
    }
    return false;
}

}  // namespace recce
