// Glossy surfaces under whole faces: the table of lobes (engine/render/area_table.inc) against numerical integration of the
// very lobe that the path tracer uses, and against losing or making light.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>

#include "optics/emitter.h"
#include "optics/material.h"
#include "render/fixture.h"
#include "render/lamp_cases.h"
#include "render/lamp_textures.h"

namespace recce::render {
namespace {

/// A metal floor of reflectance 1 seen from `eye` at the origin, under `lamp`: cd/m2.
double seen(const Lamp& lamp, const Vec3& eye, double roughness, const std::function<Finished(const Snapshot&, const View&)>& draw) {
    test::ModelMaker maker;
    const auto metal = maker.matt(Vec3(1));
    maker.materials[metal].metallic = 1;
    maker.materials[metal].roughness = static_cast<float>(roughness);
    maker.floor(0.5, metal);
    Snapshot snapshot;
    auto model = maker.finish();
    snapshot.bounds = model->bounds();
    snapshot.models.push_back({std::move(model), Mat4(1), 7, false, {}});
    snapshot.lamps.push_back(lamp);
    View view;
    view.width = view.height = 8;
    view.camera.pose = {eye, toRotation(lookAlong(-eye))};
    view.camera.verticalFov = 0.002;
    view.camera.sceneLinearPerNit = 1;
    const Finished finished = draw(snapshot, view);
    return finished.linear.rgba[4 * 36 + 1];
}

/// The same by quadrature over the face, with multiple scattering as Turquin has it.
double integrated(const Lamp& lamp, const Vec3& eye, double roughness) {
    const Vec3 v = glm::normalize(Vec3(eye.x, -eye.z, eye.y));
    constexpr int kSide = 160;
    double sum = 0;
    for (int i = 0; i < kSide; ++i) {
        for (int j = 0; j < kSide; ++j) {
            const Vec3 at = lamp.pointOn({(i + 0.5) / kSide, (j + 0.5) / kSide});
            const Vec3 l = glm::normalize(Vec3(at.x, -at.z, at.y));
            if (l.z <= 0) continue;
            sum += optics::gltfBrdf({Vec3(1), 1, roughness}, l, v).y * l.z * lamp.luxFrom(at, Vec3(0)).y;
        }
    }
    return sum / (kSide * kSide) * optics::multipleScattering(1, v.z, roughness * roughness);
}

TEST_F(RenderTest, GlossyFloorsShowFacesAsTheLobeHasThem) {
    const std::array lamps = {
        test::lampOf(LampKind::Panel, {0, 1, -1}, {0, -kPi / 4, 0}, 1000, 1, 0.6),
        test::lampOf(LampKind::Panel, {0.8, 0.8, 0.3}, {0.9, -0.7, 0}, 1000, 0.5, 1.2),
        test::lampOf(LampKind::Disk, {0, 1.2, -0.8}, {0, -kPi / 3, 0}, 1000, 0.8, 0.8),
    };
    for (const double roughness : {0.25, 0.5, 0.75, 1.0}) {
        for (const Vec3& eye : {Vec3(0, 0.9, 0.35), Vec3(0, 0.7, 0.7), Vec3(0, 0.35, 0.9)}) {
            for (const Lamp& lamp : lamps) {
                const double found = seen(lamp, eye, roughness, [&](const Snapshot& s, const View& v) { return draw(s, v, 1); });
                const double expected = integrated(lamp, eye, roughness);
                // Relative to what the face would show in a mirror: what an eye compares it with.
                const double nits = lamp.candela.y / lamp.faceArea(), off = std::abs(found - expected) / std::max(expected, 0.05 * nits);
                // The worst is a face far aside of the mirror's direction, seen flatly, where the lobe has little light.
                EXPECT_LT(off, eye.y < 0.5 ? 0.2 : 0.12) << "roughness " << roughness << ", eye " << eye.y << ", lamp " << (&lamp - lamps.data()) << ": " << found << " for " << expected;
            }
        }
    }
}

TEST_F(RenderTest, RoughMetalNeitherGainsNorLosesUnderAnEndlessFace) {
    // A white furnace from above: every direction shines with 100 cd/m2.
    const Lamp ceiling = test::lampOf(LampKind::Panel, {0, 1, 0}, {0, -kPi / 2, 0}, 100.0 * 800 * 800, 800, 800);
    for (const double roughness : {0.05, 0.2, 0.4, 0.6, 0.8, 1.0}) {
        for (const Vec3& eye : {Vec3(0, 0.95, 0.1), Vec3(0, 0.6, 0.6), Vec3(0, 0.25, 0.8)}) {
            const double found = seen(ceiling, eye, roughness, [&](const Snapshot& s, const View& v) { return draw(s, v, 1); });
            EXPECT_NEAR(found, 100, 2) << "roughness " << roughness << ", eye " << eye.y;
        }
    }
}

TEST(Lamps, AProfilesPictureHoldsItsNarrowBeam) {
    // 5 degrees from axis to nothing: the picture's own interpolation against the table of the file.
    std::string text = "IESNA:LM-63-2002\nTILT=NONE\n1 -1 1 7 1 1 2 0 0 0\n1 1 1\n0 1 2 3 4 5 90\n0\n1000 950 700 300 80 0 0\n";
    const auto profile = optics::readIes(text, "narrow.ies");
    ASSERT_TRUE(profile);
    const ProfilePicture picture = pictureOf(*profile);
    EXPECT_EQ(picture.rows, 1u);
    for (double angle = 0; angle < 5; angle += 0.05) {
        const double at = std::sqrt(angle / 180) * (ProfilePicture::kColumns - 1);
        const auto i = static_cast<std::size_t>(at);
        const double shown = glm::mix(double(picture.share[i]), double(picture.share[i + 1]), at - static_cast<double>(i)) * 1000;
        EXPECT_NEAR(shown, profile->sample(0, angle).value, 10) << angle;
    }
}

}  // namespace
}  // namespace recce::render
