// `recce render`: a picture of a model, or of a production's shot, camera, overhead or any view.
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/cli/command.h"
#include "app/cli/drawing.h"
#include "app/cli/importing.h"
#include "render/look.h"

namespace recce::cli {
namespace {

struct Arguments {
    ImportArguments import;
    std::string view = "auto", size = "1280x720", style = "lit", output;
    std::uint32_t samples = 0;
};

Result<int> renderModel(const Arguments& args) {
    RECCE_TRY(const PixelSize size, parseSize(args.size));
    RECCE_TRY(const render::Style style, parseStyle(args.style));
    RECCE_TRY(const bool linear, wantsLinear(args.output));
    FromTo fromTo;
    if (args.view != "auto") {
        RECCE_TRY(fromTo, parseFromTo(args.view));
    }
    auto starting = startDrawing();
    RECCE_TRY(const asset::ImportOutcome outcome, importForCommand(args.import));
    const render::Snapshot snapshot = render::lookAtModel(outcome.model);
    render::View view = args.view == "auto" ? render::autoView(snapshot, size.width, size.height)
                                            : render::viewFromTo(fromTo.from, fromTo.to, size.width, size.height);
    view.style = style;
    RECCE_TRY(const Drawing drawing, starting.get());
    render::FinalQuality quality;
    // A quick look: one sample, and levels of detail that differ by less than a quarter of a pixel.
    quality.samples = args.samples ? args.samples : 1;
    quality.wholeMeshes = args.samples > 1;
    quality.linear = linear;
    RECCE_TRY(const render::Finished finished, drawing.renderer->render(snapshot, view, quality));
    RECCE_TRY_STATUS(writePicture(finished, args.output));
    note(fmt::format("Wrote {} ({} x {}, {} triangles).", args.output, size.width, size.height, finished.triangles));
    return 0;
}

}  // namespace

void addRender(CLI::App& app, Run& run) {
    auto* command = app.add_subcommand("render", "Draw a model, or a shot, camera, overhead or view of a production");
    auto args = std::make_shared<Arguments>();
    addImportArguments(*command, args->import);
    command->add_option("--view", args->view, "auto, or PX,PY,PZ:TX,TY,TZ in metres")->capture_default_str();
    command->add_option("--size", args->size, "WIDTHxHEIGHT in pixels")->capture_default_str();
    command->add_option("--style", args->style, "lit, solid, line, depth or id")->capture_default_str();
    command->add_option("--samples", args->samples, "Frames added up, each with four samples a pixel")->check(CLI::Range(1, 4096));
    command->add_option("-o,--output", args->output, "FILE.png, or FILE.exr for scene-linear floats")->required();
    command->footer("Example: recce render set.glb --view auto --size 1280x720 -o set.png");
    command->callback([&run, args] { run = [args] { return renderModel(*args); }; });
}

}  // namespace recce::cli
