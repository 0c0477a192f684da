// The budgets of one import: their names on the command line, defaults, and how they grow with the input.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace recce::asset {

/// Numbers the user gave by name; see limitTable() for the names.
using LimitOverrides = std::map<std::string, double>;

struct Limits {
    double memoryMb = 2048;      ///< address space of the importer process
    double cpuSeconds = 20;      ///< processor time of all its threads
    double wallSeconds = 120;    ///< until it is stopped, whatever it does
    double nodes = 1e6;          ///< places in the hierarchy, and instances
    double depth = 1000;         ///< levels of the hierarchy
    double triangles = 50e6;     ///< stored triangles and points
    double textureSide = 16384;  ///< texels
    double megapixels = 256;     ///< of all textures together
    double ratio = 200;          ///< unpacked to packed size of an archive
    double unpackedMb = 1024;    ///< of an archive
    double references = 10000;   ///< files that a model may name
};

struct LimitRow {
    const char* name;       ///< as in --limit NAME=VALUE
    const char* unit;
    double Limits::*value;
    const char* meaning;
};
/// Every limit, in the order in which they are shown.
const std::vector<LimitRow>& limitTable();

/// Refuses names that are no limit and values that are no positive number.
Status checkOverrides(const LimitOverrides& overrides);

/// The limits for `inputBytes` of model and side files. Memory and processor time grow with it unless overridden: up to
/// 64 MB they are 2 GB and 20 s; above, max(2 GB, 14 x input + 1 GB) but at most half of the machine's memory, and
/// 1 s more for every 4 MB. The cap never cuts below 2 GB.
Limits limitsFor(std::uint64_t inputBytes, const LimitOverrides& overrides);

/// "NAME=VALUE" as given to --limit.
Result<std::pair<std::string, double>> parseLimit(std::string_view text);

/// What to try when a budget is exceeded: the option that raises it.
std::string raiseHint(std::string_view limitName, double needed);

}  // namespace recce::asset
