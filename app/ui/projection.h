// From metres to pixels of a view and back. Knows views and cameras, not ImGui.
#pragma once

#include <optional>

#include "app/session.h"

namespace recce::ui {

/// Everything the picture of a view follows from. Angles in radians, lengths in metres.
struct Eye {
    Pose pose;
    bool ortho = false;
    double fovY = 0.8;      ///< of the whole view, perspective
    double height = 10;     ///< of the whole view, orthographic
    double cut = 1e9;       ///< nothing above is drawn
};

struct Screen {
    double x = 0, y = 0;
};

struct Projection {
    Eye eye;
    Area area;

    /// Empty behind the eye. Points outside the view project outside its area.
    std::optional<Screen> project(const Vec3& point) const;
    /// Depth along the line of sight, metres.
    double depth(const Vec3& point) const;
    Vec3 origin(Screen at) const;
    Vec3 direction(Screen at) const;
    /// Metres across one pixel at this depth.
    double metresPerPixel(double depthMetres) const;
};

/// The camera that a camera view looks through; null when the scene has none.
const CameraNow* cameraOf(const Session& session, const StageView& view);
Id<CameraRig> rigOf(const Session& session, const StageView& view);
Eye eyeOf(const Session& session, const StageView& view, double aspect);
inline Projection projectionOf(const Session& session, const StageView& view, double aspect) {
    return {eyeOf(session, view, aspect), view.area};
}
/// The gate and the delivery frame of a camera view, in window pixels. `aspect`: of the delivery frame.
Area gateArea(const Area& view, const CameraNow& camera, double aspect);
Area frameArea(const Area& gate, double aspect);

/// Where the ray meets the set, else the floor plane (within 200 m).
std::optional<SurfaceHit> castAt(const Session& session, const Projection& projection, Screen at);
/// Where the ray meets the level plane at this height.
std::optional<Vec3> levelPoint(const Projection& projection, Screen at, double height);
/// Looks at the box from where the eye looks now.
void frameBox(StageView& view, const Box& box);

}  // namespace recce::ui
