// What the inspectors of the different things share: rows bound to one field of one thing. Private to app/ui.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/ui/asks.h"
#include "app/ui/panels.h"
#include "app/ui/widgets.h"

namespace recce::ui {

struct Editor {
    const Production& production;
    Session& session;
    Emit& emit;
    AnyId id;

    /// Asks for a value: of the scene, or of the setup in work where that is where changes go.
    void set(std::string fieldName, std::string value, std::string where, Phase phase = Phase::Once) const;
    /// The setup in work has a value of its own for this field.
    bool changed(std::string_view fieldName) const;
    std::string_view errorOf(std::string_view name) const;
    /// A line of text under the field where the last try was refused.
    void refusal(std::string_view name) const;
    void text(std::string_view label, std::string fieldName, const std::string& value, std::string_view hint = {}) const;
    /// A number with unit: typed text goes to the action as it is, a drag as value and unit.
    void quantity(const Rect& box, const EditSpec& spec, const std::string& fieldName, const std::string& dragUnit) const;
    /// One of a list of words; `keys` are what the action takes.
    void choice(std::string_view label, const std::string& fieldName, const std::vector<Option>& options,
                const std::vector<std::string>& keys, std::string_view current) const;
    void words(std::string_view label, const std::string& fieldName, std::span<const char* const> shown,
               std::span<const char* const> keys, int current) const;
    void fact(std::string_view label, const std::string& value) const;
    void caption(const std::string& left, const std::string& right = {}) const;
};

/// What is typed into a field of per cent: a bare 30 is 30 %, not thirty times.
std::string asShare(const std::string& typed);

struct HeadSpec {
    unsigned icon = 0;
    std::string title, under;
    ImU32 colour = colour::text2;
    bool canLock = false, locked = false, canHide = false, visible = true;
};
void inspectorHead(const Editor& e, const HeadSpec& spec);
/// X, Z and height of a point; one axis changed sets all three. `where` heads the names.
void positionRow(const Editor& e, const Vec3& at, const std::string& fieldName);

void inspectCamera(const Editor& e, const CameraRig& rig);
void inspectLight(const Editor& e, const Light& light);
/// What the meter reads of it, and the power it draws.
void inspectLightReadings(const Editor& e, const Light& light);
/// What the camera's numbers come to: its frame, depth and light.
void inspectCalculator(const Editor& e, const CameraRig& rig, const CameraFact& fact);
void inspectPoint(const Editor& e, const MeterPoint& point);
/// What the meter reads where a mark or point is, and from which lamps; nothing before it has read there.
void inspectPlaceReadings(const Editor& e, const AnyId& place);
void inspectMark(const Editor& e, const Mark& mark);
/// A piece that is a flag, net or diffusion frame.
void inspectCloth(const Editor& e, const SetPiece& piece);
/// Barn doors, and frames to put before a lamp.
void inspectInFront(const Editor& e, const Light& light);
void inspectPiece(const Editor& e, const SetPiece& piece);
void inspectShot(const Editor& e, const Shot& shot);
void inspectSheet(const Editor& e);
/// What several selected things have in common, to be set at one stroke.
void inspectSeveral(const Editor& e);
/// Where changes go, and what the setup in work changes of this thing, each with its way back.
void inspectSetupChanges(const Editor& e);
/// What F8 shows: the finding, what it is about, and its fixes.
void inspectFindings(const Editor& e, const AnyId& about);

}  // namespace recce::ui
