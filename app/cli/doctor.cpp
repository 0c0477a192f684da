// `recce doctor`: what this machine offers and what Recce makes of it.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "base/files.h"

namespace recce::cli {

void addDoctor(CLI::App& app, Run& run) {
    auto* command = app.add_subcommand("doctor", "Devices, driver, formats, folders and the importer's sandbox");
    auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "One JSON document on standard output");
    command->footer("Example: recce doctor --json");
    command->callback([&run, json] {
        run = [json]() -> Result<int> {
            RECCE_TRY(const auto cache, cacheFolder());
            RECCE_TRY(const auto state, stateFolder());
            nlohmann::ordered_json report = {{"version", RECCE_VERSION},
                                             {"folders", {{"cache", cache.string()}, {"state", state.string()},
                                                          {"program", programFolder().string()}}}};
            if (*json) printOut(report.dump(2));
            else printOut("Recce " + report["version"].get<std::string>() + "\nCache  " + cache.string() + "\nState  " + state.string());
            return 0;
        };
    });
}

}  // namespace recce::cli
