#include "app/ui/keys.h"

#include <imgui.h>

#include "app/ui/draw.h"

namespace recce::ui {
namespace {

constexpr Chord plain(int k) { return {k, false, false, false}; }
constexpr Chord ctrl(int k) { return {k, true, false, false}; }
constexpr Chord shift(int k) { return {k, false, true, false}; }
constexpr Chord alt(int k) { return {k, false, false, true}; }
constexpr Chord ctrlShift(int k) { return {k, true, true, false}; }

using enum Scope;
constexpr Command kCommands[] = {
    {"window.new", "New production", "File", ctrl('N'), {}, Everywhere},
    {"window.open", "Open a production", "File", ctrl('O'), {}, Everywhere},
    {"window.import", "Bring in a model", "File", ctrl('I'), {}, Everywhere},
    {"window.save", "Save", "File", ctrl('S'), {}, Everywhere},
    {"window.save-as", "Save as", "File", ctrlShift('S'), {}, Everywhere},
    {"window.quit", "Quit", "File", ctrl('Q'), {}, Everywhere},
    {"window.undo", "Undo", "Edit", ctrl('Z'), {}, Everywhere},
    {"window.redo", "Redo", "Edit", ctrlShift('Z'), ctrl('Y'), Everywhere},
    {"window.cut", "Cut", "Edit", ctrl('X'), {}, Everywhere},
    {"window.copy", "Copy", "Edit", ctrl('C'), {}, Everywhere},
    {"window.paste", "Paste into this scene", "Edit", ctrl('V'), {}, Everywhere},
    {"window.duplicate", "Duplicate", "Edit", ctrl('D'), {}, Everywhere},
    {"window.all", "Select all", "Edit", ctrl('A'), {}, Everywhere},
    {"window.delete", "Delete", "Edit", plain(key::del), {}, Everywhere},
    {"window.move", "Move", "Edit", plain('G'), {}, View},
    {"window.turn", "Turn", "Edit", plain('R'), {}, View},
    {"window.rename", "Rename", "Edit", plain(key::f2), {}, Everywhere},
    {"window.hide", "Hide", "Edit", plain('H'), {}, Everywhere},
    {"window.show-all", "Show all", "Edit", alt('H'), {}, Everywhere},
    {"window.lock", "Lock", "Edit", ctrl('L'), {}, Everywhere},
    {"window.palette", "Find a command", "Edit", ctrl('K'), {}, Everywhere},
    {"window.find", "Find in the outline", "Edit", ctrl('F'), {}, Everywhere},
    {"window.set", "Set", "View", ctrl('1'), {}, Everywhere},
    {"window.block", "Block", "View", ctrl('2'), {}, Everywhere},
    {"window.light", "Light", "View", ctrl('3'), {}, Everywhere},
    {"window.shots", "Shots", "View", ctrl('4'), {}, Everywhere},
    {"window.deliver", "Deliver", "View", ctrl('6'), ctrl('5'), Everywhere},
    {"window.layout-1", "One view", "View", alt('1'), {}, Everywhere},
    {"window.layout-2", "Two views", "View", alt('2'), {}, Everywhere},
    {"window.layout-3", "Three views", "View", alt('3'), {}, Everywhere},
    {"window.layout-4", "Four views", "View", alt('4'), {}, Everywhere},
    {"window.maximise", "This view alone", "View", ctrl(key::space), {}, Everywhere},
    {"window.full-screen", "Full screen", "View", plain(key::f11), {}, Everywhere},
    {"window.sides", "Side panels", "View", ctrl(key::backslash), {}, Everywhere},
    {"window.strip", "Board strip", "View", ctrl('B'), {}, Everywhere},
    {"window.larger", "Larger text", "View", ctrl(key::equal), {}, Everywhere},
    {"window.smaller", "Smaller text", "View", ctrl(key::minus), {}, Everywhere},
    {"window.normal", "Normal text", "View", ctrl('0'), {}, Everywhere},
    {"window.contrast", "More contrast", "View", {}, {}, Everywhere},
    {"window.regions", "Next part of the window", "View", plain(key::f6), shift(key::f6), Everywhere},
    {"window.overlays", "Signs on the stage", "View", {}, {}, Everywhere},
    {"window.free-or-camera", "Free view, or through the camera", "View", plain(key::tab), plain(key::pad0), View},
    {"window.overhead", "Overhead", "View", plain('O'), plain(key::pad7), View},
    {"window.front", "From the front", "View", plain(key::pad1), {}, View},
    {"window.side", "From the side", "View", plain(key::pad3), {}, View},
    {"window.frame", "Frame what is selected", "View", plain('F'), {}, View},
    {"window.frame-all", "Frame everything", "View", plain(key::home), {}, View},
    {"window.lit", "Lit", "View", plain('1'), {}, View},
    {"window.solid", "Solid", "View", plain('2'), {}, View},
    {"window.line", "Line", "View", plain('3'), {}, View},
    {"window.stop-zones", "Stop zones", "View", plain('4'), {}, View},
    {"window.depth", "Depth", "View", plain('5'), {}, View},
    {"window.false-colour", "False colour", "View", {}, {}, View},
    {"window.zebra", "Zebra", "View", {}, {}, View},
    {"window.add-scene", "Add a scene", "Scene", {}, {}, Everywhere},
    {"window.add-character", "Add a character", "Scene", {}, {}, Everywhere},
    {"window.add-set", "Add a set", "Scene", {}, {}, Everywhere},
    {"window.place-camera", "Place a camera", "Scene", plain('C'), {}, View},
    {"window.camera-here", "Camera from this view", "Scene", shift('C'), {}, View},
    {"window.place-light", "Place a light", "Scene", plain('L'), {}, View},
    {"window.place-mark", "Place a mark", "Scene", plain('M'), {}, View},
    {"window.place-piece", "Place a set piece", "Scene", plain('P'), {}, View},
    {"window.make-overs", "Make overs of two marks", "Scene", {}, {}, Everywhere},
    {"window.light-switch", "Light on or off", "Scene", shift('L'), {}, View},
    {"window.measure", "Tape measure", "Scene", plain('T'), {}, View},
    {"window.spot-meter", "Spot meter", "Scene", plain('E'), {}, View},
    {"window.meter-point", "Meter a point", "Scene", {}, {}, Everywhere},
    {"window.select", "Select", "Scene", plain('V'), {}, View},
    {"window.previous-scene", "Previous scene", "Scene", shift(key::pageUp), {}, Everywhere},
    {"window.next-scene", "Next scene", "Scene", shift(key::pageDown), {}, Everywhere},
    {"window.take-shot", "Take a shot", "Shot", plain('S'), {}, View},
    {"window.frame-it", "Frame it for me", "Shot", {}, {}, Everywhere},
    {"window.calculator", "Lens and exposure calculator", "Shot", {}, {}, Everywhere},
    {"window.key", "Key here", "Shot", plain('K'), {}, View},
    {"window.remove-key", "Remove the key here", "Shot", shift('K'), {}, View},
    {"window.previous-shot", "Previous shot", "Shot", plain(key::pageUp), {}, Everywhere},
    {"window.next-shot", "Next shot", "Shot", plain(key::pageDown), {}, Everywhere},
    {"window.play", "Play", "Shot", plain(key::space), {}, View},
    {"window.loop", "Loop the shot", "Shot", {}, {}, Everywhere},
    {"window.frame-back", "A frame back", "Shot", plain(key::comma), {}, View},
    {"window.frame-forward", "A frame forward", "Shot", plain(key::period), {}, View},
    {"window.lens-shorter", "Next shorter lens", "Shot", plain(key::leftBracket), {}, CameraView},
    {"window.lens-longer", "Next longer lens", "Shot", plain(key::rightBracket), {}, CameraView},
    {"window.stop-open", "Open a third of a stop", "Shot", shift(key::leftBracket), {}, CameraView},
    {"window.stop-close", "Close a third of a stop", "Shot", shift(key::rightBracket), {}, CameraView},
    {"window.look-through", "Look through the camera", "Shot", {}, {}, Everywhere},
    {"window.follow-focus", "Follow the mark with the focus", "Shot", shift('F'), {}, View},
    {"window.next-finding", "Next finding", "Shot", plain(key::f8), {}, Everywhere},
    {"window.previous-finding", "Previous finding", "Shot", shift(key::f8), {}, Everywhere},
    {"window.sheet-here", "Sheet of what is on screen", "Shot", ctrl('P'), {}, Everywhere},
    {"window.write", "Write the sheets", "Shot", ctrl(key::enter), {}, Everywhere},
    {"window.keys", "Keys", "Help", shift(key::slash), plain(key::f1), Everywhere},
    {"window.welcome", "Welcome", "Help", {}, {}, Everywhere},
    {"window.demo", "Open the demo production", "Help", {}, {}, Everywhere},
    {"window.about", "About Recce", "Help", {}, {}, Everywhere},
    {"window.leave", "Leave, deselect", "", plain(key::escape), {}, Everywhere},
};

bool pressed(const Chord& chord) {
    const ImGuiIO& io = ImGui::GetIO();
    return chord.key != 0 && io.KeyCtrl == chord.ctrl && io.KeyShift == chord.shift && io.KeyAlt == chord.alt &&
           ImGui::IsKeyPressed(chord.key, true);
}

}  // namespace

std::span<const Command> commands() { return kCommands; }

const Command* findCommand(std::string_view id) {
    for (const Command& c : kCommands) {
        if (c.id == id) return &c;
    }
    return nullptr;
}

std::string textOf(const Chord& chord) {
    if (chord.key == 0) return {};
    struct Word {
        int key;
        const char* word;
    };
    static constexpr Word kWords[] = {{key::space, "Space"}, {key::escape, "Esc"}, {key::enter, "Enter"}, {key::tab, "Tab"},
        {key::del, "Delete"}, {key::pageUp, "PgUp"}, {key::pageDown, "PgDn"}, {key::home, "Home"}, {key::pad0, "keypad 0"},
        {key::pad1, "keypad 1"}, {key::pad3, "keypad 3"}, {key::pad7, "keypad 7"}, {key::f1, "F1"}, {key::f2, "F2"},
        {key::f6, "F6"}, {key::f8, "F8"}, {key::f11, "F11"}, {key::backslash, "\\"}, {key::minus, "-"}, {key::equal, "+"}};
    std::string text;
    if (chord.shift && chord.key == key::slash) return "?";
    if (chord.ctrl) text += "Ctrl ";
    if (chord.alt) text += "Alt ";
    if (chord.shift) text += "Shift ";
    for (const Word& w : kWords) {
        if (w.key == chord.key) return text + w.word;
    }
    return text + static_cast<char>(chord.key);
}

std::string tipOf(std::string_view id) {
    const Command* c = findCommand(id);
    if (!c) return {};
    const std::string keys = textOf(c->key);
    return keys.empty() ? std::string(c->name) : std::string(c->name) + " (" + keys + ")";
}

void runKeys(const Production& production, Session& session, Emit& emit) {
    if (context().typing) return;
    // Esc during a drag puts that back and nothing else.
    if (session.hand.kind != HandKind::None && ImGui::IsKeyPressed(key::escape, false)) return;
    // A control that has the keys keeps its arrows and Enter; what it does not know goes on.
    if (!context().focus.empty() && ImGui::IsKeyPressed(key::escape, false)) return;
    const bool inCamera = session.hoveredView >= 0 &&
                          session.views[static_cast<std::size_t>(session.hoveredView)].kind == ViewKind::Camera;
    const bool stage = onStage(session.workspace);
    for (const Command& c : kCommands) {
        if (c.scope == Scope::View && !stage) continue;
        if (c.scope == Scope::CameraView && !stage) continue;
        if (!pressed(c.key) && !pressed(c.key2)) continue;
        // In the camera view F is the lens's attention, not the view's.
        if (c.id == "window.frame" && inCamera) {
            runCommand("window.focus-here", production, session, emit);
            continue;
        }
        // With a free view under the cursor and right held, letters walk.
        if (c.scope == Scope::View && ImGui::IsMouseDown(1)) continue;
        runCommand(c.id, production, session, emit);
        return;
    }
}

}  // namespace recce::ui
