// The importer's arguments, as the client in engine/asset gives them.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "asset/importer_client.h"
#include "asset/limits.h"
#include "asset/package.h"
#include "base/error.h"
#include "base/hash.h"

namespace recce::importer {

struct Options {
    asset::Package package;
    std::string name;  ///< the model as the user named it, for messages
    Hash128 key;
    asset::LimitOverrides limits;
    std::optional<double> metresPerUnit;
    std::optional<asset::UpAxis> upAxis;
    bool selfCheck = false;
};

Result<Options> parseOptions(std::span<char* const> arguments);

}  // namespace recce::importer
