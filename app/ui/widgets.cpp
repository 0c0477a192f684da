#include "app/ui/widgets.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace recce::ui {

Hot hotArea(const Rect& rect, std::string_view name) {
    std::string full = nameOf(name);
    context().names.add(full, rect);
    Hot hot;
    if (rect.w() < 1 || rect.h() < 1) return hot;
    // A section and a field in it may bear one name. As one control for ImGui only the first could be pressed.
    if (const int before = context().names.another(full); before > 0) full += " " + std::to_string(before + 1);
    const ImVec2 cursor = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos(rect.min());
    ImGui::PushID(full.c_str());
    hot.clicked = ImGui::InvisibleButton("hot", {rect.w(), rect.h()});
    ImGui::SetItemAllowOverlap();
    hot.hovered = ImGui::IsItemHovered();
    if (hot.hovered) context().hot = rect;
    hot.held = ImGui::IsItemActive();
    hot.started = ImGui::IsItemActivated();
    hot.doubleClicked = hot.hovered && ImGui::IsMouseDoubleClicked(0);
    hot.right = hot.hovered && ImGui::IsMouseReleased(1);
    ImGui::PopID();
    ImGui::SetCursorScreenPos(cursor);
    Context& c = context();
    c.stops.emplace_back(full, rect);
    if (c.focus == full) {
        // Over whatever the control draws of itself.
        ImGui::GetForegroundDrawList()->AddRect(rect.inset(-px(1)).min(), rect.inset(-px(1)).max(), colour::accent, px(size::round), 0, px(size::lineWidth));
        if (std::exchange(c.pressFocus, false)) hot.clicked = true;
    }
    return hot;
}

float buttonWidth(const ButtonSpec& spec) {
    return textWidth(Font::BodyMedium, spec.label) + px(size::padding) * 2 + (spec.icon ? px(size::iconAdvance) : 0);
}

bool button(const Rect& rect, const ButtonSpec& spec) {
    ImGui::BeginDisabled(!spec.enabled);
    const Hot hot = hotArea(rect, spec.name.empty() ? spec.label : spec.name);
    ImGui::EndDisabled();
    const float round = px(size::round);
    ImU32 text = spec.enabled ? colour::text1 : colour::textOff;
    if (spec.kind == ButtonKind::Primary) {
        fill(rect, !spec.enabled ? colour::bg4 : hot.hovered ? colour::accentHover : colour::accentFill, round);
        if (spec.enabled) text = colour::white;
    } else if (spec.kind == ButtonKind::Plain) {
        fill(rect, hot.held || spec.on ? colour::bg5 : hot.hovered ? colour::bg5 : colour::bg4, round);
    } else if (hot.hovered || spec.on) {
        fill(rect, spec.on ? colour::bg5 : colour::bg4, round);
    }
    const float gap = spec.icon ? px(size::iconAdvance) : 0;
    const float width = textWidth(Font::BodyMedium, spec.label) + gap;
    Rect inner = rect;
    inner.x0 = rect.x0 + std::max(px(size::gapSmall), (rect.w() - width) * 0.5f);
    inner.x1 = rect.x1 - px(2);
    if (spec.icon) iconIn(inner.takeLeft(gap - px(2)), spec.icon, text), inner.x0 += px(2);
    textIn(inner, spec.kind == ButtonKind::Quiet ? Font::Body : Font::BodyMedium, text, spec.label);
    if (hot.hovered && !spec.tooltip.empty()) tooltip(spec.tooltip);
    return hot.clicked && spec.enabled;
}

bool iconButton(const Rect& rect, std::string_view name, unsigned icon, std::string_view tip, bool on) {
    const Hot hot = hotArea(rect, name);
    if (on) fill(rect, colour::bg5, px(size::round));
    else if (hot.hovered) fill(rect, colour::bg4, px(size::round));
    iconIn(rect, icon, on || hot.hovered ? colour::text1 : colour::text2, true);
    if (hot.hovered && !tip.empty()) tooltip(tip);
    return hot.clicked;
}

bool segmented(const Rect& rect, std::string_view name, std::span<const char* const> words, int& chosen) {
    fill(rect, colour::field, px(size::round));
    frame(rect, colour::fieldBorder, px(size::round));
    const Rect inner = rect.inset(px(2));
    const float width = inner.w() / static_cast<float>(words.size());
    bool changed = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const float x = inner.x0 + width * static_cast<float>(i);
        const Rect cell{std::round(x), inner.y0, std::round(x + width), inner.y1};
        const std::string cellName = name.empty() ? std::string(words[i]) : std::string(name) + "/" + words[i];
        const Hot hot = hotArea(cell, cellName);
        const bool on = static_cast<int>(i) == chosen;
        if (on) fill(cell, colour::bg5, px(size::round - 1));
        else if (hot.hovered) fill(cell, colour::bg4, px(size::round - 1));
        textIn(cell, Font::Small, on ? colour::text1 : colour::text2, words[i], Align::Centre);
        if (hot.clicked && !on) {
            chosen = static_cast<int>(i);
            changed = true;
        }
    }
    return changed;
}

