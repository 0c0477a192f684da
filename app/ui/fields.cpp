// Fields with units, number drags and drop-downs with search: the parts of widgets.h that keep state while typing.
#include <algorithm>
#include <cmath>

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include "app/ui/widgets.h"

namespace recce::ui {
namespace {

// ImGui gives the keys to a field one frame after it was asked to.
constexpr int kHoldKeys = 2;

void pushInput(Font font) {
    ImGui::PushFont(fontOf(font));
    ImGui::PushStyleColor(ImGuiCol_FrameBg, ImGui::ColorConvertU32ToFloat4(colour::none));
}
void popInput() {
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

double dragged(const EditSpec& spec, float pixels) {
    const ImGuiIO& io = ImGui::GetIO();
    constexpr double kFast = 10, kFine = 0.1;
    const double amount = static_cast<double>(pixels) * (io.KeyShift ? kFast : io.KeyAlt ? kFine : 1.0);
    double value = spec.number;
    constexpr double kRatioPerPixel = 0.005, kPixelsPerThird = 12;
    if (spec.drag == DragKind::Linear) value += amount * spec.step;
    if (spec.drag == DragKind::Ratio) value *= std::exp(amount * kRatioPerPixel);
    // T-stops go by the square root of two a stop.
    if (spec.drag == DragKind::ThirdStops) value *= std::pow(2.0, std::round(amount / kPixelsPerThird) / 6.0);
    // Filters come in whole stops: 0.3, 0.6, 0.9 ...
    constexpr double kDensity = 0.3, kPixelsPerFilter = 24;
    if (spec.drag == DragKind::Densities && std::abs(amount) >= kPixelsPerFilter / 2)
        value = (std::round(value / kDensity) + std::round(amount / kPixelsPerFilter)) * kDensity;
    if (spec.low) value = std::max(value, *spec.low);
    if (spec.high) value = std::min(value, *spec.high);
    return value;
}

/// Nothing but the typed line, while this field is being edited. True when it ended.
bool typedLine(const Rect& inner, FieldResult& result, const EditSpec& spec) {
    Context& c = context();
    pushInput(Font::Body);
    ImGui::SetCursorScreenPos({inner.x0, inner.y0 + (inner.h() - textHeight(Font::Body)) * 0.5f});
    ImGui::SetNextItemWidth(inner.w());
    if (c.freshEdit) ImGui::SetKeyboardFocusHere();
    ImGui::PushID(c.editing.c_str());
    const bool entered = ImGui::InputText("##line", &c.buffer, ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    const bool left = ImGui::IsItemDeactivated();
    const bool active = ImGui::IsItemActive();
    ImGui::PopID();
    popInput();
    c.typing = true;
    if (c.freshEdit && active) c.freshEdit = false;
    const bool escaped = ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false);
    const bool tabbed = ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Tab), false);
    if (!entered && !left) return false;
    if (!escaped && (c.buffer != spec.value || spec.commitUnchanged)) {
        result.what = FieldResult::What::Committed;
        result.text = c.typed = c.buffer;
        c.typedIn = c.editing;
    } else if (!spec.error.empty()) {
        c.forgiven = c.editing;
    }
    if (tabbed) c.tabTo = ImGui::GetIO().KeyShift ? "<" + c.editing : ">" + c.editing;
    c.editing.clear();
    return true;
}

}  // namespace

void editField(const std::string& fullName, std::string start) {
    Context& c = context();
    c.editing = fullName;
    c.buffer = std::move(start);
    c.freshEdit = true;
    c.holdKeys = kHoldKeys;
}

