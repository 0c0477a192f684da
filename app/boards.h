// Boards: the one function that makes a shot's picture, for the command line, the window and every sheet. Knows no files.
#pragma once

#include <functional>
#include <memory>

#include "app/board_cache.h"
#include "app/look.h"
#include "app/plan_cut.h"
#include "app/stage.h"
#include "base/jobs.h"
#include "base/picture.h"
#include "render/indirect.h"
#include "render/reference.h"
#include "render/renderer.h"

namespace recce {

/// Frames accumulated for a board, and for every final picture that asks for no other number.
inline constexpr std::uint32_t kBoardSamples = 16;

struct BoardWish {
    std::uint32_t width = 1280, height = 0;  ///< height 0: of the delivery aspect
    std::uint32_t samples = kBoardSamples;
    render::Style style = render::Style::Lit;
    DisplayLook look;                        ///< the production's, for whatever others will see
    std::optional<render::ReferenceSettings> reference;  ///< traced on the CPU instead of drawn; kept nowhere
    bool motionBlur = false;                 ///< for as long as the shutter is open about the frame; kept nowhere. Not traced
    bool linear = false;
    std::optional<FrameTime> frame;          ///< scene time; absent: the shot's poster frame
    bool onlyKept = false;                   ///< a picture that is on disk, or Code::NotFound
    Id<Setup> setup;                         ///< of a view: whose changes hold; none: the scene itself
    CancelToken cancel;
    ProgressSink progress;                   ///< of a reference picture
};

/// The light that comes back from a set (null: none does), or nothing yet: then it is asked again later.
using LightSource = std::function<Result<std::optional<std::shared_ptr<const ProbeGrid>>>(const render::Snapshot&, const CancelToken&)>;

/// Draws final pictures of one production's scenes. Same production, same models, same wish: same bytes.
class BoardPainter {
public:
    /// Without a cache everything is drawn; with one a picture that was drawn before is taken from disk.
    /// Without a source of light it is traced here, while the caller waits.
    BoardPainter(render::Renderer& renderer, ModelOf models, std::shared_ptr<BoardCache> cache = nullptr, LightSource light = {})
        : renderer_(&renderer), models_(std::move(models)), cache_(std::move(cache)), light_(std::move(light)) {}

    /// The delivery frame fitted into width x height, black outside.
    Result<render::Finished> shot(const Production& production, Id<Shot> shot, const BoardWish& wish);

    /// shot() a portion at a time, with the same bytes, for windows that stay awake meanwhile.
    struct Job;
    Result<std::shared_ptr<Job>> begin(const Production& production, Id<Shot> shot, const BoardWish& wish);
    /// Nothing until it is finished; nor while light is being traced elsewhere, which costs no time.
    Result<std::optional<render::Finished>> drawOn(Job& job, const render::Renderer::Time& time);
    static bool waitsForLight(const Job& job);

    Result<render::Finished> camera(const Production& production, Id<CameraRig> rig, const BoardWish& wish);
    /// Any other view of a scene, without a frame around it; as the wish's setup has it.
    Result<render::Finished> view(const Production& production, Id<Scene> scene, const render::View& view, const BoardWish& wish);
    /// The scene as it stands at a moment of a setup (none: the scene itself), for choosing a view of it.
    Stage stage(const Production& production, Id<Scene> scene, Id<Setup> setup, double frame);

private:
    struct From {
        Id<Scene> scene;
        const Setup* setup = nullptr;
        const CameraRig* rig = nullptr;
        double frame = 0;
    };
    Result<std::shared_ptr<Job>> framed(const Production& production, const From& from, const BoardWish& wish);
    Result<render::Finished> finish(Job& job);
    Result<render::Finished> trace(const render::Snapshot& snapshot, const render::View& view, const BoardWish& wish);
    /// False while it is not there yet.
    Result<bool> lightIndirectly(render::Snapshot& snapshot, const render::View& view, const BoardWish& wish);
    render::Renderer* renderer_;
    ModelOf models_;
    std::shared_ptr<BoardCache> cache_;
    LightSource light_;
    StageShelf figures_;
    render::IndirectCache indirect_;
    render::SightModels traced_;  ///< for reference pictures
    PlanCuts cuts_;
};

}  // namespace recce
