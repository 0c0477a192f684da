// The one table of colours, sizes and type of the window. No panel has a colour or a size of its own.
#pragma once

#include <array>
#include <string>

#include <imgui.h>

#include "model/types.h"

namespace recce::ui {

constexpr ImU32 rgb(unsigned hex, unsigned alpha = 255) {
    return ((hex >> 16) & 255u) | (((hex >> 8) & 255u) << 8) | ((hex & 255u) << 16) | (alpha << 24);
}

namespace colour {
inline constexpr ImU32 bg0 = rgb(0x0F0F0F), bg1 = rgb(0x161616), bg2 = rgb(0x1C1C1C), bg3 = rgb(0x252525);
inline constexpr ImU32 bg4 = rgb(0x2F2F2F), bg5 = rgb(0x3B3B3B);
inline constexpr ImU32 field = rgb(0x121212), fieldHover = rgb(0x6E6E6E);
inline constexpr ImU32 fieldFill = rgb(0x2F3F52);
inline constexpr ImU32 line = rgb(0x2B2B2B), lineStrong = rgb(0x3F3F3F), black = rgb(0x000000), white = rgb(0xFFFFFF);
inline constexpr ImU32 text1 = rgb(0xEDEDED), textOff = rgb(0x626262);
inline constexpr ImU32 accent = rgb(0x5AA9F8), accentFill = rgb(0x2468B4), accentHover = rgb(0x2C76C8);
inline constexpr ImU32 accentSoft = rgb(0x1D3550);
inline constexpr ImU32 warn = rgb(0xF2B13C), warnGround = rgb(0x3A2E15), error = rgb(0xFF7A6B), errorGround = rgb(0x42201C);
inline constexpr ImU32 errorCard = rgb(0x2B1917), ok = rgb(0x7CC68D);
inline constexpr ImU32 none = 0;
// These four are one step up with More contrast.
inline ImU32 text2 = rgb(0xB9B9B9), text3 = rgb(0x8E8E8E), fieldBorder = rgb(0x343434), casing = rgb(0x000000, 178);
void moreContrast(bool on);
// On the stage.
inline constexpr ImU32 camera = rgb(0xF4F4F4), light = rgb(0xFFD166), sky = rgb(0xBFD9FF);
inline constexpr ImU32 selected = rgb(0x8AC6FF), selectedSoft = rgb(0x8AC6FF, 22), axisX = rgb(0xF08A90);
inline constexpr ImU32 axisY = rgb(0x8FD67C), axisZ = rgb(0x8AB4FF), missing = rgb(0xFFA598), missingSoft = rgb(0xFFA598, 18), plate = rgb(0x0C0C0C, 209);
inline constexpr ImU32 outsideFrame = rgb(0x000000, 148), shade = rgb(0x000000, 120), half = rgb(0x000000, 128);
inline constexpr ImU32 shadow = rgb(0x000000, 26), gridLine = rgb(0xFFFFFF, 22), gridStrong = rgb(0xFFFFFF, 46);
inline constexpr ImU32 paper = rgb(0xFDFDFB), ballGround = rgb(0x161616, 150);
// The day's bands on the sun bar.
inline constexpr ImU32 skyNight = rgb(0x14161C), skyDeep = rgb(0x2A3350), skyTwilight = rgb(0x5A6FA8), skyGolden = rgb(0xD99A4A), skyDay = rgb(0x9FC3E8);
ImU32 of(const Rgb& c, unsigned alpha = 255);
/// The same colour at half saturation and less light, for figures and lines of things that are not chosen.
ImU32 faded(ImU32 c, float alpha);
/// The bar beside a scene: interior or exterior, day or night.
ImU32 strip(IntExt where, const std::string& time);
}  // namespace colour

/// Lengths in logical pixels; px() turns them into pixels of the display.
namespace size {
inline constexpr float topBar = 40, outline = 256, inspector = 312, toolBar = 36, viewHeader = 26, timeBar = 32;
inline constexpr float strip = 156, stripHead = 28, stripMin = 132, stripMax = 320, statusLine = 24;
inline constexpr float sideMin = 200, sideMax = 480, inspectorMin = 264, collapse = 120, grab = 7, viewGap = 2;
inline constexpr float smallOutline = 208, smallInspector = 280, smallWidth = 1400;
inline constexpr float row = 26, sceneRow = 28, field = 24, button = 26, toolButton = 28, gap = 8, gapSmall = 6;
inline constexpr float padding = 12, labelColumn = 84, sectionHead = 22, indent = 24, tableHead = 28, tableRow = 26;
inline constexpr float round = 4, roundCard = 6, roundFloat = 8, roundBadge = 9, border = 1, ring = 2;
inline constexpr float icon = 13, iconBig = 14, iconAdvance = 18, caret = 10, dot = 4, dotSmall = 3;
inline constexpr float boardWidth = 160, boardHeight = 115, boardPicture = 67, wallCard = 231, wallCaption = 42;
inline constexpr float palette = 560, paletteRow = 30, modal = 420, dropDown = 320, chooserWidth = 760, chooserHeight = 500;
inline constexpr float card = 700, toast = 36, menuWidth = 260, popupMin = 180, welcome = 187;
inline constexpr float head = 52, sceneBar = 3, tabUnderline = 2, checkBox = 15, find = 196, scroll = 10;
inline constexpr float axisBall = 28, northArrow = 22, scaleBar = 110, gizmo = 90, gizmoRing = 54, hitGrace = 9;
inline constexpr float bodyMin = 14, markMin = 18, plateShift = 24, plateHeight = 18, handle = 6, label = 14;
inline constexpr float descriptionHeight = 62, dashed = 6, keyCap = 18, focusBar = 34, thick = 3, lineWidth = 1.5f, legend = 36;
inline constexpr float scopes = 196, scopeHead = 30, scopeTabs = 224, scopeScale = 34, scopesWide = 860, meterWide = 500, sunBar = 56, sunWords = 176;
inline constexpr float snapReach = 10, pageMargin = 24, placesWidth = 170, tinyGap = 2, minFocal = 33, dragStart = 4, shadeHeight = 56;
}  // namespace size

enum class Font { Caption, CaptionMedium, Small, SmallMedium, Body, BodyMedium, BodyBold, Title, Page, Icon, IconBig, Count };

namespace icon {
inline constexpr unsigned camera = 0xf03d, takeShot = 0xf030, light = 0xf0eb, sun = 0xf185, moon = 0xf186, person = 0xf183,
    piece = 0xf1b2, set = 0xf015, exterior = 0xf018, shot = 0xf008, day = 0xf133, sheet = 0xf0f6, pdf = 0xf1c1,
    xlsx = 0xf1c3, folder = 0xf114, folderOpen = 0xf115, select = 0xf245, measure = 0xf07e, snap = 0xf076, pick = 0xf05b,
    visible = 0xf06e, hidden = 0xf070, look = 0xf042, maximise = 0xf065, restore = 0xf066, lock = 0xf023,
    unlock = 0xf13e, link = 0xf0c1, broken = 0xf127, spotMeter = 0xf1fb, search = 0xf002, add = 0xf067, remove = 0xf068, close = 0xf00d,
    check = 0xf00c, more = 0xf141, options = 0xf1de, filter = 0xf0b0, label = 0xf02b, drag = 0xf0c9, boards = 0xf009,
    note = 0xf0e5, undo = 0xf0e2, redo = 0xf01e, remove2 = 0xf014, openRow = 0xf0d7, closedRow = 0xf0da,
    dropDown = 0xf107, left = 0xf104, right = 0xf105, play = 0xf04b, pause = 0xf04c, back = 0xf048, forward = 0xf051,
    warning = 0xf071, error = 0xf057, info = 0xf05a, done = 0xf058, keys = 0xf11c, working = 0xf1ce, external = 0xf08e;
}

/// Fonts at one scale. Owned by the window or the test; lives as long as the ImGui context.
struct Fonts {
    std::array<ImFont*, static_cast<std::size_t>(Font::Count)> at{};
    float scale = 1;
};

/// Loads the faces of `folder` into the current context's atlas at `scale`, with the letters of Latin, Greek and Cyrillic.
Fonts loadFonts(const std::string& folder, float scale);
/// ImGui's own colours and paddings, for the few widgets of it that are used as they are.
void applyStyle(float scale);
/// What a field or card shows of a character's colour when the ten are used up: the same, hollow.
Rgb markColour(std::size_t index);

}  // namespace recce::ui
