#include "app/stage_snapshot.h"

namespace recce {
namespace {

std::shared_ptr<const cooked::Model> modelOf(const ModelShelf& shelf, Id<Asset> asset) {
    const ShelfModel* model = shelf.find(asset);
    return model && model->state == ShelfModel::State::Ready ? model->outcome.model : nullptr;
}

/// All pieces of a production that has no scene yet, in plain daylight.
render::Snapshot withoutScene(const Production& production, const ModelShelf& shelf) {
    render::Snapshot out;
    for (const SetPiece& piece : production.all<SetPiece>()) {
        const auto model = modelOf(shelf, piece.asset);
        if (!piece.visible || !model) continue;
        const Mat4 transform = toMatrix(piece.pose, Vec3(piece.scale));
        out.bounds.add(transformed(model->bounds(), transform));
        out.models.push_back({model, transform, SnapshotMaker::tagOf(piece.id), piece.ghost, {}});
    }
    out.daylight = daylightOf(Environment{}, Degrees(0));
    return out;
}

}  // namespace

render::Snapshot SnapshotMaker::make(const Production& production, const Moment& moment, const ModelShelf& shelf) {
    if (!production.find(moment.scene)) return withoutScene(production, shelf);
    Stage stage = makeStage({production, moment.scene, production.find(moment.setup), moment.frame,
                             [&shelf](Id<Asset> asset) { return modelOf(shelf, asset); }, figures_, moment.people});
    // The window knows things by their ids, not by their place in one snapshot.
    const auto renumber = [&](render::PickTag& tag) {
        const AnyId thing = stage.thing(tag);
        if (const auto* piece = std::get_if<Id<SetPiece>>(&thing)) tag = tagOf(*piece);
        if (const auto* character = std::get_if<Id<Character>>(&thing)) tag = tagOf(*character);
    };
    for (auto& placed : stage.snapshot.models) renumber(placed.tag);
    for (auto& placed : stage.snapshot.figures) renumber(placed.tag);
    return std::move(stage.snapshot);
}

render::ViewCamera cameraForFrame(const Production& production, const CameraRig& rig, double frame) {
    return cameraView(production, rig, frame, Crop::Delivery).camera;
}

}  // namespace recce
