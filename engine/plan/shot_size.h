// How a figure stands in a frame: where the lower edge cuts the body, how much of the frame it fills, and what that is
// called. Landmarks and thresholds are fractions of stature. Knows a view and people; no shots, no sets.
#pragma once

#include <optional>
#include <vector>

#include "plan/camera_view.h"
#include "plan/people.h"

namespace recce::plan {

/// Fractions of stature of a standing adult (Drillis and Contini 1966).
inline constexpr double kEyes = 0.936, kChin = 0.870, kShoulder = 0.818, kChest = 0.720, kWaist = 0.630, kHips = 0.530,
                        kMidThigh = 0.410, kKnee = 0.285, kAnkle = 0.039;

/// By optics::shotSizeBand, whose order ShotSize has.
ShotSize sizeOf(double bottomFraction, double share);
/// The middle of the range that reads as `size`: where the lower edge lies for ECU to MLS.
double bottomFractionOf(ShotSize size);
/// For FS, LS and ELS: the figure's share of the frame height in the middle of the range.
double shareOf(ShotSize size);

/// One person in one frame.
struct Sighting {
    const Person* person = nullptr;
    double bottom = 0;      ///< fraction of stature at the lower frame edge, by the posed body's own landmarks
    double share = 0;       ///< the whole figure's height over the frame's
    double visible = 0;     ///< what of it lies in the frame, over the frame's height
    double distance = 0;    ///< metres from the entrance pupil to the eyes
    int upper = 0;          ///< of crown, eyes, chin, two shoulders and chest: their outline in the frame and in sight
    /// A person counts as in the frame with two of the six, so that a hand or a foot at the edge does not; close to the
    /// lens one is enough, for the shoulder of an over.
    bool inFrame() const { return upper >= (distance < 1.5 ? 1 : 2); }
    ShotSize size() const { return sizeOf(bottom, share); }
};

/// `set` may be null: then only people hide each other. Nothing where no landmark is before the camera.
std::optional<Sighting> sightingOf(const CameraView& view, const std::vector<Person>& people, const Person& person,
                                   const SightScene* set);
/// Those in the frame, in the order of `people`.
std::vector<Sighting> sightings(const CameraView& view, const std::vector<Person>& people, const SightScene* set);

}  // namespace recce::plan
