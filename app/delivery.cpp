#include "app/delivery.h"

#include <algorithm>
#include <ctime>
#include <set>

#include <fmt/format.h>

#include "app/export_sources.h"
#include "app/ui_renderer.h"
#include "base/files.h"
#include "plan/make_shot_plan.h"
#include "plan/sheets.h"

namespace recce {
namespace {

constexpr double kPageDpi = 110;  // of the page on screen: about the width of the panel at A4 across
constexpr double kPreviewBoardDpi = 110;

std::string argOf(const Ask& ask, std::string_view name) {
    for (const auto& [key, value] : ask.args)
        if (key == name) return value;
    return {};
}

const char* groupOf(std::string_view what) {
    if (what == "setups" || what == "calendar" || what == "schedule") return "The day";
    return "Camera";
}

std::string shortTitle(std::string_view title) {
    if (title.rfind("Shoot days", 0) == 0) return "Calendar";
    return std::string(title.substr(0, title.find(':')));
}

}  // namespace

Delivery::Delivery(Desk& desk, gpu::Device& device, std::function<void()> wake) : desk_(desk), device_(device), box_(std::make_shared<Mailbox<Answer>>(std::move(wake))) {
    for (const Exporter& e : exporters()) {
        Sheet sheet;
        sheet.what = std::string(e.what);
        sheet.name = shortTitle(e.title);
        sheet.group = groupOf(e.what);
        for (const ExportFormat& f : e.formats) sheet.formats.emplace_back(f.name);
        // Ready to press: the shot list as people ask for it.
        if (e.what == "shotlist") {
            for (const char* f : {"pdf", "xlsx"})
                if (findFormat(e, f)) sheet.ticked.insert(f);
        }
        desk_.session().sheets.push_back(std::move(sheet));
    }
    std::stable_sort(desk_.session().sheets.begin(), desk_.session().sheets.end(), [](const Sheet& a, const Sheet& b) { return a.group < b.group; });
}

bool Delivery::perform(const Ask& ask) {
    Session& s = desk_.session();
    if (ask.action == "window.preview") {
        pagePending_ = true;
    } else if (ask.action == "window.tick") {
        for (Sheet& sheet : s.sheets) {
            if (sheet.what != argOf(ask, "what")) continue;
            const std::string format = argOf(ask, "format");
            const bool on = argOf(ask, "on") == "yes";
            if (!format.empty()) on ? void(sheet.ticked.insert(format)) : void(sheet.ticked.erase(format));
            else if (!on) sheet.ticked.clear();
            else sheet.ticked.insert(sheet.formats.front());
        }
    } else if (ask.action == "window.write") {
        startWriting();
    } else if (ask.action == "window.cancel-job" && writing_ && argOf(ask, "id") == std::to_string(writing_->job)) {
        writing_->cancel.cancel();
    } else {
        return false;
    }
    return true;
}

Result<ExportInput> Delivery::inputFor(const Root& root, BoardSource boards) const {
    ExportInput input;
    input.root = root;
    // Copied here: exporters run on a worker, and the shelf is the main thread's.
    std::map<Id<Asset>, std::shared_ptr<const cooked::Model>> models;
    for (const SetPiece& piece : root->all<SetPiece>()) {
        const ShelfModel* model = desk_.shelf().find(piece.asset);
        if (model && model->state == ShelfModel::State::Ready) models[piece.asset] = model->outcome.model;
    }
    input.sections = sectionSource(root, [models = std::move(models)](Id<Asset> asset) {
        const auto at = models.find(asset);
        return at == models.end() ? nullptr : at->second;
    });
    PlanRequest request;
    request.sight = desk_.shelf().sightOf(root);
    input.plan = sheets::chosen(makeShotPlan(*root, request), desk_.session().workspace == Workspace::Deliver ? desk_.session().sheetScene : Id<Scene>{}, {});
    input.layout.paper = desk_.session().paper == Paper::A4 ? sheets::PaperSize::A4 : sheets::PaperSize::Letter;
    RECCE_TRY(input.pages.text, TextEngine::open(programFolder() / "fonts"));
    input.pages.boards = std::move(boards);
    return input;
}

Result<std::vector<drawing::Drawing>> Delivery::pagesOf(const std::string& what, const ExportInput& input) const {
    const drawing::Measure measure = TextEngine::measure(input.pages.text);
    if (what == "shotlist") return sheets::shotListPages(input.plan, input.layout, measure);
    if (what == "boards") return sheets::boardPages(input.plan, input.layout, measure);
    if (what == "overhead") return overheadPages(input);
    return fail(Code::Unsupported, "This sheet is a table or a calendar: it has no page to show before it is written.");
}

Status Delivery::drawPage(StagePictures& pictures) {
    Session& s = desk_.session();
    const Root root = desk_.root();
    if (pageWants_) {
        // The page is on screen already; now one of the pictures that it lacks.
        const auto [shot, w, h] = *pageWants_;
        // As it will be written, where it was drawn before; else a small one.
        auto board = pageKeptAsked_ == *pageWants_ ? Result<std::optional<Picture>>(std::optional<Picture>())
                                                   : pictures.boardForFile(root, shot, kBoardLimit, 0, desk_.shelf(), true);
        pageKeptAsked_ = *pageWants_;
        if (!board || !*board) board = pictures.boardForFile(root, shot, w, h, desk_.shelf());
        if (board && !*board) return {};  // drawn on the next time
        // A shot whose camera is gone leaves its frame empty rather than the page.
        pageBoards_[*pageWants_] = board ? std::move(**board) : Picture{1, 1, {128, 128, 128, 255}};
        pageWants_.reset();
    }
    if (pageRevision_ != desk_.revision()) pageBoards_.clear(), pageKeptAsked_.reset();
    pageRevision_ = desk_.revision();
    std::optional<BoardKey> missing;
    const BoardSource boards = [&](Id<Shot> shot, std::uint32_t w, std::uint32_t h) -> Result<Picture> {
        const BoardKey key{shot, w, h};
        if (const auto at = pageBoards_.find(key); at != pageBoards_.end()) return at->second;
        if (!missing) missing = key;
        return Picture{1, 1, {232, 232, 232, 255}};  // a light patch on the paper until it is drawn
    };
    RECCE_TRY(ExportInput input, inputFor(root, boards));
    input.pages.boardDpi = kPreviewBoardDpi;
    auto pages = pagesOf(s.selectedSheet, input);
    if (!pages) {
        s.pageNote = pages.error().message;
        s.pagePicture = {};
        s.pageCount = 0;
        pagePending_ = false;
        return {};
    }
    s.pageNote.clear();
    s.pageCount = static_cast<int>(pages->size());
    s.page = std::clamp(s.page, 0, std::max(0, s.pageCount - 1));
    if (pages->empty()) {
        pagePending_ = false;
        return {};
    }
    RECCE_TRY(const Picture picture, rasterise((*pages)[static_cast<std::size_t>(s.page)], kPageDpi, input.pages));
    gpu::ImageDesc desc;
    desc.name = "page";
    desc.width = picture.width;
    desc.height = picture.height;
    desc.format = VK_FORMAT_R8G8B8A8_UNORM;
    desc.usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT;
    RECCE_TRY(page_, device_.makeImage(desc));
    RECCE_TRY(gpu::Commands commands, device_.begin());
    commands.use(page_, gpu::Access::TransferTo);
    commands.fill(page_, 0, std::as_bytes(std::span(picture.rgba)));
    commands.use(page_, gpu::Access::Sampled);
    RECCE_TRY(const gpu::Ticket ticket, device_.submit(std::move(commands)));
    RECCE_TRY_STATUS(device_.wait(ticket));
    s.pagePicture = {uiTexture(page_), picture.width, picture.height, missing.has_value(), false};
    pagePending_ = missing.has_value();
    pageWants_ = missing;
    return {};
}

void Delivery::startWriting() {
    if (writing_) return;
    Session& s = desk_.session();
    auto w = std::make_unique<Writing>();
    w->root = desk_.root();
    for (const Sheet& sheet : s.sheets)
        for (const std::string& f : sheet.ticked) w->sheets.push_back({sheet.what, f});
    if (w->sheets.empty()) return;
    w->folder = s.outFolder;
    w->since = s.clock;
    constexpr std::uint64_t kJob = 1'000'000'000;  // beyond the numbers of imports
    w->job = kJob;
    writing_ = std::move(w);
}

/// Runs the exporters once with empty pictures, to learn which boards they ask for.
Status Delivery::count() {
    Writing& w = *writing_;
    std::set<BoardKey> asked;
    RECCE_TRY(ExportInput input, inputFor(w.root, [&](Id<Shot> shot, std::uint32_t, std::uint32_t) -> Result<Picture> {
        asked.insert({shot, kBoardLimit, 0});
        return Picture{1, 1, {0, 0, 0, 255}};
    }));
    for (const Wanted& sheet : w.sheets) {
        const Exporter* e = findExporter(sheet.what);
        const ExportFormat* f = e ? findFormat(*e, sheet.format) : nullptr;
        if (f) (void)f->make(input);
    }
    w.missing.assign(asked.begin(), asked.end());
    w.total = w.missing.size();
    w.counted = true;
    return {};
}

void Delivery::tell() const {
    if (!writing_) return;
    const Writing& w = *writing_;
    desk_.session().jobs.push_back({w.job, w.running ? "Writing" : "Drawing boards", w.total - w.missing.size(), w.total, w.since});
}

StagePictures::Worked Delivery::work(StagePictures& pictures) {
    bool drew = false;
    for (Answer& answer : box_->take()) finish(answer), drew = true;
    Session& s = desk_.session();
    if (writing_) {
        Writing& w = *writing_;
        if (w.cancel.cancelled() && !w.running) {
            writing_.reset();
            desk_.toast("Stopped. Nothing was written.");
            return {true, true};
        }
        if (!w.counted) {
            if (const auto counted = count(); !counted) desk_.problem(counted.error()), writing_.reset();
            return {true, true};
        }
        if (!w.missing.empty()) {
            const BoardKey key = w.missing.back();
            auto board = pictures.boardForFile(w.root, std::get<0>(key), std::get<1>(key), std::get<2>(key), desk_.shelf());
            if (board && !*board) return {!pictures.waitsForLight(), drew};
            w.missing.pop_back();
            if (board) w.boards[key] = std::move(**board);
            return {true, true};
        }
        if (!w.running) {
            w.running = true;
            auto boards = std::make_shared<std::map<BoardKey, Picture>>(std::move(w.boards));
            auto input = inputFor(w.root, [boards](Id<Shot> shot, std::uint32_t, std::uint32_t) -> Result<Picture> {
                const auto at = boards->find({shot, kBoardLimit, 0});
                if (at == boards->end()) return fail(Code::NotFound, "The camera of this shot is gone.");
                return at->second;
            });
            if (!input) {
                desk_.problem(input.error());
                writing_.reset();
                return {true, true};
            }
            input->pages.cancel = w.cancel;
            desk_.workers().run([box = box_, given = std::move(*input), list = w.sheets, folder = w.folder]() mutable {
                Answer answer;
                // The text engine belongs to one thread: this one opens its own.
                if (auto text = TextEngine::open(programFolder() / "fonts")) given.pages.text = *text;
                std::error_code failed;
                std::filesystem::create_directories(folder, failed);
                if (failed) answer.error = Error{Code::Unwritable, "This folder cannot be made.", folder.string(), "Choose another with Change.", {}};
                for (const Wanted& sheet : list) {
                    const Exporter* e = findExporter(sheet.what);
                    const ExportFormat* f = e ? findFormat(*e, sheet.format) : nullptr;
                    if (!f || answer.error) continue;
                    auto files = f->make(given);
                    if (!files) {
                        answer.error = files.error();
                        continue;
                    }
                    const std::string stem = safeFileName(given.plan.title.empty() ? shortTitle(e->title) : given.plan.title + " " + shortTitle(e->title));
                    const bool many = f->folder || files->size() != 1;
                    auto written = writeOutputs(folder / (many ? stem : stem + "." + sheet.format), *files, many);
                    if (written) answer.files.insert(answer.files.end(), written->begin(), written->end());
                    else answer.error = written.error();
                }
                box->post(std::move(answer));
            });
            return {true, true};
        }
    }
    if (pagePending_ && s.workspace == Workspace::Deliver) {
        const bool before = pageWants_.has_value();
        if (const auto page = drawPage(pictures); !page) {
            s.pageNote = page.error().message;
            pagePending_ = false;
        }
        // Between the portions of a picture there is nothing new to show.
        if (before && pageWants_ && pictures.draws()) return {!pictures.waitsForLight(), drew};
        drew = true;
    }
    return {drew, drew};
}

void Delivery::finish(Answer& answer) {
    const std::filesystem::path folder = writing_ ? writing_->folder : std::filesystem::path();
    writing_.reset();
    if (answer.error) return desk_.problem(*answer.error);
    const std::time_t now = std::time(nullptr);
    char clock[8] = "";
    std::strftime(clock, sizeof clock, "%H:%M", std::localtime(&now));
    desk_.session().lastWritten = fmt::format("Wrote {} file{} at {}", answer.files.size(), answer.files.size() == 1 ? "" : "s", clock);
    desk_.toast(fmt::format("Wrote {} file{} to {}", answer.files.size(), answer.files.size() == 1 ? "" : "s", folder.string()), false, folder.string());
}

}  // namespace recce
