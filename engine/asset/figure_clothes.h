// Hands, clothes and shoes as distance fields, in figure space at rest. Knows no faces and no poses.
#pragma once

#include "asset/figure_field.h"
#include "asset/figure_skeleton.h"

namespace recce::figure {

/// Everything is drawn for an average adult of 1.75 m and scaled along bones and in girth.
class Clothes {
public:
    Clothes(const Measures& m, std::uint32_t variant, float neckRadius);
    float top(const V3& p) const;
    float trousers(const V3& p) const;
    /// Right shoe; the left one is its mirror image.
    float shoeUpper(const V3& p) const;
    float shoeSole(const V3& p) const;
    /// Right hand with the wrist, which runs up into the cuff.
    float hand(const V3& p, HandShape shape) const;
    float hem() const { return hem_; }
    V3 wrist() const { return wrist_; }
    V3 toFingers() const { return fingers_; }

private:
    Measures m_;
    float g_ = 1, h_ = 1, f_ = 0, k_ = 0, handScale_ = 1, footScale_ = 1, neck_ = 0.056f;
    V3 seed_{0};
    V3 shoulder_{0}, wrist_{0}, fingers_{0}, palm_{0}, thumb_{0}, ankle_{0}, hip_{0};
    Loft torso_, sleeve_, seat_, leg_, sole_, upper_, hand_;
    float armLength_ = 0, hem_ = 0, cuffHem_ = 0;

    float torsoWall(const V3& p) const;
    float finger(const V3& q, const V3& base, const V3& lengths, const V3& bends, float radius, float spread) const;
};

}  // namespace recce::figure
