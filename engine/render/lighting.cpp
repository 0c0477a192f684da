#include "render/lighting.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "optics/colour.h"
#include "optics/sun.h"
#include "render/sampling.h"

namespace recce::render {
namespace {

constexpr double kNear = 0.02;           // metres; nothing of a set comes closer to a lens
constexpr double kLampNear = 0.03;
constexpr double kCascadeLimit = 60.0;   // metres

/// Reversed depth, no far plane: clip z is `near`, clip w the distance along -Z.
Mat4 perspective(double verticalFov, double aspect, double near) {
    const double f = 1 / std::tan(verticalFov / 2);
    Mat4 m(0);
    m[0][0] = f / aspect;
    m[1][1] = f;
    m[2][3] = -1;
    m[3][2] = near;
    return m;
}

struct OrthoBox {
    double left, right, bottom, top, near, far;  ///< distances along -Z
};
Mat4 parallel(const OrthoBox& b) {
    Mat4 m(1);
    m[0][0] = 2 / (b.right - b.left);
    m[1][1] = 2 / (b.top - b.bottom);
    m[2][2] = 1 / (b.far - b.near);
    m[3][0] = -(b.right + b.left) / (b.right - b.left);
    m[3][1] = -(b.top + b.bottom) / (b.top - b.bottom);
    m[3][2] = b.far / (b.far - b.near);
    return m;
}

/// World to view for a pose.
Mat4 viewOf(const Quat& rotation, const Vec3& position) {
    Mat4 m = glm::mat4_cast(glm::conjugate(rotation));
    m[3] = Vec4(Vec3(m * Vec4(-position, 0)), 1);
    return m;
}

/// A rotation whose -Z is `direction`.
Quat looking(const Vec3& direction) {
    const Vec3 up = std::abs(direction.y) > 0.999 ? Vec3(0, 0, -1) : Vec3(0, 1, 0);
    const Vec3 z = -glm::normalize(direction), x = glm::normalize(glm::cross(up, z)), y = glm::cross(z, x);
    return glm::quat_cast(Mat3(x, y, z));
}

std::array<Vec3, 8> corners(const Box& box) {
    std::array<Vec3, 8> out;
    for (std::size_t i = 0; i < 8; ++i) {
        out[i] = {(i & 1) ? box.max.x : box.min.x, (i & 2) ? box.max.y : box.min.y, (i & 4) ? box.max.z : box.min.z};
    }
    return out;
}

/// The corner points of what the camera sees from `near` to `far` metres in front of it.
std::array<Vec3, 8> seen(const View& view, double near, double far) {
    const auto& c = view.camera;
    const double aspect = double(view.width) / view.height;
    std::array<Vec3, 8> out;
    for (std::size_t i = 0; i < 8; ++i) {
        const double d = (i & 4) ? far : near;
        const double h = c.orthoHeight ? c.orthoHeight->value / 2 : std::tan(c.verticalFov / 2) * std::max(d, 0.1);
        out[i] = c.pose.position + c.pose.forward() * d + c.pose.right() * (h * aspect * ((i & 1) ? 1 : -1)) +
                 c.pose.up() * (h * ((i & 2) ? 1 : -1));
    }
    return out;
}

/// What of the set's box lies in front of the camera: nearest and farthest distance along its axis.
std::pair<double, double> depthRange(const View& view, const Box& box) {
    double near = 1e9, far = 0;
    for (const Vec3& p : corners(box)) {
        const double d = glm::dot(p - view.camera.pose.position, view.camera.pose.forward());
        near = std::min(near, d);
        far = std::max(far, d);
    }
    return {std::max(near, 0.0), std::max(far, 1.0)};
}

}  // namespace

Vec3 frameOrigin(const View& view, const Snapshot& snapshot) {
    Vec3 at = view.camera.pose.position;
    if (!snapshot.bounds.empty()) at = glm::clamp(at, snapshot.bounds.min, snapshot.bounds.max);
    constexpr double kGrid = 32;
    return glm::round(at / kGrid) * kGrid;
}

CameraMatrices cameraMatrices(const View& view, const Snapshot& snapshot, const Vec3& origin, std::uint32_t index) {
    const auto& c = view.camera;
    CameraMatrices out;
    const double aspect = double(view.width) / view.height;
    const Vec2 jitter = (sample2(index, 0) - 0.5) * 2.0 / Vec2(view.width, view.height);
    Vec3 position = c.pose.position - origin;
    if (c.orthoHeight) {
        const double h = c.orthoHeight->value / 2;
        double reach = 1;
        for (const Vec3& p : corners(snapshot.bounds.empty() ? Box{Vec3(-1), Vec3(1)} : snapshot.bounds)) {
            reach = std::max(reach, glm::dot(p - c.pose.position, c.pose.forward()));
        }
        out.projection = parallel({-h * aspect, h * aspect, -h, h, 0, reach + 0.5});
        out.projection[3][0] += jitter.x;
        out.projection[3][1] += jitter.y;
        out.pixelsPerMetre = view.height / c.orthoHeight->value;
    } else {
        out.projection = perspective(c.verticalFov, aspect, kNear);
        out.projection[2][0] -= jitter.x;
        out.projection[2][1] -= jitter.y;
        if (c.apertureRadius.value > 0 && index > 0) {
            // The eye moves over the pupil; the plane of focus stays where it is in the picture.
            Vec2 lens = toIris(sample2(index, 1), c.irisBlades) * c.apertureRadius.value;
            lens.x /= c.squeeze;
            position += c.pose.right() * lens.x + c.pose.up() * lens.y;
            out.projection[2][0] -= out.projection[0][0] * lens.x / c.focus.value;
            out.projection[2][1] -= out.projection[1][1] * lens.y / c.focus.value;
        }
        out.pixelsPerMetre = view.height / (2 * std::tan(c.verticalFov / 2));
    }
    out.eye = position;
    out.view = viewOf(c.pose.rotation, position);
    return out;
}

bool isLarge(const Box& set) { return std::max({set.size().x, set.size().y, set.size().z}) > kCascadeLimit; }

SunMap fitSun(const SunWish& wish, const View& view) {
    const auto& [daylight, set, origin, mapSize, index, pixelsPerMetre] = wish;
    SunMap out;
    if (optics::luminance(daylight.sunLux) <= 0 || set.empty()) return out;
    const Quat straight = looking(-daylight.toSun);
    const Vec2 disc = toDisc(sample2(index, 2)) * std::tan(radians(optics::kSunDisc) / 2);
    out.toSun = index == 0 ? daylight.toSun
                           : glm::normalize(daylight.toSun + straight * Vec3(1, 0, 0) * disc.x + straight * Vec3(0, 1, 0) * disc.y);
    const Quat rotation = index == 0 ? straight : looking(-out.toSun);
    const Mat4 toLight = viewOf(rotation, Vec3(0));
    const auto lightBox = [&](const std::array<Vec3, 8>& points) {
        Box box;
        for (const Vec3& p : points) box.add(Vec3(toLight * Vec4(p - origin, 1)));
        return box;
    };
    const Box casters = lightBox(corners(set));
    const auto add = [&](const Box& fit, double margin, std::uint32_t texels) {
        const Mat4 matrix = parallel({fit.min.x - margin, fit.max.x + margin, fit.min.y - margin, fit.max.y + margin, -casters.max.z - 1,
                                      -casters.min.z + 1}) * toLight;
        out.parts.push_back({matrix, std::max(fit.max.x - fit.min.x, fit.max.y - fit.min.y) / texels});
    };
    const auto addSet = [&](const Box& fit, std::uint32_t texels) {
        add(fit, 0.02 * std::max(fit.max.x - fit.min.x, fit.max.y - fit.min.y) + 0.05, texels);
    };
    if (!isLarge(set)) {
        addSet(casters, mapSize);
        return out;
    }
    const auto [near, far] = depthRange(view, set);
    if (view.camera.orthoHeight) {
        const Box here = lightBox(seen(view, 0, far));
        Box fit{glm::max(casters.min, here.min), glm::min(casters.max, here.max)};
        if (fit.min.x >= fit.max.x || fit.min.y >= fit.max.y) fit = casters;
        addSet(fit, mapSize);
        return out;
    }
    constexpr double kFineEnough = 1.5;  // pixels a texel, at the nearest place
    const double texelOfSet = std::max(casters.max.x - casters.min.x, casters.max.y - casters.min.y) / mapSize;
    if (texelOfSet * pixelsPerMetre < kFineEnough * near && pixelsPerMetre > 0) {
        addSet(casters, mapSize);
        return out;
    }
    // Each slice's map is a square about the sphere that holds the slice, moved by whole texels: its edges stay where they
    // are while the camera moves and turns.
    const std::uint32_t texels = mapSize / 2;
    const double reach = std::max(casters.max.x - casters.min.x, casters.max.y - casters.min.y) / 2;
    const auto split = [&, n = near, f = far](std::uint32_t i) { return n + (f - n) * std::pow(double(i) / shader::kSunCascades, 2.5); };
    for (std::uint32_t i = 0; i < shader::kSunCascades; ++i) {
        const auto slice = seen(view, split(i), split(i + 1));
        Vec3 centre(0);
        for (const Vec3& p : slice) centre += p / 8.0;
        double radius = 0;
        for (const Vec3& p : slice) radius = std::max(radius, glm::length(p - centre));
        radius = std::ceil(radius * 16) / 16;
        if (i + 1 == shader::kSunCascades || radius >= reach) {
            addSet(casters, texels);
            continue;
        }
        const double texel = 2 * radius / texels;
        Vec3 at(toLight * Vec4(centre - origin, 1));
        // The world's own origin is the fixed point of the grid, not the frame's, which moves with the camera.
        const Vec3 zero(toLight * Vec4(-origin, 1));
        at = zero + glm::floor((at - zero) / texel) * texel;
        add({at - Vec3(radius), at + Vec3(radius)}, 0, texels);
    }
    return out;
}

namespace {

/// Maps are as large as they can be while all fit: one square for a cone, one and a half squares for six faces.
struct Layout {
    std::uint32_t size = 0;
    std::vector<std::array<std::uint32_t, 2>> at;
};
Layout layOut(const std::vector<bool>& six, std::uint32_t atlas) {
    for (std::uint32_t size = std::min(2048u, atlas); size >= 64; size /= 2) {
        Layout out{size, {}};
        std::uint32_t x = 0, y = 0;
        bool fits = true;
        for (const bool wide : six) {
            const std::uint32_t width = wide ? size * 3 / 2 : size;
            if (x + width > atlas) {
                x = 0;
                y += size;
            }
            fits = fits && x + width <= atlas && y + size <= atlas;
            out.at.push_back({x, y});
            x += width;
        }
        if (fits) return out;
    }
    return {};
}

shader::GpuLamp toGpu(const Lamp& lamp, const Vec3& origin, std::uint32_t index, std::uint32_t number) {
    shader::GpuLamp g{};
    g.kind = static_cast<std::uint32_t>(lamp.kind);
    g.position = glm::vec3((index == 0 ? lamp.pose.position : lamp.pointOn(lampSample(index, number))) - origin);
    g.direction = glm::vec3(lamp.pose.forward());
    g.centre = glm::vec3(lamp.pose.position - origin);
    g.right = glm::vec3(lamp.pose.right());
    g.up = glm::vec3(lamp.pose.up());
    const bool round = lamp.kind != LampKind::Panel && lamp.kind != LampKind::Tube;
    g.halfSize = glm::vec2(lamp.width.value, round ? lamp.width.value : lamp.height.value) / 2.0f;
    const bool face = lamp.kind == LampKind::Panel || lamp.kind == LampKind::Disk || lamp.kind == LampKind::Tube;
    g.whole = face && !lamp.profile && g.halfSize.x > 0 && g.halfSize.y > 0 ? 1 : 0;
    g.profile = shader::kNoTexture;
    g.candela = glm::vec3(lamp.candela);
    g.invHalfBeam = static_cast<float>(1 / std::max(lamp.halfBeam, 1e-3));
    g.power = static_cast<float>(lamp.power);
    // Where a point stands in for a face, nothing is closer to it than a third of the face; one of many points may be closer.
    const double radius = lamp.faceRadius();
    g.nearest = static_cast<float>(std::max(radius * radius / (index == 0 ? 9 : 100), 1e-4));
    g.range = static_cast<float>(std::sqrt(std::max(optics::luminance(lamp.candela), 0.0) / 0.01));
    return g;
}

}  // namespace

/// Light all round, or a spot whose feeble rim reaches so far aside that one square, finest there, would leave its beam few texels:
/// from tan 63 degrees = 2 on, faces of half the side are finer in the middle of the beam.
static bool wantsSixFaces(const Lamp& lamp) {
    if (lamp.profile) return lamp.reach() > radians(Degrees(75));
    return lamp.kind == LampKind::Bulb || lamp.kind == LampKind::Tube || (lamp.kind == LampKind::Spot && lamp.reach() > radians(Degrees(63)));
}

LampPlan planLamps(const Snapshot& snapshot, const Vec3& origin, std::uint32_t atlasSize, std::uint32_t index) {
    LampPlan plan;
    std::vector<bool> six;
    for (const Lamp& lamp : snapshot.lamps) {
        if (optics::luminance(lamp.candela) <= 0) continue;
        plan.lamps.push_back(toGpu(lamp, origin, index, static_cast<std::uint32_t>(plan.lamps.size())));
        plan.of.push_back(&lamp);
        plan.whole = plan.whole || plan.lamps.back().whole;
        six.push_back(wantsSixFaces(lamp));
    }
    if (plan.lamps.empty() || atlasSize == 0) return plan;
    const Layout layout = layOut(six, atlasSize);
    for (std::uint32_t i = 0; i < plan.lamps.size() && layout.size; ++i) {
        shader::GpuLamp& g = plan.lamps[i];
        const Vec3 at(g.position), direction(g.direction);
        const std::uint32_t side = six[i] ? layout.size / 2 : layout.size;
        g.shadow = six[i] ? 2 : 1;
        g.shadowNear = static_cast<float>(kLampNear);
        g.atlas = glm::vec4(layout.at[i][0], layout.at[i][1], side, side) / static_cast<float>(atlasSize);
        if (six[i]) {
            // The faces as shaders/shadow.glsl reads them: right and up of each.
            static constexpr int kAxes[6][3] = {{0, 1, 0}, {0, -1, 0}, {1, 1, 0}, {1, -1, 0}, {2, 1, 0}, {2, -1, 0}};
            g.texel = static_cast<float>(2.0 / side);
            for (std::uint32_t f = 0; f < 6; ++f) {
                Vec3 forward(0), right(0), up(0, 1, 0);
                forward[kAxes[f][0]] = kAxes[f][1];
                if (kAxes[f][0] == 0) right = {0, 0, kAxes[f][1]};
                else if (kAxes[f][0] == 1) { right = {1, 0, 0}; up = {0, 0, kAxes[f][1]}; }
                else right = {-kAxes[f][1], 0, 0};
                // Rows are right, up and backwards; faces that this turns over are still read the way they are drawn.
                Mat4 view(1);
                for (int k = 0; k < 3; ++k) {
                    view[k][0] = right[k];
                    view[k][1] = up[k];
                    view[k][2] = -forward[k];
                }
                view[3] = Vec4(Vec3(view * Vec4(-at, 0)), 1);
                plan.tiles.push_back({layout.at[i][0] + (f % 3) * side, layout.at[i][1] + (f / 3) * side, side, i,
                                      perspective(kPi / 2, 1, kLampNear) * view, glm::vec3(at), g.range});
            }
        } else {
            const bool panel = g.kind == shader::kLampPanel || g.kind == shader::kLampDisk;
            const double edge = panel && !plan.of[i]->profile ? radians(Degrees(75)) : std::min(plan.of[i]->reach(), radians(Degrees(80)));
            g.texel = static_cast<float>(2 * std::tan(edge) / side);
            const Mat4 matrix = perspective(2 * edge, 1, kLampNear) * viewOf(looking(direction), at);
            const Mat3 axes = glm::mat3_cast(looking(direction));
            g.shadowRight = glm::vec3(axes[0] / std::tan(edge));
            g.shadowUp = glm::vec3(axes[1] / std::tan(edge));
            plan.tiles.push_back({layout.at[i][0], layout.at[i][1], side, i, matrix, glm::vec3(at), g.range});
        }
    }
    return plan;
}

double guessExposure(const Snapshot& snapshot) {
    const auto& day = snapshot.daylight;
    double lux = optics::luminance(day.skyLux) + optics::luminance(day.sunLux) * std::max(0.2, day.toSun.y);
    for (const Lamp& lamp : snapshot.lamps) lux += optics::luminance(lamp.candela) / 16;
    return kPi / std::max(lux, 0.01);
}

}  // namespace recce::render
