// What is behind everything: the sky, or the stage's even grey.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
layout(push_constant, scalar) uniform Push { PicturePush push; };
layout(location = 0) in vec2 uv;
layout(location = 0) out vec4 result;
void main() {
    if (push.mode == 0) {
        result = vec4(0);  // the view transform puts the stage's grey here
        return;
    }
    const vec3 d = mat3(frame.viewToFrame) * normalize(viewPosition(uv, 0.5));
    vec3 light = textureLod(samplerCube(cubes[frame.skyCube], samplers[kSamplerClamp]), d, 0).rgb;
    if (dot(d, frame.sunDisc) > 0 && length(cross(d, frame.sunDisc)) < kSunDiscSine) light += frame.sunDiscNits;
    result = vec4(min(light * frame.exposure, vec3(60000)), 1);  // half floats end at 65504
}
