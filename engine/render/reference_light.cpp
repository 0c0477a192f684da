#include "render/reference_light.h"

#include <algorithm>
#include <cmath>

#include "optics/colour.h"
#include "optics/sun.h"
#include "render/sampling.h"

namespace recce::render {
namespace {

std::uint64_t mixed(std::uint64_t v) {
    // Stafford's finisher: every bit of the seed reaches every bit of the state.
    v = (v ^ (v >> 30)) * 0xBF58476D1CE4E5B9ull;
    v = (v ^ (v >> 27)) * 0x94D049BB133111EBull;
    return v ^ (v >> 31);
}

/// Relative intensity of a lamp in a direction from it.
double relative(const Lamp& lamp, const Vec3& away) {
    const double c = glm::dot(away, lamp.pose.forward());
    switch (lamp.kind) {
        case LampKind::Spot: return c <= 0 ? 0 : std::exp2(-std::pow(std::acos(std::min(c, 1.0)) / std::max(lamp.halfBeam, 1e-3), lamp.power));
        case LampKind::Panel: return std::max(c, 0.0);
        case LampKind::Tube: {
            const double along = glm::dot(away, lamp.pose.right());
            return std::sqrt(std::max(0.0, 1 - along * along));
        }
        case LampKind::Bulb: return 1;
    }
    return 0;
}

Vec3 pointOn(const Lamp& lamp, PathRandom& random) {
    const Vec2 u = random.next2();
    const double w = lamp.width.value, h = lamp.height.value;
    Vec3 offset(0);
    switch (lamp.kind) {
        case LampKind::Panel: offset = {(u.x - 0.5) * w, (u.y - 0.5) * h, 0}; break;
        case LampKind::Tube: offset = {(u.x - 0.5) * w, 0, 0}; break;
        case LampKind::Spot: {
            const Vec2 disc = toDisc(u) * (w / 2);
            offset = {disc.x, disc.y, 0};
            break;
        }
        case LampKind::Bulb: {
            const double y = 1 - 2 * u.x, r = std::sqrt(std::max(0.0, 1 - y * y)), phi = 2 * kPi * u.y;
            offset = Vec3(r * std::cos(phi), y, r * std::sin(phi)) * (w / 2);
            break;
        }
    }
    return lamp.pose.position + lamp.pose.rotation * offset;
}

/// The likely light of a lamp at a point, for choosing: never quite nothing, so that its edges are found.
double likely(const Lamp& lamp, const Vec3& point) {
    const Vec3 to = lamp.pose.position - point;
    const double d2 = glm::dot(to, to), size = std::max(lamp.width.value, lamp.height.value) / 2;
    const double share = d2 > 0 ? relative(lamp, -to / std::sqrt(d2)) : 1;
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
    const Vec3 to = pointOn(*chosen, random) - point;
    const double d2 = glm::dot(to, to);
    if (d2 < 1e-8) return {};
    const double distance = std::sqrt(d2);
    const Vec3 direction = to / distance;
    return {chosen->candela * (relative(*chosen, -direction) / d2 * all / weight), direction, distance};
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
