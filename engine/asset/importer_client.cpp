#include "asset/importer_client.h"

#include <chrono>
#include <sys/stat.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "asset/cache.h"
#include "asset/importer_process.h"
#include "asset/package.h"

namespace recce::asset {
namespace fs = std::filesystem;
namespace {

/// Everything that makes the result another one, but for the side files, which only the importer finds.
Hash128 requestKey(const ImportRequest& request, const Package& package, const Hash128& content) {
    Hasher hasher;
    hasher.add(std::uint64_t{kImporterVersion});
    hasher.add(std::uint64_t{cooked::kVersion});
    hasher.add(content.high);
    hasher.add(content.low);
    hasher.add(package.model.filename().string());
    hasher.add(std::uint64_t{package.parent.has_value()});
    for (const fs::path& root : package.granted) hasher.add(root.string());
    for (const auto& [name, value] : request.limits) hasher.add(fmt::format("{}={}", name, value));
    hasher.add(request.metresPerUnit ? fmt::format("{}", *request.metresPerUnit) : std::string("file"));
    hasher.add(request.upAxis ? std::uint64_t(*request.upAxis) : std::uint64_t{99});
    return hasher.finish();
}

const char* word(UpAxis axis) {
    switch (axis) {
        case UpAxis::X: return "x";
        case UpAxis::Y: return "y";
        case UpAxis::Z: break;
    }
    return "z";
}

std::vector<std::string> argumentsFor(const ImportRequest& request, const Package& package, const Hash128& key) {
    std::vector<std::string> arguments = {"--model", package.model.string(), "--folder", package.folder.string(), "--key", toText(key),
                                          "--name", request.path.string()};
    const auto add = [&](const char* name, std::string value) {
        arguments.emplace_back(name);
        arguments.push_back(std::move(value));
    };
    if (package.parent) add("--parent", package.parent->string());
    for (const fs::path& root : package.granted) add("--grant", root.string());
    for (const auto& [name, value] : request.limits) add("--limit", fmt::format("{}={}", name, value));
    if (request.metresPerUnit) add("--metres-per-unit", fmt::format("{}", *request.metresPerUnit));
    if (request.upAxis) add("--up", word(*request.upAxis));
    return arguments;
}

/// The stored report and what belongs to this run.
std::string reportOf(const cooked::Model& model, const ImportRequest& request, const ImportOutcome& outcome) {
    using nlohmann::ordered_json;
    const ordered_json stored = ordered_json::parse(model.report(), nullptr, false);
    ordered_json report = {{"file", request.path.string()}};
    if (stored.is_object())
        for (const auto& [key, value] : stored.items()) report[key] = value;
    report["cache"] = outcome.cacheHit ? "hit" : "miss";
    report["import_ms"] = std::round(outcome.importMs * 10) / 10;
    return report.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

Hash128 contentOf(const Hash128& model, const Hash128& sideFiles) {
    Hasher hasher;
    hasher.add(model.high);
    hasher.add(model.low);
    hasher.add(sideFiles.high);
    hasher.add(sideFiles.low);
    return hasher.finish();
}

}  // namespace

Result<ImportOutcome> importModel(const ImportRequest& request, const ProgressSink& progress, const CancelToken& cancel) {
    const auto start = std::chrono::steady_clock::now();
    ImportOutcome outcome;
    const auto finish = [&] {
        outcome.importMs = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        outcome.report = reportOf(*outcome.model, request, outcome);
        return std::move(outcome);
    };
    RECCE_TRY_STATUS(checkOverrides(request.limits));
    RECCE_TRY(const Package package, packageOf(request.path, request.grantedRoots));
    struct stat info {};
    if (stat(package.model.c_str(), &info) != 0) return fail(Code::NotFound, "This file does not exist.", request.path.string());
    const auto size = static_cast<std::uint64_t>(info.st_size);
    const Limits limits = limitsFor(size, request.limits);
    if (size == 0) return fail(Code::Malformed, "This file is empty.", request.path.string(), "Export or download it again.");
    if (static_cast<double>(size) / 1048576.0 > limits.memoryMb / 2)
        return fail(Code::OverBudget, fmt::format("This file has {:.0f} MB; reading it needs more than the {:.0f} MB of memory that the importer may use.",
                                                  static_cast<double>(size) / 1048576.0, limits.memoryMb),
                    request.path.string(), raiseHint("memory", static_cast<double>(size) / 1048576.0 * 14));
    if (progress) progress({"Reading", 0, 0});
    RECCE_TRY(const Hash128 content, hashFile(package.model, cancel));
    const Hash128 wanted = requestKey(request, package, content);
    RECCE_TRY(const fs::path folder, cacheFolder());
    const ModelCache cache(folder / "models");
    if (const auto entry = cache.find(wanted, package)) {
        // A damaged cache file is no error: the model is made again.
        auto model = cooked::Model::openPath(entry->file);
        if (model && (*model)->header().keyHigh == wanted.high && (*model)->header().keyLow == wanted.low) {
            outcome.model = std::move(*model);
            outcome.cacheHit = true;
            outcome.content = contentOf(content, entry->sideFiles);
            return finish();
        }
    }
    RECCE_TRY(const Descriptor output, cache.newFile());
    const ImporterRun run{argumentsFor(request, package, wanted), output.get(), limits.wallSeconds, limits.cpuSeconds, limits.memoryMb,
                          request.path.string()};
    RECCE_TRY(const std::vector<ReadPath> used, runImporter(run, progress, cancel));
    RECCE_TRY(MappedFile mapped, MappedFile::openDescriptor(output.get(), request.path.string()));
    auto model = cooked::Model::openMapped(std::move(mapped), request.path.string());
    if (!model) return fail(Code::Crashed, "The importer delivered something unsound, which was thrown away.", request.path.string(),
                            "The file is damaged. Export it again, or to glTF.");
    outcome.model = std::move(*model);
    outcome.content = contentOf(content, cache.keep(wanted, package, used, output.get()).sideFiles);
    return finish();
}

Result<std::string> describeImporter() { return runImporterSelfCheck(); }

}  // namespace recce::asset
