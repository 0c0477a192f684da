#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <map>

#include "asset/figure.h"

namespace recce {
namespace {

FigureShape person(double height, FigureFrame frame = FigureFrame::Masculine, FigureHair hair = FigureHair::Short) {
    FigureShape shape;
    shape.height = Metres(height);
    shape.frame = frame;
    shape.hair = hair;
    return shape;
}

const std::vector<FigureShape>& people() {
    static const std::vector<FigureShape> all = [] {
        std::vector<FigureShape> out = {person(1.75), person(1.93), person(1.62, FigureFrame::Feminine, FigureHair::Bob),
                                        person(1.68, FigureFrame::Feminine, FigureHair::TiedUp),
                                        person(1.38, FigureFrame::Feminine, FigureHair::Bob), person(1.10)};
        out[1].build = FigureBuild::Heavy;
        out[1].variant = 77;
        out[2].build = FigureBuild::Slight;
        return out;
    }();
    return all;
}

const std::vector<std::shared_ptr<const FigureBody>>& bodies() {
    static const std::vector<std::shared_ptr<const FigureBody>> all = [] {
        std::vector<std::shared_ptr<const FigureBody>> out;
        for (const FigureShape& shape : people()) out.push_back(makeFigureBody(shape));
        return out;
    }();
    return all;
}

std::vector<FigureStance> stances() {
    std::vector<FigureStance> out;
    for (FigureAction action : {FigureAction::Stand, FigureAction::Sit, FigureAction::Lean, FigureAction::Walk,
                                FigureAction::Lie, FigureAction::Hold}) {
        FigureStance stance;
        stance.action = action;
        stance.phase = 0.3;
        out.push_back(stance);
    }
    FigureStance table;
    table.action = FigureAction::Sit;
    table.table = true;
    out.push_back(table);
    return out;
}

struct Extent {
    double low = 1e9, high = -1e9;
};
Extent heightOf(const FigureMesh& mesh) {
    Extent e;
    for (const glm::vec3& p : mesh.positions) {
        e.low = std::min(e.low, static_cast<double>(p.y));
        e.high = std::max(e.high, static_cast<double>(p.y));
    }
    return e;
}

TEST(Figure, MeshIsSoundInEveryStance) {
    for (const auto& body : bodies()) {
        for (const FigureStance& stance : stances()) {
            const FigureMesh mesh = poseFigure(*body, stance, {});
            const std::size_t triangles = mesh.indices.size() / 3;
            EXPECT_GE(triangles, 6000u);
            EXPECT_LE(triangles, 10000u);
            ASSERT_EQ(mesh.positions.size(), mesh.normals.size());
            ASSERT_EQ(mesh.positions.size(), mesh.colours.size());
            for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
                ASSERT_TRUE(isFinite(Vec3(mesh.positions[i])));
                ASSERT_NEAR(glm::length(mesh.normals[i]), 1.0f, 1e-3f);
            }
            std::size_t covered = 0;
            for (const FigureRange& range : mesh.ranges) {
                EXPECT_EQ(range.firstIndex, covered);
                covered += range.indexCount;
                EXPECT_LT(range.material, mesh.materials.size());
            }
            EXPECT_EQ(covered, mesh.indices.size());
            std::size_t empty = 0, against = 0;
            for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) {
                const std::uint32_t a = mesh.indices[i], b = mesh.indices[i + 1], c = mesh.indices[i + 2];
                ASSERT_LT(std::max({a, b, c}), mesh.positions.size());
                const glm::vec3 n = glm::cross(mesh.positions[b] - mesh.positions[a], mesh.positions[c] - mesh.positions[a]);
                empty += glm::length(n) < 1e-10f ? 1 : 0;
                against += glm::dot(n, mesh.normals[a] + mesh.normals[b] + mesh.normals[c]) < 0 ? 1 : 0;
            }
            EXPECT_EQ(empty, 0u);
            // The groin and the armpits fold over themselves when people sit.
            EXPECT_LT(against, triangles / 40) << "action " << static_cast<int>(stance.action);
        }
    }
}

