// `recce do`: named actions on a project, one undoable step each, saved together at the end; one refused, none kept.
#include <iterator>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "app/cli/command.h"
#include "app/cli/importing.h"
#include "app/project_context.h"
#include "base/text.h"
#include "model/project.h"

namespace recce::cli {
namespace {

struct Arguments {
    std::string project, script;
    std::vector<std::string> actions;
    bool list = false, json = false;
};

std::string argText(const ArgSpec& arg) {
    const std::string shape = arg.positional ? std::string("[") + std::string(arg.name) + "=]" : std::string(arg.name) + "=";
    std::string text = fmt::format("    {:<18}{}{}", shape, arg.doc, arg.required ? "" : "  (may be left out)");
    if (!arg.words.empty()) {
        std::string words;
        for (const auto w : arg.words) words += (words.empty() ? "" : ", ") + std::string(w);
        text += ": " + words;
    }
    return text;
}

void listActions(bool json) {
    if (json) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const Action& a : actions()) {
            nlohmann::ordered_json args = nlohmann::ordered_json::array();
            for (const ArgSpec& arg : a.args) args.push_back({{"name", arg.name}, {"doc", arg.doc}, {"required", arg.required}, {"positional", arg.positional}});
            list.push_back({{"action", a.name}, {"label", a.label}, {"group", a.group}, {"doc", a.doc}, {"example", a.example},
                            {"args", args}, {"any_field", a.openEnded}});
        }
        printOut(list.dump(2));
        return;
    }
    std::string text;
    for (const Action& a : actions()) {
        text += fmt::format("{}  ({}: {})\n    {}\n", a.name, a.group, a.label, a.doc);
        for (const ArgSpec& arg : a.args) text += argText(arg) + "\n";
        if (a.openEnded) text += "    FIELD=           any field of the thing\n";
        text += fmt::format("    Example: {}\n\n", a.example);
    }
    text += "Words without '=' fill the arguments in brackets, in order. $last is the object just made. step= names the step.";
    printOut(text);
}

struct Line {
    ActionCall call;
    std::string where;  ///< "blocking.txt:12"; empty: from the command line
};

/// One action a line; `#` starts a comment line; a backslash at the end joins the next line.
Result<std::vector<Line>> readScript(const std::string& file) {
    std::string text;
    if (file == "-") text.assign(std::istreambuf_iterator<char>(std::cin), {});
    else {
        RECCE_TRY(text, readFile(file, 64u << 20));
    }
    std::vector<Line> lines;
    std::string joined;
    std::size_t number = 0, first = 0;
    for (const std::string& raw : split(text, '\n')) {
        ++number;
        std::string_view line = trimmed(raw);
        if (joined.empty()) first = number;
        if (!joined.empty() || (!line.empty() && line[0] != '#')) {
            if (!line.empty() && line.back() == '\\') {
                joined += std::string(line.substr(0, line.size() - 1)) + " ";
                continue;
            }
            joined += line;
        }
        if (joined.empty()) continue;
        const std::string where = fmt::format("{}:{}", file == "-" ? "standard input" : file, first);
        auto call = parseCall(joined);
        if (!call) {
            Error error = call.error();
            error.subject = where;
            return fail(std::move(error));
        }
        lines.push_back({std::move(*call), where});
        joined.clear();
    }
    return lines;
}

Result<int> runActions(const Arguments& args) {
    std::vector<Line> lines;
    if (!args.script.empty()) {
        RECCE_TRY(lines, readScript(args.script));
    }
    for (const std::string& text : args.actions) {
        RECCE_TRY(ActionCall call, parseCall(text));
        lines.push_back({std::move(call), {}});
    }
    if (lines.empty()) return fail(Code::Usage, "There is nothing to do.", {}, "Give an action, --script FILE, or --list.");

    RECCE_TRY(const auto project, Project::open(args.project, OpenFor::EditingOnly));
    Document& document = project->document();
    if (!document.readOnlyReason().empty()) return fail(Code::Refused, document.readOnlyReason(), project->folder().string());
    if (const auto& back = project->recovered())
        note(fmt::format("Recce had stopped with {} unsaved changes up to {}; they are kept.", back->steps, back->last));
    RECCE_TRY(ProjectContext context, makeProjectContext(project->folder(), terminalProgress(), interruptToken()));
    for (const std::string& warning : context.warnings) note(warning);

    // All or nothing: only when the last action went through does anything reach the document.
    std::vector<Edit> edits;
    Production now = document.production();
    for (const Line& line : lines) {
        if (interruptToken().cancelled()) return fail(Code::Cancelled, "Cancelled; nothing was kept.");
        auto edit = runAction(now, context.actions, line.call);
        if (!edit) {
            Error error = edit.error();
            if (!error.subject.empty() && error.message.find(error.subject) == std::string::npos) error.message = error.subject + ": " + error.message;
            error.subject = (line.where.empty() ? "" : line.where + ": ") + callText(line.call);
            return fail(std::move(error));
        }
        RECCE_TRY(now, applied(now, *edit));
        follow(context.actions, now, *edit);
        edits.push_back(std::move(*edit));
    }
    // One line of the journal for the whole call: a kill keeps all of it or nothing.
    Edit all = difference(document.production(), now);
    all.name = edits.back().name;
    all.place = edits.back().place;
    RECCE_TRY_STATUS(document.commit(all));
    nlohmann::ordered_json done = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < edits.size(); ++i) {
        const std::string id = toText(edits[i].place);
        done.push_back({{"action", lines[i].call.action}, {"step", edits[i].name}, {"id", id.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(id)}});
        if (!args.json) note(edits[i].name + (id.empty() ? "" : "  " + id));
    }
    RECCE_TRY_STATUS(project->save());
    if (args.json) printOut(nlohmann::ordered_json{{"project", project->folder().string()}, {"done", done}}.dump(2));
    return 0;
}

}  // namespace

void addDo(CLI::App& app, Run& run) {
    auto* command = app.add_subcommand("do", "Run named actions on a project, one undoable step each, saved together at the end");
    auto args = std::make_shared<Arguments>();
    command->add_option("PROJECT", args->project, "The project's folder");
    command->add_option("ACTION", args->actions, "'ACTION key=value ...', quoted as one word each");
    command->add_option("--script", args->script, "A file with one action a line, '#' comments; - is standard input; run before the ACTIONs");
    command->add_flag("--list", args->list, "Every action with its arguments and an example");
    command->add_flag("--json", args->json, "One JSON document on standard output");
    command->footer("Example: recce do slack-water \"add-scene '12 INT. VOSS HOUSE - KITCHEN - DAY'\" 'add-mark MARA at=0,0,-1' "
                    "'add-camera at=2,1.5,2 look-at=MARA focal=50mm' take-shot");
    command->callback([&run, args] {
        run = [args]() -> Result<int> {
            if (args->list) {
                listActions(args->json);
                return 0;
            }
            if (args->project.empty()) return fail(Code::Usage, "Name a project.", {}, "recce do --help shows an example.");
            return runActions(*args);
        };
    });
}

}  // namespace recce::cli
