#include "app/cli/importing.h"

#include <algorithm>
#include <csignal>
#include <cstdio>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "app/cli/command.h"

namespace recce::cli {
namespace {
/// The handler may only touch what is made before it is installed, and what is still there when the program is leaving: this
/// is never taken down.
const CancelToken& interrupt_ = *new CancelToken;
}  // namespace

const CancelToken& interruptToken() {
    static const bool kInstalled = [] {
        std::signal(SIGINT, [](int) { interrupt_.cancel(); });
        std::signal(SIGTERM, [](int) { interrupt_.cancel(); });
        return true;
    }();
    (void)kInstalled;
    return interrupt_;
}

ProgressSink terminalProgress() {
    if (quiet() || !isatty(STDERR_FILENO)) return {};
    return [](const Progress& p) {
        constexpr std::size_t kWidth = 30;
        const std::size_t filled = p.total ? std::min(kWidth, p.done * kWidth / p.total) : 0;
        const std::string bar = p.total ? fmt::format(" [{:-<{}}] {}/{}", std::string(filled, '#'), kWidth, p.done, p.total) : " ...";
        std::fprintf(stderr, "\r\033[K%s%s", p.step.c_str(), bar.c_str());
        if (p.total && p.done == p.total) std::fputs("\r\033[K", stderr);
        std::fflush(stderr);
    };
}

void addImportArguments(CLI::App& command, ImportArguments& arguments, const std::string& what) {
    command.add_option("MODEL", arguments.model, what)->required();
    command.add_option("--root", arguments.roots, "A folder besides the model's own that it may read; may be repeated")->type_name("DIR");
    command.add_option("--limit", arguments.limits, "Raise a limit of the import, as memory=4096; may be repeated")->type_name("NAME=VALUE");
}

Result<asset::ImportRequest> requestOf(const ImportArguments& arguments) {
    asset::ImportRequest request;
    request.path = arguments.model;
    for (const std::string& root : arguments.roots) request.grantedRoots.emplace_back(root);
    for (const std::string& text : arguments.limits) {
        RECCE_TRY(const auto limit, asset::parseLimit(text));
        request.limits.insert_or_assign(limit.first, limit.second);
    }
    return request;
}

Result<asset::ImportOutcome> importForCommand(const ImportArguments& arguments) {
    RECCE_TRY(const asset::ImportRequest request, requestOf(arguments));
    const CancelToken& cancel = interruptToken();
    const ProgressSink progress = terminalProgress();
    auto outcome = asset::importModel(request, progress, cancel);
    if (progress) std::fputs("\r\033[K", stderr);
    return outcome;
}

}  // namespace recce::cli