FieldResult field(const Rect& rect, const EditSpec& spec) {
    Context& c = context();
    FieldResult result;
    const std::string full = nameOf(spec.name);
    const bool failed = !spec.error.empty();
    // What was refused stays to be mended.
    const std::string& shown = failed && c.typedIn == full ? c.typed : spec.value;
    const float round = px(size::round);
    const ImVec2 cursor = ImGui::GetCursorScreenPos();
    if (spec.enabled) c.fields.push_back(full);
    if (spec.enabled && c.tabTo == full) {
        editField(full, spec.value);
        c.tabTo.clear();
    }
    fill(rect, colour::field, round);
    if (spec.low && spec.high && *spec.high > *spec.low && spec.enabled) {
        const double share = std::clamp((spec.number - *spec.low) / (*spec.high - *spec.low), 0.0, 1.0);
        fill({rect.x0 + 1, rect.y0 + 1, rect.x0 + 1 + (rect.w() - 2) * static_cast<float>(share), rect.y1 - 1}, colour::fieldFill, round - 1);
    }
    Rect inner{rect.x0 + px(size::gapSmall), rect.y0, rect.x1 - px(size::gapSmall), rect.y1};
    if (!spec.prefix.empty()) {
        textIn(inner, Font::Small, spec.prefixColour, spec.prefix);
        inner.x0 += textWidth(Font::Small, spec.prefix) + px(size::gapSmall);
    }
    if (spec.overridden || spec.changed) {
        disc({inner.x0 + px(2), rect.centre().y}, px(2), colour::accent);
        inner.x0 += px(size::gap);
    }
    if (c.editing == full) {
        c.names.add(full, rect);
        if (!typedLine(inner, result, spec)) frame(rect, failed ? colour::error : colour::accent, round, px(size::lineWidth));
        ImGui::SetCursorScreenPos(cursor);
        return result;
    }
    ImGui::BeginDisabled(!spec.enabled);
    const Hot hot = hotArea(rect, spec.name);
    ImGui::EndDisabled();
    const bool dragging = c.dragging == full;
    if (spec.enabled && spec.drag != DragKind::None) {
        if (hot.hovered || dragging) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
        const float moved = ImGui::GetMouseDragDelta(0, 0).x;
        if (hot.held && !dragging && std::abs(moved) > px(size::dragStart)) {
            c.dragging = full;
            c.dragStart = spec.number;
        }
        if (c.dragging == full) {
            EditSpec from = spec;
            from.number = c.dragStart;
            result.number = dragged(from, moved);
            result.what = FieldResult::What::Dragging;
            if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false)) result.what = FieldResult::What::DragCancelled;
            else if (!ImGui::IsMouseDown(0)) result.what = FieldResult::What::DragEnd;
            if (result.what != FieldResult::What::Dragging) c.dragging.clear();
        }
    } else if (hot.hovered && spec.enabled) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    }
    if (hot.clicked && !dragging && spec.enabled) editField(full, spec.mixed ? std::string() : shown);
    frame(rect, failed ? colour::error : hot.hovered && spec.enabled ? colour::fieldHover : colour::fieldBorder, round);
    if (!spec.unit.empty()) {
        textIn(inner, Font::Caption, colour::text3, spec.unit, Align::Right);
        inner.x1 -= textWidth(Font::Caption, spec.unit) + px(size::round);
    }
    if (spec.mixed) textIn(inner, Font::Body, colour::text3, "mixed");
    else if (shown.empty()) textIn(inner, Font::Body, colour::text3, spec.hint);
    else textIn(inner, Font::Body, spec.enabled ? colour::text1 : colour::text3, shown);
    return result;
}

std::optional<std::string> textArea(const Rect& rect, std::string_view name, const std::string& value) {
    Context& c = context();
    const std::string full = nameOf(name);
    const ImVec2 cursor = ImGui::GetCursorScreenPos();
    fill(rect, colour::field, px(size::round));
    const Rect inner = rect.inset(px(size::gapSmall));
    std::optional<std::string> done;
    if (c.editing == full) {
        c.names.add(full, rect);
        pushInput(Font::Body);
        ImGui::SetCursorScreenPos(inner.min());
        if (c.freshEdit) ImGui::SetKeyboardFocusHere();
        const bool entered = ImGui::InputTextMultiline("##area", &c.buffer, {inner.w(), inner.h()},
            ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CtrlEnterForNewLine | ImGuiInputTextFlags_NoHorizontalScroll);
        const bool left = ImGui::IsItemDeactivated();
        if (c.freshEdit && ImGui::IsItemActive()) c.freshEdit = false;
        popInput();
        c.typing = true;
        if (entered || left) {
            if (!ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false) && c.buffer != value) done = c.buffer;
            c.editing.clear();
        }
        frame(rect, colour::accent, px(size::round), px(size::lineWidth));
    } else {
        const Hot hot = hotArea(rect, name);
        if (hot.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
        frame(rect, hot.hovered ? colour::fieldHover : colour::fieldBorder, px(size::round));
        ImGui::PushClipRect(rect.min(), rect.max(), true);
        textWrapped(inner, Font::Small, value.empty() ? colour::text3 : colour::text1, value.empty() ? "What happens" : value);
        ImGui::PopClipRect();
        if (hot.clicked) editField(full, value);
    }
    ImGui::SetCursorScreenPos(cursor);
    return done;
}

