// From a production to what the renderer draws: sets, people, lamps and daylight of a scene at a moment, and the views of
// its cameras. Pure but for the caches it is handed; knows no device and no window.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "model/production.h"
#include "plan/people.h"
#include "render/contents.h"

namespace recce {

/// The model of an asset; null while it is missing or not read yet: a box stands in.
using ModelOf = std::function<std::shared_ptr<const cooked::Model>(Id<Asset>)>;

/// Bodies and poses that were made before: a body costs tenths of a second, a pose a millisecond.
class FigureShelf {
public:
    std::shared_ptr<const FigureMesh> mesh(const FigureSpec& spec);

private:
    std::vector<std::pair<FigureShape, std::shared_ptr<const FigureBody>>> bodies_;
    std::deque<std::pair<FigureSpec, std::shared_ptr<const FigureMesh>>> posed_;
};

struct StageRequest {
    const Production& production;
    Id<Scene> scene;
    const Setup* setup = nullptr;  ///< null: the scene's base
    double frame = 0;              ///< scene time
    ModelOf models;
    FigureShelf& figures;
    bool people = true;
};
struct Stage {
    render::Snapshot snapshot;
    std::vector<Id<Light>> lights;  ///< whose lamps snapshot.lamps are
    std::vector<AnyId> things;  ///< what a picked tag means: things[tag - 1]; pieces, characters
    AnyId thing(render::PickTag tag) const { return tag == 0 || tag > things.size() ? AnyId{} : things[tag - 1]; }
    render::PickTag tagOf(const AnyId& thing) const;
};
/// The set of the setup (else the scene's first) with the scene's own pieces, its people and its light.
Stage makeStage(const StageRequest& request);

struct SceneLight {
    render::Daylight daylight;
    std::vector<render::Lamp> lamps;
    std::vector<Id<Light>> lights;  ///< whose lamps these are
};
/// Sky, sun and lamps of a scene as `setup` (null: the scene itself) has them. `people`: who is lit.
SceneLight lightOf(const Production& production, Id<Scene> scene, const Setup* setup, const std::vector<plan::Person>& people);

/// Light of a scene's environment; `north` is the set's.
render::Daylight daylightOf(const Environment& environment, Degrees north);
/// A lamp as it shines; nothing where it is off or gives nothing. `aim` is where it points, already found.
std::optional<render::Lamp> lampOf(const Light& light, const std::optional<Vec3>& aim, const UsedCatalogue& used);

enum class Crop {
    Delivery,  ///< the delivery frame fills the picture
    Gate,      ///< the whole gate does
};
/// What a camera sees, exposed as it is set. `rig` as the setup has it; width and height should have the frame's aspect.
render::View cameraView(const Production& production, const CameraRig& rig, double frame, Crop framing);
/// Width over height of the picture that a camera delivers.
double aspectOf(const Production& production, const CameraRig& rig, Crop framing);
/// Even light without sun and lamps, as plans want it.
void lightEvenly(render::Snapshot& snapshot);
/// The exposure that belongs to it, scene-linear per cd/m2.
double planExposure();
/// The whole set from straight above, open at `cut` metres over its floor.
render::View overheadView(const Stage& stage, Metres cut, std::uint32_t width, std::uint32_t height);

}  // namespace recce
