#include "base/files.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <set>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ids.h"

namespace recce {
namespace fs = std::filesystem;
namespace {

Code codeOfErrno(int error, Code otherwise) {
    switch (error) {
        case ENOENT:
        case ENOTDIR: return Code::NotFound;
        case EACCES:
        case EPERM: return otherwise;
        case EROFS:
        case ENOSPC:
        case EDQUOT: return Code::Unwritable;
        default: return otherwise;
    }
}

std::string sentence(std::string_view doing, int error) {
    return std::string(doing) + ": " + std::strerror(error) + ".";
}

tl::unexpected<Error> writeError(int error, const fs::path& path) {
    const char* hint = "Choose another folder.";
    if (error == ENOSPC || error == EDQUOT) hint = "The disk is full. Free some space or save elsewhere.";
    if (error == EROFS || error == EACCES || error == EPERM) hint = "The folder is read-only. Save elsewhere.";
    return fail(Code::Unwritable, sentence("This file cannot be written", error), path.string(), hint);
}

/// Writes `bytes` to a new temporary file beside `target` and syncs it.
Result<fs::path> writeBeside(const fs::path& target, std::string_view bytes) {
    const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
    const fs::path temporary = folder / ("." + target.filename().string() + "." + hexText(randomId()) + ".tmp");
    // An existing target keeps its permissions.
    struct stat old {};
    const mode_t mode = stat(target.c_str(), &old) == 0 ? (old.st_mode & 07777) : 0644;
    Descriptor file(open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!file) return writeError(errno, target);
    auto giveUp = [&](int error) {
        unlink(temporary.c_str());
        return writeError(error, target);
    };
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t n = write(file.get(), bytes.data() + done, bytes.size() - done);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return giveUp(n < 0 ? errno : EIO);
        done += static_cast<std::size_t>(n);
    }
    if (fsync(file.get()) != 0) return giveUp(errno);
    // Network disks report a full quota only here.
    if (close(file.release()) != 0) return giveUp(errno);
    return temporary;
}

Status syncFolder(const fs::path& folder) {
    Descriptor d(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!d || (fsync(d.get()) != 0 && errno != EINVAL)) return writeError(errno, folder);
    return {};
}

Result<fs::path> folderFor(const char* own, const char* xdg, const char* underHome) {
    fs::path folder;
    if (const char* v = std::getenv(own); v && *v) folder = v;
    else if (const char* x = std::getenv(xdg); x && *x) folder = fs::path(x) / "recce";
    else if (const char* home = std::getenv("HOME"); home && *home) folder = fs::path(home) / underHome / "recce";
    else return fail(Code::NotFound, "There is no home folder to keep Recce's files in.", own,
                     std::string("Set ") + own + " to a folder.");
    std::error_code error;
    const bool made = fs::create_directories(folder, error);
    if (error) return writeError(error.value(), folder);
    if (made) fs::permissions(folder, fs::perms::owner_all, error);
    return folder;
}

}  // namespace

Result<std::string> readFile(const fs::path& path, std::uint64_t limitBytes) {
    // Non-blocking, so that a FIFO of this name cannot hold us.
    Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file) {
        const int error = errno;
        return fail(codeOfErrno(error, Code::Unreadable), sentence("This file cannot be read", error), path.string(),
                    error == ENOENT ? "Check the name and the folder." : "Check its permissions.");
    }
    struct stat info {};
    if (fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return fail(Code::Unreadable, "This is not a regular file.", path.string(), "Give a file, not a folder or device.");
    if (static_cast<std::uint64_t>(info.st_size) > limitBytes)
        return fail(Code::OverBudget, "This file has " + std::to_string(info.st_size) + " bytes; the limit is " +
                    std::to_string(limitBytes) + ".", path.string());
    std::string bytes(static_cast<std::size_t>(info.st_size), '\0');
    std::size_t done = 0;
    for (;;) {
        if (done == bytes.size()) break;
        const ssize_t n = read(file.get(), bytes.data() + done, bytes.size() - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail(Code::Unreadable, sentence("This file cannot be read", errno), path.string());
        if (n == 0) break;  // it shrank while we read
        done += static_cast<std::size_t>(n);
    }
    bytes.resize(done);
    return bytes;
}

Status writeFilesAtomically(std::span<const FileContent> files) {
    std::vector<fs::path> temporaries;
    auto cleanUp = [&](std::size_t from) {
        for (std::size_t i = from; i < temporaries.size(); ++i) unlink(temporaries[i].c_str());
    };
    for (const FileContent& f : files) {
        auto temporary = writeBeside(f.path, f.bytes);
        if (!temporary) {
            cleanUp(0);
            return fail(std::move(temporary).error());
        }
        temporaries.push_back(*temporary);
    }
    std::set<fs::path> folders;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (rename(temporaries[i].c_str(), files[i].path.c_str()) != 0) {
            const int error = errno;
            cleanUp(i);
            return writeError(error, files[i].path);
        }
        folders.insert(files[i].path.has_parent_path() ? files[i].path.parent_path() : fs::path("."));
    }
    for (const fs::path& folder : folders) RECCE_TRY_STATUS(syncFolder(folder));
    return {};
}

