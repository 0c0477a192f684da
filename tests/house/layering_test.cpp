// The rules of docs/architecture.md that rot when they are only written down: who may include whom, how long a file
// may be, and that headers stand alone.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {
namespace fs = std::filesystem;
using Names = std::set<std::string>;

const fs::path kSource = RECCE_SOURCE_DIR;

struct Rule {
    Names modules;    ///< whose headers may be included, besides its own
    Names thirdParty; ///< first path component or file name of outside headers that only some may include
};

// Outside headers that are free for all: the C and C++ libraries, POSIX, and base's own choices.
const Names kFree = {"glm", "tl", "fmt", "spdlog", "nlohmann", "date"};
// Outside headers that belong to one owner: header prefix -> modules.
const std::map<std::string, Names> kOwners = {
    {"assimp/", {"importer"}}, {"turbojpeg.h", {"importer"}}, {"webp/", {"importer"}}, {"seccomp.h", {"importer"}},
    {"stb/", {"importer"}}, {"stb_", {"importer"}}, {"png.h", {"importer", "export"}}, {"embree3/", {"sight"}}, {"xmmintrin.h", {"sight"}},
    {"pmmintrin.h", {"sight"}}, {"pugixml.hpp", {"script", "export"}}, {"cairo", {"export"}}, {"pango/", {"export"}},
    {"xlsxwriter.h", {"export"}}, {"OpenEXR/", {"export"}}, {"ImfOutputFile.h", {"export"}}, {"vulkan/", {"gpu", "render"}},
    {"vk_mem_alloc.h", {"gpu"}}, {"meshoptimizer.h", {"asset", "importer"}}, {"imgui", {"app", "app/ui"}},
    {"GLFW/", {"app"}}, {"CLI/", {"app"}}, {"xxhash.h", {"base"}}, {"utf8proc.h", {"base"}}};

const std::map<std::string, Names> kModules = {
    {"base", {}},
    {"model", {"base"}},
    {"optics", {"base"}},
    {"asset", {"base"}},
    {"importer", {"base", "asset"}},
    {"sight", {"base", "asset", "optics"}},
    {"script", {"base", "model"}},
    {"plan", {"base", "model", "optics", "sight"}},
    {"gpu", {"base", "shaders"}},
    {"render", {"base", "asset", "optics", "sight", "gpu", "shaders"}},
    {"export", {"base", "model", "plan", "asset"}},
    {"app", {"base", "model", "optics", "asset", "sight", "script", "plan", "gpu", "render", "export", "app", "app/ui", "shaders"}},
    {"app/ui", {"base", "model", "optics", "plan", "app/session.h", "app/commands.h"}},
};

std::string moduleOf(const fs::path& file) {
    const auto relative = fs::relative(file, kSource);
    auto part = relative.begin();
    if (*part == "engine") return (++part)->string();
    if (relative.string().rfind("app/ui/", 0) == 0) return "app/ui";
    return "app";
}

std::vector<fs::path> sources(std::initializer_list<const char*> folders) {
    std::vector<fs::path> files;
    for (const char* folder : folders) {
        if (!fs::exists(kSource / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(kSource / folder)) {
            const auto ext = entry.path().extension();
            if (entry.is_regular_file() && (ext == ".cpp" || ext == ".h")) files.push_back(entry.path());
        }
    }
    return files;
}

std::vector<std::string> includesOf(const fs::path& file) {
    static const std::regex include(R"re(^\s*#\s*include\s*[<"]([^>"]+)[>"])re");
    std::vector<std::string> found;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        std::smatch match;
        if (std::regex_search(line, match, include)) found.push_back(match[1]);
    }
    return found;
}

TEST(Layering, EveryIncludeIsAllowed) {
    const auto files = sources({"engine", "app"});
    ASSERT_GT(files.size(), 10u);
    for (const auto& file : files) {
        const std::string module = moduleOf(file);
        ASSERT_TRUE(kModules.count(module)) << file << " is in no known module";
        for (const std::string& include : includesOf(file)) {
            const std::string first = include.substr(0, include.find('/'));
            if (include.rfind("app/", 0) == 0) {
                const bool ui = include.rfind("app/ui/", 0) == 0;
                const bool allowed = module == "app" || (module == "app/ui" && (ui || kModules.at(module).count(include)));
                EXPECT_TRUE(allowed) << file << " includes " << include;
            } else if (kModules.count(first) || first == "shaders") {
                const bool allowed = first == module || kModules.at(module).count(first);
                EXPECT_TRUE(allowed) << file << " includes " << include;
            }
            for (const auto& [prefix, owners] : kOwners) {
                if (include.rfind(prefix, 0) == 0) {
                    EXPECT_TRUE(owners.count(module)) << file << " includes " << include;
                }
            }
        }
    }
}

TEST(House, NoFileIsLongWithoutAReason) {
    for (const auto& file : sources({"engine", "app", "tests"})) {
        std::ifstream in(file);
        std::size_t lines = 0;
        bool reason = false;
        for (std::string line; std::getline(in, line); ++lines) {
            if (lines < 12 && line.find("Long because") != std::string::npos) reason = true;
        }
        EXPECT_TRUE(lines <= 500 || reason) << file << " has " << lines
            << " lines; split it, or say 'Long because ...' in its head";
    }
}

TEST(House, EveryFileSaysWhatItIsFor) {
    for (const auto& file : sources({"engine", "app"})) {
        std::ifstream in(file);
        std::string line;
        bool says = false;
        for (int i = 0; i < 3 && std::getline(in, line); ++i) says = says || line.rfind("//", 0) == 0;
        const bool own = file.extension() == ".cpp" && fs::exists(fs::path(file).replace_extension(".h"));
        EXPECT_TRUE(says || own) << file << " does not say in its first line what it is for";
    }
}

TEST(House, HeadersStartWithPragmaOnce) {
    for (const auto& file : sources({"engine", "app"})) {
        if (file.extension() != ".h") continue;
        std::ifstream in(file);
        std::string text((std::istreambuf_iterator<char>(in)), {});
        EXPECT_NE(text.find("#pragma once"), std::string::npos) << file;
    }
}

}  // namespace
