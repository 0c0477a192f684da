// The pictures of the window: views of the stage and boards, drawn a little at a time between frames. Knows the renderer
// and the session, no panels and no window system.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>

#include "app/boards.h"
#include "app/light_tracer.h"
#include "app/model_shelf.h"
#include "app/session.h"
#include "app/stage_snapshot.h"
#include "base/hash.h"
#include "render/renderer.h"

namespace recce {

class StagePictures {
public:
    /// `wake` is called from a worker when light came in that the pictures wait for.
    StagePictures(gpu::Device& device, render::Renderer& renderer, std::function<void()> wake)
        : device_(device), renderer_(renderer), tracer_(std::move(wake)) {}

    /// What is to be shown now. `revision`: of the document.
    void update(const Root& root, std::uint64_t revision, Session& session, const ModelShelf& shelf);
    /// Draws one sample of what needs it most. False when everything is as good as it gets.
    Result<bool> work(Session& session, bool hurry);
    /// Boards of these shots only are kept up to date; the first ones first.
    void wantBoards(std::vector<Id<Shot>> shots) { wanted_ = std::move(shots); }
    /// The picture of a shot as files have it. Blocks.
    Result<Picture> boardForFile(const Root& root, Id<Shot> shot, std::uint32_t width, std::uint32_t height, const ModelShelf& shelf);
    /// After the device was lost everything is drawn anew.
    void forget();

private:
    struct View {
        render::Target target;
        render::View view;
        std::uint64_t key = 0, drawn = 0;   ///< of what is wanted; of what is in the picture
        bool complete = false, draft = false;
        double cost = 0;                    ///< milliseconds of the last sample at full size
    };
    struct Board {
        render::Target target;
        std::uint64_t key = 0, drawn = 0;
        bool complete = false;
    };
    std::shared_ptr<const render::Snapshot> snapshotFor(const Production& production, const Moment& moment, std::uint64_t content, bool urgent);
    /// Part of a picture's key: changes when the indirect light of that content came in.
    std::uint64_t lightOf(std::uint64_t content) const;
    Result<bool> drawView(View& view, std::uint64_t key, std::uint32_t divide);
    Result<bool> drawBoard(Session& session);

    gpu::Device& device_;
    render::Renderer& renderer_;
    /// What a content's indirect light is known by, and whether it is there.
    struct Light {
        Hash128 key;
        bool traced = false;
    };
    SnapshotMaker maker_;
    LightTracer tracer_;
    std::map<std::uint64_t, Light> lights_;
    std::unique_ptr<BoardPainter> painter_;  ///< of boards for files; made when the first is asked for
    std::array<View, 4> views_;
    std::map<Id<Shot>, Board> boards_;
    std::vector<Id<Shot>> wanted_;
    std::shared_ptr<const render::Snapshot> snapshot_, plan_;  ///< plan_: the same in even light
    std::uint64_t snapshotKey_ = 0, nextSerial_ = 1;
    Root root_;
    const ModelShelf* shelf_ = nullptr;
    std::uint64_t shelfRevision_ = 0;
};

}  // namespace recce
