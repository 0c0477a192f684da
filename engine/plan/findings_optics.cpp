// Findings about cameras and lenses: image circle, close focus, widest stop, lengths the set does not have. Knows no
// people and no sets.
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "model/names.h"
#include "optics/exposure.h"
#include "plan/camera_view.h"
#include "plan/findings.h"

namespace recce::plan {
namespace {
class CameraCheck {
public:
    CameraCheck(const Production& p, const CameraRig& rig, std::vector<Finding>& list)
        : p_(p), rig_(rig), kit_(kitOf(p, rig)), list_(list) {
        const Scene* scene = p.find(rig.scene);
        name_ = "Camera " + (scene ? scene->number + "/" : std::string()) + rig.letter;
    }

    void run() {
        if (!kit_.lenses) return;
        circle();
        std::set<double> told;
        for (const CameraKey& k : rig_.keys) {
            const bool zooming = &k != &rig_.keys.front() && k.focal != rig_.keys.front().focal;
            const Lens* lens = lensAt(*kit_.lenses, k.focal);
            if (!lens && !zooming && told.insert(k.focal.value).second) {
                add(FindingLevel::Note, "no-such-lens", fmt::format("{}: the {} set has no {:.4g} mm.", name_, kit_.lenses->name, k.focal.value));
            }
            if (lens) lensLimits(*lens, k);
        }
    }

private:
    void add(FindingLevel level, const char* code, std::string message) {
        for (const Finding& f : list_) {
            if (f.code == code && f.message == message) return;
        }
        list_.push_back({level, code, std::move(message), {AnyId(rig_.id)}, {}, false});
    }
    void circle() {
        const Millimetres circle = kit_.lenses->imageCircle;
        if (!(circle.value > 0)) return;
        const optics::Gate frame = optics::deliveryCrop(kit_.gate(), kit_.squeeze(), p_.info->aspect);
        const Millimetres needs = optics::diagonal(frame);
        if (needs <= circle) return;
        add(FindingLevel::Warning, "out-of-image-circle",
            fmt::format("{}: the frame is {:.1f} mm across, the {} covers {:.1f} mm: dark corners.", name_, needs.value, kit_.lenses->name, circle.value));
    }
    void lensLimits(const Lens& lens, const CameraKey& key) {
        if (lens.closeFocus.value > 0 && key.focus.value < lens.closeFocus.value - 1e-6) {
            add(FindingLevel::Warning, "close-focus",
                fmt::format("{}: the closest focus of the {:.4g} mm is {:.2f} m; the picture shows {:.2f} m as asked.", name_,
                            lens.focal.value, lens.closeFocus.value, key.focus.value));
        }
        // A tenth of a stop: T1.85 asked of a T1.9 is the same ring.
        const double exceeds = 2 * std::log2(optics::exactStop(lens.wideOpen).value / optics::exactStop(rig_.stop).value);
        if (exceeds > 0.1) {
            add(FindingLevel::Warning, "faster-than-lens",
                fmt::format("{}: the {:.4g} mm opens to T{}, not to T{}.", name_, lens.focal.value, optics::stopNumber(lens.wideOpen),
                            optics::stopNumber(rig_.stop)));
        }
    }

    const Production& p_;
    const CameraRig& rig_;
    CameraKit kit_;
    std::string name_;
    std::vector<Finding>& list_;
};
}  // namespace

void findOptics(const Production& p, std::vector<Finding>& list) {
    for (const CameraRig& rig : p.all<CameraRig>()) {
        std::vector<Finding> own;
        CameraCheck(p, rig, own).run();
        list.insert(list.end(), own.begin(), own.end());
    }
}

}  // namespace recce::plan
