#include "optics/calculator.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "optics/calculator_tables.h"

namespace recce::optics {
namespace {
constexpr std::uint64_t kLargestIes = 64ull << 20;

std::optional<double> number(std::string_view text) {
    text = trimmed(text);
    if (text.starts_with('+')) text.remove_prefix(1);
    if (text == "inf") return std::numeric_limits<double>::infinity();
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || std::isnan(value)) return std::nullopt;
    return value;
}

tl::unexpected<Error> usage(std::string message, std::string_view subject, std::string hint = {}) {
    return fail(Code::Usage, std::move(message), std::string(subject), std::move(hint));
}

std::string takes(std::span<const CalcInput> inputs) {
    std::string out = "It takes";
    for (const CalcInput& i : inputs) out += i.otherwise ? fmt::format(" [{}]", i.key) : fmt::format(" {}", i.key);
    return out + ".";
}

/// Where a case's expected value was found; says nothing to us.
constexpr std::string_view kNote = "method";
}  // namespace

Result<CalcInputs> CalcInputs::read(std::span<const CalcInput> inputs, const CalcArguments& arguments, const CalcFiles& files) {
    CalcInputs out;
    out.files_ = files;
    for (const auto& [key, text] : arguments) {
        const bool known = key == kNote || std::any_of(inputs.begin(), inputs.end(), [&](const CalcInput& i) { return i.key == key; });
        if (!known) return usage("This quantity has no such input.", key, takes(inputs));
    }
    for (const CalcInput& input : inputs) {
        const auto given = arguments.find(input.key);
        if (given == arguments.end() && !input.otherwise) return usage(fmt::format("This input is missing: {}.", input.meaning), input.key, takes(inputs));
        const std::string text = given != arguments.end() ? given->second : std::string(*input.otherwise);
        if (given == arguments.end() && text.empty()) continue;
        Value value;
        value.word = text;
        const auto wrong = [&](std::string_view expected) { return usage(fmt::format("\"{}\" is not {}.", toCleanText(text), expected), input.key); };
        switch (input.kind) {
            case CalcKind::Number:
            case CalcKind::Positive:
            case CalcKind::Share: {
                const auto n = number(text);
                if (!n) return wrong("a number");
                if (input.kind == CalcKind::Positive && *n <= 0) return wrong("above 0");
                if (input.kind == CalcKind::Share && (*n < 0 || *n > 1)) return wrong("from 0 to 1");
                value.number = *n;
                break;
            }
            case CalcKind::Vector: {
                std::vector<double> parts;
                for (const std::string& part : split(text, ' ')) {
                    if (part.empty()) continue;
                    const auto n = number(part);
                    if (!n || std::isinf(*n)) return wrong("three numbers with spaces between");
                    parts.push_back(*n);
                }
                if (parts.size() != 3) return wrong("three numbers with spaces between");
                value.vector = {parts[0], parts[1], parts[2]};
                break;
            }
            case CalcKind::Word: {
                const auto words = split(input.words, ' ');
                if (!input.words.empty() && std::find(words.begin(), words.end(), text) == words.end())
                    return wrong("one of: " + std::string(input.words));
                break;
            }
            case CalcKind::Moment: {
                RECCE_TRY(value.moment, utcOf(text));
                break;
            }
            case CalcKind::Ies: {
                std::filesystem::path path(text);
                for (const std::filesystem::path& folder : files.folders) {
                    std::error_code ignored;
                    path = folder / std::filesystem::path(text);
                    if (std::filesystem::exists(path, ignored)) break;
                }
                RECCE_TRY(const std::string bytes, readFile(path, kLargestIes));
                RECCE_TRY(IesProfile profile, readIes(bytes, path.string()));
                value.ies = std::make_shared<const IesProfile>(std::move(profile));
                break;
            }
        }
        out.values_.emplace(input.key, std::move(value));
    }
    return out;
}

const CalcInputs::Value& CalcInputs::at(std::string_view key) const {
    const auto it = values_.find(key);
    RECCE_CHECK(it != values_.end());  // the quantity asks for what it did not declare
    return it->second;
}
double CalcInputs::operator[](std::string_view key) const { return at(key).number; }
const Vec3& CalcInputs::vector(std::string_view key) const { return at(key).vector; }
const std::string& CalcInputs::word(std::string_view key) const { return at(key).word; }
Utc CalcInputs::moment(std::string_view key) const { return at(key).moment; }
const IesProfile& CalcInputs::ies(std::string_view key) const { return *at(key).ies; }

