#include "optics/emitter.h"

#include <algorithm>
#include <cmath>

#include "optics/photometry.h"

namespace recce::optics {

Vec2 toDisc(const Vec2& u) {
    const Vec2 p = u * 2.0 - 1.0;
    if (p.x == 0 && p.y == 0) return Vec2(0);
    const bool wide = std::abs(p.x) > std::abs(p.y);
    const double r = wide ? p.x : p.y;
    const double angle = wide ? (kPi / 4) * (p.y / p.x) : kPi / 2 - (kPi / 4) * (p.x / p.y);
    return {r * std::cos(angle), r * std::sin(angle)};
}

double Emitter::relative(const Vec3& away) const {
    if (profile) return profile->along(glm::conjugate(pose.rotation) * away).value / profile->peak().value;
    const double c = glm::dot(away, pose.forward());
    switch (kind) {
        case EmitterShape::Spot:
            return c <= 0 ? 0 : std::exp2(-std::pow(std::acos(std::min(c, 1.0)) / std::max(halfBeam, 1e-3), power));
        case EmitterShape::Panel:
        case EmitterShape::Disk: return std::max(c, 0.0);
        case EmitterShape::Tube: {
            const double along = glm::dot(away, pose.right());
            return std::sqrt(std::max(0.0, 1 - along * along));
        }
        case EmitterShape::Bulb: return 1;
    }
    return 0;
}

Vec3 Emitter::pointOn(const Vec2& u) const {
    const double w = width.value;
    Vec3 offset(0);
    switch (kind) {
        case EmitterShape::Panel: offset = {(u.x - 0.5) * w, (u.y - 0.5) * height.value, 0}; break;
        case EmitterShape::Tube: offset = {(u.x - 0.5) * w, 0, 0}; break;
        case EmitterShape::Spot:
        case EmitterShape::Disk: offset = Vec3(toDisc(u) * (w / 2), 0); break;
        case EmitterShape::Bulb: {
            // Points all over the sphere, each shining all round: outside, they add up to the sphere (Newton's shell).
            const double y = 1 - 2 * u.x, r = std::sqrt(std::max(0.0, 1 - y * y)), phi = 2 * kPi * u.y;
            offset = Vec3(r * std::cos(phi), y, r * std::sin(phi)) * (w / 2);
            break;
        }
    }
    return pose.position + pose.rotation * offset;
}

double Emitter::faceArea() const {
    const bool square = kind == EmitterShape::Panel || kind == EmitterShape::Tube;
    return square ? width.value * height.value : kPi / 4 * width.value * width.value;
}

double Emitter::faceRadius() const { return std::sqrt(faceArea() / kPi); }

Vec3 Emitter::luxFrom(const Vec3& point, const Vec3& at) const {
    const Vec3 way = at - point;
    const double d2 = glm::dot(way, way);
    return d2 > 0 ? candela * (relative(way / std::sqrt(d2)) / d2) : Vec3(0);
}

double Emitter::lumensPerCandela() const {
    if (profile) return profile->flux().value / profile->peak().value;
    switch (kind) {
        case EmitterShape::Spot: return SpotBeam{halfBeam, power}.lumensPerCandela();
        case EmitterShape::Panel:
        case EmitterShape::Disk: return 1 / panelCandela(Lumens(1)).value;
        case EmitterShape::Tube: return 1 / tubeCandela(Lumens(1)).value;
        case EmitterShape::Bulb: return 1 / isotropicCandela(Lumens(1)).value;
    }
    return 1;
}

double Emitter::reach() const {
    constexpr double kLeft = 0.002;
    if (profile) {
        // From behind forwards, in rings of a degree: the first that any of its directions lights.
        const double peak = profile->peak().value;
        for (int ring = 180; ring > 0; --ring) {
            const double theta = radians(Degrees(ring));
            for (int side = 0; side < 36; ++side) {
                const double phi = 2 * kPi * side / 36;
                if (profile->along({std::sin(theta) * std::sin(phi), std::sin(theta) * std::cos(phi), -std::cos(theta)}).value > kLeft * peak) return theta;
            }
        }
        return radians(Degrees(1));
    }
    switch (kind) {
        case EmitterShape::Spot: return std::min(kPi / 2, std::max(halfBeam, 1e-3) * std::pow(-std::log2(kLeft), 1 / power));
        case EmitterShape::Panel:
        case EmitterShape::Disk: return kPi / 2;
        case EmitterShape::Tube:
        case EmitterShape::Bulb: return kPi;
    }
    return kPi;
}

}  // namespace recce::optics
