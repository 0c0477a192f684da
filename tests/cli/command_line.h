// `recce` run as a script runs it, in a folder of the test's own. Shared by the tests of this folder.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/files.h"
#include "base/ids.h"

namespace recce {
namespace fs = std::filesystem;

struct Ran {
    int code = -1;
    std::string out, err;
};

class CommandLine : public testing::Test {
protected:
    void SetUp() override {
        home_ = fs::temp_directory_path() / ("recce-cli-" + hexText(randomId()));
        fs::create_directories(home_);
        setenv("RECCE_STATE_DIR", (home_ / "state").c_str(), 1);
        setenv("RECCE_CACHE_DIR", (home_ / "cache").c_str(), 1);
        film_ = (home_ / "film").string();
    }
    void TearDown() override { fs::remove_all(home_); }

    pid_t start(const std::vector<std::string>& args) const {
        const pid_t child = fork();
        if (child != 0) return child;
        const int out = ::open((home_ / "out").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        const int err = ::open((home_ / "err").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        dup2(out, 1);
        dup2(err, 2);
        std::vector<std::string> all = {std::string(RECCE_BIN_DIR) + "/recce"};
        all.insert(all.end(), args.begin(), args.end());
        std::vector<char*> argv;
        for (std::string& a : all) argv.push_back(a.data());
        argv.push_back(nullptr);
        execv(argv[0], argv.data());
        _exit(127);
    }
    Ran run(const std::vector<std::string>& args) const {
        int status = 0;
        waitpid(start(args), &status, 0);
        Ran ran;
        ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        ran.out = readFile(home_ / "out").value_or("");
        ran.err = readFile(home_ / "err").value_or("");
        return ran;
    }
    void kitchen() const {
        ASSERT_EQ(run({"new", film_, "--title", "Slack Water"}).code, 0);
        std::ofstream(home_ / "kitchen.txt") << "# the kitchen\n"
            "add-scene '12 INT. VOSS HOUSE - KITCHEN - DAY' eighths='1 3/8' id=12\n\n"
            "add-mark MARA at=-0.6,0,-1 facing=-90 \\\n   pose=sit id=a1\n"
            "add-mark TEO at=0.7,0,-1 facing=90 id=b1\n"
            "add-camera at=0.1,1.4,2.6 look-at=0,1.2,-1 focal=35mm id=ca1\n"
            "take-shot frames=0-143 id=501\n"
            "add-light at=-2,2,1 aim='MARA 1' name=Key output=5000lm id=f1\n";
        const Ran done = run({"do", film_, "--script", (home_ / "kitchen.txt").string()});
        ASSERT_EQ(done.code, 0) << done.err;
    }
    std::map<std::string, std::string> bytes() const {
        std::map<std::string, std::string> all;
        for (const auto& entry : fs::recursive_directory_iterator(film_)) {
            if (entry.is_regular_file() && entry.path().string().find(".recce") == std::string::npos) all[entry.path().string()] = readFile(entry.path()).value_or("?");
        }
        return all;
    }

    fs::path home_;
    std::string film_;
};

}  // namespace recce
