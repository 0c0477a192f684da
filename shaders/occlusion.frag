// How much of the hemisphere over each point is open nearby, from the depth picture at half size (GTAO, Jimenez 2016).
// With probes also the indirect light itself: irradiance from the probe grid, kept from leaking through walls.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
layout(push_constant, scalar) uniform Push { PicturePush push; };
layout(constant_id = 0) const uint kProbes = 0;
layout(location = 0) in vec2 uv;
layout(location = 0) out float open;
layout(location = 1) out vec4 indirect;

// What the depth picture holds at the middle of a pixel: read beside it, a slanting surface would hide itself.
vec3 seenAt(ivec2 pixel) {
    const ivec2 inside = clamp(pixel, ivec2(0), ivec2(frame.size) - 1);
    return viewPosition((vec2(inside) + 0.5) * frame.invSize, texelFetch(textures[push.depth], inside, 0).r);
}
ivec2 pixelAt(vec2 at) { return ivec2(floor(at * frame.size)); }
bool inPicture(ivec2 pixel) { return all(greaterThanEqual(pixel, ivec2(0))) && all(lessThan(pixel, ivec2(frame.size))); }

// The slope of a surface along one axis of the picture from its two neighbours: the nearer in depth where one lies over an edge.
vec3 slope(vec3 here, ivec2 at, ivec2 step) {
    const vec3 before = seenAt(at - step), after = seenAt(at + step);
    const float b = inPicture(at - step) ? abs(before.z - here.z) : 1e9, a = inPicture(at + step) ? abs(after.z - here.z) : 1e9;
    if (max(a, b) < 3 * min(a, b) + 1e-4 * abs(here.z)) return (after - before) * 0.5;
    return b < a ? here - before : after - here;
}

vec2 toOctahedron(vec3 d) {
    const float sum = abs(d.x) + abs(d.y) + abs(d.z);
    vec2 at = d.xy / sum;
    if (d.z < 0) at = vec2(d.x < 0 ? -1 : 1, d.y < 0 ? -1 : 1) * (1 - abs(at.yx));
    return at * 0.5 + 0.5;
}

// The eight probes around a point with weights for distance, side and what the probes see, as sight/probes.cpp weighs them. Light
// over kProbeLux, and the visible share of the environment.
vec4 probeLight(vec3 p, vec3 n) {
    const vec3 moved = p + n * (0.1 * min(frame.gridStep.x, min(frame.gridStep.y, frame.gridStep.z)));
    const vec3 cell = clamp((moved - frame.gridOrigin) / frame.gridStep, vec3(0), vec3(frame.gridCount - 1));
    const ivec3 low = min(ivec3(cell), max(frame.gridCount - 2, ivec3(0)));
    const vec3 part = clamp(cell - vec3(low), vec3(0), vec3(1));
    const vec2 facing = toOctahedron(n) * (kProbeTile - 2) + 1;
    vec4 sum = vec4(0);
    float weights = 0;
    for (int i = 0; i < 8; ++i) {
        const ivec3 step = ivec3(i & 1, (i >> 1) & 1, i >> 2);
        const ivec3 at = min(low + step, frame.gridCount - 1);
        const vec3 tri = mix(1 - part, part, vec3(step));
        float w = tri.x * tri.y * tri.z;
        if (w <= 0) continue;
        const uint index = uint(at.x + frame.gridCount.x * (at.y + frame.gridCount.y * at.z));
        const vec2 tile = vec2(index % kProbesAcross, index / kProbesAcross) * kProbeTile;
        const vec3 place = frame.gridOrigin + vec3(at) * frame.gridStep, away = moved - place, toProbe = place - p;
        const float far = max(length(away), 1e-6);
        const vec2 seen = textureLod(sampler2D(textures[frame.probeDepth], samplers[kSamplerClamp]),
                                     (tile + 1 + toOctahedron(away / far) * (kProbeTile - 2)) * frame.probeTexel, 0).rg;
        const float over = max(seen.x - 1.03 / far, 0), variance = seen.y * seen.y + 4e-4 * seen.x * seen.x, bound = variance / (variance + over * over);
        const float side = (dot(toProbe, n) * inversesqrt(max(dot(toProbe, toProbe), 1e-12)) + 1) * 0.5;
        w *= max(0.001, bound * bound * bound) * (side * side + 0.05);
        sum += w * textureLod(sampler2D(textures[frame.probeLight], samplers[kSamplerClamp]), (tile + facing) * frame.probeTexel, 0);
        weights += w;
    }
    return sum / max(weights, 1e-7);
}