std::string toText(const CalcValue& value) {
    if (value.numbers.empty()) return value.word;
    std::string out;
    for (const double n : value.numbers) out += (out.empty() ? "" : ";") + shortest(n);
    return out;
}

std::span<const CalcQuantity> calcQuantities() {
    static const std::vector<CalcQuantity> table = [] {
        std::vector<CalcQuantity> all;
        addLensQuantities(all);
        addExposureQuantities(all);
        addLightQuantities(all);
        addColourQuantities(all);
        addMaterialQuantities(all);
        addSunQuantities(all);
        return all;
    }();
    return table;
}

Result<CalcValue> calculate(std::string_view name, const CalcArguments& arguments, const CalcFiles& files) {
    const CalcQuantity* found = nullptr;
    std::string choices;
    const CalcQuantity* nearest = nullptr;
    std::size_t distance = 0;
    for (const CalcQuantity& q : calcQuantities()) {
        if (q.name == name) {
            if (q.chooser.empty()) {
                found = &q;
                break;
            }
            const auto chosen = arguments.find(q.chooser);
            if (chosen != arguments.end() && chosen->second == q.choice) found = &q;
            choices += fmt::format(" {}={}", q.chooser, q.choice);
        }
        const std::size_t d = editDistance(q.name, name);
        if (!nearest || d < distance) nearest = &q, distance = d;
    }
    if (!found && !choices.empty()) return usage("This quantity has several forms: say which.", name, "One of:" + choices);
    if (!found) return fail(Code::NotFound, "There is no such quantity.", std::string(name), fmt::format("Did you mean {}? `recce calc --list` names all.", nearest->name));
    RECCE_TRY(const CalcInputs inputs, CalcInputs::read(found->inputs, arguments, files));
    RECCE_TRY(CalcValue value, found->evaluate(inputs));
    for (const double n : value.numbers)
        if (std::isnan(n)) return usage("These inputs have no answer.", name, std::string(found->meaning));
    return value;
}

Result<std::vector<CalcCase>> readCalcCases(std::string_view csv, std::string_view name) {
    std::vector<CalcCase> cases;
    std::vector<std::string> cells(1);
    bool quoted = false;
    std::size_t line = 1, rows = 0;
    const auto finish = [&]() -> Status {
        if (cells.size() == 1 && trimmed(cells[0]).empty()) {
            cells.assign(1, {});
            return {};
        }
        if (rows++ > 0) {
            if (cells.size() < 5) return fail(Code::Malformed, fmt::format("Line {} has {} of the 5 columns.", line, cells.size()), std::string(name), "Columns: id, quantity, inputs, expected, tolerance.");
            CalcCase row{cells[0], cells[1], cells[3], cells[4], {}};
            for (const std::string& pair : split(cells[2], ';')) {
                const auto equals = pair.find('=');
                if (trimmed(pair).empty()) continue;
                if (equals == pair.npos) return fail(Code::Malformed, fmt::format("Line {}: \"{}\" is not key=value.", line, toCleanText(pair)), std::string(name));
                row.arguments[std::string(trimmed(pair.substr(0, equals)))] = trimmed(pair.substr(equals + 1));
            }
            cases.push_back(std::move(row));
        }
        cells.assign(1, {});
        return {};
    };
    for (std::size_t i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        if (quoted) {
            if (c == '"' && i + 1 < csv.size() && csv[i + 1] == '"') cells.back() += csv[++i];
            else if (c == '"') quoted = false;
            else cells.back() += c;
            line += c == '\n';
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',') {
            cells.emplace_back();
        } else if (c == '\n') {
            RECCE_TRY_STATUS(finish());
            ++line;
        } else if (c != '\r') {
            cells.back() += c;
        }
    }
    RECCE_TRY_STATUS(finish());
    return cases;
}

bool agrees(const CalcCase& row, const CalcValue& value) {
    if (value.numbers.empty()) return row.expected == value.word;
    const auto parts = split(row.expected, ';');
    if (parts.size() != value.numbers.size()) return false;
    const bool relative = row.tolerance.starts_with("rel:");
    const double bound = relative || row.tolerance.starts_with("abs:") ? number(std::string_view(row.tolerance).substr(4)).value_or(0) : 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto want = number(parts[i]);
        if (!want) return false;
        if (std::isinf(*want) || std::isinf(value.numbers[i])) {
            if (*want != value.numbers[i]) return false;
        } else {
            double off = std::abs(value.numbers[i] - *want);
            if (row.quantity.find("azimuth") != std::string::npos) off = std::min(off, std::abs(off - 360));
            if (!(off <= bound * (relative ? std::abs(*want) : 1))) return false;
        }
    }
    return true;
}

}  // namespace recce::optics
