// The number of what is seen, for picking, selection and the id style.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
#include "mesh.glsl"
layout(constant_id = 1) const uint kCut = 0;
layout(location = 0) in vec2 uv;
layout(location = 1) in float height;
layout(location = 2) in flat uint tag;
layout(location = 0) out uint seen;
void main() {
    if (kCut != 0 && height > frame.cutHeight) discard;
    const GpuMaterial m = push.materials.at[push.material];
    if ((m.flags & kMaterialMask) != 0 && m.textures[0].slot != kNoTexture) {
        const GpuTextureUse t = m.textures[0];
        const vec2 at = vec2(dot(t.row0, vec3(uv, 1)), dot(t.row1, vec3(uv, 1)));
        if (texture(sampler2D(textures[t.slot], samplers[kSamplerRepeat]), at).a * m.baseColour.a < m.alphaCutoff) discard;
    }
    seen = tag;
}
