// Quantities as people type and read them: `6ft 2in`, `50mm`, `1/48`, `3200K`, `T2.8`, `2.4m/2`, `+10cm`.
// One grammar for the window's fields and for the arguments of actions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/units.h"

namespace recce {

/// What a number measures. The value is always a double in the unit named here.
enum class Quantity {
    Number,        ///< plain
    Length,        ///< metres
    Focal,         ///< millimetres
    Angle,         ///< degrees
    Temperature,   ///< kelvin; also the words tungsten (3200) and daylight (5600)
    Aperture,      ///< the engraved number
    Exposure,      ///< a difference of exposure; `ND0.6` is 2
    Density,       ///< a filter's loss in stops; a bare number is the density engraved on it: `0.6` is 2, `2 stops` is 2
    Sensitivity,   ///< exposure index
    Shutter,       ///< degrees; `1/48` is a time and needs the frame rate
    Time,          ///< frames at the production's rate; `2s`, `48f`, `0:02` and `0:02:12` (minutes, seconds, frames)
    FrameRate,     ///< frames a second; 23.976, 29.97 and 59.94 mean the exact ratios
    Share,         ///< 0 to 1; `60%` is 0.6
    Illuminance,   ///< lux; fc
    Flux,          ///< lumens
    Intensity,     ///< candela
    WorkTime,      ///< minutes; h
    Mass,          ///< kilograms; lb
    Power,         ///< watts
};

struct UnitContext {
    bool imperial = false;            ///< lengths are shown in feet and inches, and a bare number means feet
    FrameRate rate;                   ///< for Shutter and Time
    std::optional<double> current;    ///< what a leading `+10cm`, `*1.5` or `/2` changes; absent: a plus is only a sign
};

/// The number in the quantity's unit, always finite except that a Length may be `inf`. The error's message says what
/// was expected.
Result<double> parseQuantity(Quantity quantity, std::string_view text, const UnitContext& context = {});

/// For reading: value and unit apart, rounded as the trade rounds it ("1.38", "m"; "T2.8", "").
struct QuantityText {
    std::string value, unit;
};
QuantityText quantityParts(Quantity quantity, double value, const UnitContext& context = {});
/// "1.38 m", "4ft 6in", "T2.8", "5600 K", "60 %".
std::string quantityText(Quantity quantity, double value, const UnitContext& context = {});

/// 24, 23.976 (24000/1001), 25, 29.97, 48, "24000/1001". Positive, at most 1,000,000.
Result<FrameRate> parseFrameRate(std::string_view text);
/// "24" or "24000/1001": exact.
std::string frameRateText(FrameRate rate);

/// Page eighths: `3/8`, `1`, `1 1/8`, `2 0/8`, `11/8`, `1.0`. 1 to 8000.
Result<int> parseEighths(std::string_view text);
/// "1 3/8", never "11/8".
std::string eighthsText(int eighths);

}  // namespace recce
