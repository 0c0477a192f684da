// Who has a project open. The kernel's own file lock decides on this machine (it goes when the process dies); the
// file's text tells people, and other machines, who it is.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.h"
#include "base/files.h"

namespace recce {

struct LockOwner {
    std::string user, machine, since;  ///< `since` is local date and time, "2026-11-20 14:31"
    int process = 0;
};
/// "mara on set-laptop since 2026-11-20 14:31"
std::string toText(const LockOwner& owner);

/// Holds `<folder>/lock` until destroyed.
class ProjectLock {
public:
    ProjectLock() = default;
    ProjectLock(ProjectLock&&) noexcept = default;
    ProjectLock& operator=(ProjectLock&&) noexcept;
    ~ProjectLock();

    /// Error Refused: somebody has it; the message says who. A lock of a dead process on this machine is taken over;
    /// one of another machine only with `force`, which the user grants. Error Unwritable: no lock can be made here.
    static Result<ProjectLock> take(const std::filesystem::path& folder, bool force = false);
    bool held() const { return static_cast<bool>(file_); }

private:
    void release();
    std::filesystem::path path_;
    Descriptor file_;
};

}  // namespace recce
