// The cache of cooked models: which request was answered by which file, and whether the files it was made of are still
// the same. Least recently used go first. Knows nothing of how a model is made.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "asset/importer_process.h"
#include "asset/package.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/jobs.h"

namespace recce::asset {

class ModelCache {
public:
    /// Bytes of cooked models and pictures that are kept.
    static constexpr std::uint64_t kDefaultLimit = 20ull << 30;

    explicit ModelCache(std::filesystem::path folder, std::uint64_t limitBytes = kDefaultLimit);

    struct Entry {
        Hash128 key;
        Hash128 sideFiles;  ///< of the content of the files beside the model, whatever their names and order
        std::filesystem::path file;
    };
    /// The cooked file for a request, when all the files that it was made of are unchanged.
    std::optional<Entry> find(const Hash128& request, const Package& package) const;

    /// An unnamed file to cook into; where the folder cannot take one, memory.
    Result<Descriptor> newFile() const;

    /// Gives the cooked file its name. A cache that cannot be written is no error, only slower.
    Entry keep(const Hash128& request, const Package& package, std::span<const ReadPath> used, int cooked) const;

private:
    std::filesystem::path fileOf(const Hash128& key) const;
    std::filesystem::path usesOf(const Hash128& request) const;
    std::filesystem::path sumOf(const Hash128& key) const;
    void put(const std::filesystem::path& target, const std::string& text) const;
    bool wholeSinceWritten(const Hash128& key) const;

    std::filesystem::path folder_;
    std::uint64_t limit_;
};

/// Forgets what was used least recently, of cooked models ("models/*.set") and finished pictures ("boards/*.board") in the
/// cache folder alike, until they are within the limit.
void trimCache(const std::filesystem::path& cacheFolder, std::uint64_t limitBytes = ModelCache::kDefaultLimit);

/// Hash of a regular file's content; reads rather than maps, so that a file that shrinks meanwhile does no harm.
Result<Hash128> hashFile(const std::filesystem::path& path, const CancelToken& cancel);

}  // namespace recce::asset
