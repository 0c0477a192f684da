// The one file gate: every path that a model names is decided on here, before any open. Knows nothing of formats.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "asset/limits.h"
#include "asset/package.h"
#include "base/error.h"
#include "base/files.h"
#include "importer/channel.h"

namespace recce::importer {

/// Images and material libraries may also lie in the package folder's parent.
enum class FileKind { Geometry, Material, Image };
FileKind kindOfName(std::string_view name);

/// A file that was let through, mapped.
struct GatedFile {
    std::filesystem::path path;
    MappedFile map;
    std::string_view text() const {
        return {reinterpret_cast<const char*>(map.bytes().data()), map.bytes().size()};
    }
};

class FileGate {
public:
    /// `input` is called with the bytes of all files opened so far, whenever one more is: limits grow with them.
    FileGate(asset::Package package, const asset::Limits& limits, Channel& channel, std::function<void(std::uint64_t)> input);

    Result<GatedFile> openModel();
    /// `reference` as the model has it: relative to the model's folder, with either slash, percent-encoded or not, in the
    /// wrong case, or a path on its maker's disk. What is not where the model says is looked for by its base name.
    Result<GatedFile> open(std::string_view reference, FileKind kind);
    /// The same decision without opening.
    Result<std::filesystem::path> resolve(std::string_view reference, FileKind kind);

    const asset::Package& package() const { return package_; }
    /// References that were against the rules, for the report.
    const std::vector<std::string>& refused() const { return refused_; }
    std::uint64_t inputBytes() const { return inputBytes_; }

private:
    struct Listing {
        std::vector<std::filesystem::path> files;
        bool made = false;
    };
    bool allowed(const std::filesystem::path& path, FileKind kind) const;
    std::optional<std::filesystem::path> existing(const std::filesystem::path& candidate, FileKind kind) const;
    std::optional<std::filesystem::path> byBaseName(std::string_view reference, FileKind kind);
    const Listing& listing(Listing& of, const std::filesystem::path& root, int depth);
    Result<GatedFile> openCanonical(const std::filesystem::path& path);

    asset::Package package_;
    asset::Limits limits_;
    Channel& channel_;
    std::function<void(std::uint64_t)> input_;
    std::map<std::filesystem::path, std::uint64_t> opened_;
    std::uint64_t inputBytes_ = 0;
    Listing own_, parent_;
    std::vector<Listing> granted_;
    std::vector<std::string> refused_;
};

/// "%20" to " "; anything malformed stays as it is.
std::string percentDecoded(std::string_view text);
/// What follows the last slash of either kind.
std::string_view baseName(std::string_view reference);

}  // namespace recce::importer
