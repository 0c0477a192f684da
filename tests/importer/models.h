// Small models made by the tests' own code, and a folder and a cache of their own for each test.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <png.h>
#include <unistd.h>
#include <zlib.h>

#include "asset/importer_client.h"
#include "base/ids.h"

namespace recce::test {
namespace fs = std::filesystem;
using nlohmann::json;

/// A folder that goes with the test, holding `package/` for models and `cache/`.
class ImporterTest : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::canonical(fs::temp_directory_path()) / ("recce-importer-" + hexText(randomId()));
        // One level more, so that the package's parent is no temporary folder and may be read.
        package_ = folder_ / "outer" / "package";
        fs::create_directories(package_);
        setenv("RECCE_CACHE_DIR", (folder_ / "cache").c_str(), 1);
    }
    void TearDown() override { fs::remove_all(folder_); }

    fs::path put(const fs::path& name, std::string_view bytes) const {
        const fs::path path = package_ / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
    static Result<asset::ImportOutcome> import(const fs::path& model, asset::LimitOverrides limits = {}, std::vector<fs::path> roots = {}) {
        asset::ImportRequest request;
        request.path = model;
        request.limits = std::move(limits);
        request.grantedRoots = std::move(roots);
        return asset::importModel(request, {}, {});
    }
    static json report(const Result<asset::ImportOutcome>& outcome) {
        EXPECT_TRUE(outcome.has_value()) << (outcome ? "" : toText(outcome.error()));
        return outcome ? json::parse(outcome->report) : json::object();
    }
    /// Width, height and depth in metres.
    static std::vector<double> size(const json& report) {
        std::vector<double> out;
        for (std::size_t i = 0; i < 3; ++i) out.push_back(report["bounds_m"]["max"][i].get<double>() - report["bounds_m"]["min"][i].get<double>());
        return out;
    }
    static void expectSize(const json& report, std::vector<double> expected, double tolerance = 1e-4) {
        const auto is = size(report);
        for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(is[i], expected[i], tolerance) << "axis " << i;
        EXPECT_NEAR(report["bounds_m"]["min"][1].get<double>(), 0, 1e-6) << "not on the floor";
    }

    fs::path folder_, package_;
};

/// A box of the given size with a corner at the origin, as OBJ text without normals.
inline std::string boxObj(double x = 1, double y = 1, double z = 1) {
    std::string out;
    for (int i = 0; i < 8; ++i)
        out += "v " + std::to_string(i & 1 ? x : 0) + " " + std::to_string(i & 2 ? y : 0) + " " + std::to_string(i & 4 ? z : 0) + "\n";
    return out + "f 1 3 4 2\nf 5 6 8 7\nf 1 2 6 5\nf 3 7 8 4\nf 1 5 7 3\nf 2 4 8 6\n";
}

/// A PNG of one colour, written by libpng.
inline std::string png(std::uint32_t width, std::uint32_t height, std::array<std::uint8_t, 4> colour = {200, 100, 50, 255}) {
    std::vector<std::uint8_t> texels;
    for (std::uint32_t i = 0; i < width * height; ++i) texels.insert(texels.end(), colour.begin(), colour.end());
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = width;
    image.height = height;
    image.format = PNG_FORMAT_RGBA;
    png_alloc_size_t size = 0;
    png_image_write_to_memory(&image, nullptr, &size, 0, texels.data(), 0, nullptr);
    std::string out(size, '\0');
    png_image_write_to_memory(&image, out.data(), &size, 0, texels.data(), 0, nullptr);
    out.resize(size);
    return out;
}

/// One triangle (0,0,0) (1,0,0) (0,1,0) with texture coordinates, as the buffer of a glTF: 36 + 24 bytes.
inline std::string triangleBuffer() {
    const float values[] = {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1};
    return {reinterpret_cast<const char*>(values), sizeof values};
}

