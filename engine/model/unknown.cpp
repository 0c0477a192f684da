#include "model/unknown.h"

#include <vector>

#include <nlohmann/json.hpp>

namespace recce {
namespace {

// {"more": {members that no field knows}, "in": {member: parts}} of an object,
// {"of": length, "at": [{"index", "was": the element as written, "parts"}]} of a list.
constexpr const char* kMore = "more";
constexpr const char* kIn = "in";
constexpr const char* kOf = "of";
constexpr const char* kAt = "at";

/// The first member tells elements of a list apart: a key, an id, a time. A list may have been sorted by it.
bool sameThing(const Json& a, const Json& b) {
    if (!a.is_object() || !b.is_object() || b.empty()) return false;
    const auto known = a.find(b.begin().key());
    return known != a.end() && *known == *b.begin();
}
std::size_t placeOf(const Json& element, const Json& list) {
    std::size_t i = 0;
    while (i < list.size() && !sameThing(element, list[i])) ++i;
    return i;
}

void restoreList(Json& list, const Json& parts) {
    std::vector<bool> taken(list.size());
    std::vector<const Json*> left;
    const auto put = [&](std::size_t index, const Json& one) {
        taken[index] = true;
        restoreUnknown(list[index], one["parts"]);
    };
    for (const Json& one : parts[kAt]) {
        const auto old = one["index"].get<std::size_t>();
        std::size_t found = list.size();
        if (old < list.size() && !taken[old] && list[old] == one["was"]) found = old;
        for (std::size_t i = 0; i < list.size() && found == list.size(); ++i)
            if (!taken[i] && list[i] == one["was"]) found = i;
        if (found < list.size()) put(found, one);
        else left.push_back(&one);
    }
    if (list.size() != parts[kOf].get<std::size_t>()) return;
    for (const Json* one : left) {
        const auto index = (*one)["index"].get<std::size_t>();
        if (!taken[index]) put(index, *one);
    }
}

}  // namespace

Json unknownParts(const Json& original, const Json& written) {
    Json parts;
    if (original.is_object() && written.is_object()) {
        for (const auto& [key, value] : original.items()) {
            const auto known = written.find(key);
            if (known == written.end()) parts[kMore][key] = value;
            else if (Json inside = unknownParts(value, *known); !inside.is_null()) parts[kIn][key] = std::move(inside);
        }
    } else if (original.is_array() && written.is_array() && original.size() == written.size()) {
        for (std::size_t i = 0; i < original.size(); ++i) {
            const std::size_t at = written[i].is_object() && !sameThing(original[i], written[i]) ? placeOf(original[i], written) : i;
            if (at == written.size()) continue;
            Json inside = unknownParts(original[i], written[at]);
            if (inside.is_null()) continue;
            parts[kOf] = original.size();
            parts[kAt].push_back({{"index", at}, {"was", written[at]}, {"parts", std::move(inside)}});
        }
    }
    return parts;
}

void restoreUnknown(Json& json, const Json& parts) {
    if (json.is_object()) {
        if (const auto in = parts.find(kIn); in != parts.end()) {
            for (const auto& [key, inside] : in->items())
                if (json.contains(key)) restoreUnknown(json[key], inside);
        }
        if (const auto more = parts.find(kMore); more != parts.end()) {
            for (const auto& [key, value] : more->items())
                if (!json.contains(key)) json[key] = value;
        }
    } else if (json.is_array() && parts.contains(kAt)) {
        restoreList(json, parts);
    }
}

}  // namespace recce
