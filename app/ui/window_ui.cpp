// Lays the parts of the window out, draws their splitters and calls the panels. Knows no panel's inside.
#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "app/ui/keys.h"
#include "app/ui/panels.h"
#include "app/ui/widgets.h"

namespace recce::ui {
namespace {

constexpr ImGuiWindowFlags kRegion = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse;

/// An invisible strip over a separator. Returns how far it was dragged this frame; double click sets `reset`.
float splitter(const char* name, const Rect& where, bool horizontal, bool& reset) {
    ImGui::SetNextWindowPos(where.min());
    ImGui::SetNextWindowSize({where.w(), where.h()});
    ImGui::Begin(name, nullptr, kRegion | ImGuiWindowFlags_NoBackground);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    const Hot hot = hotArea(where, name);
    if (hot.hovered || hot.held) ImGui::SetMouseCursor(horizontal ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    reset = hot.doubleClicked;
    const ImVec2 delta = ImGui::GetIO().MouseDelta;
    ImGui::End();
    return hot.held ? (horizontal ? delta.x : delta.y) : 0.f;
}

void separators(const Rect& left, const Rect& right, const Rect& strip, Session& session) {
    LayoutState& panels = session.panels;
    const float grab = px(size::grab), scale = context().fonts.scale;
    bool reset = false;
    if (left.w() > 0) {
        const float moved = splitter("##left", {left.x1 - grab * 0.5f, left.y0, left.x1 + grab * 0.5f, left.y1}, true, reset);
        if (moved != 0) panels.left = std::clamp(left.w() / scale + moved / scale, size::sideMin, size::sideMax);
        if (reset) panels.left = 0;
    }
    if (right.w() > 0) {
        const float moved = splitter("##right", {right.x0 - grab * 0.5f, right.y0, right.x0 + grab * 0.5f, right.y1}, true, reset);
        if (moved != 0) panels.right = std::clamp(right.w() / scale - moved / scale, size::inspectorMin, size::sideMax);
        if (reset) panels.right = 0;
    }
    if (strip.h() > px(size::stripHead) + 1) {
        const float moved = splitter("##strip", {strip.x0, strip.y0 - grab * 0.5f, strip.x1, strip.y0 + grab * 0.5f}, false, reset);
        if (moved != 0) panels.strip = std::clamp(strip.h() / scale - moved / scale, size::stripMin, size::stripMax);
        if (reset) panels.strip = 0;
    }
}

/// Light has an arrangement of the stage of its own: the other one waits while it is open.
void arrange(Session& session) {
    const bool lighting = session.workspace == Workspace::Light;
    if (lighting == session.lighting || !onStage(session.workspace)) return;
    session.lighting = lighting;
    Arrangement now{session.views, session.layout, session.activeView, session.maximised};
    Arrangement& next = session.away;
    session.views = std::move(next.views);
    session.layout = next.layout;
    session.activeView = next.activeView;
    session.maximised = next.maximised;
    session.away = std::move(now);
}

void expireToasts(Session& session) {
    std::erase_if(session.toasts, [&](const Toast& t) { return t.until < session.clock; });
    constexpr std::size_t kMost = 2;
    while (session.toasts.size() > kMost) session.toasts.erase(session.toasts.begin());
    Context& c = context();
    for (const Toast& t : session.toasts) {
        if (!std::isinf(t.until) && (c.askFrameAt == 0 || t.until < c.askFrameAt)) c.askFrameAt = t.until;
    }
}

void walkFields() {
    Context& c = context();
    if (c.tabTo.size() < 2 || (c.tabTo[0] != '<' && c.tabTo[0] != '>')) return;
    const bool back = c.tabTo[0] == '<';
    const auto at = std::find(c.fields.begin(), c.fields.end(), c.tabTo.substr(1));
    c.tabTo.clear();
    if (at == c.fields.end() || c.fields.size() < 2) return;
    const auto i = static_cast<std::size_t>(at - c.fields.begin()), n = c.fields.size();
    c.tabTo = c.fields[(i + (back ? n - 1 : 1)) % n];
}

}  // namespace

void beginRegion(const char* name, const Rect& rect, ImU32 ground, bool scrolls) {
    ImGui::SetNextWindowPos(rect.min());
    ImGui::SetNextWindowSize({std::max(1.f, rect.w()), std::max(1.f, rect.h())});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, ImGui::ColorConvertU32ToFloat4(ground));
    ImGuiWindowFlags flags = kRegion;
    if (scrolls) flags &= ~(ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoScrollbar);
    ImGui::Begin(name, nullptr, flags);
    ImGui::PopStyleColor();
}

void beginFloating(const char* name, const Rect& rect) {
    const Rect outer = rect.inset(-px(size::gap));
    ImGui::SetNextWindowPos(outer.min());
    ImGui::SetNextWindowSize({outer.w(), outer.h()});
    ImGui::Begin(name, nullptr, (kRegion & ~ImGuiWindowFlags_NoBringToFrontOnFocus) | ImGuiWindowFlags_NoBackground);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    floatingCard(rect);
    ImGui::SetCursorScreenPos(rect.min());
}

void drawWindow(const Production& production, Session& session, Emit& emit) {
    Context& c = context();
    c.names.begin();
    c.stops.clear();
    c.fields.clear();
    colour::moreContrast(session.moreContrast);
    c.askFrameAt = 0;
    c.now = session.clock;
    const bool typedBefore = c.typing;
    c.typing = !c.editing.empty() || !c.openList.empty() || session.palette || session.newProduction ||
               session.chooser.use != ChooserUse::None || session.placing.naming || session.placing.choosing || session.hand.byKey || session.changedOnDisk || session.deleting;
    if (!typedBefore || !c.typing) runKeys(production, session, emit);
    expireToasts(session);

    const ImVec2 display = ImGui::GetIO().DisplaySize;
    Rect all{0, 0, display.x, display.y};
    const bool small = display.x < px(size::smallWidth);
    arrange(session);
    const bool stageWorkspace = onStage(session.workspace);
    const Rect top = all.takeTop(px(size::topBar)), status = all.takeBottom(session.fullScreen ? 0 : px(size::statusLine));
    LayoutState& panels = session.panels;
    const float leftWidth = panels.left > 0 ? panels.left : small ? size::smallOutline : size::outline;
    const float rightWidth = panels.right > 0 ? panels.right : small ? size::smallInspector : size::inspector;
    Rect left{all.x0, all.y0, all.x0, all.y1}, right{all.x1, all.y0, all.x1, all.y1};
    if (panels.sides && session.workspace != Workspace::Shots) left = all.takeLeft(px(leftWidth));
    if (panels.sides) right = all.takeRight(px(rightWidth));
    Rect strip{}, stageArea{};
    if (top.w() > 0) drawTopBar(top, production, session, emit);
    if (left.w() > 0) {
        if (session.workspace == Workspace::Deliver) drawSheets(left, production, session, emit);
        else drawOutline(left, production, session, emit);
        all.x0 += px(1);
    }
    if (right.w() > 0) all.x1 -= px(1);
    if (stageWorkspace) {
        drawToolBar(all.takeTop(px(size::toolBar)), production, session, emit);
        if (session.workspace == Workspace::Block && !panels.fullStage) {
            const float height = !panels.stripOpen ? size::stripHead : panels.strip > 0 ? panels.strip : small ? size::stripMin : size::strip;
            strip = all.takeBottom(px(height));
            all.y1 -= px(1);
            drawBoardStrip(strip, production, session, emit);
            if (session.welcome) drawWelcome(all.takeBottom(px(size::welcome)), production, session, emit);
            else drawTimeBar(all.takeBottom(px(size::timeBar)), production, session, emit);
        }
        if (session.workspace == Workspace::Light && !panels.fullStage) {
            drawScopes(all.takeBottom(px(size::scopes)), production, session, emit);
            all.y1 -= px(1);
            if (hasSunBar(production, session)) drawSunBar(all.takeBottom(px(size::sunBar)), production, session, emit);
        }
        stageArea = all;
        drawStage(all, production, session, emit);
    } else if (session.workspace == Workspace::Shots) {
        stageArea = all;
        drawShots(all, production, session, emit);
    } else {
        stageArea = all;
        drawPage(all, production, session, emit);
    }
    if (right.w() > 0) drawInspector(right, production, session, emit);
    if (!session.fullScreen) drawStatusLine(status, production, session, emit);
    separators(left, right, strip, session);
    drawFloating(stageArea, production, session, emit);
    walkFields();
    walkRegions(session);
}

}  // namespace recce::ui
