#include "app/look.h"

#include "model/words.h"

namespace recce {
namespace fs = std::filesystem;
namespace {

fs::path fileOf(const ProductionInfo& info, const fs::path& folder) {
    const fs::path named(info.lut);
    return named.is_absolute() ? named : folder / named;
}

}  // namespace

Result<DisplayLook> displayLookOf(const Production& production, const fs::path& folder) {
    const ProductionInfo& info = *production.info;
    DisplayLook out;
    out.look = *optics::lookOf(wordOf(info.look));
    if (info.look != PictureLook::Lut) return out;
    if (info.lut.empty()) return fail(Code::NotFound, "This production's look is a look-up table, but it names none.", "production.json", "set-production lut=FILE.cube, or another look.");
    RECCE_TRY(optics::ShowLut lut, optics::openShowLut(fileOf(info, folder), static_cast<optics::TableInput>(info.lutInput)));
    out.lut = std::make_shared<const optics::ShowLut>(std::move(lut));
    return out;
}

const DisplayLook& LookShelf::of(const Production& production, const fs::path& folder) {
    const ProductionInfo& info = *production.info;
    if (info.look != PictureLook::Lut) {
        look_ = {*optics::lookOf(wordOf(info.look)), nullptr};
        info_ = production.info;
        file_.clear();
        return look_;
    }
    const fs::path file = fileOf(info, folder);
    // The file's date is looked at when the production's head changes, not every frame.
    if (info_ == production.info && file == file_) return look_;
    std::error_code none;
    const auto date = fs::last_write_time(file, none);
    const bool same = look_.lut && file == file_ && input_ == info.lutInput && date == date_;
    info_ = production.info;
    file_ = file;
    date_ = date;
    input_ = info.lutInput;
    if (same) return look_;
    if (auto read = displayLookOf(production, folder)) look_ = std::move(*read);
    else look_ = {}, trouble_ = read.error();
    return look_;
}

}  // namespace recce
