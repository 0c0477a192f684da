#include "sight/probes.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace recce {
namespace {

constexpr int kTile = ProbeGrid::kDepthTile, kSide = ProbeGrid::kDepthSide;
constexpr std::size_t kBands = ProbeGrid::kBands, kLight = 3 * kBands;
constexpr std::size_t kTurns = 16;
constexpr double kUnseen = 1e-3;      ///< weight left to a probe that does not see the point: where none does, all share

/// Radiance gathered over the sphere, as the coefficients of E(n) by channel.
struct Lobe {
    std::array<double, kLight> c{};

    /// Radiance from a direction whose folded basis is `basis`.
    void add(const Vec3& radiance, const std::array<float, kBands>& basis) {
        for (std::size_t channel = 0; channel < 3; ++channel) {
            for (std::size_t k = 0; k < kBands; ++k) c[channel * kBands + k] += radiance[static_cast<int>(channel)] * static_cast<double>(basis[k]);
        }
    }
    void write(float* out) const {
        for (const double v : c) *out++ = static_cast<float>(v);
    }
};

/// The rays of a probe, turned about +Y in one of kTurns ways, with what each adds to the probe's light and depth.
struct Rays {
    struct Share {
        std::uint32_t ray;
        double weight;  ///< those of a texel add up to 1
    };
    /// The rays about a direction. Over a plane the inverse distance is a . direction for some vector a, which is fitted to them:
    /// a = toPlane times the weighted sum of inverse distance times direction.
    struct Texel {
        Vec3 direction{0};
        std::vector<Share> rays;
        Mat3 toPlane{1};
    };
    std::vector<Vec3> directions;
    std::vector<std::array<float, kBands>> basis;     ///< cosine lobe and solid angle folded in
    std::array<Texel, kSide * kSide> texels;
};

Rays makeRays(const std::vector<Vec3>& spread, double turn) {
    Rays out;
    const double c = std::cos(turn), s = std::sin(turn), solid = 4 * kPi / static_cast<double>(spread.size());
    // Band by band: pi, 2 pi / 3, pi / 4 times the squared factors of the harmonics.
    const auto squared = [](double v) { return v * v; };
    const double bands[kBands] = {kPi * squared(0.28209479177387814), 2 * kPi / 3 * squared(0.4886025119029199), 2 * kPi / 3 * squared(0.4886025119029199),
                                  2 * kPi / 3 * squared(0.4886025119029199), kPi / 4 * squared(1.0925484305920792), kPi / 4 * squared(1.0925484305920792),
                                  kPi / 4 * squared(0.31539156525252005), kPi / 4 * squared(1.0925484305920792), kPi / 4 * squared(0.5462742152960396)};
    for (const Vec3& d : spread) {
        out.directions.emplace_back(c * d.x + s * d.z, d.y, c * d.z - s * d.x);
        auto basis = probeBasis(out.directions.back());
        for (std::size_t k = 0; k < kBands; ++k) basis[k] *= static_cast<float>(bands[k] * solid);
        out.basis.push_back(basis);
    }
    // As narrow as the rays lie dense: about six to a texel.
    const double power = std::max(4.0, static_cast<double>(spread.size()) / 3);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            auto& texel = out.texels[static_cast<std::size_t>(y * kSide + x)];
            texel.direction = fromOctahedron((Vec2(x, y) + 0.5) / double(kSide));
            double sum = 0;
            for (std::uint32_t i = 0; i < out.directions.size(); ++i) {
                const double weight = std::pow(std::max(0.0, glm::dot(texel.direction, out.directions[i])), power);
                if (weight < 0.02) continue;
                texel.rays.push_back({i, weight});
                sum += weight;
            }
            Mat3 normal(1e-4);  // a little of the identity: two rays alone say nothing of the third axis
            for (auto& share : texel.rays) {
                share.weight /= sum;
                const Vec3& d = out.directions[share.ray];
                normal += glm::outerProduct(d, d) * share.weight;
            }
            texel.toPlane = glm::inverse(normal);
        }
    }
    return out;
}

