// Dear ImGui's triangles: colour times texture, in display code (the window's picture is not linear).
#version 460
#extension GL_EXT_scalar_block_layout : require
#extension GL_EXT_nonuniform_qualifier : require
layout(set = 0, binding = 0) uniform texture2D textures[];
layout(set = 0, binding = 1) uniform sampler samplers[3];
layout(push_constant, scalar) uniform Push {
    uvec2 vertices, indices;
    vec2 pixelsToClip;
    uint firstIndex, firstVertex;
    uint textureSlot;
    uint alphaOnly;
} push;
layout(location = 0) in vec2 uv;
layout(location = 1) in vec4 colour;
layout(location = 0) out vec4 result;
const uint kSamplerClamp = 1;
void main() {
    const vec4 t = textureLod(sampler2D(textures[push.textureSlot], samplers[kSamplerClamp]), uv, 0);
    // Pictures are opaque whatever their alpha says: a stage is never seen through.
    result = push.alphaOnly != 0 ? vec4(colour.rgb, colour.a * t.r) : vec4(colour.rgb * t.rgb, colour.a);
}
