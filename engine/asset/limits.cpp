#include "asset/limits.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>
#include <unistd.h>

namespace recce::asset {

const std::vector<LimitRow>& limitTable() {
    static const std::vector<LimitRow> kTable = {
        {"memory", "MB", &Limits::memoryMb, "address space of the importer"},
        {"cpu", "s", &Limits::cpuSeconds, "processor time of the importer"},
        {"wall", "s", &Limits::wallSeconds, "time until the importer is stopped"},
        {"nodes", "", &Limits::nodes, "nodes and instances"},
        {"depth", "", &Limits::depth, "levels of the hierarchy"},
        {"triangles", "", &Limits::triangles, "stored triangles and points"},
        {"texture", "px", &Limits::textureSide, "side of one texture"},
        {"pixels", "Mpixel", &Limits::megapixels, "all textures together"},
        {"ratio", ":1", &Limits::ratio, "unpacked to packed size of an archive"},
        {"unpacked", "MB", &Limits::unpackedMb, "unpacked size of an archive"},
        {"references", "", &Limits::references, "files that a model names"},
    };
    return kTable;
}

Status checkOverrides(const LimitOverrides& overrides) {
    for (const auto& [name, value] : overrides) {
        const auto& table = limitTable();
        if (std::none_of(table.begin(), table.end(), [&](const LimitRow& r) { return name == r.name; })) {
            std::string names;
            for (const LimitRow& r : table) names += (names.empty() ? "" : ", ") + std::string(r.name);
            return fail(Code::Usage, "There is no limit of this name.", name, "Limits are: " + names + ".");
        }
        if (!std::isfinite(value) || value <= 0 || value > 1e15)
            return fail(Code::Usage, "A limit must be a positive number.", name, "For example --limit " + name + "=1000.");
    }
    return {};
}

Limits limitsFor(std::uint64_t inputBytes, const LimitOverrides& overrides) {
    Limits limits;
    const double input = static_cast<double>(inputBytes) / (1024.0 * 1024.0);
    if (input > 64) {
        const double machine = static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1024.0 * 1024.0);
        limits.memoryMb = std::max(2048.0, std::min(14 * input + 1024, machine / 2));
        limits.cpuSeconds = 20 + (input - 64) / 4;
    }
    for (const LimitRow& row : limitTable())
        if (const auto given = overrides.find(row.name); given != overrides.end()) limits.*row.value = given->second;
    // Reading from a slow disk takes time that is no processor time.
    if (!overrides.contains("wall")) limits.wallSeconds = 60 + 3 * limits.cpuSeconds;
    return limits;
}

Result<std::pair<std::string, double>> parseLimit(std::string_view text) {
    const auto equals = text.find('=');
    const std::string number(equals == std::string_view::npos ? "" : text.substr(equals + 1));
    char* end = nullptr;
    const double value = std::strtod(number.c_str(), &end);
    if (number.empty() || *end != '\0')
        return fail(Code::Usage, "A limit is given as NAME=VALUE.", std::string(text), "For example --limit memory=4096.");
    std::pair<std::string, double> limit(text.substr(0, equals), value);
    RECCE_TRY_STATUS(checkOverrides({limit}));
    return limit;
}

std::string raiseHint(std::string_view limitName, double needed) {
    return fmt::format("If you trust this file, raise the limit: --limit {}={:.0f}.", limitName, std::ceil(needed));
}

}  // namespace recce::asset
