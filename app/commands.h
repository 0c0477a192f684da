// The one table of user operations on a production. Menu, palette, `recce do` and the UI scripts all call it: every
// operation is a pure function from a production, what the caller knows, and arguments to an Edit, one step of Undo.
// Knows no window and no files but the models that an action names.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "asset/shining.h"
#include "model/edit.h"
#include "model/field_text.h"
#include "model/names.h"
#include "plan/shot_facts.h"

namespace recce {

/// `ACTION key=value ...`. Words without a `=` fill the arguments marked `positional` in their order.
struct ActionCall {
    std::string action;
    std::vector<std::pair<std::string, std::string>> args;  ///< in the order given; an empty key is positional
};
/// Quoted as in a shell. Error Usage: an open quote, no action.
Result<ActionCall> parseCall(std::string_view line);
std::string callText(const ActionCall& call);

/// What an import found, as far as an action needs it.
struct ModelFacts {
    Box bounds;            ///< metres, upright, as cooked with the options given
    std::string hash;      ///< of the content of the model and the files it uses, and of nothing else
    double metresPerUnit = 1;
    bool unitStated = false;  ///< in the file; else proposed
    std::vector<ShiningPart> shining;  ///< what practicals are made from, the largest first
};
struct ModelRequest {
    std::filesystem::path file;
    std::optional<double> metresPerUnit;
    std::optional<UpAxis> up;
    std::vector<std::string> grantedRoots;
};

/// What the caller knows beside the production. The command line leaves most of it empty.
struct ActionContext {
    std::filesystem::path projectFolder;  ///< models' paths are kept relative to it
    std::filesystem::path workingFolder;  ///< what typed paths are relative to
    Id<Scene> scene;                      ///< where `scene=` is left out
    Id<Setup> setup;                      ///< where `setup=` is left out; null: the camera's own
    FrameTime time;                       ///< the playhead
    std::optional<Pose> view;             ///< of the active view, for `from=view`
    std::optional<Millimetres> viewFocal;
    std::vector<AnyId> selection;         ///< where `target=` is left out
    AnyId last;                           ///< `$last`
    const UsedCatalogue* catalogue = nullptr;  ///< every row there is; rows that are used are copied into the production
    std::function<plan::SetSight(Root)> sight;  ///< walls and furniture of a production's sets; empty: none are known
    std::function<Result<ModelFacts>(const ModelRequest&)> inspectModel;  ///< null: models are not read, only named
};

enum class ArgKind {
    Field,      ///< takes what the field `name` of `type` takes
    Text,
    Thing,      ///< an existing thing by id or name; `type` says which, empty: any
    Things,     ///< several, separated by commas
    NewId,      ///< the id that the new thing gets
    Point,
    Flag,
    Whole,      ///< a whole number
    Word,       ///< one of `words`
    Measure,    ///< a number in `quantity`
    File,
    Any,        ///< see the action's own words
};
struct ArgSpec {
    std::string_view name;
    ArgKind kind = ArgKind::Text;
    std::string_view doc;            ///< "Where it stands, x,y,z in metres"
    bool required = false;
    bool positional = false;
    std::string_view type = {};      ///< prefix of the type of a Field or Thing: "rig"
    Quantity quantity = Quantity::Number;
    std::span<const std::string_view> words = {};
};

struct ActionInput {
    const Production& production;
    const ActionContext& context;
    const ActionCall& call;
};
struct Action {
    std::string_view name;     ///< "add-camera"
    std::string_view label;    ///< in menu and palette: "Place a camera"
    std::string_view group;    ///< "Camera"
    std::string_view doc;      ///< one sentence
    std::string_view example;  ///< a call that works
    std::vector<ArgSpec> args;
    bool openEnded = false;    ///< takes further key=value pairs (`set`)
    Result<Edit> (*run)(const ActionInput&) = nullptr;
};

/// Sorted by group, then as listed.
std::span<const Action> actions();
/// Null when there is none.
const Action* findAction(std::string_view name);

/// Checks the arguments against the table and runs the action. The edit's `place` is the thing made or changed.
/// An extra argument `step=` names the step; without it the action does.
Result<Edit> runAction(const Production& production, const ActionContext& context, const ActionCall& call);

/// Runs one call after the other, as `recce do` does: `$last`, the scene in work. Nothing is kept where one is refused;
/// the error's subject is the call.
Result<std::vector<Edit>> runCalls(const Production& production, ActionContext context, std::span<const ActionCall> calls);

/// What the next call of a script finds, after `edit`: `$last` and the scene of the thing made.
void follow(ActionContext& context, const Production& after, const Edit& edit);

}  // namespace recce
