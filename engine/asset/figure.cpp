#include "asset/figure.h"

#include <algorithm>
#include <cmath>

#include "asset/figure_skeleton.h"

namespace recce {
namespace {

using namespace figure;

/// A fixed mixing of bits (splitmix64): castings must not change with the standard library.
std::uint64_t mixed(std::uint64_t x) {
    x += 0x9E3779B97F4A7C15ull;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
    return x ^ (x >> 31);
}

}  // namespace

FigureLandmarks landmarks(const FigureShape& shape, const FigureStance& stance) {
    const Measures m = measure(shape);
    const Bones rest = restBones(m);
    const Posed posed = pose(m, shape, stance);
    const auto at = [&](Bone bone, const Vec3& restPoint) {
        return posed.bones[bone].joint + posed.bones[bone].turn * (restPoint - rest[bone].joint);
    };
    FigureLandmarks out;
    out.crown = at(kHead, {0, m.height, m.headZ});
    out.eyes = at(kHead, {0, m.eye, m.headZ + m.eyeZ});
    out.chin = at(kHead, {0, m.chin, m.headZ - 0.082 * m.head});
    out.chest = at(kChest, {0, m.chest, 0});
    out.waist = at(kSpine, {0, m.waist, 0});
    out.hips = at(kPelvis, {0, m.hip, 0});
    for (std::size_t side = 0; side < 2; ++side) {
        const double s = signOf(side);
        out.eye[side] = at(kHead, {s * m.eyeX, m.eye, m.headZ + m.eyeZ});
        out.shoulder[side] = at(onSide(kClavicle, side), {s * m.shoulderX, m.shoulder, 0});
        const Vec3 hip = posed.bones[onSide(kThigh, side)].joint, knee = posed.bones[onSide(kShin, side)].joint;
        out.knee[side] = knee;
        out.midThigh[side] = glm::mix(hip, knee, (m.hip - m.midThigh) / (m.hip - m.knee));
        out.ankle[side] = posed.bones[onSide(kFoot, side)].joint;
        const Vec3 restAnkle = rest[onSide(kFoot, side)].joint;
        out.foot[side] = at(onSide(kFoot, side), {restAnkle.x, 0, restAnkle.z - 0.085 * m.height});
        const Vec3 restWrist = rest[onSide(kHand, side)].joint;
        out.hand[side] = at(onSide(kHand, side), restWrist + restArm(side) * (0.45 * m.hand));
    }
    out.gaze = glm::normalize(posed.eyeDirection[0] + posed.eyeDirection[1]);
    return out;
}

Metres strideLength(const FigureShape& shape) { return Metres(0.76 * measure(shape).height); }

FigureShape castFigure(Metres height, FigureBuild build, std::uint64_t seed) {
    const std::uint64_t bits = mixed(seed);
    FigureShape shape;
    shape.height = height;
    shape.build = build;
    // Half way between the mean statures of men (1.75 m) and women (1.61 m); children are either.
    const bool child = height.value < 1.52;
    const bool feminine = child ? (bits & 1u) != 0 : height.value <= 1.70;
    shape.frame = feminine ? FigureFrame::Feminine : FigureFrame::Masculine;
    shape.hair = !feminine ? FigureHair::Short : (bits & 2u) != 0 ? FigureHair::Bob : FigureHair::TiedUp;
    shape.variant = static_cast<std::uint32_t>(bits >> 8 & 0xFFFFu);
    return shape;
}

FigureColours dressFigure(const Vec3& characterColour, std::uint64_t seed) {
    const std::uint64_t bits = mixed(seed ^ 0xC0FFEEull);
    const auto pick = [&](int shift, std::size_t count) { return static_cast<std::size_t>(bits >> shift & 0xFFu) % count; };
    // Linear. Skin after measured reflectances from fair to deep, hair black to fair, cloths as costume racks have them.
    static constexpr std::array<std::array<double, 3>, 5> kSkins = {
        {{0.60, 0.37, 0.27}, {0.52, 0.31, 0.21}, {0.43, 0.24, 0.15}, {0.27, 0.14, 0.085}, {0.15, 0.075, 0.048}}};
    static constexpr std::array<std::array<double, 3>, 5> kHairs = {
        {{0.012, 0.010, 0.009}, {0.035, 0.020, 0.012}, {0.075, 0.040, 0.021}, {0.17, 0.105, 0.055}, {0.13, 0.12, 0.115}}};
    static constexpr std::array<std::array<double, 3>, 4> kTrousers = {
        {{0.045, 0.050, 0.066}, {0.060, 0.052, 0.044}, {0.040, 0.040, 0.042}, {0.125, 0.105, 0.080}}};
    static constexpr std::array<std::array<double, 3>, 3> kShoes = {
        {{0.022, 0.018, 0.016}, {0.060, 0.034, 0.020}, {0.035, 0.035, 0.037}}};
    static constexpr std::array<std::array<double, 3>, 3> kIrises = {
        {{0.060, 0.035, 0.018}, {0.085, 0.110, 0.120}, {0.070, 0.075, 0.040}}};
    const auto colour = [](const std::array<double, 3>& c) { return Vec3(c[0], c[1], c[2]); };
    FigureColours out;
    const std::size_t skin = pick(0, kSkins.size());
    out.skin = colour(kSkins[skin]);
    out.hair = colour(kHairs[skin >= 3 ? 0 : pick(8, kHairs.size())]);
    out.trousers = colour(kTrousers[pick(16, kTrousers.size())]);
    out.shoes = colour(kShoes[pick(24, kShoes.size())]);
    out.iris = colour(kIrises[skin >= 2 ? 0 : pick(32, kIrises.size())]);
    const Vec3 given = glm::clamp(characterColour, Vec3(0), Vec3(1));
    const double grey = glm::dot(given, Vec3(0.2126, 0.7152, 0.0722));
    // Half saturation, and no brighter than cloth is.
    const Vec3 muted = glm::mix(Vec3(grey), given, 0.5);
    const double peak = std::max({muted.x, muted.y, muted.z, 1e-6});
    out.top = muted * std::min(1.0, 0.24 / peak) + Vec3(0.01);
    return out;
}

}  // namespace recce
