#include "app/ui/draw.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace recce::ui {

void Names::add(const std::string& name, const Rect& rect) { now_[name] = rect; }

const Rect* Names::find(const std::string& name) const {
    for (const auto* map : {&now_, &last_}) {
        if (const auto at = map->find(name); at != map->end()) return &at->second;
    }
    const std::string tail = "/" + name;
    for (const auto* map : {&now_, &last_}) {
        for (const auto& [key, rect] : *map) {
            if (key.size() > tail.size() && key.compare(key.size() - tail.size(), tail.size(), tail) == 0) return &rect;
        }
    }
    return nullptr;
}

bool Names::shows(std::string_view text) const {
    return std::any_of(order_.begin(), order_.end(), [&](const auto& t) { return t.find(text) != std::string::npos; });
}

Context& context() { return *static_cast<Context*>(ImGui::GetIO().UserData); }
float px(float logical) { return std::round(logical * context().fonts.scale); }
ImFont* fontOf(Font font) { return context().fonts.at[static_cast<std::size_t>(font)]; }
std::string nameOf(std::string_view label) {
    return context().region.empty() ? std::string(label) : context().region + "/" + std::string(label);
}

bool needsShaping(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto first = static_cast<unsigned char>(text[i]);
        const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (length == 1) {
            ++i;
            continue;
        }
        unsigned code = first & (0xFFu >> (length + 1));
        for (std::size_t k = 1; k < length && i + k < text.size(); ++k) code = (code << 6) | (static_cast<unsigned char>(text[i + k]) & 63u);
        i += length;
        // What loadFonts puts into the atlas; marks that stand over another letter need shaping wherever they are from.
        const bool held = code < 0x0250 || (code >= 0x0370 && code < 0x0483) || (code >= 0x048A && code < 0x0500) ||
                          (code >= 0x1E00 && code < 0x1F00) || (code >= 0x2000 && code < 0x2300) || (code >= 0xF000 && code < 0xF300);
        if (!held) return true;
    }
    return false;
}

namespace {

bool shapes(std::string_view text) { return context().shaper && needsShaping(text); }

/// Words of a text that is set line by line, as many to a line as fit.
std::vector<std::string> shapedLines(Font font, std::string_view text, float width) {
    std::vector<std::string> lines{""};
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" \n", i), text.size());
        const std::string word(text.substr(i, end - i));
        std::string& line = lines.back();
        const std::string longer = line.empty() ? word : line + " " + word;
        if (line.empty() || context().shaper->width(font, longer) <= width) line = longer;
        else lines.push_back(word);
        if (end < text.size() && text[end] == '\n') lines.emplace_back();
        i = end + 1;
    }
    return lines;
}

void drawShaped(ImVec2 at, Font font, ImU32 c, std::string_view text) {
    const ShapedLine line = context().shaper->line(font, text);
    if (line.texture == 0) return;
    const ImVec2 corner(std::round(at.x), std::round(at.y + fontOf(font)->Ascent - line.baseline));
    ImGui::GetWindowDrawList()->AddImage(reinterpret_cast<ImTextureID>(line.texture), corner, {corner.x + line.width, corner.y + line.height}, {0, 0}, {1, 1}, c);
}

}  // namespace

float textWidth(Font font, std::string_view text) {
    if (shapes(text)) return context().shaper->width(font, text);
    ImFont* f = fontOf(font);
    return f->CalcTextSizeA(f->FontSize, 1e9f, 0, text.data(), text.data() + text.size()).x;
}
float textHeight(Font font) { return fontOf(font)->FontSize; }

std::string fitted(Font font, std::string_view text, float width) {
    constexpr float kRounding = 1;  // boxes are on whole pixels, widths are not
    if (textWidth(font, text) <= width + kRounding) return std::string(text);
    static const std::string kDots = "\xE2\x80\xA6";
    std::string cut(text);
    const float dots = textWidth(font, kDots);
    while (!cut.empty() && textWidth(font, cut) + dots > width) {
        cut.pop_back();
        while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0) == 0x80) cut.pop_back();
        if (!cut.empty() && static_cast<unsigned char>(cut.back()) >= 0xC0) cut.pop_back();
    }
    while (!cut.empty() && cut.back() == ' ') cut.pop_back();
    return cut + kDots;
}

