// What a frame is made of: a flat list of things with photometric light and a camera. Made by snapshot.* from a
// production, or by look.* from a single model. Knows no production, window or clock.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "asset/cooked.h"
#include "asset/figure.h"
#include "base/math.h"
#include "base/units.h"
#include "optics/emitter.h"
#include "optics/screen.h"
#include "optics/view.h"
#include "sight/probes.h"

namespace recce::render {

/// What picking answers: the caller's own numbers. 0: nothing.
using PickTag = std::uint32_t;

struct MaterialChange {
    std::string material;        ///< its name in the model
    std::optional<Vec3> colour;  ///< linear BT.709
    std::optional<double> roughness;
    std::optional<Vec3> emitted = std::nullopt;  ///< mean cd/m2, linear BT.709; what it shines with is then a lamp's: it lights nothing by itself
                                  ///< and, cloths apart, throws no shadow
    bool operator==(const MaterialChange&) const = default;
};

struct PlacedModel {
    std::shared_ptr<const cooked::Model> model;
    Mat4 transform{1};
    PickTag tag = 0;
    bool ghost = false;  ///< seen through: casts no shadow
    std::vector<MaterialChange> changes;
    std::optional<std::size_t> screen = std::nullopt;  ///< of the snapshot's: its first two materials are the sides of that cloth
};

struct PlacedFigure {
    std::shared_ptr<const FigureMesh> mesh;
    Mat4 transform{1};
    PickTag tag = 0;
};

using LampKind = optics::EmitterShape;
struct Lamp : optics::Emitter {
    /// Stands for the far side of a diffusion frame. The reference leaves it away and follows the light through the cloth.
    struct Through {
        std::size_t screen = 0;           ///< of the snapshot's
        std::optional<std::size_t> lamp;  ///< of the snapshot's, whose light it is; none: the sun's
    };
    PickTag tag = 0;
    std::optional<Through> through;
};

enum class SkyKind : std::uint32_t { None, Clear, Overcast, Night };
/// Daylight: the sky's luminance is scaled so that it gives as much as `skyLux` on the open ground; its colours are its own.
struct Daylight {
    SkyKind sky = SkyKind::None;
    Vec3 toSun{0, 1, 0};  ///< unit vector; below the horizon a clear sky is in twilight
    Vec3 sunLux{0};       ///< on a plane facing the sun (by night: the moon); linear BT.709, its luminance is lux
    Vec3 skyLux{0};       ///< on the open horizontal ground; linear BT.709
    bool operator==(const Daylight&) const = default;
};

struct Snapshot {
    std::vector<PlacedModel> models;
    std::vector<PlacedFigure> figures;
    std::vector<Lamp> lamps;
    std::vector<optics::Screen> screens;      ///< flat things in the light's way; opaque ones are models as well
    Daylight daylight;
    std::shared_ptr<const ProbeGrid> probes;  ///< null: ambient occlusion alone holds the sky back
    Box bounds;                               ///< of everything that casts a shadow, metres
    std::optional<Metres> ground;             ///< height of an endless floor where the set has none
};

enum class Style : std::uint32_t { Lit, Solid, Depth, Line, Id };

struct ViewCamera {
    Pose pose;                          ///< of the entrance pupil
    double verticalFov = 0.6;           ///< radians, of the drawn picture
    std::optional<Metres> orthoHeight;  ///< set: a parallel view of that height
    Metres apertureRadius{0};           ///< of the entrance pupil; 0: everything is sharp
    double squeeze = 1;                 ///< anamorphic: the pupil is this much narrower than high
    std::uint32_t irisBlades = 0;       ///< the pupil is a polygon of the disc's area; below 3: round
    Metres focus{5};                    ///< from the entrance pupil
    double sceneLinearPerNit = 0;       ///< 0: exposed automatically
    Stops bias{0};                      ///< of the automatic exposure
    Mat3 whiteBalance{1};               ///< in linear BT.709
};

/// Of the endless floor, linear BT.709.
inline constexpr Vec3 kFloorColour{0.19, 0.186, 0.178};

struct View {
    ViewCamera camera;
    std::uint32_t width = 1280, height = 720;
    Style style = Style::Lit;
    optics::Look look = optics::Look::Agx;  ///< Style::Lit: what the light is shown as
    std::shared_ptr<const optics::ShowLut> lut;  ///< Look::Lut; null: AgX
    double zebra = 0;                 ///< Style::Lit: stripes where the shown signal (BT.709 Y', 0 to 1) is at least this; 0: none
    std::optional<Metres> cutHeight;  ///< everything above is away; cut walls are filled
    std::vector<PickTag> selected;    ///< drawn with an outline
    bool grid = false;                ///< ground grid
    bool backdrop = true;             ///< the sky is seen; else the stage's even dark grey
    double brightness = 1;            ///< of the shown picture (an overhead is drawn at 0.8)
    Metres longestDepth{0};           ///< Style::Depth: black here; 0: the far side of the bounds
};

}  // namespace recce::render
