// How panels say what they want in the words of the action table, in one place. Knows names and arguments, no looks.
#pragma once

#include <string>

#include <imgui.h>

#include "app/session.h"
#include "model/names.h"

namespace recce::ui {

/// Sets one field of one thing by its text, as a person types it.
void askSet(Emit& emit, const AnyId& id, std::string field, std::string text, std::string where = {}, Phase phase = Phase::Once);
/// The production's own head.
void askInfo(Emit& emit, std::string field, std::string text, std::string where = {});
/// "1.5,0,-2" with enough digits for a tenth of a millimetre.
std::string pointText(const Vec3& p);
std::string plainNumber(double value, int decimals = 4);
/// Everything a user may delete that is selected.
void askDelete(Emit& emit, const Session& session, const Production& production);
/// Adds a scene from a line as in a script: "12 INT. VOSS HOUSE - KITCHEN - DAY".
void askAddScene(Emit& emit, const std::string& line);
/// The name of a thing as rows and toasts show it.
std::string nameOfThing(const Production& production, const AnyId& id);
/// "MARA 1".
std::string markName(const Production& production, const Mark& mark);
std::string shortName(const std::string& characterName);
ImU32 characterColour(const Production& production, Id<Character> id);
/// The setup that a rig is part of; null when none.
/// The setup of the camera in work: whose changes the stage shows and per-setup changes go to. Null: none.
const Setup* setupInWork(const Production& production, const Session& session);
/// The setup that a change of this field goes to: where the window says so, or where the setup changes it already.
/// Null: the scene. Cameras are their setup's own and never changed for it.
Id<Setup> changesGoTo(const Production& production, const Session& session, const AnyId& id, std::string_view field);
/// "VOSS HOUSE - KITCHEN" as "KITCHEN" and "Voss House".
std::pair<std::string, std::string> placeNames(const std::string& setName);
/// "INT. VOSS HOUSE - KITCHEN - DAY", without the number.
std::string sluglineOf(const Scene& scene);
/// All of one scene, in the order in which panels list them.
std::vector<const Mark*> marksIn(const Production& production, Id<Scene> scene);
/// By name.
std::vector<const MeterPoint*> meterPointsIn(const Production& production, Id<Scene> scene);
std::vector<const CameraRig*> rigsIn(const Production& production, Id<Scene> scene);
std::vector<const Light*> lightsIn(const Production& production, const Scene& scene);
/// What a light draws at full by its fixture; 0 where that is not known. "2.2 kW".
double wattsOf(const Production& production, const Light& light);
std::string powerText(double watts);
std::vector<const SetPiece*> piecesIn(const Production& production, const Scene& scene);
/// Goes to a shot: its scene, camera and poster frame, and selects it.
void showShot(const Production& production, Session& session, Id<Shot> shot);
void showScene(const Production& production, Session& session, Id<Scene> scene);

}  // namespace recce::ui
