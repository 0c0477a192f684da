// Everything a shaded surface needs.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
#include "mesh.glsl"
layout(location = 0) out vec3 position;
layout(location = 1) out vec3 normal;
layout(location = 2) out vec4 tangent;
layout(location = 3) out vec2 uv;
layout(location = 4) out vec4 colour;
layout(location = 5) out flat uint flags;
invariant gl_Position;
void main() {
    const GpuVertex v = push.vertices.at[gl_VertexIndex];
    const GpuInstance instance = push.instances.at[gl_InstanceIndex];
    position = framePosition(instance, v.position);
    gl_Position = frame.viewProjection * vec4(position, 1);
    const mat3 m = mat3(instance.rows[0].xyz, instance.rows[1].xyz, instance.rows[2].xyz);  // transposed: rows as columns
    const vec3 n = fromOctahedral(unpackSnorm2x16(v.normal));
    normal = normalize(cofactor(instance, n));
    const vec3 t = fromOctahedral(unpackSnorm2x16(v.tangent));
    tangent = vec4(t * m, (v.tangent & 0x10000u) != 0 ? -1.0 : 1.0);
    uv = v.uv;
    colour = unpackUnorm4x8(v.colour);
    flags = instance.flags;
}
