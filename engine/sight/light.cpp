#include "sight/light.h"

#include <algorithm>
#include <cmath>

namespace recce {
namespace {

constexpr double kLift = 2e-3;  // metres off a surface before the next ray starts

/// What the cloths among the lights leave of the light from one point to another.
double passedScreens(std::span<const ProbeLight> lights, const Vec3& from, const Vec3& to) {
    double share = 1;
    for (const ProbeLight& light : lights) {
        if (const auto* screen = std::get_if<optics::Screen>(&light); screen && screen->crosses(from, to)) share *= screen->straight;
    }
    return share;
}

/// Anything between a point and a place of a lamp but the lamp's own glass.
bool hidden(const SightScene& scene, const SightRay& ray, double own) {
    const double far = ray.maxDistance - own;
    if (own <= 0) return scene.occluded(ray);
    if (far > 0 && scene.occluded({ray.origin, ray.direction, 0, far})) return true;
    SightRay last{ray.origin, ray.direction, std::max(far, 0.0), ray.maxDistance};
    for (int i = 0; i < 8; ++i) {
        const auto hit = scene.cast(last, SightGlass::Through);
        if (!hit) return false;
        const Vec3 glow = scene.surface(*hit).emitted;
        if (glow.x + glow.y + glow.z <= 0) return true;
        last.minDistance = hit->distance + kLift;
        if (last.minDistance >= last.maxDistance) return false;
    }
    return true;
}

}  // namespace

double ownGlow(const optics::Emitter& lamp) { return lamp.kind == optics::EmitterShape::Bulb ? lamp.width.value / 2 + 0.08 : 0; }

std::vector<Vec3> spreadDirections(std::uint32_t count) {
    std::vector<Vec3> directions;
    const double turn = kPi * (3 - std::sqrt(5.0));
    for (std::uint32_t i = 0; i < count; ++i) {
        const double y = 1 - 2 * (i + 0.5) / count, r = std::sqrt(1 - y * y), phi = turn * i;
        directions.emplace_back(r * std::cos(phi), y, r * std::sin(phi));
    }
    return directions;
}

Vec3 directLight(const SightScene& scene, std::span<const ProbeLight> lights, const Vec3& from, std::size_t seed,
                 const std::function<double(const Vec3&)>& weight) {
    Vec3 sum(0);
    for (std::size_t i = 0; i < lights.size(); ++i) {
        if (std::holds_alternative<optics::Screen>(lights[i])) continue;
        Vec3 to, arriving;
        double distance = 1e6, own = 0;
        if (const auto* sun = std::get_if<ProbeSun>(&lights[i])) {
            to = sun->toSun;
            arriving = sun->lux;
        } else {
            const auto& lamp = std::get<optics::Emitter>(lights[i]);
            // Points of the face in the order of the R2 sequence (Roberts 2018), by ray.
            const double n = static_cast<double>(seed + i * 7);
            const Vec3 place = lamp.pointOn({std::fmod(0.5 + n * 0.7548776662466927, 1.0), std::fmod(0.5 + n * 0.5698402909980532, 1.0)});
            own = ownGlow(lamp);
            const Vec3 way = place - from;
            distance = glm::length(way);
            if (distance < 1e-4) continue;
            to = way / distance;
            // A ray that lands within a hand of a lamp would outshine the room.
            arriving = lamp.luxFrom(place, from) * std::min(1.0, distance * distance / 0.01);
        }
        arriving *= weight(to) * passedScreens(lights, from, from + to * std::min(distance, 1e3));
        if (arriving.x + arriving.y + arriving.z < 0.03) continue;  // under 0.01 lux
        if (hidden(scene, {from, to, 0, distance - kLift}, own)) continue;
        sum += arriving * scene.through({from, to, 0, distance - kLift});
    }
    return sum;
}

Vec3 directLight(const SightScene& scene, std::span<const ProbeLight> lights, const Vec3& point, const Vec3& normal, std::size_t seed) {
    return directLight(scene, lights, point + normal * kLift, seed, [&](const Vec3& to) { return std::max(0.0, glm::dot(to, normal)); });
}

Vec3 incidentLight(const SightScene& scene, const SkyRadiance& sky, std::span<const ProbeLight> lights, const Vec3& point, const Vec3& facing) {
    constexpr std::uint32_t kRays = 512, kFacePoints = 64;
    const auto dome = [&](const Vec3& to) { return 0.5 * (1 + glm::dot(to, facing)); };
    Vec3 sum(0);
    for (std::uint32_t i = 0; i < kFacePoints; ++i) sum += directLight(scene, lights, point, i, dome) / double(kFacePoints);
    const auto directions = spreadDirections(kRays);
    const double share = 4 * kPi / kRays;
    for (std::uint32_t i = 0; i < kRays; ++i) {
        const Vec3& direction = directions[i];
        Vec3 radiance(0);
        const auto hit = scene.cast({point, direction}, SightGlass::Through);
        if (hit) {
            const SightSurface surface = scene.surface(*hit);
            Vec3 arriving = directLight(scene, lights, hit->point, hit->normal, i);
            // The sky over the surface by one ray of cosine density: the sum of the normal and a point of the unit sphere.
            const Vec3 up = hit->normal + directions[(i * 197 + 61) % kRays] * 0.999;
            const SightRay out{hit->point + hit->normal * kLift, glm::normalize(up), 0, 1e6};
            if (sky && !scene.occluded(out)) arriving += sky(out.direction) * kPi * scene.through(out);
            radiance = surface.emitted + surface.albedo * arriving / kPi;
        } else if (sky) {
            radiance = sky(direction);
        }
        sum += radiance * scene.through({point, direction, 0, hit ? hit->distance : 1e6}) * (dome(direction) * share);
    }
    return sum;
}

}  // namespace recce
