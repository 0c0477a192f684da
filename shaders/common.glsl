// What every shader starts with: extensions, the bindless set, frame constants, small helpers.
#extension GL_EXT_scalar_block_layout : require
#extension GL_EXT_buffer_reference : require
#extension GL_EXT_nonuniform_qualifier : require
#extension GL_EXT_samplerless_texture_functions : require
#extension GL_GOOGLE_include_directive : require

layout(buffer_reference) buffer Vertices;
layout(buffer_reference) buffer Instances;
layout(buffer_reference) buffer Materials;
layout(buffer_reference) buffer Meter;
layout(buffer_reference) readonly buffer Lamps;
#include "shared.h"
layout(buffer_reference, scalar, buffer_reference_align = 4) buffer Vertices { GpuVertex at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 4) buffer Instances { GpuInstance at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 4) buffer Materials { GpuMaterial at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 4) buffer Meter { MeterResult result; };
layout(buffer_reference, scalar, buffer_reference_align = 4) readonly buffer Lamps { GpuLamp at[]; };

layout(set = 0, binding = 0) uniform texture2D textures[];
layout(set = 0, binding = 0) uniform texture3D volumes[];
layout(set = 0, binding = 0) uniform textureCube cubes[];
layout(set = 0, binding = 1) uniform sampler samplers[3];
layout(set = 0, binding = 1) uniform samplerShadow shadowSamplers[3];
layout(set = 1, binding = 0, scalar) uniform Frame { FrameConstants frame; };

const float kPi = 3.14159265358979;

// The texel at uv of a picture of one mip. A fetch, not a sampler of its own: software drivers compile every sampler for
// every kind of picture before the first frame.
vec4 nearest(uint picture, vec2 uv, vec2 size) {
    return texelFetch(textures[picture], ivec2(clamp(uv * size, vec2(0), size - 1)), 0);
}

vec3 fromOctahedral(vec2 e) {
    vec3 v = vec3(e, 1 - abs(e.x) - abs(e.y));
    const float t = max(-v.z, 0);
    v.x += v.x >= 0 ? -t : t;
    v.y += v.y >= 0 ? -t : t;
    return normalize(v);
}

// Position of the pixel at uv (from the top left) in view space; the camera looks along -Z.
vec3 viewPosition(vec2 uv, float depth) {
    const vec4 v = frame.inverseProjection * vec4(uv.x * 2 - 1, 1 - uv.y * 2, depth, 1);
    return v.xyz / v.w;
}
