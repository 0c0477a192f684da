#include "app/ui/asks.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

#include "app/ui/style.h"
#include "model/changes.h"

namespace recce::ui {

void askSet(Emit& emit, const AnyId& id, std::string field, std::string text, std::string where, Phase phase) {
    emit.gesture("set", {{"target", textOf(id)}, {std::move(field), std::move(text)}}, phase, std::move(where));
}

void askInfo(Emit& emit, std::string field, std::string text, std::string where) {
    emit.act("set-production", {{std::move(field), std::move(text)}}, std::move(where));
}

std::string plainNumber(double value, int decimals) {
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (text.find('.') != std::string::npos) {
        while (text.back() == '0') text.pop_back();
        if (text.back() == '.') text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

std::string pointText(const Vec3& p) { return plainNumber(p.x) + "," + plainNumber(p.y) + "," + plainNumber(p.z); }

void askDelete(Emit& emit, const Session& session, const Production& production) {
    (void)production;
    std::string ids;
    for (const AnyId& id : session.selection) ids += (ids.empty() ? "" : ",") + textOf(id);
    if (!ids.empty()) emit.act("delete", {{"target", ids}});
}

void askAddScene(Emit& emit, const std::string& line) { emit.act("add-scene", {{"heading", line}}, "Outline/New"); }

std::string shortName(const std::string& name) {
    const auto space = name.find(' ');
    return space == std::string::npos ? name : name.substr(0, space);
}

std::string markName(const Production& production, const Mark& mark) {
    const Character* who = production.find(mark.character);
    const std::string name = who ? shortName(who->name) : std::string("?");
    // "MARA 1", or with the name of a place, "MARA at the table".
    return mark.label.empty() ? name : name + " " + mark.label;
}

ImU32 characterColour(const Production& production, Id<Character> id) {
    const Character* who = production.find(id);
    return who ? colour::of(who->colour) : colour::text3;
}

const Setup* setupInWork(const Production& production, const Session& session) {
    return session.camera ? setupOf(production, session.camera) : nullptr;
}

Id<Setup> changesGoTo(const Production& production, const Session& session, const AnyId& id, std::string_view field) {
    const bool can = std::holds_alternative<Id<Light>>(id) || std::holds_alternative<Id<Mark>>(id) || std::holds_alternative<Id<SetPiece>>(id);
    const Setup* setup = can ? setupInWork(production, session) : nullptr;
    return setup && (session.onlySetup || findChange(*setup, id, field)) ? setup->id : Id<Setup>{};
}

std::pair<std::string, std::string> placeNames(const std::string& setName) {
    for (const char* dash : {" - ", " \xE2\x80\x93 "}) {
        const auto at = setName.rfind(dash);
        if (at == std::string::npos) continue;
        std::string place = setName.substr(0, at);
        bool first = true;
        for (char& c : place) {
            const auto u = static_cast<unsigned char>(c);
            c = static_cast<char>(first ? std::toupper(u) : std::tolower(u));
            first = c == ' ';
        }
        return {setName.substr(at + std::string_view(dash).size()), place};
    }
    return {setName, ""};
}

std::string sluglineOf(const Scene& scene) {
    const char* where = scene.intExt == IntExt::Int ? "INT. " : scene.intExt == IntExt::Ext ? "EXT. " : "INT./EXT. ";
    std::string text = where + scene.setName;
    // Typed with a hyphen, as on a typewriter; set with a dash.
    for (std::size_t at = 0; (at = text.find(" - ", at)) != std::string::npos;) text.replace(at, 3, " \xE2\x80\x93 ");
    return scene.time.empty() ? text : text + " \xE2\x80\x93 " + scene.time;
}

std::vector<const Mark*> marksIn(const Production& production, Id<Scene> scene) {
    std::vector<const Mark*> out;
    for (const Mark& m : production.all<Mark>())
        if (m.scene == scene) out.push_back(&m);
    std::stable_sort(out.begin(), out.end(), [&](auto* a, auto* b) { return markName(production, *a) < markName(production, *b); });
    return out;
}

std::vector<const MeterPoint*> meterPointsIn(const Production& production, Id<Scene> scene) {
    std::vector<const MeterPoint*> out;
    for (const MeterPoint& p : production.all<MeterPoint>())
        if (p.scene == scene) out.push_back(&p);
    std::stable_sort(out.begin(), out.end(), [](auto* a, auto* b) { return a->name < b->name; });
    return out;
}

std::vector<const CameraRig*> rigsIn(const Production& production, Id<Scene> scene) {
    std::vector<const CameraRig*> out;
    for (const CameraRig& r : production.all<CameraRig>())
        if (r.scene == scene) out.push_back(&r);
    std::stable_sort(out.begin(), out.end(), [](auto* a, auto* b) {
        return std::pair(a->letter.size(), a->letter) < std::pair(b->letter.size(), b->letter);
    });
    return out;
}

std::vector<const Light*> lightsIn(const Production& production, const Scene& scene) {
    std::vector<const Light*> out;
    for (const Light& l : production.all<Light>()) {
        const auto* inScene = std::get_if<Id<Scene>>(&l.owner);
        const auto* inSet = std::get_if<Id<Set>>(&l.owner);
        if ((inScene && *inScene == scene.id) || (inSet && std::find(scene.sets.begin(), scene.sets.end(), *inSet) != scene.sets.end()))
            out.push_back(&l);
    }
    std::stable_sort(out.begin(), out.end(), [](auto* a, auto* b) { return a->role < b->role; });
    return out;
}

double wattsOf(const Production& production, const Light& light) {
    const auto at = production.used->fixtures.find(light.fixture);
    return at == production.used->fixtures.end() ? 0 : at->second.power.value;
}

std::string powerText(double watts) { return watts >= 1000 ? plainNumber(watts / 1000, 1) + " kW" : plainNumber(watts, 0) + " W"; }

std::vector<const SetPiece*> piecesIn(const Production& production, const Scene& scene) {
    std::vector<const SetPiece*> out;
    for (const SetPiece& p : production.all<SetPiece>()) {
        const auto* inScene = std::get_if<Id<Scene>>(&p.owner);
        const auto* inSet = std::get_if<Id<Set>>(&p.owner);
        if ((inScene && *inScene == scene.id) || (inSet && std::find(scene.sets.begin(), scene.sets.end(), *inSet) != scene.sets.end()))
            out.push_back(&p);
    }
    std::stable_sort(out.begin(), out.end(), [](auto* a, auto* b) { return a->name < b->name; });
    return out;
}

std::string nameOfThing(const Production& production, const AnyId& id) {
    return std::visit([&](const auto& i) -> std::string {
        using I = std::decay_t<decltype(i)>;
        if constexpr (std::is_same_v<I, std::monostate>) return {};
        else if constexpr (std::is_same_v<I, Id<Character>>) { const auto* c = production.find(i); return c ? c->name : ""; }
        else if constexpr (std::is_same_v<I, Id<Set>>) { const auto* s = production.find(i); return s ? s->name : ""; }
        else if constexpr (std::is_same_v<I, Id<SetPiece>>) { const auto* s = production.find(i); return s ? s->name : ""; }
        else if constexpr (std::is_same_v<I, Id<Scene>>) { const auto* s = production.find(i); return s ? "Scene " + s->number : ""; }
        else if constexpr (std::is_same_v<I, Id<Mark>>) { const auto* m = production.find(i); return m ? markName(production, *m) : ""; }
        else if constexpr (std::is_same_v<I, Id<CameraRig>>) { const auto* r = production.find(i); return r ? "Camera " + r->letter : ""; }
        else if constexpr (std::is_same_v<I, Id<Light>>) { const auto* l = production.find(i); return l ? l->name : ""; }
        else if constexpr (std::is_same_v<I, Id<MeterPoint>>) { const auto* m = production.find(i); return m ? m->name : ""; }
        else if constexpr (std::is_same_v<I, Id<Shot>>) { const auto* s = production.find(i); return s ? "Shot " + s->label : ""; }
        else if constexpr (std::is_same_v<I, Id<Setup>>) { const auto* s = production.find(i); return s ? "Setup " + s->label : ""; }
        else return {};
    }, id);
}

void showScene(const Production& production, Session& session, Id<Scene> scene) {
    if (session.scene == scene) return;
    session.scene = scene;
    session.playhead = {};
    session.playing = false;
    session.loop.reset();
    session.camera = {};
    const auto rigs = rigsIn(production, scene);
    if (!rigs.empty()) session.camera = rigs.front()->id;
    session.openRows.erase(textOf(session.openedScene));
    session.openRows.insert(textOf(scene));
    session.openedScene = scene;
    for (StageView& v : session.views) {
        v.framed = false;
        v.rig = {};
    }
}

void showShot(const Production& production, Session& session, Id<Shot> id) {
    const Shot* shot = production.find(id);
    if (!shot) return;
    if (const Setup* setup = production.find(shot->setup)) showScene(production, session, setup->scene);
    session.camera = shot->rig;
    session.playhead = shot->poster;
    session.playing = false;
    session.selection = {id};
}

}  // namespace recce::ui
