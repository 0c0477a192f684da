// Runs one recce-importer process: arguments, the two descriptors it is given, its messages, its end. Knows nothing of
// the cache.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/files.h"
#include "base/jobs.h"

namespace recce::asset {

/// Raised whenever the importer would make something else of the same files: every cached model is then re-made.
inline constexpr std::uint32_t kImporterVersion = 4;

/// Descriptors that the importer is started with.
inline constexpr int kOutputDescriptor = 3;
inline constexpr int kMessageDescriptor = 4;
/// How it ends besides 0: it has sent an error message; it ran out of memory.
inline constexpr int kExitError = 10;
inline constexpr int kExitNoMemory = 11;

/// A file that the importer opened, or a folder that it looked through.
struct ReadPath {
    std::filesystem::path path;
    std::uint64_t size = 0;
    std::int64_t modifiedNs = 0;
    bool isFolder = false;
};

struct ImporterRun {
    std::vector<std::string> arguments;
    int output = -1;        ///< handed over as kOutputDescriptor; -1: none
    double wallSeconds = 60;
    double cpuSeconds = 0;  ///< named in the message when it is exceeded
    double memoryMb = 0;    ///< as well
    std::string subject;    ///< the model, for messages
};

/// Starts the importer and waits for its end. Returns what it read.
Result<std::vector<ReadPath>> runImporter(const ImporterRun& run, const ProgressSink& progress, const CancelToken& cancel);

/// Starts the importer to describe itself; its answer.
Result<std::string> runImporterSelfCheck();

/// Paths may hold any bytes; messages are JSON. Everything but plain ASCII is percent-encoded.
std::string encodePath(const std::filesystem::path& path);
std::filesystem::path decodePath(std::string_view text);

}  // namespace recce::asset
