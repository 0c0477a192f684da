// The calculator's colour: lamps, gels, log curves, view transforms and exposure tools.

#include "optics/calculator_tables.h"
#include "optics/colour.h"
#include "optics/view.h"

namespace recce::optics {
namespace {
using In = const CalcInputs&;
constexpr CalcInput kKelvin{"kelvin", CalcKind::Positive, "colour temperature", {}, {}};
constexpr CalcInput kLocus{"locus", CalcKind::Word, "black body (planck), CIE daylight, or lamp: what a lamp of that temperature is", "lamp", "planck daylight lamp"};
constexpr CalcInput kSignal{"signal", CalcKind::Number, "of the monitored signal, 0 to 1", {}, {}};

Chromaticity white(In i) {
    const Kelvin kelvin(i["kelvin"]);
    return i.word("locus") == "planck" ? planck(kelvin) : i.word("locus") == "daylight" ? daylight(kelvin) : lampWhite(kelvin);
}

Result<CalcValue> aces(In i) {
    RECCE_TRY(const CubeTable table, openAcesTable(i.files().program));
    return CalcValue(aces13Sdr(i.vector("linear_srgb"), table));
}
}  // namespace

void addColourQuantities(std::vector<CalcQuantity>& table) {
    const auto curve = [](std::string_view name, std::string_view meaning, double (*f)(double)) {
        return CalcQuantity{name, "", meaning, {kLinear}, [f](In i) { return f(i["linear"]); }};
    };
    table.insert(table.end(), {
        {"cct_to_xy", "", "CIE 1931 x and y of a colour temperature", {kLocus, kKelvin}, [](In i) { return CalcValue(white(i).x, white(i).y); }},
        {"cct_to_linear_srgb_Y1", "", "The same as linear BT.709 of luminance 1", {kLocus, kKelvin}, [](In i) { return linearColour(white(i)); }},
        {"cct_to_acescg_Y1", "", "The same as ACEScg", {kLocus, kKelvin}, [](In i) { return toAcesCg(linearColour(white(i))); }},
        {"linear_srgb_to_acescg", "", "Linear BT.709 to ACEScg, Bradford", {{"rgb", CalcKind::Vector, "linear BT.709", {}, {}}}, [](In i) { return toAcesCg(i.vector("rgb")); }},
        {"xy_to_cct_k", "K", "Correlated colour temperature: the nearest black body in CIE 1960 u, v",
         {{"x", CalcKind::Share, "CIE 1931 x", {}, {}}, {"y", CalcKind::Share, "CIE 1931 y", {}, {}}},
         [](In i) -> Result<CalcValue> {
             if (i["y"] <= 0) return fail(Code::Usage, "y must lie above 0.", "y");
             return correlatedTemperature({i["x"], i["y"]}).value;
         }},
        {"gel_cct_out_k", "K", "A lamp behind a gel, 1e6 / T2 = 1e6 / T1 + shift",
         {{"gel", CalcKind::Word, "its name", "", {}}, {"cct_in", CalcKind::Positive, "the lamp's temperature", {}, {}}, {"mired_shift", CalcKind::Number, "of the gel, warming positive", {}, {}}},
         [](In i) -> Result<CalcValue> {
             const double kelvin = shifted(Kelvin(i["cct_in"]), i["mired_shift"]).value;
             if (!(kelvin > 0)) return fail(Code::Usage, "No lamp is that blue.", "mired_shift");
             return kelvin;
         }},
        {"mired_shift", "mired", "The gel that turns one temperature into another",
         {{"cct_from", CalcKind::Positive, "of the lamp", {}, {}}, {"cct_to", CalcKind::Positive, "wanted", {}, {}}}, [](In i) { return 1e6 / i["cct_to"] - 1e6 / i["cct_from"]; }},

        curve("logc3_ei800", "ARRI LogC3 at EI 800", logC3),
        curve("logc4", "ARRI LogC4", logC4),
        curve("slog3", "Sony S-Log3", sLog3),
        curve("acescct", "ACEScct", acesCct),
        curve("srgb_oetf", "sRGB code value", srgb),
        curve("rec709_oetf", "BT.709 code value", rec709),
        {"aces13_sdr_srgb_display", "", "ACES 1.3 SDR for an sRGB display", {kLinearRgb}, aces},
        {"agx_base_srgb_display", "", "AgX, Base look, for an sRGB display", {kLinearRgb}, [](In i) { return agx(i.vector("linear_srgb")); }},
        {"pbr_neutral_linear", "", "Khronos PBR Neutral, display-linear", {kLinearRgb}, [](In i) { return pbrNeutral(i.vector("linear_srgb")); }},
        curve("aces_filmic_narkowicz_linear", "Narkowicz's curve, display-linear; for comparison", filmicNarkowicz),

        {"arri_false_colour", "", "The false colour of a signal", {kSignal}, [](In i) { return std::string(falseColour(i["signal"])); }},
        {"el_zone", "stops", "Stop zone: the nearest of 0, +-1/2, +-1 ... +-6 stops from grey", {kLinear}, [](In i) { return stopZoneText(stopZone(i["linear"])); }},
        {"zebra_rec709_percent", "%", "Signal of a scene-linear value on a BT.709 monitor", {kLinear}, [](In i) { return 100 * rec709(i["linear"]); }},
        {"zebra_logc3_percent", "%", "The same in LogC3", {kLinear}, [](In i) { return 100 * logC3(i["linear"]); }},
        {"waveform_luma_percent", "%", "Height on the waveform", {kCodeRgb}, [](In i) { return 100 * waveformLuma(i.vector("rgb709_prime")); }},
        {"vectorscope_azimuth_deg", "deg", "Angle on the vectorscope, counter-clockwise from +Cb", {kCodeRgb}, [](In i) { return vectorscopeAngle(i.vector("rgb709_prime")); }},
    });
}

}  // namespace recce::optics
