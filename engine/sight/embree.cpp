#include "sight/embree.h"

#include <embree3/rtcore.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "base/error.h"

namespace recce::embree {
namespace {

// One device per process, because Embree shares geometry only within a device. Fixed to SSE4.2, which every x86-64
// machine that runs Recce has: wider units intersect triangles with other roundings, and then two machines would
// disagree about a hit on an edge. One builder thread: the tree's shape decides which of two coincident surfaces is
// met first, and parallel builds do not always make the same tree.
RTCDevice device() {
    static const RTCDevice made = [] {
        RTCDevice d = rtcNewDevice("isa=sse4.2,max_isa=sse4.2,threads=1,set_affinity=0,verbose=0");
        RECCE_CHECK(d != nullptr);
        return d;
    }();
    return made;
}

RTCScene scene(void* handle) { return static_cast<RTCScene>(handle); }

template <class R>
void fill(R& r, const Ray& ray) {
    r.org_x = static_cast<float>(ray.origin.x);
    r.org_y = static_cast<float>(ray.origin.y);
    r.org_z = static_cast<float>(ray.origin.z);
    r.dir_x = static_cast<float>(ray.direction.x);
    r.dir_y = static_cast<float>(ray.direction.y);
    r.dir_z = static_cast<float>(ray.direction.z);
    r.tnear = static_cast<float>(ray.minDistance);
    r.tfar = static_cast<float>(ray.maxDistance);
    r.time = 0;
    r.mask = 0xFFFFFFFFu;
    r.id = 0;
    r.flags = 0;
}

struct Search {
    const World::Visitor* visit = nullptr;
    const std::vector<std::uint32_t>* numbers = nullptr;
};

bool visitPrimitive(RTCPointQueryFunctionArguments* args) {
    const auto* search = static_cast<const Search*>(args->userPtr);
    const unsigned instance = args->context->instID[args->context->instStackSize - 1];
    const double radius = (*search->visit)((*search->numbers)[instance], args->primID);
    if (radius >= static_cast<double>(args->query->radius)) return false;
    args->query->radius = static_cast<float>(radius);
    return true;
}

}  // namespace

Vec3 Triangles::vertex(std::size_t triangle, int corner) const {
    const std::uint32_t index = indices[triangle * 3 + static_cast<std::size_t>(corner)];
    const auto* bytes = reinterpret_cast<const std::byte*>(positions) + index * stride;
    float xyz[3];
    std::memcpy(xyz, bytes, sizeof xyz);
    return {xyz[0], xyz[1], xyz[2]};
}

Tree::Tree(const Triangles& triangles) : triangles_(triangles) {
    RTCGeometry geometry = rtcNewGeometry(device(), RTC_GEOMETRY_TYPE_TRIANGLE);
    rtcSetSharedGeometryBuffer(geometry, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, triangles.positions, 0,
                               triangles.stride, triangles.vertexCount);
    rtcSetSharedGeometryBuffer(geometry, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, triangles.indices, 0, 12,
                               triangles.triangleCount);
    rtcCommitGeometry(geometry);
    RTCScene made = rtcNewScene(device());
    rtcSetSceneFlags(made, RTC_SCENE_FLAG_ROBUST);  // no ray slips through the edge between two triangles
    rtcAttachGeometry(made, geometry);
    rtcReleaseGeometry(geometry);
    rtcCommitScene(made);
    handle_ = made;
}

Tree::~Tree() { rtcReleaseScene(scene(handle_)); }

World::World(std::span<const Placement> placements, std::span<const std::uint32_t> which) {
    RTCScene made = rtcNewScene(device());
    rtcSetSceneFlags(made, RTC_SCENE_FLAG_ROBUST);
    for (std::uint32_t number : which) {
        const Placement& placement = placements[number];
        RTCGeometry instance = rtcNewGeometry(device(), RTC_GEOMETRY_TYPE_INSTANCE);
        rtcSetGeometryInstancedScene(instance, scene(placement.tree->handle()));
        rtcSetGeometryTimeStepCount(instance, 1);
        float columns[12];
        for (int c = 0; c < 4; ++c) {
            for (int r = 0; r < 3; ++r) columns[c * 3 + r] = static_cast<float>(placement.transform[c][r]);
        }
        rtcSetGeometryTransform(instance, 0, RTC_FORMAT_FLOAT3X4_COLUMN_MAJOR, columns);
        rtcCommitGeometry(instance);
        rtcAttachGeometryByID(made, instance, static_cast<unsigned>(numbers_.size()));
        rtcReleaseGeometry(instance);
        numbers_.push_back(number);
    }
    rtcCommitScene(made);
    handle_ = made;
}

World::~World() { rtcReleaseScene(scene(handle_)); }

std::optional<Hit> World::intersect(const Ray& ray) const {
    RTCRayHit query;
    fill(query.ray, ray);
    query.hit.geomID = RTC_INVALID_GEOMETRY_ID;
    query.hit.instID[0] = RTC_INVALID_GEOMETRY_ID;
    RTCIntersectContext context;
    rtcInitIntersectContext(&context);
    rtcIntersect1(scene(handle_), &context, &query);
    if (query.hit.geomID == RTC_INVALID_GEOMETRY_ID) return std::nullopt;
    return Hit{static_cast<double>(query.ray.tfar), numbers_[query.hit.instID[0]], query.hit.primID};
}

bool World::occluded(const Ray& ray) const {
    RTCRay query;
    fill(query, ray);
    RTCIntersectContext context;
    rtcInitIntersectContext(&context);
    rtcOccluded1(scene(handle_), &context, &query);
    return query.tfar < 0;  // Embree answers with minus infinity
}

void World::near(const Vec3& point, double radius, const Visitor& visit) const {
    RTCPointQuery query;
    query.x = static_cast<float>(point.x);
    query.y = static_cast<float>(point.y);
    query.z = static_cast<float>(point.z);
    query.radius = static_cast<float>(radius);
    query.time = 0;
    RTCPointQueryContext context;
    rtcInitPointQueryContext(&context);
    Search search{&visit, &numbers_};
    rtcPointQuery(scene(handle_), &query, &context, &visitPrimitive, &search);
}

}  // namespace recce::embree
