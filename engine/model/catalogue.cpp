#include "model/catalogue.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/text.h"
#include "model/fields.h"

namespace recce {
namespace {
namespace fs = std::filesystem;

/// Photosites are square, and millimetres are printed to two or three digits: a Super 16 crop of 7.43 mm is known to
/// 0.07 %, an S35 gate of 12.7 mm to 0.4 %.
constexpr double kPitchTolerance = 0.006;
/// Lumens a watt. White light of one green line would reach 683; the best white LEDs in fixtures stay under this.
constexpr double kBestEfficacy = 200;
constexpr std::uint64_t kLargestFile = 16u << 20;

/// What a catalogue file holds: its sound rows, and why each of the others is refused, with file and line.
struct FileRows {
    CatalogueRows rows;
    std::vector<Error> refused;
};

/// On which line each row of each list begins. The text is valid JSON; positions are lost once it is parsed.
std::map<std::string, std::vector<std::size_t>, std::less<>> rowLines(std::string_view text) {
    std::map<std::string, std::vector<std::size_t>, std::less<>> lines;
    std::vector<std::size_t>* list = nullptr;  // of the member that the scan is in
    std::string_view word;                     // the last text between quotes
    std::size_t line = 1;
    int depth = 0;
    bool wantsRow = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') ++line;
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
        if (wantsRow && c != ']') {
            list->push_back(line);
            wantsRow = false;
        }
        if (c == '"') {
            const std::size_t from = ++i;
            while (i < text.size() && text[i] != '"') i += text[i] == '\\' ? 2 : 1;
            word = text.substr(from, i - from);
        } else if (c == ':' && depth == 1) {
            list = &lines[std::string(word)];
            list->clear();  // a member that stands twice counts as it stands last
        } else if (c == '[' || c == '{') {
            wantsRow = ++depth == 2 && c == '[';
        } else if (c == ']' || c == '}') {
            wantsRow = false;
            --depth;
        } else if (c == ',' && depth == 2 && list) {
            wantsRow = true;
        }
    }
    return lines;
}

template <class T> void put(std::map<CatalogueKey, T>& under, const std::map<CatalogueKey, T>& over) {
    for (const auto& [key, row] : over) under.insert_or_assign(key, row);
}

Result<std::vector<fs::path>> jsonFiles(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    if (!fs::exists(folder, error)) return files;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        std::error_code unknown;  // a link that leads nowhere is no file
        if (it->path().extension() == ".json" && it->is_regular_file(unknown)) files.push_back(it->path());
    }
    if (error) return fail(Code::Unreadable, "The catalogue folder cannot be read: " + error.message() + ".", folder.string());
    std::sort(files.begin(), files.end());
    return files;
}

void checkMode(const SensorMode& m, const std::string& name, std::vector<std::string>& problems) {
    if (m.name.empty()) problems.push_back(name + " has a mode without a name");
    if (!(m.width.value > 0) || !(m.height.value > 0)) problems.push_back(name + ", " + m.name + ": no size");
    if ((m.pixelsWide == 0) != (m.pixelsHigh == 0)) problems.push_back(name + ", " + m.name + ": pixels one way only");
    if (const double off = pitchMismatch(m); off > kPitchTolerance) {
        problems.push_back(fmt::format("{}, {}: {} x {} mm does not fit {} x {} pixels ({:.1f} % off)", name, m.name,
                                       m.width.value, m.height.value, m.pixelsWide, m.pixelsHigh, off * 100));
    }
}

