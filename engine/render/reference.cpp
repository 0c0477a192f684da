#include "render/reference.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

#include "asset/cloth_model.h"
#include "base/files.h"
#include "optics/colour.h"
#include "optics/exposure.h"
#include "optics/sun.h"
#include "optics/view.h"
#include "render/reference_light.h"
#include "render/reference_surface.h"
#include "render/sampling.h"
#include "render/sky.h"
#include "sight/shading.h"

namespace recce::render {
namespace {

constexpr double kLift = 2e-4;     // metres off a surface before the next ray starts, and more far away
constexpr double kFar = 1e5;
constexpr double kPastCloth = 1.5 * kClothThickness;  // off a side, the next ray starts: both sides are behind it then
constexpr int kPanes = 32;         // see-through surfaces that one ray passes at most
constexpr std::uint32_t kRound = 8;  // paths a pixel between two looks at the noise

class Tracer {
public:
    /// `view` may be null where nobody asks for pixels.
    Tracer(const Snapshot& snapshot, const View* view, SightModels& known) : snapshot_(snapshot), view_(view), sky_(snapshot.daylight) {
        SightContents contents;
        for (const Lamp& lamp : snapshot.lamps) {
            if (!lamp.through) lamps_.push_back(lamp);
        }
        for (std::size_t i = 0; i < snapshot.screens.size(); ++i) {
            if (snapshot.screens[i].diffused > 0) frames_.push_back(i);
        }
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
        hasLamps_ = std::any_of(lamps_.begin(), lamps_.end(), [](const Lamp& l) { return optics::luminance(l.candela) > 0; });
        warmLobes();
    }

    /// What counts where a ray itself leaves the set. Of the sun only pictures see the disc: all else asks it for its light.
    enum class Beyond { Nothing, Sky, SkyAndSun };
    /// What a path is made of.
    struct Ask {
        Beyond beyond = Beyond::Sky;
        std::uint32_t bounces = 8;
        double limit = 0;             ///< of what comes after the first bounce, 0 none
        bool gathered = false;        ///< the lamps' light, where the ray starts, is already counted
    };

    /// cd/m2 along one path through a pixel, and whether it met the set.
    std::pair<Vec3, bool> path(std::uint32_t x, std::uint32_t y, std::uint32_t index, const Ask& ask) const {
        PathRandom random(static_cast<std::uint64_t>(y) * view_->width + x, index);
        return follow(cameraRay(x, y, index, random), random, ask);
    }

    /// cd/m2 that comes back along a ray.
    std::pair<Vec3, bool> follow(const SightRay& start, PathRandom& random, const Ask& ask) const {
        Walk w{start, Vec3(0), Vec3(1), 0, 0, ask.limit, ask.gathered};
        bool met = false;
        for (;;) {
            const auto hit = scene_->cast(w.ray);
            if (!hit) {
                const Vec3 direction = glm::normalize(w.ray.direction);
                if (w.bounce > 0 || ask.beyond != Beyond::Nothing) w.add(w.share * sky_.radiance(direction));
                if (w.bounce == 0 && ask.beyond == Beyond::SkyAndSun) w.add(w.share * sunDisc(direction));
                break;
            }
            met = true;
            const auto* cloth = clothAt(*hit);
            if (cloth ? !atCloth(*cloth, *hit, random, w) : !atSurface(*hit, random, w)) break;
            if (w.bounce > ask.bounces) break;
            // Russian roulette: paths that carry little end early, the others carry their share.
            if (w.bounce >= 3) {
                const double stay = std::clamp(std::max({w.share.x, w.share.y, w.share.z}), 0.05, 1.0);
                if (random.next() >= stay) break;
                w.share /= stay;
            }
        }
        return {w.light, met};
    }

    /// The light of one lamp, or of the sun (null), that a diffusion frame sends to a point from its place `u` in [0, 1)^2.
    Arriving throughFrame(std::size_t screen, const Lamp* lamp, const Vec3& point, const Vec2& u, PathRandom& random) const {
        return throughFrame(snapshot_.screens[screen], point, u, [&](const Vec3& place, const auto& fall) {
            fall(lamp ? fromFace(*lamp, place, random.next2()) : fromSun(snapshot_.daylight, random));
        });
    }

