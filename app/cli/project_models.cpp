#include "app/cli/project_models.h"

#include <algorithm>

#include "app/cli/command.h"
#include "app/cli/importing.h"

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

asset::ImportRequest requestOf(const Asset& asset, const std::filesystem::path& folder) {
    asset::ImportRequest request;
    request.path = folder / asset.path;
    for (const auto& root : asset.grantedRoots) request.grantedRoots.push_back(folder / root);
    request.metresPerUnit = asset.metresPerUnit;
    if (asset.up) request.upAxis = *asset.up == UpAxis::X ? asset::UpAxis::X : *asset.up == UpAxis::Z ? asset::UpAxis::Z : asset::UpAxis::Y;
    return request;
}

}  // namespace

Status ProjectModels::read(const Production& production, Id<Scene> scene) {
    for (const SetPiece& piece : production.all<SetPiece>()) {
        if (models_->count(piece.asset) || !belongs(production, piece, scene)) continue;
        const Asset* asset = production.find(piece.asset);
        if (!asset) continue;
        auto outcome = asset::importModel(requestOf(*asset, folder_), terminalProgress(), interruptToken());
        if (!outcome && outcome.error().code == Code::Cancelled) return fail(std::move(outcome).error());
        if (!outcome) note(toText(outcome.error()));
        (*models_)[piece.asset] = outcome ? outcome->model : nullptr;
    }
    return {};
}

ModelOf ProjectModels::source() const {
    return [models = models_](Id<Asset> id) -> std::shared_ptr<const cooked::Model> {
        const auto found = models->find(id);
        return found == models->end() ? nullptr : found->second;
    };
}

}  // namespace recce::cli
