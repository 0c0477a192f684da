// A field as text for people: what the inspector shows and takes, and what `set` takes on the command line.
#pragma once

#include <string>
#include <string_view>

#include "model/fields.h"
#include "model/names.h"

namespace recce {

struct TextContext {
    const Production& production;  ///< for names, display units and frame rate
    NameScope scope;
};

/// Quantities rounded as the trade rounds them; references by name; absent: empty.
std::string fieldText(const FieldSpec& spec, const Json& value, const TextContext& context);
/// The JSON that Field::set takes. `current` is what a relative entry (+10cm) starts from. Empty text means absent
/// where the field is optional. Error Usage says what was expected.
Result<Json> parseFieldText(const FieldSpec& spec, std::string_view text, const Json& current, const TextContext& context);

/// "1.5,0,-2" with lengths in any unit, in metres where none is given; or "(1.5, 0, -2)".
Result<Vec3> parsePoint(std::string_view text);
/// yes, no, on, off, true, false, 1, 0.
Result<bool> parseFlag(std::string_view text);
/// Set or scene, by name or id.
Result<PieceOwner> parseOwner(std::string_view text, const TextContext& context);
UnitContext unitsOf(const Production& production);
/// One of the words, case aside.
Result<std::string> parseWord(std::span<const std::string_view> words, std::string_view text);

/// The text of a value a setup changes, and the change made from a text; both through the field list of its type.
Result<Json> parseFieldOf(const Production& production, const AnyId& id, std::string_view field, std::string_view text);
/// The stored value now. NotFound: no such thing or field.
Result<Json> fieldValue(const Production& production, const AnyId& id, std::string_view field);

}  // namespace recce
