// The journal: one checksummed line per finished gesture, between two saves. It records results, not operations:
// replaying must not depend on how an older release computed them, and over any mix of old and new files ends the same.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/jobs.h"
#include "model/document.h"

namespace recce {

/// What opening after a crash found.
struct Recovered {
    std::size_t steps = 0;             ///< changes since the last save
    bool unfinished = false;           ///< the last of them is a gesture that was going on
    std::string last;                  ///< local time of the last one, "14:31:59"; empty: none
    std::vector<std::string> names;    ///< of the steps, in order
    bool damaged = false;              ///< the journal ended in a broken line; what came before it is here
};

/// Replays every whole line of `bytes` over `production`; the rest is ignored. Never fails: an empty or damaged
/// journal replays as far as it goes.
Recovered replayJournal(std::string_view bytes, Production& production);

/// Appends records. Each line reaches the kernel before append() returns, so a killed process loses nothing; the disk
/// is synced on a queue of its own within a second. Main thread only.
class Journal {
public:
    /// Opens for appending; a broken last line is cut off first. The folder is made when missing.
    static Result<Journal> open(const std::filesystem::path& path);
    Journal(Journal&&) noexcept;
    Journal& operator=(Journal&&) noexcept;
    ~Journal();

    /// Passing records are written at most once a second: the rest are held back until a second has gone by
    /// (flush), or the gesture ends.
    Status append(RecordKind kind, const Edit& edit);
    /// Writes a held-back passing record that is due. Call at least once a second while a gesture is going on.
    Status flush();
    bool holdsBack() const { return pending_.has_value(); }

    /// Begins anew: everything so far is in the saved files.
    Status restart();
    const std::filesystem::path& path() const { return path_; }

private:
    Journal() = default;
    Status write(RecordKind kind, const Edit& edit);
    void sync();

    std::filesystem::path path_;
    std::shared_ptr<Descriptor> file_;
    std::unique_ptr<WorkerPool> disk_;
    std::uint64_t number_ = 0;
    std::optional<Edit> pending_;
    std::chrono::steady_clock::time_point lastPassing_{};
};

}  // namespace recce
