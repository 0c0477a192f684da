// The main function of every test program. Its temporary folder goes when it ends, also when it crashes: the tests run in
// a child process.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char** argv) {
    namespace fs = std::filesystem;
    std::string folder = (fs::temp_directory_path() / "recce-test-XXXXXX").string();
    if (!mkdtemp(folder.data())) return 1;
    // Some tests become nobody and must still get in.
    fs::permissions(folder, fs::perms::group_exec | fs::perms::others_exec, fs::perm_options::add);
    setenv("TMPDIR", folder.c_str(), 1);
    const pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        testing::InitGoogleTest(&argc, argv);
        return RUN_ALL_TESTS();
    }
    // Ctrl-C ends the tests; what is left to do here is quick.
    std::signal(SIGINT, SIG_IGN);
    int status = 1;
    while (child > 0 && waitpid(child, &status, 0) < 0) {}
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    if (WIFEXITED(status)) return WEXITSTATUS(status);
    std::fprintf(stderr, "The tests were ended by signal %d (%s).\n", WTERMSIG(status), strsignal(WTERMSIG(status)));
    return 128 + WTERMSIG(status);
}
