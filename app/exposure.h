// How a camera is exposed against the light that falls on what it looks at, and which ND filters would mend it. The light
// is sight's, the arithmetic is optics'; knows no picture and no window.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/findings.h"
#include "model/production.h"
#include "plan/shot_facts.h"

namespace recce {

struct ExposureReading {
    Lux incident;  ///< a dome held in front of the subject, towards the camera
    Stops over;    ///< how much more the camera takes in than such a meter advises; negative: under
};
/// `rig` as `setup` (null: none) has it. The subject is whom the camera follows with its focus, else who stands nearest the
/// middle of its frame, else the surfaces that it sees, else the air where it is focused. Nothing where no light falls.
std::optional<ExposureReading> readExposure(const Production& production, const CameraRig& rig, const Setup* setup, double frame,
                                            const plan::SetSight& sight);

/// Filters come in densities of 0.3, one stop each, from 0.3 to 2.1, and two fit in front of a lens.
inline constexpr double kNdStep = 0.3, kNdMost = 4.2;
/// The density, in steps of 0.3 from 0 to 4.2, that brings a camera that is `over` without any filter closest to the meter.
double ndFor(Stops over);
/// What such filters are taken to swallow, as their makers and everybody who types them count: a stop for each 0.3.
constexpr Stops ndStops(double density) { return Stops(density / kNdStep); }
/// "ND 1.8"; above 2.1 the two filters that make it: "ND 2.1 + 0.9".
std::string ndName(double density);

/// Gives the camera the filters that the light on its subject asks for; leaves it as it is where that light is not known.
void suggestNd(const Production& production, CameraRig& rig, const Setup* setup, const plan::SetSight& sight);

struct CameraExposure {
    CameraRig rig;      ///< as its setup has it
    double frame = 0;   ///< the moment that is photographed: the poster frame of its first shot
    ExposureReading reading;
};
/// Every camera whose light is known.
std::vector<CameraExposure> readExposures(const Production& production, const plan::SetSight& sight);

/// Exposed more than so many stops off is a finding.
inline constexpr Stops kFarOff{3};
/// `exposure-off` for every camera that is, with the action that mends it.
void findExposure(const Production& production, const std::vector<CameraExposure>& exposures, std::vector<Finding>& list);

}  // namespace recce
