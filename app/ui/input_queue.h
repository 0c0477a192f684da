// Events of mouse and keyboard on their way to ImGui: at most one edge per button and key in a frame, so that a click
// faster than a frame is still a click. Knows no window system.
#pragma once

#include <cstddef>
#include <deque>

namespace recce::ui {

struct InputEvent {
    enum class Kind { Move, Button, Wheel, Key, Letter } kind = Kind::Move;
    float x = 0, y = 0;   ///< Move: pixels; Wheel: notches
    int code = 0;         ///< Button: 0 to 2; Key: see ui/keys.h; Letter: code point
    bool down = false;
};

class InputQueue {
public:
    void add(const InputEvent& event) { events_.push_back(event); }
    bool empty() const { return events_.empty(); }
    std::size_t size() const { return events_.size(); }
    /// Feeds what may go into this frame to ImGui's IO. Call before ImGui::NewFrame. Letters wait until the field that
    /// was clicked just now can take them.
    void feed();

private:
    std::deque<InputEvent> events_;
};

/// ImGui's key map and the modifiers it reads; once per context.
void mapKeys();

}  // namespace recce::ui
