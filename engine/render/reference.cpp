#include "render/reference.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <optional>

#include "base/files.h"
#include "optics/colour.h"
#include "optics/exposure.h"
#include "optics/material.h"
#include "optics/sun.h"
#include "optics/view.h"
#include "render/reference_light.h"
#include "render/sampling.h"
#include "render/sky.h"
#include "sight/shading.h"

namespace recce::render {
namespace {

constexpr double kLift = 2e-4;     // metres off a surface before the next ray starts, and more far away
constexpr double kFar = 1e5;
constexpr int kPanes = 32;         // see-through surfaces that one ray passes at most
constexpr std::uint32_t kRound = 8;  // paths a pixel between two looks at the noise

/// What a white lobe returns, from optics::ggxAlbedo: over the cosine and the square root of alpha.
class LobeTable {
public:
    static const LobeTable& get() {
        static const LobeTable table;
        return table;
    }
    double at(double cosView, double alpha) const {
        const double x = std::clamp(cosView, 0.0, 1.0) * (kSize - 1), y = std::sqrt(std::clamp(alpha, 0.0, 1.0)) * (kSize - 1);
        const std::size_t i = std::min<std::size_t>(static_cast<std::size_t>(x), kSize - 2), j = std::min<std::size_t>(static_cast<std::size_t>(y), kSize - 2);
        const double fx = x - static_cast<double>(i), fy = y - static_cast<double>(j);
        return glm::mix(glm::mix(value_[j][i], value_[j][i + 1], fx), glm::mix(value_[j + 1][i], value_[j + 1][i + 1], fx), fy);
    }

private:
    static constexpr std::size_t kSize = 24;
    std::array<std::array<double, kSize>, kSize> value_{};
    LobeTable() {
        for (std::size_t j = 0; j < kSize; ++j) {
            const double root = std::max(static_cast<double>(j) / (kSize - 1), 0.045);
            for (std::size_t i = 0; i < kSize; ++i) value_[j][i] = std::min(1.0, optics::ggxAlbedo(std::max(static_cast<double>(i) / (kSize - 1), 0.01), root * root));
        }
    }
};

struct Material {
    Vec3 n{0}, v{0};       ///< smooth normal and direction to the viewer
    Vec3 diffuse{0}, f0{0};
    double alpha = 0.5, energyBase = 1, mirrorShare = 0.5;
    Vec3 energy{1};
};

Material materialOf(const SightShading& s, const Vec3& v) {
    Material m;
    m.n = s.normal;
    m.v = v;
    const double roughness = std::clamp(s.roughness, 0.045, 1.0);
    m.alpha = roughness * roughness;
    m.f0 = glm::mix(Vec3(optics::normalReflectance(s.ior)), s.base, s.metallic);
    m.diffuse = s.base * (1 - s.metallic);
    const double nv = std::max(glm::dot(m.n, v), 1e-3);
    m.energy = Vec3(1) + m.f0 * (1 / LobeTable::get().at(nv, m.alpha) - 1);
    const double mirror = optics::luminance(m.f0 + (Vec3(1) - m.f0) * std::pow(1 - nv, 5)), matt = optics::luminance(m.diffuse);
    m.mirrorShare = mirror + matt > 0 ? std::clamp(mirror / (mirror + matt), 0.1, 1.0) : 1.0;
    if (matt <= 0) m.mirrorShare = 1;
    return m;
}

/// BRDF times the light's cosine, and the chance of choosing `l`.
struct Reflected {
    Vec3 value{0};
    double chance = 0;
};
Reflected reflected(const Material& m, const Vec3& l) {
    const double nl = glm::dot(m.n, l), nv = std::max(glm::dot(m.n, m.v), 1e-3);
    if (nl <= 0) return {};
    const Vec3 h = glm::normalize(l + m.v);
    const double nh = std::clamp(glm::dot(m.n, h), 0.0, 1.0), lh = std::clamp(glm::dot(l, h), 0.0, 1.0);
    const double d = optics::ggxDensity(nh, m.alpha);
    const Vec3 f = m.f0 + (Vec3(1) - m.f0) * std::pow(1 - lh, 5);
    Reflected out;
    out.value = nl * (m.diffuse * (Vec3(1) - f) / kPi + d * optics::ggxVisibility(nv, nl, m.alpha) * f * m.energy);
    // Visible normals: D G1(v) max(0, v.h) / nv, over 4 v.h for the reflection.
    const double a2 = m.alpha * m.alpha;
    const double g1 = 2 * nv / (nv + std::sqrt(a2 + (1 - a2) * nv * nv));
    out.chance = m.mirrorShare * d * g1 / (4 * nv) + (1 - m.mirrorShare) * nl / kPi;
    return out;
}

Vec3 drawDirection(const Material& m, PathRandom& random) {
    const Mat3 frame = frameAround(m.n);
    const bool mirror = random.next() < m.mirrorShare;
    const Vec2 u = random.next2();
    if (!mirror) {
        const Vec2 disc = toDisc(u);
        return frame * Vec3(disc, std::sqrt(std::max(0.0, 1 - glm::dot(disc, disc))));
    }
    // Heitz 2018: normals as they are seen from v.
    Vec3 v = glm::transpose(frame) * m.v;
    v.z = std::max(v.z, 1e-3);
    const Vec3 stretched = glm::normalize(Vec3(v.x * m.alpha, v.y * m.alpha, v.z));
    const double flat = stretched.x * stretched.x + stretched.y * stretched.y;
    const Vec3 t1 = flat > 0 ? Vec3(-stretched.y, stretched.x, 0) / std::sqrt(flat) : Vec3(1, 0, 0), t2 = glm::cross(stretched, t1);
    const double r = std::sqrt(u.x), phi = 2 * kPi * u.y, s = 0.5 * (1 + stretched.z);
    const double p1 = r * std::cos(phi), p2 = glm::mix(std::sqrt(std::max(0.0, 1 - p1 * p1)), r * std::sin(phi), s);
    const Vec3 n = p1 * t1 + p2 * t2 + std::sqrt(std::max(0.0, 1 - p1 * p1 - p2 * p2)) * stretched;
    const Vec3 h = frame * glm::normalize(Vec3(m.alpha * n.x, m.alpha * n.y, std::max(1e-6, n.z)));
    return glm::normalize(2 * glm::dot(m.v, h) * h - m.v);
}

/// What a thin pane lets straight through: two faces mirror, its colour absorbs (imaging: R = 2 r / (1 + r)).
struct Pane {
    double mirror = 0;
    Vec3 through{1};
};
Pane paneOf(const SightShading& s, double cosine) {
    const double mirror = optics::paneMirror(s.ior, cosine);
    return {mirror, s.base * ((1 - mirror) * s.transmission)};
}

class Tracer {
public:
    /// `view` may be null where nobody asks for pixels.
    Tracer(const Snapshot& snapshot, const View* view, SightModels& known) : snapshot_(snapshot), view_(view), sky_(snapshot.daylight) {
        SightContents contents;
        for (const auto& placed : snapshot.models) {
            if (placed.ghost) continue;
            auto& model = known[placed.model.get()];
            if (!model) model = makeSightModel(placed.model);
            contents.pieces.push_back({model, placed.transform, static_cast<std::uint32_t>(pieces_.size())});
            pieces_.push_back(&placed);
        }
        for (const auto& placed : snapshot.figures) contents.figures.push_back({placed.mesh, placed.transform, kNoTag});
        if (snapshot.ground) {
            constexpr float kEnd = 4000;
            const auto y = static_cast<float>(snapshot.ground->value);
            contents.triangles.push_back({{{-kEnd, y, -kEnd}, {kEnd, y, -kEnd}, {kEnd, y, kEnd}, {-kEnd, y, kEnd}}, {0, 2, 1, 0, 3, 2}, kFloorColour, Vec3(0), kNoTag, false});
        }
        scene_ = SightScene::make(contents);
        hasLamps_ = std::any_of(snapshot.lamps.begin(), snapshot.lamps.end(), [](const Lamp& l) { return optics::luminance(l.candela) > 0; });
        (void)LobeTable::get();  // made before the threads ask
    }

