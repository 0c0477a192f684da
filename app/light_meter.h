// The incident light meter: what falls on a mark or a point of a scene, lamp by lamp, and the stop it asks for. The same reading
// for the command line and the window. Knows no window and no device.
#pragma once

#include <optional>
#include <vector>

#include "app/stage.h"
#include "base/jobs.h"
#include "render/reference.h"

namespace recce {

struct MeterAsk {
    const Production& production;
    Id<Scene> scene;
    const Setup* setup = nullptr;    ///< null: the scene's first setup lends its camera, the scene's base its light
    Id<Mark> mark;                   ///< at the face of whoever stands there; null: at `point`
    Vec3 point{0};
    std::optional<Vec3> towards;     ///< a point the receptor faces; absent: see readMeter
    render::Receptor receptor = render::Receptor::Flat;
    ModelOf models;
    StageShelf& figures;
    render::SightModels& known;
    CancelToken cancel;
};

struct MeterAnswer {
    render::LightReading light;
    std::vector<Id<Light>> lights;   ///< whose readings light.lamps are
    Vec3 point{0}, facing{0, 1, 0};
    std::optional<TStop> stop;       ///< at the camera's EI, shutter and ND, C = 250 (dome: 340); absent without a camera or light
};

/// At a mark the receptor faces camera A (level), else where the mark faces; the person does not shade it. At a point it
/// lies on the surface within 10 cm, else it faces camera A, else up.
Result<MeterAnswer> readMeter(const MeterAsk& ask);

}  // namespace recce