struct LitHit {
    glm::vec3 point, normal, albedo, emitted, direct;
    std::uint32_t ray;
};

/// The probes around a point of a surface, and how much each has to say of the light there; the weights add up to 1.
struct Corners {
    std::array<std::uint32_t, 8> probe{};
    std::array<float, 8> weight{};
};
/// How sure it is that a probe sees a place `away` from it: 1, or Chebyshev's bound for what is farther than the surfaces that the
/// probe sees that way, cubed against leaks (Majercik et al. 2019; in inverse distances, of which planes have no variance).
/// shaders/occlusion.frag does the same.
double sees(const ProbeGrid& grid, std::size_t probe, const Vec3& away) {
    const double distance = glm::length(away);
    if (distance < 1e-6) return 1;
    const Vec2 at = toOctahedron(away / distance) * double(kSide) + 0.5;
    const int x = static_cast<int>(at.x), y = static_cast<int>(at.y);
    const glm::u16vec2* tile = grid.depth.data() + probe * kTile * kTile + y * kTile + x;
    const double fx = at.x - x, fy = at.y - y;
    const Vec2 seen = glm::mix(glm::mix(Vec2(tile[0]), Vec2(tile[1]), fx), glm::mix(Vec2(tile[kTile]), Vec2(tile[kTile + 1]), fx), fy) / ProbeGrid::kDepthUnit;
    const double over = seen.x - 1.03 * grid.depthRange / distance;
    if (over <= 0) return 1;
    const double variance = seen.y * seen.y + 4e-4 * seen.x * seen.x, bound = variance / (variance + over * over);
    return bound * bound * bound;
}

Corners cornersOf(const ProbeGrid& grid, const Vec3& point, const Vec3& normal) {
    Corners out;
    const double smallStep = std::min({grid.step.x, grid.step.y, grid.step.z});
    const Vec3 lifted = point + normal * (0.1 * smallStep);
    const Vec3 cell = glm::clamp((lifted - grid.origin) / grid.step, Vec3(0), Vec3(grid.count - 1));
    const glm::ivec3 base = glm::min(glm::ivec3(glm::floor(cell)), glm::max(grid.count - 2, glm::ivec3(0)));
    const Vec3 part = cell - Vec3(base);
    std::array<double, 8> weights{};
    double total = 0;
    for (std::size_t corner = 0; corner < 8; ++corner) {
        const glm::ivec3 bit(corner & 1, corner >> 1 & 1, corner >> 2);
        const glm::ivec3 at = glm::min(base + bit, grid.count - 1);
        const Vec3 mix = glm::mix(Vec3(1) - part, part, Vec3(bit));
        out.probe[corner] = static_cast<std::uint32_t>(grid.index(at.x, at.y, at.z));
        double weight = mix.x * mix.y * mix.z;
        if (weight <= 0) continue;
        const Vec3 place = grid.position(at.x, at.y, at.z);
        weight *= std::max(kUnseen, sees(grid, out.probe[corner], lifted - place));
        // A probe behind the surface knows the other room (DDGI's wrapped facing weight).
        const double far = glm::length(place - point);
        const double facing = far > 1e-9 ? (glm::dot(place - point, normal) / far + 1) * 0.5 : 1;
        weights[corner] = weight * (facing * facing + 0.05);
        total += weights[corner];
    }
    for (std::size_t i = 0; i < 8 && total > 0; ++i) out.weight[i] = static_cast<float>(weights[i] / total);
    return out;
}

/// Each probe turns the directions its own way, so that neighbours do not share their mistakes.
std::size_t turnOf(std::size_t probe) { return static_cast<std::size_t>(std::fmod(static_cast<double>(probe) * 0.6180339887498949, 1.0) * kTurns); }

