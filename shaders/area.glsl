// Light of a whole shining face at once, without noise: the Lambertian polygon formula for what is matt, linearly transformed
// cosines (Heitz et al. 2016) for what mirrors. Panels are rectangles, discs polygons of twelve sides and the disc's area,
// tubes strips that face the point, which is what a thin cylinder looks like from everywhere.

// Angle of the edge from a to b as seen from the origin, along the unit normal of their plane.
vec3 edgeAngle(vec3 a, vec3 b) {
    const vec3 c = cross(a, b);
    const float s = length(c);
    return s < 1e-12 ? vec3(0) : c * (atan(s, dot(a, b)) / s);
}

// Adds up a polygon's edges with what of it lies under the horizon z = 0 cut away.
struct Outline {
    vec3 sum;
    vec3 leaves, enters;  // where it goes under, and comes up
    bool cut;
};
void addEdge(inout Outline o, vec3 a, vec3 b) {
    if (a.z < 0 && b.z < 0) return;
    if (a.z < 0 || b.z < 0) {
        const vec3 h = mix(a, b, a.z / (a.z - b.z));
        o.cut = true;
        if (a.z < 0) { o.enters = h; a = h; }
        else { o.leaves = h; b = h; }
    }
    o.sum += edgeAngle(a, b);
}
vec3 whole(Outline o) {
    return o.cut ? o.sum + edgeAngle(o.leaves, o.enters) : o.sum;
}

vec3 corner(vec3 right, vec3 up, uint i) {
    if (lamp.kind == kLampDisk) {
        const float angle = float(i) * (2 * kPi / 12);
        return right * cos(angle) + up * sin(angle);
    }
    return ((i + 1u) & 2u) == 0u ? (i == 0u ? -right - up : up - right) : (i == 1u ? right - up : right + up);
}

// cd/m2 towards the eye from the lamp's whole face, shadows left out. `l`: the mean direction of its light.
// `cut`: part of it lies under the surface's horizon.
vec3 faceLight(Surface s, out vec3 l, out bool cut) {
    const float area = lamp.halfSize.x * lamp.halfSize.y * (lamp.kind == kLampDisk ? kPi : 4);
    const vec3 luminance = lamp.candela / area;
    const vec3 centre = lamp.centre - position;
    cut = false;
    vec3 right = lamp.right * lamp.halfSize.x, up = lamp.up * lamp.halfSize.y;
    l = vec3(0);
    if (lamp.kind == kLampTube) {
        const vec3 across = cross(lamp.right, centre);
        if (dot(across, across) < 1e-12) return vec3(0);
        up = normalize(across) * lamp.halfSize.y;
    } else if (dot(centre, lamp.direction) >= 0) {
        return vec3(0);
    }
    // The corners of a polygon of twelve sides lie a little outside the disc of the same area.
    if (lamp.kind == kLampDisk) { right *= 1.0233; up *= 1.0233; }
    // Z is the normal, X the eye's side.
    const vec3 side = s.v - s.n * dot(s.n, s.v);
    const float level = dot(side, side);
    const vec3 x = level > 1e-8 ? side * inversesqrt(level) : normalize(abs(s.n.y) < 0.9 ? cross(s.n, vec3(0, 1, 0)) : cross(s.n, vec3(1, 0, 0)));
    const mat3 toSurface = transpose(mat3(x, cross(s.n, x), s.n));
    // The inverse of (xx 0 xz) (0 yy 0) (zx 0 zz), but for its length, which no angle knows.
    const vec4 t = areaTable(s.inTable, 0);
    const float zz = areaTable(s.inTable, 1).x;
    const mat3 toLobe = mat3(vec3(zz, 0, -t.w), vec3(0, (t.x * zz - t.y * t.w) / t.z, 0), vec3(-t.y, 0, t.x)) * toSurface;
    Outline matt = Outline(vec3(0), vec3(0), vec3(0), false), mirror = matt;
    const uint corners = lamp.kind == kLampDisk ? 12u : 4u;
    vec3 from = centre + corner(right, up, corners - 1u);
    vec3 mattFrom = toSurface * from, mirrorFrom = toLobe * from;
    for (uint i = 0u; i < corners; ++i) {
        const vec3 to = centre + corner(right, up, i);
        const vec3 mattTo = toSurface * to, mirrorTo = toLobe * to;
        addEdge(matt, mattFrom, mattTo);
        addEdge(mirror, mirrorFrom, mirrorTo);
        mattFrom = mattTo;
        mirrorFrom = mirrorTo;
    }
    vec3 mean = whole(matt);
    cut = matt.cut;
    if (mean.z < 0) mean = -mean;
    if (mean.z <= 0) return vec3(0);
    l = normalize(mean * toSurface);
    // Schlick's rise where the mirror's light comes from: along the reflection for what is smooth, from the whole face for what is rough.
    const vec3 source = normalize(mix(reflect(-s.v, s.n), l, s.alpha) + 1e-5 * s.n);
    const float p = 1 - clamp(dot(s.v, normalize(source + s.v)), 0, 1), p2 = p * p;
    const vec3 mirrored = (s.f0 + (s.rise - s.f0) * (p2 * p2 * p)) * s.energy * s.albedo;
    // Half the sum is irradiance over luminance; over pi more, the share of a cosine lobe.
    // What of the stretched cosine lies under the horizon is given back: the lobe has nothing there.
    const float above = 0.5 + 0.5 * zz * inversesqrt(zz * zz + t.w * t.w);
    return luminance * (0.5 / kPi) * (mean.z * s.matt + abs(whole(mirror).z) / above * mirrored);
}
