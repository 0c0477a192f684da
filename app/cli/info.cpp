// `recce info MODEL`: import, or take from the cache, and report.
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/importing.h"

namespace recce::cli {
namespace {

std::string readable(const nlohmann::ordered_json& r) {
    std::string out;
    const auto row = [&](const char* label, const std::string& value) { out += fmt::format("{:<12}{}\n", label, value); };
    const auto& low = r.at("bounds_m").at("min");
    const auto& high = r.at("bounds_m").at("max");
    const auto extent = [&](std::size_t axis) { return high.at(axis).get<double>() - low.at(axis).get<double>(); };
    row("Model", r.at("file").get<std::string>());
    row("Format", r.at("format").get<std::string>());
    row("Size", fmt::format("{:.3f} m wide, {:.3f} m high, {:.3f} m deep", extent(0), extent(1), extent(2)));
    row("Unit", fmt::format("{} m ({})", r.at("metres_per_unit").get<double>(), r.at("units_source").get<std::string>()));
    row("Up axis", fmt::format("{} ({})", r.at("up_axis").get<std::string>(), r.at("up_axis_source").get<std::string>()));
    row("Meshes", fmt::format("{}, placed {} times", r.at("meshes").get<std::size_t>(), r.at("instances").get<std::size_t>()));
    row("Triangles", fmt::format("{} stored, {} placed", r.at("triangles").get<std::size_t>(), r.at("triangles_instanced").get<std::size_t>()));
    if (r.at("points").get<std::size_t>()) row("Points", fmt::format("{}", r.at("points").get<std::size_t>()));
    row("Materials", fmt::format("{}", r.at("materials").get<std::size_t>()));
    const auto& missing = r.at("textures").at("missing");
    row("Textures", fmt::format("{} found, {} missing", r.at("textures").at("found").get<std::size_t>(), missing.size()));
    for (const auto& name : missing) row("", "missing: " + name.get<std::string>());
    row("Offered", fmt::format("{} lights, {} cameras, {} animations", r.at("lights").get<std::size_t>(), r.at("cameras").get<std::size_t>(),
                               r.at("animations").get<std::size_t>()));
    for (const auto& warning : r.at("warnings")) row("Note", warning.get<std::string>());
    row("Import", fmt::format("{} ms ({})", r.at("import_ms").get<double>(), r.at("cache") == "hit" ? "from the cache" : "read anew"));
    out.pop_back();
    return out;
}

}  // namespace

void addInfo(CLI::App& app, Run& run) {
    struct Arguments {
        ImportArguments import;
        bool json = false;
    };
    auto* command = app.add_subcommand("info", "Import a model, or take it from the cache, and report what is in it");
    auto args = std::make_shared<Arguments>();
    addImportArguments(*command, args->import);
    command->add_flag("--json", args->json, "One JSON document on standard output");
    command->footer("Example: recce info set.glb --json");
    command->callback([&run, args] {
        run = [args]() -> Result<int> {
            RECCE_TRY(const asset::ImportOutcome outcome, importForCommand(args->import));
            printOut(args->json ? outcome.report : readable(nlohmann::ordered_json::parse(outcome.report)));
            return 0;
        };
    });
}

}  // namespace recce::cli