void check(const CameraBody& b, const std::string& name, std::vector<std::string>& problems) {
    if (b.modes.empty()) problems.push_back(name + " has no modes");
    double pitch = 0;
    for (const SensorMode& m : b.modes) {
        checkMode(m, name, problems);
        if (m.pixelsWide == 0) continue;
        // Cine bodies crop their gate: all modes have the pitch of the first.
        const double here = m.width.value / m.pixelsWide;
        if (pitch == 0) pitch = here;
        if (std::abs(here / pitch - 1) > kPitchTolerance)
            problems.push_back(fmt::format("{}, {}: a pitch of {:.3f} um beside {:.3f}", name, m.name, here * 1e3, pitch * 1e3));
    }
}
void check(const LensSet& s, const std::string& name, std::vector<std::string>& problems) {
    if (s.lenses.empty()) problems.push_back(name + " has no lenses");
    if (!(s.squeeze >= 1) || !(s.transmittance > 0 && s.transmittance <= 1) || s.imageCircle.value < 0)
        problems.push_back(name + ": squeeze, transmittance or image circle is out of range");
    for (std::size_t i = 0; i < s.lenses.size(); ++i) {
        const Lens& l = s.lenses[i];
        if (!(l.focal.value > 0) || !(l.wideOpen.value > 0) || l.closeFocus.value < 0)
            problems.push_back(fmt::format("{}: lens {} has no length or stop", name, i + 1));
        if (i > 0 && l.focal <= s.lenses[i - 1].focal)
            problems.push_back(fmt::format("{}: {} mm stands after a longer lens", name, l.focal.value));
    }
}
void check(const Fixture& f, const std::string& name, std::vector<std::string>& problems) {
    if (!(f.output.value > 0)) problems.push_back(name + " gives no light");
    if (!(f.beamMin.value > 0) || f.beamMax < f.beamMin || f.beamMax.value > 360) problems.push_back(name + ": no beam");
    if (!(f.width.value > 0) || !(f.height.value > 0)) problems.push_back(name + ": no size");
    if (!(f.colourMin.value >= 1000) || f.colourMax < f.colourMin) problems.push_back(name + ": no colour temperature");
    if (f.power.value < 0 || f.weight.value < 0) problems.push_back(name + ": power or weight is negative");
    if (f.power.value > 0 && f.output / Lumens(f.power.value) > kBestEfficacy)
        problems.push_back(fmt::format("{}: {} lm from {} W is more than any lamp gives", name, f.output.value, f.power.value));
}
void check(const Support& s, const std::string& name, std::vector<std::string>& problems) {
    if (s.heightMin.value < 0 || s.heightMax < s.heightMin) problems.push_back(name + ": heights are the wrong way round");
}
void check(const Gel& g, const std::string& name, std::vector<std::string>& problems) {
    if (!(g.transmission > 0 && g.transmission <= 1)) problems.push_back(name + ": transmission is out of range");
}
void check(const Fabric& f, const std::string& name, std::vector<std::string>& problems) {
    const double all = f.straight + f.diffused + f.reflected;
    if (f.straight < 0 || f.diffused < 0 || f.reflected < 0 || all > 1 + 1e-9)
        problems.push_back(fmt::format("{}: it gives back {:.0f} % of the light that falls on it", name, all * 100));
}
void check(const Photometry& p, const std::string& name, std::vector<std::string>& problems) {
    if (p.ies.text().empty()) problems.push_back(name + " holds no file");
}

void check(const FrameAspect& a, const std::string& name, std::vector<std::string>& problems) {
    if (!(a.ratio > 0)) problems.push_back(name + ": the ratio is not positive");
}

template <class T> void checkRow(const CatalogueKey& key, const T& row, std::vector<std::string>& problems) {
    const std::string name = row.name.empty() ? key : row.name + " (" + key + ")";
    if (key.empty() || key != row.key) problems.push_back(name + ": the key is not its own");
    if (row.name.empty()) problems.push_back(key + " has no name");
    if (row.source.empty()) problems.push_back(name + " has no source");
    check(row, name, problems);
}

/// Calls f(list's name, the rows under it) for each kind of row.
template <class Rows, class F> void forEachKind(Rows& rows, F&& f) {
    f("bodies", rows.bodies);
    f("lens_sets", rows.lensSets);
    f("fixtures", rows.fixtures);
    f("supports", rows.supports);
    f("gels", rows.gels);
    f("fabrics", rows.fabrics);
    f("photometries", rows.photometries);
    f("aspects", rows.aspects);
}

class FileReader {
public:
    FileReader(const Json& json, std::string_view text, std::string file) : json_(json), lines_(rowLines(text)), file_(std::move(file)) {}

    FileRows read() {
        std::string known;
        forEachKind(out_.rows, [&](const char* kind, auto& rows) {
            known += (known.empty() ? "" : ", ") + std::string(kind);
            readKind(kind, rows);
        });
        for (const auto& [name, value] : json_.items()) {
            bool is = name == "comment";
            forEachKind(out_.rows, [&](const char* kind, auto&) { is = is || name == kind; });
            if (!is) refuse(file_, "A catalogue has no list '" + toCleanText(name) + "'; it has " + known + ".");
        }
        return std::move(out_);
    }

private:
    void refuse(std::string where, std::string why) { out_.refused.push_back({Code::Malformed, std::move(why), std::move(where), {}, {}}); }

    template <class T> void readKind(const char* kind, std::map<CatalogueKey, T>& rows) {
        const auto list = json_.find(kind);
        if (list == json_.end()) return;
        if (!list->is_array()) return refuse(file_, std::string(kind) + " must be a list.");
        const auto lines = lines_.find(kind);
        for (std::size_t i = 0; i < list->size(); ++i) {
            const bool known = lines != lines_.end() && i < lines->second.size();
            readRow(kind, (*list)[i], file_ + (known ? fmt::format(":{}", lines->second[i]) : ""), rows);
        }
    }

