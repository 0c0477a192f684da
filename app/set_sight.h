// The sets of a project as something that hides and can be hit, for shots, framing and findings. Reads models through
// the importer or its cache and keeps what it built; knows no picture.
#pragma once

#include <filesystem>
#include <memory>

#include "base/jobs.h"
#include "model/production.h"
#include "plan/shot_facts.h"

namespace recce {

class SetSights {
public:
    SetSights(std::filesystem::path folder, ProgressSink progress, CancelToken cancel);
    ~SetSights();
    /// For this production. Pieces that are hidden or ghosts hide nothing; a model that cannot be read is left out and
    /// named in problems(). The function keeps the root and this object's store alive; one thread at a time may ask.
    plan::SetSight of(Root production) const;
    const std::vector<std::string>& problems() const;

private:
    struct Store;
    std::shared_ptr<Store> store_;
};

}  // namespace recce
