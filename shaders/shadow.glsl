// Shadow maps: reversed depth, compared by the sampler. Receivers are moved off their surface by about a texel and a half,
// which keeps acne away without lifting shadows off their feet.
// One bilinear comparison where many samples are added up, four where the picture stands alone.
layout(constant_id = 5) const uint kSun = 1;  // 1: one map, 2: cascades
layout(constant_id = 6) const uint kTaps = 4;
layout(constant_id = 7) const uint kGlass = 0;  // 1: glass stands in the light of the maps, 2: there are plane mirrors

vec3 shadowAt;  // place in the map, and depth, of the last look at one

// What glass on the way does to the light of the last look, from the map's tint. One layer: behind the first pane all panes count.
vec3 glassTint(uint tint) {
    const vec4 t = textureLod(sampler2D(textures[tint], samplers[kSamplerClamp]), shadowAt.xy, 0);
    return shadowAt.z < t.a * 0.998 ? t.rgb : vec3(1);
}

float mapped(uint map, vec2 uv, float depth) {
    return texture(sampler2DShadow(textures[map], shadowSamplers[kSamplerShadow]), vec3(uv, depth));
}

float sunShadow(vec3 p, vec3 n) {
    const float slope = sqrt(max(0, 1 - pow(dot(n, frame.toSun), 2)));
    const vec2 texel = 1 / vec2(textureSize(textures[frame.sunMap], 0));
    vec2 uv;
    float depth = -1;
    shadowAt = vec3(0.5, 0.5, 2);
    if (kSun == 2) {
        // Cascades lie 2 x 2 in the map, the finest first; a point takes the first that holds it.
        const vec2 rim = 4 * texel;
        for (uint i = 0; i < kSunCascades && depth < 0; ++i) {
            const vec4 c = frame.sunMatrix[i] * vec4(p + n * (frame.sunTexel[i] * (0.6 + 1.6 * slope)) + frame.toSun * frame.sunTexel[i] * 0.4, 1);
            uv = c.xy * vec2(0.5, -0.5) + 0.5;
            if (any(lessThan(uv, rim)) || any(greaterThan(uv, 1 - rim))) continue;
            uv = (uv + vec2(i & 1u, i >> 1)) * 0.5;
            depth = clamp(c.z, 0, 1);
        }
        if (depth < 0) return 1;
    } else {
        const vec4 c = frame.sunMatrix[0] * vec4(p + n * (frame.sunTexel[0] * (0.6 + 1.6 * slope)) + frame.toSun * frame.sunTexel[0] * 0.4, 1);
        uv = c.xy * vec2(0.5, -0.5) + 0.5;
        if (any(lessThan(uv, vec2(0))) || any(greaterThan(uv, vec2(1)))) return 1;
        depth = clamp(c.z, 0, 1);  // the floor runs on behind the map's far end
    }
    shadowAt = vec3(uv, depth);
    if (kTaps == 1) return mapped(frame.sunMap, uv, depth);
    const vec2 o = 0.75 * texel;
    float lit = mapped(frame.sunMap, uv + o * vec2(-1, -0.4), depth);
    lit += mapped(frame.sunMap, uv + o * vec2(0.4, -1), depth);
    lit += mapped(frame.sunMap, uv + o * vec2(1, 0.4), depth);
    lit += mapped(frame.sunMap, uv + o * vec2(-0.4, 1), depth);
    return lit * 0.25;
}

float lampShadow(vec3 p, vec3 n, float distance) {
    shadowAt = vec3(0.5, 0.5, 2);
    if (lamp.shadow == 0) return 1;
    const vec3 toLamp = (lamp.position - p) / distance;
    const float texel = lamp.texel * distance, facing = dot(n, toLamp), slope = sqrt(max(0, 1 - facing * facing));
    const vec3 q = p + n * (texel * (0.6 + 1.6 * slope)) + toLamp * (texel * 0.4);
    vec2 uv;
    float depth;
    vec4 rect = lamp.atlas;
    if (lamp.shadow == 1) {
        const vec3 away = q - lamp.position;
        const float along = dot(away, lamp.direction);
        if (along <= 0) return 1;
        uv = vec2(dot(away, lamp.shadowRight), dot(away, lamp.shadowUp)) / along * vec2(0.5, -0.5) + 0.5;
        depth = lamp.shadowNear / along;
        if (any(lessThan(uv, vec2(0))) || any(greaterThan(uv, vec2(1)))) return lamp.kind == kLampPanel || lamp.kind == kLampDisk ? 1 : 0;
    } else {
        // Six faces, 3 x 2 in the atlas: +X -X +Y / -Y +Z -Z.
        const vec3 d = q - lamp.position, a = abs(d);
        float major;
        vec2 st;
        uint face;
        if (a.x >= a.y && a.x >= a.z) {
            major = a.x; face = d.x > 0 ? 0 : 1; st = vec2(d.x > 0 ? d.z : -d.z, d.y);
        } else if (a.y >= a.z) {
            major = a.y; face = d.y > 0 ? 2 : 3; st = vec2(d.x, d.y > 0 ? d.z : -d.z);
        } else {
            major = a.z; face = d.z > 0 ? 4 : 5; st = vec2(d.z > 0 ? -d.x : d.x, d.y);
        }
        uv = st / major * vec2(0.5, -0.5) + 0.5;
        depth = lamp.shadowNear / major;
        rect.xy += vec2(float(face % 3), float(face / 3)) * rect.zw;
    }
    const vec2 inside = clamp(uv, vec2(1.5 * frame.atlasTexel / rect.z), vec2(1 - 1.5 * frame.atlasTexel / rect.z));
    const vec2 at = rect.xy + inside * rect.zw;
    const float o = frame.atlasTexel * 0.75;
    shadowAt = vec3(at, depth);
    if (kTaps == 1) return mapped(frame.lampAtlas, at, depth);
    float lit = mapped(frame.lampAtlas, at + vec2(-o, -0.4 * o), depth);
    lit += mapped(frame.lampAtlas, at + vec2(0.4 * o, -o), depth);
    lit += mapped(frame.lampAtlas, at + vec2(o, 0.4 * o), depth);
    lit += mapped(frame.lampAtlas, at + vec2(-0.4 * o, o), depth);
    return lit * 0.25;
}
