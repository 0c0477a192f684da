// From a production to what the renderer draws: sets, people, lamps and daylight of a scene at a moment, and the views of
// its cameras. Pure but for the caches it is handed; knows no device and no window.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "asset/shining.h"
#include "model/production.h"
#include "plan/people.h"
#include "render/contents.h"
#include "render/frame_light.h"
#include "render/indirect.h"

namespace recce {

/// The model of an asset; null while it is missing or not read yet: a box stands in.
using ModelOf = std::function<std::shared_ptr<const cooked::Model>(Id<Asset>)>;

/// What was made for snapshots before: bodies (tenths of a second each) and poses (a millisecond), the search trees of models, their
/// shining parts. One thread at a time.
class StageShelf {
public:
    std::shared_ptr<const FigureMesh> mesh(const FigureSpec& spec);
    /// The models as they stand, ghosts left out.
    std::shared_ptr<const SightScene> sight(const std::vector<render::PlacedModel>& models);
    const std::vector<ShiningPart>& shining(const std::shared_ptr<const cooked::Model>& model);

private:
    render::SightModels trees_;
    std::map<const cooked::Model*, std::pair<std::shared_ptr<const cooked::Model>, std::vector<ShiningPart>>> shining_;
    std::vector<std::pair<FigureShape, std::shared_ptr<const FigureBody>>> bodies_;
    std::deque<std::pair<FigureSpec, std::shared_ptr<const FigureMesh>>> posed_;
};

struct StageRequest {
    const Production& production;
    Id<Scene> scene;
    const Setup* setup = nullptr;  ///< null: the scene's base
    double frame = 0;              ///< scene time
    ModelOf models;
    StageShelf& figures;
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
    /// A shade that shines with the light of practicals.
    struct Glow {
        Id<SetPiece> piece;
        std::string material;
        Vec3 lumens{0};  ///< linear BT.709; nothing while they are off
    };
    render::Daylight daylight;
    std::vector<render::Lamp> lamps;      ///< those behind diffusion frames last
    std::vector<Id<Light>> lights;        ///< whose lamps these are; null: the sun through a frame
    std::vector<optics::Screen> screens;  ///< cloths, then the leaves of barn doors
    std::vector<Id<SetPiece>> cloths;     ///< whose the first screens are
    std::vector<render::LitSide> sides;           ///< of cloths that light comes through
    std::vector<render::PlacedModel> doors;
    std::vector<Glow> glows;
};
/// What stands between lamps and diffusion frames; asked for only where there are some. Empty: nothing does.
using SetOnStage = std::function<std::shared_ptr<const SightScene>()>;
/// Sky, sun and lamps of a scene as `setup` (null: the scene itself) has them. `people`: who is lit.
SceneLight lightOf(const Production& production, Id<Scene> scene, const Setup* setup, const std::vector<plan::Person>& people, const SetOnStage& standing = {});

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
