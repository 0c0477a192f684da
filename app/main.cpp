// Entry of `recce`: the command line, or the window when no command is given. Knows only which commands there are.
#include <CLI/CLI.hpp>

#include "app/cli/command.h"
#include "app/window.h"

int main(int argc, char** argv) {
    using namespace recce;
    CLI::App app{"Recce: set visualization and previs. Load a set, block cameras, lights and actors, hand on the shot plan."};
    app.set_version_flag("--version", RECCE_VERSION);
    bool quiet = false;
    app.add_flag("--quiet", quiet, "No progress and no messages but errors");
    app.fallthrough();
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
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }
    cli::setQuiet(quiet);
    if (!run) run = [&] { return runWindow(window); };
    const Result<int> done = run();
    if (done) return *done;
    std::fprintf(stderr, "recce: %s\n", toText(done.error()).c_str());
    return exitCode(done.error().code);
}
