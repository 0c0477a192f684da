#include "plan/framing.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/in_setup.h"
#include "model/words.h"
#include "plan/shot_words.h"

namespace recce::plan {
namespace {
constexpr double kHeadroom = 0.08;            // of the frame's height, over the crown
constexpr double kOffTheLook = 20;            // degrees: eyes beside the lens, not into it
constexpr double kGround = 0.25;              // metres over the floor: a lens on a high-hat's board, for a worm's eye
constexpr double kLowest = 0.45;              // metres: knee height, for any other angle
constexpr double kFarthest = 400;             // metres
constexpr double kWallGap = 0.25;             // metres a camera keeps from what is behind it

Vec3 horizontal(double pan) { return {-std::sin(pan), 0, -std::cos(pan)}; }

/// Elevation of the camera as seen from the eyes, degrees; the middles of the ranges that angleOf reads.
double elevationOf(ShotAngle angle) {
    switch (angle) {
        case ShotAngle::Bird: return 75;
        case ShotAngle::High: return 22;
        case ShotAngle::Eye: return 0;
        case ShotAngle::Low: return -18;
        case ShotAngle::Worm: return -50;
    }
    return 0;
}

/// Where crown and lower cut shall lie in the frame, -1 to 1.
struct Cut {
    double top = 0, bottom = 0;
};
Cut cutOf(ShotSize size) {
    if (size < ShotSize::FS) return {1 - 2 * kHeadroom, -1};
    const double share = shareOf(size);
    const double headroom = std::max((1 - share) * 0.5, kHeadroom);
    return {1 - 2 * headroom, 1 - 2 * headroom - 2 * share};
}

/// The point of the body at a fraction of stature, between its landmarks.
Vec3 bodyPoint(const FigureLandmarks& l, double fraction) {
    const auto mid = [](const std::array<Vec3, 2>& p) { return (p[0] + p[1]) * 0.5; };
    const std::pair<double, Vec3> body[] = {{1.0, l.crown}, {kEyes, l.eyes}, {kChin, l.chin}, {kShoulder, mid(l.shoulder)},
                                            {kChest, l.chest}, {kWaist, l.waist}, {kHips, l.hips},
                                            {kMidThigh, mid(l.midThigh)}, {kKnee, mid(l.knee)}, {kAnkle, mid(l.ankle)}, {0, mid(l.foot)}};
    for (std::size_t i = 1; i < std::size(body); ++i) {
        if (fraction >= body[i].first) {
            return glm::mix(body[i].second, body[i - 1].second, (fraction - body[i].first) / (body[i - 1].first - body[i].first));
        }
    }
    return body[std::size(body) - 1].second;
}

/// A camera on its way: everything but its distance is settled.
class Placer {
public:
    /// `other`, when there is one, has their head in the frame too.
    Placer(const CameraView& lens, const Person& person, const Person* other, const FrameWish& wish)
        : view_(lens), person_(person), other_(other), wish_(wish) {
        cut_ = cutOf(wish.size);
        low_ = bodyPoint(person.at, wish.size < ShotSize::FS ? bottomFractionOf(wish.size) : 0.0);
        half_ = std::atan(view_.frame.height.value / (2 * view_.state.focal.value));
    }

    /// The camera `distance` metres off the eyes along the bearing, tilted so that the lower cut lies where it shall.
    CameraView at(double distance, double bearing) const {
        CameraView view = view_;
        const Vec3 eyes = person_.at.eyes, out = horizontal(bearing);
        const double floor = person_.state.position.y;
        if (wish_.height) {
            view.state.position = Vec3(eyes.x, floor + wish_.height->value, eyes.z) + out * distance;
        } else {
            const double up = radians(Degrees(elevationOf(wish_.angle)));
            view.state.position = eyes + (out * std::cos(up) + Vec3(0, std::sin(up), 0)) * distance;
            view.state.position.y = std::max(view.state.position.y, floor + (wish_.angle == ShotAngle::Worm ? kGround : kLowest));
        }
        const Vec3 look = glm::mix(person_.at.crown, low_, 0.5) - view.state.position;
        view.state.angles = lookAlong(look);
        // Two share the frame's width.
        if (other_) view.state.angles.pan = lookAlong(glm::mix(person_.at.eyes, other_->at.eyes, 0.5) - view.state.position).pan;
        // From straight above there is no bearing in the look: keep the picture upright towards the subject's front.
        if (std::hypot(look.x, look.z) < 1e-3) view.state.angles.pan = bearing + kPi;
        const double below = downTo(view, low_);
        view.state.angles.tilt = below - std::atan(cut_.bottom * std::tan(half_));
        return view;
    }

