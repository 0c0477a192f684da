#include "asset/cache.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ids.h"

namespace recce::asset {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

/// Younger than this when it was noted, a file may change again without its time stamp showing it.
constexpr std::int64_t kRacyNs = 2'000'000'000;

struct FileState {
    bool exists = false;
    bool regular = false;
    std::uint64_t size = 0;
    std::int64_t modifiedNs = 0;
};

FileState stateOf(const fs::path& path) {
    struct stat info {};
    if (stat(path.c_str(), &info) != 0) return {};
    return {true, S_ISREG(info.st_mode), static_cast<std::uint64_t>(info.st_size),
            static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec};
}

std::int64_t nowNs() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// Files of the package are noted relative to the model, so that a copy of the whole folder is known at once.
std::string noteOf(const fs::path& path, const Package& package) {
    const fs::path base = package.parent.value_or(package.folder);
    if (isBelow(path, base)) return encodePath(path.lexically_relative(package.folder));
    return encodePath(path);
}
fs::path pathOf(const std::string& note, const Package& package) {
    return (package.folder / decodePath(note)).lexically_normal();
}

Hash128 parseHash(const std::string& text) {
    if (text.size() != 32) return {};
    const auto high = parseHex(std::string_view(text).substr(0, 16)), low = parseHex(std::string_view(text).substr(16));
    return high && low ? Hash128{*high, *low} : Hash128{};
}

Hash128 keyOf(const Hash128& request, std::span<const Hash128> used) {
    Hasher hasher;
    hasher.add(request.high);
    hasher.add(request.low);
    for (const Hash128& h : used) {
        hasher.add(h.high);
        hasher.add(h.low);
    }
    return hasher.finish();
}

Hash128 sideFilesOf(std::vector<Hash128> used) {
    std::sort(used.begin(), used.end(), [](const Hash128& a, const Hash128& b) { return std::pair(a.high, a.low) < std::pair(b.high, b.low); });
    return keyOf({}, used);
}

/// Names the running system since its start; empty where it cannot be told.
std::string bootName() {
    std::string name = readFile("/proc/sys/kernel/random/boot_id", 100).value_or("");
    while (!name.empty() && name.back() == '\n') name.pop_back();
    return name;
}

std::optional<Hash128> hashOfDescriptor(int file) {
    const auto map = MappedFile::openDescriptor(file, "");
    if (!map) return std::nullopt;
    Hasher hasher;
    hasher.add(map->bytes());
    return hasher.finish();
}

/// The hash of one noted file as it is now; nothing when it is gone.
std::optional<Hash128> currentHash(const json& note, const fs::path& path, std::int64_t notedAt) {
    const FileState state = stateOf(path);
    if (!state.exists || !state.regular) return std::nullopt;
    const Hash128 noted = parseHash(note.value("hash", ""));
    const auto modified = note.value("modified", std::int64_t{0});
    if (note.value("absolute", "") == encodePath(path) && state.size == note.value("size", std::uint64_t{0}) &&
        state.modifiedNs == modified && modified + kRacyNs < notedAt)
        return noted;
    const auto hash = hashFile(path, {});
    return hash ? std::optional(*hash) : std::nullopt;
}

}  // namespace

