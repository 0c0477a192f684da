// `recce bench`: frame times of the interactive picture along a fixed path.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/boards.h"
#include "app/cli/command.h"
#include "app/cli/drawing.h"
#include "app/cli/importing.h"
#include "app/cli/project_models.h"
#include "model/names.h"
#include "model/project.h"
#include "render/look.h"

namespace recce::cli {
namespace {

using Clock = std::chrono::steady_clock;

struct Arguments {
    ImportArguments import;
    std::string scene, size = "1280x720";
    std::uint32_t frames = 60;
    bool json = false;
};

double msSince(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

/// A turn of 40 degrees about the middle, from the automatic view.
std::vector<render::View> orbit(const render::Snapshot& snapshot, PixelSize size, std::uint32_t frames) {
    const render::View start = render::autoView(snapshot, size.width, size.height);
    const Vec3 middle = snapshot.bounds.empty() ? Vec3(0) : snapshot.bounds.centre();
    std::vector<render::View> views;
    for (std::uint32_t i = 0; i < frames; ++i) {
        render::View view = start;
        const Quat turn = glm::angleAxis(radians(Degrees(40.0 * i / std::max(1u, frames - 1))), Vec3(0, 1, 0));
        view.camera.pose.position = middle + turn * (start.camera.pose.position - middle);
        view.camera.pose.rotation = turn * start.camera.pose.rotation;
        views.push_back(view);
    }
    return views;
}

struct Measured {
    std::vector<double> ms;
    double first = 0;
    std::uint32_t draws = 0;
    std::uint64_t triangles = 0;
};

Result<Measured> measure(const Drawing& drawing, const render::Snapshot& snapshot, const std::vector<render::View>& views, Clock::time_point start) {
    Measured measured;
    render::Target target;
    const auto frame = [&](const render::View& view) -> Result<render::Progression> {
        RECCE_TRY(gpu::Commands commands, drawing.device->begin());
        RECCE_TRY(const render::Progression progress, drawing.renderer->draw(commands, snapshot, view, {0, 1}, target));
        RECCE_TRY(const gpu::Ticket ticket, drawing.device->submit(std::move(commands)));
        RECCE_TRY_STATUS(drawing.device->wait(ticket));
        return progress;
    };
    RECCE_TRY(render::Progression progress, frame(views.front()));
    measured.first = msSince(start);
    // Textures come within a budget a frame; what is measured is the picture with all of them.
    for (int i = 0; i < 64 && !progress.complete; ++i) {
        RECCE_TRY(progress, frame(views.front()));
    }
    for (const render::View& view : views) {
        if (interruptToken().cancelled()) return fail(Code::Cancelled, "The measurement was cancelled.");
        const auto begun = Clock::now();
        RECCE_TRY(progress, frame(view));
        measured.ms.push_back(msSince(begun));
        measured.draws = std::max(measured.draws, progress.draws);
        measured.triangles = std::max(measured.triangles, progress.triangles);
    }
    std::sort(measured.ms.begin(), measured.ms.end());
    return measured;
}

Result<int> bench(const Arguments& args) {
    const auto start = Clock::now();
    RECCE_TRY(const PixelSize size, parseSize(args.size));
    auto starting = startDrawing();
    render::Snapshot snapshot;
    if (isProject(projectFolder(args.import.model))) {
        RECCE_TRY(const auto project, Project::open(projectFolder(args.import.model), OpenFor::Reading));
        const Production& production = project->production();
        Id<Scene> scene;
        if (!args.scene.empty()) {
            RECCE_TRY(scene, findByName<Scene>(production, args.scene));
        } else if (const auto scenes = scenesInOrder(production); !scenes.empty()) {
            // The first that has a camera: there is something to look at.
            const auto blocked = std::find_if(scenes.begin(), scenes.end(), [&](const Scene* s) {
                bool any = false;
                forEachInScene<CameraRig>(production, s->id, [&](const CameraRig&) { any = true; });
                return any;
            });
            scene = (blocked == scenes.end() ? scenes.front() : *blocked)->id;
        } else {
            return fail(Code::NotFound, "The production has no scene to draw.", args.import.model, "Add one: recce do PROJECT 'add-scene ...'.");
        }
        ProjectModels models(project->folder());
        RECCE_TRY_STATUS(models.read(production, scene));
        FigureShelf figures;
        snapshot = makeStage({production, scene, nullptr, 0, models.source(), figures}).snapshot;
        render::IndirectCache indirect;
        RECCE_TRY(snapshot.probes, indirect.of(snapshot, interruptToken()));
    } else {
        RECCE_TRY(const asset::ImportOutcome outcome, importForCommand(args.import));
        snapshot = render::lookAtModel(outcome.model);
    }
    RECCE_TRY(const Drawing drawing, starting.get());
    RECCE_TRY(const Measured m, measure(drawing, snapshot, orbit(snapshot, size, args.frames), start));
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto at = [&](double share) { return m.ms[std::min(m.ms.size() - 1, static_cast<std::size_t>(share * static_cast<double>(m.ms.size())))]; };
    const auto rounded = [](double v) { return std::round(v * 100) / 100; };
    const nlohmann::ordered_json report = {
        {"device", drawing.device->report().name}, {"size", args.size}, {"frames", args.frames}, {"triangles", m.triangles}, {"draws", m.draws},
        {"ms", {{"median", rounded(at(0.5))}, {"p95", rounded(at(0.95))}, {"max", rounded(m.ms.back())}}},
        {"first_image_ms", rounded(m.first)}, {"peak_rss_mb", rounded(static_cast<double>(usage.ru_maxrss) / 1024)}};
    if (args.json) printOut(report.dump(2));
    else {
        printOut(fmt::format("{}\n{} frames of {}: median {:.1f} ms, 95 % {:.1f} ms, longest {:.1f} ms\n{} triangles in {} draws\n"
                             "First picture after {:.0f} ms, {:.0f} MB at most",
                             drawing.device->report().name, args.frames, args.size, at(0.5), at(0.95), m.ms.back(), m.triangles, m.draws, m.first,
                             static_cast<double>(usage.ru_maxrss) / 1024));
    }
    return 0;
}

}  // namespace

void addBench(CLI::App& app, Run& run) {
    auto* command = app.add_subcommand("bench", "Frame times along a fixed path about a model or a scene");
    auto args = std::make_shared<Arguments>();
    addImportArguments(*command, args->import);
    command->add_option("--scene", args->scene, "The scene of a production; default the first with a camera");
    command->add_option("--size", args->size, "WIDTHxHEIGHT in pixels")->capture_default_str();
    command->add_option("--frames", args->frames, "How many frames")->capture_default_str()->check(CLI::Range(1, 100000));
    command->add_flag("--json", args->json, "One JSON document on standard output");
    command->footer("Example: recce bench set.glb --frames 120 --json");
    command->callback([&run, args] { run = [args] { return bench(*args); }; });
}

}  // namespace recce::cli
