#include "app/ui/chooser.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/ui/asks.h"
#include "app/ui/keys.h"
#include "app/ui/panels.h"
#include "app/ui/widgets.h"

namespace recce::ui {
namespace {

const char* titleOf(ChooserUse use) {
    switch (use) {
        case ChooserUse::OpenProduction: return "Open a production";
        case ChooserUse::SaveAs: return "Save as";
        case ChooserUse::ImportModel: return "Bring in a model";
        case ChooserUse::ExportFolder: return "Write to this folder";
        case ChooserUse::Relink: return "Point at the model";
        case ChooserUse::Lut: return "Choose a look-up table";
        case ChooserUse::Ies: return "Choose a measured light";
        case ChooserUse::None: break;
    }
    return "";
}
const char* verbOf(ChooserUse use) {
    switch (use) {
        case ChooserUse::OpenProduction: return "Open";
        case ChooserUse::SaveAs: return "Save here";
        case ChooserUse::ImportModel: return "Bring in";
        case ChooserUse::ExportFolder: return "Write here";
        case ChooserUse::Relink: return "Re-link";
        case ChooserUse::Lut:
        case ChooserUse::Ies: return "Use";
        case ChooserUse::None: break;
    }
    return "";
}

void places(const Rect& rect, const Chooser& chooser, Emit& emit) {
    float y = rect.y0;
    for (const std::string& place : chooser.places) {
        const Rect row{rect.x0, y, rect.x1, y + px(size::row)};
        y = row.y1;
        if (row.y1 > rect.y1) break;
        const auto slash = place.find_last_of('/');
        const std::string name = slash == std::string::npos || slash + 1 == place.size() ? place : place.substr(slash + 1);
        const Hot hot = hotArea(row, "Place " + place);
        if (place == chooser.folder) fill(row, colour::accentSoft, px(size::round));
        else if (hot.hovered) fill(row, colour::bg4, px(size::round));
        iconIn({row.x0, row.y0, row.x0 + px(size::indent), row.y1}, icon::folder, colour::text3);
        textIn({row.x0 + px(size::indent + 2), row.y0, row.x1 - px(size::round), row.y1}, Font::Body, colour::text1, name);
        if (hot.hovered) tooltip(place);
        if (hot.clicked) emit.act("window.chooser-go", {{"folder", place}});
    }
}

void rows(const Rect& rect, Chooser& chooser, Emit& emit) {
    ImGui::SetCursorScreenPos(rect.min());
    ImGui::BeginChild("##files", {rect.w(), rect.h()});
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(chooser.rows.size()), px(size::row));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const FileRow& file = chooser.rows[static_cast<std::size_t>(i)];
            const Rect row = nextRow(px(size::row));
            const Hot hot = hotArea(row, file.name);
            if (i == chooser.selected) fill(row, colour::accentSoft, px(size::round));
            else if (hot.hovered) fill(row, colour::bg4, px(size::round));
            Rect inner{row.x0 + px(size::round), row.y0, row.x1 - px(size::gap), row.y1};
            iconIn(inner.takeLeft(px(size::indent)), file.folder ? icon::folder : chooser.use == ChooserUse::OpenProduction ? icon::shot : icon::piece, colour::text3);
            textIn(inner, Font::Small, colour::text3, file.fact, Align::Right);
            inner.x1 -= textWidth(Font::Small, file.fact) + px(size::gap);
            textIn(inner, Font::Body, colour::text1, file.name);
            if (hot.clicked) {
                chooser.selected = i;
                if (!file.folder || chooser.use == ChooserUse::OpenProduction) chooser.typed = file.name;
                chooser.error.clear();
            }
            if (hot.doubleClicked) {
                if (file.folder) emit.act("window.chooser-enter", {{"name", file.name}});
                else emit.act("window.chooser-take", {{"typed", file.name}});
            }
        }
    }
    if (chooser.rows.empty()) emptyState("Nothing here that Recce reads.");
    ImGui::EndChild();
}

}  // namespace

