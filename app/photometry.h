// The measured light of a production's lamps: the maker's file as the production carries it, read into a profile. Knows no lamp
// and no scene.
#pragma once

#include <memory>

#include "model/types.h"
#include "optics/ies.h"

namespace recce {

/// Read once for each file. Null where it cannot be read: a finding then says why.
std::shared_ptr<const optics::IesProfile> profileOf(const Photometry& row);

}  // namespace recce
