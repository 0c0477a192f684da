// The window: GLFW, the device's swapchain, and the loop that draws only when something changed. Knows no panel's inside.
#pragma once

#include <string>

#include "base/error.h"

namespace recce {

struct WindowOptions {
    std::string project;     ///< folder; empty: what was open under no name, else the demo
    std::string script;      ///< a UI script to run; the window closes when it ends
    std::string names;       ///< a file that is told, on every frame, where the controls are (for tests from outside)
};

/// Runs until the window is closed. Returns the process's exit code.
Result<int> runWindow(const WindowOptions& options);

}  // namespace recce
