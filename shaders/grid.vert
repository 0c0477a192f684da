// A large square on the ground, for the grid.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
layout(location = 0) out vec3 position;
void main() {
    const vec2 corner = vec2(gl_VertexIndex & 1, gl_VertexIndex >> 1) * 2 - 1;
    position = vec3(frame.eye.x + corner.x * 120, frame.groundHeight, frame.eye.z + corner.y * 120);
    gl_Position = frame.viewProjection * vec4(position, 1);
}
