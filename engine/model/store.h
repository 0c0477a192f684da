// The project folder: which file holds what, reading it, and writing only what changed, whole or not at all. Knows no
// journal, no lock and no history: model/project.h puts those together.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/hash.h"
#include "model/fields.h"
#include "model/production.h"

namespace recce {

/// Version of the files. A newer minor opens and keeps what it does not know; a newer major opens read-only.
inline constexpr int kFormatMajor = 1;
inline constexpr int kFormatMinor = 0;

/// What the files hold beside the production, so that writing loses nothing and never overwrites another's change.
struct StoredState {
    struct Kept {
        std::string file, table;  ///< where it stood: "scenes/4f9c.json", "marks"
        std::string line;         ///< one JSON value, as it was
        std::string reason;       ///< why it is not in the production
    };
    struct Damaged {
        std::string reason;           ///< a sentence: what is wrong, and where in the file
        std::optional<Hash128> hash;  ///< as it was met; none where it could not even be read
    };
    std::map<std::string, Hash128> files;              ///< by path inside the project, as last read or written
    std::map<std::string, Damaged> damaged;            ///< files that could not be read: left alone, never written over
    std::map<std::string, std::string> unknownOfRow;   ///< by id text ("info", "used"): what no field knows (model/unknown.h)
    std::map<std::string, std::string> unknownOfFile;  ///< by path: top-level members that no table knows
    std::vector<Kept> kept;                            ///< rows that could not be used: damaged, or an id met twice
    int minor = kFormatMinor;                          ///< the newest minor met
};

struct LoadedProject {
    Production production;
    StoredState state;
    std::string readOnlyReason;  ///< not empty: saved by a newer major version
};

/// Reads production.json and what lies beside it. A production.json that cannot be read is an error that names the line;
/// another such file stands in state.damaged, a single row that does not fit in state.kept, and everything else opens.
Result<LoadedProject> readProject(const std::filesystem::path& folder);

/// The files of a production, by path inside the project: one object per line, sorted by id. `only` (null: all) names
/// those that are wanted.
std::map<std::string, std::string> renderProject(const Production& production, const StoredState& state,
                                                 const std::set<std::string>* only = nullptr);

/// Files whose bytes on disk are no longer those of `state`: somebody else wrote, made or removed them.
std::vector<std::string> changedOnDisk(const std::filesystem::path& folder, const StoredState& state);

/// Writes the files that differ from `state` and removes those of deleted scenes; makes the folder when missing.
/// Error Refused, with a cause per file, where a file that would be written has changed on disk since; nothing is
/// written then. Error Unwritable: disk full, read-only; every file is whole, and `state` knows those that are new.
/// A damaged file in the place of one that must be written is moved to NAME.damaged first.
/// `saved`, where given, is what the files hold now: then only what differs from it is looked at, which makes saving one
/// change of a film of 10,000 scenes a matter of milliseconds.
Status writeProject(const std::filesystem::path& folder, const Production& production, StoredState& state,
                    const Production* saved = nullptr);

/// Takes the damaged files into another folder, as they are.
Status copyDamaged(const std::filesystem::path& from, const std::filesystem::path& to, const StoredState& state);

/// Removes temporary files that a killed save left behind. Only with the project's lock held.
void removeStrayFiles(const std::filesystem::path& folder);

/// Whether `folder` holds a production.json.
bool isProject(const std::filesystem::path& folder);

}  // namespace recce