TEST(Figure, ClothesAndSkinHaveNoHoles) {
    // Every edge of the big closed surfaces is shared by two triangles, run through once each way.
    for (const auto& body : bodies()) {
        const FigureMesh mesh = poseFigure(*body, {}, {});
        for (const FigureRange& range : mesh.ranges) {
            const std::string& name = mesh.materials[range.material].name;
            if (name != "top" && name != "trousers" && name != "shoes" && name != "soles" && name != "skin") continue;
            std::map<std::pair<std::uint32_t, std::uint32_t>, int> edges;
            for (std::uint32_t i = range.firstIndex; i < range.firstIndex + range.indexCount; i += 3) {
                for (std::uint32_t k = 0; k < 3; ++k) ++edges[{mesh.indices[i + k], mesh.indices[i + (k + 1) % 3]}];
            }
            for (const auto& [edge, count] : edges) {
                const auto back = edges.find({edge.second, edge.first});
                ASSERT_TRUE(back != edges.end() && back->second == count) << name;
            }
        }
    }
}

TEST(Figure, StandsAtItsExactHeight) {
    for (double height : {0.95, 1.15, 1.38, 1.52, 1.61, 1.68, 1.75, 1.83, 2.02}) {
        for (std::uint32_t variant : {0u, 1u, 6u}) {
            FigureShape shape = person(height, variant == 1 ? FigureFrame::Feminine : FigureFrame::Masculine,
                                       variant == 1 ? FigureHair::Bob : FigureHair::Short);
            shape.variant = variant;
            EXPECT_NEAR(landmarks(shape, {}).crown.y, height, 0.002);
            if ((variant == 6 && (height == 0.95 || height == 2.02)) || (variant == 1 && height == 1.38)) {
                const Extent e = heightOf(poseFigure(*makeFigureBody(shape), {}, {}));
                EXPECT_NEAR(e.high, height, 0.002);
                EXPECT_NEAR(e.low, 0, 0.002);
            }
        }
    }
}

TEST(Figure, LandmarksStandAtDrillisAndContini) {
    for (double height : {1.55, 1.68, 1.75, 1.95}) {
        for (FigureFrame frame : {FigureFrame::Masculine, FigureFrame::Feminine}) {
            const FigureLandmarks m = landmarks(person(height, frame), {});
            const auto expect = [&](double y, double fraction, const char* what) {
                EXPECT_NEAR(y / height, fraction, 0.01) << what;
            };
            expect(m.eyes.y, 0.936, "eyes");
            expect(m.chin.y, 0.870, "chin");
            expect((m.shoulder[0].y + m.shoulder[1].y) / 2, 0.818, "shoulders");
            expect(m.chest.y, 0.720, "chest");
            expect(m.waist.y, 0.630, "waist");
            expect(m.hips.y, 0.530, "hips");
            expect(m.midThigh[0].y, 0.41, "mid-thigh");
            expect(m.knee[0].y, 0.285, "knee");
            expect(m.knee[1].y, 0.285, "knee");
            expect(m.ankle[0].y, 0.039, "ankle");
        }
    }
}

TEST(Figure, ChildrenHaveBiggerHeadsAndShorterLegs) {
    const FigureLandmarks adult = landmarks(person(1.75), {}), child = landmarks(person(1.15), {});
    EXPECT_GT((child.crown.y - child.chin.y) / 1.15, 1.2 * (adult.crown.y - adult.chin.y) / 1.75);
    EXPECT_LT(child.hips.y / 1.15, adult.hips.y / 1.75 - 0.02);
}

