// Finding rows of the catalogue by key or by the name people say; the production's own copies come first.
#pragma once

#include "app/actions/helpers.h"

namespace recce {

Result<Fixture> findFixture(const ActionInput& in, const std::string& text);
/// The key meant by `text` for a field of FieldKind::Catalogue ("body", "lens-set", "support", "fixture", "gel", "fabric", "photometry").
/// Without a catalogue at hand the text is taken as the key.
Result<CatalogueKey> catalogueKey(const ActionInput& in, std::string_view field, const std::string& text);

/// The production with copies of the rows that `rig` names, for reckoning with a camera that is not placed yet.
Result<Production> withRowsOf(const ActionInput& in, const CameraRig& rig);

}  // namespace recce