void tooltip(std::string_view text, std::optional<Rect> about) {
    Context& c = context();
    constexpr double kDelay = 0.4;  // seconds, as the guide asks
    const int frame = ImGui::GetFrameCount();
    if (c.hoverFrame == frame) return;  // one at a time: the whole of a text that was cut comes before what a control says
    const std::string key(text);
    if (c.hover != key || c.hoverFrame != frame - 1) {
        c.hover = key;
        c.hoverSince = c.now;
    }
    c.hoverFrame = frame;
    if (ImGui::IsAnyMouseDown()) c.hoverSince = std::numeric_limits<double>::infinity();
    if (!c.openList.empty() && !c.inList) return;
    if (c.now - c.hoverSince < kDelay) {
        const double at = c.hoverSince + kDelay;
        if (std::isfinite(at) && (c.askFrameAt == 0 || at < c.askFrameAt)) c.askFrameAt = at;
        return;
    }
    const Rect below = about.value_or(c.hot);
    const ImVec2 pad{px(size::gap), px(size::gapSmall)}, display = ImGui::GetIO().DisplaySize;
    const float w = textWidth(Font::Small, text), h = textHeight(Font::Small);
    float x = std::min(below.x0, display.x - w - pad.x * 2 - px(2)), y = below.y1 + px(size::gapSmall);
    if (y + h + pad.y * 2 > display.y) y = below.y0 - h - pad.y * 2 - px(size::gapSmall);
    ImGui::SetNextWindowPos({std::max(0.f, x), std::max(0.f, y)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, pad);
    ImGui::BeginTooltip();
    const ImVec2 start = ImGui::GetCursorScreenPos();
    ImGui::Dummy({w, h});
    textAt(start, Font::Small, colour::text1, text);
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

void textAt(ImVec2 at, Font font, ImU32 c, std::string_view text) {
    ImFont* f = fontOf(font);
    context().names.text(text);
    if (shapes(text)) return drawShaped(at, font, c, text);
    ImGui::GetWindowDrawList()->AddText(f, f->FontSize, ImVec2(std::round(at.x), std::round(at.y)), c, text.data(),
                                        text.data() + text.size());
}

float textIn(const Rect& rect, Font font, ImU32 c, std::string_view text, Align align) {
    // A shaped line is a picture: one that is too long is cut off at the edge, not after a letter.
    const bool shaped = shapes(text);
    const std::string shown = shaped ? std::string(text) : fitted(font, text, std::max(0.f, rect.w()));
    const float width = shaped ? std::min(textWidth(font, shown), std::max(0.f, rect.w())) : textWidth(font, shown);
    float x = rect.x0;
    if (align == Align::Right) x = rect.x1 - width;
    if (align == Align::Centre) x = rect.x0 + (rect.w() - width) * 0.5f;
    if (shaped) ImGui::PushClipRect({rect.x0, rect.y0 - px(2)}, {rect.x1, rect.y1 + px(2)}, true);
    textAt({x, rect.y0 + (rect.h() - textHeight(font)) * 0.5f}, font, c, shown);
    if (shaped) ImGui::PopClipRect();
    if (shown.size() != text.size()) {
        context().names.text(text);
        if (rect.contains(ImGui::GetIO().MousePos) && ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem))
            tooltip(text, rect);
    }
    return width;
}

float textWrapped(const Rect& rect, Font font, ImU32 c, std::string_view text, bool draw) {
    ImFont* f = fontOf(font);
    if (shapes(text)) {
        const auto lines = shapedLines(font, text, std::max(1.f, rect.w()));
        const float step = std::round(f->FontSize * 1.25f);
        for (std::size_t i = 0; draw && i < lines.size(); ++i) drawShaped({rect.x0, rect.y0 + step * static_cast<float>(i)}, font, c, lines[i]);
        if (draw) context().names.text(text);
        return step * static_cast<float>(lines.size());
    }
    const char* end = text.data() + text.size();
    const float height = f->CalcTextSizeA(f->FontSize, 1e9f, std::max(1.f, rect.w()), text.data(), end).y;
    if (draw) {
        ImGui::GetWindowDrawList()->AddText(f, f->FontSize, ImVec2(std::round(rect.x0), std::round(rect.y0)), c, text.data(), end,
                                            std::max(1.f, rect.w()));
        context().names.text(text);
    }
    return height;
}

void iconIn(const Rect& rect, unsigned code, ImU32 c, bool big) {
    ImFont* f = fontOf(big ? Font::IconBig : Font::Icon);
    const char utf8[4] = {static_cast<char>(0xE0 | (code >> 12)), static_cast<char>(0x80 | ((code >> 6) & 63)),
                          static_cast<char>(0x80 | (code & 63)), 0};
    const ImVec2 s = f->CalcTextSizeA(f->FontSize, 1e9f, 0, utf8);
    ImGui::GetWindowDrawList()->AddText(
        f, f->FontSize, ImVec2(std::round(rect.x0 + (rect.w() - s.x) * 0.5f), std::round(rect.y0 + (rect.h() - s.y) * 0.5f)), c, utf8);
}

void fill(const Rect& r, ImU32 c, float rounding) { ImGui::GetWindowDrawList()->AddRectFilled(r.min(), r.max(), c, rounding); }
void frame(const Rect& r, ImU32 c, float rounding, float width) {
    ImGui::GetWindowDrawList()->AddRect(r.min(), r.max(), c, rounding, 0, width);
}
void lineH(float x0, float x1, float y, ImU32 c) { ImGui::GetWindowDrawList()->AddRectFilled({x0, y}, {x1, y + px(1)}, c); }
void lineV(float x, float y0, float y1, ImU32 c) { ImGui::GetWindowDrawList()->AddRectFilled({x, y0}, {x + px(1), y1}, c); }
void disc(ImVec2 centre, float radius, ImU32 c) { ImGui::GetWindowDrawList()->AddCircleFilled(centre, radius, c); }

void floatingCard(const Rect& rect) {
    const float r = px(size::roundFloat);
    for (int i = 4; i >= 1; --i) fill(rect.inset(-px(static_cast<float>(i) * 2)), colour::shadow, r + px(static_cast<float>(i) * 2));
    fill(rect.inset(-px(1)), colour::black, r);
    fill(rect, colour::bg3, r);
    frame(rect, colour::fieldBorder, r);
}

void picture(const Rect& rect, std::uint64_t texture, float sourceAspect, float rounding, ImDrawFlags corners, ImU32 tint) {
    if (texture == 0) {
        ImGui::GetWindowDrawList()->AddRectFilled(rect.min(), rect.max(), colour::bg0, rounding, corners);
        return;
    }
    ImVec2 uv0(0, 0), uv1(1, 1);
    const float target = rect.w() / std::max(1.f, rect.h());
    if (sourceAspect > target) {
        const float keep = target / sourceAspect;
        uv0.x = (1 - keep) / 2;
        uv1.x = 1 - uv0.x;
    } else if (sourceAspect > 0) {
        const float keep = sourceAspect / target;
        uv0.y = (1 - keep) / 2;
        uv1.y = 1 - uv0.y;
    }
    ImGui::GetWindowDrawList()->AddImageRounded(reinterpret_cast<ImTextureID>(texture), rect.min(), rect.max(), uv0, uv1, tint,
                                                rounding, corners);
}

void dashedLine(ImDrawList* list, ImVec2 a, ImVec2 b, ImU32 c, float width) {
    const float length = std::hypot(b.x - a.x, b.y - a.y), step = px(size::dashed);
    // A line that leaves the screen far behind would cost as many dashes as it is long.
    const int count = std::min(400, static_cast<int>(length / step));
    for (int i = 0; i < count; i += 2) {
        const float s = static_cast<float>(i) * step / length, e = std::min(1.f, static_cast<float>(i + 1) * step / length);
        list->AddLine({a.x + (b.x - a.x) * s, a.y + (b.y - a.y) * s}, {a.x + (b.x - a.x) * e, a.y + (b.y - a.y) * e}, c, width);
    }
}

Rect nextRow(float height) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::Dummy({width, height});
    return {at.x, at.y, at.x + width, at.y + height};
}
void skip(float height) { ImGui::Dummy({1, height}); }
void rule() {
    skip(px(size::gapSmall));
    const Rect r = nextRow(px(1));
    fill(r, colour::line);
    skip(px(size::gapSmall));
}

std::string number(double value, int decimals) {
    if (std::isinf(value)) return "\xE2\x88\x9E";
    std::string text = fmt::format("{:.{}f}", value, decimals);
    const bool zero = text.find_first_of("123456789") == std::string::npos;
    if (text[0] == '-') text = zero ? text.substr(1) : "\xE2\x88\x92" + text.substr(1);
    return text;
}

std::string clockText(double seconds) {
    const int minutes = static_cast<int>(seconds / 60);
    return fmt::format("{}:{:05.2f}", minutes, seconds - minutes * 60);
}

std::string eighthsText(std::optional<std::int32_t> eighths) {
    if (!eighths) return "";
    const int whole = *eighths / 8, part = *eighths % 8;
    if (part == 0) return fmt::format("{}", whole);
    return whole ? fmt::format("{} {}/8", whole, part) : fmt::format("{}/8", part);
}

}  // namespace recce::ui
