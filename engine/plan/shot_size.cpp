#include "plan/shot_size.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "optics/shot_size.h"

namespace recce::plan {
namespace {
Vec3 middle(const std::array<Vec3, 2>& pair) { return (pair[0] + pair[1]) * 0.5; }

struct BodyPoint {
    double fraction;
    Vec3 at;
};
/// From the crown down, with the fractions of a standing body.
std::array<BodyPoint, 11> bodyOf(const FigureLandmarks& l) {
    return {{{1.0, l.crown}, {kEyes, l.eyes}, {kChin, l.chin}, {kShoulder, middle(l.shoulder)}, {kChest, l.chest},
             {kWaist, l.waist}, {kHips, l.hips}, {kMidThigh, middle(l.midThigh)}, {kKnee, middle(l.knee)},
             {kAnkle, middle(l.ankle)}, {0.0, middle(l.foot)}}};
}
}  // namespace

ShotSize sizeOf(double bottom, double share) { return static_cast<ShotSize>(optics::shotSizeBand(bottom, share)); }

double bottomFractionOf(ShotSize size) {
    switch (size) {
        case ShotSize::ECU: return 0.885;
        case ShotSize::CU: return kShoulder;
        case ShotSize::MCU: return kChest;
        case ShotSize::MS: return 0.60;
        case ShotSize::Cowboy: return kMidThigh;
        case ShotSize::MLS: return 0.26;
        default: return -0.06;
    }
}

double shareOf(ShotSize size) {
    switch (size) {
        case ShotSize::LS: return 0.5;
        case ShotSize::ELS: return 0.2;
        default: return 0.85;
    }
}

std::optional<Sighting> sightingOf(const CameraView& view, const std::vector<Person>& people, const Person& person,
                                   const SightScene* set) {
    const FigureLandmarks& l = person.at;
    const auto body = bodyOf(l);
    std::array<std::optional<FramePoint>, 11> seen;
    double top = -HUGE_VAL, low = HUGE_VAL;
    for (std::size_t i = 0; i < body.size(); ++i) {
        seen[i] = view.project(body[i].at);
        if (!seen[i]) continue;
        top = std::max(top, seen[i]->at.y);
        low = std::min(low, seen[i]->at.y);
    }
    if (!std::isfinite(top)) return std::nullopt;

    Sighting s;
    s.person = &person;
    s.distance = glm::distance(view.state.position, l.eyes);
    // The first point from the head down that the lower edge cuts off; what lies behind the camera is cut off too.
    s.bottom = -1;
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (seen[i] && seen[i]->at.y >= -1) continue;
        if (i == 0 || !seen[i] || !seen[i - 1]) {
            s.bottom = body[i].fraction;
        } else {
            const double above = seen[i - 1]->at.y + 1, below = -1 - seen[i]->at.y;
            s.bottom = body[i - 1].fraction + (body[i].fraction - body[i - 1].fraction) * above / (above + below);
        }
        break;
    }
    // A body lying across the frame fills it by its length.
    double length = top - low;
    if (seen.front() && seen.back()) {
        const Vec2 across = seen.front()->at - seen.back()->at;
        length = std::max(length, std::hypot(across.x * view.aspect, across.y));
    }
    s.share = length / 2;
    s.visible = std::max(0.0, std::min(top, 1.0) - std::max(low, -1.0)) / 2;

    const auto inSight = [&](const Vec3& p) {
        const auto at = view.project(p);
        return at && at->inside() && !hiddenByPeople(people, person, view.state.position, p) &&
               (!set || seesPoint(*set, view.state.position, p));
    };
    // Landmarks lie inside the body: its outline is this far to the left and right of them (metres, of 1.75 m).
    const Vec3 right = view.state.pose().right() * (person.placed.shape.height.value / 1.75);
    const std::pair<Vec3, double> upper[] = {{l.crown, 0.06}, {l.eyes, 0.08}, {l.chin, 0.06}, {l.shoulder[0], 0.06}, {l.shoulder[1], 0.06}, {l.chest, 0.13}};
    for (const auto& [p, reach] : upper) s.upper += inSight(p) || inSight(p - right * reach) || inSight(p + right * reach) ? 1 : 0;
    return s;
}

std::vector<Sighting> sightings(const CameraView& view, const std::vector<Person>& people, const SightScene* set) {
    std::vector<Sighting> all;
    for (const Person& p : people) {
        const auto s = sightingOf(view, people, p, set);
        if (s && s->inFrame()) all.push_back(*s);
    }
    return all;
}

}  // namespace recce::plan
