// Practicals: lamps made from the parts of a model that shine.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "app/actions/helpers.h"
#include "base/text.h"

namespace recce {
namespace {

/// More lamps than this from one piece are a sign, a city's windows: they go on shining as pictures of light.
constexpr std::size_t kMostLamps = 16;
/// Parts smaller than this share of the largest are rims and reflections of it.
constexpr double kLeastShare = 0.05;

/// Square metres of a lantern two metres across.
constexpr double kLargestShade = 12;
/// Luminances of what is usually seen on sets, cd/m2: opal ceiling panels and windows of light, fluorescent tubes, lamp shades.
constexpr double kPanelNits = 3000, kTubeNits = 10000, kShadeNits = 1000;
/// A bare bulb, whatever its size: 60 W.
constexpr double kBareBulbArea = 0.03;  // square metres
constexpr Lumens kBareBulb{800};

/// The lamp that a shining part is: flat ones are panels, long ones tubes, all others bulbs.
Light lampOf(const ShiningPart& part, const Mat4& world, double scale) {
    Light light;
    light.role = LightRole::Practical;
    light.pose.position = Vec3(world * Vec4(part.centre, 1));
    light.glowMaterial = part.material;
    const Vec3 size = part.bounds.size() * scale;
    const double area = part.area * scale * scale;
    std::array<double, 3> sides{size.x, size.y, size.z};
    std::sort(sides.begin(), sides.end());
    const double facing = glm::length(part.facing);
    if (facing > 0.9) {
        const Vec3 out = glm::normalize(Mat3(world) * part.facing);
        light.shape = FixtureShape::Panel;
        light.pose.rotation = toRotation(lookAlong(out));
        light.pose.position += out * 0.02;  // before its own face
        // Across and up as the lamp has them; a turned panel's box is larger than it.
        const double aspect = std::clamp(sides[1] / std::max(sides[2], 1e-6), 0.02, 1.0), width = std::sqrt(area / aspect);
        const bool tall = std::abs(glm::dot(glm::abs(light.pose.up()), size)) > std::abs(glm::dot(glm::abs(light.pose.right()), size));
        light.width = Metres(tall ? width * aspect : width);
        light.height = Metres(tall ? width : width * aspect);
        light.output = Lumens(kPi * area * kPanelNits);
        light.colour = Kelvin(4000);
    } else if (sides[2] > 5 * sides[1]) {
        light.shape = FixtureShape::Tube;
        const int longest = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2;
        Vec3 along(0);
        along[longest] = 1;
        // A tube lies along its right.
        const Vec3 right = glm::normalize(Mat3(world) * along), other = std::abs(right.y) < 0.9 ? Vec3(0, 1, 0) : Vec3(0, 0, 1), back = glm::normalize(glm::cross(right, other));
        light.pose.rotation = glm::quat_cast(Mat3(right, glm::cross(back, right), back));
        light.width = Metres(sides[2]);
        light.height = Metres(std::max(sides[1], 0.005));
        light.output = Lumens(kPi * area * kTubeNits);
        light.colour = Kelvin(4000);
    } else {
        light.shape = FixtureShape::Bulb;
        light.width = light.height = Metres(std::clamp((sides[0] + sides[1] + sides[2]) / 3, 0.005, 5.0));
        light.output = area < kBareBulbArea ? kBareBulb : Lumens(kPi * area * kShadeNits);
        light.colour = Kelvin(2700);
    }
    auto& lumens = std::get<Lumens>(light.output).value;
    lumens = std::clamp(std::round(lumens / 10) * 10, 10.0, 50000.0);
    return light;
}

Result<std::vector<ShiningPart>> partsOf(const ActionInput& in, const SetPiece& piece) {
    const Asset* asset = in.production.find(piece.asset);
    if (!asset) return fail(Code::NotFound, "The model of this piece is not in the production.", piece.name, "Give it one: relink.");
    if (!in.context.inspectModel) return fail(Code::Unsupported, "Models cannot be read here.", piece.name);
    const std::filesystem::path path(asset->path);
    const std::filesystem::path whole = path.is_absolute() ? path : (in.context.projectFolder / path).lexically_normal();
    RECCE_TRY(ModelFacts facts, in.context.inspectModel({whole, asset->metresPerUnit, asset->up, asset->grantedRoots}));
    if (facts.shining.empty())
        return fail(Code::NotFound, fmt::format("Nothing of {} shines by itself.", piece.name), piece.name, "Place a light in it instead: add-light.");
    return std::move(facts.shining);
}

/// Those meant by `part`: a material's name, or all that are no rims of larger ones.
Result<std::vector<ShiningPart>> chosenParts(std::vector<ShiningPart> parts, const std::string& wanted) {
    if (!wanted.empty()) {
        std::string names;
        for (const ShiningPart& p : parts)
            if (names.find(p.material) == std::string::npos) names += (names.empty() ? "" : ", ") + p.material;
        std::erase_if(parts, [&](const ShiningPart& p) { return folded(p.material) != folded(trimmed(wanted)); });
        if (parts.empty()) return fail(Code::NotFound, fmt::format("No shining part is called '{}'.", toCleanText(wanted)), "part", "There are " + names + ".");
    }
    // Shop fronts and rows of windows that hang together are no lamps.
    std::erase_if(parts, [](const ShiningPart& p) { return glm::length(p.facing) < 0.9 && p.area > kLargestShade; });
    if (parts.empty()) return fail(Code::Refused, "What shines of it is larger than any lamp.", "part", "Place lights by hand.");
    const double largest = parts.front().area;
    std::erase_if(parts, [&](const ShiningPart& p) { return p.area < kLeastShare * largest; });
    if (parts.size() > kMostLamps)
        return fail(Code::Refused, fmt::format("{} parts of it shine, too many to be lamps.", parts.size()), "part", "Say which by part=MATERIAL, or place lights by hand.");
    return parts;
}

Result<Edit> makePractical(const ActionInput& in) {
    const ArgReader args(in);
    RECCE_TRY(const auto targets, args.things("target"));
    const auto* id = targets.size() == 1 ? std::get_if<Id<SetPiece>>(&targets.front()) : nullptr;
    if (!id) return fail(Code::Usage, "This is about one set piece.", {}, "make-practical 'table lamp'");
    const SetPiece& piece = *in.production.find(*id);
    RECCE_TRY(std::vector<ShiningPart> parts, partsOf(in, piece));
    RECCE_TRY(parts, chosenParts(std::move(parts), args.text("part")));
    const Mat4 world = toMatrix(piece.pose, Vec3(piece.scale));
    EditBuilder builder(in.production);
    AnyId first;
    std::size_t made = 0;
    for (const ShiningPart& part : parts) {
        Light light = lampOf(part, world, piece.scale);
        light.glowPiece = piece.id;
        light.owner = piece.owner;
        const auto& all = builder.now().all<Light>();
        const auto there = [&](const Light& l) { return l.glowPiece == light.glowPiece && glm::length(l.pose.position - light.pose.position) < 0.03; };
        if (std::any_of(all.begin(), all.end(), there)) continue;
        light.id = made == 0 && args.has("id") ? Id<Light>() : makeId<Light>();
        if (light.id.isNull()) {
            RECCE_TRY(light.id, args.newId<Light>());
        }
        light.name = parts.size() == 1 ? piece.name : fmt::format("{} {}", piece.name, made + 1);
        const ActionCall& call = in.call;
        for (const std::string_view name : {"output", "colour", "dimmer"}) {
            for (const auto& [key, value] : call.args)
                if (key == name) RECCE_TRY_STATUS(setByText(in, light, *findField<Light>(name), value));
        }
        if (made++ == 0) first = light.id;
        builder.put(std::move(light));
    }
    if (made == 0) return fail(Code::Refused, "Its lamps are practicals already.", piece.name);
    return builder.finish(made == 1 ? "Make " + piece.name + " a practical" : fmt::format("Make {} practicals of {}", made, piece.name), first);
}

}  // namespace

void addPracticalActions(std::vector<Action>& table) {
    table.push_back({"make-practical", "Make a practical", "Light",
                     "Makes lamps of the parts of a set piece that shine, in their place and size, with lumens by their area: opal panels 3000 cd/m2, tubes 10000, shades 1000, a bare bulb 800 lm. The part's own look then follows the lamp.",
                     "make-practical 'Table lamp'",
                     {{"target", ArgKind::Things, "The set piece", false, true, "piece"},
                      {"part", ArgKind::Text, "Only what is of this material"},
                      {"output", ArgKind::Field, "Output of each lamp", false, false, "light"},
                      {"colour", ArgKind::Field, "Colour of each", false, false, "light"},
                      {"dimmer", ArgKind::Field, "Dimmer of each", false, false, "light"},
                      {"id", ArgKind::NewId, "Id of the first"}}, false, makePractical});
}

}  // namespace recce