TEST(Figure, SitsOnItsSeat) {
    for (double seat : {0.40, 0.45, 0.75}) {
        FigureStance stance;
        stance.action = FigureAction::Sit;
        stance.seat = Metres(seat);
        const FigureLandmarks man = landmarks(person(1.75), stance);
        const FigureLandmarks woman = landmarks(person(1.61, FigureFrame::Feminine), stance);
        EXPECT_NEAR(man.eyes.y - seat, 0.79, 0.02);
        EXPECT_NEAR(woman.eyes.y - seat, 0.74, 0.02);
        if (seat < 0.5) {
            EXPECT_NEAR(man.knee[0].y, man.hips.y, 0.09);  // thighs about level
            EXPECT_NEAR(man.ankle[0].y, 0.039 * 1.75, 0.01);
        }
    }
    FigureStance stance;
    stance.action = FigureAction::Sit;
    const FigureMesh mesh = poseFigure(*bodies()[0], stance, {});
    EXPECT_GT(heightOf(mesh).low, -0.02);
    // The lowest cloth over the seat rests on it: not above, not deep in it.
    double lowest = 1e9;
    for (const glm::vec3& p : mesh.positions) {
        if (std::abs(p.z) < 0.08f && p.y > 0.3f) lowest = std::min(lowest, static_cast<double>(p.y));
    }
    EXPECT_NEAR(lowest, 0.45, 0.035);
}

TEST(Figure, LooksWhereItIsTold) {
    for (const FigureStance& base : stances()) {
        if (base.action == FigureAction::Lie) continue;
        for (const Vec3& way : {Vec3(0, 0, -1), Vec3(0.7, 0.1, -0.7), Vec3(-1, -0.2, -0.3), Vec3(0.2, 0.35, -1), Vec3(0, -0.5, -1)}) {
            FigureStance stance = base;
            stance.gaze = way;
            const FigureLandmarks m = landmarks(person(1.75), stance);
            EXPECT_GT(glm::dot(m.gaze, glm::normalize(way)), 0.999) << static_cast<int>(base.action) << " " << way.x;
        }
    }
    FigureStance aside;
    aside.gaze = Vec3(1, 0, -1);
    const FigureLandmarks ahead = landmarks(person(1.75), {}), turned = landmarks(person(1.75), aside);
    EXPECT_GT(turned.eyes.x, ahead.eyes.x + 0.03);  // the head turned, not the eyes alone
    // The irises follow: their middle lies on the side looked at.
    const auto irisMiddle = [](const FigureMesh& mesh) {
        glm::dvec3 sum(0);
        std::uint32_t count = 0;
        for (const FigureRange& range : mesh.ranges) {
            if (mesh.materials[range.material].name != "iris") continue;
            for (std::uint32_t i = 0; i < range.indexCount; ++i) {
                sum += glm::dvec3(mesh.positions[mesh.indices[range.firstIndex + i]]);
                ++count;
            }
        }
        return sum / static_cast<double>(count);
    };
    const Vec3 straight = irisMiddle(poseFigure(*bodies()[0], {}, {})) - ahead.eyes;
    const Vec3 sideways = irisMiddle(poseFigure(*bodies()[0], aside, {})) - turned.eyes;
    EXPECT_NEAR(glm::dot(glm::normalize(straight), Vec3(0, 0, -1)), 1, 0.02);
    EXPECT_NEAR(glm::dot(glm::normalize(sideways), glm::normalize(aside.gaze)), 1, 0.02);
}

