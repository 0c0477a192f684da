// Findings about lamps that cannot be as they are set: measured light that cannot be read, output, colour and beam that the fixture
// does not have. Knows no sets and no pictures.
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "model/changes.h"
#include "model/in_setup.h"
#include "model/names.h"
#include "optics/ies.h"
#include "plan/findings.h"

namespace recce::plan {
namespace {

/// Above the catalogue's figure by this: people round and makers differ; more is another lamp.
constexpr double kBrighter = 1.25;
/// Lumens a watt of the best white light there is; a file that says more has wrong watts or wrong candela.
constexpr double kBestEfficacy = 300;
/// Mireds: the weakest gel. Bulbs of one box differ by as much.
constexpr double kColourStep = 26;

double miredsOf(Kelvin k) { return 1e6 / std::max(k.value, 1.0); }

class LightCheck {
public:
    /// `light` as stored, or as `setup` has it. `said`: what was already found of it; not said again.
    LightCheck(const Production& p, const Light& light, const Setup* setup, std::set<std::string>& said, std::vector<Finding>& list)
        : p_(p), light_(light), setup_(setup), said_(said), list_(list) {
        const auto fixture = p.used->fixtures.find(light.fixture);
        if (fixture != p.used->fixtures.end()) fixture_ = &fixture->second;
    }

    void run() {
        measured();
        beam();
        if (fixture_) within(*fixture_);
        doors();
    }

private:
    void add(FindingLevel level, const char* code, const std::string& what, std::vector<std::string> fixes = {}) {
        if (!said_.insert(what).second) return;
        std::vector<AnyId> about{AnyId(light_.id)};
        std::string name = describeThing(p_, AnyId(light_.id));
        if (setup_) {
            about.push_back(AnyId(setup_->id));
            if (!setup_->label.empty()) name += " in " + setup_->label;
            fixes.clear();  // they would change it for every setup
        }
        list_.push_back({level, code, name + ": " + what, std::move(about), std::move(fixes), false});
    }

    void measured() {
        const auto row = p_.used->photometries.find(light_.photometry);
        if (row == p_.used->photometries.end()) return;  // a key of no row is found with the other catalogue rows
        const auto profile = optics::readIes(row->second.ies.text(), row->second.file);
        const std::string id = toText(light_.id);
        if (!profile) {
            add(FindingLevel::Error, "damaged-photometry",
                fmt::format("its measured light {} cannot be read, it shines by its beam instead. {}", row->second.file, profile.error().message),
                {fmt::format("use-ies {} file=FILE", id), fmt::format("set {} photometry=", id)});
            return;
        }
        const double lumens = profile->flux().value;
        if (profile->watts > 0 && lumens > kBestEfficacy * profile->watts)
            add(FindingLevel::Warning, "more-than-its-watts", fmt::format("{} gives {:.0f} lm from {:.4g} W, more than any lamp does.", row->second.file, lumens, profile->watts));
    }

    void beam() {
        const bool thrown = light_.shape == FixtureShape::Fresnel || light_.shape == FixtureShape::Spot;
        if (!thrown || !light_.photometry.empty() || light_.field >= light_.beam) return;
        add(FindingLevel::Warning, "field-in-beam",
            fmt::format("its field of {:.4g}\xC2\xB0 lies inside its beam of {:.4g}\xC2\xB0; the edge is drawn as hard as a lamp's can be.", light_.field.value, light_.beam.value),
            {fmt::format("set {} field={:.4g}deg", toText(light_.id), std::min(360.0, light_.beam.value * 1.4))});
    }

    void within(const Fixture& f) {
        const std::string name = f.maker + " " + f.name, id = toText(light_.id);
        if (const auto* lumens = std::get_if<Lumens>(&light_.output); lumens && f.output.value > 0 && lumens->value > kBrighter * f.output.value)
            add(FindingLevel::Warning, "brighter-than-fixture", fmt::format("{:.0f} lm, but {} gives {:.0f} lm.", lumens->value, name, f.output.value),
                {fmt::format("set {} output={:.0f}lm", id, f.output.value)});
        // Filament lamps go warmer on a dimmer.
        const bool dimmed = light_.dimmer < 0.95 && light_.colour < f.colourMin;
        if (!dimmed && (miredsOf(light_.colour) > miredsOf(f.colourMin) + kColourStep || miredsOf(light_.colour) < miredsOf(f.colourMax) - kColourStep))
            add(FindingLevel::Warning, "colour-out-of-fixture",
                f.colourMin == f.colourMax ? fmt::format("{:.0f} K, but {} is {:.0f} K without a gel.", light_.colour.value, name, f.colourMin.value)
                                           : fmt::format("{:.0f} K, but {} goes from {:.0f} to {:.0f} K without a gel.", light_.colour.value, name, f.colourMin.value, f.colourMax.value),
                {fmt::format("set {} colour={:.0f}K", id, std::clamp(light_.colour.value, f.colourMin.value, f.colourMax.value))});
        const bool thrown = f.shape == FixtureShape::Fresnel || f.shape == FixtureShape::Spot;
        if (thrown && light_.photometry.empty() && (light_.beam.value < f.beamMin.value - 0.5 || light_.beam.value > f.beamMax.value + 0.5))
            add(FindingLevel::Warning, "beam-out-of-fixture",
                fmt::format("a beam of {:.4g}\xC2\xB0, but {} goes from {:.4g}\xC2\xB0 to {:.4g}\xC2\xB0.", light_.beam.value, name, f.beamMin.value, f.beamMax.value),
                {fmt::format("set {} beam={:.4g}deg", id, std::clamp(light_.beam.value, f.beamMin.value, f.beamMax.value))});
    }

    void doors() {
        const auto shut = [](const std::optional<Degrees>& a, const std::optional<Degrees>& b) { return a && b && a->value < 5 && b->value < 5; };
        if (shut(light_.doorTop, light_.doorBottom) || shut(light_.doorLeft, light_.doorRight))
            add(FindingLevel::Note, "doors-shut", "its barn doors are shut, no light gets out.");
        if ((light_.doorTop || light_.doorBottom || light_.doorLeft || light_.doorRight) && (light_.shape == FixtureShape::Bulb || light_.shape == FixtureShape::Tube || light_.shape == FixtureShape::Sun))
            add(FindingLevel::Note, "doors-without-front", "it has no front to hang barn doors on; they are left away.");
    }

    const Production& p_;
    const Light& light_;
    const Setup* setup_;
    std::set<std::string>& said_;
    const Fixture* fixture_ = nullptr;
    std::vector<Finding>& list_;
};

}  // namespace

void findLights(const Production& p, std::vector<Finding>& list) {
    for (const Light& light : p.all<Light>()) {
        std::set<std::string> said;
        LightCheck(p, light, nullptr, said, list).run();
        for (const Setup& setup : p.all<Setup>()) {
            if (!isChanged(setup, AnyId(light.id))) continue;
            const Light here = inSetup(&setup, light);
            LightCheck(p, here, &setup, said, list).run();
        }
    }
}

}  // namespace recce::plan
