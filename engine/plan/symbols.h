// The signs of set plans: cameras, lights, marks, figures, paths, dimensions, scale bar, north. One look for the window's
// overhead and for paper; the caller gives inks and scale. Knows no production and no player.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/units.h"
#include "plan/drawing.h"

namespace recce::signs {

/// Maps the floor onto the drawing: -Z up the page, X to the right, not mirrored.
struct PlanView {
    Vec2 world{0};     ///< floor point (x, z) that lies at `page`
    Vec2 page{0};
    double scale = 1;  ///< drawing units a metre
    Vec2 at(Vec2 floor) const { return page + (floor - world) * scale; }
    Vec2 at(const Vec3& p) const { return at(Vec2(p.x, p.z)); }
};

/// Colours and weights. Lengths are in drawing units.
struct Ink {
    drawing::Paint camera, cameraBody, light, lightBody, wall, sheet, edge, dimension, dimensionGround, text, plate, plateText, rim, selected;
    std::optional<drawing::Paint> casing;  ///< under lines that cross the set
    double casingWidth = 0;
    double hair = 1, thin = 1, line = 1, bold = 1;
    double textSize = 1, smallSize = 1;
    double leastBody = 1;   ///< bodies of cameras and lights are at least this long
    double leastMark = 1;   ///< toe bar of a mark at least this wide
};
/// Dark on white, millimetres.
Ink paperInk();
/// Light with a dark casing, as ui.md 3 has it; `unit` is one logical pixel in drawing units.
Ink stageInk(double unit);

/// Heading of a direction on the floor, as PanTiltRoll::pan: 0 looks along -Z, grows to the left.
struct CameraSign {
    Vec2 at{0};
    double pan = 0;                      ///< radians
    double halfAngle = 0.3;              ///< horizontal, of the delivery frame, radians
    double reach = 0.95;                 ///< metres that the field's sides are drawn; 0: none
    std::optional<double> focus;         ///< metres: a dashed arc
    std::optional<double> filledTo;      ///< metres: the field filled lightly as far as that
    bool selected = false, faint = false;
};
void camera(drawing::Drawing& d, const PlanView& v, const Ink& ink, const CameraSign& sign);

struct LightSign {
    Vec2 at{0};
    double heading = 0;     ///< radians, as pan
    FixtureShape shape = FixtureShape::Fresnel;
    double width = 0.3;     ///< metres: of a panel or tube
    double beam = 0.7;      ///< full angle, radians
    bool on = true, selected = false;
    bool steep = false;     ///< points nearly straight down: no direction is drawn
    bool doors = false;     ///< barn doors hang on it
};
void light(drawing::Drawing& d, const PlanView& v, const Ink& ink, const LightSign& sign);

/// A flag, net or diffusion frame from above: true to size, seen along its edge where it stands upright.
struct ClothSign {
    enum class Kind { Flag, Net, Diffusion };
    std::vector<Vec2> corners;  ///< its four corners on the floor, round it
    Kind kind = Kind::Flag;
    bool selected = false;
    Vec2 middle() const { return (corners[0] + corners[1] + corners[2] + corners[3]) / 4.0; }
};
/// Flags are solid, nets dashed, diffusion is a double line; level ones are outlined and crossed.
void cloth(drawing::Drawing& d, const PlanView& v, const Ink& ink, const ClothSign& sign);

struct MarkSign {
    Vec2 at{0};
    double facing = 0;  ///< radians, as pan
    Rgb colour;
    bool hollow = false, selected = false;
};
/// Tape of 0.30 x 0.22 m with its toe bar towards the facing and a chevron before it.
void mark(drawing::Drawing& d, const PlanView& v, const Ink& ink, const MarkSign& sign);

/// Head and shoulders from above, true to size for a standing person of `height`.
void figure(drawing::Drawing& d, const PlanView& v, const Ink& ink, const MarkSign& sign, Metres height);

/// The dashed way of one person between marks, with an arrow at its end.
void path(drawing::Drawing& d, const PlanView& v, const Ink& ink, const std::vector<Vec2>& floor, Rgb colour);

/// A dashed line with ticks at both ends; its text is placed by dimensionText once everything else stands.
void dimension(drawing::Drawing& d, const PlanView& v, const Ink& ink, Vec2 a, Vec2 b);
class Placer;
/// On the line, wherever along it the least is covered.
void dimensionText(drawing::Drawing& d, const PlanView& v, const Ink& ink, std::pair<Vec2, Vec2> ends, const std::string& words, Placer& placer, const drawing::Measure& measure);

/// A rounded plate with white text, and a dot of the character's colour before it. `at` is its centre.
drawing::Rect plateRect(const Ink& ink, Vec2 at, const std::string& words, bool dot, const drawing::Measure& measure);
void plate(drawing::Drawing& d, const Ink& ink, const drawing::Rect& rect, const std::string& words, std::optional<Rgb> dot);

/// Alternating bar with whole metres (or feet) from `at` to the right; at most `width` drawing units long.
void scaleBar(drawing::Drawing& d, const Ink& ink, Vec2 at, double unitsPerMetre, double width, DisplayUnits units);
/// `north` is the bearing of up-the-page, clockwise from true north, degrees.
void northArrow(drawing::Drawing& d, const Ink& ink, Vec2 centre, double radius, Degrees north, const std::string& letter);

/// Places rectangles so that they do not cover each other or what is already there: tries round the anchor, near first.
class Placer {
public:
    explicit Placer(const drawing::Rect& within) : within_(within) {}
    void block(const drawing::Rect& rect, double weight = 1) { blocked_.push_back({rect, weight}); }
    /// The least covered place for a label of this size about the anchor, `near` away from it; it is then blocked too.
    drawing::Rect place(Vec2 anchor, Vec2 size, double near);
    /// Weighted area of what lies under a rectangle, and of what of it lies outside.
    double covered(const drawing::Rect& rect) const;

private:
    struct Blocked {
        drawing::Rect rect;
        double weight;
    };
    drawing::Rect within_;
    std::vector<Blocked> blocked_;
};

}  // namespace recce::signs
