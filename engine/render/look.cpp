#include "render/look.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "optics/colour.h"
#include "optics/sun.h"

namespace recce::render {
namespace {

constexpr double kFov = 0.55;  // vertical, radians: about a 35 mm lens on full frame at 16:9

Box boundsOf(const Snapshot& snapshot) { return snapshot.bounds.empty() ? Box{Vec3(-1), Vec3(1)} : snapshot.bounds; }

/// Where a camera turned like that stands so that the box just fits, centred in the picture.
Vec3 standFor(const Box& box, const Quat& rotation, double fov, double aspect) {
    constexpr double kMargin = 0.93;
    const double ty = std::tan(fov / 2) * kMargin, tx = ty * aspect;
    // In camera axes each corner p bounds the eye: |p.x - eye.x| <= tx (eye.z - p.z), the same for y. The nearest eye
    // satisfies the tightest pair of each axis, and lies midway between that pair.
    const double inf = std::numeric_limits<double>::infinity();
    double right = -inf, left = -inf, top = -inf, bottom = -inf;
    for (int i = 0; i < 8; ++i) {
        const Vec3 corner{(i & 1) ? box.max.x : box.min.x, (i & 2) ? box.max.y : box.min.y, (i & 4) ? box.max.z : box.min.z};
        const Vec3 p = glm::conjugate(rotation) * corner;
        right = std::max(right, p.x + tx * p.z);
        left = std::max(left, -p.x + tx * p.z);
        top = std::max(top, p.y + ty * p.z);
        bottom = std::max(bottom, -p.y + ty * p.z);
    }
    const Vec3 eye{(right - left) / 2, (top - bottom) / 2, std::max((right + left) / (2 * tx), (top + bottom) / (2 * ty))};
    return rotation * eye;
}

}  // namespace

Snapshot lookAtModel(std::shared_ptr<const cooked::Model> model) {
    Snapshot snapshot;
    snapshot.bounds = model->bounds();
    snapshot.models.push_back({std::move(model), Mat4(1), 1, false, {}});
    auto& day = snapshot.daylight;
    day.sky = SkyKind::Clear;
    const Degrees elevation{48};
    day.toSun = optics::directionToSun(Degrees(205), elevation, Degrees(0));
    day.sunLux = optics::linearColour(optics::daylight(Kelvin(5200))) * (0.8 * optics::directSun(elevation).value);
    day.skyLux = optics::linearColour(optics::daylight(Kelvin(9000))) * 22000.0;
    if (!snapshot.bounds.empty()) snapshot.ground = Metres(snapshot.bounds.min.y - 0.01);
    return snapshot;
}

View viewFromTo(const Vec3& from, const Vec3& to, std::uint32_t width, std::uint32_t height) {
    View view;
    view.width = width;
    view.height = height;
    view.camera.verticalFov = kFov;
    view.camera.bias = Stops(0.6);
    view.camera.pose = {from, toRotation(lookAlong(to - from))};
    return view;
}

View autoView(const Snapshot& snapshot, std::uint32_t width, std::uint32_t height) {
    const Box box = boundsOf(snapshot);
    const Vec3 size = box.size();
    // Flat, wide sets are looked into from higher up; towers and props from nearer the eye's level.
    const double flatness = size.y / std::max({size.x, size.z, 1e-6});
    const double tilt = -radians(Degrees(std::clamp(50.0 - 40.0 * flatness, 16.0, 50.0)));
    // The longer side lies across the picture.
    const double pan = size.x >= size.z ? radians(Degrees(28)) : radians(Degrees(62));
    View view;
    view.width = width;
    view.height = height;
    view.camera.verticalFov = kFov;
    view.camera.bias = Stops(0.6);
    const Quat rotation = toRotation({pan, tilt, 0});
    view.camera.pose = {standFor(box, rotation, kFov, double(width) / height), rotation};
    return view;
}

}  // namespace recce::render
