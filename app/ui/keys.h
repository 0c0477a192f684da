// The one table of the window's commands: name, menu, keys. Menus, tooltips, the palette and the sheet of keys read it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "app/session.h"

namespace recce::ui {

/// Key codes: letters and digits are their capital ASCII; the rest are GLFW's numbers (checked in ui_input.cpp).
namespace key {
inline constexpr int space = 32, apostrophe = 39, comma = 44, minus = 45, period = 46, slash = 47, equal = 61,
    leftBracket = 91, backslash = 92, rightBracket = 93, escape = 256, enter = 257, tab = 258, backspace = 259,
    insert = 260, del = 261, right = 262, left = 263, down = 264, up = 265, pageUp = 266, pageDown = 267, home = 268,
    end = 269, f1 = 290, f2 = 291, f6 = 295, f8 = 297, f11 = 300, pad0 = 320, pad1 = 321, pad3 = 323, pad7 = 327,
    padEnter = 335, leftShift = 340, leftControl = 341, leftAlt = 342, leftSuper = 343, rightShift = 344,
    rightControl = 345, rightAlt = 346, rightSuper = 347;
}

struct Chord {
    int key = 0;
    bool ctrl = false, shift = false, alt = false;
};
/// "Ctrl Shift Z".
std::string textOf(const Chord& chord);

/// Where a key acts.
enum class Scope { Everywhere, View, CameraView, Boards };

struct Command {
    std::string_view id;    ///< "window.palette", or the name of an action
    std::string_view name;  ///< "Find a command"
    std::string_view menu;  ///< "Edit"; empty: in no menu
    Chord key, key2;
    Scope scope = Scope::Everywhere;
};
std::span<const Command> commands();
const Command* findCommand(std::string_view id);
/// The level of highlights, as a share of the signal.
inline constexpr double kZebra = 0.95, kZebraSkin = 0.70;
/// "Place a mark (M)".
std::string tipOf(std::string_view id);

/// Reads the keys of this frame and runs what they mean. Call once, when no text field has them.
void runKeys(const Production& production, Session& session, Emit& emit);
void runCommand(std::string_view id, const Production& production, Session& session, Emit& emit);

}  // namespace recce::ui
