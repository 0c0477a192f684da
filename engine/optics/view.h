// From scene-linear light to what a monitor shows, and the exposure tools that read it: log curves, view transforms, false
// colour, stop zones, zebra, waveform, vectorscope. Pure functions over linear BT.709 with 0.18 for grey.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/hash.h"
#include "base/math.h"

namespace recce::optics {

// Camera log and display curves: code value 0 to 1 of a scene-linear value, and back. Sources: ARRI LogC3 (EI 800) and LogC4,
// Sony S-Log3, the Academy's S-2016-001 (ACEScct), IEC 61966-2-1, ITU-R BT.709.
double logC3(double linear);
double logC4(double linear);
double sLog3(double linear);
double acesCct(double linear);
double srgb(double linear);
double rec709(double linear);
double linearOfLogC3(double code);
double linearOfLogC4(double code);
double linearOfSLog3(double code);
double linearOfAcesCct(double code);
double linearOfSrgb(double code);

/// Linear BT.709 to ACEScg, Bradford-adapted, as OpenColorIO has it.
Vec3 toAcesCg(const Vec3& linear);

/// A .cube file: values over an even grid, red fastest; or three curves.
struct CubeTable {
    int size = 0;
    bool curves = false;         ///< 1-D: each channel has its own column
    Vec3 low{0}, high{1};        ///< DOMAIN_MIN and DOMAIN_MAX
    std::vector<Vec3> values;
    /// Clamped to the domain. Tetrahedral; curves: linear.
    Vec3 at(const Vec3& input) const;
};
/// LUT_3D_SIZE 2 to 129, or LUT_1D_SIZE 2 to 65536. Refused with the line: no or two sizes, a wrong count of rows, numbers that
/// are none.
Result<CubeTable> readCube(std::string_view text, std::string_view name);

/// AgX, Base look: display code. Its neutral axis is a closed form.
Vec3 agx(const Vec3& linear);
/// The program's table of it, from its folder's `views`.
Result<CubeTable> openAcesTable(const std::filesystem::path& programFolder);
/// ACES 1.3 SDR through the table that assets/make/views.py makes with OpenColorIO: display code.
Vec3 aces13Sdr(const Vec3& linear, const CubeTable& table);
/// Khronos PBR Neutral: display-linear.
Vec3 pbrNeutral(const Vec3& linear);
/// Narkowicz's curve, often taken for ACES; display-linear. For comparison only.
double filmicNarkowicz(double linear);

/// What a scene-linear picture is shown as.
enum class Look { Agx, Aces13, PbrNeutral, LogC3, LogC4, SLog3, FalseColour, StopZones, Lut };
/// "agx", "aces", "pbr-neutral", "logc3", "logc4", "slog3", "false-colour", "stop-zones", "lut"; nothing for other words.
std::optional<Look> lookOf(std::string_view word);
std::string_view wordOf(Look look);

/// What a production's table takes in. The logs stand in their camera's gamut: ARRI Wide Gamut 3 and 4, S-Gamut3.Cine, ACES AP1;
/// Display is the code of AgX.
enum class TableInput { LogC3, LogC4, SLog3, AcesCct, Display };
/// Linear BT.709 to the gamut that a table takes in.
Mat3 toTableGamut(TableInput input);
/// A look of a production's own, from linear BT.709 to display code.
struct ShowLut {
    CubeTable table;
    TableInput input = TableInput::LogC3;
    Hash128 hash;                ///< of the file and the input
    Vec3 code(const Vec3& linear) const;
};
/// Reads the file. Its trouble names the file, the line and the reason.
Result<ShowLut> openShowLut(const std::filesystem::path& file, TableInput input);

/// Display code, 0 to 1, of a look. `aces` may be null for every look but Aces13, `lut` for every look but Lut.
Vec3 displayCode(Look look, const Vec3& linear, const CubeTable* aces, const ShowLut* lut = nullptr);

/// sRGB of a stop zone and of a false colour's band; "none" has no colour of its own.
Vec3 zoneColour(double zone);
Vec3 bandColour(std::string_view band);

/// ARRI's classic false colour of a signal 0 to 1: purple, blue, green, pink, yellow, red, or none.
std::string_view falseColour(double signal);

/// Stops from grey to the nearest of 0, +-1/2, +-1 ... +-6; edges half way between.
double stopZone(double linear);
/// "0", "+1", "-0.5".
std::string stopZoneText(double zone);

/// Of a picture's encoded R'G'B' (0 to 1) by BT.709.
double waveformLuma(const Vec3& code);
/// Degrees counter-clockwise from +Cb, 0 to 360.
double vectorscopeAngle(const Vec3& code);

}  // namespace recce::optics
