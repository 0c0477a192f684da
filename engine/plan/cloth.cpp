#include "plan/cloth.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace recce::plan {
namespace {

constexpr double kFoot = 0.3048, kInch = 0.0254;
constexpr ClothSize kSizes[] = {
    {"18x24in", Metres(18 * kInch), Metres(24 * kInch)}, {"24x36in", Metres(24 * kInch), Metres(36 * kInch)},
    {"10x42in", Metres(10 * kInch), Metres(42 * kInch)}, {"24x72in", Metres(24 * kInch), Metres(72 * kInch)},
    {"4x4", Metres(4 * kFoot), Metres(4 * kFoot)},       {"4x8", Metres(4 * kFoot), Metres(8 * kFoot)},
    {"6x6", Metres(6 * kFoot), Metres(6 * kFoot)},       {"8x8", Metres(8 * kFoot), Metres(8 * kFoot)},
    {"12x12", Metres(12 * kFoot), Metres(12 * kFoot)},   {"20x20", Metres(20 * kFoot), Metres(20 * kFoot)},
};

/// How far the leaves reach, of the front's longer side.
constexpr double kLeafReach = 0.75;
constexpr Metres kHinge{0.035};  // in front of the face: shadows are mapped from there on

}  // namespace

// Wire for flags, inch tube for overheads.
double tubeOf(double side) { return side < 1.3 ? 0.012 : side < 2.5 ? 0.025 : 0.04; }

std::span<const ClothSize> clothSizes() { return kSizes; }

const ClothSize* findClothSize(std::string_view name) {
    const auto found = std::find_if(std::begin(kSizes), std::end(kSizes), [&](const ClothSize& s) { return s.name == name; });
    return found == std::end(kSizes) ? nullptr : found;
}

std::string clothSizeText(Metres width, Metres height) {
    const auto like = [](Metres a, Metres b) { return std::abs(a.value - b.value) < 0.005; };
    for (const ClothSize& s : kSizes) {
        if (!(like(s.width, width) && like(s.height, height)) && !(like(s.width, height) && like(s.height, width))) continue;
        const bool inches = s.name.ends_with("in");
        return std::string(s.name.substr(0, s.name.size() - (inches ? 2 : 0))) + (inches ? " in" : " ft");
    }
    return fmt::format("{:.2f} x {:.2f} m", width.value, height.value);
}

Metres clothWidth(const SetPiece& piece) { return Metres(piece.width.value_or(kClothSide).value * piece.scale); }
Metres clothHeight(const SetPiece& piece) { return Metres(piece.height.value_or(kClothSide).value * piece.scale); }

Fabric fabricOf(const SetPiece& piece, const UsedCatalogue& used) {
    const auto row = used.fabrics.find(piece.fabric);
    return row == used.fabrics.end() ? Fabric() : row->second;
}

optics::Screen screenOf(const SetPiece& piece, const UsedCatalogue& used) {
    const Fabric fabric = fabricOf(piece, used);
    return {piece.pose, clothWidth(piece), clothHeight(piece), fabric.straight, fabric.diffused};
}

Box boundsOf(const SetPiece& cloth) {
    const double w = clothWidth(cloth).value / 2, h = clothHeight(cloth).value / 2, t = tubeOf(2 * std::min(w, h));
    return transformed(Box{Vec3(-w - t, -h - t, -t / 2), Vec3(w + t, h + t, t / 2)}, toMatrix(cloth.pose, Vec3(1)));
}

std::vector<optics::Screen> doorsOf(const Light& light) {
    const bool front = light.shape != FixtureShape::Bulb && light.shape != FixtureShape::Tube && light.shape != FixtureShape::Sun;
    std::vector<optics::Screen> leaves;
    if (!front) return leaves;
    const bool round = light.shape != FixtureShape::Panel;
    const double w = light.width.value, h = round ? w : light.height.value, reach = std::max(w, h) * kLeafReach;
    const auto leaf = [&](const std::optional<Degrees>& open, const Vec3& inwards, double off, double along) {
        if (!open) return;
        const double a = radians(*open);
        const Vec3 ahead(0, 0, -1), out = inwards * std::cos(a) + ahead * std::sin(a), hinge = -inwards * off + ahead * kHinge.value;
        // Its local Y goes from the hinge outwards, its X along the hinge.
        const Vec3 x = glm::normalize(glm::cross(inwards, ahead)), z = glm::cross(x, out);
        const Quat turn = glm::quat_cast(Mat3(x, out, z));
        leaves.push_back({{hinge + out * (reach / 2), turn}, Metres(along), Metres(reach), 0, 0});
    };
    leaf(light.doorTop, {0, -1, 0}, h / 2, w);
    leaf(light.doorBottom, {0, 1, 0}, h / 2, w);
    leaf(light.doorLeft, {1, 0, 0}, w / 2, h);
    leaf(light.doorRight, {-1, 0, 0}, w / 2, h);
    return leaves;
}

}  // namespace recce::plan
