#include "plan/axis.h"

#include <algorithm>
#include <cmath>

#include "model/in_setup.h"
#include "model/names.h"
#include "plan/shot_facts.h"

namespace recce::plan {

Vec3 ActionLine::along() const {
    const Vec3 way(to.x - from.x, 0, to.z - from.z);
    return way / glm::length(way);
}
// Looking along -Z the right hand points to +X.
Vec3 ActionLine::right() const { return glm::cross(along(), Vec3(0, 1, 0)); }
double ActionLine::offset(const Vec3& point) const { return glm::dot(point - from, right()); }
int ActionLine::side(const Vec3& point, double slack) const {
    const double off = offset(point);
    return std::abs(off) < slack ? 0 : off > 0 ? 1 : -1;
}

std::optional<ActionLine> lineBetween(const Person& first, const Person& second) {
    if (first.character == second.character) return std::nullopt;
    const auto order = [](const Person& p) { return std::tuple(p.cast <= 0, p.cast, p.character); };
    const Person &a = order(first) < order(second) ? first : second, &b = &a == &first ? second : first;
    const Vec3 way = b.state.position - a.state.position;
    if (std::hypot(way.x, way.z) < 0.05) return std::nullopt;
    return ActionLine{a.character, b.character, a.state.position, b.state.position};
}

bool looksAt(const Person& who, const Person& whom) {
    if (const auto* target = std::get_if<Id<Character>>(&who.state.gaze)) return *target == whom.character;
    if (!std::holds_alternative<std::monostate>(who.state.gaze)) return false;
    Vec3 way = whom.state.position - who.state.position;
    way.y = 0;
    const double length = glm::length(way);
    return length > 1e-6 && glm::dot(who.facing(), way) / length >= 0.5;
}

bool relate(const Person& a, const Person& b) { return looksAt(a, b) || looksAt(b, a); }

std::optional<Master> masterOf(const Production& production, Id<Scene> scene, Id<Character> a, Id<Character> b,
                               Id<CameraRig> without) {
    std::optional<Master> any;
    for (const Shot* shot : shotsInOrder(production, scene)) {
        if (shot->status == ShotStatus::Omitted || shot->rig == without) continue;
        const auto facts = readShot(production, *shot);
        if (!facts) continue;
        const Master here{shot->rig, facts->view.state.position};
        const auto has = [&](Id<Character> who) {
            return std::find(facts->characters.begin(), facts->characters.end(), who) != facts->characters.end();
        };
        if (has(a) && has(b)) return here;
        if (!any && (has(a) || has(b))) any = here;
    }
    if (any) return any;
    for (const Setup* setup : setupsInOrder(production, scene)) {
        for (const Id<CameraRig> id : setup->cameras) {
            const CameraRig* rig = id == without ? nullptr : production.find(id);
            if (rig && !rig->keys.empty()) return Master{id, inSetup(setup, *rig).keys.front().position};
        }
    }
    return std::nullopt;
}

}  // namespace recce::plan
