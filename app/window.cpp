#include "app/window.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>

#define GLFW_INCLUDE_VULKAN
#include <GLFW/glfw3.h>
#include <imgui.h>
#include <spawn.h>

#include "app/delivery.h"
#include "app/desk.h"
#include "app/shaped_text.h"
#include "app/stage_pictures.h"
#include "app/ui/asks.h"
#include "app/ui/panels.h"
#include "app/ui/script.h"
#include "app/ui_input.h"
#include "app/ui_renderer.h"
#include "base/files.h"
#include "gpu/swapchain.h"

extern char** environ;

namespace recce {
namespace {

constexpr int kFramesAfterEvent = 3;
constexpr double kCaret = 0.5;       // seconds between the two looks of a caret
constexpr double kHurry = 0.25;      // seconds after the last event in which moving comes before refining
constexpr int kWidth = 1600, kHeight = 900;

class Window {
public:
    static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
    ~Window();
    Result<int> run();

private:
    Window() = default;
    Status start(const WindowOptions& options);
    Status openDevice();
    void fonts();
    Status frame();
    void perform(const Ask& ask);
    void wait();
    Status pictures();
    Status deviceLost(const Error& error);
    void wantBoards();
    void writeNames();
    void tellScript();
    double now() const { return glfwGetTime(); }

    GLFWwindow* window_ = nullptr;
    ImGuiContext* imgui_ = nullptr;
    ui::Context context_;
    UiInput input_;
    Emit emit_;
    std::unique_ptr<Desk> desk_;
    std::shared_ptr<gpu::Instance> instance_;
    std::unique_ptr<gpu::Device> device_;
    std::unique_ptr<gpu::Swapchain> swapchain_;
    std::unique_ptr<render::Renderer> renderer_;
    std::unique_ptr<UiRenderer> uiRenderer_;
    std::unique_ptr<ShapedText> shaped_;
    std::unique_ptr<StagePictures> pictures_;
    std::unique_ptr<Delivery> delivery_;
    std::unique_ptr<ui::Script> script_;
    std::string names_;
    float scale_ = 0;
    int framesLeft_ = kFramesAfterEvent;
    double lastEvent_ = 0, lastFrame_ = 0;
    bool drewPicture_ = false, lostOnce_ = false;
    int restX_ = 0, restY_ = 0, restW_ = kWidth, restH_ = kHeight;
    int exitCode_ = 0;
};

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
    auto window = std::unique_ptr<Window>(new Window);
    RECCE_TRY_STATUS(window->start(options));
    return window;
}

Status Window::start(const WindowOptions& options) {
    if (!glfwInit()) {
        const char* why = nullptr;
        glfwGetError(&why);
        return fail(Code::NoDevice, "No window can be opened here.", why ? why : "", "Commands that need no window work all the same: recce --help.");
    }
    if (!glfwVulkanSupported()) return fail(Code::NoDevice, "The window system offers no Vulkan here.", {}, "recce doctor says what is missing.");
    glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    window_ = glfwCreateWindow(kWidth, kHeight, "Recce", nullptr, nullptr);
    if (!window_) return fail(Code::NoDevice, "The window could not be made.", {}, "Is a display reachable?");
    constexpr int kLeastWidth = 1024, kLeastHeight = 600;
    glfwSetWindowSizeLimits(window_, kLeastWidth, kLeastHeight, GLFW_DONT_CARE, GLFW_DONT_CARE);
    imgui_ = ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.UserData = &context_;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset | ImGuiBackendFlags_HasMouseCursors;
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    ui::mapKeys();
    input_.attach(window_);
    RECCE_TRY(desk_, Desk::open([] { glfwPostEmptyEvent(); }));
    RECCE_TRY_STATUS(openDevice());
    desk_->windowAsk = [this](const Ask& ask) {
        if (delivery_->perform(ask)) return true;
        perform(ask);
        return true;
    };
    RECCE_TRY_STATUS(desk_->openFirst(options.project));
    names_ = options.names;
    if (!options.script.empty()) {
        RECCE_TRY(const std::string text, readFile(options.script, 1 << 20));
        script_ = std::make_unique<ui::Script>(text);
    }
    return {};
}

Status Window::openDevice() {
    std::uint32_t count = 0;
    const char** extensions = glfwGetRequiredInstanceExtensions(&count);
    gpu::InstanceOptions options;
    for (std::uint32_t i = 0; i < count; ++i) options.extensions.emplace_back(extensions[i]);
    RECCE_TRY(instance_, gpu::Instance::open(options));
    VkSurfaceKHR surface = VK_NULL_HANDLE;
    if (glfwCreateWindowSurface(instance_->handle(), window_, nullptr, &surface) != VK_SUCCESS)
        return fail(Code::NoDevice, "The window cannot be drawn into with Vulkan.", {}, "recce doctor lists the devices.");
    RECCE_TRY(device_, gpu::Device::open(instance_, surface));
    int width = 0, height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    RECCE_TRY(swapchain_, gpu::Swapchain::open(*device_, surface, {static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)}));
    RECCE_TRY(renderer_, render::Renderer::open(*device_));
    uiRenderer_ = std::make_unique<UiRenderer>(*device_);
    // Without the paper's text engine names in other alphabets are not shown; everything else works.
    auto engine = TextEngine::open(programFolder() / "fonts");
    shaped_ = std::make_unique<ShapedText>(*device_, engine ? *engine : nullptr);
    context_.shaper = shaped_.get();
    pictures_ = std::make_unique<StagePictures>(*device_, *renderer_, [] { glfwPostEmptyEvent(); });
    desk_->session().sheets.clear();
    delivery_ = std::make_unique<Delivery>(*desk_, *device_, [] { glfwPostEmptyEvent(); });
    scale_ = 0;
    return {};
}

