#include "app/photometry.h"

#include "base/memo.h"

namespace recce {

std::shared_ptr<const optics::IesProfile> profileOf(const Photometry& row) {
    // Snapshots are made many times a second and on several threads, a file is read in milliseconds.
    constexpr std::size_t kKept = 64;
    static Memo<FileBytes, optics::IesProfile> memo(kKept);
    return memo.of(row.ies, [&]() -> std::shared_ptr<const optics::IesProfile> {
        auto read = optics::readIes(row.ies.text(), row.file);
        return read ? std::make_shared<const optics::IesProfile>(std::move(*read)) : nullptr;
    });
}

}  // namespace recce
