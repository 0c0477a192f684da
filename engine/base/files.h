// Whole files in and out. Writing replaces atomically: the old file or the new one, never a mix.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace recce {

/// Reads a regular file (no FIFO, device or folder) of at most `limitBytes`.
Result<std::string> readFile(const std::filesystem::path& path, std::uint64_t limitBytes = 1ull << 32);

/// One file of an atomic write.
struct FileContent {
    std::filesystem::path path;
    std::string bytes;
};

/// Writes every file beside its target, fsyncs them, renames them, fsyncs the folders. On failure before the first
/// rename nothing has changed and the temporary files are gone. Folders must exist.
Status writeFilesAtomically(std::span<const FileContent> files);
Status writeFileAtomically(const std::filesystem::path& path, std::string_view bytes);

/// Read-only memory map of a file or descriptor; empty files map to an empty span.
class MappedFile {
public:
    MappedFile() = default;
    MappedFile(MappedFile&&) noexcept;
    MappedFile& operator=(MappedFile&&) noexcept;
    ~MappedFile();
    static Result<MappedFile> openPath(const std::filesystem::path& path);
    /// Does not take the descriptor. `name` is only for messages.
    static Result<MappedFile> openDescriptor(int descriptor, std::string_view name);
    std::span<const std::byte> bytes() const { return {data_, size_}; }

private:
    const std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

/// Closes its descriptor. -1 holds nothing.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& o) noexcept : fd_(o.release()) {}
    Descriptor& operator=(Descriptor&& o) noexcept;
    ~Descriptor();
    int get() const { return fd_; }
    int release() { int fd = fd_; fd_ = -1; return fd; }
    explicit operator bool() const { return fd_ >= 0; }

private:
    int fd_ = -1;
};

/// $RECCE_CACHE_DIR, else $XDG_CACHE_HOME/recce, else ~/.cache/recce. Made when missing (0700).
Result<std::filesystem::path> cacheFolder();
/// $RECCE_STATE_DIR, else $XDG_STATE_HOME/recce, else ~/.local/state/recce. Made when missing (0700).
Result<std::filesystem::path> stateFolder();
/// Where this program's fonts, shaders and catalogues lie: beside the executable (../share/recce), else the build's copy.
std::filesystem::path programFolder();

/// A file name safe on Linux, macOS and Windows: no separators, control or reserved characters, no reserved device
/// names, at most 120 bytes, never empty.
std::string safeFileName(std::string_view text);

}  // namespace recce