void layOut(ProbeGrid& grid, const SightScene& scene, const ProbeSettings& settings) {
    Box bounds = settings.bounds;
    if (bounds.empty()) bounds = scene.bounds();
    if (bounds.empty()) bounds.add(Vec3(0));
    double wish = std::max(settings.spacing.value, 0.05);
    // Small sets are seen from near by, and have their light from near by: half as far apart as long as there are few.
    const Vec3 inside = bounds.size();
    const double few = std::max(1.0, settings.maxProbes / 4.0);
    wish = std::min(wish, std::max(wish / 2, std::cbrt(inside.x * inside.y * inside.z / few)));
    if (settings.bounds.empty()) {
        // A ring outside, so that facades are not lit by the rooms behind them; nothing under the floor.
        bounds.min -= Vec3(wish, 0, wish);
        bounds.max += Vec3(wish);
    }
    const Vec3 size = bounds.size();
    // A small room still deserves four probes a side.
    wish = std::min(wish, std::max(0.25, std::min({size.x, size.y, size.z}) / 4));
    for (;; wish *= 1.05) {
        grid.count = glm::ivec3(glm::max(glm::ceil(size / wish - 1e-9), Vec3(1)));
        if (grid.size() <= std::max<std::size_t>(settings.maxProbes, 1)) break;
    }
    grid.step = glm::max(size / Vec3(grid.count), Vec3(1e-3));
    grid.origin = bounds.min + grid.step * 0.5;
}

/// `inverse`: of each ray's distance, times depthRange.
void writeDepth(ProbeGrid& grid, std::size_t probe, const Rays& rays, const std::vector<double>& inverse) {
    std::array<glm::u16vec2, kSide * kSide> texels;
    for (std::size_t i = 0; i < texels.size(); ++i) {
        const Rays::Texel& texel = rays.texels[i];
        Vec3 along(0);
        double squares = 0;
        for (const auto& share : texel.rays) {
            const double v = inverse[share.ray];
            along += rays.directions[share.ray] * (share.weight * v);
            squares += share.weight * v * v;
        }
        const Vec3 plane = texel.toPlane * along;
        const Vec2 both(std::max(1.0, glm::dot(plane, texel.direction)), std::sqrt(std::max(0.0, squares - glm::dot(plane, along))));
        texels[i] = glm::u16vec2(glm::clamp(both * ProbeGrid::kDepthUnit + 0.5, Vec2(0), Vec2(65535)));
    }
    glm::u16vec2* tile = grid.depth.data() + probe * kTile * kTile;
    for (int y = -1; y <= kSide; ++y) {
        for (int x = -1; x <= kSide; ++x) {
            // Over an edge the square goes on at the mirrored place of the same edge.
            int u = x, v = y;
            if (u < 0 || u >= kSide) { u = std::clamp(u, 0, kSide - 1); v = kSide - 1 - v; }
            if (v < 0 || v >= kSide) { v = std::clamp(v, 0, kSide - 1); u = kSide - 1 - u; }
            tile[(y + 1) * kTile + x + 1] = texels[static_cast<std::size_t>(v * kSide + u)];
        }
    }
}

