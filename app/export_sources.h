// What exporters ask of the stage: boards of shots and sections of sets, for the command line and the window alike.
// Knows no files and no panels.
#pragma once

#include "app/boards.h"
#include "app/stage.h"
#include "export/exporters.h"

namespace recce {

/// Boards are drawn where they are needed, all in one size, which exporters shrink to what they show: a board is drawn once
/// for all sheets, is smooth in a small cell, and is the very picture of `recce render`. The painter must outlive the source.
inline constexpr std::uint32_t kBoardLimit = 1280;
BoardSource boardSource(Root root, BoardPainter& painter, DisplayLook look, CancelToken cancel);

/// The set of a scene with its visible pieces; a box of its last known size for a missing model.
SectionSource sectionSource(Root root, ModelOf models);

}  // namespace recce
