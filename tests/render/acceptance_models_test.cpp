// No. 8 of the acceptance tests: models as people bring them, raster against the path tracer, judged by FLIP. Those of the package
// assimp-testmodels and of ../shared are read where they lie; the test says which are not there.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "asset/importer_client.h"
#include "base/ids.h"
#include "optics/picture_error.h"
#include "render/acceptance.h"

namespace recce::render {
namespace {

namespace fs = std::filesystem;

class ModelsTest : public AcceptanceTest {
protected:
    void SetUp() override {
        AcceptanceTest::SetUp();
        cache_ = fs::temp_directory_path() / ("recce-models-" + hexText(randomId()));
        setenv("RECCE_CACHE_DIR", cache_.c_str(), 1);
    }
    void TearDown() override {
        AcceptanceTest::TearDown();
        unsetenv("RECCE_CACHE_DIR");
        fs::remove_all(cache_);
    }
    void judge(const std::string& name, const Snapshot& snapshot, View view, std::uint32_t paths) {
        // An 18 % card in this daylight is grey.
        view.camera.sceneLinearPerNit = 4.5e-5;
        const Seen seen = see(snapshot, view, {16, paths, 8, 40});
        const auto raster = displayed(seen.raster, view), traced = displayed(seen.reference, view);
        ASSERT_TRUE(raster.has_value() && traced.has_value());
        const auto flip = optics::flip(*traced, *raster);
        const auto light = optics::luminanceError(seen.reference, seen.raster);
        ASSERT_TRUE(flip.has_value() && light.has_value());
        figure(name + ", mean FLIP", "", 0, flip->mean, 0, {0.08, 0.08, 1});
        figure(name + ", mean luminance beside the path tracer's", "", 1, 1 + light->bias, 1, {0.07, 0.07});
    }

private:
    fs::path cache_;
};

TEST_F(ModelsTest, No8_ModelsLookAsThePathTracerDrawsThem) {
    // As Khronos' MetalRoughSpheres: metallic upwards, roughness to the right; and a green pane before some of it.
    test::ModelMaker maker;
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 5; ++column) {
            const auto m = maker.matt({0.8, 0.45, 0.25});
            maker.materials[m].ior = 1.5f;
            maker.materials[m].metallic = static_cast<float>(row / 2.0);
            maker.materials[m].roughness = static_cast<float>(0.1 + 0.225 * column);
            maker.sphere({column * 1.1 - 2.2, 0.5 + row * 1.1, 0}, 0.5, m, 24);
        }
    }
    maker.floor(6, maker.matt(Vec3(0.3)));
    const auto pane = maker.matt({0.7, 0.9, 0.75});
    maker.materials[pane].ior = 1.5f;
    maker.materials[pane].roughness = 0.05f;
    maker.materials[pane].transmission = 1;
    maker.quad({0.6, 0.1, 0.9}, {2.6, 0.1, 0.9}, {2.6, 2.1, 0.9}, {0.6, 2.1, 0.9}, pane);
    Snapshot sheet = lookAtModel(maker.finish());
    sheet.ground.reset();
    judge("spheres, metallic by roughness", sheet, viewFromTo({0, 2.2, 9}, {0, 1.6, 0}, 120, 68), 96);

    // The package's glTF samples, or ../shared/models.
    const fs::path khronos = "/usr/share/assimp/models/glTF2", shared = fs::path(RECCE_SHARED_DIR) / "models";
    for (const char* name : {"BoxTextured-glTF-Binary/BoxTextured.glb", "2CylinderEngine-glTF-Binary/2CylinderEngine.glb", "sponza-part/sponza.obj",
                             "couch/couch_pillows.fbx", "shelf/shelf_B_large_decorated.obj", "street-building/building_H.gltf"}) {
        const fs::path path = fs::exists(khronos / name) ? khronos / name : shared / name;
        if (!fs::exists(path)) {
            std::cout << "not here: " << name << "\n";
            continue;
        }
        asset::ImportRequest request;
        request.path = path;
        const auto outcome = asset::importModel(request, {}, {});
        ASSERT_TRUE(outcome.has_value()) << toText(outcome.error());
        // Without the endless floor, whose end fades into the horizon and throws no light back in the raster picture.
        Snapshot snapshot = lookAtModel(outcome->model);
        const View view = autoView(snapshot, 96, 54);
        snapshot.ground.reset();
        judge(path.filename().string(), snapshot, view, 64);
    }
}

}  // namespace
}  // namespace recce::render
