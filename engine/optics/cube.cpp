// Look-up tables: .cube files, ACES's own table, and the tables of productions.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "optics/view.h"

namespace recce::optics {
namespace {

constexpr int kMostSide = 129, kMostCurve = 65536;

struct Primaries {
    Vec2 red, green, blue;
};
/// RGB to XYZ of primaries with a D65 white (SMPTE RP 177).
Mat3 toXyz(const Primaries& p) {
    const auto xyz = [](const Vec2& c) { return Vec3(c.x / c.y, 1, (1 - c.x - c.y) / c.y); };
    const Mat3 columns(xyz(p.red), xyz(p.green), xyz(p.blue));
    const Vec3 white = glm::inverse(columns) * xyz({0.3127, 0.3290});
    return {columns[0] * white.x, columns[1] * white.y, columns[2] * white.z};
}
constexpr Primaries kBt709{{0.64, 0.33}, {0.30, 0.60}, {0.15, 0.06}};
// ARRI: Wide Gamut 3 (LogC3's white paper) and 4 (LogC4's specification); Sony: S-Gamut3.Cine.
constexpr Primaries kWideGamut3{{0.6840, 0.3130}, {0.2210, 0.8480}, {0.0861, -0.1020}};
constexpr Primaries kWideGamut4{{0.7347, 0.2653}, {0.1424, 0.8576}, {0.0991, -0.0308}};
constexpr Primaries kSGamut3Cine{{0.766, 0.275}, {0.225, 0.800}, {0.089, -0.087}};

Vec3 each(const Vec3& v, double (*f)(double)) { return {f(v.x), f(v.y), f(v.z)}; }

/// A channel's curve between its two nearest rows.
double onCurve(const std::vector<Vec3>& values, int channel, double at) {
    const auto low = std::min(static_cast<std::size_t>(at), values.size() - 2);
    return glm::mix(values[low][channel], values[low + 1][channel], at - static_cast<double>(low));
}
}  // namespace

Vec3 CubeTable::at(const Vec3& input) const {
    const Vec3 scaled = glm::clamp((input - low) / (high - low), 0.0, 1.0) * static_cast<double>(size - 1);
    if (curves) return {onCurve(values, 0, scaled.x), onCurve(values, 1, scaled.y), onCurve(values, 2, scaled.z)};
    std::array<int, 3> cell{};
    std::array<double, 3> part{};
    for (int i = 0; i < 3; ++i) {
        cell[static_cast<std::size_t>(i)] = std::min(static_cast<int>(scaled[i]), size - 2);
        part[static_cast<std::size_t>(i)] = scaled[i] - cell[static_cast<std::size_t>(i)];
    }
    const auto value = [&] { return values[(static_cast<std::size_t>(cell[2]) * size + static_cast<std::size_t>(cell[1])) * size + static_cast<std::size_t>(cell[0])]; };
    // Walk from the lowest corner to the highest, along the axis that lies furthest first.
    std::array<std::size_t, 3> order{0, 1, 2};
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return part[a] > part[b]; });
    Vec3 sum = value() * (1 - part[order[0]]);
    for (std::size_t step = 0; step < 3; ++step) {
        ++cell[order[step]];
        sum += value() * (part[order[step]] - (step < 2 ? part[order[step + 1]] : 0));
    }
    return sum;
}

/// Everything that may stand in a .cube file, row by row.
class CubeReader {
public:
    explicit CubeReader(std::string_view name) : name_(name) {}

    Status row(std::size_t line, std::string_view words) {
        if (words.empty() || words.front() == '#' || words.starts_with("TITLE")) return {};
        const bool curves = words.starts_with("LUT_1D_SIZE"), cube = words.starts_with("LUT_3D_SIZE");
        if (curves || cube) {
            const int most = curves ? kMostCurve : kMostSide;
            if (!numbers(words.substr(11)) || row_.size() != 1 || table_.size || row_[0] < 2 || row_[0] > most || row_[0] != std::floor(row_[0]))
                return refuse(line, fmt::format("one size is given once: LUT_{}D_SIZE, 2 to {}.", curves ? 1 : 3, most));
            table_.size = static_cast<int>(row_[0]);
            table_.curves = curves;
            return {};
        }
        if (words.starts_with("LUT_3D_INPUT_RANGE") || words.starts_with("LUT_1D_INPUT_RANGE")) {
            if (!numbers(words.substr(18)) || row_.size() != 2 || row_[0] >= row_[1]) return refuse(line, "the input range needs two ascending numbers.");
            table_.low = Vec3(row_[0]);
            table_.high = Vec3(row_[1]);
            return {};
        }
        const bool domain = words.starts_with("DOMAIN_M");
        if (!numbers(domain ? words.substr(10) : words) || row_.size() != 3) return refuse(line, "three numbers should stand here.");
        const Vec3 value(row_[0], row_[1], row_[2]);
        if (domain) (words.starts_with("DOMAIN_MIN") ? table_.low : table_.high) = value;
        else if (!table_.size) return refuse(line, "values before LUT_3D_SIZE.");
        else if (table_.values.size() == rows()) return refuse(line, "more rows than the size says.");
        else table_.values.push_back(value);
        return {};
    }

