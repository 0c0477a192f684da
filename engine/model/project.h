// An open project: the document, its files, its journal and its lock in one hand. Main thread only. Every change of the
// document reaches the journal before commit() returns; saving writes the files and begins a new journal.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "model/document.h"
#include "model/journal.h"
#include "model/lock.h"
#include "model/store.h"

namespace recce {

enum class OpenFor {
    Reading,  ///< takes no lock and writes nothing; sees what the journal holds
    Editing,  ///< takes the lock; falls back to reading (with the reason) where it cannot
    EditingOnly,  ///< as Editing, but fails where the lock is held
};

class Project {
public:
    static Result<std::unique_ptr<Project>> open(const std::filesystem::path& folder, OpenFor mode, bool force = false);
    /// A new production in `folder`, which must not hold one yet. Saved at once. `state`: what to keep beside it, of no
    /// files yet.
    static Result<std::unique_ptr<Project>> create(const std::filesystem::path& folder, Production production, StoredState state = {});
    /// An untitled production in the state folder, kept like any other until it is saved under a name. Relative paths
    /// of its models are of `from`, the folder that it came from (empty: none).
    static Result<std::unique_ptr<Project>> createUntitled(Production production, const std::filesystem::path& from);
    ~Project();

    Document& document() { return document_; }
    const Document& document() const { return document_; }
    const Production& production() const { return document_.production(); }
    /// Absolute. Models' relative paths start here.
    const std::filesystem::path& folder() const { return folder_; }
    bool untitled() const { return untitled_; }
    bool locked() const { return lock_.held(); }
    /// Rows that could not be read and are kept in the files as they were.
    const StoredState& stored() const { return state_; }

    /// What came back from the journal at opening; no value: nothing was unsaved.
    const std::optional<Recovered>& recovered() const { return recovered_; }

    /// Writes what changed and begins a new journal. Refused where somebody else changed a file (see changedOnDisk);
    /// on any failure the files, the document and the journal are as before.
    Status save();
    /// Saves into another folder and goes on there, history and all; models' paths are rewritten. It is no step of Undo.
    /// The old folder stays as it was saved last; an untitled one is removed.
    Status saveAs(const std::filesystem::path& folder);
    /// Files that somebody else changed since they were read or written here.
    std::vector<std::string> changedOnDisk() const { return recce::changedOnDisk(folder_, state_); }
    /// Takes what is on disk; the document's history begins anew. Unsaved steps are lost: the caller asks first.
    Status takeTheirs();

    /// Call at least once a second while a gesture is going on.
    void tick();
    /// Not empty: the journal cannot be written, and why.
    const std::string& journalTrouble() const { return journalTrouble_; }
    /// The project's own folder cannot take the journal (read-only, disk full): it lies in the state folder.
    bool keptElsewhere() const { return journal_ && !untitled_ && journal_->path().parent_path() != folder_ / ".recce"; }
    /// Where the journal lies: in the project's .recce, else in the state folder.
    std::filesystem::path journalPath() const;

private:
    Project() = default;
    void attach();
    void record(RecordKind kind, const Edit& edit);
    Status openJournal(bool keepsRecords);

    std::filesystem::path folder_;
    bool untitled_ = false;
    Document document_;
    StoredState state_;
    ProjectLock lock_;
    std::optional<Journal> journal_;
    std::optional<Recovered> recovered_;
    std::string journalTrouble_;
};

/// Where the journal of a project lies whose own folder cannot be written.
Result<std::filesystem::path> outsideJournalFolder(const std::filesystem::path& projectFolder);

/// Untitled productions left in the state folder, newest first: what a new start may offer.
std::vector<std::filesystem::path> untitledProjects();

}  // namespace recce
