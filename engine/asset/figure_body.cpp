#include "asset/figure_body.h"

#include <algorithm>
#include <cmath>

#include "asset/figure_clothes.h"
#include "base/jobs.h"

namespace recce {
namespace figure {
namespace {

float f32(double v) { return static_cast<float>(v); }

/// The same lines on both sides of zero.
std::vector<float> evenLines(float high, float step, std::initializer_list<Fine> fine = {}) {
    const std::vector<float> right = gridLines(0, high, step, fine);
    std::vector<float> lines;
    for (std::size_t i = right.size(); i-- > 1;) lines.push_back(-right[i]);
    lines.insert(lines.end(), right.begin(), right.end());
    return lines;
}

/// One surface to be made: field, grid and what becomes of it.
struct Job {
    Part part;
    MeshTask task;
    std::size_t triangles = 0;
    bool mirror = false;            ///< also make the left one
    std::function<V3(const V3&)> tint;
    float cavity = 0;               ///< how dark hollows are
    float cavityStep = 0.006f;      ///< metres over which a hollow is judged
    std::function<V3(const V3&)> emphasis;  ///< spreads out what must keep its detail; replaces the flexed pose
};

/// Head space to figure space.
struct HeadFrame {
    V3 origin;
    float scale;
    V3 in(const V3& p) const { return (p - origin) / scale; }
    V3 out(const V3& q) const { return origin + q * scale; }
};

/// Eyes, mouth and nose as if under a lens: a close-up is judged by them.
V3 enlarged(const V3& q) {
    V3 shift(0);
    const auto lens = [&](const V3& c, float r, float power) {
        const V3 away = q - c;
        shift += away * (power * std::exp(-glm::dot(away, away) / (r * r)));
    };
    lens({kEyeX, 0, -0.082f}, 0.020f, 1.5f);
    lens({-kEyeX, 0, -0.082f}, 0.020f, 1.5f);
    lens({0, -0.068f, -0.098f}, 0.026f, 1.1f);
    lens({0, -0.038f, -0.105f}, 0.020f, 0.8f);
    lens({0, -0.035f, -0.085f}, 0.070f, 0.5f);
    return q + shift;
}

Part mirrored(const Part& right) {
    Part left = right;
    left.side = 0;
    for (V3& p : left.rest.positions) p.x = -p.x;
    for (V3& n : left.rest.normals) n.x = -n.x;
    for (std::size_t i = 0; i + 2 < left.rest.indices.size(); i += 3) std::swap(left.rest.indices[i + 1], left.rest.indices[i + 2]);
    return left;
}

void weigh(Part& part, const Measures& m, const Bones& rest) {
    part.weights.clear();
    for (const V3& p : part.rest.positions) part.weights.push_back(weightsAt(m, rest, part.follows, part.side, p));
}

/// Folds and hollows get less of the light that comes from everywhere: by the curvature of the field.
float shade(const Job& job, const V3& p) {
    const float e = job.cavityStep;
    float sum = -6 * job.task.field(p);
    for (int axis = 0; axis < 3; ++axis) {
        V3 d(0);
        d[axis] = e;
        sum += job.task.field(p + d) + job.task.field(p - d);
    }
    return std::clamp(1 + sum / (e * e) * job.cavity, 0.55f, 1.0f);
}

void make(Job& job, const Measures& m, const Bones& rest, const Bender& flexed) {
    Part& part = job.part;
    const auto bent = [&](const V3& p) {
        V3 at, normal;
        flexed.bend(weightsAt(m, rest, part.follows, part.side, p), p, V3(0, 1, 0), at, normal);
        return at;
    };
    part.rest = simplified(meshField(job.task), job.task, job.emphasis ? job.emphasis : bent, job.triangles);
    for (const V3& p : part.rest.positions) {
        part.tint.push_back((job.tint ? job.tint(p) : V3(1)) * shade(job, p));
    }
    weigh(part, m, rest);
}

/// Eyebrows: thin strips that lie on the brow, thickest along their middle.
Part makeBrow(const Face& face, const HeadFrame& head) {
    Part part;
    part.stuff = Stuff::Hair;
    part.follows = Follows::Head;
    constexpr int kSteps = 10, kRows = 5;
    for (int i = 0; i <= kSteps; ++i) {
        const float u = static_cast<float>(i) / kSteps;
        const V3 line = browLine(face, u);
        const float half = browHalf(face, u);
        for (int row = 0; row < kRows; ++row) {
            const float v = static_cast<float>(row) / (kRows - 1) * 2 - 1;
            // The hairs slant outwards, and the edge is not cut with a ruler.
            const float ragged = 1 + 0.16f * std::sin(static_cast<float>(i) * 2.4f + v);
            V3 p(line.x + v * half * 0.25f, line.y + v * half * ragged, -0.13f);
            for (int step = 0; step < 48; ++step) p.z += 0.7f * std::max(headField(face, p), 0.0f);
            const Field field = [&](const V3& at) { return headField(face, at); };
            const V3 n = glm::normalize(gradient(field, p, 0.001f));
            part.rest.positions.push_back(head.out(p + n * (0.0013f * (1 - v * v) - 0.00015f)));
            part.rest.normals.push_back(n);
        }
    }
    for (int i = 0; i < kSteps; ++i) {
        for (int row = 0; row + 1 < kRows; ++row) {
            const auto a = static_cast<std::uint32_t>(i * kRows + row), b = a + 1, c = a + kRows, d = c + 1;
            for (std::uint32_t index : {a, b, c, b, d, c}) part.rest.indices.push_back(index);
        }
    }
    return part;
}

/// The front of an eyeball that looks along -Z, at its place in the head: white, iris and pupil apart.
std::array<Part, 3> makeEye(const HeadFrame& head) {
    constexpr int kAround = 12;
    constexpr float kPupil = 0.0021f / kEyeRadius, kIris = 0.0059f / kEyeRadius;
    const float pupil = std::asin(kPupil), iris = std::asin(kIris);
    const V3 centre = head.out({kEyeX, 0, kEyeZ});
    const float radius = kEyeRadius * head.scale;
    const auto rings = [&](Stuff stuff, std::initializer_list<std::array<float, 2>> angles) {
        Part part;
        part.stuff = stuff;
        part.follows = Follows::Eye;
        for (const auto& [angle, shade] : angles) {
            for (int i = 0; i < kAround; ++i) {
                const float a = f32(2 * kPi) * static_cast<float>(i) / kAround;
                const V3 n(std::sin(angle) * std::cos(a), std::sin(angle) * std::sin(a), -std::cos(angle));
                part.rest.positions.push_back(centre + n * radius);
                part.rest.normals.push_back(n);
                part.tint.push_back(V3(shade));
            }
        }
        const auto count = static_cast<std::uint32_t>(angles.size());
        for (std::uint32_t r = 0; r + 1 < count; ++r) {
            for (std::uint32_t i = 0; i < kAround; ++i) {
                const std::uint32_t a = r * kAround + i, b = r * kAround + (i + 1) % kAround, c = a + kAround, d = b + kAround;
                if (r > 0 || stuff != Stuff::Pupil) {
                    for (std::uint32_t index : {a, b, c}) part.rest.indices.push_back(index);
                }
                for (std::uint32_t index : {b, d, c}) part.rest.indices.push_back(index);
            }
        }
        return part;
    };
    return {rings(Stuff::Pupil, {{0.001f, 1}, {pupil, 1}}),
            rings(Stuff::Iris, {{pupil, 0.75f}, {pupil * 0.5f + iris * 0.5f, 1.0f}, {iris * 0.86f, 0.75f}, {iris, 0.22f}}),
            rings(Stuff::EyeWhite, {{iris, 0.80f}, {iris * 1.12f, 1.0f}, {0.95f, 0.92f}, {1.25f, 0.72f}, {1.60f, 0.5f}})};
}

}  // namespace
}  // namespace figure

std::shared_ptr<const FigureBody> makeFigureBody(const FigureShape& shape) {
    using namespace figure;
    auto body = std::make_shared<FigureBody>();
    body->shape = shape;
    body->measures = measure(shape);
    const Measures& m = body->measures;
    body->rest = restBones(m);
    const Bones& rest = body->rest;
    const Face face = faceOf(m, shape);
    const HeadFrame head{V3(0, f32(m.eye), f32(m.headZ)), f32(m.head)};
    const Clothes clothes(m, shape.variant, face.neck);
    const float h = f32(m.height), unit = h / 1.75f, g = f32(m.girth), s = head.scale;

    const auto lines = [](const std::vector<float>& in, float scale, float shift) {
        std::vector<float> out;
        for (float v : in) out.push_back(v * scale + shift);
        return out;
    };
    std::vector<Job> jobs;
    {
        Job job;  // head and neck
        job.part.follows = Follows::Neck;
        job.task.field = [&face, head](const V3& p) { return headField(face, head.in(p)) * head.scale; };
        job.task.x = lines(evenLines(0.100f, 0.0042f, {{0.0f, 0.050f, 0.0017f}}), s, 0);
        job.task.y = lines(gridLines(-0.246f, 0.125f * std::max(face.upper, 1.0f), 0.0042f,
                                     {{-0.084f * face.lower, -0.058f * face.lower, 0.0013f}, {-0.050f, 0.016f, 0.0014f}}), s, head.origin.y);
        job.task.z = lines(gridLines(-0.130f, 0.130f, 0.0044f, {{-0.122f, -0.070f, 0.0017f}, {-0.01f, 0.03f, 0.0028f}}), s, head.origin.z);
        job.task.mirrored = true;
        job.task.normalStep = 0.0007f;
        job.cavity = 0.0006f;
        job.cavityStep = 0.0030f * s;
        job.triangles = 2800;
        job.tint = [&face, head](const V3& p) { return skinTint(face, head.in(p)); };
        job.emphasis = [head](const V3& p) { return enlarged(head.in(p)); };
        jobs.push_back(std::move(job));
    }
    {
        Job job;
        job.part.stuff = Stuff::Hair;
        job.part.follows = Follows::Head;
        job.task.field = [&face, head](const V3& p) { return hairField(face, head.in(p)) * head.scale; };
        job.task.x = lines(gridLines(-0.115f, 0.115f, 0.0030f), s, 0);
        job.task.y = lines(gridLines(-0.125f, 0.140f * std::max(face.upper, 1.0f), 0.0030f), s, head.origin.y);
        job.task.z = lines(gridLines(-0.125f, 0.165f, 0.0030f), s, head.origin.z);
        job.task.normalStep = 0.0012f;
        job.cavity = 0.0030f;
        job.cavityStep = 0.0035f * s;
        job.triangles = 1250;
        jobs.push_back(std::move(job));
    }
    {
        Job job;
        job.part.stuff = Stuff::Top;
        job.task.field = [&clothes](const V3& p) { return clothes.top(p); };
        const V3 wrist = clothes.wrist();
        job.task.x = gridLines(-wrist.x - 0.06f * unit, wrist.x + 0.06f * unit, 0.0072f * unit, {{-0.09f * unit, 0.09f * unit, 0.0052f * unit}});
        job.task.y = gridLines(f32(m.hip) - 0.08f * unit, f32(m.shoulder) + 0.12f * unit, 0.0072f * unit,
                               {{clothes.hem() - 0.008f, clothes.hem() + 0.012f, 0.0036f * unit},
                                {f32(m.shoulder) + 0.005f * unit, f32(m.shoulder) + 0.075f * unit, 0.0042f * unit}});
        job.task.z = gridLines(-0.20f * g, 0.20f * g, 0.0072f * unit);
        job.task.normalStep = 0.003f * unit;
        job.cavity = 0.006f;
        job.cavityStep = 0.009f * unit;
        job.triangles = 1950;
        jobs.push_back(std::move(job));
    }
    {
        Job job;
        job.part.stuff = Stuff::Trousers;
        job.task.field = [&clothes](const V3& p) { return clothes.trousers(p); };
        job.task.x = gridLines(-0.23f * g, 0.23f * g, 0.0075f * unit);
        job.task.y = gridLines(0.02f * unit, f32(m.hip) + 0.13f * unit, 0.0078f * unit, {{0.02f * unit, 0.06f * unit, 0.0040f * unit}});
        job.task.z = gridLines(-0.20f * g, 0.20f * g, 0.0075f * unit);
        job.task.normalStep = 0.003f * unit;
        job.cavity = 0.006f;
        job.cavityStep = 0.009f * unit;
        job.triangles = 1150;
        jobs.push_back(std::move(job));
    }
    const V3 ankle(rest[onSide(kFoot, 1)].joint);
    for (bool sole : {false, true}) {
        Job job;
        job.part.stuff = sole ? Stuff::Sole : Stuff::Shoe;
        job.part.follows = Follows::Foot;
        job.task.field = sole ? Field([&clothes](const V3& p) { return clothes.shoeSole(p); })
                              : Field([&clothes](const V3& p) { return clothes.shoeUpper(p); });
        job.task.x = gridLines(ankle.x - 0.065f * unit, ankle.x + 0.065f * unit, 0.0036f * unit);
        job.task.y = gridLines(-0.012f, 0.125f * unit, 0.0034f * unit);
        job.task.z = gridLines(ankle.z - 0.25f * unit, ankle.z + 0.08f * unit, 0.0045f * unit);
        job.triangles = sole ? 90 : 190;
        job.mirror = true;
        jobs.push_back(std::move(job));
    }
    for (HandShape hands : {HandShape::Relaxed, HandShape::Flat, HandShape::Grip}) {
        Job job;
        job.part.follows = Follows::Hand;
        job.part.anyHands = false;
        job.part.hands = hands;
        job.task.field = [&clothes, hands](const V3& p) { return clothes.hand(p, hands); };
        const float hs = f32(m.hand / 0.189);
        const V3 a = clothes.wrist() - clothes.toFingers() * 0.035f * hs, b = clothes.wrist() + clothes.toFingers() * 0.20f * hs;
        const float margin = 0.075f * hs, step = 0.0023f * hs;
        job.task.x = gridLines(std::min(a.x, b.x) - margin, std::max(a.x, b.x) + margin, step);
        job.task.y = gridLines(std::min(a.y, b.y) - margin * 0.6f, std::max(a.y, b.y) + margin * 0.6f, step);
        job.task.z = gridLines(a.z - margin * 1.25f, a.z + margin * 0.9f, step);
        job.triangles = 560;
        job.cavity = 0.0010f;
        job.cavityStep = 0.003f * hs;
        job.mirror = true;
        jobs.push_back(std::move(job));
    }

    FigureStance sitting;
    sitting.action = FigureAction::Sit;
    sitting.seat = Metres(m.hip * 0.70);  // perched: joints half bent, nothing folded over itself
    const Bender flexed(rest, pose(m, shape, sitting).bones);
    parallelFor(jobs.size(), [&](std::size_t i) { make(jobs[i], m, rest, flexed); });

    // The crown is the top of the hair, to the millimetre: the part above the eyes stretches by what is missing.
    float top = 0;
    for (const V3& p : jobs[1].part.rest.positions) top = std::max(top, p.y);
    const float stretch = (h - head.origin.y) / (top - head.origin.y);
    const auto fit = [&](Part& part) {
        for (V3& p : part.rest.positions) {
            if (p.y > head.origin.y) p.y = head.origin.y + (p.y - head.origin.y) * glm::mix(1.0f, stretch, ramp(0.01f, 0.05f, (p.y - head.origin.y) / s));
        }
    };
    fit(jobs[0].part);
    fit(jobs[1].part);

    for (Job& job : jobs) {
        if (job.mirror) {
            Part left = mirrored(job.part);
            weigh(left, m, rest);
            body->parts.push_back(std::move(left));
        }
        body->parts.push_back(std::move(job.part));
    }
    std::vector<Part> small{makeBrow(face, head)};
    for (Part& part : makeEye(head)) small.push_back(std::move(part));
    for (Part& part : small) {
        Part left = mirrored(part);
        weigh(left, m, rest);
        weigh(part, m, rest);
        body->parts.push_back(std::move(left));
        body->parts.push_back(std::move(part));
    }
    // One range per material: parts of one stuff stand together.
    std::vector<Part> sorted;
    for (std::size_t stuff = 0; stuff < static_cast<std::size_t>(Stuff::Count); ++stuff) {
        for (Part& part : body->parts) {
            if (static_cast<std::size_t>(part.stuff) == stuff) sorted.push_back(std::move(part));
        }
    }
    body->parts = std::move(sorted);
    return body;
}

FigureMesh poseFigure(const FigureBody& body, const FigureStance& stance, const FigureColours& colours) {
    using namespace figure;
    const Posed posed = pose(body.measures, body.shape, stance);
    const Bender bender(body.rest, posed.bones);
    const bool lies = stance.action == FigureAction::Lie, rests = lies || stance.action == FigureAction::Sit;
    const float surface = f32(std::clamp(stance.seat.value, 0.0, 1.5));
    const float restsFrom = lies ? -10.0f : -0.16f * f32(body.measures.height);
    FigureMesh out;
    // Linear reflectances; roughness by eye: skin and cloth without a sheen against the light, whites of eyes without
    // slivers at the lids. Iris and pupil keep their catchlight.
    out.materials = {{colours.skin, 0.62, "skin"},        {colours.hair, 0.55, "hair"},     {colours.top, 0.95, "top"},
                     {colours.trousers, 0.95, "trousers"}, {colours.shoes, 0.45, "shoes"},   {Vec3(0.025), 0.75, "soles"},
                     {Vec3(0.60, 0.56, 0.53), 0.40, "eye white"}, {colours.iris, 0.16, "iris"}, {Vec3(0.004), 0.14, "pupil"}};
    for (const Part& part : body.parts) {
        if (!part.anyHands && part.hands != posed.hands) continue;
        const auto first = static_cast<std::uint32_t>(out.positions.size());
        const auto stuff = static_cast<std::uint32_t>(part.stuff);
        if (out.ranges.empty() || out.ranges.back().material != stuff) {
            out.ranges.push_back({static_cast<std::uint32_t>(out.indices.size()), 0, stuff});
        }
        // An eyeball turns about its own middle first.
        glm::quat turn(1, 0, 0, 0);
        V3 middle(0);
        if (part.follows == Follows::Eye) {
            const Vec3 inHead = glm::inverse(posed.bones[kHead].turn) * posed.eyeDirection[part.side];
            turn = glm::quat(toRotation(lookAlong(inHead)));
            const Measures& m = body.measures;
            middle = V3(signOf(part.side) * m.eyeX, m.eye, m.headZ + m.eyeZ);
        }
        for (std::size_t i = 0; i < part.rest.positions.size(); ++i) {
            V3 p = part.rest.positions[i], n = part.rest.normals[i];
            if (part.follows == Follows::Eye) {
                p = middle + turn * (p - middle);
                n = turn * n;
            }
            V3 bentP, bentN;
            bender.bend(part.weights[i], p, n, bentP, bentN);
            // Flesh gives where it rests: what would sink into the seat or the bed spreads on it.
            if (rests && part.follows != Follows::Foot && bentP.y < surface && bentP.z > restsFrom) {
                bentP.y = surface - 0.2f * std::min(surface - bentP.y, 0.06f);
            }
            out.positions.push_back(bentP);
            out.normals.push_back(glm::normalize(bentN));
            const V3 tint = part.tint.empty() ? V3(1) : glm::clamp(part.tint[i], V3(0), V3(1));
            const auto byte = [](float v) { return static_cast<std::uint8_t>(std::lround(v * 255)); };
            out.colours.push_back({byte(tint.x), byte(tint.y), byte(tint.z), 255});
        }
        for (std::uint32_t index : part.rest.indices) out.indices.push_back(first + index);
        out.ranges.back().indexCount += static_cast<std::uint32_t>(part.rest.indices.size());
    }
    return out;
}

namespace {

/// The entry that `fits`, moved to the end, or null.
template <class T, class Fits>
T* recall(std::vector<T>& entries, const Fits& fits) {
    const auto found = std::find_if(entries.begin(), entries.end(), fits);
    if (found == entries.end()) return nullptr;
    std::rotate(found, found + 1, entries.end());
    return &entries.back();
}

template <class T>
T& remember(std::vector<T>& entries, T entry, std::size_t limit) {
    if (entries.size() >= limit) entries.erase(entries.begin());
    entries.push_back(std::move(entry));
    return entries.back();
}

}  // namespace

std::shared_ptr<const FigureMesh> FigureStore::mesh(const FigureSpec& spec) {
    constexpr std::size_t kPeople = 32, kPosed = 64;  // 1.5 MB a person, 0.3 MB a pose
    if (const Posed* known = recall(posed_, [&](const Posed& p) { return p.spec == spec; })) return known->mesh;
    Person* person = recall(people_, [&](const Person& p) { return p.shape == spec.shape; });
    if (!person) person = &remember(people_, Person{spec.shape, makeFigureBody(spec.shape)}, kPeople);
    auto posed = std::make_shared<const FigureMesh>(poseFigure(*person->body, spec.stance, spec.colours));
    return remember(posed_, Posed{spec, std::move(posed)}, kPosed).mesh;
}

FigureMesh makeFigure(const FigureSpec& spec) { return poseFigure(*makeFigureBody(spec.shape), spec.stance, spec.colours); }

}  // namespace recce
