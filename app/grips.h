// The models of what grips put in the way of light (plan/cloth.h). Knows no snapshot and no window.
#pragma once

#include <memory>

#include "asset/cooked.h"
#include "plan/cloth.h"
#include "sight/scene.h"

namespace recce {

/// Two triangles of it, its tag left open; a cloth that lets light straight through counts as glass.
SightTriangles trianglesOf(const optics::Screen& cloth);
std::shared_ptr<const cooked::Model> clothModelOf(const SetPiece& cloth, const UsedCatalogue& used);
/// In the lamp's own space. Null where it has no barn doors.
std::shared_ptr<const cooked::Model> doorsModel(const Light& light);

}  // namespace recce
