// `recce calc`: the cinematographer's calculator, one question or a table of cases.
#include <algorithm>
#include <cmath>
#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/command.h"
#include "base/files.h"
#include "base/text.h"
#include "optics/calculator.h"

namespace recce::cli {
namespace {
using Json = nlohmann::ordered_json;
constexpr std::uint64_t kLargestTable = 256ull << 20;

struct Arguments {
    std::string quantity, cases, answers;
    std::vector<std::string> pairs;
    bool list = false, json = false;
};

Json numberJson(double n) {
    if (std::isinf(n)) return n > 0 ? "inf" : "-inf";
    return n;
}
Json valueJson(const optics::CalcValue& value) {
    if (value.numbers.empty()) return value.word;
    if (value.numbers.size() == 1) return numberJson(value.numbers[0]);
    Json list = Json::array();
    for (const double n : value.numbers) list.push_back(numberJson(n));
    return list;
}

/// For reading: six figures, more than any input has. Scripts take --json or --answers.
std::string readableText(const optics::CalcValue& value) {
    if (value.numbers.empty()) return value.word;
    std::string out;
    for (const double n : value.numbers) out += (out.empty() ? "" : " ") + (std::isinf(n) ? std::string(n > 0 ? "inf" : "-inf") : fmt::format("{:.6g}", n));
    return out;
}

std::string inputText(const optics::CalcInput& input) {
    std::string out = fmt::format("  {:<26}{}", input.key, input.meaning);
    if (!input.words.empty() && input.words.find(' ') != input.words.npos) out += fmt::format(" ({})", input.words);
    if (input.otherwise) out += input.otherwise->empty() ? "; may be left out" : fmt::format("; {} where not given", *input.otherwise);
    return out;
}

Json listJson() {
    Json list = Json::array();
    for (const optics::CalcQuantity& q : optics::calcQuantities()) {
        Json inputs = Json::array();
        for (const optics::CalcInput& i : q.inputs) {
            Json input = {{"key", std::string(i.key)}, {"meaning", std::string(i.meaning)}, {"required", !i.otherwise}};
            if (i.otherwise && !i.otherwise->empty()) input["default"] = std::string(*i.otherwise);
            if (i.key == q.chooser) input["value"] = std::string(q.choice);
            inputs.push_back(std::move(input));
        }
        list.push_back({{"quantity", std::string(q.name)}, {"unit", std::string(q.unit)}, {"meaning", std::string(q.meaning)}, {"inputs", inputs}});
    }
    return list;
}

void printList() {
    for (const optics::CalcQuantity& q : optics::calcQuantities()) {
        const std::string form = q.chooser.empty() ? std::string() : fmt::format(" {}={}", q.chooser, q.choice);
        printOut(fmt::format("{}{}{}\n  {}", q.name, form, q.unit.empty() ? "" : fmt::format("  [{}]", q.unit), q.meaning));
        for (const optics::CalcInput& i : q.inputs)
            if (i.key != q.chooser) printOut(inputText(i));
    }
}

std::string_view unitOf(std::string_view quantity) {
    for (const optics::CalcQuantity& q : optics::calcQuantities())
        if (q.name == quantity) return q.unit;
    return {};
}

Result<int> one(const Arguments& args) {
    optics::CalcArguments given;
    for (const std::string& pair : args.pairs) {
        const auto equals = pair.find('=');
        if (equals == pair.npos || equals == 0) return fail(Code::Usage, "This is not key=value.", pair);
        given[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    RECCE_TRY(const optics::CalcValue value, optics::calculate(args.quantity, given, {{std::filesystem::path()}, programFolder()}));
    const std::string_view unit = unitOf(args.quantity);
    if (args.json) printOut(Json{{"quantity", args.quantity}, {"value", valueJson(value)}, {"unit", std::string(unit)}}.dump(2));
    else printOut(unit.empty() ? readableText(value) : fmt::format("{} {}", readableText(value), unit));
    return 0;
}

Result<int> table(const Arguments& args) {
    const std::filesystem::path path(args.cases);
    RECCE_TRY(const std::string csv, readFile(path, kLargestTable));
    RECCE_TRY(const std::vector<optics::CalcCase> cases, optics::readCalcCases(csv, args.cases));
    const optics::CalcFiles files{{path.parent_path(), path.parent_path() / "ies"}, programFolder()};
    std::size_t passed = 0;
    Json failed = Json::array(), unknown = Json::array();
    std::string answers = "id,value\n";
    for (const optics::CalcCase& row : cases) {
        const Result<optics::CalcValue> value = optics::calculate(row.quantity, row.arguments, files);
        if (!value && value.error().code == Code::NotFound && value.error().subject == row.quantity) {
            if (std::find(unknown.begin(), unknown.end(), Json(row.quantity)) == unknown.end()) unknown.push_back(row.quantity);
            continue;
        }
        if (value) answers += fmt::format("{},{}\n", row.id, optics::toText(*value));
        if (value && optics::agrees(row, *value)) ++passed;
        else failed.push_back({{"id", row.id}, {"value", value ? valueJson(*value) : Json(toText(value.error()))}, {"expected", row.expected}, {"tolerance", row.tolerance}});
    }
    if (!args.answers.empty()) RECCE_TRY_STATUS(writeFileAtomically(args.answers, answers));
    if (args.json) {
        printOut(Json{{"cases", cases.size()}, {"passed", passed}, {"failed", failed}, {"unknown", unknown}}.dump(2, ' ', false, Json::error_handler_t::replace));
    } else {
        for (const Json& f : failed)
            printOut(fmt::format("FAILED {}: {} where {} was expected ({})", f["id"].get<std::string>(), f["value"].dump(), f["expected"].get<std::string>(), f["tolerance"].get<std::string>()));
        for (const Json& u : unknown) printOut(fmt::format("UNKNOWN {}", u.get<std::string>()));
        printOut(fmt::format("{} of {} cases pass.", passed, cases.size()));
    }
    return failed.empty() && unknown.empty() ? 0 : 3;
}

}  // namespace

void addCalc(CLI::App& app, Run& run) {
    auto* command = app.add_subcommand("calc", "The cinematographer's calculator: lenses, exposure, light, colour, the sun");
    auto args = std::make_shared<Arguments>();
    command->add_option("QUANTITY", args->quantity, "What to work out; --list names all");
    command->add_option("INPUTS", args->pairs, "key=value, the unit is in the key");
    command->add_flag("--list", args->list, "Every quantity with its inputs and units");
    command->add_option("--cases", args->cases, "A table of cases to work out and compare (CSV)");
    command->add_option("--answers", args->answers, "With --cases: write id,value here");
    command->add_flag("--json", args->json, "One JSON document on standard output");
    command->footer("Examples: recce calc dof_far_m focal_mm=50 fstop=2.8 coc_mm=0.025 focus_m=3\n          recce calc --cases cases.csv\nExit code 3: a case failed or is unknown.");
    command->callback([&run, args] {
        run = [args]() -> Result<int> {
            const int asked = !args->quantity.empty() + args->list + !args->cases.empty();
            if (asked != 1) return fail(Code::Usage, "Say one of: a quantity with its inputs, --list, --cases FILE.", "calc", "recce calc --list names every quantity.");
            if (!args->answers.empty() && args->cases.empty()) return fail(Code::Usage, "--answers goes with --cases.", "calc");
            if (args->list) {
                if (args->json) printOut(listJson().dump(2));
                else printList();
                return 0;
            }
            return args->cases.empty() ? one(*args) : table(*args);
        };
    });
}

}  // namespace recce::cli
