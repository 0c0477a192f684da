// Each exporter as a few lines over sheets, tables and encoders; see exporters.h.
#include "export/exporters.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include "base/files.h"
#include "base/ids.h"
#include "export/calendar.h"
#include "export/pictures.h"
#include "export/table_files.h"
#include "plan/sheet_words.h"
#include "plan/tables.h"

namespace recce {
namespace {
using sheets::Word;
using Files = Result<std::vector<OutputFile>>;

// Pixels of a board that is exported as a file of its own; the height follows from the delivery aspect.
constexpr std::uint32_t kBoardWidth = 1280;
constexpr double kOverheadDpi = 150;

PageInfo infoOf(const ExportInput& in, Word sheet) {
    return {in.plan.title, sheets::word(sheet, in.plan.slates), in.plan.date};
}
std::string fileName(const ExportInput& in, const char* what, const char* extension) {
    return safeFileName((in.plan.title.empty() ? std::string() : in.plan.title + " ") + what) + extension;
}
Files one(std::string name, Result<std::string> bytes) {
    if (!bytes) return fail(std::move(bytes).error());
    return std::vector<OutputFile>{{std::move(name), std::move(*bytes)}};
}

/// Two labels may differ in case only, which some file systems do not tell apart.
std::string uniqueName(std::set<std::string>& taken, const std::string& label) {
    const std::string stem = safeFileName(label);
    std::string name = stem;
    const auto folded = [](std::string s) {
        std::transform(s.begin(), s.end(), s.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return s;
    };
    for (int n = 2; !taken.insert(folded(name)).second; ++n) name = stem + "_" + std::to_string(n);
    return name;
}

Files shotListPdf(const ExportInput& in) {
    const auto pages = sheets::shotListPages(in.plan, in.layout, TextEngine::measure(in.pages.text));
    return one(fileName(in, "shot list", ".pdf"), encodePdf(pages, infoOf(in, Word::ShotList), in.pages));
}
Files shotListXlsx(const ExportInput& in) {
    const tables::Table table[] = {tables::shotListTable(in.plan), tables::shotTable(in.plan)};
    return one(fileName(in, "shot list", ".xlsx"), encodeXlsx(table, infoOf(in, Word::ShotList), in.layout.paper, in.pages));
}
Files shotListCsv(const ExportInput& in) { return one(fileName(in, "shot list", ".csv"), encodeCsv(tables::shotTable(in.plan))); }

Files boardsPdf(const ExportInput& in) {
    const auto pages = sheets::boardPages(in.plan, in.layout, TextEngine::measure(in.pages.text));
    return one(fileName(in, "boards", ".pdf"), encodePdf(pages, infoOf(in, Word::Boards), in.pages));
}
Files boardsPng(const ExportInput& in) {
    std::vector<OutputFile> files;
    std::set<std::string> names;
    std::vector<const ShotRow*> shots;
    for (const SceneRow& scene : in.plan.scenes)
        for (const ShotRow& shot : scene.shots)
            if (shot.status != ShotStatus::Omitted) shots.push_back(&shot);
    for (std::size_t i = 0; i < shots.size(); ++i) {
        if (in.pages.cancel.cancelled()) return fail(Code::Cancelled, "Stopped.");
        if (in.pages.progress) in.pages.progress({"Rendering " + shots[i]->label, i, shots.size()});
        const auto height = static_cast<std::uint32_t>(std::max(1l, std::lround(kBoardWidth / in.plan.aspect)));
        RECCE_TRY(const Picture picture, in.pages.boards(shots[i]->id, kBoardWidth, height));
        RECCE_TRY(std::string png, encodePng(picture));
        files.push_back({uniqueName(names, shots[i]->label) + ".png", std::move(png)});
    }
    return files;
}

// Pages of every scene that has anything to show; of one scene alone also when it has nothing yet.
Result<std::vector<std::pair<std::string, std::vector<drawing::Drawing>>>> overheads(const ExportInput& in) {
    std::vector<std::pair<std::string, std::vector<drawing::Drawing>>> out;
    const auto measure = TextEngine::measure(in.pages.text);
    for (std::size_t i = 0; i < in.plan.scenes.size(); ++i) {
        const SceneRow& scene = in.plan.scenes[i];
        if (in.pages.cancel.cancelled()) return fail(Code::Cancelled, "Stopped.");
        if (in.pages.progress) in.pages.progress({"Cutting the set of scene " + scene.number, i, in.plan.scenes.size()});
        if (in.plan.scenes.size() > 1 && sheets::airOf(*in.root, scene.id).empty()) continue;
        Section section;
        if (in.sections) {
            RECCE_TRY(section, in.sections(scene.id, in.cut));
        }
        out.emplace_back(scene.number, sheets::overheadPages({*in.root, in.plan, scene, section}, in.layout, measure));
    }
    return out;
}
Files overheadPdf(const ExportInput& in) {
    RECCE_TRY(const auto pages, overheadPages(in));
    return one(fileName(in, "overheads", ".pdf"), encodePdf(pages, infoOf(in, Word::Overhead), in.pages));
}
// A file a page; the list of what is on a plan follows it under its name.
template <class Encode> Files overheadFiles(const ExportInput& in, const char* extension, Encode encode) {
    RECCE_TRY(auto scenes, overheads(in));
    std::vector<OutputFile> files;
    std::set<std::string> names;
    for (auto& [number, pages] : scenes) {
        sheets::numberPages(pages, in.plan, Word::Overhead, TextEngine::measure(in.pages.text));
        for (std::size_t i = 0; i < pages.size(); ++i) {
            RECCE_TRY(std::string bytes, encode(pages[i]));
            std::string name = "overhead " + number + (i > 0 ? " list" + (pages.size() > 2 ? " " + std::to_string(i) : std::string()) : std::string());
            files.push_back({uniqueName(names, name) + extension, std::move(bytes)});
        }
    }
    return files;
}
Files overheadSvg(const ExportInput& in) {
    return overheadFiles(in, ".svg", [&](const drawing::Drawing& page) { return encodeSvg(page, infoOf(in, Word::Overhead), in.pages); });
}
Files overheadPng(const ExportInput& in) {
    return overheadFiles(in, ".png", [&](const drawing::Drawing& page) -> Result<std::string> {
        RECCE_TRY(const Picture picture, rasterise(page, kOverheadDpi, in.pages));
        return encodePng(picture);
    });
}

Files setupsXlsx(const ExportInput& in) {
    const tables::Table table[] = {tables::setupTable(in.plan), tables::dayTable(in.plan)};
    return one(fileName(in, "setups", ".xlsx"), encodeXlsx(table, infoOf(in, Word::Setups), in.layout.paper, in.pages));
}
Files setupsCsv(const ExportInput& in) { return one(fileName(in, "setups", ".csv"), encodeCsv(tables::setupTable(in.plan))); }

Files calendarIcs(const ExportInput& in) { return one(fileName(in, "shoot days", ".ics"), encodeCalendar(in.plan)); }

}  // namespace

Result<std::vector<drawing::Drawing>> overheadPages(const ExportInput& in) {
    RECCE_TRY(auto scenes, overheads(in));
    std::vector<drawing::Drawing> pages;
    for (auto& [number, list] : scenes)
        for (auto& page : list) pages.push_back(std::move(page));
    const auto measure = TextEngine::measure(in.pages.text);
    if (pages.empty()) return sheets::emptyPage(in.plan, in.layout, Word::Overhead, measure);
    sheets::numberPages(pages, in.plan, Word::Overhead, measure);
    return pages;
}

std::span<const Exporter> exporters() {
    static const std::vector<Exporter> kExporters{
        {"shotlist", "Shot list: a row and a picture per shot", {{"pdf", false, shotListPdf}, {"xlsx", false, shotListXlsx}, {"csv", false, shotListCsv}}},
        {"boards", "Boards: the pictures of all shots", {{"pdf", false, boardsPdf}, {"png", true, boardsPng}}},
        {"overhead", "Overheads: the set from above, to scale, with cameras, lights and marks", {{"pdf", false, overheadPdf}, {"svg", false, overheadSvg}, {"png", false, overheadPng}}},
        {"setups", "Setups: what the schedule takes over, with day totals", {{"xlsx", false, setupsXlsx}, {"csv", false, setupsCsv}}},
        {"calendar", "Shoot days for a calendar program", {{"ics", false, calendarIcs}}},
    };
    return kExporters;
}

const Exporter* findExporter(std::string_view what) {
    const auto all = exporters();
    const auto at = std::find_if(all.begin(), all.end(), [&](const Exporter& e) { return e.what == what; });
    return at == all.end() ? nullptr : &*at;
}
const ExportFormat* findFormat(const Exporter& exporter, std::string_view format) {
    const auto at = std::find_if(exporter.formats.begin(), exporter.formats.end(), [&](const ExportFormat& f) { return f.name == format; });
    return at == exporter.formats.end() ? nullptr : &*at;
}

Result<std::vector<std::filesystem::path>> writeOutputs(const std::filesystem::path& path, const std::vector<OutputFile>& files, bool folder) {
    namespace fs = std::filesystem;
    std::error_code ec;
    if (!folder && files.size() == 1 && !fs::is_directory(path, ec)) {
        RECCE_TRY_STATUS(writeFileAtomically(path, files[0].bytes));
        return std::vector<fs::path>{path};
    }
    std::vector<fs::path> written;
    for (const OutputFile& f : files) written.push_back(path / f.name);
    const auto contentIn = [&](const fs::path& where) {
        std::vector<FileContent> contents;
        for (const OutputFile& f : files) contents.push_back({where / f.name, f.bytes});
        return contents;
    };
    if (fs::exists(path, ec)) {
        if (!fs::is_directory(path, ec)) return fail(Code::Unwritable, "This is a file, and several files are to be written.", path.string(), "Name a folder.");
        RECCE_TRY_STATUS(writeFilesAtomically(contentIn(path)));
        return written;
    }
    // A new folder appears under its name only when everything is in it.
    const fs::path clean = path.has_filename() ? path : path.parent_path();
    const fs::path beside = fs::path(clean.string() + "." + hexText(randomId()) + ".part");
    if (!fs::create_directories(beside, ec) && ec) return fail(Code::Unwritable, "The folder cannot be made: " + ec.message() + ".", clean.string());
    Status done = writeFilesAtomically(contentIn(beside));
    if (done) {
        fs::rename(beside, clean, ec);
        if (ec) done = fail(Code::Unwritable, "The folder cannot be made: " + ec.message() + ".", clean.string());
    }
    if (!done) {
        fs::remove_all(beside, ec);
        return fail(std::move(done).error());
    }
    return written;
}

}  // namespace recce
