// What comes out of models whose geometry the test knows because it made them: sizes, units, axes, counts, materials.
#include "importer/models.h"

#include <cmath>
#include <set>

namespace recce::test {
namespace {

using Formats = ImporterTest;

TEST_F(Formats, ABoxWithoutMaterialFileAndNormals) {
    const auto outcome = import(put("box.obj", "mtllib gone.mtl\nusemtl paint\n" + boxObj(2, 3, 4)));
    const json r = report(outcome);
    EXPECT_EQ(r["format"], "obj");
    EXPECT_EQ(r["triangles"], 12);
    EXPECT_EQ(r["meshes"], 1);
    expectSize(r, {2, 3, 4});
    EXPECT_EQ(r["units_source"], "proposed");
    // A box keeps its edges: three normals at each of eight corners.
    EXPECT_EQ(outcome->model->meshes()[0].vertexCount, 24u);
    EXPECT_EQ(outcome->model->meshes()[0].sourceTriangles, 12u);
}

TEST_F(Formats, LargeNumbersAreProposedAsCentimetres) {
    const json r = report(import(put("room.obj", boxObj(600, 300, 400))));
    EXPECT_DOUBLE_EQ(r["metres_per_unit"].get<double>(), 0.01);
    EXPECT_EQ(r["units_source"], "proposed");
    expectSize(r, {6, 3, 4});
}

TEST_F(Formats, TheUsersUnitAndAxisWin) {
    asset::ImportRequest request;
    request.path = put("box.obj", boxObj(2, 3, 4));
    request.metresPerUnit = 0.5;
    request.upAxis = asset::UpAxis::Z;
    const auto outcome = asset::importModel(request, {}, {});
    const json r = report(outcome);
    EXPECT_EQ(r["units_source"], "user");
    EXPECT_EQ(r["up_axis_source"], "user");
    expectSize(r, {1, 2, 1.5});
}

TEST_F(Formats, ColladaUnitAndUpAxisAreTheFilesOwn) {
    const std::string centimetres = R"(<unit name="centimeter" meter="0.01"/>)", zUp = "<up_axis>Z_UP</up_axis>";
    const json r = report(import(put("a.dae", triangleDae(centimetres, zUp))));
    EXPECT_DOUBLE_EQ(r["metres_per_unit"].get<double>(), 0.01);
    EXPECT_EQ(r["units_source"], "file");
    EXPECT_EQ(r["up_axis"], "z");
    expectSize(r, {1, 2, 0});
    const json asStated = report(import(put("b.dae", triangleDae("", "<up_axis>Y_UP</up_axis>"))));
    expectSize(asStated, {100, 0, 200}, 1e-3);
}

TEST_F(Formats, UnitsOf3mf) {
    const json inches = report(import(put("a.3mf", box3mf("inch"))));
    EXPECT_DOUBLE_EQ(inches["metres_per_unit"].get<double>(), 0.0254);
    EXPECT_EQ(inches["units_source"], "file");
    expectSize(inches, {0.254, 0.762, 0.508});  // Z is up there
    expectSize(report(import(put("b.3mf", box3mf("millimeter")))), {0.01, 0.03, 0.02});
}

TEST_F(Formats, NestedTransformsAndInstances) {
    put("triangle.bin", triangleBuffer());
    json gltf = triangleGltf();
    // Turned a quarter about Z, doubled, moved: (x, y) -> (10 - 2y, 20 + 2x).
    gltf["nodes"] = json::parse(R"([{"translation":[10,20,0],"children":[1,2]},{"rotation":[0,0,0.70710678,0.70710678],"children":[3]},
        {"mesh":0,"translation":[100,0,0]},{"scale":[2,2,2],"mesh":0}])");
    const auto outcome = import(put("nested.gltf", gltf.dump()));
    const json r = report(outcome);
    EXPECT_EQ(r["triangles"], 1);
    EXPECT_EQ(r["triangles_instanced"], 2);
    EXPECT_EQ(r["instances"], 2);
    EXPECT_NEAR(r["bounds_m"]["min"][0].get<double>(), 8, 1e-5);
    EXPECT_NEAR(r["bounds_m"]["max"][0].get<double>(), 111, 1e-5);
    EXPECT_NEAR(r["bounds_m"]["max"][1].get<double>(), 2, 1e-5);
    EXPECT_EQ(r["metres_per_unit"], 1.0);
    EXPECT_EQ(r["units_source"], "format");
}

TEST_F(Formats, MetallicRoughnessAndLightsOfAGltf) {
    put("triangle.bin", triangleBuffer());
    json gltf = triangleGltf();
    gltf["extensionsUsed"] = {"KHR_lights_punctual"};
    gltf["extensions"]["KHR_lights_punctual"]["lights"] = json::parse(R"([{"type":"spot","color":[1,0.5,0.25],"intensity":800,"spot":{"outerConeAngle":0.5}}])");
    gltf["nodes"].push_back(json::parse(R"({"name":"lamp","translation":[0,3,0],"extensions":{"KHR_lights_punctual":{"light":0}}})"));
    gltf["scenes"][0]["nodes"] = {0, 1};
    const auto outcome = import(put("lit.gltf", gltf.dump()));
    ASSERT_EQ(report(outcome)["lights"], 1);
    const auto& light = outcome->model->lights()[0];
    EXPECT_EQ(light.kind, cooked::LightKind::Spot);
    EXPECT_NEAR(light.intensity, 800, 0.5);
    EXPECT_NEAR(light.colour[1], 0.5, 1e-3);
    EXPECT_NEAR(light.position[1], 3, 1e-5);
    EXPECT_NEAR(light.direction[2], -1, 1e-5);
    const auto& material = outcome->model->materials()[outcome->model->meshes()[0].material];
    EXPECT_NEAR(material.baseColour[1], 0.25f, 1e-6);
    EXPECT_NEAR(material.metallic, 0.25f, 1e-6);
    EXPECT_NEAR(material.roughness, 0.75f, 1e-6);
    EXPECT_EQ(outcome->model->text(material.name), "paint");
}

TEST_F(Formats, TextureTransformsAndPercentEncodedNames) {
    put("my tri%angle.bin", triangleBuffer());
    put("textures/w\xC3\xA4nde \xC3\xA4.png", png(8, 4));
    json gltf = triangleGltf();
    gltf["buffers"][0]["uri"] = "my%20tri%25angle.bin";
    gltf["images"] = json::parse(R"([{"uri":"textures/w%C3%A4nde%20%C3%A4.png"}])");
    gltf["textures"] = json::parse(R"([{"source":0}])");
    gltf["extensionsUsed"] = {"KHR_texture_transform"};
    gltf["materials"][0]["pbrMetallicRoughness"]["baseColorTexture"] =
        json::parse(R"({"index":0,"extensions":{"KHR_texture_transform":{"offset":[0.25,0.5],"scale":[2,4],"rotation":1.5707963267948966}}})");
    const auto outcome = import(put("encoded.gltf", gltf.dump()));
    const json r = report(outcome);
    EXPECT_EQ(r["textures"]["found"], 1);
    EXPECT_TRUE(r["textures"]["missing"].empty());
    const auto& material = outcome->model->materials()[outcome->model->meshes()[0].material];
    EXPECT_EQ(outcome->model->text(material.name), "paint");
    // A quarter turn: u' = 4 v + 0.25, v' = -2 u + 0.5.
    const std::array<float, 6> expected{0, 4, 0.25f, -2, 0, 0.5f};
    for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(material.textures[cooked::kBaseColour].transform[i], expected[i], 1e-5) << i;
    const auto& texture = outcome->model->textures()[material.textures[cooked::kBaseColour].texture];
    EXPECT_EQ(texture.width, 8u);
    EXPECT_EQ(texture.height, 4u);
    EXPECT_EQ(texture.mipCount, 4u);
    for (std::uint32_t mip = 0; mip < 4; ++mip) {
        const auto texels = outcome->model->texels(texture, mip);
        EXPECT_NEAR(std::to_integer<int>(texels[0]), 200, 1);
        EXPECT_NEAR(std::to_integer<int>(texels[2]), 50, 1);
    }
    EXPECT_NEAR(texture.mean[0], 0.5776f, 0.01f);  // of 200/255 sRGB
}

TEST_F(Formats, TexturesInTheWrongCaseWithBackslashesAndFromTheMakersDisk) {
    put("textures/Brick.PNG", png(2, 2));
    put("../materials/wood.png", png(2, 2));
    put("floor.jpg.png", png(2, 2));
    put("m.mtl", "newmtl a\nmap_Kd Textures\\brick.png\nnewmtl b\nmap_Kd C:\\Users\\maker\\Desktop\\wood.png\nnewmtl c\nmap_Kd nowhere/gone.png\n");
    const json r = report(import(put("m.obj", "mtllib m.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl a\nf 1 2 3\nusemtl b\nf 1 3 2\nusemtl c\nf 1 2 3\n")));
    EXPECT_EQ(r["textures"]["found"], 2);
    ASSERT_EQ(r["textures"]["missing"].size(), 1u);
    EXPECT_EQ(r["textures"]["missing"][0], "nowhere/gone.png");
}

TEST_F(Formats, RoughnessAndMetalInPicturesOfTheirOwnBecomeOne) {
    put("rough.png", png(8, 4, {40, 40, 40, 255}));
    put("metal.png", png(2, 2, {220, 220, 220, 255}));
    put("m.mtl", "newmtl both\nPr 0.3\nmap_Pr rough.png\nmap_Pm metal.png\nnewmtl rough\nmap_Pr rough.png\nnewmtl gone\nPr 0.25\nmap_Pr gone.png\n");
    const auto outcome = import(put("m.obj", "mtllib m.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nusemtl both\nf 1/1 2/1 3/1\nusemtl rough\nf 1/1 3/1 2/1\nusemtl gone\nf 2/1 3/1 1/1\n"));
    const json r = report(outcome);
    EXPECT_EQ(r["textures"]["found"], 2);
    EXPECT_EQ(r["textures"]["missing"], json::array({"gone.png"}));
    const auto& model = *outcome->model;
    const auto named = [&](const char* name) {
        for (const auto& m : model.materials())
            if (model.text(m.name) == name) return m;
        ADD_FAILURE() << name;
        return cooked::Material{};
    };
    const auto texel = [&](const cooked::Material& m) {
        const auto& t = model.textures()[m.textures[cooked::kMetalRough].texture];
        EXPECT_EQ(t.width, 8u);
        EXPECT_EQ(t.height, 4u);
        const auto bytes = model.texels(t, 0);
        return std::pair(std::to_integer<int>(bytes[bytes.size() - 3]), std::to_integer<int>(bytes[bytes.size() - 2]));
    };
    // As in glTF: roughness is green, metal is blue, each times its factor.
    const auto both = named("both"), rough = named("rough"), gone = named("gone");
    EXPECT_EQ(texel(both), std::pair(40, 220));
    EXPECT_EQ(both.roughness, 1);
    EXPECT_EQ(both.metallic, 1);
    EXPECT_EQ(texel(rough), std::pair(40, 255));
    EXPECT_EQ(rough.roughness, 1);
    EXPECT_EQ(rough.metallic, 0);
    EXPECT_FLOAT_EQ(gone.roughness, 0.25f);
}

TEST_F(Formats, PicturesByASecondSetOfCoordinatesAreLeftOutAndSaid) {
    put("triangle.bin", triangleBuffer());
    put("a.png", png(2, 2));
    json gltf = triangleGltf();
    gltf["images"] = json::parse(R"([{"uri":"a.png"}])");
    gltf["textures"] = json::parse(R"([{"source":0}])");
    gltf["meshes"][0]["primitives"][0]["attributes"]["TEXCOORD_1"] = 1;
    gltf["materials"][0]["pbrMetallicRoughness"]["baseColorTexture"] = {{"index", 0}};
    gltf["materials"][0]["occlusionTexture"] = {{"index", 0}, {"texCoord", 1}};
    const auto outcome = import(put("ao.gltf", gltf.dump()));
    const json r = report(outcome);
    EXPECT_NE(r["warnings"].dump().find("second set of coordinates"), std::string::npos) << r["warnings"];
    EXPECT_EQ(outcome->model->materials()[0].textures[cooked::kOcclusion].texture, cooked::kNone);
    // On the same set it is used, and where it is the only picture, its set is the mesh's.
    gltf["materials"][0]["occlusionTexture"]["texCoord"] = 0;
    const auto unsaid = [](const json& of) { return of["warnings"].dump().find("second set") == std::string::npos; };
    EXPECT_TRUE(unsaid(report(import(put("same.gltf", gltf.dump())))));
    gltf["materials"][0].erase("occlusionTexture");
    gltf["materials"][0]["pbrMetallicRoughness"].erase("baseColorTexture");
    gltf["materials"][0]["pbrMetallicRoughness"]["metallicRoughnessTexture"] = {{"index", 0}, {"texCoord", 1}};
    const auto alone = import(put("alone.gltf", gltf.dump()));
    EXPECT_TRUE(unsaid(report(alone)));
    EXPECT_NE(alone->model->materials()[0].textures[cooked::kMetalRough].texture, cooked::kNone);
}

TEST_F(Formats, TriangleStripsOfAScanner) {
    const std::string header = "ply\nformat ascii 1.0\nelement vertex 6\nproperty float x\nproperty float y\nproperty float z\n"
                               "element tristrips 1\nproperty list int int vertex_indices\nend_header\n";
    const std::string vertices = "0 0 0\n1 0 0\n0 1 0\n1 1 0\n0 2 0\n1 2 0\n";
    // One strip of four triangles, then a new one of a single triangle.
    const auto outcome = import(put("strip.ply", header + vertices + "10 0 1 2 3 4 5 -1 0 1 2\n"));
    const json r = report(outcome);
    EXPECT_EQ(r["triangles"], 5);
    expectSize(r, {1, 2, 0});
    // All of a strip face the same way, so no normal points backwards.
    for (const auto& v : outcome->model->vertices()) EXPECT_GE(1.0 - std::abs(v.normal[0]) / 32767.0 - std::abs(v.normal[1]) / 32767.0, 0.99);
}

TEST_F(Formats, PointCloudsHavePoints) {
    const json r = report(import(put("scan.ply", "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\n"
                                                 "property uchar red\nproperty uchar green\nproperty uchar blue\nend_header\n"
                                                 "0 0 0 255 0 0\n1 0 0 0 255 0\n0 2 0 0 0 255\n")));
    EXPECT_EQ(r["points"], 3);
    EXPECT_EQ(r["triangles"], 0);
    expectSize(r, {1, 2, 0});
}

TEST_F(Formats, BinaryStlByContentWhateverItsName) {
    std::string stl(80, ' ');
    const std::uint32_t count = 2;
    stl.append(reinterpret_cast<const char*>(&count), 4);
    for (std::uint32_t i = 0; i < count; ++i) {
        const float facet[12] = {0, 0, 1, 0, 0, 0, 1, 0, 0, 0, static_cast<float>(i + 1), 0};
        stl.append(reinterpret_cast<const char*>(facet), sizeof facet);
        stl.append(2, '\0');
    }
    const json r = report(import(put("mistyped.obj", stl)));
    EXPECT_EQ(r["format"], "stl");
    EXPECT_EQ(r["triangles"], 2);
}

TEST_F(Formats, BrokenNumbersAndFlatTrianglesAreDroppedAndSaid) {
    const json r = report(import(put("nan.obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\nv 1e39 0 0\nv 2 0 0\nf 1 2 3\nf 1 2 4\nf 1 2 5\nf 1 1 2\n")));
    EXPECT_EQ(r["triangles"], 4);
    expectSize(r, {1, 1, 0});
    const std::string warnings = r["warnings"].dump();
    EXPECT_NE(warnings.find("without any area"), std::string::npos) << warnings;
    EXPECT_NE(warnings.find("broken corners"), std::string::npos) << warnings;
}

TEST_F(Formats, MoreVerticesThanSixteenBitsCount) {
    std::string obj;
    constexpr int kSide = 300;  // 90,000 vertices
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x) obj += "v " + std::to_string(x * 0.01) + " " + std::to_string(std::sin(x * 0.02) * std::cos(y * 0.03)) + " " + std::to_string(y * 0.01) + "\n";
    for (int y = 0; y + 1 < kSide; ++y)
        for (int x = 0; x + 1 < kSide; ++x) {
            const int i = y * kSide + x + 1;
            obj += "f " + std::to_string(i) + " " + std::to_string(i + kSide) + " " + std::to_string(i + kSide + 1) + " " + std::to_string(i + 1) + "\n";
        }
    const auto outcome = import(put("grid.obj", obj));
    const json r = report(outcome);
    EXPECT_EQ(r["triangles"], 2 * 299 * 299);
    const auto& mesh = outcome->model->meshes()[0];
    EXPECT_GT(mesh.vertexCount, 65536u);
    ASSERT_GT(mesh.lodCount, 1u) << "a large mesh has coarser levels";
    const auto lods = outcome->model->lods().subspan(mesh.firstLod, mesh.lodCount);
    for (std::size_t i = 1; i < lods.size(); ++i) {
        EXPECT_LT(lods[i].indexCount, lods[i - 1].indexCount);
        EXPECT_GE(lods[i].error, lods[i - 1].error);
    }
    std::uint64_t covered = 0;
    for (const auto& c : outcome->model->clusters().subspan(lods[0].firstCluster, lods[0].clusterCount)) covered += c.indexCount;
    EXPECT_EQ(covered, lods[0].indexCount);
    // The levels for far views: small, and every place of the mesh is as near to them as they say.
    ASSERT_EQ(lods.back().clusterCount, 0u);
    EXPECT_LT(lods.back().indexCount / 3, 400u);
    for (const auto& lod : lods) {
        if (lod.clusterCount > 0) continue;
        std::set<std::uint32_t> kept;
        for (const auto index : outcome->model->indices().subspan(lod.firstIndex, lod.indexCount)) kept.insert(index);
        const auto place = [&](std::uint32_t v) {
            const auto& p = outcome->model->vertices()[mesh.firstVertex + v].position;
            return glm::vec3(p[0], p[1], p[2]);
        };
        float farthest = 0;
        for (std::uint32_t v = 0; v < mesh.vertexCount; v += 7) {
            float nearest = 1e9f;
            for (const std::uint32_t k : kept) nearest = std::min(nearest, glm::distance(place(v), place(k)));
            farthest = std::max(farthest, nearest);
        }
        EXPECT_LE(farthest, lod.error * 1.001f);
    }
}

