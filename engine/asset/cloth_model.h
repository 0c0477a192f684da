// The models of flat things in the way of light: cloths stretched on tubes, leaves of sheet metal. Made by the program itself.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "asset/cooked.h"
#include "base/units.h"

namespace recce {

/// Names of the first two materials of a cloth's model: its side to the local -Z, and the other.
inline constexpr std::string_view kClothFront = "cloth front", kClothBack = "cloth back";

struct ClothLook {
    Metres width, height;
    double straight = 0;   ///< share of light that goes through its holes, 0 to 1
    double reflected = 0;  ///< share that is thrown back
    double tube = 0.012;   ///< thickness of the tubes round it, metres
    bool operator==(const ClothLook&) const = default;
};
inline constexpr double kClothThickness = 1e-3;  ///< metres between the two sides
/// About the cloth's middle, across Z. Part 0 is its front, 1 its back, 2 the tubes. The same model for the same cloth.
std::shared_ptr<const cooked::Model> clothModel(const ClothLook& look);

/// Upright across its pose's Z, about its middle.
struct Leaf {
    Pose pose;
    Metres width, height;
    bool operator==(const Leaf&) const = default;
};
/// Black on both sides. The same model for the same leaves; null without any.
std::shared_ptr<const cooked::Model> leavesModel(const std::vector<Leaf>& leaves);

}  // namespace recce
