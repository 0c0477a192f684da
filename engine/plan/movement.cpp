#include "plan/movement.h"

#include <algorithm>
#include <cmath>

#include "model/timing.h"

namespace recce::plan {
namespace {
// What an audience notices and an operator would call by its name. Below these it is breathing of the operator.
constexpr double kPan = 2.0, kTilt = 1.5, kRoll = 1.5;    // degrees
constexpr double kTravel = 0.15, kRise = 0.12;            // metres along or across the ground; up or down
constexpr double kMinorShare = 0.5;                       // of the whole travel; less of another direction is its slant
constexpr double kFollowingPan = 10, kFollowingTilt = 6;  // degrees: less while travelling only keeps the frame
constexpr double kCraneRise = 0.6, kCraneTravel = 0.6;    // metres of both at once
constexpr double kZoom = 0.03;                            // of the focal length
constexpr double kArcSweep = 20.0;                        // degrees round the pivot; less is a truck with a pan
constexpr double kArcDrift = 0.15;                        // of the distance to the pivot
constexpr double kArcFollow = 0.4;                        // of the sweep: how far the pan may lag behind it
constexpr double kDollyZoomChange = 0.15, kDollyZoomHold = 0.12;

/// Smallest, largest, and the change from first to last.
struct Span {
    double low = HUGE_VAL, high = -HUGE_VAL, first = 0, last = 0;
    void add(double v) {
        if (high < low) first = v;
        low = std::min(low, v);
        high = std::max(high, v);
        last = v;
    }
    double range() const { return high - low; }
    /// Which way: by where it ends, or by its farther side where it comes back.
    double sign() const {
        const double net = last - first;
        if (std::abs(net) >= 0.25 * range()) return net;
        return high - first >= first - low ? 1 : -1;
    }
};
double flat(const Vec3& v) { return std::hypot(v.x, v.z); }
}  // namespace

MovementReading readMovement(const CameraRig& rig, FrameRange frames, const std::optional<Vec3>& pivot) {
    const auto from = static_cast<double>(frames.first.frame);
    const double to = from + static_cast<double>(std::max<std::int64_t>(frames.count - 1, 0));
    const CameraState start = cameraAt(rig, from);
    const Vec3 ahead(-std::sin(start.angles.pan), 0, -std::cos(start.angles.pan)), right(-ahead.z, 0, ahead.x);

    Span pan, tilt, roll, along, across, up, zoom, bearing, reach, hold;
    const auto sample = [&](double frame) {
        const CameraState s = cameraAt(rig, frame);
        const Vec3 moved = s.position - start.position;
        pan.add(degrees(s.angles.pan).value);
        tilt.add(degrees(s.angles.tilt).value);
        roll.add(degrees(s.angles.roll).value);
        along.add(glm::dot(moved, ahead));
        across.add(glm::dot(moved, right));
        up.add(moved.y);
        zoom.add(std::log(s.focal.value));
        if (pivot) {
            const Vec3 way = *pivot - s.position;
            // Unwrapped against the start, so that a path round the back does not jump.
            const double angle = degrees(std::atan2(-way.x, -way.z)).value;
            bearing.add(bearing.high < bearing.low ? angle : bearing.last + std::remainder(angle - bearing.last, 360));
            reach.add(flat(way));
            hold.add(std::log(s.focal.value / std::max(glm::length(way), 1e-3)));
        }
    };
    constexpr int kSamples = 48;
    for (int i = 0; i <= kSamples; ++i) sample(from + (to - from) * i / kSamples);

    const double travel = std::hypot(along.range(), across.range());
    const double whole = std::hypot(travel, up.range());
    const auto counts = [&](double range, double least) { return range >= least && range >= kMinorShare * whole; };
    bool pans = pan.range() >= kPan, zooms = zoom.range() >= std::log1p(kZoom);
    bool dollies = counts(along.range(), kTravel), trucks = counts(across.range(), kTravel);
    bool rises = counts(up.range(), kRise);

    MovementReading reading;
    const auto say = [&](Movement kind, const std::string& words) {
        reading.kinds.push_back(kind);
        reading.directed.push_back(words);
    };
    const bool arcs = pivot && travel >= kTravel && bearing.range() >= kArcSweep && reach.range() <= kArcDrift * reach.first &&
                      std::abs((pan.last - pan.first) - (bearing.last - bearing.first)) <= kArcFollow * bearing.range();
    // The picture of the pivot keeps its size while the lens and the distance both change.
    const bool vertigo = pivot && zooms && dollies && zoom.range() >= std::log1p(kDollyZoomChange) &&
                         hold.range() <= kDollyZoomHold;
    const bool cranes = up.range() >= kCraneRise && travel >= kCraneTravel && !arcs;
    bool tilts = tilt.range() >= kTilt;
    if (dollies || trucks || rises) {
        pans = pans && pan.range() >= kFollowingPan;
        tilts = tilts && tilt.range() >= kFollowingTilt;
    }
    if (arcs) pans = dollies = trucks = tilts = false;
    if (vertigo) zooms = dollies = false;
    if (cranes) dollies = trucks = rises = false;

    // Bearing grows to the left; a camera that goes to its right sees the pivot's bearing grow.
    if (arcs) say(Movement::Arc, bearing.sign() > 0 ? "arc right" : "arc left");
    if (cranes) say(Movement::Crane, up.sign() > 0 ? "crane up" : "crane down");
    if (vertigo) say(Movement::DollyZoom, along.sign() > 0 ? "dolly in, zoom out" : "dolly out, zoom in");
    if (dollies) say(Movement::Dolly, along.sign() > 0 ? "dolly in" : "dolly out");
    if (trucks) say(Movement::Truck, across.sign() > 0 ? "truck right" : "truck left");
    if (rises) say(Movement::Pedestal, up.sign() > 0 ? "pedestal up" : "pedestal down");
    if (pans) say(Movement::Pan, pan.sign() > 0 ? "pan left" : "pan right");
    if (tilts) say(Movement::Tilt, tilt.sign() > 0 ? "tilt up" : "tilt down");
    if (roll.range() >= kRoll) say(Movement::Roll, "roll");
    if (zooms) say(Movement::Zoom, zoom.sign() > 0 ? "zoom in" : "zoom out");
    if (reading.kinds.empty()) say(Movement::Static, "static");
    // In the order of the enumeration, so that the list does not depend on the order of the tests above.
    std::vector<std::size_t> order(reading.kinds.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return reading.kinds[a] < reading.kinds[b]; });
    MovementReading sorted;
    for (const std::size_t i : order) {
        sorted.kinds.push_back(reading.kinds[i]);
        sorted.directed.push_back(reading.directed[i]);
    }
    return sorted;
}

}  // namespace recce::plan
