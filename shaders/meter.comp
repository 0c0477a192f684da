// Automatic exposure: the mean of log luminance over the middle of the picture's histogram, brought to grey. A grid of
// points is enough and costs nothing.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
layout(local_size_x = 64) in;
layout(push_constant, scalar) uniform Push { PicturePush push; };
shared uint bins[128];
void main() {
    const uint me = gl_LocalInvocationIndex;
    bins[me] = 0;
    bins[me + 64] = 0;
    barrier();
    const uvec2 grid = uvec2(96, 54);
    for (uint i = me; i < grid.x * grid.y; i += 64) {
        const ivec2 at = ivec2((vec2(i % grid.x, i / grid.x) + 0.5) / vec2(grid) * vec2(push.size));
        // The sky and the stage's backdrop say nothing about the set.
        if (texelFetch(textures[push.depth], at, 0).r <= 0) continue;
        const vec3 c = texelFetch(textures[push.source], at, 0).rgb * push.scale;
        const float l = log2(max(dot(c, vec3(0.2126, 0.7152, 0.0722)), 1e-7) / 0.18);
        atomicAdd(bins[uint(clamp(l * 4 + 88, 0, 127))], 1);
    }
    barrier();
    if (me != 0) return;
    uint total = 0;
    for (uint i = 0; i < 128; ++i) total += bins[i];
    float sum = 0, weight = 0;
    uint before = 0;
    for (uint i = 0; i < 128; ++i) {
        // From the fifth of the darkest to the twentieth of the brightest.
        const float low = max(float(before), 0.20 * float(total)), high = min(float(before + bins[i]), 0.95 * float(total));
        if (high > low) {
            sum += (high - low) * ((float(i) - 87.5) / 4);
            weight += high - low;
        }
        before += bins[i];
    }
    const float mean = weight > 0 ? sum / weight : 0;
    push.meter.result.meanLog = mean;
    push.meter.result.factor = exp2(-mean + push.weight);
}
