// The demo production keeps what docs/slack-water.md says of it: light on faces, filters that can be rented, one finding.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <map>

#include "app/cli/findings.h"
#include "app/light_meter.h"
#include "app/stage.h"
#include "asset/importer_client.h"
#include "model/in_setup.h"
#include "model/project.h"
#include "plan/shot_facts.h"

namespace recce {
namespace {

const std::filesystem::path kFilm = std::filesystem::path(RECCE_SOURCE_DIR) / "scenes/slack-water";

/// What a meter reads on the two cheeks, its disc turned 45 degrees off the way the face looks. `at` is on the skin's side of
/// everything: a hand before the eyes, so that nose and hair shade it no more than they shade a meter held there.
struct Cheeks {
    double left = 0, right = 0;
    double ratio() const { return std::max(left, right) / std::max(std::min(left, right), 1e-3); }
};

class SlackWater : public testing::Test {
protected:
    void SetUp() override {
        auto opened = Project::open(kFilm, OpenFor::Reading);
        ASSERT_TRUE(opened) << toText(opened.error());
        project = std::move(*opened);
    }
    std::unique_ptr<Project> project;
    const Production& film() const { return project->production(); }
};

TEST_F(SlackWater, HasItsOneFinding) {
    const auto found = cli::findingsOf(*project);
    ASSERT_EQ(found.size(), 1u) << found.back().message;
    EXPECT_EQ(found[0].code, "crosses-line");
    EXPECT_EQ(found[0].level, FindingLevel::Warning);
    EXPECT_EQ(found[0].message.substr(0, 4), "12D ");
}

TEST_F(SlackWater, FiltersCanBeRented) {
    // ND glass comes as 0.3, 0.6 ... density, one stop each.
    for (const CameraRig& rig : film().all<CameraRig>()) EXPECT_EQ(std::fmod(rig.nd.value, 1.0), 0) << toText(rig.id);
}

TEST_F(SlackWater, FacesAreKeyedThreeToOne) {
    std::map<Id<Asset>, std::shared_ptr<const cooked::Model>> models;
    for (const Asset& a : film().all<Asset>()) {
        asset::ImportRequest request;
        request.path = (kFilm / a.path).lexically_normal();
        const auto outcome = asset::importModel(request, {}, {});
        ASSERT_TRUE(outcome) << toText(outcome.error());
        models[a.id] = outcome->model;
    }
    StageShelf figures;
    render::SightModels known;
    const ModelOf modelOf = [&](Id<Asset> id) { return models[id]; };
    for (const Shot& shot : film().all<Shot>()) {
        const auto facts = plan::readShot(film(), shot);
        ASSERT_TRUE(facts);
        if (!facts->subject || facts->characters.empty() || facts->size == ShotSize::Insert) continue;
        const recce::Setup* setup = film().find(shot.setup);
        for (const plan::Person& person : plan::peopleAt(film(), facts->scene, setup, static_cast<double>(shot.poster.frame))) {
            if (person.character != *facts->subject) continue;
            const Vec3 ahead = glm::normalize(Vec3(person.gaze().x, 0, person.gaze().z)), right(-ahead.z, 0, ahead.x);
            const auto reading = [&](double side) {
                const Vec3 at = person.at.eyes + ahead * 0.13 + right * (side * 0.10) - Vec3(0, 0.03, 0);
                MeterAsk ask{film(), facts->scene, setup, {}, at, at + ahead + right * side, render::Receptor::Flat, modelOf, figures, known, {}};
                const auto answer = readMeter(ask);
                EXPECT_TRUE(answer) << toText(answer.error());
                return answer ? answer->light.total().value : 0.0;
            };
            const Cheeks c{reading(-1), reading(1)};
            // Of an 18 % grey at the exposure set: over or under, in stops, on the brighter cheek.
            const CameraRig rig = inSetup(setup, *film().find(shot.rig));
            const double seconds = rig.shutter.value / 360 / 24;
            const double stops = std::log2(std::max(c.left, c.right) * rig.iso.value * seconds / (250 * rig.stop.value * rig.stop.value)) - rig.nd.value;
            std::printf("| %s | %.0f | %.0f | %.1f:1 | %+.1f |\n", shot.label.c_str(), std::max(c.left, c.right), std::min(c.left, c.right), c.ratio(), stops);
            EXPECT_GE(c.ratio(), 3.0) << shot.label;
        }
    }
}

}  // namespace
}  // namespace recce
