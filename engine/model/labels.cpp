#include "model/labels.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

namespace recce {
namespace {
std::string alphabet(std::string_view skipped) {
    std::string letters;
    for (char c = 'A'; c <= 'Z'; ++c) {
        if (skipped.find(c) == std::string_view::npos) letters += c;
    }
    return letters.empty() ? "A" : letters;
}

std::optional<std::uint64_t> wholeNumber(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// What of `label` follows `prefix`, or nothing.
std::optional<std::string_view> after(std::string_view label, std::string_view prefix) {
    if (label.substr(0, prefix.size()) != prefix) return std::nullopt;
    return label.substr(prefix.size());
}

std::set<std::string, std::less<>> takenLabels(const Production& production) {
    std::set<std::string, std::less<>> taken;
    for (const Setup& s : production.all<Setup>()) taken.insert(s.label);
    for (const Shot& s : production.all<Shot>()) taken.insert(s.label);
    return taken;
}

std::string nextRunningNumber(const Production& production) {
    std::uint64_t highest = 0;
    for (const Setup& s : production.all<Setup>()) highest = std::max(highest, wholeNumber(s.label).value_or(0));
    const auto taken = takenLabels(production);
    do ++highest; while (taken.count(std::to_string(highest)));
    return std::to_string(highest);
}
}  // namespace

std::string lettersOf(std::size_t number, std::string_view skipped) {
    const std::string letters = alphabet(skipped);
    std::string text;
    for (; number > 0; number = (number - 1) / letters.size()) text.insert(text.begin(), letters[(number - 1) % letters.size()]);
    return text;
}

std::size_t numberOfLetters(std::string_view text, std::string_view skipped) {
    const std::string letters = alphabet(skipped);
    if (text.size() > 4) return 0;
    std::size_t number = 0;
    for (const char c : text) {
        const auto at = letters.find(c);
        if (at == std::string::npos) return 0;
        number = number * letters.size() + at + 1;
    }
    return number;
}

bool isPartedLabel(std::string_view label, std::string_view sceneNumber, std::string_view skipped) {
    const auto rest = after(label, sceneNumber);
    return rest && rest->size() > 1 && rest->front() == '-' && numberOfLetters(rest->substr(1), skipped) > 0;
}

std::string nextSetupLabel(const Production& production, Id<Scene> id) {
    if (production.info->slates == SlateStyle::Uk) return nextRunningNumber(production);
    const Scene* scene = production.find(id);
    const std::string number = scene ? scene->number : "";
    const std::string& skipped = production.info->skippedLetters;

    // The bare number counts as place 0, A as 1. A scene without a number starts with A.
    std::size_t next = number.empty() ? 1 : 0;
    bool parted = false;
    for (const Setup& s : production.all<Setup>()) {
        if (s.scene != id || s.label.empty()) continue;
        const auto rest = after(s.label, number);
        if (!rest) continue;
        const bool hyphen = isPartedLabel(s.label, number, skipped);
        const std::size_t place = numberOfLetters(hyphen ? rest->substr(1) : *rest, skipped);
        if (rest->empty() || place > 0) next = std::max(next, place + 1);
        parted = parted || hyphen;
    }
    const auto taken = takenLabels(production);
    if (!parted && !taken.count(number + lettersOf(next, skipped))) return number + lettersOf(next, skipped);
    for (next = std::max<std::size_t>(next, 1);; ++next) {
        const std::string label = number + "-" + lettersOf(next, skipped);
        if (!taken.count(label)) return label;
    }
}

std::string nextShotLabel(const Production& production, Id<Setup> setup, std::string_view setupLabel) {
    const std::string base(setupLabel);
    std::set<std::string, std::less<>> others;
    for (const Shot& s : production.all<Shot>()) others.insert(s.label);
    bool first = true;
    std::uint64_t highest = 1;
    for (const Shot& s : production.all<Shot>()) {
        if (s.setup != setup) continue;
        first = false;
        if (const auto rest = after(s.label, base + "-")) highest = std::max(highest, wholeNumber(*rest).value_or(0));
    }
    if (first && !others.count(base)) return base;
    do ++highest; while (others.count(base + "-" + std::to_string(highest)));
    return base + "-" + std::to_string(highest);
}

std::string nextCameraLetter(const Production& production, Id<Scene> scene) {
    const std::string& skipped = production.info->skippedLetters;
    std::set<std::string> used;
    for (const CameraRig& r : production.all<CameraRig>()) {
        if (r.scene == scene) used.insert(r.letter);
    }
    std::size_t n = 1;
    while (used.count(lettersOf(n, skipped))) ++n;
    return lettersOf(n, skipped);
}

std::string nextMarkLabel(const Production& production, Id<Scene> scene, Id<Character> character) {
    std::uint64_t highest = 0;
    for (const Mark& m : production.all<Mark>()) {
        if (m.scene == scene && m.character == character) highest = std::max(highest, wholeNumber(m.label).value_or(0));
    }
    return std::to_string(highest + 1);
}

}  // namespace recce
