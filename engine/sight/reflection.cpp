#include "sight/reflection.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace recce {
namespace {

constexpr std::uint32_t kMips = 5;
constexpr double kBrightest = 60000;  // cd/m2 that half floats hold

/// Where somebody would stand with a mirror ball: indoors, at about eye height, well away from everything.
std::optional<Vec3> standIn(const SightScene& scene, const ProbeGrid& grid) {
    std::optional<Vec3> best;
    double most = 0;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        const auto probe = grid.probe(i);
        const double hidden = 1 - static_cast<double>(probe[ProbeGrid::kVisibility]);
        if (probe[ProbeGrid::kValidity] <= 0 || hidden < 0.5) continue;
        const auto nx = static_cast<std::size_t>(grid.count.x), ny = static_cast<std::size_t>(grid.count.y);
        const Vec3 at = grid.position(static_cast<int>(i % nx), static_cast<int>(i / nx % ny), static_cast<int>(i / nx / ny));
        const auto floor = scene.cast({at, {0, -1, 0}, 0, 4});
        if (!floor || !scene.cast({at, {0, 1, 0}, 0, 50})) continue;
        double room = 0;
        for (const Vec3& side : {Vec3(1, 0, 0), Vec3(-1, 0, 0), Vec3(0, 0, 1), Vec3(0, 0, -1)}) {
            const double far = 2 * std::abs(glm::dot(side, grid.step));
            const auto wall = scene.cast({at, side, 0, far}, SightGlass::Through);
            room += (wall ? wall->distance : far) / (4 * far);
        }
        const double height = std::max(0.05, 1 - std::abs(floor->distance - 1.5) / 1.2);
        const double score = hidden * height * room * std::min(static_cast<double>(probe[ProbeGrid::kNearest]), 1.2);
        if (score > most) {
            most = score;
            best = at;
        }
    }
    return best;
}

/// How far the wall is on that side: farther than what stands before it, nearer than what is seen through its windows.
double wallAt(const SightScene& scene, const Vec3& centre, int axis, double sign) {
    constexpr int kAcross = 9;
    std::vector<double> found;
    for (int i = 0; i < kAcross * kAcross; ++i) {
        Vec3 direction(0);
        direction[axis] = sign;
        direction[(axis + 1) % 3] = 1.4 * (i % kAcross + 0.5) / kAcross - 0.7;
        direction[(axis + 2) % 3] = 1.4 * (i / kAcross + 0.5) / kAcross - 0.7;
        const auto hit = scene.cast({centre, direction, 0, 40}, SightGlass::Solid);
        found.push_back(hit ? std::abs(hit->point[axis] - centre[axis]) : ReflectionCube::kOpen);
    }
    const auto at = found.begin() + static_cast<std::ptrdiff_t>(found.size() * 6 / 10);
    std::nth_element(found.begin(), at, found.end());
    return *at > 25 ? ReflectionCube::kOpen : std::max(*at, 0.2);
}

using Face = std::vector<glm::vec3>;
using Faces = std::array<Face, 6>;

struct Texel {
    std::uint32_t face;
    double u, v;
};
Texel texelOf(const Vec3& d) {
    const Vec3 a = glm::abs(d);
    if (a.x >= a.y && a.x >= a.z) return {d.x > 0 ? 0u : 1u, 0.5 * (1 + (d.x > 0 ? -d.z : d.z) / a.x), 0.5 * (1 - d.y / a.x)};
    if (a.y >= a.z) return {d.y > 0 ? 2u : 3u, 0.5 * (1 + d.x / a.y), 0.5 * (1 + (d.y > 0 ? d.z : -d.z) / a.y)};
    return {d.z > 0 ? 4u : 5u, 0.5 * (1 + (d.z > 0 ? d.x : -d.x) / a.z), 0.5 * (1 - d.y / a.z)};
}
glm::vec3 read(const Faces& faces, std::uint32_t size, const Vec3& direction) {
    const Texel t = texelOf(direction);
    const auto place = [size](double x) { return std::min(size - 1, static_cast<std::uint32_t>(std::max(0.0, x) * size)); };
    return faces[t.face][std::size_t{place(t.v)} * size + place(t.u)];
}

Faces halved(const Faces& from, std::uint32_t size) {
    Faces out;
    const std::uint32_t next = size / 2;
    for (std::size_t f = 0; f < 6; ++f) {
        for (std::size_t y = 0; y < next; ++y) {
            for (std::size_t x = 0; x < next; ++x) {
                const auto at = [&](std::size_t dx, std::size_t dy) { return from[f][(2 * y + dy) * size + 2 * x + dx]; };
                out[f].push_back((at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) * 0.25f);
            }
        }
    }
    return out;
}

double radicalInverse2(std::uint32_t n) {
    double value = 0, digit = 0.5;
    for (; n; n /= 2, digit /= 2) value += digit * (n % 2);
    return value;
}

