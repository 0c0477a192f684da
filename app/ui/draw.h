// What every panel draws with: the window's context, rectangles, text and icons. Knows ImGui, but no production.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <imgui.h>

#include "app/ui/style.h"

namespace recce::ui {

struct Rect {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    float w() const { return x1 - x0; }
    float h() const { return y1 - y0; }
    ImVec2 min() const { return {x0, y0}; }
    ImVec2 max() const { return {x1, y1}; }
    ImVec2 centre() const { return {(x0 + x1) * 0.5f, (y0 + y1) * 0.5f}; }
    bool contains(ImVec2 p) const { return p.x >= x0 && p.x < x1 && p.y >= y0 && p.y < y1; }
    Rect inset(float d) const { return {x0 + d, y0 + d, x1 - d, y1 - d}; }
    /// Cut a piece off; the rest stays.
    Rect takeLeft(float d) { Rect r{x0, y0, x0 + d, y1}; x0 += d; return r; }
    Rect takeRight(float d) { Rect r{x1 - d, y0, x1, y1}; x1 -= d; return r; }
    Rect takeTop(float d) { Rect r{x0, y0, x1, y0 + d}; y0 += d; return r; }
    Rect takeBottom(float d) { Rect r{x0, y1 - d, x1, y1}; y1 -= d; return r; }
    /// A box of this height in the middle of the height.
    Rect middle(float height) const { const float c = (y0 + y1) * 0.5f; return {x0, c - height * 0.5f, x1, c + height * 0.5f}; }
};

/// Every control says where it is, under a name ("Inspector/Stop"): scripts, tests and keyboard walking use it.
class Names {
public:
    void begin() { last_ = std::move(now_); now_.clear(); times_.clear(); order_.clear(); }
    void add(const std::string& name, const Rect& rect);
    /// From the last whole frame. An exact name, else the one name that ends in "/" + name.
    const Rect* find(const std::string& name) const;
    /// A control of this very name was drawn in this frame already.
    bool drawn(const std::string& name) const { return now_.count(name) > 0; }
    /// How many hot areas of this frame bear the name already; counts one more.
    int another(const std::string& name) { return times_[name]++; }
    const std::map<std::string, Rect>& all() const { return now_.empty() ? last_ : now_; }
    /// Texts drawn in the last frame, for `expect text`.
    void text(std::string_view text) { order_.emplace_back(text); }
    bool shows(std::string_view text) const;

private:
    std::map<std::string, Rect> now_, last_;
    std::map<std::string, int> times_;
    std::vector<std::string> order_;
};

/// A line of text as a picture: white with its own alpha, drawn in any colour. Sizes in pixels.
struct ShapedLine {
    std::uint64_t texture = 0;
    float width = 0, height = 0, baseline = 0;
};
/// Sets lines in alphabets that the atlas does not hold or that need shaping; given by the window, absent in tests.
class Shaper {
public:
    virtual ~Shaper() = default;
    virtual float width(Font font, std::string_view text) = 0;
    virtual ShapedLine line(Font font, std::string_view text) = 0;
};
/// Whether the line has letters beyond Latin, Greek, Cyrillic and our icons.
bool needsShaping(std::string_view text);

/// What the panels of one window share; hangs on ImGui's context (IO.UserData), so that tests have their own.
struct Context {
    Fonts fonts;
    Shaper* shaper = nullptr;
    Names names;
    std::string region;               ///< "Inspector": first part of the names
    std::string editing;              ///< name of the field that is being typed in
    std::string buffer;               ///< what has been typed
    bool freshEdit = false;           ///< select all on the first frame
    int holdKeys = 0;                 ///< frames until something that was just opened can take letters
    bool typing = false;              ///< written each frame: keys belong to a text field
    std::string dragging;             ///< name of the field that is being dragged
    double dragStart = 0, dragValue = 0;
    std::string openList;             ///< name of the drop-down that is open
    std::string listFilter;
    bool listFresh = false;
    int listAt = 0;
    std::vector<std::string> fields;  ///< in drawing order, for Tab
    std::string tabTo;
    std::string hover;                ///< name under the cursor and since when, for tooltips
    double hoverSince = 0;            ///< infinite once it was pressed: then it is known
    int hoverFrame = -1;              ///< the last frame in which it was under the cursor
    Rect hot;                         ///< of the control under the cursor
    std::string typedIn, typed;       ///< the field that was last committed, and what was typed: kept in sight while it is refused
    std::string forgiven;             ///< a refused field that was left as it was before: its error is to go
    bool inList = false;              ///< the rows of an open drop-down are being drawn
    double askFrameAt = 0;            ///< a caret or a tooltip wants a frame at this clock time; 0: nobody
    double now = 0;
    ImVec2 menuAt;                    ///< where the menu of a thing hangs
    std::string focus;                ///< the control that keys go to; empty: the mouse leads
    int focusStep = 0;                ///< F6 was pressed, with Shift: -1
    bool pressFocus = false;          ///< Enter was pressed on it
    std::vector<std::pair<std::string, Rect>> stops;  ///< controls of this frame in drawing order
    int overlayDepth = 0;             ///< floating cards swallow the mouse below them
};

Context& context();
/// Logical to whole display pixels.
float px(float logical);
ImFont* fontOf(Font font);

struct Region {
    explicit Region(std::string name) : before_(context().region) { context().region = std::move(name); }
    ~Region() { context().region = before_; }
    Region(const Region&) = delete;
    Region& operator=(const Region&) = delete;

private:
    std::string before_;
};
/// Words about what is under the cursor, below it, after 0.4 s of rest. None while a list is open elsewhere, none after a
/// press until the cursor has left. `about`: what they stand below; absent: the control under the cursor.
void tooltip(std::string_view text, std::optional<Rect> about = {});
/// "Region/label".
std::string nameOf(std::string_view label);

enum class Align { Left, Centre, Right };

float textWidth(Font font, std::string_view text);
float textHeight(Font font);
/// Cut with an ellipsis to `width`.
std::string fitted(Font font, std::string_view text, float width);
void textAt(ImVec2 at, Font font, ImU32 colour, std::string_view text);
/// In the middle of the height, cut to the width. Returns the width drawn.
float textIn(const Rect& rect, Font font, ImU32 colour, std::string_view text, Align align = Align::Left);
/// Wrapped at the width; returns the height. Measures only when `draw` is false.
float textWrapped(const Rect& rect, Font font, ImU32 colour, std::string_view text, bool draw = true);
void iconIn(const Rect& rect, unsigned code, ImU32 colour, bool big = false);

void fill(const Rect& rect, ImU32 colour, float rounding = 0);
void frame(const Rect& rect, ImU32 colour, float rounding = 0, float width = 1);
void lineH(float x0, float x1, float y, ImU32 colour);
void lineV(float x, float y0, float y1, ImU32 colour);
void disc(ImVec2 centre, float radius, ImU32 colour);
/// Ground, edges and shadow of a thing that floats over the window.
void floatingCard(const Rect& rect);
/// A texture fitted into the rectangle, cut to fill it, rounded at the top only or everywhere.
void picture(const Rect& rect, std::uint64_t texture, float sourceAspect, float rounding, ImDrawFlags corners, ImU32 tint);
void dashedLine(ImDrawList* list, ImVec2 a, ImVec2 b, ImU32 colour, float width);

/// A row of the current ImGui window over its whole width, reserved in the flow.
Rect nextRow(float height);
void skip(float height);
void rule();

/// U+2212 for minus, the decimals asked for.
std::string number(double value, int decimals = 2);
/// "3:2" or with a decimal comma never; seconds as "0:05.00".
std::string clockText(double seconds);
std::string eighthsText(std::optional<std::int32_t> eighths);

}  // namespace recce::ui
