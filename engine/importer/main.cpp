// recce-importer: reads one untrusted model in a sandbox and leaves the cooked result in the file it was handed.
// It is started by recce and knows nothing of productions.
#include <exception>
#include <new>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "asset/importer_process.h"
#include "importer/import.h"
#include "importer/options.h"
#include "importer/sandbox.h"
#include "importer/sniff.h"

namespace {
using namespace recce;
using namespace recce::importer;

int selfCheck(Channel& channel) {
    const SandboxState state = enterSandbox({}, {}, {});
    const nlohmann::json answer = {{"assimp", readerVersion()}, {"sandbox", state.holds}, {"sandbox_missing", state.missing},
                                   {"formats", std::string(listOfFormats())}};
    channel.self(answer.dump());
    channel.done();
    return 0;
}

/// Memory and time may grow with the side files up to what half of the machine allows.
asset::Limits most(const Options& options) {
    constexpr std::uint64_t kMuch = 1ull << 40;
    asset::Limits limits = asset::limitsFor(kMuch, options.limits);
    if (!options.limits.contains("cpu")) limits.cpuSeconds = 3600;
    return limits;
}

int run(std::span<char* const> arguments, Channel& channel) {
    auto options = parseOptions(arguments);
    if (!options) {
        channel.error(options.error());
        return asset::kExitError;
    }
    if (options->selfCheck) return selfCheck(channel);
    enterSandbox(options->package, asset::limitsFor(0, options->limits), most(*options));
    Error error;
    try {
        const Status status = runImport(*options, asset::kOutputDescriptor, channel);
        if (status) {
            channel.done();
            return 0;
        }
        error = status.error();
    } catch (const std::exception& e) {
        error = Error{Code::Malformed, std::string("This model cannot be read: ") + e.what() + ".", "", "Export it again, or to glTF.", {}};
    }
    if (error.subject.empty()) error.subject = options->name;
    channel.error(error);
    return asset::kExitError;
}

}  // namespace

int main(int argc, char** argv) {
    // Without unwinding: what is out of memory cannot be trusted to clean up.
    std::set_new_handler([] { _exit(recce::asset::kExitNoMemory); });
    Channel channel(recce::asset::kMessageDescriptor);
    _exit(run(std::span<char* const>(argv + 1, argv + argc), channel));
}
