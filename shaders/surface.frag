// Light on a surface: sun, lamps, sky and what comes back from the set; metallic-roughness, photometric units.
// glTF 2.0 appendix B for the lobes; energy that single scattering loses at high roughness is given back (Turquin), and what
// is matt gets what the mirror leaves on the whole, not by each half vector, which would gain energy.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
#include "mesh.glsl"

// The lamp that light is being added from. Each number is read where it is needed and not the whole lamp at once: a lamp that
// is too far away or behind the surface costs four of them.
uint lampAt = 0;
#define lamp frame.lamps.at[lampAt]
#include "shadow.glsl"

layout(constant_id = 0) const uint kStyle = 0;    // 0 lit, 1 clay
layout(constant_id = 1) const uint kLamps = 0;    // 1: there are lamps, 2: some of them are whole faces
layout(constant_id = 2) const uint kBlend = 0;    // see-through surfaces are drawn twice: 1 their light, 2 what they let through
layout(constant_id = 3) const uint kCut = 0;
layout(constant_id = 8) const uint kPoints = 0;   // 1: discs of a cloud, without triangles
layout(constant_id = 4) const uint kProbes = 0;   // 1: indirect light comes from the picture of it, 2: and mirrors show the room

layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 tangent;
layout(location = 3) in vec2 uv;
layout(location = 4) in vec4 colour;
layout(location = 5) in flat uint flags;
layout(location = 0) out vec4 result;

vec4 sampleUse(GpuTextureUse t, bool transformed) {
    const vec2 at = transformed ? vec2(dot(t.row0, vec3(uv, 1)), dot(t.row1, vec3(uv, 1))) : uv;
    return texture(sampler2D(textures[t.slot], samplers[kSamplerRepeat]), at, frame.mipBias);
}

const float kGhost = 0.75;  // what a ghosted piece lets through

struct Surface {
    vec3 n, v;
    vec3 smoothed, face;  // normals: the vertices', and the flat triangle's on the same side
    float nv, alpha2, alpha;
    vec3 diffuse, f0, energy;
    float rise;      // what Schlick's term rises to at grazing angles: nothing where there is no mirror at all (Lagarde 2014)
    float albedo;    // of its mirror, were it white: what single scattering returns of even light from everywhere
    vec3 matt;       // diffuse, of what the mirror on it leaves: a white surface returns all light
    vec2 inTable;    // where its lobe stands in either half of the table of lobes
};

vec4 areaTable(vec2 at, float half_) {
    return textureLod(sampler2D(textures[frame.areaTable], samplers[kSamplerClamp]), vec2((at.x + half_) * 0.5, at.y), 0);
}

// Where the vertices' normals turn towards a light that the triangle itself turns away from, light would come through the
// surface, too near for any shadow map to stop it: folds of cloth, the edge of a nose. The cubic of Chiang et al. 2019 ends
// it smoothly at the triangle's own horizon, here seven degrees behind it, so that facets do not show at the terminator.
float held(Surface s, vec3 l) {
    const float k = 0.12;
    const float g = clamp((dot(s.face, l) + k) / (max(dot(s.smoothed, l), 0) * dot(s.face, s.smoothed) + k), 0, 1);
    return g + g * g * (1 - g);
}

vec3 fallen = vec3(0);  // lux that sun and lamps gave this point so far

// What `lux` on a plane facing l makes of this surface in the direction of the eye, cd/m2.
vec3 reflected(Surface s, vec3 l, vec3 lux) {
    const float nl = dot(s.n, l);
    if (nl <= 0) return vec3(0);
    fallen += lux * nl;
    const vec3 h = normalize(l + s.v);
    const float nh = clamp(dot(s.n, h), 0, 1), lh = clamp(dot(l, h), 0, 1);
    const float d1 = nh * nh * (s.alpha2 - 1) + 1;
    const float d = s.alpha2 / (kPi * d1 * d1);
    // The height-correlated Smith term (Heitz 2014), as optics::ggxVisibility.
    const float vis = 0.5 / (nl * sqrt(s.nv * s.nv * (1 - s.alpha2) + s.alpha2) + s.nv * sqrt(nl * nl * (1 - s.alpha2) + s.alpha2));
    const float p = 1 - lh, p2 = p * p;
    const vec3 f = s.f0 + (s.rise - s.f0) * (p2 * p2 * p);
    return lux * nl * (s.matt * (1 / kPi) + d * vis * f * s.energy);
}

