// See-through surfaces as a lamp or the sun sees them.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
#include "mesh.glsl"
layout(location = 0) out vec2 uv;
layout(location = 1) out vec4 colour;
layout(location = 2) out float cosine;  // of the light against the surface
void main() {
    const GpuVertex v = push.vertices.at[gl_VertexIndex];
    const GpuInstance instance = push.instances.at[gl_InstanceIndex];
    const vec3 p = framePosition(instance, v.position);
    const vec3 n = fromOctahedral(unpackSnorm2x16(v.normal));
    const vec3 turned = cofactor(instance, n);
    cosine = dot(normalize(turned), normalize(push.light.xyz - p * push.light.w));
    uv = v.uv;
    colour = unpackUnorm4x8(v.colour);
    gl_Position = push.matrix * vec4(p, 1);
}