    /// cd/m2 along one path through a pixel, and whether it met the set. `limit`: of what comes after the first bounce, 0 none.
    std::pair<Vec3, bool> path(std::uint32_t x, std::uint32_t y, std::uint32_t index, std::uint32_t bounces, double limit) const {
        PathRandom random(static_cast<std::uint64_t>(y) * view_->width + x, index);
        return follow(cameraRay(x, y, index, random), random, view_->backdrop ? Beyond::SkyAndSun : Beyond::Nothing, bounces, limit);
    }

    /// What counts where a ray itself leaves the set. Of the sun only pictures see the disc: all else asks it for its light.
    enum class Beyond { Nothing, Sky, SkyAndSun };
    /// cd/m2 that comes back along a ray.
    std::pair<Vec3, bool> follow(SightRay ray, PathRandom& random, Beyond beyond, std::uint32_t bounces, double limit) const {
        Vec3 light(0), share(1);
        bool met = false;
        int panes = 0;
        for (std::uint32_t bounce = 0; bounce <= bounces;) {
            const auto hit = scene_->cast(ray);
            if (!hit) {
                const Vec3 direction = glm::normalize(ray.direction);
                if (bounce > 0 || beyond != Beyond::Nothing) add(light, share * sky_.radiance(direction), bounce, limit);
                if (bounce == 0 && beyond == Beyond::SkyAndSun) add(light, share * sunDisc(direction), bounce, limit);
                break;
            }
            met = true;
            const SightShading s = shading(*hit);
            const Vec3 v = -ray.direction;
            if (random.next() >= s.alpha && ++panes < kPanes) {
                ray = {hit->point - hit->normal * lift(*hit), ray.direction, 0, kFar};
                continue;
            }
            if (s.transmission > 0 && random.next() < s.transmission && ++panes < kPanes) {
                const Pane pane = paneOf(s, glm::dot(hit->normal, v));
                if (random.next() < pane.mirror) {
                    ray = {hit->point + hit->normal * lift(*hit), glm::reflect(ray.direction, hit->normal), 0, kFar};
                } else {
                    share *= s.base;
                    ray = {hit->point - hit->normal * lift(*hit), ray.direction, 0, kFar};
                }
                continue;
            }
            add(light, share * s.emitted, bounce, limit);
            const Material m = materialOf(s, v);
            const Vec3 from = hit->point + hit->normal * lift(*hit);
            const auto direct = [&](const Arriving& a) {
                if (a.lux == Vec3(0) || glm::dot(hit->normal, a.direction) <= 0) return;
                const Vec3 value = reflected(m, a.direction).value;
                if (value == Vec3(0)) return;
                add(light, share * value * a.lux * through(from, a), bounce, limit);
            };
            direct(fromSun(snapshot_.daylight, random));
            if (hasLamps_) direct(fromLamp(snapshot_.lamps, hit->point, random));
            if (bounce == bounces) break;
            const Vec3 l = drawDirection(m, random);
            if (glm::dot(hit->normal, l) <= 0) break;
            const Reflected r = reflected(m, l);
            if (!(r.chance > 1e-12)) break;
            share *= r.value / r.chance;
            // Russian roulette: paths that carry little end early, the others carry their share.
            if (bounce >= 2) {
                const double stay = std::clamp(std::max({share.x, share.y, share.z}), 0.05, 1.0);
                if (random.next() >= stay) break;
                share /= stay;
            }
            ray = {from, l, 0, kFar};
            ++bounce;
        }
        return {light, met};
    }

