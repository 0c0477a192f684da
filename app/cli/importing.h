// What every command that takes a MODEL shares: its options, progress on the terminal, Ctrl-C.
#pragma once

#include <string>
#include <vector>

#include "asset/importer_client.h"

namespace CLI {
class App;
}

namespace recce::cli {

struct ImportArguments {
    std::string model;
    std::vector<std::string> roots, limits;
};

/// MODEL, --root DIR, --limit NAME=VALUE; `what` tells what MODEL may be.
void addImportArguments(CLI::App& command, ImportArguments& arguments, const std::string& what = "The model file");

Result<asset::ImportRequest> requestOf(const ImportArguments& arguments);

/// Imports with a progress line on a terminal; Ctrl-C ends in Code::Cancelled.
Result<asset::ImportOutcome> importForCommand(const ImportArguments& arguments);

/// A sink that draws one line on standard error where that is a terminal and --quiet was not given.
ProgressSink terminalProgress();
/// Set by Ctrl-C from the first call on.
const CancelToken& interruptToken();

}  // namespace recce::cli
