#include "plan/shot_facts.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "model/in_setup.h"
#include "plan/shot_size.h"

namespace recce::plan {
namespace {
/// Nobody in a frame that is less than this high at the focus distance: a thing is meant, an insert.
constexpr Metres kInsertHeight{0.8};
constexpr double kSameHeight = 0.02;       // of the taller: then the cast number decides
constexpr double kOverNearer = 0.75;       // of the subject's distance

/// Near, cut above the hips and without a face for us, while the other faces us: the shoulder of an over.
bool isShoulder(const Sighting& near, const Sighting& far, const CameraView& view) {
    if (near.distance >= kOverNearer * far.distance || near.bottom < kHips) return false;
    Vec3 way = near.person->at.eyes - view.state.position;
    way.y = 0;
    const Vec3 back = far.person->at.eyes - view.state.position;
    const double length = glm::length(way), reach = std::hypot(back.x, back.z);
    if (length < 1e-6 || reach < 1e-6) return false;
    // A body may sit across the axis while the head is turned from us, or the face may lie outside the frame.
    const auto face = view.project(near.person->at.eyes);
    const bool turnedAway = glm::dot(near.person->facing(), way) / length > 0.25 ||
                            glm::dot(near.person->gaze(), way) / length > 0.5 || !face || !face->inside();
    const bool facesUs = glm::dot(far.person->facing(), Vec3(back.x, 0, back.z)) / reach < 0.35;
    return turnedAway && facesUs;
}

const Sighting* tallest(const std::vector<const Sighting*>& all) {
    const Sighting* best = nullptr;
    for (const Sighting* s : all) {
        if (!best) {
            best = s;
            continue;
        }
        const double more = std::max(s->visible, best->visible);
        const bool same = std::abs(s->visible - best->visible) <= kSameHeight * more;
        const auto order = [](const Sighting* x) {
            return std::tuple(x->person->cast <= 0, x->person->cast, x->person->character);
        };
        if (same ? order(s) < order(best) : s->visible > best->visible) best = s;
    }
    return best;
}

std::vector<Framing> framingOf(std::size_t people, bool over, bool pov) {
    std::vector<Framing> list;
    if (over) list.push_back(Framing::Over);
    else if (people == 1) list.push_back(Framing::Single);
    else if (people == 2) list.push_back(Framing::TwoShot);
    else if (people > 2) list.push_back(Framing::Group);
    if (pov) list.push_back(Framing::Pov);
    return list;
}
}  // namespace

ShotAngle angleOf(Degrees up, Metres overFloor) {
    // An operator within 6.5 degrees of somebody's eyes is at eye level; a camera on the floor that looks up is a worm's.
    if (up.value <= -60) return ShotAngle::Bird;
    if (up.value < -6.5) return ShotAngle::High;
    if (up.value >= 45 || (up.value > 6.5 && overFloor.value <= 0.35)) return ShotAngle::Worm;
    return up.value > 6.5 ? ShotAngle::Low : ShotAngle::Eye;
}

namespace {
ShotFacts readAt(const Production& production, CameraRig rig, const Setup* setup, FrameRange range, FrameTime poster,
                 const std::optional<Id<Character>>& chosen, const SetSight& sight) {
    ShotFacts facts;
    facts.scene = rig.scene;
    facts.rig = std::move(rig);
    const auto frame = static_cast<double>(poster.frame);
    facts.view = viewOf(production, facts.rig, frame);
    const CameraView& view = facts.view;
    const std::vector<Person> people = peopleAt(production, facts.scene, setup, frame);
    facts.sharp = view.sharp();
    facts.heightM = view.state.position.y;
    facts.tiltDeg = degrees(view.state.angles.tilt).value;
    facts.panDeg = degrees(view.state.angles.pan).value;
    facts.frames = range.count;
    facts.seconds = toSeconds(FrameTime{range.count}, production.info->rate);
    facts.fps = facts.rig.captureRate.value_or(production.info->rate).perSecond();

    const std::shared_ptr<const SightScene> set = sight ? sight(facts.scene, setup ? setup->id : Id<Setup>{}) : nullptr;
    std::vector<Sighting> seen = sightings(view, people, set.get());
    // Through somebody's eyes: a lens a hand's breadth off them may have their own brow in its picture.
    // A lens as near that looks back at them is an extreme close-up.
    const auto through = [&](const Person& p) {
        return glm::distance(p.at.eyes, view.state.position) <= kThroughTheirEyes &&
               glm::dot(p.at.gaze, view.state.pose().forward()) > 0;
    };
    std::erase_if(seen, [&](const Sighting& s) { return through(*s.person); });
    for (const Sighting& s : seen) facts.characters.push_back(s.person->character);

    // Shoulders do not compete for the subject.
    std::vector<const Sighting*> candidates;
    for (const Sighting& s : seen) {
        const bool shoulder = std::any_of(seen.begin(), seen.end(), [&](const Sighting& far) {
            return &far != &s && far.person->character != s.person->character && isShoulder(s, far, view);
        });
        if (!shoulder) candidates.push_back(&s);
    }
    const Sighting* subject = tallest(candidates);
    for (const Sighting& s : seen) {
        if (chosen && s.person->character == *chosen) subject = &s;
    }
    const bool pov = std::any_of(people.begin(), people.end(), through);

    std::optional<Vec3> pivot;
    if (subject) {
        facts.subject = subject->person->character;
        facts.size = subject->size();
        for (const Sighting& s : seen) {
            if (&s != subject && !facts.over && isShoulder(s, *subject, view)) facts.over = s.person->character;
        }
        pivot = subject->person->at.eyes;
        const Vec3 way = *pivot - view.state.position;
        const double up = std::atan2(way.y, std::hypot(way.x, way.z));
        facts.angle = angleOf(degrees(up), Metres(view.state.position.y - subject->person->state.position.y));
    } else {
        if (chosen) facts.subject = chosen;
        const double focus = optics::pupilFromTape(view.state.focus, view.state.focal).value;
        if (std::isfinite(focus)) {
            if (view.frameHeightAt(Metres(focus)) <= kInsertHeight) facts.size = ShotSize::Insert;
            pivot = view.state.position + view.state.pose().forward() * focus;
        }
        facts.angle = angleOf(Degrees(facts.tiltDeg), Metres(view.state.position.y));
    }
    facts.framing = framingOf(seen.size(), facts.over.has_value(), pov);
    facts.movement = readMovement(facts.rig, range, pivot);
    return facts;
}
}  // namespace

ShotFacts readFrame(const Production& production, const CameraRig& rig, const Setup* setup, FrameTime frame,
                    const SetSight& sight) {
    CameraRig here = inSetup(setup, rig);
    FrameRange range{frame, 1};
    if (here.keys.size() > 1) {
        range = {here.keys.front().time, here.keys.back().time.frame - here.keys.front().time.frame + 1};
    }
    return readAt(production, std::move(here), setup, range, frame, std::nullopt, sight);
}

Result<ShotFacts> readShot(const Production& production, const Shot& shot, const SetSight& sight) {
    const Setup* setup = production.find(shot.setup);
    if (!setup) return fail(Code::NotFound, "The shot's setup does not exist.", toText(shot.id));
    const CameraRig* rig = production.find(shot.rig);
    if (!rig) return fail(Code::NotFound, "The shot's camera does not exist.", toText(shot.id));
    ShotFacts facts = readAt(production, inSetup(setup, *rig), setup, shot.frames, shot.poster, shot.subject, sight);
    facts.shot = shot.id;
    facts.scene = setup->scene;
    const auto override = [&](bool set, const char* name) {
        if (set) facts.overridden.emplace_back(name);
    };
    override(shot.subject.has_value(), "subject");
    override(shot.size.has_value(), "size");
    override(shot.angle.has_value(), "angle");
    override(shot.movement.has_value(), "movement");
    override(shot.framing.has_value(), "framing");
    if (shot.size) facts.size = shot.size;
    if (shot.angle) facts.angle = shot.angle;
    if (shot.framing) facts.framing = *shot.framing;
    if (shot.movement) facts.movement = {*shot.movement, {}};
    return facts;
}

}  // namespace recce::plan