    /// How much more of the frame crown to cut takes than it shall: falls with the distance.
    double excess(double distance, double bearing) const {
        const CameraView view = at(distance, bearing);
        double top = downTo(view, person_.at.crown);
        // The higher head of two has the headroom.
        if (other_) top = std::max(top, downTo(view, other_->at.crown));
        const double spanned = top - downTo(view, low_);
        const double wished = std::atan(cut_.top * std::tan(half_)) - std::atan(cut_.bottom * std::tan(half_));
        return std::abs(spanned) - wished;
    }

    /// The farthest distance that gives the size; nothing where foreshortening never lets the body fill the frame so far.
    std::optional<double> solve(double bearing) const {
        double far = kFarthest, near = far;
        while (excess(near, bearing) <= 0) {
            far = near;
            near /= 1.05;
            if (near < 0.05) return std::nullopt;
        }
        for (int i = 0; i < 60; ++i) {
            const double middle = std::sqrt(near * far);
            (excess(middle, bearing) > 0 ? near : far) = middle;
        }
        return far;
    }

private:
    /// Elevation of a point in the camera's own vertical plane: its picture's y is tan of this minus the tilt.
    static double downTo(const CameraView& view, const Vec3& p) {
        const Vec3 way = p - view.state.position;
        return std::atan2(way.y, glm::dot(way, horizontal(view.state.angles.pan)));
    }

