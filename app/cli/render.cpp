// `recce render`: a picture of a model, or of a production's shot, camera, overhead or any view.
#include <cmath>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

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

struct Arguments {
    ImportArguments import;
    std::string view, size, style = "lit", output;
    std::string shot, camera, overhead, scene, setup;
    std::int64_t frame = 0;
    bool frameGiven = false, motionBlur = false;
    std::uint32_t samples = 0;
    std::optional<double> noise, seconds;  ///< of a reference picture; per cent
};

/// Whoever names a noise or a time wants as many paths as it takes.
Result<render::ReferenceSettings> referenceSettings(const Arguments& args, bool reference) {
    render::ReferenceSettings settings;
    if (!reference && (args.noise || args.seconds)) {
        return fail(Code::Usage, "Only a reference picture has a noise and a time to stop at.", args.noise ? "--noise" : "--seconds", "Add --style reference.");
    }
    if (args.noise) settings.noise = *args.noise / 100;
    if (args.seconds) settings.seconds = *args.seconds;
    if (args.noise || args.seconds) settings.samples = 65536;
    if (args.seconds && !args.noise) settings.noise = 0;
    if (args.samples) settings.samples = args.samples;
    return settings;
}

std::string sizeAndPaths(const render::Finished& finished) {
    const std::string size = fmt::format("{} x {}", finished.picture.width, finished.picture.height);
    if (!finished.paths) return size;
    return fmt::format("{}, {} paths a pixel, noise {:.1f} %{}", size, finished.paths, finished.noise * 100,
                       finished.cloudless ? "; without its point clouds, which rays do not meet" : "");
}

Result<int> renderModel(const Arguments& args) {
    if (args.motionBlur) return fail(Code::Usage, "A model has no shutter.", args.import.model, "--motion-blur goes with --shot or --camera of a production.");
    const bool automatic = args.view.empty() || args.view == "auto";
    RECCE_TRY(const PixelSize size, parseSize(args.size.empty() ? "1280x720" : args.size));
    RECCE_TRY(const StyleWish style, parseStyle(args.style));
    RECCE_TRY(const bool linear, wantsLinear(args.output));
    RECCE_TRY(const render::ReferenceSettings reference, referenceSettings(args, style.reference));
    FromTo fromTo;
    if (!automatic) {
        RECCE_TRY(fromTo, parseFromTo(args.view));
    }
    std::future<Result<Drawing>> starting;
    if (!style.reference) starting = startDrawing();
    RECCE_TRY(const asset::ImportOutcome outcome, importForCommand(args.import));
    const render::Snapshot snapshot = render::lookAtModel(outcome.model);
    render::View view = automatic ? render::autoView(snapshot, size.width, size.height)
                                            : render::viewFromTo(fromTo.from, fromTo.to, size.width, size.height);
    view.style = style.style;
    view.look = style.look.value_or(optics::Look::Agx);
    if (view.look == optics::Look::Lut) return fail(Code::Usage, "A model has no look-up table of its own.", args.style, "Render a production, or take another look.");
    if (style.reference) {
        render::SightModels known;
        render::Finished finished;
        RECCE_TRY(render::ReferencePicture traced, render::traceReference(snapshot, view, known, reference, terminalProgress(), interruptToken()));
        RECCE_TRY(finished.picture, render::displayed(traced.linear, view));
        finished.linear = std::move(traced.linear);
        finished.paths = traced.samples;
        finished.noise = traced.noise;
        finished.cloudless = traced.cloudless;
        RECCE_TRY_STATUS(writePicture(finished, args.output));
        note(fmt::format("Wrote {} ({}).", args.output, sizeAndPaths(finished)));
        return 0;
    }
    RECCE_TRY(Drawing drawing, starting.get());
    render::FinalQuality quality;
    // A quick look: one sample, and levels of detail that differ by less than a quarter of a pixel.
    quality.samples = args.samples ? args.samples : 1;
    quality.wholeMeshes = args.samples > 1;
    quality.linear = linear;
    RECCE_TRY(const render::Finished finished, drawing.renderer->render(snapshot, view, quality));
    RECCE_TRY_STATUS(writePicture(finished, args.output));
    note(fmt::format("Wrote {} ({} x {}, {} triangles).", args.output, size.width, size.height, finished.triangles));
    leave(std::move(drawing));
    return 0;
}

