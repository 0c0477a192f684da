// Human figures made by code: the body, its clothes, its pose, and where its landmarks are. Knows no production: the
// caller turns a character and a mark into a FigureSpec. Same spec, same bytes.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/math.h"
#include "base/units.h"

namespace recce {

enum class FigureBuild { Slight, Average, Heavy };
/// Which adult averages the skeleton and the face follow. Children of either grow into them.
enum class FigureFrame { Masculine, Feminine };
enum class FigureHair { Short, Bob, TiedUp };
enum class FigureAction { Stand, Sit, Lean, Walk, Lie, Hold };

/// The person: what does not change from pose to pose. Heights include shoes and hair, as on the casting sheet.
struct FigureShape {
    Metres height{1.75};  ///< 0.60 to 2.40, clamped; below 1.52 the proportions become a child's
    FigureBuild build = FigureBuild::Average;
    FigureFrame frame = FigureFrame::Masculine;
    FigureHair hair = FigureHair::Short;
    std::uint32_t variant = 0;  ///< small differences of the face; any number
    bool operator==(const FigureShape&) const = default;
};

/// What the person does. Figure space: origin on the floor, Y up, the body faces -Z, its right hand towards +X.
struct FigureStance {
    FigureAction action = FigureAction::Stand;  ///< Lean: against something 0.14 of the height behind the mark
    Metres seat{0.45};   ///< Sit: top of the seat over the floor. Lie: top of the bed (0 lies on the floor).
    bool table = false;  ///< Sit: forearms on a table in front instead of hands in the lap
    double phase = 0;    ///< Walk: 0 to 1 over one stride (two steps); distance walked / strideLength()
    Vec3 gaze{0, 0, 0};  ///< direction from the eyes in figure space; zero: straight ahead. Head turns, then the eyes.
    bool operator==(const FigureStance&) const = default;
};

/// Linear BT.709, 0 to 1.
struct FigureColours {
    Vec3 top{0.10, 0.16, 0.20};
    Vec3 trousers{0.055, 0.05, 0.05};
    Vec3 hair{0.035, 0.02, 0.012};
    Vec3 skin{0.52, 0.31, 0.21};
    Vec3 shoes{0.03, 0.024, 0.02};
    Vec3 iris{0.09, 0.07, 0.04};
    bool operator==(const FigureColours&) const = default;
};

struct FigureSpec {
    FigureShape shape;
    FigureStance stance;
    FigureColours colours;
    bool operator==(const FigureSpec&) const = default;
};

struct FigureMaterial {
    Vec3 colour{0.5};      ///< linear BT.709
    double roughness = 0.8;
    std::string name;      ///< "skin", "top", ...
};

struct FigureRange {
    std::uint32_t firstIndex = 0, indexCount = 0;
    std::uint32_t material = 0;
};

/// About 9,000 triangles, counter-clockwise seen from outside, in figure space, metres.
struct FigureMesh {
    std::vector<glm::vec3> positions, normals;
    std::vector<std::array<std::uint8_t, 4>> colours;  ///< linear, multiplied with the material's colour (lips, creases)
    std::vector<std::uint32_t> indices;
    std::vector<FigureRange> ranges;
    std::vector<FigureMaterial> materials;
};

/// Points of the posed body in figure space, metres; [0] is the left one of a pair, [1] the right.
/// Standing adults have them at the fractions of stature of Drillis & Contini.
struct FigureLandmarks {
    Vec3 crown, eyes, chin, chest, waist, hips;  ///< eyes: midway between both; hips: midway between the joints
    std::array<Vec3, 2> eye, shoulder, midThigh, knee, ankle, foot, hand;
    Vec3 gaze;  ///< unit vector the eyes look along
};

/// The clothed body at rest, ready to be posed: costs some tenths of a second, so keep it per FigureShape.
class FigureBody;
std::shared_ptr<const FigureBody> makeFigureBody(const FigureShape& shape);

/// Bends the body into the stance: about a millisecond, for figures that walk.
FigureMesh poseFigure(const FigureBody& body, const FigureStance& stance, const FigureColours& colours);

/// makeFigureBody and poseFigure in one.
FigureMesh makeFigure(const FigureSpec& spec);

/// Bodies and posed meshes of the last people asked for, so that a still figure keeps its very mesh from frame to frame
/// and a walking one only bends. Not for two threads at once: its owner calls it.
class FigureStore {
public:
    std::shared_ptr<const FigureMesh> mesh(const FigureSpec& spec);

private:
    struct Person {
        FigureShape shape;
        std::shared_ptr<const FigureBody> body;
    };
    struct Posed {
        FigureSpec spec;
        std::shared_ptr<const FigureMesh> mesh;
    };
    std::vector<Person> people_;  ///< last used at the end
    std::vector<Posed> posed_;
};

/// From the skeleton alone: microseconds.
FigureLandmarks landmarks(const FigureShape& shape, const FigureStance& stance);

/// Ground covered in one stride (two steps) at an easy walk.
Metres strideLength(const FigureShape& shape);

/// A person for a character of this height and build: frame, hair and face chosen by height and seed, always the same.
FigureShape castFigure(Metres height, FigureBuild build, std::uint64_t seed);

/// Clothes for a character: the top in the tape colour (linear BT.709) held back to half saturation, the rest muted.
FigureColours dressFigure(const Vec3& characterColour, std::uint64_t seed);

}  // namespace recce
