#include "plan/findings.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "plan/scene_sun.h"
#include "plan/shot_words.h"

namespace recce::plan {
namespace {
/// Faster than this nobody walks on a set.
constexpr double kRunning = 4.0;  // metres a second
}  // namespace

void findWalks(const Production& p, std::vector<Finding>& list) {
    std::map<std::pair<Id<Scene>, Id<Character>>, std::vector<const Mark*>> paths;
    for (const Mark& m : p.all<Mark>()) {
        if (m.arrive || m.leave) paths[{m.scene, m.character}].push_back(&m);
    }
    const auto start = [](const Mark& m) { return m.arrive ? m.arrive->frame : m.leave->frame; };
    for (auto& [who, marks] : paths) {
        const Character* character = p.find(who.second);
        if (!character) continue;
        std::sort(marks.begin(), marks.end(), [&](const Mark* a, const Mark* b) {
            return std::pair(start(*a), a->id) < std::pair(start(*b), b->id);
        });
        for (std::size_t i = 0; i + 1 < marks.size(); ++i) {
            const Mark &from = *marks[i], &to = *marks[i + 1];
            if (from.exits) continue;
            double metres = 0;
            Vec3 last = from.position;
            for (const Vec3& v : to.via) metres += glm::distance(last, v), last = v;
            metres += glm::distance(last, to.position);
            const std::int64_t leaves = from.leave ? from.leave->frame : start(from);
            const double seconds = toSeconds(FrameTime{start(to) - leaves}, p.info->rate).value;
            if (metres < 0.3 || (seconds > 0 && metres / seconds <= kRunning)) continue;
            const std::string name = shortName(p, *character);
            list.push_back({FindingLevel::Warning, "too-fast",
                            seconds > 0 ? fmt::format("{} covers {:.1f} m in {:.1f} s to mark {}.", name, metres, seconds, to.label)
                                        : fmt::format("{} has no time to get to mark {}, {:.1f} m away.", name, to.label, metres),
                            {AnyId(to.id), AnyId(from.id)}, {}, false});
        }
    }
}

void findSuns(const Production& p, std::vector<Finding>& list) {
    for (const Scene& s : p.all<Scene>()) {
        const Environment& e = s.environment;
        if (e.date.empty() && e.localTime.empty()) continue;
        const Set* set = s.sets.empty() ? nullptr : p.find(s.sets.front());
        if (hasSunTime(e, set)) continue;
        std::string why = "needs the set's latitude, longitude and time zone";
        if (e.date.empty()) why = "needs a date";
        else if (e.localTime.empty()) why = "needs a time of day";
        else if (!set) why = "needs a set with a place";
        else if (placeOf(*set)) why = "has a date or time that does not exist";
        else if (!set->timeZone.empty()) why = fmt::format("has a set in a time zone that is not known, {}", set->timeZone);
        std::vector<AnyId> about{AnyId(s.id)};
        if (set) about.push_back(AnyId(set->id));
        list.push_back({FindingLevel::Note, "sun-without-place",
                        fmt::format("Scene {} {}: its sun stands where it was put by hand.", s.number, why), about, {}, false});
    }
}

std::vector<Finding> planFindings(const Production& production, const SetSight& sight) {
    std::vector<Finding> list;
    findOptics(production, list);
    findLights(production, list);
    findWalks(production, list);
    findSuns(production, list);
    findLineCrossings(production, sight, list);
    return list;
}

std::vector<Finding> allFindings(const Production& production, const SetSight& sight) {
    std::vector<Finding> list = dataFindings(production);
    for (Finding& f : planFindings(production, sight)) list.push_back(std::move(f));
    settle(list, production);
    return list;
}

}  // namespace recce::plan
