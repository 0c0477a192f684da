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
#include "app/scope_pictures.h"
#include "app/session.h"
#include "app/stage_snapshot.h"
#include "base/hash.h"
#include "render/draft.h"
#include "render/renderer.h"

namespace recce {

class StagePictures {
public:
    /// `wake` is called from a worker when light came in that the pictures wait for.
    StagePictures(gpu::Device& device, render::Renderer& renderer, std::function<void()> wake)
        : device_(device), renderer_(renderer), tracer_(wake), scopes_(device, wake), cache_(std::make_shared<BoardCache>(device.report())) {}

    /// What is to be shown now, and as what.
    void update(const Root& root, Session& session, const ModelShelf& shelf, const DisplayLook& look);
    struct Worked {
        bool any = false;      ///< there may be more to do
        bool changed = false;  ///< some picture is another one now: the window should show it
    };
    /// Draws a portion of what needs it most, for about as long as a hand may be kept waiting. In a hurry only what shows
    /// something else than it should.
    Result<Worked> work(Session& session, bool hurry);
    /// Boards of these shots only are kept up to date; the first ones first.
    void wantBoards(std::vector<Id<Shot>> shots) { wanted_ = std::move(shots); }
    /// The picture of a shot as files have it, a portion at a time: nothing until it is finished. Asking for another one
    /// gives up the one before. `onlyKept`: Code::NotFound where it would have to be drawn.
    Result<std::optional<Picture>> boardForFile(const Root& root, Id<Shot> shot, std::uint32_t width, std::uint32_t height,
                                                const ModelShelf& shelf, bool onlyKept = false);
    /// A picture for a file is begun and not finished; and whether it goes on by itself only when light has been traced.
    bool draws() const { return forFile_.has_value(); }
    bool waitsForLight() const { return forFile_ && BoardPainter::waitsForLight(*forFile_->job); }
    /// After the device was lost everything is drawn anew.
    void forget();

private:
    struct View {
        render::Target target, quick;       ///< at full size; smaller, shown until the other shows the same
        render::View view;
        std::uint64_t key = 0, drawn = 0;   ///< of what is wanted; of what is in the picture
        bool complete = false, draft = false;
        render::DraftSize size;             ///< of `quick`
        std::optional<ScopePictures::Of> metered;  ///< a camera's picture that meters read: what its light is of
        std::uint64_t read = 0;                    ///< key of the whole picture that they have read
        std::shared_ptr<const render::Snapshot> plan;  ///< overheads: the scene in even light, with its cut faces
    };
    struct Board {
        render::Target target;
        gpu::Image kept;                    ///< a picture from disk
        std::uint64_t key = 0, drawn = 0;
        Hash128 onDisk;                     ///< what the wanted picture is kept by
        bool complete = false;
    };
    std::shared_ptr<const render::Snapshot> snapshotFor(const Production& production, const Moment& moment, std::uint64_t content, bool urgent);
    void lightUp(render::Snapshot& snapshot, std::uint64_t content, bool urgent);
    /// How much of the indirect light of that content came in: part of a picture's key.
    LightStep lightOf(std::uint64_t content) const;
    Result<render::Progression> drawPortion(const render::Snapshot& snapshot, const render::View& view,
                                            const render::Renderer::Interactive& how, render::Target& target,
                                            const ScopePictures::Of* metered = nullptr);
    Result<bool> drawView(Session& session, View& view, double scale);
    Result<Worked> drawNext(Session& session, bool hurry);
    Status readFinished(Session& session);
    Result<Worked> drawBoard(Session& session);
    Result<bool> workBoard(Board& board, const render::View& view, std::uint64_t content);
    Status showKept(Board& board, const Picture& picture);

    gpu::Device& device_;
    render::Renderer& renderer_;
    /// What a content's indirect light is known by, and how much of it is there.
    struct Light {
        Hash128 key;
        LightStep step = LightStep::None;
    };
    SnapshotMaker maker_;
    LightTracer tracer_;
    ScopePictures scopes_;
    std::map<std::uint64_t, Light> lights_;
    std::shared_ptr<BoardCache> cache_;
    struct ForFile {
        Root root;
        Id<Shot> shot;
        std::uint32_t width = 0, height = 0;
        std::shared_ptr<BoardPainter::Job> job;
        double took = 0;                    ///< milliseconds of the last portion
    };
    std::optional<ForFile> forFile_;
    std::unique_ptr<BoardPainter> painter_;  ///< of boards for files; made when the first is asked for
    std::array<View, 4> views_;
    std::map<Id<Shot>, Board> boards_;
    std::vector<Id<Shot>> wanted_;
    std::shared_ptr<const render::Snapshot> snapshot_;
    std::shared_ptr<const render::Snapshot> boardSnapshot_;  ///< of the board that is being drawn
    std::uint64_t snapshotKey_ = 0, boardSnapshotKey_ = 0;
    bool boardLit_ = false;                  ///< boardSnapshot_ has what is known of its indirect light
    PlanCuts cuts_;
    Root root_;
    DisplayLook look_;
    const ModelShelf* shelf_ = nullptr;
    std::uint64_t shelfRevision_ = 0;
};

}  // namespace recce
