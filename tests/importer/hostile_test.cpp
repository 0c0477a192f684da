// Input that is meant to do harm, or merely huge: every case ends as an ordinary error within its limits, names its budget
// and how to raise it, and leaves the next import working.
#include <chrono>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "importer/models.h"

namespace recce::test {
namespace {

class Hostile : public ImporterTest {
protected:
    /// A triangle in each of many groups: small as a file, long in the reading.
    static std::string groupsObj(int groups) {
        std::string obj;
        for (int i = 0; i < groups; ++i) obj += "o g" + std::to_string(i) + "\nv 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl m" + std::to_string(i) + "\nf -3 -2 -1\n";
        return obj;
    }
    static Error errorOf(const Result<asset::ImportOutcome>& outcome) {
        EXPECT_FALSE(outcome.has_value());
        return outcome ? Error{} : outcome.error();
    }
    void stillWorks() { EXPECT_TRUE(import(put("fine.obj", boxObj())).has_value()); }
};

TEST_F(Hostile, NoRegularFiles) {
    ASSERT_EQ(mkfifo((package_ / "pipe.obj").c_str(), 0600), 0);
    EXPECT_EQ(errorOf(import(package_ / "pipe.obj")).code, Code::Unreadable);
    EXPECT_EQ(errorOf(import(package_)).code, Code::Unreadable);
    EXPECT_EQ(errorOf(import("/dev/zero")).code, Code::Unreadable);
    EXPECT_EQ(errorOf(import(package_ / "gone.obj")).code, Code::NotFound);
}

TEST_F(Hostile, ASparseGiantIsRefusedBySize) {
    const fs::path giant = put("giant.obj", "v 0 0 0\n");
    fs::resize_file(giant, std::uintmax_t{6} << 40);
    const auto start = std::chrono::steady_clock::now();
    const Error e = errorOf(import(giant));
    EXPECT_EQ(e.code, Code::OverBudget);
    EXPECT_NE(e.hint.find("--limit memory="), std::string::npos) << e.hint;
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST_F(Hostile, CyclesAndDepthOfAGltf) {
    put("triangle.bin", triangleBuffer());
    json cycle = triangleGltf();
    cycle["nodes"] = json::parse(R"([{"children":[1]},{"children":[0],"mesh":0}])");
    EXPECT_NE(errorOf(import(put("cycle.gltf", cycle.dump()))).message.find("its own ancestor"), std::string::npos);

    json deep = triangleGltf();
    deep["nodes"] = json::array();
    for (int i = 0; i < 3000; ++i) deep["nodes"].push_back({{"children", {i + 1}}});
    deep["nodes"].push_back({{"mesh", 0}});
    const Error tooDeep = errorOf(import(put("deep.gltf", deep.dump())));
    EXPECT_EQ(tooDeep.code, Code::OverBudget);
    EXPECT_NE(tooDeep.hint.find("--limit depth="), std::string::npos);

    // 40 levels of two children each: a thousand billion places in two kilobytes.
    json fan = triangleGltf();
    fan["nodes"] = json::array();
    for (int i = 0; i < 40; ++i) fan["nodes"].push_back({{"children", {i + 1, i + 1}}});
    fan["nodes"].push_back({{"mesh", 0}});
    const Error tooMany = errorOf(import(put("fan.gltf", fan.dump())));
    EXPECT_EQ(tooMany.code, Code::OverBudget);
    EXPECT_NE(tooMany.hint.find("--limit nodes="), std::string::npos);
}

TEST_F(Hostile, AccessorsPastTheirBuffers) {
    put("triangle.bin", triangleBuffer());
    for (const auto& [pointer, value] : std::vector<std::pair<const char*, json>>{{"/accessors/0/count", 4000000}, {"/bufferViews/0/byteLength", 4000000},
                                                                                  {"/bufferViews/0/byteOffset", 59}, {"/accessors/0/byteOffset", 35},
                                                                                  {"/accessors/0/bufferView", 77}, {"/nodes/0/children", json::array({99})},
                                                                                  {"/meshes/0/primitives/0/attributes/POSITION", 55}}) {
        json gltf = triangleGltf();
        gltf[json::json_pointer(pointer)] = value;
        const Error e = errorOf(import(put("bad.gltf", gltf.dump())));
        EXPECT_EQ(e.code, Code::Malformed) << pointer << ": " << toText(e);
        EXPECT_NE(e.message.find("damaged"), std::string::npos) << e.message;
    }
    stillWorks();
}

TEST_F(Hostile, CountsThatNoFileOfThisSizeHolds) {
    EXPECT_NE(errorOf(import(put("a.ply", "ply\nformat ascii 1.0\nelement vertex 4000000000\nproperty float x\nend_header\n0 0 0\n"))).message.find("more than it has bytes"),
              std::string::npos);
    EXPECT_NE(errorOf(import(put("a.off", "OFF\n2000000000 4 0\n0 0 0\n"))).message.find("more than it has bytes"), std::string::npos);
}

TEST_F(Hostile, BudgetsNameThemselves) {
    const fs::path box = put("box.obj", boxObj());
    const Error triangles = errorOf(import(box, {{"triangles", 5}}));
    EXPECT_EQ(triangles.code, Code::OverBudget);
    EXPECT_NE(triangles.hint.find("--limit triangles="), std::string::npos);
    EXPECT_EQ(errorOf(import(box, {{"tirangles", 5}})).code, Code::Usage);
    EXPECT_EQ(errorOf(import(box, {{"triangles", -1}})).code, Code::Usage);
    // Long enough at work for the sanitizers, which look at the memory ten times a second.
    const Error memory = errorOf(import(put("groups.obj", groupsObj(20000)), {{"memory", 20}}));
    EXPECT_TRUE(memory.code == Code::OverBudget || memory.code == Code::Crashed) << toText(memory);
    EXPECT_TRUE(import(box, {{"triangles", 12}}).has_value());
}

TEST_F(Hostile, AnArchiveBomb) {
    std::string bomb = box3mf("inch");
    // The directory claims four gigabytes for the last member.
    const auto entry = bomb.rfind("PK\1\2");
    for (int i = 0; i < 4; ++i) bomb[entry + 24 + static_cast<std::size_t>(i)] = '\xF0';
    const Error e = errorOf(import(put("bomb.3mf", bomb)));
    EXPECT_EQ(e.code, Code::OverBudget);
    EXPECT_NE(e.hint.find("--limit unpacked="), std::string::npos);
}

TEST_F(Hostile, PictureBombsAreLeftOutFromTheirHeaders) {
    std::string huge = png(4, 4);
    // Width and height of the header chunk, and its checksum.
    for (const std::size_t at : {16u, 20u}) huge.replace(at, 4, std::string("\0\1\x86\xA0", 4));  // 100,000
    const auto crc = crc32(0, reinterpret_cast<const Bytef*>(huge.data() + 12), 17);
    for (int i = 0; i < 4; ++i) huge[29 + static_cast<std::size_t>(i)] = static_cast<char>(crc >> (24 - 8 * i));
    put("huge.png", huge);
    put("cut.png", png(64, 64).substr(0, 60));
    put("m.mtl", "newmtl a\nmap_Kd huge.png\nnewmtl b\nmap_Kd cut.png\n");
    const json r = report(import(put("m.obj", "mtllib m.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl a\nf 1 2 3\nusemtl b\nf 1 3 2\n")));
    EXPECT_EQ(r["textures"]["found"], 0);
    EXPECT_EQ(r["textures"]["missing"].size(), 2u);
    EXPECT_NE(r["warnings"].dump().find("--limit texture="), std::string::npos) << r["warnings"];
}

TEST_F(Hostile, ACrashOfTheReaderIsAnOrdinaryError) {
    // Assimp's COLLADA reader goes down the tree on the machine's stack.
    std::string nodes;
    for (int i = 0; i < 200000; ++i) nodes += "<node>";
    nodes += R"(<instance_geometry url="#g"/>)";
    for (int i = 0; i < 200000; ++i) nodes += "</node>";
    std::string dae = triangleDae("", "");
    const std::string plain = R"(<node id="n"><instance_geometry url="#g"/></node>)";
    dae.replace(dae.find(plain), plain.size(), nodes);
    const Error e = errorOf(import(put("deep.dae", dae)));
    EXPECT_EQ(e.code, Code::Crashed) << toText(e);
    EXPECT_FALSE(e.hint.empty());
    stillWorks();
}

TEST_F(Hostile, TooMuchProcessorTime) {
    const Error e = errorOf(import(put("groups.obj", groupsObj(60000)), {{"cpu", 1}}));
    EXPECT_EQ(e.code, Code::OverBudget) << toText(e);
    EXPECT_NE(e.hint.find("--limit cpu="), std::string::npos);
}

TEST_F(Hostile, CancelEndsTheImporterSoon) {
    asset::ImportRequest request;
    request.path = put("groups.obj", groupsObj(60000));
    const CancelToken cancel;
    std::chrono::steady_clock::time_point asked;
    std::thread user([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        asked = std::chrono::steady_clock::now();
        cancel.cancel();
    });
    const auto outcome = asset::importModel(request, {}, cancel);
    const auto ended = std::chrono::steady_clock::now();
    user.join();
    EXPECT_EQ(errorOf(outcome).code, Code::Cancelled);
    EXPECT_LT(ended - asked, std::chrono::milliseconds(500));
}

TEST_F(Hostile, InterruptAndKillOfTheWholeProgram) {
    const fs::path model = put("groups.obj", groupsObj(60000));
    const std::string info = std::string(RECCE_BIN_DIR) + "/recce info --quiet " + model.string() + " > /dev/null 2>&1";
    const auto exitOf = [](const std::string& command) { return WEXITSTATUS(std::system(command.c_str())); };
    EXPECT_EQ(exitOf("timeout --preserve-status -s INT 0.4 " + info), 130);
    EXPECT_EQ(exitOf("timeout -s KILL 0.4 " + info), 137);
    // Killed without a chance to clean up, it leaves no importer running and no half file behind.
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    EXPECT_NE(exitOf("cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' '\\n' | grep -q '^" + model.string() + "$'"), 0) << "an importer is still running";
    std::size_t left = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / "cache")) left += entry.is_regular_file();
    EXPECT_EQ(left, 0u);
    EXPECT_EQ(exitOf(std::string(RECCE_BIN_DIR) + "/recce info --limit nonsense=3 " + model.string() + " > /dev/null 2>&1"), 2);
    EXPECT_EQ(exitOf(std::string(RECCE_BIN_DIR) + "/recce info /nowhere/gone.obj > /dev/null 2>&1"), 1);
}

TEST_F(Hostile, TheSystemCallsOfTraversalCases) {
    if (std::system("strace -V > /dev/null 2>&1") != 0) GTEST_SKIP() << "no strace here";
    std::ofstream(folder_ / "canary.png") << png(2, 2);
    std::ofstream(folder_ / "canary.bin") << triangleBuffer();
    std::ofstream(folder_ / "canary.mtl") << "newmtl a\n";
    fs::create_symlink(folder_ / "canary.png", package_ / "link.png");
    ASSERT_EQ(mkfifo((package_ / "pipe.png").c_str(), 0600), 0);
    put("triangle.bin", triangleBuffer());
    std::vector<fs::path> models;
    int number = 0;
    const std::vector<std::string> references = {"../../canary", "..\\..\\canary", "%2e%2e/%2e%2e/canary", "//server/share/canary", "\\\\server\\share\\canary",
                                                 "http://127.0.0.1:1/canary", "C:\\canary", "link", "pipe", "file:///etc/hostname", (folder_ / "canary").string()};
    for (const std::string& reference : references) {
        json gltf = triangleGltf();
        gltf["images"] = json::array({{{"uri", reference + ".png"}}});
        gltf["textures"] = json::parse(R"([{"source":0}])");
        gltf["materials"][0]["pbrMetallicRoughness"]["baseColorTexture"]["index"] = 0;
        models.push_back(put("image" + std::to_string(++number) + ".gltf", gltf.dump()));
        gltf = triangleGltf();
        gltf["buffers"][0]["uri"] = reference + ".bin";
        models.push_back(put("buffer" + std::to_string(number) + ".gltf", gltf.dump()));
        models.push_back(put("library" + std::to_string(number) + ".obj", "mtllib " + reference + ".mtl\n" + boxObj()));
    }
    models.push_back(put("scene.lws", "LWSC\n3\nLoadObjectLayer 1 /etc/passwd\nLoadObjectLayer 1 ../../canary.bin\n"));
    const fs::path trace = folder_ / "trace";
    for (const fs::path& model : models) {
        const std::string command = "strace -f -qq -e trace=open,openat,openat2,socket,connect,execve -o " + trace.string() + " " + RECCE_BIN_DIR +
                                    "/recce info --quiet " + model.string() + " > /dev/null 2>&1";
        const int status = std::system(command.c_str());
        ASSERT_NE(status, -1);
        std::ifstream in(trace);
        bool importing = false;
        std::size_t opens = 0;
        for (std::string line; std::getline(in, line);) {
            EXPECT_EQ(line.find("canary"), std::string::npos) << model << ": " << line;
            EXPECT_EQ(line.find("/etc/passwd"), std::string::npos) << model << ": " << line;
            EXPECT_EQ(line.find("/etc/hostname"), std::string::npos) << model << ": " << line;
            EXPECT_EQ(line.find("pipe.png"), std::string::npos) << model << ": " << line;
            EXPECT_EQ(line.find("socket("), std::string::npos) << model << ": " << line;
            EXPECT_EQ(line.find("connect("), std::string::npos) << model << ": " << line;
            importing = importing || line.find("recce-importer\"") != std::string::npos;
            opens += line.find(model.filename().string()) != std::string::npos;
        }
        EXPECT_TRUE(importing) << model;
        EXPECT_GT(opens, 0u) << "the trace does not even see the model: " << model;
    }
}

}  // namespace
}  // namespace recce::test
