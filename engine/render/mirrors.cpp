#include "render/mirrors.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace recce::render {
namespace {

constexpr std::size_t kMostTriangles = 20000;
constexpr float kSamePlane = 0.005f;  // metres
constexpr float kBefore = 0.001f;     // metres: the mirror itself is not in its picture

/// Triangles of one plane: those whose normals and offsets round to the same numbers.
struct Plane {
    glm::dvec3 normal{0};
    double offset = 0, area = 0;
    std::vector<glm::vec3> points;
};

Facet facetOf(const Plane& plane) {
    const glm::vec3 n(glm::normalize(plane.normal));
    const glm::vec3 u = glm::normalize(glm::cross(std::abs(n.y) < 0.9f ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0), n)), v = glm::cross(n, u);
    glm::vec2 low(1e30f), high(-1e30f);
    for (const auto& p : plane.points) {
        low = glm::min(low, glm::vec2(glm::dot(p, u), glm::dot(p, v)));
        high = glm::max(high, glm::vec2(glm::dot(p, u), glm::dot(p, v)));
    }
    const auto offset = static_cast<float>(plane.offset / plane.area);
    Facet out{glm::vec4(n, -offset), {}};
    for (std::size_t i = 0; i < 4; ++i) out.corners[i] = n * offset + u * (i == 1 || i == 2 ? high.x : low.x) + v * (i >= 2 ? high.y : low.y);
    return out;
}

/// The rectangle that the facet's corners span in the picture; all of it where one stands behind the eye.
bool spans(const Facet& facet, const Mat4& clip, glm::vec2& low, glm::vec2& high) {
    glm::vec2 a(1), b(0);
    for (const auto& corner : facet.corners) {
        const Vec4 c = clip * Vec4(Vec3(corner), 1);
        if (c.w < 0.02) {
            low = glm::vec2(0);
            high = glm::vec2(1);
            return true;
        }
        const glm::vec2 at(c.x / c.w * 0.5 + 0.5, 0.5 - c.y / c.w * 0.5);
        a = glm::min(a, at);
        b = glm::max(b, at);
    }
    low = glm::max(a, glm::vec2(0));
    high = glm::min(b, glm::vec2(1));
    return low.x < high.x && low.y < high.y;
}

}  // namespace

bool mirrors(const cooked::Material& m) {
    return m.metallic >= 0.9f && m.roughness <= static_cast<float>(kMirrorRoughness) && m.alphaMode == cooked::AlphaMode::Opaque && m.transmission <= 0 &&
           m.textures[cooked::kMetalRough].texture == cooked::kNone && m.textures[cooked::kNormal].texture == cooked::kNone;
}

std::vector<Facet> facetsOf(const cooked::Model& model, const cooked::Mesh& mesh) {
    if (mesh.lodCount == 0) return {};
    const auto& lod = model.lods()[mesh.firstLod];
    if (lod.indexCount / 3 > kMostTriangles) return {};
    const float size = glm::length(glm::vec3(mesh.boundsMax[0] - mesh.boundsMin[0], mesh.boundsMax[1] - mesh.boundsMin[1], mesh.boundsMax[2] - mesh.boundsMin[2]));
    const double grain = std::max(size * 0.002, 1e-6);
    std::map<std::array<long, 4>, Plane> planes;
    double area = 0;
    for (std::size_t i = 0; i + 2 < lod.indexCount; i += 3) {
        std::array<glm::vec3, 3> p;
        for (std::size_t k = 0; k < 3; ++k) {
            const auto& at = model.vertices()[mesh.firstVertex + model.indices()[lod.firstIndex + i + k]].position;
            p[k] = {at[0], at[1], at[2]};
        }
        const glm::dvec3 cross = glm::cross(glm::dvec3(p[1] - p[0]), glm::dvec3(p[2] - p[0]));
        const double twice = glm::length(cross);
        if (!(twice > 0)) continue;
        const glm::dvec3 n = cross / twice;
        const double offset = glm::dot(n, glm::dvec3(p[0]));
        Plane& plane = planes[{std::lround(n.x * 200), std::lround(n.y * 200), std::lround(n.z * 200), std::lround(offset / grain)}];
        plane.normal += cross;
        plane.offset += offset * twice;
        plane.area += twice;
        plane.points.insert(plane.points.end(), p.begin(), p.end());
        area += twice;
    }
    std::vector<const Plane*> large;
    for (const auto& [key, plane] : planes) {
        if (plane.area * 3 >= area) large.push_back(&plane);
    }
    std::sort(large.begin(), large.end(), [](const Plane* a, const Plane* b) { return a->area > b->area; });
    std::vector<Facet> out;
    for (std::size_t i = 0; i < std::min<std::size_t>(large.size(), 2); ++i) out.push_back(facetOf(*large[i]));
    return out;
}

