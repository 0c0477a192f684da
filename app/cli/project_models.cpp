#include "app/cli/project_models.h"

#include <algorithm>

#include "app/cli/command.h"
#include "app/cli/importing.h"
#include "app/model_shelf.h"

namespace recce::cli {
namespace {

bool belongs(const Production& production, const SetPiece& piece, Id<Scene> scene) {
    if (!scene) return true;
    if (const auto* owner = std::get_if<Id<Scene>>(&piece.owner)) return *owner == scene;
    const auto set = std::get<Id<Set>>(piece.owner);
    const Scene* row = production.find(scene);
    if (row && std::find(row->sets.begin(), row->sets.end(), set) != row->sets.end()) return true;
    for (const Setup& setup : production.all<Setup>()) {
        if (setup.scene == scene && setup.set == set) return true;
    }
    return false;
}

}  // namespace

Status ProjectModels::read(const Production& production, Id<Scene> scene) {
    for (const SetPiece& piece : production.all<SetPiece>()) {
        if (models_->count(piece.asset) || !belongs(production, piece, scene)) continue;
        if (const Asset* asset = production.find(piece.asset)) {
            RECCE_TRY_STATUS(readOne(*asset));
        }
    }
    return {};
}

Status ProjectModels::readOne(const Asset& asset) {
    auto outcome = asset::importModel(requestOf(asset, folder_), terminalProgress(), interruptToken());
    if (!outcome && outcome.error().code == Code::Cancelled) return fail(std::move(outcome).error());
    if (!outcome) note(toText(outcome.error()));
    (*models_)[asset.id] = outcome ? outcome->model : nullptr;
    return {};
}

SightModelOf ProjectModels::sights() {
    // Kept by asset: the search trees of a large set take a while to grow.
    auto kept = std::make_shared<std::map<Id<Asset>, std::shared_ptr<const SightModel>>>();
    return [this, kept](const Asset& asset) -> std::shared_ptr<const SightModel> {
        if (const auto at = kept->find(asset.id); at != kept->end()) return at->second;
        if (models_->count(asset.id) == 0 && !readOne(asset)) return nullptr;  // cancelled: whoever asked stops by itself
        const auto& model = (*models_)[asset.id];
        return (*kept)[asset.id] = model ? makeSightModel(model) : nullptr;
    };
}

ModelOf ProjectModels::source() const {
    return [models = models_](Id<Asset> id) -> std::shared_ptr<const cooked::Model> {
        const auto found = models->find(id);
        return found == models->end() ? nullptr : found->second;
    };
}

}  // namespace recce::cli
