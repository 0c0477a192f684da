#include "importer/sandbox.h"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <filesystem>

#include <fcntl.h>
#include <linux/sched.h>
#include <malloc.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include <fmt/format.h>

#include "asset/importer_process.h"
#include "base/files.h"

namespace recce::importer {
namespace {

// From the kernel's Landlock interface; written out because headers older than the running kernel lack the later ones.
constexpr std::uint64_t kReadFile = 1 << 2, kReadDir = 1 << 3;
constexpr std::uint64_t kAllOfAbi1 = (1 << 13) - 1, kRefer = 1 << 13, kTruncate = 1 << 14, kIoctl = 1 << 15;
constexpr std::uint64_t kAllNetwork = 3, kAllScopes = 3;
constexpr int kRulePathBeneath = 1;
constexpr unsigned kAskVersion = 1;

struct RulesetAttributes {
    std::uint64_t filesystem, network, scoped;
};
struct __attribute__((packed)) PathBeneath {
    std::uint64_t allowed;
    std::int32_t parent;
};

void setLimit(__rlimit_resource resource, rlim_t soft, rlim_t hard) {
    const rlimit limit{soft, hard};
    setrlimit(resource, &limit);
}

rlim_t bytes(double megabytes) { return static_cast<rlim_t>(megabytes * 1024 * 1024); }
rlim_t seconds(double s) { return static_cast<rlim_t>(s + 0.999); }

constexpr bool kSanitized =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    true;
#else
    false;
#endif
#else
    false;
#endif

void limitResources(const asset::Limits& start, const asset::Limits& most, SandboxState& state) {
    // Each arena takes 64 MB of address space, which is what the memory limit counts.
    mallopt(M_ARENA_MAX, 2);
    // Sanitizers reserve terabytes; there the limit is their own hard_rss_limit_mb.
    if (!kSanitized) setLimit(RLIMIT_AS, bytes(start.memoryMb), bytes(most.memoryMb));
    // One second from the soft to the hard limit, so that SIGXCPU tells the cause.
    setLimit(RLIMIT_CPU, seconds(start.cpuSeconds), seconds(most.cpuSeconds) + 1);
    setLimit(RLIMIT_CORE, 0, 0);
    setLimit(RLIMIT_NOFILE, 64, 64);
    setLimit(RLIMIT_FSIZE, rlim_t{16} << 30, rlim_t{16} << 30);
    signal(SIGXFSZ, SIG_IGN);  // a write past the limit is then an error like a full disk
    state.holds.push_back(kSanitized ? "limits on time and files (memory: the sanitizer's)" : "limits on memory, time and files");
}

bool restrictFiles(const asset::Package& package, SandboxState& state) {
    const long abi = syscall(SYS_landlock_create_ruleset, nullptr, std::size_t{0}, kAskVersion);
    if (abi < 1) {
        state.missing.push_back("Landlock (this kernel has none or keeps it off): the file gate alone decides");
        return false;
    }
    RulesetAttributes attributes{kAllOfAbi1, 0, 0};
    if (abi >= 2) attributes.filesystem |= kRefer;
    if (abi >= 3) attributes.filesystem |= kTruncate;
    if (abi >= 4) attributes.network = kAllNetwork;
    if (abi >= 5) attributes.filesystem |= kIoctl;
    if (abi >= 6) attributes.scoped = kAllScopes;
    // An older kernel refuses a structure with fields that it does not know.
    const std::size_t size = abi >= 6 ? sizeof attributes : abi >= 4 ? 2 * sizeof(std::uint64_t) : sizeof(std::uint64_t);
    const Descriptor ruleset(static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, size, 0u)));
    if (!ruleset) return false;
    std::vector<std::filesystem::path> folders = package.granted;
    if (!package.folder.empty()) folders.push_back(package.folder);
    if (package.parent) folders.push_back(*package.parent);
    for (const auto& folder : folders) {
        const Descriptor opened(open(folder.c_str(), O_PATH | O_CLOEXEC | O_DIRECTORY));
        PathBeneath rule{kReadFile | kReadDir, opened.get()};
        if (opened) syscall(SYS_landlock_add_rule, ruleset.get(), kRulePathBeneath, &rule, 0u);
    }
    if (syscall(SYS_landlock_restrict_self, ruleset.get(), 0u) != 0) return false;
    state.holds.push_back(fmt::format("Landlock ABI {}: reads in the model's package only", abi));
    return true;
}

