// Positions only: the depth pre-pass and shadow maps of opaque meshes.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
#include "mesh.glsl"
layout(constant_id = 0) const uint kShadow = 0;
invariant gl_Position;
void main() {
    const vec3 p = framePosition(push.instances.at[gl_InstanceIndex], push.vertices.at[gl_VertexIndex].position);
    gl_Position = (kShadow != 0 ? push.matrix : frame.viewProjection) * vec4(p, 1);
}
