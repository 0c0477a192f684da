#include "model/project.h"

#include <algorithm>

#include "base/hash.h"

namespace recce {
namespace fs = std::filesystem;
namespace {

/// A file's path, relative to `from`, made relative to `to` where it lies inside it and absolute elsewhere.
std::string rebased(const std::string& kept, const fs::path& from, const fs::path& to) {
    fs::path path = kept;
    if (path.empty() || (path.is_relative() && from.empty())) return kept;
    if (path.is_relative()) path = (from / path).lexically_normal();
    const fs::path inside = to.empty() ? fs::path() : path.lexically_relative(to);
    const bool within = !inside.empty() && *inside.begin() != "..";
    return (within ? inside : path).generic_string();
}

Asset rebased(Asset asset, const fs::path& from, const fs::path& to) {
    asset.path = rebased(asset.path, from, to);
    return asset;
}

std::shared_ptr<const ProductionInfo> rebased(const std::shared_ptr<const ProductionInfo>& info, const fs::path& from, const fs::path& to) {
    if (!info || info->lut.empty()) return info;
    auto moved = std::make_shared<ProductionInfo>(*info);
    moved->lut = rebased(info->lut, from, to);
    return moved;
}

Production rebased(const Production& production, const fs::path& from, const fs::path& to) {
    Production next = production;
    next.info = rebased(production.info, from, to);
    for (const Asset& asset : production.all<Asset>()) {
        const Asset moved = rebased(asset, from, to);
        if (moved.path != asset.path) next.all<Asset>() = next.all<Asset>().with(asset.id, std::make_shared<const Asset>(moved));
    }
    return next;
}

/// A step of the history as it would have been in the other folder.
void rebase(Edit& edit, const fs::path& from, const fs::path& to) {
    for (Slot& slot : edit.slots) {
        if (auto* head = std::get_if<InfoSlot>(&slot)) {
            head->before = rebased(head->before, from, to);
            head->after = rebased(head->after, from, to);
        }
        auto* model = std::get_if<RowSlot<Asset>>(&slot);
        if (!model) continue;
        for (auto* row : {&model->before, &model->after})
            if (*row) *row = std::make_shared<const Asset>(rebased(**row, from, to));
    }
}

/// The nearest thing to an absolute path that does not have to exist yet.
fs::path absoluteOf(const fs::path& path) {
    std::error_code error;
    const fs::path full = fs::weakly_canonical(fs::absolute(path), error);
    return error ? path : full;
}

}  // namespace

Result<fs::path> outsideJournalFolder(const fs::path& projectFolder) {
    RECCE_TRY(const fs::path state, stateFolder());
    return state / "journals" / hexText(hashOf(projectFolder.string()).low);
}

std::vector<fs::path> untitledProjects() {
    std::vector<std::pair<fs::file_time_type, fs::path>> found;
    const auto state = stateFolder();
    if (!state) return {};
    std::error_code error;
    for (fs::directory_iterator at(*state / "untitled", error), end; !error && at != end; at.increment(error)) {
        std::error_code timeError;
        if (isProject(at->path())) found.emplace_back(fs::last_write_time(at->path(), timeError), at->path());
    }
    std::sort(found.rbegin(), found.rend());
    std::vector<fs::path> folders;
    for (auto& [time, path] : found) folders.push_back(std::move(path));
    return folders;
}

Project::~Project() { document_.setSink({}); }

fs::path Project::journalPath() const { return journal_ ? journal_->path() : folder_ / ".recce" / "journal"; }

void Project::attach() {
    document_.setSink([this](RecordKind kind, const Edit& edit) { record(kind, edit); });
}

Status Project::openJournal(bool keepsRecords) {
    auto journal = Journal::open(folder_ / ".recce" / "journal");
    if (!journal) {
        RECCE_TRY(const fs::path outside, outsideJournalFolder(folder_));
        journal = Journal::open(outside / "journal");
    }
    if (!journal) return fail(std::move(journal).error());
    journal_ = std::move(*journal);
    return keepsRecords ? Status{} : journal_->restart();
}

Result<std::unique_ptr<Project>> Project::open(const fs::path& given, OpenFor mode, bool force) {
    std::unique_ptr<Project> project(new Project());
    project->folder_ = absoluteOf(given);
    const fs::path& folder = project->folder_;
    if (!isProject(folder)) return fail(readProject(folder).error());

    std::string readOnly;
    if (mode != OpenFor::Reading) {
        auto lock = ProjectLock::take(folder / ".recce", force);
        // A folder that cannot be written has its lock where it has its journal.
        if (!lock && lock.error().code == Code::Unwritable) {
            if (auto outside = outsideJournalFolder(folder)) lock = ProjectLock::take(*outside, force);
        }
        if (lock) project->lock_ = std::move(*lock);
        else if (mode == OpenFor::EditingOnly) return fail(std::move(lock).error());
        else readOnly = "Read only: " + lock.error().message;
    }
    if (project->lock_.held()) removeStrayFiles(folder);

    RECCE_TRY(LoadedProject loaded, readProject(folder));
    if (!loaded.readOnlyReason.empty()) readOnly = loaded.readOnlyReason;
    project->state_ = std::move(loaded.state);
    const Root saved = std::make_shared<const Production>(loaded.production);

    // The journal of this folder first, then one that a read-only time left in the state folder.
    std::vector<fs::path> journals = {folder / ".recce" / "journal"};
    if (auto outside = outsideJournalFolder(folder)) journals.push_back(*outside / "journal");
    Recovered all;
    for (const fs::path& path : journals) {
        const auto bytes = readFile(path);
        if (!bytes || bytes->empty()) continue;
        Recovered r = replayJournal(*bytes, loaded.production);
        all.steps += r.steps;
        all.unfinished = r.unfinished;
        all.damaged = all.damaged || r.damaged;
        if (!r.last.empty()) all.last = r.last;
        all.names.insert(all.names.end(), r.names.begin(), r.names.end());
    }
    const auto state = stateFolder();
    project->untitled_ = state && folder.parent_path() == absoluteOf(*state / "untitled");
    project->document_ = all.steps ? Document(std::move(loaded.production), saved) : Document(std::move(loaded.production));
    if (all.steps) project->recovered_ = std::move(all);
    if (mode == OpenFor::Reading) return project;
    if (readOnly.empty()) {
        if (auto opened = project->openJournal(true); !opened) project->journalTrouble_ = toText(opened.error());
    } else {
        project->document_.setReadOnly(readOnly);
    }
    project->attach();
    return project;
}

Result<std::unique_ptr<Project>> Project::create(const fs::path& given, Production production, StoredState state) {
    std::unique_ptr<Project> project(new Project());
    project->folder_ = absoluteOf(given);
    const fs::path& folder = project->folder_;
    if (isProject(folder))
        return fail(Code::Refused, "There is a production in this folder already.", folder.string(), "Choose another name, or open it.");
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return fail(Code::Unwritable, "This folder cannot be made: " + error.message() + ".", folder.string(), "Choose another folder.");
    RECCE_TRY(project->lock_, ProjectLock::take(folder / ".recce"));
    project->state_ = std::move(state);
    RECCE_TRY_STATUS(writeProject(folder, production, project->state_));
    project->document_ = Document(std::move(production));
    RECCE_TRY_STATUS(project->openJournal(false));
    project->attach();
    return project;
}

Result<std::unique_ptr<Project>> Project::createUntitled(Production production, const fs::path& from) {
    RECCE_TRY(const fs::path state, stateFolder());
    const fs::path folder = state / "untitled" / hexText(randomId());
    RECCE_TRY(auto project, create(folder, rebased(production, from.empty() ? from : absoluteOf(from), {})));
    project->untitled_ = true;
    return project;
}

void Project::record(RecordKind kind, const Edit& edit) {
    if (!journal_) {
        if (auto opened = openJournal(true); !opened) return;  // journalTrouble_ says so already
    }
    Status written = journal_->append(kind, edit);
    if (!written) {
        // The whole difference to the files goes to the other place once; from there on steps follow as always.
        if (auto outside = outsideJournalFolder(folder_); outside && journal_->path().parent_path() != *outside) {
            if (auto elsewhere = Journal::open(*outside / "journal")) {
                written = elsewhere->append(RecordKind::Step, difference(*document_.saved(), document_.production()));
                if (written) journal_ = std::move(*elsewhere);
            }
        }
    }
    journalTrouble_ = written ? std::string() : toText(written.error());
}

void Project::tick() {
    if (!journal_ || !journal_->holdsBack()) return;
    const Status written = journal_->flush();
    if (!written) journalTrouble_ = toText(written.error());
}

Status Project::save() {
    document_.endGesture();
    if (!document_.readOnlyReason().empty()) return fail(Code::Refused, document_.readOnlyReason(), folder_.string(), "Save a copy.");
    const Root root = document_.root();
    RECCE_TRY_STATUS(writeProject(folder_, *root, state_, document_.saved().get()));
    document_.markSaved(root);
    recovered_.reset();
    // Only now is the old journal of no more use. One that lies elsewhere goes with it.
    if (journal_) RECCE_TRY_STATUS(journal_->restart());
    if (keptElsewhere()) {
        // The folder takes files again: the journal comes home.
        if (auto home = Journal::open(folder_ / ".recce" / "journal"); home && home->restart()) journal_ = std::move(*home);
    }
    if (auto outside = outsideJournalFolder(folder_); outside && journal_ && journal_->path().parent_path() != *outside) {
        std::error_code error;
        fs::remove(*outside / "journal", error);
    }
    return {};
}

Status Project::saveAs(const fs::path& given) {
    document_.endGesture();
    const fs::path target = absoluteOf(given);
    if (target == folder_) return save();
    if (!isProject(target)) RECCE_TRY_STATUS(copyDamaged(folder_, target, state_));
    StoredState kept = state_;
    kept.files.clear();
    RECCE_TRY(auto project, create(target, rebased(document_.production(), folder_, target), std::move(kept)));
    const fs::path old = folder_;
    const bool removeOld = untitled_;
    document_.setSink({});
    project->document_.setSink({});
    std::swap(folder_, project->folder_);
    std::swap(state_, project->state_);
    std::swap(journal_, project->journal_);
    std::swap(lock_, project->lock_);
    // The history goes on; its steps must not bring old paths back.
    document_.rewrite(project->document_.production(), [&](Edit& edit) { rebase(edit, old, target); });
    untitled_ = false;
    recovered_.reset();
    journalTrouble_.clear();
    attach();
    project.reset();  // lets go of the old lock before its folder goes
    if (removeOld) {
        std::error_code error;
        fs::remove_all(old, error);
    }
    return {};
}

Status Project::takeTheirs() {
    RECCE_TRY(LoadedProject loaded, readProject(folder_));
    state_ = std::move(loaded.state);
    document_.replace(std::move(loaded.production));
    if (!loaded.readOnlyReason.empty()) document_.setReadOnly(loaded.readOnlyReason);
    return journal_ ? journal_->restart() : Status{};
}

}  // namespace recce
