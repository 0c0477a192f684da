// Findings about cameras and lenses: image circle, close focus, widest stop, lengths the set does not have. Knows no
// people and no sets.
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "model/in_setup.h"
#include "model/names.h"
#include "optics/exposure.h"
#include "plan/camera_view.h"
#include "plan/findings.h"

namespace recce::plan {
namespace {
/// One camera, as stored or as a setup has it.
class CameraCheck {
public:
    /// `said`: what was already found of this camera; not said again.
    CameraCheck(const Production& p, const CameraRig& rig, const Setup* setup, std::set<std::string>& said, std::vector<Finding>& list)
        : p_(p), rig_(rig), kit_(kitOf(p, rig)), said_(said), list_(list) {
        const Scene* scene = p.find(rig.scene);
        name_ = "Camera " + (scene ? scene->number + "/" : std::string()) + rig.letter;
        subjects_ = {AnyId(rig.id)};
        if (setup) {
            subjects_.push_back(AnyId(setup->id));
            if (!setup->label.empty()) name_ += " in " + setup->label;
        }
    }

    void run() {
        if (!kit_.lenses) return;
        circle();
        std::set<double> told;
        for (const CameraKey& k : rig_.keys) {
            const bool zooming = &k != &rig_.keys.front() && k.focal != rig_.keys.front().focal;
            const Lens* lens = lensAt(*kit_.lenses, k.focal);
            if (!lens && !zooming && told.insert(k.focal.value).second) {
                add(FindingLevel::Note, "no-such-lens", fmt::format("the {} set has no {:.4g} mm.", kit_.lenses->name, k.focal.value));
            }
            if (lens) lensLimits(*lens, k);
        }
    }

private:
    void add(FindingLevel level, const char* code, const std::string& what) {
        if (said_.insert(what).second) list_.push_back({level, code, name_ + ": " + what, subjects_, {}, false});
    }
    void circle() {
        const Millimetres circle = kit_.lenses->imageCircle;
        if (!(circle.value > 0)) return;
        const optics::Gate frame = optics::deliveryCrop(kit_.gate(), kit_.squeeze(), p_.info->aspect);
        const Millimetres needs = optics::diagonal(frame);
        if (needs <= circle) return;
        add(FindingLevel::Warning, "out-of-image-circle",
            fmt::format("the frame is {:.1f} mm across, the {} covers {:.1f} mm: dark corners.", needs.value, kit_.lenses->name, circle.value));
    }
    void lensLimits(const Lens& lens, const CameraKey& key) {
        if (lens.closeFocus.value > 0 && key.focus.value < lens.closeFocus.value - 1e-6) {
            add(FindingLevel::Warning, "close-focus",
                fmt::format("the closest focus of the {:.4g} mm is {:.2f} m; the picture shows {:.2f} m as asked.",
                            lens.focal.value, lens.closeFocus.value, key.focus.value));
        }
        // A tenth of a stop: T1.85 asked of a T1.9 is the same ring.
        const double exceeds = 2 * std::log2(optics::exactStop(lens.wideOpen).value / optics::exactStop(rig_.stop).value);
        if (exceeds > 0.1) {
            add(FindingLevel::Warning, "faster-than-lens",
                fmt::format("the {:.4g} mm opens to T{}, not to T{}.", lens.focal.value, optics::stopNumber(lens.wideOpen),
                            optics::stopNumber(rig_.stop)));
        }
    }

    const Production& p_;
    const CameraRig& rig_;
    CameraKit kit_;
    std::string name_;
    std::vector<AnyId> subjects_;
    std::set<std::string>& said_;
    std::vector<Finding>& list_;
};
}  // namespace

void findOptics(const Production& p, std::vector<Finding>& list) {
    for (const CameraRig& rig : p.all<CameraRig>()) {
        std::set<std::string> said;
        CameraCheck(p, rig, nullptr, said, list).run();
        for (const Setup& setup : p.all<Setup>()) {
            if (std::find(setup.cameras.begin(), setup.cameras.end(), rig.id) == setup.cameras.end()) continue;
            const CameraRig here = inSetup(&setup, rig);
            if (!(here == rig)) CameraCheck(p, here, &setup, said, list).run();
        }
    }
}

}  // namespace recce::plan