vec3 skyIrradiance(vec3 n) {
    return max(vec3(0), frame.skyIrradiance[0].rgb + frame.skyIrradiance[1].rgb * n.y + frame.skyIrradiance[2].rgb * n.z +
                            frame.skyIrradiance[3].rgb * n.x + frame.skyIrradiance[4].rgb * (n.x * n.y) +
                            frame.skyIrradiance[5].rgb * (n.y * n.z) + frame.skyIrradiance[6].rgb * (3 * n.z * n.z - 1) +
                            frame.skyIrradiance[7].rgb * (n.x * n.z) + frame.skyIrradiance[8].rgb * (n.x * n.x - n.y * n.y));
}

#include "area.glsl"

// Intensity along `away` (unit, from the lamp) over that of its candela, as optics::Emitter::relative.
float relativeIntensity(vec3 away) {
    const float c = dot(away, lamp.direction);
    if (lamp.profile != kNoTexture) {
        const float turn = atan(dot(away, lamp.right), dot(away, lamp.up)) / (2 * kPi);
        const vec2 at = vec2(sqrt(acos(clamp(c, -1, 1)) / kPi), turn < 0 ? turn + 1 : turn), size = vec2(textureSize(textures[lamp.profile], 0));
        return textureLod(sampler2D(textures[lamp.profile], samplers[kSamplerClamp]), (at * (size - 1) + 0.5) / size, 0).r;
    }
    if (lamp.kind == kLampSpot) return c <= 0 ? 0 : exp2(-pow(acos(min(c, 1)) * lamp.invHalfBeam, lamp.power));
    if (lamp.kind == kLampTube) {
        const float along = dot(away, lamp.right);
        return sqrt(max(0, 1 - along * along));
    }
    return lamp.kind == kLampBulb ? 1 : max(c, 0);
}

vec3 lampLight(Surface s) {
    const vec3 d = lamp.position - position;
    const float d2 = dot(d, d);
    if (d2 > lamp.range * lamp.range) return vec3(0);
    const float distance = sqrt(d2);
    vec3 l = d / distance, light;
    const vec3 before = fallen;
    bool face = kLamps == 2 && lamp.whole != 0u;
    if (face) {
        // All of the face, times what of it is seen, which the samples' shadows add up to. Points under the horizon would count
        // as shadow there: a face that the horizon cuts is lit from the sample's point, but for the frame that stands alone.
        vec3 mean;
        bool cut;
        light = faceLight(s, mean, cut);
        if (cut && frame.frameIndex > 0) {
            face = false;
        } else {
            l = mean;
            fallen += lamp.candela * (relativeIntensity(-l) * max(dot(s.n, l), 0) / max(d2, lamp.nearest));
        }
    }
    if (!face) {
        if (dot(s.n, l) <= 0) return vec3(0);
        const float relative = relativeIntensity(-l);
        if (relative < 1e-4) return vec3(0);
        light = reflected(s, l, lamp.candela * (relative / max(d2, lamp.nearest)));
    }
    if (light == vec3(0)) return light;
    const float through = held(s, l);
    if (through <= 0) {
        fallen = before;
        return vec3(0);
    }
    shadowAt = vec3(0.5, 0.5, 2);
    vec3 lit = vec3(face && dot(s.smoothed, d) <= 0 ? through : through * lampShadow(position, s.smoothed, distance));
    if ((kGlass & 1u) != 0 && lamp.tinted != 0u) lit *= glassTint(frame.atlasTint);
    fallen = mix(before, fallen, lit);
    return light * lit;
}

