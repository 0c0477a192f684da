// What grips put in the way of light: flags, nets and diffusion frames that stand as set pieces of a cloth, and the leaves of barn
// doors on lamps. Their sizes by name, where they are and what they let through. Knows no picture.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/production.h"
#include "optics/screen.h"

namespace recce::plan {

/// Sizes that cloths are made in and called by.
struct ClothSize {
    std::string_view name;  ///< "4x4"
    Metres width, height;
};
std::span<const ClothSize> clothSizes();
/// Null: none of that name.
const ClothSize* findClothSize(std::string_view name);
/// "4x4 ft" for a size of that name, turned or not, else "1.10 x 0.80 m".
std::string clothSizeText(Metres width, Metres height);

inline bool isCloth(const SetPiece& piece) { return !piece.fabric.empty(); }
/// Where the piece does not say.
inline constexpr Metres kClothSide{1.2192};
Metres clothWidth(const SetPiece& piece);
Metres clothHeight(const SetPiece& piece);
/// The cloth of a piece; a fabric that no catalogue has lets nothing through.
Fabric fabricOf(const SetPiece& piece, const UsedCatalogue& used);
/// Where the cloth hangs and what it lets through.
optics::Screen screenOf(const SetPiece& piece, const UsedCatalogue& used);
/// With its frame, metres, world.
Box boundsOf(const SetPiece& cloth);

/// Barn doors of a lamp, as leaves in its own space (it shines along -Z). None where it has no front to hang them on.
std::vector<optics::Screen> doorsOf(const Light& light);
/// The thickness of the tubes that a cloth of this shorter side is stretched on, metres.
double tubeOf(double side);

}  // namespace recce::plan
