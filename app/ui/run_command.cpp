// What each command of the table does: changes of the session here and now, everything else asked for.
#include <algorithm>
#include <cmath>
#include <utility>

#include <imgui.h>

#include "app/ui/asks.h"
#include "app/ui/keys.h"
#include "app/ui/projection.h"
#include "app/ui/draw.h"
#include "app/ui/widgets.h"

namespace recce::ui {
namespace {

struct Run {
    const Production& production;
    Session& session;
    Emit& emit;

    StageView& viewUnder() const {
        const int at = session.hoveredView >= 0 ? session.hoveredView : session.activeView;
        return session.views[static_cast<std::size_t>(at)];
    }
    std::string targets() const {
        std::string ids;
        for (const AnyId& id : session.selection) ids += (ids.empty() ? "" : ",") + textOf(id);
        return ids;
    }
    void onTargets(const char* action, Args more = {}) const {
        if (session.selection.empty()) return;
        more.insert(more.begin(), {"target", targets()});
        emit.act(action, std::move(more));
    }
    void tool(Tool t) const {
        session.tool = t;
        session.placing = {};
        session.tape = {};
        if (!onStage(session.workspace)) session.workspace = Workspace::Block;
        if (t != Tool::Select && session.view().kind == ViewKind::Camera && session.layout == 1) session.view().kind = ViewKind::Free;
    }
    void toast(std::string text) const { session.toasts.push_back({std::move(text), false, false, "", session.clock + 5}); }
};

void zoomLens(const Run& r, int step) {
    const Id<CameraRig> id = r.viewUnder().kind == ViewKind::Camera ? rigOf(r.session, r.viewUnder()) : r.session.camera;
    const CameraRig* rig = r.production.find(id);
    const auto fact = r.session.facts.cameras.find(id);
    if (!rig || fact == r.session.facts.cameras.end()) return;
    const auto at = r.session.choices.focals.find(rig->lensSet);
    if (at == r.session.choices.focals.end() || at->second.empty()) return;
    const double now = fact->second.now.focal.value;
    std::optional<double> next;
    for (const double mm : at->second) {
        if (step > 0 && mm > now + 0.05 && (!next || mm < *next)) next = mm;
        if (step < 0 && mm < now - 0.05 && (!next || mm > *next)) next = mm;
    }
    if (next) askSet(r.emit, id, "focal", plainNumber(*next, 1) + "mm");
}

void changeStop(const Run& r, int thirds) {
    const Id<CameraRig> id = rigOf(r.session, r.viewUnder());
    if (const CameraRig* rig = r.production.find(id)) askSet(r.emit, id, "stop", plainNumber(rig->stop.value * std::pow(2.0, thirds / 6.0), 3));
}

void stepShot(const Run& r, int step) {
    const auto shots = shotsInOrder(r.production, Id<Scene>{});
    if (shots.empty()) return;
    const auto now = r.session.only<Shot>();
    std::ptrdiff_t at = step > 0 ? -1 : static_cast<std::ptrdiff_t>(shots.size());
    for (std::size_t i = 0; i < shots.size(); ++i)
        if (shots[i]->id == now) at = static_cast<std::ptrdiff_t>(i);
    at = std::clamp<std::ptrdiff_t>(at + step, 0, static_cast<std::ptrdiff_t>(shots.size()) - 1);
    showShot(r.production, r.session, shots[static_cast<std::size_t>(at)]->id);
}

void stepScene(const Run& r, int step) {
    const auto scenes = scenesInOrder(r.production);
    for (std::size_t i = 0; i < scenes.size(); ++i) {
        if (scenes[i]->id != r.session.scene) continue;
        const auto to = static_cast<std::ptrdiff_t>(i) + step;
        if (to < 0 || to >= static_cast<std::ptrdiff_t>(scenes.size())) return;
        showScene(r.production, r.session, scenes[static_cast<std::size_t>(to)]->id);
        r.session.selection = {scenes[static_cast<std::size_t>(to)]->id};
        return;
    }
    if (!scenes.empty()) showScene(r.production, r.session, scenes.front()->id);
}

void stepFinding(const Run& r, int step) {
    std::vector<const FindingFact*> open;
    for (const auto& f : r.session.facts.findings)
        if (!f.waived && !f.subjects.empty()) open.push_back(&f);
    if (open.empty()) return r.toast("No findings");
    const auto n = static_cast<int>(open.size());
    r.session.findingAt = ((r.session.findingAt + step) % n + n) % n;
    const FindingFact& f = *open[static_cast<std::size_t>(r.session.findingAt)];
    for (const AnyId& id : f.subjects) {
        if (const auto* shot = std::get_if<Id<Shot>>(&id)) return showShot(r.production, r.session, *shot);
    }
    r.session.selection = {f.subjects.front()};
}

Box boxOfSelection(const Run& r) {
    Box box;
    constexpr Vec3 kAround(0.8, 0.8, 0.8);
    for (const AnyId& id : r.session.selection) {
        if (const auto* piece = std::get_if<Id<SetPiece>>(&id)) {
            const auto at = r.session.facts.pieces.find(*piece);
            if (at != r.session.facts.pieces.end()) box.add(at->second.bounds);
        }
        std::optional<Vec3> place;
        if (const auto* mark = std::get_if<Id<Mark>>(&id)) {
            if (const Mark* m = r.production.find(*mark)) place = m->position + Vec3(0, 0.85, 0);
        }
        if (const auto* light = std::get_if<Id<Light>>(&id)) {
            if (const Light* l = r.production.find(*light)) place = l->pose.position;
        }
        if (const auto* point = std::get_if<Id<MeterPoint>>(&id)) {
            if (const MeterPoint* p = r.production.find(*point)) place = p->position;
        }
        if (const auto* rig = std::get_if<Id<CameraRig>>(&id)) {
            const auto at = r.session.facts.cameras.find(*rig);
            if (at != r.session.facts.cameras.end()) place = at->second.now.position;
        }
        if (place) box.add(*place - kAround), box.add(*place + kAround);
    }
    return box;
}

void selectAll(const Run& r) {
    r.session.selection.clear();
    if (r.session.workspace == Workspace::Shots) {
        for (const Shot* s : shotsInOrder(r.production, Id<Scene>{})) r.session.selection.push_back(s->id);
        return;
    }
    if (!r.session.scene) return;
    for (const CameraRig* c : rigsIn(r.production, r.session.scene)) r.session.selection.push_back(c->id);
    for (const Mark* m : marksIn(r.production, r.session.scene)) r.session.selection.push_back(m->id);
    if (const Scene* scene = r.production.find(r.session.scene))
        for (const Light* l : lightsIn(r.production, *scene)) r.session.selection.push_back(l->id);
}

void toggleOverhead(const Run& r) {
    StageView& v = r.viewUnder();
    v.kind = v.kind == ViewKind::Overhead ? ViewKind::Free : ViewKind::Overhead;
    v.framed = false;
}

/// Camera from the view: what a free view shows now.
void cameraHere(const Run& r) {
    StageView& v = r.viewUnder();
    if (v.kind == ViewKind::Overhead) return r.toast("An overhead is no camera's view. Use a free view.");
    if (v.kind == ViewKind::Camera) return r.emit.act("duplicate", {{"target", textOf(rigOf(r.session, v))}, {"by", "0,0,0"}});
    if (!r.session.scene) return r.toast("Add a scene first, with + in the outline.");
    r.session.activeView = r.session.hoveredView >= 0 ? r.session.hoveredView : r.session.activeView;
    r.emit.act("add-camera", {{"scene", textOf(r.session.scene)}, {"from", "view"}});
}

void layout(const Run& r, int views) {
    Session& s = r.session;
    s.layout = views;
    s.maximised = -1;
    s.activeView = std::min(s.activeView, views - 1);
    // Two pictures of one camera help nobody: the large view is the free one.
    const bool twice = views > 1 && s.views[0].kind == ViewKind::Camera && s.views[1].kind == ViewKind::Camera && rigOf(s, s.views[0]) == rigOf(s, s.views[1]);
    if (twice) s.views[0].kind = ViewKind::Free, s.views[0].framed = false;
}

/// Takes the selection in hand, until a click or Enter sets it.
void grab(const Run& r, HandKind kind) {
    if (r.session.selection.empty()) return r.toast("Select something first.");
    if (r.session.hoveredView >= 0) r.session.activeView = r.session.hoveredView;
    r.session.grab = kind;
}

/// The overhead has a sheet of its own; a camera or free view is one of the boards.
void sheetHere(const Run& r) {
    Session& s = r.session;
    const bool plan = r.viewUnder().kind == ViewKind::Overhead && onStage(s.workspace);
    s.selectedSheet = plan ? "overhead" : s.workspace == Workspace::Shots ? "shotlist" : "boards";
    for (const Sheet& sheet : s.sheets)
        if (sheet.what == s.selectedSheet && !sheet.formats.empty()) s.selectedFormat = sheet.formats.front();
    s.sheetScene = s.scene;
    s.page = 0;
    s.workspace = Workspace::Deliver;
    r.emit.act("window.preview");
}

void followFocus(const Run& r) {
    Session& s = r.session;
    const CameraRig* rig = r.production.find(r.viewUnder().kind == ViewKind::Camera ? rigOf(s, r.viewUnder()) : s.camera);
    const Mark* mark = r.production.find(s.only<Mark>());
    if (!rig) return r.toast("Choose a camera first.");
    if (!mark && !rig->focusOn) return r.toast("Select the mark of whom the focus should follow.");
    const bool same = mark && rig->focusOn == mark->character;
    askSet(r.emit, rig->id, "focus-on", mark && !same ? textOf(mark->character) : "none");
}

bool workspaceCommand(std::string_view id, const Run& r) {
    Session& s = r.session;
    if (id == "window.set") {
        s.workspace = Workspace::Set;
        // A set is looked at freely; the camera's view comes back with Tab.
        if (s.views[0].kind == ViewKind::Camera) s.views[0].kind = ViewKind::Free;
    }
    else if (id == "window.block") s.workspace = Workspace::Block;
    else if (id == "window.light") s.workspace = Workspace::Light;
    else if (id == "window.shots") s.workspace = Workspace::Shots;
    else if (id == "window.deliver") s.workspace = Workspace::Deliver, r.emit.act("window.preview");
    else if (id.substr(0, 14) == "window.layout-") layout(r, id.back() - '0');
    else if (id == "window.maximise") s.maximised = s.maximised >= 0 ? -1 : s.hoveredView >= 0 ? s.hoveredView : s.activeView;
    else if (id == "window.sides") s.panels.sides = !s.panels.sides;
    else if (id == "window.contrast") s.moreContrast = !s.moreContrast;
    else if (id == "window.regions") context().focusStep = ImGui::GetIO().KeyShift ? -1 : 1;
    else if (id == "window.sheet-here") sheetHere(r);
    else if (id == "window.strip") s.panels.stripOpen = !s.panels.stripOpen;
    else if (id == "window.larger" || id == "window.smaller" || id == "window.normal") {
        const float to = id == "window.normal" ? 1 : s.textScale * (id == "window.larger" ? 1.1f : 1 / 1.1f);
        r.emit.act("window.text-size", {{"percent", plainNumber(static_cast<double>(to) * 100, 0)}});
    } else return false;
    return true;
}

/// Again turns it off: the picture comes back.
void toggleStyle(StageView& v, ViewStyle style) { v.style = v.style == style ? ViewStyle::Lit : style; }

bool viewCommand(std::string_view id, const Run& r) {
    Session& s = r.session;
    StageView& v = r.viewUnder();
    if (id == "window.overlays") v.overlays.on = !v.overlays.on;
    else if (id == "window.free-or-camera") v.kind = v.kind == ViewKind::Camera ? ViewKind::Free : ViewKind::Camera, v.rig = {};
    else if (id == "window.overhead") toggleOverhead(r);
    else if (id == "window.front") v.kind = ViewKind::Free, v.free.pan = 0, v.free.tilt = 0;
    else if (id == "window.side") v.kind = ViewKind::Free, v.free.pan = kPi / 2, v.free.tilt = 0;
    else if (id == "window.frame" || id == "window.frame-selection") {
        const Box box = boxOfSelection(r);
        frameBox(v, box.empty() ? s.facts.bounds : box);
    } else if (id == "window.frame-all") frameBox(v, s.facts.bounds);
    else if (id == "window.lit") v.style = ViewStyle::Lit;
    else if (id == "window.solid") v.style = ViewStyle::Solid;
    else if (id == "window.line") v.style = ViewStyle::Line;
    else if (id == "window.depth") v.style = ViewStyle::Depth;
    else if (id == "window.stop-zones") toggleStyle(v, ViewStyle::StopZones);
    else if (id == "window.false-colour") toggleStyle(v, ViewStyle::FalseColour);
    else if (id == "window.zebra") v.style = ViewStyle::Lit, v.zebra = v.zebra > 0 ? 0 : kZebra;
    else if (id == "window.focus-here") r.emit.act("window.focus-here");
    else if (id == "window.follow-focus") followFocus(r);
    else if (id == "window.look-through") {
        if (const auto rig = s.only<CameraRig>()) s.camera = rig;
        v.kind = ViewKind::Camera;
        v.rig = {};
    } else if (id == "window.lens-shorter") zoomLens(r, -1);
    else if (id == "window.lens-longer") zoomLens(r, 1);
    else if (id == "window.stop-open") changeStop(r, -1);
    else if (id == "window.stop-close") changeStop(r, 1);
    else return false;
    return true;
}

/// On and off; it reads pictures of a camera, so there must be one to see.
void spotMeter(const Run& r) {
    Session& s = r.session;
    if (s.tool == Tool::Spot) return r.tool(Tool::Select);
    if (!s.camera) return r.toast("Place a camera first: the spot meter reads its picture.");
    const bool seen = std::any_of(s.views.begin(), s.views.end(), [](const StageView& v) { return v.shown && v.kind == ViewKind::Camera; });
    if (!onStage(s.workspace) || !seen) s.workspace = Workspace::Light;
    s.tool = Tool::Spot;
    s.placing = {};
}

bool placeCommand(std::string_view id, const Run& r) {
    Session& s = r.session;
    const bool needsScene = id == "window.place-camera" || id == "window.place-light" || id == "window.place-mark";
    if (needsScene && !s.scene) {
        r.toast("Add a scene first, with + in the outline.");
        return true;
    }
    if (id == "window.place-camera") r.tool(Tool::Camera);
    else if (id == "window.place-mark") r.tool(Tool::Mark);
    else if (id == "window.place-piece") r.tool(Tool::Piece);
    else if (id == "window.measure") r.tool(Tool::Measure);
    else if (id == "window.spot-meter") spotMeter(r);
    else if (id == "window.meter-point") s.workspace = Workspace::Light, r.tool(s.tool == Tool::MeterPoint ? Tool::Select : Tool::MeterPoint);
    else if (id == "window.select") r.tool(Tool::Select);
    else if (id == "window.place-light") {
        r.tool(Tool::Light);
        s.placing.choosing = true;
        Context& c = context();
        c.openList = "Stage/Fixture";
        c.listFilter.clear();
        c.listFresh = true;
        c.holdKeys = 2;
        c.listAt = 0;
    } else if (id == "window.camera-here") cameraHere(r);
    else if (id == "window.add-scene") s.workspace = Workspace::Block, s.adding = "scene";
    else if (id == "window.add-character") s.workspace = Workspace::Block, s.adding = "character";
    else if (id == "window.add-set") s.adding = "set";
    else if (id == "window.make-overs") {
        std::string marks;
        int count = 0;
        for (const AnyId& t : s.selection)
            if (std::holds_alternative<Id<Mark>>(t)) marks += (count++ ? "," : "") + textOf(t);
        if (count == 2) r.emit.act("make-overs", {{"marks", marks}});
        else r.toast("Select two marks first.");
    } else if (id == "window.light-switch") {
        for (const AnyId& t : s.selection)
            if (const auto* l = std::get_if<Id<Light>>(&t))
                if (const Light* light = r.production.find(*l)) askSet(r.emit, t, "on", light->on ? "no" : "yes");
    } else return false;
    return true;
}

bool shotCommand(std::string_view id, const Run& r) {
    Session& s = r.session;
    const FrameRate rate = r.production.info->rate;
    (void)rate;
    if (id == "window.take-shot") {
        const StageView& v = r.viewUnder();
        Id<CameraRig> rig = v.kind == ViewKind::Camera ? rigOf(s, v) : s.camera;
        if (const auto only = s.only<CameraRig>()) rig = v.kind == ViewKind::Camera ? rig : only;
        if (!rig) r.toast("Place a camera first: Shift C takes what a free view shows.");
        else r.emit.act("take-shot", {{"camera", textOf(rig)}});
    } else if (id == "window.frame-it") {
        if (const Mark* mark = r.production.find(s.only<Mark>()))
            r.emit.act("frame-shot", {{"on", textOf(mark->character)}, {"size", s.frameSize}, {"focal", s.frameFocal}, {"angle", s.frameAngle}, {"scene", textOf(mark->scene)}});
        else r.emit.act("window.form", {{"action", "frame-shot"}});
    }
    else if (id == "window.calculator") {
        if (!onStage(s.workspace)) s.workspace = Workspace::Block;
        s.selection.clear();
        if (s.camera) s.selection = {s.camera};
        else r.toast("Place a camera first: its numbers are worked out.");
        s.closed.erase("Inspector/Calculator");
    }
    else if (id == "window.key" && s.camera) r.emit.act("add-key", {{"target", textOf(s.camera)}});
    else if (id == "window.remove-key" && s.camera) r.emit.act("remove-key", {{"target", textOf(s.camera)}});
    else if (id == "window.previous-shot") s.workspace == Workspace::Deliver ? void(s.page = std::max(0, s.page - 1)) : stepShot(r, -1);
    else if (id == "window.next-shot") s.workspace == Workspace::Deliver ? void(s.page = std::min(s.page + 1, std::max(0, s.pageCount - 1))) : stepShot(r, 1);
    else if (id == "window.previous-scene") stepScene(r, -1);
    else if (id == "window.next-scene") stepScene(r, 1);
    else if (id == "window.play") s.playing = !s.playing, s.playSince = s.clock, s.playFrom = s.playhead;
    else if (id == "window.loop") {
        const Shot* shot = r.production.find(s.only<Shot>());
        s.loop = s.loop || !shot ? std::nullopt : std::optional(shot->frames);
    } else if (id == "window.frame-back") s.playhead.frame = std::max<std::int64_t>(0, s.playhead.frame - 1);
    else if (id == "window.frame-forward") ++s.playhead.frame;
    else if (id == "window.next-finding") stepFinding(r, 1);
    else if (id == "window.previous-finding") stepFinding(r, -1);
    else return false;
    return true;
}

bool editCommand(std::string_view id, const Run& r) {
    Session& s = r.session;
    if (id == "window.delete") {
        const Set* set = r.production.find(s.only<Set>());
        const bool used = set && std::any_of(r.production.all<Scene>().begin(), r.production.all<Scene>().end(), [&](const Scene& scene) {
            return std::find(scene.sets.begin(), scene.sets.end(), set->id) != scene.sets.end();
        });
        if (used) s.deleting = set->id;
        else askDelete(r.emit, s, r.production);
    } else if (id == "window.move") grab(r, HandKind::Move);
    else if (id == "window.turn") grab(r, HandKind::Ring);
    else if (id == "window.duplicate") r.onTargets("duplicate");
    else if (id == "window.cut") s.clipboard = s.selection, s.cut = true, r.toast(std::to_string(s.clipboard.size()) + " cut; paste moves it into the scene shown");
    else if (id == "window.copy") s.cut = false, s.clipboard = s.selection, r.toast(std::to_string(s.clipboard.size()) + " copied");
    else if (id == "window.paste") {
        std::string ids;
        for (const AnyId& t : s.clipboard) ids += (ids.empty() ? "" : ",") + textOf(t);
        if (ids.empty()) return r.toast("Nothing was copied."), true;
        if (s.scene) r.emit.act("copy", {{"target", ids}, {"scene", textOf(s.scene)}, {"move", s.cut ? "yes" : "no"}});
        if (std::exchange(s.cut, false)) s.clipboard.clear();
    } else if (id == "window.all") selectAll(r);
    else if (id == "window.rename") {
        if (s.selection.size() == 1) {
            if (const auto* shot = std::get_if<Id<Shot>>(&s.selection.front())) {
                const Shot* row = r.production.find(*shot);
                editField("Inspector/Label", row ? row->label : "");
            } else if (const MeterPoint* point = r.production.find(s.only<MeterPoint>())) {
                editField("Inspector/Name", point->name);
            } else s.renaming = s.selection.front();
        }
    } else if (id == "window.hide") r.onTargets("hide");
    else if (id == "window.show-all") r.emit.act("window.show-all");
    else if (id == "window.lock") {
        bool locked = false;
        if (!s.selection.empty()) {
            const AnyId& t = s.selection.front();
            if (const auto* x = std::get_if<Id<CameraRig>>(&t)) locked = r.production.find(*x) && r.production.find(*x)->locked;
            if (const auto* x = std::get_if<Id<Mark>>(&t)) locked = r.production.find(*x) && r.production.find(*x)->locked;
            if (const auto* x = std::get_if<Id<Light>>(&t)) locked = r.production.find(*x) && r.production.find(*x)->locked;
            if (const auto* x = std::get_if<Id<SetPiece>>(&t)) locked = r.production.find(*x) && r.production.find(*x)->locked;
        }
        r.onTargets(locked ? "unlock" : "lock");
    } else if (id == "window.palette") s.palette = true, s.paletteText.clear(), s.paletteFresh = true, context().holdKeys = 2;
    else if (id == "window.find") s.outlineSearch = true, editField("Outline/Find", s.outlineFilter);
    else if (id == "window.keys") s.keys = !s.keys;
    else if (id == "window.welcome") s.welcome = !s.welcome, s.workspace = Workspace::Block;
    else if (id == "window.about") s.about = true;
    else if (id == "window.new") s.newProduction = true, s.newTitle.clear();
    else if (id == "window.leave") {
        if (s.keys || s.about) s.keys = s.about = false;
        else if (s.tool != Tool::Select) r.tool(Tool::Select);
        else if (s.maximised >= 0) s.maximised = -1;
        else s.selection.clear();
    } else return false;
    return true;
}

}  // namespace

void runCommand(std::string_view id, const Production& production, Session& session, Emit& emit) {
    const Run r{production, session, emit};
    if (workspaceCommand(id, r) || viewCommand(id, r) || placeCommand(id, r) || shotCommand(id, r) || editCommand(id, r)) return;
    emit.act(std::string(id));
}

}  // namespace recce::ui