void main() {
    // The middle of a pixel of half size lies where four whole ones meet: the quarter takes one of them however that is rounded.
    const ivec2 pixel = min(ivec2(uv * frame.size + 0.25), ivec2(frame.size) - 1);
    const vec2 middle = (vec2(pixel) + 0.5) * frame.invSize;
    const float depth = texelFetch(textures[push.depth], pixel, 0).r;
    open = 1;
    indirect = vec4(0);
    if (depth <= 0) return;
    const vec3 p = seenAt(pixel);
    const vec3 dx = slope(p, pixel, ivec2(1, 0)), dy = -slope(p, pixel, ivec2(0, 1));
    vec3 n = cross(dx, dy);
    const vec3 v = frame.ortho != 0 ? vec3(0, 0, 1) : normalize(-p);
    n = dot(n, n) > 0 ? normalize(n) : v;
    if (dot(n, v) < 0) n = -n;

    const float radius = frame.occlusionRadius;
    const float reach = radius * frame.projectionScale / (frame.ortho != 0 ? 1 : max(-p.z, 0.05));
    const float span = clamp(reach, 3, 160);
    const uvec2 cell = uvec2(gl_FragCoord.xy) & 3u;
    const float turn = (float((cell.x * 5 + cell.y * 7 + uint(frame.frameIndex) * 11) & 15u) + 0.5) / 16;
    const float start = float((cell.x * 3 + cell.y * 9 + uint(frame.frameIndex) * 5) & 15u) / 16;
    float visible = 0, whole = 0;  // whole: of the same slices with nothing in the way
    const int kSlices = 2, kSteps = 4;
    for (int slice = 0; slice < kSlices; ++slice) {
        const float phi = (float(slice) + turn) * (kPi / kSlices);
        const vec2 dir = vec2(cos(phi), sin(phi));
        const vec3 along = vec3(dir, 0);
        const vec3 flat_ = along - v * dot(along, v);
        const vec3 axis = normalize(cross(along, v));
        const vec3 projected = n - axis * dot(n, axis);
        const float len = max(length(projected), 1e-4);
        const float cosN = clamp(dot(projected, v) / len, -1, 1);
        const float angle = sign(dot(flat_, projected)) * acos(cosN);
        vec2 horizon = vec2(-1);
        for (int side = 0; side < 2; ++side) {
            const float way = side == 0 ? -1 : 1;
            for (int i = 0; i < kSteps; ++i) {
                const float f = (float(i) + start) / kSteps;
                const vec2 at = middle + vec2(dir.x, -dir.y) * way * (f * f * span + 1.5) * frame.invSize;
                const ivec2 there = pixelAt(at);
                if (!inPicture(there)) break;
                const vec3 delta = seenAt(there) - p;
                const float d2 = dot(delta, delta);
                const float near = clamp(1.25 - d2 / (radius * radius), 0, 1);
                horizon[side] = max(horizon[side], mix(-1, dot(delta, v) * inversesqrt(max(d2, 1e-8)), near));
            }
        }
        const float h0 = angle + max(-acos(clamp(horizon.x, -1, 1)) - angle, -kPi / 2);
        const float h1 = angle + min(acos(clamp(horizon.y, -1, 1)) - angle, kPi / 2);
        visible += len * 0.25 * (2 * cosN + 2 * (h0 + h1) * sin(angle) - cos(2 * h0 - angle) - cos(2 * h1 - angle));
        whole += len * (cosN + angle * sin(angle));
    }
    // Far away the reach shrinks to a few pixels of a slanting surface, which says nothing any more.
    open = mix(1, clamp(visible / max(whole, 1e-4), 0, 1), smoothstep(2, 10, reach));
    if (kProbes != 0) {
        const vec3 world = (frame.viewToFrame * vec4(p, 1)).xyz;
        indirect = probeLight(world, normalize(mat3(frame.viewToFrame) * n));
        indirect.a = min(indirect.a, 1);
    }
}
