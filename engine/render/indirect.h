// The probe grid of a snapshot: what of its sky and lamps reaches every place by way of its surfaces. Traced on the CPU by
// sight, kept while set and light stand. People are not in it: they walk, and the grid would have to follow them.
#pragma once

#include <map>
#include <memory>

#include "base/hash.h"
#include "base/jobs.h"
#include "render/contents.h"
#include "sight/scene.h"

namespace recce::render {

/// Stands for what the grid depends on: placed models, lamps, daylight.
Hash128 indirectKey(const Snapshot& snapshot);

/// Stands for the placed models alone.
Hash128 indirectSetKey(const Snapshot& snapshot);

/// What tracing needs, as values: made on the main thread, traced on a worker.
struct IndirectInput {
    std::vector<PlacedModel> models;
    std::vector<Lamp> lamps;
    Daylight daylight;
};
IndirectInput indirectInput(const Snapshot& snapshot);
using SightModels = std::map<const cooked::Model*, std::shared_ptr<const SightModel>>;
/// The model as sight takes it; a cloth that lets light straight through counts as glass however little that is.
SightPiece sightPiece(const PlacedModel& placed, SightModels& known);
/// The lamps and the sun as sight takes them.
std::vector<ProbeLight> probeLights(const IndirectInput& input);
/// Early: a twentieth of the rays, for a view that waits for the whole.
enum class IndirectDetail { Early, Whole };
/// `known` gains the search trees of models that it lacks. Null without any geometry or light.
Result<std::shared_ptr<const ProbeGrid>> traceIndirect(const IndirectInput& input, SightModels& known, const CancelToken& cancel,
                                                       IndirectDetail detail = IndirectDetail::Whole);

/// The grids of the last few sets and lights, for callers that wait: boards and exports.
class IndirectCache {
public:
    Result<std::shared_ptr<const ProbeGrid>> of(const Snapshot& snapshot, const CancelToken& cancel);

private:
    SightModels models_;
    std::vector<std::pair<Hash128, std::shared_ptr<const ProbeGrid>>> grids_;
};

}  // namespace recce::render
