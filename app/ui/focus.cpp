// The window without a mouse: F6 walks its parts, arrows walk the controls of one, Enter presses, Esc lets go. Works on
// the places and names that every control gives, so that no panel knows of it.
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>
#include <utility>

#include "app/ui/keys.h"
#include "app/ui/panels.h"
#include "app/ui/widgets.h"

namespace recce::ui {
namespace {

using Stop = std::pair<std::string, Rect>;

/// First parts of names that make up one part of the window, in reading order.
constexpr std::array<std::array<std::string_view, 3>, 10> kParts = {{{"Menu", "Workspace", "Top"}, {"Outline", "Camera", ""}, {"Sheets", "", ""},
    {"Tools", "", ""}, {"Shots", "", ""}, {"Stage", "", ""}, {"Time", "", ""}, {"Boards", "Strip", ""}, {"Table", "Page", ""}, {"Inspector", "", ""}}};

int partOf(std::string_view name) {
    const std::string_view head = name.substr(0, name.find('/'));
    for (std::size_t i = 0; i < kParts.size(); ++i)
        if (std::find(kParts[i].begin(), kParts[i].end(), head) != kParts[i].end()) return static_cast<int>(i);
    return -1;
}

const Stop* firstOf(const std::vector<Stop>& stops, int part) {
    const Stop* chosen = nullptr;
    for (const Stop& s : stops) {
        if (partOf(s.first) != part) continue;
        // The top left one, and of a board strip the first board.
        if (!chosen || std::pair(std::round(s.second.y0), s.second.x0) < std::pair(std::round(chosen->second.y0), chosen->second.x0)) chosen = &s;
    }
    return chosen;
}

/// The control that lies next in a direction: near along it, and not far beside it.
const Stop* nextTowards(const std::vector<Stop>& stops, const Stop& from, float dx, float dy) {
    const Stop* best = nullptr;
    float least = 1e9f;
    const ImVec2 c = from.second.centre();
    for (const Stop& s : stops) {
        if (s.first == from.first || partOf(s.first) != partOf(from.first)) continue;
        const ImVec2 d{s.second.centre().x - c.x, s.second.centre().y - c.y};
        const float along = d.x * dx + d.y * dy, beside = std::abs(d.x * dy) + std::abs(d.y * dx);
        if (along < 1) continue;
        // Beside is measured between the edges, so that a wide row is not far from a narrow one.
        const float width = (dx != 0 ? s.second.h() + from.second.h() : s.second.w() + from.second.w()) / 2;
        const float score = along + std::max(0.f, beside - width) * 8;
        if (score < least) least = score, best = &s;
    }
    return best;
}

}  // namespace

void walkRegions(Session& session) {
    Context& c = context();
    std::vector<Stop> stops = std::move(c.stops);
    c.stops.clear();
    c.pressFocus = false;
    const int step = std::exchange(c.focusStep, 0);
    const auto at = std::find_if(stops.begin(), stops.end(), [&](const Stop& s) { return s.first == c.focus; });
    if (step != 0) {
        const int count = static_cast<int>(kParts.size());
        int part = c.focus.empty() ? (step > 0 ? -1 : count) : partOf(c.focus);
        for (int i = 0; i < count; ++i) {
            part = (part + step + count) % count;
            const Stop* first = firstOf(stops, part);
            if (!first) continue;
            c.focus = first->first;
            return;
        }
        return;
    }
    if (c.focus.empty()) return;
    if (at == stops.end() || ImGui::IsMouseClicked(0) || ImGui::IsMouseClicked(2)) {
        // A row that went away for a moment (a list that was closed) gives the keys back to the window.
        if (at == stops.end() && c.typing) return;
        c.focus.clear();
        return;
    }
    if (c.typing) return;
    const auto pressed = [](int k) { return ImGui::IsKeyPressed(k, true); };
    if (ImGui::IsKeyPressed(key::escape, false)) {
        c.focus.clear();
        return;
    }
    if (pressed(key::enter) || pressed(key::padEnter)) {
        c.pressFocus = true;
        c.askFrameAt = c.now;
        return;
    }
    const float dx = static_cast<float>(pressed(key::right)) - static_cast<float>(pressed(key::left));
    const float dy = static_cast<float>(pressed(key::down)) - static_cast<float>(pressed(key::up));
    if (dx == 0 && dy == 0) return;
    if (const Stop* next = nextTowards(stops, *at, dx, dx != 0 ? 0 : dy)) c.focus = next->first;
    // A view of the stage that has the keys is the one that keys act on.
    if (c.focus.rfind("Stage/", 0) == 0 && c.focus.size() > 6 && std::isdigit(static_cast<unsigned char>(c.focus[6])))
        session.activeView = std::clamp(c.focus[6] - '1', 0, session.layout - 1);
}

}  // namespace recce::ui
