#include "importer/gate.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ids.h"

namespace recce::importer {
namespace fs = std::filesystem;
namespace {

constexpr int kOwnDepth = 6, kParentDepth = 3;
/// Entries looked at when searching by base name: a package, not a disk.
constexpr std::size_t kMaxEntries = 20000;
constexpr std::size_t kMaxReference = 4096;
constexpr std::size_t kMaxRefusedNoted = 100;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

/// "http:" of "http://..."; drive letters are no scheme.
std::string schemeOf(std::string_view reference) {
    const auto end = reference.find("://");
    if (end == std::string_view::npos || end < 2 || end > 20) return {};
    for (const char c : reference.substr(0, end))
        if (!std::isalnum(static_cast<unsigned char>(c)) && c != '+' && c != '.' && c != '-') return {};
    return lower(reference.substr(0, end));
}

bool isDeviceName(std::string_view base) {
    static constexpr std::array kDevices = {"con", "prn", "aux", "nul", "clock$", "conin$", "conout$"};
    std::string stem = lower(base.substr(0, base.find('.')));
    while (!stem.empty() && stem.back() == ' ') stem.pop_back();
    if (std::find(kDevices.begin(), kDevices.end(), stem) != kDevices.end()) return true;
    return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) && stem[3] >= '1' && stem[3] <= '9';
}

bool isHidden(const fs::path& path, const fs::path& root) {
    for (const auto& part : path.lexically_relative(root)) {
        const std::string name = part.string();
        if (name.size() > 1 && name[0] == '.' && name != "..") return true;
    }
    return false;
}

std::int64_t modifiedNs(const struct stat& info) {
    return static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec;
}

}  // namespace

FileKind kindOfName(std::string_view name) {
    static constexpr std::array kImages = {"png", "jpg", "jpeg", "jpe", "tga", "bmp", "gif", "psd", "hdr", "pic", "pnm", "ppm", "pgm",
                                           "webp", "tif", "tiff", "dds", "exr", "ktx", "ktx2", "iff", "rgb", "sgi", "jfif"};
    const std::string_view base = baseName(name);
    const auto dot = base.rfind('.');
    const std::string extension = dot == std::string_view::npos ? std::string() : lower(base.substr(dot + 1));
    if (extension == "mtl") return FileKind::Material;
    return std::find(kImages.begin(), kImages.end(), extension) != kImages.end() ? FileKind::Image : FileKind::Geometry;
}

std::string_view baseName(std::string_view reference) {
    const auto slash = reference.find_last_of("/\\");
    return slash == std::string_view::npos ? reference : reference.substr(slash + 1);
}

