// Shadow maps: what they may leave out, and what they may keep from picture to picture. Nothing of it may show.
#include <cmath>
#include <random>

#include <gtest/gtest.h>
#include <glm/gtc/matrix_transform.hpp>

#include "asset/figure.h"
#include "render/caster_hull.h"
#include "tests/render/acceptance.h"

namespace recce::render {
namespace {

bool inside(const std::vector<glm::vec4>& planes, const Vec3& p) {
    return std::all_of(planes.begin(), planes.end(), [&](const glm::vec4& plane) { return glm::dot(Vec3(Vec4(plane)), p) + plane.w > -1e-4 * (1 + glm::length(p)); });
}

/// A point of the body: its corners with random shares.
Vec3 pointIn(const SeenBody& body, std::mt19937& random) {
    std::uniform_real_distribution<double> unit(0, 1);
    const Vec3 at(unit(random), unit(random), unit(random));
    Vec3 out(0);
    for (std::size_t i = 0; i < 8; ++i) {
        out += body[i] * ((i & 1 ? at.x : 1 - at.x) * (i & 2 ? at.y : 1 - at.y) * (i & 4 ? at.z : 1 - at.z));
    }
    return out;
}

View lookingAt(const Vec3& from, const Vec3& to) {
    View view = viewFromTo(from, to, 96, 54);
    view.camera.apertureRadius = Metres(0.02);
    view.camera.focus = Metres(2);
    return view;
}

TEST(CasterHull, HoldsEveryWayFromTheLightToWhatIsSeen) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> any(-12, 12);
    Snapshot snapshot;
    snapshot.bounds = {Vec3(-10, 0, -10), Vec3(10, 5, 10)};
    for (int round = 0; round < 200; ++round) {
        const View view = lookingAt({any(random), any(random), any(random)}, {any(random), any(random), any(random)});
        const SeenBody body = seenBody(view, snapshot, Vec3(0));
        const bool sun = round % 2 == 0;
        const Vec3 light(any(random), any(random), any(random));
        const auto planes = casterHull(body, sun ? Vec4(glm::normalize(light), 0) : Vec4(light, 1), 0);
        for (int k = 0; k < 50; ++k) {
            const Vec3 seen = pointIn(body, random);
            const double share = std::uniform_real_distribution<double>(0, 1)(random);
            const Vec3 caster = sun ? seen + glm::normalize(light) * (share * 40) : glm::mix(seen, light, share);
            ASSERT_TRUE(inside(planes, caster)) << round << (sun ? " sun " : " lamp ") << share;
        }
    }
}

TEST(CasterHull, LeavesOutWhatIsBehindTheLightOrBesideTheView) {
    Snapshot snapshot;
    snapshot.bounds = {Vec3(-10, 0, -10), Vec3(10, 5, 10)};
    const SeenBody body = seenBody(lookingAt({0, 1, 5}, {0, 1, -5}), snapshot, Vec3(0));
    const auto lamp = casterHull(body, Vec4(0, 4, 5, 1), 0);
    EXPECT_TRUE(inside(lamp, {0, 2, 4}));
    EXPECT_FALSE(inside(lamp, {0, 5, 5}));
    EXPECT_FALSE(inside(lamp, {0, 2, 8}));
    EXPECT_FALSE(inside(lamp, {9, 1, 4}));
    const auto sun = casterHull(body, Vec4(0, 1, 0, 0), 0);
    EXPECT_TRUE(inside(sun, {0, 100, 0}));
    EXPECT_FALSE(inside(sun, {9, 100, 4}));
    EXPECT_FALSE(inside(sun, {0, 100, 8}));
}

class ShadowPicture : public RenderTest {
protected:
    /// A yard of boxes with a floor, a lamp over it, a panel at the side and the sun; as pieces, or as one mesh that no
    /// drawing can take apart.
    static Snapshot yard(bool joined) {
        Snapshot snapshot;
        test::ModelMaker all, one;
        const std::uint32_t grey = all.matt(Vec3(0.5));
        one.matt(Vec3(0.5));
        one.box(Vec3(-0.2, 0, -0.2), Vec3(0.2, 1, 0.2), grey);
        const auto box = one.finish();
        for (int x = -3; x <= 3; ++x) {
            for (int z = -3; z <= 3; ++z) {
                const Vec3 at(x * 1.3, 0, z * 1.3);
                all.box(at + Vec3(-0.2, 0, -0.2), at + Vec3(0.2, 1, 0.2), grey);
                if (!joined) snapshot.models.push_back({box, glm::translate(Mat4(1), at), 1, false, {}});
            }
        }
        snapshot.bounds = {Vec3(-5, 0, -5), Vec3(5, 2.5, 5)};
        if (joined) {
            all.join();
            snapshot.models.push_back({all.finish(), Mat4(1), 1, false, {}});
        }
        snapshot.ground = Metres(-0.01);
        snapshot.daylight = {SkyKind::Clear, glm::normalize(Vec3(0.5, 0.5, -0.4)), Vec3(200), Vec3(20)};
        Lamp bulb;
        bulb.kind = LampKind::Bulb;
        bulb.pose.position = {0.6, 2.2, 0.4};
        bulb.width = Metres(0.2);
        bulb.candela = Vec3(400);
        Lamp panel;
        panel.kind = LampKind::Panel;
        panel.pose = {Vec3(-4.5, 2, 0), toRotation(lookAlong(Vec3(1, -0.4, 0)))};
        panel.width = panel.height = Metres(0.6);
        panel.candela = Vec3(600);
        snapshot.lamps = {bulb, panel};
        return snapshot;
    }
    static View low() {
        View view = viewFromTo({2.0, 0.8, 2.1}, {-0.4, 0.4, -0.6}, 96, 54);
        view.camera.sceneLinearPerNit = 0.004;
        return view;
    }
};

TEST_F(ShadowPicture, LeavesOutNoShadowThatFallsIntoThePicture) {
    const Finished apart = draw(yard(false), low(), 8), whole = draw(yard(true), low(), 8);
    EXPECT_EQ(apart.picture, whole.picture);
}

TEST_F(ShadowPicture, PeopleMoveOverShadowsThatStand) {
    const auto body = makeFigureBody(FigureShape{});
    const auto mesh = std::make_shared<const FigureMesh>(poseFigure(*body, FigureStance{}, dressFigure(Vec3(0.5), 1)));
    const auto at = [&](double x, double z) {
        Snapshot snapshot = yard(false);
        snapshot.figures.push_back({mesh, glm::translate(Mat4(1), Vec3(x, 0, z)), 2});
        return snapshot;
    };
    const auto anew = [&](const Snapshot& snapshot, std::uint32_t samples) {
        auto fresh = Renderer::open(*device);
        EXPECT_TRUE(fresh.has_value());
        renderer = std::move(*fresh);
        return draw(snapshot, low(), samples).picture;
    };
    const Picture here = anew(at(0.6, 0.2), 1), there = anew(at(-0.7, 0.6), 1), nobody = anew(yard(false), 1), many = anew(at(0.6, 0.2), 9);
    ASSERT_FALSE(here == there);
    ASSERT_FALSE(here == nobody);
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(draw(at(0.6, 0.2), low(), 1).picture, here);
        EXPECT_EQ(draw(at(-0.7, 0.6), low(), 1).picture, there);
        EXPECT_EQ(draw(yard(false), low(), 1).picture, nobody);
        EXPECT_EQ(draw(at(0.6, 0.2), low(), 9).picture, many);
    }
}

