// The stage: tool bar, the layout of one to four views, their headers, and the pictures in them.
#include <algorithm>
#include <cmath>
#include <span>

#include "app/ui/keys.h"
#include "app/ui/panels.h"
#include "app/ui/stage.h"
#include "app/ui/widgets.h"
#include "model/changes.h"

namespace recce::ui {
namespace {

void layoutGlyph(const Rect& r, int layout, ImU32 c) {
    const Rect box = Rect{r.centre().x - px(size::gap), r.y0, r.centre().x + px(size::gap), r.y1}.middle(px(size::padding));
    const float g = px(size::tinyGap), mx = std::round(box.centre().x), my = std::round(box.centre().y);
    if (layout == 1) fill(box, c);
    if (layout == 2) fill({box.x0, box.y0, mx - g / 2, box.y1}, c), fill({mx + g / 2, box.y0, box.x1, box.y1}, c);
    if (layout == 3) {
        const float x = box.x0 + std::round(box.w() * 0.6f);
        fill({box.x0, box.y0, x - g / 2, box.y1}, c);
        fill({x + g / 2, box.y0, box.x1, my - g / 2}, c);
        fill({x + g / 2, my + g / 2, box.x1, box.y1}, c);
    }
    if (layout == 4) {
        fill({box.x0, box.y0, mx - g / 2, my - g / 2}, c), fill({mx + g / 2, box.y0, box.x1, my - g / 2}, c);
        fill({box.x0, my + g / 2, mx - g / 2, box.y1}, c), fill({mx + g / 2, my + g / 2, box.x1, box.y1}, c);
    }
}

std::vector<Rect> viewRects(const Rect& all, const Session& session, int count) {
    const float g = px(size::viewGap);
    const float x = std::round(all.x0 + all.w() * (count == 3 ? session.panels.ratioX : session.panels.ratioEven));
    const float y = std::round(all.y0 + all.h() * session.panels.ratioY);
    const Rect left{all.x0, all.y0, x - g / 2, all.y1}, right{x + g / 2, all.y0, all.x1, all.y1};
    const auto upper = [&](Rect r) { r.y1 = y - g / 2; return r; };
    const auto lower = [&](Rect r) { r.y0 = y + g / 2; return r; };
    switch (count) {
        case 2: return {left, right};
        case 3: return {left, upper(right), lower(right)};
        case 4: return {upper(left), upper(right), lower(left), lower(right)};
        default: return {all};
    }
}

void overlayMenu(const Rect& anchor, StageView& view, const std::string& full) {
    struct Item {
        const char* name;
        bool Overlays::*flag;
    };
    static constexpr Item kItems[] = {{"Cameras", &Overlays::cameras}, {"Lights", &Overlays::lights}, {"Marks", &Overlays::marks},
                                      {"Figures", &Overlays::figures}, {"Paths", &Overlays::paths}, {"Measures", &Overlays::measures},
                                      {"Grid", &Overlays::grid}, {"Name plates", &Overlays::plates}};
    static constexpr Item kFrame[] = {{"Centre", &Overlays::centre}, {"Thirds", &Overlays::thirds}, {"Safe areas", &Overlays::safe}};
    // Through a camera nothing stands in the picture but its own lines.
    const std::span<const Item> items = view.kind == ViewKind::Camera ? std::span<const Item>(kFrame) : std::span<const Item>(kItems);
    std::vector<Option> options{{view.overlays.on ? "Hide all signs" : "Show signs"}};
    for (const Item& item : items) options.push_back({item.name, view.overlays.*item.flag ? "shown" : "", "", view.overlays.*item.flag ? icon::visible : icon::hidden});
    if (const auto chosen = openList(anchor, full, options, false)) {
        if (*chosen == 0) view.overlays.on = !view.overlays.on;
        else {
            bool& flag = view.overlays.*items[static_cast<std::size_t>(*chosen) - 1].flag;
            flag = !flag;
        }
    }
}

void lookMenu(const Rect& head, Stage& s) {
    const std::string title = s.view.kind == ViewKind::Free ? "Free" : s.view.kind == ViewKind::Overhead ? "Overhead" : [&] {
        const CameraRig* rig = s.production.find(rigOf(s.session, s.view));
        return rig ? "Camera " + rig->letter : std::string("Camera");
    }();
    Rect where{head.x0, head.y0, head.x0 + textWidth(Font::SmallMedium, title) + px(size::iconAdvance), head.y1};
    const std::string full = nameOf("Look");
    const Hot hot = hotArea(where, "Look");
    textIn(where, Font::SmallMedium, colour::text1, title);
    iconIn({where.x1 - px(size::iconAdvance), where.y0, where.x1, where.y1}, icon::dropDown, colour::text3);
    if (hot.clicked) openListAt(full);
    std::vector<Option> options{{"Free", "Tab"}, {"Overhead", "O"}};
    std::vector<Id<CameraRig>> rigs{{}, {}};
    if (s.scene) {
        for (const CameraRig* rig : rigsIn(s.production, s.scene->id)) {
            options.push_back({"Camera " + rig->letter, "", "", icon::camera});
            rigs.push_back(rig->id);
        }
    }
    if (const auto chosen = openList(where, full, options, false)) {
        s.view.kind = *chosen == 0 ? ViewKind::Free : *chosen == 1 ? ViewKind::Overhead : ViewKind::Camera;
        if (*chosen > 1) s.session.camera = rigs[static_cast<std::size_t>(*chosen)], s.view.rig = {};
    }
    std::string more;
    if (s.view.kind == ViewKind::Camera) {
        const CameraRig* rig = s.production.find(rigOf(s.session, s.view));
        const Setup* setup = rig ? setupOf(s.production, rig->id) : nullptr;
        more = setup && !setup->label.empty() ? "Setup " + setup->label : rig ? "no shot yet" : "";
        more += (more.empty() ? "" : " \xC2\xB7 ") + styleWords(s);
        if (rig && !rig->mode.empty()) more += " \xC2\xB7 " + rig->mode;
        if (rig && rig->locked) more += " \xC2\xB7 locked";
    } else if (s.view.kind == ViewKind::Overhead) {
        more = "cut at " + number(s.view.plan.cut) + " m";
    } else {
        more = s.view.style == ViewStyle::Lit ? "Lit" : styleWords(s);
        if (s.session.cutFree && s.projection.eye.pose.position.y > s.session.cutHeight) more += " \xC2\xB7 cut at " + number(s.session.cutHeight) + " m";
    }
    textIn({where.x1 + px(size::gap), head.y0, head.x1 - px(size::gap), head.y1}, Font::Small, colour::text3, more);
}

void drawHeader(const Rect& head, Stage& s) {
    fill(head, colour::bg2);
    if (s.session.activeView == s.index) fill({head.x0, head.y0, head.x1, head.y0 + px(2)}, colour::accent);
    Rect row = head;
    row.takeLeft(px(size::gap + 2));
    row.takeRight(px(size::round));
    const float b = px(size::viewHeader);
    const bool alone = s.session.maximised == s.index;
    if (iconButton(row.takeRight(b), "Maximise", alone ? icon::restore : icon::maximise, alone ? "All views (Ctrl Space)" : "This view alone (Ctrl Space)")) {
        s.session.maximised = alone ? -1 : s.index;
    }
    if (s.view.kind == ViewKind::Camera) {
        const ButtonSpec take{.label = "Take shot", .kind = ButtonKind::Primary, .icon = icon::takeShot, .tooltip = "Take a shot (S)"};
        if (rigOf(s.session, s.view) && s.session.workspace != Workspace::Light && button(row.takeRight(buttonWidth(take)).middle(px(size::sectionHead - 2)), take)) {
            s.session.camera = rigOf(s.session, s.view);
            runCommand("window.take-shot", s.production, s.session, s.emit);
        }
        row.takeRight(px(2));
    }
    styleMenu(row.takeRight(b), s);
    const Rect eye = row.takeRight(b);
    const std::string full = nameOf("Overlays");
    if (iconButton(eye, "Overlays", s.view.overlays.on ? icon::visible : icon::hidden, "What is drawn on the stage")) openListAt(full);
    overlayMenu(eye, s.view, full);
    lookMenu(row, s);
}

void drawEmpty(const Stage& s, const Rect& picture) {
    std::string title, more;
    if (s.production.all<SetPiece>().empty() && s.production.all<Set>().empty()) {
        title = "A set comes first.";
        more = "Drop a model here, or press Ctrl I.";
    } else if (s.view.kind == ViewKind::Camera && !cameraOf(s.session, s.view)) {
        title = s.scene ? "No camera in this scene." : "No scene yet.";
        more = s.scene ? "Shift C in a free view takes what you see." : "Add one with + in the outline.";
    }
    if (title.empty()) return;
    const float y = picture.centre().y - px(size::indent);
    textIn({picture.x0, y, picture.x1, y + px(size::indent)}, Font::Page, colour::text1, title, Align::Centre);
    textIn({picture.x0, y + px(size::indent), picture.x1, y + px(size::indent * 2)}, Font::Body, colour::text2, more, Align::Centre);
}

/// A locked camera does not move, and the view's edge says so.
void unlockLine(Stage& s, const Rect& body) {
    const CameraRig* rig = s.view.kind == ViewKind::Camera ? s.production.find(rigOf(s.session, s.view)) : nullptr;
    if (!rig || !rig->locked) return;
    const std::string words = "Camera " + rig->letter + " is locked";
    const ButtonSpec open{.label = "Unlock", .icon = icon::unlock};
    const float w = textWidth(Font::SmallMedium, words) + buttonWidth(open) + px(size::iconAdvance + size::padding * 3);
    Rect r{body.centre().x - w / 2, body.y0 + px(size::gap), body.centre().x + w / 2, body.y0 + px(size::gap + size::sceneRow)};
    fill(r, colour::plate, px(size::round));
    r.takeLeft(px(size::padding));
    iconIn(r.takeLeft(px(size::iconAdvance)), icon::lock, colour::text2);
    r.takeLeft(px(size::round));
    textIn(r.takeLeft(textWidth(Font::SmallMedium, words) + px(2)), Font::SmallMedium, colour::white, words);
    r.takeRight(px(2));
    if (button(r.takeRight(buttonWidth(open)).middle(px(size::field)), open)) askSet(s.emit, rig->id, "locked", "no");
}

void drawView(const Rect& rect, int index, const Production& production, Session& session, Emit& emit) {
    StageView& view = session.views[static_cast<std::size_t>(index)];
    Rect body = rect;
    const Rect head = body.takeTop(px(size::viewHeader));
    const Rect legend = body.takeBottom(legendHeight(view));
    view.area = {body.x0, body.y0, body.w(), body.h()};
    view.shown = true;
    const double aspect = production.info->aspect;
    if (!view.framed && !session.facts.bounds.empty()) {
        frameBox(view, session.facts.action.empty() ? session.facts.bounds : session.facts.action);
        view.framed = true;
    }
    Stage s{production, session, emit, view, index, projectionOf(session, view, aspect), aspect, production.find(session.scene), false};
    static constexpr const char* kKinds[] = {"Free", "Camera", "Overhead"};
    const Region region("Stage/" + std::to_string(index + 1));
    context().names.add(std::string("Stage/") + kKinds[static_cast<std::size_t>(view.kind)], body);
    context().names.add("Stage/" + std::to_string(index + 1) + "/Picture", body);
    drawHeader(head, s);
    if (legend.h() > 0) drawLegend(legend, view);
    s.hovered = body.contains(ImGui::GetIO().MousePos) && ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
                !ImGui::IsAnyItemHovered();
    if (s.hovered) {
        session.hoveredView = index;
        const auto hit = castAt(session, s.projection, mouseAt());
        session.cursorPoint = hit ? std::optional(hit->point) : std::nullopt;
    }
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->PushClipRect(body.min(), body.max(), true);
    fill(body, colour::bg0);
    if (view.picture.texture) list->AddImage(reinterpret_cast<ImTextureID>(view.picture.texture), body.min(), body.max());
    if (view.kind == ViewKind::Overhead && view.picture.texture) fill(body, colour::shadow);
    if (view.kind == ViewKind::Camera) drawFrameLines(s);
    if (view.overlays.on) drawSigns(s);
    drawSunArc(s);
    drawMeasures(s);
    drawGizmo(s);
    drawEmpty(s, body);
    unlockLine(s, body);
    if (!useSpot(s) && !placeThings(s)) useHand(s);
    drawPlacing(s);
    list->PopClipRect();
}

void splitViews(const Rect& all, Session& session, int count) {
    if (count < 2) return;
    const float g = px(size::grab);
    const float x = std::round(all.x0 + all.w() * (count == 3 ? session.panels.ratioX : session.panels.ratioEven));
    const float y = std::round(all.y0 + all.h() * session.panels.ratioY);
    {
        float& ratio = count == 3 ? session.panels.ratioX : session.panels.ratioEven;
        const Hot hot = hotArea({x - g / 2, all.y0, x + g / 2, all.y1}, "Ratio across");
        if (hot.hovered || hot.held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
        if (hot.held) ratio = std::clamp((ImGui::GetIO().MousePos.x - all.x0) / all.w(), 0.25f, 0.8f);
        if (hot.doubleClicked) ratio = count == 3 ? LayoutState{}.ratioX : LayoutState{}.ratioEven;
    }
    if (count > 2) {
        const Hot hot = hotArea({count == 3 ? x : all.x0, y - g / 2, all.x1, y + g / 2}, "Ratio down");
        if (hot.hovered || hot.held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
        if (hot.held) session.panels.ratioY = std::clamp((ImGui::GetIO().MousePos.y - all.y0) / all.h(), 0.2f, 0.8f);
        if (hot.doubleClicked) session.panels.ratioY = LayoutState{}.ratioY;
    }
}

}  // namespace

void drawToolBar(const Rect& rect, const Production& production, Session& session, Emit& emit) {
    beginRegion("##tools", rect, colour::bg2);
    const Region region("Tools");
    lineH(rect.x0, rect.x1, rect.y1 - px(1), colour::black);
    Rect row = rect;
    row.takeLeft(px(size::gapSmall));
    const float b = px(size::toolButton);
    const auto small = [&](const char* name, unsigned code, const char* command, Tool tool) {
        if (iconButton(row.takeLeft(b).middle(b), name, code, tipOf(command), session.tool == tool)) runCommand(command, production, session, emit);
        row.takeLeft(px(2));
    };
    small("Select", icon::select, "window.select", Tool::Select);
    small("Measure", icon::measure, "window.measure", Tool::Measure);
    row.takeLeft(px(size::gap));
    textIn(row.takeLeft(textWidth(Font::Caption, "Place") + px(size::gap)), Font::Caption, colour::text3, "Place");
    const auto place = [&](const char* label, unsigned code, const char* command, Tool tool) {
        const std::string tip = tipOf(command);
        const ButtonSpec spec{.label = label, .kind = ButtonKind::Quiet, .icon = code, .tooltip = tip, .on = session.tool == tool};
        if (button(row.takeLeft(buttonWidth(spec)).middle(b), spec)) runCommand(command, production, session, emit);
    };
    place("Camera", icon::camera, "window.place-camera", Tool::Camera);
    place("Light", icon::light, "window.place-light", Tool::Light);
    place("Mark", icon::person, "window.place-mark", Tool::Mark);
    place("Piece", icon::piece, "window.place-piece", Tool::Piece);
    row.takeLeft(px(size::gap));
    if (session.workspace == Workspace::Light) place("Spot meter", icon::spotMeter, "window.spot-meter", Tool::Spot);
    row.takeRight(px(size::gapSmall));
    for (int layout = 4; layout >= 1; --layout) {
        const Rect box = row.takeRight(b).middle(b);
        const std::string name = "Layout " + std::to_string(layout);
        const Hot hot = hotArea(box, name);
        const bool on = session.layout == layout && session.maximised < 0;
        if (on) fill(box, colour::bg5, px(size::round));
        layoutGlyph(box, layout, on ? colour::text1 : hot.hovered ? colour::text2 : colour::text3);
        if (hot.hovered) tooltip(tipOf("window.layout-" + std::to_string(layout)));
        if (hot.clicked) runCommand("window.layout-" + std::to_string(layout), production, session, emit);
        row.takeRight(px(2));
    }
    row.takeRight(px(size::gap));
    const std::string snap = "5 cm \xC2\xB7 5\xC2\xB0";
    const Rect words = row.takeRight(textWidth(Font::Small, snap) + px(size::indent));
    const Hot hot = hotArea(words, "Snap");
    iconIn({words.x0, words.y0, words.x0 + px(size::iconAdvance), words.y1}, icon::snap, session.snapping ? colour::accent : colour::text3, true);
    textIn({words.x0 + px(size::indent), words.y0, words.x1, words.y1}, Font::Small, session.snapping ? colour::text1 : colour::text3, snap);
    if (hot.hovered) tooltip("Snap to 5 cm and 5 degrees; Ctrl while dragging turns it round");
    if (hot.clicked) session.snapping = !session.snapping;
    ImGui::End();
}

void drawStage(const Rect& rect, const Production& production, Session& session, Emit& emit) {
    beginRegion("##stage", rect, colour::black);
    for (StageView& v : session.views) v.shown = false;
    const int before = session.hoveredView;
    session.hoveredView = -1;
    const bool alone = session.maximised >= 0 && session.maximised < session.layout;
    const int count = alone ? 1 : session.workspace == Workspace::Set ? 1 : session.layout;
    const auto rects = viewRects(rect, session, count);
    // What stands on the stage is what the setup in work has there; the picture shows the same.
    const Setup* setup = setupInWork(production, session);
    const Production inWork = setup && !setup->changes.empty() ? withChanges(production, setup->id) : production;
    {
        const Region region("Stage");
        if (!alone) splitViews(rect, session, count);
    }
    for (int i = 0; i < count; ++i) drawView(rects[static_cast<std::size_t>(i)], alone ? session.maximised : i, inWork, session, emit);
    if (session.hoveredView < 0 && session.hand.kind != HandKind::None) session.hoveredView = before;
    ImGui::End();
}

}  // namespace recce::ui
