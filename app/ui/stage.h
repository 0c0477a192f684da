// The parts of the stage: signs, the hand, placing. Private to app/ui.
#pragma once

#include <optional>
#include <span>

#include "app/ui/asks.h"
#include "app/ui/draw.h"
#include "app/ui/projection.h"

namespace recce::ui {

struct Stage {
    const Production& production;
    Session& session;
    Emit& emit;
    StageView& view;
    int index = 0;
    Projection projection;
    double aspect = 2.39;
    const Scene* scene = nullptr;
    bool hovered = false;  ///< the cursor is over the picture and nothing else has it
};

inline ImVec2 at(Screen s) { return {static_cast<float>(s.x), static_cast<float>(s.y)}; }
inline Screen mouseAt() { return {ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y}; }
inline bool same(const AnyId& a, const AnyId& b) { return a == b; }

/// The list of looks, exposure tools and styles, hanging from a button in the head of the view.
void styleMenu(const Rect& button, Stage& stage);
/// "AgX", "Stop zones · stops from grey".
std::string styleWords(const Stage& stage);
/// What colours stand for, under the picture; no height where they are colours of things.
float legendHeight(const StageView& view);
void drawLegend(const Rect& where, const StageView& view);
/// Cameras, lights, marks, figures' plates, paths, grid.
void drawSigns(Stage& stage);
/// Gate, delivery frame and readouts over a camera view.
void drawFrameLines(Stage& stage);
/// Axis ball, scale bar, north arrow, tape measure.
void drawMeasures(Stage& stage);
/// What the click would take: the sign under the cursor, else the piece or figure there.
AnyId thingUnder(const Stage& stage, std::optional<SurfaceHit>* hit = nullptr);
/// Where a thing stands; empty for things without a place.
std::optional<Vec3> placeOf(const Stage& stage, const AnyId& id);
/// Its heading in degrees where it has one.
std::optional<double> headingOfThing(const Stage& stage, const AnyId& id);

/// Looking around, operating the camera, selecting and dragging.
void useHand(Stage& stage);
void drawGizmo(Stage& stage);
/// The part of the gizmo under the cursor: an axis (0 to 2), or one of those below; -1: none.
inline constexpr int kGizmoRing = 3, kGizmoMiddle = 4, kGizmoTilt = 5;
int gizmoUnder(const Stage& stage);
/// A place on its level plane as snapping leaves it: at walls, edges and corners of pieces, on the lines of other
/// things and the eye lines of marks, else on the 5 cm grid. What caught it is put into `caught`.
Vec3 snappedPlace(const Stage& stage, const AnyId& moving, const Vec3& place, std::vector<Caught>& caught);
/// The lines of what snapping met.
void drawCaught(const Stage& stage);
/// Takes hold of a thing; `kind` is Move, Axis, Ring or Tilt.
void beginThing(Stage& stage, HandKind kind, const AnyId& id, int axis = 0);
/// Asks for what the hand does with it now.
void dragThing(Stage& stage, Hand& hand, Phase phase);
/// G and R: begins, and takes X, Y, Z and digits while such a hand is at work. True while it is.
bool keyedHand(Stage& stage);
/// Arrow keys in a camera view: half a degree, with Shift or Ctrl 5 cm, with Alt a tenth of it.
void nudgeCamera(Stage& stage);
/// One gesture of the camera that the view looks through.
void askCamera(Stage& stage, const CameraNow& to, Phase phase, const char* step);
/// The sun's way over the set on the scene's day, and where it stands; in Light.
void drawSunArc(Stage& stage);
/// The spot meter over a camera's picture. True when it takes the mouse.
bool useSpot(Stage& stage);
/// Clicks while a placing tool or the tape is chosen. True when it took the mouse.
bool placeThings(Stage& stage);
/// The box asking for a name or a fixture, and what the cursor would place.
void drawPlacing(Stage& stage);
double snapped(double value, double step, const Session& session);

/// Lines in the set drawn twice: casing, then colour.
void stroke(const Stage& stage, std::span<const Vec3> points, ImU32 colour, float width, bool dashed = false);

}  // namespace recce::ui
