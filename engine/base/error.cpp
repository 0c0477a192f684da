#include "base/error.h"

#include <cstdio>
#include <cstdlib>

namespace recce {

std::string toText(const Error& error) {
    std::string text;
    if (!error.subject.empty()) text += error.subject + ": ";
    text += error.message;
    if (!error.hint.empty()) text += " " + error.hint;
    for (const Error& cause : error.causes) text += "\n  " + toText(cause);
    return text;
}

int exitCode(Code code) {
    switch (code) {
        case Code::Usage: return 2;
        case Code::Cancelled: return 130;
        default: return 1;
    }
}

std::string_view codeWord(Code code) {
    switch (code) {
        case Code::Usage: return "usage";
        case Code::NotFound: return "not-found";
        case Code::Unreadable: return "unreadable";
        case Code::Unwritable: return "unwritable";
        case Code::Malformed: return "malformed";
        case Code::Unsupported: return "unsupported";
        case Code::OverBudget: return "over-budget";
        case Code::Refused: return "refused";
        case Code::Crashed: return "crashed";
        case Code::NoDevice: return "no-device";
        case Code::DeviceLost: return "device-lost";
        case Code::Cancelled: return "cancelled";
    }
    return "unknown";
}

void brokenPromise(const char* condition, const char* file, int line) {
    // stdio, not the logger: the logger itself may be what broke.
    std::fprintf(stderr, "recce: broken promise: %s (%s:%d)\n", condition, file, line);
    std::abort();
}

}  // namespace recce
