#include "importer/channel.h"

#include <cerrno>

#include <nlohmann/json.hpp>
#include <unistd.h>

#include "asset/importer_process.h"

namespace recce::importer {
using nlohmann::json;

void Channel::send(const std::string& line) {
    for (std::size_t done = 0; done < line.size();) {
        const ssize_t n = write(descriptor_, line.data() + done, line.size() - done);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return;  // nobody listens any more: we are about to be stopped
        done += static_cast<std::size_t>(n);
    }
}

namespace {
std::string line(const json& message) { return message.dump(-1, ' ', false, json::error_handler_t::replace) + "\n"; }
}  // namespace

void Channel::progress(std::string_view step, std::size_t done, std::size_t total) {
    send(line({{"kind", "progress"}, {"step", step}, {"done", done}, {"total", total}}));
}
void Channel::error(const Error& error) {
    send(line({{"kind", "error"}, {"code", codeWord(error.code)}, {"message", error.message}, {"subject", error.subject}, {"hint", error.hint}}));
}
void Channel::readFile(const std::filesystem::path& path, std::uint64_t size, std::int64_t modifiedNs) {
    send(line({{"kind", "read"}, {"path", asset::encodePath(path)}, {"size", size}, {"modified", modifiedNs}}));
}
void Channel::searchedFolder(const std::filesystem::path& path, std::int64_t modifiedNs) {
    send(line({{"kind", "read"}, {"path", asset::encodePath(path)}, {"modified", modifiedNs}, {"folder", 1}}));
}
void Channel::self(const std::string& text) {
    json message = json::parse(text);
    message["kind"] = "self";
    send(line(message));
}
void Channel::done() { send(line({{"kind", "done"}})); }

}  // namespace recce::importer
