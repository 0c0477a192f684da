// Taking things away with all that cannot stand without them. Knows only the production.
#pragma once

#include "model/edit.h"

namespace recce {

/// Removes the thing and what belongs to it; references to it from what stays are cleared, so that nothing dangles.
void removeThing(EditBuilder& builder, const AnyId& id);

}  // namespace recce
