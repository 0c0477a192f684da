// What a lens on a gate sees and holds sharp: pure functions. Knows no scene, no file and no other module.
// Distances are from the entrance pupil along the lens's axis unless a name says "tape" (from the sensor plane).
// The focal length is the marked one; squeeze multiplies the width only; depth of field uses the f-stop.
#pragma once

#include "base/units.h"

namespace recce::optics {

/// The used part of a sensor or film gate.
struct Gate {
    Millimetres width, height;
    bool operator==(const Gate&) const = default;
};
Millimetres diagonal(Gate gate);

/// The part of `gate` that the delivery aspect uses, in millimetres on the sensor: centred, as large as fits.
/// Used height = min(h, w * squeeze / aspect).
Gate deliveryCrop(Gate gate, double squeeze, double aspect);
/// Width over height of the picture that a gate gives once de-squeezed.
double desqueezedAspect(Gate gate, double squeeze);

struct FieldOfView {
    Degrees horizontal, vertical, diagonal;  ///< full angles
};
/// 2 atan(w S / 2f), 2 atan(h / 2f); the diagonal is the de-squeezed picture's.
FieldOfView fieldOfView(Gate gate, Millimetres focal, double squeeze = 1);
/// The focal length whose horizontal angle on a width of `width` is `angle`.
Millimetres focalForAngle(Degrees angle, Millimetres width, double squeeze = 1);
/// The focal length that replaces the marked one when a unit-focusing lens breathes: the image distance at `focus`.
Millimetres breathingFocal(Millimetres focal, Metres focus);
/// The spherical focal length with the same horizontal angle on the same gate.
Millimetres sphericalEquivalent(Millimetres focal, double squeeze);
/// Full frame's diagonal (43.267 mm) over the gate's.
double cropFactor(Gate gate);

struct FrameSize {
    Metres width, height;
};
/// What the gate covers on a plane square to the axis.
FrameSize frameAt(Metres distance, Gate gate, Millimetres focal, double squeeze = 1);
/// The distance at which `height` of the world fills the gate's height.
Metres distanceForHeight(Metres height, Millimetres gateHeight, Millimetres focal);
/// Size on the sensor over size in the world for a lens focused there: f / (s - f).
double magnification(Millimetres focal, Metres focus);

/// Distance from the sensor plane of a subject `pupil` in front of the entrance pupil, for a thin lens focused on it:
/// s + f s / (s - f). Infinite stays infinite.
Metres tapeFromPupil(Metres pupil, Millimetres focal);
/// The inverse. A tape distance under 4 f (closer than life size) gives life size, 2 f.
Metres pupilFromTape(Metres tape, Millimetres focal);

/// The default circle of confusion: the gate's diagonal / 1500.
Millimetres circleOfConfusion(Gate gate);

/// A lens set to a focus. `focus` is from the entrance pupil.
struct Focused {
    Millimetres focal;
    FStop stop;
    Metres focus;
    Millimetres circle;  ///< of confusion
};
/// f^2 / (N c) + f
Metres hyperfocal(Millimetres focal, FStop stop, Millimetres circle);
struct SharpRange {
    Metres near, far;  ///< far is infinite from the hyperfocal distance on
};
/// From the entrance pupil.
SharpRange depthOfField(const Focused& lens);
/// The same with focus and limits read from the sensor plane, as on a focus puller's tape. The sensor lies the image
/// distance of the focus behind the lens; it does not move for the limits.
SharpRange depthOfFieldOnTape(const Focused& lensOnTape);

/// Diameter on the sensor of a point at `object`: f^2 / (N (s - f)) * |d - s| / d; `object` may be infinite.
Millimetres blurDisc(const Focused& lens, Metres object);
/// Width over height of an out-of-focus disc in the de-squeezed picture behind a front anamorphot.
double bokehAspect(double squeeze);
/// Diffraction's disc, 2.44 lambda N.
Millimetres airyDisc(FStop stop, double wavelengthNm = 550);

/// Length in pixels of the smear of a subject that crosses the frame during the exposure.
struct Smear {
    double metresPerSecond = 0;
    Seconds exposure;
    Metres distance;
    Millimetres focal;
    Millimetres gateWidth;
    double imageWidthPx = 0;
};
double motionBlurPx(const Smear& smear);

}  // namespace recce::optics
