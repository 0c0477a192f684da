// The bones under a figure: measures by height, frame and age, the joints at rest, and where a stance puts them. For the
// figure files only. Knows no surfaces.
#pragma once

#include <array>
#include <cstddef>

#include "asset/figure.h"

namespace recce::figure {

/// Lengths in metres of one person. Fractions of stature after Drillis & Contini; a child's are our drawing from
/// growth tables (head a seventh to a fifth of the height, shorter legs).
struct Measures {
    double height = 0;
    double child = 0;     ///< 0 adult, 1 as at 1.15 m (six years), more below
    double feminine = 0;  ///< 0 or 1; fades for children
    double girth = 1;     ///< of limbs and trunk against an average adult of 1.75 m
    double heavy = 0;     ///< -1 slight, 0, 1 heavy: how much goes to the belly
    double head = 1;      ///< scale of the head against that of an adult of 1.75 m
    double chin = 0, eye = 0, shoulder = 0, chest = 0, waist = 0, hip = 0, midThigh = 0, knee = 0, ankle = 0;  ///< heights
    double shoulderX = 0, hipX = 0, upperArm = 0, forearm = 0, hand = 0, foot = 0;
    double thigh = 0, shin = 0;
    double eyeX = 0, eyeZ = 0;  ///< centres of the eyeballs from the middle of the head
    double headZ = 0;           ///< middle of the head (between the ears) before the spine's plane
};
Measures measure(const FigureShape& shape);

enum Bone : std::size_t {
    kPelvis, kSpine, kChest, kNeck, kHead,
    kLeft, kClavicle = kLeft, kUpperArm, kForearm, kHand, kThigh, kShin, kFoot,
    kPerSide = 7,
    kBoneCount = kLeft + 2 * kPerSide
};
/// Side 0 is the left (-X), 1 the right (+X).
constexpr Bone onSide(Bone left, std::size_t side) { return static_cast<Bone>(left + side * kPerSide); }
constexpr double signOf(std::size_t side) { return side == 0 ? -1.0 : 1.0; }

/// Where a bone begins and how it is turned against its rest.
struct BonePose {
    Vec3 joint{0};
    Quat turn{1, 0, 0, 0};
};
using Bones = std::array<BonePose, kBoneCount>;

/// Arms 38 degrees from the body, palms towards it, legs a little apart: every surface clear of every other.
Bones restBones(const Measures& m);
Vec3 restArm(std::size_t side);     ///< unit vector along the arm at rest
inline constexpr double kRestArmDegrees = 38;

/// Which of the hand shapes the stance wants.
enum class HandShape { Relaxed, Flat, Grip };
struct Posed {
    Bones bones;
    std::array<Vec3, 2> eyeDirection;  ///< unit, figure space
    HandShape hands = HandShape::Relaxed;
};
Posed pose(const Measures& m, const FigureShape& shape, const FigureStance& stance);

}  // namespace recce::figure
