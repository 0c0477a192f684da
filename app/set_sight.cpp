#include "app/set_sight.h"

#include <algorithm>
#include <map>

#include "app/grips.h"
#include "app/model_shelf.h"
#include "asset/importer_client.h"
#include "model/in_setup.h"
#include "sight/scene.h"

namespace recce {
namespace fs = std::filesystem;

namespace {

/// Sets that stand in memory at once. More come only from dragging pieces about, and those are seen once.
constexpr std::size_t kScenes = 32;

/// Reads each model once.
class ImportedModels {
public:
    ImportedModels(fs::path folder, ProgressSink progress, CancelToken cancel, std::vector<std::string>& problems)
        : folder_(std::move(folder)), progress_(std::move(progress)), cancel_(std::move(cancel)), problems_(problems) {}

    std::shared_ptr<const SightModel> of(const Asset& asset) {
        Hasher hasher;
        hasher.add(asset.path);
        hasher.add(asset.acceptedHash);
        hasher.add(std::to_string(asset.metresPerUnit.value_or(0)));
        hasher.add(static_cast<std::uint64_t>(asset.up ? 1 + static_cast<int>(*asset.up) : 0));
        for (const std::string& root : asset.grantedRoots) hasher.add(root);
        const Hash128 key = hasher.finish();
        if (const auto at = models_.find(key); at != models_.end()) return at->second;
        const auto outcome = asset::importModel(requestOf(asset, folder_), progress_, cancel_);
        if (!outcome) problems_.push_back(toText(outcome.error()));
        return models_[key] = outcome ? makeSightModel(outcome->model) : nullptr;
    }

private:
    fs::path folder_;
    ProgressSink progress_;
    CancelToken cancel_;
    std::vector<std::string>& problems_;
    std::map<Hash128, std::shared_ptr<const SightModel>> models_;  ///< null: it could not be read
};

}  // namespace

struct SetSights::Store {
    SightModelOf modelOf;
    std::map<Hash128, std::shared_ptr<const SightScene>> scenes;
    std::vector<std::string> problems;
    std::map<const cooked::Model*, std::shared_ptr<const SightModel>> cloths;

    /// Flags and frames hide what is behind them; nets are seen through.
    std::shared_ptr<const SightModel> clothOf(const SetPiece& piece, const UsedCatalogue& used) {
        const auto model = clothModelOf(piece, used);
        auto& kept = cloths[model.get()];
        if (!kept) kept = makeSightModel(model);
        return kept;
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
            if (!piece.visible || piece.ghost) continue;
            const bool cloth = plan::isCloth(piece);
            auto model = cloth ? clothOf(piece, *p.used) : asset ? modelOf(*asset) : nullptr;
            if (!model) continue;
            const Mat4 transform = toMatrix(piece.pose, Vec3(cloth ? 1 : piece.scale));
            const bool passes = cloth && plan::screenOf(piece, *p.used).straight > 0;
            hasher.add(reinterpret_cast<std::uint64_t>(model.get()));
            hasher.add(std::as_bytes(std::span(&transform, 1)));
            contents.pieces.push_back({std::move(model), transform, static_cast<std::uint32_t>(contents.pieces.size()), passes});
        }
        if (contents.pieces.empty()) return nullptr;
        // Keyed by the models' addresses too: the scenes hold them, so none is given to another while it stands here.
        const Hash128 key = hasher.finish();
        if (scenes.size() >= kScenes && scenes.count(key) == 0) scenes.clear();
        auto& kept = scenes[key];
        if (!kept) kept = SightScene::make(contents);
        return kept;
    }
};

SetSights::SetSights(SightModelOf models) : store_(std::make_shared<Store>()) { store_->modelOf = std::move(models); }
SetSights::SetSights(fs::path folder, ProgressSink progress, CancelToken cancel) : store_(std::make_shared<Store>()) {
    store_->modelOf = [models = std::make_shared<ImportedModels>(std::move(folder), std::move(progress), std::move(cancel), store_->problems)](
                          const Asset& asset) { return models->of(asset); };
}
SetSights::~SetSights() = default;

plan::SetSight SetSights::of(Root production) const {
    return [store = store_, root = std::move(production)](Id<Scene> scene, Id<Setup> setup) { return store->sceneOf(*root, scene, setup); };
}

const std::vector<std::string>& SetSights::problems() const { return store_->problems; }

}  // namespace recce
