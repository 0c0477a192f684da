// How the reference picture's lamps and sun send light to a point. For reference*.cpp only.
#pragma once

#include "render/contents.h"

namespace recce::render {

/// Random numbers of one path: PCG32, seeded by pixel and sample.
class PathRandom {
public:
    PathRandom(std::uint64_t pixel, std::uint64_t sample);
    double next();  ///< [0, 1)
    Vec2 next2() { return {next(), next()}; }

private:
    std::uint64_t state_;
};

/// Light that would arrive at a point from a sampled place, were nothing in between.
struct Arriving {
    Vec3 lux{0};        ///< on a plane facing it, divided by the chance of this sample
    Vec3 direction{0};  ///< unit, towards the source
    double distance = 0;
    double own = 0;     ///< metres before its end: what shines there is the lamp itself and holds none of its light
};

/// One of the lamps by its likely share, and a point on its face.
Arriving fromLamp(const std::vector<Lamp>& lamps, const Vec3& point, PathRandom& random);
/// From the point of one lamp's face that `u` in [0, 1)^2 chooses.
Arriving fromFace(const Lamp& lamp, const Vec3& point, const Vec2& u);
/// A point of the sun's disc. No light where there is none.
Arriving fromSun(const Daylight& daylight, PathRandom& random);

/// A frame around a unit vector: its third column is `n`.
Mat3 frameAround(const Vec3& n);

}  // namespace recce::render