/// Exactly one thing to draw, and what belongs to it.
Status checkProjectArguments(const Arguments& args) {
    const int chosen = !args.shot.empty() + !args.camera.empty() + !args.overhead.empty() + !args.view.empty();
    if (chosen != 1) {
        return fail(Code::Usage, "Say what to draw of the production.", args.import.model,
                    "One of --shot ID, --camera ID, --overhead SCENE, --view PX,PY,PZ:TX,TY,TZ --scene N.");
    }
    if (!args.view.empty() && args.scene.empty()) return fail(Code::Usage, "A view needs a scene.", args.view, "Add --scene N.");
    if (args.motionBlur && args.shot.empty() && args.camera.empty()) return fail(Code::Usage, "Only a shot and a camera have a shutter.", args.import.model, "--motion-blur goes with --shot or --camera.");
    if (!args.setup.empty() && args.overhead.empty() && args.view.empty()) return fail(Code::Usage, "A shot and a camera have their own setup.", args.setup, "--setup goes with --overhead or --view.");
    if (args.view == "auto") return fail(Code::Usage, "The automatic view is for models.", args.import.model, "Give --view PX,PY,PZ:TX,TY,TZ.");
    return {};
}

Result<render::Finished> drawProject(const Production& production, ProjectModels& models, const Arguments& args, BoardWish wish) {
    NameScope scope;
    if (!args.scene.empty()) {
        RECCE_TRY(scope.scene, findByName<Scene>(production, args.scene));
    }
    auto starting = startDrawing();
    const auto painter = [&](Id<Scene> scene) -> Result<std::pair<Drawing, BoardPainter>> {
        RECCE_TRY_STATUS(models.read(production, scene));
        RECCE_TRY(Drawing drawing, starting.get());
        BoardPainter made(*drawing.renderer, models.source(), std::make_shared<BoardCache>(drawing.device->report()));
        return std::pair(std::move(drawing), std::move(made));
    };
    if (!args.shot.empty()) {
        RECCE_TRY(const Id<Shot> shot, findByName<Shot>(production, args.shot, scope));
        // Frames of a shot count from its first.
        if (args.frameGiven) wish.frame = FrameTime{production.find(shot)->frames.first.frame + args.frame};
        RECCE_TRY(auto with, painter(sceneOf(production, AnyId(shot))));
        return with.second.shot(production, shot, wish);
    }
    wish.frame = FrameTime{args.frame};
    if (!args.camera.empty()) {
        RECCE_TRY(const Id<CameraRig> rig, findByName<CameraRig>(production, args.camera, scope));
        RECCE_TRY(auto with, painter(sceneOf(production, AnyId(rig))));
        return with.second.camera(production, rig, wish);
    }
    Id<Scene> scene = scope.scene;
    if (!args.overhead.empty()) {
        RECCE_TRY(scene, findByName<Scene>(production, args.overhead));
    }
    if (!args.setup.empty()) {
        scope.scene = scene;
        RECCE_TRY(wish.setup, findByName<Setup>(production, args.setup, scope));
    }
    RECCE_TRY(auto with, painter(scene));
    if (wish.height == 0) wish.height = static_cast<std::uint32_t>(std::lround(wish.width / 16.0 * 9.0));
    render::View view;
    if (!args.overhead.empty()) {
        view = overheadView(with.second.stage(production, scene, wish.setup, static_cast<double>(args.frame)), Metres(2.4), wish.width, wish.height);
    } else {
        RECCE_TRY(const FromTo fromTo, parseFromTo(args.view));
        view = render::viewFromTo(fromTo.from, fromTo.to, wish.width, wish.height);
    }
    view.style = wish.style;
    wish.look.giveTo(view);
    return with.second.view(production, scene, view, wish);
}

