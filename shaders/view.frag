// The one view transform, at the very end: scene-linear to display code. engine/optics/view.cpp has the same formulas, with
// their sources; a test holds both against each other. Also the styles that are made from depth and numbers, and the outline of the selection.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
layout(set = 0, binding = 0) uniform utexture2D numbers[];
layout(push_constant, scalar) uniform Push { PicturePush push; };
layout(constant_id = 0) const uint kMode = 0;     // 0 lit, 1 clay, 2 depth, 3 line, 4 id
layout(constant_id = 1) const uint kOutline = 0;
layout(constant_id = 2) const uint kLook = 0;     // optics::Look
layout(constant_id = 3) const uint kInput = 0;    // optics::TableInput of a production's own table
layout(location = 0) in vec2 uv;
layout(location = 0) out vec4 result;

float curve(float x) {
    const float px = 10.0 / 16.5, py = pow(0.18, 1 / 2.4), slope = 2.4;
    // Scales that bring toe and shoulder to 0 and 1: (slope x)^-p ((slope x / y)^p - 1), to the power -1/p, p = 1.5.
    const float scale = x < px ? -0.5656756066543746 : 0.7151982862790444;
    const float t = slope * (x - px) / scale;
    return scale * t / pow(1 + t * sqrt(t), 1 / 1.5) + py;
}

// Hue of the hexcone, 0 to 6.
float hue(vec3 c) {
    const float most = max(c.r, max(c.g, c.b)), range = most - min(c.r, min(c.g, c.b));
    if (range <= 0) return 0;
    if (most == c.r) return mod((c.g - c.b) / range + 6, 6);
    return most == c.g ? (c.b - c.r) / range + 2 : (c.r - c.g) / range + 4;
}

vec3 withHue(vec3 c, float h) {
    const float most = max(c.r, max(c.g, c.b)), range = most - min(c.r, min(c.g, c.b));
    const vec3 k = mod(vec3(5, 3, 1) + h + 12, 6);
    return most - range * clamp(min(k, 4 - k), 0, 1);
}

vec3 agx(vec3 c) {
    const mat3 to2020 = mat3(0.6274039, 0.0690973, 0.0163914, 0.3292830, 0.9195404, 0.0880133, 0.0433131, 0.0113623, 0.8955953);
    const mat3 inset = mat3(0.856627153315983, 0.137318972929847, 0.11189821299995, 0.0951212405381588, 0.761241990602591,
                            0.0767994186031903, 0.0482516061458583, 0.101439036467562, 0.811302368396859);
    const mat3 outset = mat3(1.1271005818144368, -0.1413297634984383, -0.14132976349843826, -0.11060664309660323, 1.157823702216272,
                             -0.11060664309660294, -0.016493938717834573, -0.016493938717834257, 1.2519364065950405);
    const mat3 to709 = mat3(1.6604910, -0.1245505, -0.0181508, -0.5876411, 1.1328999, -0.1005789, -0.0728499, -0.0083494, 1.1187297);
    c = inset * (to2020 * c);
    const vec3 x = clamp((log2(max(c, vec3(1e-10)) / 0.18) + 10) / 16.5, 0, 1);
    const vec3 formed = pow(vec3(curve(x.r), curve(x.g), curve(x.b)), vec3(2.4));
    // The curve turns hues; the light's own hue counts six tenths, what the curve made of it four.
    const float before = hue(max(c, vec3(0))), turn = hue(formed) - before;
    return clamp(to709 * (outset * withHue(formed, before + 0.4 * (turn - 6 * round(turn / 6)))), 0, 1);
}

vec3 toDisplay(vec3 c) { return mix(c * 12.92, 1.055 * pow(max(c, vec3(0)), vec3(1 / 2.4)) - 0.055, greaterThan(c, vec3(0.0031308))); }

vec3 pbrNeutral(vec3 c) {
    const float start = 0.76, least = min(c.r, min(c.g, c.b));
    c -= least < 0.08 ? least - 6.25 * least * least : 0.04;
    const float peak = max(c.r, max(c.g, c.b));
    if (peak < start) return c;
    const float d = 1 - start, held = 1 - d * d / (peak + d - start);
    return mix(c * (held / peak), vec3(held), 1 - 1 / (0.15 * (peak - held) + 1));
}

vec3 logC3(vec3 x) { return mix(5.367655 * x + 0.092809, 0.247190 * log2(max(5.555556 * x + 0.052272, 1e-6)) * 0.30102999566 + 0.385537, greaterThan(x, vec3(0.010591))); }
vec3 logC4(vec3 x) {
    const float a = (262144.0 - 16) / 117.45, b = 928.0 / 1023, k = 95.0 / 1023;
    const float s = 7 * log(2.0) * exp2(7 - 14 * k / b) / (a * b), t = (exp2(14 * (-k / b) + 6) - 64) / a;
    return mix((x - t) / s, (log2(max(a * x + 64, 1e-6)) - 6) / 14 * b + k, greaterThanEqual(x, vec3(t)));
}
vec3 sLog3(vec3 x) {
    return mix((x * (171.2102946929 - 95) / 0.01125 + 95) / 1023, (420 + log2(max((x + 0.01) / 0.19, 1e-6)) * 0.30102999566 * 261.5) / 1023, greaterThanEqual(x, vec3(0.01125)));
}

vec3 acesCct(vec3 c) { return mix(10.5402377416545 * c + 0.0729055341958355, (log2(max(c, vec3(1e-6))) + 9.72) / 17.52, greaterThan(c, vec3(0.0078125))); }

