// The picture as a picture: view transform, numbers for picking, sizes, determinism, what may not change it.
#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <span>

#include "base/hash.h"
#include "render/fixture.h"
#include "render/sampling.h"

namespace recce::render {
namespace {

Snapshot someBoxes() {
    test::ModelMaker maker;
    const auto red = maker.matt({0.6, 0.1, 0.1}), white = maker.matt(Vec3(0.7));
    maker.floor(3, white);
    maker.box({-0.5, 0, -0.5}, {0.5, 1, 0.5}, red);
    maker.box({0.9, 0, 0.2}, {1.3, 1.6, 0.6}, white);
    Snapshot snapshot;
    auto model = maker.finish();
    snapshot.bounds = model->bounds();
    snapshot.models.push_back({std::move(model), Mat4(1), 7, false, {}});
    snapshot.daylight.sky = SkyKind::Clear;
    snapshot.daylight.toSun = glm::normalize(Vec3(0.5, 0.8, 0.4));
    snapshot.daylight.sunLux = Vec3(70000);
    snapshot.daylight.skyLux = Vec3(15000);
    return snapshot;
}

TEST_F(RenderTest, TheViewTransformHasTheNumbersOfAgx) {
    // imaging.md 3.3: scene-linear neutral in, sRGB display code out.
    const double table[][2] = {{0.045, 0.212}, {0.09, 0.320}, {0.18, 0.461}, {0.36, 0.606}, {0.72, 0.725}, {1.0, 0.771}, {2.88, 0.887}, {11.5, 0.983}};
    for (const auto& [scene, code] : table) {
        test::ModelMaker maker;
        maker.floor(3, maker.shining(Vec3(500)));
        View view = fromAbove();
        view.width = view.height = 16;
        view.camera.sceneLinearPerNit = scene / 500;
        const auto finished = draw(snapshotOf(maker), view);
        EXPECT_NEAR(at(finished.linear, 8, 8).y, scene, scene * 0.002);
        for (std::size_t c = 0; c < 3; ++c) EXPECT_NEAR(finished.picture.rgba[c] / 255.0, code, 0.004) << scene;
    }
}

TEST_F(RenderTest, SameInputSameBytesWhateverCameBefore) {
    const Snapshot snapshot = someBoxes();
    View view = autoView(snapshot, 96, 54);
    const auto first = draw(snapshot, view, 3);
    View other = fromAbove();
    (void)draw(snapshot, other, 1);
    const auto again = draw(snapshot, view, 3);
    EXPECT_EQ(first.picture, again.picture);
    auto fresh = Renderer::open(*device);
    ASSERT_TRUE(fresh.has_value());
    renderer = std::move(*fresh);
    EXPECT_EQ(draw(snapshot, view, 3).picture, first.picture);
}

TEST_F(RenderTest, WhatIsOutOfSightDoesNotChangeThePicture) {
    const Snapshot snapshot = someBoxes();
    View view = viewFromTo({0, 1, 4}, {0, 0.5, 0}, 96, 54);
    const auto alone = draw(snapshot, view);
    Snapshot more = snapshot;
    test::ModelMaker maker;
    maker.box({-0.1, 0, 6}, {0.1, 0.2, 6.2}, maker.matt(Vec3(1)));
    more.models.push_back({maker.finish(), Mat4(1), 9, false, {}});
    const auto both = draw(more, view);
    EXPECT_EQ(alone.picture, both.picture);
    EXPECT_EQ(alone.triangles, both.triangles) << "culling kept what is behind the camera";
}

TEST_F(RenderTest, PickingAnswersWithTheTagOfWhatIsSeen) {
    Snapshot snapshot = someBoxes();
    test::ModelMaker maker;
    maker.box({-0.2, 0, 1}, {0.2, 0.4, 1.4}, maker.matt(Vec3(1)));
    snapshot.models.push_back({maker.finish(), glm::translate(Mat4(1), Vec3(0.5, 0, 0)), 42, false, {}});
    const View view = fromAbove(4);
    const auto tagAt = [&](double x, double z) {
        const auto p = pixelOf(view, x, z);
        auto tags = renderer->pick(snapshot, view, {p.x, p.y, 1, 1});
        EXPECT_TRUE(tags.has_value());
        return tags && !tags->empty() ? tags->front() : 0u;
    };
    EXPECT_EQ(tagAt(0.5, 1.2), 42u);
    EXPECT_EQ(tagAt(0.0, 1.2), 7u);
    View away = view;
    away.camera.pose = {Vec3(0, 3, 0), toRotation({0, kPi / 2, 0})};
    const auto none = renderer->pick(snapshot, away, {32, 32, 1, 1});
    ASSERT_TRUE(none.has_value());
    EXPECT_EQ(none->front(), 0u);
    const auto all = renderer->pick(snapshot, view, {0, 0, 64, 64});
    ASSERT_TRUE(all.has_value());
    std::set<PickTag> found;
    for (const PickTag tag : *all) found.insert(tag);
    EXPECT_EQ(found, (std::set<PickTag>{7, 42}));
}

TEST_F(RenderTest, AnOverheadIsToScale) {
    test::ModelMaker maker;
    maker.box({-1, 0, -0.5}, {1, 0.3, 0.5}, maker.matt(Vec3(0.5)));
    View view = fromAbove(4);
    view.width = 160;
    view.height = 80;
    const Snapshot snapshot = snapshotOf(maker);
    const auto tags = renderer->pick(snapshot, view, {0, 0, 160, 80});
    ASSERT_TRUE(tags.has_value());
    // 20 px a metre: 2 m by 1 m are 40 by 20 px.
    std::size_t across = 0, down = 0;
    for (std::size_t x = 0; x < 160; ++x) across += (*tags)[40 * 160 + x] == 7;
    for (std::size_t y = 0; y < 80; ++y) down += (*tags)[y * 160 + 80] == 7;
    EXPECT_EQ(across, 40u);
    EXPECT_EQ(down, 20u);
}

TEST_F(RenderTest, ACutOpensWhatIsBelow) {
    test::ModelMaker maker;
    const auto grey = maker.matt(Vec3(0.5));
    maker.box({-1, 0, -1}, {1, 2.8, 1}, grey);
    Snapshot snapshot = snapshotOf(maker);
    test::ModelMaker inside;
    inside.box({-0.3, 0.1, -0.3}, {0.3, 0.5, 0.3}, inside.matt(Vec3(0.5)));
    snapshot.models.push_back({inside.finish(), Mat4(1), 8, false, {}});
    View view = fromAbove(4);
    auto tags = renderer->pick(snapshot, view, {32, 32, 1, 1});
    ASSERT_TRUE(tags.has_value());
    EXPECT_EQ(tags->front(), 7u);
    view.cutHeight = Metres(2.4);
    tags = renderer->pick(snapshot, view, {32, 32, 1, 1});
    ASSERT_TRUE(tags.has_value());
    EXPECT_EQ(tags->front(), 8u);
}

TEST_F(RenderTest, FocusKeepsItsPlaneSharpAndBlursTheRestByTheLensFormula) {
    // A bright half-plane's edge, in focus and out of it.
    const auto spread = [&](double away) {
        test::ModelMaker maker;
        const auto bright = maker.shining(Vec3(1));
        maker.quad({0, -9, -away}, {9, -9, -away}, {9, 9, -away}, {0, 9, -away}, bright);
        View view;
        view.width = 128;
        view.height = 16;
        view.camera.pose = {Vec3(0), Quat(1, 0, 0, 0)};
        view.camera.verticalFov = 0.05;
        view.camera.sceneLinearPerNit = 1;
        view.camera.apertureRadius = Metres(0.0125);  // 50 mm at f/2
        view.camera.focus = Metres(2);
        const auto finished = draw(snapshotOf(maker), view, 64);
        int between = 0;
        for (std::uint32_t x = 0; x < 128; ++x) {
            const double v = at(finished.linear, x, 8).y;
            between += v > 0.02 && v < 0.98;
        }
        return between;
    };
    EXPECT_LE(spread(2), 2);
    // A disc of 25 mm * |4 - 2| / 4 in the plane of focus, seen from 2 m: 12.5 mm there.
    const double pixels = 0.025 * (4 - 2) / 4 / (2 * 2 * std::tan(0.025) / 16);
    EXPECT_NEAR(spread(4), pixels, pixels * 0.15 + 1);
}

TEST_F(RenderTest, EveryStyleDrawsAndSaysNothingToTheValidationLayer) {
    const Snapshot snapshot = someBoxes();
    View view = autoView(snapshot, 96, 54);
    view.grid = true;
    view.selected = {7};
    std::set<std::uint64_t> pictures;
    for (const Style style : {Style::Lit, Style::Solid, Style::Depth, Style::Line, Style::Id}) {
        view.style = style;
        const Picture picture = draw(snapshot, view, 2).picture;
        pictures.insert(hashOf(std::as_bytes(std::span(picture.rgba))).low);
    }
    EXPECT_EQ(pictures.size(), 5u);
}

TEST_F(RenderTest, TheSelectionGetsAnOutline) {
    Snapshot snapshot = someBoxes();
    test::ModelMaker maker;
    maker.box({-0.2, 1.5, -0.2}, {0.2, 1.9, 0.2}, maker.matt(Vec3(0.5)));
    snapshot.models.push_back({maker.finish(), Mat4(1), 42, false, {}});
    View view = fromAbove(2);
    const auto accents = [&] {
        const auto picture = draw(snapshot, view).picture;
        int found = 0;
        for (std::size_t i = 0; i < picture.rgba.size(); i += 4) {
            found += picture.rgba[i] == 0x8A && picture.rgba[i + 1] == 0xC6 && picture.rgba[i + 2] == 0xFF;
        }
        return found;
    };
    EXPECT_EQ(accents(), 0);
    view.selected = {42};
    // Round a square of 12.8 px, two pixels wide.
    EXPECT_NEAR(accents(), 4 * 13 * 2, 30);
}

TEST_F(RenderTest, HoldingStillAccumulatesAndMovingStartsAgain) {
    const Snapshot snapshot = someBoxes();
    View view = autoView(snapshot, 96, 54);
    Target target;
    const auto step = [&](std::uint64_t key) {
        auto commands = device->begin();
        EXPECT_TRUE(commands.has_value());
        auto progress = renderer->draw(*commands, snapshot, view, {key, 4}, target);
        EXPECT_TRUE(progress.has_value());
        auto ticket = device->submit(std::move(*commands));
        EXPECT_TRUE(ticket.has_value());
        EXPECT_TRUE(device->wait(*ticket).has_value());
        return progress ? *progress : Progression{};
    };
    EXPECT_EQ(step(1).samples, 1u);
    EXPECT_NE(target.image(), nullptr);
    EXPECT_EQ(step(1).samples, 2u);
    EXPECT_FALSE(step(1).complete);
    EXPECT_TRUE(step(1).complete);
    EXPECT_EQ(step(1).draws, 0u) << "nothing left to draw";
    EXPECT_EQ(step(2).samples, 1u);
}

TEST_F(RenderTest, ASampleInPortionsHasTheBytesOfAWholeOne) {
    Snapshot snapshot = someBoxes();
    Lamp bulb;
    bulb.kind = LampKind::Bulb;
    bulb.pose.position = {0.5, 2, 1};
    bulb.candela = Vec3(300);
    snapshot.lamps.push_back(bulb);
    for (const Style style : {Style::Lit, Style::Solid, Style::Line}) {
        View view = autoView(snapshot, 118, 97);
        view.style = style;
        const auto draw = [&](double milliseconds, int& recordings) {
            Target target;
            Progression progress;
            for (recordings = 0; !progress.complete && recordings < 400; ++recordings) {
                auto commands = device->begin();
                EXPECT_TRUE(commands.has_value());
                auto made = renderer->draw(*commands, snapshot, view, {7, 2, milliseconds}, target);
                EXPECT_TRUE(made.has_value());
                progress = *made;
                auto ticket = device->submit(std::move(*commands));
                EXPECT_TRUE(ticket.has_value());
                EXPECT_TRUE(device->wait(*ticket).has_value());
                // As if every portion had been far too slow: the next ones are a few rows.
                target.spent(1000);
                EXPECT_EQ(target.image() != nullptr, progress.samples > 0 || progress.changed);
            }
            auto picture = renderer->read(target);
            EXPECT_TRUE(picture.has_value());
            return picture ? *picture : Picture{};
        };
        int whole = 0, portions = 0;
        const Picture once = draw(0, whole), cut = draw(1, portions);
        EXPECT_EQ(whole, style == Style::Line ? 1 : 2);
        EXPECT_GT(portions, style == Style::Line ? 3 : 15);
        EXPECT_TRUE(once == cut) << static_cast<int>(style);
    }
}

TEST_F(RenderTest, ThePictureBeforeStaysUntilTheNextIsWhole) {
    const Snapshot snapshot = someBoxes();
    View view = autoView(snapshot, 96, 64);
    Target target;
    const auto step = [&](std::uint64_t key, double milliseconds) {
        auto commands = device->begin();
        EXPECT_TRUE(commands.has_value());
        auto progress = renderer->draw(*commands, snapshot, view, {key, 4, milliseconds}, target);
        EXPECT_TRUE(progress.has_value());
        auto ticket = device->submit(std::move(*commands));
        EXPECT_TRUE(ticket.has_value() && device->wait(*ticket).has_value());
        target.spent(1000);
        return progress ? *progress : Progression{};
    };
    EXPECT_TRUE(step(1, 0).changed);
    const auto before = renderer->read(target);
    ASSERT_TRUE(before.has_value());
    // Another view, in portions: the old picture is seen until the new one is whole.
    view.camera.pose.position += Vec3(0.5, 0, 0);
    EXPECT_FALSE(step(2, 1).changed);
    EXPECT_TRUE(*renderer->read(target) == *before);
    // Another size: the old picture is still there, in its size.
    view.width = 64;
    EXPECT_FALSE(step(2, 1).changed);
    ASSERT_NE(target.image(), nullptr);
    EXPECT_EQ(target.image()->desc().width, 96u);
    int portions = 0;
    while (!step(2, 1).changed && portions < 200) ++portions;
    ASSERT_NE(target.image(), nullptr);
    EXPECT_EQ(target.image()->desc().width, 64u);
    EXPECT_GT(portions, 3);
}

TEST(Sampling, TheFirstSampleIsTheMiddleAndAllStayInside) {
    for (std::uint32_t d = 0; d < 40; ++d) {
        const auto point = [d](std::uint32_t i) { return d < 3 ? sample2(i, d) : lampSample(i, d - 3); };
        EXPECT_EQ(point(0), Vec2(0.5));
        Vec2 sum(0);
        for (std::uint32_t i = 1; i < 200; ++i) {
            const Vec2 u = point(i);
            EXPECT_TRUE(u.x >= 0 && u.x < 1 && u.y >= 0 && u.y < 1);
            EXPECT_LE(glm::length(toDisc(u)), 1.0 + 1e-12);
            if (d < 3) continue;
            sum += u;
            // A face is not lit from one corner while few samples are in.
            if (i == 15) {
                EXPECT_LT(glm::length(sum / 15.0 - 0.5), 0.08) << d;
            }
        }
    }
}

}  // namespace
}  // namespace recce::render
