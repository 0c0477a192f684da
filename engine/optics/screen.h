// Cloths in the way of light: flags, nets, diffusion frames, the leaves of barn doors. Flat and thin; what falls on one goes on
// straight in part, comes out on the other side spread evenly in part, and the rest stays. Pure functions; knows no scene.
#pragma once

#include <span>

#include "base/math.h"
#include "base/units.h"

namespace recce::optics {

struct Screen {
    Pose pose;             ///< of the middle; the cloth lies across its local Z
    Metres width, height;  ///< along its local X and Y
    double straight = 0;   ///< share that passes without turning, 0 to 1
    double diffused = 0;   ///< share that leaves the other side as from a matt face, 0 to 1

    /// Whether the straight line between two points meets it; ends that lie on it do not count.
    bool crosses(const Vec3& from, const Vec3& to) const;
    /// Square metres.
    double area() const { return width.value * height.value; }
};

/// What is left of the light that goes straight from one point to another.
double passed(std::span<const Screen> screens, const Vec3& from, const Vec3& to);

}  // namespace recce::optics