Result<int> renderProject(const Arguments& args) {
    RECCE_TRY_STATUS(checkProjectArguments(args));
    BoardWish wish;
    if (!args.size.empty()) {
        RECCE_TRY(const PixelSize size, parseSize(args.size));
        wish.width = size.width;
        wish.height = size.height;
    }
    RECCE_TRY(const StyleWish style, parseStyle(args.style));
    wish.style = style.style;
    RECCE_TRY(const render::ReferenceSettings reference, referenceSettings(args, style.reference));
    if (style.reference) {
        wish.reference = reference;
        wish.progress = terminalProgress();
    }
    RECCE_TRY(wish.linear, wantsLinear(args.output));
    wish.motionBlur = args.motionBlur;
    if (wish.motionBlur) wish.samples = 4 * kBoardSamples;  // fewer show as ghosts beside each other
    if (args.samples) wish.samples = args.samples;
    wish.cancel = interruptToken();
    RECCE_TRY(const auto project, Project::open(projectFolder(args.import.model), OpenFor::Reading));
    // Only a picture that shows the production's own look needs its table.
    if (style.look && *style.look != optics::Look::Lut) wish.look = {*style.look, nullptr};
    else if (style.style == render::Style::Lit) {
        RECCE_TRY(wish.look, displayLookOf(project->production(), project->folder()));
    }
    ProjectModels models(project->folder());
    RECCE_TRY(const render::Finished finished, drawProject(project->production(), models, args, wish));
    RECCE_TRY_STATUS(writePicture(finished, args.output));
    note(fmt::format("Wrote {} ({}).", args.output, sizeAndPaths(finished)));
    return 0;
}

}  // namespace

void addRender(CLI::App& app, Run& run) {
    auto* command = app.add_subcommand("render", "Draw a model, or a shot, camera, overhead or view of a production");
    auto args = std::make_shared<Arguments>();
    addImportArguments(*command, args->import, "A model file, or the folder of a production");
    command->add_option("--shot", args->shot, "A shot by id or label: the delivery frame fitted into --size");
    command->add_option("--camera", args->camera, "A camera by id or letter, as SCENE/A where the letter alone is not unique");
    command->add_option("--overhead", args->overhead, "A scene from straight above, cut at 2.40 m");
    command->add_option("--view", args->view, "PX,PY,PZ:TX,TY,TZ in metres; a model: also auto (the default)");
    command->add_option("--scene", args->scene, "The scene of --view, or where a camera or shot is looked for");
    command->add_option("--setup", args->setup, "The setup whose changes an overhead or a view shows; else the scene as it is");
    command->add_option("--frame", args->frame, "Frame of the shot, else of the scene's clock")->each([args](const std::string&) { args->frameGiven = true; });
    command->add_option("--size", args->size, "WIDTHxHEIGHT in pixels; default 1280 wide at the delivery aspect, a model 1280x720");
    command->add_option("--style", args->style, "lit, reference (traced, slow), solid, line, stop-zones, false-colour, depth or id; looks of lit: aces, pbr-neutral, logc3, logc4, slog3")->capture_default_str();
    command->add_flag("--motion-blur", args->motionBlur, "A shot or camera: what moves while the shutter is open, smeared as the camera does");
    command->add_option("--samples", args->samples, "Frames added up, each with four samples a pixel; reference: paths a pixel at most")->check(CLI::Range(1, 4096));
    command->add_option("--noise", args->noise, "A reference picture is done where its mean error is under this, in per cent; default 1")->check(CLI::Range(0.01, 100.0));
    command->add_option("--seconds", args->seconds, "A reference picture takes no longer than this and one more round")->check(CLI::Range(0.1, 1e6));
    command->add_option("-o,--output", args->output, "FILE.png, or FILE.exr for scene-linear floats")->required();
    command->footer("Examples: recce render set.glb --view auto --size 1280x720 -o set.png; recce render film --shot 12A -o 12A.png; recce render film --shot 12A --style reference --noise 2 -o 12A.exr");
    command->callback([&run, args] { run = [args] { return isProject(projectFolder(args->import.model)) ? renderProject(*args) : renderModel(*args); }; });
}

}  // namespace recce::cli
