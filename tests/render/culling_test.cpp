// What a drawing leaves out is never seen: against everything drawn, and against the plain tests of every part.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "render/draw_list.h"
#include "render/fixture.h"
#include "render/frame.h"

namespace recce::render {
namespace {

CameraMatrices matricesOf(const View& view) { return cameraMatrices(view, {}, Vec3(0), 0); }

View viewAt(const Vec3& from, const Vec3& to) {
    View view = viewFromTo(from, to, 64, 48);
    view.camera.sceneLinearPerNit = 1e-4;
    return view;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> found(const Pieces& pieces, const Region& region) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
    pieces.visit(region, [&](std::uint32_t p, std::uint32_t i) { out.emplace_back(p, i); });
    return out;
}

/// `count` pieces of a few boxes each, strewn over a square of `side` metres, turned and scaled.
Snapshot strewn(std::size_t count, double side, std::uint32_t seed) {
    test::ModelMaker maker;
    const std::uint32_t grey = maker.matt(Vec3(0.5));
    for (int i = 0; i < 20; ++i) maker.box(Vec3(i % 5, 0.1 * i, i / 5.0), Vec3(i % 5 + 0.5, 0.1 * i + 0.7, i / 5.0 + 0.3), grey);
    const auto model = maker.finish();
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> at(-side / 2, side / 2), turn(0, 2 * kPi), scale(0.2, 2.5);
    Snapshot snapshot;
    for (std::size_t i = 0; i < count; ++i) {
        Pose pose;
        pose.position = {at(random), 0, at(random)};
        pose.rotation = glm::angleAxis(turn(random), glm::normalize(Vec3(0.2, 1, 0.1)));
        const Mat4 transform = toMatrix(pose, Vec3(scale(random)));
        snapshot.bounds.add(transformed(model->bounds(), transform));
        snapshot.models.push_back({model, transform, static_cast<PickTag>(i + 1), false, {}});
    }
    return snapshot;
}

TEST(Culling, FindsWhatLookingAtEveryPartFinds) {
    const Snapshot snapshot = strewn(300, 400, 1);
    PieceShelf shelf;
    const auto pieces = shelf.of(snapshot, Vec3(0));
    std::mt19937 random(2);
    std::uniform_real_distribution<double> at(-250, 250), reach(0.5, 60);
    std::size_t seen = 0;
    for (int round = 0; round < 60; ++round) {
        const View view = viewAt({at(random), 3, at(random)}, {at(random), 0, at(random)});
        Region region{Frustum(glm::mat4(matricesOf(view).viewProjection())), glm::vec3(at(random), 1, at(random)), -1};
        if (round % 3 == 1) region.frustum.reset();
        if (round % 3 != 0) region.radius = static_cast<float>(reach(random));
        std::vector<std::pair<std::uint32_t, std::uint32_t>> plain;
        for (std::uint32_t p = 0; p < pieces->pieces.size(); ++p) {
            const auto& parts = pieces->pieces[p].parts().parts;
            for (std::uint32_t i = 0; i < parts.size(); ++i) {
                if (region.touches(parts[i].centre, parts[i].radius)) plain.emplace_back(p, i);
            }
        }
        EXPECT_EQ(found(*pieces, region), plain);
        seen += plain.size();
    }
    EXPECT_GT(seen, 1000u);
}

TEST(Culling, WhatIsOutOfViewIsNotEvenMade) {
    Snapshot snapshot = strewn(1, 1, 3);
    const PlacedModel first = snapshot.models.front();
    for (int i = 1; i < 1000; ++i) {
        snapshot.models.push_back(first);
        snapshot.models.back().transform = glm::translate(Mat4(1), Vec3(0, 0, 50.0 + i * 10)) * first.transform;
    }
    PieceShelf shelf;
    const auto pieces = shelf.of(snapshot, Vec3(0));
    const View view = viewAt({0, 2, 12}, {0, 1, 0});
    EXPECT_GT(found(*pieces, {Frustum(glm::mat4(matricesOf(view).viewProjection())), {}, -1}).size(), 0u);
    const auto made = std::count_if(pieces->pieces.begin(), pieces->pieces.end(), [](const Piece& p) { return p.made != nullptr; });
    EXPECT_EQ(made, 1);
    EXPECT_EQ(shelf.of(snapshot, Vec3(0)), pieces) << "the same set is not looked through again";
    // One piece moves: what was made of the others is kept.
    Snapshot moved = snapshot;
    moved.models.back().transform[3].x += 1;
    EXPECT_EQ(shelf.of(moved, Vec3(0))->pieces.front().made, pieces->pieces.front().made);
    moved.models.front().ghost = true;
    EXPECT_NE(shelf.of(moved, Vec3(0))->pieces.front().made, pieces->pieces.front().made);
}

TEST(Culling, LooksForShadowsOfWhatStandsOutsideThePicture) {
    Snapshot snapshot = strewn(1, 1, 4);
    PlacedModel behind = snapshot.models.front();
    behind.transform = glm::translate(Mat4(1), Vec3(0, 0, 14)) * behind.transform;
    PlacedModel far = behind;
    far.transform = glm::translate(Mat4(1), Vec3(0, 0, 400)) * far.transform;
    snapshot.models = {behind, far};
    PieceShelf shelf;
    const auto pieces = shelf.of(snapshot, Vec3(0));
    const View view = viewAt({0, 1, 10}, {0, 0, 0});
    const Frustum frustum(glm::mat4(matricesOf(view).viewProjection()));
    EXPECT_TRUE(pieces->touched({frustum, {}, -1}).empty());
    // The sun is low behind the camera: the shadow of the piece at its back falls into the picture, that of the far one not.
    const Bounds low = pieces->shading(frustum, glm::normalize(glm::vec3(0, -0.2f, -1)), 0);
    EXPECT_LE(low.low.z, 15);
    EXPECT_LT(low.high.z, 100);
    // From straight above neither throws any.
    const Bounds high = pieces->shading(frustum, glm::vec3(0, -1, 0), 0);
    EXPECT_GT(high.low.x, high.high.x);
}

class CullingPicture : public RenderTest {};

/// Boxes on a grid all round the camera: as pieces of their own, or as one mesh that is always drawn as a whole.
Snapshot yard(bool whole, double step) {
    Snapshot snapshot;
    test::ModelMaker all, one;
    const std::uint32_t grey = all.matt(Vec3(0.5));
    one.matt(Vec3(0.5));
    one.box(Vec3(-0.5, 0, -0.5), Vec3(0.5, 1, 0.5), grey);
    const auto model = one.finish();
    for (int x = -4; x <= 4; ++x) {
        for (int z = -4; z <= 4; ++z) {
            const Vec3 at(x * step, 0, z * step);
            all.box(at + Vec3(-0.5, 0, -0.5), at + Vec3(0.5, 1, 0.5), grey);
            const Mat4 transform = glm::translate(Mat4(1), at);
            snapshot.bounds.add(transformed(model->bounds(), transform));
            if (!whole) snapshot.models.push_back({model, transform, 1, false, {}});
        }
    }
    if (whole) {
        all.join();
        snapshot.models.push_back({all.finish(), Mat4(1), 1, false, {}});
    }
    snapshot.daylight = {SkyKind::Clear, glm::normalize(Vec3(0.5, 0.7, 0.4)), Vec3(80000), Vec3(12000)};
    snapshot.ground = Metres(-0.01);
    Lamp lamp;
    lamp.kind = LampKind::Bulb;
    lamp.pose.position = {1, 3, 1};
    lamp.candela = Vec3(9000);
    snapshot.lamps.push_back(lamp);
    return snapshot;
}

TEST_F(CullingPicture, LeavesOutNothingThatIsSeenOrShades) {
    if (!device) return;
    // 4 m apart the yard has one shadow map of the whole set, as the joined one has; the pictures must be the same.
    const Snapshot pieces = yard(false, 4), whole = yard(true, 4);
    for (int i = 0; i < 6; ++i) {
        const double turn = i * kPi / 3;
        const View view = viewAt({2, 1.5, 2}, {2 + std::cos(turn), 1.3, 2 + std::sin(turn)});
        const Finished a = draw(pieces, view), b = draw(whole, view);
        EXPECT_EQ(a.picture.rgba, b.picture.rgba) << i;
        EXPECT_LT(a.triangles, b.triangles) << i;
    }
}

TEST_F(CullingPicture, AShadowFromBehindTheCameraFallsIntoALargeSet) {
    if (!device) return;
    // A wall 3 m behind the camera, the sun low behind it, and far pieces that make the set a large one.
    test::ModelMaker maker;
    const std::uint32_t grey = maker.matt(Vec3(0.5));
    maker.box(Vec3(-20, 0, -0.25), Vec3(20, 6, 0.25), grey);
    const auto wall = maker.finish();
    Snapshot snapshot;
    const auto put = [&](const Vec3& at) {
        const Mat4 transform = glm::translate(Mat4(1), at);
        snapshot.bounds.add(transformed(wall->bounds(), transform));
        snapshot.models.push_back({wall, transform, 1, false, {}});
    };
    for (int i = 0; i < 40; ++i) put(Vec3(0, 0, 200 + 20 * i));
    snapshot.daylight = {SkyKind::None, glm::normalize(Vec3(0, 0.5, 1)), Vec3(80000), Vec3(0)};
    snapshot.ground = Metres(0);
    const View view = viewAt({0, 2, 0}, {0, 0, -5});
    const Finished open = draw(snapshot, view);
    put(Vec3(0, 0, 3));
    const Finished shaded = draw(snapshot, view);
    EXPECT_GT(at(open.linear, 32, 24).y, 0.01);
    EXPECT_LT(at(shaded.linear, 32, 24).y, 0.05 * at(open.linear, 32, 24).y);
}

TEST_F(CullingPicture, LevelsOfDetailAreOffByNoMoreThanTheStatedPixels) {
    if (!device) return;
    test::ModelMaker maker;
    maker.sphere(Vec3(0), 1, maker.matt(Vec3(0.5)), 24);
    const float errors[] = {0.002f, 0.01f, 0.05f};
    const std::uint32_t triangles[] = {1000, 400, 100};
    for (int i = 0; i < 3; ++i) maker.coarser(triangles[i], errors[i]);
    const auto model = maker.finish();
    ModelStore store(*device, 1u << 30);
    for (const double scale : {0.5, 1.0, 3.0}) {
        Snapshot snapshot;
        snapshot.models.push_back({model, glm::scale(Mat4(1), Vec3(scale)), 1, false, {}});
        PieceShelf shelf;
        for (double distance = 4; distance < 4000; distance *= 1.7) {
            auto commands = device->begin();
            ASSERT_TRUE(commands.has_value());
            Shown shown{shelf.of(snapshot, Vec3(0)), {nullptr}, {}};
            std::uint64_t budget = ~0ull;
            ASSERT_TRUE(bring(*commands, store, shown, {}, budget).value_or(false));
            const Detail detail{false, true, glm::vec3(0, 0, distance), 1000, false, 0.7, 0};
            const DrawList list = select(*commands, shown, {}, detail);
            ASSERT_EQ(list.draws.size(), 1u);
            const std::uint32_t drawn = list.draws[0].indexCount / 3;
            // Where the sphere's box is nearest to the eye, the error of the level that was taken is this many pixels.
            const double nearest = std::max(distance - scale * std::sqrt(3.0), 0.05);
            std::size_t level = 0;
            for (std::size_t i = 0; i < 3; ++i) {
                if (drawn == triangles[i]) level = i + 1;
            }
            const auto pixels = [&](std::size_t of) { return of == 0 ? 0.0 : of > 3 ? 1e9 : errors[of - 1] * scale * 1000 / nearest; };
            EXPECT_LE(pixels(level), 0.7 * 1.001);
            EXPECT_GT(pixels(level + 1), 0.7 * 0.999) << "a coarser one would have done";
            ASSERT_TRUE(device->submit(std::move(*commands)).has_value());
        }
    }
}

class Streaming : public RenderTest {};

/// A floor of two metres with a picture of `side` texels on it, in stripes of `period`.
std::shared_ptr<const cooked::Model> tiled(std::uint32_t side, std::uint32_t period) {
    test::ModelMaker maker;
    const std::uint32_t material = maker.matt(Vec3(1));
    cooked::Texture texture;
    texture.width = texture.height = side;
    texture.mipCount = cooked::mipCountFor(side, side);
    for (std::uint32_t mip = 0; mip < texture.mipCount; ++mip) {
        const std::uint32_t n = std::max(1u, side >> mip);
        for (std::uint32_t i = 0; i < n * n; ++i) {
            const auto v = static_cast<std::uint8_t>(((i % n << mip) / period) % 2 ? 220 : 40);
            maker.texels.insert(maker.texels.end(), {v, static_cast<std::uint8_t>(v / 2), 60, 255});
        }
    }
    texture.byteCount = maker.texels.size();
    maker.textures.push_back(texture);
    maker.materials[material].textures[cooked::kBaseColour].texture = 0;
    maker.floor(1, material);
    return maker.finish();
}

Snapshot ofModel(const std::shared_ptr<const cooked::Model>& model) {
    Snapshot snapshot;
    snapshot.bounds = model->bounds();
    snapshot.models.push_back({model, Mat4(1), 1, false, {}});
    snapshot.daylight = {SkyKind::Overcast, Vec3(0, 1, 0), Vec3(0), Vec3(3)};
    return snapshot;
}

TEST_F(Streaming, WhatWasEvictedComesBackTheSame) {
    if (!device) return;
    // Two pictures of 16 KB and their mips, in a budget for one and a half.
    auto opened = Renderer::open(*device, 32u << 10);
    ASSERT_TRUE(opened.has_value());
    renderer = std::move(*opened);
    const auto first = tiled(64, 8), second = tiled(64, 2);
    const View view = fromAbove();
    const Finished before = draw(ofModel(first), view);
    EXPECT_GT(renderer->textureBytes(), 16u << 10);
    const Finished other = draw(ofModel(second), view);
    EXPECT_LE(renderer->textureBytes(), 32u << 10) << "the first one's texture has gone";
    const Finished again = draw(ofModel(first), view);
    EXPECT_LE(renderer->textureBytes(), 32u << 10);
    EXPECT_NE(before.picture.rgba, other.picture.rgba);
    EXPECT_EQ(before.picture.rgba, again.picture.rgba);
    // Without any limit the bytes are the same.
    auto open = Renderer::open(*device);
    ASSERT_TRUE(open.has_value());
    renderer = std::move(*open);
    EXPECT_EQ(before.picture.rgba, draw(ofModel(first), view).picture.rgba);
}

TEST_F(Streaming, FilesHaveEveryTexelWhateverTheBudget) {
    if (!device) return;
    const auto model = tiled(256, 4);
    const View view = fromAbove();
    const Finished free = draw(ofModel(model), view);
    auto opened = Renderer::open(*device, 1u << 10);
    ASSERT_TRUE(opened.has_value());
    renderer = std::move(*opened);
    EXPECT_EQ(free.picture.rgba, draw(ofModel(model), view).picture.rgba);
    // A moving picture makes do with what fits, and is finished with it.
    opened = Renderer::open(*device, 1u << 10);
    ASSERT_TRUE(opened.has_value());
    renderer = std::move(*opened);
    Target target;
    Progression progress;
    for (int i = 0; i < 8 && !progress.complete; ++i) {
        auto commands = device->begin();
        ASSERT_TRUE(commands.has_value());
        const auto drawn = renderer->draw(*commands, ofModel(model), view, {1, 2, 0}, target);
        ASSERT_TRUE(drawn.has_value());
        progress = *drawn;
        const auto ticket = device->submit(std::move(*commands));
        ASSERT_TRUE(ticket.has_value() && device->wait(*ticket).has_value());
    }
    EXPECT_TRUE(progress.complete);
    EXPECT_LE(renderer->textureBytes(), 1u << 10);
}

}  // namespace
}  // namespace recce::render
