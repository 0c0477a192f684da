// A finding: something about the production that people should look at, with what would mend it. And those findings that
// the data alone shows; what needs optics, blocking or sets is found elsewhere and has the same form.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/store.h"

namespace recce {

enum class FindingLevel { Error, Warning, Note };
std::string_view wordOf(FindingLevel level);

struct Finding {
    FindingLevel level = FindingLevel::Warning;
    std::string code;                ///< stable word: "crosses-line"
    std::string message;             ///< a sentence
    std::vector<AnyId> subjects;
    std::vector<std::string> fixes;  ///< 'ACTION key=value', each one undoable step
    bool waived = false;
    bool operator==(const Finding&) const = default;
};

/// What a waiver of this finding is kept under: its code and its subjects, sorted.
std::string keyOf(const Finding& finding);
/// Sets `waived` by the production's waivers and sorts: errors first, then code, then subjects.
void settle(std::vector<Finding>& findings, const Production& production);

/// References to nothing, labels borne twice, rows of the catalogue that exist nowhere, changes that do not fit, shots
/// and setups without a camera, times the wrong way round.
std::vector<Finding> dataFindings(const Production& production);
/// Files and rows that could not be read and are kept as they were, and models whose files are not there.
std::vector<Finding> fileFindings(const Production& production, const StoredState& stored, const std::filesystem::path& folder);

}  // namespace recce
