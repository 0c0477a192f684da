// Head, face and hair as distance fields, in head space: metres of an adult head, origin between the eyes at the depth
// of the ears, face towards -Z, crown at +0.112, chin at -0.1155. Knows no bodies.
#pragma once

#include "asset/figure_field.h"
#include "asset/figure_skeleton.h"

namespace recce::figure {

/// What makes one face differ from the next.
struct Face {
    float feminine = 0, child = 0, heavy = 0;
    float jaw = 1, chin = 1, nose = 1, noseLength = 1, lips = 1, brow = 1, cheek = 1, eye = 1;
    float neck = 0.056f;    ///< radius in head space
    float lower = 1, upper = 1;  ///< stretch of the head under and over the eyes (a child's is short under them)
    FigureHair hair = FigureHair::Short;
    float part = 1;         ///< side of the parting, -1 or 1
};
Face faceOf(const Measures& m, const FigureShape& shape);

inline constexpr float kEyeX = 0.0315f, kEyeZ = -0.0735f, kEyeRadius = 0.0122f;

float headField(const Face& face, const V3& p);
float hairField(const Face& face, const V3& p);

/// Height of the upper lid's edge over the middle of the eye at `u`, outwards from it; the lower lid's below.
float upperLid(const Face& face, float u);
float lowerLid(const Face& face, float u);

/// Multiplies the skin's colour: lips, cheeks, lids, lashes, nostrils. Head space.
V3 skinTint(const Face& face, const V3& p);

/// Middle line of an eyebrow at u in 0..1 from the nose outwards (x >= 0), and its half height.
V3 browLine(const Face& face, float u);
float browHalf(const Face& face, float u);

}  // namespace recce::figure
