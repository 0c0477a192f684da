// The panels without a window or a GPU: an ImGui context of its own, driven by UI scripts.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <imgui.h>

#include "app/ui/panels.h"
#include "app/ui/script.h"
#include "app/ui/style.h"
#include "base/files.h"

namespace recce::test {

class BareWindow {
public:
    explicit BareWindow(float width = 1600, float height = 900, float scale = 1) {
        imgui_ = ImGui::CreateContext();
        ImGui::SetCurrentContext(imgui_);
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = ImVec2(width, height);
        io.UserData = &context;
        ui::mapKeys();
        context.fonts = ui::loadFonts((programFolder() / "fonts").string(), scale);
        unsigned char* pixels = nullptr;
        int w = 0, h = 0;
        io.Fonts->GetTexDataAsAlpha8(&pixels, &w, &h);
        io.Fonts->SetTexID(reinterpret_cast<ImTextureID>(std::uintptr_t{1}));
        ui::applyStyle(scale);
    }
    ~BareWindow() { ImGui::DestroyContext(imgui_); }
    BareWindow(const BareWindow&) = delete;
    BareWindow& operator=(const BareWindow&) = delete;

    void frame() {
        constexpr float kFrame = 1.f / 60;
        ImGui::GetIO().DeltaTime = kFrame;
        session.clock += static_cast<double>(kFrame);
        input.feed();
        ImGui::NewFrame();
        ui::drawWindow(production, session, emit);
        ImGui::Render();
        for (Ask& ask : emit.take()) {
            asks.push_back(ask);
            if (perform) perform(ask);
        }
    }
    /// Runs a script to its end. Empty: it held.
    std::string run(const std::string& text) {
        ui::Script script(text);
        frame();
        constexpr int kMost = 20000;
        for (int i = 0; i < kMost && script.step(input, session); ++i) frame();
        frame();
        interactions += script.interactions();
        return script.error();
    }
    /// Everything asked for of that name.
    std::vector<Ask> asked(const std::string& action) const {
        std::vector<Ask> out;
        std::copy_if(asks.begin(), asks.end(), std::back_inserter(out), [&](const Ask& a) { return a.action == action; });
        return out;
    }
    static std::string arg(const Ask& ask, const std::string& name) {
        for (const auto& [key, value] : ask.args)
            if (key == name) return value;
        return {};
    }

    Production production;
    Session session;
    Emit emit;
    ui::Context context;
    ui::InputQueue input;
    std::vector<Ask> asks;
    std::function<void(const Ask&)> perform;
    int interactions = 0;

private:
    ImGuiContext* imgui_ = nullptr;
};

/// One scene with a camera, a mark, a light, a set with a piece and a shot.
inline Production smallProduction() {
    Production p;
    const auto put = [&](auto row) {
        using T = decltype(row);
        p.all<T>() = p.all<T>().with(row.id, std::make_shared<const T>(row));
    };
    ProductionInfo info;
    info.title = "Slack Water";
    p.info = std::make_shared<const ProductionInfo>(info);
    Set set;
    set.id = {1};
    set.name = "Voss House";
    put(set);
    Asset asset;
    asset.id = {2};
    asset.path = "kitchen.glb";
    put(asset);
    SetPiece piece;
    piece.id = {3};
    piece.owner = set.id;
    piece.asset = asset.id;
    piece.name = "kitchen.glb";
    put(piece);
    Character mara;
    mara.id = {4};
    mara.name = "MARA VOSS";
    mara.height = Metres(1.68);
    mara.colour = ui::markColour(0);
    put(mara);
    Scene scene;
    scene.id = {5};
    scene.number = "12";
    scene.rank = "m";
    scene.setName = "VOSS HOUSE - KITCHEN";
    scene.time = "DAY";
    scene.eighths = 19;
    scene.sets = {set.id};
    put(scene);
    Mark mark;
    mark.id = {6};
    mark.scene = scene.id;
    mark.character = mara.id;
    mark.label = "1";
    put(mark);
    CameraRig rig;
    rig.id = {7};
    rig.scene = scene.id;
    rig.letter = "A";
    rig.keys.push_back({{}, {0, 1.5, 4}, {}, Millimetres(35), Metres(4), Ease::Smooth});
    put(rig);
    Light light;
    light.id = {8};
    light.owner = scene.id;
    light.name = "M18";
    light.pose.position = {2, 2.5, 1};
    put(light);
    Setup setup;
    setup.id = {9};
    setup.scene = scene.id;
    setup.cameras = {rig.id};
    setup.label = "12";
    put(setup);
    Shot shot;
    shot.id = {10};
    shot.setup = setup.id;
    shot.rig = rig.id;
    shot.rank = "m";
    shot.label = "12";
    shot.frames = {{0}, 96};
    put(shot);
    return p;
}

inline void openScene(BareWindow& w) {
    w.production = smallProduction();
    w.session.scene = {5};
    w.session.camera = {7};
    w.session.openRows.insert(toText(Id<Scene>{5}));
    CameraFact fact;
    fact.rig = {7};
    fact.now = {{0, 1.5, 4}, {}, Millimetres(35), Millimetres(27.99), Millimetres(19.22), Metres(4)};
    fact.nearM = 3;
    fact.farM = 6;
    w.session.facts.cameras[{7}] = fact;
    w.session.facts.bounds.add(Vec3(-3, 0, -3));
    w.session.facts.bounds.add(Vec3(3, 2.5, 3));
    w.session.choices.fixtures = {{"arri.m18", "ARRI M18", "86 000 cd", "ARRI"}, {"litegear.litemat4", "LiteMat Plus 4", "", "LiteGear"}};
    w.session.choices.focals[""] = {25, 35, 50};
    ShotFact sf;
    sf.shot = {10};
    sf.scene = {5};
    sf.label = "12";
    sf.reads = "MLS two-shot";
    sf.lens = "35 mm";
    w.session.facts.shots = {sf};
}

}  // namespace recce::test
