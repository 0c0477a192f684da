// Ground grid: 1 m, every fifth line stronger; fades with distance and where lines come closer than pixels.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "common.glsl"
layout(push_constant, scalar) uniform Push { PicturePush push; };
layout(location = 0) in vec3 position;
layout(location = 0) out vec4 result;
float lines(vec2 p, float every) {
    const vec2 at = p / every, width = fwidth(at);
    const vec2 d = abs(fract(at - 0.5) - 0.5) / max(width, vec2(1e-6));
    const vec2 line = clamp(1.2 - d, 0, 1) * clamp(0.35 / max(width, vec2(1e-6)) * 0.5, vec2(0), vec2(1));
    return max(line.x, line.y);
}
void main() {
    const vec2 p = (position - frame.gridCentre).xz;
    const float far = length(position.xz - frame.eye.xz);
    const float strength = max(lines(p, 1) * 0.35, lines(p, 5) * 0.8) * (frame.ortho != 0 ? 1 : 1 - smoothstep(12, 90, far));
    result = vec4(push.colour.rgb * strength, strength);
}
