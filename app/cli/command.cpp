// Output of the commands: results to standard output, everything else to standard error.
#include "app/cli/command.h"

#include <cstdio>

namespace recce::cli {
namespace {
bool quiet_ = false;
}

void printOut(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fputc('\n', stdout);
}
void note(const std::string& text) {
    if (quiet_) return;
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fputc('\n', stderr);
}
bool quiet() { return quiet_; }
void setQuiet(bool value) { quiet_ = value; }

}  // namespace recce::cli