// Row `i` of a table of curves, which lie folded.
vec3 onCurves(int i) { return texelFetch(volumes[push.mode], ivec3(i & 63, (i >> 6) & 63, i >> 12), 0).rgb; }

// The look-up table in push.mode: tetrahedral, or three curves. Its topmost slice holds its domain.
vec3 lookedUp(vec3 c) {
    const ivec3 above = ivec3(0, 0, textureSize(volumes[push.mode], 0).z - 1);
    const vec4 low = texelFetch(volumes[push.mode], above, 0), width = texelFetch(volumes[push.mode], above + ivec3(1, 0, 0), 0);
    const int size = int(low.w);
    const vec3 at = clamp((c - low.rgb) * width.rgb, 0, 1) * float(size - 1);
    ivec3 cell = min(ivec3(at), ivec3(size - 2));
    const vec3 part = at - vec3(cell);
    if (width.w != 0) {
        const vec3 from = vec3(onCurves(cell.x).r, onCurves(cell.y).g, onCurves(cell.z).b);
        return clamp(mix(from, vec3(onCurves(cell.x + 1).r, onCurves(cell.y + 1).g, onCurves(cell.z + 1).b), part), 0, 1);
    }
    // Along the axis that lies furthest first.
    const ivec3 first = part.x >= part.y ? (part.x >= part.z ? ivec3(1, 0, 0) : ivec3(0, 0, 1)) : (part.y >= part.z ? ivec3(0, 1, 0) : ivec3(0, 0, 1));
    const ivec3 last = part.x < part.y ? (part.x < part.z ? ivec3(1, 0, 0) : ivec3(0, 0, 1)) : (part.y < part.z ? ivec3(0, 1, 0) : ivec3(0, 0, 1));
    const float high = max(part.x, max(part.y, part.z)), lowest = min(part.x, min(part.y, part.z)), middle = part.x + part.y + part.z - high - lowest;
    return clamp(texelFetch(volumes[push.mode], cell, 0).rgb * (1 - high) + texelFetch(volumes[push.mode], cell + first, 0).rgb * (high - middle) +
                     texelFetch(volumes[push.mode], cell + 1 - last, 0).rgb * (middle - lowest) + texelFetch(volumes[push.mode], cell + 1, 0).rgb * lowest, 0, 1);
}

// Through the table that OpenColorIO made: its input is ACEScct of ACEScg.
vec3 aces(vec3 c) {
    const mat3 toCg = mat3(0.613097, 0.070194, 0.020616, 0.339523, 0.916354, 0.109570, 0.047379, 0.013452, 0.869815);
    return lookedUp(acesCct(toCg * c));
}

// The production's own table; push.balance has brought the light into the gamut that it takes.
vec3 ownTable(vec3 c) {
    if (kInput == 0) return lookedUp(logC3(c));
    if (kInput == 1) return lookedUp(logC4(c));
    if (kInput == 2) return lookedUp(sLog3(c));
    if (kInput == 3) return lookedUp(acesCct(c));
    return lookedUp(toDisplay(agx(c)));
}

vec3 falseColour(float signal) {
    if (signal < 0.025) return vec3(122, 52, 170) / 255;
    if (signal < 0.04) return vec3(40, 92, 214) / 255;
    if (signal >= 0.38 && signal < 0.42) return vec3(64, 170, 70) / 255;
    if (signal >= 0.52 && signal < 0.56) return vec3(240, 150, 176) / 255;
    if (signal >= 0.97 && signal < 0.99) return vec3(250, 226, 60) / 255;
    if (signal >= 0.99) return vec3(230, 40, 36) / 255;
    return vec3(signal);
}

vec3 stopZone(float linear) {
    const vec3 whole[13] = vec3[](vec3(18, 11, 31), vec3(44, 26, 85), vec3(46, 63, 160), vec3(43, 120, 184), vec3(47, 163, 166), vec3(94, 122, 112),
                                  vec3(140, 140, 140), vec3(185, 169, 138), vec3(226, 193, 77), vec3(232, 145, 58), vec3(219, 91, 52), vec3(185, 47, 69),
                                  vec3(255, 255, 255));
    const float stops = linear > 0 ? log2(linear / 0.18) : -99, size = abs(stops);
    const float zone = size < 0.25 ? 0 : size < 0.75 ? 0.5 : min(floor(size + 0.5), 6);
    const float at = 6 + (stops < 0 ? -zone : zone);
    return mix(whole[int(at)], whole[min(int(at) + 1, 12)], fract(at)) / 255;
}

vec3 shown(vec3 c) {
    if (kLook == 1) return aces(c);
    if (kLook == 2) return toDisplay(clamp(pbrNeutral(max(c, vec3(0))), 0, 1));
    if (kLook == 3) return clamp(logC3(c), 0, 1);
    if (kLook == 4) return clamp(logC4(c), 0, 1);
    if (kLook == 5) return clamp(sLog3(c), 0, 1);
    const float luma = dot(c, vec3(0.2126, 0.7152, 0.0722));
    if (kLook == 6) return falseColour(clamp(logC3(vec3(luma)).r, 0, 1));
    if (kLook == 7) return stopZone(luma);
    if (kLook == 8) return ownTable(c);
    return toDisplay(agx(c));
}

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
        c = shown(c);
        // Zebra: stripes of ten pixels where the signal has reached the level.
        if (push.texel.x > 0 && dot(c, vec3(0.2126, 0.7152, 0.0722)) >= push.texel.x && ((at.x + at.y) % 10) < 4) c = vec3(0.02);
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
