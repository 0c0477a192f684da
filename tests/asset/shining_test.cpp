// Models made by the program itself, and the parts of models that shine.
#include <gtest/gtest.h>

#include "asset/cloth_model.h"
#include "asset/model_builder.h"
#include "asset/shining.h"

namespace recce {
namespace {

TEST(OwnModels, ABoxIsClosedAndLooksOutwards) {
    ModelBuilder builder;
    builder.begin({"paint", Vec3(0.5), 1, 0.8});
    builder.box({-1, 0, -2}, {1, 3, 2});
    const auto model = builder.finish();
    ASSERT_EQ(model->meshes().size(), 1u);
    EXPECT_EQ(model->indices().size(), 36u);
    EXPECT_EQ(model->bounds(), (Box{Vec3(-1, 0, -2), Vec3(1, 3, 2)}));
    EXPECT_EQ(model->text(model->materials()[0].name), "paint");
    double volume = 0;  // of the pyramids over all faces; positive where they look outwards
    for (std::size_t t = 0; t < 36; t += 3) {
        Vec3 p[3];
        for (std::size_t k = 0; k < 3; ++k) {
            const auto& v = model->vertices()[model->indices()[t + k]].position;
            p[k] = Vec3(v[0], v[1], v[2]);
        }
        volume += glm::dot(p[0], glm::cross(p[1], p[2])) / 6;
    }
    EXPECT_NEAR(volume, 24, 1e-6);
}

TEST(OwnModels, AClothIsTheSameForTheSameCloth) {
    const ClothLook look{Metres(1.2), Metres(0.8), 0.5, 0.02};
    const auto model = clothModel(look);
    EXPECT_EQ(model, clothModel(look));
    EXPECT_NE(model, clothModel({Metres(1.2), Metres(0.9), 0.5, 0.02}));
    ASSERT_GE(model->materials().size(), 3u);
    EXPECT_EQ(model->text(model->materials()[0].name), kClothFront);
    EXPECT_EQ(model->materials()[0].alphaMode, cooked::AlphaMode::Blend);
    // Two sides let through half together.
    const double side = 1 - model->materials()[0].baseColour[3];
    EXPECT_NEAR(side * side, 0.5, 1e-6);
}

TEST(ShiningParts, ArePartsThatHangTogetherWithTheirAreaAndFacing) {
    // Two faces of a ceiling light, a metre apart, and one that does not shine.
    ModelBuilder builder;
    builder.begin({"opal", Vec3(0.8), 1, 0.8, Vec3(500)});
    builder.quad({0, 2, 0}, {0.6, 2, 0}, {0.6, 2, 0.6}, {0, 2, 0.6});
    builder.quad({1.6, 2, 0}, {1.9, 2, 0}, {1.9, 2, 0.6}, {1.6, 2, 0.6});
    builder.begin({"plaster", Vec3(0.8), 1, 0.8});
    builder.quad({0, 2.1, 0}, {3, 2.1, 0}, {3, 2.1, 3}, {0, 2.1, 3});
    const auto parts = shiningParts(*builder.finish());
    ASSERT_EQ(parts.size(), 2u);
    EXPECT_EQ(parts[0].material, "opal");
    EXPECT_NEAR(parts[0].area, 0.36, 1e-6);
    EXPECT_NEAR(parts[1].area, 0.18, 1e-6);
    EXPECT_NEAR(parts[0].facing.y, -1, 1e-6);
    EXPECT_NEAR(glm::distance(parts[0].centre, {0.3, 2, 0.3}), 0, 1e-6);
    EXPECT_NEAR(parts[0].nits.x, 500, 1e-3);
}

}  // namespace
}  // namespace recce
