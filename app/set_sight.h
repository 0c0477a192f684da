// The sets of a project as something that hides and can be hit, for shots, framing and findings: the one answer of window,
// command line and paper. Keeps what it built; knows no picture.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/jobs.h"
#include "model/production.h"
#include "plan/shot_facts.h"

namespace recce {

/// The search trees of a model; null: not at hand, and it hides nothing.
using SightModelOf = std::function<std::shared_ptr<const SightModel>(const Asset&)>;

class SetSights {
public:
    /// Models are at hand: the window's.
    explicit SetSights(SightModelOf models);
    /// Models are read through the importer or its cache; one that cannot be read is left out and named in problems().
    SetSights(std::filesystem::path folder, ProgressSink progress, CancelToken cancel);
    ~SetSights();
    /// For this production, pieces as the setup has them. Those that are hidden or ghosts hide nothing. The function
    /// keeps the root and this object's store alive; one thread at a time may ask.
    plan::SetSight of(Root production) const;
    const std::vector<std::string>& problems() const;

private:
    struct Store;
    std::shared_ptr<Store> store_;
};

}  // namespace recce
