// Where the light of one frame comes from: the sun's map, a sample of each lamp's face, its place in the atlas, the
// camera's matrices. Pure functions of snapshot, view and sample index. Knows no device.
#pragma once

#include <cstdint>
#include <vector>

#include "render/contents.h"
#include "shaders/shared.h"

namespace recce::render {

struct CameraMatrices {
    Mat4 view{1};        ///< frame space -> view space
    Mat4 projection{1};  ///< reversed depth; perspective without a far plane
    Vec3 eye{0};         ///< frame space
    double pixelsPerMetre = 0;  ///< at one metre; parallel: everywhere
    Mat4 viewProjection() const { return projection * view; }
};
/// `index` moves the picture within a pixel and the eye over the pupil. `origin` is the frame's.
CameraMatrices cameraMatrices(const View& view, const Snapshot& snapshot, const Vec3& origin, std::uint32_t index);

/// Whole metres near the camera: single precision stays fine around it, and small moves do not change it.
Vec3 frameOrigin(const View& view, const Snapshot& snapshot);

struct SunMap {
    /// Where in the map, and what of the frame: one for the whole map, or kSunCascades, the finest first, 2 x 2 in it.
    struct Part {
        Mat4 matrix{1};    ///< frame space -> clip of this part
        double texel = 0;  ///< metres
    };
    std::vector<Part> parts;
    Vec3 toSun{0, 1, 0};
    bool wanted() const { return !parts.empty(); }
};
/// One map fitted to the set, so that it holds while sun and set stand. Sets over 60 m: cascades fitted to what the camera
/// sees, the last to the whole set; a parallel view takes one map of what it sees. `index` samples the sun's disc.
struct SunWish {
    const Daylight& daylight;
    Box set;                ///< of what throws shadows that matter, metres
    Vec3 origin{0};         ///< the frame's
    std::uint32_t mapSize = 0, index = 0;
    double pixelsPerMetre = 0;  ///< of the picture at one metre: a large set seen from so far that its one map is as fine as
                                ///< the picture takes that, which holds while the camera moves; 0: cascades however far
};
SunMap fitSun(const SunWish& wish, const View& view);
/// Too large for one map of the whole set.
bool isLarge(const Box& set);

struct AtlasTile {
    std::uint32_t x = 0, y = 0, size = 0;  ///< texels, from the top left
    std::uint32_t lamp = 0;
    Mat4 matrix{1};                        ///< frame space -> clip
    glm::vec3 centre{0};
    float range = 0;
};
struct LampPlan {
    std::vector<shader::GpuLamp> lamps;  ///< in the snapshot's order, those without light left out; their profiles' slots are open
    std::vector<const Lamp*> of;         ///< the same, of the snapshot
    bool whole = false;                  ///< some of them are whole faces
    std::vector<AtlasTile> tiles;
};
LampPlan planLamps(const Snapshot& snapshot, const Vec3& origin, std::uint32_t atlasSize, std::uint32_t index);

/// Scene-linear per cd/m2 when the camera leaves it open: a first guess from the light there is; the meter corrects it.
double guessExposure(const Snapshot& snapshot);

}  // namespace recce::render
