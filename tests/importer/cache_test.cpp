// The cache: a hit when nothing changed, a miss when anything did, and never more than its limit.
#include "asset/cache.h"

#include <chrono>
#include <thread>

#include "importer/models.h"

namespace recce::test {
namespace {

class Cache : public ImporterTest {
protected:
    bool hit(const fs::path& model) {
        const auto outcome = import(model);
        EXPECT_TRUE(outcome.has_value());
        return outcome && outcome->cacheHit && json::parse(outcome->report)["cache"] == "hit";
    }
};

TEST_F(Cache, TheSameContentIsKnownAgain) {
    put("a.png", png(4, 4));
    put("m.mtl", "newmtl a\nmap_Kd a.png\n");
    const fs::path model = put("m.obj", "mtllib m.mtl\nusemtl a\n" + boxObj());
    EXPECT_FALSE(hit(model));
    EXPECT_TRUE(hit(model));
    // Copied elsewhere with all its files, it still is.
    fs::create_directories(folder_ / "outer" / "copy");
    for (const char* name : {"a.png", "m.mtl", "m.obj"}) fs::copy_file(package_ / name, folder_ / "outer" / "copy" / name);
    EXPECT_TRUE(hit(folder_ / "outer" / "copy" / "m.obj"));
    // A side file that changes makes it another model; changed back, the first is known again.
    put("a.png", png(4, 4, {1, 2, 3, 255}));
    EXPECT_FALSE(hit(model));
    put("m.mtl", "newmtl a\nKd 1 0 0\nmap_Kd a.png\n");
    EXPECT_FALSE(hit(model));
    fs::remove(package_ / "a.png");
    EXPECT_FALSE(hit(model));
}

TEST_F(Cache, AMissingTextureThatComesBackIsSeen) {
    put("m.mtl", "newmtl a\nmap_Kd late.png\n");
    const fs::path model = put("m.obj", "mtllib m.mtl\nusemtl a\n" + boxObj());
    EXPECT_EQ(report(import(model))["textures"]["missing"].size(), 1u);
    put("textures/late.png", png(4, 4));
    EXPECT_EQ(report(import(model))["textures"]["found"], 1);
}

TEST_F(Cache, OptionsMakeAnotherModel) {
    asset::ImportRequest request;
    request.path = put("m.obj", boxObj());
    EXPECT_FALSE(hit(request.path));
    request.metresPerUnit = 0.1;
    const auto outcome = asset::importModel(request, {}, {});
    ASSERT_TRUE(outcome.has_value());
    EXPECT_FALSE(outcome->cacheHit);
    EXPECT_TRUE(hit(request.path));
}

TEST_F(Cache, ContentIsOfTheFilesAndOfNothingElse) {
    put("a.png", png(4, 4));
    put("m.mtl", "newmtl a\nmap_Kd a.png\n");
    asset::ImportRequest request;
    request.path = put("m.obj", "mtllib m.mtl\nusemtl a\n" + boxObj());
    const auto contentOf = [&] {
        const auto outcome = asset::importModel(request, {}, {});
        EXPECT_TRUE(outcome.has_value());
        return outcome ? toText(outcome->content) : std::string();
    };
    const std::string first = contentOf();
    EXPECT_EQ(contentOf(), first) << "from the cache";
    // Neither how it is read nor where it lies nor what it is called.
    request.metresPerUnit = 0.1;
    request.upAxis = asset::UpAxis::Z;
    request.limits = {{"memory", 2000}};
    request.grantedRoots = {folder_ / "outer"};
    fs::create_directories(folder_ / "outer" / "copy");
    EXPECT_EQ(contentOf(), first);
    for (const char* name : {"a.png", "m.mtl"}) fs::copy_file(package_ / name, folder_ / "outer" / "copy" / name);
    fs::copy_file(package_ / "m.obj", folder_ / "outer" / "copy" / "other.obj");
    request.path = folder_ / "outer" / "copy" / "other.obj";
    EXPECT_EQ(contentOf(), first);
    // But a side file's content.
    request.path = package_ / "m.obj";
    put("a.png", png(4, 4, {1, 2, 3, 255}));
    const std::string second = contentOf();
    EXPECT_NE(second, first);
    put("m.obj", "mtllib m.mtl\nusemtl a\n" + boxObj() + "v 0 0 0\n");
    EXPECT_NE(contentOf(), second);
}

TEST_F(Cache, ADamagedFileIsMadeAgain) {
    const fs::path model = put("m.obj", boxObj());
    EXPECT_FALSE(hit(model));
    for (const auto& entry : fs::directory_iterator(folder_ / "cache" / "models"))
        if (entry.path().extension() == ".set") fs::resize_file(entry.path(), 100);
    EXPECT_FALSE(hit(model));
    EXPECT_TRUE(hit(model));
}

TEST_F(Cache, AfterANewStartOfTheSystemFilesMustProveThatTheyAreWhole) {
    put("a.png", png(64, 64));
    put("m.mtl", "newmtl a\nmap_Kd a.png\n");
    const fs::path model = put("m.obj", "mtllib m.mtl\nusemtl a\n" + boxObj());
    EXPECT_FALSE(hit(model));
    fs::path set, sum;
    for (const auto& entry : fs::directory_iterator(folder_ / "cache" / "models")) {
        if (entry.path().extension() == ".set") set = entry.path();
        if (entry.path().extension() == ".sum") sum = entry.path();
    }
    const auto anotherStart = [&] {
        std::fstream file(sum, std::ios::in | std::ios::out);
        file.seekp(33) << "00000000-0000-0000-0000-000000000000";
    };
    anotherStart();
    EXPECT_TRUE(hit(model)) << "nothing was lost";
    anotherStart();
    EXPECT_TRUE(hit(model));
    // A page of texels that never reached the disk reads as zeros; the check of the file's structure cannot see that.
    {
        std::fstream file(set, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(4096) << std::string(4096, '\0');
    }
    anotherStart();
    EXPECT_FALSE(hit(model));
    EXPECT_TRUE(hit(model));
    fs::remove(sum);
    EXPECT_FALSE(hit(model));
}

TEST_F(Cache, AFolderThatCannotBeWrittenIsNoError) {
    std::ofstream(folder_ / "cache") << "a file where the folder should be";
    setenv("RECCE_CACHE_DIR", (folder_ / "none").c_str(), 1);
    fs::create_directories(folder_ / "none");
    std::ofstream(folder_ / "none" / "models") << "x";
    EXPECT_TRUE(import(put("m.obj", boxObj())).has_value());
}

TEST_F(Cache, TheLeastRecentlyUsedGoFirst) {
    const fs::path folder = folder_ / "lru" / "models", boards = folder_ / "lru" / "boards";
    fs::create_directories(folder);
    fs::create_directories(boards);
    using namespace std::chrono_literals;
    const auto now = fs::file_time_type::clock::now();
    for (int i = 0; i < 5; ++i) {
        const fs::path file = folder / (std::to_string(i) + ".set");
        std::ofstream(file) << std::string(1000, 'x');
        fs::last_write_time(file, now - i * 1h);
    }
    // Pictures of shots are in the same queue.
    for (int i = 0; i < 2; ++i) {
        const fs::path file = boards / (std::to_string(i) + ".board");
        std::ofstream(file) << std::string(1000, 'x');
        fs::last_write_time(file, now - i * 1h - 30min);
    }
    asset::trimCache(folder_ / "lru", 3500);
    EXPECT_TRUE(fs::exists(boards / "0.board"));
    EXPECT_FALSE(fs::exists(boards / "1.board"));
    EXPECT_TRUE(fs::exists(folder / "0.set"));
    EXPECT_TRUE(fs::exists(folder / "1.set"));
    for (int i = 2; i < 5; ++i) EXPECT_FALSE(fs::exists(folder / (std::to_string(i) + ".set"))) << i;
}

}  // namespace
}  // namespace recce::test