/// What one probe sees: writes its visibility, sky, depth, validity, and collects what its rays hit.
void look(ProbeGrid& grid, const SightScene& scene, const SkyRadiance& sky, std::span<const ProbeLight> lights, const Rays& rays, std::size_t probe,
          std::vector<LitHit>& hits) {
    const auto nx = static_cast<std::size_t>(grid.count.x), ny = static_cast<std::size_t>(grid.count.y);
    const Vec3 position = grid.position(static_cast<int>(probe % nx), static_cast<int>(probe / nx % ny),
                                        static_cast<int>(probe / nx / ny));
    float* out = grid.coefficients.data() + probe * ProbeGrid::kStride;
    Lobe seen, fromSky;
    std::vector<double> inverse(rays.directions.size(), 1.0);
    std::size_t back = 0, missed = 0;
    double nearest = 1e6;
    for (std::size_t i = 0; i < rays.directions.size(); ++i) {
        const Vec3& direction = rays.directions[i];
        const auto hit = scene.cast({position, direction}, SightGlass::Through);
        const Vec3 clear = scene.through({position, direction, 0, hit ? hit->distance : 1e6});
        if (!hit) {
            ++missed;
            seen.add(Vec3(1 / kPi), rays.basis[i]);
            if (sky) fromSky.add(sky(direction) * clear, rays.basis[i]);
            continue;
        }
        back += hit->backFace ? 1 : 0;
        nearest = std::min(nearest, hit->distance);
        inverse[i] = std::max(1.0, grid.depthRange / std::max(hit->distance, 1e-3));
        const SightSurface surface = scene.surface(*hit);
        hits.push_back({glm::vec3(hit->point), glm::vec3(hit->normal), glm::vec3(surface.albedo * clear),
                        glm::vec3(surface.emitted * clear), glm::vec3(directLight(scene, lights, hit->point, hit->normal, i)),
                        static_cast<std::uint32_t>(i)});
    }
    for (std::size_t k = 0; k < kBands; ++k) out[ProbeGrid::kVisibility + k] = static_cast<float>(seen.c[k]);
    fromSky.write(out + ProbeGrid::kSky);
    writeDepth(grid, probe, rays, inverse);
    // Inside a wall or a piece: only inner sides near by and no sky. Not in a big room whose faces are turned inside out.
    const double smallStep = std::min({grid.step.x, grid.step.y, grid.step.z});
    const bool inside = missed == 0 && back * 2 > rays.directions.size() && nearest < 0.5 * smallStep;
    out[ProbeGrid::kValidity] = inside ? 0.0f : 1.0f;
    out[ProbeGrid::kNearest] = static_cast<float>(nearest);
}

/// Gives probes inside walls the mean of their valid neighbours, ring by ring, so that plain trilinear reads are sane.
void fillInvalid(ProbeGrid& grid, std::size_t first, std::size_t count) {
    std::vector<char> good(grid.size());
    for (std::size_t i = 0; i < grid.size(); ++i) good[i] = grid.probe(i)[ProbeGrid::kValidity] > 0;
    for (int ring = 0; ring < 4; ++ring) {
        std::vector<char> next = good;
        for (int z = 0; z < grid.count.z; ++z) {
            for (int y = 0; y < grid.count.y; ++y) {
                for (int x = 0; x < grid.count.x; ++x) {
                    const std::size_t at = grid.index(x, y, z);
                    if (good[at]) continue;
                    std::vector<double> sum(count, 0.0);
                    int found = 0;
                    for (int n = 0; n < 27; ++n) {
                        const glm::ivec3 p(x + n % 3 - 1, y + n / 3 % 3 - 1, z + n / 9 - 1);
                        if (glm::any(glm::lessThan(p, glm::ivec3(0))) || glm::any(glm::greaterThanEqual(p, grid.count))) continue;
                        const std::size_t other = grid.index(p.x, p.y, p.z);
                        if (!good[other]) continue;
                        ++found;
                        for (std::size_t k = 0; k < count; ++k) {
                            sum[k] += static_cast<double>(grid.coefficients[other * ProbeGrid::kStride + first + k]);
                        }
                    }
                    if (found == 0) continue;
                    for (std::size_t k = 0; k < count; ++k) {
                        grid.coefficients[at * ProbeGrid::kStride + first + k] = static_cast<float>(sum[k] / found);
                    }
                    next[at] = 1;
                }
            }
        }
        good = std::move(next);
    }
}

/// A probe inside a wall sees nothing, unless all are: then nobody knows better.
void closeInvalid(ProbeGrid& grid) {
    bool any = false;
    for (std::size_t i = 0; i < grid.size(); ++i) any = any || grid.probe(i)[ProbeGrid::kValidity] > 0;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        if (!any) grid.coefficients[i * ProbeGrid::kStride + ProbeGrid::kValidity] = 1;
        else if (grid.probe(i)[ProbeGrid::kValidity] <= 0) std::fill_n(grid.depth.begin() + static_cast<std::ptrdiff_t>(i * kTile * kTile), kTile * kTile, glm::u16vec2(65535, 0));
    }
}

