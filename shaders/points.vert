// Points of a cloud, as discs that are as large as their distance from each other.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
#include "mesh.glsl"
layout(constant_id = 3) const uint kCut = 0;
layout(location = 0) out vec3 position;
layout(location = 1) out vec3 normal;
layout(location = 2) out vec4 tangent;
layout(location = 3) out vec2 uv;
layout(location = 4) out vec4 colour;
layout(location = 5) out flat uint flags;
layout(location = 6) out flat uint tag;
invariant gl_Position;
void main() {
    const GpuVertex v = push.vertices.at[gl_VertexIndex];
    const GpuInstance instance = push.instances.at[gl_InstanceIndex];
    position = framePosition(instance, v.position);
    gl_Position = frame.viewProjection * vec4(position, 1);
    if (kCut != 0 && position.y > frame.cutHeight) gl_Position = vec4(0, 0, 2, 1);  // before the near plane
    gl_PointSize = clamp(push.light.x * frame.projectionScale / (frame.ortho != 0 ? 1 : max(gl_Position.w, 1e-3)), 1, 32);
    // Seen from either side: a scan knows no inside.
    normal = normalize(cofactor(instance, fromOctahedral(unpackSnorm2x16(v.normal))));
    const vec3 view = frame.ortho != 0 ? -frame.forward : frame.eye - position;
    if (dot(normal, view) < 0) normal = -normal;
    tangent = vec4(1, 0, 0, 1);
    uv = vec2(0);
    colour = unpackUnorm4x8(v.colour);
    flags = instance.flags;
    tag = instance.tag;
}
