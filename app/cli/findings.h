// What `list findings` and `check` share, and how the reading commands open a project. Knows no window.
#pragma once

#include <memory>
#include <string>

#include "model/findings.h"
#include "model/project.h"

namespace recce::cli {

/// Takes no lock and writes nothing; says on standard error what is not saved yet.
Result<std::unique_ptr<Project>> openToRead(const std::string& path);

/// All findings; of one scene where one is given (those about nothing in particular stay).
std::vector<Finding> findingsOf(const Project& project, Id<Scene> scene = {});
Json findingsJson(const Project& project, Id<Scene> scene = {});

}  // namespace recce::cli
