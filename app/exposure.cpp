#include "app/exposure.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/stage.h"
#include "model/in_setup.h"
#include "model/names.h"
#include "optics/colour.h"
#include "optics/exposure.h"
#include "plan/people.h"
#include "render/indirect.h"
#include "render/sky.h"
#include "sight/light.h"

namespace recce {
namespace {

std::shared_ptr<const SightScene> emptySet() {
    static const auto kNothing = SightScene::make({});
    return kNothing;
}

bool hasPieces(const Production& p, Id<Scene> id) {
    const Scene* scene = p.find(id);
    return std::any_of(p.all<SetPiece>().begin(), p.all<SetPiece>().end(), [&](const SetPiece& piece) {
        const auto* own = std::get_if<Id<Scene>>(&piece.owner);
        const auto* set = std::get_if<Id<Set>>(&piece.owner);
        return piece.visible && !piece.ghost && ((own && *own == id) || (set && scene && std::count(scene->sets.begin(), scene->sets.end(), *set) > 0));
    });
}

/// Where the meter is held: one place for a person, several spread over the frame where it shows a set only.
std::vector<Vec3> meterPlaces(const CameraRig& rig, const plan::CameraView& view, const std::vector<plan::Person>& people, const SightScene& set) {
    const plan::Person* subject = nullptr;
    double nearest = 1e9;
    for (const plan::Person& person : people) {
        const auto at = view.project(person.at.chin);
        if (rig.focusOn && person.character == *rig.focusOn && at) return {person.at.chin};
        if (!at || !at->inside()) continue;
        const double off = glm::length(at->at * Vec2(view.aspect, 1));
        if (off < nearest && !set.occluded({view.state.position, person.at.chin - view.state.position, 0.05, glm::length(person.at.chin - view.state.position) - 0.3})) {
            nearest = off;
            subject = &person;
        }
    }
    if (subject) return {subject->at.chin};
    const Mat3 turn = glm::mat3_cast(toRotation(view.state.angles));
    const double height = view.frameHeightAt(Metres(1)).value / 2;
    std::vector<Vec3> places;
    constexpr int kAcross = 5, kDown = 3;
    for (int i = 0; i < kAcross * kDown; ++i) {
        const double x = (2 * (i % kAcross + 0.5) / kAcross - 1) * height * view.aspect, y = (2 * (i / kAcross + 0.5) / kDown - 1) * height;
        if (const auto hit = set.cast({view.state.position, turn * Vec3(x, y, -1)})) places.push_back(hit->point);
    }
    if (places.empty()) places.push_back(view.state.position - turn[2] * std::max(view.state.focus.value, 0.5));
    return places;
}

}  // namespace

std::optional<ExposureReading> readExposure(const Production& production, const CameraRig& rig, const Setup* setup, double frame,
                                            const plan::SetSight& sight) {
    if (rig.keys.empty()) return std::nullopt;
    auto set = sight ? sight(rig.scene, setup ? setup->id : Id<Setup>{}) : nullptr;
    if (!set && hasPieces(production, rig.scene)) return std::nullopt;  // what stands there is not known
    if (!set) set = emptySet();
    const auto people = plan::peopleAt(production, rig.scene, setup, frame);
    const SceneLight light = lightOf(production, rig.scene, setup, people, [&set] { return set; });
    const render::SkyModel sky(light.daylight);
    auto lights = render::probeLights({{}, light.lamps, light.daylight});
    // Cloths stand in the set; the leaves of barn doors do not.
    for (std::size_t i = light.cloths.size(); i < light.screens.size(); ++i) lights.emplace_back(light.screens[i]);
    const plan::CameraView view = plan::viewOf(production, rig, frame);
    double sum = 0;
    const auto places = meterPlaces(rig, view, people, *set);
    for (const Vec3& place : places) {
        const Vec3 towards = glm::normalize(view.state.position - place);
        const Vec3 lux = incidentLight(*set, [&sky](const Vec3& d) { return sky.radiance(d); }, lights, place + towards * 0.15, towards);
        sum += std::log2(std::max(optics::luminance(lux), 1e-6)) / static_cast<double>(places.size());
    }
    ExposureReading reading;
    reading.incident = Lux(std::exp2(sum));
    if (reading.incident.value < 1e-3) return std::nullopt;
    const double rate = (rig.captureRate ? *rig.captureRate : production.info->rate).perSecond();
    const TStop advised = optics::incidentMeter(reading.incident, optics::exposureTime(rig.shutter, rate), rig.iso, optics::kDomeMeter);
    reading.over = Stops(2 * std::log2(advised.value / optics::exactStop(rig.stop).value) - rig.nd.value);
    return reading;
}

double ndFor(Stops over) {
    return std::clamp(std::round(over.value) * kNdStep, 0.0, kNdMost);
}

std::string ndName(double density) {
    constexpr double kDensest = 2.1;
    if (density <= kDensest + 1e-9) return fmt::format("ND {:.1f}", density);
    return fmt::format("ND {:.1f} + {:.1f}", kDensest, density - kDensest);
}

void suggestNd(const Production& production, CameraRig& rig, const Setup* setup, const plan::SetSight& sight) {
    const auto reading = rig.keys.empty() ? std::nullopt
                                          : readExposure(production, rig, setup, static_cast<double>(rig.keys.front().time.frame), sight);
    if (reading) rig.nd = ndStops(ndFor(Stops(reading->over.value + rig.nd.value)));
}

std::vector<CameraExposure> readExposures(const Production& p, const plan::SetSight& sight) {
    std::vector<CameraExposure> all;
    for (const CameraRig& rig : p.all<CameraRig>()) {
        if (!p.find(rig.scene)) continue;
        const Setup* setup = setupOf(p, rig.id);
        CameraExposure one{inSetup(setup, rig), 0, {}};
        for (const Shot* shot : shotsInOrder(p, rig.scene)) {
            if (shot->rig != rig.id) continue;
            one.frame = static_cast<double>(shot->poster.frame);
            break;
        }
        const auto reading = readExposure(p, one.rig, setup, one.frame, sight);
        if (!reading) continue;
        one.reading = *reading;
        all.push_back(std::move(one));
    }
    return all;
}

void findExposure(const Production& p, const std::vector<CameraExposure>& exposures, std::vector<Finding>& list) {
    for (const auto& [rig, frame, reading] : exposures) {
        if (std::abs(reading.over.value) <= kFarOff.value) continue;
        const double density = ndFor(Stops(reading.over.value + rig.nd.value));
        const bool filters = std::abs(ndStops(density).value - rig.nd.value) > 0.1;
        Finding f{reading.over.value > 0 ? FindingLevel::Warning : FindingLevel::Note, "exposure-off", {}, {AnyId(rig.id)}, {}, false};
        f.message = fmt::format("Camera {}/{}: {:+.1f} stops at {:.0f} lx: {}.", p.find(rig.scene)->number, rig.letter, reading.over.value, reading.incident.value,
                                filters && density > 0 ? (rig.nd.value > 0.05 ? "take " : "add ") + ndName(density)
                                : filters              ? "take the ND out"
                                                       : "more light, a wider stop or a higher ISO");
        if (filters) f.fixes.push_back(fmt::format("expose-camera {} time={:.0f}f", toText(rig.id), frame));
        list.push_back(std::move(f));
    }
}

}  // namespace recce
