// The line of action, kept or crossed: every shot of two people who deal with each other is held against the side that
// the first of them lays down. Knows no other rule of continuity.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "model/names.h"
#include "plan/axis.h"
#include "plan/findings.h"
#include "plan/shot_words.h"

namespace recce::plan {
namespace {
/// One shot that shows somebody of a pair and nobody else.
struct Seen {
    const Shot* shot = nullptr;
    int side = 0;
    bool both = false;
    ActionLine line;
    std::string a, b;  ///< "MARA 1"
};
using Pair = std::pair<Id<Character>, Id<Character>>;

std::string markName(const Production& p, const Person& person) {
    const Character* c = p.find(person.character);
    const Mark* m = p.find(person.state.mark);
    const std::string name = c ? shortName(p, *c) : std::string();
    return m && !m->label.empty() ? name + " " + m->label : name;
}

/// "12, 12A and 12B"
std::string enumerated(const std::vector<std::string>& labels) {
    std::string text;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        text += i == 0 ? "" : i + 1 == labels.size() ? " and " : ", ";
        text += labels[i];
    }
    return text;
}

/// Where the camera is over the shot: its side at the poster, or 0 where the shot itself goes across.
int sideOver(const ShotFacts& facts, const ActionLine& line, FrameRange range) {
    const auto at = [&](std::int64_t frame) { return line.side(cameraAt(facts.rig, FrameTime{frame}).position); };
    const int first = at(range.first.frame), last = at(range.first.frame + std::max<std::int64_t>(range.count - 1, 0));
    if (first * last < 0) return 0;  // it travels across in the open: that is how a line is moved
    return line.side(facts.view.state.position);
}

void collect(const Production& p, const Shot& shot, const SetSight& sight, std::map<Pair, std::vector<Seen>>& seen) {
    const auto facts = readShot(p, shot, sight);
    if (!facts || facts->characters.empty() || facts->characters.size() > 2) return;
    // Straight down there is no left or right to keep, and an insert of a thing has none even with a hand in it.
    if (facts->angle == ShotAngle::Bird || facts->size == ShotSize::Insert) return;
    const Setup* setup = p.find(shot.setup);
    const std::vector<Person> people = peopleAt(p, facts->scene, setup, static_cast<double>(shot.poster.frame));
    for (std::size_t i = 0; i < people.size(); ++i) {
        for (std::size_t j = i + 1; j < people.size(); ++j) {
            const auto ofPair = [&](Id<Character> id) { return id == people[i].character || id == people[j].character; };
            if (!std::all_of(facts->characters.begin(), facts->characters.end(), ofPair)) continue;
            const bool both = facts->characters.size() == 2;
            // Alone in the frame, somebody keeps the line by where they look; who looks elsewhere has none to keep.
            const bool first = facts->characters.front() == people[i].character;
            if (!both && !looksAt(people[first ? i : j], people[first ? j : i])) continue;
            const auto line = lineBetween(people[i], people[j]);
            if (!line) continue;
            const bool order = line->a == people[i].character;
            const Person &a = order ? people[i] : people[j], &b = order ? people[j] : people[i];
            seen[{line->a, line->b}].push_back({&shot, sideOver(*facts, *line, shot.frames), both, *line, markName(p, a), markName(p, b)});
        }
    }
}
}  // namespace

void findLineCrossings(const Production& p, const SetSight& sight, std::vector<Finding>& list) {
    for (const Scene* scene : scenesInOrder(p)) {
        std::map<Pair, std::vector<Seen>> seen;
        for (const Shot* shot : shotsInOrder(p, scene->id)) {
            if (shot->status != ShotStatus::Omitted) collect(p, *shot, sight, seen);
        }
        for (const auto& [pair, shots] : seen) {
            // The first that shows both lays the line down, else the first that shows one and takes a side.
            const Seen* master = nullptr;
            for (const Seen& s : shots) {
                if (s.side != 0 && s.both && !(master && master->both)) master = &s;
                else if (s.side != 0 && !master) master = &s;
            }
            if (!master) continue;
            std::vector<std::string> keep;
            for (const Seen& s : shots) {
                if (s.side == master->side && std::find(keep.begin(), keep.end(), s.shot->label) == keep.end()) keep.push_back(s.shot->label);
            }
            for (const Seen& s : shots) {
                if (s.side != -master->side) continue;
                Finding f;
                f.code = "crosses-line";
                f.message = fmt::format("{} crosses the line between {} and {} that {} keep{}.", s.shot->label, s.a, s.b,
                                        enumerated(keep), keep.size() == 1 ? "s" : "");
                f.subjects = {AnyId(s.shot->id), AnyId(s.shot->rig)};
                f.fixes = {fmt::format("mirror-camera {} a={} b={} setup={} time={}f", toText(s.shot->rig), toText(pair.first),
                                       toText(pair.second), toText(s.shot->setup), s.shot->poster.frame)};
                list.push_back(std::move(f));
            }
        }
    }
}

}  // namespace recce::plan