Vec3 irradiance(const std::vector<std::array<float, kLight>>& light, const Corners& from, const std::array<float, kBands>& basis) {
    std::array<float, kLight> sum{};
    for (std::size_t corner = 0; corner < 8; ++corner) {
        const float weight = from.weight[corner];
        if (weight < 0.002f) continue;
        const auto& probe = light[from.probe[corner]];
        for (std::size_t k = 0; k < kLight; ++k) sum[k] += weight * probe[k];
    }
    Vec3 out(0);
    for (int channel = 0; channel < 3; ++channel) {
        float e = 0;
        for (std::size_t k = 0; k < kBands; ++k) e += sum[static_cast<std::size_t>(channel) * kBands + k] * basis[k];
        out[channel] = static_cast<double>(std::max(0.0f, e));
    }
    return out;
}

/// What the bounces so far still lack, as a share of each probe's own light: a dark room counts like the daylight before its door.
class Gain {
public:
    explicit Gain(std::size_t probes) : before_(probes, 0) {}
    /// Each further bounce being to the one before as the last one was: a series.
    double left(const ProbeGrid& grid) {
        double gain = 0;
        for (std::size_t i = 0; i < grid.size(); ++i) {
            const auto probe = grid.probe(i).subspan(ProbeGrid::kBounce);
            const double now = static_cast<double>(probe[0] + probe[kBands] + probe[2 * kBands]);
            if (now > 0) gain += std::max(0.0, now - before_[i]) / now;
            before_[i] = now;
        }
        gain /= static_cast<double>(std::max<std::size_t>(grid.size(), 1));
        const double ratio = last_ > 0 ? std::clamp(gain / last_, 0.0, 0.98) : 0.98;
        last_ = gain;
        return gain * ratio / (1 - ratio);
    }

private:
    std::vector<double> before_;
    double last_ = 0;
};

}  // namespace

std::array<float, ProbeGrid::kBands> probeBasis(const Vec3& n) {
    const auto f = [](double v) { return static_cast<float>(v); };
    return {1, f(n.x), f(n.y), f(n.z), f(n.x * n.y), f(n.y * n.z), f(3 * n.z * n.z - 1), f(n.x * n.z), f(n.x * n.x - n.y * n.y)};
}

Vec2 toOctahedron(const Vec3& direction) {
    const double sum = std::abs(direction.x) + std::abs(direction.y) + std::abs(direction.z);
    Vec2 at = Vec2(direction) / sum;
    if (direction.z < 0) at = {std::copysign(1 - std::abs(direction.y) / sum, at.x), std::copysign(1 - std::abs(direction.x) / sum, at.y)};
    return at * 0.5 + 0.5;
}

Vec3 fromOctahedron(const Vec2& place) {
    const Vec2 at = place * 2.0 - 1.0;
    Vec3 out(at, 1 - std::abs(at.x) - std::abs(at.y));
    if (out.z < 0) out = {std::copysign(1 - std::abs(at.y), at.x), std::copysign(1 - std::abs(at.x), at.y), out.z};
    return glm::normalize(out);
}

ProbeLighting sampleProbes(const ProbeGrid& grid, const Vec3& point, const Vec3& normal) {
    ProbeLighting out;
    if (grid.size() == 0) return out;
    const Corners corners = cornersOf(grid, point, normal);
    std::array<double, ProbeGrid::kValidity> sum{};
    for (std::size_t corner = 0; corner < 8; ++corner) {
        const auto probe = grid.probe(corners.probe[corner]);
        for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += static_cast<double>(corners.weight[corner]) * static_cast<double>(probe[k]);
    }
    const auto basis = probeBasis(normal);
    const auto lit = [&](std::size_t first) {
        double e = 0;
        for (std::size_t k = 0; k < kBands; ++k) e += sum[first + k] * static_cast<double>(basis[k]);
        return std::max(0.0, e);
    };
    out.visibility = std::min(1.0, lit(ProbeGrid::kVisibility));
    for (int channel = 0; channel < 3; ++channel) {
        const auto offset = static_cast<std::size_t>(channel) * kBands;
        out.sky[channel] = lit(ProbeGrid::kSky + offset);
        out.bounce[channel] = lit(ProbeGrid::kBounce + offset);
    }
    return out;
}

