// `recce meter`: the incident light meter at a mark or a point of a scene.
#include <cmath>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/importing.h"
#include "app/cli/findings.h"
#include "app/cli/project_models.h"
#include "app/light_meter.h"
#include "model/field_text.h"
#include "model/names.h"
#include "model/project.h"
#include "optics/exposure.h"
#include "optics/photometry.h"

namespace recce::cli {
namespace {
struct Arguments {
    std::string project, mark, at, point, scene, setup, towards;
    bool dome = false, json = false;
};

/// To four figures: more is not known.
double rounded(double v) {
    if (!(std::abs(v) > 0)) return 0;
    const double unit = std::pow(10.0, std::floor(std::log10(std::abs(v))) - 3);
    return std::round(v / unit) * unit;
}

Result<int> meter(const Arguments& args) {
    if (!args.mark.empty() + !args.at.empty() + !args.point.empty() != 1)
        return fail(Code::Usage, "Say where to measure.", "meter", "One of --mark ID, --point NAME and --at X,Y,Z.");
    RECCE_TRY(const auto project, openToRead(args.project));
    const Production& production = project->production();
    NameScope scope;
    if (!args.scene.empty()) {
        RECCE_TRY(scope.scene, findByName<Scene>(production, args.scene));
    }
    ProjectModels models(project->folder());
    StageShelf figures;
    render::SightModels known;
    MeterAsk ask{production, scope.scene, nullptr, {}, Vec3(0), {}, args.dome ? render::Receptor::Dome : render::Receptor::Flat, {}, figures, known, interruptToken()};
    if (!args.setup.empty()) {
        RECCE_TRY(const Id<Setup> setup, findByName<Setup>(production, args.setup, scope));
        ask.setup = production.find(setup);
        if (!ask.scene) ask.scene = ask.setup->scene;
        if (ask.setup->scene != ask.scene) return fail(Code::Usage, "This setup is of another scene.", args.setup);
    }
    if (!args.mark.empty()) {
        RECCE_TRY(ask.mark, findByName<Mark>(production, args.mark, NameScope{ask.scene}));
        if (!ask.scene) ask.scene = production.find(ask.mark)->scene;
        if (production.find(ask.mark)->scene != ask.scene) return fail(Code::Usage, "This mark is of another scene.", args.mark);
    } else if (!args.point.empty()) {
        RECCE_TRY(const Id<MeterPoint> id, findByName<MeterPoint>(production, args.point, NameScope{ask.scene}));
        const MeterPoint& point = *production.find(id);
        if (!ask.scene) ask.scene = point.scene;
        if (point.scene != ask.scene) return fail(Code::Usage, "This point is of another scene.", args.point);
        ask.point = point.position;
    } else {
        RECCE_TRY(ask.point, parsePoint(args.at));
    }
    if (!ask.scene) {
        const auto scenes = scenesInOrder(production);
        if (scenes.size() != 1) return fail(Code::Usage, "Say in which scene.", args.at, "Add --scene N.");
        ask.scene = scenes.front()->id;
    }
    if (!args.towards.empty()) {
        RECCE_TRY(ask.towards, parsePoint(args.towards));
    }
    RECCE_TRY_STATUS(models.read(production, ask.scene));
    ask.models = models.source();
    RECCE_TRY(const MeterAnswer answer, readMeter(ask));
    const Lux total = answer.light.total();
    if (args.json) {
        nlohmann::ordered_json lights = nlohmann::ordered_json::array();
        for (std::size_t i = 0; i < answer.lights.size(); ++i) lights.push_back({{"id", toText(AnyId(answer.lights[i]))}, {"lux", rounded(answer.light.lamps[i].value)}});
        if (answer.light.sun.value > 0) lights.push_back({{"id", "sun"}, {"lux", rounded(answer.light.sun.value)}});
        nlohmann::ordered_json report = {{"lux", rounded(total.value)}, {"foot_candles", rounded(optics::footCandles(total))}, {"t_stop", nullptr},
                                         {"by_light", lights}, {"indirect_lux", rounded(answer.light.indirect.value)}};
        if (answer.stop) report["t_stop"] = rounded(answer.stop->value);
        printOut(report.dump(2));
        return 0;
    }
    const auto row = [](const std::string& name, Lux lux) { printOut(fmt::format("{:<28}{:>12.4g} lx {:>10.4g} fc", name, lux.value, optics::footCandles(lux))); };
    for (std::size_t i = 0; i < answer.lights.size(); ++i) row(nameOf(production, *production.find(answer.lights[i])), answer.light.lamps[i]);
    if (answer.light.sun.value > 0) row("Sun", answer.light.sun);
    row("Sky and bounce", answer.light.indirect);
    row("All", total);
    if (answer.stop)
        printOut(fmt::format("T{}, by {}", optics::stopNumber(TStop(std::round(answer.stop->value * 100) / 100)), args.dome ? "dome" : "flat disc; --dome reads as the window does"));
    else printOut(total.value > 0 ? "No camera in this scene: no stop." : "No light falls here.");
    return 0;
}
}  // namespace

void addMeter(CLI::App& app, Run& run) {
    auto* command = app.add_subcommand("meter", "The light meter: what falls on a mark or a point, lamp by lamp");
    auto args = std::make_shared<Arguments>();
    command->add_option("PROJECT", args->project, "The project's folder")->required();
    command->add_option("--mark", args->mark, "At the face of whoever stands on this mark, towards camera A");
    command->add_option("--point", args->point, "At a metered point of the production, by name or id");
    command->add_option("--at", args->at, "X,Y,Z in metres: on the surface there, else towards camera A");
    command->add_option("--scene", args->scene, "The scene, where the mark does not say");
    command->add_option("--setup", args->setup, "With this setup's changes, for its camera A");
    command->add_option("--towards", args->towards, "X,Y,Z: a point that the receptor faces instead");
    command->add_flag("--dome", args->dome, "With a dome (C 340), as the window's table; else a flat disc (C 250)");
    command->add_flag("--json", args->json, "One JSON document on standard output");
    command->footer("Example: recce meter film --mark \"MARA 1\" --setup 12A");
    command->callback([&run, args] { run = [args] { return meter(*args); }; });
}

}  // namespace recce::cli
