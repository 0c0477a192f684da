// Done-when: thousands of damaged models of a dozen formats, none of which may do more than fail. RECCE_DAMAGE_RUNS says
// how many; the seed is fixed, so that a failure can be met again.
#include <chrono>
#include <map>
#include <random>
#include <set>

#include <fmt/format.h>
#include <sys/resource.h>

#include "importer/models.h"
#include "importer_long/bombs.h"

namespace recce::test {
namespace {

std::string binaryStl() {
    std::string stl(80, ' ');
    const std::uint32_t count = 12;
    stl.append(reinterpret_cast<const char*>(&count), 4);
    for (std::uint32_t i = 0; i < count; ++i) {
        const float facet[12] = {0, 0, 1, 0, 0, 0, 1, 0, 0, 0, static_cast<float>(i + 1), 0};
        stl.append(reinterpret_cast<const char*>(facet), sizeof facet).append(2, '\0');
    }
    return stl;
}

std::string glb() {
    json gltf = triangleGltf();
    gltf["buffers"][0].erase("uri");
    std::string text = gltf.dump(), out = "glTF";
    while (text.size() % 4) text += ' ';
    const auto add = [&](std::uint32_t v) { out.append(reinterpret_cast<const char*>(&v), 4); };
    add(2);
    add(static_cast<std::uint32_t>(12 + 8 + text.size() + 8 + 60));
    add(static_cast<std::uint32_t>(text.size()));
    out += "JSON" + text;
    add(60);
    return out + std::string("BIN\0", 4) + triangleBuffer();
}

/// The first of the seeds, which are whole; some of the others lack the files that they name.
constexpr int kOwnSeeds = 10;

/// Models of our own, bombs, and small ones of Assimp's test package where it is installed (FBX, IFC, BLEND, LWO ... are made by
/// no few lines of code).
std::vector<Seed> seeds() {
    std::vector<Seed> out = {{"box.obj", "mtllib m.mtl\nusemtl a\n" + boxObj()},
                             {"triangle.gltf", triangleGltf().dump()},
                             {"triangle.glb", glb()},
                             {"unit.dae", triangleDae(R"(<unit meter="0.01"/>)", "<up_axis>Z_UP</up_axis>")},
                             {"box.3mf", box3mf("inch")},
                             {"binary.stl", binaryStl()},
                             {"ascii.stl", "solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\nendsolid a\n"},
                             {"strip.ply", "ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\nelement tristrips 1\n"
                                           "property list int int vertex_indices\nend_header\n0 0 0\n1 0 0\n0 1 0\n1 1 0\n5 0 1 2 3 -1\n"},
                             {"tetra.off", "OFF\n4 4 0\n0 0 0\n1 0 0\n0 1 0\n0 0 1\n3 0 2 1\n3 0 1 3\n3 0 3 2\n3 1 2 3\n"},
                             {"face.x3d", R"(<?xml version="1.0"?><X3D version="3.0"><Scene><Shape><IndexedFaceSet coordIndex="0 1 2 -1"><Coordinate point="0 0 0 1 0 0 0 1 0"/></IndexedFaceSet></Shape></Scene></X3D>)"}};
    for (Seed& bomb : bombs()) out.push_back(std::move(bomb));
    const fs::path models = "/usr/share/assimp/models";
    if (fs::exists(models)) {
        // At most three of a format and none over 200 KB: the point is the number of runs.
        std::map<std::string, int> taken;
        std::vector<fs::path> files;
        for (const auto& entry : fs::recursive_directory_iterator(models))
            if (entry.is_regular_file() && entry.file_size() < 200000 && entry.file_size() > 200) files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        static const std::set<std::string> kEndings = {".fbx", ".blend", ".ifc", ".3ds", ".dxf", ".x", ".lwo", ".lws", ".ac", ".ogex", ".ASE", ".ase", ".ply", ".glb", ".dae"};
        for (const fs::path& file : files) {
            const std::string ending = file.extension().string();
            if (!kEndings.count(ending) || file.string().find("invalid") != std::string::npos || ++taken[ending] > 3) continue;
            std::ifstream in(file, std::ios::binary);
            out.push_back({std::to_string(out.size()) + ending, std::string((std::istreambuf_iterator<char>(in)), {})});
        }
    }
    return out;
}

std::string damaged(const std::string& seed, std::mt19937& random) {
    std::string out = seed;
    switch (random() % 6) {
        case 0: out.resize(random() % out.size()); break;  // cut off
        case 1:  // flipped bytes
            for (std::size_t i = 0, n = 1 + random() % 20; i < n; ++i) out[random() % out.size()] = static_cast<char>(random());
            break;
        case 2: {  // absurd numbers, binary
            const std::uint32_t absurd[] = {0xFFFFFFFFu, 0x7FFFFFFFu, 0x80000000u, 0x10000000u, 0};
            for (std::size_t i = 0, n = 1 + random() % 4; i < n && out.size() > 8; ++i) std::memcpy(&out[random() % (out.size() - 4)], &absurd[random() % 5], 4);
            break;
        }
        case 3: {  // absurd numbers, text
            const char* absurd[] = {"4294967295", "-1", "1e38", "nan", "99999999999999999999", "0"};
            for (std::size_t i = 0, n = 1 + random() % 4; i < n; ++i) {
                std::size_t at = random() % out.size();
                while (at < out.size() && !std::isdigit(static_cast<unsigned char>(out[at]))) ++at;
                std::size_t end = at;
                while (end < out.size() && std::isdigit(static_cast<unsigned char>(out[end]))) ++end;
                if (end > at) out.replace(at, end - at, absurd[random() % 6]);
            }
            break;
        }
        case 4: {  // a piece twice, or moved
            const std::size_t from = random() % out.size(), length = std::min<std::size_t>(random() % 500, out.size() - from);
            out.insert(random() % out.size(), out.substr(from, length));
            break;
        }
        default: {  // a piece gone
            const std::size_t from = random() % out.size();
            out.erase(from, std::min<std::size_t>(random() % 500, out.size() - from));
        }
    }
    return out.empty() ? "x" : out;
}

using Damage = ImporterTest;

void expectErrorOrSound(const Result<asset::ImportOutcome>& outcome, const std::string& what) {
    if (!outcome) {
        EXPECT_FALSE(outcome.error().message.empty() || outcome.error().subject.empty()) << what;
        return;
    }
    const json r = json::parse(outcome->report);
    for (const char* corner : {"min", "max"})
        for (const auto& v : r["bounds_m"][corner]) EXPECT_TRUE(v.is_number()) << what;
}

/// Megabytes that the largest importer so far has held.
long largestImporter() {
    rusage children{};
    getrusage(RUSAGE_CHILDREN, &children);
    return children.ru_maxrss / 1024;
}

/// The thread sanitizer holds several times what the program does, and knows no limit.
#if defined(__has_feature)
constexpr bool kMemoryCounts = !__has_feature(thread_sanitizer);
#else
constexpr bool kMemoryCounts = true;
#endif

TEST_F(Damage, BombsEndWithinTheirLimits) {
    std::set<std::string> formats;
    put("triangle.bin", triangleBuffer());
    put("picture.mtl", "newmtl a\nmap_Kd picture.png\n");
    put("picture.png", flatPng(15000));
    for (const Seed& bomb : bombs()) {
        formats.insert(fs::path(bomb.name).extension().string());
        const fs::path model = put(bomb.name, bomb.bytes);
        const auto start = std::chrono::steady_clock::now();
        const auto outcome = import(model);
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        EXPECT_LT(seconds, 60) << bomb.name;
        expectErrorOrSound(outcome, bomb.name);
        fmt::print("  {:14} {:7} bytes {:6.2f} s {:5} MB  {}\n", bomb.name, bomb.bytes.size(), seconds, largestImporter(),
                   outcome ? "imported" : outcome.error().message);
    }
    EXPECT_GE(formats.size(), 10u);
    EXPECT_TRUE(largestImporter() < 2200 || !kMemoryCounts) << largestImporter() << " MB";
}

TEST_F(Damage, NothingWorseThanAnError) {
    const char* asked = std::getenv("RECCE_DAMAGE_RUNS");
    const int runs = asked ? std::atoi(asked) : 2400;
    const std::vector<Seed> all = seeds();
    std::set<std::string> formats;
    for (const Seed& seed : all) formats.insert(fs::path(seed.name).extension().string());
    ASSERT_GE(formats.size(), 10u);
    ASSERT_GE(all.size(), static_cast<std::size_t>(kOwnSeeds));
    put("triangle.bin", triangleBuffer());
    put("m.mtl", "newmtl a\nKd 1 0 0\nmap_Kd a.png\n");
    put("a.png", png(4, 4));
    put("picture.mtl", "newmtl a\nmap_Kd picture.png\n");
    put("picture.png", flatPng(4000));
    std::mt19937 random(20240817);
    std::map<std::string, std::map<std::string, int>> ends;
    double slowest = 0;
    int imported = 0;
    for (int run = 0; run < runs; ++run) {
        const Seed& seed = all[static_cast<std::size_t>(run) % all.size()];
        const std::string bytes = run < static_cast<int>(all.size()) ? seed.bytes : damaged(seed.bytes, random);
        const fs::path model = put(seed.name, bytes);
        const auto start = std::chrono::steady_clock::now();
        const auto outcome = import(model, {{"cpu", 4}, {"wall", 30}});
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        slowest = std::max(slowest, seconds);
        EXPECT_LT(seconds, 32) << seed.name << " run " << run;
        const std::string word = outcome ? "imported" : std::string(codeWord(outcome.error().code));
        ++ends[fs::path(seed.name).extension().string()][word];
        imported += outcome.has_value();
        expectErrorOrSound(outcome, fmt::format("{} run {}", seed.name, run));
        EXPECT_TRUE(run >= kOwnSeeds || outcome.has_value()) << seed.name << ": " << (outcome ? "" : toText(outcome.error()));
        std::error_code ignored;
        if (run % 200 == 199) fs::remove_all(folder_ / "cache", ignored);
    }
    EXPECT_TRUE(largestImporter() < 2200 || !kMemoryCounts) << largestImporter() << " MB";
    EXPECT_GT(imported, runs / 20);
    fmt::print("{} runs over {} formats, {} imported; slowest {:.1f} s, largest importer {} MB\n", runs, formats.size(), imported, slowest, largestImporter());
    for (const auto& [format, words] : ends) {
        fmt::print("  {:7}", format);
        for (const auto& [word, count] : words) fmt::print(" {} {}", word, count);
        fmt::print("\n");
    }
}

}  // namespace
}  // namespace recce::test
