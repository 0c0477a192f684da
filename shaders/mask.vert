// Positions and what a cut-out or a cut view needs.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
#include "mesh.glsl"
layout(constant_id = 0) const uint kShadow = 0;
layout(location = 0) out vec2 uv;
layout(location = 1) out float height;
layout(location = 2) out flat uint tag;
invariant gl_Position;
void main() {
    const GpuVertex v = push.vertices.at[gl_VertexIndex];
    const GpuInstance instance = push.instances.at[gl_InstanceIndex];
    const vec3 p = framePosition(instance, v.position);
    uv = v.uv;
    height = p.y;
    tag = instance.tag;
    gl_Position = (kShadow != 0 ? push.matrix : frame.viewProjection) * vec4(p, 1);
}
