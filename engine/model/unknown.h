// What a file holds that no field knows, at whatever depth: found when a row is read and put back when it is written, so
// that a newer Recce's data survives an older one. Knows JSON only, no production.
#pragma once

#include "model/fields.h"

namespace recce {

/// What `original` says beyond `written`, the same value as this program writes it. Null: nothing.
Json unknownParts(const Json& original, const Json& written);
/// Puts them back into `json`, a later state of the same value. What belonged to an element of a list follows that
/// element where it is unchanged, stays in its place where only its content changed, and goes where it was removed.
void restoreUnknown(Json& json, const Json& parts);

}  // namespace recce
