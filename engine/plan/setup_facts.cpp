#include "plan/setup_facts.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "model/in_setup.h"
#include "plan/cloth.h"

namespace recce::plan {
namespace {
bool travels(Movement m) {
    static constexpr std::array kTravelling = {Movement::Dolly, Movement::Truck, Movement::Pedestal, Movement::Crane,
                                               Movement::Arc, Movement::DollyZoom};
    return std::find(kTravelling.begin(), kTravelling.end(), m) != kTravelling.end();
}
/// Heads that need rails, bases or balancing whatever the move.
bool isHeavy(const CatalogueKey& support) {
    for (const std::string_view prefix : {"support.steadicam", "support.jib", "technocrane."}) {
        if (support.rfind(prefix, 0) == 0) return true;
    }
    return false;
}
/// Setups of more people than this outdoors are a crowd.
constexpr std::size_t kCrowd = 4;

std::string shortLength(Millimetres focal) { return fmt::format("{:.4g} mm", focal.value); }

void addCounted(std::vector<std::string>& list, const std::map<std::string, int>& counts) {
    for (const auto& [name, count] : counts) list.push_back(count > 1 ? fmt::format("{} x {}", name, count) : name);
}
}  // namespace

SetupTime timeOf(const Production& production, const Setup& setup, std::span<const ShotFacts> shots) {
    if (setup.minutes) return {*setup.minutes, false, {}};
    const Scene* scene = production.find(setup.scene);
    const bool outside = scene && scene->intExt != IntExt::Int;
    bool travelling = false, crowd = false, inserts = !shots.empty(), handheld = !shots.empty();
    for (const ShotFacts& s : shots) {
        travelling = travelling || isHeavy(s.rig.support) ||
                     std::any_of(s.movement.kinds.begin(), s.movement.kinds.end(), travels);
        crowd = crowd || (outside && s.characters.size() > kCrowd);
        inserts = inserts && s.size == ShotSize::Insert;
        handheld = handheld && s.rig.support == "support.handheld";
    }
    if (crowd) return {kCrowdMinutes, true, "outdoors with a crowd"};
    if (travelling) return {kTravelMinutes, true, "the camera travels"};
    if (inserts && handheld) return {kInsertMinutes, true, "a handheld insert"};
    return {kPlainMinutes, true, "a plain setup"};
}

std::vector<std::string> equipmentOf(const Production& production, const Setup& setup) {
    std::set<std::string> bodies, lenses, supports;
    std::map<std::string, int> fixtures;
    for (const Id<CameraRig> id : setup.cameras) {
        const CameraRig* stored = production.find(id);
        if (!stored) continue;
        const CameraRig rig = inSetup(&setup, *stored);
        const CameraKit kit = kitOf(production, rig);
        if (kit.body) bodies.insert(kit.body->maker + " " + kit.body->name);
        else if (!rig.body.empty()) bodies.insert(rig.body);
        for (const CameraKey& k : rig.keys) {
            lenses.insert((kit.lenses ? kit.lenses->name + " " : std::string()) + shortLength(k.focal));
        }
        if (kit.support) supports.insert(kit.support->name);
        else if (!rig.support.empty()) supports.insert(rig.support);
    }
    for (const Light& stored : production.all<Light>()) {
        const bool here = stored.owner == LightOwner(setup.scene) || stored.owner == LightOwner(setup.set);
        if (!here) continue;
        const Light light = inSetup(&setup, stored);
        if (!light.on || light.shape == FixtureShape::Sun || light.role == LightRole::Window) continue;
        const auto row = production.used->fixtures.find(light.fixture);
        if (row != production.used->fixtures.end()) ++fixtures[row->second.maker + " " + row->second.name];
        else if (!light.fixture.empty()) ++fixtures[light.fixture];
        else if (const auto measured = production.used->photometries.find(light.photometry); measured != production.used->photometries.end())
            ++fixtures[measured->second.name];
        else if (!light.name.empty()) ++fixtures[light.name];
    }
    std::map<std::string, int> grips;
    for (const SetPiece& stored : production.all<SetPiece>()) {
        const bool here = isCloth(stored) && (stored.owner == PieceOwner(setup.scene) || stored.owner == PieceOwner(setup.set));
        if (!here) continue;
        const SetPiece cloth = inSetup(&setup, stored);
        if (!cloth.visible) continue;
        const std::string name = fabricOf(cloth, *production.used).name;
        ++grips[(name.empty() ? cloth.fabric : name) + " " + clothSizeText(clothWidth(cloth), clothHeight(cloth))];
    }
    std::vector<std::string> list(bodies.begin(), bodies.end());
    list.insert(list.end(), lenses.begin(), lenses.end());
    list.insert(list.end(), supports.begin(), supports.end());
    addCounted(list, fixtures);
    addCounted(list, grips);
    return list;
}

}  // namespace recce::plan