TEST_F(Formats, FbxUnitsAndAxesAreTheFilesOwn) {
    const auto fbx = [](double centimetres, int up, int front, int frontSign) {
        return "; FBX 7.3.0 project file\nFBXHeaderExtension:  {\n FBXHeaderVersion: 1003\n FBXVersion: 7300\n}\nGlobalSettings:  {\n Version: 1000\n Properties70:  {\n"
               "  P: \"UpAxis\", \"int\", \"Integer\", \"\"," + std::to_string(up) + "\n  P: \"UpAxisSign\", \"int\", \"Integer\", \"\",1\n"
               "  P: \"FrontAxis\", \"int\", \"Integer\", \"\"," + std::to_string(front) + "\n  P: \"FrontAxisSign\", \"int\", \"Integer\", \"\"," + std::to_string(frontSign) + "\n"
               "  P: \"CoordAxis\", \"int\", \"Integer\", \"\",0\n  P: \"CoordAxisSign\", \"int\", \"Integer\", \"\",1\n"
               "  P: \"UnitScaleFactor\", \"double\", \"Number\", \"\"," + std::to_string(centimetres) + "\n }\n}\n"
               "Objects:  {\n Geometry: 1000, \"Geometry::box\", \"Mesh\" {\n  Vertices: *12 {\n   a: 0,0,0,100,0,0,0,200,0,0,0,300\n  }\n"
               "  PolygonVertexIndex: *12 {\n   a: 0,2,-2,0,1,-4,0,3,-3,1,2,-4\n  }\n  GeometryVersion: 124\n }\n"
               " Model: 2000, \"Model::box\", \"Mesh\" {\n  Version: 232\n  Properties70:  {\n"
               "   P: \"RotationActive\", \"bool\", \"\", \"\",1\n   P: \"ScalingPivot\", \"Vector3D\", \"Vector\", \"\",50,0,0\n"
               "   P: \"Lcl Scaling\", \"Lcl Scaling\", \"\", \"A\",2,1,1\n  }\n }\n}\n"
               "Connections:  {\n C: \"OO\",2000,0\n C: \"OO\",1000,2000\n}\n";
    };
    // Twice as wide about the pivot at 50: from -50 to 150.
    const json inches = report(import(put("inches.fbx", fbx(2.54, 1, 2, 1))));
    EXPECT_DOUBLE_EQ(inches["metres_per_unit"].get<double>(), 0.0254);
    EXPECT_EQ(inches["units_source"], "file");
    expectSize(inches, {200 * 0.0254, 200 * 0.0254, 300 * 0.0254}, 1e-3);
    EXPECT_NEAR(inches["bounds_m"]["min"][0].get<double>(), -50 * 0.0254, 1e-3);
    const json zUp = report(import(put("max.fbx", fbx(1, 2, 1, -1))));
    EXPECT_EQ(zUp["up_axis"], "z");
    expectSize(zUp, {2, 3, 2}, 1e-3);
}