    Result<CubeTable> finish(std::size_t line) {
        if (!table_.size || table_.values.size() != rows())
            return tl::unexpected(refuse(line, fmt::format("the table ends after {} of {} rows.", table_.values.size(), rows())).error());
        for (int i = 0; i < 3; ++i)
            if (table_.high[i] <= table_.low[i]) return tl::unexpected(refuse(line, "DOMAIN_MAX must lie above DOMAIN_MIN.").error());
        return std::move(table_);
    }

private:
    std::size_t rows() const {
        const auto side = static_cast<std::size_t>(table_.size);
        return table_.curves ? side : side * side * side;
    }
    Status refuse(std::size_t line, const std::string& what) const {
        return fail(Code::Malformed, fmt::format("Line {}: {}", line, what), name_, "A look-up table is a .cube file: 3-D of at most 129 steps a side, or 1-D.");
    }
    bool numbers(std::string_view text) {
        row_.clear();
        while (!(text = trimmed(text)).empty()) {
            const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
            double value = 0;
            const auto [last, error] = std::from_chars(text.data(), text.data() + end, value);
            if (error != std::errc() || last != text.data() + end || !std::isfinite(value)) return false;
            row_.push_back(value);
            text.remove_prefix(end);
        }
        return true;
    }
    std::string name_;
    CubeTable table_;
    std::vector<double> row_;
};

Result<CubeTable> readCube(std::string_view text, std::string_view name) {
    CubeReader reader(name);
    std::size_t line = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        RECCE_TRY_STATUS(reader.row(++line, trimmed(text.substr(0, end))));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return reader.finish(line);
}

Result<CubeTable> openAcesTable(const std::filesystem::path& programFolder) {
    const auto path = programFolder / "views" / "aces13-sdr.cube";
    RECCE_TRY(const std::string bytes, readFile(path, 64ull << 20));
    return readCube(bytes, path.string());
}

Mat3 toTableGamut(TableInput input) {
    const auto from709 = [](const Primaries& to) { return glm::inverse(toXyz(to)) * toXyz(kBt709); };
    static const Mat3 kGamuts[] = {from709(kWideGamut3), from709(kWideGamut4), from709(kSGamut3Cine),
                                   Mat3(toAcesCg({1, 0, 0}), toAcesCg({0, 1, 0}), toAcesCg({0, 0, 1})), Mat3(1)};
    return kGamuts[static_cast<std::size_t>(input)];
}

Vec3 ShowLut::code(const Vec3& linear) const {
    const Vec3 gamut = toTableGamut(input) * linear;
    Vec3 in = gamut;
    switch (input) {
        case TableInput::LogC3: in = each(gamut, logC3); break;
        case TableInput::LogC4: in = each(gamut, logC4); break;
        case TableInput::SLog3: in = each(gamut, sLog3); break;
        case TableInput::AcesCct: in = each(gamut, acesCct); break;
        case TableInput::Display: in = agx(gamut); break;
    }
    return glm::clamp(table.at(in), 0.0, 1.0);
}

Result<ShowLut> openShowLut(const std::filesystem::path& file, TableInput input) {
    RECCE_TRY(const std::string bytes, readFile(file, 64ull << 20));
    ShowLut lut;
    RECCE_TRY(lut.table, readCube(bytes, file.string()));
    lut.input = input;
    Hasher hash;
    hash.add(bytes);
    hash.add(static_cast<std::uint64_t>(input));
    lut.hash = hash.finish();
    return lut;
}

}  // namespace recce::optics
