// Between GLFW and the panels: its callbacks become events of the queue, its clipboard and cursors ImGui's.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/ui/input_queue.h"

struct GLFWwindow;

namespace recce {

class UiInput {
public:
    /// Takes the window's callbacks; `this` must outlive the window.
    void attach(GLFWwindow* window);
    ui::InputQueue& queue() { return queue_; }
    /// True once after anything happened to the window, its size and exposure included.
    bool takeActivity() { return std::exchange(activity_, false); }
    std::vector<std::string> takeDropped() { return std::exchange(dropped_, {}); }
    /// The cursor that ImGui asked for in the last frame.
    void showCursor(GLFWwindow* window);

private:
    friend struct UiCallbacks;
    ui::InputQueue queue_;
    bool activity_ = true;
    std::vector<std::string> dropped_;
    int cursor_ = -2;
};

}  // namespace recce
