// Questions that blocking and findings ask of a set: who is seen from here, where is the floor, what does a click land
// on, does a thing fit. Built on SightScene; knows no cameras, marks or productions, only points and figures.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "asset/figure.h"
#include "sight/scene.h"

namespace recce {

/// A person standing in the set: heading turns about +Y as PanTiltRoll::pan.
struct PlacedFigure {
    FigureShape shape;
    FigureStance stance;  ///< gaze in figure space; see localGaze
    Vec3 position{0};
    double heading = 0;   ///< radians
    std::uint32_t tag = kNoTag;

    Mat4 transform() const;
};

/// The landmarks of a placed figure, in the world.
FigureLandmarks worldLandmarks(const PlacedFigure& figure);

/// Direction in figure space from the figure's standing or sitting eyes to a world point, for FigureStance::gaze.
Vec3 localGaze(const PlacedFigure& figure, const Vec3& target);

/// Which of a figure's landmarks a point (the entrance pupil) has a free line to; the figure itself hides nothing.
struct VisibleLandmarks {
    bool crown = false, eyes = false, chin = false, chest = false, waist = false, hips = false;
    std::array<bool, 2> knees{}, feet{};
    double share = 0;  ///< of all landmarks, 0 to 1
};
VisibleLandmarks visibleLandmarks(const SightScene& scene, const Vec3& from, const PlacedFigure& figure);

/// True when nothing solid but glass stands between; surfaces within a millimetre of either end do not count.
bool seesPoint(const SightScene& scene, const Vec3& from, const Vec3& to, std::uint32_t ignoredTag = kNoTag);

/// First surface below `point` that one can stand on (at most 60 degrees steep), from up to `above` metres higher.
std::optional<SightHit> floorUnder(const SightScene& scene, const Vec3& point, Metres above = Metres(0.5));

/// Distance to the first surface along a horizontal heading.
std::optional<Metres> wallDistance(const SightScene& scene, const Vec3& from, double heading);

/// Nearest surface within `radius` of a point, exact on the triangles.
struct NearestSurface {
    Vec3 point{0}, normal{0};
    double distance = 0;
    std::uint32_t tag = kNoTag;
};
std::optional<NearestSurface> nearestSurface(const SightScene& scene, const Vec3& point, Metres radius);

/// Where a click's ray lands, and how a thing put there should stand: on the floor, against a wall or under a ceiling.
enum class SurfaceKind { Floor, Wall, Ceiling };
struct SurfaceSnap {
    SightHit hit;
    SurfaceKind kind = SurfaceKind::Floor;
    Vec3 standing{0};  ///< the hit itself on floors; on walls and ceilings the floor below it, or the hit
};
std::optional<SurfaceSnap> snapToSurface(const SightScene& scene, const SightRay& ray);

/// Does an upright box (half sizes, turned by heading) overlap any surface?
struct SightBox {
    Vec3 centre{0}, half{0.5};
    double heading = 0;
};
bool boxTouches(const SightScene& scene, const SightBox& box, std::uint32_t ignoredTag = kNoTag);

/// Metres the box can travel along `motion` before it meets a surface; its length when nothing is in the way.
double sweepBox(const SightScene& scene, const SightBox& box, const Vec3& motion, std::uint32_t ignoredTag = kNoTag);

}  // namespace recce
