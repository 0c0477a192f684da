// Takes from this process what reading a model does not need, before its first byte is read: no writing, no network, no
// other programs, no files but the package's. Knows nothing of models.
#pragma once

#include <string>
#include <vector>

#include "asset/limits.h"
#include "asset/package.h"

namespace recce::importer {

/// Which lines of defence hold, in words for `recce doctor`.
struct SandboxState {
    std::vector<std::string> holds, missing;
};

/// Limits always hold; Landlock and seccomp where the kernel has them. Call before any thread is started.
SandboxState enterSandbox(const asset::Package& package, const asset::Limits& start, const asset::Limits& most);

/// Memory and processor time follow the input, up to `most` of enterSandbox().
void raiseLimits(const asset::Limits& limits);

}  // namespace recce::importer
