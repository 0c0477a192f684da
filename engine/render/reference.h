// The reference picture: a path tracer on the CPU that shares the snapshot's set, people, lamps, sky and camera with the raster
// picture, and judges it. No device, no state: the same input gives the same picture on any number of threads.
#pragma once

#include <functional>

#include "base/error.h"
#include "base/jobs.h"
#include "base/picture.h"
#include "render/contents.h"
#include "render/indirect.h"

namespace recce::render {

struct ReferenceSettings {
    std::uint32_t samples = 256;  ///< paths a pixel at most
    double noise = 0.01;          ///< stop where the picture's mean relative error is estimated below this; 0: never before `samples`
    double seconds = 0;           ///< stop after the round that passes this; 0: no limit. The picture then depends on the machine
    std::uint32_t bounces = 8;
    /// A path's light after its first bounce is held to this many times grey, so that no sparks stay; 0: never (for measuring).
    double clamp = 40;
    std::size_t threads = 0;      ///< 0: one per core
};

struct ReferencePicture {
    LinearPicture linear;
    std::uint32_t samples = 0;
    double noise = 0;             ///< estimated mean relative error of a pixel
    bool cloudless = false;       ///< the set has point clouds, which no ray meets: they are left out
};

/// Perspective and parallel views in Style::Lit. `known` gains the search trees of models that it lacks. Fails with
/// Code::Cancelled, and Code::Unsupported for a cut view.
Result<ReferencePicture> traceReference(const Snapshot& snapshot, const View& view, SightModels& known, const ReferenceSettings& settings,
                                        const ProgressSink& progress = {}, const CancelToken& cancel = {});

/// What an incident light meter gathers with: a flat disc weighs light by the cosine off its axis; a dome, as over a face, by
/// (1 + cosine) / 2, so that light from the side counts half (optics::kIncidentMeter and kDomeMeter are their constants).
enum class Receptor { Flat, Dome };
struct LightReading {
    std::vector<Lux> lamps;   ///< in the order of the snapshot's
    Lux sun, indirect;        ///< indirect: sky, and what all surfaces throw back
    Lux total() const {
        Lux sum = sun + indirect;
        for (const Lux& l : lamps) sum += l;
        return sum;
    }
};
struct MeterPlace {
    Vec3 point{0}, facing{0, 1, 0};  ///< facing: any length
    Receptor receptor = Receptor::Flat;
};
/// Shadows, glass and every bounce count. The same numbers every time.
Result<LightReading> readLight(const Snapshot& snapshot, const MeterPlace& place, SightModels& known, const CancelToken& cancel = {});

/// The picture's view transform, on the CPU: the look and table of the view.
Result<Picture> displayed(const LinearPicture& linear, const View& view);

}  // namespace recce::render
