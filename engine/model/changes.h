// What a setup changes over its scene's base: a moved light, a flown wall, a cheated mark.
#pragma once

#include "base/error.h"
#include "model/fields.h"
#include "model/production.h"

namespace recce {

/// The production as it stands for this setup: its changes applied to copies of the rows. Changes whose thing or field
/// is gone, or whose value no longer fits, are left out (findings name them). Null setup: the production itself.
Production withChanges(const Production& production, Id<Setup> setup);

/// The change of one field, null when the setup leaves it alone.
const SetupChange* findChange(const Setup& setup, const AnyId& target, std::string_view field);
bool isChanged(const Setup& setup, const AnyId& target);
/// Adds or replaces; a value equal to the scene's own takes the change away.
Status setChange(const Production& production, Setup& setup, const AnyId& target, std::string_view field, const Json& value);
/// Back to the scene's: one field, or with an empty field all of the thing.
void clearChange(Setup& setup, const AnyId& target, std::string_view field = {});

}  // namespace recce