// What of a mirror's light is left where only `open` of the hemisphere is (Lagarde 2014).
float closed(float nv, float open, float roughness) {
    return clamp(pow(nv + open, exp2(-16 * roughness - 1)) - 1 + open, 0, 1);
}

// The room's picture as seen along r from here: where the ray meets the walls, as seen from the picture's middle.
vec3 room(vec3 r, float lod) {
    const vec3 p = clamp(position, frame.roomLow, frame.roomHigh);
    const vec3 d = mix(r, vec3(1e-5), lessThan(abs(r), vec3(1e-5)));
    const vec3 reach = max((frame.roomLow - p) / d, (frame.roomHigh - p) / d);
    const vec3 hit = p + r * min(reach.x, min(reach.y, reach.z)) - frame.roomCentre;
    return textureLod(samplerCube(cubes[frame.reflectionCube], samplers[kSamplerClamp]), hit, lod).rgb;
}

// What lies in the mirror's direction: the room's picture, or the sky's.
vec3 mirroredAt(Surface s, float roughness, vec3 around, float open, float shut) {
    const vec3 r = reflect(-s.v, s.n);
    const float lod = sqrt(roughness) * frame.reflectionMips;
    if (kProbes != 2) return textureLod(samplerCube(cubes[frame.reflectionCube], samplers[kSamplerClamp]), r, lod).rgb * closed(s.nv, shut, roughness);
    // Outside the walls that the room's picture is painted on: the sky, and for what hides it the light that is there.
    const float shy = closed(s.nv, shut, roughness);
    const vec3 outside = textureLod(samplerCube(cubes[frame.skyCube], samplers[kSamplerClamp]), r, sqrt(roughness) * 5).rgb * shy;
    const vec3 there = outside + around * ((1 / kPi) * (1 - shut / max(open, 1e-3)) * open);
    const vec3 past = max(frame.roomLow - position, position - frame.roomHigh);
    const float inside = 1 - smoothstep(0.3, 1.0, max(past.x, max(past.y, past.z)));
    return inside > 0 ? mix(there, room(r, lod) * closed(s.nv, open, roughness), inside) : there;
}

// What of the light from behind comes through, per channel; `mirror` is what one face throws back. The thickness of panes
// is nothing to them; solid glass would bend what is behind it as well.
vec3 letThrough(GpuMaterial m, vec4 base, float mirror) {
    if ((flags & kInstanceGhost) != 0) return vec3(kGhost);
    if (m.transmission > 0) return base.rgb * (m.transmission * (1 - 2 * mirror / (1 + mirror)));
    return vec3(1 - base.a);
}

float share(vec3 colour) { return dot(colour, vec3(0.2126, 0.7152, 0.0722)); }

