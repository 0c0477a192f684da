// The Shots workspace: a wall of boards by scene, and the table of all shots under it.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/ui/asks.h"
#include "app/ui/boards.h"
#include "app/ui/keys.h"
#include "app/ui/panels.h"
#include "app/ui/widgets.h"

namespace recce::ui {
namespace {

bool fits(const std::string& filter, const Shot& shot, const ShotFact* fact) {
    if (filter.empty()) return true;
    const std::string text = shot.label + " " + shot.description + " " + (fact ? fact->reads + " " + fact->lens : "");
    const auto same = [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == std::toupper(static_cast<unsigned char>(b)); };
    return std::search(text.begin(), text.end(), filter.begin(), filter.end(), same) != text.end();
}

struct Column {
    const char* head;
    const char* unit;
    float share;
    Align align;
};
constexpr Column kColumns[] = {{"Shot", "", 0.07f, Align::Left},   {"Reads as", "", 0.15f, Align::Left}, {"Angle", "", 0.07f, Align::Left},
                               {"Move", "", 0.08f, Align::Left},   {"Lens", "", 0.07f, Align::Right},    {"Stop", "", 0.06f, Align::Right},
                               {"Focus", "m", 0.07f, Align::Right}, {"Sharp", "m", 0.11f, Align::Right},  {"Height", "m", 0.07f, Align::Right},
                               {"Tilt", "", 0.06f, Align::Right},  {"Cast", "", 0.16f, Align::Left},     {"Est.", "", 0.05f, Align::Right},
                               {"Status", "", 0.08f, Align::Left}};

std::vector<Rect> cells(const Rect& row) {
    std::vector<Rect> out;
    float total = 0;
    for (const Column& c : kColumns) total += c.share;
    float x = row.x0 + px(size::padding);
    const float width = row.w() - px(size::padding) * 2;
    for (const Column& c : kColumns) {
        const float w = width * c.share / total;
        out.push_back({x, row.y0, x + w - px(size::padding), row.y1});
        x += w;
    }
    return out;
}

void tableRow(const Rect& row, std::size_t index, const Shot& shot, const Production& production, Session& session) {
    const ShotFact* fact = session.facts.find(shot.id);
    const bool selected = session.isSelected(shot.id);
    const Region region("Table");
    const Hot hot = hotArea(row, shot.label);
    fill(row, selected ? colour::accentSoft : hot.hovered ? colour::bg3 : index % 2 ? colour::bg2 : colour::bg1);
    const auto boxes = cells(row);
    const ImU32 plain = selected ? colour::text1 : colour::text2;
    const bool omitted = shot.status == ShotStatus::Omitted;
    const float used = textIn(boxes[0], Font::BodyBold, omitted ? colour::textOff : colour::text1, shot.label);
    if (omitted) lineH(boxes[0].x0, boxes[0].x0 + used, row.centre().y, colour::text3);
    if (fact) {
        const std::string* texts[] = {&fact->reads, &fact->angle, &fact->movement, &fact->lens, &fact->stop, &fact->focus, &fact->sharp, &fact->height, &fact->tilt};
        static constexpr const char* kFields[] = {"size", "angle", "movement", "", "", "", "", "", ""};
        for (std::size_t i = 0; i < std::size(texts); ++i) {
            Rect cell = boxes[i + 1];
            const bool byHand = *kFields[i] && std::find(fact->overridden.begin(), fact->overridden.end(), kFields[i]) != fact->overridden.end();
            if (byHand) disc({cell.x0 - px(size::gapSmall), row.centre().y}, px(2), colour::accent);
            textIn(cell, Font::Body, i == 0 ? colour::text1 : plain, *texts[i], kColumns[i + 1].align);
        }
        Rect cast = boxes[10];
        for (const Id<Character> id : fact->cast) {
            const Character* who = production.find(id);
            if (!who || cast.w() < px(size::indent)) continue;
            disc({cast.x0 + px(size::dotSmall), row.centre().y}, px(size::dotSmall), colour::of(who->colour));
            cast.x0 += px(size::padding - 2);
            cast.x0 += textIn(cast, Font::Body, plain, shortName(who->name)) + px(size::padding);
        }
        textIn(boxes[11], Font::Body, plain, fact->estimate, Align::Right);
    }
    Rect status = boxes[12];
    disc({status.x0 + px(size::dotSmall), row.centre().y}, px(size::dotSmall), colourOfStatus(shot.status));
    textIn({status.x0 + px(size::padding), status.y0, status.x1 + px(size::padding), status.y1}, Font::Body, plain, nameOfStatus(shot.status));
    if (fact && !fact->finding.empty()) iconIn({row.x1 - px(size::iconAdvance + 2), row.y0, row.x1 - px(2), row.y1}, icon::warning, colour::warn);
    if (hot.clicked) {
        if (ImGui::GetIO().KeyCtrl) session.select(shot.id, true);
        else showShot(production, session, shot.id);
    }
    if (hot.doubleClicked) {
        showShot(production, session, shot.id);
        session.workspace = Workspace::Block;
        session.view().kind = ViewKind::Camera;
    }
}

void wall(const Rect& rect, const std::vector<const Shot*>& shots, const Production& production, Session& session, Emit& emit) {
    beginRegion("##wall", rect, colour::bg0, true);
    BoardsContext b{production, session, emit};
    const float gap = px(size::padding), aspect = static_cast<float>(production.info->aspect);
    const float want = px(session.largeBoards ? size::wallCard * 1.5f : size::wallCard);
    const float room = rect.w() - gap * 2 - px(size::scroll);
    const int across = std::max(1, static_cast<int>((room + gap) / (want + gap)));
    const float width = (room - gap * static_cast<float>(across - 1)) / static_cast<float>(across);
    const float pictureHeight = std::round(width / aspect);
    for (const Scene* scene : scenesInOrder(production)) {
        std::vector<const Shot*> own;
        for (const Shot* s : shots) {
            const Setup* setup = production.find(s->setup);
            if (setup && setup->scene == scene->id) own.push_back(s);
        }
        if (own.empty()) continue;
        skip(px(size::padding));
        Rect head = nextRow(px(size::row));
        head.x0 += gap;
        fill(Rect{head.x0, head.y0, head.x0 + px(size::sceneBar), head.y1}.middle(px(size::keyCap)), colour::strip(scene->intExt, scene->time), px(1));
        head.x0 += px(size::padding);
        head.x0 += textIn(head, Font::BodyBold, colour::text1, scene->number) + px(size::gap);
        head.x0 += textIn(head, Font::BodyMedium, colour::text1, sluglineOf(*scene)) + px(size::padding);
        std::string more = eighthsText(scene->eighths);
        if (const auto at = session.facts.sceneTotals.find(scene->id); at != session.facts.sceneTotals.end()) more += (more.empty() ? "" : " \xC2\xB7 ") + at->second;
        textIn(head, Font::Small, colour::text3, more);
        skip(px(size::round));
        for (std::size_t i = 0; i < own.size(); i += static_cast<std::size_t>(across)) {
            const Rect row = nextRow(pictureHeight + px(size::wallCaption));
            for (std::size_t k = 0; k < static_cast<std::size_t>(across) && i + k < own.size(); ++k) {
                const float x = row.x0 + gap + (width + gap) * static_cast<float>(k);
                const Rect card{std::round(x), row.y0, std::round(x + width), row.y1};
                if (ImGui::IsRectVisible(card.min(), card.max())) boardCard(card, *own[i + k], pictureHeight, b);
                else context().names.add("Boards/" + own[i + k]->label, card);
            }
            skip(gap);
        }
    }
    if (shots.empty()) {
        const Rect r{rect.x0, rect.centre().y - px(size::indent), rect.x1, rect.centre().y};
        textIn(r, Font::Page, colour::text1, session.shotFilter.empty() ? "No shots yet." : "Nothing called '" + session.shotFilter + "' among the shots.", Align::Centre);
        textIn({r.x0, r.y1, r.x1, r.y1 + px(size::indent)}, Font::Body, colour::text2, "Press S in a camera view to take the first.", Align::Centre);
    }
    finishBoardDrag(b);
    boardKeys(b);
    skip(px(size::padding));
    ImGui::End();
}

}  // namespace

void drawShots(const Rect& rect, const Production& production, Session& session, Emit& emit) {
    Rect body = rect;
    const Rect bar = body.takeTop(px(size::toolBar));
    const float split = std::round(body.h() * (1 - session.panels.tableShare));
    const Rect upper = body.takeTop(split);
    const Region region("Shots");
    std::vector<const Shot*> shots;
    for (const Shot* s : shotsInOrder(production, Id<Scene>{}))
        if (fits(session.shotFilter, *s, session.facts.find(s->id))) shots.push_back(s);
    beginRegion("##shots-bar", bar, colour::bg2);
    {
        Rect row = bar;
        row.takeLeft(px(size::padding));
        const Rect filter = row.takeLeft(px(size::popupMin)).middle(px(size::field));
        if (const auto r = field(filter, {.name = "Filter", .value = session.shotFilter, .hint = "Filter"})) session.shotFilter = r.text;
        row.takeLeft(px(size::padding));
        row.takeRight(px(size::gap));
        const ButtonSpec take{.label = "Take shot", .kind = ButtonKind::Primary, .icon = icon::takeShot, .tooltip = "Take a shot from the chosen camera"};
        if (button(row.takeRight(buttonWidth(take)).middle(px(size::button)), take)) runCommand("window.take-shot", production, session, emit);
        row.takeRight(px(size::gap));
        const ButtonSpec large{.label = "Large boards", .kind = ButtonKind::Quiet, .icon = icon::boards, .on = session.largeBoards};
        if (button(row.takeRight(buttonWidth(large)).middle(px(size::button)), large)) session.largeBoards = !session.largeBoards;
        textIn(row, Font::Small, colour::text3, session.facts.total);
        lineH(bar.x0, bar.x1, bar.y1 - px(1), colour::black);
    }
    ImGui::End();
    wall(upper, shots, production, session, emit);
    beginRegion("##table", body, colour::bg1);
    lineH(body.x0, body.x1, body.y0, colour::black);
    const Rect head = body.takeTop(px(size::tableHead));
    fill(head, colour::bg3);
    const auto boxes = cells(head);
    for (std::size_t i = 0; i < std::size(kColumns); ++i) {
        Rect cell = boxes[i];
        const std::string unit = kColumns[i].unit;
        if (!unit.empty()) {
            textIn(cell, Font::Caption, colour::text3, unit, Align::Right);
            cell.x1 -= textWidth(Font::Caption, unit) + px(size::round);
        }
        textIn(cell, Font::SmallMedium, colour::text2, kColumns[i].head, kColumns[i].align);
    }
    ImGui::SetCursorScreenPos(body.min());
    ImGui::BeginChild("##rows", {body.w(), body.h()});
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(shots.size()), px(size::tableRow));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
            tableRow(nextRow(px(size::tableRow)), static_cast<std::size_t>(i), *shots[static_cast<std::size_t>(i)], production, session);
    }
    ImGui::EndChild();
    ImGui::End();
}

