// Computes what panels show beside the stored values: cameras at the playhead, what shots read as, pieces, findings.
// Knows the plan and the sight of sets, no window.
#pragma once

#include <functional>
#include <memory>

#include "app/model_shelf.h"
#include "app/session.h"
#include "base/jobs.h"
#include "model/catalogue.h"
#include "plan/shot_facts.h"
#include "sight/scene.h"

namespace recce {

/// The geometry of a scene as the cursor meets it: pieces and people, without hidden ones.
class StageSurfaces : public Surfaces {
public:
    StageSurfaces(const Production& production, Id<Scene> scene, double frame, const ModelShelf& shelf);
    std::optional<SurfaceHit> cast(const Vec3& from, const Vec3& direction, double cut) const override;
    const std::shared_ptr<const SightScene>& sight() const { return sight_; }

private:
    std::shared_ptr<const SightScene> sight_;
    std::vector<Id<SetPiece>> pieces_;      ///< by tag
    std::vector<Id<Character>> people_;     ///< by tag from kPeople
};

/// Cheap, every frame that anything changed: cameras, figures and pieces of the scene at the playhead.
void updateFactsNow(const Root& root, Session& session, const ModelShelf& shelf);
void fillChoices(const Production& production, const CatalogueRows& catalogue, Choices& choices);

/// The slow part (what shots read as needs rays) on a worker, the latest state only.
class FactsWorker {
public:
    FactsWorker(WorkerPool& workers, std::function<void()> wake);
    using Models = std::map<Id<Asset>, std::shared_ptr<const SightModel>>;
    /// Starts when `key` is new and nothing runs.
    void ask(std::uint64_t key, Root root, Models models);
    /// True when facts came in.
    bool take(Facts& facts);
    bool busy() const { return running_; }

private:
    struct Answer {
        std::uint64_t key = 0;
        std::vector<ShotFact> shots;
        std::vector<FindingFact> findings;
        std::map<Id<Scene>, std::string> sceneTotals;
        std::map<Id<CameraRig>, std::pair<std::string, std::string>> exposures;
        std::string total;
    };
    WorkerPool& workers_;
    std::shared_ptr<Mailbox<Answer>> box_;
    std::shared_ptr<Models> models_;  ///< of the answer being made
    SetSights sights_;
    std::uint64_t done_ = 0;
    bool running_ = false;
};

}  // namespace recce