namespace {
bool contains(std::string_view text, std::string_view part) {
    const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b)); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}
}  // namespace

std::optional<int> openList(const Rect& anchor, const std::string& fullName, std::span<const Option> options, bool search) {
    Context& c = context();
    if (c.openList != fullName) return std::nullopt;
    std::optional<int> chosen;
    std::vector<int> rows;
    for (std::size_t i = 0; i < options.size(); ++i) {
        if (c.listFilter.empty() || contains(options[i].name, c.listFilter) || contains(options[i].group, c.listFilter))
            rows.push_back(static_cast<int>(i));
    }
    const float rowHeight = px(size::row), pad = px(size::round);
    const bool signs = std::any_of(options.begin(), options.end(), [](const Option& o) { return o.icon != 0; });
    float groups = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& group = options[static_cast<std::size_t>(rows[i])].group;
        if (!group.empty() && (i == 0 || group != options[static_cast<std::size_t>(rows[i - 1])].group)) groups += px(size::sectionHead);
    }
    float width = std::max(anchor.w(), px(size::popupMin));
    for (const auto& o : options) {
        width = std::max(width, textWidth(Font::Body, o.name) + textWidth(Font::Small, o.fact) + px(size::indent * 2 + size::padding));
    }
    const float head = search ? px(size::row) + pad : 0;
    const float height = std::min(search ? px(size::dropDown) : ImGui::GetIO().DisplaySize.y - px(size::topBar * 2), head + std::max(rowHeight, groups + rowHeight * static_cast<float>(rows.size())) + pad * 2);
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    float y = anchor.y1 + px(2);
    if (y + height > display.y) y = std::max(0.f, anchor.y0 - height - px(2));
    const float x = std::max(0.f, std::min(anchor.x0, display.x - width - px(2)));
    const Rect box{x, y, x + width, y + height};
    const Region region(fullName);
    ImGui::SetNextWindowPos(box.inset(-px(size::gap)).min());
    ImGui::SetNextWindowSize({box.w() + px(size::gap) * 2, box.h() + px(size::gap) * 2});
    ImGui::Begin("##list", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    floatingCard(box);
    c.inList = true;
    Rect inner = box.inset(pad);
    if (search) {
        Rect line = inner.takeTop(px(size::row));
        inner.takeTop(pad);
        fill(line, colour::field, px(size::round));
        iconIn(line.takeLeft(px(size::indent)), icon::search, colour::text3);
        pushInput(Font::Body);
        ImGui::SetCursorScreenPos({line.x0, line.y0 + (line.h() - textHeight(Font::Body)) * 0.5f});
        ImGui::SetNextItemWidth(line.w());
        if (c.listFresh) ImGui::SetKeyboardFocusHere();
        ImGui::InputText("##filter", &c.listFilter);
        popInput();
        c.names.add(fullName + "/Search", line);
    }
    c.typing = true;
    const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); };
    if (pressed(ImGuiKey_DownArrow)) ++c.listAt;
    if (pressed(ImGuiKey_UpArrow)) --c.listAt;
    // A list that was opened by a click begins at what is on, or nowhere.
    if (c.listFresh && c.listAt < 0) {
        const auto on = std::find_if(rows.begin(), rows.end(), [&](int i) { return options[static_cast<std::size_t>(i)].icon == icon::check; });
        if (on != rows.end()) c.listAt = static_cast<int>(on - rows.begin());
    }
    c.listAt = std::clamp(c.listAt, search ? 0 : -1, std::max(0, static_cast<int>(rows.size()) - 1));
    if ((pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeyPadEnter)) && !c.listFresh && !rows.empty() && c.listAt >= 0) chosen = rows[static_cast<std::size_t>(c.listAt)];
    ImGui::SetCursorScreenPos(inner.min());
    ImGui::BeginChild("rows", {inner.w(), inner.h()});
    if (rows.empty()) {
        textIn(nextRow(rowHeight), Font::Small, colour::text3, "Nothing called '" + c.listFilter + "'");
    }
    for (std::size_t k = 0; k < rows.size(); ++k) {
        const Option& o = options[static_cast<std::size_t>(rows[k])];
        if (!o.group.empty() && (k == 0 || o.group != options[static_cast<std::size_t>(rows[k - 1])].group)) {
            const Rect g = nextRow(px(size::sectionHead));
            textIn({g.x0 + px(size::gap), g.y0, g.x1, g.y1}, Font::Caption, colour::text3, o.group);
        }
        const Rect row = nextRow(rowHeight);
        const Hot hot = hotArea(row, o.name);
        const bool at = static_cast<int>(k) == c.listAt;
        if (at || hot.hovered) fill(row, at ? colour::accentSoft : colour::bg4, px(size::round));
        Rect text{row.x0 + px(size::gap), row.y0, row.x1 - px(size::gap), row.y1};
        if (o.dot) disc({text.x0 + px(size::dot), row.centre().y}, px(size::dot), o.dot), text.x0 += px(size::iconAdvance);
        // Names stand in one line, whether a row has its sign or not.
        const Rect sign = signs ? text.takeLeft(px(size::iconAdvance)) : Rect{};
        if (o.icon) iconIn(sign, o.icon, colour::text2);
        if (signs) text.x0 += px(size::round);
        if (!o.fact.empty()) {
            textIn(text, Font::Small, colour::text3, o.fact, Align::Right);
            text.x1 -= textWidth(Font::Small, o.fact) + px(size::gap);
        }
        textIn(text, Font::Body, colour::text1, o.name);
        if (hot.clicked) chosen = rows[k];
    }
    ImGui::EndChild();
    const bool outside = !c.listFresh && ImGui::IsMouseClicked(0) && !box.contains(ImGui::GetIO().MousePos);
    const bool escaped = ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false);
    c.listFresh = false;
    c.inList = false;
    ImGui::End();
    if (chosen || outside || escaped) {
        c.openList.clear();
        c.listFilter.clear();
    }
    return chosen;
}

