// Reading a mesh's vertex: the one way, so that the depth pre-pass and the light pass give the same bits.
layout(push_constant, scalar) uniform Push { DrawPush push; };

vec3 framePosition(GpuInstance instance, vec3 p) {
    const vec4 q = vec4(p, 1);
    return vec3(dot(instance.rows[0], q), dot(instance.rows[1], q), dot(instance.rows[2], q));
}