Result<Hash128> hashFile(const fs::path& path, const CancelToken& cancel) {
    Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info {};
    if (!file || fstat(file.get(), &info) != 0)
        return fail(errno == ENOENT ? Code::NotFound : Code::Unreadable, std::string("This file cannot be read: ") + std::strerror(errno) + ".",
                    path.string(), "Check its name and permissions.");
    if (!S_ISREG(info.st_mode)) return fail(Code::Unreadable, "This is not a regular file.", path.string());
    Hasher hasher;
    std::vector<std::byte> buffer(1 << 20);
    for (;;) {
        if (cancel.cancelled()) return fail(Code::Cancelled, "The import was cancelled.", path.string());
        const ssize_t n = read(file.get(), buffer.data(), buffer.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail(Code::Unreadable, std::string("This file cannot be read: ") + std::strerror(errno) + ".", path.string());
        if (n == 0) break;
        hasher.add(std::span(buffer).first(static_cast<std::size_t>(n)));
    }
    return hasher.finish();
}

ModelCache::ModelCache(fs::path folder, std::uint64_t limitBytes) : folder_(std::move(folder)), limit_(limitBytes) {}

fs::path ModelCache::fileOf(const Hash128& key) const { return folder_ / (toText(key) + ".set"); }
fs::path ModelCache::usesOf(const Hash128& request) const { return folder_ / (toText(request) + ".uses"); }
fs::path ModelCache::sumOf(const Hash128& key) const { return folder_ / (toText(key) + ".sum"); }

void ModelCache::put(const fs::path& target, const std::string& text) const {
    const fs::path temporary = folder_ / (target.filename().string() + "." + hexText(randomId()) + ".tmp");
    Descriptor out(open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    const bool written = out && write(out.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (!written || rename(temporary.c_str(), target.c_str()) != 0) unlink(temporary.c_str());
}

/// No file here is forced to the disk, for nobody should wait for that. After the system was started again, perhaps because
/// its power failed, a cooked file must therefore prove once that all of it arrived there.
bool ModelCache::wholeSinceWritten(const Hash128& key) const {
    const std::string sum = readFile(sumOf(key), 200).value_or(""), boot = bootName();
    const Hash128 noted = parseHash(sum.substr(0, 32));
    if (sum.size() < 33 || noted == Hash128{}) return false;
    if (!boot.empty() && sum.substr(33) == boot) return true;
    const Descriptor file(open(fileOf(key).c_str(), O_RDONLY | O_CLOEXEC));
    const auto is = file ? hashOfDescriptor(file.get()) : std::nullopt;
    if (!is || *is != noted) return false;
    put(sumOf(key), toText(noted) + "\n" + boot);
    return true;
}

std::optional<ModelCache::Entry> ModelCache::find(const Hash128& request, const Package& package) const {
    const auto text = readFile(usesOf(request), 64u << 20);
    if (!text) return std::nullopt;
    const json note = json::parse(*text, nullptr, false);
    if (!note.is_object()) return std::nullopt;
    try {
        const auto notedAt = note.at("noted").get<std::int64_t>();
        for (const json& folder : note.at("folders")) {
            const FileState state = stateOf(pathOf(folder.at("path").get<std::string>(), package));
            const auto modified = folder.at("modified").get<std::int64_t>();
            if (!state.exists || state.modifiedNs != modified || modified + kRacyNs >= notedAt) return std::nullopt;
        }
        std::vector<Hash128> used;
        for (const json& file : note.at("files")) {
            const auto hash = currentHash(file, pathOf(file.at("path").get<std::string>(), package), notedAt);
            if (!hash) return std::nullopt;
            used.push_back(*hash);
        }
        Entry entry{keyOf(request, used), sideFilesOf(used), {}};
        entry.file = fileOf(entry.key);
        // The time of last use: what trim() goes by.
        if (utimensat(AT_FDCWD, entry.file.c_str(), nullptr, 0) != 0 && errno == ENOENT) return std::nullopt;
        if (!wholeSinceWritten(entry.key)) return std::nullopt;
        return entry;
    } catch (const json::exception&) {
        return std::nullopt;  // an older or damaged note: the model is made again
    }
}

Result<Descriptor> ModelCache::newFile() const {
    std::error_code error;
    fs::create_directories(folder_, error);
    Descriptor file(open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (file) return file;
    Descriptor memory(memfd_create("recce-cooked", MFD_CLOEXEC));
    if (memory) return memory;
    return fail(Code::Unwritable, std::string("There is no room for the imported model: ") + std::strerror(errno) + ".", folder_.string(),
                "Set RECCE_CACHE_DIR to a folder with free space.");
}

ModelCache::Entry ModelCache::keep(const Hash128& request, const Package& package, std::span<const ReadPath> used, int cooked) const {
    const std::int64_t now = nowNs();
    std::vector<Hash128> hashes;
    json files = json::array(), folders = json::array();
    bool whole = true;
    for (const ReadPath& read : used) {
        if (read.path == package.model) continue;
        const FileState state = stateOf(read.path);
        // Changed since the importer read it: then this result belongs to no content that we can name.
        whole = whole && state.exists && state.modifiedNs == read.modifiedNs && (read.isFolder || (state.regular && state.size == read.size));
        if (!whole) break;
        const std::string note = noteOf(read.path, package);
        if (read.isFolder) {
            folders.push_back({{"path", note}, {"modified", read.modifiedNs}});
            continue;
        }
        const auto hash = hashFile(read.path, {});
        whole = hash.has_value();
        if (!whole) break;
        hashes.push_back(*hash);
        files.push_back({{"path", note}, {"absolute", encodePath(read.path)}, {"size", read.size},
                         {"modified", read.modifiedNs}, {"hash", toText(*hash)}});
    }
    Entry entry{keyOf(request, hashes), sideFilesOf(hashes), {}};
    if (!whole) return entry;
    entry.file = fileOf(entry.key);
    const fs::path target = entry.file;
    const std::string source = "/proc/self/fd/" + std::to_string(cooked);
    unlink(target.c_str());
    if (linkat(AT_FDCWD, source.c_str(), AT_FDCWD, target.c_str(), AT_SYMLINK_FOLLOW) != 0) return entry;
    if (const auto hash = hashOfDescriptor(cooked)) put(sumOf(entry.key), toText(*hash) + "\n" + bootName());
    const json note = {{"noted", now}, {"files", files}, {"folders", folders}};
    put(usesOf(request), note.dump());
    trimCache(folder_.parent_path(), limit_);
    return entry;
}

void trimCache(const fs::path& cacheFolder, std::uint64_t limitBytes) {
    struct Kept {
        fs::path path;
        std::uint64_t size;
        std::int64_t usedNs;
    };
    std::vector<Kept> all;
    std::uint64_t total = 0;
    for (const auto& [folder, extension] : {std::pair("models", ".set"), std::pair("boards", ".board")}) {
        std::error_code error;
        for (const auto& item : fs::directory_iterator(cacheFolder / folder, error)) {
            if (item.path().extension() != extension) continue;
            const FileState state = stateOf(item.path());
            if (!state.regular) continue;
            total += state.size;
            all.push_back({item.path(), state.size, state.modifiedNs});
        }
    }
    if (total <= limitBytes) return;
    std::sort(all.begin(), all.end(), [](const Kept& a, const Kept& b) { return a.usedNs < b.usedNs; });
    for (const Kept& oldest : all) {
        if (total <= limitBytes) break;
        // Whoever has it mapped keeps it until they let go.
        if (unlink(oldest.path.c_str()) == 0) total -= oldest.size;
        unlink(fs::path(oldest.path).replace_extension(".sum").c_str());
    }
}

}  // namespace recce::asset
