#include "model/lock.h"

#include <cerrno>
#include <cstring>
#include <ctime>
#include <optional>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace recce {
namespace fs = std::filesystem;
namespace {

LockOwner self() {
    LockOwner owner;
    const passwd* user = getpwuid(getuid());
    owner.user = user && user->pw_name ? user->pw_name : std::to_string(getuid());
    char machine[256] = {};
    if (gethostname(machine, sizeof machine - 1) == 0) owner.machine = machine;
    owner.process = static_cast<int>(getpid());
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &local);
    owner.since = text;
    return owner;
}

std::optional<LockOwner> readOwner(int file) {
    char bytes[2048] = {};
    const ssize_t n = pread(file, bytes, sizeof bytes - 1, 0);
    if (n <= 0) return std::nullopt;
    const auto json = nlohmann::json::parse(bytes, bytes + n, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const auto text = [&](const char* key) {
        const auto at = json.find(key);
        return at != json.end() && at->is_string() ? at->get<std::string>() : std::string("somebody");
    };
    LockOwner owner{text("user"), text("machine"), text("since"), 0};
    if (json.contains("process") && json["process"].is_number_integer()) owner.process = json["process"].get<int>();
    return owner;
}

tl::unexpected<Error> inUse(const fs::path& folder, const LockOwner& owner) {
    return fail(Code::Refused, "This production is open: " + toText(owner) + ".", folder.parent_path().string(),
                "Close it there, or open it here to read only.");
}

}  // namespace

std::string toText(const LockOwner& owner) { return owner.user + " on " + owner.machine + " since " + owner.since; }

Result<ProjectLock> ProjectLock::take(const fs::path& folder, bool force) {
    std::error_code error;
    fs::create_directories(folder, error);
    ProjectLock lock;
    lock.path_ = folder / "lock";
    for (int attempt = 0; attempt < 8; ++attempt) {
        lock.file_ = Descriptor(::open(lock.path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644));
        if (!lock.file_)
            return fail(Code::Unwritable, std::string("No lock can be made here: ") + std::strerror(errno) + ".", lock.path_.string());
        if (flock(lock.file_.get(), LOCK_EX | LOCK_NB) != 0) {
            const auto owner = readOwner(lock.file_.get());
            lock.file_ = Descriptor();
            return inUse(folder, owner.value_or(LockOwner{"somebody", "this machine", "just now", 0}));
        }
        // Whoever let go of it has removed the file: then this is a lock on nothing, and the next try makes a new one.
        struct stat ours {}, there {};
        if (fstat(lock.file_.get(), &ours) != 0 || stat(lock.path_.c_str(), &there) != 0 || ours.st_ino != there.st_ino) continue;
        const LockOwner me = self();
        const auto before = readOwner(lock.file_.get());
        // On this machine the kernel has just told that its process is gone. Of another machine it cannot know.
        if (before && before->machine != me.machine && !force) {
            lock.file_ = Descriptor();
            return inUse(folder, *before);
        }
        const std::string text = nlohmann::ordered_json{{"user", me.user}, {"machine", me.machine}, {"process", me.process},
                                                        {"since", me.since}}.dump() + "\n";
        if (ftruncate(lock.file_.get(), 0) != 0 || pwrite(lock.file_.get(), text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
            return fail(Code::Unwritable, std::string("No lock can be made here: ") + std::strerror(errno) + ".", lock.path_.string());
        return lock;
    }
    return fail(Code::Refused, "The lock of this production changes hands too quickly.", folder.string(), "Try again.");
}

void ProjectLock::release() {
    if (!file_) return;
    unlink(path_.c_str());  // while still held: nobody else can have locked this inode
    file_ = Descriptor();
}
ProjectLock::~ProjectLock() { release(); }
ProjectLock& ProjectLock::operator=(ProjectLock&& other) noexcept {
    release();
    path_ = std::move(other.path_);
    file_ = std::move(other.file_);
    return *this;
}

}  // namespace recce
