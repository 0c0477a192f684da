#include "plan/shot_words.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

namespace recce::plan {
namespace {
struct Pair {
    std::string_view us, uk;
    std::string_view in(SlateStyle style) const { return style == SlateStyle::Us ? us : uk; }
};
// In the order of the enumerations.
constexpr std::array<Pair, 10> kSizes = {{{"ECU", "BCU"}, {"CU", "CU"}, {"MCU", "MCU"}, {"MS", "MS"}, {"Cowboy", "M3/4"},
                                          {"MLS", "MLS"}, {"FS", "LS"}, {"LS", "VLS"}, {"ELS", "XLS"}, {"INSERT", "INSERT"}}};
constexpr std::array<std::string_view, 10> kExplained = {
    "a part of the face", "head and shoulder line", "from the chest up", "from the waist up", "from mid-thigh up",
    "from the knees up", "the whole figure", "the figure in its place", "the place, with a figure in it", "a thing, close"};
constexpr std::array<Pair, 5> kAngles = {{{"bird's eye", "top shot"}, {"high", "high"}, {"eye level", "eye level"},
                                          {"low", "low"}, {"worm's eye", "worm's eye"}}};
constexpr std::array<Pair, 5> kFramings = {{{"single", "single"}, {"two-shot", "two-shot"}, {"group", "group"},
                                            {"over the shoulder", "over the shoulder"}, {"POV", "POV"}}};
constexpr std::array<Pair, 11> kMovements = {{{"static", "static"}, {"pan", "pan"}, {"tilt", "tilt"}, {"roll", "roll"},
                                              {"dolly", "track"}, {"truck", "crab"}, {"pedestal", "ped"}, {"crane", "crane"},
                                              {"arc", "arc"}, {"zoom", "zoom"}, {"dolly zoom", "contra-zoom"}}};
constexpr std::array<Pair, 4> kStatuses = {{{"planned", "planned"}, {"agreed", "agreed"}, {"shot", "shot"}, {"omitted", "omitted"}}};

template <class E, std::size_t N> std::string_view pick(const std::array<Pair, N>& words, E value, SlateStyle style) {
    return words[static_cast<std::size_t>(value)].in(style);
}
std::string firstWord(const std::string& name) { return name.substr(0, name.find(' ')); }
}  // namespace

std::string_view displayWord(ShotSize v, SlateStyle s) { return pick(kSizes, v, s); }
std::string_view displayWord(ShotAngle v, SlateStyle s) { return pick(kAngles, v, s); }
std::string_view displayWord(Framing v, SlateStyle s) { return pick(kFramings, v, s); }
std::string_view displayWord(Movement v, SlateStyle s) { return pick(kMovements, v, s); }
std::string_view displayWord(ShotStatus v, SlateStyle s) { return pick(kStatuses, v, s); }
std::string_view explain(ShotSize v) { return kExplained[static_cast<std::size_t>(v)]; }

std::string directedWord(std::string_view us, SlateStyle style) {
    std::string words(us);
    if (style == SlateStyle::Us) return words;
    for (const auto& [from, to] : kMovements) {
        if (words.compare(0, from.size(), from) == 0 && from != to && from != "dolly zoom") return std::string(to) + words.substr(from.size());
    }
    return words;
}

std::string shortName(const Production& production, const Character& character) {
    const std::string first = firstWord(character.name);
    for (const Character& other : production.all<Character>()) {
        if (other.id != character.id && firstWord(other.name) == first) return character.name;
    }
    return first;
}

std::string signedDegrees(double degrees) {
    const double rounded = std::round(degrees * 10) / 10;
    if (rounded == 0) return "0.0";
    return fmt::format("{}{:.1f}", rounded < 0 ? "\u2212" : "+", std::abs(rounded));
}

}  // namespace recce::plan
