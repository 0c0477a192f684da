#include "asset/importer_process.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "asset/limits.h"
#include "base/ids.h"

namespace recce::asset {
namespace fs = std::filesystem;
using nlohmann::json;
namespace {

/// Longer lines and more of them come from no importer of ours.
constexpr std::size_t kMaxLine = 1 << 20;
constexpr std::size_t kMaxReadPaths = 100000;
constexpr std::size_t kMaxText = 2000;

Result<fs::path> importerProgram() {
    std::error_code error;
    const fs::path self = fs::read_symlink("/proc/self/exe", error);
    const fs::path beside = self.parent_path() / "recce-importer";
    if (!error && access(beside.c_str(), X_OK) == 0) return beside;
    return fail(Code::NotFound, "The importer program is missing.", beside.string(), "Build or install Recce again. Until then only models that came in before can be shown.");
}

/// What the child says is shown to the user, so no control characters and no novels.
std::string cleanText(const json& message, const char* key) {
    const auto found = message.find(key);
    if (found == message.end() || !found->is_string()) return {};
    std::string text = found->get<std::string>();
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 32 || c == 127) c = ' ';
    if (text.size() > kMaxText) {
        std::size_t cut = kMaxText;
        while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
        text.resize(cut);
        text += "...";
    }
    return text;
}

Code codeOfWord(const std::string& word) {
    for (const Code code : {Code::NotFound, Code::Unreadable, Code::Unwritable, Code::Malformed, Code::Unsupported, Code::OverBudget, Code::Refused})
        if (codeWord(code) == word) return code;
    return Code::Malformed;
}

/// A child process that is killed and reaped when this goes.
class Child {
public:
    explicit Child(pid_t pid) : pid_(pid) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        kill();
        wait();
    }
    void kill() const {
        if (pid_ > 0) ::kill(pid_, SIGKILL);
    }
    /// The wait status; blocks until it has ended.
    int wait() {
        while (pid_ > 0 && waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {}
        pid_ = -1;
        return status_;
    }

private:
    pid_t pid_ = -1;
    int status_ = 0;
};

/// Collects what the child sends: one JSON object a line.
struct Messages {
    const ProgressSink& progress;
    std::string buffer;
    std::optional<Error> error;
    std::string answer;  ///< of a self check
    std::vector<ReadPath> readPaths;
    bool done = false, broken = false;

    void add(std::string_view bytes) {
        buffer += bytes;
        std::size_t start = 0;
        for (std::size_t end; (end = buffer.find('\n', start)) != std::string::npos; start = end + 1)
            line(std::string_view(buffer).substr(start, end - start));
        buffer.erase(0, start);
        if (buffer.size() > kMaxLine) broken = true;
    }

