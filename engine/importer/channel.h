// What the importer tells the program that started it: JSON lines through a pipe. Knows nothing of who listens.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"

namespace recce::importer {

class Channel {
public:
    explicit Channel(int descriptor) : descriptor_(descriptor) {}
    void progress(std::string_view step, std::size_t done, std::size_t total);
    void error(const Error& error);
    /// A file that was read, or a folder that was searched: what the result depends on.
    void readFile(const std::filesystem::path& path, std::uint64_t size, std::int64_t modifiedNs);
    void searchedFolder(const std::filesystem::path& path, std::int64_t modifiedNs);
    void self(const std::string& json);
    void done();

private:
    void send(const std::string& line);
    int descriptor_;
};

}  // namespace recce::importer
