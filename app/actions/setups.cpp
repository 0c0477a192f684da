// Actions on setups: their changes over the scene.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/actions/helpers.h"
#include "model/changes.h"

namespace recce {
namespace {

Result<Id<Setup>> theSetup(const ActionInput& in) {
    const ArgReader args(in);
    if (args.has("setup")) return args.thing<Setup>("setup");
    if (in.production.find(in.context.setup)) return in.context.setup;
    return fail(Code::Usage, "Say for which setup.", {}, "Add setup=LABEL.");
}

std::string setupName(const Setup& s) { return s.label.empty() ? "this setup" : "setup " + s.label; }

Result<Edit> change(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const Id<Setup> id, theSetup(in));
    RECCE_TRY(const auto targets, args.things("target"));
    Setup setup = *in.production.find(id);
    bool any = false;
    for (const AnyId& target : targets) {
        const Production now = withChanges(in.production, id);
        for (const auto& [key, value] : in.call.args) {
            if (key == "target" || key == "setup" || key == "step") continue;
            any = true;
            // Relative entries start from what holds in the setup now.
            RECCE_TRY(const Json json, parseFieldOf(now, target, key, value));
            RECCE_TRY_STATUS(setChange(in.production, setup, target, key, json));
        }
    }
    if (!any) return fail(Code::Usage, "Say what to change.", {}, "For example: change Key dimmer=30% setup=12A.");
    EditBuilder builder(in.production);
    const std::string name = fmt::format("Change {} in {}", describeThing(in.production, targets.front()), setupName(setup));
    builder.put(std::move(setup));
    return builder.finish(name, targets.front());
}

Result<Edit> changeBack(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const Id<Setup> id, theSetup(in));
    RECCE_TRY(const auto targets, args.things("target"));
    Setup setup = *in.production.find(id);
    for (const AnyId& target : targets) clearChange(setup, target, args.text("field"));
    EditBuilder builder(in.production);
    const std::string name = fmt::format("{} as in the scene", describeThing(in.production, targets.front()));
    builder.put(std::move(setup));
    return builder.finish(name, targets.front());
}

}  // namespace

void addSetupActions(std::vector<Action>& table) {
    table.push_back({"change", "Change for this setup", "Setup", "Changes fields of a light, piece, mark or camera for one setup only.",
                     "change Key dimmer=30% setup=12A",
                     {{"target", ArgKind::Things, "What is changed", false, true},
                      {"setup", ArgKind::Thing, "The setup", false, false, "setup"}}, true, change});
    table.push_back({"change-back", "Back to the scene's", "Setup", "Takes a setup's changes back: of one field, or all of a thing.",
                     "change-back Key field=dimmer setup=12A",
                     {{"target", ArgKind::Things, "What goes back", false, true},
                      {"field", ArgKind::Text, "One field; all where left out"},
                      {"setup", ArgKind::Thing, "The setup", false, false, "setup"}}, false, changeBack});
}

}  // namespace recce
