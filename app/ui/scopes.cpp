// Under the stage of the Light workspace: the scopes of the camera in work, and the incident meter of every mark and point.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/ui/keys.h"
#include "app/ui/panels.h"
#include "app/ui/widgets.h"
#include "app/ui/asks.h"
#include "optics/exposure.h"

namespace recce::ui {
namespace {

void image(const Rect& r, const PictureRef& picture) {
    if (picture.texture) ImGui::GetWindowDrawList()->AddImage(reinterpret_cast<ImTextureID>(picture.texture), r.min(), r.max());
}

/// The scale beside a scope: words at shares of its height from the foot, a line across at each.
struct Tick {
    double share;
    std::string words;
    bool strong = false;
};
void scale(const Rect& scope, const std::vector<Tick>& ticks) {
    for (const Tick& t : ticks) {
        const float y = std::round(scope.y1 - scope.h() * static_cast<float>(t.share));
        lineH(scope.x0, scope.x1, y, t.strong ? colour::gridStrong : colour::gridLine);
        const Rect words{scope.x0 - px(size::labelColumn), y - px(size::gap), scope.x0 - px(size::gapSmall), y + px(size::gap)};
        textIn(words, Font::Caption, t.strong ? colour::text1 : colour::text3, t.words, Align::Right);
    }
}

std::vector<Tick> stopTicks() {
    constexpr double kReach = 6.5;
    std::vector<Tick> ticks;
    for (int stop = -6; stop <= 6; stop += 2)
        ticks.push_back({0.5 + stop / (2 * kReach), stop == 0 ? "grey" : stop > 0 ? "+" + std::to_string(stop) : number(stop, 0), stop == 0});
    return ticks;
}
std::vector<Tick> signalTicks() {
    std::vector<Tick> ticks;
    for (int percent = 0; percent <= 100; percent += 25) ticks.push_back({percent / 100.0, std::to_string(percent) + " %", percent == 0 || percent == 100});
    return ticks;
}

void drawTraces(Rect area, Session& session) {
    Rect head = area.takeTop(px(size::scopeHead));
    static constexpr const char* kWords[] = {"Waveform", "Parade", "Histogram"};
    int chosen = static_cast<int>(session.scope);
    const Rect tabs = head.takeLeft(px(size::scopeTabs)).middle(px(size::sectionHead));
    if (segmented(tabs, "Scope", kWords, chosen)) session.scope = static_cast<ScopeKind>(chosen);
    static constexpr const char* kUnits[] = {"stops", "signal", "levels"};
    head.takeLeft(px(size::gap));
    textIn(head, Font::Small, colour::text3, kUnits[chosen]);
    Rect scope = area;
    scope.y1 -= px(size::gap);
    if (session.scope != ScopeKind::Histogram) scope.takeLeft(px(size::scopeScale));
    fill(scope, colour::field);
    context().names.add(nameOf("Scope picture"), scope);
    if (session.scope == ScopeKind::Waveform) image(scope, session.scopes.waveform), scale(scope, stopTicks());
    if (session.scope == ScopeKind::Parade) image(scope, session.scopes.parade), scale(scope, signalTicks());
    if (session.scope == ScopeKind::Histogram) image(scope, session.scopes.histogram);
    if (!session.scopes.waveform.texture) textIn(scope, Font::Small, colour::text3, session.camera ? "Waiting for the camera's picture" : "A camera in a camera view is read here", Align::Centre);
}

void drawVectorscope(Rect area, const Session& session) {
    Rect head = area.takeTop(px(size::scopeHead));
    textIn(head, Font::SmallMedium, colour::text1, "Vectorscope");
    area.y1 -= px(size::gap);
    const float radius = std::min(area.w(), area.h()) / 2;
    const ImVec2 c{area.x0 + radius, area.y0 + radius};
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddCircleFilled(c, radius, colour::field, 64);
    const Rect square{c.x - radius, c.y - radius, c.x + radius, c.y + radius};
    context().names.add(nameOf("Vectorscope"), square);
    if (const auto texture = session.scopes.vectorscope.texture)
        list->AddImageRounded(reinterpret_cast<ImTextureID>(texture), square.min(), square.max(), {0, 0}, {1, 1}, colour::white, radius);
    list->AddCircle(c, radius, colour::lineStrong, 64);
    list->AddLine({c.x - radius, c.y}, {c.x + radius, c.y}, colour::line);
    list->AddLine({c.x, c.y - radius}, {c.x, c.y + radius}, colour::line);
    const auto along = [&](double angle, float share) {
        const double a = angle * kPi / 180;
        return ImVec2(c.x + radius * share * static_cast<float>(std::cos(a)), c.y - radius * share * static_cast<float>(std::sin(a)));
    };
    // BT.709's own directions; skin of every tone lies near the dashed line.
    constexpr double kSkin = 123;
    dashedLine(list, c, along(kSkin, 1), colour::lineStrong, px(1));
    struct Hue {
        const char* name;
        double angle;
    };
    static constexpr Hue kHues[] = {{"R", 102.9}, {"Y", 174.8}, {"G", 229.7}, {"C", 282.9}, {"B", 354.8}, {"M", 49.7}};
    for (const Hue& hue : kHues) {
        const ImVec2 at = along(hue.angle, 0.82f);
        textIn({at.x - px(size::gap), at.y - px(size::gap), at.x + px(size::gap), at.y + px(size::gap)}, Font::Caption, colour::text3, hue.name, Align::Centre);
    }
}

std::string lux(double value) { return number(value, value < 9.95 && value > 0.05 ? 1 : 0); }

struct Column {
    const char* name;
    float width;
};
constexpr Column kColumns[] = {{"Key", 44}, {"Fill", 44}, {"Total", 66}, {"Stop", 48}, {"", 70}, {"Ratio", 58}};

void drawRow(const MeterRow& row, const Production& production, Session& session, Emit& emit) {
    const Rect all = nextRow(px(size::tableRow));
    const Region region(nameOf(row.name));
    const AnyId place = row.mark ? AnyId(row.mark) : AnyId(row.point);
    ImGui::PushID(textOf(place).c_str());  // two may bear one name
    const Hot hot = hotArea(all, "Row");
    const Mark* mark = production.find(row.mark);
    const bool selected = session.isSelected(place);
    if (selected) fill(all, colour::accentSoft);
    else if (hot.hovered) fill(all, colour::bg3);
    lineH(all.x0, all.x1, all.y1 - px(1), colour::line);
    Rect inner = all;
    inner.takeRight(px(size::gapSmall));
    static constexpr double kFarOff = 2;  // stops: said in the colour of warnings, and in words below
    const bool off = row.over && std::abs(*row.over) >= kFarOff;
    const bool keyed = row.key > 0.005 * row.total && row.key > 0;
    const std::string texts[] = {lux(row.key), lux(row.rest), lux(row.total) + " lx", row.stop ? "T" + number(*row.stop, 1) : "\xE2\x80\x93",
                                 row.over ? (*row.over > 0.04 ? "+" : "") + number(std::abs(*row.over) < 0.05 ? 0.0 : *row.over, 1) : "\xE2\x80\x93",
                                 !keyed ? "\xE2\x80\x93" : row.rest > 0 ? number(row.total / row.rest, 1) + " : 1" : "key alone"};
    for (std::size_t i = std::size(kColumns); i-- > 0;) {
        const Rect cell = inner.takeRight(px(kColumns[i].width));
        textIn(cell, Font::Small, i == 4 && off ? colour::warn : i == 0 || i == 1 ? colour::text2 : colour::text1, texts[i], Align::Right);
    }
    inner.takeLeft(px(size::gapSmall));
    const ImU32 c = mark ? characterColour(production, mark->character) : colour::text2;
    disc({inner.x0 + px(size::dot), all.centre().y}, px(size::dot), c);
    inner.takeLeft(px(size::padding));
    bool gone = false;
    if (row.point && (hot.hovered || selected)) {
        const Rect close = inner.takeRight(px(size::iconAdvance));
        const Hot cross = hotArea(close, "Remove");
        iconIn(close, icon::close, cross.hovered ? colour::text1 : colour::text3);
        if (cross.hovered) tooltip("Meter here no more");
        if ((gone = cross.clicked)) emit.act("delete", {{"target", textOf(place)}});
    }
    ImGui::PopID();
    textIn(inner, Font::SmallMedium, colour::text1, row.name);
    if (hot.clicked && !gone) session.select(place, ImGui::GetIO().KeyShift || ImGui::GetIO().KeyCtrl);
}

/// What of the readings somebody should know without reading them.
std::string remark(const MeterFact& fact) {
    const MeterRow* worst = nullptr;
    for (const MeterRow& row : fact.rows)
        if (row.over && std::abs(*row.over) >= 2 && (!worst || std::abs(*row.over) > std::abs(*worst->over))) worst = &row;
    if (!worst) return {};
    const bool under = *worst->over < 0;
    std::string text = fmt::format("{} is {} stops {}.", worst->name, number(std::abs(*worst->over), 1), under ? "under" : "over");
    if (under && worst->key < 0.005 * worst->total) text += " No key reaches it.";
    return text;
}

void drawMeter(Rect area, const Production& production, Session& session, Emit& emit) {
    const Region region("Meter");
    const MeterFact& fact = session.meter;
    Rect head = area.takeTop(px(size::scopeHead));
    const ButtonSpec add{.label = "Add point", .icon = icon::add, .tooltip = "Then click on the set", .on = session.tool == Tool::MeterPoint};
    if (button(head.takeRight(buttonWidth(add)).middle(px(size::sectionHead)), add)) runCommand("window.meter-point", production, session, emit);
    textIn(head.takeLeft(textWidth(Font::SmallMedium, "Meter") + px(size::gap)), Font::SmallMedium, colour::text1, "Meter");
    const std::string how = fact.settings.empty() ? "incident, dome" : "incident, dome, " + fact.settings;
    textIn(head, Font::Small, colour::text3, session.meterBusy ? how + " \xC2\xB7 reading" : how);
    Rect titles = area.takeTop(px(size::sectionHead));
    titles.takeRight(px(size::gapSmall));
    for (std::size_t i = std::size(kColumns); i-- > 0;) {
        const std::string name = i == 4 ? (fact.stop > 0 ? "From T" + optics::stopNumber(TStop(fact.stop)) : "From stop") : kColumns[i].name;
        textIn(titles.takeRight(px(kColumns[i].width)), Font::Caption, colour::text3, name, Align::Right);
    }
    lineH(area.x0, area.x1, area.y0, colour::lineStrong);
    const std::string words = fact.scene == session.scene ? remark(fact) : std::string();
    Rect foot = area.takeBottom(words.empty() ? 0 : px(size::sectionHead));
    ImGui::SetCursorScreenPos(area.min());
    ImGui::BeginChild("##readings", {area.w(), area.h()});
    if (fact.scene == session.scene)
        for (const MeterRow& row : fact.rows) drawRow(row, production, session, emit);
    if (fact.scene != session.scene || fact.rows.empty()) emptyState(session.meterBusy ? "Reading the light." : "No marks here. M places one; Add point reads any place.");
    ImGui::EndChild();
    if (!words.empty()) textIn(foot, Font::Small, colour::text3, words);
}

}  // namespace

void drawScopes(const Rect& rect, const Production& production, Session& session, Emit& emit) {
    beginRegion("##scopes", rect, colour::bg2);
    const Region region("Scopes");
    lineH(rect.x0, rect.x1, rect.y0, colour::black);
    Rect body{rect.x0 + px(size::padding), rect.y0 + px(size::round), rect.x1 - px(size::padding), rect.y1};
    const float round = body.h() - px(size::scopeHead + size::gap);
    const bool vectorscope = body.w() > px(size::scopesWide);
    const float meter = std::min(px(size::meterWide), body.w() * 0.55f);
    const Rect right = body.takeRight(meter);
    body.takeRight(px(size::indent));
    if (vectorscope) {
        const Rect scope = body.takeRight(round);
        drawVectorscope(scope, session);
        body.takeRight(px(size::indent));
    }
    drawTraces(body, session);
    drawMeter(right, production, session, emit);
    ImGui::End();
}

}  // namespace recce::ui
