#include "sight/probes.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace recce {
namespace {

constexpr double kY0 = 0.28209479177387814;  ///< spherical harmonics of band 0 and 1
constexpr double kY1 = 0.4886025119029199;

/// Radiance gathered over the sphere, as the four numbers of E(n).
struct Lobe {
    Vec3 c0{0}, cx{0}, cy{0}, cz{0};

    /// Radiance from `direction`, which stands for `solidAngle` steradians.
    void add(const Vec3& radiance, const Vec3& direction, double solidAngle) {
        // Cosine lobe in spherical harmonics: pi for band 0, 2 pi / 3 for band 1 (Ramamoorthi and Hanrahan 2001).
        const Vec3 band0 = radiance * (kPi * kY0 * kY0 * solidAngle);
        const Vec3 band1 = radiance * (2 * kPi / 3 * kY1 * kY1 * solidAngle);
        c0 += band0;
        cx += band1 * direction.x;
        cy += band1 * direction.y;
        cz += band1 * direction.z;
    }
    void write(float* out) const {
        for (int channel = 0; channel < 3; ++channel) {
            *out++ = static_cast<float>(c0[channel]);
            *out++ = static_cast<float>(cx[channel]);
            *out++ = static_cast<float>(cy[channel]);
            *out++ = static_cast<float>(cz[channel]);
        }
    }
};

struct LitHit {
    glm::vec3 point, normal, albedo, emitted, direct;
    std::uint32_t ray;
};

/// The probes around a point of a surface, and how much each has to say of the light there; the weights add up to 1.
struct Corners {
    std::array<std::uint32_t, 8> probe{};
    std::array<float, 8> weight{};
};
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
        const auto probe = grid.probe(out.probe[corner]);
        const Vec3 place = grid.position(at.x, at.y, at.z);
        const Vec3 away = lifted - place;
        weight *= 0.001 + 0.999 * static_cast<double>(probe[ProbeGrid::kValidity]);
        for (int axis = 0; axis < 3; ++axis) {
            const std::size_t side = ProbeGrid::kReach + static_cast<std::size_t>(axis * 2 + (away[axis] < 0 ? 1 : 0));
            const double behind = std::abs(away[axis]) - static_cast<double>(probe[side]);
            weight *= std::clamp(1 - behind / (0.15 * grid.step[axis]), 0.01, 1.0);
        }
        // A probe behind the surface knows the other room (DDGI's wrapped facing weight, Majercik 2019).
        const double far = glm::length(place - point);
        const double facing = far > 1e-9 ? (glm::dot(place - point, normal) / far + 1) * 0.5 : 1;
        weights[corner] = weight * (facing * facing + 0.05);
        total += weights[corner];
    }
    for (std::size_t i = 0; i < 8 && total > 0; ++i) out.weight[i] = static_cast<float>(weights[i] / total);
    return out;
}

/// Each probe turns the directions its own way about +Y, so that neighbours do not share their mistakes.
double probeTurn(std::size_t probe) { return 2 * kPi * std::fmod(static_cast<double>(probe) * 0.6180339887498949, 1.0); }

Vec3 turned(const Vec3& d, double c, double s) { return {c * d.x + s * d.z, d.y, c * d.z - s * d.x}; }

