// The shader's looks against the same formulas on the CPU, which are held against published values.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "base/files.h"
#include "optics/view.h"
#include "render/fixture.h"
#include "render/glimpse.h"

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

TEST_F(RenderTest, AProductionsTableIsTheOneOfTheFormulas) {
    // Bends and mixes channels, on a domain of its own; and three curves that differ.
    std::string cube = "LUT_3D_SIZE 5\nDOMAIN_MIN -0.1 0 0\nDOMAIN_MAX 1.1 1 0.9\n", curves = "LUT_1D_SIZE 5000\nDOMAIN_MAX 0.9 1 1\n";
    for (int b = 0; b < 5; ++b)
        for (int g = 0; g < 5; ++g)
            for (int r = 0; r < 5; ++r) cube += std::to_string(0.2 + 0.15 * r * r / 4.0 + 0.05 * b) + " " + std::to_string(0.9 - 0.2 * g) + " " + std::to_string(b * g / 16.0) + "\n";
    for (int i = 0; i < 5000; ++i) {
        const double x = i / 4999.0;
        curves += std::to_string(x * x) + " " + std::to_string(1 - x) + " " + std::to_string(std::sqrt(x)) + "\n";
    }
    for (const std::string& text : {cube, curves}) {
        const auto table = optics::readCube(text, "t.cube");
        ASSERT_TRUE(table) << toText(table.error());
        for (const auto input : {optics::TableInput::LogC3, optics::TableInput::LogC4, optics::TableInput::SLog3, optics::TableInput::AcesCct, optics::TableInput::Display}) {
            for (const Vec3& colour : {Vec3(0.18), Vec3(0.5, 0.1, 0.05), Vec3(0.01, 0.3, 2)}) {
                test::ModelMaker maker;
                maker.floor(3, maker.shining(colour * 500.0));
                View view = fromAbove();
                view.width = view.height = 16;
                view.look = optics::Look::Lut;
                view.lut = std::make_shared<const optics::ShowLut>(optics::ShowLut{*table, input, {}});
                view.camera.sceneLinearPerNit = 1.0 / 500;
                const auto finished = draw(snapshotOf(maker), view);
                const Vec3 code = view.lut->code(at(finished.linear, 8, 8));
                for (int c = 0; c < 3; ++c)
                    EXPECT_NEAR(finished.picture.rgba[(8 * 16 + 8) * 4 + static_cast<std::size_t>(c)] / 255.0, code[c], 0.008) << static_cast<int>(input) << " of " << colour.x << " channel " << c;
            }
        }
    }
}

TEST_F(RenderTest, ZebraStripesWhatReachesItsLevel) {
    for (const double grey : {0.05, 8.0}) {
        test::ModelMaker maker;
        maker.floor(3, maker.shining(Vec3(grey) * 500.0));
        View view = fromAbove();
        view.width = view.height = 40;
        view.zebra = 0.9;
        view.camera.sceneLinearPerNit = 1.0 / 500;
        const auto finished = draw(snapshotOf(maker), view);
        int striped = 0;
        for (std::size_t x = 10; x < 30; ++x) striped += finished.picture.rgba[(20 * 40 + x) * 4] < 20;
        EXPECT_EQ(striped, grey > 1 ? 8 : 0) << "four of ten pixels, of " << grey;
    }
}

TEST_F(RenderTest, AGlimpseIsTheLightOfThePictureWhateverItIsShownAs) {
    test::ModelMaker maker;
    maker.floor(3, maker.shining(Vec3(30, 20, 10)));
    const Snapshot snapshot = snapshotOf(maker);
    View view = fromAbove();
    view.camera.sceneLinearPerNit = 0.01;
    view.camera.whiteBalance = Mat3(2);       // of the shown picture alone
    view.look = optics::Look::StopZones;
    Target target;
    Glimpse glimpse;
    for (int sample = 0; sample < 3; ++sample) {
        auto commands = device->begin();
        ASSERT_TRUE(commands) << toText(commands.error());
        const auto done = renderer->draw(*commands, snapshot, view, {1, 8, 0}, target);
        ASSERT_TRUE(done && done->changed);
        ASSERT_TRUE(glimpse.record(*commands, target, {8, 16, 48, 32}, 24, 16));
        const auto ticket = device->submit(std::move(*commands));
        ASSERT_TRUE(ticket && device->wait(*ticket));
        const LinearPicture light = glimpse.read();
        ASSERT_EQ(light.width, 24u);
        ASSERT_EQ(light.height, 16u);
        for (int c = 0; c < 3; ++c) EXPECT_NEAR(at(light, 12, 8)[c], (3 - c) * 0.1, 0.002) << "sample " << sample;
    }
}
}  // namespace
}  // namespace recce::render