    /// What gets from a point to a source: nothing behind solid things, part of it behind glass and cut-outs.
    Vec3 through(const Vec3& from, const Arriving& to) const {
        Vec3 share(1);
        SightRay ray{from, to.direction, 0, to.distance * (1 - 1e-6)};
        for (int i = 0; i < kPanes; ++i) {
            const auto hit = scene_->cast(ray);
            if (!hit) return share;
            if (hit->distance > to.distance - to.own && optics::luminance(shading(*hit).emitted) > 0) {
                ray.minDistance = hit->distance + kLift;
                continue;
            }
            if (solidAt(*scene_, *hit)) return Vec3(0);
            const SightShading s = shading(*hit);
            share *= Vec3(1 - s.alpha) + s.alpha * paneOf(s, glm::dot(hit->normal, to.direction)).through;
            if (share.x + share.y + share.z < 1e-4) return Vec3(0);
            ray.minDistance = hit->distance + kLift;
        }
        return Vec3(0);
    }

private:
    static double lift(const SightHit& hit) { return kLift * (1 + hit.distance * 0.1); }

    static void add(Vec3& light, const Vec3& more, std::uint32_t bounce, double limit) {
        if (!isFinite(more)) return;
        const double most = std::max({more.x, more.y, more.z});
        light += bounce > 0 && limit > 0 && most > limit ? more * (limit / most) : more;
    }

