#include "render/look.h"

#include <algorithm>
#include <cmath>

#include "optics/colour.h"
#include "optics/sun.h"

namespace recce::render {
namespace {

constexpr double kFov = 0.55;  // vertical, radians: about a 35 mm lens on full frame at 16:9

Box boundsOf(const Snapshot& snapshot) { return snapshot.bounds.empty() ? Box{Vec3(-1), Vec3(1)} : snapshot.bounds; }

/// The distance along -forward at which all corners fall into the picture.
double distanceFor(const Box& box, const Quat& rotation, double fov, double aspect) {
    const double ty = std::tan(fov / 2) * 0.94, tx = ty * aspect;
    double away = 0;
    for (int i = 0; i < 8; ++i) {
        const Vec3 corner{(i & 1) ? box.max.x : box.min.x, (i & 2) ? box.max.y : box.min.y, (i & 4) ? box.max.z : box.min.z};
        const Vec3 p = glm::conjugate(rotation) * (corner - box.centre());
        away = std::max({away, std::abs(p.x) / tx + p.z, std::abs(p.y) / ty + p.z});
    }
    return away;
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
    day.sunLux = optics::linearColour(optics::daylight(Kelvin(5200))) * optics::directSun(elevation).value;
    day.skyLux = optics::linearColour(optics::daylight(Kelvin(9000))) * 17000.0;
    if (!snapshot.bounds.empty()) snapshot.ground = Metres(snapshot.bounds.min.y - 0.01);
    return snapshot;
}

View viewFromTo(const Vec3& from, const Vec3& to, std::uint32_t width, std::uint32_t height) {
    View view;
    view.width = width;
    view.height = height;
    view.camera.verticalFov = kFov;
    view.camera.pose = {from, toRotation(lookAlong(to - from))};
    return view;
}

View autoView(const Snapshot& snapshot, std::uint32_t width, std::uint32_t height) {
    const Box box = boundsOf(snapshot);
    const Vec3 size = box.size();
    // Flat, wide sets are looked into from higher up; towers and props from nearer the eye's level.
    const double flatness = size.y / std::max({size.x, size.z, 1e-6});
    const double tilt = -radians(Degrees(std::clamp(46.0 - 34.0 * flatness, 16.0, 46.0)));
    // The longer side lies across the picture.
    const double pan = size.x >= size.z ? radians(Degrees(28)) : radians(Degrees(62));
    View view;
    view.width = width;
    view.height = height;
    view.camera.verticalFov = kFov;
    const Quat rotation = toRotation({pan, tilt, 0});
    const double away = distanceFor(box, rotation, kFov, double(width) / height);
    view.camera.pose = {box.centre() - rotation * Vec3(0, 0, -1) * away, rotation};
    return view;
}

}  // namespace recce::render
