// One frame as a list of passes that say what they read and write. The graph turns that into barriers, in order, and
// prints itself as text, so that it is tested without a device. Knows nothing of what a pass draws.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "gpu/resources.h"

namespace recce::gpu {

class Commands;

/// "DepthWrite" and so on.
std::string_view accessWord(Access access);

class FrameGraph {
public:
    using Id = std::uint32_t;
    struct Use {
        Id image;
        Access access;
    };
    struct Step {           ///< a barrier that the graph found necessary
        std::uint32_t pass; ///< before which
        Id image;
        Access from, to;
    };

    /// An image under a name. `image` may be null in tests; its access then starts as Undefined.
    Id add(std::string name, Image* image);
    /// Passes run in the order in which they are added. A pass that writes what nothing reads and that is not `kept` is
    /// left out.
    void pass(std::string name, std::vector<Use> uses, std::function<void(Commands&)> draw, bool kept = false);
    /// What every image must be usable as in the end.
    void finish(Id image, Access access);

    /// The barriers, in order. Read after read of the same kind has none.
    std::vector<Step> steps() const;
    /// "pass sun-shadow: sunShadow DepthWrite | sunShadow Undefined -> DepthWrite", one line a pass.
    std::string text() const;
    void run(Commands& commands) const;

private:
    struct Pass {
        std::string name;
        std::vector<Use> uses;
        std::function<void(Commands&)> draw;
        bool kept = false;
    };
    std::vector<bool> alive() const;
    std::vector<std::string> names_;
    std::vector<Image*> images_;
    std::vector<Pass> passes_;
    std::vector<Use> final_;
};

}  // namespace recce::gpu
