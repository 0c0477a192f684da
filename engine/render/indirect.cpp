#include "render/indirect.h"

#include <algorithm>
#include <cmath>

#include "optics/colour.h"
#include "render/sky.h"
#include "sight/reflection.h"

namespace recce::render {
Hash128 indirectSetKey(const Snapshot& snapshot) {
    std::string bytes;
    for (const auto& m : snapshot.models) {
        if (m.ghost) continue;
        const cooked::Model* model = m.model.get();
        bytes.append(reinterpret_cast<const char*>(&model), sizeof(model));
        bytes.append(reinterpret_cast<const char*>(&m.transform), sizeof(m.transform));
    }
    return hashOf(bytes);
}

Hash128 indirectKey(const Snapshot& snapshot) {
    std::string bytes;
    const auto add = [&](const auto& value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof(value)); };
    add(indirectSetKey(snapshot));
    for (const auto& l : snapshot.lamps) {
        add(l.kind);
        add(l.pose.position);
        add(l.pose.rotation);
        add(l.candela);
        add(l.halfBeam);
        add(l.power);
        add(l.width);
        add(l.height);
        if (l.profile) add(l.profile->contents);
    }
    add(snapshot.daylight.sky);
    add(snapshot.daylight.toSun);
    add(snapshot.daylight.sunLux);
    add(snapshot.daylight.skyLux);
    return hashOf(bytes);
}

SightPiece sightPiece(const PlacedModel& placed, SightModels& known) {
    auto& model = known[placed.model.get()];
    if (!model) model = makeSightModel(placed.model);
    return {model, placed.transform, placed.tag, placed.screen && placed.model->materials().front().alphaMode == cooked::AlphaMode::Blend};
}

IndirectInput indirectInput(const Snapshot& snapshot) { return {snapshot.models, snapshot.lamps, snapshot.daylight}; }

std::vector<ProbeLight> probeLights(const IndirectInput& input) {
    std::vector<ProbeLight> lights;
    if (optics::luminance(input.daylight.sunLux) > 0) {
        lights.push_back(ProbeSun{input.daylight.toSun, input.daylight.sunLux});
    }
    for (const auto& lamp : input.lamps) {
        if (optics::luminance(lamp.candela) > 0) lights.emplace_back(static_cast<const optics::Emitter&>(lamp));
    }
    return lights;
}

Result<std::shared_ptr<const ProbeGrid>> traceIndirect(const IndirectInput& input, SightModels& known, const CancelToken& cancel,
                                                       IndirectDetail detail) {
    SightContents contents;
    for (const auto& placed : input.models) {
        if (placed.ghost) continue;
        contents.pieces.push_back(sightPiece(placed, known));
    }
    if (contents.pieces.empty()) return nullptr;
    const auto scene = SightScene::make(contents);
    const std::vector<ProbeLight> lights = probeLights(input);
    const SkyModel sky(input.daylight);
    ProbeSettings settings;
    const bool early = detail == IndirectDetail::Early;
    settings.spacing = Metres(early ? 1.6 : 0.8);
    if (early) {
        settings.maxProbes = 512;
        settings.raysPerProbe = 96;
        settings.settled = 0.05;
    }
    RECCE_TRY(ProbeGrid grid, traceProbes(*scene, [&sky](const Vec3& d) { return sky.radiance(d); }, lights, settings, {}, cancel));
    RECCE_TRY(grid.reflection, traceReflection(*scene, [&sky](const Vec3& d) { return sky.radiance(d); }, lights, grid, cancel, early ? 16 : 64));
    return std::make_shared<const ProbeGrid>(std::move(grid));
}

Result<std::shared_ptr<const ProbeGrid>> IndirectCache::of(const Snapshot& snapshot, const CancelToken& cancel) {
    const Hash128 key = indirectKey(snapshot);
    for (const auto& [kept, grid] : grids_) {
        if (kept == key) return grid;
    }
    RECCE_TRY(auto grid, traceIndirect(indirectInput(snapshot), models_, cancel));
    constexpr std::size_t kKept = 8;
    if (grids_.size() == kKept) grids_.erase(grids_.begin());
    grids_.emplace_back(key, grid);
    return grid;
}

}  // namespace recce::render
