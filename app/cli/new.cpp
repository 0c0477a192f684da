// `recce new`: an empty production in a folder of its own.
#include <filesystem>

#include <CLI/CLI.hpp>

#include "app/cli/command.h"
#include "base/text.h"
#include "base/unit_text.h"
#include "model/project.h"

namespace recce::cli {

void addNew(CLI::App& app, Run& run) {
    struct Arguments {
        std::string project, title, fps = "24";
        double aspect = 2.39;
    };
    auto* command = app.add_subcommand("new", "Make an empty production in a folder");
    auto args = std::make_shared<Arguments>();
    command->add_option("PROJECT", args->project, "The folder; made when missing")->required();
    command->add_option("--title", args->title, "Its title; the folder's name where left out");
    command->add_option("--fps", args->fps, "Frames a second: 24, 23.976, 25 ...");
    command->add_option("--aspect", args->aspect, "Delivery aspect")->check(CLI::Range(0.2, 10.0));
    command->footer("Example: recce new slack-water --title 'Slack Water' --fps 24 --aspect 2.39");
    command->callback([&run, args] {
        run = [args]() -> Result<int> {
            const std::filesystem::path folder(args->project);
            ProductionInfo info;
            info.title = toCleanText(args->title);
            if (info.title.empty()) info.title = toCleanText(std::filesystem::absolute(folder).lexically_normal().filename().string());
            RECCE_TRY(info.rate, parseFrameRate(args->fps));
            info.aspect = args->aspect;
            Production production;
            production.info = std::make_shared<const ProductionInfo>(std::move(info));
            RECCE_TRY(const auto project, Project::create(folder, std::move(production)));
            note("Made " + (project->folder() / "production.json").string());
            return 0;
        };
    });
}

}  // namespace recce::cli
