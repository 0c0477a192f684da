// A luminaire's measured light, read from an IES file (LM-63 of 1986 to 2019, types A, B and C, every symmetry). Pure functions
// over the file's text; knows no scene and opens no file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/hash.h"
#include "base/units.h"

namespace recce::optics {

struct IesProfile {
    enum class Type { C = 1, B = 2, A = 3 };
    Type type = Type::C;
    std::string luminaire;           ///< what [LUMINAIRE] or [LUMCAT] say, may be empty
    /// Ascending degrees. Type C: vertical 0 straight down to 180, horizontal the full 0 to 360 after the symmetry is
    /// expanded (one plane where axially symmetric). Types A and B: -90 to 90 both ways after mirroring.
    std::vector<double> vertical, horizontal;
    std::vector<double> candela;     ///< [horizontal][vertical], with every factor applied
    double brightest = 0;            ///< the largest of them
    Hash128 contents;                ///< of the file's text: equal profiles have equal ones
    double watts = 0;                ///< input power as the file says
    double width = 0, length = 0, height = 0;  ///< metres of the opening; negative: round, as the file says

    bool axial() const { return horizontal.size() == 1; }
    double at(std::size_t h, std::size_t v) const { return candela[h * vertical.size() + v]; }
    /// Bilinear in degrees; 0 outside the vertical range. `horizontalDeg` of type C is taken round the circle.
    Candela sample(double horizontalDeg, double verticalDeg) const;
    /// Along `direction` (unit, from the lamp) where the fixture's beam goes along -Z and its up is +Y: vertical 0 of type C is -Z.
    Candela along(const Vec3& direction) const;
    Candela peak() const { return Candela(brightest); }
    /// Corner-mean candela times the zone's exact solid angle, over the full sphere.
    Lumens flux() const;
    /// Full angle across the two half planes at `planeDeg` and opposite where the intensity has fallen to `share` of the peak.
    Degrees widthAt(double share, double planeDeg) const;
};

/// The file's text to a profile. Refused, with the line: no TILT line, too few numbers, absurd counts (over 1,000,000 values),
/// angles that do not ascend or leave the type's range, numbers that are none. `name` is the message's subject.
Result<IesProfile> readIes(std::string_view text, std::string_view name);

}  // namespace recce::optics
