// The one view transform, at the very end: scene-linear to display code. AgX Base; its neutral axis is a closed form that
// agrees with Blender's table. Also the styles that are made from depth and numbers, and the outline of the selection.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
layout(set = 0, binding = 0) uniform utexture2D numbers[];
layout(push_constant, scalar) uniform Push { PicturePush push; };
layout(constant_id = 0) const uint kMode = 0;     // 0 lit, 1 clay, 2 depth, 3 line, 4 id
layout(constant_id = 1) const uint kOutline = 0;
layout(location = 0) in vec2 uv;
layout(location = 0) out vec4 result;

float curve(float x) {
    const float px = 10.0 / 16.5, py = pow(0.18, 1 / 2.4), slope = 2.4;
    // Scales that bring toe and shoulder to 0 and 1: (slope x)^-p ((slope x / y)^p - 1), to the power -1/p, p = 1.5.
    const float scale = x < px ? -0.5656756066543746 : 0.7151982862790444;
    const float t = slope * (x - px) / scale;
    return scale * t / pow(1 + t * sqrt(t), 1 / 1.5) + py;
}

vec3 agx(vec3 c) {
    const mat3 to2020 = mat3(0.6274039, 0.0690973, 0.0163914, 0.3292830, 0.9195404, 0.0880133, 0.0433131, 0.0113623, 0.8955953);
    const mat3 inset = mat3(0.856627153315983, 0.137318972929847, 0.11189821299995, 0.0951212405381588, 0.761241990602591,
                            0.0767994186031903, 0.0482516061458583, 0.101439036467562, 0.811302368396859);
    const mat3 outset = mat3(1.1271005818144368, -0.1413297634984383, -0.14132976349843826, -0.11060664309660323, 1.157823702216272,
                             -0.11060664309660294, -0.016493938717834573, -0.016493938717834257, 1.2519364065950405);
    const mat3 to709 = mat3(1.6604910, -0.1245505, -0.0181508, -0.5876411, 1.1328999, -0.1005789, -0.0728499, -0.0083494, 1.1187297);
    c = inset * (to2020 * c);
    c = clamp((log2(max(c, vec3(1e-10)) / 0.18) + 10) / 16.5, 0, 1);
    c = outset * vec3(curve(c.r), curve(c.g), curve(c.b));
    return clamp(to709 * pow(max(c, vec3(0)), vec3(2.4)), 0, 1);
}

vec3 toDisplay(vec3 c) { return mix(c * 12.92, 1.055 * pow(max(c, vec3(0)), vec3(1 / 2.4)) - 0.055, greaterThan(c, vec3(0.0031308))); }

float distanceAt(vec2 at) {
    const float d = nearest(push.depth, at, 1 / frame.invSize).r;
    if (d <= 0) return 1e4;
    return -viewPosition(at, d).z;
}

// Ink where the distance jumps or the surface folds.
float ink(vec2 at) {
    const vec2 px = frame.invSize;
    const float c = 1 / distanceAt(at);
    const float l = 1 / distanceAt(at - vec2(px.x, 0)), r = 1 / distanceAt(at + vec2(px.x, 0));
    const float t = 1 / distanceAt(at - vec2(0, px.y)), b = 1 / distanceAt(at + vec2(0, px.y));
    // 1 / distance is linear over a plane, so its second difference is nothing but edges.
    const float fold = abs(l + r - 2 * c) + abs(t + b - 2 * c);
    return smoothstep(0.0015, 0.006, fold / c * 0.5);
}

void main() {
    vec3 c;
    float alpha = 1;
    const ivec2 at = ivec2(gl_FragCoord.xy);
    if (kMode == 0) {
        const vec4 v = texelFetch(textures[push.source], at, 0) * push.scale;
        alpha = clamp(v.a, 0, 1);
        c = v.rgb / max(alpha, 1e-3);
        if (push.range != 0) c *= push.meter.result.factor;
        c = mat3(push.balance[0].xyz, push.balance[1].xyz, push.balance[2].xyz) * c;
        c = toDisplay(agx(c));
    } else if (kMode == 1) {
        const vec4 v = texelFetch(textures[push.source], at, 0) * push.scale;
        alpha = clamp(v.a, 0, 1);
        c = toDisplay(clamp(v.rgb / max(alpha, 1e-3), 0, 1));
    } else if (kMode == 2) {
        c = vec3(1 - clamp(distanceAt(uv) / push.range, 0, 1));
    } else if (kMode == 3) {
        float dark = 0;
        for (int i = 0; i < 4; ++i) dark += ink(uv + (vec2(i & 1, i >> 1) - 0.5) * 0.5 * frame.invSize);
        const float far = clamp(distanceAt(uv) / max(push.range, 1e-3), 0, 1);
        c = mix(vec3(0.965, 0.96, 0.945), vec3(0.10 + 0.35 * far), clamp(dark * 0.25 * 1.4, 0, 1));
    } else {
        const uint id = texelFetch(numbers[push.source], at, 0).r;
        const uint h = id * 2654435761u;
        c = id == 0 ? vec3(0) : 0.25 + 0.75 * vec3(float(h >> 24), float((h >> 16) & 255u), float((h >> 8) & 255u)) / 255;
    }
    c = mix(push.colour.rgb, c * push.weight, alpha);
    if (kOutline != 0) {
        // Two pixels of the selected thing's colour, one of casing, outside its silhouette.
        float in1 = 0, in2 = 0;
        const float here = float(texelFetch(numbers[push.mask], at, 0).r != 0);
        for (int y = -3; y <= 3; ++y) {
            for (int x = -3; x <= 3; ++x) {
                const int d = x * x + y * y;
                if (d > 10) continue;
                const ivec2 q = clamp(at + ivec2(x, y), ivec2(0), ivec2(push.size) - 1);
                const float s = float(texelFetch(numbers[push.mask], q, 0).r != 0);
                in2 = max(in2, s);
                if (d <= 4) in1 = max(in1, s);
            }
        }
        if (here == 0 && in1 > 0) c = vec3(0x8A, 0xC6, 0xFF) / 255.0;
        else if (here == 0 && in2 > 0) c *= 0.3;
    }
    result = vec4(c, 1);
}