    void line(std::string_view text) {
        const json message = json::parse(text, nullptr, false);
        if (!message.is_object()) {
            broken = true;
            return;
        }
        const std::string kind = cleanText(message, "kind");
        const auto number = [&](const char* key) {
            const auto found = message.find(key);
            return found != message.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
        };
        if (kind == "progress") {
            if (progress)
                progress({cleanText(message, "step"), static_cast<std::size_t>(std::max<std::int64_t>(0, number("done"))),
                          static_cast<std::size_t>(std::max<std::int64_t>(0, number("total")))});
        } else if (kind == "error") {
            error = Error{codeOfWord(cleanText(message, "code")), cleanText(message, "message"), cleanText(message, "subject"),
                          cleanText(message, "hint"), {}};
        } else if (kind == "read" && readPaths.size() < kMaxReadPaths) {
            ReadPath path;
            path.path = decodePath(cleanText(message, "path"));
            path.size = static_cast<std::uint64_t>(number("size"));
            path.modifiedNs = number("modified");
            path.isFolder = number("folder") != 0;
            readPaths.push_back(std::move(path));
        } else if (kind == "self") {
            answer = message.dump();
        } else if (kind == "done") {
            done = true;
        }
    }
};

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kAddressSanitizer = true;
#elif defined(__has_feature)
constexpr bool kAddressSanitizer = __has_feature(address_sanitizer);
#else
constexpr bool kAddressSanitizer = false;
#endif

/// Nothing of the user's environment but what sanitizers and unusual library folders need.
std::vector<std::string> environmentFor(double memoryMb) {
    std::vector<std::string> environment = {"LC_ALL=C.UTF-8"};
    for (const char* variable : {"LD_LIBRARY_PATH", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"})
        if (const char* value = std::getenv(variable)) environment.push_back(std::string(variable) + "=" + value);
    // A sanitizer's address space knows no limit, so it watches the memory itself.
    const char* own = std::getenv("ASAN_OPTIONS");
    if (kAddressSanitizer) environment.push_back(fmt::format("ASAN_OPTIONS={}:hard_rss_limit_mb={:.0f}", own ? own : "", memoryMb));
    return environment;
}

Result<pid_t> start(const ImporterRun& run, int output, int messages) {
    RECCE_TRY(const fs::path program, importerProgram());
    std::vector<char*> argv;
    std::string name = program.string();
    argv.push_back(name.data());
    for (const std::string& a : run.arguments) argv.push_back(const_cast<char*>(a.c_str()));
    argv.push_back(nullptr);
    std::vector<std::string> environment = environmentFor(run.memoryMb);
    std::vector<char*> envp;
    for (std::string& e : environment) envp.push_back(e.data());
    envp.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    if (!std::getenv("RECCE_IMPORTER_STDERR")) posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    // Both were made with descriptors of 10 or more, so neither step overwrites the other's source.
    posix_spawn_file_actions_adddup2(&actions, output >= 0 ? output : 0, kOutputDescriptor);
    posix_spawn_file_actions_adddup2(&actions, messages, kMessageDescriptor);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    // Ctrl-C is for us: we end the child and say so. Signals that we block must not stay blocked in it.
    sigset_t none, defaults;
    sigemptyset(&none);
    sigfillset(&defaults);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    pid_t pid = -1;
    const int error = posix_spawn(&pid, program.c_str(), &actions, &attributes, argv.data(), envp.data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        return fail(Code::Crashed, std::string("The importer could not be started: ") + std::strerror(error) + ".", program.string(),
                    "Build or install Recce again. Until then only models that came in before can be shown.");
    return pid;
}

/// Moves a descriptor out of the way of the ones that the child gets.
Descriptor high(int fd) {
    Descriptor moved(fcntl(fd, F_DUPFD_CLOEXEC, 10));
    return moved;
}

Status judgeEnd(int status, const ImporterRun& run, const Messages& messages) {
    if (messages.error) return fail(*messages.error);
    if (WIFSIGNALED(status)) {
        const int signal = WTERMSIG(status);
        if (signal == SIGXCPU)
            return fail(Code::OverBudget, fmt::format("Reading this model took more than {:.0f} s of processor time.", run.cpuSeconds),
                        run.subject, raiseHint("cpu", run.cpuSeconds * 4));
        return fail(Code::Crashed, fmt::format("The importer crashed on this model (signal {}, {}). Nothing else is affected.", signal, strsignal(signal)),
                    run.subject, "The file is damaged, or uses something the reader cannot cope with. Export it again, or to glTF.");
    }
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (code == kExitNoMemory)
        return fail(Code::OverBudget, fmt::format("Reading this model needs more than {:.0f} MB of memory.", run.memoryMb), run.subject,
                    raiseHint("memory", run.memoryMb * 2));
    constexpr int kNotRunnable = 126, kNoProgram = 127;  // what the system answers where a program or its libraries cannot be loaded
    if (code == kNotRunnable || code == kNoProgram)
        return fail(Code::Crashed, "The importer could not be started: a library that it needs is missing.", "recce-importer", "Build or install Recce again.");
    if (code != 0 || !messages.done || messages.broken)
        return fail(Code::Crashed, fmt::format("The importer ended without a result (exit code {}).", code), run.subject,
                    "Export the model again, or to glTF.");
    return {};
}

Result<Messages> follow(const ImporterRun& run, const ProgressSink& progress, const CancelToken& cancel) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return fail(Code::Crashed, "No pipe to the importer could be made.", run.subject);
    Descriptor readEnd(ends[0]);
    Descriptor writeEnd;
    {
        const Descriptor low(ends[1]);
        writeEnd = high(low.get());
    }
    Descriptor output = run.output >= 0 ? high(run.output) : Descriptor();
    RECCE_TRY(const pid_t pid, start(run, output.get(), writeEnd.get()));
    Child child(pid);
    writeEnd = Descriptor();
    Messages messages{progress, {}, {}, {}, {}, false, false};
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::duration<double>(run.wallSeconds);
    std::string buffer(65536, '\0');
    for (;;) {
        if (cancel.cancelled()) return fail(Code::Cancelled, "The import was cancelled.", run.subject);
        if (std::chrono::steady_clock::now() > deadline)
            return fail(Code::OverBudget, fmt::format("Reading this model took longer than {:.0f} s.", run.wallSeconds), run.subject,
                        raiseHint("wall", run.wallSeconds * 4));
        pollfd waiting{readEnd.get(), POLLIN, 0};
        if (poll(&waiting, 1, 50) <= 0) continue;  // 50 ms: how soon a cancel is seen
        const ssize_t n = read(readEnd.get(), buffer.data(), buffer.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;  // the child has ended, or closed its end
        messages.add(std::string_view(buffer).substr(0, static_cast<std::size_t>(n)));
        if (messages.broken) break;
    }
    if (messages.broken) child.kill();
    RECCE_TRY_STATUS(judgeEnd(child.wait(), run, messages));
    return messages;
}

}  // namespace

Result<std::vector<ReadPath>> runImporter(const ImporterRun& run, const ProgressSink& progress, const CancelToken& cancel) {
    RECCE_TRY(Messages messages, follow(run, progress, cancel));
    return std::move(messages.readPaths);
}

Result<std::string> runImporterSelfCheck() {
    ImporterRun run;
    run.arguments = {"--self-check"};
    run.subject = "recce-importer";
    run.memoryMb = Limits{}.memoryMb;
    RECCE_TRY(Messages messages, follow(run, {}, {}));
    return std::move(messages.answer);
}

std::string encodePath(const fs::path& path) {
    std::string out;
    for (const char c : path.string()) {
        const auto u = static_cast<unsigned char>(c);
        if (u > 32 && u < 127 && c != '%') out += c;
        else out += fmt::format("%{:02x}", u);
    }
    return out;
}

fs::path decodePath(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto value = text[i] == '%' && i + 2 < text.size() ? parseHex(text.substr(i + 1, 2)) : std::nullopt;
        if (value) {
            out += static_cast<char>(*value);
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

}  // namespace recce::asset
