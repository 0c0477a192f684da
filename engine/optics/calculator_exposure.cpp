// The calculator's exposure: stops, shutter, ND, meters and the camera model.
#include <cmath>

#include "optics/calculator_tables.h"
#include "optics/exposure.h"

namespace recce::optics {
namespace {
using In = const CalcInputs&;
constexpr CalcInput kStop{"stop", CalcKind::Positive, "the stop", {}, {}};
constexpr CalcInput kTStop{"tstop", CalcKind::Positive, "the T-stop", {}, {}};
constexpr CalcInput kEi{"ei", CalcKind::Positive, "exposure index", {}, {}};
constexpr CalcInput kEv{"ev100", CalcKind::Number, "exposure value at ISO 100", {}, {}};
constexpr CalcInput kDensity{"optical_density", CalcKind::Number, "as engraved: 0.3, 0.6, 0.9", {}, {}};

double perNit(In i) { return sceneLinearPerNit({TStop(i["tstop"]), Seconds(i["time_s"]), Iso(i["ei"]), Stops(0)}, i["K"]); }
double evOf(In i) { return ev100(i["stop"], Seconds(i["time_s"]), Iso(i["iso"])).value; }
}  // namespace

void addExposureQuantities(std::vector<CalcQuantity>& table) {
    table.insert(table.end(), {
        {"t_stop", "", "T-stop of a lens, N / sqrt(transmittance)", {kFStop, {"transmittance", CalcKind::Share, "of the lens", {}, {}}},
         [](In i) { return tStop(FStop(i["fstop"]), i["transmittance"]).value; }},
        {"shutter_time_s", "s", "Exposure time, angle / (360 fps)", {kAngle, kFps}, [](In i) { return exposureTime(Degrees(i["angle_deg"]), i["fps"]).value; }},
        {"shutter_angle_deg", "deg", "Shutter angle of an exposure time", {kTime, kFps}, [](In i) { return shutterAngle(Seconds(i["time_s"]), i["fps"]).value; }},
        {"nd_stops", "stops", "What a filter takes, density / log10(2)", {kDensity}, [](In i) { return densityStops(i["optical_density"]).value; }},
        {"nd_transmittance", "", "What a filter lets through", {kDensity}, [](In i) { return densityTransmittance(i["optical_density"]); }},
        {"ev100", "EV", "Exposure value, log2(N^2 / t * 100 / S)", {kStop, kTime, kIso}, evOf},
        {"filament_log2_exposure", "", "log2 of 1 / (1.2 * 2^EV100), the exposure of saturation-based renderers, for comparison", {kStop, kTime, kIso},
         [](In i) { return -std::log2(1.2) - evOf(i); }},
        {"luminance_from_ev100_nit", "cd/m2", "Luminance that a reflected meter calls this EV, 2^EV K / 100", {kEv, kMeterK}, [](In i) { return luminanceOfEv100(Stops(i["ev100"]), i["K"]).value; }},
        {"illuminance_from_ev100_lux", "lx", "Illuminance that an incident meter calls this EV, 2^EV C / 100", {kEv, kMeterC}, [](In i) { return illuminanceOfEv100(Stops(i["ev100"]), i["C"]).value; }},
        {"incident_meter_tstop", "", "What an incident meter advises, sqrt(E t S / C)", {kLux, kIso, kTime, kMeterC}, [](In i) { return incidentMeter(Lux(i["lux"]), Seconds(i["time_s"]), Iso(i["iso"]), i["C"]).value; }},
        {"spot_meter_tstop", "", "What a spot meter advises, sqrt(L t S / K)", {kNit, kIso, kTime, kMeterK}, [](In i) { return spotMeter(Nits(i["nit"]), Seconds(i["time_s"]), Iso(i["iso"]), i["K"]).value; }},
        {"scene_linear", "", "What the camera makes of a luminance, 0.18 L t EI / (K T^2)", {kNit, kTStop, kTime, kEi, kMeterK}, [](In i) { return i["nit"] * perNit(i); }},
        {"grey_card_scene_linear", "", "The same of a matt card under a light", {kLux, kReflectance, kTStop, kTime, kEi, kMeterK},
         [](In i) { return lambert(Lux(i["lux"]), i["reflectance"]).value * perNit(i); }},
    });
}

}  // namespace recce::optics
