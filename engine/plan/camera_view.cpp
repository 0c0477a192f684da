#include "plan/camera_view.h"

#include <algorithm>
#include <cmath>

#include "optics/exposure.h"
#include "plan/people.h"

namespace recce::plan {
namespace {
template <class T>
const T* findRow(const std::map<CatalogueKey, T>& rows, const CatalogueKey& key) {
    const auto it = rows.find(key);
    return it == rows.end() ? nullptr : &it->second;
}

const Setup* setupWith(const Production& production, Id<CameraRig> rig) {
    for (const Setup& s : production.all<Setup>()) {
        if (std::find(s.cameras.begin(), s.cameras.end(), rig) != s.cameras.end()) return &s;
    }
    return nullptr;
}

std::optional<Metres> followedFocus(const Production& production, const CameraRig& rig, const CameraView& view, double frame) {
    for (const Person& p : peopleAt(production, rig.scene, setupWith(production, rig.id), frame)) {
        if (p.character != *rig.focusOn) continue;
        // A lens is focused on a plane square to its axis, so the depth counts, not the straight distance.
        if (const auto eyes = view.project(p.at.eyes)) return optics::tapeFromPupil(Metres(std::max(eyes->depth, 0.05)), view.state.focal);
    }
    return std::nullopt;
}
}  // namespace

CameraKit kitOf(const Production& production, const CameraRig& rig) {
    CameraKit kit;
    kit.body = findRow(production.used->bodies, rig.body);
    kit.lenses = findRow(production.used->lensSets, rig.lensSet);
    kit.support = findRow(production.used->supports, rig.support);
    kit.mode = {"Super 35 3-perf", Millimetres(24.89), Millimetres(13.87), 0, 0};
    if (kit.body && !kit.body->modes.empty()) {
        const auto& modes = kit.body->modes;
        const auto it = std::find_if(modes.begin(), modes.end(), [&](const SensorMode& m) { return m.name == rig.mode; });
        kit.mode = it == modes.end() ? modes.front() : *it;
        kit.modeFound = it != modes.end() || rig.mode.empty();
    }
    return kit;
}

const Lens* lensAt(const LensSet& set, Millimetres focal) {
    for (const Lens& l : set.lenses) {
        if (std::abs(l.focal.value - focal.value) < 0.05) return &l;
    }
    return nullptr;
}

std::optional<FramePoint> CameraView::project(const Vec3& world) const {
    const Vec3 local = glm::inverse(toRotation(state.angles)) * (world - state.position);
    const double depth = -local.z;
    if (depth < 1e-6) return std::nullopt;
    const double f = state.focal.value;
    return FramePoint{{2 * f * local.x / (depth * squeeze * frame.width.value), 2 * f * local.y / (depth * frame.height.value)},
                      depth};
}

Metres CameraView::frameHeightAt(Metres distance) const { return optics::frameAt(distance, frame, state.focal).height; }

optics::SharpRange CameraView::sharp() const {
    return optics::depthOfFieldOnTape({state.focal, optics::fStop(optics::exactStop(stop), transmittance), state.focus,
                                       optics::circleOfConfusion(gate)});
}

CameraView viewOf(const Production& production, const CameraRig& rig, double time) {
    const CameraKit kit = kitOf(production, rig);
    CameraView view;
    view.state = cameraAt(rig, time);
    view.gate = kit.gate();
    view.squeeze = kit.squeeze();
    view.aspect = production.info->aspect;
    view.frame = optics::deliveryCrop(view.gate, view.squeeze, view.aspect);
    view.transmittance = kit.transmittance();
    view.stop = rig.stop;
    if (rig.focusOn) view.state.focus = followedFocus(production, rig, view, time).value_or(view.state.focus);
    return view;
}

}  // namespace recce::plan
