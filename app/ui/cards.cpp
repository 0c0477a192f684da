// What the window says by itself: the three questions, what a crash left, what failed, and toasts.
#include <algorithm>
#include <cmath>
#include <span>

#include "app/ui/asks.h"
#include "app/ui/keys.h"
#include "app/ui/panels.h"
#include "app/ui/widgets.h"

namespace recce::ui {
namespace {

bool escaped() { return ImGui::IsKeyPressed(key::escape, false); }
bool entered() { return ImGui::IsKeyPressed(key::enter, false) || ImGui::IsKeyPressed(key::padEnter, false); }

/// 420 wide, centred; the safe button is the last unless `safe` says another. Returns the button pressed, -1 none.
int modal(const char* name, const std::string& title, const std::string& text, std::span<const char* const> buttons, float extra = 0, int safe = -1) {
    if (safe < 0) safe = static_cast<int>(buttons.size()) - 1;
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const float width = px(size::modal), pad = px(size::padding + size::round);
    const Rect probe{0, 0, width - pad * 2, 0};
    const float words = text.empty() ? 0 : textWrapped(probe, Font::Body, colour::text2, text, false) + px(size::padding);
    const float height = pad * 2 + px(size::indent + size::padding) + words + extra + px(size::sceneRow);
    const Rect box{std::round((display.x - width) / 2), std::round((display.y - height) / 2), std::round((display.x + width) / 2), std::round((display.y + height) / 2)};
    beginFloating(name, box);
    Rect inner = box.inset(pad);
    textIn(inner.takeTop(px(size::indent)), Font::Title, colour::text1, title);
    inner.takeTop(px(size::gap));
    if (!text.empty()) textWrapped(inner, Font::Body, colour::text2, text);
    Rect row = inner.takeBottom(px(size::sceneRow));
    int chosen = -1;
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        const ButtonSpec spec{.label = buttons[i], .kind = i == 0 ? ButtonKind::Primary : ButtonKind::Plain};
        if (button(row.takeRight(buttonWidth(spec)), spec)) chosen = static_cast<int>(i);
        row.takeRight(px(size::gap));
    }
    // Enter and Esc both mean the safe one; a field in the box has them first.
    if ((escaped() || entered()) && context().editing.empty()) chosen = safe;
    return chosen;
}

void askChanged(Session& session, Emit& emit) {
    if (!session.changedOnDisk) return;
    const ChangedOnDisk& changed = *session.changedOnDisk;
    const Region region("Changed on disk");
    std::string text = changed.text + " Taking theirs gives up what you changed since the last save.";
    const auto list = [&](const char* head, const std::vector<std::string>& lines) {
        text += std::string("\n\n") + head;
        for (const std::string& line : lines) text += "\n   " + line;
        if (lines.empty()) text += "\n   nothing";
    };
    if (changed.compared) list("Changed by them:", changed.theirs), list("Changed by you:", changed.mine);
    static constexpr const char* kButtons[] = {"Keep mine as a copy", "Take theirs", "Compare"};
    const int chosen = modal("##changed", "Which of the two goes on?", text, std::span(kButtons).first(changed.compared ? 2 : 3), 0, 0);
    ImGui::End();
    if (chosen == 0) emit.act("window.keep-copy");
    if (chosen == 1) emit.act("window.take-theirs");
    if (chosen == 2) emit.act("window.compare-disk");
}

void questions(const Production& production, Session& session, Emit& emit) {
    if (session.newProduction) {
        const Region region("New production");
        static constexpr const char* kButtons[] = {"Make it", "Leave"};
        const int chosen = modal("##new", "New production", "", kButtons, px(size::field + size::gap));
        const ImVec2 p = ImGui::GetWindowPos(), s = ImGui::GetWindowSize();
        const float pad = px(size::padding + size::round + size::gap);
        const float y = p.y + pad + px(size::indent + size::gap);
        Context& c = context();
        const std::string full = nameOf("Title");
        if (c.editing != full && session.newTitle.empty()) editField(full, "");
        const auto r = field({p.x + pad, y, p.x + s.x - pad, y + px(size::field)}, {.name = "Title", .value = session.newTitle, .hint = "Title"});
        if (r) session.newTitle = r.text;
        const bool go = (r && !r.text.empty()) || chosen == 0;
        if (go) {
            emit.act("window.new-production", {{"title", session.newTitle}});
            session.newProduction = false;
            c.editing.clear();
        } else if (chosen == 1 || (c.editing.empty() && escaped())) {
            session.newProduction = false;
            c.editing.clear();
        }
        ImGui::End();
    }
    if (session.deleting) {
        const Region region("Delete set");
        static constexpr const char* kButtons[] = {"Delete it", "Keep it"};
        const int chosen = modal("##delete", "Delete " + nameOfThing(production, *session.deleting) + "?",
                                 "Scenes are played here. Their cameras, marks and lights stay, without a set around them.", kButtons);
        if (chosen == 0) emit.act("delete", {{"target", textOf(*session.deleting)}});
        if (chosen >= 0) session.deleting.reset();
        ImGui::End();
    }
    if (session.about) {
        const Region region("About");
        static constexpr const char* kButtons[] = {"Close"};
        const int chosen = modal("##about", "Recce", "Walk in with a set, walk out with a shot list. Apache License 2.0. Models are read in a process of their own, which sees no network and no other files.", kButtons);
        if (chosen >= 0) session.about = false;
        ImGui::End();
    }
}

void toasts(const Rect& stage, Session& session, Emit& emit) {
    const Region region("Toast");
    float y = stage.y1 - px(size::padding);
    for (std::size_t i = session.toasts.size(); i-- > 0;) {
        Toast& t = session.toasts[i];
        float width = textWidth(Font::Body, t.text) + px(size::padding * 2) + (t.error ? px(size::iconAdvance) : 0) + (t.undo ? px(size::labelColumn - size::indent) : 0) + (t.link.empty() ? 0 : px(size::labelColumn - size::indent)) + px(size::toolButton);
        width = std::min(width, stage.w() - px(size::padding) * 2);
        const float x = std::round(stage.centre().x - width / 2);
        const Rect box{x, y - px(size::toast), x + width, y};
        y = box.y0 - px(size::gap);
        const std::string id = "##toast" + std::to_string(i);
        beginFloating(id.c_str(), box);
        Rect row = box;
        row.takeLeft(px(size::padding));
        if (t.error) iconIn(row.takeLeft(px(size::iconAdvance)), icon::error, colour::error);
        bool close = iconButton(row.takeRight(px(size::toolButton)), "Close " + std::to_string(i), icon::close, "");
        if (t.undo) {
            const Rect undo = row.takeRight(px(size::labelColumn - size::indent)).middle(px(size::button));
            if (button(undo, {.label = "Undo", .kind = ButtonKind::Plain})) emit.act("window.undo"), close = true;
        }
        if (!t.link.empty()) {
            const Rect open = row.takeRight(px(size::labelColumn - size::indent)).middle(px(size::button));
            if (button(open, {.label = "Open", .kind = ButtonKind::Plain})) emit.act("window.show-folder", {{"path", t.link}}), close = true;
        }
        row.x1 -= px(size::gap);
        textIn(row, Font::Body, colour::text1, t.text);
        if (close) t.until = 0;
        ImGui::End();
    }
}

void recoveryCard(const Rect& stage, Session& session, Emit& emit) {
    if (!session.recovery) return;
    const Region region("Recovery");
    Recovery& recovery = *session.recovery;
    const float width = std::min(px(size::palette), stage.w() - px(size::padding) * 2), pad = px(size::padding);
    std::string text = recovery.text;
    constexpr std::size_t kMost = 12;
    if (recovery.shown) {
        const std::size_t first = recovery.names.size() > kMost ? recovery.names.size() - kMost : 0;
        if (first > 0) text += "\n\n" + std::to_string(first) + " before these:";
        else text += "\n";
        for (std::size_t i = first; i < recovery.names.size(); ++i) text += "\n   " + recovery.names[i];
    }
    const Rect probe{0, 0, width - pad * 2 - px(size::indent), 0};
    const float words = textWrapped(probe, Font::Body, colour::text1, text, false);
    const Rect box{std::round(stage.centre().x - width / 2), stage.y0 + px(size::toolBar), std::round(stage.centre().x + width / 2), stage.y0 + px(size::toolBar) + words + pad * 3 + px(size::button)};
    beginFloating("##recovery", box);
    Rect inner = box.inset(pad);
    iconIn(Rect{inner.x0, inner.y0, inner.x0 + px(size::iconAdvance), inner.y0 + px(size::iconAdvance)}, icon::done, colour::ok);
    textWrapped({inner.x0 + px(size::indent), inner.y0, inner.x1, inner.y1}, Font::Body, colour::text1, text);
    Rect row = inner.takeBottom(px(size::button));
    bool done = false;
    const auto choice = [&](const char* label, ButtonKind kind) {
        const ButtonSpec spec{.label = label, .kind = kind};
        const bool chosen = button(row.takeRight(buttonWidth(spec)), spec);
        row.takeRight(px(size::gap));
        return chosen;
    };
    if (choice("Keep", ButtonKind::Primary)) done = true;
    if (!recovery.names.empty() && !recovery.shown && choice("Show the changes", ButtonKind::Plain)) recovery.shown = true;
    if (choice("Go back to the last save", ButtonKind::Plain)) emit.act("window.discard-recovery"), done = true;
    ImGui::End();
    if (done) session.recovery.reset();
}

void problemCard(Rect stage, Session& session) {
    if (!session.problem) return;
    // Below what a crash left, where both are there.
    if (session.recovery) stage.y0 += px(size::welcome);
    const Region region("Problem");
    const Error& e = *session.problem;
    const float width = std::min(px(size::palette), stage.w() - px(size::padding) * 2), pad = px(size::padding);
    const Rect probe{0, 0, width - pad * 2 - px(size::indent * 2), 0};
    const std::string hint = e.hint + (e.subject.empty() || e.message.find(e.subject) != std::string::npos ? "" : (e.hint.empty() ? "" : "  ") + e.subject);
    const float a = textWrapped(probe, Font::BodyMedium, colour::text1, e.message, false), b = hint.empty() ? 0 : textWrapped(probe, Font::Body, colour::text2, hint, false);
    const Rect box{std::round(stage.centre().x - width / 2), stage.y0 + px(size::toolBar), std::round(stage.centre().x + width / 2), stage.y0 + px(size::toolBar) + a + b + pad * 2 + px(size::round)};
    beginFloating("##problem", box);
    fill(box.inset(px(1)), colour::errorCard, px(size::roundFloat));
    Rect inner = box.inset(pad);
    iconIn({inner.x0, inner.y0, inner.x0 + px(size::iconAdvance), inner.y0 + px(size::iconAdvance)}, icon::error, colour::error);
    inner.x0 += px(size::indent);
    inner.x1 -= px(size::indent);
    textWrapped(inner, Font::BodyMedium, colour::text1, e.message);
    if (b > 0) textWrapped({inner.x0, inner.y0 + a + px(size::round), inner.x1, inner.y1}, Font::Body, colour::text2, hint);
    const Rect close{box.x1 - px(size::toolButton + size::round), box.y0 + px(size::round), box.x1 - px(size::round), box.y0 + px(size::round + size::toolButton)};
    if (iconButton(close, "Close", icon::close, "Close")) session.problem.reset();
    ImGui::End();
}

}  // namespace

void drawCards(const Rect& stage, Session& session, Emit& emit) {
    recoveryCard(stage, session, emit);
    problemCard(stage, session);
    toasts(stage, session, emit);
}

void drawQuestions(const Production& production, Session& session, Emit& emit) {
    questions(production, session, emit);
    askChanged(session, emit);
}

}  // namespace recce::ui
