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

}  // namespace recce
