// The cinematographer's calculator: every quantity of this module by name, with inputs whose keys carry their units. The same
// table answers `recce calc`, the window's calculator, the reference cases and the documentation. Reads files only through
// CalcFiles; knows no scene.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "optics/ies.h"
#include "optics/sun_position.h"

namespace recce::optics {

enum class CalcKind {
    Number,    ///< any finite number
    Positive,  ///< above 0
    Share,     ///< 0 to 1
    Vector,    ///< three numbers with spaces between
    Word,      ///< one of `words`, or any text where there are none
    Moment,    ///< a date, or a date and time in UTC: 2024-06-20T19:00:00Z
    Ies,       ///< an IES file, relative to a folder of CalcFiles
};
struct CalcInput {
    std::string_view key;
    CalcKind kind = CalcKind::Number;
    std::string_view meaning;
    /// What stands where it is not given; absent: it must be given; empty: it may be left out.
    std::optional<std::string_view> otherwise;
    std::string_view words = {};  ///< of a Word, separated by spaces
};

struct CalcFiles {
    std::vector<std::filesystem::path> folders;  ///< where a relative IES file is looked for, in order
    std::filesystem::path program;               ///< the program's own tables lie in its `views`
};

using CalcArguments = std::map<std::string, std::string, std::less<>>;

/// The arguments of one question, read and checked against the quantity's inputs.
class CalcInputs {
public:
    static Result<CalcInputs> read(std::span<const CalcInput> inputs, const CalcArguments& arguments, const CalcFiles& files);
    double operator[](std::string_view key) const;
    const Vec3& vector(std::string_view key) const;
    const std::string& word(std::string_view key) const;
    Utc moment(std::string_view key) const;
    const IesProfile& ies(std::string_view key) const;
    bool has(std::string_view key) const { return values_.contains(key); }
    const CalcFiles& files() const { return files_; }

private:
    struct Value {
        std::string word;
        double number = 0;
        Vec3 vector{0};
        Utc moment;
        std::shared_ptr<const IesProfile> ies;
    };
    const Value& at(std::string_view key) const;
    std::map<std::string, Value, std::less<>> values_;
    CalcFiles files_;
};

/// One number, several, or a word. Numbers may be infinite, never NaN.
struct CalcValue {
    std::vector<double> numbers;
    std::string word;
    CalcValue(double number) : numbers{number} {}
    CalcValue(const Vec3& v) : numbers{v.x, v.y, v.z} {}
    CalcValue(double a, double b) : numbers{a, b} {}
    CalcValue(std::string text) : word(std::move(text)) {}
};
/// "2.8", "0.33;0.34", "purple", "inf".
std::string toText(const CalcValue& value);

struct CalcQuantity {
    std::string_view name, unit, meaning;
    std::vector<CalcInput> inputs;
    std::function<Result<CalcValue>(const CalcInputs&)> evaluate;
    /// Where a name has several forms: the input that chooses and its word, as source=rect.
    std::string_view chooser = {}, choice = {};
};
/// All of them, grouped as the trade would look for them: lens, exposure, light, colour, picture, material, sun.
std::span<const CalcQuantity> calcQuantities();

/// Wrong usage where the quantity is unknown (the message names the nearest), an input is missing, unknown, out of range or no
/// number, or the inputs have no answer.
Result<CalcValue> calculate(std::string_view quantity, const CalcArguments& arguments, const CalcFiles& files);

/// A row of a table of reference cases.
struct CalcCase {
    std::string id, quantity, expected, tolerance;
    CalcArguments arguments;
};
/// Columns id, quantity, inputs (key=value;...), expected, tolerance (abs:x, rel:x or exact), then anything. RFC 4180 quoting.
Result<std::vector<CalcCase>> readCalcCases(std::string_view csv, std::string_view name);
/// Whether `value` is what the case expects. abs and rel hold for each number; words must be the same.
bool agrees(const CalcCase& row, const CalcValue& value);

}  // namespace recce::optics
