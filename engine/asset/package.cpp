#include "asset/package.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include <sys/stat.h>

namespace recce::asset {
namespace fs = std::filesystem;

bool isBelow(const fs::path& path, const fs::path& folder) {
    auto p = path.begin();
    for (const auto& part : folder) {
        if (part.empty()) continue;  // a trailing separator
        if (p == path.end() || *p != part) return false;
        ++p;
    }
    return true;
}

bool isSharedPlace(const fs::path& folder) {
    static constexpr std::array kPlaces = {"/", "/home", "/root", "/tmp", "/var", "/var/tmp", "/mnt", "/media", "/srv", "/usr", "/etc",
                                           "/opt", "/run", "/dev", "/dev/shm", "/proc", "/sys", "/Users", "/Volumes"};
    for (const char* place : kPlaces)
        if (folder == place) return true;
    // A home folder by where it lies, whoever runs us; a mounted disk.
    const fs::path above = folder.parent_path();
    if (above == "/home" || above == "/Users" || above == "/media" || above == "/mnt" || above == "/Volumes" ||
        above.parent_path() == "/run/media" || above.parent_path() == "/media")
        return true;
    std::error_code error;
    for (const char* variable : {"HOME", "TMPDIR", "XDG_DOWNLOAD_DIR", "XDG_DESKTOP_DIR", "XDG_DOCUMENTS_DIR", "XDG_RUNTIME_DIR"}) {
        const char* value = std::getenv(variable);
        if (value && *value && fs::weakly_canonical(value, error) == folder) return true;
    }
    std::string name = folder.filename().string();
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    static constexpr std::array kNames = {"downloads", "download", "desktop", "documents", "tmp", "temp"};
    return std::any_of(kNames.begin(), kNames.end(), [&](const char* n) { return name == n; });
}

Result<Package> packageOf(const fs::path& model, std::span<const fs::path> grantedRoots) {
    const std::string subject = model.string();
    if (subject.find("://") != std::string::npos)
        return fail(Code::Refused, "Recce opens no addresses on a network.", subject, "Download the file and open that.");
    Package package;
    for (const fs::path& root : grantedRoots) {
        std::error_code error;
        const fs::path canonical = fs::canonical(root, error);
        if (error || !fs::is_directory(canonical, error))
            return fail(Code::NotFound, "This folder does not exist.", root.string(), "Grant a folder that does.");
        package.granted.push_back(canonical);
    }
    std::error_code error;
    fs::path absolute = fs::absolute(model, error).lexically_normal();
    const fs::path folder = fs::canonical(absolute.parent_path(), error);
    if (error) return fail(Code::NotFound, "This file does not exist.", subject, "Check the name and the folder.");
    const fs::path target = fs::canonical(folder / absolute.filename(), error);
    if (error) return fail(Code::NotFound, "This file does not exist.", subject, "Check the name and the folder.");
    const auto granted = [&](const fs::path& p) {
        return std::any_of(package.granted.begin(), package.granted.end(), [&](const fs::path& root) { return isBelow(p, root); });
    };
    if (!isBelow(target, folder) && !granted(target))
        return fail(Code::Refused, "This is a link to a file outside its folder.", subject,
                    "Open the file itself, or grant the folder it lies in with --root.");
    struct stat info {};
    if (stat(target.c_str(), &info) != 0) return fail(Code::Unreadable, "This file cannot be read.", subject, "Check its permissions.");
    if (!S_ISREG(info.st_mode))
        return fail(Code::Unreadable, "This is not a regular file.", subject, "Give a model file, not a folder or device.");
    package.model = target;
    package.folder = target.parent_path();
    if (!isSharedPlace(package.folder) && !isSharedPlace(package.folder.parent_path())) package.parent = package.folder.parent_path();
    return package;
}

}  // namespace recce::asset
