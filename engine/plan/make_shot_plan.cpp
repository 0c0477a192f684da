#include "plan/make_shot_plan.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/unit_text.h"
#include "model/field_text.h"
#include "model/fields.h"
#include "model/names.h"
#include "optics/exposure.h"
#include "plan/setup_facts.h"
#include "plan/sheet_parts.h"
#include "plan/shot_words.h"

namespace recce {
namespace {
using plan::ShotFacts;
constexpr const char* kDash = "\u2013";
constexpr const char* kEndless = "\u221E";

/// What the rows of one scene are made from, found once.
struct SceneFacts {
    const Scene* scene = nullptr;
    std::map<Id<Shot>, ShotFacts> shots;
};

CastEntry castEntry(const Character& c) { return {c.id, c.cast, c.name, c.colour}; }

/// By cast number, unnumbered last, each once.
std::vector<CastEntry> castList(const Production& production, const std::set<Id<Character>>& ids) {
    std::vector<CastEntry> list;
    for (const Id<Character> id : ids) {
        if (const Character* c = production.find(id)) list.push_back(castEntry(*c));
    }
    std::sort(list.begin(), list.end(), [](const CastEntry& a, const CastEntry& b) {
        return std::tuple(a.number <= 0, a.number, a.id) < std::tuple(b.number <= 0, b.number, b.id);
    });
    return list;
}

template <class E> std::string joinedWords(const std::vector<E>& list, SlateStyle style, const char* between) {
    std::string text;
    for (const E& e : list) {
        if (!text.empty()) text += between;
        text += plan::displayWord(e, style);
    }
    return text;
}

std::string movementWords(const ShotFacts& f, SlateStyle style) {
    if (f.movement.directed.empty()) return joinedWords(f.movement.kinds, style, ", ");
    std::string text;
    for (const std::string& words : f.movement.directed) {
        if (!text.empty()) text += ", ";
        text += plan::directedWord(words, style);
    }
    return text;
}

std::string framingText(const Production& p, const ShotFacts& f, SlateStyle style) {
    std::string text = f.size ? std::string(plan::displayWord(*f.size, style)) : std::string();
    const auto add = [&](const std::string& more) { text += (text.empty() ? "" : " ") + more; };
    const auto has = [&](Framing what) { return std::find(f.framing.begin(), f.framing.end(), what) != f.framing.end(); };
    const auto name = [&](const std::optional<Id<Character>>& id) {
        const Character* c = id ? p.find(*id) : nullptr;
        return c ? plan::shortName(p, *c) : std::string();
    };
    if (f.size == ShotSize::Insert) return text;
    if (has(Framing::Over)) {
        const std::string over = name(f.over);
        add(over.empty() ? std::string(plan::displayWord(Framing::Over, style)) : "over " + over);
    } else if (has(Framing::Group) || has(Framing::TwoShot)) {
        add(std::string(plan::displayWord(has(Framing::Group) ? Framing::Group : Framing::TwoShot, style)));
    } else if (const std::string who = name(f.subject); !who.empty()) {
        add(who);
    }
    if (has(Framing::Pov)) add("POV");
    return text;
}

/// "3:2" of "4.6K 3:2 open gate"; the whole name where it has no ratio.
std::string shortMode(const std::string& mode) {
    std::size_t start = 0;
    while (start < mode.size()) {
        const std::size_t end = std::min(mode.find(' ', start), mode.size());
        const std::string part = mode.substr(start, end - start);
        if (part.find(':') != std::string::npos) return part;
        start = end + 1;
    }
    return mode;
}

std::string lensText(const ShotFacts& f) {
    const auto number = [](Millimetres mm) { return fmt::format("{:.4g}", mm.value); };
    Millimetres low = f.view.state.focal, high = low;
    for (const CameraKey& k : f.rig.keys) {
        low = std::min(low, k.focal);
        high = std::max(high, k.focal);
    }
    const auto& kinds = f.movement.kinds;
    const bool zooms = std::find(kinds.begin(), kinds.end(), Movement::Zoom) != kinds.end() ||
                       std::find(kinds.begin(), kinds.end(), Movement::DollyZoom) != kinds.end();
    return zooms && low != high ? number(low) + kDash + number(high) + " mm" : number(f.view.state.focal) + " mm";
}

std::string aspectText(double aspect) { return fmt::format("{:.2f}", aspect); }

std::string secondsText(double seconds) {
    const double tenths = std::round(seconds * 10) / 10;
    return tenths == std::floor(tenths) ? fmt::format("{:.0f} s", tenths) : fmt::format("{:.1f} s", tenths);
}

void fillFacts(const Production& p, const ShotFacts& f, ShotRow& row) {
    const SlateStyle style = p.info->slates;
    const UnitContext units = unitsOf(p);
    const plan::CameraKit kit = plan::kitOf(p, f.rig);
    const auto length = [&](double metres) {
        return std::isinf(metres) ? std::string(kEndless) : quantityText(Quantity::Length, metres, units);
    };
    const auto bare = [&](double metres) {
        return std::isinf(metres) ? std::string(kEndless) : quantityParts(Quantity::Length, metres, units).value;
    };
    row.overridden = f.overridden;
    std::set<Id<Character>> seen(f.characters.begin(), f.characters.end());
    row.cast = castList(p, seen);
    row.bodyName = kit.body ? kit.body->name : f.rig.body;
    row.modeName = kit.body ? kit.mode.name : f.rig.mode;
    row.supportName = kit.support ? kit.support->name : f.rig.support;
    row.lensName = kit.lenses ? kit.lenses->name : f.rig.lensSet;
    row.size = f.size;
    row.angle = f.angle;
    row.movement = f.movement.kinds;
    row.framing = f.framing;
    row.subject = f.subject;
    row.sizeWord = f.size ? std::string(plan::displayWord(*f.size, style)) : std::string();
    row.angleWord = f.angle ? std::string(plan::displayWord(*f.angle, style)) : std::string();
    row.movementWord = movementWords(f, style);
    row.framingWord = joinedWords(f.framing, style, ", ");
    row.lensMm = f.view.state.focal.value;
    row.tStop = f.rig.stop.value;
    row.ndStops = f.rig.nd.value;
    row.iso = f.rig.iso.value;
    row.shutterDeg = f.rig.shutter.value;
    row.fps = f.fps;
    row.aspect = f.view.aspect;
    row.focusM = f.view.state.focus.value;
    row.nearM = f.sharp.near.value;
    row.farM = f.sharp.far.value;
    row.heightM = f.heightM;
    row.tiltDeg = f.tiltDeg;
    row.panDeg = f.panDeg;

    ShotTexts& t = row.text;
    t.framing = framingText(p, f, style);
    t.manner = row.angleWord + (row.angleWord.empty() ? "" : ", ") + row.movementWord;
    t.lens = lensText(f);
    t.stop = "T" + optics::stopNumber(f.rig.stop);
    t.focus = length(row.focusM);
    t.depth = bare(row.nearM) + kDash + bare(row.farM);
    t.height = length(row.heightM);
    t.tilt = plan::signedDegrees(row.tiltDeg) + "\u00B0";
    t.support = row.supportName;
    t.camera = row.bodyName + (row.modeName.empty() ? "" : " " + shortMode(row.modeName));
    t.aspect = aspectText(row.aspect);
}

ShotRow shotRow(const Production& p, const Scene& scene, const Shot& shot, const ShotFacts* facts) {
    ShotRow row;
    row.id = shot.id;
    row.scene = scene.id;
    row.setup = shot.setup;
    row.rig = shot.rig;
    row.label = shot.label;
    if (const Setup* s = p.find(shot.setup)) row.setupLabel = s->label;
    if (const CameraRig* r = p.find(shot.rig)) row.letter = r->letter;
    row.status = shot.status;
    row.description = shot.description;
    row.notes = shot.notes;
    row.frames = shot.frames.count;
    row.seconds = toSeconds(FrameTime{shot.frames.count}, p.info->rate).value;
    if (facts) fillFacts(p, *facts, row);
    row.text.duration = secondsText(row.seconds);
    row.text.status = std::string(plan::displayWord(shot.status, p.info->slates));
    return row;
}

SetupRow setupRow(const Production& p, const Setup& setup, const SceneFacts& facts, const std::vector<const Shot*>& shots) {
    SetupRow row;
    row.id = setup.id;
    row.scene = setup.scene;
    row.label = setup.label;
    row.slatedAs = setup.slatedAs;
    if (const Set* set = p.find(setup.set)) row.setName = set->name;
    for (const Id<CameraRig> id : setup.cameras) {
        if (const CameraRig* r = p.find(id)) row.cameras.push_back(r->letter);
    }
    row.equipment = plan::equipmentOf(p, setup);
    std::set<Id<Character>> cast;
    std::vector<ShotFacts> live;
    std::size_t all = 0;
    for (const Shot* s : shots) {
        if (s->setup != setup.id) continue;
        ++all;
        if (s->status == ShotStatus::Omitted) continue;
        row.shots.push_back(s->label);
        row.seconds += toSeconds(FrameTime{s->frames.count}, p.info->rate).value;
        if (const auto it = facts.shots.find(s->id); it != facts.shots.end()) {
            cast.insert(it->second.characters.begin(), it->second.characters.end());
            live.push_back(it->second);
        }
    }
    row.omitted = all > 0 && row.shots.empty();
    row.cast = castList(p, cast);
    const plan::SetupTime time = plan::timeOf(p, setup, live);
    row.minutes = time.minutes.value;
    row.minutesEstimated = time.estimated;
    return row;
}

std::string intExtWord(IntExt v) { return v == IntExt::Int ? "INT" : v == IntExt::Ext ? "EXT" : "INT/EXT"; }

std::string withDashes(std::string text) {
    for (std::size_t at = 0; (at = text.find(" - ", at)) != std::string::npos;) text.replace(at, 3, " \u2013 ");
    return text;
}

SceneRow sceneRow(const Production& p, const Scene& scene, const plan::SetSight& sight) {
    SceneRow row;
    row.id = scene.id;
    row.number = scene.number;
    row.intExt = intExtWord(scene.intExt);
    row.setName = scene.setName;
    row.dayNight = scene.time;
    row.heading = withDashes(row.intExt + ". " + scene.setName + (scene.time.empty() ? "" : " - " + scene.time));
    row.synopsis = scene.synopsis;
    row.scriptDay = scene.scriptDay;
    row.eighths = scene.eighths;
    if (!scene.sets.empty()) {
        if (const Set* set = p.find(scene.sets.front())) row.place = set->place;
    }
    std::set<Id<Character>> cast(scene.characters.begin(), scene.characters.end());
    for (const Mark& m : p.all<Mark>()) {
        if (m.scene == scene.id) cast.insert(m.character);
    }
    row.cast = castList(p, cast);

    SceneFacts facts{&scene, {}};
    const std::vector<const Shot*> shots = shotsInOrder(p, scene.id);
    for (const Shot* s : shots) {
        if (auto read = plan::readShot(p, *s, sight)) facts.shots.emplace(s->id, std::move(*read));
    }
    for (const Setup* s : setupsInOrder(p, scene.id)) row.setups.push_back(setupRow(p, *s, facts, shots));
    std::set<Id<Setup>> told;
    for (const Shot* s : shots) {
        const auto it = facts.shots.find(s->id);
        ShotRow shot = shotRow(p, scene, *s, it == facts.shots.end() ? nullptr : &it->second);
        if (s->status != ShotStatus::Omitted) {
            ++row.shotCount;
            row.seconds += shot.seconds;
            const auto setup = std::find_if(row.setups.begin(), row.setups.end(), [&](const SetupRow& r) { return r.id == s->setup; });
            if (told.insert(s->setup).second && setup != row.setups.end()) shot.text.estimate = sheets::hoursText(*setup->minutes);
        }
        row.shots.push_back(std::move(shot));
    }
    for (const SetupRow& s : row.setups) {
        // A setup from which nothing is shot yet, or any more, takes no time.
        if (s.shots.empty()) continue;
        ++row.setupCount;
        row.minutes += *s.minutes;
    }
    return row;
}

/// Pages are counted once, on the day that a scene first stands on.
DayRow dayRow(const Production& p, const ShootDay& day, std::int32_t number, const std::vector<SceneRow>& scenes,
              std::set<Id<Scene>>& counted) {
    DayRow row;
    row.id = day.id;
    row.number = number;
    row.date = day.date;
    row.call = day.call;
    row.wrap = day.wrap;
    row.unit = day.unit;
    const auto sceneRowOf = [&](Id<Scene> id) -> const SceneRow* {
        const auto it = std::find_if(scenes.begin(), scenes.end(), [&](const SceneRow& s) { return s.id == id; });
        return it == scenes.end() ? nullptr : &*it;
    };
    for (const Strip& strip : day.strips) {
        DayStrip out;
        if (const auto* banner = std::get_if<Banner>(&strip.what)) {
            out.text = banner->text;
            row.strips.push_back(std::move(out));
            continue;
        }
        if (const auto* setup = std::get_if<Id<Setup>>(&strip.what)) {
            out.setup = *setup;
            if (const Setup* s = p.find(*setup)) out.scene = s->scene;
        } else {
            out.scene = std::get<Id<Scene>>(strip.what);
        }
        const SceneRow* scene = sceneRowOf(out.scene);
        if (!scene) continue;  // dangling: a finding says so
        for (const SetupRow& s : scene->setups) {
            if (out.setup && s.id == out.setup) out.text = s.label;
            if ((!out.setup || s.id == out.setup) && !s.shots.empty()) row.minutes += *s.minutes;
        }
        if (!out.setup) out.text = scene->number + " " + scene->heading;
        if (row.strips.empty() || row.place.empty()) {
            const Scene* stored = p.find(out.scene);
            const Set* set = stored && !stored->sets.empty() ? p.find(stored->sets.front()) : nullptr;
            if (set) {
                row.place = set->place;
                row.timeZone = set->timeZone;
            }
        }
        if (counted.insert(out.scene).second) {
            row.eighths += scene->eighths.value_or(0);
            row.eighthsUnknown = row.eighthsUnknown || !scene->eighths;
        }
        row.strips.push_back(std::move(out));
    }
    return row;
}
}  // namespace

std::string stateOf(const Production& p) {
    Hasher hasher;
    hasher.add(jsonLine(infoToJson(*p.info)));
    hasher.add(jsonLine(usedToJson(*p.used)));
    hasher.add(jsonLine(waiversToJson(*p.waivers)));
    forEachType([&](auto tag) {
        using T = typename decltype(tag)::Type;
        for (const T& row : p.all<T>()) hasher.add(jsonLine(rowToJson(row)));
    });
    return toText(hasher.finish()).substr(0, 8);
}

ShotPlan makeShotPlan(const Production& p, const PlanRequest& request) {
    ShotPlan plan;
    plan.title = p.info->title;
    plan.draft = p.info->draft;
    plan.units = p.info->units;
    plan.slates = p.info->slates;
    plan.aspect = p.info->aspect;
    if (request.state) plan.state = stateOf(p);
    const std::vector<const ShootDay*> days = daysInOrder(p);
    if (!days.empty()) plan.date = days.front()->date;

    std::vector<SceneRow> all;
    for (const Scene* scene : scenesInOrder(p)) {
        const bool wanted = !request.scene || *request.scene == scene->id;
        if (wanted || !days.empty()) all.push_back(sceneRow(p, *scene, request.sight));
    }
    std::set<Id<Scene>> counted;
    for (std::size_t i = 0; i < days.size(); ++i) {
        plan.days.push_back(dayRow(p, *days[i], static_cast<std::int32_t>(i + 1), all, counted));
    }
    for (SceneRow& row : all) {
        if (!request.scene || *request.scene == row.id) plan.scenes.push_back(std::move(row));
    }
    return plan;
}

}  // namespace recce
