#include "app/ui_input.h"

#include <array>

#include <GLFW/glfw3.h>
#include <imgui.h>

#include "app/ui/keys.h"

namespace recce {

namespace k = ui::key;
static_assert(k::escape == GLFW_KEY_ESCAPE && k::enter == GLFW_KEY_ENTER && k::tab == GLFW_KEY_TAB && k::del == GLFW_KEY_DELETE &&
              k::pageUp == GLFW_KEY_PAGE_UP && k::home == GLFW_KEY_HOME && k::f1 == GLFW_KEY_F1 && k::f11 == GLFW_KEY_F11 &&
              k::pad0 == GLFW_KEY_KP_0 && k::padEnter == GLFW_KEY_KP_ENTER && k::leftShift == GLFW_KEY_LEFT_SHIFT &&
              k::rightSuper == GLFW_KEY_RIGHT_SUPER && k::leftBracket == GLFW_KEY_LEFT_BRACKET && k::slash == GLFW_KEY_SLASH &&
              k::up == GLFW_KEY_UP && k::end == GLFW_KEY_END && k::backspace == GLFW_KEY_BACKSPACE);

struct UiCallbacks {
    static UiInput& of(GLFWwindow* window) {
        auto& input = *static_cast<UiInput*>(glfwGetWindowUserPointer(window));
        input.activity_ = true;
        return input;
    }
    static void move(GLFWwindow* window, double x, double y) {
        // Window coordinates are not pixels on every display.
        int w = 1, h = 1, fw = 1, fh = 1;
        glfwGetWindowSize(window, &w, &h);
        glfwGetFramebufferSize(window, &fw, &fh);
        const double sx = w > 0 ? static_cast<double>(fw) / w : 1, sy = h > 0 ? static_cast<double>(fh) / h : 1;
        of(window).queue_.add({ui::InputEvent::Kind::Move, static_cast<float>(x * sx), static_cast<float>(y * sy), 0, false});
    }
    static void button(GLFWwindow* window, int button, int action, int) {
        if (button < 3) of(window).queue_.add({ui::InputEvent::Kind::Button, 0, 0, button, action == GLFW_PRESS});
    }
    static void wheel(GLFWwindow* window, double x, double y) {
        of(window).queue_.add({ui::InputEvent::Kind::Wheel, static_cast<float>(x), static_cast<float>(y), 0, false});
    }
    static void key(GLFWwindow* window, int code, int scancode, int action, int) {
        if (code < 0 || action == GLFW_REPEAT) {
            of(window);
            return;
        }
        // Letters by what the keyboard is labelled with, so that Ctrl Z is where people see it.
        if (code >= GLFW_KEY_A && code <= GLFW_KEY_Z) {
            const char* name = glfwGetKeyName(code, scancode);
            if (name && name[0] >= 'a' && name[0] <= 'z' && name[1] == 0) code = name[0] - 'a' + 'A';
        }
        of(window).queue_.add({ui::InputEvent::Kind::Key, 0, 0, code, action == GLFW_PRESS});
    }
    static void letter(GLFWwindow* window, unsigned code) {
        of(window).queue_.add({ui::InputEvent::Kind::Letter, 0, 0, static_cast<int>(code), true});
    }
    static void focus(GLFWwindow* window, int focused) {
        UiInput& input = of(window);
        if (focused) return;
        // Keys that are held while the window loses the keyboard are let go, or they would stick.
        const ImGuiIO& io = ImGui::GetIO();
        for (int i = 0; i < IM_ARRAYSIZE(io.KeysDown); ++i)
            if (io.KeysDown[i]) input.queue_.add({ui::InputEvent::Kind::Key, 0, 0, i, false});
    }
    static void dropped(GLFWwindow* window, int count, const char** paths) {
        for (int i = 0; i < count; ++i) of(window).dropped_.emplace_back(paths[i]);
    }
    static void touched(GLFWwindow* window) { of(window); }
    static void resized(GLFWwindow* window, int, int) { of(window); }
};

void UiInput::attach(GLFWwindow* window) {
    glfwSetWindowUserPointer(window, this);
    glfwSetCursorPosCallback(window, UiCallbacks::move);
    glfwSetMouseButtonCallback(window, UiCallbacks::button);
    glfwSetScrollCallback(window, UiCallbacks::wheel);
    glfwSetKeyCallback(window, UiCallbacks::key);
    glfwSetCharCallback(window, UiCallbacks::letter);
    glfwSetWindowFocusCallback(window, UiCallbacks::focus);
    glfwSetDropCallback(window, UiCallbacks::dropped);
    glfwSetWindowRefreshCallback(window, UiCallbacks::touched);
    glfwSetFramebufferSizeCallback(window, UiCallbacks::resized);
    ImGuiIO& io = ImGui::GetIO();
    io.ClipboardUserData = window;
    io.GetClipboardTextFn = [](void* w) { return glfwGetClipboardString(static_cast<GLFWwindow*>(w)); };
    io.SetClipboardTextFn = [](void* w, const char* text) { glfwSetClipboardString(static_cast<GLFWwindow*>(w), text); };
}

void UiInput::showCursor(GLFWwindow* window) {
    const int wanted = ImGui::GetMouseCursor();
    if (wanted == cursor_) return;
    cursor_ = wanted;
    static std::array<GLFWcursor*, 5> cursors{};
    static constexpr std::array<int, 5> kShapes{GLFW_ARROW_CURSOR, GLFW_IBEAM_CURSOR, GLFW_HRESIZE_CURSOR, GLFW_VRESIZE_CURSOR, GLFW_HAND_CURSOR};
    std::size_t shape = 0;
    if (wanted == ImGuiMouseCursor_TextInput) shape = 1;
    else if (wanted == ImGuiMouseCursor_ResizeEW) shape = 2;
    else if (wanted == ImGuiMouseCursor_ResizeNS) shape = 3;
    else if (wanted == ImGuiMouseCursor_Hand) shape = 4;
    if (!cursors[shape]) cursors[shape] = glfwCreateStandardCursor(kShapes[shape]);
    glfwSetCursor(window, cursors[shape]);
}

}  // namespace recce
