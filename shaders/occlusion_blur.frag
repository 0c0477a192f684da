// Averages the 4 x 4 pattern of the occlusion pass, not over edges in depth. The probes' light has no pattern: it goes on as it is,
// so that a wall does not get its neighbour's.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
layout(push_constant, scalar) uniform Push { PicturePush push; };
layout(constant_id = 0) const uint kProbes = 0;
layout(location = 0) in vec2 uv;
layout(location = 0) out float open;
layout(location = 1) out vec4 indirect;
float distanceAt(vec2 at) {
    const float d = nearest(push.depth, at, frame.size).r;
    return frame.ortho != 0 ? d * 1000 : 1 / max(d, 1e-7);
}
void main() {
    const float here = distanceAt(uv);
    float sum = 0, weights = 0;
    for (int y = 0; y < 4; ++y) {
        for (int x = 0; x < 4; ++x) {
            const vec2 at = uv + (vec2(x, y) - 1.5) * push.texel;
            const float w = max(1e-3, 1 - abs(distanceAt(at) - here) / (0.04 * here));
            sum += w * nearest(push.source, at, 1 / push.texel).r;
            weights += w;
        }
    }
    open = sum / weights;
    indirect = kProbes != 0 ? nearest(push.mask, uv, 1 / push.texel) : vec4(0);
}
