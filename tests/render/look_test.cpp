// The shader's looks against the same formulas on the CPU, which are held against published values.
#include <gtest/gtest.h>

#include "base/files.h"
#include "optics/view.h"
#include "render/fixture.h"

namespace recce::render {
namespace {

TEST_F(RenderTest, EveryLookIsTheOneOfTheFormulas) {
    using optics::Look;
    const auto aces = optics::openAcesTable(programFolder());
    ASSERT_TRUE(aces) << toText(aces.error());
    const Vec3 colours[] = {Vec3(0.002), Vec3(0.045), Vec3(0.18), Vec3(0.7), Vec3(5.8), {0.5, 0.1, 0.1}, {0.1, 0.1, 0.5}, {4, 0.2, 0.05}, {0.02, 0.4, 0.3}};
    for (const Vec3& colour : colours) {
        test::ModelMaker maker;
        maker.floor(3, maker.shining(colour * 500.0));
        const Snapshot snapshot = snapshotOf(maker);
        for (const Look look : {Look::Agx, Look::Aces13, Look::PbrNeutral, Look::LogC3, Look::LogC4, Look::SLog3, Look::FalseColour, Look::StopZones}) {
            View view = fromAbove();
            view.width = view.height = 16;
            view.look = look;
            view.camera.sceneLinearPerNit = 1.0 / 500;
            const auto finished = draw(snapshot, view);
            // What the picture's half floats made of the colour.
            const Vec3 code = optics::displayCode(look, at(finished.linear, 8, 8), &*aces);
            for (int c = 0; c < 3; ++c)
                EXPECT_NEAR(finished.picture.rgba[(8 * 16 + 8) * 4 + static_cast<std::size_t>(c)] / 255.0, code[c], 0.006) << optics::wordOf(look) << " of " << colour.x << " " << colour.y << " " << colour.z;
        }
    }
}
}  // namespace
}  // namespace recce::render