/// Lets `call` through where the given argument, masked, has the given value.
void allowWhere(scmp_filter_ctx filter, int call, unsigned argument, scmp_datum_t mask, scmp_datum_t value) {
    const scmp_arg_cmp condition{argument, SCMP_CMP_MASKED_EQ, mask, value};
    seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1, &condition);
}

bool restrictCalls(SandboxState& state) {
    // Whatever is not named fails as forbidden; the three groups below end the process, for nothing of ours tries them.
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter) return false;
    const auto allow = [&](std::initializer_list<int> calls) {
        for (const int call : calls) seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
    };
    allow({SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(pread64), SCMP_SYS(pwrite64), SCMP_SYS(readv), SCMP_SYS(writev), SCMP_SYS(close),
           SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(statx), SCMP_SYS(access),
           SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getdents64), SCMP_SYS(getcwd),
           SCMP_SYS(ftruncate), SCMP_SYS(fallocate), SCMP_SYS(fcntl), SCMP_SYS(fadvise64)});
    allow({SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(madvise), SCMP_SYS(brk)});
    allow({SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(gettid),
           SCMP_SYS(getpid), SCMP_SYS(getrandom), SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
           SCMP_SYS(gettimeofday), SCMP_SYS(getrusage), SCMP_SYS(sysinfo), SCMP_SYS(uname)});
    allow({SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(exit),
           SCMP_SYS(exit_group), SCMP_SYS(restart_syscall)});
    // Reading only, whatever Landlock says.
    constexpr scmp_datum_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);
    allowWhere(filter, SCMP_SYS(openat), 2, kWriting, O_RDONLY);
    allowWhere(filter, SCMP_SYS(open), 1, kWriting, O_RDONLY);
    // Threads, not processes. clone3 hides its flags in memory: the C library falls back to clone where it does not exist.
    allowWhere(filter, SCMP_SYS(clone), 0, CLONE_THREAD, CLONE_THREAD);
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    // Its own limits and its own abort().
    constexpr scmp_datum_t kWhole = 0xFFFFFFFFu;
    const auto self = static_cast<scmp_datum_t>(getpid());
    allowWhere(filter, SCMP_SYS(prlimit64), 0, kWhole, 0);
    allowWhere(filter, SCMP_SYS(prlimit64), 0, kWhole, self);
    allowWhere(filter, SCMP_SYS(tgkill), 0, kWhole, self);
    allowWhere(filter, SCMP_SYS(kill), 0, kWhole, self);
    for (const int call : {SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(sendto), SCMP_SYS(execve),
                           SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
                           SCMP_SYS(process_vm_writev)})
        seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, call, 0);
    const bool loaded = seccomp_load(filter) == 0;
    seccomp_release(filter);
    if (loaded) state.holds.push_back("seccomp: no network, no other programs, no new files");
    return loaded;
}

}  // namespace

SandboxState enterSandbox(const asset::Package& package, const asset::Limits& start, const asset::Limits& most) {
    SandboxState state;
    // Ends with the program that started it, also when that is killed.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    syscall(SYS_close_range, asset::kMessageDescriptor + 1, ~0u, 0u);
    limitResources(start, most, state);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        state.missing.push_back("no_new_privs");
        return state;
    }
    restrictFiles(package, state);
    if (kSanitized) {
        // The sanitizers' own checks at exit use calls that are forbidden below.
        state.missing.push_back("seccomp (a sanitizer build)");
    } else if (!restrictCalls(state)) {
        state.missing.push_back("seccomp (this kernel has none or keeps it off)");
    }
    return state;
}

void raiseLimits(const asset::Limits& limits) {
    rlimit memory{}, cpu{};
    getrlimit(RLIMIT_AS, &memory);
    getrlimit(RLIMIT_CPU, &cpu);
    if (!kSanitized) setLimit(RLIMIT_AS, std::min(std::max(memory.rlim_cur, bytes(limits.memoryMb)), memory.rlim_max), memory.rlim_max);
    setLimit(RLIMIT_CPU, std::min(std::max(cpu.rlim_cur, seconds(limits.cpuSeconds)), cpu.rlim_max), cpu.rlim_max);
}

}  // namespace recce::importer
