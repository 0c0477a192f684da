#include "model/timing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

namespace recce {
namespace {
/// Everything of a key that moves, made linear: position, angles, log focal length, 1 / focus.
using Channels = std::array<double, 8>;

Channels channelsOf(const CameraKey& k) {
    return {k.position.x, k.position.y, k.position.z, k.angles.pan, k.angles.tilt, k.angles.roll,
            std::log(std::max(k.focal.value, 1e-3)), 1 / std::max(k.focus.value, 1e-3)};
}
CameraState stateOf(const Channels& c) {
    return {{c[0], c[1], c[2]}, {c[3], c[4], c[5]}, Millimetres(std::exp(c[6])), Metres(1 / c[7])};
}
CameraState stateOf(const CameraKey& k) { return {k.position, k.angles, k.focal, k.focus}; }

Channels difference(const Channels& a, const Channels& b, double span) {
    Channels d{};
    for (std::size_t i = 0; i < d.size(); ++i) d[i] = (b[i] - a[i]) / span;
    return d;
}

/// A slope for `a` then `b` (slopes of the neighbouring spans) that cannot overshoot: 0 at a turn, else at most three
/// times the flatter one (Fritsch and Carlson's bound).
double limited(double mean, double a, double b) {
    if (a * b <= 0) return 0;
    const double bound = 3 * std::min(std::abs(a), std::abs(b));
    return std::clamp(mean, -bound, bound);
}

/// The same for a velocity, which must not depend on how the axes lie: none where one side rests or the path doubles
/// back, else shortened to three times the slower one.
Vec3 limited(const Vec3& mean, const Vec3& a, const Vec3& b) {
    const double la = glm::length(a), lb = glm::length(b);
    if (la < 1e-9 || lb < 1e-9 || glm::dot(a, b) <= -0.999 * la * lb) return Vec3(0);
    const double length = glm::length(mean), bound = 3 * std::min(la, lb);
    return length > bound ? mean * (bound / length) : mean;
}

double spanOf(const CameraKey& a, const CameraKey& b) { return static_cast<double>(b.time.frame - a.time.frame); }

/// Velocity through key `i`. At rest at both ends of the whole move.
Channels tangent(const std::vector<CameraKey>& keys, std::size_t i) {
    if (i == 0 || i + 1 == keys.size()) return {};
    const double before = spanOf(keys[i - 1], keys[i]), after = spanOf(keys[i], keys[i + 1]);
    if (before <= 0 || after <= 0) return {};
    const Channels here = channelsOf(keys[i]);
    const Channels a = difference(channelsOf(keys[i - 1]), here, before);
    const Channels b = difference(here, channelsOf(keys[i + 1]), after);
    Channels t{};
    for (std::size_t c = 0; c < t.size(); ++c) {
        t[c] = (a[c] * after + b[c] * before) / (before + after);
        // A straight piece on one side is led into or followed without a kink.
        if (keys[i - 1].ease == Ease::Linear) t[c] = a[c];
        if (keys[i].ease == Ease::Linear) t[c] = b[c];
        if (c >= 3) t[c] = limited(t[c], a[c], b[c]);
    }
    const Vec3 velocity = limited(Vec3(t[0], t[1], t[2]), Vec3(a[0], a[1], a[2]), Vec3(b[0], b[1], b[2]));
    for (int c = 0; c < 3; ++c) t[static_cast<std::size_t>(c)] = velocity[c];
    return t;
}

double turnTowards(double from, double to, double share) {
    return from + std::remainder(to - from, 2 * kPi) * share;
}
double headingAlong(const Vec3& direction) { return lookAlong(direction).pan; }

std::int64_t startOf(const Mark& m) { return m.arrive ? m.arrive->frame : m.leave->frame; }

/// A walk from one mark to the next.
class Walk {
public:
    Walk(const Mark& from, const Mark& to) {
        points_.push_back(from.position);
        points_.insert(points_.end(), to.via.begin(), to.via.end());
        points_.push_back(to.position);
        along_.push_back(0);
        for (std::size_t i = 1; i < points_.size(); ++i)
            along_.push_back(along_.back() + glm::distance(points_[i - 1], points_[i]));
    }
    double length() const { return along_.back(); }
    Vec3 at(double s) const {
        s = std::clamp(s, 0.0, length());
        std::size_t i = 1;
        while (i + 1 < points_.size() && along_[i] < s) ++i;
        const double span = along_[i] - along_[i - 1];
        return span <= 0 ? points_[i] : glm::mix(points_[i - 1], points_[i], (s - along_[i - 1]) / span);
    }
    /// People look into a corner before they are round it: the heading is that of a step ahead.
    double heading(double s, double otherwise) const {
        constexpr double kStep = 0.3;
        const Vec3 ahead = at(s + kStep) - at(s - kStep);
        return std::hypot(ahead.x, ahead.z) < 1e-6 ? otherwise : headingAlong(ahead);
    }

private:
    std::vector<Vec3> points_;
    std::vector<double> along_;
};

/// When a figure leaves `from`, given the next mark: as said, else as late as an ordinary pace allows.
double leaveFrame(const Mark& from, const Mark& to, double length, FrameRate rate) {
    const auto arrives = static_cast<double>(startOf(to));
    const double earliest = static_cast<double>(startOf(from));
    if (from.leave) return std::clamp(static_cast<double>(from.leave->frame), earliest, std::max(earliest, arrives));
    return std::max(earliest, arrives - length / kWalkingPace * rate.perSecond());
}

FigureState walking(const Mark& from, const Mark& to, const Walk& walk, double share) {
    const double s = share * walk.length();
    FigureState state = standing(to);
    state.position = walk.at(s);
    state.walking = true;
    state.walked = Metres(s);
    state.pose = BodyPose::Walk;
    state.seat.reset();
    // Turning out of the first stance and into the last takes the first and last half metre.
    constexpr double kTurn = 0.5;
    const double way = walk.heading(s, radians(to.facing));
    const double turn = std::min(kTurn, walk.length() / 2);
    if (s < turn) state.heading = turnTowards(radians(from.facing), way, s / turn);
    else if (walk.length() - s < turn) state.heading = turnTowards(radians(to.facing), way, (walk.length() - s) / turn);
    else state.heading = way;
    return state;
}
}  // namespace

FigureState standing(const Mark& m) {
    return {m.character, m.id, m.position, radians(m.facing), m.pose, m.seat, m.atTable, m.gaze, false, Metres(0)};
}

CameraState cameraAt(const CameraRig& rig, double frame) {
    const auto& keys = rig.keys;
    if (keys.empty()) return {};
    if (frame <= static_cast<double>(keys.front().time.frame)) return stateOf(keys.front());
    std::size_t i = 0;
    while (i + 1 < keys.size() && static_cast<double>(keys[i + 1].time.frame) <= frame) ++i;
    if (i + 1 == keys.size()) return stateOf(keys.back());
    const double span = spanOf(keys[i], keys[i + 1]);
    const double u = (frame - static_cast<double>(keys[i].time.frame)) / span;
    // Exact at a key: through logarithms and reciprocals 35 mm would come back as 35.000000000000007.
    if (u == 0) return stateOf(keys[i]);
    const Channels a = channelsOf(keys[i]), b = channelsOf(keys[i + 1]);
    Channels at{};
    if (keys[i].ease == Ease::Linear) {
        for (std::size_t c = 0; c < at.size(); ++c) at[c] = a[c] + (b[c] - a[c]) * u;
    } else {
        const Channels start = tangent(keys, i), end = tangent(keys, i + 1);
        const double u2 = u * u, u3 = u2 * u;
        for (std::size_t c = 0; c < at.size(); ++c) {
            at[c] = (2 * u3 - 3 * u2 + 1) * a[c] + (u3 - 2 * u2 + u) * span * start[c] + (3 * u2 - 2 * u3) * b[c] +
                    (u3 - u2) * span * end[c];
        }
    }
    CameraState state = stateOf(at);
    // What does not change must not drift by rounding.
    if (keys[i].focal == keys[i + 1].focal) state.focal = keys[i].focal;
    if (keys[i].focus == keys[i + 1].focus) state.focus = keys[i].focus;
    return state;
}

bool moves(const CameraRig& rig) {
    return std::any_of(rig.keys.begin(), rig.keys.end(),
                       [&](const CameraKey& k) { return !(stateOf(k) == stateOf(rig.keys.front())); });
}

std::optional<FigureState> figureAt(std::span<const Mark* const> marks, double frame, FrameRate rate) {
    std::vector<const Mark*> path, places;
    for (const Mark* m : marks) (m->arrive || m->leave ? path : places).push_back(m);
    if (path.empty()) {
        if (places.empty()) return std::nullopt;
        return standing(**std::min_element(places.begin(), places.end(), [](const Mark* a, const Mark* b) {
            return std::tie(a->label, a->id) < std::tie(b->label, b->id);
        }));
    }
    std::sort(path.begin(), path.end(), [](const Mark* a, const Mark* b) {
        return std::pair(startOf(*a), a->id) < std::pair(startOf(*b), b->id);
    });
    for (std::size_t i = 0; i < path.size(); ++i) {
        const Mark& here = *path[i];
        if (here.exits) {
            const auto gone = static_cast<double>(here.leave ? here.leave->frame : startOf(here));
            if (frame < gone || (frame == gone && here.leave && !here.arrive)) return standing(here);
            // They may come back in at a later mark.
            if (i + 1 == path.size() || frame < static_cast<double>(startOf(*path[i + 1]))) return std::nullopt;
            continue;
        }
        if (i + 1 == path.size()) return standing(here);
        const Mark& next = *path[i + 1];
        const Walk walk(here, next);
        const double leaves = leaveFrame(here, next, walk.length(), rate);
        if (frame <= leaves) return standing(here);
        const auto arrives = static_cast<double>(startOf(next));
        if (frame < arrives) return walking(here, next, walk, (frame - leaves) / (arrives - leaves));
    }
    return std::nullopt;
}

std::vector<FigureState> figuresAt(const Production& production, std::span<const Mark> marks, double frame) {
    std::map<Id<Character>, std::vector<const Mark*>> byCharacter;
    for (const Mark& m : marks) {
        if (production.find(m.character)) byCharacter[m.character].push_back(&m);
    }
    std::vector<FigureState> figures;
    for (const auto& [character, theirs] : byCharacter) {
        if (auto state = figureAt(theirs, frame, production.info->rate)) figures.push_back(*state);
    }
    const auto order = [&](const FigureState& f) {
        const std::int32_t cast = production.find(f.character)->cast;
        return std::tuple(cast <= 0, cast, f.character);
    };
    std::sort(figures.begin(), figures.end(), [&](const auto& a, const auto& b) { return order(a) < order(b); });
    return figures;
}

std::vector<Mark> marksOf(const Production& production, Id<Scene> scene) {
    std::vector<Mark> marks;
    for (const Mark& m : production.all<Mark>()) {
        if (m.scene == scene) marks.push_back(m);
    }
    return marks;
}

FrameRange sceneSpan(const Production& production, Id<Scene> scene) {
    std::optional<std::int64_t> first, end;
    const auto add = [&](std::int64_t from, std::int64_t to) {
        first = std::min(first.value_or(from), from);
        end = std::max(end.value_or(to), to);
    };
    for (const CameraRig& rig : production.all<CameraRig>()) {
        if (rig.scene == scene && rig.keys.size() > 1) add(rig.keys.front().time.frame, rig.keys.back().time.frame + 1);
    }
    for (const Mark& m : production.all<Mark>()) {
        if (m.scene != scene) continue;
        if (m.arrive) add(m.arrive->frame, m.arrive->frame + 1);
        if (m.leave) add(m.leave->frame, m.leave->frame + 1);
    }
    for (const Shot& s : production.all<Shot>()) {
        const Setup* setup = production.find(s.setup);
        if (setup && setup->scene == scene) add(s.frames.first.frame, s.frames.first.frame + s.frames.count);
    }
    return first ? FrameRange{FrameTime{*first}, *end - *first} : FrameRange{};
}

}  // namespace recce