TEST(Figure, WalksWithoutSlidingOrSinking) {
    const FigureShape shape = person(1.75);
    const double stride = strideLength(shape).value;
    EXPECT_NEAR(stride, 1.33, 0.15);
    FigureStance stance;
    stance.action = FigureAction::Walk;
    // While a foot carries the weight it moves back as fast as the body moves on.
    stance.phase = 0.15;
    const FigureLandmarks a = landmarks(shape, stance);
    stance.phase = 0.25;
    const FigureLandmarks b = landmarks(shape, stance);
    EXPECT_NEAR(b.ankle[0].z - a.ankle[0].z, 0.1 * stride, 0.01);
    for (int i = 0; i < 16; ++i) {
        stance.phase = i / 16.0;
        const Extent e = heightOf(poseFigure(*bodies()[0], stance, {}));
        EXPECT_GT(e.low, -0.03) << stance.phase;
        EXPECT_LT(e.low, 0.03) << stance.phase;
        EXPECT_NEAR(e.high, 1.75, 0.06);
        FigureStance later = stance;
        later.phase += 1;
        EXPECT_NEAR(landmarks(shape, later).ankle[0].z, landmarks(shape, stance).ankle[0].z, 1e-9);
    }
}

TEST(Figure, LiesOnItsBack) {
    FigureStance stance;
    stance.action = FigureAction::Lie;
    stance.seat = Metres(0.5);
    const FigureLandmarks m = landmarks(person(1.75), stance);
    EXPECT_GT(m.gaze.y, 0.8);
    EXPECT_GT(m.crown.z, 0.7);  // head away from where it faced, feet before it
    EXPECT_LT(m.foot[0].z, -0.7);
    const Extent e = heightOf(poseFigure(*bodies()[0], stance, {}));
    EXPECT_NEAR(e.low, 0.5, 0.05);
}

TEST(Figure, SameSpecSameBytes) {
    FigureSpec spec;
    spec.shape = person(1.70, FigureFrame::Feminine, FigureHair::Bob);
    spec.stance.action = FigureAction::Hold;
    const FigureMesh a = makeFigure(spec), b = makeFigure(spec);
    ASSERT_EQ(a.positions.size(), b.positions.size());
    EXPECT_EQ(std::memcmp(a.positions.data(), b.positions.data(), a.positions.size() * sizeof(glm::vec3)), 0);
    EXPECT_EQ(a.indices, b.indices);
    EXPECT_EQ(a.colours, b.colours);
}

TEST(Figure, CastingIsStableAndVaried) {
    EXPECT_EQ(castFigure(Metres(1.68), FigureBuild::Average, 5), castFigure(Metres(1.68), FigureBuild::Average, 5));
    EXPECT_EQ(castFigure(Metres(1.83), FigureBuild::Average, 5).frame, FigureFrame::Masculine);
    EXPECT_EQ(castFigure(Metres(1.61), FigureBuild::Average, 5).frame, FigureFrame::Feminine);
    std::map<std::uint32_t, int> variants;
    for (std::uint64_t seed = 0; seed < 50; ++seed) ++variants[castFigure(Metres(1.7), FigureBuild::Average, seed).variant];
    EXPECT_GT(variants.size(), 40u);
    // Half the saturation of the tape, same hue.
    const FigureColours c = dressFigure(Vec3(0.9, 0.1, 0.05), 1);
    EXPECT_GT(c.top.x, c.top.y);
    const double before = (0.9 - 0.05) / 0.9, after = (c.top.x - c.top.z) / c.top.x;
    EXPECT_LT(after, 0.85 * before);
    EXPECT_GT(after, 0.3 * before);
}

TEST(Figure, OddSpecsStillGiveABody) {
    FigureShape shape = person(std::nan(""));
    FigureStance stance;
    stance.gaze = Vec3(std::nan(""), 0, 0);
    stance.phase = std::nan("");
    stance.seat = Metres(-3);
    for (FigureAction action : {FigureAction::Walk, FigureAction::Sit, FigureAction::Lie}) {
        stance.action = action;
        const FigureLandmarks m = landmarks(shape, stance);
        EXPECT_TRUE(isFinite(m.eyes));
        EXPECT_TRUE(isFinite(m.gaze));
        EXPECT_TRUE(isFinite(m.foot[0]));
    }
    EXPECT_TRUE(isFinite(landmarks(person(50), {}).crown));
}

}  // namespace
}  // namespace recce
