#include "app/set_sight.h"

#include <algorithm>
#include <map>

#include "asset/importer_client.h"
#include "model/in_setup.h"
#include "sight/scene.h"

namespace recce {
namespace fs = std::filesystem;

struct SetSights::Store {
    fs::path folder;
    ProgressSink progress;
    CancelToken cancel;
    std::map<Hash128, std::shared_ptr<const SightModel>> models;  ///< null: it could not be read
    std::map<Hash128, std::shared_ptr<const SightScene>> scenes;
    std::vector<std::string> problems;

    std::shared_ptr<const SightModel> modelOf(const Asset& asset) {
        Hasher hasher;
        hasher.add(asset.path);
        hasher.add(asset.acceptedHash);
        hasher.add(std::to_string(asset.metresPerUnit.value_or(0)));
        hasher.add(static_cast<std::uint64_t>(asset.up ? 1 + static_cast<int>(*asset.up) : 0));
        for (const std::string& root : asset.grantedRoots) hasher.add(root);
        const Hash128 key = hasher.finish();
        if (const auto at = models.find(key); at != models.end()) return at->second;
        asset::ImportRequest request;
        request.path = fs::path(asset.path).is_absolute() ? fs::path(asset.path) : folder / asset.path;
        request.metresPerUnit = asset.metresPerUnit;
        if (asset.up) request.upAxis = *asset.up == UpAxis::X ? asset::UpAxis::X : *asset.up == UpAxis::Y ? asset::UpAxis::Y : asset::UpAxis::Z;
        for (const std::string& root : asset.grantedRoots) request.grantedRoots.emplace_back(root);
        const auto outcome = asset::importModel(request, progress, cancel);
        if (!outcome) problems.push_back(toText(outcome.error()));
        return models[key] = outcome ? makeSightModel(outcome->model) : nullptr;
    }

    std::shared_ptr<const SightScene> sceneOf(const Production& p, Id<Scene> sceneId, Id<Setup> setupId) {
        const Scene* scene = p.find(sceneId);
        const Setup* setup = p.find(setupId);
        if (!scene) return nullptr;
        SightContents contents;
        Hasher hasher;
        for (const SetPiece& stored : p.all<SetPiece>()) {
            const auto* set = std::get_if<Id<Set>>(&stored.owner);
            const auto* own = std::get_if<Id<Scene>>(&stored.owner);
            const bool here = (own && *own == sceneId) || (set && std::count(scene->sets.begin(), scene->sets.end(), *set) > 0) ||
                              (set && setup && setup->set == *set);
            if (!here) continue;
            const SetPiece piece = inSetup(setup, stored);
            const Asset* asset = p.find(piece.asset);
            if (!piece.visible || piece.ghost || !asset) continue;
            auto model = modelOf(*asset);
            if (!model) continue;
            const Mat4 transform = toMatrix(piece.pose, Vec3(piece.scale));
            hasher.add(reinterpret_cast<std::uint64_t>(model.get()));
            hasher.add(std::as_bytes(std::span(&transform, 1)));
            contents.pieces.push_back({std::move(model), transform, static_cast<std::uint32_t>(contents.pieces.size())});
        }
        if (contents.pieces.empty()) return nullptr;
        auto& kept = scenes[hasher.finish()];
        if (!kept) kept = SightScene::make(contents);
        return kept;
    }
};

SetSights::SetSights(fs::path folder, ProgressSink progress, CancelToken cancel) : store_(std::make_shared<Store>()) {
    store_->folder = std::move(folder);
    store_->progress = std::move(progress);
    store_->cancel = std::move(cancel);
}
SetSights::~SetSights() = default;

plan::SetSight SetSights::of(Root production) const {
    return [store = store_, root = std::move(production)](Id<Scene> scene, Id<Setup> setup) { return store->sceneOf(*root, scene, setup); };
}

const std::vector<std::string>& SetSights::problems() const { return store_->problems; }

}  // namespace recce
