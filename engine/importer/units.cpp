#include "importer/units.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <regex>

#include <assimp/scene.h>
#include <fmt/format.h>

namespace recce::importer {
namespace {

constexpr std::size_t kHead = 1 << 20;

/// Turns the axis that points up to Y, keeping the set right-handed.
Mat3 turnFor(asset::UpAxis up) {
    switch (up) {
        case asset::UpAxis::X: return Mat3(0, 1, 0, -1, 0, 0, 0, 0, 1);
        case asset::UpAxis::Z: return Mat3(1, 0, 0, 0, 0, -1, 0, 1, 0);
        case asset::UpAxis::Y: break;
    }
    return Mat3(1.0);
}

/// Searched only near `keyword`, for expressions over a whole file cost time and stack.
std::optional<std::string> firstMatch(std::string_view whole, std::string_view keyword, const char* pattern) {
    constexpr std::size_t kBefore = 60, kAfter = 400;
    const auto at = whole.find(keyword);
    if (at == std::string_view::npos) return std::nullopt;
    const std::size_t first = at - std::min(at, kBefore);
    const std::string_view text = whole.substr(first, at - first + kAfter);
    const std::regex expression(pattern, std::regex::icase | std::regex::optimize);
    std::match_results<std::string_view::const_iterator> match;
    if (!std::regex_search(text.begin(), text.end(), match, expression)) return std::nullopt;
    return match[1].str();
}

/// Six digits are kept: readers hand on 2.54 and 0.0254 through single precision.
void state(UnitsAndUp& u, double metres, const char* source) {
    u.metresPerUnit = std::strtod(fmt::format("{:.6g}", metres).c_str(), nullptr);
    u.unitsSource = source;
}

template <class T>
std::optional<T> metadata(const aiScene& scene, const char* key) {
    T value{};
    if (scene.mMetaData && scene.mMetaData->Get(key, value)) return value;
    return std::nullopt;
}

UnitsAndUp fbx(const aiScene& scene) {
    UnitsAndUp u;
    // Stated in centimetres. Assimp reads it as double or float by version of the file.
    double centimetres = 1;
    if (const auto d = metadata<double>(scene, "UnitScaleFactor")) centimetres = *d;
    else if (const auto f = metadata<float>(scene, "UnitScaleFactor")) centimetres = static_cast<double>(*f);
    if (!(centimetres > 0) || !std::isfinite(centimetres)) centimetres = 1;
    state(u, centimetres / 100, "file");
    u.scale = u.metresPerUnit;
    u.upSource = "file";
    const int up = metadata<int>(scene, "UpAxis").value_or(1), upSign = metadata<int>(scene, "UpAxisSign").value_or(1);
    const int front = metadata<int>(scene, "FrontAxis").value_or(2), frontSign = metadata<int>(scene, "FrontAxisSign").value_or(1);
    const int side = metadata<int>(scene, "CoordAxis").value_or(0), sideSign = metadata<int>(scene, "CoordAxisSign").value_or(1);
    const auto axis = [](int i) { return i >= 0 && i <= 2; };
    if (!axis(up) || !axis(front) || !axis(side) || up == front || up == side || front == side) return u;
    u.up = up == 0 ? asset::UpAxis::X : up == 1 ? asset::UpAxis::Y : asset::UpAxis::Z;
    Mat3 turn(0.0);
    turn[side][0] = sideSign < 0 ? -1 : 1;
    turn[up][1] = upSign < 0 ? -1 : 1;
    turn[front][2] = frontSign < 0 ? -1 : 1;
    if (glm::determinant(turn) < 0) turn[front][2] = -turn[front][2];
    u.turn = turn;
    return u;
}

UnitsAndUp collada(std::string_view text) {
    UnitsAndUp u;  // the reader puts both into its root node
    const auto unit = firstMatch(text, "<unit", "<unit[^>]*meter\\s*=\\s*[\"']([^\"']+)[\"']");
    const double metres = unit ? std::strtod(unit->c_str(), nullptr) : 1.0;
    state(u, metres > 0 && std::isfinite(metres) ? metres : 1.0, unit ? "file" : "format");
    const auto up = firstMatch(text, "<up_axis>", "<up_axis>\\s*([XYZ])_UP");
    u.up = !up ? asset::UpAxis::Y : *up == "X" ? asset::UpAxis::X : *up == "Z" ? asset::UpAxis::Z : asset::UpAxis::Y;
    u.upSource = up ? "file" : "format";
    return u;
}

UnitsAndUp ifc(std::string_view text) {
    UnitsAndUp u;  // converted by the reader
    u.up = asset::UpAxis::Z;
    const auto prefix = firstMatch(text, ".LENGTHUNIT.", "IFCSIUNIT\\s*\\(\\s*\\*\\s*,\\s*\\.LENGTHUNIT\\.\\s*,\\s*(\\$|\\.[A-Z]+\\.)\\s*,\\s*\\.METRE\\.");
    const std::string word = prefix.value_or("$");
    state(u, word == ".MILLI." ? 0.001 : word == ".CENTI." ? 0.01 : word == ".DECI." ? 0.1 : word == ".KILO." ? 1000.0 : 1.0, prefix ? "file" : "format");
    if (const auto feet = firstMatch(text, "IFCCONVERSIONBASEDUNIT", "IFCCONVERSIONBASEDUNIT\\s*\\([^)]*\\.LENGTHUNIT\\.\\s*,\\s*'(FOOT|INCH)'"))
        state(u, *feet == "FOOT" || *feet == "foot" ? 0.3048 : 0.0254, "file");
    return u;
}

/// The header's $INSUNITS of a drawing.
UnitsAndUp dxf(std::string_view text) {
    UnitsAndUp u;
    u.up = asset::UpAxis::Z;  // turned by the reader
    u.unitsUnknown = true;
    const auto code = firstMatch(text.substr(0, kHead), "$INSUNITS", "\\$INSUNITS\\s+70\\s+([0-9]+)");
    const int value = code ? std::atoi(code->c_str()) : 0;
    const double metres = value == 1 ? 0.0254 : value == 2 ? 0.3048 : value == 4 ? 0.001 : value == 5 ? 0.01 : value == 6 ? 1.0 : value == 14 ? 0.1 : 0;
    if (metres > 0) {
        state(u, metres, "file");
        u.scale = metres;
        u.unitsUnknown = false;
    }
    return u;
}

UnitsAndUp openGex(std::string_view text) {
    UnitsAndUp u;
    const auto distance = firstMatch(text, "\"distance\"", "Metric\\s*\\(\\s*key\\s*=\\s*\"distance\"\\s*\\)\\s*\\{\\s*float\\s*\\{\\s*([-+0-9.eE]+)");
    const auto up = firstMatch(text, "\"up\"", "Metric\\s*\\(\\s*key\\s*=\\s*\"up\"\\s*\\)\\s*\\{\\s*string\\s*\\{\\s*\"([xyz])\"");
    const double metres = distance ? std::strtod(distance->c_str(), nullptr) : 1.0;
    state(u, metres > 0 && std::isfinite(metres) ? metres : 1.0, distance ? "file" : "format");
    u.scale = u.metresPerUnit;
    u.up = !up || *up == "z" ? asset::UpAxis::Z : *up == "x" ? asset::UpAxis::X : asset::UpAxis::Y;
    u.upSource = up ? "file" : "format";
    u.turn = turnFor(u.up);
    return u;
}

}  // namespace

UnitsAndUp statedUnits(const std::string& format, std::string_view content, const aiScene& scene, double packageUnit) {
    UnitsAndUp u;
    if (format == "fbx") return fbx(scene);
    if (format == "dae") return collada(content.substr(0, kHead));
    if (format == "ifc") return ifc(content);
    if (format == "dxf") return dxf(content);
    if (format == "ogex") return openGex(content.substr(0, kHead));
    if (format == "gltf" || format == "glb" || format == "x3d" || format == "lwo" || format == "lws") return u;  // metres, Y up
    if (format == "blend" || format == "3mf") {  // metres or what the package says; Z up, and not turned by the reader
        u.up = asset::UpAxis::Z;
        u.turn = turnFor(u.up);
        if (packageUnit > 0) state(u, packageUnit, "file");
        u.scale = u.metresPerUnit;
        return u;
    }
    u.unitsUnknown = true;
    if (format == "3ds" || format == "ase") u.up = asset::UpAxis::Z;  // turned by the reader
    if (format == "obj" || format == "stl" || format == "ply" || format == "off") u.upUnknown = true;
    return u;
}

void choosePlausible(UnitsAndUp& u, const std::string& format, const Vec3& size) {
    if (u.upUnknown) {
        // Stereolithography files come from CAD and printing, where Z is up; the others mostly from modellers.
        u.up = format == "stl" ? asset::UpAxis::Z : asset::UpAxis::Y;
        u.turn = turnFor(u.up);
        u.upSource = "proposed";
    }
    if (!u.unitsUnknown) return;
    const double largest = std::max({size.x, size.y, size.z});
    u.unitsSource = "proposed";
    // A door is 2, a person 1.7, a stage 40 metres. What would be larger than 80 m is rather a set in centimetres (a door
    // of 200), and above 80 m of those in millimetres. Printing knows only millimetres.
    const char* name = "metres";
    if (largest > 80 && (format == "stl" || largest > 8000)) {
        u.metresPerUnit = 0.001;
        name = "millimetres";
    } else if (largest > 80) {
        u.metresPerUnit = 0.01;
        name = "centimetres";
    }
    u.scale = u.metresPerUnit;
    const Vec3 turned = glm::abs(u.turn * size) * u.scale;
    u.proposal = fmt::format("The file states no unit; {} are plausible: {:.3g} x {:.3g} x {:.3g} m (width, height, depth).", name, turned.x, turned.y, turned.z);
}

void applyUserChoice(UnitsAndUp& u, std::optional<double> metresPerUnit, std::optional<asset::UpAxis> up) {
    if (metresPerUnit && *metresPerUnit > 0 && std::isfinite(*metresPerUnit)) {
        u.scale *= *metresPerUnit / u.metresPerUnit;
        u.metresPerUnit = *metresPerUnit;
        u.unitsSource = "user";
        u.proposal.clear();
    }
    if (up && *up != u.up) {
        // Undo what turned the stated axis up, then turn the chosen one.
        u.turn = turnFor(*up) * glm::transpose(turnFor(u.up)) * u.turn;
        u.up = *up;
    }
    if (up) u.upSource = "user";
}

}  // namespace recce::importer
