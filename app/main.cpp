// Entry of `recce`: the command line, or the window when no command is given. Knows only which commands there are.
#include <cstdio>
#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/cli/command.h"
#include "app/window.h"
#include "model/project.h"

namespace recce {
namespace {

/// A first word that is no command is taken for the folder to open. Says so when it cannot have been meant as one.
Status checkFolder(const std::string& given, bool moreWords) {
    namespace fs = std::filesystem;
    if (given.empty() || isProject(given)) return {};
    std::error_code error;
    if (fs::exists(given, error)) {
        if (moreWords) return {};
        return fail(Code::NotFound, "There is no production in this folder: production.json is missing.", given,
                    "Open the folder of a production, or make one with `recce new`.");
    }
    if (given.find('/') != std::string::npos) return fail(Code::NotFound, "There is no such folder.", given, "Open the folder of a production.");
    if (moreWords) return fail(Code::Usage, fmt::format("There is no command '{}'. recce --help lists them.", given));
    return fail(Code::Usage, fmt::format("There is no command '{}', and no folder of that name. recce --help lists the commands.", given));
}

int said(const Error& error) {
    std::fprintf(stderr, "recce: %s\n", toText(error).c_str());
    return exitCode(error.code);
}

}  // namespace
}  // namespace recce

int main(int argc, char** argv) {
    using namespace recce;
    CLI::App app{"Recce: set visualization and previs. Load a set, block cameras, lights and actors, hand on the shot plan."};
    app.set_version_flag("--version", RECCE_VERSION);
    bool quiet = false;
    app.add_flag("--quiet", quiet, "No progress and no messages but errors");
    app.fallthrough();
    // One command only: `recce export FILM boards` means the sheet, not the command of that name.
    app.require_subcommand(0, 1);
    cli::Run run;
    WindowOptions window;
    app.add_option("PROJECT", window.project, "A production's folder to open in the window; the demo where left out");
    app.add_option("--ui-script", window.script, "Runs a script of interactions in the window, then closes it")->group("");
    app.add_option("--ui-names", window.names, "Keeps a list of the window's controls in this file")->group("");
    cli::addDoctor(app, run);
    cli::addInfo(app, run);
    cli::addRender(app, run);
    cli::addNew(app, run);
    cli::addDo(app, run);
    cli::addList(app, run);
    cli::addCheck(app, run);
    cli::addExport(app, run);
    cli::addBoards(app, run);
    cli::addBench(app, run);
    cli::addCalc(app, run);
    cli::addMeter(app, run);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ExtrasError& e) {
        const Status folder = run ? Status() : checkFolder(window.project, true);
        return folder ? app.exit(e) == 0 ? 0 : 2 : said(folder.error());
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }
    // What a command does not take would otherwise fall through to the window's folder, unsaid.
    if (run && !window.project.empty()) return said({Code::Usage, fmt::format("'{}' is one word too many.", window.project), {}, "The command's --help shows what it takes.", {}});
    cli::setQuiet(quiet);
    if (!run) {
        run = [&]() -> Result<int> {
            RECCE_TRY_STATUS(checkFolder(window.project, false));
            return runWindow(window);
        };
    }
    const Result<int> done = run();
    return done ? *done : said(done.error());
}
