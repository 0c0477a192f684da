// `recce bench`: frame times of the interactive picture along a fixed path.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <glm/gtc/matrix_transform.hpp>
#include <nlohmann/json.hpp>

#include "app/boards.h"
#include "app/cli/accuracy.h"
#include "app/cli/command.h"
#include "app/cli/drawing.h"
#include "app/cli/importing.h"
#include "app/cli/project_models.h"
#include "model/names.h"
#include "model/project.h"
#include "render/draft.h"
#include "render/look.h"

namespace recce::cli {
namespace {

using Clock = std::chrono::steady_clock;

struct Arguments {
    ImportArguments import;
    std::string scene, size = "1280x720";
    std::uint32_t frames = 60, copies = 1, boards = 0, samples = kBoardSamples;
    bool ahead = false, adaptive = false, json = false, accuracy = false, sizeGiven = false;
    AccuracyWish judged;
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

/// The set again and again, one metre apart: ahead in rows that the same camera would see, or all behind it.
void copy(render::Snapshot& snapshot, const render::View& view, std::uint32_t copies, bool ahead) {
    const Vec3 size = snapshot.bounds.size() + Vec3(1);
    const auto side = static_cast<std::uint32_t>(std::ceil(std::sqrt(double(copies))));
    const std::vector<render::PlacedModel> set = snapshot.models;
    // Whole sizes of the set, so that every copy behind is farther back than the eye.
    const Vec3 back = -view.camera.pose.forward();
    const double reach = std::max(size.x, size.z) + 2 * glm::length(view.camera.pose.position - snapshot.bounds.centre());
    for (std::uint32_t i = 1; i < copies; ++i) {
        const std::uint32_t column = i % side, row = i / side;
        Vec3 by(column * size.x, 0, row * size.z);
        if (!ahead) {
            const Vec3 away = glm::normalize(Vec3(back.x, 0, back.z));
            const Vec3 across(away.z, 0, -away.x);
            const double step = std::max(size.x, size.z) * 1.5;
            by = away * (reach + (row + 1) * step) + across * ((column - (side - 1) / 2.0) * step);
        }
        for (render::PlacedModel placed : set) {
            placed.transform = glm::translate(Mat4(1), by) * placed.transform;
            snapshot.bounds.add(transformed(placed.model->bounds(), placed.transform));
            snapshot.models.push_back(std::move(placed));
        }
    }
}

struct Measured {
    std::vector<double> ms;
    double first = 0;
    double rest = 0;           ///< adaptive: from the last moving picture to the finished one
    double smallest = 1;       ///< adaptive: side of the smallest moving picture against the whole one
    std::uint32_t draws = 0;
    std::uint64_t triangles = 0;
};

Result<Measured> measure(const Drawing& drawing, const render::Snapshot& snapshot, const std::vector<render::View>& views, bool adaptive,
                         Clock::time_point start) {
    Measured measured;
    render::Target target, quick;
    const auto record = [&](const render::View& view, const render::Renderer::Interactive& how, render::Target& into) -> Result<render::Progression> {
        const auto begun = Clock::now();
        RECCE_TRY(gpu::Commands commands, drawing.device->begin());
        RECCE_TRY(const render::Progression progress, drawing.renderer->draw(commands, snapshot, view, how, into));
        RECCE_TRY(const gpu::Ticket ticket, drawing.device->submit(std::move(commands)));
        RECCE_TRY_STATUS(drawing.device->wait(ticket));
        into.spent(msSince(begun));
        return progress;
    };
    render::DraftSize size;
    const auto frame = [&](const render::View& view) -> Result<render::Progression> {
        const double scale = adaptive ? size.next(render::kDraftBudget) : 1;
        measured.smallest = std::min(measured.smallest, scale);
        const auto begun = Clock::now();
        RECCE_TRY(const render::Progression progress, record(render::scaled(view, scale), {0, 1}, scale < 1 ? quick : target));
        size.took(msSince(begun));
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
    if (!adaptive) return measured;
    // The hand rests: refined in portions, as in the window.
    const auto rests = Clock::now();
    do {
        RECCE_TRY(progress, record(views.back(), {1, render::kViewSamples, render::kPortionBudget}, target));
    } while (!progress.complete && !interruptToken().cancelled());
    measured.rest = msSince(rests);
    return measured;
}

nlohmann::ordered_json header(const Arguments& args, const Drawing& drawing) {
    return {{"device", drawing.device->report().name}, {"size", args.size}};
}

double peakMb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

double rounded(double v) { return std::round(v * 100) / 100; }

/// The first scene with a camera, unless one is named: there is something to look at.
Result<Id<Scene>> sceneFor(const Production& production, const Arguments& args) {
    if (!args.scene.empty()) return findByName<Scene>(production, args.scene);
    const auto scenes = scenesInOrder(production);
    if (scenes.empty()) return fail(Code::NotFound, "The production has no scene to draw.", args.import.model, "Add one: recce do PROJECT 'add-scene ...'.");
    const auto blocked = std::find_if(scenes.begin(), scenes.end(), [&](const Scene* s) {
        bool any = false;
        forEachInScene<CameraRig>(production, s->id, [&](const CameraRig&) { any = true; });
        return any;
    });
    return (blocked == scenes.end() ? scenes.front() : *blocked)->id;
}

/// Boards of all shots in turn, at frames spread over each, drawn anew: none is taken from the cache.
Result<int> benchBoards(const Arguments& args) {
    const auto start = Clock::now();
    RECCE_TRY(const PixelSize size, parseSize(args.size));
    RECCE_TRY(const auto project, Project::open(projectFolder(args.import.model), OpenFor::Reading));
    const Production& production = project->production();
    Id<Scene> scene;
    if (!args.scene.empty()) {
        RECCE_TRY(scene, findByName<Scene>(production, args.scene));
    }
    const auto shots = shotsInOrder(production, scene);
    if (shots.empty()) return fail(Code::NotFound, "There are no shots to draw.", args.import.model);
    auto starting = startDrawing();
    ProjectModels models(project->folder());
    RECCE_TRY_STATUS(models.read(production, scene));
    RECCE_TRY(Drawing drawing, starting.get());
    BoardPainter painter(*drawing.renderer, models.source());
    BoardWish wish;
    wish.width = size.width;
    wish.height = size.height;
    wish.samples = args.samples;
    wish.cancel = interruptToken();
    const auto rounds = static_cast<std::int64_t>((args.boards + shots.size() - 1) / shots.size());
    std::uint32_t drawn = 0;
    for (const Shot* shot : shots) {
        const std::int64_t first = shot->frames.first.frame, count = std::max<std::int64_t>(1, shot->frames.count);
        for (std::int64_t k = 0; k < rounds && drawn < args.boards; ++k, ++drawn) {
            wish.frame = FrameTime{first + count * k / rounds};
            RECCE_TRY(const render::Finished finished, painter.shot(production, shot->id, wish));
        }
    }
    const double seconds = msSince(start) / 1000;
    auto report = header(args, drawing);
    report.update({{"boards", drawn}, {"samples", args.samples}, {"seconds", rounded(seconds)}, {"boards_a_minute", rounded(drawn / seconds * 60)}, {"peak_rss_mb", rounded(peakMb())}});
    if (args.json) printOut(report.dump(2));
    else printOut(fmt::format("{}\n{} boards of {}, {} samples, in {:.1f} s: {:.0f} a minute, {:.0f} MB at most", drawing.device->report().name, drawn, args.size,
                              args.samples, seconds, drawn / seconds * 60, peakMb()));
    leave(std::move(drawing));
    return 0;
}

Result<int> judgeBoards(const Arguments& args) {
    AccuracyWish wish = args.judged;
    wish.project = args.import.model;
    wish.scene = args.scene;
    wish.json = args.json;
    if (args.sizeGiven) {
        RECCE_TRY(wish.size, parseSize(args.size));
    }
    return benchAccuracy(wish);
}

Result<int> bench(const Arguments& args) {
    const auto start = Clock::now();
    RECCE_TRY(const PixelSize size, parseSize(args.size));
    auto starting = startDrawing();
    render::Snapshot snapshot;
    if (isProject(projectFolder(args.import.model))) {
        RECCE_TRY(const auto project, Project::open(projectFolder(args.import.model), OpenFor::Reading));
        const Production& production = project->production();
        RECCE_TRY(const Id<Scene> scene, sceneFor(production, args));
        ProjectModels models(project->folder());
        RECCE_TRY_STATUS(models.read(production, scene));
        StageShelf figures;
        snapshot = makeStage({production, scene, nullptr, 0, models.source(), figures}).snapshot;
    } else {
        RECCE_TRY(const asset::ImportOutcome outcome, importForCommand(args.import));
        snapshot = render::lookAtModel(outcome.model);
    }
    render::IndirectCache indirect;
    RECCE_TRY(snapshot.probes, indirect.of(snapshot, interruptToken()));
    auto views = orbit(snapshot, size, args.frames);
    copy(snapshot, views.front(), args.copies, args.ahead);
    if (args.ahead) views = orbit(snapshot, size, args.frames);
    RECCE_TRY(Drawing drawing, starting.get());
    RECCE_TRY(const Measured m, measure(drawing, snapshot, views, args.adaptive, start));
    const auto at = [&](double share) { return m.ms[std::min(m.ms.size() - 1, static_cast<std::size_t>(share * static_cast<double>(m.ms.size())))]; };
    std::uint64_t whole = 0;
    for (const auto& placed : snapshot.models)
        for (const auto& instance : placed.model->instances()) whole += placed.model->meshes()[instance.mesh].sourceTriangles;
    auto report = header(args, drawing);
    report.update({{"frames", args.frames}, {"copies", args.copies}, {"triangles_of_set", whole}, {"triangles", m.triangles}, {"draws", m.draws},
                   {"ms", {{"median", rounded(at(0.5))}, {"p95", rounded(at(0.95))}, {"max", rounded(m.ms.back())}}},
                   {"first_image_ms", rounded(m.first)}, {"peak_rss_mb", rounded(peakMb())}});
    if (args.adaptive) report.update({{"smallest_side", rounded(m.smallest)}, {"full_quality_ms", rounded(m.rest)}});
    if (args.json) {
        printOut(report.dump(2));
        return 0;
    }
    printOut(fmt::format("{}\n{} frames of {}: median {:.1f} ms, 95 % {:.1f} ms, longest {:.1f} ms\n{} of {} triangles in {} draws\n"
                         "First picture after {:.0f} ms, {:.0f} MB at most",
                         drawing.device->report().name, args.frames, args.size, at(0.5), at(0.95), m.ms.back(), m.triangles, whole, m.draws, m.first, peakMb()));
    if (args.adaptive) printOut(fmt::format("Smallest moving picture {:.0f} % a side; full quality {:.0f} ms after the last move", m.smallest * 100, m.rest));
    return 0;
}

}  // namespace

void addBench(CLI::App& app, Run& run) {
    auto* command = app.add_subcommand("bench", "Frame times along a fixed path about a model or a scene, or boards a minute");
    auto args = std::make_shared<Arguments>();
    addImportArguments(*command, args->import, "A model file, or the folder of a production");
    command->add_option("--scene", args->scene, "The scene of a production; default the first with a camera");
    command->add_option("--size", args->size, "WIDTHxHEIGHT in pixels; --accuracy: default 240 wide at the delivery aspect")->capture_default_str()->each([args](const std::string&) { args->sizeGiven = true; });
    command->add_option("--frames", args->frames, "How many frames")->capture_default_str()->check(CLI::Range(1, 100000));
    command->add_option("--copies", args->copies, "The set so many times, the others behind the camera")->capture_default_str()->check(CLI::Range(1, 100000));
    command->add_flag("--ahead", args->ahead, "The copies stand where the camera sees them, and it takes all of them in");
    command->add_flag("--adaptive", args->adaptive, "At the sizes that the window draws a moving view with, and then to full quality at rest");
    command->add_option("--boards", args->boards, "A production: so many boards of its shots instead, none of them from the cache")->check(CLI::Range(1, 100000));
    command->add_option("--samples", args->samples, "Of --boards: frames added up")->capture_default_str()->check(CLI::Range(1, 4096));
    command->add_flag("--json", args->json, "One JSON document on standard output");
    command->add_flag("--accuracy", args->accuracy, "Instead: every board of a production beside its path-traced reference");
    command->add_option("--paths", args->judged.paths, "Of --accuracy: paths of a reference pixel")->capture_default_str()->check(CLI::Range(2, 65536));
    command->add_option("--shot", args->judged.shots, "Of --accuracy: this shot alone; may be repeated");
    command->add_option("--pictures", args->judged.folder, "Of --accuracy: a folder for each board, its reference and what flips between them");
    command->footer("Examples: recce bench set.glb --frames 120 --json; recce bench film --accuracy --pictures out");
    command->callback([&run, args] { run = [args] { return args->accuracy ? judgeBoards(*args) : args->boards ? benchBoards(*args) : bench(*args); }; });
}

}  // namespace recce::cli
