// `recce export`: sheets, tables and calendars of a production, through the same exporters as the window's delivery.
#include <cctype>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "app/cli/drawing.h"
#include "app/cli/importing.h"
#include "app/cli/project_models.h"
#include "app/export_sources.h"
#include "base/files.h"
#include "base/unit_text.h"
#include "model/names.h"
#include "model/project.h"
#include "plan/make_shot_plan.h"

namespace recce::cli {
namespace {

struct Arguments {
    std::string project, what, format, paper, scene, day, output, turn, pictures = "large", order = "script", cut;
    int perPage = 6;
    bool list = false, json = false;
};

int printExporters(bool json) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const Exporter& e : exporters()) {
        std::string formats;
        for (const ExportFormat& f : e.formats) formats += (formats.empty() ? "" : " ") + std::string(f.name);
        if (!json) printOut(fmt::format("{:<10} {:<14} {}", e.what, formats, e.title));
        nlohmann::ordered_json names = nlohmann::ordered_json::array();
        for (const ExportFormat& f : e.formats) names.push_back(std::string(f.name));
        rows.push_back({{"what", std::string(e.what)}, {"formats", names}, {"title", std::string(e.title)}});
    }
    if (json) printOut(rows.dump(2));
    return 0;
}

template <class E> Result<E> oneOf(const char* option, const std::string& word, std::initializer_list<std::pair<const char*, E>> words) {
    std::string all;
    for (const auto& [name, value] : words) {
        if (word == name) return value;
        all += (all.empty() ? "" : ", ") + std::string(name);
    }
    return fail(Code::Usage, fmt::format("{} is none of {}.", word, all), option);
}

/// By number, date or id.
Result<Id<ShootDay>> findDay(const Production& production, const ShotPlan& plan, const std::string& text) {
    for (const DayRow& d : plan.days)
        if (std::to_string(d.number) == text || d.date == text) return d.id;
    return findByName<ShootDay>(production, text);
}

Result<sheets::Layout> layoutOf(const Arguments& args, const Production& production) {
    using namespace sheets;
    Layout layout;
    layout.paper = production.info->paper == Paper::A4 ? PaperSize::A4 : PaperSize::Letter;
    if (!args.paper.empty()) {
        RECCE_TRY(layout.paper, oneOf<PaperSize>("--paper", args.paper, {{"a4", PaperSize::A4}, {"letter", PaperSize::Letter}, {"legal", PaperSize::Legal}}));
    }
    if (!args.turn.empty()) {
        RECCE_TRY(layout.turn, oneOf<Turn>("--turn", args.turn, {{"across", Turn::Across}, {"upright", Turn::Upright}}));
    }
    RECCE_TRY(layout.pictures, oneOf<Pictures>("--pictures", args.pictures, {{"none", Pictures::None}, {"small", Pictures::Small}, {"large", Pictures::Large}}));
    RECCE_TRY(layout.order, oneOf<Order>("--order", args.order, {{"script", Order::Script}, {"setup", Order::Setup}, {"day", Order::Day}}));
    layout.boardsPerPage = args.perPage;
    return layout;
}

/// Device, models and painter, made when the first board or section is asked for: tables and calendars need none.
struct Studio {
    Root root;
    ProjectModels models;
    std::optional<Drawing> drawing;
    std::unique_ptr<BoardPainter> painter;

    Result<BoardPainter*> open() {
        if (!painter) {
            auto starting = startDrawing();
            RECCE_TRY_STATUS(models.read(*root, Id<Scene>{}));
            RECCE_TRY(drawing, starting.get());
            painter = std::make_unique<BoardPainter>(*drawing->renderer, models.source(), std::make_shared<BoardCache>(drawing->device->report()));
        }
        return painter.get();
    }
};

