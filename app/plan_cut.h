// The cut faces of a set seen from above: what a plan fills in, solids as their sections and sheets as thin walls, as
// geometry that the renderer draws with the rest. Knows no device; keeps the sections of pieces that stand still.
#pragma once

#include <memory>
#include <vector>

#include "render/contents.h"
#include "sight/section.h"

namespace recce {

class PlanCuts {
public:
    /// Adds the faces that a cut at `height` opens in the snapshot's models; ghosts stay as they are. Where somebody stands
    /// inside what looks solid it is a room whose walls have no thickness, and only its walls are drawn.
    void addTo(render::Snapshot& snapshot, Metres height);

private:
    struct Kept {
        std::shared_ptr<const cooked::Model> model;
        Mat4 transform{1};
        double height = 0;
        std::vector<Vec2> inside;  ///< people on solids of it
        std::shared_ptr<const FigureMesh> mesh;  ///< null: nothing is cut
        bool used = false;
    };
    std::vector<Kept> kept_;
};

/// Flat faces at the section's height: solids filled, sheets as walls of a few centimetres. Null where nothing is cut.
std::shared_ptr<const FigureMesh> cutFaces(const Section& section);

}  // namespace recce
