// Dear ImGui's triangles: vertices and 16-bit indices are read by address, so that the pipeline needs no vertex layout.
#version 460
#extension GL_EXT_scalar_block_layout : require
#extension GL_EXT_buffer_reference : require
struct UiVertex { vec2 at; vec2 uv; uint colour; };
layout(buffer_reference, scalar, buffer_reference_align = 4) readonly buffer UiVertices { UiVertex at[]; };
layout(buffer_reference, scalar, buffer_reference_align = 4) readonly buffer UiIndices { uint pairs[]; };
layout(push_constant, scalar) uniform Push {
    UiVertices vertices;
    UiIndices indices;
    vec2 pixelsToClip;  // 2 / size of the window
    uint firstIndex, firstVertex;
    uint textureSlot;
    uint alphaOnly;     // the texture is one channel of coverage: the font
} push;
layout(location = 0) out vec2 uv;
layout(location = 1) out vec4 colour;
void main() {
    const uint i = push.firstIndex + gl_VertexIndex;
    const uint pair = push.indices.pairs[i >> 1];
    const uint index = push.firstVertex + ((i & 1u) == 0u ? pair & 0xFFFFu : pair >> 16);
    const UiVertex v = push.vertices.at[index];
    uv = v.uv;
    colour = unpackUnorm4x8(v.colour);
    gl_Position = vec4(v.at.x * push.pixelsToClip.x - 1, 1 - v.at.y * push.pixelsToClip.y, 0, 1);
}