    /// What gets from a point to a source: nothing behind solid things, part of it behind glass and cut-outs.
    Vec3 through(const Vec3& from, const Arriving& to) const {
        Vec3 share(1);
        SightRay ray{from, to.direction, 0, to.distance * (1 - 1e-6)};
        for (int i = 0; i < kPanes; ++i) {
            const auto hit = scene_->cast(ray);
            if (!hit) return share;
            if (const auto* cloth = clothAt(*hit)) {
                share *= cloth->straight;
                if (share == Vec3(0)) return share;
                ray.minDistance = hit->distance + pastCloth(*hit, to.direction);
                continue;
            }
            if (glows(*hit) || (hit->distance > to.distance - to.own && optics::luminance(shading(*hit, false).emitted) > 0)) {
                ray.minDistance = hit->distance + kLift;
                continue;
            }
            if (solidAt(*scene_, *hit)) return Vec3(0);
            const SightShading s = shading(*hit, true);
            share *= Vec3(1 - s.alpha) + s.alpha * paneOf(s, glm::dot(hit->normal, to.direction)).through;
            if (share.x + share.y + share.z < 1e-4) return Vec3(0);
            ray.minDistance = hit->distance + kLift;
        }
        return Vec3(0);
    }

private:
    struct Walk {
        SightRay ray;
        Vec3 light, share;
        std::uint32_t bounce;
        int panes;
        double limit;
        bool gathered;

        void add(const Vec3& more) {
            if (!isFinite(more)) return;
            const double most = std::max({more.x, more.y, more.z});
            light += bounce > 0 && limit > 0 && most > limit ? more * (limit / most) : more;
        }
        void turn(const Vec3& from, const Vec3& direction) {
            ray = {from, direction, 0, kFar};
            ++bounce;
            gathered = true;
        }
    };

    /// One step of a path where it meets a surface: its light is added, the ray goes on from there. False: the path ends.
    bool atSurface(const SightHit& hit, PathRandom& random, Walk& w) const {
        const SightShading s = shading(hit, w.gathered);
        const Vec3 v = -w.ray.direction;
        const auto onward = [&] { w.ray = {hit.point - hit.normal * lift(hit), w.ray.direction, 0, kFar}; };
        if (random.next() >= s.alpha && ++w.panes < kPanes) {
            onward();
            return true;
        }
        if (s.transmission > 0 && random.next() < s.transmission && ++w.panes < kPanes) {
            const Pane pane = paneOf(s, glm::dot(hit.normal, v));
            if (random.next() < pane.mirror) {
                w.ray = {hit.point + hit.normal * lift(hit), glm::reflect(w.ray.direction, hit.normal), 0, kFar};
            } else {
                w.share *= s.base;
                onward();
            }
            return true;
        }
        w.add(w.share * s.emitted);
        const Material m = materialOf(s, v);
        const Vec3 from = hit.point + hit.normal * lift(hit);
        const auto direct = [&](const Arriving& a) {
            if (a.lux == Vec3(0) || glm::dot(hit.normal, a.direction) <= 0) return;
            const Vec3 value = reflected(m, a.direction).value;
            if (value != Vec3(0)) w.add(w.share * value * a.lux * through(from, a));
        };
        direct(fromSun(snapshot_.daylight, random));
        if (hasLamps_) direct(fromLamp(lamps_, hit.point, random));
        if (!frames_.empty()) direct(fromFrame(hit.point, random, nullptr));
        const Vec3 l = drawDirection(m, random);
        if (glm::dot(hit.normal, l) <= 0) return false;
        const Reflected r = reflected(m, l);
        if (!(r.chance > 1e-12)) return false;
        w.share *= r.value / r.chance;
        w.turn(from, l);
        return true;
    }

