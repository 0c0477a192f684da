// Adds one frame to the running sum.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
layout(local_size_x = 8, local_size_y = 8) in;
layout(set = 0, binding = 2, rgba32f) uniform image2D sums[];
layout(push_constant, scalar) uniform Push { PicturePush push; };
void main() {
    const ivec2 at = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(at, ivec2(push.size)))) return;
    vec4 sum = texelFetch(textures[push.source], at, 0);
    if (push.mode != 0) sum += imageLoad(sums[push.target], at);
    imageStore(sums[push.target], at, sum);
}