Status writeFileAtomically(const fs::path& path, std::string_view bytes) {
    const FileContent file{path, std::string(bytes)};
    return writeFilesAtomically({&file, 1});
}

MappedFile::MappedFile(MappedFile&& o) noexcept : data_(o.data_), size_(o.size_) {
    o.data_ = nullptr;
    o.size_ = 0;
}
MappedFile& MappedFile::operator=(MappedFile&& o) noexcept {
    std::swap(data_, o.data_);
    std::swap(size_, o.size_);
    return *this;
}
MappedFile::~MappedFile() {
    if (data_) munmap(const_cast<std::byte*>(data_), size_);
}
Result<MappedFile> MappedFile::openPath(const fs::path& path) {
    Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file) {
        const int error = errno;
        return fail(codeOfErrno(error, Code::Unreadable), sentence("This file cannot be read", error), path.string());
    }
    return openDescriptor(file.get(), path.string());
}
Result<MappedFile> MappedFile::openDescriptor(int descriptor, std::string_view name) {
    struct stat info {};
    if (fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode))
        return fail(Code::Unreadable, "This is not a regular file.", std::string(name));
    MappedFile mapped;
    if (info.st_size == 0) return mapped;
    void* data = mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ, MAP_SHARED, descriptor, 0);
    if (data == MAP_FAILED) return fail(Code::Unreadable, sentence("This file cannot be mapped", errno), std::string(name));
    mapped.data_ = static_cast<const std::byte*>(data);
    mapped.size_ = static_cast<std::size_t>(info.st_size);
    return mapped;
}

Descriptor& Descriptor::operator=(Descriptor&& o) noexcept {
    std::swap(fd_, o.fd_);
    return *this;
}
Descriptor::~Descriptor() {
    if (fd_ >= 0) close(fd_);
}

Result<fs::path> cacheFolder() { return folderFor("RECCE_CACHE_DIR", "XDG_CACHE_HOME", ".cache"); }
Result<fs::path> stateFolder() { return folderFor("RECCE_STATE_DIR", "XDG_STATE_HOME", ".local/state"); }

fs::path programFolder() {
    std::error_code error;
    const fs::path self = fs::read_symlink("/proc/self/exe", error);
    const fs::path installed = self.parent_path().parent_path() / "share" / "recce";
    return installed;
}

std::string safeFileName(std::string_view text) {
    static constexpr std::string_view kForbidden = "<>:\"/\\|?*";
    std::string name;
    for (const char c : text) {
        const bool control = static_cast<unsigned char>(c) < 32 || c == 127;
        name += control || kForbidden.find(c) != std::string_view::npos ? '_' : c;
    }
    if (name.size() > 120) {
        std::size_t cut = 120;  // not inside a UTF-8 sequence
        while (cut > 0 && (static_cast<unsigned char>(name[cut]) & 0xC0) == 0x80) --cut;
        name.resize(cut);
    }
    while (!name.empty() && (name.back() == '.' || name.back() == ' ')) name.pop_back();
    while (!name.empty() && (name.front() == ' ' || name.front() == '.')) name.erase(0, 1);
    std::string stem = name.substr(0, name.find('.'));
    for (char& c : stem) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    static const std::set<std::string> kDevices = {"CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5",
        "COM6", "COM7", "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9"};
    if (name.empty() || kDevices.count(stem)) name = "_" + name;
    return name;
}

}  // namespace recce