    /// The same at a cloth: straight on, thrown back, or out on the other side.
    bool atCloth(const optics::Screen& cloth, const SightHit& hit, PathRandom& random, Walk& w) const {
        if (random.next() < cloth.straight) {
            w.ray = {hit.point + w.ray.direction * pastCloth(hit, w.ray.direction), w.ray.direction, 0, kFar};
            return ++w.panes < kPanes;
        }
        const Vec3 back = shading(hit, true).base;
        const double forth = cloth.diffused / (1 - cloth.straight), all = optics::luminance(back) + forth;
        const auto gather = [&](const Arriving& a) {
            const double c = glm::dot(hit.normal, a.direction);
            // What shines through was counted where the path comes from (fromFrame).
            if (a.lux == Vec3(0) || (c < 0 && w.gathered)) return;
            const Vec3 from = hit.point + hit.normal * std::copysign(kPastCloth, c);
            w.add(w.share * (c > 0 ? back : Vec3(forth)) * (std::abs(c) / kPi) * a.lux * through(from, a));
        };
        gather(fromSun(snapshot_.daylight, random));
        if (hasLamps_) gather(fromLamp(lamps_, hit.point, random));
        gather(fromFrame(hit.point, random, &cloth));
        if (all <= 0) return false;
        const bool on = random.next() * all < forth;
        const Vec3 normal = on ? -hit.normal : hit.normal;
        const Vec2 disc = toDisc(random.next2());
        w.share *= on ? Vec3(all) : back * (all / optics::luminance(back));
        w.turn(hit.point + normal * kPastCloth, frameAround(normal) * Vec3(disc, std::sqrt(std::max(0.0, 1 - glm::dot(disc, disc)))));
        return true;
    }

    template <class Lights> Arriving throughFrame(const optics::Screen& frame, const Vec3& point, const Vec2& u, const Lights& lights) const {
        const Vec3 place = frame.pose.position + frame.pose.rotation * Vec3((u.x - 0.5) * frame.width.value, (u.y - 0.5) * frame.height.value, 0), to = place - point;
        const double distance = glm::length(to);
        if (distance < 2 * kPastCloth) return {};
        // The side away from the point must be lit.
        Vec3 normal = frame.pose.rotation * Vec3(0, 0, 1);
        if (glm::dot(normal, to) < 0) normal = -normal;
        Vec3 lux(0);
        lights(place, [&](const Arriving& a) {
            const double c = glm::dot(normal, a.direction);
            if (c > 0 && a.lux != Vec3(0)) lux += a.lux * c * through(place + normal * kPastCloth, a);
        });
        const double cosine = glm::dot(normal, to) / distance, near = kPastCloth / std::max(cosine, 1e-3);
        if (distance <= near) return {};
        return {lux * (cosine * frame.area() / (distance * distance) * frame.diffused / kPi), to / distance, distance - near};
    }

    /// What one of the diffusion frames, chosen by chance, sends to a point from a place of it; not `other`.
    Arriving fromFrame(const Vec3& point, PathRandom& random, const optics::Screen* other) const {
        if (frames_.empty()) return {};
        const std::size_t count = frames_.size(), chosen = std::min(static_cast<std::size_t>(random.next() * static_cast<double>(count)), count - 1);
        const optics::Screen& frame = snapshot_.screens[frames_[chosen]];
        if (&frame == other) return {};
        Arriving out = throughFrame(frame, point, random.next2(), [&](const Vec3& place, const auto& fall) {
            fall(fromSun(snapshot_.daylight, random));
            if (hasLamps_) fall(fromLamp(lamps_, place, random));
        });
        out.lux *= static_cast<double>(count);
        return out;
    }

    /// Metres along a ray that meets a cloth until it has passed its other side.
    static double pastCloth(const SightHit& hit, const Vec3& direction) { return kPastCloth / std::max(std::abs(glm::dot(hit.normal, direction)), 0.01); }

    /// The cloth of a hit; null elsewhere, on the tubes of its frame too: the first two parts of its model are its sides.
    const optics::Screen* clothAt(const SightHit& hit) const {
        const bool is = hit.tag < pieces_.size() && pieces_[hit.tag]->screen && hit.part < 2;
        return is ? &snapshot_.screens[*pieces_[hit.tag]->screen] : nullptr;
    }

