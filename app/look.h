// What a production's pictures are shown as: its look, with its own look-up table read from disk. The same for the window,
// boards and exports; exposure tools are the window's alone.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "model/production.h"
#include "render/contents.h"

namespace recce {

struct DisplayLook {
    optics::Look look = optics::Look::Agx;
    std::shared_ptr<const optics::ShowLut> lut;  ///< Look::Lut

    void giveTo(render::View& view) const {
        view.look = look;
        view.lut = lut;
    }
};

/// Reads the production's table where its look is one; a relative path is the project folder's. Fails with the file, its line and
/// the reason.
Result<DisplayLook> displayLookOf(const Production& production, const std::filesystem::path& folder);

/// The same for a window that asks every frame: the file is read again when the production's head changed.
class LookShelf {
public:
    /// The look, AgX in place of a table that cannot be read.
    const DisplayLook& of(const Production& production, const std::filesystem::path& folder);
    /// Why the table cannot be read, once.
    std::optional<Error> takeTrouble() { return std::exchange(trouble_, std::nullopt); }

private:
    std::shared_ptr<const ProductionInfo> info_;
    std::filesystem::path file_;
    std::filesystem::file_time_type date_{};
    LutInput input_ = LutInput::LogC3;
    DisplayLook look_;
    std::optional<Error> trouble_;
};

}  // namespace recce
