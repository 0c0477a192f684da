// The models of the open production in memory: imported on workers, kept by what was asked for. Knows no window; main
// thread only.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/set_sight.h"
#include "asset/importer_client.h"
#include "base/jobs.h"
#include "model/production.h"
#include "sight/scene.h"

namespace recce {

/// What the import report says, as panels show it.
struct ModelReport {
    std::string unit, up;  ///< "Centimetres, from the file"
    std::uint64_t triangles = 0;
    std::vector<std::string> missingTextures, warnings;
};

struct ShelfModel {
    enum class State { Loading, Ready, Failed } state = State::Loading;
    asset::ImportRequest request;
    asset::ImportOutcome outcome;                ///< Ready
    std::shared_ptr<const SightModel> sight;     ///< Ready
    ModelReport report;
    std::optional<Error> error;                  ///< Failed
    Progress progress;
    CancelToken cancel;
    std::uint64_t job = 0;
    double since = 0;
};

class ModelShelf {
public:
    /// `wake` is called from workers when there is something to take.
    ModelShelf(WorkerPool& workers, std::function<void()> wake);
    ~ModelShelf();

    /// Starts what the production needs and is not here yet. `now`: the window's clock, for progress that says nothing
    /// at first.
    void want(const Production& production, const std::filesystem::path& folder, double now);
    /// Brings a file in before any piece points to it; the answer comes with take().
    std::uint64_t probe(const std::filesystem::path& file, double now);
    void retry(Id<Asset> asset);
    void cancel(std::uint64_t job);

    struct Probed {
        std::uint64_t job = 0;
        std::filesystem::path file;
        Result<asset::ImportOutcome> outcome;
    };
    /// Takes what workers posted. True when any model changed its state.
    bool take(std::vector<Probed>& probed);

    const ShelfModel* find(Id<Asset> asset) const;
    /// What hides people in this production's sets, with the models that are ready.
    plan::SetSight sightOf(Root root) const { return sights_.of(std::move(root)); }
    /// Grows whenever a model comes or goes.
    std::uint64_t revision() const { return revision_; }
    struct Running {
        std::uint64_t job = 0;
        std::string file;
        Progress progress;
        double since = 0;
    };
    std::vector<Running> running() const;

private:
    struct Post;
    void start(Id<Asset> asset, ShelfModel& model, double now);
    WorkerPool& workers_;
    std::shared_ptr<Mailbox<Post>> box_;
    std::map<Id<Asset>, ShelfModel> models_;
    std::map<std::uint64_t, Running> probes_;
    std::map<std::uint64_t, CancelToken> probeCancels_;
    std::uint64_t nextJob_ = 1, revision_ = 1;
    SetSights sights_;
};

/// The request that an asset of a production in `folder` stands for.
asset::ImportRequest requestOf(const Asset& asset, const std::filesystem::path& folder);

}  // namespace recce