std::string percentDecoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto value = text[i] == '%' && i + 2 < text.size() ? parseHex(text.substr(i + 1, 2)) : std::nullopt;
        if (value && *value != 0) {
            out += static_cast<char>(*value);
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

FileGate::FileGate(asset::Package package, const asset::Limits& limits, Channel& channel, std::function<void(std::uint64_t)> input)
    : package_(std::move(package)), limits_(limits), channel_(channel), input_(std::move(input)), granted_(package_.granted.size()) {}

bool FileGate::allowed(const fs::path& path, FileKind kind) const {
    if (path == package_.model) return true;
    // Hidden files (keys, histories, version control) are never part of a model.
    if (asset::isBelow(path, package_.folder)) return !isHidden(path, package_.folder);
    if (kind != FileKind::Geometry && package_.parent && asset::isBelow(path, *package_.parent)) return !isHidden(path, *package_.parent);
    return std::any_of(package_.granted.begin(), package_.granted.end(),
                       [&](const fs::path& root) { return asset::isBelow(path, root) && !isHidden(path, root); });
}

/// The canonical path of a candidate that is allowed and a regular file. Looks at nothing outside the allowed folders.
std::optional<fs::path> FileGate::existing(const fs::path& candidate, FileKind kind) const {
    if (!allowed(candidate, kind)) return std::nullopt;
    std::error_code error;
    const fs::path canonical = fs::canonical(candidate, error);
    if (error || !allowed(canonical, kind)) return std::nullopt;
    struct stat info {};
    if (stat(canonical.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
    return canonical;
}

const FileGate::Listing& FileGate::listing(Listing& of, const fs::path& root, int depth) {
    if (of.made) return of;
    of.made = true;
    std::size_t entries = 0;
    std::vector<std::pair<fs::path, int>> folders = {{root, 0}};
    while (!folders.empty()) {
        const auto [folder, level] = std::move(folders.back());
        folders.pop_back();
        struct stat info {};
        if (stat(folder.c_str(), &info) == 0) channel_.searchedFolder(folder, modifiedNs(info));
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(folder, error)) {
            if (++entries > kMaxEntries) return of;
            const std::string name = entry.path().filename().string();
            if (name.empty() || name[0] == '.') continue;
            std::error_code ignored;
            if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) {
                if (level + 1 < depth) folders.emplace_back(entry.path(), level + 1);
            } else {
                of.files.push_back(entry.path());
            }
        }
    }
    std::sort(of.files.begin(), of.files.end());
    return of;
}

std::optional<fs::path> FileGate::byBaseName(std::string_view reference, FileKind kind) {
    const std::string wanted(baseName(reference)), decoded = percentDecoded(wanted);
    if (wanted.empty()) return std::nullopt;
    const std::string wantedLower = lower(wanted), decodedLower = lower(decoded);
    std::string tail = lower(reference);
    std::replace(tail.begin(), tail.end(), '\\', '/');
    const auto search = [&](const Listing& in) -> std::optional<fs::path> {
        std::optional<fs::path> best;
        std::size_t bestScore = 0;
        for (const fs::path& file : in.files) {
            const std::string name = file.filename().string(), nameLower = lower(name);
            if (nameLower != wantedLower && nameLower != decodedLower) continue;
            // How much of the path's end agrees with what the model says; the right case decides between equals.
            const std::string path = lower(file.string());
            std::size_t agree = 0;
            while (agree < path.size() && agree < tail.size() && path[path.size() - 1 - agree] == tail[tail.size() - 1 - agree]) ++agree;
            const std::size_t score = agree * 2 + 1 + (name == wanted || name == decoded ? 1 : 0);
            if (score <= bestScore) continue;
            if (auto found = existing(file, kind)) {
                best = std::move(found);
                bestScore = score;
            }
        }
        return best;
    };
    if (auto found = search(listing(own_, package_.folder, kOwnDepth))) return found;
    for (std::size_t i = 0; i < granted_.size(); ++i)
        if (auto found = search(listing(granted_[i], package_.granted[i], kOwnDepth))) return found;
    if (kind != FileKind::Geometry && package_.parent)
        if (auto found = search(listing(parent_, *package_.parent, kParentDepth))) return found;
    return std::nullopt;
}

Result<fs::path> FileGate::resolve(std::string_view reference, FileKind kind) {
    const auto refuse = [&](const char* why) {
        if (refused_.size() < kMaxRefusedNoted) refused_.push_back(fmt::format("{}: {}", reference.substr(0, 200), why));
        return fail(Code::Refused, why, std::string(reference.substr(0, 200)), "If you trust it, grant its folder with --root.");
    };
    if (reference.empty() || reference.size() > kMaxReference || reference.find('\0') != std::string_view::npos)
        return refuse("not a file name.");
    if (const std::string scheme = schemeOf(reference); scheme == "file") {
        reference.remove_prefix(scheme.size() + 3);
        // file:///C:/... and file:///home/...: the third slash belongs to the path.
        if (reference.size() > 2 && reference[0] == '/' && reference[2] == ':') reference.remove_prefix(1);
        if (reference.empty()) return refuse("not a file name.");
    } else if (!scheme.empty()) {
        return refuse("addresses on a network are not opened.");
    }
    const auto isSlash = [](char c) { return c == '/' || c == '\\'; };
    if (reference.size() > 1 && isSlash(reference[0]) && isSlash(reference[1])) return refuse("network shares are not opened.");
    if (isDeviceName(baseName(reference))) return refuse("names of devices are not opened.");

    bool outside = false;
    const auto attempt = [&](std::string path) -> std::optional<fs::path> {
        const fs::path candidate = (package_.folder / path).lexically_normal();
        if (!allowed(candidate, kind)) {
            outside = true;
            return std::nullopt;
        }
        auto found = existing(candidate, kind);
        std::error_code error;
        if (!found && fs::is_symlink(fs::symlink_status(candidate, error))) outside = true;
        return found;
    };
    std::string plain(reference), slashed = plain;
    std::replace(slashed.begin(), slashed.end(), '\\', '/');
    if (auto found = attempt(plain)) return *found;
    if (slashed != plain)
        if (auto found = attempt(slashed)) return *found;
    if (const std::string decoded = percentDecoded(slashed); decoded != slashed)
        if (auto found = attempt(decoded)) return *found;
    if (auto found = byBaseName(reference, kind)) return *found;
    if (outside) return refuse("outside the model's folder.");
    return fail(Code::NotFound, "This file does not exist.", std::string(reference.substr(0, 200)), "Put it beside the model.");
}

Result<GatedFile> FileGate::openCanonical(const fs::path& path) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY));
    struct stat info {};
    if (!file || fstat(file.get(), &info) != 0) return fail(Code::Unreadable, "This file cannot be read.", path.string(), "Check its permissions.");
    if (!S_ISREG(info.st_mode)) return fail(Code::Unreadable, "This is not a regular file.", path.string());
    // A folder on the way may have become a link since the path was checked.
    std::error_code error;
    if (fs::read_symlink("/proc/self/fd/" + std::to_string(file.get()), error) != path && !error)
        return fail(Code::Refused, "This file moved while it was opened.", path.string(), "Try again.");
    const auto size = static_cast<std::uint64_t>(info.st_size);
    if (static_cast<double>(size) / 1048576.0 > limits_.memoryMb * 4)
        return fail(Code::OverBudget, fmt::format("This file has {} MB, too much for the importer's memory.", size >> 20), path.string(),
                    asset::raiseHint("memory", static_cast<double>(size >> 20) * 2));
    if (opened_.emplace(path, size).second) {
        if (static_cast<double>(opened_.size()) > limits_.references)
            return fail(Code::OverBudget, fmt::format("The model names more than {:.0f} files.", limits_.references), path.string(),
                        asset::raiseHint("references", limits_.references * 10));
        inputBytes_ += size;
        channel_.readFile(path, size, modifiedNs(info));
        if (input_) input_(inputBytes_);
    }
    auto map = MappedFile::openDescriptor(file.get(), path.string());
    if (!map)
        return fail(Code::OverBudget, fmt::format("There is no room for this file in the importer's {:.0f} MB of memory.", limits_.memoryMb), path.string(),
                    asset::raiseHint("memory", limits_.memoryMb * 2));
    return GatedFile{path, std::move(*map)};
}

Result<GatedFile> FileGate::openModel() { return openCanonical(package_.model); }

Result<GatedFile> FileGate::open(std::string_view reference, FileKind kind) {
    RECCE_TRY(const fs::path path, resolve(reference, kind));
    return openCanonical(path);
}

}  // namespace recce::importer