void drawChooser(Session& session, Emit& emit) {
    Chooser& chooser = session.chooser;
    if (chooser.use == ChooserUse::None) return;
    const Region region("Chooser");
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const float width = std::min(px(size::chooserWidth), display.x - px(size::indent * 2)), height = std::min(px(size::chooserHeight), display.y - px(size::topBar * 2));
    const Rect box{std::round((display.x - width) / 2), std::round((display.y - height) / 2), std::round((display.x + width) / 2), std::round((display.y + height) / 2)};
    beginFloating("##chooser", box);
    Rect inner = box.inset(px(size::padding + size::round));
    textIn(inner.takeTop(px(size::indent)), Font::Title, colour::text1, titleOf(chooser.use));
    inner.takeTop(px(size::gap));
    Rect path = inner.takeTop(px(size::row));
    if (iconButton(path.takeLeft(px(size::row)), "Up", icon::left, "The folder above")) emit.act("window.chooser-enter", {{"name", ".."}});
    path.takeLeft(px(size::round));
    if (const auto r = field(path.middle(px(size::field)), {.name = "Folder", .value = chooser.folder, .hint = "/home"})) emit.act("window.chooser-go", {{"folder", r.text}});
    inner.takeTop(px(size::gap));
    Rect bottom = inner.takeBottom(px(size::sceneRow));
    inner.takeBottom(px(size::gap));
    Rect side = inner.takeLeft(px(size::placesWidth));
    inner.takeLeft(px(size::gap));
    places(side, chooser, emit);
    fill(inner, colour::bg2, px(size::round));
    if (!chooser.error.empty()) {
        const Rect line = inner.takeBottom(px(size::row));
        textIn({line.x0 + px(size::gap), line.y0, line.x1, line.y1}, Font::Small, colour::error, chooser.error);
    }
    rows(inner.inset(px(2)), chooser, emit);
    const ButtonSpec go{.label = verbOf(chooser.use), .kind = ButtonKind::Primary, .name = "Go"};
    const Rect goBox = bottom.takeRight(std::max(buttonWidth(go), px(size::labelColumn))).middle(px(size::button));
    bottom.takeRight(px(size::gap));
    const Rect leave = bottom.takeRight(buttonWidth({.label = "Leave"})).middle(px(size::button));
    bottom.takeRight(px(size::padding));
    const char* hint = chooser.use == ChooserUse::SaveAs ? "Name of the new folder" : chooser.use == ChooserUse::ExportFolder ? "This folder" : "Name or whole path";
    if (chooser.fresh) {
        editField(nameOf("Name"), chooser.typed);
        chooser.fresh = false;
    }
    const auto typed = field(bottom.middle(px(size::field)), {.name = "Name", .value = chooser.typed, .hint = hint, .commitUnchanged = true});
    if (typed) chooser.typed = typed.text;
    const bool enter = ImGui::IsKeyPressed(key::enter, false) || ImGui::IsKeyPressed(key::padEnter, false);
    if (button(goBox, go) || (typed && enter)) emit.act("window.chooser-take", {{"typed", chooser.typed}});
    const bool escape = ImGui::IsKeyPressed(key::escape, false) && context().editing.empty();
    if (button(leave, {.label = "Leave"}) || escape) chooser = {};
    ImGui::End();
}

