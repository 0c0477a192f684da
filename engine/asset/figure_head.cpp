#include "asset/figure_head.h"

namespace recce::figure {

Face faceOf(const Measures& m, const FigureShape& shape) {
    Face f;
    f.feminine = static_cast<float>(m.feminine);
    f.child = static_cast<float>(std::min(m.child * 1.6, 1.4));  // faces are young longer than legs are short
    f.heavy = static_cast<float>(m.heavy);
    // Four small departures from the average face, each from its own bits of the variant.
    const auto differ = [&](int shift) {
        std::uint32_t bits = shape.variant * 2654435761u;
        bits ^= bits >> 15;
        return static_cast<float>(bits >> shift & 0x3Fu) / 31.5f - 1.0f;
    };
    const float a = differ(0), b = differ(6), c = differ(12), d = differ(18);
    f.jaw = 1 - 0.115f * f.feminine - 0.03f * f.child + 0.025f * a + 0.04f * f.heavy;
    f.chin = 1 - 0.20f * f.feminine - 0.10f * f.child + 0.06f * b;
    f.nose = 1 - 0.17f * f.feminine - 0.16f * f.child + 0.07f * c;
    f.noseLength = 1 - 0.11f * f.feminine - 0.14f * f.child + 0.05f * d;
    f.lips = 1 + 0.28f * f.feminine + 0.08f * b;
    f.brow = 1 - 0.65f * f.feminine - 0.8f * f.child;
    f.cheek = 1 + 0.18f * f.feminine + 0.05f * a;
    f.eye = 1 + 0.13f * f.feminine + 0.14f * std::min(f.child, 1.0f);
    const double neck = (0.0525 - 0.0095 * m.feminine) * m.girth * (1 + 0.05 * m.heavy) / m.head;
    f.neck = static_cast<float>(std::clamp(neck, 0.034, 0.066));
    f.lower = static_cast<float>((m.eye - m.chin) / (0.1155 * m.head));
    f.upper = static_cast<float>((m.height - m.eye) / (0.112 * m.head));
    f.hair = shape.hair;
    f.part = (shape.variant & 4u) != 0 ? 1.0f : -1.0f;
    return f;
}

namespace {

/// Undoes the stretch under and over the eyes, so that one drawing serves all ages.
V3 drawingSpace(const Face& f, const V3& p) {
    const float stretch = p.y < 0 ? (p.y > -0.13f ? f.lower : 1.0f) : f.upper;
    if (p.y <= -0.13f) return {p.x, p.y + 0.13f - 0.13f / f.lower, p.z};
    return {p.x, p.y / stretch, p.z};
}

float skull(const Face& f, const V3& q) {
    float d = ellipsoid(q, {0, 0.021f, 0.010f}, {0.0735f + 0.0015f * f.child, 0.0815f, 0.0935f});
    d = blend(d, ellipsoid(q, {0, 0.036f, -0.034f}, {0.0605f, 0.052f, 0.058f}), 0.03f);
    return d;
}

float earField(const V3& q) {
    const V3 centre(0.0755f, -0.010f, 0.010f);
    const V3 r = q - centre;
    // Leans back by 12 degrees and stands out from the head behind.
    const V3 e(r.x - 0.28f * r.z - 0.0005f, 0.978f * r.y - 0.208f * r.z, 0.208f * r.y + 0.978f * r.z);
    const float lobeWidth = 0.0165f + 0.10f * e.y;
    float d = ellipsoid(e, V3(0), {0.0052f, 0.0315f, lobeWidth});
    // The rim: a tube along the outline; the bowl: a hollow before it.
    const float outline = std::sqrt(e.y * e.y / (0.029f * 0.029f) + e.z * e.z / (lobeWidth * lobeWidth * 0.80f));
    const float rim = std::sqrt((outline - 1) * (outline - 1) * 0.00022f + (e.x - 0.0035f) * (e.x - 0.0035f)) - 0.0027f;
    d = blend(d, rim + 0.006f * ramp(-0.012f, -0.024f, e.y), 0.003f);
    d = carve(d, ellipsoid(e, {0.0075f, -0.003f, -0.0035f}, {0.0060f, 0.0155f, 0.0085f}), 0.003f);
    d = blend(d, ellipsoid(e, {0.0025f, -0.006f, -0.0140f}, {0.0040f, 0.0055f, 0.0032f}), 0.003f);
    return d;
}

/// The closed lids and the opening between them.
float eyeField(const Face& f, float d, const V3& q) {
    const V3 centre(kEyeX, 0, kEyeZ);
    d = carve(d, ellipsoid(q, {kEyeX + 0.001f, 0.0010f, -0.0940f}, {0.0190f, 0.0115f, 0.0120f}), 0.011f);
    d = blend(d, ball(q, centre, kEyeRadius + 0.0020f), 0.006f);
    const float u = q.x - kEyeX;
    const V3 r = q - centre;
    // The fold over the upper lid.
    const float fold = (q.y - upperLid(f, u * 0.9f) - 0.0040f) / 0.0015f;
    d += 0.0011f * std::exp(-fold * fold) * ramp(0.017f, 0.011f, std::abs(u)) * ramp(kEyeZ, kEyeZ - 0.006f, q.z);
    const float opening = std::max({q.y - upperLid(f, u), lowerLid(f, u) - q.y, q.z - (kEyeZ - 0.001f),
                                    glm::length(r) - 0.024f});
    d = carve(d, opening, 0.0008f);
    // The inner corner's tear duct.
    return blend(d, ball(q, {kEyeX - 0.0148f, -0.0012f, -0.0818f}, 0.0022f), 0.003f);
}

float noseField(const Face& f, float d, const V3& q) {
    const float w = f.nose, tipY = -0.0365f * f.noseLength, tipZ = -0.0980f - 0.0155f * f.nose;
    const V3 root(0, 0.008f, -0.0875f), middle(0, tipY * 0.48f, -0.0965f - 0.0055f * f.nose), tip(0, tipY, tipZ);
    float n = limb(q, root, middle, 0.0072f, 0.0082f * w);
    n = blend(n, limb(q, middle, tip, 0.0078f * w, 0.0092f * w), 0.008f);
    n = blend(n, ellipsoid(q, {0.0118f * w, tipY - 0.0025f, tipZ + 0.0145f}, {0.0066f * w, 0.0068f, 0.0092f}), 0.006f);
    n = blend(n, limb(q, {0, tipY - 0.006f, tipZ + 0.004f}, {0, tipY - 0.0105f, tipZ + 0.017f}, 0.0042f, 0.0040f), 0.004f);
    // Its flanks run out into the cheeks.
    n = blend(n, ellipsoid(q, {0, tipY * 0.62f, -0.0880f}, {0.0135f * w, 0.0270f, 0.0150f}), 0.010f);
    d = blend(d, n, 0.010f);
    return carve(d, ellipsoid(q, {0.0068f * w, tipY - 0.0098f, tipZ + 0.0110f}, {0.0036f * w, 0.0042f, 0.0058f}), 0.0025f);
}

constexpr float kMouthY = -0.0680f;

float mouthField(const Face& f, float d, const V3& q) {
    const float l = f.lips;
    // The ring muscle carries the lips forward.
    d = blend(d, ellipsoid(q, {0, kMouthY + 0.001f, -0.0775f}, {0.0360f, 0.0300f, 0.0225f}), 0.018f);
    float upper = ellipsoid(q, {0.0075f, kMouthY + 0.0044f, -0.0962f}, {0.0155f, 0.0048f * l, 0.0074f});
    upper = blend(upper, ellipsoid(q, {0, kMouthY + 0.0040f, -0.0985f}, {0.0060f, 0.0040f * l, 0.0062f}), 0.003f);
    const float lower = ellipsoid(q, {0, kMouthY - 0.0058f, -0.0948f}, {0.0182f, 0.0062f * l, 0.0084f});
    d = blend(d, upper, 0.004f);
    d = blend(d, lower, 0.004f);
    // The line between them dips in the middle and turns down a little at the corners.
    const float x = q.x / 0.0245f;
    const float line = kMouthY + 0.0006f - 0.0012f * std::exp(-x * x * 6) - 0.0010f * x * x;
    // A shallow groove that follows the lips' own surface.
    const float away = (q.y - line) / 0.0015f;
    d += 0.0030f * std::exp(-away * away) * ramp(0.0255f, 0.0205f, q.x) * ramp(-0.070f, -0.080f, q.z);
    const V3 corner = q - V3(0.0258f, kMouthY - 0.0006f, -0.0875f);
    d += 0.0016f * std::exp(-glm::dot(corner, corner) / 0.000022f);
    // Philtrum above, the dent over the chin below.
    d = carve(d, limb(q, {0, kMouthY + 0.0125f, -0.1060f}, {0, kMouthY + 0.021f, -0.1060f}, 0.0022f, 0.0018f), 0.005f);
    return carve(d, ellipsoid(q, {0, kMouthY - 0.0180f, -0.1030f}, {0.0150f, 0.0040f, 0.0060f}), 0.010f);
}

float neckField(const Face& f, const V3& q) {
    const float r = f.neck;
    float d = limb(q, {0, -0.045f, 0.022f}, {0, -0.300f, 0.046f}, r * 0.97f, r * 1.08f);
    // The cords from behind the ears to the notch, and the notch between them.
    d = blend(d, limb(q, {0.052f, -0.045f, 0.022f}, {0.012f, -0.190f, 0.002f}, 0.011f, 0.008f), 0.025f);
    d = blend(d, limb(q, {0, -0.120f, 0.050f}, {0.070f, -0.235f, 0.058f}, 0.020f, 0.026f), 0.04f);
    const float apple = 0.0125f - 0.0035f * f.feminine - 0.003f * f.child;
    return blend(d, ball(q, {0, -0.136f, 0.026f - r * 0.97f + 0.006f}, apple), 0.02f);
}

}  // namespace

float upperLid(const Face& f, float u) {
    const float x = u / 0.0152f;
    return (0.0046f * f.eye) * (1 - x * x) + 0.0009f * x;
}
float lowerLid(const Face& f, float u) {
    const float x = u / 0.0152f;
    return (-0.0046f * f.eye) * (1 - x * x) + 0.0009f * x;
}

float headField(const Face& f, const V3& p) {
    V3 q = drawingSpace(f, p);
    q.x = std::abs(q.x);
    float d = skull(f, q);
    // Temples fall in, cheekbones come out, the jaw hangs between ear and chin.
    d = blend(d, ellipsoid(q, {0, -0.034f, -0.036f}, {0.0545f, 0.066f, 0.0510f}), 0.022f);
    const float j = f.jaw, heavy = 0.004f * f.heavy + 0.004f * f.child - 0.0012f * f.feminine;
    d = blend(d, ellipsoid(q, {0, -0.066f, -0.034f}, {0.0460f * j + heavy, 0.042f, 0.0480f}), 0.022f);
    d = blend(d, limb(q, {0.010f, -0.1015f, -0.0745f}, {0.0490f * j, -0.066f, -0.010f}, 0.0115f + heavy * 0.5f, 0.0125f + heavy), 0.024f);
    d = blend(d, limb(q, {0.0490f * j, -0.066f, -0.010f}, {0.0600f, -0.020f, 0.004f}, 0.0120f, 0.0130f), 0.022f);
    d = blend(d, ellipsoid(q, {0, -0.0995f, -0.0780f}, {0.0185f * f.chin, 0.0150f, 0.0140f}), 0.018f);
    d = blend(d, ellipsoid(q, {0.0420f, -0.0245f, -0.0625f}, {0.0190f, 0.0125f * f.cheek, 0.0165f}), 0.020f);
    d = blend(d, ellipsoid(q, {0.0340f, -0.0480f, -0.0610f}, {0.0185f, 0.0200f, 0.0180f + 0.003f * f.child + 0.002f * f.heavy}), 0.020f);
    // Brow: a soft ridge that turns down at its outer end.
    const float ridge = 0.0072f + 0.0022f * f.brow;
    d = blend(d, limb(q, {0.010f, 0.0165f, -0.0850f}, {0.036f, 0.0195f, -0.0775f}, ridge, ridge), 0.016f);
    d = blend(d, limb(q, {0.036f, 0.0195f, -0.0775f}, {0.053f, 0.0080f, -0.0560f}, ridge, ridge * 0.9f), 0.016f);
    d = noseField(f, d, q);
    d = eyeField(f, d, q);
    d = mouthField(f, d, q);
    d = blend(d, neckField(f, q), 0.022f);
    d = blend(d, earField(q), 0.006f);
    return cut(d, -0.236f - p.y, 0.005f);  // ends inside the collar
}

namespace {

/// Lowest height at which hair grows, by depth: forehead, temple, sideburn, over the ear, nape.
float hairLine(const Face& f, const V3& q) {
    struct Step {
        float z, y;
    };
    static constexpr std::array<Step, 10> kShort = {{{-0.105f, 0.064f}, {-0.085f, 0.0640f}, {-0.070f, 0.0590f}, {-0.058f, 0.036f},
        {-0.046f, 0.0105f}, {-0.034f, -0.006f}, {-0.016f, -0.018f}, {0.006f, 0.012f}, {0.032f, -0.030f}, {0.075f, -0.068f}}};
    std::size_t i = 0;
    while (i + 2 < kShort.size() && q.z > kShort[i + 1].z) ++i;
    const float t = ramp(0, 1, (q.z - kShort[i].z) / (kShort[i + 1].z - kShort[i].z));
    float y = kShort[i].y + (kShort[i + 1].y - kShort[i].y) * t;
    // A man's line goes back over the temples.
    y += (1 - f.feminine) * (1 - std::min(f.child, 1.0f)) * 0.008f * std::exp(-(q.z + 0.074f) * (q.z + 0.074f) * 9000);
    return y;
}

/// Distance to the bare skull without face, neck and ears.
float scalp(const Face& f, const V3& q) {
    const float d = skull(f, q);
    return blend(d, limb(q, {0, -0.020f, 0.030f}, {0, -0.120f, 0.034f}, 0.054f, 0.045f), 0.03f);
}

/// Strands: waves of thickness across the direction the hair is combed, broken up so that none runs through.
float strands(const V3& q, const V3& crown, float count) {
    const V3 r = q - crown;
    const float around = std::atan2(r.x, -r.z);
    const float wander = noise(q * 38.0f) * 0.35f + noise(q * 95.0f) * 0.16f;
    return std::sin(around * count + wander * 9) * 0.6f + std::sin(around * count * 2.3f + wander * 15 + r.y * 60) * 0.4f;
}

}  // namespace

float hairField(const Face& f, const V3& p) {
    V3 q = drawingSpace(f, p);
    const float side = q.x * f.part;  // positive: the side that the hair is combed to
    V3 e = q;
    e.x = std::abs(e.x);
    const float base = scalp(f, e);
    const float line = hairLine(f, e);
    float over = e.y - line;
    if (f.hair == FigureHair::Short) {
        float thick = 0.0065f + 0.0060f * ramp(0.02f, 0.09f, e.y);
        // Combed up and over from the parting: a fuller front on one side.
        thick += 0.0070f * ramp(-0.01f, -0.080f, q.z) * ramp(0.045f, 0.085f, e.y) * ramp(-0.045f, 0.02f, side);
        thick *= 0.12f + 0.88f * ramp(0.0f, 0.026f, over);
        const V3 crown(-0.012f * f.part, 0.100f, 0.045f);
        const float comb = strands(q + V3(0.25f * f.part * (q.z + 0.09f), 0, 0), crown, 15) * 0.0013f * ramp(0.0f, 0.03f, over);
        float d = base - thick - comb;
        const float parting = std::abs(q.x + 0.036f * f.part) + std::max(0.0f, q.z - 0.005f) * 1.5f;
        d += 0.0030f * (1 - ramp(0.0f, 0.006f, parting)) * ramp(0.07f, 0.085f, e.y);
        return cut(d, -over, 0.004f);
    }
    const V3 crown(-0.020f * f.part, 0.105f, 0.020f);
    if (f.hair == FigureHair::TiedUp) {
        float thick = 0.0090f + 0.0050f * ramp(0.03f, 0.09f, e.y) + 0.004f * ramp(0.01f, 0.06f, e.z);
        thick *= 0.12f + 0.88f * ramp(0.0f, 0.026f, over);
        const V3 knot(0, 0.066f, 0.108f);
        // Drawn back towards the knot.
        const V3 r = q - knot;
        const float around = std::atan2(r.x, r.y + 0.02f);
        const float wander = noise(q * 36.0f) * 0.3f + noise(q * 90.0f) * 0.14f;
        const float comb = (std::sin(around * 17 + wander * 8) * 0.6f + std::sin(around * 41 + wander * 14) * 0.4f) * 0.0011f;
        float d = cut(base - thick - comb * ramp(0.0f, 0.03f, over), -over, 0.006f);
        const V3 k = q - knot;
        const float swirl = std::sin(std::atan2(k.x, k.y) * 3 + glm::length(V3(k.x, k.y, 0)) * 230 + wander * 5);
        d = blend(d, ellipsoid(q, knot, {0.037f, 0.035f, 0.031f}) - 0.0016f * swirl, 0.010f);
        return blend(d, limb(e, {0.058f, 0.002f, -0.030f}, {0.062f, -0.030f, -0.018f}, 0.0035f, 0.0012f), 0.008f);
    }
    // Bob: the cap, and a curtain that hangs to the jaw, open before the face.
    float thick = 0.0095f + 0.0050f * ramp(0.03f, 0.09f, e.y);
    // A fringe swept to the fuller side.
    const float fringe = 0.026f * ramp(-0.040f, 0.030f, side) * ramp(-0.045f, -0.075f, q.z);
    over += fringe;
    thick *= 0.15f + 0.85f * ramp(-0.004f, 0.024f, over);
    const float comb = strands(q, crown, 17) * 0.0013f;
    const float parting = std::abs(q.x + 0.022f * f.part) + std::max(0.0f, q.z - 0.030f) * 1.5f;
    float d = base - thick - comb * ramp(0.0f, 0.03f, over) + 0.0035f * (1 - ramp(0.0f, 0.006f, parting)) * ramp(0.05f, 0.08f, e.y);
    d = cut(d, -over, 0.006f);
    static const Loft curtain({0, 0, 0}, {0, 1, 0}, {0, 0, -1},
                              {{-0.112f, 0.066f, 0.056f, 0.066f, 0, 0.0f}, {-0.085f, 0.0785f, 0.064f, 0.083f, 0, 0.0f},
                               {-0.030f, 0.087f, 0.070f, 0.104f, 0, 0.0f}, {0.030f, 0.0855f, 0.074f, 0.107f, 0, 0.0f},
                               {0.090f, 0.060f, 0.060f, 0.070f, 0, 0.0f}}, 0.15f, 0.010f);
    float hang = curtain(e) - comb * 1.2f;
    // Lower end: longer before than behind.
    hang = cut(hang, (-0.092f + 0.18f * e.z) - e.y, 0.008f);
    const float face = ellipsoid(e, {0, -0.022f, -0.078f}, {0.0610f, 0.094f, 0.062f});
    hang = carve(hang, face, 0.010f);
    hang = carve(hang, ellipsoid(e, {0, -0.085f, -0.030f}, {0.0600f, 0.075f, 0.075f}), 0.010f);
    hang = cut(hang, e.y - 0.075f, 0.01f);
    return blend(d, hang, 0.014f);
}

V3 skinTint(const Face& f, const V3& p) {
    V3 q = drawingSpace(f, p);
    q.x = std::abs(q.x);
    V3 tint(1);
    const auto mix = [&](const V3& to, float share) { tint *= glm::mix(V3(1), to, std::clamp(share, 0.0f, 1.0f)); };
    if (q.z > -0.02f) return tint;
    // Lips.
    const float x = q.x / 0.0250f;
    const float bow = 0.0068f * f.lips * (1 - 0.85f * x * x) - 0.0016f * std::exp(-x * x * 40);
    const float below = -0.0098f * f.lips * (1 - x * x);
    const float v = q.y - kMouthY;
    if (std::abs(x) < 1.05f && q.z < -0.07f) {
        const float in = std::min(ramp(-0.0012f, 0.0012f, bow - v), ramp(-0.0012f, 0.0012f, v - below));
        mix(V3(0.80f, 0.50f, 0.50f) - V3(0.03f, 0.06f, 0.05f) * f.feminine, in * 0.85f);
        const float line = kMouthY + 0.0006f - 0.0012f * std::exp(-x * x * 6) - 0.0010f * x * x;
        mix(V3(0.42f, 0.25f, 0.24f), (1 - ramp(0.0004f, 0.0018f, std::abs(q.y - line))) * ramp(1.02f, 0.90f, std::abs(x)));
    }
    // Blood under the cheeks, the nose's tip and the ears' rims; a shade round the eyes.
    const auto spot = [&](const V3& c, float r) { return std::exp(-glm::dot(q - c, q - c) / (r * r)); };
    mix(V3(0.98f, 0.80f, 0.77f), 0.55f * spot({0.040f, -0.030f, -0.075f}, 0.020f));
    mix(V3(0.98f, 0.82f, 0.80f), 0.45f * spot({0, -0.037f, -0.112f}, 0.012f));
    mix(V3(0.86f, 0.76f, 0.74f), 0.45f * spot({kEyeX, 0.001f, -0.086f}, 0.013f));
    // Lashes: the edge of the upper lid, and a trace of the lower.
    const float u = q.x - kEyeX;
    if (std::abs(u) < 0.0165f && q.z < kEyeZ && std::abs(q.y) < 0.014f) {
        const float fade = ramp(0.0165f, 0.0130f, std::abs(u));
        mix(V3(0.13f, 0.10f, 0.09f), fade * (1 - ramp(0.0007f, 0.0017f, std::abs(q.y - upperLid(f, u)))) * (0.8f + 0.2f * f.feminine));
        mix(V3(0.55f, 0.42f, 0.40f), fade * 0.7f * (1 - ramp(0.0005f, 0.0015f, std::abs(q.y - lowerLid(f, u)))));
        if (u < -0.0115f) mix(V3(0.95f, 0.70f, 0.68f), 0.6f * ramp(-0.0115f, -0.014f, u) * (1 - ramp(0.001f, 0.003f, std::abs(q.y))));
    }
    const float tipY = -0.0365f * f.noseLength, tipZ = -0.0980f - 0.0155f * f.nose;
    mix(V3(0.35f, 0.22f, 0.20f), 1.1f * spot({0.0068f * f.nose, tipY - 0.0090f, tipZ + 0.0105f}, 0.0038f));
    // A shaved beard's shadow.
    if (f.feminine < 0.5f && f.child < 0.2f) {
        const float beard = ramp(-0.040f, -0.062f, q.y) * ramp(-0.135f, -0.112f, q.y) * ramp(-0.015f, -0.04f, q.z);
        const float lips = std::abs(x) < 1.05f ? std::min(ramp(-0.002f, 0.001f, bow - v), ramp(-0.002f, 0.001f, v - below)) : 0.0f;
        mix(V3(0.90f, 0.89f, 0.89f), 0.6f * beard * (1 - lips));
    }
    return tint;
}

V3 browLine(const Face& f, float u) {
    const float arch = 0.0030f + 0.0022f * f.feminine;
    const float x = 0.0095f + 0.0400f * u;
    const float y = 0.0152f + 0.0016f * f.feminine + arch * 2.2f * u * (1.22f - u) - 0.0032f * u * u * u;
    return {x, (y < 0 ? y * f.lower : y * f.upper), 0};
}
float browHalf(const Face& f, float u) {
    const float full = 0.0037f - 0.0009f * f.feminine - 0.0008f * f.child;
    return full * (0.75f + 0.6f * u * (1 - u)) * (1 - 0.75f * ramp(0.45f, 1.0f, u)) + 0.0002f;
}

}  // namespace recce::figure
