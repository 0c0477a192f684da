// `recce doctor`: what this machine offers and what Recce makes of it.
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "asset/importer_client.h"
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

/// The importer's own words on which lines of defence hold here.
Json importerReport() {
    const auto said = asset::describeImporter();
    if (!said) return {{"error", toText(said.error())}};
    Json answer = Json::parse(*said, nullptr, false);
    if (!answer.is_object()) return {{"error", "The importer does not answer."}};
    Json limits = Json::array();
    const asset::Limits small = asset::limitsFor(0, {});
    for (const asset::LimitRow& row : asset::limitTable())
        limits.push_back({{"name", row.name}, {"value", small.*row.value}, {"unit", row.unit}, {"meaning", row.meaning}});
    return {{"assimp", answer.value("assimp", "")}, {"sandbox", answer.value("sandbox", Json::array())},
            {"missing", answer.value("sandbox_missing", Json::array())}, {"limits", limits}, {"formats", answer.value("formats", "")}};
}

void printImporter(const Json& report) {
    if (report.contains("error")) {
        printOut("Importer cannot be used: " + report["error"].get<std::string>());
        printOut("  No model can be brought in until this is mended.");
        return;
    }
    printOut("Importer with Assimp " + report["assimp"].get<std::string>());
    for (const auto& line : report["sandbox"]) printOut("  holds " + line.get<std::string>());
    for (const auto& line : report["missing"]) printOut("  lacks " + line.get<std::string>());
    printOut("  reads " + report["formats"].get<std::string>());
    for (const auto& limit : report["limits"])
        printOut(fmt::format("  limit {} = {:.0f} {} ({})", limit["name"].get<std::string>(), limit["value"].get<double>(), limit["unit"].get<std::string>(),
                             limit["meaning"].get<std::string>()));
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
            report["importer"] = importerReport();
            report["formats"] = {{"models", report["importer"].value("formats", "")}, {"textures", "JPEG, PNG, WebP, TGA, BMP, GIF, PSD, HDR, PNM"}};
            report["importer"].erase("formats");
            if (*json) printOut(report.dump(2));
            else {
                printOut("Recce " + report["version"].get<std::string>() + "\nCache  " + cache.string() + "\nState  " + state.string());
                printVulkan(report["vulkan"]);
                Json importer = report["importer"];
                importer["formats"] = report["formats"]["models"];
                printImporter(importer);
            }
            return 0;
        };
    });
}

}  // namespace recce::cli