namespace {

/// A model that did not come in: what, why, what to try. The words wrap beside the buttons.
struct FailedRow {
    const ImportLine& line;
    const Error& error;
    float height = 0, words = 0, hint = 0;
};
constexpr float kButtons = size::placesWidth;

Rect wordsBox(const Rect& row) { return {row.x0 + px(size::padding + size::round + size::iconAdvance + size::round), row.y0, row.x1 - px(size::padding + size::round + kButtons), row.y1}; }

FailedRow measured(const ImportLine& line, const Error& error, float width) {
    FailedRow row{line, error};
    const Rect words = wordsBox({0, 0, width, 0});
    row.words = textWrapped(words, Font::Body, colour::text1, error.message, false);
    row.hint = error.hint.empty() ? 0 : textWrapped(words, Font::Small, colour::text2, error.hint, false) + px(size::round);
    row.height = std::max(row.words + row.hint + px(size::sectionHead - 2), px(size::button)) + px(size::padding * 2);
    return row;
}

void drawFailed(const Rect& all, const FailedRow& failed, Emit& emit) {
    const Region region(nameOf(failed.line.file));
    fill(all.inset(px(1)), colour::errorCard);
    Rect words = wordsBox(all);
    words.takeTop(px(size::padding));
    const Rect first = words.takeTop(px(size::sectionHead - 2));
    iconIn({all.x0 + px(size::padding + size::round), first.y0, words.x0, first.y1}, icon::error, colour::error);
    textIn(first, Font::BodyMedium, colour::text1, failed.line.file);
    textWrapped(words, Font::Body, colour::text1, failed.error.message);
    words.y0 += failed.words + px(size::round);
    if (failed.hint > 0) textWrapped(words, Font::Small, colour::text2, failed.error.hint);
    Rect buttons{words.x1, all.y0 + px(size::padding), all.x1 - px(size::padding + size::round), all.y0 + px(size::padding + size::button)};
    const bool piece = !failed.line.asset.isNull();
    if (button(buttons.takeRight(buttonWidth({.label = "Try again"})), {.label = "Try again"})) {
        if (piece) emit.act("window.reload", {{"asset", textOf(failed.line.asset)}});
        else emit.act("window.import-file", {{"path", failed.line.path}});
    }
    buttons.takeRight(px(size::gap));
    const ButtonSpec other{.label = piece ? "Re-link" : "Another", .kind = ButtonKind::Primary, .icon = icon::link};
    if (button(buttons.takeRight(buttonWidth(other)), other)) piece ? emit.act("window.relink", {{"asset", textOf(failed.line.asset)}}) : emit.act("window.import");
}

/// A model that came in, or is about to: what it was taken for, and how to take it otherwise.
void drawComing(Rect row, const ImportLine& line, const PieceFact* fact, Session& session, Emit& emit) {
    const Region region(nameOf(line.file));
    const float pad = px(size::padding + size::round);
    const bool ready = fact && fact->state == PieceFact::State::Ready;
    row.takeLeft(pad);
    row.takeRight(pad);
    const Rect sign = row.takeLeft(px(size::iconAdvance + size::round));
    row.takeTop(px(size::gap));
    const Rect first = row.takeTop(px(size::sectionHead - 2));
    const bool warned = ready && !fact->missingTextures.empty();
    iconIn({sign.x0, first.y0, sign.x0 + px(size::iconAdvance), first.y1}, warned ? icon::warning : ready ? icon::done : icon::working, warned ? colour::warn : ready ? colour::ok : colour::text3);
    Rect name = first;
    name.x0 += textIn(name, Font::BodyMedium, colour::text1, line.file) + px(size::gap);
    std::string facts = fact ? fact->step : "waiting", more;
    if (ready) {
        const Vec3 s = fact->bounds.size();
        facts = fmt::format("{}, {} up, {:.2f} m wide, {:.2f} m deep, {:.2f} m tall", fact->unit, fact->up, s.x, s.z, s.y);
        if (warned) more = fmt::format("{} not found; drawn in plain grey.", fact->missingTextures.size() == 1 ? fact->missingTextures.front() : fmt::format("{} textures", fact->missingTextures.size()));
        else if (!fact->warnings.empty()) more = fact->warnings.front();
        else more = fmt::format("{} triangles. Does a person of 1.75 m fit in?", fact->triangles);
    }
    textIn(name, Font::Small, colour::text3, facts);
    textIn(row.takeTop(px(size::sectionHead - 2)), Font::Small, colour::text2, more);
    if (!ready) return;
    Rect buttons = row.takeTop(px(size::row));
    static constexpr const char* kUnits[] = {"m", "cm", "mm", "in", "ft"};
    static constexpr const char* kNames[] = {"etres", "entimetres", "illimetres", "nches", "eet"};
    int chosen = -1;
    for (int i = 0; i < 5; ++i)
        if (fact->unit.find(kNames[i]) != std::string::npos && (i != 0 || fact->unit.rfind("Met", 0) == 0)) chosen = i;
    if (segmented(buttons.takeLeft(px(size::placesWidth)).middle(px(size::sectionHead)), "Unit", kUnits, chosen))
        emit.act("read-as", {{"target", textOf(line.piece)}, {"unit", kUnits[chosen]}});
    buttons.takeLeft(px(size::gap));
    static constexpr const char* kUps[] = {"Y up", "Z up"};
    int up = fact->up == "Z" ? 1 : 0;
    if (segmented(buttons.takeLeft(px(size::labelColumn + size::padding)).middle(px(size::sectionHead)), "Up", kUps, up)) emit.act("read-as", {{"target", textOf(line.piece)}, {"up", up ? "z" : "y"}});
    buttons.takeLeft(px(size::gap));
    const ButtonSpec known{.label = "Set by a known length", .tooltip = "Click two points whose distance you know"};
    if (button(buttons.takeLeft(buttonWidth(known)).middle(px(size::sectionHead)), known)) {
        session.tool = Tool::Measure;
        session.tape = {};
        session.tape.scaleOf = line.piece;
    }
}

}  // namespace

