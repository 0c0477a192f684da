// Reading a mesh's vertex: the one way, so that the depth pre-pass and the light pass give the same bits.
layout(push_constant, scalar) uniform Push { DrawPush push; };

// The cofactor matrix turns normals right under uneven scale and keeps their side under mirroring. Not of unit length.
vec3 cofactor(GpuInstance instance, vec3 n) {
    const mat3 m = mat3(instance.rows[0].xyz, instance.rows[1].xyz, instance.rows[2].xyz);  // transposed: rows as columns
    return vec3(dot(cross(m[1], m[2]), n), dot(cross(m[2], m[0]), n), dot(cross(m[0], m[1]), n));
}

vec3 framePosition(GpuInstance instance, vec3 p) {
    const vec4 q = vec4(p, 1);
    return vec3(dot(instance.rows[0], q), dot(instance.rows[1], q), dot(instance.rows[2], q));
}
