// `recce doctor`: what this machine offers and what Recce makes of it.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "base/files.h"
#include "gpu/instance.h"

namespace recce::cli {
namespace {

using Json = nlohmann::ordered_json;

/// The Vulkan part: every device with what it lacks. A machine without any is a fact to report, not a failure.
Json vulkanReport() {
    Json devices = Json::array();
    Json report = Json::object();
    if (const auto instance = gpu::Instance::open()) {
        for (const auto& d : (*instance)->reports()) {
            devices.push_back({{"name", d.name}, {"type", gpu::kindWord(d.kind)}, {"api", d.api}, {"driver", d.driver},
                               {"chosen", d.chosen}, {"missing", d.missing}, {"extras", d.extras}});
        }
    } else {
        report["error"] = toText(instance.error());
    }
    report["devices"] = std::move(devices);
    return report;
}

void printVulkan(const Json& report) {
    if (report.contains("error")) printOut(report["error"].get<std::string>());
    if (report["devices"].empty()) printOut("No Vulkan device. Install a Vulkan 1.3 driver (Debian: mesa-vulkan-drivers).");
    for (const auto& d : report["devices"]) {
        printOut((d["chosen"].get<bool>() ? "Device " : "Refused ") + d["name"].get<std::string>() + ", " + d["type"].get<std::string>() +
                 ", Vulkan " + d["api"].get<std::string>() + ", " + d["driver"].get<std::string>());
        for (const auto& m : d["missing"]) printOut("  lacks " + m.get<std::string>());
        for (const auto& m : d["extras"]) printOut("  uses " + m.get<std::string>());
    }
}

}  // namespace

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
            report["vulkan"] = vulkanReport();
            if (*json) printOut(report.dump(2));
            else {
                printOut("Recce " + report["version"].get<std::string>() + "\nCache  " + cache.string() + "\nState  " + state.string());
                printVulkan(report["vulkan"]);
            }
            return 0;
        };
    });
}

}  // namespace recce::cli
