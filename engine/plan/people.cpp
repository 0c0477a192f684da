#include "plan/people.h"

#include <algorithm>
#include <cmath>

#include "model/in_setup.h"

namespace recce::plan {
namespace {
FigureBuild buildOf(Build b) {
    return b == Build::Slight ? FigureBuild::Slight : b == Build::Heavy ? FigureBuild::Heavy : FigureBuild::Average;
}
FigureAction actionOf(BodyPose p) {
    switch (p) {
        case BodyPose::Stand: return FigureAction::Stand;
        case BodyPose::Sit: return FigureAction::Sit;
        case BodyPose::Lean: return FigureAction::Lean;
        case BodyPose::Walk: return FigureAction::Walk;
        case BodyPose::Lie: return FigureAction::Lie;
        case BodyPose::Hold: return FigureAction::Hold;
    }
    return FigureAction::Stand;
}

/// Least distance between the stretches a-b and c-d, and how far along a-b (0 to 1) it lies.
std::pair<double, double> between(const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& d) {
    const Vec3 u = b - a, v = d - c, w = a - c;
    const double uu = glm::dot(u, u), uv = glm::dot(u, v), vv = glm::dot(v, v), uw = glm::dot(u, w), vw = glm::dot(v, w);
    const double det = uu * vv - uv * uv;
    double s = det > 1e-12 ? std::clamp((uv * vw - vv * uw) / det, 0.0, 1.0) : 0.0;
    double t = vv > 1e-12 ? std::clamp((uv * s + vw) / vv, 0.0, 1.0) : 0.0;
    s = uu > 1e-12 ? std::clamp((uv * t - uw) / uu, 0.0, 1.0) : 0.0;
    t = vv > 1e-12 ? std::clamp((uv * s + vw) / vv, 0.0, 1.0) : 0.0;
    return {glm::distance(a + u * s, c + v * t), s};
}
}  // namespace

Vec3 Person::facing() const { return {-std::sin(placed.heading), 0, -std::cos(placed.heading)}; }

PlacedFigure placeFigure(const Character& character, const FigureState& state) {
    PlacedFigure f;
    f.shape = castFigure(character.height, buildOf(character.build), character.id.value);
    f.stance.action = actionOf(state.pose);
    if (state.seat) f.stance.seat = *state.seat;
    f.stance.table = state.atTable;
    if (state.pose == BodyPose::Lie && !state.seat) f.stance.seat = Metres(0);
    if (state.walking) f.stance.phase = std::fmod(state.walked / strideLength(f.shape), 1.0);
    f.position = state.position;
    f.heading = state.heading;
    return f;
}

std::vector<Person> peopleAt(const Production& production, Id<Scene> scene, const Setup* setup, double frame) {
    std::vector<Mark> marks = marksOf(production, scene);
    for (Mark& m : marks) m = inSetup(setup, m);
    std::vector<Person> people;
    for (const FigureState& state : figuresAt(production, marks, frame)) {
        const Character& character = *production.find(state.character);
        Person p{state.character, character.cast, state, placeFigure(character, state), {}};
        p.placed.tag = static_cast<std::uint32_t>(people.size());
        p.at = worldLandmarks(p.placed);
        people.push_back(std::move(p));
    }
    // Gazes at people go to where their eyes are while they look straight ahead: turning heads move eyes by centimetres.
    std::vector<std::optional<Vec3>> targets(people.size());
    for (std::size_t i = 0; i < people.size(); ++i) {
        const Gaze& gaze = people[i].state.gaze;
        if (const auto* who = std::get_if<Id<Character>>(&gaze)) {
            for (const Person& other : people) {
                if (other.character == *who && &other != &people[i]) targets[i] = other.at.eyes;
            }
        } else if (const auto* camera = std::get_if<Id<CameraRig>>(&gaze)) {
            if (const CameraRig* rig = production.find(*camera)) targets[i] = cameraAt(inSetup(setup, *rig), frame).position;
        } else if (const auto* point = std::get_if<Vec3>(&gaze)) {
            targets[i] = *point;
        }
    }
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (!targets[i]) continue;
        people[i].placed.stance.gaze = localGaze(people[i].placed, *targets[i]);
        people[i].at = worldLandmarks(people[i].placed);
    }
    return people;
}

bool hiddenByPeople(const std::vector<Person>& people, const Person& owner, const Vec3& from, const Vec3& to) {
    constexpr double kHead = 0.10, kTrunk = 0.16, kArm = 0.07, kLeg = 0.07;  // metres, of an adult; enough to tell who covers whom
    for (const Person& p : people) {
        // Who looks through the lens hides nothing from it.
        if (p.character == owner.character || glm::distance(p.at.eyes, from) < kThroughTheirEyes) continue;
        const double size = p.placed.shape.height.value / 1.75;
        const auto covers = [&](const Vec3& a, const Vec3& b, double radius) {
            const auto [distance, along] = between(from, to, a, b);
            return distance < radius * size && along > 1e-6 && along < 0.999;
        };
        const FigureLandmarks& l = p.at;
        const Vec3 neck = (l.shoulder[0] + l.shoulder[1]) * 0.5;
        if (covers(glm::mix(l.crown, l.eyes, 0.4), glm::mix(l.crown, l.chin, 0.8), kHead)) return true;
        if (covers(neck, l.hips, kTrunk)) return true;
        for (std::size_t i = 0; i < 2; ++i) {
            if (covers(neck, l.shoulder[i], kArm) || covers(l.shoulder[i], l.hand[i], kArm)) return true;
            if (covers(l.hips, l.knee[i], kLeg) || covers(l.knee[i], l.ankle[i], kLeg)) return true;
        }
    }
    return false;
}

}  // namespace recce::plan
