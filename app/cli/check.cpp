// `recce check`: continuity, feasibility and data findings; exit code 3 where one is an error that nobody waived.
#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/findings.h"
#include "app/cli/importing.h"
#include "app/exposure.h"
#include "app/set_sight.h"
#include "model/names.h"
#include "plan/findings.h"

namespace recce::cli {

Result<std::unique_ptr<Project>> openToRead(const std::string& path) {
    RECCE_TRY(auto project, Project::open(path, OpenFor::Reading));
    if (const auto& unsaved = project->recovered())
        note(fmt::format("{} of the changes shown are not saved yet (the last at {}).", unsaved->steps, unsaved->last));
    for (const auto& [file, damaged] : project->stored().damaged) note(fmt::format("{} cannot be read, and what it holds is missing here. {}", file, damaged.reason));
    return project;
}

std::vector<Finding> findingsOf(const Project& project, Id<Scene> scene) {
    const Production& p = project.production();
    std::vector<Finding> findings = dataFindings(p);
    const SetSights sights(project.folder(), terminalProgress(), interruptToken());
    const plan::SetSight sight = sights.of(project.document().root());
    for (Finding& f : plan::planFindings(p, sight)) findings.push_back(std::move(f));
    if (!p.all<CameraRig>().empty()) findExposure(p, readExposures(p, sight), findings);
    for (Finding& f : fileFindings(p, project.stored(), project.folder())) findings.push_back(std::move(f));
    if (scene) {
        std::erase_if(findings, [&](const Finding& f) {
            bool here = f.subjects.empty();
            for (const AnyId& id : f.subjects) {
                const Id<Scene> of = sceneOf(p, id);
                here = here || !of || of == scene;
            }
            return !here;
        });
    }
    settle(findings, p);
    return findings;
}

Json findingsJson(const Project& project, Id<Scene> scene) {
    Json list = Json::array();
    for (const Finding& f : findingsOf(project, scene)) {
        Json subjects = Json::array();
        for (const AnyId& id : f.subjects) subjects.push_back(toText(id));
        list.push_back({{"level", std::string(wordOf(f.level))}, {"code", f.code}, {"message", f.message}, {"subjects", subjects},
                        {"fixes", f.fixes}, {"waived", f.waived}});
    }
    return list;
}

void addCheck(CLI::App& app, Run& run) {
    struct Arguments {
        std::string project;
        bool json = false;
    };
    auto* command = app.add_subcommand("check", "Continuity, feasibility and data findings");
    auto args = std::make_shared<Arguments>();
    command->add_option("PROJECT", args->project, "The project's folder")->required();
    command->add_flag("--json", args->json, "One JSON document on standard output");
    command->footer("Exit code 3: an error that nobody waived.\nExample: recce check scenes/slack-water --json");
    command->callback([&run, args] {
        run = [args]() -> Result<int> {
            RECCE_TRY(const auto project, openToRead(args->project));
            const auto findings = findingsOf(*project);
            if (args->json) {
                printOut(findingsJson(*project).dump(2, ' ', false, Json::error_handler_t::replace));
            } else if (findings.empty()) {
                printOut("Nothing to look at.");
            } else {
                for (const Finding& f : findings) {
                    std::string text = fmt::format("{:<8}{:<24}{}{}", wordOf(f.level), f.code, f.message, f.waived ? "  (intended)" : "");
                    for (const std::string& fix : f.fixes) text += "\n        mend with: " + fix;
                    printOut(text);
                }
            }
            const bool open = std::any_of(findings.begin(), findings.end(), [](const Finding& f) { return f.level == FindingLevel::Error && !f.waived; });
            return open ? 3 : 0;
        };
    });
}

}  // namespace recce::cli
