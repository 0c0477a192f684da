// Actions on characters.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/actions/helpers.h"

namespace recce {
namespace {

/// The tapes in the order they are given out (docs: character marks); after ten they repeat.
constexpr std::array<Rgb, 10> kTapes = {{{0xE2, 0x6B, 0x1B}, {0x41, 0xB0, 0xBC}, {0xEA, 0xE5, 0x63}, {0xFB, 0xBF, 0xC6},
                                         {0x60, 0x7D, 0xE8}, {0x81, 0xC6, 0x72}, {0xC8, 0x3B, 0x2C}, {0xF2, 0xF2, 0xF2},
                                         {0x91, 0x60, 0x96}, {0x9E, 0x8C, 0x74}}};

Rgb nextTape(const Production& production) {
    std::array<std::size_t, kTapes.size()> used{};
    for (const Character& c : production.all<Character>()) {
        for (std::size_t i = 0; i < kTapes.size(); ++i) used[i] += kTapes[i] == c.colour ? 1 : 0;
    }
    return kTapes[static_cast<std::size_t>(std::min_element(used.begin(), used.end()) - used.begin())];
}

Result<Edit> addCharacter(const ActionInput& in) {
    const ArgReader args(in);
    Character c;
    RECCE_TRY(c.id, args.newId<Character>());
    c.colour = nextTape(in.production);
    std::int32_t highest = 0;
    for (const Character& other : in.production.all<Character>()) highest = std::max(highest, other.cast);
    c.cast = highest + 1;
    RECCE_TRY_STATUS(args.fields(c));
    if (c.name.empty()) return fail(Code::Usage, "A character needs a name.");
    for (const Character& other : in.production.all<Character>()) {
        if (other.name == c.name) return fail(Code::Usage, "There is a character of this name.", c.name, "Give another name.");
    }
    EditBuilder builder(in.production);
    const std::string name = c.name;
    const Id<Character> id = c.id;
    builder.put(std::move(c));
    return builder.finish("Add " + name, AnyId(id));
}

}  // namespace

void addPeopleActions(std::vector<Action>& table) {
    table.push_back({"add-character", "Add a character", "Production", "Makes a character, with the next tape colour and cast number.",
                     "add-character name='MARA VOSS' height=1.68m performer='Ida Lund'",
                     {{"name", ArgKind::Field, "Its name as in the script", true, true, "char"},
                      {"cast", ArgKind::Field, "Cast number", false, false, "char"},
                      {"performer", ArgKind::Field, "Who plays it", false, false, "char"},
                      {"height", ArgKind::Field, "Height", false, false, "char"},
                      {"build", ArgKind::Field, "Build", false, false, "char"},
                      {"colour", ArgKind::Field, "Colour of the tape", false, false, "char"},
                      {"rate", ArgKind::Field, "Rate per paid day", false, false, "char"},
                      {"id", ArgKind::NewId, "Its id"}},
                     false, addCharacter});
}

}  // namespace recce
