// Light at a point of a set: from lamps and sun with what stands between, from the sky, and once thrown back by surfaces.
// Knows no production and no picture: who asks says which lights there are.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "base/math.h"
#include "base/units.h"
#include "sight/scene.h"

namespace recce {

enum class ProbeLightKind : std::uint32_t { Sun, Point, Cone, Panel };

/// A light as the probes see it: colours are linear BT.709, photometric.
struct ProbeLight {
    ProbeLightKind kind = ProbeLightKind::Point;
    Vec3 position{0};            ///< metres; not used by Sun
    Vec3 direction{0, -1, 0};    ///< unit vector it shines along
    Vec3 intensity{0};           ///< Sun: lux on a plane facing it. Others: candela along the axis
    double cosInner = 1;         ///< Cone: full intensity inside,
    double cosOuter = 0;         ///< none outside; smoothstep of the cosine between
    Vec3 halfRight{0}, halfUp{0};///< Panel (one-sided, Lambert): half its sides; shadow rays go to points on it
};

/// Radiance of the environment along a direction, cd/m2 per linear BT.709 channel; the sun's disc is not in it.
using SkyRadiance = std::function<Vec3(const Vec3& direction)>;

/// Lux of one colour channel each that the lights give at `point`, each weighed by `weight` of the unit vector towards it
/// (the cosine for a surface). `seed` chooses the points of panels. Shadow rays begin and end a hair off their surfaces.
Vec3 directLight(const SightScene& scene, std::span<const ProbeLight> lights, const Vec3& point, std::size_t seed,
                 const std::function<double(const Vec3&)>& weight);
/// On a surface with that normal; the point is moved off it.
Vec3 directLight(const SightScene& scene, std::span<const ProbeLight> lights, const Vec3& point, const Vec3& normal, std::size_t seed);

/// What an incident meter reads that is held at `point` with its dome towards `facing` (a unit vector): lux per channel.
/// A source straight ahead counts whole, one from the side half, one from behind not at all. Light of lamps, sun, sky, and
/// what surfaces throw back once of these. Glass lets light through. The same numbers every time.
Vec3 incidentLight(const SightScene& scene, const SkyRadiance& sky, std::span<const ProbeLight> lights, const Vec3& point, const Vec3& facing);

/// `count` unit vectors spread evenly over the sphere (Fibonacci).
std::vector<Vec3> spreadDirections(std::uint32_t count);

}  // namespace recce
