// The panels of the window, one function each: they read the production and the session and ask through Emit.
#pragma once

#include "app/session.h"
#include "app/ui/draw.h"

namespace recce::ui {

/// Draws the whole window between ImGui::NewFrame and ImGui::Render. Writes the areas of the views into the session.
void drawWindow(const Production& production, Session& session, Emit& emit);

void drawTopBar(const Rect& rect, const Production& production, Session& session, Emit& emit);
void drawStatusLine(const Rect& rect, const Production& production, Session& session, Emit& emit);
void drawOutline(const Rect& rect, const Production& production, Session& session, Emit& emit);
void drawInspector(const Rect& rect, const Production& production, Session& session, Emit& emit);
void drawToolBar(const Rect& rect, const Production& production, Session& session, Emit& emit);
void drawStage(const Rect& rect, const Production& production, Session& session, Emit& emit);
void drawTimeBar(const Rect& rect, const Production& production, Session& session, Emit& emit);
void drawBoardStrip(const Rect& rect, const Production& production, Session& session, Emit& emit);
/// Under the stage of Light: scopes and the meter's table.
void drawScopes(const Rect& rect, const Production& production, Session& session, Emit& emit);
/// Under the stage of Light where the scene has a sky: the day over its set, and its clock.
bool hasSunBar(const Production& production, const Session& session);
void drawSunBar(const Rect& rect, const Production& production, Session& session, Emit& emit);
void drawWelcome(const Rect& rect, const Production& production, Session& session, Emit& emit);
void drawShots(const Rect& rect, const Production& production, Session& session, Emit& emit);
void drawSheets(const Rect& rect, const Production& production, Session& session, Emit& emit);
void drawPage(const Rect& rect, const Production& production, Session& session, Emit& emit);
/// What a click with the right button offers for the selection, where the cursor is.
void openThingMenu();
void drawThingMenu(const Production& production, Session& session, Emit& emit);
/// F6 walks the regions, arrows the controls of one, Enter presses. Call after all else was drawn.
void walkRegions(Session& session);
/// What a crash left, what failed, toasts.
void drawCards(const Rect& stage, Session& session, Emit& emit);
void drawQuestions(const Production& production, Session& session, Emit& emit);
/// Everything that floats: palette, chooser, keys, report, toasts, cards.
void drawFloating(const Rect& stage, const Production& production, Session& session, Emit& emit);

/// A part of the window as one ImGui window with its own ground; ends with ImGui::End().
void beginRegion(const char* name, const Rect& rect, ImU32 ground, bool scrolls = false);
/// The same, lying over everything that was begun before it.
void beginFloating(const char* name, const Rect& rect);

}  // namespace recce::ui
