#include "model/store.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "base/files.h"
#include "model/edit.h"
#include "model/unknown.h"

namespace recce {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t kFileLimit = 1ull << 30;
constexpr const char* kHead = "recce";

template <class T> constexpr std::string_view tableName();
template <> constexpr std::string_view tableName<Character>() { return "characters"; }
template <> constexpr std::string_view tableName<Asset>() { return "assets"; }
template <> constexpr std::string_view tableName<Set>() { return "sets"; }
template <> constexpr std::string_view tableName<SetPiece>() { return "pieces"; }
template <> constexpr std::string_view tableName<Scene>() { return "scenes"; }
template <> constexpr std::string_view tableName<Mark>() { return "marks"; }
template <> constexpr std::string_view tableName<CameraRig>() { return "cameras"; }
template <> constexpr std::string_view tableName<Light>() { return "lights"; }
template <> constexpr std::string_view tableName<Setup>() { return "setups"; }
template <> constexpr std::string_view tableName<Shot>() { return "shots"; }
template <> constexpr std::string_view tableName<ShootDay>() { return "days"; }
template <> constexpr std::string_view tableName<Note>() { return "notes"; }
template <> constexpr std::string_view tableName<MeterPoint>() { return "meter_points"; }

constexpr const char* kProduction = "production.json";

/// Rows of a scene that is not there (after a merge) stay in production.json: listed as findings, never dropped.
std::string sceneFile(const Production& p, Id<Scene> scene) {
    return p.find(scene) ? "scenes/" + hexText(scene.value) + ".json" : kProduction;
}
template <class Owner> std::string ownedFile(const Production& p, const Owner& owner) {
    const auto* scene = std::get_if<Id<Scene>>(&owner);
    return scene ? sceneFile(p, *scene) : kProduction;
}
template <class T> std::string fileOf(const Production&, const T&) { return kProduction; }
template <> std::string fileOf(const Production& p, const SetPiece& r) { return ownedFile(p, r.owner); }
template <> std::string fileOf(const Production& p, const Light& r) { return ownedFile(p, r.owner); }
template <> std::string fileOf(const Production& p, const Scene& r) { return sceneFile(p, r.id); }
template <> std::string fileOf(const Production& p, const Mark& r) { return sceneFile(p, r.scene); }
template <> std::string fileOf(const Production& p, const CameraRig& r) { return sceneFile(p, r.scene); }
template <> std::string fileOf(const Production& p, const MeterPoint& r) { return sceneFile(p, r.scene); }
template <> std::string fileOf(const Production& p, const Setup& r) { return sceneFile(p, r.scene); }
template <> std::string fileOf(const Production& p, const Shot& r) {
    const Setup* setup = p.find(r.setup);
    return setup ? sceneFile(p, setup->scene) : kProduction;
}
template <> std::string fileOf(const Production&, const ShootDay&) { return "schedule.json"; }
template <> std::string fileOf(const Production&, const Note&) { return "notes.json"; }

std::string_view kindOf(const std::string& file) {
    if (file == kProduction) return "production";
    if (file == "schedule.json") return "schedule";
    if (file == "notes.json") return "notes";
    return "scene";
}

/// Whether the scene of this file is in the production.
bool sceneOfFile(const Production& p, const std::string& file) {
    const auto id = file.size() == 28 ? parseHex(std::string_view(file).substr(7, 16)) : std::nullopt;
    return id && p.find(Id<Scene>{*id});
}

/// The files whose content may differ between two productions.
std::set<std::string> touchedFiles(const Production& from, const Production& to) {
    std::set<std::string> touched;
    for (const Slot& slot : difference(from, to).slots) {
        std::visit([&](const auto& s) {
            using S = std::decay_t<decltype(s)>;
            if constexpr (requires { s.id; }) {
                if (s.before) touched.insert(fileOf(from, *s.before));
                if (s.after) touched.insert(fileOf(to, *s.after));
                // Rows that hang on a scene or setup which came or went move between its file and production.json.
                if constexpr (std::is_same_v<S, RowSlot<Scene>> || std::is_same_v<S, RowSlot<Setup>>) {
                    if (!s.before || !s.after) touched.insert(kProduction);
                }
            } else {
                touched.insert(kProduction);
            }
        }, slot);
    }
    return touched;
}

/// The files of a folder that are the project's: the fixed ones and scenes/*.json, sorted.
std::vector<std::string> projectFiles(const fs::path& folder) {
    std::vector<std::string> files;
    std::error_code error;
    for (const char* name : {kProduction, "schedule.json", "notes.json"}) {
        if (fs::exists(folder / name, error)) files.emplace_back(name);
    }
    for (fs::directory_iterator at(folder / "scenes", error), end; !error && at != end; at.increment(error)) {
        const std::string name = at->path().filename().string();
        if (at->path().extension() == ".json" && name[0] != '.') files.push_back("scenes/" + name);
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// Whether anything in the row could hide members that no field knows: a record, or a list of them.
bool hasRecords(const Json& row) {
    for (const Json& value : row) {
        if (value.is_object() || (value.is_array() && !value.empty() && value.front().is_object())) return true;
    }
    return false;
}

/// `unknown` are the outermost members that no field knows; those that were read as a default are not written.
Json partsOf(const Json& original, Json written, const Json& unknown) {
    for (const auto& [key, value] : original.items())
        if (!written.contains(key) && !unknown.contains(key)) written[key] = value;
    return unknownParts(original, written);
}

struct Reader {
    LoadedProject out;
    std::string file;

    void keep(std::string_view table, const Json& row, std::string reason) {
        out.state.kept.push_back({file, std::string(table), jsonLine(row), std::move(reason)});
    }

    void remember(const std::string& what, const Json& parts) {
        if (!parts.is_null()) out.state.unknownOfRow[what] = jsonLine(parts);
    }

    template <class T> void readTable(const Json& rows) {
        const std::string_view name = tableName<T>();
        for (const Json& json : rows) {
            Json unknown = Json::object();
            Result<T> row = rowFromJson<T>(json, &unknown);
            if (!row) {
                keep(name, json, row.error().message);
            } else if (out.production.find(row->id)) {
                keep(name, json, "its id is used twice");
            } else {
                if (!unknown.empty() || hasRecords(json)) remember(toText(row->id), partsOf(json, rowToJson(*row), unknown));
                const Id<T> id = row->id;
                out.production.all<T>() = out.production.all<T>().with(id, std::make_shared<const T>(std::move(*row)));
            }
        }
    }

    Status readHead(const Json& json) {
        const auto head = json.find(kHead);
        const std::string hint = "It is not a file of Recce, or it was damaged. Restore it from a copy.";
        if (head == json.end() || !head->is_object() || !head->contains("version") || !(*head)["version"].is_string())
            return fail(Code::Malformed, "The line \"recce\": {\"kind\": ..., \"version\": ...} is missing.", file, hint);
        const std::string version = (*head)["version"].get<std::string>();
        int major = 0, minor = 0;
        if (std::sscanf(version.c_str(), "%d.%d", &major, &minor) != 2 || major < 1 || minor < 0)
            return fail(Code::Malformed, "\"" + version + "\" is not a version.", file, hint);
        if (major > kFormatMajor) out.readOnlyReason = fmt::format("Read only: saved by a newer Recce (format {})", version);
        else out.state.minor = std::max(out.state.minor, minor);
        return {};
    }

    Status read(const fs::path& folder, std::string name) {
        file = std::move(name);
        RECCE_TRY(const std::string bytes, readFile(folder / file, kFileLimit));
        Result<Json> parsed = parseJson(bytes);
        if (!parsed) {
            Error error = parsed.error();
            error.subject = (folder / file).string();
            if (error.hint.empty()) error.hint = "Restore this file from a copy; the others are sound.";
            return fail(std::move(error));
        }
        const Json& json = *parsed;
        if (!json.is_object()) return fail(Code::Malformed, "This is not a file of Recce.", (folder / file).string());
        if (auto head = readHead(json); !head) {
            head.error().subject = (folder / file).string();
            return head;
        }
        Json unknown = Json::object();
        for (const auto& [key, value] : json.items()) {
            if (key == kHead) continue;
            bool known = false;
            forEachType([&]<class T>(Tag<T>) {
                if (key != tableName<T>() || !value.is_array()) return;
                readTable<T>(value);
                known = true;
            });
            if (known) continue;
            if (file == kProduction) {
                RECCE_TRY(known, readPart(key, value, folder));
            }
            if (!known) unknown[key] = value;
        }
        if (!unknown.empty()) out.state.unknownOfFile[file] = jsonLine(unknown);
        out.state.files[file] = hashOf(bytes);
        return {};
    }

    /// The parts of production.json that are not tables. False: no such part.
    Result<bool> readPart(const std::string& key, const Json& value, const fs::path& folder) {
        const auto where = [&](Error error) {
            error.subject = (folder / file).string();
            error.message = "\"" + key + "\": " + error.message + ".";
            return fail(std::move(error));
        };
        if (key == "info") {
            Json unknown = Json::object();
            auto info = infoFromJson(value, &unknown);
            if (!info) return where(info.error());
            remember("info", partsOf(value, infoToJson(*info), unknown));
            out.production.info = std::make_shared<const ProductionInfo>(std::move(*info));
        } else if (key == "used") {
            auto used = usedFromJson(value);
            if (!used) return where(used.error());
            remember("used", unknownParts(value, usedToJson(*used)));
            out.production.used = std::make_shared<const UsedCatalogue>(std::move(*used));
        } else if (key == "waivers") {
            auto waivers = waiversFromJson(value);
            if (!waivers) return where(waivers.error());
            remember("waivers", unknownParts(value, waiversToJson(*waivers)));
            out.production.waivers = std::make_shared<const std::vector<Waiver>>(std::move(*waivers));
        } else {
            return false;
        }
        return true;
    }
};

/// `json` with what no field knows, as it came.
Json whole(Json json, const StoredState& state, const std::string& id) {
    if (const auto unknown = state.unknownOfRow.find(id); unknown != state.unknownOfRow.end()) restoreUnknown(json, Json::parse(unknown->second));
    return json;
}

/// A file in the making: named members in order, arrays with one element a line.
class FileText {
public:
    FileText(std::string_view kind, int minor) {
        text_ = fmt::format("{{\n\"{}\": {{\"kind\": \"{}\", \"version\": \"{}.{}\"}}", kHead, kind, kFormatMajor, minor);
    }
    void member(std::string_view name, std::string_view value) { text_ += fmt::format(",\n\"{}\": {}", name, value); }
    void array(std::string_view name, const std::vector<std::string>& lines) {
        if (lines.empty()) return;
        text_ += fmt::format(",\n\"{}\": [\n", name);
        for (std::size_t i = 0; i < lines.size(); ++i) text_ += lines[i] + (i + 1 < lines.size() ? ",\n" : "\n]");
    }
    std::string finish() && { return std::move(text_) + "\n}\n"; }

private:
    std::string text_;
};

/// An object with each member of each member on a line of its own, so that used catalogue rows merge.
std::string spread(const Json& json) {
    std::string text = "{";
    for (const auto& [key, value] : json.items()) {
        text += (text.size() > 1 ? ",\n\"" : "\n\"") + key + "\": ";
        if (!value.is_array() || value.empty()) {
            text += jsonLine(value);
            continue;
        }
        text += "[";
        for (std::size_t i = 0; i < value.size(); ++i) text += (i ? ",\n" : "\n") + jsonLine(value[i]);
        text += "\n]";
    }
    return text + (json.empty() ? "}" : "\n}");
}

std::optional<Hash128> hashOnDisk(const fs::path& path) {
    const auto bytes = readFile(path, kFileLimit);
    if (!bytes) return std::nullopt;
    return hashOf(*bytes);
}

/// What the file holds as far as this program knows; none: it should not be there.
std::optional<Hash128> hashKnown(const StoredState& state, const std::string& file) {
    if (const auto known = state.files.find(file); known != state.files.end()) return known->second;
    if (const auto damaged = state.damaged.find(file); damaged != state.damaged.end()) return damaged->second.hash;
    return std::nullopt;
}

/// NAME.damaged, or NAME.damaged-2 and so on where there is one.
Status moveAside(const fs::path& path) {
    fs::path aside = path.string() + ".damaged";
    std::error_code error;
    for (int n = 2; fs::exists(fs::symlink_status(aside, error)); ++n) aside = fmt::format("{}.damaged-{}", path.string(), n);
    fs::rename(path, aside, error);
    if (error) return fail(Code::Unwritable, "This damaged file could not be moved aside: " + error.message() + ".", path.string(), "Move it away by hand, then save again.");
    return {};
}

/// What a save left when it was killed: ".NAME.16 digits.tmp".
bool isStray(const std::string& name) {
    return name.size() > 22 && name[0] == '.' && name.ends_with(".tmp") &&
           parseHex(std::string_view(name).substr(name.size() - 20, 16)).has_value();
}

}  // namespace

bool isProject(const fs::path& folder) {
    std::error_code error;
    return fs::is_regular_file(folder / kProduction, error);
}

Result<LoadedProject> readProject(const fs::path& folder) {
    if (!isProject(folder))
        return fail(Code::NotFound, "There is no production in this folder: production.json is missing.", folder.string(),
                    "Open the folder of a production, or make one with `recce new`.");
    Reader reader;
    for (const std::string& file : projectFiles(folder)) {
        const Status read = reader.read(folder, file);
        if (read) continue;
        if (file == kProduction) return fail(read.error());
        reader.out.state.damaged[file] = {read.error().message, hashOnDisk(folder / file)};
    }
    return std::move(reader.out);
}

std::map<std::string, std::string> renderProject(const Production& p, const StoredState& state, const std::set<std::string>* only) {
    const auto wanted = [&](const std::string& file) { return !only || only->count(file) > 0; };
    // file -> table -> lines, in id order because tables are.
    std::map<std::string, std::map<std::string_view, std::vector<std::string>>> lines;
    if (wanted(kProduction)) lines[kProduction];
    forEachType([&]<class T>(Tag<T>) {
        for (const T& row : p.all<T>()) {
            const std::string file = fileOf(p, row);
            if (wanted(file)) lines[file][tableName<T>()].push_back(jsonLine(whole(rowToJson(row), state, toText(row.id))));
        }
    });
    for (const StoredState::Kept& kept : state.kept) {
        // A kept row of a scene that has gone since moves to production.json with the other strays.
        const bool gone = kindOf(kept.file) == "scene" && !sceneOfFile(p, kept.file);
        const std::string file = gone ? kProduction : kept.file;
        if (!wanted(file)) continue;
        forEachType([&]<class T>(Tag<T>) {
            if (kept.table == tableName<T>()) lines[file][tableName<T>()].push_back(kept.line);
        });
    }
    for (const auto& [file, members] : state.unknownOfFile) {
        if (kindOf(file) != "scene" && wanted(file)) lines[file];
    }
    std::map<std::string, std::string> files;
    for (const auto& [file, tables] : lines) {
        FileText text(kindOf(file), state.minor);
        if (file == kProduction) {
            text.member("info", jsonLine(whole(infoToJson(*p.info), state, "info")));
            if (const Json used = whole(usedToJson(*p.used), state, "used"); !used.empty()) text.member("used", spread(used));
            std::vector<std::string> waivers;
            const Json waiverRows = whole(waiversToJson(*p.waivers), state, "waivers");
            for (const Json& w : waiverRows) waivers.push_back(jsonLine(w));
            text.array("waivers", waivers);
        }
        forEachType([&]<class T>(Tag<T>) {
            if (const auto rows = tables.find(tableName<T>()); rows != tables.end()) text.array(rows->first, rows->second);
        });
        if (const auto unknown = state.unknownOfFile.find(file); unknown != state.unknownOfFile.end()) {
            const Json members = Json::parse(unknown->second);
            for (const auto& [key, value] : members.items()) text.member(key, jsonLine(value));
        }
        files[file] = std::move(text).finish();
    }
    return files;
}

std::vector<std::string> changedOnDisk(const fs::path& folder, const StoredState& state) {
    std::vector<std::string> changed;
    std::set<std::string> names;
    for (const auto& [file, hash] : state.files) names.insert(file);
    for (const std::string& file : projectFiles(folder)) names.insert(file);
    for (const std::string& file : names) {
        if (hashOnDisk(folder / file) != hashKnown(state, file)) changed.push_back(file);
    }
    return changed;
}

Status writeProject(const fs::path& folder, const Production& production, StoredState& state, const Production* saved) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return fail(Code::Unwritable, "This folder cannot be made: " + error.message() + ".", folder.string(), "Save elsewhere.");
    std::set<std::string> differing;
    if (saved) differing = touchedFiles(*saved, production);
    const auto files = renderProject(production, state, saved ? &differing : nullptr);
    std::vector<std::string> names;  // of `writes`, in the same order
    std::vector<FileContent> writes;
    std::vector<std::string> removals;
    for (const auto& [file, bytes] : files) {
        const auto known = state.files.find(file);
        if (known != state.files.end() && known->second == hashOf(bytes)) continue;
        names.push_back(file);
        writes.push_back({folder / file, bytes});
    }
    for (const auto& [file, hash] : state.files) {
        if (!files.count(file) && (!saved || differing.count(file))) removals.push_back(file);
    }

    std::set<std::string> touched(removals.begin(), removals.end());
    touched.insert(names.begin(), names.end());
    Error conflict{Code::Refused, "This production was changed by someone else since it was opened.", folder.string(),
                   "Take theirs, or keep yours as a copy.", {}};
    for (const std::string& file : touched) {
        const auto now = hashOnDisk(folder / file);
        // A file that was ours and is gone may be written again: nothing of anybody's is lost.
        if (now && now != hashKnown(state, file)) conflict.causes.push_back({Code::Refused, "Changed on disk.", file, "", {}});
    }
    if (!conflict.causes.empty()) return fail(std::move(conflict));

    if (std::any_of(writes.begin(), writes.end(), [&](const FileContent& w) { return w.path.parent_path().filename() == "scenes"; })) {
        fs::create_directories(folder / "scenes", error);
        if (error) return fail(Code::Unwritable, "This folder cannot be made: " + error.message() + ".", (folder / "scenes").string(), "Save elsewhere.");
    }
    for (const std::string& file : names) {
        if (state.damaged.count(file)) RECCE_TRY_STATUS(moveAside(folder / file));
        state.damaged.erase(file);
    }
    Status written = writeFilesAtomically(writes);
    for (std::size_t i = 0; i < writes.size(); ++i) {
        // A rename may fail after others went through: those files are ours all the same, not somebody else's.
        const Hash128 hash = hashOf(writes[i].bytes);
        if (written || hashOnDisk(writes[i].path) == hash) state.files[names[i]] = hash;
    }
    if (!written) return written;
    for (const std::string& file : removals) {
        unlink((folder / file).c_str());
        state.files.erase(file);
    }
    return {};
}

Status copyDamaged(const fs::path& from, const fs::path& to, const StoredState& state) {
    for (const auto& [file, damage] : state.damaged) {
        std::error_code error;
        fs::create_directories((to / file).parent_path(), error);
        fs::copy_file(from / file, to / file, error);
        if (error)
            return fail(Code::Unwritable, "This damaged file could not be taken along: " + error.message() + ".", (from / file).string(), "Copy it by hand, then save again.");
    }
    return {};
}

void removeStrayFiles(const fs::path& folder) {
    std::error_code error;
    for (const fs::path& in : {folder, folder / "scenes"}) {
        std::vector<fs::path> strays;
        for (fs::directory_iterator at(in, error), end; !error && at != end; at.increment(error)) {
            if (isStray(at->path().filename().string())) strays.push_back(at->path());
        }
        for (const fs::path& stray : strays) fs::remove(stray, error);
    }
}

}  // namespace recce
