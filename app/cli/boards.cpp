// `recce boards`: one picture per shot, named by its label.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/boards.h"
#include "app/cli/command.h"
#include "app/cli/drawing.h"
#include "app/cli/importing.h"
#include "app/cli/project_models.h"
#include "base/files.h"
#include "export/pictures.h"
#include "model/names.h"
#include "model/project.h"

namespace recce::cli {
namespace {

struct Arguments {
    std::string project, scene, size, folder;
    std::uint32_t samples = kBoardSamples;
};

Result<int> drawBoards(const Arguments& args) {
    BoardWish wish;
    wish.cancel = interruptToken();
    wish.samples = args.samples;
    if (!args.size.empty()) {
        RECCE_TRY(const PixelSize size, parseSize(args.size));
        wish.width = size.width;
        wish.height = size.height;
    }
    RECCE_TRY(const auto project, Project::open(projectFolder(args.project), OpenFor::Reading));
    const Production& production = project->production();
    Id<Scene> scene;
    if (!args.scene.empty()) {
        RECCE_TRY(scene, findByName<Scene>(production, args.scene));
    }
    RECCE_TRY(wish.look, displayLookOf(production, project->folder()));
    const auto shots = shotsInOrder(production, scene);
    if (shots.empty()) return fail(Code::NotFound, "There are no shots to draw.", args.project, "Take a shot first: recce do PROJECT 'take-shot ...'.");
    auto starting = startDrawing();
    ProjectModels models(project->folder());
    RECCE_TRY_STATUS(models.read(production, scene));
    RECCE_TRY(const Drawing drawing, starting.get());
    BoardPainter painter(*drawing.renderer, models.source(), std::make_shared<BoardCache>(drawing.device->report()));
    const ProgressSink progress = terminalProgress();
    std::vector<FileContent> files;
    for (const Shot* shot : shots) {
        if (progress) progress({"Drawing " + shot->label, files.size(), shots.size()});
        RECCE_TRY(const render::Finished finished, painter.shot(production, shot->id, wish));
        RECCE_TRY(std::string bytes, encodePng(finished.picture));
        files.push_back({std::filesystem::path(args.folder) / (safeFileName(shot->label.empty() ? toText(shot->id) : shot->label) + ".png"), std::move(bytes)});
    }
    std::error_code error;
    std::filesystem::create_directories(args.folder, error);
    if (error) return fail(Code::Unwritable, "The folder cannot be made: " + error.message(), args.folder, "Choose another folder.");
    RECCE_TRY_STATUS(writeFilesAtomically(files));
    note(fmt::format("Wrote {} boards to {}.", files.size(), args.folder));
    return 0;
}

}  // namespace

void addBoards(CLI::App& app, Run& run) {
    auto* command = app.add_subcommand("boards", "Draw one picture per shot, named by its label");
    auto args = std::make_shared<Arguments>();
    command->add_option("PROJECT", args->project, "The project's folder")->required();
    command->add_option("--scene", args->scene, "Only this scene");
    command->add_option("--size", args->size, "WIDTHxHEIGHT in pixels; default 1280 wide at the delivery aspect");
    command->add_option("--samples", args->samples, "Frames added up; 1: a quick look")->capture_default_str()->check(CLI::Range(1, 4096));
    command->add_option("-o,--output", args->folder, "The folder for the pictures")->required();
    command->footer("Example: recce boards scenes/slack-water --scene 12 -o boards");
    command->callback([&run, args] { run = [args] { return drawBoards(*args); }; });
}

}  // namespace recce::cli
