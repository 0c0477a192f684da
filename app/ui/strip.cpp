// Under the stage: the time bar, the strip of boards, and the welcome at the first start.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <map>

#include "app/ui/asks.h"
#include "app/ui/boards.h"
#include "app/ui/keys.h"
#include "app/ui/panels.h"
#include "app/ui/widgets.h"

namespace recce::ui {
namespace {

ImU32 statusColour(ShotStatus status) {
    switch (status) {
        case ShotStatus::Agreed: return colour::accent;
        case ShotStatus::Shot: return colour::ok;
        default: return colour::fieldHover;
    }
}
const char* statusName(ShotStatus status) {
    static constexpr const char* kNames[] = {"Planned", "Agreed", "Shot", "Omitted"};
    return kNames[static_cast<std::size_t>(status)];
}

/// Last frame that anything of the scene is timed at.
std::int64_t sceneLength(const Production& production, Id<Scene> scene) {
    std::int64_t last = 0;
    for (const Mark& m : production.all<Mark>()) {
        if (m.scene != scene) continue;
        if (m.arrive) last = std::max(last, m.arrive->frame);
        if (m.leave) last = std::max(last, m.leave->frame);
    }
    for (const CameraRig& r : production.all<CameraRig>())
        if (r.scene == scene && !r.keys.empty()) last = std::max(last, r.keys.back().time.frame);
    for (const Shot* s : shotsInOrder(production, scene)) last = std::max(last, s->frames.first.frame + s->frames.count);
    return last;
}

}  // namespace

ImU32 colourOfStatus(ShotStatus status) { return statusColour(status); }
const char* nameOfStatus(ShotStatus status) { return statusName(status); }

void boardCard(const Rect& card, const Shot& shot, float pictureHeight, BoardsContext& b) {
    Session& session = b.session;
    const ShotFact* fact = session.facts.find(shot.id);
    const bool selected = session.isSelected(shot.id);
    const Region region("Boards");
    const Hot hot = hotArea(card, shot.label);
    const float round = px(size::roundCard);
    fill(card, selected ? colour::accentSoft : hot.hovered ? colour::bg4 : colour::bg3, round);
    const Rect image{card.x0, card.y0, card.x1, card.y0 + pictureHeight};
    const auto board = session.boards.find(shot.id);
    const bool omitted = shot.status == ShotStatus::Omitted;
    const float aspect = static_cast<float>(b.production.info->aspect);
    if (board != session.boards.end()) {
        picture(image, board->second.texture, aspect, round, ImDrawFlags_RoundCornersTop, board->second.gone || omitted ? colour::textOff : colour::white);
        if (board->second.refreshing) fill({image.x0, image.y1 - px(2), image.x1, image.y1}, colour::accentFill);
    } else {
        picture(image, 0, aspect, round, ImDrawFlags_RoundCornersTop, colour::white);
    }
    if (fact && !fact->finding.empty() && badge(image, shot.label + "/Finding", fact->finding, false)) session.selection = {shot.id};
    Rect words{card.x0 + px(size::gap), image.y1 + px(size::round), card.x1 - px(size::gap), card.y1 - px(size::round)};
    Rect first = words.takeTop(words.h() * 0.5f);
    const Rect dot = first.takeRight(px(size::gap));
    disc(dot.centre(), px(size::dotSmall), statusColour(shot.status));
    const float used = textIn(first, Font::BodyBold, omitted ? colour::textOff : colour::text1, shot.label);
    if (omitted) lineH(first.x0, first.x0 + used, first.centre().y, colour::text3);
    textIn({first.x0 + used + px(size::gap), first.y0, first.x1, first.y1}, Font::Small, selected ? colour::text1 : colour::text2, fact ? fact->reads : std::string());
    std::string facts;
    if (fact) {
        for (const std::string* part : {&fact->lens, &fact->movement, &fact->seconds}) {
            if (part->empty()) continue;
            facts += (facts.empty() ? "" : " \xC2\xB7 ") + *part;
        }
        if (pictureHeight > px(size::boardPicture) * 1.2f && !fact->estimate.empty()) facts += " \xC2\xB7 est " + fact->estimate;
    }
    textIn(words, Font::Caption, selected ? colour::text2 : colour::text3, facts);
    if (selected) frame(card, colour::accent, round, px(size::ring));
    if (hot.hovered && dot.inset(-px(size::round)).contains(ImGui::GetIO().MousePos)) tooltip(statusName(shot.status), dot);
    if (hot.clicked) {
        if (ImGui::GetIO().KeyCtrl || ImGui::GetIO().KeyShift) session.select(shot.id, true);
        else showShot(b.production, session, shot.id);
    }
    if (hot.doubleClicked) {
        showShot(b.production, session, shot.id);
        session.workspace = Workspace::Block;
        session.view().kind = ViewKind::Camera;
        session.view().rig = {};
    }
    if (hot.held && ImGui::IsMouseDragging(0, px(size::gap))) b.dragged = shot.id;
    if (hot.started) b.pressed = true;
    if (card.contains(ImGui::GetIO().MousePos)) b.over = shot.id, b.overLeft = ImGui::GetIO().MousePos.x < card.centre().x;
}

namespace {

/// After the card dropped on, or before it: after the one that precedes it.
void askReorder(BoardsContext& b, Id<Shot> moved) {
    Id<Shot> after = b.over;
    if (b.overLeft) {
        const Setup* setup = b.production.find(b.production.find(b.over)->setup);
        after = {};
        for (const Shot* s : shotsInOrder(b.production, setup ? setup->scene : Id<Scene>{})) {
            if (s->id == b.over) break;
            if (s->id != moved) after = s->id;
        }
    }
    Args args{{"target", textOf(moved)}};
    if (after) args.emplace_back("after", textOf(after));
    else args.emplace_back("first", "yes");
    b.emit.act("reorder", std::move(args));
}

}  // namespace

void boardKeys(BoardsContext& b) {
    if (!ImGui::IsWindowHovered() || context().typing || !context().focus.empty()) return;
    if (ImGui::IsKeyPressed(key::left)) runCommand("window.previous-shot", b.production, b.session, b.emit);
    if (ImGui::IsKeyPressed(key::right)) runCommand("window.next-shot", b.production, b.session, b.emit);
    if (!ImGui::IsKeyPressed(key::enter, false) && !ImGui::IsKeyPressed(key::padEnter, false)) return;
    if (const Shot* shot = b.production.find(b.session.only<Shot>())) editField("Inspector/Description text", shot->description);
}

void finishBoardDrag(BoardsContext& b) {
    Session& session = b.session;
    if (b.dragged) session.draggedShot = b.dragged;
    if (!session.draggedShot) return;
    if (ImGui::IsMouseDown(0)) {
        if (const Shot* shot = b.production.find(session.draggedShot)) ImGui::SetTooltip("%s", ("Move " + shot->label).c_str());
        return;
    }
    if (b.over && b.over != session.draggedShot)
        askReorder(b, session.draggedShot);
    session.draggedShot = {};
}

void drawBoardStrip(const Rect& rect, const Production& production, Session& session, Emit& emit) {
    beginRegion("##strip-panel", rect, colour::bg2);
    const Region region("Strip");
    lineH(rect.x0, rect.x1, rect.y0, colour::black);
    Rect body = rect;
    Rect head = body.takeTop(px(size::stripHead));
    head.takeLeft(px(size::padding));
    head.takeRight(px(size::gap));
    const Scene* scene = production.find(session.scene);
    const bool allScenes = session.allBoards || !scene;
    const auto shots = shotsInOrder(production, allScenes ? Id<Scene>{} : session.scene);
    const std::string title = allScenes ? "All scenes" : "Scene " + scene->number;
    const float used = textIn(head, Font::BodyBold, colour::text1, title);
    std::string total = session.facts.total;
    if (!allScenes) {
        const auto at = session.facts.sceneTotals.find(scene->id);
        total = at == session.facts.sceneTotals.end() ? "" : at->second;
    }
    const Rect wall = head.takeRight(px(size::toolButton));
    if (iconButton(wall.middle(px(size::viewHeader)), "All boards", icon::boards, session.allBoards ? "This scene's boards" : "Boards of all scenes", session.allBoards)) session.allBoards = !session.allBoards;
    const float cardWidth = px(size::boardWidth), gap = px(size::gap);
    const auto fit = static_cast<std::size_t>(std::max(1.f, (body.w() - px(size::padding)) / (cardWidth + gap)));
    if (!shots.empty()) {
        const std::string range = fmt::format("1 \xE2\x80\x93 {} of {}", std::min(fit, shots.size()), shots.size());
        textIn(head.takeRight(textWidth(Font::Small, range) + px(size::gap)), Font::Small, colour::text3, range);
    }
    textIn({head.x0 + used + px(size::gap), head.y0, head.x1, head.y1}, Font::Body, colour::text3, total);
    if (body.h() > px(size::stripHead)) {
        ImGui::SetCursorScreenPos(body.min());
        ImGui::BeginChild("##cards", {body.w(), body.h()}, false, ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
        if (shots.empty()) {
            const Rect r{body.x0 + px(size::padding), body.y0, body.x1, body.y0 + px(size::row)};
            textIn(r, Font::Body, colour::text3, scene || production.all<Scene>().empty() ? "Press S in a camera view to take the first shot." : "No shots.");
        }
        BoardsContext b{production, session, emit};
        const float height = std::min(px(size::boardHeight), body.h() - px(size::gap));
        const float pictureHeight = height - (px(size::boardHeight) - px(size::boardPicture));
        float x = body.x0 + px(size::padding) - ImGui::GetScrollX();
        for (const Shot* shot : shots) {
            const Rect card{x, body.y0, x + cardWidth, body.y0 + height};
            if (card.x1 > body.x0 && card.x0 < body.x1) boardCard(card, *shot, pictureHeight, b);
            else context().names.add("Boards/" + shot->label, card);
            x += cardWidth + gap;
        }
        ImGui::Dummy({x + ImGui::GetScrollX() - body.x0, height});
        if (ImGui::IsWindowHovered() && ImGui::GetIO().MouseWheel != 0) ImGui::SetScrollX(ImGui::GetScrollX() - ImGui::GetIO().MouseWheel * cardWidth);
        finishBoardDrag(b);
        boardKeys(b);
        ImGui::EndChild();
    }
    ImGui::End();
}

void drawTimeBar(const Rect& rect, const Production& production, Session& session, Emit& emit) {
    beginRegion("##time", rect, colour::bg2);
    const Region region("Time");
    lineH(rect.x0, rect.x1, rect.y0, colour::black);
    Rect row = rect;
    row.takeLeft(px(size::gapSmall));
    const float b = px(size::viewHeader);
    const FrameRate rate = production.info->rate;
    const std::int64_t length = std::max<std::int64_t>(sceneLength(production, session.scene), static_cast<std::int64_t>(rate.perSecond() * 4));
    if (iconButton(row.takeLeft(b).middle(b), "Start", icon::back, "To the start")) session.playhead = {};
    if (iconButton(row.takeLeft(b).middle(b), "Play", session.playing ? icon::pause : icon::play, "Play (Space)")) runCommand("window.play", production, session, emit);
    if (iconButton(row.takeLeft(b).middle(b), "Forward", icon::forward, "A frame forward (.)")) runCommand("window.frame-forward", production, session, emit);
    row.takeLeft(px(size::gap));
    textIn(row.takeLeft(px(size::labelColumn - size::indent)), Font::BodyMedium, colour::text1, clockText(toSeconds(session.playhead, rate).value));
    row.takeRight(px(size::padding));
    const std::string total = fmt::format("{} s \xC2\xB7 {} fr", number(toSeconds(FrameTime{length}, rate).value, 1), length);
    textIn(row.takeRight(textWidth(Font::Small, total)), Font::Small, colour::text3, total);
    row.takeRight(px(size::padding));
    const Rect bar = row.middle(px(size::round));
    const auto x = [&](double frameNumber) { return bar.x0 + bar.w() * static_cast<float>(std::clamp(frameNumber / static_cast<double>(length), 0.0, 1.0)); };
    fill(bar, colour::bg4, px(2));
    if (const auto id = session.only<Shot>()) {
        if (const Shot* shot = production.find(id)) fill({x(static_cast<double>(shot->frames.first.frame)), bar.y0, x(static_cast<double>(shot->frames.first.frame + shot->frames.count)), bar.y1}, colour::fieldFill, px(2));
    }
    for (int second = 0; second <= static_cast<int>(toSeconds(FrameTime{length}, rate).value); ++second) {
        const float tx = x(second * rate.perSecond());
        lineV(tx, bar.y1 + px(2), bar.y1 + px(size::dot), colour::lineStrong);
    }
    // Walks as bars in the character's colour from leaving one mark to arriving at the next.
    std::map<Id<Character>, const Mark*> before;
    auto marks = marksIn(production, session.scene);
    std::stable_sort(marks.begin(), marks.end(), [](auto* l, auto* r) { return l->arrive.value_or(FrameTime{-1}) < r->arrive.value_or(FrameTime{-1}); });
    for (const Mark* m : marks) {
        if (!m->arrive && !m->leave) continue;
        const ImU32 c = characterColour(production, m->character);
        if (const auto at = before.find(m->character); at != before.end() && m->arrive) {
            const FrameTime from = at->second->leave.value_or(at->second->arrive.value_or(FrameTime{0}));
            fill({x(static_cast<double>(from.frame)), bar.y0, x(static_cast<double>(m->arrive->frame)), bar.y1}, c, px(2));
        }
        if (m->arrive) {
            const float mx = x(static_cast<double>(m->arrive->frame));
            lineV(mx, bar.y0 - px(size::dot), bar.y1, c);
            textAt({mx + px(size::round), rect.y0 + px(2)}, Font::Caption, colour::text3, markName(production, *m));
        }
        before[m->character] = m;
    }
    if (const CameraRig* rig = production.find(session.camera); rig && rig->keys.size() > 1) {
        for (const CameraKey& k : rig->keys) disc({x(static_cast<double>(k.time.frame)), bar.centre().y}, px(size::dotSmall), colour::text1);
    }
    const Hot hot = hotArea({bar.x0, rect.y0, bar.x1, rect.y1}, "Scrub");
    if (hot.held && bar.w() > 0) {
        const double share = std::clamp(static_cast<double>((ImGui::GetIO().MousePos.x - bar.x0) / bar.w()), 0.0, 1.0);
        session.playhead.frame = static_cast<std::int64_t>(std::round(share * static_cast<double>(length)));
        session.playing = false;
    }
    const float head = x(static_cast<double>(session.playhead.frame));
    lineV(head, rect.y0 + px(2), rect.y1, colour::white);
    disc({head + px(1) * 0.5f, rect.y0 + px(size::gapSmall)}, px(size::dot), colour::white);
    ImGui::End();
}

void drawWelcome(const Rect& rect, const Production& production, Session& session, Emit& emit) {
    beginRegion("##welcome", rect, colour::bg3);
    const Region region("Welcome");
    lineH(rect.x0, rect.x1, rect.y0, colour::black);
    Rect all = rect.inset(px(size::padding + size::gap));
    const float column = all.w() / 3.4f;
    Rect left = all.takeLeft(column);
    left.x1 -= px(size::indent);
    const std::string title = production.info->title.empty() ? "Recce" : production.info->title;
    textIn(left.takeTop(px(size::indent)), Font::Page, colour::text1, title + " is yours to try");
    left.takeTop(px(size::gap));
    const std::string words = fmt::format("A film of {} scenes with {} shots. Move anything: this is your own copy, and Undo takes everything back.",
                                          production.all<Scene>().size(), production.all<Shot>().size());
    left.takeTop(textWrapped(left, Font::Body, colour::text2, words) + px(size::padding));
    textIn(left.takeTop(px(size::label)), Font::Small, colour::text3, "Help brings this back");
    Rect keys = all.takeLeft(column);
    textIn(keys.takeTop(px(size::indent)), Font::BodyMedium, colour::text1, "Look around");
    struct Line {
        const char* key;
        const char* does;
    };
    for (const Line& l : {Line{"Middle drag", "turns the view"}, Line{"Tab", "looks through the camera"}, Line{"[ ]", "steps the lens"}, Line{"S", "takes a shot"}}) {
        Rect row = keys.takeTop(px(size::row));
        const float w = keyCap({row.x0, row.middle(px(size::keyCap)).y0}, l.key);
        textIn({row.x0 + w + px(size::gap), row.y0, row.x1, row.y1}, Font::Body, colour::text2, l.does);
    }
    lineV(keys.x1, rect.y0 + px(size::padding), rect.y1 - px(size::padding), colour::lineStrong);
    all.takeLeft(px(size::indent));
    const Rect close = Rect{rect.x1 - px(size::toolButton + size::gap), rect.y0 + px(size::gap), rect.x1 - px(size::gap), rect.y0 + px(size::gap + size::toolButton)};
    all.takeRight(px(size::toolButton));
    Rect start = all.takeLeft(std::min(all.w() * 0.45f, px(size::popupMin)));
    textIn(start.takeTop(px(size::indent)), Font::BodyMedium, colour::text1, "Start your own");
    start.takeTop(px(2));
    if (button(start.takeTop(px(size::button)), {.label = "New production", .kind = ButtonKind::Primary})) runCommand("window.new", production, session, emit);
    start.takeTop(px(size::gap));
    if (button(start.takeTop(px(size::button)), {.label = "Open a production", .icon = icon::folderOpen})) emit.act("window.open");
    all.takeLeft(px(size::indent));
    if (all.w() > px(size::labelColumn)) {
        ImDrawList* list = ImGui::GetWindowDrawList();
        const Rect drop = all;
        for (const auto& [a, b] : {std::pair(drop.min(), ImVec2(drop.x1, drop.y0)), std::pair(ImVec2(drop.x1, drop.y0), drop.max()), std::pair(drop.max(), ImVec2(drop.x0, drop.y1)), std::pair(ImVec2(drop.x0, drop.y1), drop.min())})
            dashedLine(list, a, b, colour::fieldHover, px(1));
        const Hot hot = hotArea(drop, "Drop a set here");
        const float y = drop.centre().y - px(size::indent);
        iconIn({drop.x0, y - px(size::indent), drop.x1, y}, icon::piece, colour::text2, true);
        textIn({drop.x0, y, drop.x1, y + px(size::indent)}, Font::BodyMedium, colour::text1, "Drop a set here", Align::Centre);
        textIn({drop.x0, y + px(size::indent), drop.x1, y + px(size::indent * 2)}, Font::Caption, colour::text3, "glTF, FBX, OBJ, DAE, IFC ...", Align::Centre);
        if (hot.clicked) emit.act("window.import");
    }
    if (iconButton(close, "Close", icon::close, "Close")) {
        // The picture was shown alone; now the work bench: free view, camera and plan, and the boards of this scene.
        session.welcome = session.allBoards = false;
        session.layout = 3;
        session.views[0].kind = ViewKind::Free;
        session.views[0].framed = false;
    }
    ImGui::End();
}

}  // namespace recce::ui
