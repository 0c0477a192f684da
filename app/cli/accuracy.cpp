#include "app/cli/accuracy.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/boards.h"
#include "app/cli/command.h"
#include "app/cli/importing.h"
#include "app/cli/project_models.h"
#include "base/files.h"
#include "export/pictures.h"
#include "model/names.h"
#include "model/project.h"
#include "optics/picture_error.h"

namespace recce::cli {
namespace {

struct Judged {
    std::string label;
    optics::LuminanceError light;
    double flip = 0, noise = 0;
    std::uint32_t paths = 0;
};

/// FLIP from black over red and yellow to white.
Picture heat(const optics::Flip& flip, std::uint32_t width, std::uint32_t height) {
    Picture out{width, height, {}};
    for (const float v : flip.map) {
        const auto code = [&](double from) { return static_cast<std::uint8_t>(std::lround(255 * std::clamp(3 * static_cast<double>(v) - from, 0.0, 1.0))); };
        for (const std::uint8_t c : {code(0), code(1), code(2), std::uint8_t{255}}) out.rgba.push_back(c);
    }
    return out;
}

Result<Judged> judge(BoardPainter& painter, const Production& production, const Shot& shot, const AccuracyWish& wish, std::vector<FileContent>& files) {
    BoardWish board;
    board.width = wish.size.width;
    board.height = wish.size.height;
    board.linear = true;
    board.samples = 32;
    board.cancel = interruptToken();
    RECCE_TRY(const render::Finished drawn, painter.shot(production, shot.id, board));
    board.reference.emplace();
    board.reference->samples = wish.paths;
    board.reference->noise = 0;
    RECCE_TRY(const render::Finished traced, painter.shot(production, shot.id, board));
    Judged out{shot.label.empty() ? toText(shot.id) : shot.label, {}, 0, traced.noise, traced.paths};
    RECCE_TRY(out.light, optics::luminanceError(traced.linear, drawn.linear));
    RECCE_TRY(const optics::Flip flip, optics::flip(traced.picture, drawn.picture));
    out.flip = flip.mean;
    if (!wish.folder.empty()) {
        const std::filesystem::path start = std::filesystem::path(wish.folder) / safeFileName(out.label);
        for (const auto& [name, picture] : {std::pair("-raster.png", drawn.picture), std::pair("-reference.png", traced.picture),
                                            std::pair("-flip.png", heat(flip, drawn.picture.width, drawn.picture.height))}) {
            RECCE_TRY(std::string bytes, encodePng(picture));
            files.push_back({start.string() + name, std::move(bytes)});
        }
    }
    return out;
}

}  // namespace

Result<int> benchAccuracy(const AccuracyWish& wish) {
    RECCE_TRY(const auto project, Project::open(projectFolder(wish.project), OpenFor::Reading));
    const Production& production = project->production();
    NameScope scope;
    if (!wish.scene.empty()) {
        RECCE_TRY(scope.scene, findByName<Scene>(production, wish.scene));
    }
    std::vector<const Shot*> shots;
    for (const std::string& name : wish.shots) {
        RECCE_TRY(const Id<Shot> shot, findByName<Shot>(production, name, scope));
        shots.push_back(production.find(shot));
    }
    if (wish.shots.empty()) shots = shotsInOrder(production, scope.scene);
    if (shots.empty()) return fail(Code::NotFound, "There are no shots to judge.", wish.project, "Take a shot first: recce do PROJECT 'take-shot ...'.");
    auto starting = startDrawing();
    ProjectModels models(project->folder());
    RECCE_TRY_STATUS(models.read(production, scope.scene));
    RECCE_TRY(const Drawing drawing, starting.get());
    BoardPainter painter(*drawing.renderer, models.source());
    const ProgressSink progress = terminalProgress();
    std::vector<Judged> boards;
    std::vector<FileContent> files;
    for (const Shot* shot : shots) {
        if (progress) progress({"Judging " + shot->label, boards.size(), shots.size()});
        RECCE_TRY(boards.emplace_back(), judge(painter, production, *shot, wish, files));
    }
    if (!files.empty()) {
        std::error_code error;
        std::filesystem::create_directories(wish.folder, error);
        if (error) return fail(Code::Unwritable, "The folder cannot be made: " + error.message(), wish.folder, "Choose another folder.");
        RECCE_TRY_STATUS(writeFilesAtomically(files));
    }
    const auto rounded = [](double v) { return std::round(v * 1e4) / 1e4; };
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const Judged& b : boards) {
        rows.push_back({{"shot", b.label}, {"mean_relative_luminance_error", rounded(b.light.mean)}, {"median", rounded(b.light.median)}, {"p95", rounded(b.light.p95)},
                        {"bias", rounded(b.light.bias)}, {"flip", rounded(b.flip)}, {"reference_paths", b.paths}, {"reference_noise", rounded(b.noise)}});
    }
    if (wish.json) {
        printOut(nlohmann::ordered_json{{"device", drawing.device->report().name}, {"width", wish.size.width}, {"boards", rows}}.dump(2));
        return 0;
    }
    printOut("shot      mean error   median      95 %     bias     FLIP   reference");
    for (const Judged& b : boards) {
        printOut(fmt::format("{:<8} {:10.1f} %{:8.1f} %{:8.1f} %{:+8.1f} %{:8.3f}   {} paths, noise {:.1f} %", b.label, b.light.mean * 100, b.light.median * 100, b.light.p95 * 100,
                             b.light.bias * 100, b.flip, b.paths, b.noise * 100));
    }
    return 0;
}

}  // namespace recce::cli
