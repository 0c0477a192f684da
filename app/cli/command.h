// How the commands of `recce` are declared: each lives in its own file and adds itself to the parser.
#pragma once

#include <functional>
#include <string>

#include "base/error.h"

namespace CLI {
class App;
}

namespace recce::cli {

/// What the chosen command runs after parsing; returns the process's exit code.
using Run = std::function<Result<int>()>;

// One per command, each in its own file of this folder. `run` is set when the command is chosen.
void addDoctor(CLI::App& app, Run& run);
void addInfo(CLI::App& app, Run& run);
void addRender(CLI::App& app, Run& run);
void addNew(CLI::App& app, Run& run);
void addDo(CLI::App& app, Run& run);
void addList(CLI::App& app, Run& run);
void addCheck(CLI::App& app, Run& run);
void addExport(CLI::App& app, Run& run);
void addBoards(CLI::App& app, Run& run);
void addBench(CLI::App& app, Run& run);
void addCalc(CLI::App& app, Run& run);
void addMeter(CLI::App& app, Run& run);

/// Prints `text` and a newline to standard output.
void printOut(const std::string& text);
/// Prints to standard error unless --quiet was given.
void note(const std::string& text);
bool quiet();
void setQuiet(bool value);

}  // namespace recce::cli