TEST_F(Formats, SkinnedMeshesStandAtRest) {
    // Two joints: one lifts by 5, one by 7; the node that the mesh hangs on is far away and must not count.
    std::string buffer = triangleBuffer();
    const auto floats = [&](std::initializer_list<float> values) {
        for (const float v : values) buffer.append(reinterpret_cast<const char*>(&v), 4);
    };
    buffer += std::string("\0\0\0\0\1\0\0\0\1\0\0\0", 12);  // joints 0, 1, 1
    floats({1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0});              // weights
    for (int joint = 0; joint < 2; ++joint) floats({1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1});
    put("skin.bin", buffer);
    json gltf = triangleGltf();
    gltf["buffers"][0] = {{"uri", "skin.bin"}, {"byteLength", buffer.size()}};
    gltf["bufferViews"].push_back({{"buffer", 0}, {"byteOffset", 60}, {"byteLength", 12}});
    gltf["bufferViews"].push_back({{"buffer", 0}, {"byteOffset", 72}, {"byteLength", 48}});
    gltf["bufferViews"].push_back({{"buffer", 0}, {"byteOffset", 120}, {"byteLength", 128}});
    gltf["accessors"].push_back({{"bufferView", 2}, {"componentType", 5121}, {"count", 3}, {"type", "VEC4"}});
    gltf["accessors"].push_back({{"bufferView", 3}, {"componentType", 5126}, {"count", 3}, {"type", "VEC4"}});
    gltf["accessors"].push_back({{"bufferView", 4}, {"componentType", 5126}, {"count", 2}, {"type", "MAT4"}});
    gltf["meshes"][0]["primitives"][0]["attributes"]["JOINTS_0"] = 2;
    gltf["meshes"][0]["primitives"][0]["attributes"]["WEIGHTS_0"] = 3;
    gltf["nodes"] = json::parse(R"([{"name":"skinned","mesh":0,"skin":0,"translation":[900,0,0]},{"name":"a","translation":[0,5,0]},{"name":"b","translation":[0,7,0]}])");
    gltf["skins"] = json::parse(R"([{"joints":[1,2],"inverseBindMatrices":4}])");
    gltf["scenes"][0]["nodes"] = {0, 1, 2};
    const json r = report(import(put("skin.gltf", gltf.dump())));
    expectSize(r, {1, 3, 0}, 1e-4);
    EXPECT_NEAR(r["bounds_m"]["max"][0].get<double>(), 1, 1e-4);
}

