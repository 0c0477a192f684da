// The parts of the calculator's table, one file for each, and the inputs that several share. Included by calculator*.cpp only.
#pragma once

#include "optics/calculator.h"

namespace recce::optics {

void addLensQuantities(std::vector<CalcQuantity>& table);
void addExposureQuantities(std::vector<CalcQuantity>& table);
void addLightQuantities(std::vector<CalcQuantity>& table);
void addColourQuantities(std::vector<CalcQuantity>& table);
void addMaterialQuantities(std::vector<CalcQuantity>& table);
void addSunQuantities(std::vector<CalcQuantity>& table);

inline constexpr CalcInput kSensorWidth{"sensor_w_mm", CalcKind::Positive, "width of the gate", {}, {}};
inline constexpr CalcInput kSensorHeight{"sensor_h_mm", CalcKind::Positive, "height of the gate", {}, {}};
inline constexpr CalcInput kFocal{"focal_mm", CalcKind::Positive, "marked focal length", {}, {}};
inline constexpr CalcInput kSqueeze{"squeeze", CalcKind::Positive, "of the lens, 1 is spherical", "1", {}};
inline constexpr CalcInput kFStop{"fstop", CalcKind::Positive, "geometric stop", {}, {}};
inline constexpr CalcInput kFocus{"focus_m", CalcKind::Positive, "focus distance", {}, {}};
inline constexpr CalcInput kDistance{"distance_m", CalcKind::Positive, "from the entrance pupil or the lamp", {}, {}};
inline constexpr CalcInput kFromLens{"ref", CalcKind::Word, "where distances are from", "lens", "lens"};
inline constexpr CalcInput kImageWidth{"image_w_px", CalcKind::Positive, "width of the picture", {}, {}};
inline constexpr CalcInput kFps{"fps", CalcKind::Positive, "frames a second", {}, {}};
inline constexpr CalcInput kAngle{"angle_deg", CalcKind::Positive, "shutter angle", {}, {}};
inline constexpr CalcInput kTime{"time_s", CalcKind::Positive, "exposure time", {}, {}};
inline constexpr CalcInput kIso{"iso", CalcKind::Positive, "sensitivity", {}, {}};
inline constexpr CalcInput kReflectance{"reflectance", CalcKind::Share, "of a matt surface", {}, {}};
inline constexpr CalcInput kLux{"lux", CalcKind::Number, "illuminance", {}, {}};
inline constexpr CalcInput kLumen{"lumen", CalcKind::Number, "luminous flux", {}, {}};
inline constexpr CalcInput kNit{"nit", CalcKind::Number, "luminance", {}, {}};
inline constexpr CalcInput kRadius{"radius_m", CalcKind::Positive, "radius", {}, {}};
inline constexpr CalcInput kLength{"length_m", CalcKind::Positive, "length", {}, {}};
inline constexpr CalcInput kIncidence{"incidence_deg", CalcKind::Number, "between the surface's normal and the light", "0", {}};
inline constexpr CalcInput kLinear{"linear", CalcKind::Number, "scene-linear value, 0.18 is grey", {}, {}};
inline constexpr CalcInput kLinearRgb{"linear_srgb", CalcKind::Vector, "scene-linear colour, BT.709 primaries", {}, {}};
inline constexpr CalcInput kCodeRgb{"rgb709_prime", CalcKind::Vector, "encoded R'G'B', 0 to 1", {}, {}};
inline constexpr CalcInput kIes{"file", CalcKind::Ies, "IES file", {}, {}};
inline constexpr CalcInput kMeterK{"K", CalcKind::Positive, "the reflected meter's constant", "12.5", {}};
inline constexpr CalcInput kMeterC{"C", CalcKind::Positive, "the incident meter's constant", "250", {}};
inline constexpr CalcInput kValue{"value", CalcKind::Number, "what to convert", {}, {}};
inline constexpr CalcInput kAlpha{"alpha", CalcKind::Positive, "GGX width, roughness squared", {}, {}};
inline constexpr CalcInput kCosView{"n_dot_v", CalcKind::Share, "cosine to the viewer", {}, {}};
inline constexpr CalcInput kF0{"f0", CalcKind::Share, "reflectance at normal incidence", {}, {}};

}  // namespace recce::optics
