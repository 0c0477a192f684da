// Every struct that C++ and GLSL share, once. Scalar layout; lengths in metres relative to the frame's origin, light in
// cd, lx and cd/m2, colours linear BT.709. Bytes are the same on both sides: no padding is added by either.
#ifndef RECCE_SHADERS_SHARED_H
#define RECCE_SHADERS_SHARED_H

#ifdef __cplusplus
#include <cstdint>

#include <glm/glm.hpp>
namespace recce::shader {
using vec2 = glm::vec2;
using vec3 = glm::vec3;
using vec4 = glm::vec4;
using ivec3 = glm::ivec3;
using uvec2 = glm::uvec2;
using mat4 = glm::mat4;
using uint = std::uint32_t;
#define RECCE_CONST constexpr
#define RECCE_ADDRESS(Type) std::uint64_t
#else
#define RECCE_CONST const
#define RECCE_ADDRESS(Type) Type
#endif

// Samplers of the bindless set; gpu::Sampler.
RECCE_CONST uint kSamplerRepeat = 0;
RECCE_CONST uint kSamplerClamp = 1;
RECCE_CONST uint kSamplerShadow = 2;

RECCE_CONST uint kNoTexture = 0xFFFFFFFFu;
RECCE_CONST uint kSunCascades = 4;
RECCE_CONST float kSunDiscSine = 0.00465f;  // of half of optics::kSunDisc

// The probe grid's pictures: squares in a row, texels a side of each with its border; lux of a light of 1, so that half floats
// hold the brightest day.
RECCE_CONST uint kProbesAcross = 64;
RECCE_CONST uint kProbeTile = 10;
RECCE_CONST float kProbeLux = 16;

// Bits of GpuMaterial::flags.
RECCE_CONST uint kMaterialMask = 1;      // alpha is a cut-out
RECCE_CONST uint kMaterialBlend = 2;
RECCE_CONST uint kMaterialTransform = 4; // some texture has a transform
RECCE_CONST uint kMaterialFloor = 8;     // the endless floor: fades into the horizon
RECCE_CONST uint kMaterialDoubleSided = 16;

// Bits of GpuInstance::flags.
RECCE_CONST uint kInstanceGhost = 1;
RECCE_CONST uint kInstanceSelected = 2;
RECCE_CONST uint kInstanceMirrorShift = 8;  // from here on: number from 1 of the mirror that it is part of; 0: none

RECCE_CONST uint kMirrors = 4;

// 32 bytes, as cooked::Vertex.
struct GpuVertex {
    vec3 position;
    uint normal;   // octahedral, 2 x snorm16
    uint tangent;  // the same; lowest bit of the second: bitangent flipped
    vec2 uv;
    uint colour;   // 4 x unorm8, linear
};

struct GpuInstance {
    vec4 rows[3];  // mesh space -> frame space
    uint tag;
    uint flags;
};

struct GpuTextureUse {
    uint slot;     // kNoTexture: none
    vec3 row0, row1;
};

struct GpuMaterial {
    vec4 baseColour;
    vec3 emissive;  // cd/m2
    float metallic, roughness, normalScale, occlusionStrength, alphaCutoff, transmission, ior;
    uint flags;
    GpuTextureUse textures[5];  // cooked::TextureSlot
};

RECCE_CONST uint kLampSpot = 0;
RECCE_CONST uint kLampPanel = 1;
RECCE_CONST uint kLampTube = 2;
RECCE_CONST uint kLampBulb = 3;
RECCE_CONST uint kLampDisk = 4;

struct GpuLamp {
    vec3 position;       // of this frame's sample of the shining face
    uint kind;
    vec3 direction;      // unit, that it shines along
    float range;         // farther away it gives less than 0.01 lx
    vec3 candela;
    float invHalfBeam;
    vec3 right;          // unit vectors of its pose; a tube lies along its right
    float power;
    vec3 up;
    float nearest;       // squared: distances are not taken shorter than this (the size of the face)
    vec3 centre;         // of the face
    vec2 halfSize;       // of the face along right and up
    uint whole;          // 1: the light is that of the whole face; `position` is where its shadow is drawn from
    uint profile;        // slot of its measured light; kNoTexture: none
    uint shadow;         // 0 none, 1 one map, 2 six faces
    uint tinted;         // 1: some of its light goes through glass
    float texel;         // of the map at one metre, metres
    float shadowNear;
    vec4 atlas;          // offset and scale of the map in the atlas; six faces: of the first of 3 x 2
    vec3 shadowRight;    // one map only: unit vectors of its axes over the tangent of its half angle
    vec3 shadowUp;
};

// A plane mirror and the picture in it: what the frame shows at x lies at 1 - x.
struct GpuMirror {
    vec4 plane;              // frame space, towards the eye
    uint picture;
};

struct FrameConstants {
    mat4 viewProjection;
    mat4 inverseProjection;  // clip -> view space
    mat4 viewToFrame;
    mat4 sunMatrix[kSunCascades];  // frame space -> sun map, or a quarter of it each; one map: the first
    float sunTexel[kSunCascades];  // metres
    vec3 eye;
    float exposure;          // scene-linear per cd/m2 that is baked into the picture
    vec3 forward;
    float ortho;             // 1: parallel view
    vec3 toSun;
    vec3 sunLux;
    vec3 sunDisc;            // where the disc of the sun, by night the moon, stands in the sky
    vec3 sunDiscNits;        // cd/m2; 0: it is not shown
    uint sunMap;
    uint sunTint;            // what glass does to the sun's light; kNoTexture: there is none on its way
    uint atlasTint;          // the same of the lamps
    vec2 size;               // pixels
    vec2 invSize;
    vec4 skyIrradiance[9];   // spherical harmonics of irradiance, lux
    uint skyCube, occlusionMap, lampAtlas, lampCount;
    float atlasTexel;        // 1 / size of the atlas
    float cutHeight;
    float occlusionRadius;   // metres
    float projectionScale;   // pixels of one metre at one metre (parallel: at any distance)
    vec3 horizon;            // radiance of the horizon, for the floor's far end
    float frameIndex;
    vec3 wallFill;           // of cut walls, scene-linear after exposure
    uint indirectMap;
    vec3 gridOrigin;
    uint probeLight;         // pictures of the probe grid: render/probe_textures.h
    vec3 gridStep;
    uint probeDepth;
    vec2 probeTexel;         // 1 / size of both
    ivec3 gridCount;
    float mipBias;
    vec3 gridCentre;         // frame space of the world's origin, for the ground grid
    float groundHeight;
    uint reflectionCube;
    float reflectionMips;
    float quickInterior;     // 0 to 1: how much the sky is shut out by roofs, see the occlusion pass
    float clayExposure;
    vec3 roomCentre;         // of the reflection cube, and the walls that it is painted on
    vec3 roomLow, roomHigh;
    uint areaTable;
    GpuMirror mirrors[kMirrors];
    RECCE_ADDRESS(Lamps) lamps;
};

// Push constants of everything that draws meshes.
struct DrawPush {
    RECCE_ADDRESS(Vertices) vertices;
    RECCE_ADDRESS(Instances) instances;
    RECCE_ADDRESS(Materials) materials;
    uint material;
    uint firstInstance;
    mat4 matrix;  // shadow maps and cube faces: frame space -> clip
    vec4 light;   // maps of what glass lets through: where the lamp is, 1; or where the sun is, 0
};

// Push constants of passes over the whole picture.
struct PicturePush {
    uint source, target;
    uint mask, depth;
    vec2 texel;             // 1 / size of the source
    float scale;            // brightness, 1 / samples, ...
    float weight;
    RECCE_ADDRESS(Meter) meter;
    uvec2 size;
    vec4 colour;
    uint mode;
    float range;
    vec4 balance[3];        // columns of the white balance
};

// What the automatic exposure found: multiplies the picture.
struct MeterResult {
    float factor;
    float meanLog;
};

#ifdef __cplusplus
static_assert(sizeof(GpuVertex) == 32);
static_assert(sizeof(DrawPush) == 112);
static_assert(sizeof(PicturePush) <= 128);
static_assert(sizeof(FrameConstants) <= 16384);
}  // namespace recce::shader
#endif
#endif