Window::~Window() {
    if (desk_) desk_->keepSettings();
    if (device_) (void)device_->waitIdle();
    delivery_.reset();
    pictures_.reset();
    context_.shaper = nullptr;
    shaped_.reset();
    uiRenderer_.reset();
    renderer_.reset();
    swapchain_.reset();
    device_.reset();
    instance_.reset();
    desk_.reset();
    if (imgui_) ImGui::DestroyContext(imgui_);
    if (window_) glfwDestroyWindow(window_);
    glfwTerminate();
}

void Window::fonts() {
    float x = 1, y = 1;
    glfwGetWindowContentScale(window_, &x, &y);
    const float wanted = std::clamp(x, 0.75f, 4.f) * desk_->session().textScale;
    if (std::abs(wanted - scale_) < 0.005f) return;
    scale_ = wanted;
    if (device_) (void)device_->waitIdle();
    context_.fonts = ui::loadFonts((programFolder() / "fonts").string(), wanted);
    ui::applyStyle(wanted);
    shaped_->setScale(wanted);
    if (const auto set = uiRenderer_->setFonts(); !set) desk_->problem(set.error());
}

void Window::perform(const Ask& ask) {
    const auto arg = [&](std::string_view name) {
        for (const auto& [k, v] : ask.args)
            if (k == name) return v;
        return std::string();
    };
    Session& s = desk_->session();
    if (ask.action == "window.quit") {
        s.quit = true;
    } else if (ask.action == "window.text-size") {
        const double percent = std::atof(arg("percent").c_str());
        if (percent >= 75 && percent <= 200) s.textScale = static_cast<float>(percent / 100);
        else s.refusals["Inspector/Text size"] = Error{Code::Usage, "From 75 to 200 %.", {}, {}, {}};
    } else if (ask.action == "window.full-screen") {
        s.fullScreen = !s.fullScreen;
        if (s.fullScreen) {
            glfwGetWindowPos(window_, &restX_, &restY_);
            glfwGetWindowSize(window_, &restW_, &restH_);
            GLFWmonitor* monitor = glfwGetPrimaryMonitor();
            const GLFWvidmode* mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
            if (mode) glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
        } else {
            glfwSetWindowMonitor(window_, nullptr, restX_, restY_, restW_, restH_, GLFW_DONT_CARE);
        }
    } else if (ask.action == "window.show-folder") {
        const std::string path = arg("path");
        const char* argv[] = {"xdg-open", path.c_str(), nullptr};
        pid_t child = 0;
        if (posix_spawnp(&child, "xdg-open", nullptr, nullptr, const_cast<char* const*>(argv), environ) != 0) desk_->toast(path);
    }
}

