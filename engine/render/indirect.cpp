#include "render/indirect.h"

#include <algorithm>
#include <cmath>

#include "optics/colour.h"
#include "render/sky.h"
#include "sight/reflection.h"

namespace recce::render {
namespace {

ProbeLight toProbe(const Lamp& lamp) {
    ProbeLight light;
    light.position = lamp.pose.position;
    light.direction = lamp.pose.forward();
    light.intensity = lamp.candela;
    switch (lamp.kind) {
        case LampKind::Spot:
            // A smoothstep that passes the same half at the same angle and ends where a tenth is left.
            light.kind = ProbeLightKind::Cone;
            light.cosInner = std::cos(lamp.halfBeam * 0.45);
            light.cosOuter = std::cos(std::min(lamp.halfBeam * 1.5, 1.5));
            break;
        case LampKind::Panel:
            light.kind = ProbeLightKind::Panel;
            light.halfRight = lamp.pose.right() * (lamp.width.value / 2);
            light.halfUp = lamp.pose.up() * (lamp.height.value / 2);
            break;
        case LampKind::Tube:
            // Phi / pi^2 square to the tube is Phi / 4 pi all round.
            light.intensity *= kPi / 4;
            break;
        case LampKind::Bulb: break;
    }
    return light;
}

}  // namespace

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
        add(l.width);
        add(l.height);
    }
    add(snapshot.daylight.sky);
    add(snapshot.daylight.toSun);
    add(snapshot.daylight.sunLux);
    add(snapshot.daylight.skyLux);
    return hashOf(bytes);
}

IndirectInput indirectInput(const Snapshot& snapshot) { return {snapshot.models, snapshot.lamps, snapshot.daylight}; }

std::vector<ProbeLight> probeLights(const IndirectInput& input) {
    std::vector<ProbeLight> lights;
    if (optics::luminance(input.daylight.sunLux) > 0) {
        ProbeLight sun;
        sun.kind = ProbeLightKind::Sun;
        sun.direction = -input.daylight.toSun;
        sun.intensity = input.daylight.sunLux;
        lights.push_back(sun);
    }
    for (const auto& lamp : input.lamps) {
        if (optics::luminance(lamp.candela) > 0) lights.push_back(toProbe(lamp));
    }
    return lights;
}

Result<std::shared_ptr<const ProbeGrid>> traceIndirect(const IndirectInput& input, SightModels& known, const CancelToken& cancel) {
    SightContents contents;
    for (const auto& placed : input.models) {
        if (placed.ghost) continue;
        auto& model = known[placed.model.get()];
        if (!model) model = makeSightModel(placed.model);
        contents.pieces.push_back({model, placed.transform, placed.tag});
    }
    if (contents.pieces.empty()) return nullptr;
    const auto scene = SightScene::make(contents);
    const std::vector<ProbeLight> lights = probeLights(input);
    const SkyModel sky(input.daylight);
    ProbeSettings settings;
    settings.spacing = Metres(0.8);
    RECCE_TRY(ProbeGrid grid, traceProbes(*scene, [&sky](const Vec3& d) { return sky.radiance(d); }, lights, settings, {}, cancel));
    RECCE_TRY(grid.reflection, traceReflection(*scene, [&sky](const Vec3& d) { return sky.radiance(d); }, lights, grid, cancel));
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