bool checkBox(const Rect& rect, std::string_view name, bool& on, std::string_view label, ImU32 textColour) {
    const Hot hot = hotArea(rect, name);
    const float s = px(size::checkBox);
    const Rect box = Rect{rect.x0, rect.y0, rect.x0 + s, rect.y1}.middle(s);
    fill(box, on ? colour::accentFill : colour::field, px(size::dotSmall));
    if (!on) frame(box, hot.hovered ? colour::fieldHover : colour::lineStrong, px(size::dotSmall));
    if (on) {
        const ImVec2 c = box.centre();
        const float k = s * 0.25f;
        const ImVec2 tick[] = {{c.x - k, c.y}, {c.x - k * 0.25f, c.y + k * 0.75f}, {c.x + k * 1.1f, c.y - k * 0.75f}};
        ImGui::GetWindowDrawList()->AddPolyline(tick, 3, colour::white, 0, px(2));
    }
    textIn({box.x1 + px(size::gap), rect.y0, rect.x1, rect.y1}, Font::Body, textColour, label);
    if (hot.clicked) on = !on;
    return hot.clicked;
}

bool section(std::set<std::string>& closed, std::string_view title, std::string_view value) {
    skip(px(2));
    const Rect row = nextRow(px(size::sectionHead));
    const std::string key = nameOf(title);
    const Hot hot = hotArea(row, title);
    const bool open = closed.count(key) == 0;
    iconIn({row.x0 + px(size::gap), row.y0, row.x0 + px(size::gap + size::caret), row.y1}, open ? icon::openRow : icon::closedRow,
           hot.hovered ? colour::text1 : colour::text3);
    Rect inner{row.x0 + px(size::indent + 2), row.y0, row.x1 - px(size::padding), row.y1};
    textIn(inner, Font::BodyMedium, colour::text1, title);
    if (!value.empty()) textIn(inner, Font::Small, colour::text3, value, Align::Right);
    if (hot.clicked) {
        if (open) closed.insert(key);
        else closed.erase(key);
    }
    skip(px(2));
    return open;
}

Rect labelled(std::string_view label) {
    const bool narrow = ImGui::GetContentRegionAvail().x < px(size::sideMin);
    const float pad = px(size::padding);
    if (narrow) {
        const Rect head = nextRow(px(size::sectionHead));
        textIn({head.x0 + pad, head.y0, head.x1 - pad, head.y1}, Font::Small, colour::text2, label);
    }
    Rect row = nextRow(px(size::field));
    skip(px(size::round));
    row.x0 += pad;
    row.x1 -= pad;
    if (narrow) return row;
    textIn({row.x0, row.y0, row.x0 + px(size::labelColumn), row.y1}, Font::Small, colour::text2, label);
    row.x0 += px(size::labelColumn + size::gap);
    return row;
}

std::vector<Rect> columns(int count) {
    Rect row = nextRow(px(size::field));
    skip(px(size::round));
    row.x0 += px(size::padding);
    row.x1 -= px(size::padding);
    const float gap = px(size::gapSmall), width = (row.w() - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
    std::vector<Rect> out;
    for (int i = 0; i < count; ++i) {
        const float x = row.x0 + (width + gap) * static_cast<float>(i);
        out.push_back({std::round(x), row.y0, std::round(x + width), row.y1});
    }
    return out;
}

bool badge(const Rect& within, std::string_view name, std::string_view words, bool isError) {
    const float height = px(size::plateHeight), width = textWidth(Font::CaptionMedium, words) + px(size::iconAdvance + size::padding);
    const Rect r{within.x1 - width - px(size::gapSmall), within.y0 + px(size::gapSmall), within.x1 - px(size::gapSmall),
                 within.y0 + px(size::gapSmall) + height};
    const Hot hot = hotArea(r, name);
    fill(r, isError ? colour::errorGround : colour::warnGround, px(size::roundBadge));
    const ImU32 c = isError ? colour::error : colour::warn;
    iconIn({r.x0 + px(2), r.y0, r.x0 + px(size::iconAdvance + 2), r.y1}, isError ? icon::error : icon::warning, c);
    textIn({r.x0 + px(size::iconAdvance + 2), r.y0, r.x1 - px(2), r.y1}, Font::CaptionMedium, c, words);
    return hot.clicked;
}

float keyCap(ImVec2 at, std::string_view text) {
    const float width = std::max(px(size::keyCap), textWidth(Font::Small, text) + px(size::gap * 2));
    const Rect r{at.x, at.y, at.x + width, at.y + px(size::keyCap)};
    fill(r, colour::bg4, px(size::dotSmall));
    textIn(r, Font::Small, colour::text1, text, Align::Centre);
    return width;
}

void emptyState(std::string_view sentence) {
    skip(px(size::gap));
    const float pad = px(size::padding);
    Rect r{ImGui::GetCursorScreenPos().x + pad, ImGui::GetCursorScreenPos().y,
           ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x - pad, 0};
    const float height = textWrapped(r, Font::Small, colour::text3, sentence);
    skip(height + px(size::gap));
}

void focusRing(const Rect& rect, float rounding) { frame(rect, colour::accent, rounding, px(size::lineWidth)); }

}  // namespace recce::ui
