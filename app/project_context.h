// What the actions find when a project is worked on outside the window: its folder, the catalogue, models read through
// the importer. Knows no terminal.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/set_sight.h"
#include "base/jobs.h"
#include "model/catalogue.h"

namespace recce {

/// The catalogue is shared, because ActionContext only points to it.
struct ProjectContext {
    ActionContext actions;
    std::shared_ptr<const CatalogueRows> catalogue;
    std::shared_ptr<const SetSights> sights;
    std::vector<std::string> warnings;  ///< of the user's own catalogue files
};

/// `folder`: of the project. Error: the program's own catalogue is damaged.
Result<ProjectContext> makeProjectContext(const std::filesystem::path& folder, const ProgressSink& progress, const CancelToken& cancel);

/// A model's size and content, through the importer or its cache.
Result<ModelFacts> inspectModel(const ModelRequest& request, const ProgressSink& progress, const CancelToken& cancel);

}  // namespace recce
