// Imports a model: from the cache where it is known, else by running recce-importer in its sandbox. Knows nothing of the
// formats; what comes back is checked before it is believed.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "asset/cooked.h"
#include "asset/limits.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/jobs.h"

namespace recce::asset {

/// Axis of the file that points to the sky.
enum class UpAxis { X, Y, Z };

struct ImportRequest {
    std::filesystem::path path;
    /// Folders that the model may read besides its own package.
    std::vector<std::filesystem::path> grantedRoots = {};
    LimitOverrides limits = {};
    /// What the user set; otherwise the file's own, or else what is plausible.
    std::optional<double> metresPerUnit = {};
    std::optional<UpAxis> upAxis = {};
};

struct ImportOutcome {
    std::shared_ptr<const cooked::Model> model;
    std::string report;  ///< one JSON object with the keys of `recce info --json`
    bool cacheHit = false;
    double importMs = 0;
    Hash128 content;  ///< of the model and all files it uses: the same whatever the options and the importer's version
};

/// Blocks; call it on a worker. `progress` is called on the calling thread. Cancelling stops the importer process within
/// a tenth of a second. Errors: NotFound, Unreadable, Malformed, Unsupported, OverBudget, Refused, Crashed, Cancelled.
Result<ImportOutcome> importModel(const ImportRequest& request, const ProgressSink& progress, const CancelToken& cancel);

/// What `recce doctor` says of the importer: one JSON object with "assimp", "sandbox" and "formats".
Result<std::string> describeImporter();

}  // namespace recce::asset
