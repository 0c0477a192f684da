// The file chooser inside the window, the report of what came in, and the scale by a known length.
#pragma once

#include "app/session.h"
#include "app/ui/draw.h"

namespace recce::ui {

void drawChooser(Session& session, Emit& emit);
void drawReport(const Rect& stage, Session& session, Emit& emit);
void drawTapeScale(const Rect& stage, const Production& production, Session& session, Emit& emit);

}  // namespace recce::ui