    Vec3 sunDisc(const Vec3& direction) const {
        const Daylight& day = snapshot_.daylight;
        const bool in = glm::dot(direction, day.toSun) > 0 && glm::length(glm::cross(direction, day.toSun)) < std::sin(radians(optics::kSunDisc) / 2);
        return in && day.sky != SkyKind::None ? optics::discLuminance(day.sunLux) : Vec3(0);
    }

    SightShading shading(const SightHit& hit) const {
        SightShading s = shadingAt(*scene_, hit);
        if (hit.tag >= pieces_.size()) return s;
        const auto& changes = pieces_[hit.tag]->changes;
        const cooked::Model* model = modelAt(*scene_, hit);
        if (changes.empty() || !model || s.material >= model->materials().size()) return s;
        const std::string_view name = model->text(model->materials()[s.material].name);
        for (const MaterialChange& change : changes) {
            if (change.material != name) continue;
            if (change.colour) s.base = *change.colour;
            if (change.roughness) s.roughness = *change.roughness;
        }
        return s;
    }

    SightRay cameraRay(std::uint32_t x, std::uint32_t y, std::uint32_t index, PathRandom& random) const {
        const ViewCamera& c = view_->camera;
        // Pixels in strata of a Halton walk, turned by the pixel's own random numbers.
        const Vec2 turn = random.next2(), lensTurn = random.next2();
        const auto wrap = [](Vec2 v) { return v - glm::floor(v); };
        const Vec2 at = wrap(Vec2(radicalInverse(index + 1, 2), radicalInverse(index + 1, 3)) + turn);
        const double aspect = static_cast<double>(view_->width) / view_->height;
        const double half = c.orthoHeight ? c.orthoHeight->value / 2 : std::tan(c.verticalFov / 2);
        const double u = ((x + at.x) / view_->width * 2 - 1) * half * aspect, v = (1 - (y + at.y) / view_->height * 2) * half;
        if (c.orthoHeight) return {c.pose.position + c.pose.right() * u + c.pose.up() * v, c.pose.forward(), 0, kFar};
        Vec3 direction = c.pose.rotation * Vec3(u, v, -1);
        Vec3 from = c.pose.position;
        if (c.apertureRadius.value > 0 && std::isfinite(c.focus.value)) {
            Vec2 lens = toIris(wrap(Vec2(radicalInverse(index + 1, 5), radicalInverse(index + 1, 7)) + lensTurn), c.irisBlades) * c.apertureRadius.value;
            lens.x /= c.squeeze;
            const Vec3 offset = c.pose.right() * lens.x + c.pose.up() * lens.y;
            direction = direction * c.focus.value - offset;
            from += offset;
        }
        direction = glm::normalize(direction);
        return {from, direction, 0, kFar};
    }

