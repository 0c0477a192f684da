// The panels and the whole desk behind them, driven by UI scripts: everything of the window but the window itself.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

#include <unistd.h>

#include "app/desk.h"
#include "app/ui/panels.h"
#include "app/ui/script.h"
#include "base/files.h"

namespace recce::test {

class DeskWindow {
public:
    explicit DeskWindow(const std::string& project) {
        imgui_ = ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = ImVec2(1600, 900);
        io.UserData = &context_;
        ui::mapKeys();
        context_.fonts = ui::loadFonts((programFolder() / "fonts").string(), 1);
        unsigned char* pixels = nullptr;
        int w = 0, h = 0;
        io.Fonts->GetTexDataAsAlpha8(&pixels, &w, &h);
        io.Fonts->SetTexID(reinterpret_cast<ImTextureID>(std::uintptr_t{1}));
        ui::applyStyle(1);
        auto desk = Desk::open({});
        EXPECT_TRUE(desk) << toText(desk.error());
        desk_ = std::move(*desk);
        const Status opened = project.empty() ? desk_->newProduction("") : desk_->openProject(project);
        EXPECT_TRUE(opened) << toText(opened.error());
    }
    ~DeskWindow() {
        desk_.reset();
        ImGui::DestroyContext(imgui_);
    }
    void frame() {
        constexpr float kFrame = 1.f / 60;
        ImGui::GetIO().DeltaTime = kFrame;
        clock_ += static_cast<double>(kFrame);
        desk_->update(clock_);
        // Imports run in a process of their own and in real time.
        if (!desk_->session().jobs.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
        input_.feed();
        ImGui::NewFrame();
        ui::drawWindow(desk_->production(), desk_->session(), emit_);
        ImGui::Render();
        for (const Ask& ask : emit_.take()) desk_->perform(ask);
    }
    std::string run(const std::string& text) {
        ui::Script script(text);
        frame();
        constexpr int kMost = 60000;
        for (int i = 0; i < kMost && script.step(input_, desk_->session()); ++i) frame();
        for (int i = 0; i < 4; ++i) frame();
        interactions += script.interactions();
        return script.error();
    }
    Desk& desk() { return *desk_; }
    int interactions = 0;

private:
    ImGuiContext* imgui_ = nullptr;
    ui::Context context_;
    ui::InputQueue input_;
    Emit emit_;
    std::unique_ptr<Desk> desk_;
    double clock_ = 0;
};

inline std::string said(const Session& s) {
    std::string text = s.problem ? toText(*s.problem) : "";
    for (const Toast& t : s.toasts) text += " | " + t.text;
    for (const auto& [where, e] : s.refusals) text += " | " + where + ": " + e.message;
    return text;
}

/// A folder of its own for state, cache and projects; gone afterwards.
class OwnFolder {
public:
    explicit OwnFolder(const std::string& name) : path(std::filesystem::temp_directory_path() / ("recce-" + name + "-" + std::to_string(getpid()))) {
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
        setenv("RECCE_STATE_DIR", (path / "state").c_str(), 1);
        setenv("RECCE_CACHE_DIR", (path / "cache").c_str(), 1);
    }
    ~OwnFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    OwnFolder(const OwnFolder&) = delete;
    OwnFolder& operator=(const OwnFolder&) = delete;
    const std::filesystem::path path;
};

}  // namespace recce::test
