// Findings on lamps that cannot be as they are set, and none on those that can.
#include <gtest/gtest.h>

#include <algorithm>

#include "plan/findings.h"
#include "tests/plan/film.h"

namespace recce::plan {
namespace {

struct Lamp : test::Film {
    Light light;
    Fixture fixture;
    Lamp() {
        fixture.key = light.fixture = "maker.fresnel";
        fixture.maker = "Maker";
        fixture.name = "Fresnel";
        fixture.shape = light.shape = FixtureShape::Fresnel;
        fixture.output = Lumens(10000);
        fixture.beamMin = Degrees(15);
        fixture.beamMax = Degrees(50);
        fixture.colourMin = fixture.colourMax = Kelvin(5600);
        light.id = {77};
        light.owner = scene;
        light.name = "Key";
        light.output = Lumens(10000);
        light.beam = Degrees(40);
        light.field = Degrees(55);
    }
    std::vector<std::string> codes() {
        UsedCatalogue used = *p.used;
        used.fixtures[fixture.key] = fixture;
        p.used = std::make_shared<const UsedCatalogue>(used);
        put(light);
        std::vector<Finding> list;
        findLights(p, list);
        std::vector<std::string> out;
        for (const Finding& f : list) out.push_back(f.code);
        return out;
    }
    using Codes = std::vector<std::string>;
};

TEST(LightFindings, ALampAsItsFixtureIsHasNone) {
    Lamp f;
    EXPECT_EQ(f.codes(), Lamp::Codes{});
    f.light.output = LuxAt{Lux(900), Metres(3)};
    f.light.beam = Degrees(15);
    EXPECT_EQ(f.codes(), Lamp::Codes{});
}

TEST(LightFindings, WhatTheFixtureCannotIsSaid) {
    Lamp f;
    f.light.output = Lumens(20000);
    EXPECT_EQ(f.codes(), Lamp::Codes{"brighter-than-fixture"});
    f.light.output = Lumens(9000);
    f.light.beam = Degrees(8);
    EXPECT_EQ(f.codes(), Lamp::Codes{"beam-out-of-fixture"});
    f.light.beam = Degrees(40);
    f.light.colour = Kelvin(3200);
    EXPECT_EQ(f.codes(), Lamp::Codes{"colour-out-of-fixture"});
    f.light.colour = Kelvin(5500);  // within a weak gel
    f.light.field = Degrees(20);
    EXPECT_EQ(f.codes(), Lamp::Codes{"field-in-beam"});
}

TEST(LightFindings, ADimmedFilamentMayGoWarmer) {
    Lamp f;
    f.light.colour = Kelvin(2700);
    f.light.dimmer = 0.3;
    EXPECT_EQ(f.codes(), Lamp::Codes{});
    f.light.colour = Kelvin(9000);
    EXPECT_EQ(f.codes(), Lamp::Codes{"colour-out-of-fixture"});
}

TEST(LightFindings, WhatASetupChangesIsLookedAtToo) {
    Lamp f;
    recce::Setup setup;
    setup.id = {88};
    setup.scene = f.scene;
    setup.label = "12A";
    setup.changes.push_back({AnyId(f.light.id), "output", R"({"lumens":50000})"});
    f.put(setup);
    EXPECT_EQ(f.codes(), Lamp::Codes{"brighter-than-fixture"});
}

TEST(LightFindings, ShutDoorsAndDoorsWithoutAFrontAreNotes) {
    Lamp f;
    f.light.doorTop = f.light.doorBottom = Degrees(0);
    EXPECT_EQ(f.codes(), Lamp::Codes{"doors-shut"});
    f.light.doorTop = f.light.doorBottom = Degrees(90);
    EXPECT_EQ(f.codes(), Lamp::Codes{});
}

}  // namespace
}  // namespace recce::plan
