// Rounds points off: for depth alone, and for the number of what is seen.
#version 460
#extension GL_GOOGLE_include_directive : require
layout(location = 6) in flat uint tag;
layout(location = 0) out uint seen;
void main() {
    const vec2 from = gl_PointCoord - 0.5;
    if (dot(from, from) > 0.25) discard;
    seen = tag;
}