/// A glTF of that triangle, its buffer in `triangle.bin`.
inline json triangleGltf() {
    return json::parse(R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0,"name":"one"}],
        "meshes":[{"primitives":[{"attributes":{"POSITION":0,"TEXCOORD_0":1},"material":0}]}],
        "materials":[{"name":"paint","pbrMetallicRoughness":{"baseColorFactor":[0.5,0.25,0.125,1],"metallicFactor":0.25,"roughnessFactor":0.75}}],
        "buffers":[{"uri":"triangle.bin","byteLength":60}],
        "bufferViews":[{"buffer":0,"byteOffset":0,"byteLength":36},{"buffer":0,"byteOffset":36,"byteLength":24}],
        "accessors":[{"bufferView":0,"componentType":5126,"count":3,"type":"VEC3","min":[0,0,0],"max":[1,1,0]},
                     {"bufferView":1,"componentType":5126,"count":3,"type":"VEC2"}]})");
}

/// An archive of stored members.
inline std::string zip(const std::vector<std::pair<std::string, std::string>>& members) {
    std::string out, directory;
    const auto little = [](std::uint64_t v, int bytes) {
        std::string s;
        for (int i = 0; i < bytes; ++i) s += static_cast<char>(v >> (8 * i));
        return s;
    };
    for (const auto& [name, content] : members) {
        const auto crc = crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()));
        const std::string common = little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(crc, 4) + little(content.size(), 4) +
                                   little(content.size(), 4) + little(name.size(), 2) + little(0, 2);
        directory += "PK\1\2" + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(out.size(), 4) + name;
        out += "PK\3\4" + common + name + content;
    }
    const std::size_t start = out.size();
    out += directory + "PK\5\6" + little(0, 2) + little(0, 2) + little(members.size(), 2) + little(members.size(), 2) + little(directory.size(), 4) +
           little(start, 4) + little(0, 2);
    return out;
}

inline std::string box3mf(const std::string& unit) {
    const std::string model = R"(<?xml version="1.0" encoding="UTF-8"?><model unit=")" + unit +
        R"(" xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02"><resources><object id="1" type="model"><mesh><vertices>)"
        R"(<vertex x="0" y="0" z="0"/><vertex x="10" y="0" z="0"/><vertex x="0" y="20" z="0"/><vertex x="0" y="0" z="30"/></vertices><triangles>)"
        R"(<triangle v1="0" v2="2" v3="1"/><triangle v1="0" v2="1" v3="3"/><triangle v1="0" v2="3" v3="2"/><triangle v1="1" v2="2" v3="3"/>)"
        R"(</triangles></mesh></object></resources><build><item objectid="1"/></build></model>)";
    return zip({{"[Content_Types].xml", R"(<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/></Types>)"},
                {"_rels/.rels", R"(<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Target="/3D/3dmodel.model" Id="r" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>)"},
                {"3D/3dmodel.model", model}});
}

inline std::string triangleDae(const std::string& unit, const std::string& up) {
    return R"(<?xml version="1.0"?><COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1"><asset>)" + unit + up +
        R"(</asset><library_geometries><geometry id="g"><mesh><source id="p"><float_array id="pa" count="9">0 0 0 100 0 0 0 0 200</float_array>)"
        R"(<technique_common><accessor source="#pa" count="3" stride="3"><param name="X" type="float"/><param name="Y" type="float"/><param name="Z" type="float"/></accessor></technique_common></source>)"
        R"(<vertices id="v"><input semantic="POSITION" source="#p"/></vertices><triangles count="1"><input semantic="VERTEX" source="#v" offset="0"/><p>0 1 2</p></triangles></mesh></geometry></library_geometries>)"
        R"(<library_visual_scenes><visual_scene id="s"><node id="n"><instance_geometry url="#g"/></node></visual_scene></library_visual_scenes><scene><instance_visual_scene url="#s"/></scene></COLLADA>)";
}

}  // namespace recce::test
