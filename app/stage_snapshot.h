// From a production to what the renderer draws: the pieces, people, lights and sky of a scene at one moment. Knows models
// and figures, no window.
#pragma once

#include "app/model_shelf.h"
#include "app/stage.h"
#include "model/production.h"
#include "render/contents.h"

namespace recce {

struct Moment {
    Id<Scene> scene;
    Id<Setup> setup;     ///< null: the scene as it is
    double frame = 0;
    bool people = true;
};

class SnapshotMaker {
public:
    render::Snapshot make(const Production& production, const Moment& moment, const ModelShelf& shelf);
    /// The tag that a piece has in every snapshot; 0 for none.
    static render::PickTag tagOf(Id<SetPiece> piece) { return static_cast<render::PickTag>(piece.value & 0x7FFFFFFFu) | 1u; }
    static render::PickTag tagOf(Id<Character> character) { return static_cast<render::PickTag>(character.value & 0x7FFFFFFFu) | 0x80000001u; }

private:
    StageShelf figures_;
};

/// The camera of a shot or rig as the renderer takes it, its picture being the delivery frame.
render::ViewCamera cameraForFrame(const Production& production, const CameraRig& rig, double frame);

}  // namespace recce