    const Snapshot& snapshot_;
    const View* view_;
    SkyModel sky_;
    std::vector<const PlacedModel*> pieces_;
    std::shared_ptr<const SightScene> scene_;
    bool hasLamps_ = false;
};

struct Pixel {
    Vec3 sum{0};
    double sumOfSquares = 0;  ///< of luminance
    std::uint32_t met = 0;
};

/// The automatic exposure of the raster picture: mean of log luminance between the darkest fifth and the brightest twentieth.
double meteredExposure(const std::vector<Pixel>& pixels, std::uint32_t samples, double biasStops) {
    std::vector<double> logs;
    for (const Pixel& p : pixels) {
        if (p.met * 2 < samples) continue;
        logs.push_back(std::log2(std::max(optics::luminance(p.sum) / samples, 1e-12)));
    }
    if (logs.empty()) return 1;
    std::sort(logs.begin(), logs.end());
    const std::size_t from = logs.size() / 5, to = std::max(from + 1, logs.size() * 95 / 100);
    double sum = 0;
    for (std::size_t i = from; i < to; ++i) sum += logs[i];
    return 0.18 * std::exp2(biasStops - sum / static_cast<double>(to - from));
}

/// Mean over the pixels of the standard error over the value; dark pixels count by how dark they look beside grey.
double noiseOf(const std::vector<Pixel>& pixels, std::uint32_t n, double greyNits) {
    double sum = 0;
    for (const Pixel& p : pixels) {
        const double mean = optics::luminance(p.sum) / n;
        const double variance = std::max(0.0, p.sumOfSquares / n - mean * mean) / std::max(1u, n - 1);
        sum += std::sqrt(variance) / std::max(mean, 0.05 * greyNits);
    }
    return sum / static_cast<double>(pixels.size());
}

}  // namespace

Result<ReferencePicture> traceReference(const Snapshot& snapshot, const View& view, SightModels& known, const ReferenceSettings& settings,
                                        const ProgressSink& progress, const CancelToken& cancel) {
    if (view.cutHeight) return fail(Code::Unsupported, "A plan cut open has no reference picture.", "reference", "Use --style lit.");
    const auto start = std::chrono::steady_clock::now();
    const Tracer tracer(snapshot, &view, known);
    std::vector<Pixel> pixels(static_cast<std::size_t>(view.width) * view.height);
    ReferencePicture out;
    out.cloudless = std::any_of(snapshot.models.begin(), snapshot.models.end(), [](const PlacedModel& placed) {
        const auto meshes = placed.model->meshes();
        return std::any_of(meshes.begin(), meshes.end(), [](const cooked::Mesh& m) { return (m.flags & cooked::kIsPoints) != 0; });
    });
    double perNit = view.camera.sceneLinearPerNit;
    while (out.samples < settings.samples) {
        const std::uint32_t first = out.samples, last = std::min(settings.samples, first + kRound);
        const double limit = perNit > 0 ? settings.clamp * 0.18 / perNit : 0;
        parallelFor(view.height, [&](std::size_t y) {
            if (cancel.cancelled()) return;
            for (std::uint32_t x = 0; x < view.width; ++x) {
                Pixel& p = pixels[y * view.width + x];
                for (std::uint32_t i = first; i < last; ++i) {
                    const auto [light, met] = tracer.path(x, static_cast<std::uint32_t>(y), i, settings.bounces, limit);
                    const double luminance = optics::luminance(light);
                    p.sum += light;
                    p.sumOfSquares += luminance * luminance;
                    p.met += met;
                }
            }
        }, settings.threads);
        if (cancel.cancelled()) return fail(Code::Cancelled, "The picture was not finished.", "reference");
        out.samples = last;
        if (view.camera.sceneLinearPerNit <= 0) perNit = meteredExposure(pixels, out.samples, view.camera.bias.value);
        out.noise = noiseOf(pixels, out.samples, 0.18 / perNit);
        if (progress) progress({"Tracing light", out.samples, settings.samples});
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        if (out.samples >= 2 * kRound && out.noise < settings.noise) break;
        if (settings.seconds > 0 && seconds > settings.seconds) break;
    }
    out.linear = {view.width, view.height, std::vector<float>(pixels.size() * 4)};
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        const Vec3 c = view.camera.whiteBalance * (pixels[i].sum * (perNit / out.samples));
        for (std::size_t k = 0; k < 3; ++k) out.linear.rgba[i * 4 + k] = static_cast<float>(c[static_cast<int>(k)] * view.brightness);
        out.linear.rgba[i * 4 + 3] = 1;
    }
    return out;
}

