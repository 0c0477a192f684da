// What of the window outlives the program: its layout and where the user was last.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/desk.h"
#include "base/files.h"

namespace recce {
namespace {

std::string settingsPath() {
    const auto state = stateFolder();
    return state ? (*state / "window.json").string() : std::string();
}

}  // namespace

void Desk::readSettings() {
    const auto text = readFile(settingsPath(), 1 << 16);
    const auto j = text ? nlohmann::json::parse(*text, nullptr, false) : nlohmann::json();
    if (!j.is_object()) return;
    LayoutState& p = session_.panels;
    p.left = j.value("left", p.left);
    p.right = j.value("right", p.right);
    p.strip = j.value("strip", p.strip);
    session_.textScale = std::clamp(j.value("text_scale", 1.f), 0.75f, 2.f);
    session_.moreContrast = j.value("more_contrast", false);
    session_.snapping = j.value("snapping", true);
    p.ratioX = std::clamp(j.value("ratio_x", p.ratioX), 0.25f, 0.8f);
    p.ratioY = std::clamp(j.value("ratio_y", p.ratioY), 0.2f, 0.8f);
    p.sides = j.value("sides", true);
    p.stripOpen = j.value("strip_open", true);
    if (const auto closed = j.find("closed"); closed != j.end() && closed->is_array())
        for (const auto& name : *closed)
            if (name.is_string()) session_.closed.insert(name.get<std::string>());
    lastFolder_ = j.value("folder", std::string());
}

void Desk::keepSettings() {
    const LayoutState& p = session_.panels;
    // Sections of the inspector stay as they were left; rows of one production are nothing to another.
    std::vector<std::string> closed;
    for (const std::string& name : session_.closed)
        if (name.rfind("Inspector/", 0) == 0) closed.push_back(name);
    const nlohmann::ordered_json j = {{"left", p.left}, {"right", p.right}, {"strip", p.strip}, {"ratio_x", p.ratioX}, {"ratio_y", p.ratioY},
                                      {"sides", p.sides}, {"strip_open", p.stripOpen}, {"text_scale", session_.textScale},
                                      {"more_contrast", session_.moreContrast}, {"snapping", session_.snapping}, {"closed", closed},
                                      {"folder", lastFolder_.string()}};
    // A window that cannot keep its layout is still a window.
    (void)writeFileAtomically(settingsPath(), j.dump(2) + "\n");
}

}  // namespace recce
