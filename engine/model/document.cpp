#include "model/document.h"

namespace recce {
namespace {

bool equal(const Production& a, const Production& b) {
    return (a.info == b.info || *a.info == *b.info) && (a.used == b.used || *a.used == *b.used) &&
           (a.waivers == b.waivers || *a.waivers == *b.waivers) && a.tables == b.tables;
}

}  // namespace

bool Document::dirty() const {
    if (dirtyAt_ != revision_ || dirtyAgainst_ != saved_) {
        dirty_ = root_ != saved_ && !equal(*root_, *saved_);
        dirtyAt_ = revision_;
        dirtyAgainst_ = saved_;
    }
    return dirty_;
}

std::size_t Document::unsavedSteps() const { return dirty() ? done_ : 0; }

void Document::step(Root next, RecordKind kind, const Edit& edit) {
    root_ = std::move(next);
    ++revision_;
    if (sink_) sink_(kind, edit);
}

Status Document::commit(const Edit& edit) {
    endGesture();
    if (!readOnly_.empty()) return fail(Code::Refused, readOnly_, {}, "Save a copy to work on it.");
    if (edit.empty()) return {};
    RECCE_TRY(Production next, applied(*root_, edit));
    history_.resize(done_);
    history_.push_back(edit);
    ++done_;
    step(std::make_shared<const Production>(std::move(next)), RecordKind::Step, edit);
    return {};
}

Status Document::passing(const Edit& edit) {
    if (!readOnly_.empty()) return fail(Code::Refused, readOnly_, {}, "Save a copy to work on it.");
    const Root base = gestureBase_ ? gestureBase_ : root_;
    RECCE_TRY(Production next, applied(*base, edit));
    gestureBase_ = base;
    gesture_ = edit;
    step(std::make_shared<const Production>(std::move(next)), RecordKind::Passing, edit);
    return {};
}

void Document::endGesture() {
    if (!gestureBase_) return;
    const bool changed = !gesture_.empty();
    if (changed) {
        history_.resize(done_);
        history_.push_back(gesture_);
        ++done_;
    }
    gestureBase_ = nullptr;
    if (sink_) sink_(changed ? RecordKind::Step : RecordKind::Abandoned, gesture_);
    gesture_ = {};
}

void Document::abandonGesture() {
    if (!gestureBase_) return;
    const Root base = std::move(gestureBase_);
    gestureBase_ = nullptr;
    gesture_ = {};
    step(base, RecordKind::Abandoned, {});
}

Result<AnyId> Document::undo() {
    endGesture();
    if (!readOnly_.empty()) return fail(Code::Refused, readOnly_, {}, "Save a copy to work on it.");
    if (!canUndo()) return fail(Code::NotFound, "There is nothing to undo.");
    const Edit back = inverse(history_[done_ - 1]);
    RECCE_TRY(Production next, applied(*root_, back));
    --done_;
    step(std::make_shared<const Production>(std::move(next)), RecordKind::Step, back);
    return back.place;
}

Result<AnyId> Document::redo() {
    endGesture();
    if (!readOnly_.empty()) return fail(Code::Refused, readOnly_, {}, "Save a copy to work on it.");
    if (!canRedo()) return fail(Code::NotFound, "There is nothing to redo.");
    const Edit again = history_[done_];
    RECCE_TRY(Production next, applied(*root_, again));
    ++done_;
    step(std::make_shared<const Production>(std::move(next)), RecordKind::Step, again);
    return again.place;
}

void Document::replace(Production production) {
    gestureBase_ = nullptr;
    gesture_ = {};
    history_.clear();
    done_ = 0;
    root_ = std::make_shared<const Production>(std::move(production));
    saved_ = root_;
    ++revision_;
}

void Document::rewrite(Production production, const std::function<void(Edit&)>& change) {
    for (Edit& edit : history_) change(edit);
    root_ = std::make_shared<const Production>(std::move(production));
    saved_ = root_;
    ++revision_;
}

}  // namespace recce
