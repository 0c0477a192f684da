// How a view is drawn and what of its light is read: the list of looks, exposure tools and styles, and the legends of those
// that stand for numbers.
#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "app/ui/keys.h"
#include "app/ui/stage.h"
#include "app/ui/widgets.h"
#include "model/words.h"
#include "optics/view.h"

namespace recce::ui {
namespace {

constexpr const char* kLooks[] = {"AgX", "ACES 1.3", "PBR Neutral", "ARRI LogC3", "ARRI LogC4", "Sony S-Log3"};

ImU32 coloured(const Vec3& c) {
    const auto byte = [](double v) { return static_cast<unsigned>(std::lround(std::clamp(v, 0.0, 1.0) * 255)); };
    return rgb(byte(c.x) << 16 | byte(c.y) << 8 | byte(c.z));
}

/// One row of the list: what it is called, whether it is on, and what choosing it does.
struct Row {
    Option option;
    bool on = false;
    std::function<void()> choose;
};

std::vector<Row> rowsOf(Stage& s) {
    std::vector<Row> rows;
    const auto add = [&](std::string name, std::string fact, const char* group, bool on, std::function<void()> choose) {
        rows.push_back({{std::move(name), std::move(fact), group, on ? icon::check : 0u}, on, std::move(choose)});
    };
    StageView& view = s.view;
    const ProductionInfo& info = *s.production.info;
    const bool plan = view.kind == ViewKind::Overhead;
    if (!plan) {
        constexpr const char* kGroup = "The production's look";
        const auto take = [&](PictureLook look) {
            return [&view, &s, look] {
                view.style = ViewStyle::Lit;
                askInfo(s.emit, "look", std::string(wordOf(look)), nameOf("Style"));
            };
        };
        for (std::size_t i = 0; i < std::size(kLooks); ++i) {
            const auto look = static_cast<PictureLook>(i);
            add(kLooks[i], "", kGroup, info.look == look, take(look));
        }
        if (!info.lut.empty()) {
            const std::string file = info.lut.substr(info.lut.find_last_of('/') + 1);
            add(file, s.session.lutName.empty() && info.look == PictureLook::Lut ? "cannot be read" : "table", kGroup, info.look == PictureLook::Lut, take(PictureLook::Lut));
        }
        add("Choose a table...", ".cube", kGroup, false, [&s] { s.emit.act("window.choose-lut"); });
        constexpr const char* kExposure = "Exposure";
        const auto style = [&](ViewStyle to) { return [&view, to] { view.style = view.style == to ? ViewStyle::Lit : to; }; };
        const auto zebra = [&](double level) { return [&view, level] { view.style = ViewStyle::Lit, view.zebra = view.zebra == level ? 0 : level; }; };
        add("Stop zones", "4", kExposure, view.style == ViewStyle::StopZones, style(ViewStyle::StopZones));
        add("False colour", "", kExposure, view.style == ViewStyle::FalseColour, style(ViewStyle::FalseColour));
        add("Zebra at 95 %", "highlights", kExposure, view.zebra == kZebra, zebra(kZebra));
        add("Zebra at 70 %", "skin", kExposure, view.zebra == kZebraSkin, zebra(kZebraSkin));
    }
    constexpr const char* kDrawn = "Drawn";
    const auto drawn = [&](const char* name, const char* key, ViewStyle style) { add(name, key, kDrawn, view.style == style, [&view, style] { view.style = style; }); };
    drawn("Lit", "1", ViewStyle::Lit);
    drawn("Solid", "2", ViewStyle::Solid);
    drawn("Line", "3", ViewStyle::Line);
    drawn("Depth", "5", ViewStyle::Depth);
    return rows;
}

/// Bands side by side with words below, on the ground of the surround.
struct Band {
    ImU32 colour;
    std::string words;
    float share;
};
void bands(const Rect& where, const std::vector<Band>& all, float most) {
    fill(where, colour::bg0);
    float shares = 0;
    for (const Band& b : all) shares += b.share;
    const float width = std::min(where.w() - px(size::padding * 2), most), y = where.y0 + px(size::gap);
    float x = std::round(where.centre().x - width / 2);
    for (const Band& b : all) {
        const float w = std::round(width * b.share / shares);
        const Rect bar{x, y, x + w - px(2), y + px(size::gap)};
        fill(bar, b.colour, px(1));
        if (b.colour != colour::none) frame(bar, colour::line, px(1));
        const float text = textWidth(Font::Caption, b.words);
        if (text <= w + px(size::gap)) textAt({x + (w - px(2) - text) / 2, bar.y1 + px(size::tinyGap)}, Font::Caption, b.words == "grey" ? colour::text1 : colour::text2, b.words);
        x += w;
    }
}

std::vector<Band> zoneBands() {
    std::vector<Band> all;
    const auto add = [&](double zone, std::string words, float share) { all.push_back({coloured(optics::zoneColour(zone)), std::move(words), share}); };
    for (int z = -6; z < 0; ++z) add(z, number(z, 0), 1);
    add(-0.5, "", 0.5f);
    add(0, "grey", 1);
    add(0.5, "", 0.5f);
    for (int z = 1; z < 6; ++z) add(z, "+" + std::to_string(z), 1);
    add(6, "clip", 1);
    return all;
}

std::vector<Band> falseBands() {
    const auto band = [](const char* name) { return coloured(optics::bandColour(name)); };
    const auto grey = [](double signal) { return coloured(Vec3(signal)); };
    return {{band("purple"), "black", 1},       {band("blue"), "toe", 1},       {grey(0.2), "", 1.6f},        {band("green"), "grey", 1},
            {grey(0.47), "", 0.8f},             {band("pink"), "one over", 1.2f}, {grey(0.76), "", 1.6f}, {band("yellow"), "97 %", 1}, {band("red"), "clip", 1}};
}

}  // namespace

std::string styleWords(const Stage& s) {
    const ProductionInfo& info = *s.production.info;
    std::string words;
    switch (s.view.style) {
        case ViewStyle::Solid: return "Solid";
        case ViewStyle::Line: return "Line";
        case ViewStyle::Depth: return "Depth";
        case ViewStyle::StopZones: return "Stop zones \xC2\xB7 stops from grey";
        case ViewStyle::FalseColour: return "False colour \xC2\xB7 LogC3 signal";
        case ViewStyle::Lit: break;
    }
    if (s.view.kind == ViewKind::Overhead) return "Lit";
    words = info.look == PictureLook::Lut ? (s.session.lutName.empty() ? "table missing, AgX" : s.session.lutName) : kLooks[static_cast<std::size_t>(info.look)];
    if (s.view.zebra > 0) words += fmt::format(" \xC2\xB7 zebra {:.0f} %", s.view.zebra * 100);
    return words;
}

void styleMenu(const Rect& button, Stage& s) {
    const std::string full = nameOf("Style");
    const bool tool = s.view.style != ViewStyle::Lit || s.view.zebra > 0;
    if (iconButton(button, "Style", icon::look, "Look, exposure and style (1 to 5)", tool)) openListAt(full);
    if (context().openList != full) return;
    const std::vector<Row> rows = rowsOf(s);
    std::vector<Option> options;
    for (const Row& row : rows) options.push_back(row.option);
    if (const auto chosen = openList(button, full, options, false)) rows[static_cast<std::size_t>(*chosen)].choose();
}

float legendHeight(const StageView& view) {
    return view.style == ViewStyle::StopZones || view.style == ViewStyle::FalseColour ? px(size::legend) : 0;
}

void drawLegend(const Rect& where, const StageView& view) {
    context().names.add(nameOf("Legend"), where);
    bands(where, view.style == ViewStyle::StopZones ? zoneBands() : falseBands(), px(size::palette));
}

}  // namespace recce::ui
