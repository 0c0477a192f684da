#include "app/ui/input_queue.h"

#include <set>

#include <imgui.h>

#include "app/ui/draw.h"
#include "app/ui/keys.h"

namespace recce::ui {

namespace {
// Frames until what a command opened has the keys: it runs in the first, draws in the second, takes them in the third.
constexpr int kAfterCommand = 2;
}  // namespace

void InputQueue::feed() {
    ImGuiIO& io = ImGui::GetIO();
    std::set<int> buttons, keys;
    bool moved = false, wheeled = false, lettered = false;
    Context& c = context();
    // A field that was opened in the last frame takes the letters of this one.
    const bool typing = c.typing || !c.editing.empty() || !c.openList.empty();
    const bool hold = c.freshEdit || c.holdKeys > 0;
    if (c.holdKeys > 0) --c.holdKeys;
    // Letters of a text go in at a stroke. A command may open something that takes the next key, and a key that edits
    // (Enter, Backspace) has its place among the letters: what follows either waits.
    bool commanded = false, edited = false, noText = false;
    const auto printable = [](int code) { return code >= key::space && code < key::escape; };
    const auto shift = [](int code) { return code == key::leftShift || code == key::rightShift; };
    const auto modifier = [](int code) { return code >= key::leftShift && code <= key::rightSuper; };
    const auto keyWaits = [&](const InputEvent& e) {
        if (!buttons.empty()) return true;
        // A modifier that is let go in the same moment still belongs to the key that was pressed with it.
        if (!e.down) return commanded || edited || (keys.count(e.code) > 0 && !(typing && (printable(e.code) || shift(e.code))));
        if (hold || commanded || edited) return true;
        // Shift is in the letters themselves already; Ctrl would keep those before it out of the field.
        if (modifier(e.code)) return lettered && !(typing && shift(e.code));
        if (typing && printable(e.code) && !ImGui::GetIO().KeyCtrl) return false;
        return lettered || keys.count(e.code) > 0;
    };
    while (!events_.empty()) {
        const InputEvent& e = events_.front();
        bool wait = false;
        switch (e.kind) {
            case InputEvent::Kind::Move:
                // Where the button changed is where it counts: a later place waits for the next frame.
                wait = !buttons.empty();
                break;
            case InputEvent::Kind::Button: wait = buttons.count(e.code) > 0 || moved || wheeled || !keys.empty(); break;
            case InputEvent::Kind::Wheel: wait = !buttons.empty(); break;
            case InputEvent::Kind::Key: wait = keyWaits(e); break;
            case InputEvent::Kind::Letter: wait = hold || commanded || edited || !buttons.empty(); break;
        }
        if (wait) break;
        switch (e.kind) {
            case InputEvent::Kind::Move:
                io.MousePos = ImVec2(e.x, e.y);
                moved = true;
                break;
            case InputEvent::Kind::Button:
                io.MouseDown[e.code] = e.down;
                buttons.insert(e.code);
                break;
            case InputEvent::Kind::Wheel:
                io.MouseWheelH += e.x;
                io.MouseWheel += e.y;
                wheeled = true;
                break;
            case InputEvent::Kind::Key:
                if (e.code >= 0 && e.code < IM_ARRAYSIZE(io.KeysDown)) io.KeysDown[e.code] = e.down;
                keys.insert(e.code);
                if (modifier(e.code)) io.KeyCtrl = io.KeysDown[key::leftControl] || io.KeysDown[key::rightControl];
                if (e.down && !modifier(e.code) && !typing) commanded = noText = true;
                if (e.down && typing && (!printable(e.code) || io.KeyCtrl) && !modifier(e.code)) edited = true;
                break;
            case InputEvent::Kind::Letter:
                io.AddInputCharacter(static_cast<unsigned>(e.code));
                lettered = true;
                break;
        }
        events_.pop_front();
        // The letter of a key that is a command is no text: what the command opens must not begin with it.
        if (noText && !events_.empty() && events_.front().kind == InputEvent::Kind::Letter) events_.pop_front();
        noText = false;
    }
    if (commanded) c.holdKeys = kAfterCommand;
    io.KeyCtrl = io.KeysDown[key::leftControl] || io.KeysDown[key::rightControl];
    io.KeyShift = io.KeysDown[key::leftShift] || io.KeysDown[key::rightShift];
    io.KeyAlt = io.KeysDown[key::leftAlt] || io.KeysDown[key::rightAlt];
    io.KeySuper = io.KeysDown[key::leftSuper] || io.KeysDown[key::rightSuper];
}

void mapKeys() {
    ImGuiIO& io = ImGui::GetIO();
    io.KeyMap[ImGuiKey_Tab] = key::tab;
    io.KeyMap[ImGuiKey_LeftArrow] = key::left;
    io.KeyMap[ImGuiKey_RightArrow] = key::right;
    io.KeyMap[ImGuiKey_UpArrow] = key::up;
    io.KeyMap[ImGuiKey_DownArrow] = key::down;
    io.KeyMap[ImGuiKey_PageUp] = key::pageUp;
    io.KeyMap[ImGuiKey_PageDown] = key::pageDown;
    io.KeyMap[ImGuiKey_Home] = key::home;
    io.KeyMap[ImGuiKey_End] = key::end;
    io.KeyMap[ImGuiKey_Insert] = key::insert;
    io.KeyMap[ImGuiKey_Delete] = key::del;
    io.KeyMap[ImGuiKey_Backspace] = key::backspace;
    io.KeyMap[ImGuiKey_Space] = key::space;
    io.KeyMap[ImGuiKey_Enter] = key::enter;
    io.KeyMap[ImGuiKey_Escape] = key::escape;
    io.KeyMap[ImGuiKey_KeyPadEnter] = key::padEnter;
    io.KeyMap[ImGuiKey_A] = 'A';
    io.KeyMap[ImGuiKey_C] = 'C';
    io.KeyMap[ImGuiKey_V] = 'V';
    io.KeyMap[ImGuiKey_X] = 'X';
    io.KeyMap[ImGuiKey_Y] = 'Y';
    io.KeyMap[ImGuiKey_Z] = 'Z';
}

}  // namespace recce::ui
