// What lies on the desk: the open project, its models, and the session. Performs what the panels ask for: actions of the
// table on the document, everything else here. Knows no window system and no device.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "app/commands.h"
#include "app/facts.h"
#include "app/look.h"
#include "app/meter_worker.h"
#include "app/model_shelf.h"
#include "app/session.h"
#include "base/jobs.h"
#include "model/catalogue.h"
#include "model/project.h"

namespace recce {

class Desk {
public:
    /// `wake` is called from workers.
    static Result<std::unique_ptr<Desk>> open(std::function<void()> wake);
    ~Desk();

    /// A project folder, or where there is none given: what was open last under no name, else the demo as a copy.
    Status openFirst(const std::string& project);
    Status openProject(const std::filesystem::path& folder);
    Status openDemo();
    Status newProduction(const std::string& title);

    void perform(const Ask& ask);
    /// Once a frame before drawing: takes what workers answered, computes what panels show. True: something changed.
    bool update(double clock);
    /// Whether others wrote the project meanwhile; `now`: without waiting for the next turn.
    void lookAtDisk(bool now);
    /// A file dropped on the window.
    void dropped(const std::string& path);
    /// What only the window can do (pictures for sheets); true when it was one of those.
    std::function<bool(const Ask&)> windowAsk;

    Session& session() { return session_; }
    const Production& production() const { return project_->production(); }
    const Root& root() const { return project_->document().root(); }
    std::uint64_t revision() const { return project_->document().revision(); }
    Project& project() { return *project_; }
    const ModelShelf& shelf() const { return *shelf_; }
    ModelShelf& shelf() { return *shelf_; }
    WorkerPool& workers() { return *workers_; }
    void toast(std::string text, bool undo = false, std::string link = {});
    void problem(const Error& error) { session_.problem = error; }
    /// Session things that outlive the program: layout, last project.
    void keepSettings();
    /// What pictures are shown as.
    const DisplayLook& look() { return look_.of(production(), project_->folder()); }

private:
    Desk() = default;
    void readSettings();
    void act(const Ask& ask);
    void refused(const Ask& ask, const Error& error);
    void made(const Ask& ask, const Edit& edit);
    bool fileAsk(const Ask& ask);
    bool editAsk(const Ask& ask);
    bool diskAsk(const Ask& ask);
    std::uint64_t diskStamp() const;
    void undo(bool again);
    void showPlace(const AnyId& place);
    void close();
    void adopt(std::unique_ptr<Project> project, bool demo);
    void openChooser(ChooserUse use, const AnyId& about = {});
    void listFolder(const std::filesystem::path& folder);
    void takeChosen(const std::string& typed);
    void bringIn(const std::filesystem::path& file);
    void finishImport(ModelShelf::Probed& probed);
    void reportFailed();
    void save();
    void form(const std::string& action);
    ActionContext context() const;
    FactsWorker::Models sightModels() const;

    std::function<void()> wake_;
    std::unique_ptr<WorkerPool> workers_;
    std::unique_ptr<ModelShelf> shelf_;
    std::unique_ptr<FactsWorker> factsWorker_;
    std::unique_ptr<MeterWorker> meterWorker_;
    std::unique_ptr<Project> project_;
    CatalogueRows catalogue_;
    LookShelf look_;
    Session session_;
    bool demo_ = false;
    AnyId last_;
    std::uint64_t factsRevision_ = 0, factsShelf_ = 0, factsKey_ = 1;
    FrameTime factsTime_{-1};
    Id<Scene> factsScene_;
    std::vector<AnyId> factsSelection_;
    std::unique_ptr<StageSurfaces> surfaces_;
    std::optional<Vec3> putAt_;       ///< where a chosen piece will stand
    std::set<Id<Asset>> toldFailed_;
    std::filesystem::path lastFolder_;
    double lastTick_ = 0, lastLook_ = 0;
    std::uint64_t diskStamp_ = 0;     ///< of the files' times at the last look
};

/// The demo production that came with the program; empty when it is not there.
std::filesystem::path demoFolder();

}  // namespace recce
