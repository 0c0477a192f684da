#include "app/commands.h"

#include <algorithm>

#include <fmt/format.h>

#include "app/actions/helpers.h"
#include "base/text.h"
#include "model/catalogue.h"

namespace recce {
namespace {

std::vector<Action> makeTable() {
    std::vector<Action> table;
    addProductionActions(table);
    addPeopleActions(table);
    addSetActions(table);
    addSceneActions(table);
    addCameraActions(table);
    addFramingActions(table);
    addLightActions(table);
    addPhotometryActions(table);
    addGripActions(table);
    addPracticalActions(table);
    addSetupActions(table);
    addShotActions(table);
    addDayActions(table);
    addPointActions(table);
    addThingActions(table);
    return table;
}

bool isKeyLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

const ArgSpec* findArg(const Action& action, std::string_view name) {
    for (const ArgSpec& a : action.args) {
        if (a.name == name) return &a;
    }
    return nullptr;
}

std::string argList(const Action& action) {
    std::string list;
    for (const ArgSpec& a : action.args) list += (list.empty() ? "" : ", ") + std::string(a.name);
    return list;
}

/// File keys carry units (height_m) and underscores; on the command line a hyphen is as good.
std::string plainKey(std::string key) {
    std::replace(key.begin(), key.end(), '_', '-');
    return key;
}

/// Positional words get their names; unknown names are refused with what there is.
Result<ActionCall> checked(const Action& action, const ActionCall& call) {
    ActionCall out{call.action, {}};
    std::size_t next = 0;
    for (const auto& [key, value] : call.args) {
        std::string name = key;
        if (key.empty()) {
            while (next < action.args.size() && !action.args[next].positional) ++next;
            if (next == action.args.size())
                return fail(Code::Usage, fmt::format("'{}' is one word too many for {}.", toCleanText(value), action.name), {},
                            "Write key=value; it takes " + argList(action) + ".");
            name = action.args[next++].name;
        } else if (!findArg(action, name)) {
            const std::string plain = plainKey(name);
            if (findArg(action, plain)) name = plain;
            else if (name != "step" && !action.openEnded)
                return fail(Code::Usage, fmt::format("{} takes no '{}'.", action.name, toCleanText(name)), {},
                            "It takes " + argList(action) + ".");
        }
        if (std::any_of(out.args.begin(), out.args.end(), [&](const auto& a) { return a.first == name; }))
            return fail(Code::Usage, fmt::format("'{}' is given twice.", name));
        out.args.emplace_back(std::move(name), value);
    }
    for (const ArgSpec& a : action.args) {
        const bool there = std::any_of(out.args.begin(), out.args.end(), [&](const auto& g) { return g.first == a.name; });
        if (a.required && !there)
            return fail(Code::Usage, fmt::format("{} needs {}=: {}.", action.name, a.name, a.doc), {},
                        fmt::format("For example: {}", action.example));
    }
    return out;
}

/// A production keeps a copy of every catalogue row it uses, in the very step that began to use it.
Result<Edit> withUsedRows(const Production& production, const CatalogueRows& all, Edit edit) {
    const bool mayUse = std::any_of(edit.slots.begin(), edit.slots.end(), [](const Slot& s) {
        return std::holds_alternative<RowSlot<CameraRig>>(s) || std::holds_alternative<RowSlot<Light>>(s) ||
               std::holds_alternative<RowSlot<SetPiece>>(s) || std::holds_alternative<InfoSlot>(s);
    });
    if (!mayUse) return edit;
    RECCE_TRY(const Production next, applied(production, edit));
    UsedCatalogue used = usedRows(next, all);
    if (used == *next.used) return edit;
    // An action may have brought rows of its own, which no catalogue has.
    std::erase_if(edit.slots, [](const Slot& s) { return std::holds_alternative<UsedSlot>(s); });
    edit.slots.push_back(UsedSlot{production.used, std::make_shared<const UsedCatalogue>(std::move(used))});
    return edit;
}

}  // namespace

Result<ActionCall> parseCall(std::string_view line) {
    std::vector<std::string> words;
    if (!shellWords(line, words)) return fail(Code::Usage, "A quotation mark is left open.", toCleanText(line));
    if (words.empty()) return fail(Code::Usage, "There is no action here.", toCleanText(line));
    ActionCall call{words.front(), {}};
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string& w = words[i];
        const auto equal = w.find('=');
        const bool pair = equal != std::string::npos && equal > 0 && std::all_of(w.begin(), w.begin() + static_cast<std::ptrdiff_t>(equal), isKeyLetter);
        if (pair) call.args.emplace_back(w.substr(0, equal), w.substr(equal + 1));
        else call.args.emplace_back(std::string(), w);
    }
    return call;
}

std::string callText(const ActionCall& call) {
    std::string text = call.action;
    for (const auto& [key, value] : call.args) text += " " + (key.empty() ? shellQuoted(value) : key + "=" + shellQuoted(value));
    return text;
}

std::span<const Action> actions() {
    static const std::vector<Action> kTable = makeTable();
    return kTable;
}

const Action* findAction(std::string_view name) {
    for (const Action& a : actions()) {
        if (a.name == name) return &a;
    }
    return nullptr;
}

Result<Edit> runAction(const Production& production, const ActionContext& context, const ActionCall& call) {
    const Action* action = findAction(call.action);
    if (!action)
        return fail(Code::Usage, fmt::format("There is no action called '{}'.", toCleanText(call.action)), {},
                    "recce do --list names them all.");
    RECCE_TRY(const ActionCall full, checked(*action, call));
    const ActionInput input{production, context, full};
    RECCE_TRY(Edit edit, action->run(input));
    if (const std::string* step = ArgReader(input).find("step")) edit.name = toCleanText(*step);
    return context.catalogue ? withUsedRows(production, *context.catalogue, std::move(edit)) : edit;
}

void follow(ActionContext& context, const Production& after, const Edit& edit) {
    if (isNull(edit.place)) return;
    context.last = edit.place;
    if (const Id<Scene> scene = sceneOf(after, edit.place); after.find(scene)) context.scene = scene;
}

Result<std::vector<Edit>> runCalls(const Production& production, ActionContext context, std::span<const ActionCall> calls) {
    std::vector<Edit> edits;
    Production now = production;
    for (const ActionCall& call : calls) {
        auto edit = runAction(now, context, call);
        if (!edit) {
            Error error = edit.error();
            if (!error.subject.empty() && error.message.find(error.subject) == std::string::npos)
                error.message = error.subject + ": " + error.message;
            error.subject = callText(call);
            return fail(std::move(error));
        }
        RECCE_TRY(now, applied(now, *edit));
        follow(context, now, *edit);
        edits.push_back(std::move(*edit));
    }
    return edits;
}

}  // namespace recce
