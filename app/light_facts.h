// What meters and scopes of the window know: read by workers and by the pictures, shown by panels. Plain values.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/picture.h"
#include "model/production.h"

namespace recce {

/// The light that the camera in work takes in, small, for its meters.
struct CameraLight {
    Id<CameraRig> rig;
    LinearPicture picture;      ///< the delivery frame, before the white balance
    double perNit = 0;          ///< scene-linear for each cd/m2
    Mat3 whiteBalance{1};
};
enum class ScopeKind { Waveform, Parade, Histogram };
/// Where the spot meter was put: shares of the delivery frame from its top left.
struct Spot {
    Id<CameraRig> rig;
    Vec2 at{0};
};
/// What the incident meter reads at a mark or point, lux. Key: lights of that role and the sun; rest: all other light, sky and bounce with it.
struct MeterRow {
    Id<Mark> mark;              ///< null: at `point`
    Id<MeterPoint> point;       ///< null: at `mark`
    std::string name;
    Vec3 place{0};
    double key = 0, rest = 0, total = 0, sun = 0;
    std::vector<std::pair<Id<Light>, double>> byLight;
    std::optional<double> stop; ///< T-stop that it advises at the camera's ISO, shutter and ND
    std::optional<double> over; ///< stops that it reads over the camera's stop
};
struct MeterFact {
    Id<Scene> scene;
    std::vector<MeterRow> rows;
    std::string settings, letter;  ///< "ISO 800 - 1/48 - ND 0.6" of the camera
    double stop = 0;               ///< exact, of the camera; 0: there is none
};
}  // namespace recce