Facet placedFacet(const Facet& facet, const Mat4& world) {
    Facet out;
    for (std::size_t i = 0; i < 4; ++i) out.corners[i] = glm::vec3(Vec3(world * Vec4(Vec3(facet.corners[i]), 1)));
    const Vec4 plane = glm::transpose(glm::inverse(world)) * Vec4(facet.plane);
    out.plane = glm::vec4(plane / glm::length(Vec3(plane)));
    return out;
}

std::vector<SeenMirror> seenMirrors(const Pieces& pieces, const CameraMatrices& camera, std::size_t count, double smallest) {
    std::vector<SeenMirror> out;
    const Mat4 clip = camera.viewProjection();
    const Frustum frustum{glm::mat4(clip)};
    for (const std::uint32_t p : pieces.mirrored) {
        if (!frustum.touches(pieces.pieces[p].bounds)) continue;
        for (const auto& [part, facet] : pieces.pieces[p].parts().mirrors) {
            if (glm::dot(facet.plane, glm::vec4(glm::vec3(camera.eye), 1)) < 0.01f) continue;
            glm::vec2 low, high;
            if (!spans(facet, clip, low, high)) continue;
            const auto same = std::find_if(out.begin(), out.end(), [&, &plane = facet.plane](const SeenMirror& m) {
                return glm::dot(glm::vec3(m.plane), glm::vec3(plane)) > 0.9999f && std::abs(m.plane.w - plane.w) < kSamePlane;
            });
            SeenMirror& mirror = same == out.end() ? out.emplace_back(SeenMirror{facet.plane, {}, low, high, 0}) : *same;
            mirror.faces.push_back({p, part});
            mirror.low = glm::min(mirror.low, low);
            mirror.high = glm::max(mirror.high, high);
            mirror.share += static_cast<double>((high.x - low.x) * (high.y - low.y));
        }
    }
    std::erase_if(out, [&](const SeenMirror& m) { return m.share < smallest; });
    std::stable_sort(out.begin(), out.end(), [](const SeenMirror& a, const SeenMirror& b) { return a.share > b.share; });
    if (out.size() > count) out.resize(count);
    return out;
}

CameraMatrices mirroredCamera(const CameraMatrices& camera, const glm::vec4& mirror) {
    const Vec3 n(mirror);
    const Vec4 plane(n, static_cast<double>(mirror.w) - static_cast<double>(kBefore));
    Mat4 reflect(1), flip(1);
    for (int c = 0; c < 3; ++c) {
        for (int r = 0; r < 3; ++r) reflect[c][r] -= 2 * n[c] * n[r];
    }
    reflect[3] = Vec4(-2.0 * static_cast<double>(mirror.w) * n, 1);
    flip[0][0] = -1;
    CameraMatrices out = camera;
    out.view = flip * camera.view * reflect;
    out.eye = Vec3(reflect * Vec4(camera.eye, 1));
    out.projection = flip * camera.projection * flip;
    // Clip z = w at the mirror, and nowhere below 0: row z = row w - scale * plane.
    const Vec4 c = glm::transpose(glm::inverse(out.view)) * plane;
    const Mat4 back = glm::inverse(out.projection);
    double steepest = 1e-9;
    for (int i = 0; i < 4; ++i) {
        const Vec4 far = back * Vec4((i & 1) ? 1 : -1, (i & 2) ? 1 : -1, 0.001, 1);
        const Vec3 direction = Vec3(far) / -far.z;
        steepest = std::max(steepest, glm::dot(Vec3(c), direction));
    }
    for (int column = 0; column < 4; ++column) out.projection[column][2] = out.projection[column][3] - c[column] * (0.999 / steepest);
    return out;
}

}  // namespace recce::render