void drawSheets(const Rect& rect, const Production& production, Session& session, Emit& emit) {
    (void)production;
    beginRegion("##sheets", rect, colour::bg2);
    const Region region("Sheets");
    Rect body = rect;
    Rect head = body.takeTop(px(size::toolBar));
    lineH(head.x0, head.x1, head.y1 - px(1), colour::line);
    head.takeLeft(px(size::padding));
    textIn(head, Font::BodyBold, colour::text1, "Sheets");
    ImGui::SetCursorScreenPos(body.min());
    ImGui::BeginChild("##rows", {body.w(), body.h()});
    std::string group;
    for (const Sheet& sheet : session.sheets) {
        if (sheet.group != group) {
            group = sheet.group;
            skip(px(size::gapSmall));
            const Rect row = nextRow(px(size::row));
            textIn({row.x0 + px(size::padding), row.y0, row.x1, row.y1}, Font::Small, colour::text2, group);
        }
        const Rect row = nextRow(px(size::sceneRow));
        const bool selected = session.selectedSheet == sheet.what;
        const Hot hot = hotArea(row, sheet.name);
        if (selected) fill(row, colour::accentSoft);
        else if (hot.hovered) fill(row, colour::bg3);
        bool on = !sheet.ticked.empty();
        const Rect box{row.x0 + px(size::padding), row.y0, row.x0 + px(size::padding + size::checkBox), row.y1};
        std::string formats;
        for (const std::string& f : sheet.formats) {
            if (!sheet.ticked.empty() && !sheet.ticked.count(f)) continue;
            std::string shown = f;
            for (char& c : shown) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            formats += (formats.empty() ? "" : " ") + shown;
        }
        const bool ticked = checkBox(box, sheet.name + "/Tick", on, "");
        textIn({box.x1 + px(size::gap), row.y0, row.x1 - px(size::padding) - textWidth(Font::Small, formats), row.y1}, Font::Body, colour::text1, sheet.name);
        textIn({row.x0, row.y0, row.x1 - px(size::padding), row.y1}, Font::Small, selected ? colour::text2 : colour::text3, formats, Align::Right);
        if (ticked) emit.act("window.tick", {{"what", sheet.what}, {"on", on ? "yes" : "no"}});
        else if (hot.clicked) {
            session.selectedSheet = sheet.what;
            session.selectedFormat = sheet.formats.empty() ? "" : sheet.formats.front();
            session.page = 0;
            emit.act("window.preview");
        }
    }
    ImGui::EndChild();
    ImGui::End();
}