Status Window::frame() {
    fonts();
    ImGuiIO& io = ImGui::GetIO();
    int width = 0, height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    if (width == 0 || height == 0) return {};
    const double time = now();
    io.DisplaySize = ImVec2(static_cast<float>(width), static_cast<float>(height));
    io.DeltaTime = static_cast<float>(std::clamp(time - lastFrame_, 1.0 / 240, 0.2));
    lastFrame_ = time;
    input_.queue().feed();
    ImGui::NewFrame();
    ui::drawWindow(desk_->production(), desk_->session(), emit_);
    ImGui::Render();
    io.MouseWheel = io.MouseWheelH = 0;
    input_.showCursor(window_);
    for (const Ask& ask : emit_.take()) {
        desk_->perform(ask);
        framesLeft_ = std::max(framesLeft_, 2);
    }
    const VkExtent2D size{static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
    RECCE_TRY(const auto picture, swapchain_->next(size));
    if (!picture) return {};
    RECCE_TRY(gpu::Commands commands, device_->begin());
    gpu::Swapchain::beginPicture(commands.handle(), *picture);
    RECCE_TRY_STATUS(uiRenderer_->draw(commands, picture->view, picture->size, swapchain_->format(), *ImGui::GetDrawData()));
    gpu::Swapchain::endPicture(commands.handle(), *picture);
    RECCE_TRY(const gpu::Ticket ticket, device_->submit(std::move(commands), {picture->acquired, picture->finished}));
    RECCE_TRY_STATUS(swapchain_->present(*picture, ticket));
    for (const std::string& text : shaped_->takeLacking())
        desk_->toast("No font here has all letters of '" + text + "'. Install fonts-noto-core, for Chinese, Japanese and Korean fonts-noto-cjk.");
    writeNames();
    if (script_ && !script_->step(input_.queue(), desk_->session())) desk_->session().quit = true;
    return {};
}

/// How the script went, also where it was the script that closed the window.
void Window::tellScript() {
    if (!script_) return;
    if (script_->finished()) return void(std::fprintf(stderr, "recce: script done, %d interactions\n", script_->interactions()));
    const std::string why = script_->error().empty() ? "'" + script_->line() + "': the window was closed" : script_->error();
    std::fprintf(stderr, "recce: %s\n", why.c_str());
    exitCode_ = 1;
}

void Window::writeNames() {
    if (names_.empty()) return;
    std::ofstream out(names_ + ".new");
    for (const auto& [name, r] : context_.names.all()) out << static_cast<int>(r.x0) << ' ' << static_cast<int>(r.y0) << ' ' << static_cast<int>(r.x1) << ' ' << static_cast<int>(r.y1) << ' ' << name << '\n';
    out.close();
    std::error_code ignored;
    std::filesystem::rename(names_ + ".new", names_, ignored);
}

/// Draw only on change: nothing runs by clock but carets, tooltips, toasts, playback and refinement.
void Window::wait() {
    const Session& s = desk_->session();
    const bool running = framesLeft_ > 0 || drewPicture_ || s.playing || script_ || !input_.queue().empty();
    if (running) {
        glfwPollEvents();
        return;
    }
    double until = -1;
    const auto sooner = [&](double at) { until = until < 0 ? at : std::min(until, at); };
    if (context_.askFrameAt > 0) sooner(context_.askFrameAt - now());
    if (!context_.editing.empty() || s.palette) sooner(kCaret);
    if (desk_->project().document().inGesture() || delivery_->busy()) sooner(kCaret);
    if (until < 0) glfwWaitEvents();
    else if (until > 0) glfwWaitEventsTimeout(until);
    else glfwPollEvents();
    if (until >= 0) framesLeft_ = std::max(framesLeft_, 1);
}

void Window::wantBoards() {
    const Session& s = desk_->session();
    std::vector<Id<Shot>> wanted;
    for (const Shot* shot : shotsInOrder(desk_->production(), s.workspace == Workspace::Block && !s.allBoards ? s.scene : Id<Scene>{})) {
        if (s.workspace == Workspace::Set || s.workspace == Workspace::Light || s.workspace == Workspace::Deliver) break;
        const ui::Rect* rect = context_.names.find("Boards/" + shot->label);
        const ImVec2 size = ImGui::GetIO().DisplaySize;
        if (rect && rect->x1 > 0 && rect->x0 < size.x && rect->y1 > 0 && rect->y0 < size.y) wanted.push_back(shot->id);
    }
    if (const auto only = s.only<Shot>()) wanted.insert(wanted.begin(), only);
    pictures_->wantBoards(std::move(wanted));
}

Status Window::pictures() {
    Session& s = desk_->session();
    pictures_->update(desk_->root(), s, desk_->shelf(), desk_->look());
    wantBoards();
    // What was typed while a picture was drawn waits in the queue, one event a frame: it comes before any refining.
    const bool hurry = now() - lastEvent_ < kHurry || !input_.queue().empty() || s.playing;
    // On the delivery panel no view of the stage is seen: the device belongs to the sheets.
    StagePictures::Worked worked;
    if (s.workspace != Workspace::Deliver || !delivery_->busy()) {
        RECCE_TRY(worked, pictures_->work(s, hurry));
    }
    // Between portions of a picture there is nothing new to show.
    if (worked.changed) framesLeft_ = std::max(framesLeft_, 1);
    drewPicture_ = worked.any;
    if (hurry && !drewPicture_ && !s.playing) {
        // Refinement waits for the hand to rest; look again then.
        const double rest = lastEvent_ + kHurry;
        if (context_.askFrameAt == 0 || rest < context_.askFrameAt) context_.askFrameAt = rest;
    }
    if (!hurry) {
        const auto sheets = delivery_->work(*pictures_);
        if (sheets.changed) framesLeft_ = std::max(framesLeft_, 1);
        drewPicture_ = drewPicture_ || sheets.any;
    }
    return {};
}

Status Window::deviceLost(const Error& error) {
    if (lostOnce_) return fail(error);
    lostOnce_ = true;
    delivery_.reset();
    pictures_.reset();
    context_.shaper = nullptr;
    shaped_.reset();
    uiRenderer_.reset();
    renderer_.reset();
    swapchain_.reset();
    device_.reset();
    for (StageView& v : desk_->session().views) v.picture = {};
    desk_->session().boards.clear();
    desk_->session().scopes = {};
    desk_->session().pagePicture = {};
    RECCE_TRY_STATUS(openDevice());
    framesLeft_ = kFramesAfterEvent;
    return {};
}

Result<int> Window::run() {
    while (!glfwWindowShouldClose(window_) && !desk_->session().quit) {
        wait();
        if (input_.takeActivity()) {
            framesLeft_ = kFramesAfterEvent;
            lastEvent_ = now();
        }
        // What was typed faster than frames come waits in the queue, one edge a frame: it needs as many frames.
        if (!input_.queue().empty()) framesLeft_ = std::max(framesLeft_, 1);
        for (const std::string& path : input_.takeDropped()) desk_->dropped(path);
        if (desk_->update(now()) || desk_->session().playing || script_) framesLeft_ = std::max(framesLeft_, 1);
        delivery_->tell();
        Status done;
        if (framesLeft_ > 0) {
            --framesLeft_;
            done = frame();
        }
        if (done) done = pictures();
        if (!done && done.error().code == Code::DeviceLost) done = deviceLost(done.error());
        if (!done) return fail(done.error());
        const std::string title = (desk_->production().info->title.empty() ? "Untitled" : desk_->production().info->title) + " \xE2\x80\x93 Recce";
        static std::string shown;
        if (shown != title) glfwSetWindowTitle(window_, title.c_str()), shown = title;
    }
    tellScript();
    return exitCode_;
}

}  // namespace

Result<int> runWindow(const WindowOptions& options) {
    RECCE_TRY(const auto window, Window::open(options));
    return window->run();
}

}  // namespace recce
