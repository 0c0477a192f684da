#include "render/reference_light.h"

#include <algorithm>
#include <cmath>

#include "optics/colour.h"
#include "optics/sun.h"
#include "render/sampling.h"
#include "sight/light.h"

namespace recce::render {
namespace {

std::uint64_t mixed(std::uint64_t v) {
    // Stafford's finisher: every bit of the seed reaches every bit of the state.
    v = (v ^ (v >> 30)) * 0xBF58476D1CE4E5B9ull;
    v = (v ^ (v >> 27)) * 0x94D049BB133111EBull;
    return v ^ (v >> 31);
}

/// The likely light of a lamp at a point, for choosing: never quite nothing, so that its edges are found.
double likely(const Lamp& lamp, const Vec3& point) {
    const Vec3 to = lamp.pose.position - point;
    const double d2 = glm::dot(to, to), size = std::max(lamp.width.value, lamp.height.value) / 2;
    const double share = d2 > 0 ? lamp.relative(-to / std::sqrt(d2)) : 1;
    return optics::luminance(lamp.candela) * (share + 0.05) / (d2 + size * size + 1e-6);
}

}  // namespace

PathRandom::PathRandom(std::uint64_t pixel, std::uint64_t sample) : state_(mixed(pixel * 0x9E3779B97F4A7C15ull + mixed(sample + 0x632BE59BD9B4E019ull))) {}

double PathRandom::next() {
    state_ = state_ * 6364136223846793005ull + 1442695040888963407ull;
    const auto shifted = static_cast<std::uint32_t>(((state_ >> 18u) ^ state_) >> 27u);
    const auto turn = static_cast<std::uint32_t>(state_ >> 59u);
    return ((shifted >> turn) | (shifted << ((32u - turn) & 31u))) * 0x1p-32;
}

Arriving fromLamp(const std::vector<Lamp>& lamps, const Vec3& point, PathRandom& random) {
    double all = 0;
    for (const Lamp& lamp : lamps) all += likely(lamp, point);
    if (all <= 0) return {};
    double wanted = random.next() * all;
    const Lamp* chosen = nullptr;
    double weight = 0;
    for (const Lamp& lamp : lamps) {
        const double w = likely(lamp, point);
        if (w <= 0) continue;
        chosen = &lamp;
        weight = w;
        if ((wanted -= w) < 0) break;
    }
    Arriving out = fromFace(*chosen, point, random.next2());
    out.lux *= all / weight;
    return out;
}

Arriving fromFace(const Lamp& lamp, const Vec3& point, const Vec2& u) {
    const Vec3 face = lamp.pointOn(u), to = face - point;
    const double distance = glm::length(to);
    if (distance < 1e-4) return {};
    return {lamp.luxFrom(face, point), to / distance, distance, ownGlow(lamp)};
}

Arriving fromSun(const Daylight& day, PathRandom& random) {
    if (optics::luminance(day.sunLux) <= 0) return {};
    const Vec2 disc = toDisc(random.next2()) * std::tan(radians(optics::kSunDisc) / 2);
    return {day.sunLux, glm::normalize(frameAround(day.toSun) * Vec3(disc, 1)), 1e6};
}

Mat3 frameAround(const Vec3& n) {
    // Duff et al. 2017: no axis is singular.
    const double sign = std::copysign(1.0, n.z), a = -1 / (sign + n.z), b = n.x * n.y * a;
    return {{1 + sign * n.x * n.x * a, sign * b, -sign * n.x}, {b, sign + n.y * n.y * a, -n.y}, n};
}

}  // namespace recce::render