Result<LightReading> readLight(const Snapshot& snapshot, const MeterPlace& place, SightModels& known, const CancelToken& cancel) {
    constexpr std::uint32_t kFaces = 1024, kPaths = 4096, kBounces = 8;
    const Tracer tracer(snapshot, nullptr, known);
    const bool dome = place.receptor == Receptor::Dome;
    const Vec3 normal = glm::normalize(place.facing), from = place.point + normal * kLift;
    const auto arriving = [&](const Arriving& a) {
        const double cosine = glm::dot(normal, a.direction), weight = dome ? (1 + cosine) / 2 : cosine;
        return a.lux == Vec3(0) || weight <= 0 ? 0.0 : optics::luminance(a.lux * tracer.through(from, a)) * weight;
    };
    LightReading out;
    for (const Lamp& lamp : snapshot.lamps) {
        double sum = 0;
        for (std::uint32_t i = 0; i < kFaces; ++i) sum += arriving(fromFace(lamp, place.point, {(i + 0.5) / kFaces, radicalInverse(i, 2)}));
        out.lamps.emplace_back(sum / kFaces);
    }
    PathRandom random(snapshot.lamps.size(), 0);
    double sun = 0;
    for (std::uint32_t i = 0; i < kFaces; ++i) sun += arriving(fromSun(snapshot.daylight, random));
    out.sun = Lux(sun / kFaces);
    // Sky and bounce: what comes from directions drawn by their weight, each path on its own random numbers. A dome's is linear in
    // the cosine, so that the share below a cosine c is ((1 + c) / 2)^2.
    const Mat3 frame = frameAround(normal);
    std::vector<double> sums(64, 0.0);
    parallelFor(sums.size(), [&](std::size_t part) {
        for (std::uint32_t i = static_cast<std::uint32_t>(part); i < kPaths && !cancel.cancelled(); i += static_cast<std::uint32_t>(sums.size())) {
            PathRandom own(i, 1);
            const Vec2 u{(i + 0.5) / kPaths, radicalInverse(i, 2)}, disc = toDisc(u);
            const double c = 2 * std::sqrt(u.x) - 1, flat = std::sqrt(std::max(0.0, 1 - c * c));
            const Vec3 l = frame * (dome ? Vec3(flat * std::cos(2 * kPi * u.y), flat * std::sin(2 * kPi * u.y), c)
                                         : Vec3(disc, std::sqrt(std::max(0.0, 1 - glm::dot(disc, disc)))));
            sums[part] += optics::luminance(tracer.follow({from, l, 0, kFar}, own, Tracer::Beyond::Sky, kBounces, 0).first);
        }
    });
    if (cancel.cancelled()) return fail(Code::Cancelled, "The light was not read to the end.", "meter");
    double indirect = 0;
    for (const double s : sums) indirect += s;
    out.indirect = Lux((dome ? 2 : 1) * kPi * indirect / kPaths);  // the weight's integral over all directions
    return out;
}

Result<Picture> displayed(const LinearPicture& linear, const View& view) {
    std::optional<optics::CubeTable> aces;
    if (view.look == optics::Look::Aces13) {
        RECCE_TRY(aces, optics::openAcesTable(programFolder()));
    }
    Picture out{linear.width, linear.height, std::vector<std::uint8_t>(linear.rgba.size())};
    parallelFor(linear.height, [&](std::size_t y) {
        for (std::size_t i = y * linear.width; i < (y + 1) * linear.width; ++i) {
            const Vec3 code = optics::displayCode(view.look, {linear.rgba[i * 4], linear.rgba[i * 4 + 1], linear.rgba[i * 4 + 2]}, aces ? &*aces : nullptr, view.lut.get());
            for (std::size_t k = 0; k < 3; ++k) out.rgba[i * 4 + k] = static_cast<std::uint8_t>(std::lround(std::clamp(code[static_cast<int>(k)], 0.0, 1.0) * 255));
            out.rgba[i * 4 + 3] = 255;
        }
    });
    return out;
}

}  // namespace recce::render
