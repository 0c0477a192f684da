// The bar along the top: menus, workspaces, title, how safe the work is, and the way to every command.
#include <algorithm>
#include <cmath>

#include "app/ui/keys.h"
#include "app/ui/panels.h"
#include "app/ui/widgets.h"

namespace recce::ui {
namespace {

void appMark(const Rect& rect) {
    // A T-mark, as taped on a floor.
    const ImVec2 c = rect.centre();
    const float s = px(size::dot) + px(1);
    fill({c.x - s, c.y - s, c.x + s, c.y - s + px(size::dotSmall)}, colour::accent, px(1));
    fill({c.x - px(size::dotSmall) * 0.5f, c.y - s, c.x + px(size::dotSmall) * 0.5f, c.y + s}, colour::accent, px(1));
}

void menus(Rect& bar, const Production& production, Session& session, Emit& emit) {
    static constexpr const char* kMenus[] = {"File", "Edit", "View", "Scene", "Shot", "Help"};
    const Region region("Menu");
    for (const char* menu : kMenus) {
        Rect head = bar.takeLeft(textWidth(Font::Body, menu) + px(size::gap * 2));
        const std::string full = nameOf(menu);
        const Hot hot = hotArea(head, menu);
        Context& c = context();
        const bool open = c.openList == full;
        const bool anyOpen = c.openList.rfind("Menu/", 0) == 0;
        textIn(head, Font::Body, hot.hovered || open ? colour::text1 : colour::text2, menu, Align::Centre);
        if ((hot.clicked && !open) || (anyOpen && !open && hot.hovered)) {
            c.openList = full;
            c.listFilter.clear();
            c.listFresh = true;
            c.listAt = -1;
        }
        if (c.openList != full) continue;
        std::vector<Option> options;
        std::vector<const Command*> rows;
        for (const Command& command : commands()) {
            if (command.menu != menu) continue;
            std::string name(command.name);
            if (command.id == "window.undo" && !session.undoName.empty()) name += " " + session.undoName;
            if (command.id == "window.redo" && !session.redoName.empty()) name += " " + session.redoName;
            options.push_back({name, textOf(command.key), "", 0, 0});
            rows.push_back(&command);
        }
        if (const auto chosen = openList(head, full, options, false))
            runCommand(rows[static_cast<std::size_t>(*chosen)]->id, production, session, emit);
    }
}

/// Returns where the last of them ends.
float workspaces(const Rect& bar, const Production& production, Session& session, Emit& emit) {
    struct Tab {
        const char* name;
        Workspace workspace;
        const char* command;
    };
    static constexpr Tab kTabs[] = {{"Set", Workspace::Set, "window.set"}, {"Block", Workspace::Block, "window.block"}, {"Light", Workspace::Light, "window.light"},
                                    {"Shots", Workspace::Shots, "window.shots"}, {"Deliver", Workspace::Deliver, "window.deliver"}};
    float width = 0;
    for (const Tab& t : kTabs) width += textWidth(Font::BodyMedium, t.name) + px(size::indent + size::padding);
    float x = std::round(bar.x0 + (bar.w() - width) * 0.5f);
    const Region region("Workspace");
    for (const Tab& t : kTabs) {
        const Rect tab{x, bar.y0, x + textWidth(Font::BodyMedium, t.name) + px(size::indent + size::padding), bar.y1};
        const Hot hot = hotArea(tab, t.name);
        const bool on = session.workspace == t.workspace;
        textIn(tab, on ? Font::BodyBold : Font::Body, on ? colour::text1 : hot.hovered ? colour::text1 : colour::text3, t.name, Align::Centre);
        if (on) {
            const Rect line{tab.x0 + px(size::gapSmall), tab.y1 - px(size::tabUnderline), tab.x1 - px(size::gapSmall), tab.y1};
            fill(line, colour::accent);
        }
        if (hot.hovered) tooltip(tipOf(t.command));
        if (hot.clicked) runCommand(t.command, production, session, emit);
        x = tab.x1;
    }
    return x;
}

/// `room`: nothing may come further left than this.
void keeping(Rect& bar, const Session& session, Emit& emit, float room) {
    const Keeping& k = session.keeping;
    const Region region("Keeping");
    if (k.readOnly || !k.kept) {
        const Rect save = bar.takeRight(buttonWidth({.label = "Save a copy"})).middle(px(size::button));
        if (button(save, {.label = "Save a copy"})) emit.act("window.save-as");
        bar.takeRight(px(size::gap));
        const float width = std::min(textWidth(Font::Small, k.why), std::max(0.f, bar.x1 - room) - px(size::iconAdvance + size::padding));
        const Rect words = bar.takeRight(width);
        textIn(words, Font::Small, k.readOnly ? colour::text2 : colour::error, k.why);
        iconIn(bar.takeRight(px(size::iconAdvance)), k.readOnly ? icon::lock : icon::error, k.readOnly ? colour::text2 : colour::error);
    } else {
        const std::string words = k.untitled && !k.demo ? "Kept, not yet named" : "Kept";
        const Rect text = bar.takeRight(textWidth(Font::Small, words) + px(2));
        textIn(text, Font::Small, colour::text2, words);
        const Rect tick = bar.takeRight(px(size::iconAdvance));
        iconIn(tick, icon::check, colour::ok);
        const Hot hot = hotArea({tick.x0, text.y0, text.x1, text.y1}, "Kept");
        if (hot.hovered) tooltip(k.folder.empty() ? "Every change is on disk already" : "Every change is on disk already, in " + k.folder);
        if (hot.clicked && k.untitled) emit.act("window.save-as");
    }
}

}  // namespace

void drawTopBar(const Rect& rect, const Production& production, Session& session, Emit& emit) {
    beginRegion("##top", rect, colour::bg1);
    Rect bar = rect;
    bar.takeLeft(px(size::padding));
    appMark(bar.takeLeft(px(size::iconAdvance)));
    bar.takeLeft(px(size::gap - 2));
    textIn(bar.takeLeft(textWidth(Font::BodyBold, "Recce") + px(size::gap + 2)), Font::BodyBold, colour::text1, "Recce");
    menus(bar, production, session, emit);
    const float tabsEnd = workspaces(rect, production, session, emit);
    bar.takeRight(px(size::gap));
    {
        const Rect find = bar.takeRight(px(size::find)).middle(px(size::button));
        const Region region("Top");
        const Hot hot = hotArea(find, "Find");
        fill(find, colour::field, px(size::round));
        frame(find, hot.hovered ? colour::fieldHover : colour::fieldBorder, px(size::round));
        Rect inner = find;
        iconIn(inner.takeLeft(px(size::indent)), icon::search, colour::text3);
        textIn(inner, Font::Body, colour::text3, "Find a command");
        textIn({inner.x0, inner.y0, inner.x1 - px(size::gap), inner.y1}, Font::Caption, colour::text3, "Ctrl K", Align::Right);
        if (hot.clicked) runCommand("window.palette", production, session, emit);
    }
    bar.takeRight(px(size::padding));
    const std::string title = production.info->title.empty() ? "Untitled" : production.info->title;
    const float titleWidth = std::min(textWidth(Font::BodyBold, title), rect.w() * 0.2f);
    keeping(bar, session, emit, tabsEnd + titleWidth + px(size::padding * 2));
    bar.takeRight(px(size::gap));
    const std::string& draft = session.keeping.demo ? std::string("demo") : production.info->draft;
    const float draftWidth = textWidth(Font::Body, draft);
    if (!draft.empty() && bar.x1 - draftWidth - titleWidth - px(size::padding) > tabsEnd) {
        textIn(bar.takeRight(draftWidth), Font::Body, colour::text3, draft);
        bar.takeRight(px(size::round));
    }
    textIn(bar.takeRight(std::min(titleWidth, std::max(0.f, bar.x1 - tabsEnd))), Font::BodyBold, colour::text1, title);
    lineH(rect.x0, rect.x1, rect.y1 - px(1), colour::black);
    ImGui::End();
}

namespace {

struct Hint {
    const char* key;
    const char* does;
};

std::vector<Hint> hintsOf(const Session& session) {
    if (session.workspace == Workspace::Shots)
        return {{"Click", "shows the shot"}, {"Double click", "opens it through the camera"}, {"Drag", "reorders"}, {"F2", "labels"}};
    if (session.workspace == Workspace::Deliver)
        return {{"Click", "previews a sheet"}, {"Wheel", "turns pages"}, {"Ctrl Enter", "writes"}};
    switch (session.tool) {
        case Tool::Camera: return {{"Click", "puts a camera on the set"}, {"Drag", "turns it"}, {"Shift C", "takes this view"}, {"Esc", "leaves"}};
        case Tool::Mark: return {{"Press", "puts the mark"}, {"Drag", "turns it"}, {"Type", "the character's name"}, {"Esc", "leaves"}};
        case Tool::Light:
            return session.placing.aiming ? std::vector<Hint>{{"Click", "aims the light"}, {"Esc", "leaves it"}}
                                          : std::vector<Hint>{{"Type", "a fixture"}, {"Click", "puts it"}, {"Click", "aims it"}, {"Esc", "leaves"}};
        case Tool::Piece: return {{"Click", "puts the piece"}, {"Esc", "leaves"}};
        case Tool::Measure: return {{"Click", "two points"}, {"Esc", "leaves"}};
        case Tool::Spot: return {{"Point", "reads a degree of the picture"}, {"Click", "keeps the reading"}, {"E", "puts the meter away"}};
        case Tool::MeterPoint: return {{"Click", "reads the light there"}, {"Esc", "leaves"}};
        case Tool::Select: break;
    }
    if (session.workspace == Workspace::Light && session.only<Light>())
        return {{"Drag", "slides it"}, {"Ring", "turns it"}, {"E", "reads the picture"}, {"Shift L", "switches it"}, {"4", "stop zones"}};
    const int at = session.hoveredView >= 0 ? session.hoveredView : session.activeView;
    switch (session.views[static_cast<std::size_t>(at)].kind) {
        case ViewKind::Camera:
            return {{"Drag", "pans and tilts"}, {"Shift drag", "trucks"}, {"Ctrl drag", "dollies"}, {"Alt drag", "arcs"},
                    {"[ ]", "steps the lens"}, {"F", "focuses"}, {"S", "takes a shot"}};
        case ViewKind::Overhead:
            return {{"Drag", "moves"}, {"Middle drag", "slides"}, {"Wheel", "zooms"}, {"Shift wheel", "moves the cut"}};
        case ViewKind::Free: break;
    }
    return {{"Middle drag", "turns"}, {"Shift", "slides"}, {"Wheel", "goes in and out"}, {"Right held", "walks"},
            {"Tab", "looks through the camera"}, {"?", "shows the keys"}};
}

}  // namespace

void drawStatusLine(const Rect& rect, const Production& production, Session& session, Emit& emit) {
    beginRegion("##status", rect, colour::bg1);
    lineH(rect.x0, rect.x1, rect.y0, colour::black);
    const Region region("Status");
    Rect bar = rect;
    bar.takeLeft(px(size::padding));
    bar.takeRight(px(size::padding));
    const auto right = [&](const std::string& text, ImU32 c) {
        textIn(bar.takeRight(textWidth(Font::Caption, text)), Font::Caption, c, text);
        bar.takeRight(px(size::padding));
    };
    // Of the stage; where none is seen it would be a riddle.
    if (onStage(session.workspace)) right(session.quality, colour::text3);
    if (session.workspace == Workspace::Deliver && !session.lastWritten.empty()) right(session.lastWritten, colour::text3);
    const FrameRate rate = production.info->rate;
    right(number(rate.perSecond(), rate.den == 1 ? 0 : 2) + " fps", colour::text3);
    right(production.info->units == DisplayUnits::Metric ? "Metres" : "Feet", colour::text3);
    std::size_t findings = 0, errors = 0;
    for (const auto& f : session.facts.findings) {
        if (f.waived) continue;
        (f.level == "error" ? errors : findings) += 1;
    }
    const auto count = [&](std::size_t n, const char* word, unsigned code, ImU32 c) {
        if (n == 0) return;
        const std::string text = std::to_string(n) + " " + word + (n == 1 ? "" : "s");
        const Rect words = bar.takeRight(textWidth(Font::CaptionMedium, text));
        const Rect mark = bar.takeRight(px(size::iconAdvance));
        iconIn(mark, code, c);
        textIn(words, Font::CaptionMedium, c, text);
        if (hotArea({mark.x0, mark.y0, words.x1, words.y1}, word).clicked) runCommand("window.next-finding", production, session, emit);
        bar.takeRight(px(size::padding));
    };
    count(findings, "finding", icon::warning, colour::warn);
    count(errors, "error", icon::error, colour::error);
    for (const JobLine& job : session.jobs) {
        constexpr double kWordsAfter = 0.3;  // seconds; shorter work says nothing
        if (session.clock - job.since < kWordsAfter) continue;
        std::string text = job.text;
        if (job.total > 0) text += ", " + std::to_string(job.done) + " of " + std::to_string(job.total);
        const Rect cancel = bar.takeRight(textWidth(Font::CaptionMedium, "Cancel"));
        const Hot hot = hotArea(cancel, "Cancel");
        textIn(cancel, Font::CaptionMedium, hot.hovered ? colour::text1 : colour::accent, "Cancel");
        if (hot.clicked) emit.act("window.cancel-job", {{"id", std::to_string(job.id)}});
        bar.takeRight(px(size::gap));
        const Rect words = bar.takeRight(std::min(bar.w() * 0.5f, textWidth(Font::Caption, text)));
        textIn(words, Font::Caption, colour::text2, text);
        bar.takeRight(px(size::padding));
    }
    for (const Hint& hint : hintsOf(session)) {
        const float key = textWidth(Font::CaptionMedium, hint.key), does = textWidth(Font::Caption, hint.does);
        if (bar.w() < key + does + px(size::indent)) break;
        textIn(bar.takeLeft(key), Font::CaptionMedium, colour::text2, hint.key);
        bar.takeLeft(px(size::round));
        textIn(bar.takeLeft(does), Font::Caption, colour::text3, hint.does);
        bar.takeLeft(px(size::padding));
    }
    ImGui::End();
}

}  // namespace recce::ui