Result<ProbeGrid> traceProbes(const SightScene& scene, const SkyRadiance& sky, std::span<const ProbeLight> lights,
                              const ProbeSettings& settings) {
    return traceProbes(scene, sky, lights, settings, {}, {});
}

Result<ProbeGrid> traceProbes(const SightScene& scene, const SkyRadiance& sky, std::span<const ProbeLight> lights,
                              const ProbeSettings& settings, const ProgressSink& progress, const CancelToken& cancel) {
    ProbeGrid grid;
    layOut(grid, scene, settings);
    const std::size_t probes = grid.size(), passes = std::max(settings.bounces, 1u);
    grid.coefficients.assign(probes * ProbeGrid::kStride, 0.0f);
    grid.depth.assign(probes * kTile * kTile, glm::u16vec2(0));
    grid.depthRange = 1.5 * glm::length(grid.step);  // no probe is asked about anything farther
    const auto directions = spreadDirections(std::max(settings.raysPerProbe, 8u));
    std::vector<Rays> rays;
    for (std::size_t i = 0; i < kTurns; ++i) rays.push_back(makeRays(directions, 2 * kPi * static_cast<double>(i) / kTurns));
    std::vector<std::vector<LitHit>> hits(probes);

    // In batches, so that progress is told from the caller's thread and cancelling is quick.
    constexpr std::size_t kBatch = 128;
    const auto inBatches = [&](const char* step, std::size_t done, const std::function<void(std::size_t)>& body) -> bool {
        for (std::size_t first = 0; first < probes; first += kBatch) {
            if (cancel.cancelled()) return false;
            if (progress) progress({step, done + first, probes * (passes + 1)});
            parallelFor(std::min(kBatch, probes - first), [&](std::size_t i) { body(first + i); }, settings.threads);
        }
        return true;
    };
    const auto cancelled = [] { return fail(Code::Cancelled, "Light probes were not finished."); };

    if (!inBatches("Light probes", 0, [&](std::size_t i) { look(grid, scene, sky, lights, rays[turnOf(i)], i, hits[i]); })) return cancelled();
    closeInvalid(grid);
    fillInvalid(grid, 0, ProbeGrid::kBounce);

    // Which probes light a hit does not change from bounce to bounce.
    std::vector<std::vector<Corners>> around(probes);
    parallelFor(probes, [&](std::size_t i) {
        for (const LitHit& hit : hits[i]) around[i].push_back(cornersOf(grid, Vec3(hit.point), Vec3(hit.normal)));
    }, settings.threads);

    Gain gain(probes);
    for (std::size_t pass = 0; pass < passes; ++pass) {
        // Sky and all the light that has bounced so far.
        std::vector<std::array<float, kLight>> arriving(probes);
        for (std::size_t i = 0; i < probes; ++i) {
            const auto probe = grid.probe(i);
            for (std::size_t k = 0; k < kLight; ++k) arriving[i][k] = probe[ProbeGrid::kSky + k] + probe[ProbeGrid::kBounce + k];
        }
        const bool going = inBatches("Bounced light", probes * (pass + 1), [&](std::size_t i) {
            Lobe lobe;
            const Rays& own = rays[turnOf(i)];
            for (std::size_t h = 0; h < hits[i].size(); ++h) {
                const LitHit& hit = hits[i][h];
                const Vec3 lux = Vec3(hit.direct) + irradiance(arriving, around[i][h], probeBasis(Vec3(hit.normal)));
                lobe.add(Vec3(hit.emitted) + Vec3(hit.albedo) * lux / kPi, own.basis[hit.ray]);
            }
            lobe.write(grid.coefficients.data() + i * ProbeGrid::kStride + ProbeGrid::kBounce);
        });
        if (!going) return cancelled();
        fillInvalid(grid, ProbeGrid::kBounce, kLight);
        if (gain.left(grid) <= settings.settled) break;
    }
    return grid;
}

}  // namespace recce
