// Other programs' reading of our files, for the tests: writes bytes into a temporary folder (or $RECCE_TEST_OUT, to look
// at them), runs a command, returns what it printed.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace recce::test {

inline std::filesystem::path outFolder() {
    const char* chosen = std::getenv("RECCE_TEST_OUT");
    const std::filesystem::path folder = chosen ? std::filesystem::path(chosen)
                                                : std::filesystem::temp_directory_path() / ("recce-test-export-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    return folder;
}

inline std::filesystem::path written(const std::string& name, const std::string& bytes) {
    const auto path = outFolder() / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
}

struct Said {
    int status = -1;
    std::string text;
};
inline Said run(const std::string& command) {
    Said said;
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    if (!pipe) return said;
    std::array<char, 4096> buffer;
    while (const std::size_t n = fread(buffer.data(), 1, buffer.size(), pipe)) said.text.append(buffer.data(), n);
    said.status = pclose(pipe);
    return said;
}
/// Debian's own Python: its packages are not in others that may come first in the path.
inline constexpr const char* kPython = "PYTHONIOENCODING=utf-8 /usr/bin/python3";

inline bool installed(const char* program) { return run(std::string("command -v ") + program).status == 0; }

inline std::string bytesOf(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
}
inline std::size_t countOf(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
    return n;
}

}  // namespace recce::test

/// The test program's packages (tools/setup --test) bring these; without one the check cannot be made.
#define NEEDS_PROGRAM(name) \
    if (!recce::test::installed(name)) GTEST_SKIP() << name << " is not installed"
