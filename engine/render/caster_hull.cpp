#include "render/caster_hull.h"

#include <algorithm>
#include <cmath>

namespace recce::render {
namespace {

constexpr double kFloorEnd = 1000;  // metres; farther off the floor is the horizon's colour

/// The plane through three points that has `inside` on its positive side; its normal is a unit vector.
Vec4 planeThrough(const Vec3& a, const Vec3& b, const Vec3& c, const Vec3& inside) {
    const Vec3 across = glm::cross(b - a, c - a);
    const double length = glm::length(across);
    if (length < 1e-12) return Vec4(0, 0, 0, 1);  // no plane: keeps nothing out
    Vec3 n = across / length;
    if (glm::dot(n, inside - a) < 0) n = -n;
    return {n, -glm::dot(n, a)};
}

struct Faces {
    std::array<std::array<Vec4, 2>, 3> plane;  ///< by bit of the corners' numbers, and its value on that face
};

Faces facesOf(const SeenBody& body, const Vec3& middle) {
    Faces out;
    for (std::size_t bit = 0; bit < 3; ++bit) {
        const std::size_t u = std::size_t{1} << (bit + 1) % 3, v = std::size_t{1} << (bit + 2) % 3;
        for (std::size_t value = 0; value < 2; ++value) {
            const std::size_t first = value << bit;
            out.plane[bit][value] = planeThrough(body[first], body[first | u], body[first | v], middle);
        }
    }
    return out;
}

}  // namespace

SeenBody seenBody(const View& view, const Snapshot& snapshot, const Vec3& origin) {
    const auto& c = view.camera;
    const Box& set = snapshot.bounds;
    double far = snapshot.ground ? kFloorEnd : 1;
    for (int i = 0; i < 8 && !set.empty(); ++i) {
        const Vec3 corner((i & 1) ? set.max.x : set.min.x, (i & 2) ? set.max.y : set.min.y, (i & 4) ? set.max.z : set.min.z);
        far = std::max(far, glm::dot(corner - c.pose.position, c.pose.forward()));
    }
    far += 0.5;
    const double aspect = double(view.width) / view.height, pixel = 2.0 / view.height;
    const double lens = c.orthoHeight ? 0 : c.apertureRadius.value;
    SeenBody body;
    for (std::size_t i = 0; i < 8; ++i) {
        const double d = (i & 4) ? far : 0;
        // The eye moves over the pupil, and what it sees turns about the plane of focus.
        const double aside = 0.01 + lens * (1 + ((i & 4) && c.focus.value > 0 ? d / c.focus.value : 0));
        const double half = (c.orthoHeight ? c.orthoHeight->value / 2 : std::tan(c.verticalFov / 2) * d) * (1 + 2 * pixel);
        body[i] = c.pose.position - origin + c.pose.forward() * d + c.pose.right() * ((half * aspect + aside) * ((i & 1) ? 1 : -1)) +
                  c.pose.up() * ((half + aside) * ((i & 2) ? 1 : -1));
    }
    return body;
}

std::vector<glm::vec4> casterHull(const SeenBody& body, const Vec4& light, double margin) {
    Vec3 middle(0);
    for (const Vec3& corner : body) middle += corner / 8.0;
    const Faces faces = facesOf(body, middle);
    std::vector<glm::vec4> planes;
    const auto keep = [&](const Vec4& plane) { planes.emplace_back(glm::vec3(Vec3(plane)), static_cast<float>(plane.w + margin)); };
    const auto lit = [&](std::size_t bit, std::size_t value) { return glm::dot(faces.plane[bit][value], light) < 0; };  // faces the light
    for (std::size_t bit = 0; bit < 3; ++bit) {
        for (std::size_t value = 0; value < 2; ++value) {
            if (!lit(bit, value)) keep(faces.plane[bit][value]);
        }
    }
    // The outline that the light sees: edges between a face that it sees and one that it does not.
    for (std::size_t bit = 0; bit < 3; ++bit) {
        const std::size_t u = (bit + 1) % 3, v = (bit + 2) % 3;
        for (std::size_t edge = 0; edge < 4; ++edge) {
            if (lit(u, edge & 1) == lit(v, edge >> 1)) continue;
            const std::size_t first = (edge & 1) << u | (edge >> 1) << v;
            const Vec3 &a = body[first], &b = body[first | std::size_t{1} << bit];
            keep(planeThrough(a, b, light.w == 0 ? a + Vec3(light) : Vec3(light), middle));
        }
    }
    return planes;
}

bool outside(const SeenBody& body, std::span<const glm::vec4> planes, double margin) {
    for (const glm::vec4& single : planes) {
        const Vec4 plane(single);
        if (std::all_of(body.begin(), body.end(), [&](const Vec3& p) { return glm::dot(Vec3(plane), p) + plane.w < -margin; })) return true;
    }
    return false;
}

}  // namespace recce::render