TEST_F(Formats, WhatIsNoModelIsNamed) {
    const auto message = [&](const char* name, const std::string& bytes) {
        const auto outcome = import(put(name, bytes));
        EXPECT_FALSE(outcome.has_value()) << name;
        return outcome ? std::string() : toText(outcome.error());
    };
    EXPECT_NE(message("empty.glb", "").find("empty"), std::string::npos);
    EXPECT_NE(message("lfs.fbx", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n").find("Git LFS"), std::string::npos);
    EXPECT_NE(message("page.obj", "<!DOCTYPE html><html><body>404</body></html>").find("web page"), std::string::npos);
    EXPECT_NE(message("zeros.obj", std::string(5000, '\0')).find("only zeros"), std::string::npos);
    EXPECT_NE(message("text.obj", "Dear reader, this is a letter.\n").find("not a sound .obj"), std::string::npos);
    EXPECT_NE(message("points.obj", "v 0 0 0\nv 1 0 0\nl 1 2\n").find("no geometry"), std::string::npos);
    json gltf = triangleGltf();
    gltf["extensionsRequired"] = {"EXT_meshopt_compression"};
    EXPECT_NE(message("a.gltf", gltf.dump()).find("meshopt compression"), std::string::npos);
    gltf["extensionsRequired"] = {"KHR_texture_basisu"};
    EXPECT_NE(message("b.gltf", gltf.dump()).find("KTX2"), std::string::npos);
}

TEST_F(Formats, SharedModelsHaveTheirSizesAndTextures) {
    const fs::path models = fs::path(RECCE_SHARED_DIR) / "models";
    if (!fs::exists(models)) GTEST_SKIP() << "no shared models here";
    struct Row {
        const char* file;
        int meshes, triangles, textures;
        std::vector<double> size;
    };
    // From the index beside them; STL is turned upright (Z is up in that format), Sponza is in centimetres.
    const Row rows[] = {{"small-house-interior/small-house.gltf", 85, 145844, 53, {19, 3, 11.4}}, {"sponza-part/sponza.obj", 126, 33662, 10, {27.48, 13.18, 12.57}},
                        {"willowgarage-office/meshes/willowgarage_visual.dae", 405, 13839, 7, {58.6, 2.84, 48.6}}, {"garage/garage.gltf", 17, 11358, 0, {6.78, 2.98, 7.55}},
                        {"couch/couch_pillows.fbx", 1, 808, 1, {3, 1.22, 1.6}}, {"shelf/shelf_B_large_decorated.obj", 1, 482, 1, {2, 0.818, 0.5}},
                        {"street-building/building_H.gltf", 1, 1885, 1, {2.01, 3.05, 2}}, {"block-building/building-small-a.glb", 1, 452, 1, {1, 0.95, 1}},
                        {"top-plate/top_plate.stl", 1, 18168, 0, {0.812, 0.226, 0.414}}, {"tall-building/TallBuilding.ifc", 81, 4108, 0, {8.28, 16.5, 8.2}},
                        {"counter-ply/kitchencounter_sink.ply", 1, 674, 0, {2, 1.8, 2.04}}};
    for (const Row& row : rows) {
        const json r = report(import(models / row.file));
        if (r.empty()) continue;
        EXPECT_EQ(r["meshes"], row.meshes) << row.file;
        EXPECT_EQ(r["triangles_instanced"], row.triangles) << row.file;
        EXPECT_EQ(r["textures"]["found"], row.textures) << row.file;
        const auto is = size(r);
        for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(is[i], row.size[i], row.size[i] * 0.006 + 0.006) << row.file;
    }
}

}  // namespace
}  // namespace recce::test
