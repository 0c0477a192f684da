// How a lamp shines: the one description that picture, reference, meter and probes share. A face of some shape sends light from
// every point of it, each with the same spread of directions. Pure functions; knows no scene and no shadows.
#pragma once

#include <cstdint>
#include <memory>

#include "base/math.h"
#include "base/units.h"
#include "optics/ies.h"

namespace recce::optics {

/// What the face looks like. The numbers are those of shaders/shared.h.
enum class EmitterShape : std::uint32_t {
    Spot,   ///< a round lens that throws a beam
    Panel,  ///< a one-sided Lambertian rectangle
    Tube,   ///< a thin Lambertian cylinder along the pose's X; its ends do not shine
    Bulb,   ///< a sphere, the same all round
    Disk,   ///< a one-sided Lambertian disc
};

struct Emitter {
    EmitterShape kind = EmitterShape::Spot;
    Pose pose;                ///< of the face's middle; shines along -Z
    /// Linear BT.709. Spot, panel and disc: along the axis; tube: square to its middle; bulb: all round. With a profile: where the
    /// profile is brightest.
    Vec3 candela{0};
    double halfBeam = 0.35;   ///< spot: radians off the axis where half is left
    double power = 2;         ///< spot: relative intensity is 2^-(angle / halfBeam)^power, as optics::SpotBeam
    Metres width{0.1}, height{0.1};  ///< of the shining face; tube: length, diameter; disc, bulb, spot: width is the diameter
    /// Measured light (LM-63): takes the place of the shape's own spread. Vertical 0 of type C lies on the pose's axis, horizontal 0
    /// on its up, growing to the right as the lamp looks.
    std::shared_ptr<const IesProfile> profile;

    /// Intensity along `away` (unit, from the lamp) over that of `candela`.
    double relative(const Vec3& away) const;
    /// A point of the face for `u` in [0, 1)^2; evenly spread u are evenly spread points. Metres, world.
    Vec3 pointOn(const Vec2& u) const;
    /// Radius of a disc of the face's area as seen from where it is brightest, metres.
    double faceRadius() const;
    /// Square metres of the same.
    double faceArea() const;
    /// Light from one point of the face to another place: candela over the distance squared, lux on a plane that faces the lamp.
    Vec3 luxFrom(const Vec3& point, const Vec3& at) const;
    /// All of the light that one candela (as `candela` counts) means.
    double lumensPerCandela() const;
    /// Radians off the axis beyond which less than a five-hundredth of the brightest is left.
    double reach() const;
};

/// Area-preserving map of the unit square to the unit disc (Shirley and Chiu 1997).
Vec2 toDisc(const Vec2& u);

}  // namespace recce::optics
