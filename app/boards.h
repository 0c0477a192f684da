// Boards: the one function that makes a shot's picture, for the command line, the window and every sheet. Knows no files.
#pragma once

#include <memory>

#include "app/stage.h"
#include "base/jobs.h"
#include "base/picture.h"
#include "render/indirect.h"
#include "render/renderer.h"

namespace recce {

/// Frames accumulated for a board, and for every final picture that asks for no other number.
inline constexpr std::uint32_t kBoardSamples = 16;

struct BoardWish {
    std::uint32_t width = 1280, height = 0;  ///< height 0: of the delivery aspect
    std::uint32_t samples = kBoardSamples;
    render::Style style = render::Style::Lit;
    bool linear = false;
    std::optional<FrameTime> frame;          ///< scene time; absent: the shot's poster frame
    CancelToken cancel;
};

/// Draws final pictures of one production's scenes. Same production, same models, same wish: same bytes.
class BoardPainter {
public:
    BoardPainter(render::Renderer& renderer, ModelOf models) : renderer_(&renderer), models_(std::move(models)) {}

    /// The delivery frame fitted into width x height, black outside.
    Result<render::Finished> shot(const Production& production, Id<Shot> shot, const BoardWish& wish);
    Result<render::Finished> camera(const Production& production, Id<CameraRig> rig, const BoardWish& wish);
    /// Any other view of a scene, without a frame around it.
    Result<render::Finished> view(const Production& production, Id<Scene> scene, const render::View& view, const BoardWish& wish);
    /// The scene as it stands at a moment, without its setups' changes; for choosing a view of it.
    Stage stage(const Production& production, Id<Scene> scene, double frame);

private:
    struct From {
        Id<Scene> scene;
        const Setup* setup = nullptr;
        const CameraRig* rig = nullptr;
        double frame = 0;
    };
    Result<render::Finished> framed(const Production& production, const From& from, const BoardWish& wish);
    Result<render::Finished> draw(Stage stage, const render::View& view, const BoardWish& wish);
    render::Renderer* renderer_;
    ModelOf models_;
    FigureShelf figures_;
    render::IndirectCache indirect_;
};

}  // namespace recce