void layOut(ProbeGrid& grid, const SightScene& scene, const ProbeSettings& settings) {
    Box bounds = settings.bounds;
    double wish = std::max(settings.spacing.value, 0.05);
    if (bounds.empty()) {
        bounds = scene.bounds();
        if (bounds.empty()) bounds.add(Vec3(0));
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

/// What one probe sees: writes its visibility, sky, reach, validity, and collects what its rays hit.
void look(ProbeGrid& grid, const SightScene& scene, const SkyRadiance& sky, std::span<const ProbeLight> lights,
          const std::vector<Vec3>& directions, std::size_t probe, std::vector<LitHit>& hits) {
    const auto nx = static_cast<std::size_t>(grid.count.x), ny = static_cast<std::size_t>(grid.count.y);
    const Vec3 position = grid.position(static_cast<int>(probe % nx), static_cast<int>(probe / nx % ny),
                                        static_cast<int>(probe / nx / ny));
    float* out = grid.coefficients.data() + probe * ProbeGrid::kStride;
    const double share = 4 * kPi / static_cast<double>(directions.size());
    const double c = std::cos(probeTurn(probe)), s = std::sin(probeTurn(probe));
    Lobe seen, fromSky;
    std::size_t back = 0, missed = 0;
    double nearest = 1e6;
    for (std::size_t i = 0; i < directions.size(); ++i) {
        const Vec3 direction = turned(directions[i], c, s);
        const auto hit = scene.cast({position, direction}, SightGlass::Through);
        const Vec3 clear = scene.through({position, direction, 0, hit ? hit->distance : 1e6});
        if (!hit) {
            ++missed;
            seen.add(Vec3(1 / kPi), direction, share);
            if (sky) fromSky.add(sky(direction) * clear, direction, share);
            continue;
        }
        back += hit->backFace ? 1 : 0;
        nearest = std::min(nearest, hit->distance);
        const SightSurface surface = scene.surface(*hit);
        hits.push_back({glm::vec3(hit->point), glm::vec3(hit->normal), glm::vec3(surface.albedo * clear),
                        glm::vec3(surface.emitted * clear), glm::vec3(directLight(scene, lights, hit->point, hit->normal, i)),
                        static_cast<std::uint32_t>(i)});
    }
    float lobe[12];
    seen.write(lobe);
    std::copy(lobe, lobe + 4, out + ProbeGrid::kVisibility);
    fromSky.write(out + ProbeGrid::kSky);
    for (int axis = 0; axis < 6; ++axis) {
        Vec3 along(0);
        along[axis / 2] = axis % 2 == 0 ? 1 : -1;
        const double far = ProbeGrid::kReachSteps * grid.step[axis / 2];
        const auto hit = scene.cast({position, along, 0, far}, SightGlass::Through);
        out[ProbeGrid::kReach + static_cast<std::size_t>(axis)] = static_cast<float>(hit ? hit->distance : far);
        if (hit) nearest = std::min(nearest, hit->distance);
    }
    // Inside a wall or a piece: only inner sides near by and no sky. Not in a big room whose faces are turned inside out.
    const double smallStep = std::min({grid.step.x, grid.step.y, grid.step.z});
    const bool inside = missed == 0 && back * 2 > directions.size() && nearest < 0.5 * smallStep;
    out[ProbeGrid::kValidity] = inside ? 0.0f : 1.0f;
    out[ProbeGrid::kNearest] = static_cast<float>(std::min(nearest, 1e6));
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

}  // namespace

ProbeLighting sampleProbes(const ProbeGrid& grid, const Vec3& point, const Vec3& normal) {
    ProbeLighting out;
    if (grid.size() == 0) return out;
    const Corners corners = cornersOf(grid, point, normal);
    std::array<double, ProbeGrid::kReach> sum{};
    for (std::size_t corner = 0; corner < 8; ++corner) {
        const auto probe = grid.probe(corners.probe[corner]);
        for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += static_cast<double>(corners.weight[corner]) * static_cast<double>(probe[k]);
    }
    const auto lit = [&](std::size_t first) {
        const double* c = sum.data() + first;
        return std::max(0.0, c[0] + c[1] * normal.x + c[2] * normal.y + c[3] * normal.z);
    };
    out.visibility = std::min(1.0, lit(ProbeGrid::kVisibility));
    for (int channel = 0; channel < 3; ++channel) {
        const auto offset = static_cast<std::size_t>(channel * 4);
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
    const auto directions = spreadDirections(std::max(settings.raysPerProbe, 8u));
    const double share = 4 * kPi / static_cast<double>(directions.size());
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

    if (!inBatches("Light probes", 0, [&](std::size_t i) { look(grid, scene, sky, lights, directions, i, hits[i]); })) {
        return cancelled();
    }
    std::size_t valid = 0;
    for (std::size_t i = 0; i < probes; ++i) valid += grid.probe(i)[ProbeGrid::kValidity] > 0 ? 1 : 0;
    if (valid == 0) {
        for (std::size_t i = 0; i < probes; ++i) grid.coefficients[i * ProbeGrid::kStride + ProbeGrid::kValidity] = 1;
    }
    fillInvalid(grid, 0, ProbeGrid::kBounce);

    // Which probes light a hit does not change from bounce to bounce.
    std::vector<std::vector<Corners>> around(probes);
    parallelFor(probes, [&](std::size_t i) {
        for (const LitHit& hit : hits[i]) around[i].push_back(cornersOf(grid, Vec3(hit.point), Vec3(hit.normal)));
    }, settings.threads);

    double before = 0, gained = 0;
    for (std::size_t pass = 0; pass < passes; ++pass) {
        // Sky and all the light that has bounced so far, as irradiance: R c[0..3], G c[0..3], B c[0..3].
        std::vector<std::array<float, 12>> arriving(probes);
        for (std::size_t i = 0; i < probes; ++i) {
            const auto probe = grid.probe(i);
            for (std::size_t k = 0; k < 12; ++k) arriving[i][k] = probe[ProbeGrid::kSky + k] + probe[ProbeGrid::kBounce + k];
        }
        const bool going = inBatches("Bounced light", probes * (pass + 1), [&](std::size_t i) {
            Lobe lobe;
            const double c = std::cos(probeTurn(i)), s = std::sin(probeTurn(i));
            for (std::size_t h = 0; h < hits[i].size(); ++h) {
                const LitHit& hit = hits[i][h];
                const Corners& from = around[i][h];
                std::array<float, 12> sum{};
                for (std::size_t corner = 0; corner < 8; ++corner) {
                    for (std::size_t k = 0; k < 12; ++k) sum[k] += from.weight[corner] * arriving[from.probe[corner]][k];
                }
                Vec3 lux(hit.direct);
                for (int channel = 0; channel < 3; ++channel) {
                    const float* e = sum.data() + channel * 4;
                    lux[channel] += static_cast<double>(std::max(0.0f, e[0] + e[1] * hit.normal.x + e[2] * hit.normal.y + e[3] * hit.normal.z));
                }
                lobe.add(Vec3(hit.emitted) + Vec3(hit.albedo) * lux / kPi, turned(directions[hit.ray], c, s), share);
            }
            lobe.write(grid.coefficients.data() + i * ProbeGrid::kStride + ProbeGrid::kBounce);
        });
        if (!going) return cancelled();
        fillInvalid(grid, ProbeGrid::kBounce, 12);
        // What all later bounces together would still add, were each to the one before as this one is: a series.
        double now = 0;
        for (std::size_t i = 0; i < probes; ++i)
            for (const std::size_t channel : {0u, 4u, 8u}) now += static_cast<double>(grid.probe(i)[ProbeGrid::kBounce + channel]);
        const double gain = now - before, ratio = gained > 0 ? std::clamp(gain / gained, 0.0, 0.98) : 0.98;
        if (gain * ratio / (1 - ratio) <= settings.settled * now) break;
        before = now;
        gained = gain;
    }
    return grid;
}

}  // namespace recce
