// What floats over the window: the command palette and the sheet of keys; calls the cards and questions.
#include <algorithm>
#include <cmath>

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include "app/ui/asks.h"
#include "app/ui/chooser.h"
#include "app/ui/keys.h"
#include "app/ui/panels.h"
#include "app/ui/widgets.h"

namespace recce::ui {
namespace {

bool escaped() { return ImGui::IsKeyPressed(key::escape, false); }
bool entered() { return ImGui::IsKeyPressed(key::enter, false) || ImGui::IsKeyPressed(key::padEnter, false); }

struct Hit {
    std::string name, fact, what;
    unsigned icon = 0;
    std::string command;
    AnyId thing;
    int score = 0;
};

/// Letters in order, better where they stand together and at the beginnings of words; negative: no match.
int matchScore(std::string_view text, std::string_view query) {
    int score = 0;
    std::size_t at = 0;
    bool together = true;
    for (const char q : query) {
        const auto low = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
        std::size_t i = at;
        while (i < text.size() && low(text[i]) != low(q)) ++i;
        if (i == text.size()) return -1;
        together = i == at;
        score += together ? 6 : i == 0 || text[i - 1] == ' ' ? 4 : 1;
        at = i + 1;
    }
    return score * 16 - static_cast<int>(std::min<std::size_t>(text.size(), 100));
}

std::vector<Hit> hitsFor(const std::string& query, const Production& production, const Session& session) {
    std::vector<Hit> all;
    const auto offer = [&](Hit hit) {
        hit.score = query.empty() ? 0 : matchScore(hit.name, query);
        if (hit.score >= 0) all.push_back(std::move(hit));
    };
    for (const Command& c : commands()) {
        if (c.id == "window.leave") continue;
        offer({std::string(c.name), textOf(c.key), std::string(c.menu), 0, std::string(c.id), {}});
    }
    for (const auto& a : session.actionNames) offer({a.name, "", a.group, icon::options, "action:" + a.key, {}});
    if (!query.empty()) {
        for (const Scene* s : scenesInOrder(production)) offer({"Scene " + s->number + " " + s->setName, "", "scene", icon::set, "", s->id});
        for (const Shot* s : shotsInOrder(production, Id<Scene>{})) {
            const ShotFact* f = session.facts.find(s->id);
            offer({"Shot " + s->label + (f ? " " + f->reads : ""), "", "shot", icon::shot, "", s->id});
        }
        for (const Character& c : production.all<Character>()) offer({c.name, "", "character", icon::person, "", c.id});
        for (const CameraRig& c : production.all<CameraRig>()) {
            const Scene* scene = production.find(c.scene);
            offer({"Camera " + c.letter + (scene ? " in scene " + scene->number : ""), "", "camera", icon::camera, "", c.id});
        }
        for (const SetPiece& s : production.all<SetPiece>()) offer({s.name, "", "piece", icon::piece, "", s.id});
    }
    std::stable_sort(all.begin(), all.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
    return all;
}

void take(const Hit& hit, const Production& production, Session& session, Emit& emit) {
    session.palette = false;
    if (hit.command.rfind("action:", 0) == 0) emit.act("window.form", {{"action", hit.command.substr(7)}});
    else if (!hit.command.empty()) runCommand(hit.command, production, session, emit);
    else if (const auto* scene = std::get_if<Id<Scene>>(&hit.thing)) showScene(production, session, *scene), session.selection = {*scene};
    else if (const auto* shot = std::get_if<Id<Shot>>(&hit.thing)) showShot(production, session, *shot);
    else {
        if (const auto* rig = std::get_if<Id<CameraRig>>(&hit.thing)) {
            if (const CameraRig* r = production.find(*rig)) showScene(production, session, r->scene);
            session.camera = *rig;
        }
        session.selection = {hit.thing};
    }
}

void paletteForm(Rect box, Session& session, Emit& emit) {
    Rect head = box.takeTop(px(size::paletteRow));
    textIn({head.x0 + px(size::padding), head.y0, head.x1, head.y1}, Font::Title, colour::text1, session.formTitle);
    for (auto& [name, value] : session.formArgs) {
        Rect row = box.takeTop(px(size::paletteRow));
        row.takeLeft(px(size::padding));
        row.takeRight(px(size::padding));
        textIn(row.takeLeft(px(size::labelColumn + size::indent)), Font::Small, colour::text2, name);
        std::string hint;
        for (const auto& h : session.formHints) if (h.first == name) hint = h.second;
        if (const auto r = field(row.middle(px(size::field)), {.name = name, .value = value, .hint = hint})) value = r.text;
    }
    if (const auto at = session.refusals.find("Palette/Form"); at != session.refusals.end()) {
        const Rect row = box.takeTop(px(size::paletteRow));
        textIn({row.x0 + px(size::padding), row.y0, row.x1 - px(size::padding), row.y1}, Font::Small, colour::error, at->second.message);
    }
    Rect row = box.takeBottom(px(size::paletteRow + size::gap));
    row.takeRight(px(size::padding));
    const ButtonSpec go{.label = "Do it", .kind = ButtonKind::Primary};
    if (button(row.takeRight(buttonWidth(go)).middle(px(size::button)), go)) {
        Args args;
        for (const auto& a : session.formArgs)
            if (!a.second.empty()) args.push_back(a);
        emit.act(session.form, std::move(args), "Palette/Form");
        session.form.clear();
    }
    row.takeRight(px(size::gap));
    if (button(row.takeRight(buttonWidth({.label = "Leave"})).middle(px(size::button)), {.label = "Leave", .kind = ButtonKind::Quiet})) session.form.clear();
}

void palette(const Rect& stage, const Production& production, Session& session, Emit& emit) {
    const Region region("Palette");
    Context& c = context();
    const float width = std::min(px(size::palette), stage.w() - px(size::padding) * 2), rowHeight = px(size::paletteRow);
    const float x = std::round(stage.centre().x - width / 2), y = stage.y0 + px(size::toolBar);
    if (!session.form.empty()) {
        const float height = rowHeight * static_cast<float>(session.formArgs.size() + 3) + px(size::gap);
        const Rect box{x, y, x + width, y + height};
        beginFloating("##form", box);
        paletteForm(box, session, emit);
        if (escaped() && c.editing.empty()) session.form.clear();
        ImGui::End();
        return;
    }
    if (!session.palette) return;
    const auto hits = hitsFor(session.paletteText, production, session);
    constexpr std::size_t kRows = 10;
    const std::size_t shown = std::min(kRows, std::max<std::size_t>(1, hits.size()));
    const Rect box{x, y, x + width, y + px(size::toolBar) + rowHeight * static_cast<float>(shown) + px(size::gap)};
    beginFloating("##palette", box);
    Rect inner = box;
    Rect line = inner.takeTop(px(size::toolBar));
    iconIn(line.takeLeft(px(size::toolBar)), icon::search, colour::text3, true);
    ImGui::PushFont(fontOf(Font::Title));
    ImGui::SetCursorScreenPos({line.x0, line.y0 + (line.h() - textHeight(Font::Title)) / 2});
    ImGui::SetNextItemWidth(line.w() - px(size::padding));
    if (session.paletteFresh) ImGui::SetKeyboardFocusHere();
    const std::string before = session.paletteText;
    ImGui::InputTextWithHint("##query", "Find a command, a scene, a shot", &session.paletteText);
    if (before != session.paletteText) session.paletteAt = 0;
    ImGui::PopFont();
    c.names.add("Palette/Search", line);
    lineH(box.x0, box.x1, line.y1, colour::lineStrong);
    if (ImGui::IsKeyPressed(key::down)) ++session.paletteAt;
    if (ImGui::IsKeyPressed(key::up)) --session.paletteAt;
    session.paletteAt = std::clamp(session.paletteAt, 0, std::max(0, static_cast<int>(hits.size()) - 1));
    const std::size_t first = static_cast<std::size_t>(session.paletteAt) >= kRows ? static_cast<std::size_t>(session.paletteAt) - kRows + 1 : 0;
    const Hit* chosen = nullptr;
    for (std::size_t i = first; i < std::min(hits.size(), first + kRows); ++i) {
        Rect row = inner.takeTop(rowHeight);
        const Hot hot = hotArea(row, hits[i].name);
        const bool at = static_cast<int>(i) == session.paletteAt;
        if (at || hot.hovered) fill(row.inset(px(2)), at ? colour::accentSoft : colour::bg4, px(size::round));
        row.takeLeft(px(size::padding));
        row.takeRight(px(size::padding));
        textIn(row, Font::Small, colour::text3, hits[i].fact.empty() ? hits[i].what : hits[i].fact, Align::Right);
        const Rect sign = row.takeLeft(px(size::iconAdvance + size::gapSmall));
        if (hits[i].icon) iconIn(sign, hits[i].icon, colour::text3);
        textIn(row, Font::Body, colour::text1, hits[i].name);
        if (hot.clicked) chosen = &hits[i];
    }
    if (hits.empty()) {
        const Rect row = inner.takeTop(rowHeight);
        textIn({row.x0 + px(size::padding), row.y0, row.x1, row.y1}, Font::Body, colour::text3, "Nothing called '" + session.paletteText + "'");
    }
    if (entered() && !hits.empty() && !session.paletteFresh) chosen = &hits[static_cast<std::size_t>(session.paletteAt)];
    const bool outside = ImGui::IsMouseClicked(0) && !box.contains(ImGui::GetIO().MousePos) && !session.paletteFresh;
    session.paletteFresh = false;
    if (chosen) take(*chosen, production, session, emit);
    else if (escaped() || outside) session.palette = false;
    ImGui::End();
}

void keySheet(Session& session) {
    if (!session.keys) return;
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const float width = std::min(display.x - px(size::indent * 2), px(size::palette * 1.9f)), height = std::min(display.y - px(size::topBar * 2), px(size::palette * 1.2f));
    const Rect box{std::round((display.x - width) / 2), std::round((display.y - height) / 2), std::round((display.x + width) / 2), std::round((display.y + height) / 2)};
    beginFloating("##keys", box);
    const Region region("Keys");
    Rect inner = box.inset(px(size::padding));
    textIn(inner.takeTop(px(size::paletteRow)), Font::Page, colour::text1, "Keys");
    static constexpr const char* kGroups[] = {"File", "Edit", "View", "Scene", "Shot", "Help"};
    const float column = inner.w() / 3;
    int at = 0;
    float y = inner.y0;
    for (const char* group : kGroups) {
        bool head = false;
        for (const Command& c : commands()) {
            if (c.menu != group || c.key.key == 0) continue;
            // A head stays with its first key.
            const auto next = [&](float h, float with = 0) {
                if (y + h + with > inner.y1) y = inner.y0, ++at;
                const Rect r{inner.x0 + column * static_cast<float>(at), y, inner.x0 + column * static_cast<float>(at + 1) - px(size::indent), y + h};
                y += h;
                return r;
            };
            if (!head) {
                const Rect r = next(px(size::sceneRow), px(size::sectionHead));
                textIn(r, Font::BodyMedium, colour::text1, group);
                head = true;
            }
            const Rect r = next(px(size::sectionHead - 2));
            textIn(r, Font::Small, colour::text2, c.name);
            textIn(r, Font::SmallMedium, colour::text1, textOf(c.key), Align::Right);
        }
    }
    const Rect close{box.x1 - px(size::toolButton + size::gap), box.y0 + px(size::gap), box.x1 - px(size::gap), box.y0 + px(size::gap + size::toolButton)};
    if (iconButton(close, "Close", icon::close, "Close (Esc)")) session.keys = false;
    if (ImGui::IsMouseClicked(0) && !box.contains(ImGui::GetIO().MousePos)) session.keys = false;
    ImGui::End();
}

}  // namespace

void drawFloating(const Rect& stage, const Production& production, Session& session, Emit& emit) {
    drawTapeScale(stage, production, session, emit);
    drawReport(stage, session, emit);
    drawCards(stage, session, emit);
    drawChooser(session, emit);
    keySheet(session);
    palette(stage, production, session, emit);
    drawQuestions(production, session, emit);
    drawThingMenu(production, session, emit);
}

}  // namespace recce::ui
