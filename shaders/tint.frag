// What a pane does to the light of a map: colours multiply, whatever their order, and alpha keeps how deep the first one stands.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
#include "mesh.glsl"
layout(location = 0) in vec2 uv;
layout(location = 1) in vec4 colour;
layout(location = 2) in float cosine;
layout(location = 0) out vec4 result;
void main() {
    const GpuMaterial m = push.materials.at[push.material];
    vec4 base = m.baseColour * colour;
    if (m.textures[0].slot != kNoTexture) {
        const GpuTextureUse t = m.textures[0];
        const vec2 at = vec2(dot(t.row0, vec3(uv, 1)), dot(t.row1, vec3(uv, 1)));
        base *= texture(sampler2D(textures[t.slot], samplers[kSamplerRepeat]), at);
    }
    // As optics::paneMirror.
    const float f0 = pow((m.ior - 1) / (m.ior + 1), 2);
    const float r = m.ior > 1 ? f0 + (1 - f0) * pow(1 - clamp(abs(cosine), 0, 1), 5) : 0;
    const vec3 through = m.transmission > 0 ? base.rgb * (m.transmission * (1 - 2 * r / (1 + r))) : vec3(1 - base.a);
    result = vec4(through, gl_FragCoord.z);
}