void openListAt(const std::string& fullName) {
    Context& c = context();
    c.openList = fullName;
    c.listFilter.clear();
    c.listFresh = true;
    c.listAt = -1;
}

std::optional<int> dropDown(const Rect& rect, std::string_view name, std::string_view current, std::span<const Option> options, ImU32 dot) {
    Context& c = context();
    const std::string full = nameOf(name);
    const Hot hot = hotArea(rect, name);
    fill(rect, colour::field, px(size::round));
    frame(rect, hot.hovered || c.openList == full ? colour::fieldHover : colour::fieldBorder, px(size::round));
    Rect inner{rect.x0 + px(size::gapSmall), rect.y0, rect.x1 - px(size::round), rect.y1};
    iconIn(inner.takeRight(px(size::iconAdvance)), icon::dropDown, colour::text3);
    if (dot) disc({inner.x0 + px(size::dot), rect.centre().y}, px(size::dot), dot), inner.x0 += px(size::iconAdvance);
    textIn(inner, Font::Body, colour::text1, current);
    if (hot.clicked && c.openList != full) {
        c.openList = full;
        c.listFilter.clear();
        c.listFresh = true;
        c.holdKeys = kHoldKeys;
        c.listAt = 0;
        for (std::size_t i = 0; i < options.size(); ++i) {
            if (options[i].name == current) c.listAt = static_cast<int>(i);
        }
    }
    constexpr std::size_t kSearchFrom = 9;  // shorter lists are read at a glance
    return openList(rect, full, options, options.size() >= kSearchFrom);
}

}  // namespace recce::ui