    template <class T> void readRow(const char* kind, const Json& json, const std::string& where, std::map<CatalogueKey, T>& rows) {
        std::vector<std::string> unknown, problems;
        auto row = catalogueRowFromJson<T>(json, &unknown);
        if (!row) return refuse(where, fmt::format("A row of {} is refused: {}.", kind, row.error().message));
        checkRow(row->key, *row, problems);
        if (!unknown.empty()) problems.insert(problems.begin(), fmt::format("{} has no member '{}'", row->key, toCleanText(unknown.front())));
        if (rows.count(row->key)) problems.insert(problems.begin(), row->key + " stands twice in this file");
        if (!problems.empty()) return refuse(where, fmt::format("A row of {} is refused: {}.", kind, problems.front()));
        rows.emplace(row->key, std::move(*row));
    }

    const Json& json_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> lines_;
    std::string file_;
    FileRows out_;
};

Result<FileRows> readFileRows(const fs::path& path) {
    RECCE_TRY(const std::string text, readFile(path, kLargestFile));
    auto json = parseJson(text);
    if (!json) {
        json.error().subject = path.string();
        return fail(json.error());
    }
    if (!json->is_object()) return fail(Code::Malformed, "A catalogue must be an object with lists of rows.", path.string());
    return FileReader(*json, text, path.string()).read();
}

/// The rows of a place of the user's over `all`. What cannot be used is named in `warnings`; the rest counts.
void layOver(CatalogueRows& all, const fs::path& folder, std::vector<std::string>& warnings) {
    const auto files = jsonFiles(folder);
    if (!files) return warnings.push_back(toText(files.error()));
    for (const fs::path& file : *files) {
        const auto read = readFileRows(file);
        if (!read) {
            warnings.push_back(toText(read.error()));
            continue;
        }
        for (const Error& e : read->refused) warnings.push_back(toText(e));
        all = overridden(std::move(all), read->rows);
    }
}

template <class T>
void need(std::map<CatalogueKey, T>& used, const std::map<CatalogueKey, T>& all, const CatalogueKey& key) {
    if (key.empty() || used.count(key)) return;
    if (const auto it = all.find(key); it != all.end()) used.insert(*it);
}
}  // namespace

double pitchMismatch(const SensorMode& m) {
    if (m.pixelsWide == 0 || m.pixelsHigh == 0) return 0;
    return std::abs((m.width.value / m.pixelsWide) / (m.height.value / m.pixelsHigh) - 1);
}

Result<CatalogueRows> readCatalogue(const fs::path& folder) {
    CatalogueRows all;
    RECCE_TRY(const std::vector<fs::path> files, jsonFiles(folder));
    for (const fs::path& file : files) {
        RECCE_TRY(const FileRows read, readFileRows(file));
        if (!read.refused.empty()) return fail(read.refused.front());
        all = overridden(std::move(all), read.rows);
    }
    return all;
}

CatalogueRows overridden(CatalogueRows under, const CatalogueRows& over) {
    put(under.bodies, over.bodies);
    put(under.lensSets, over.lensSets);
    put(under.fixtures, over.fixtures);
    put(under.supports, over.supports);
    put(under.gels, over.gels);
    put(under.fabrics, over.fabrics);
    put(under.photometries, over.photometries);
    put(under.aspects, over.aspects);
    return under;
}

Result<CatalogueRows> openCatalogue(const fs::path& project, std::vector<std::string>& warnings) {
    RECCE_TRY(CatalogueRows all, readCatalogue(programFolder() / "catalogue"));
    if (const auto state = stateFolder()) layOver(all, *state / "catalogue", warnings);
    if (!project.empty()) layOver(all, project / "catalogue", warnings);
    return all;
}

CatalogueRows catalogueFor(const Production& production, const CatalogueRows& all) { return overridden(all, *production.used); }

std::vector<std::string> problemsOf(const CatalogueRows& catalogue) {
    std::vector<std::string> problems;
    forEachKind(catalogue, [&](const char*, const auto& rows) {
        for (const auto& [key, row] : rows) checkRow(key, row, problems);
    });
    return problems;
}

UsedCatalogue usedRows(const Production& production, const CatalogueRows& all) {
    UsedCatalogue used = *production.used;
    need(used.bodies, all.bodies, production.info->defaultBody);
    need(used.lensSets, all.lensSets, production.info->defaultLensSet);
    for (const CameraRig& r : production.all<CameraRig>()) {
        need(used.bodies, all.bodies, r.body);
        need(used.lensSets, all.lensSets, r.lensSet);
        need(used.supports, all.supports, r.support);
    }
    for (const Light& l : production.all<Light>()) {
        need(used.fixtures, all.fixtures, l.fixture);
        need(used.gels, all.gels, l.gel);
        need(used.photometries, all.photometries, l.photometry);
    }
    for (const SetPiece& p : production.all<SetPiece>()) need(used.fabrics, all.fabrics, p.fabric);
    return used;
}

}  // namespace recce
