// Light at a point of a set: from lamps and sun with what stands between, from the sky, and once thrown back by surfaces.
// Knows no production and no picture: who asks says which lights there are.
#pragma once

#include <functional>
#include <span>
#include <variant>
#include <vector>

#include "base/math.h"
#include "base/units.h"
#include "optics/emitter.h"
#include "optics/screen.h"
#include "sight/scene.h"

namespace recce {

struct ProbeSun {
    Vec3 toSun{0, 1, 0};  ///< unit vector
    Vec3 lux{0};          ///< on a plane facing it; linear BT.709
};
/// A light as the probes and the meter see it: the sun, a lamp's face, or a cloth that stands in their way and shines nothing itself.
using ProbeLight = std::variant<ProbeSun, optics::Emitter, optics::Screen>;

/// Radiance of the environment along a direction, cd/m2 per linear BT.709 channel; the sun's disc is not in it.
using SkyRadiance = std::function<Vec3(const Vec3& direction)>;

/// Metres round a bulb within which a surface that shines by itself is taken for its glass, as models of practicals have it: it does
/// not stand in the bulb's way. 0 for other lamps.
double ownGlow(const optics::Emitter& lamp);

/// Lux of one colour channel each that the lights give at `point`, each weighed by `weight` of the unit vector towards it
/// (the cosine for a surface). `seed` chooses the point of each lamp's face. Shadow rays begin and end a hair off their surfaces.
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
