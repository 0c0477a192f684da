// The components of the window: buttons, fields with units, switches, sections, drop-downs. They know no production.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/ui/draw.h"

namespace recce::ui {

enum class ButtonKind { Plain, Primary, Quiet };
struct ButtonSpec {
    std::string_view label;
    ButtonKind kind = ButtonKind::Plain;
    unsigned icon = 0;
    std::string_view tooltip = {};
    bool enabled = true;
    bool on = false;
    std::string_view name = {};  ///< when it differs from the label
};
/// Width it takes by itself.
float buttonWidth(const ButtonSpec& spec);
bool button(const Rect& rect, const ButtonSpec& spec);
/// A square with an icon; tooltip "Lock (Ctrl L)".
bool iconButton(const Rect& rect, std::string_view name, unsigned icon, std::string_view tooltip, bool on = false);
/// A clickable area without looks of its own. `pressed`: on the way down already.
struct Hot {
    bool hovered = false, clicked = false, doubleClicked = false, held = false, right = false, started = false;
};
Hot hotArea(const Rect& rect, std::string_view name);

/// Exclusive words side by side. True when another was chosen.
bool segmented(const Rect& rect, std::string_view name, std::span<const char* const> words, int& chosen);
bool checkBox(const Rect& rect, std::string_view name, bool& on, std::string_view label, ImU32 textColour = colour::text1);
/// Head of a section with its key value at the right; true while open.
bool section(std::set<std::string>& closed, std::string_view title, std::string_view value = {});
/// A label column on the left and the rest for the control. Narrow panels put the label above.
Rect labelled(std::string_view label);
/// `count` equal boxes of field height in one row.
std::vector<Rect> columns(int count);

// ---- Field with unit --------------------------------------------------------------------------------------------------

enum class DragKind { None, Linear, Ratio, ThirdStops, Densities };
struct EditSpec {
    std::string_view name;
    std::string value = {};     ///< as shown and as first offered for typing
    std::string_view unit = {};
    std::string_view prefix = {};
    ImU32 prefixColour = colour::text3;
    double number = 0;          ///< what a drag starts from
    DragKind drag = DragKind::None;
    double step = 0.01;         ///< of a linear drag, per pixel
    std::optional<double> low = {}, high = {};  ///< both given: the field fills from the left
    bool overridden = false, changed = false, mixed = false, enabled = true;
    std::string_view hint = {};
    std::string_view error = {};
    bool commitUnchanged = false;
    std::string before = {}, after = {};  ///< of the value, in what is asked: a field may be one part of a list
};
struct FieldResult {
    enum class What { None, Committed, Dragging, DragEnd, DragCancelled } what = What::None;
    std::string text;   ///< Committed
    double number = 0;  ///< Dragging, DragEnd
    explicit operator bool() const { return what != What::None; }
};
FieldResult field(const Rect& rect, const EditSpec& spec);
/// Several lines; Ctrl Enter or leaving commits, Esc restores.
std::optional<std::string> textArea(const Rect& rect, std::string_view name, const std::string& value);
/// Begins typing in the field of that full name.
void editField(const std::string& fullName, std::string start);

// ---- Lists ------------------------------------------------------------------------------------------------------------

struct Option {
    std::string name, fact = {}, group = {};
    unsigned icon = 0;
    ImU32 dot = 0;
};
/// Shows `current`; opens a list with search below it. Returns the index chosen.
std::optional<int> dropDown(const Rect& rect, std::string_view name, std::string_view current, std::span<const Option> options,
                            ImU32 dot = 0);
/// The list alone, hanging from `anchor`, while context().openList is `fullName`.
std::optional<int> openList(const Rect& anchor, const std::string& fullName, std::span<const Option> options, bool search);

/// Opens the list of that full name with the next frame's openList.
void openListAt(const std::string& fullName);

/// A pill with icon and words. Returns true when clicked.
bool badge(const Rect& within, std::string_view name, std::string_view words, bool isError);
/// One key as on a keyboard. Returns its width.
float keyCap(ImVec2 at, std::string_view text);
/// "One sentence of what belongs here."
void emptyState(std::string_view sentence);
/// Accent ring around the thing that keys go to.
void focusRing(const Rect& rect, float rounding);

}  // namespace recce::ui
