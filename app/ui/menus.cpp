// The menu of a thing: what a click with the right button on the stage, in the outline or on a board offers. Its rows
// are commands of the one table.
#include <initializer_list>
#include <vector>

#include "app/ui/asks.h"
#include "app/ui/keys.h"
#include "app/ui/panels.h"
#include "app/ui/widgets.h"

namespace recce::ui {
namespace {

constexpr const char* kMenu = "Thing menu";

std::vector<const char*> commandsFor(const Session& session) {
    if (session.selection.empty()) return {"window.paste", "window.camera-here", "window.place-mark", "window.place-light", "window.frame-all", "window.show-all"};
    std::vector<const char*> rows;
    const auto add = [&](std::initializer_list<const char*> more) {
        for (const char* id : more) rows.push_back(id);
    };
    const AnyId& first = session.selection.front();
    const bool one = session.selection.size() == 1;
    const bool rig = std::holds_alternative<Id<CameraRig>>(first), mark = std::holds_alternative<Id<Mark>>(first);
    const bool light = std::holds_alternative<Id<Light>>(first);
    const bool placed = rig || mark || light || std::holds_alternative<Id<SetPiece>>(first);
    if (rig && one) add({"window.look-through", "window.take-shot"});
    if (mark && one) rows.push_back("window.follow-focus");
    if (mark && session.selection.size() == 2) rows.push_back("window.make-overs");
    if (light) rows.push_back("window.light-switch");
    if (placed) add({"window.frame", "window.move", "window.turn", "window.cut", "window.copy", "window.duplicate"});
    if (std::holds_alternative<Id<MeterPoint>>(first)) add({"window.frame", "window.move", "window.cut", "window.copy", "window.duplicate"});
    if (!session.clipboard.empty()) rows.push_back("window.paste");
    if (one) rows.push_back("window.rename");
    if (placed) add({"window.hide", "window.lock"});
    rows.push_back("window.delete");
    return rows;
}

}  // namespace

void openThingMenu() {
    Context& c = context();
    c.openList = kMenu;
    c.listFilter.clear();
    c.listFresh = true;
    c.listAt = -1;
    c.menuAt = ImGui::GetIO().MousePos;
}

void drawThingMenu(const Production& production, Session& session, Emit& emit) {
    const Context& c = context();
    if (c.openList != kMenu) return;
    const auto rows = commandsFor(session);
    std::vector<Option> options;
    for (const char* id : rows) {
        const Command* command = findCommand(id);
        options.push_back({command ? std::string(command->name) : id, command ? textOf(command->key) : ""});
    }
    if (const auto chosen = openList({c.menuAt.x, c.menuAt.y, c.menuAt.x, c.menuAt.y}, kMenu, options, false))
        runCommand(rows[static_cast<std::size_t>(*chosen)], production, session, emit);
}

}  // namespace recce::ui
