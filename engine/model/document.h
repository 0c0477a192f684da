// The open production: its root, the history of steps, and what of it is on disk. Main thread only; the roots it hands
// out may be read anywhere. Knows nothing of files: model/project.h connects it with the store and the journal.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/edit.h"

namespace recce {

/// What the journal is told, in order: nothing else listens.
enum class RecordKind {
    Step,       ///< a finished edit, an undo or a redo
    Passing,    ///< the state of a gesture that is still going on
    Abandoned,  ///< the gesture was given up
};
using RecordSink = std::function<void(RecordKind, const Edit&)>;

class Document {
public:
    Document() = default;
    /// `saved` is what the files hold; the same root where nothing is unsaved.
    explicit Document(Production production) : root_(std::make_shared<const Production>(std::move(production))), saved_(root_) {}
    Document(Production production, Root saved)
        : root_(std::make_shared<const Production>(std::move(production))), saved_(std::move(saved)) {}

    const Production& production() const { return *root_; }
    const Root& root() const { return root_; }
    /// Grows with every change of the root, gestures included.
    std::uint64_t revision() const { return revision_; }

    /// Dirty is: the root differs from the saved one. No flag to forget.
    bool dirty() const;
    const Root& saved() const { return saved_; }
    void markSaved(Root saved) { saved_ = std::move(saved); }
    /// Steps since the last save, for "12 changes are safe in memory".
    std::size_t unsavedSteps() const;

    /// Not empty: every edit is refused with this sentence ("Read only: saved by Recce 2.1").
    const std::string& readOnlyReason() const { return readOnly_; }
    void setReadOnly(std::string reason) { readOnly_ = std::move(reason); }

    /// One step of history. An empty edit changes nothing and is no step. A running gesture ends first.
    Status commit(const Edit& edit);

    /// A gesture (a drag): every `passing` edit replaces the one before and is built on gestureBase(); the end makes it
    /// one step, giving it up puts everything back.
    Status passing(const Edit& edit);
    bool inGesture() const { return gestureBase_ != nullptr; }
    /// The production as it was when the gesture began; the present one outside a gesture.
    const Production& gestureBase() const { return gestureBase_ ? *gestureBase_ : *root_; }
    void endGesture();
    void abandonGesture();

    bool canUndo() const { return done_ > 0; }
    bool canRedo() const { return done_ < history_.size(); }
    /// "Pan camera A"; empty where there is nothing.
    std::string undoName() const { return canUndo() ? history_[done_ - 1].name : std::string(); }
    std::string redoName() const { return canRedo() ? history_[done_].name : std::string(); }
    /// The place to bring into view. Error NotFound: nothing to undo.
    Result<AnyId> undo();
    Result<AnyId> redo();
    const std::vector<Edit>& history() const { return history_; }
    std::size_t stepsDone() const { return done_; }

    /// Another production in this one's place (reloaded from disk): history starts anew.
    void replace(Production production);

    /// The same production kept elsewhere: `change` gives every step of the history the form it has there. Nothing is
    /// unsaved afterwards.
    void rewrite(Production production, const std::function<void(Edit&)>& change);

    void setSink(RecordSink sink) { sink_ = std::move(sink); }

private:
    void step(Root next, RecordKind kind, const Edit& edit);

    Root root_ = std::make_shared<const Production>();
    Root saved_ = root_;
    std::uint64_t revision_ = 1;
    std::vector<Edit> history_;
    std::size_t done_ = 0;       ///< steps of history_ that are in root_
    Root gestureBase_;           ///< null: no gesture
    Edit gesture_;
    std::string readOnly_;
    RecordSink sink_;
    mutable std::uint64_t dirtyAt_ = 0;
    mutable Root dirtyAgainst_;
    mutable bool dirty_ = false;
};

}  // namespace recce