    CameraView view_;
    const Person& person_;
    const Person* other_;
    const FrameWish& wish_;
    Cut cut_;
    Vec3 low_{0};
    double half_ = 0;
};

const Person* findPerson(const std::vector<Person>& people, Id<Character> id) {
    const auto it = std::find_if(people.begin(), people.end(), [&](const Person& p) { return p.character == id; });
    return it == people.end() ? nullptr : &*it;
}

Result<const Person*> personIn(const Production& production, const std::vector<Person>& people, Id<Character> id) {
    if (const Person* p = findPerson(people, id)) return p;
    const Character* c = production.find(id);
    return fail(Code::NotFound, (c ? c->name : std::string("This character")) + " is not in the scene at that time.", toText(id),
                "Place a mark for them first.");
}

CameraView lensOn(const Production& production, const CameraRig& rig, Millimetres focal) {
    CameraRig r = rig;
    if (r.keys.empty()) r.keys.emplace_back();
    r.keys.resize(1);
    r.keys[0].focal = focal;
    r.keys[0].focus = Metres(3);
    return viewOf(production, r, static_cast<double>(r.keys[0].time.frame));
}

FramedCamera finished(const CameraView& view, const Person& subject, FrameTime time) {
    FramedCamera camera;
    camera.key.time = time;
    camera.key.position = view.state.position;
    camera.key.angles = view.state.angles;
    camera.key.focal = view.state.focal;
    const auto eyes = view.project(subject.at.eyes);
    const double depth = eyes ? eyes->depth : glm::distance(view.state.position, subject.at.eyes);
    camera.key.focus = optics::tapeFromPupil(Metres(std::max(depth, 2.2e-3 * view.state.focal.value)), view.state.focal);
    camera.distance = Metres(glm::distance(view.state.position, subject.at.eyes));
    return camera;
}

/// Nothing of the set between the subject's eyes and the camera, and room behind the camera.
bool stands(const SightScene* set, const Person& subject, const Vec3& camera) {
    if (!set) return true;
    const Vec3 way = camera - subject.at.eyes;
    const double length = glm::length(way);
    if (length < 1e-6) return false;
    return !set->occluded({subject.at.eyes, way, 1e-3, length + kWallGap}, SightGlass::Solid);
}

std::string sizeWordOf(ShotSize size) { return std::string(wordOf(size)); }

/// Pan from the subject towards where its camera stands by default.
double defaultBearing(const Production& production, const FrameScene& where, const std::vector<Person>& people,
                      const Person& subject, const Person* other) {
    const auto lineSide = [&](const Person& partner) -> std::optional<std::pair<ActionLine, int>> {
        const auto line = lineBetween(subject, partner);
        if (!line) return std::nullopt;
        const auto master = masterOf(production, where.scene, line->a, line->b);
        const int side = master ? line->side(master->position) : 0;
        return std::pair(*line, side == 0 ? 1 : side);
    };
    if (other) {
        // Two people are seen from beside the line between them, on the master's side.
        if (const auto found = lineSide(*other)) return lookAlong(found->first.right() * static_cast<double>(found->second)).pan;
    }
    const Vec3 gaze = subject.gaze();
    const double look = std::hypot(gaze.x, gaze.z) > 0.2 ? lookAlong(Vec3(gaze.x, 0, gaze.z)).pan : subject.placed.heading;
    const double off = radians(Degrees(kOffTheLook));
    for (const Person& p : people) {
        if (p.character == subject.character || !relate(subject, p)) continue;
        if (const auto found = lineSide(p)) {
            const auto& [line, side] = *found;
            const auto onSide = [&](double pan) { return glm::dot(horizontal(pan), line.right()) * side; };
            return onSide(look + off) >= onSide(look - off) ? look + off : look - off;
        }
    }
    return look + off;
}

/// Bearings to try, the nearest to the wished one first, in steps of 15 degrees to 75.
std::vector<double> bearingsAround(double wished, bool fixed) {
    std::vector<double> list = {wished};
    for (int i = 1; i <= 5 && !fixed; ++i) {
        list.push_back(wished + radians(Degrees(15.0 * i)));
        list.push_back(wished - radians(Degrees(15.0 * i)));
    }
    return list;
}
}  // namespace

Result<FramedCamera> frameIt(const Production& production, const CameraRig& rig, const FrameScene& where, const FrameWish& wish) {
    if (wish.people.empty() || wish.people.size() > 2) return fail(Code::Usage, "Name one or two people to frame.");
    if (wish.size == ShotSize::Insert) return fail(Code::Usage, "An insert shows a thing; size one of ECU to ELS frames people.");
    if (!(wish.focal.value > 0)) return fail(Code::Usage, "A lens has a focal length.");
    const std::vector<Person> people = peopleAt(production, where.scene, where.setup, static_cast<double>(where.time.frame));
    RECCE_TRY(const Person* subject, personIn(production, people, wish.people.front()));
    const Person* other = nullptr;
    if (wish.people.size() == 2) {
        RECCE_TRY(other, personIn(production, people, wish.people.back()));
        if (other == subject) return fail(Code::Usage, "Name two different people.");
    }

    const Placer placer(lensOn(production, rig, wish.focal), *subject, other, wish);
    const auto set = where.sight ? where.sight(where.scene, where.setup ? where.setup->id : Id<Setup>{}) : nullptr;
    const double wished = wish.bearing ? radians(*wish.bearing)
                                       : defaultBearing(production, where, people, *subject, other);
    bool tooWide = false, tooSteep = false;
    const auto bearings = bearingsAround(wished, wish.bearing.has_value());
    for (std::size_t i = 0; i < bearings.size(); ++i) {
        const std::optional<double> distance = placer.solve(bearings[i]);
        if (!distance) {
            tooSteep = true;
            continue;
        }
        const CameraView view = placer.at(*distance, bearings[i]);
        if (other) {
            const auto a = view.project(subject->at.eyes), b = view.project(other->at.eyes);
            if (!a || !b || std::abs(a->at.x) > 0.92 || std::abs(b->at.x) > 0.92 || std::abs(b->at.y) > 1) {
                tooWide = true;
                continue;
            }
        }
        if (!stands(set.get(), *subject, view.state.position)) continue;
        FramedCamera camera = finished(view, *subject, where.time);
        camera.turned = i > 0;
        return camera;
    }
    const std::string size = sizeWordOf(wish.size);
    if (tooSteep) {
        return fail(Code::Usage, fmt::format("From so steep no distance gives {} at {:.4g} mm.", size, wish.focal.value), {},
                    "Take a longer lens, a lower camera or a wider size.");
    }
    if (tooWide) {
        return fail(Code::Usage, fmt::format("{} of the first does not hold both: they stand too far apart.", size), {},
                    "Take a wider size, or another bearing.");
    }
    return fail(Code::Refused, fmt::format("The set leaves no room for {} at {:.4g} mm.", size, wish.focal.value), toText(where.scene),
                "Take a shorter lens or a tighter size, or fly the wall.");
}

namespace {
/// Over `near`'s shoulder to `far`; `side` 1 keeps to the right of the line from a to b.
FramedCamera overShoulder(CameraView view, const Person& near, const Person& far, const Vec3& aside, ShotSize size, FrameTime time) {
    constexpr double kNearX = 0.62, kFarX = 0.30;   // where the two heads lie, of half the frame's width
    constexpr double kBackLeast = 0.75, kBackMost = 3.0;
    Vec3 way = far.at.eyes - near.at.eyes;
    way.y = 0;
    const double length = glm::length(way);
    const Vec3 along = way / length;
    const double halfWidth = std::atan(view.frame.width.value * view.squeeze / (2 * view.state.focal.value));
    const double frame = view.frame.height.value / view.state.focal.value;
    // From the size: crown to cut over the frame's used height.
    const Cut cut = cutOf(size);
    const Vec3 low = bodyPoint(far.at, size < ShotSize::FS ? bottomFractionOf(size) : 0.0);
    const double wished = (far.at.crown.y - low.y) * 2 / ((cut.top - cut.bottom) * frame);
    const double back = std::clamp(wished - length, kBackLeast, kBackMost);

    const double apart = std::atan(kNearX * std::tan(halfWidth)) + std::atan(kFarX * std::tan(halfWidth));
    double least = 0, most = back;
    for (int i = 0; i < 60; ++i) {
        const double o = (least + most) / 2;
        (std::atan2(o, back) - std::atan2(o, back + length) < apart ? least : most) = o;
    }
    const double offset = std::max(most, 0.16);
    const Vec3 ground = near.at.eyes - along * back + aside * offset;
    view.state.position = Vec3(ground.x, near.at.eyes.y + 0.02, ground.z);
    const double toFar = lookAlong(far.at.eyes - view.state.position).pan;
    const double toNear = lookAlong(near.at.eyes - view.state.position).pan;
    const double turn = std::remainder(toNear - toFar, 2 * kPi);
    view.state.angles.pan = toFar + std::copysign(std::atan(kFarX * std::tan(halfWidth)), turn);
    // The far crown at its headroom decides the tilt.
    const Vec3 crown = far.at.crown - view.state.position;
    const double up = std::atan2(crown.y, glm::dot(crown, horizontal(view.state.angles.pan)));
    view.state.angles.tilt = up - std::atan(cut.top * frame / 2);
    return finished(view, far, time);
}

/// The person as they are on this mark, whatever the time.
Result<Person> personOn(const Production& production, const FrameScene& where, Id<Mark> id) {
    const Mark* stored = production.find(id);
    if (!stored) return fail(Code::NotFound, "There is no such mark.", toText(id));
    const Mark mark = inSetup(where.setup, *stored);
    const Character* character = production.find(mark.character);
    if (!character) return fail(Code::NotFound, "The mark's character does not exist.", toText(id));
    const FigureState state = standing(mark);
    Person p{mark.character, character->cast, state, placeFigure(*character, state), {}};
    p.at = worldLandmarks(p.placed);
    return p;
}
}  // namespace

Result<Overs> frameOvers(const Production& production, const CameraRig& rig, const FrameScene& where, const OverWish& wish) {
    if (wish.size == ShotSize::Insert) return fail(Code::Usage, "An over shows people; take a size from ECU to ELS.");
    RECCE_TRY(const Person a, personOn(production, where, wish.a));
    RECCE_TRY(const Person b, personOn(production, where, wish.b));
    const auto line = lineBetween(a, b);
    if (!line) return fail(Code::Usage, "Overs need two people on two marks, apart from each other.", toText(wish.b));
    const auto master = masterOf(production, where.scene, line->a, line->b);
    int side = master ? line->side(master->position) : 1;
    if (side == 0) side = 1;
    const Vec3 aside = line->right() * static_cast<double>(side);
    const CameraView lens = lensOn(production, rig, wish.focal);
    return Overs{overShoulder(lens, a, b, aside, wish.size, where.time), overShoulder(lens, b, a, aside, wish.size, where.time)};
}

CameraRig mirrored(const CameraRig& rig, const ActionLine& line) {
    CameraRig out = rig;
    const double axis = lookAlong(line.along()).pan;
    for (CameraKey& k : out.keys) {
        k.position -= line.right() * (2 * line.offset(k.position));
        k.angles.pan = 2 * axis - k.angles.pan;
        k.angles.roll = -k.angles.roll;
    }
    // Keys stay unwrapped among themselves; the whole move comes to the turn nearest to where it was.
    if (!out.keys.empty() && !rig.keys.empty()) {
        const double shift = 2 * kPi * std::round((rig.keys[0].angles.pan - out.keys[0].angles.pan) / (2 * kPi));
        for (CameraKey& k : out.keys) k.angles.pan += shift;
    }
    return out;
}

Result<ActionLine> lineOf(const Production& production, const CameraRig& rig, const FrameScene& where) {
    const std::vector<Person> people = peopleAt(production, where.scene, where.setup, static_cast<double>(where.time.frame));
    const ShotFacts facts = readFrame(production, rig, where.setup, where.time, where.sight);
    const Person* subject = facts.subject ? findPerson(people, *facts.subject) : nullptr;
    const auto partner = [&](const Person& s) -> const Person* {
        for (const Id<Character> id : facts.characters) {
            if (id != s.character) return findPerson(people, id);
        }
        for (const Person& p : people) {
            if (p.character != s.character && relate(s, p)) return &p;
        }
        return nullptr;
    };
    const Person* other = subject ? partner(*subject) : nullptr;
    const auto line = other ? lineBetween(*subject, *other) : std::nullopt;
    if (line) return *line;
    return fail(Code::NotFound, "There is no line of action here: the camera shows nobody who looks at somebody.", toText(rig.id),
                "Give the people marks, and a gaze at each other.");
}

}  // namespace recce::plan
