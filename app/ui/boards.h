// Board cards, shared by the strip and the wall. Private to app/ui.
#pragma once

#include "app/session.h"
#include "app/ui/draw.h"

namespace recce::ui {

struct BoardsContext {
    const Production& production;
    Session& session;
    Emit& emit;
    Id<Shot> dragged = {}, over = {};
    bool overLeft = false, pressed = false;
};
void boardCard(const Rect& card, const Shot& shot, float pictureHeight, BoardsContext& boards);
/// Left and Right step, Enter describes; call in the window that the cards lie in.
void boardKeys(BoardsContext& boards);
/// A card dropped on another reorders the shots.
void finishBoardDrag(BoardsContext& boards);
ImU32 colourOfStatus(ShotStatus status);
const char* nameOfStatus(ShotStatus status);

}  // namespace recce::ui
