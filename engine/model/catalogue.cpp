#include "model/catalogue.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "model/fields.h"

namespace recce {
namespace {
namespace fs = std::filesystem;

/// Photosites are square, and millimetres are printed to two or three digits: a Super 16 crop of 7.43 mm is known to
/// 0.07 %, an S35 gate of 12.7 mm to 0.4 %.
constexpr double kPitchTolerance = 0.006;
constexpr std::uint64_t kLargestFile = 16u << 20;

Result<CatalogueRows> readFileRows(const fs::path& path) {
    RECCE_TRY(const std::string text, readFile(path, kLargestFile));
    auto json = parseJson(text);
    if (!json) {
        json.error().subject = path.string();
        return fail(json.error());
    }
    auto rows = usedFromJson(*json);
    if (!rows) {
        rows.error().subject = path.string();
        return fail(rows.error());
    }
    return rows;
}

template <class T> void put(std::map<CatalogueKey, T>& under, const std::map<CatalogueKey, T>& over) {
    for (const auto& [key, row] : over) under.insert_or_assign(key, row);
}

Result<std::vector<fs::path>> jsonFiles(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    if (!fs::exists(folder, error)) return files;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        if (it->path().extension() == ".json" && it->is_regular_file()) files.push_back(it->path());
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
    // No lamp gives more than 683 lm/W; white light of any lamp in use stays well under 300.
    if (f.power.value > 0 && f.output / Lumens(f.power.value) > 300)
        problems.push_back(fmt::format("{}: {} lm from {} W is more than any lamp gives", name, f.output.value, f.power.value));
}
void check(const Support& s, const std::string& name, std::vector<std::string>& problems) {
    if (s.heightMin.value < 0 || s.heightMax < s.heightMin) problems.push_back(name + ": heights are the wrong way round");
}
void check(const Gel& g, const std::string& name, std::vector<std::string>& problems) {
    if (!(g.transmission > 0 && g.transmission <= 1)) problems.push_back(name + ": transmission is out of range");
}

template <class T> void checkRows(const std::map<CatalogueKey, T>& rows, std::vector<std::string>& problems) {
    for (const auto& [key, row] : rows) {
        const std::string name = row.name.empty() ? key : row.name + " (" + key + ")";
        if (key.empty() || key != row.key) problems.push_back(name + ": the key is not its own");
        if (row.name.empty()) problems.push_back(key + " has no name");
        if (row.source.empty()) problems.push_back(name + " has no source");
        check(row, name, problems);
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
        RECCE_TRY(const CatalogueRows rows, readFileRows(file));
        if (const auto problems = problemsOf(rows); !problems.empty())
            return fail(Code::Malformed, problems.front() + ".", file.string());
        all = overridden(std::move(all), rows);
    }
    return all;
}

CatalogueRows overridden(CatalogueRows under, const CatalogueRows& over) {
    put(under.bodies, over.bodies);
    put(under.lensSets, over.lensSets);
    put(under.fixtures, over.fixtures);
    put(under.supports, over.supports);
    put(under.gels, over.gels);
    return under;
}

Result<CatalogueRows> openCatalogue(std::vector<std::string>& warnings) {
    RECCE_TRY(CatalogueRows all, readCatalogue(programFolder() / "catalogue"));
    const auto state = stateFolder();
    if (!state) return all;
    const auto files = jsonFiles(*state / "catalogue");
    if (!files) {
        warnings.push_back(toText(files.error()));
        return all;
    }
    for (const fs::path& file : *files) {
        auto rows = readFileRows(file);
        if (!rows) {
            warnings.push_back(toText(rows.error()));
        } else if (const auto problems = problemsOf(*rows); !problems.empty()) {
            warnings.push_back(file.string() + ": " + problems.front() + ".");
        } else {
            all = overridden(std::move(all), *rows);
        }
    }
    return all;
}

CatalogueRows catalogueFor(const Production& production, const CatalogueRows& all) { return overridden(all, *production.used); }

std::vector<std::string> problemsOf(const CatalogueRows& catalogue) {
    std::vector<std::string> problems;
    checkRows(catalogue.bodies, problems);
    checkRows(catalogue.lensSets, problems);
    checkRows(catalogue.fixtures, problems);
    checkRows(catalogue.supports, problems);
    checkRows(catalogue.gels, problems);
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
    }
    return used;
}

}  // namespace recce
