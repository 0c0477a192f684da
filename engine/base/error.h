// How a failure of the world travels: Result<T> and Error. Broken promises of our own go to RECCE_CHECK instead.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace recce {

/// What kind of thing failed. Mapped once to exit codes (exitCode) and, in the window, to icons.
enum class Code {
    Usage,        ///< The command line or an action's arguments are wrong.
    NotFound,     ///< A file, id or label does not exist.
    Unreadable,   ///< It exists but cannot be read (permission, I/O, not a regular file).
    Unwritable,   ///< Read-only folder, full disk, lock held by somebody else.
    Malformed,    ///< The content is damaged or not what it claims to be.
    Unsupported,  ///< Sound, but a format, version or feature that we do not read.
    OverBudget,   ///< Larger than a limit; the message names the limit.
    Refused,      ///< Against a rule: outside the package root, a read-only production, a broken reference.
    Crashed,      ///< A child process died.
    NoDevice,     ///< No Vulkan device fits.
    DeviceLost,   ///< The Vulkan device stopped answering.
    Cancelled,    ///< The user asked us to stop.
};

/// `message` is a sentence for the user; `subject` the file, line or id it is about; `hint` what to try.
struct Error {
    Code code = Code::Malformed;
    std::string message;
    std::string subject;
    std::string hint;
    std::vector<Error> causes;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(Code code, std::string message, std::string subject = {},
                                                std::string hint = {}) {
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(subject), std::move(hint), {}});
}
[[nodiscard]] inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

/// "subject: message hint", and the causes below, each on its own line.
std::string toText(const Error& error);

/// 0 done, 1 the world failed, 2 wrong usage, 130 cancelled (3 is given by the commands that return it).
int exitCode(Code code);

/// The stable word of a code ("not-found"), for JSON and logs.
std::string_view codeWord(Code code);

/// Logs what was promised and where, then ends the process. The journal already has the user's work.
[[noreturn]] void brokenPromise(const char* condition, const char* file, int line);

}  // namespace recce

/// Always on: a false condition is our own fault and ends the process.
#define RECCE_CHECK(condition) \
    (static_cast<bool>(condition) ? void(0) : ::recce::brokenPromise(#condition, __FILE__, __LINE__))

/// Evaluates a Result, returns its error from the calling function, or else binds the value.
#define RECCE_CONCAT_(a, b) a##b
#define RECCE_CONCAT(a, b) RECCE_CONCAT_(a, b)
#define RECCE_TRY(declaration, expression) RECCE_TRY_(RECCE_CONCAT(result_, __LINE__), declaration, expression)
#define RECCE_TRY_(name, declaration, expression)                       \
    auto name = (expression);                                           \
    if (!name) return ::tl::unexpected<::recce::Error>(std::move(name).error()); \
    declaration = std::move(*name)
#define RECCE_TRY_STATUS(expression)                                                             \
    do {                                                                                         \
        auto status_ = (expression);                                                             \
        if (!status_) return ::tl::unexpected<::recce::Error>(std::move(status_).error());       \
    } while (false)
