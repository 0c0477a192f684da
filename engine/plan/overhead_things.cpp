// From stored cameras, lights and marks to signs; see overhead_things.h.
#include "plan/overhead_things.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/unit_text.h"
#include "model/in_setup.h"
#include "model/names.h"
#include "model/timing.h"
#include "model/words.h"
#include "plan/camera_view.h"
#include "plan/cloth.h"
#include "plan/sheet_words.h"
#include "plan/shot_words.h"

namespace recce::sheets {
namespace {

Vec2 onFloor(const Vec3& p) { return {p.x, p.z}; }

std::string markName(const Production& production, const Mark& mark) {
    const Character* c = production.find(mark.character);
    const std::string who = c ? plan::shortName(production, *c) : std::string();
    return mark.label.empty() ? who : who.empty() ? mark.label : who + " " + mark.label;
}

/// The setup that a camera belongs to first in the scene's order; null for none.
const Setup* setupOf(const Production& production, Id<Scene> scene, Id<CameraRig> rig) {
    for (const Setup* s : setupsInOrder(production, scene))
        if (std::find(s->cameras.begin(), s->cameras.end(), rig) != s->cameras.end()) return s;
    return nullptr;
}

CameraThing cameraOf(const Production& production, const SceneRow& scene, const CameraRig& stored, const std::vector<MarkThing>& marks) {
    const CameraRig rig = inSetup(setupOf(production, scene.id, stored.id), stored);
    std::vector<const ShotRow*> shots;
    for (const ShotRow& r : scene.shots)
        if (r.rig == stored.id && r.status != ShotStatus::Omitted) shots.push_back(&r);
    const Shot* first = shots.empty() ? nullptr : production.find(shots[0]->id);
    const double frame = static_cast<double>(first ? first->poster.frame : rig.keys[0].time.frame);
    const plan::CameraView view = plan::viewOf(production, rig, frame);
    CameraThing c;
    c.letter = rig.letter;
    c.sign.at = onFloor(view.state.position);
    c.sign.pan = view.state.angles.pan;
    c.sign.halfAngle = std::clamp(std::atan(view.frame.width.value * view.squeeze / (2 * view.state.focal.value)), 0.02, 1.4);
    c.height = view.state.position.y;
    c.lens = quantityText(Quantity::Focal, view.state.focal.value);
    c.tilt = plan::signedDegrees(view.state.angles.tilt * 180 / kPi) + "\u00B0";
    if (const plan::CameraKit kit = plan::kitOf(production, rig); kit.support) c.support = kit.support->name;
    for (const CameraKey& key : rig.keys)
        if (c.way.empty() || glm::length(onFloor(key.position) - c.way.back()) > 0.05) c.way.push_back(onFloor(key.position));
    std::set<std::string> setups;
    for (const ShotRow* r : shots)
        if (setups.insert(r->setupLabel).second && !r->setupLabel.empty()) c.label += (c.label.empty() ? "" : ", ") + r->setupLabel;
    const bool several = std::any_of(scene.setups.begin(), scene.setups.end(), [&](const SetupRow& s) { return s.cameras.size() > 1 && setups.count(s.label) > 0; });
    if (c.label.empty()) c.label = c.letter;
    else if (several) c.label += " " + c.letter;
    if (!shots.empty()) c.framing = shots[0]->text.framing;

    std::set<Id<Character>> subjects;
    for (const ShotRow* r : shots)
        if (r->subject) subjects.insert(*r->subject);
    const Vec2 ahead(-std::sin(c.sign.pan), -std::cos(c.sign.pan));
    for (const MarkThing& m : marks) {
        const Vec2 to = m.sign.at - c.sign.at;
        const double metres = glm::length(to);
        if (metres < 0.05 || glm::dot(to, ahead) <= 0) continue;
        // From the ankles to the crown of somebody who stands there, a little past the frame's sides.
        bool framed = false;
        for (double up = 0.1; up < 1.75 && !framed; up += 0.15) {
            const auto at = view.project({m.sign.at.x, m.floor + up, m.sign.at.y});
            framed = at && std::abs(at->at.x) <= 1.1 && std::abs(at->at.y) <= 1;
        }
        if (!framed) continue;
        c.distances.push_back({m.name, m.sign.at, metres, false});
        // Of a subject with several marks in the field, the one they stand on in the picture.
        if (subjects.count(m.character) == 0) continue;
        std::vector<const Mark*> own;
        for (const Mark& mark : production.all<Mark>())
            if (mark.scene == scene.id && mark.character == m.character) own.push_back(&mark);
        const auto state = figureAt(own, frame, production.info->rate);
        c.distances.back().drawn = state && state->mark == m.id;
    }
    std::sort(c.distances.begin(), c.distances.end(), [](const auto& a, const auto& b) { return a.metres < b.metres; });
    return c;
}

LightThing lightOf(const Production& production, const Light& l, const std::vector<MarkThing>& marks, SlateStyle slates) {
    LightThing t;
    t.sign.at = onFloor(l.pose.position);
    Vec3 along = l.pose.forward();
    if (const auto* at = std::get_if<Vec3>(&l.aim)) along = *at - l.pose.position;
    if (const auto* id = std::get_if<Id<Mark>>(&l.aim)) {
        for (const MarkThing& m : marks)
            if (m.id == *id) along = Vec3(m.sign.at.x, 1.2, m.sign.at.y) - l.pose.position;
    }
    const double flat = std::hypot(along.x, along.z), length = glm::length(along);
    t.sign.steep = length < 1e-6 || flat / length < 0.17;
    t.sign.heading = lookAlong(along).pan;
    t.sign.shape = l.shape;
    t.sign.width = l.width.value;
    t.sign.beam = radians(l.beam);
    t.sign.on = l.on;
    t.sign.doors = !plan::doorsOf(l).empty();
    t.height = l.pose.position.y;
    t.name = l.name.empty() ? std::string(wordOf(l.role)) : l.name;
    const auto row = production.used->fixtures.find(l.fixture);
    if (row != production.used->fixtures.end() && row->second.name != l.name) t.fixture = row->second.name;
    if (const auto measured = production.used->photometries.find(l.photometry); measured != production.used->photometries.end())
        t.fixture += (t.fixture.empty() ? "" : ", ") + measured->second.file;
    t.colour = quantityText(Quantity::Temperature, l.colour.value);
    if (!l.on) t.state = word(Word::Off, slates);
    else if (l.dimmer < 0.995) t.state = quantityText(Quantity::Share, l.dimmer);
    return t;
}

ClothThing clothOf(const Production& production, const SetPiece& piece) {
    const optics::Screen screen = plan::screenOf(piece, *production.used);
    const Fabric fabric = plan::fabricOf(piece, *production.used);
    ClothThing t;
    t.name = piece.name;
    t.fabric = fabric.name;
    t.size = plan::clothSizeText(screen.width, screen.height);
    t.sign.kind = fabric.diffused > 0 ? signs::ClothSign::Kind::Diffusion : fabric.straight > 0 ? signs::ClothSign::Kind::Net : signs::ClothSign::Kind::Flag;
    t.lowest = 1e9, t.highest = -1e9;
    for (const auto& [x, y] : {std::pair(-1, -1), {1, -1}, {1, 1}, {-1, 1}}) {
        const Vec3 corner = screen.pose.position + screen.pose.rotation * Vec3(x * screen.width.value / 2, y * screen.height.value / 2, 0);
        t.sign.corners.push_back(onFloor(corner));
        t.lowest = std::min(t.lowest, corner.y);
        t.highest = std::max(t.highest, corner.y);
    }
    return t;
}

}  // namespace

OverheadThings thingsOf(const Production& production, const ShotPlan& plan, const SceneRow& row) {
    OverheadThings out;
    const Scene* scene = production.find(row.id);
    if (!scene) return out;
    if (!scene->sets.empty())
        if (const Set* set = production.find(scene->sets[0])) out.north = set->north;
    const auto marks = marksOf(production, row.id);
    std::map<Id<Character>, std::vector<const Mark*>> byCharacter;
    for (const Mark& m : marks) {
        const Character* c = production.find(m.character);
        const Rgb colour = c ? c->colour : Rgb{120, 120, 120};
        out.marks.push_back({m.id, m.character, {onFloor(m.position), radians(m.facing), colour, false, false}, markName(production, m), std::string(wordOf(m.pose)), m.position.y});
        byCharacter[m.character].push_back(&m);
        out.places.push_back(onFloor(m.position));
    }
    std::sort(out.marks.begin(), out.marks.end(), [](const auto& a, const auto& b) { return std::tie(a.name, a.id) < std::tie(b.name, b.id); });
    for (auto& [id, list] : byCharacter) {
        const Character* c = production.find(id);
        const Rgb colour = c ? c->colour : Rgb{120, 120, 120};
        if (const auto state = figureAt(list, 0.0, production.info->rate))
            out.figures.push_back({{onFloor(state->position), state->heading, colour, false, false}, c ? c->height : Metres(1.7)});
        std::erase_if(list, [](const Mark* m) { return !m->arrive; });
        std::stable_sort(list.begin(), list.end(), [](const Mark* a, const Mark* b) { return *a->arrive < *b->arrive; });
        for (std::size_t i = 1; i < list.size(); ++i) {
            PathThing path{{onFloor(list[i - 1]->position)}, colour};
            for (const Vec3& via : list[i]->via) path.floor.push_back(onFloor(via));
            path.floor.push_back(onFloor(list[i]->position));
            for (const Vec2& p : path.floor) out.places.push_back(p);
            out.paths.push_back(std::move(path));
        }
    }
    for (const CameraRig& r : production.all<CameraRig>()) {
        if (r.scene != row.id || r.keys.empty()) continue;
        out.cameras.push_back(cameraOf(production, row, r, out.marks));
        for (const Vec2& p : out.cameras.back().way) out.places.push_back(p);
        out.places.push_back(out.cameras.back().sign.at);
    }
    std::sort(out.cameras.begin(), out.cameras.end(), [](const auto& a, const auto& b) {
        return std::pair(a.letter.size(), a.letter) < std::pair(b.letter.size(), b.letter);
    });
    for (const Light& l : production.all<Light>()) {
        const auto* own = std::get_if<Id<Scene>>(&l.owner);
        const auto* set = std::get_if<Id<Set>>(&l.owner);
        const bool here = (own && *own == row.id) || (set && std::find(scene->sets.begin(), scene->sets.end(), *set) != scene->sets.end());
        if (!here) continue;
        out.lights.push_back(lightOf(production, l, out.marks, plan.slates));
        out.lights.back().practical = set != nullptr;
        if (!set) out.places.push_back(out.lights.back().sign.at);
    }
    for (const SetPiece& piece : production.all<SetPiece>()) {
        const auto* own = std::get_if<Id<Scene>>(&piece.owner);
        const auto* set = std::get_if<Id<Set>>(&piece.owner);
        const bool here = (own && *own == row.id) || (set && std::find(scene->sets.begin(), scene->sets.end(), *set) != scene->sets.end());
        if (!here || !piece.visible || !plan::isCloth(piece)) continue;
        out.cloths.push_back(clothOf(production, piece));
        out.places.push_back(out.cloths.back().sign.middle());
    }
    std::sort(out.cloths.begin(), out.cloths.end(), [](const auto& a, const auto& b) { return std::tie(a.name, a.lowest) < std::tie(b.name, b.lowest); });
    std::sort(out.lights.begin(), out.lights.end(), [](const auto& a, const auto& b) { return std::tie(a.name, a.height) < std::tie(b.name, b.height); });
    return out;
}

}  // namespace recce::sheets