/// The light that GGX of that roughness gathers when looked at straight on (Karis 2013), from ready-made smaller pictures
/// where its samples lie far apart.
glm::vec3 blurred(const std::vector<Faces>& pyramid, std::uint32_t size, const Vec3& n, double roughness) {
    constexpr std::uint32_t kSamples = 64;
    const double alpha2 = std::pow(roughness, 4.0);
    const Vec3 side = glm::normalize(glm::cross(std::abs(n.y) < 0.99 ? Vec3(0, 1, 0) : Vec3(1, 0, 0), n)), up = glm::cross(n, side);
    glm::vec3 sum(0);
    float weights = 0;
    for (std::uint32_t i = 0; i < kSamples; ++i) {
        const double u = (i + 0.5) / kSamples, phi = 2 * kPi * radicalInverse2(i);
        const double c = std::sqrt((1 - u) / (1 + (alpha2 - 1) * u)), s = std::sqrt(1 - c * c);
        const Vec3 h = side * (s * std::cos(phi)) + up * (s * std::sin(phi)) + n * c;
        const Vec3 l = 2.0 * c * h - n;
        const double nl = glm::dot(n, l);
        if (nl <= 0) continue;
        const double d = alpha2 / (kPi * std::pow(c * c * (alpha2 - 1) + 1, 2.0));
        const double solid = 4 / (kSamples * d), texel = 4 * kPi / (6.0 * size * size);
        const double level = std::clamp(0.5 * std::log2(solid / texel) + 1, 0.0, double(pyramid.size() - 1));
        const auto at = static_cast<std::size_t>(std::lround(level));
        sum += read(pyramid[at], size >> at, l) * static_cast<float>(nl);
        weights += static_cast<float>(nl);
    }
    return weights > 0 ? sum / weights : sum;
}

void append(std::vector<float>& mip, const Faces& faces) {
    for (const Face& face : faces) {
        for (const glm::vec3& c : face) mip.insert(mip.end(), {c.x, c.y, c.z});
    }
}

}  // namespace

Vec3 cubeDirection(std::uint32_t face, double u, double v) {
    const double s = 2 * u - 1, t = 2 * v - 1;
    switch (face) {
        case 0: return glm::normalize(Vec3(1, -t, -s));
        case 1: return glm::normalize(Vec3(-1, -t, s));
        case 2: return glm::normalize(Vec3(s, 1, t));
        case 3: return glm::normalize(Vec3(s, -1, -t));
        case 4: return glm::normalize(Vec3(s, -t, 1));
        default: return glm::normalize(Vec3(-s, -t, -1));
    }
}

Result<std::shared_ptr<const ReflectionCube>> traceReflection(const SightScene& scene, const SkyRadiance& sky, std::span<const ProbeLight> lights,
                                                              const ProbeGrid& grid, const CancelToken& cancel, std::uint32_t whole) {
    const auto centre = standIn(scene, grid);
    if (!centre) return nullptr;
    auto cube = std::make_shared<ReflectionCube>();
    cube->centre = *centre;
    cube->size = whole;
    for (int axis = 0; axis < 3; ++axis) {
        cube->walls.min[axis] = centre->operator[](axis) - wallAt(scene, *centre, axis, -1);
        cube->walls.max[axis] = centre->operator[](axis) + wallAt(scene, *centre, axis, 1);
    }
    Faces sharp;
    for (Face& face : sharp) face.resize(std::size_t{whole} * whole);
    const auto seen = [&](const Vec3& direction, std::size_t seed) -> Vec3 {
        const auto hit = scene.cast({*centre, direction}, SightGlass::Through);
        const Vec3 clear = scene.through({*centre, direction, 0, hit ? hit->distance : 1e6});
        if (!hit) return sky ? sky(direction) * clear : Vec3(0);
        const SightSurface surface = scene.surface(*hit);
        const ProbeLighting around = sampleProbes(grid, hit->point, hit->normal);
        const Vec3 arriving = directLight(scene, lights, hit->point, hit->normal, seed) + around.sky + around.bounce;
        return clear * (surface.emitted + surface.albedo * arriving / kPi);
    };
    for (std::uint32_t face = 0; face < 6; ++face) {
        if (cancel.cancelled()) return fail(Code::Cancelled, "Reflections were not finished.");
        parallelFor(whole, [&](std::size_t y) {
            for (std::size_t x = 0; x < whole; ++x) {
                Vec3 sum(0);
                for (const double off : {0.25, 0.75}) {
                    sum += glm::min(seen(cubeDirection(face, (double(x) + off) / whole, (double(y) + off) / whole), y * whole + x), Vec3(kBrightest)) * 0.5;
                }
                sharp[face][y * whole + x] = glm::vec3(sum);
            }
        });
    }
    std::vector<Faces> pyramid{std::move(sharp)};
    for (std::uint32_t size = whole; size > 2; size /= 2) pyramid.push_back(halved(pyramid.back(), size));
    cube->mips.resize(kMips);
    append(cube->mips[0], pyramid[0]);
    for (std::uint32_t mip = 1; mip < kMips; ++mip) {
        if (cancel.cancelled()) return fail(Code::Cancelled, "Reflections were not finished.");
        const std::uint32_t size = whole >> mip;
        const double roughness = std::pow(double(mip) / (kMips - 1), 2.0);
        Faces faces;
        for (Face& face : faces) face.resize(std::size_t{size} * size);
        parallelFor(6 * size, [&](std::size_t row) {
            const auto face = static_cast<std::uint32_t>(row / size);
            const std::size_t y = row % size;
            for (std::size_t x = 0; x < size; ++x) {
                faces[face][y * size + x] = blurred(pyramid, whole, cubeDirection(face, (double(x) + 0.5) / size, (double(y) + 0.5) / size), roughness);
            }
        });
        append(cube->mips[mip], faces);
    }
    return cube;
}

}  // namespace recce