void drawReport(const Rect& stage, Session& session, Emit& emit) {
    if (session.report.empty() || !onStage(session.workspace)) return;
    const Region region("Report");
    const float width = std::min(px(size::card), stage.w() - px(size::indent) * 2), pad = px(size::padding + size::round);
    const float comingHeight = px(size::tableHead * 2 + size::row);
    constexpr std::size_t kFailedShown = 3;  // the rest is counted; each has its badge in the outline
    std::size_t in = 0, failedCount = 0;
    bool finished = true;
    std::vector<FailedRow> failed;
    std::vector<std::pair<const ImportLine*, const PieceFact*>> coming;
    for (const ImportLine& line : session.report) {
        const auto at = session.facts.pieces.find(line.piece);
        const PieceFact* fact = at == session.facts.pieces.end() ? nullptr : &at->second;
        const Error* error = line.error ? &*line.error : fact && fact->state == PieceFact::State::Missing && fact->error ? &*fact->error : nullptr;
        if (error) {
            if (++failedCount <= kFailedShown) failed.push_back(measured(line, *error, width));
            continue;
        }
        coming.emplace_back(&line, fact);
        if (fact && fact->state == PieceFact::State::Ready) ++in;
        else finished = false;
    }
    const float more = failedCount > failed.size() ? px(size::sceneRow) : 0;
    float height = px(size::head) + comingHeight * static_cast<float>(coming.size()) + more;
    for (const FailedRow& row : failed) height += row.height;
    const float x = std::round(stage.centre().x - width / 2), y = std::round(std::max(stage.y0, stage.y1 - height - px(size::padding)));
    const Rect box{x, y, x + width, y + height};
    beginFloating("##report", box);
    Rect inner = box;
    Rect head = inner.takeTop(px(size::head));
    head.takeLeft(pad);
    const std::size_t all = session.report.size();
    const std::string title = !finished ? "Coming in" : all == 1 ? (in == 1 ? "It came in" : "It did not come in") : fmt::format("{} of {} models came in", in, all);
    textIn(head, Font::Title, colour::text1, title);
    head.takeRight(px(size::gap));
    const bool close = iconButton(head.takeRight(px(size::toolButton)).middle(px(size::toolButton)), "Close", icon::close, "Close");
    const ButtonSpec keep{.label = "Keep", .kind = ButtonKind::Primary, .tooltip = "Enter"};
    const bool kept = finished && in > 0 && button(head.takeRight(buttonWidth(keep)).middle(px(size::button)), keep);
    const bool enter = finished && !context().typing && ImGui::IsKeyPressed(key::enter, false);
    for (const FailedRow& row : failed) drawFailed(inner.takeTop(row.height), row, emit), lineH(inner.x0, inner.x1, inner.y0, colour::line);
    if (more > 0) {
        Rect row = inner.takeTop(more);
        row.takeLeft(pad);
        textIn(row, Font::Small, colour::text2, fmt::format("and {} more, marked in the outline", failedCount - failed.size()));
    }
    for (const auto& [line, fact] : coming) {
        lineH(inner.x0, inner.x1, inner.y0, colour::line);
        drawComing(inner.takeTop(comingHeight), *line, fact, session, emit);
    }
    ImGui::End();
    if (close || kept || enter) session.report.clear();
}

void drawTapeScale(const Rect& stage, const Production& production, Session& session, Emit& emit) {
    Tape& tape = session.tape;
    if (session.tool != Tool::Measure || !tape.scaleOf) return;
    const Region region("Scale");
    const SetPiece* piece = production.find(tape.scaleOf);
    if (!piece) return;
    const float width = px(size::modal), height = px(size::toolBar + size::padding);
    const Rect box{std::round(stage.centre().x - width / 2), stage.y0 + px(size::toolBar), std::round(stage.centre().x + width / 2), stage.y0 + px(size::toolBar) + height};
    beginFloating("##scale", box);
    Rect row = box.inset(px(size::padding));
    if (tape.points.size() < 2) {
        textIn(row, Font::Body, colour::text1, tape.points.empty() ? "Click one end of a length you know." : "Click the other end.");
    } else {
        const double now = glm::distance(tape.points[0], tape.points[1]);
        textIn(row.takeLeft(px(size::placesWidth)), Font::Body, colour::text1, number(now, 3) + " m now; it should be");
        Context& c = context();
        if (c.editing.empty() && session.refusals.count("Scale/Length") == 0) editField("Scale/Length", "");
        const auto r = field(row.middle(px(size::field)), {.name = "Length", .hint = "2.04m"});
        if (r) {
            emit.act("set-scale", {{"target", textOf(piece->id)}, {"from", pointText(tape.points[0])}, {"to", pointText(tape.points[1])}, {"length", r.text}}, "Scale/Length");
            session.tool = Tool::Select;
            tape = {};
        }
    }
    ImGui::End();
}

}  // namespace recce::ui