Result<int> runExport(const Arguments& args) {
    if (args.list) return printExporters(args.json);
    const Exporter* exporter = findExporter(args.what);
    if (args.project.empty() || args.what.empty()) return fail(Code::Usage, "Name a project and what to export.", "recce export", "Try recce export --list.");
    if (!exporter) return fail(Code::Usage, "Nothing of this name can be exported.", args.what, "Try recce export --list.");
    if (args.output.empty()) return fail(Code::Usage, "Name a file or folder to write.", "-o");
    std::string wanted = args.format;
    if (wanted.empty()) {
        std::string extension = std::filesystem::path(args.output).extension().string();
        for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        if (!extension.empty()) extension.erase(0, 1);
        wanted = findFormat(*exporter, extension) ? extension : std::string(exporter->formats.front().name);
    }
    const ExportFormat* format = findFormat(*exporter, wanted);
    if (!format) return fail(Code::Usage, fmt::format("{} cannot be written as {}.", args.what, wanted), "--format", "Try recce export --list.");

    RECCE_TRY(const auto project, Project::open(projectFolder(args.project), OpenFor::Reading));
    auto root = std::make_shared<const Production>(project->production());
    ExportInput input;
    input.root = root;
    RECCE_TRY(input.layout, layoutOf(args, *root));
    Id<Scene> scene;
    if (!args.scene.empty()) {
        RECCE_TRY(scene, findByName<Scene>(*root, args.scene));
    }
    Studio studio{root, ProjectModels(project->folder()), {}, nullptr};
    PlanRequest request;
    // A calendar says nothing about frames, so it needs no set.
    if (exporter->what != "calendar") request.sight = SetSights(studio.models.sights()).of(root);
    input.plan = makeShotPlan(*root, request);
    Id<ShootDay> day;
    if (!args.day.empty()) {
        RECCE_TRY(day, findDay(*root, input.plan, args.day));
    }
    input.plan = sheets::chosen(input.plan, scene, day);
    if (!args.cut.empty()) {
        UnitContext units;
        units.imperial = root->info->units == DisplayUnits::Imperial;
        RECCE_TRY(const double metres, parseQuantity(Quantity::Length, args.cut, units));
        input.cut = Metres(metres);
    }
    RECCE_TRY(input.pages.text, TextEngine::open(programFolder() / "fonts"));
    input.pages.progress = terminalProgress();
    input.pages.cancel = interruptToken();
    if (input.layout.pictures != sheets::Pictures::None || exporter->what == "boards") {
        RECCE_TRY(const DisplayLook look, displayLookOf(*root, project->folder()));
        input.pages.boards = [&studio, root, look](Id<Shot> shot, std::uint32_t width, std::uint32_t height) -> Result<Picture> {
            RECCE_TRY(BoardPainter * painter, studio.open());
            return boardSource(root, *painter, look, interruptToken())(shot, width, height);
        };
    }
    input.sections = [&studio, root](Id<Scene> id, Metres height) -> Result<Section> {
        RECCE_TRY_STATUS(studio.models.read(*root, id));
        return sectionSource(root, studio.models.source())(id, height);
    };

    RECCE_TRY(const std::vector<OutputFile> files, format->make(input));
    if (files.empty()) return fail(Code::NotFound, "There is nothing to export yet.", args.project, "Take a shot first: recce do PROJECT 'take-shot ...'.");
    if (input.pages.cancel.cancelled()) return fail(Code::Cancelled, "Stopped.");
    RECCE_TRY(const auto written, writeOutputs(args.output, files, format->folder));
    for (const std::string& text : input.pages.text->lacking())
        note(fmt::format("No font here has all letters of \u201C{}\u201D. Install fonts-noto-core, or fonts-noto-cjk for Chinese, Japanese and Korean.", text));
    if (written.size() == 1) note(fmt::format("Wrote {}.", written[0].string()));
    else note(fmt::format("Wrote {} files to {}.", written.size(), args.output));
    return 0;
}

}  // namespace

void addExport(CLI::App& app, Run& run) {
    auto* command = app.add_subcommand("export", "Write shot lists, boards, overheads, setups and calendars");
    auto args = std::make_shared<Arguments>();
    command->add_option("PROJECT", args->project, "The project's folder");
    command->add_option("WHAT", args->what, "shotlist, boards, overhead, setups or calendar; see --list");
    command->add_flag("--list", args->list, "What can be exported, and in which formats");
    command->add_flag("--json", args->json, "With --list: one JSON document");
    command->add_option("--format", args->format, "pdf, xlsx, csv ...; default: by the file's name, else the first");
    command->add_option("--paper", args->paper, "a4, letter or legal; default: the production's");
    command->add_option("--turn", args->turn, "across or upright");
    command->add_option("--pictures", args->pictures, "On the shot list: none, small or large")->capture_default_str();
    command->add_option("--order", args->order, "Of shots: script, setup or day")->capture_default_str();
    command->add_option("--per-page", args->perPage, "Boards on a page: 1, 2, 4, 6 or 9")->check(CLI::IsMember({1, 2, 4, 6, 9}))->capture_default_str();
    command->add_option("--cut", args->cut, "Height at which overheads cut the set; default 1.2m");
    auto* scene = command->add_option("--scene", args->scene, "Only this scene");
    command->add_option("--day", args->day, "Only this shoot day: its number, date or id")->excludes(scene);
    command->add_option("-o,--output", args->output, "The file; a folder where several files are written");
    command->footer("Example: recce export scenes/slack-water shotlist --format pdf --paper a4 -o shots.pdf");
    command->callback([&run, args] { run = [args] { return runExport(*args); }; });
}

}  // namespace recce::cli