    Vec3 sunDisc(const Vec3& direction) const {
        const Daylight& day = snapshot_.daylight;
        const bool in = glm::dot(direction, day.toSun) > 0 && glm::length(glm::cross(direction, day.toSun)) < std::sin(radians(optics::kSunDisc) / 2);
        return in && day.sky != SkyKind::None ? optics::discLuminance(day.sunLux) : Vec3(0);
    }

    static double lift(const SightHit& hit) { return kLift * (1 + hit.distance * 0.1); }

    /// `gathered`: light of lamps is already counted, so that what shines in place of one shines no more.
    SightShading shading(const SightHit& hit, bool gathered) const {
        SightShading s = shadingAt(*scene_, hit);
        if (hit.tag >= pieces_.size() || pieces_[hit.tag]->screen) return s;
        const auto& changes = pieces_[hit.tag]->changes;
        const cooked::Model* model = modelAt(*scene_, hit);
        if (changes.empty() || !model || s.material >= model->materials().size()) return s;
        const std::string_view name = model->text(model->materials()[s.material].name);
        for (const MaterialChange& change : changes) {
            if (change.material != name) continue;
            if (change.colour) s.base = *change.colour;
            if (change.roughness) s.roughness = *change.roughness;
            if (change.emitted) s.emitted = gathered ? Vec3(0) : shining(s.emitted, *change.emitted, cooked::meanEmission(*model, model->materials()[s.material]));
        }
        return s;
    }
    /// `own`, as the texture has it there, brought from its mean to `wanted`.
    static Vec3 shining(const Vec3& own, const Vec3& wanted, const Vec3& mean) {
        Vec3 out = wanted;
        for (int i = 0; i < 3; ++i) {
            if (mean[i] > 0) out[i] *= own[i] / mean[i];
        }
        return out;
    }
    /// Shines in place of a lamp: no light is kept from anything by it.
    bool glows(const SightHit& hit) const {
        if (hit.tag >= pieces_.size() || pieces_[hit.tag]->screen || pieces_[hit.tag]->changes.empty()) return false;
        const cooked::Model* model = modelAt(*scene_, hit);
        const std::uint32_t material = model ? shadingAt(*scene_, hit).material : cooked::kNone;
        if (!model || material >= model->materials().size()) return false;
        const std::string_view name = model->text(model->materials()[material].name);
        const auto& changes = pieces_[hit.tag]->changes;
        return std::any_of(changes.begin(), changes.end(), [&](const MaterialChange& c) { return c.emitted && c.material == name; });
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
    std::vector<Lamp> lamps_;           ///< real ones: light that a frame sends on is followed through it
    std::vector<std::size_t> frames_;   ///< screens that spread light
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
    const auto beyond = view.backdrop ? Tracer::Beyond::SkyAndSun : Tracer::Beyond::Nothing;
    while (out.samples < settings.samples) {
        const std::uint32_t first = out.samples, last = std::min(settings.samples, first + kRound);
        const double limit = perNit > 0 ? settings.clamp * 0.18 / perNit : 0;
        parallelFor(view.height, [&](std::size_t y) {
            if (cancel.cancelled()) return;
            for (std::uint32_t x = 0; x < view.width; ++x) {
                Pixel& p = pixels[y * view.width + x];
                for (std::uint32_t i = first; i < last; ++i) {
                    const auto [light, met] = tracer.path(x, static_cast<std::uint32_t>(y), i, {beyond, settings.bounces, limit});
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
        PathRandom chance(out.lamps.size(), 2);
        for (std::uint32_t i = 0; i < kFaces; ++i) {
            const Vec2 u{(i + 0.5) / kFaces, radicalInverse(i, 2)};
            const Lamp* source = lamp.through && lamp.through->lamp ? &snapshot.lamps[*lamp.through->lamp] : nullptr;
            sum += arriving(lamp.through ? tracer.throughFrame(lamp.through->screen, source, from, u, chance) : fromFace(lamp, place.point, u));
        }
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
            sums[part] += optics::luminance(tracer.follow({from, l, 0, kFar}, own, {Tracer::Beyond::Sky, kBounces, 0, true}).first);
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
