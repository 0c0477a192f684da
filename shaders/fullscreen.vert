// One triangle over the whole target; uv runs from the top left.
#version 460
layout(location = 0) out vec2 uv;
void main() {
    const vec2 corner = vec2((gl_VertexIndex << 1) & 2, gl_VertexIndex & 2);
    uv = corner;
    gl_Position = vec4(corner.x * 2 - 1, 1 - corner.y * 2, 0, 1);
}