void main() {
    // Discs were rounded off with their depth, which only they equal.
    if (kPoints == 0 && kCut != 0) {
        if (kBlend != 0 && position.y > frame.cutHeight) discard;  // the others have no depth there
        // In a plan every back face is the inside of something; elsewhere sheets of one face may be meant.
        if (!gl_FrontFacing && (frame.ortho != 0 || (push.materials.at[push.material].flags & kMaterialDoubleSided) == 0)) {
            result = vec4(frame.wallFill, 1);  // the inside of a wall that was cut
            return;
        }
    }
    const GpuMaterial m = push.materials.at[push.material];
    const bool moved = (m.flags & kMaterialTransform) != 0;
    vec4 base = m.baseColour * colour;
    if (m.textures[0].slot != kNoTexture) base *= sampleUse(m.textures[0], moved);
    float metallic = m.metallic, roughness = m.roughness;
    if (m.textures[1].slot != kNoTexture) {
        const vec4 mr = sampleUse(m.textures[1], moved);
        roughness *= mr.g;
        metallic *= mr.b;
    }
    vec3 n = normalize(normal);
    if (kPoints == 0 && !gl_FrontFacing) n = -n;
    Surface s;
    s.smoothed = s.face = n;
    if (kPoints == 0) s.face = normalize(cross(dFdx(position), dFdy(position)));
    if (dot(s.face, n) < 0) s.face = -s.face;
    float spread = 0;
    if (m.textures[2].slot != kNoTexture) {
        const vec3 bent = sampleUse(m.textures[2], moved).rgb * 2 - 1;
        const vec2 xy = bent.xy * m.normalScale;
        // What lies between the texels of a smaller map makes the surface rougher: the mean of normals is the shorter the more they
        // differ (Toksvig 2005). 0.004: a normal's own rounding.
        const float mean = length(bent);
        spread = max(0, 0.996 - mean) / mean * m.normalScale * m.normalScale;
        const vec3 t = normalize(tangent.xyz - n * dot(n, tangent.xyz));
        const vec3 b = cross(n, t) * tangent.w;
        n = normalize(t * xy.x + b * xy.y + n * sqrt(max(0.05, 1 - dot(xy, xy))));
    }
    s.v = frame.ortho != 0 ? -frame.forward : normalize(frame.eye - position);
    s.n = n;
    s.nv = max(dot(n, s.v), 1e-3);

    if (kStyle == 1) {
        // Clay: form and contact, no light of the scene. Key from over the viewer's left shoulder, sky from above.
        const float hue = dot(base.rgb, vec3(0.2126, 0.7152, 0.0722));
        const vec3 clay = mix(vec3(0.42), base.rgb * (0.42 / max(hue, 0.05)), 0.12) * mix(0.75, 1.25, sqrt(clamp(hue, 0, 1)));
        const float key = max(0, dot(n, normalize(s.v * 0.6 + vec3(0.25, 0.75, 0.15))));
        const float around = 0.5 + 0.5 * n.y;
        const float open = textureLod(sampler2D(textures[frame.occlusionMap], samplers[kSamplerClamp]), gl_FragCoord.xy * frame.invSize, 0).r;
        result = vec4(clay * (key * 0.62 + mix(0.24, 0.44, around)) * (0.25 + 0.75 * open) * frame.clayExposure, 1);
        if (kBlend == 1) result = vec4(result.rgb * 0.35, 0.35);
        if (kBlend == 2) result = vec4(0.65);
        return;
    }

    roughness = clamp(pow(pow(roughness, 4) + 2 * spread, 0.25), 0.045, 1);
    s.alpha = roughness * roughness;
    s.alpha2 = s.alpha * s.alpha;
    s.f0 = mix(vec3(pow((m.ior - 1) / (m.ior + 1), 2)), base.rgb, metallic);
    s.rise = clamp(50 * max(s.f0.r, max(s.f0.g, s.f0.b)), 0, 1);
    s.diffuse = base.rgb * (1 - metallic);
    // Directional albedo of the lobe as scale and bias of f0: made by assets/make/ltc.cpp.
    s.inTable = (vec2(roughness, sqrt(1 - min(s.nv, 1))) * 31 + 0.5) / 32;
    const vec2 dfg = areaTable(s.inTable, 1).yz;
    s.energy = 1 + s.f0 * (1 / max(dfg.x + dfg.y, 0.1) - 1);
    s.albedo = dfg.x + dfg.y;
    const vec3 specular = (s.f0 * dfg.x + s.rise * dfg.y) * s.energy;
    s.matt = s.diffuse * (1 - specular);
    if (kBlend == 2) {
        const vec3 through = letThrough(m, base, dfg.x * s.f0.x + s.rise * dfg.y);
        result = vec4(through, share(through));
        return;
    }

    vec3 light = m.emissive;
    if (m.textures[4].slot != kNoTexture) light *= sampleUse(m.textures[4], moved).rgb;

    if (kSun != 0) {
        const float through = kBlend != 0 ? 1 : held(s, frame.toSun);
        if (through > 0) {
            vec3 lux = frame.sunLux * (through * sunShadow(position, s.smoothed));
            if ((kGlass & 1u) != 0 && frame.sunTint != kNoTexture) lux *= glassTint(frame.sunTint);
            light += reflected(s, frame.toSun, lux);
        }
    }
    if (kLamps != 0) {
        for (lampAt = 0; lampAt < frame.lampCount; ++lampAt) light += lampLight(s);
    }

    // Indirect light: sky and bounce, held back by what the occlusion pass found.
    const vec2 at = gl_FragCoord.xy * frame.invSize;
    float open = textureLod(sampler2D(textures[frame.occlusionMap], samplers[kSamplerClamp]), at, 0).r;
    if (m.textures[3].slot != kNoTexture) open *= 1 + m.occlusionStrength * (sampleUse(m.textures[3], moved).r - 1);
    vec3 around;
    float shut = open;
    if (kProbes != 0) {
        const vec4 indirect = textureLod(sampler2D(textures[frame.indirectMap], samplers[kSamplerClamp]), at, 0);
        around = indirect.rgb * kProbeLux;
        shut *= indirect.a;
    } else {
        around = skyIrradiance(n);
    }
    // What closes a corner up shines back, taken to be lit as this point is: E = open E' + (1 - open) rho (E + direct), the
    // series of all bounces between the two. In an evenly lit room nothing is lost.
    const vec3 close = (1 - open) * s.diffuse;
    const vec3 lux = (open * around + close * fallen) / (1 - close);
    light += s.matt * lux * (1 / kPi);
    // One picture of the room says little of what a rough surface in a dark corner gathers: there the probes know better.
    const float rough = kProbes != 0 ? smoothstep(0.35, 0.85, roughness) : 0;
    vec3 mirrored = lux * (1 / kPi);
    if (rough < 1) mirrored = mix(mirroredAt(s, roughness, around, open, shut), mirrored, rough);
    if ((kGlass & 2u) != 0) {
        const uint number = flags >> kInstanceMirrorShift;
        if (number > 0) {
            const GpuMirror mirror = frame.mirrors[number - 1];
            // The edge and the back of a mirror are not in its plane.
            if (dot(s.smoothed, mirror.plane.xyz) > 0.99 && abs(dot(mirror.plane, vec4(position, 1))) < 0.005)
                mirrored = textureLod(sampler2D(textures[mirror.picture], samplers[kSamplerClamp]), vec2(1 - at.x, at.y), 0).rgb / frame.exposure;
        }
    }
    light += mirrored * specular;

    if ((m.flags & kMaterialFloor) != 0) {
        const float far = length(position.xz - frame.eye.xz);
        const vec3 away = normalize(vec3(position.x - frame.eye.x, 0, position.z - frame.eye.z) + vec3(0, 1e-4, 0));
        const vec3 horizon = textureLod(samplerCube(cubes[frame.skyCube], samplers[kSamplerClamp]), away + vec3(0, 0.03, 0), 0).rgb;
        light = mix(light, horizon, smoothstep(15.0, 220.0, far));
    }
    float covered = 1;
    if (kBlend == 1) {
        // A pane mirrors on two faces, and what it does not let through is lit as any surface.
        const vec3 mirror = mirrored * specular;
        if (m.transmission > 0) light = mirror * 2 / (1 + specular) + (light - mirror) * (1 - m.transmission);
        else light = light * base.a + mirror * (1 - base.a);
        if ((flags & kInstanceGhost) != 0) light *= 1 - kGhost;
        covered = 1 - share(letThrough(m, base, dfg.x * s.f0.x + s.rise * dfg.y));
    }
    result = vec4(light * frame.exposure, covered);
}
