// One import from start to end, inside the sandbox.
#pragma once

#include <cstdint>
#include <string>

#include "importer/channel.h"
#include "importer/options.h"

namespace recce::importer {

/// Reads, cooks and writes to `output`.
Status runImport(const Options& options, int output, Channel& channel);

/// Version of Assimp, as text.
std::string readerVersion();

}  // namespace recce::importer