void drawPage(const Rect& rect, const Production& production, Session& session, Emit& emit) {
    (void)production;
    Rect body = rect;
    const Rect bar = body.takeTop(px(size::toolBar));
    const Region region("Page");
    const Sheet* sheet = nullptr;
    for (const Sheet& s : session.sheets)
        if (s.what == session.selectedSheet) sheet = &s;
    beginRegion("##page-bar", bar, colour::bg2);
    Rect row = bar;
    row.takeLeft(px(size::padding));
    row.takeRight(px(size::padding));
    row.x0 += textIn(row, Font::BodyBold, colour::text1, sheet ? sheet->name : "Choose a sheet") + px(size::padding);
    if (session.pageCount > 1) {
        const float b = px(size::toolButton);
        if (iconButton(row.takeRight(b).middle(b), "Next page", icon::right, "Next page (PgDn)") && session.page + 1 < session.pageCount) {
            ++session.page;
            emit.act("window.preview");
        }
        const std::string text = fmt::format("Page {} of {}", session.page + 1, session.pageCount);
        textIn(row.takeRight(textWidth(Font::Body, text)), Font::Body, colour::text1, text);
        if (iconButton(row.takeRight(b).middle(b), "Page before", icon::left, "Page before (PgUp)") && session.page > 0) {
            --session.page;
            emit.act("window.preview");
        }
    }
    lineH(bar.x0, bar.x1, bar.y1 - px(1), colour::black);
    ImGui::End();
    beginRegion("##page", body, colour::bg0, true);
    if (session.pagePicture.texture && session.pagePicture.width > 0) {
        const float margin = px(size::pageMargin), width = body.w() - margin * 2;
        const float aspect = static_cast<float>(session.pagePicture.width) / static_cast<float>(session.pagePicture.height);
        // A page that is higher than wide is shown whole, one across fills the width.
        const float shown = aspect > 1 ? width : std::min(width, (body.h() - margin * 2) * aspect * 1.5f);
        const float height = shown / aspect;
        skip(margin);
        const Rect row2 = nextRow(height);
        const Rect page{std::round(row2.centre().x - shown / 2), row2.y0, std::round(row2.centre().x + shown / 2), row2.y1};
        fill(page, colour::paper);
        ImGui::GetWindowDrawList()->AddImage(reinterpret_cast<ImTextureID>(session.pagePicture.texture), page.min(), page.max());
        context().names.add("Page/Picture", page);
        skip(margin);
        if (ImGui::IsWindowHovered() && ImGui::GetScrollMaxY() <= 0 && ImGui::GetIO().MouseWheel != 0 && session.pageCount > 1) {
            const int to = std::clamp(session.page - (ImGui::GetIO().MouseWheel > 0 ? 1 : -1), 0, session.pageCount - 1);
            if (to != session.page) {
                session.page = to;
                emit.act("window.preview");
            }
        }
    } else {
        const Rect r{body.x0, body.centre().y - px(size::indent), body.x1, body.centre().y};
        textIn(r, Font::Body, colour::text2, session.pageNote.empty() ? "The page appears here." : session.pageNote, Align::Centre);
    }
    ImGui::End();
}

}  // namespace recce::ui