class PenumbraTest : public AcceptanceTest {
protected:
    static constexpr double kLampHeight = 2.5, kFace = 0.4, kPixels = 96, kSpan = 0.6;
    /// A panel over a floor, and at a height (none: 0) a dark plate over all of x < 0.
    static Snapshot plate(double height) {
        test::ModelMaker maker;
        const auto grey = maker.matt(Vec3(0.18)), black = maker.matt(Vec3(0));
        maker.floor(3, grey);
        if (height > 0) maker.box({-2, height, -2}, {0, height + 0.002, 2}, black);
        Snapshot snapshot = snapshotOf(maker);
        snapshot.lamps.push_back(lampAt(LampKind::Panel, {0, kLampHeight, 0}, 100, kFace, kFace));
        return snapshot;
    }
    /// A strip of the floor across the edge's shadow, seen from under the plate.
    static View strip() {
        View view = fromAbove(kSpan / 8);
        view.width = static_cast<std::uint32_t>(kPixels);
        view.height = view.width / 8;
        view.camera.pose.position.y = 0.1;
        return view;
    }
    /// Width in metres of an even ramp with the first two moments that the picture's has.
    static double rampOf(const LinearPicture& shaded, const LinearPicture& open) {
        double sum = 0, mean = 0, square = 0, before = 0;
        for (std::uint32_t x = 0; x < shaded.width; ++x) {
            double lit = 0, whole = 0;
            for (std::uint32_t y = 0; y < shaded.height; ++y) {
                lit += at(shaded, x, y).y;
                whole += at(open, x, y).y;
            }
            const double share = lit / whole, step = share - before;
            sum += step;
            mean += step * x;
            square += step * x * x;
            before = share;
        }
        mean /= sum;
        return std::sqrt(12 * std::max(square / sum - mean * mean, 0.0)) * kSpan / kPixels;
    }
};

TEST_F(PenumbraTest, IsAsWideAsTheLampsFaceSeenThroughTheEdge) {
    // By similar triangles: the face times the way behind the edge over the way before it. Nearer to the floor the two texels by
    // which receivers are moved off their surface count: 0.3 m over it the drawn one is 16 % too narrow.
    for (const double height : {0.5, 0.8}) {
        const double expected = kFace * height / (kLampHeight - height);
        const auto traced = [&](double h) { return reference(plate(h), strip(), {1, 1024, 0, 0}); };
        const auto drawn = [&](double h) { return draw(plate(h), strip(), 64).linear; };
        figure(fmt::format("penumbra of a 0.4 m panel, edge {:.1f} m over the floor", height), "m", expected, rampOf(drawn(height), drawn(0)),
               rampOf(traced(height), traced(0)), {0.15, 0.15, 0});
    }
}

}  // namespace
}  // namespace recce::render
