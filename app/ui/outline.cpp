// The outline on the left: scenes with their cameras, marks, lights and pieces, sets and characters.
#include <algorithm>
#include <cctype>
#include <set>

#include <imgui_internal.h>

#include "app/ui/asks.h"
#include "app/ui/keys.h"
#include "app/ui/panels.h"
#include "app/ui/widgets.h"

namespace recce::ui {
namespace {

struct RowSpec {
    std::string name;          ///< of the control and bold
    std::string more = {};     ///< in grey after it
    std::string fact = {};     ///< right
    unsigned icon = 0;
    ImU32 dot = 0;
    float indent = 0;          ///< logical
    AnyId id = {};
    bool visible = true, locked = false;
    bool canHide = false;
    std::string badge = {};    ///< "warn" or "error"
    Font font = Font::BodyMedium;
};

struct Panel {
    const Production& production;
    Session& session;
    Emit& emit;
};

void renameRow(const Rect& row, const RowSpec& spec, Panel& p) {
    Rect box = Rect{row.x0 + px(spec.indent), row.y0, row.x1 - px(size::padding), row.y1}.middle(px(size::field));
    Context& c = context();
    const std::string full = nameOf("Rename");
    if (c.editing != full && !p.session.renaming) return;
    const bool label = std::holds_alternative<Id<Mark>>(spec.id), letter = std::holds_alternative<Id<CameraRig>>(spec.id);
    std::string value = spec.name;
    if (const auto* id = std::get_if<Id<Mark>>(&spec.id)) value = p.production.find(*id)->label;
    if (const auto* id = std::get_if<Id<CameraRig>>(&spec.id)) value = p.production.find(*id)->letter;
    if (const auto* id = std::get_if<Id<Scene>>(&spec.id)) value = p.production.find(*id)->number;
    if (const auto* id = std::get_if<Id<Light>>(&spec.id)) value = p.production.find(*id)->name;
    if (c.editing != full) editField(full, value);
    const FieldResult result = field(box, {.name = "Rename", .value = value});
    const char* name = label ? "label" : letter ? "letter" : std::holds_alternative<Id<Scene>>(spec.id) ? "number" : "name";
    if (result) askSet(p.emit, spec.id, name, result.text, full);
    if (c.editing != full) p.session.renaming.reset();
}

/// One row that can be selected. True when it was clicked.
Hot thingRow(const RowSpec& spec, Panel& p) {
    const Rect row = nextRow(px(spec.indent > size::indent ? size::row : size::sceneRow));
    Hot hot;
    // Two of one name (a scene has several keys) are two controls: else the second could not be clicked.
    std::string control = spec.name;
    for (int n = 2; context().names.drawn(nameOf(control)); ++n) control = spec.name + " " + std::to_string(n);
    if (!ImGui::IsRectVisible(row.min(), row.max())) {
        context().names.add(nameOf(control), row);
        return hot;
    }
    const bool selected = p.session.isSelected(spec.id);
    if (p.session.renaming && *p.session.renaming == spec.id) {
        renameRow(row, spec, p);
        return hot;
    }
    hot = hotArea(row, control);
    if (selected) fill(row, colour::accentSoft);
    else if (hot.hovered) fill(row, colour::bg3);
    Rect inner{row.x0 + px(spec.indent), row.y0, row.x1 - px(size::gap), row.y1};
    const ImU32 text = spec.visible ? colour::text1 : colour::textOff;
    if (spec.dot) {
        disc({inner.x0 + px(size::dot), row.centre().y}, px(size::dot + 0.5f), spec.visible ? spec.dot : colour::textOff);
        inner.x0 += px(size::iconAdvance);
    }
    if (spec.icon) {
        iconIn(inner.takeLeft(px(size::iconAdvance)), spec.icon, selected ? colour::accent : colour::text3);
        inner.x0 += px(size::round);
    }
    if (spec.canHide && (hot.hovered || !spec.visible || spec.locked || selected)) {
        const Rect eye = inner.takeRight(px(size::iconAdvance));
        if (hot.hovered || !spec.visible) {
            const Hot h = hotArea(eye, control + "/Visible");
            iconIn(eye, spec.visible ? icon::visible : icon::hidden, h.hovered ? colour::text1 : colour::text3);
            if (h.clicked) askSet(p.emit, spec.id, "visible", spec.visible ? "no" : "yes");
            if (h.hovered) tooltip(spec.visible ? "Hide (H)" : "Show");
            if (h.clicked) hot.clicked = false;
        } else {
            inner.x1 += px(size::iconAdvance);
        }
        if (spec.locked) iconIn(inner.takeRight(px(size::iconAdvance)), icon::lock, colour::text3);
    }
    if (!spec.badge.empty())
        iconIn(inner.takeRight(px(size::iconAdvance)), spec.badge == "error" ? icon::error : icon::warning,
               spec.badge == "error" ? colour::error : colour::warn);
    if (!spec.fact.empty()) {
        textIn(inner, Font::Small, selected ? colour::text2 : colour::text3, spec.fact, Align::Right);
        inner.x1 -= textWidth(Font::Small, spec.fact) + px(size::gap);
    }
    const float used = textIn(inner, spec.font, text, spec.name);
    inner.x0 += used + px(size::round + 1);
    if (!spec.more.empty() && inner.w() > px(size::indent)) textIn(inner, Font::Body, selected ? colour::text2 : colour::text3, spec.more);
    if (hot.clicked) p.session.select(spec.id, ImGui::GetIO().KeyShift || ImGui::GetIO().KeyCtrl);
    if (hot.doubleClicked) {
        if (const auto* rig = std::get_if<Id<CameraRig>>(&spec.id)) {
            p.session.camera = *rig;
            p.session.view().kind = ViewKind::Camera;
        } else if (!std::holds_alternative<Id<Scene>>(spec.id)) {
            p.emit.act("window.frame-selection");
        }
    }
    if (hot.right) {
        if (!selected) p.session.select(spec.id);
        openThingMenu();
    }
    return hot;
}

/// Head of a group inside a scene. True while open.
bool groupRow(const std::string& key, const char* title, const std::string& count, Session& session, bool openAtFirst) {
    const Rect row = nextRow(px(size::row));
    const Hot hot = hotArea(row, title);
    if (hot.hovered) fill(row, colour::bg3);
    const bool open = openAtFirst ? session.closed.count(key) == 0 : session.openRows.count(key) > 0;
    Rect inner{row.x0 + px(size::indent), row.y0, row.x1 - px(size::gap), row.y1};
    iconIn(inner.takeLeft(px(size::gap)), open ? icon::openRow : icon::closedRow, colour::text3);
    inner.x0 += px(size::gapSmall);
    inner.x0 += textIn(inner, Font::Body, colour::text1, title) + px(size::gap);
    textIn(inner, Font::Small, colour::text3, count, Align::Right);
    if (hot.clicked) {
        auto& keys = openAtFirst ? session.closed : session.openRows;
        if (!keys.insert(key).second) keys.erase(key);
    }
    return open;
}

std::string findingBadge(const Facts& facts, const AnyId& id) {
    std::string worst;
    for (const auto& f : facts.findings) {
        if (f.waived || std::find(f.subjects.begin(), f.subjects.end(), id) == f.subjects.end()) continue;
        if (f.level == "error") return "error";
        worst = "warn";
    }
    return worst;
}

void cameraRows(const Scene& scene, Panel& p) {
    const auto rigs = rigsIn(p.production, scene.id);
    if (!groupRow(textOf(scene.id) + "/Cameras", "Cameras", std::to_string(rigs.size()), p.session, true)) return;
    for (const CameraRig* rig : rigs) {
        const Setup* setup = setupOf(p.production, rig->id);
        const std::string more = setup && !setup->label.empty() ? "setup " + setup->label : "no shot yet";
        const double focal = rig->keys.empty() ? 0 : rig->keys.front().focal.value;
        RowSpec spec{rig->letter, more, number(focal, 0) + " mm", icon::camera, 0, size::indent * 2, rig->id,
                     rig->visible, rig->locked, true, findingBadge(p.session.facts, rig->id), Font::BodyBold};
        const Region region(nameOf("Camera"));
        if (thingRow(spec, p).clicked) p.session.camera = rig->id;
    }
    if (rigs.empty()) emptyState("No cameras. Shift C takes the view you see.");
}

void markRows(const Scene& scene, Panel& p) {
    const auto marks = marksIn(p.production, scene.id);
    if (!groupRow(textOf(scene.id) + "/Marks", "Marks", std::to_string(marks.size()), p.session, true)) return;
    for (const Mark* m : marks) {
        // A number belongs to the name, a place stands beside it.
        const bool number_ = !m->label.empty() && std::isdigit(static_cast<unsigned char>(m->label[0]));
        const Character* who = p.production.find(m->character);
        const std::string name = number_ || !who ? markName(p.production, *m) : shortName(who->name), more = number_ ? "" : m->label;
        const std::string fact = m->arrive ? number(toSeconds(*m->arrive, p.production.info->rate).value, 1) + " s" : "";
        thingRow({name, more, fact, 0, characterColour(p.production, m->character), size::indent * 2,
                  m->id, m->visible, m->locked, true, "", Font::BodyMedium}, p);
    }
    if (marks.empty()) emptyState("No marks. M places one.");
}

const char* roleName(LightRole role) {
    static constexpr const char* kNames[] = {"Key", "Fill", "Back", "Practical", "Background", "Window", "Other"};
    return kNames[static_cast<std::size_t>(role)];
}

void lightRows(const Scene& scene, Panel& p) {
    const auto lights = lightsIn(p.production, scene);
    std::size_t on = 0;
    double watts = 0;
    for (const Light* l : lights) on += l->on ? 1 : 0, watts += l->on ? wattsOf(p.production, *l) : 0;
    const std::string drawn = std::to_string(on) + " on" + (watts > 0 ? " \xC2\xB7 " + powerText(watts) : "");
    if (!groupRow(textOf(scene.id) + "/Lights", "Lights", drawn, p.session, lights.size() < 7)) return;
    for (const Light* l : lights) {
        RowSpec spec{roleName(l->role), l->name, l->on ? number(l->colour.value, 0) + " K" : "off", icon::light, 0, size::indent * 2,
                     l->id, l->on && l->visible, l->locked, false, "", Font::BodyMedium};
        thingRow(spec, p);
    }
    if (lights.empty()) emptyState("No lights. L places one.");
}

void pieceRow(const SetPiece& piece, Panel& p, float indent) {
    std::string badge, fact;
    unsigned sign = icon::piece;
    if (const auto at = p.session.facts.pieces.find(piece.id); at != p.session.facts.pieces.end()) {
        const PieceFact& f = at->second;
        if (f.state == PieceFact::State::Missing) badge = "error", sign = icon::broken;
        else if (!f.missingTextures.empty()) badge = "warn";
        if (f.state == PieceFact::State::Loading) fact = f.step.empty() ? "coming in" : f.step;
    }
    thingRow({piece.name, piece.ghost ? "ghost" : "", fact, sign, 0, indent, piece.id, piece.visible, piece.locked, true, badge, Font::Body}, p);
}

void sceneRow(const Scene& scene, Panel& p) {
    const Region region(nameOf(scene.number));
    const auto [place, where] = placeNames(scene.setName);
    const std::string key = textOf(scene.id);
    const Rect row = nextRow(px(size::sceneRow));
    const bool open = p.session.openRows.count(key) > 0;
    if (p.session.renaming && *p.session.renaming == AnyId(scene.id)) {
        renameRow(row, {.name = scene.number, .indent = size::indent, .id = scene.id}, p);
    } else {
        const Hot hot = hotArea(row, "Scene");
        context().names.add("Outline/Scene " + scene.number, row);
        const bool selected = p.session.isSelected(scene.id), current = p.session.scene == scene.id;
        if (selected) fill(row, colour::accentSoft);
        else if (hot.hovered) fill(row, colour::bg3);
        const Rect bar{row.x0, row.y0 + px(size::round), row.x0 + px(size::sceneBar), row.y1 - px(size::round)};
        fill(bar, colour::strip(scene.intExt, scene.time), px(1));
        Rect inner{row.x0 + px(size::gap + 1), row.y0, row.x1 - px(size::gap), row.y1};
        const Rect caret = inner.takeLeft(px(size::padding + 2));
        const Hot fold = hotArea({row.x0, row.y0, caret.x1, row.y1}, "Fold");
        iconIn(caret, open ? icon::openRow : icon::closedRow, fold.hovered ? colour::text1 : colour::text3);
        const std::string pages = eighthsText(scene.eighths);
        textIn(inner, Font::Small, selected ? colour::text2 : colour::text3, pages, Align::Right);
        inner.x1 -= textWidth(Font::Small, pages) + px(size::gapSmall);
        inner.x0 += textIn(inner, Font::BodyBold, colour::text1, scene.number) + px(size::gap);
        inner.x0 += textIn(inner, current ? Font::BodyMedium : Font::Body, current ? colour::text1 : colour::text2, place) + px(size::round);
        if (!where.empty() && inner.w() > px(size::indent)) textIn(inner, Font::Small, selected ? colour::text2 : colour::text3, where);
        if (fold.clicked) {
            if (open) p.session.openRows.erase(key);
            else p.session.openRows.insert(key);
        } else if (hot.clicked) {
            showScene(p.production, p.session, scene.id);
            p.session.select(scene.id);
        }
        if (hot.hovered && hot.doubleClicked) p.session.openRows.insert(key);
    }
    if (!open) return;
    cameraRows(scene, p);
    markRows(scene, p);
    lightRows(scene, p);
    const auto pieces = piecesIn(p.production, scene);
    std::string from = std::to_string(pieces.size());
    if (!scene.sets.empty()) {
        if (const Set* set = p.production.find(scene.sets.front())) from += " \xC2\xB7 " + set->name;
    }
    if (groupRow(key + "/Pieces", "Set pieces", from, p.session, false)) {
        for (const SetPiece* piece : pieces) pieceRow(*piece, p, size::indent * 2);
    }
    skip(px(size::round));
}

void heading(const char* title, const std::string& count, const char* add, const char* kind, Panel& p) {
    skip(px(size::gapSmall));
    const Rect line = nextRow(px(1));
    fill(line, colour::line);
    const Rect row = nextRow(px(size::sceneRow));
    Rect inner{row.x0 + px(size::padding), row.y0, row.x1 - px(size::gap), row.y1};
    textIn(inner, Font::Small, colour::text2, title);
    const Rect plus = inner.takeRight(px(size::iconAdvance));
    const Hot hot = hotArea(plus, add);
    iconIn(plus, icon::add, hot.hovered ? colour::text1 : colour::text3);
    if (hot.hovered) tooltip(add);
    if (hot.clicked) p.session.adding = kind;
    textIn({inner.x0, inner.y0, inner.x1 - px(size::gapSmall), inner.y1}, Font::Small, colour::text3, count, Align::Right);
}

/// The field in which the name of something new is typed.
void addingField(const char* kind, const char* hint, Panel& p) {
    if (p.session.adding != kind) return;
    Context& c = context();
    const std::string full = nameOf("New");
    Rect row = nextRow(px(size::sceneRow));
    const Rect box = Rect{row.x0 + px(size::padding), row.y0, row.x1 - px(size::padding), row.y1}.middle(px(size::field));
    if (c.editing != full) editField(full, "");
    const FieldResult result = field(box, {.name = "New", .hint = hint});
    skip(px(2));
    const Rect under = nextRow(px(size::label));
    textIn({under.x0 + px(size::padding), under.y0, under.x1, under.y1}, Font::Caption, colour::text3, hint);
    if (result) {
        const std::string what(kind);
        if (what == "scene") askAddScene(p.emit, result.text);
        else if (what == "character") p.emit.act("add-character", {{"name", result.text}}, full);
        else p.emit.act("add-set", {{"name", result.text}}, full);
    }
    if (c.editing != full) p.session.adding.clear();
}

void scenesPart(Panel& p) {
    const auto scenes = scenesInOrder(p.production);
    addingField("scene", "12 INT. VOSS HOUSE - KITCHEN - DAY", p);
    const std::string& filter = p.session.outlineFilter;
    const auto fits = [&](const Scene& s) {
        if (filter.empty()) return true;
        const auto text = s.number + " " + s.setName + " " + s.synopsis;
        const auto same = [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == std::toupper(static_cast<unsigned char>(b)); };
        return std::search(text.begin(), text.end(), filter.begin(), filter.end(), same) != text.end();
    };
    // Scenes where nothing stands yet are one row until it is opened, so that a long script does not bury the work.
    std::set<Id<Scene>> blocked{p.session.scene};
    for (const CameraRig& r : p.production.all<CameraRig>()) blocked.insert(r.scene);
    for (const Mark& m : p.production.all<Mark>()) blocked.insert(m.scene);
    constexpr std::size_t kFew = 3;
    std::vector<const Scene*> rest;
    for (const Scene* s : scenes)
        if (fits(*s) && !blocked.count(s->id)) rest.push_back(s);
    const bool folded = filter.empty() && rest.size() >= kFew && rest.size() < scenes.size();
    std::size_t shown = 0;
    for (const Scene* s : scenes) {
        if (!fits(*s) || (folded && !blocked.count(s->id))) continue;
        sceneRow(*s, p);
        ++shown;
    }
    if (folded) {
        const Rect row = nextRow(px(size::sceneRow));
        const Hot hot = hotArea(row, "Not blocked yet");
        if (hot.hovered) fill(row, colour::bg3);
        const bool open = p.session.openRows.count("unblocked") > 0;
        Rect inner{row.x0 + px(size::padding), row.y0, row.x1 - px(size::gap), row.y1};
        iconIn(inner.takeLeft(px(size::gap)), open ? icon::openRow : icon::closedRow, colour::text3);
        inner.x0 += px(size::gapSmall);
        textIn(inner, Font::Body, colour::text2, std::to_string(rest.size()) + " scenes not blocked yet");
        if (hot.clicked && !p.session.openRows.insert("unblocked").second) p.session.openRows.erase("unblocked");
        for (const Scene* s : rest)
            if (open) sceneRow(*s, p);
        shown += rest.size();
    }
    if (scenes.empty() && p.session.adding.empty()) emptyState("No scenes. Add one with +.");
    else if (shown == 0 && !scenes.empty()) emptyState("Nothing called '" + filter + "' among the scenes.");
}

void setsPart(Panel& p, bool open) {
    for (const Set& set : p.production.all<Set>()) {
        const std::string key = textOf(set.id);
        std::vector<const SetPiece*> pieces;
        for (const SetPiece& piece : p.production.all<SetPiece>()) {
            const auto* owner = std::get_if<Id<Set>>(&piece.owner);
            if (owner && *owner == set.id) pieces.push_back(&piece);
        }
        const Region region(nameOf(set.name));
        RowSpec spec{set.name, "", std::to_string(pieces.size()) + (pieces.size() == 1 ? " piece" : " pieces"), icon::set, 0,
                     size::indent, set.id, true, false, false, findingBadge(p.session.facts, set.id), Font::Body};
        thingRow(spec, p);
        if (!open) continue;
        for (const SetPiece* piece : pieces) pieceRow(*piece, p, size::indent * 2);
    }
}

}  // namespace

void drawOutline(const Rect& rect, const Production& production, Session& session, Emit& emit) {
    beginRegion("##outline", rect, colour::bg2);
    const Region region("Outline");
    Panel p{production, session, emit};
    const bool sets = session.workspace == Workspace::Set;
    Rect body = rect;
    Rect head = body.takeTop(px(size::toolBar));
    lineH(head.x0, head.x1, head.y1 - px(1), colour::line);
    head.takeLeft(px(size::padding));
    textIn(head, Font::BodyBold, colour::text1, sets ? "Sets" : "Scene");
    head.takeRight(px(size::gapSmall));
    const Rect plus = head.takeRight(px(size::toolButton)).middle(px(size::toolButton));
    if (iconButton(plus, "Add", icon::add, sets ? "Add a set" : "Add a scene")) session.adding = sets ? "set" : "scene";
    const Rect find = head.takeRight(px(size::toolButton)).middle(px(size::toolButton));
    if (iconButton(find, "Search", icon::search, "Find in the outline (Ctrl F)", session.outlineSearch)) session.outlineSearch = !session.outlineSearch;
    ImGui::SetCursorScreenPos(body.min());
    ImGui::BeginChild("##rows", {body.w(), body.h()});
    if (session.outlineSearch) {
        const Rect row = nextRow(px(size::sceneRow + size::round));
        const Rect box = Rect{row.x0 + px(size::gap), row.y0, row.x1 - px(size::gap), row.y1}.middle(px(size::field));
        if (const auto r = field(box, {.name = "Find", .value = session.outlineFilter, .hint = "Find in this outline"})) session.outlineFilter = r.text;
    } else {
        session.outlineFilter.clear();
        skip(px(size::round));
    }
    if (sets) {
        addingField("set", "Voss House", p);
        setsPart(p, true);
        if (production.all<Set>().empty() && session.adding.empty()) emptyState("No sets. Drop a model on the stage, or press Ctrl I.");
    } else {
        scenesPart(p);
        heading("Sets", std::to_string(production.all<Set>().size()), "Add a set", "set", p);
        addingField("set", "Voss House", p);
        setsPart(p, false);
        heading("Characters", std::to_string(production.all<Character>().size()), "Add a character", "character", p);
        addingField("character", "MARA VOSS", p);
        std::vector<const Character*> cast;
        for (const Character& c : production.all<Character>()) cast.push_back(&c);
        std::stable_sort(cast.begin(), cast.end(), [](auto* a, auto* b) { return a->cast < b->cast; });
        for (const Character* c : cast) {
            thingRow({c->name, "", number(c->height.value) + " m", 0, colour::of(c->colour), size::indent + size::padding, c->id, true, false, false, "", Font::Body}, p);
        }
        if (cast.empty() && session.adding.empty()) emptyState("Nobody yet. M on the stage makes a mark and asks who stands there.");
    }
    skip(px(size::indent));
    ImGui::EndChild();
    ImGui::End();
}

}  // namespace recce::ui
