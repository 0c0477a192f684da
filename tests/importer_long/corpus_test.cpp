// Done-when: the models of Assimp's own test package, read by Assimp directly in a forked process, against what our
// importer makes of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <assimp/Importer.hpp>
#include <assimp/postprocess.h>
#include <assimp/scene.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "asset/importer_client.h"

namespace {
namespace fs = std::filesystem;
using namespace recce;

const fs::path kCorpus = "/usr/share/assimp/models";

struct Reading {
    enum class End { Read, Refused, Crashed } end = End::Crashed;
    std::int64_t triangles = 0;
};

/// What Assimp alone makes of a file: in a process of its own, which it may crash.
Reading readDirectly(const fs::path& file) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        const rlimit cpu{20, 21}, memory{4ull << 30, 4ull << 30};
        setrlimit(RLIMIT_CPU, &cpu);
        setrlimit(RLIMIT_AS, &memory);
        std::int64_t triangles = -1;
        auto* importer = new Assimp::Importer;
        // Models of cameras or animation alone get made-up meshes otherwise: those are no geometry.
        importer->SetPropertyBool(AI_CONFIG_IMPORT_NO_SKELETON_MESHES, true);
        if (const aiScene* scene = importer->ReadFile(file.string(), aiProcess_Triangulate)) {
            triangles = 0;
            for (unsigned m = 0; m < scene->mNumMeshes; ++m)
                for (unsigned f = 0; f < scene->mMeshes[m]->mNumFaces; ++f) triangles += scene->mMeshes[m]->mFaces[f].mNumIndices == 3;
        }
        const bool sent = write(ends[1], &triangles, sizeof triangles) == sizeof triangles;
        _exit(sent ? 0 : 1);
    }
    close(ends[1]);
    Reading reading;
    std::int64_t triangles = 0;
    if (read(ends[0], &triangles, sizeof triangles) == sizeof triangles)
        reading = triangles < 0 ? Reading{Reading::End::Refused, 0} : Reading{Reading::End::Read, triangles};
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    return reading;
}

std::vector<fs::path> corpus() {
    static const std::set<std::string> kEndings = {".gltf", ".glb", ".fbx", ".obj", ".dae", ".zae", ".3ds", ".stl", ".ply", ".blend", ".ifc",
                                                   ".ifczip", ".3mf", ".dxf", ".x", ".lwo", ".lws", ".ac", ".acc", ".ac3d", ".off", ".x3d",
                                                   ".ogex", ".ase"};
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(kCorpus)) {
        std::string ending = entry.path().extension().string();
        std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (!entry.is_regular_file() || !kEndings.count(ending)) continue;
        if (entry.path().string().find("/invalid") != std::string::npos) continue;
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

TEST(Corpus, WhatAssimpReadsIsImportedWithTheSameTriangles) {
    if (!fs::exists(kCorpus)) GTEST_SKIP() << "the package assimp-testmodels is not installed";
    const fs::path cache = fs::temp_directory_path() / ("recce-corpus-" + std::to_string(getpid()));
    setenv("RECCE_CACHE_DIR", cache.c_str(), 1);
    std::size_t read = 0, same = 0, crashed = 0, crashedButRead = 0;
    std::string report;
    for (const fs::path& file : corpus()) {
        const Reading truth = readDirectly(file);
        asset::ImportRequest request;
        request.path = file;
        const auto ours = asset::importModel(request, {}, {});
        const std::int64_t triangles = ours ? nlohmann::json::parse(ours->report).at("triangles").get<std::int64_t>() : -1;
        const std::string said = ours ? fmt::format("{} triangles", triangles) : toText(ours.error());
        const std::string name = fs::relative(file, kCorpus).string();
        if (truth.end == Reading::End::Crashed) {
            ++crashed;
            crashedButRead += ours.has_value();
            report += fmt::format("  Assimp crashes on {}: {}\n", name, said);
            EXPECT_TRUE(ours || !ours.error().message.empty()) << name;
        }
        if (truth.end != Reading::End::Read || truth.triangles == 0) continue;
        ++read;
        if (triangles == truth.triangles) ++same;
        else report += fmt::format("  {}: Assimp {} triangles, Recce {}\n", name, truth.triangles, said);
    }
    std::error_code ignored;
    fs::remove_all(cache, ignored);
    report = fmt::format("{} of {} models with the same triangles; Assimp crashed on {}, of which {} are read.\n", same, read, crashed, crashedButRead) + report;
    RecordProperty("report", report);
    std::fputs(report.c_str(), stdout);
    ASSERT_GT(read, 150u);
    EXPECT_GE(same * 100, read * 98) << report;
}

}  // namespace
