#include "optics/lens.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace recce::optics {
namespace {
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Image distance of a thin lens, in metres; `s` and `f` in metres.
double imageDistance(double s, double f) { return std::isinf(s) ? f : f * s / (s - f); }
}  // namespace

Millimetres diagonal(Gate gate) { return Millimetres(std::hypot(gate.width.value, gate.height.value)); }

Gate deliveryCrop(Gate gate, double squeeze, double aspect) {
    const double height = std::min(gate.height.value, gate.width.value * squeeze / aspect);
    return {Millimetres(height * aspect / squeeze), Millimetres(height)};
}

double desqueezedAspect(Gate gate, double squeeze) { return gate.width.value * squeeze / gate.height.value; }

FieldOfView fieldOfView(Gate gate, Millimetres focal, double squeeze) {
    const double w = gate.width.value * squeeze, h = gate.height.value, f2 = 2 * focal.value;
    const auto angle = [f2](double side) { return degrees(2 * std::atan(side / f2)); };
    return {angle(w), angle(h), angle(std::hypot(w, h))};
}

Millimetres focalForAngle(Degrees angle, Millimetres width, double squeeze) {
    return Millimetres(width.value * squeeze / (2 * std::tan(radians(angle) / 2)));
}

Millimetres breathingFocal(Millimetres focal, Metres focus) {
    return toMillimetres(Metres(imageDistance(focus.value, toMetres(focal).value)));
}

Millimetres sphericalEquivalent(Millimetres focal, double squeeze) { return focal / squeeze; }

double cropFactor(Gate gate) { return std::hypot(36.0, 24.0) / diagonal(gate).value; }

FrameSize frameAt(Metres distance, Gate gate, Millimetres focal, double squeeze) {
    return {distance * (gate.width.value * squeeze / focal.value), distance * (gate.height.value / focal.value)};
}

Metres distanceForHeight(Metres height, Millimetres gateHeight, Millimetres focal) {
    return height * (focal.value / gateHeight.value);
}

double magnification(Millimetres focal, Metres focus) {
    const double f = toMetres(focal).value;
    return f / (focus.value - f);
}

Metres tapeFromPupil(Metres pupil, Millimetres focal) {
    return Metres(pupil.value + imageDistance(pupil.value, toMetres(focal).value));
}

Metres pupilFromTape(Metres tape, Millimetres focal) {
    const double f = toMetres(focal).value;
    if (std::isinf(tape.value)) return tape;
    if (tape.value <= 4 * f) return Metres(2 * f);
    // s + f s / (s - f) = D  <=>  s^2 - D s + D f = 0; the larger root is the one in front of 2 f.
    return Metres((tape.value + std::sqrt(tape.value * (tape.value - 4 * f))) / 2);
}

Millimetres circleOfConfusion(Gate gate) { return diagonal(gate) / 1500; }

Metres hyperfocal(Millimetres focal, FStop stop, Millimetres circle) {
    return toMetres(Millimetres(focal.value * focal.value / (stop.value * circle.value) + focal.value));
}

SharpRange depthOfField(const Focused& lens) {
    const double f = toMetres(lens.focal).value, s = lens.focus.value;
    const double h = hyperfocal(lens.focal, lens.stop, lens.circle).value;
    if (std::isinf(s)) return {Metres(h - f), Metres(kInfinity)};
    // Past the hyperfocal distance by rounding alone it would jump from very far to behind the camera.
    return {Metres(s * (h - f) / (h + s - 2 * f)), Metres(s >= h ? kInfinity : s * (h - f) / (h - s))};
}

SharpRange depthOfFieldOnTape(const Focused& tape) {
    Focused lens = tape;
    lens.focus = pupilFromTape(tape.focus, tape.focal);
    const Metres sensor(imageDistance(lens.focus.value, toMetres(lens.focal).value));
    const SharpRange range = depthOfField(lens);
    return {range.near + sensor, range.far + sensor};
}

Millimetres blurDisc(const Focused& lens, Metres object) {
    const double f = lens.focal.value, s = toMillimetres(lens.focus).value;
    if (std::isinf(s)) return Millimetres(std::isinf(object.value) ? 0 : f * f / (lens.stop.value * object.value * 1000));
    const double share = std::isinf(object.value) ? 1 : std::abs(object.value - lens.focus.value) / object.value;
    return Millimetres(f * f / (lens.stop.value * (s - f)) * share);
}

double bokehAspect(double squeeze) { return 1 / squeeze; }

Millimetres airyDisc(FStop stop, double wavelengthNm) { return Millimetres(2.44 * wavelengthNm * 1e-6 * stop.value); }

double motionBlurPx(const Smear& s) {
    const double onSensor = s.metresPerSecond * s.exposure.value * s.focal.value / s.distance.value;
    return onSensor / s.gateWidth.value * s.imageWidthPx;
}

}  // namespace recce::optics
