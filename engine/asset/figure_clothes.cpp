#include "asset/figure_clothes.h"

namespace recce::figure {
namespace {
float f32(double v) { return static_cast<float>(v); }
}  // namespace

Clothes::Clothes(const Measures& m, std::uint32_t variant, float neckRadius) : m_(m), neck_(neckRadius) {
    g_ = f32(m.girth);
    h_ = f32(m.height);
    f_ = f32(m.feminine);
    k_ = f32(std::min(m.child, 1.3));
    seed_ = V3(static_cast<float>(variant % 17u), static_cast<float>(variant % 29u), static_cast<float>(variant % 37u));
    const Bones rest = restBones(m);
    shoulder_ = V3(rest[onSide(kUpperArm, 1)].joint);
    wrist_ = V3(rest[onSide(kHand, 1)].joint);
    hip_ = V3(rest[onSide(kThigh, 1)].joint);
    ankle_ = V3(rest[onSide(kFoot, 1)].joint);
    fingers_ = V3(restArm(1));
    palm_ = V3(fingers_.y, -fingers_.x, 0);
    thumb_ = glm::cross(fingers_, palm_);
    armLength_ = f32(m.upperArm + m.forearm);
    handScale_ = f32(m.hand / 0.189) * (1 - 0.05f * f_) * (1 + 0.03f * f32(m.heavy));
    footScale_ = f32(m.foot / 0.2625) * (1 - 0.03f * f_);

    const float g = g_, f = f_, belly = f32(std::max(m.heavy, 0.0)) * 0.030f + 0.016f * k_, slim = f32(std::min(m.heavy, 0.0)) * 0.006f;
    const auto y = [&](double share) {  // a height between landmarks, by the adult's fractions
        static constexpr double kAdult[] = {0.0, 0.039, 0.285, 0.41, 0.53, 0.63, 0.72, 0.818, 0.87, 1.0};
        const double own[] = {0.0, m.ankle, m.knee, m.midThigh, m.hip, m.waist, m.chest, m.shoulder, m.chin, m.height};
        std::size_t i = 0;
        while (i + 2 < std::size(kAdult) && share > kAdult[i + 1]) ++i;
        return f32(own[i] + (own[i + 1] - own[i]) * (share - kAdult[i]) / (kAdult[i + 1] - kAdult[i]));
    };
    hem_ = y(0.512);
    const float sh = f32(m.shoulderX) / 0.189f;  // shoulders scale with their joints
    torso_ = Loft(V3(0), {0, 1, 0}, {0, 0, -1},
                  {{y(0.500), (0.187f + 0.009f * f) * g, 0.119f * g, 0.157f * g},
                   {y(0.530), (0.184f + 0.008f * f) * g, (0.121f + belly * 0.6f) * g, 0.147f * g},
                   {y(0.570), (0.171f + 0.001f * f + slim) * g, (0.122f + belly) * g, 0.126f * g},
                   {y(0.620), (0.159f - 0.016f * f + belly * 0.5f + slim) * g, (0.117f - 0.008f * f + belly * 1.2f) * g, 0.112f * g},
                   {y(0.670), (0.163f - 0.018f * f + belly * 0.4f) * g, (0.122f - 0.006f * f + belly * 0.8f) * g, 0.116f * g},
                   {y(0.720), (0.173f - 0.014f * f) * g, (0.129f + belly * 0.3f) * g, 0.124f * g},
                   {y(0.755), (0.176f - 0.014f * f) * sh * g, 0.124f * g, 0.128f * g},
                   {y(0.790), (0.166f - 0.008f * f) * sh * g, 0.104f * g, 0.122f * g},
                   {y(0.812), 0.140f * sh * g, 0.084f * g, 0.108f * g},
                   {y(0.830), 0.098f * sh * g, 0.067f * g, 0.092f * g},
                   {y(0.848), 0.066f * g, 0.052f * g, 0.078f * g},
                   {y(0.870), 0.056f * g, 0.044f * g, 0.074f * g}},
                  0.35f, 0.010f);
    const float la = armLength_ / 0.567f, thin = 1 - 0.06f * f;
    sleeve_ = Loft(shoulder_, fingers_, {0, 0, -1},
                   {{-0.060f * la, 0.040f * g * thin, 0.046f * g * thin, 0.050f * g * thin},
                    {0.000f, 0.060f * g * thin, 0.062f * g * thin, 0.066f * g * thin},
                    {0.060f * la, 0.0655f * g * thin, 0.0660f * g * thin, 0.0700f * g * thin},
                    {0.150f * la, 0.0610f * g * thin, 0.0620f * g * thin, 0.0620f * g * thin},
                    {0.240f * la, 0.0550f * g * thin, 0.0560f * g * thin, 0.0550f * g * thin},
                    {0.312f * la, 0.0520f * g * thin, 0.0500f * g * thin, 0.0560f * g * thin},
                    {0.380f * la, 0.0510f * g * thin, 0.0520f * g * thin, 0.0520f * g * thin},
                    {0.470f * la, 0.0460f * g * thin, 0.0460f * g * thin, 0.0450f * g * thin},
                    {0.525f * la, 0.0445f * g * thin, 0.0445f * g * thin, 0.0445f * g * thin},
                    {0.540f * la, 0.0385f * g * thin, 0.0385f * g * thin, 0.0385f * g * thin},
                    {0.572f * la, 0.0375f * g * thin, 0.0375f * g * thin, 0.0375f * g * thin}},
                   0.0f, 0.006f);
    seat_ = Loft(V3(0), {0, 1, 0}, {0, 0, -1},
                 {{y(0.468), 0.100f * g, 0.040f * g, 0.060f * g},
                  {y(0.488), (0.156f + 0.008f * f) * g, 0.080f * g, 0.108f * g},
                  {y(0.515), (0.172f + 0.010f * f) * g, 0.105f * g, 0.131f * g},
                  {y(0.550), (0.164f + 0.006f * f) * g, (0.109f + belly * 0.5f) * g, 0.120f * g},
                  {y(0.590), (0.152f - 0.008f * f) * g, (0.106f + belly) * g, 0.104f * g}},
                 0.25f, 0.015f);
    const float ax = ankle_.x - hip_.x;
    const auto t = [&](double share) { return hip_.y - y(share); };
    cuffHem_ = y(0.024);
    // The axis runs down, so its side is -X: shifts away from the body are negative.
    const auto lean = [&](double share) { return -ax * t(share) / (hip_.y - ankle_.y); };
    leg_ = Loft({hip_.x, hip_.y, 0}, {0, -1, 0}, {0, 0, -1},
                {{t(0.545), 0.070f * g, 0.080f * g, 0.100f * g, -0.010f * g, 0},
                 {t(0.500), 0.084f * g, 0.096f * g, 0.108f * g, -0.004f * g, 0.002f},
                 {t(0.455), 0.0845f * g, 0.0940f * g, 0.0990f * g, 0.000f, 0.002f},
                 {t(0.410), 0.0800f * g, 0.0890f * g, 0.0890f * g, lean(0.41), 0.002f},
                 {t(0.350), 0.0700f * g, 0.0770f * g, 0.0760f * g, lean(0.35), 0.002f},
                 {t(0.285), 0.0640f * g, 0.0690f * g, 0.0690f * g, lean(0.285), 0.0f},
                 {t(0.240), 0.0620f * g, 0.0640f * g, 0.0720f * g, lean(0.24), -0.004f},
                 {t(0.190), 0.0590f * g, 0.0600f * g, 0.0720f * g, lean(0.19), -0.008f},
                 {t(0.120), 0.0550f * g, 0.0560f * g, 0.0630f * g, lean(0.12), -0.012f},
                 {t(0.070), 0.0540f * g, 0.0580f * g, 0.0580f * g, lean(0.07), -0.012f},
                 {t(0.040), 0.0575f * g, 0.0690f * g, 0.0590f * g, lean(0.04), -0.010f},
                 {t(0.024), 0.0590f * g, 0.0740f * g, 0.0600f * g, lean(0.024), -0.010f}},
                0.10f, 0.004f);

    // Foot: heel 5.5 cm behind the ankle, turned out a little by the pose, not here. Across, along the sole, up.
    const float s = footScale_;
    const V3 heel(ankle_.x, 0, ankle_.z + 0.058f * s);
    sole_ = Loft(heel, {0, 0, -1}, {0, 1, 0},
                 {{-0.001f, 0.010f * s, 0.020f, 0.020f}, {0.006f * s, 0.0240f * s, 0.020f, 0.020f},
                  {0.030f * s, 0.0345f * s, 0.020f, 0.020f}, {0.070f * s, 0.0340f * s, 0.020f, 0.020f, 0.001f},
                  {0.120f * s, 0.0330f * s, 0.020f, 0.020f, 0.003f}, {0.185f * s, 0.0480f * s, 0.020f, 0.020f, 0.003f},
                  {0.230f * s, 0.0450f * s, 0.020f, 0.020f, 0.000f}, {0.262f * s, 0.0330f * s, 0.020f, 0.020f, 0.003f},
                  {0.278f * s, 0.0170f * s, 0.020f, 0.020f, 0.005f}, {0.2815f * s, 0.0060f * s, 0.020f, 0.020f, 0.005f}},
                 0.9f, 0.004f);
    upper_ = Loft(heel + V3(0, 0.022f, 0), {0, 0, -1}, {0, 1, 0},
                  {{0.002f, 0.012f * s, 0.030f * s, 0.014f}, {0.008f * s, 0.0250f * s, 0.058f * s, 0.014f},
                   {0.030f * s, 0.0340f * s, 0.074f * s, 0.014f}, {0.070f * s, 0.0340f * s, 0.080f * s, 0.014f, 0.001f},
                   {0.110f * s, 0.0330f * s, 0.069f * s, 0.014f, 0.003f}, {0.150f * s, 0.0390f * s, 0.053f * s, 0.014f, 0.004f},
                   {0.190f * s, 0.0450f * s, 0.040f * s, 0.014f, 0.003f}, {0.230f * s, 0.0420f * s, 0.034f * s, 0.014f, 0.000f},
                   {0.258f * s, 0.0310f * s, 0.029f * s, 0.014f, 0.003f}, {0.273f * s, 0.0150f * s, 0.020f * s, 0.012f, 0.005f},
                   {0.276f * s, 0.0060f * s, 0.012f * s, 0.010f, 0.005f}},
                  0.12f, 0.006f);
    hand_ = Loft(V3(0), {0, 1, 0}, {0, 0, -1},
                 {{-0.060f, 0.0290f, 0.0235f, 0.0235f}, {-0.040f, 0.0280f, 0.0210f, 0.0210f},
                  {-0.020f, 0.0275f, 0.0190f, 0.0190f}, {0.000f, 0.0280f, 0.0180f, 0.0180f},
                  {0.025f, 0.0340f, 0.0170f, 0.0165f, 0.0015f}, {0.055f, 0.0400f, 0.0145f, 0.0145f, 0.001f},
                  {0.085f, 0.0410f, 0.0120f, 0.0125f}, {0.099f, 0.0385f, 0.0095f, 0.0105f, 0, 0.001f}},
                 0.35f, 0.008f);
}

float Clothes::torsoWall(const V3& p) const {
    float d = torso_.wall(p);
    const V3 e(std::abs(p.x), p.y, p.z);
    // Shoulders: the slope from the neck to the joint.
    const float sx = shoulder_.x, sy = f32(m_.shoulder);
    d = blend(d, limb(e, {0.040f * g_, sy + 0.014f * g_, 0.024f * g_}, {sx * 0.92f, sy - 0.045f * g_, 0.008f * g_}, 0.046f * g_, 0.052f * g_), 0.05f * g_);
    // Shoulder blades, chest or bust.
    d = blend(d, ellipsoid(e, {0.085f * g_, f32(m_.chest) + 0.075f * g_, 0.075f * g_}, V3(0.065f, 0.085f, 0.052f) * g_), 0.05f * g_);
    const float bust = f_ * (1 - ramp(0.0f, 0.45f, k_));
    d = blend(d, ellipsoid(e, {(0.082f - 0.006f * bust) * g_, f32(m_.chest) + (0.030f - 0.012f * bust) * g_, (-0.070f - 0.007f * bust + 0.012f * std::min(k_, 1.0f)) * g_},
                           V3(0.078f - 0.006f * bust, 0.072f, 0.057f + 0.003f * bust) * g_), 0.060f * g_);
    return d;
}

float Clothes::top(const V3& p) const {
    const V3 e(std::abs(p.x), p.y, p.z);
    const float g = g_;
    float body = torsoWall(p);
    const float armAt = glm::dot(e - shoulder_, fingers_);
    // Cloth gathers over the hem and hangs free of the waist.
    const float over = p.y - hem_;
    body -= 0.007f * g * std::exp(-(over - 0.055f) * (over - 0.055f) / 0.0009f);
    float sleeve = sleeve_.wall(e);
    const float la = armLength_ / 0.567f;

    // Folds. Broad soft ones over the trunk, slanting from the armpits; rings inside the elbow and over the cuff.
    const V3 n(p.x, p.y, p.z);
    const float slant = p.y + 0.55f * e.x;
    const float trunk = ridges(V3(n.x * 5.0f, slant * 17.0f, n.z * 5.0f) + seed_);
    const float trunkMask = ramp(hem_ + 0.015f, hem_ + 0.07f, p.y) * (1 - ramp(f32(m_.chest) - 0.06f, f32(m_.chest) + 0.05f, p.y));
    const float pull = ridges(V3(n.x * 7.0f, (p.y - 1.1f * e.x) * 11.0f, n.z * 7.0f) + seed_ * 1.7f) *
                       ramp(0.10f, 0.16f, e.x) * ramp(f32(m_.waist), f32(m_.chest), p.y);
    body -= (0.0120f * trunk * trunkMask + 0.0090f * pull - 0.005f * trunkMask) * g;
    const float elbow = f32(m_.upperArm);
    const float nearElbow = std::exp(-(armAt - elbow) * (armAt - elbow) / 0.0050f);
    const float nearCuff = ramp(0.36f * la, 0.47f * la, armAt) * (1 - ramp(0.515f * la, 0.53f * la, armAt));
    const V3 along(glm::dot(e - shoulder_, palm_) * 9.0f, armAt * 30.0f, e.z * 9.0f);
    const float rings = ridges(along + V3(p.x > 0 ? 3.3f : 8.1f, 0, 0) + seed_);
    const float upper = ridges(V3(along.x * 0.7f, armAt * 15.0f, along.z * 0.7f) + seed_ * 0.5f + V3(p.x > 0 ? 1.0f : 5.0f));
    sleeve -= (0.0110f * rings * nearElbow * (0.55f + 0.45f * ramp(0.02f, -0.04f, e.z)) + 0.0085f * rings * nearCuff +
               0.0065f * upper * ramp(0.05f, 0.12f, armAt) * (1 - nearElbow) * (1 - nearCuff)) * g - 0.0030f * g;

    // Ends: hem with its band, cuffs with theirs.
    const float band = ramp(0.034f, 0.026f, over);
    body += 0.0035f * g * band;
    sleeve = cut(sleeve, armAt - (armLength_ - 0.012f * la), 0.004f);
    sleeve = cut(sleeve, -0.060f * la - armAt, 0.02f);
    body = cut(body, hem_ - p.y, 0.010f * g);
    // Round collar: lower before than behind, with a hole for the neck.
    const V3 centre(0, f32(m_.shoulder) + 0.034f * g, 0.016f * g);
    const float tilt = 0.46f;
    const V3 r = p - centre;
    const V3 q(r.x, std::cos(tilt) * r.y - std::sin(tilt) * r.z, std::sin(tilt) * r.y + std::cos(tilt) * r.z);
    const float nr = neck_ * f32(m_.head);
    const float wide = nr * 1.12f + 0.006f * g, deep = nr * 1.12f + 0.008f * g;
    const float ring = std::sqrt(q.x * q.x / (wide * wide) + q.z * q.z / (deep * deep));
    const float off = (ring - 1) * wide;
    const float lean = off + q.y * 0.35f;
    const float collar = std::sqrt(std::pow(std::max(std::abs(q.y) - 0.009f * g, 0.0f), 2.0f) + lean * lean) - 0.0070f * g;
    const float root = std::max({off - 0.001f * g, q.y, -0.050f * g - q.y});
    body = cut(body, q.y - 3.0f * std::max(0.0f, off - 0.030f * g), 0.006f * g);
    body = blend(body, root, 0.025f * g);
    float d = blend(body, sleeve, 0.045f * g);
    d = blend(d, collar, 0.010f * g);
    const float hole = std::max(off + 0.0105f * g, -0.030f * g - q.y);
    return carve(d, hole, 0.004f * g);
}

float Clothes::trousers(const V3& p) const {
    const V3 e(std::abs(p.x), p.y, p.z);
    const float g = g_;
    float d = seat_(p);
    d = blend(d, ellipsoid(e, {0.074f * g, f32(m_.hip) - 0.035f * g, 0.062f * g}, V3(0.078f, 0.088f, 0.078f) * g), 0.03f * g);
    d += 0.012f * g * ramp(hem_ + 0.005f, hem_ + 0.035f, p.y);  // drawn in under the top
    const float at = hip_.y - p.y;
    float leg = leg_.wall(e) + 0.012f * g * ramp(hem_ + 0.005f, hem_ + 0.035f, p.y);
    // Knee and calf folds, the break over the shoe, the drag at the groin.
    const float knee = at - f32(m_.hip - m_.knee);
    const V3 n(p.x * 8.0f + (p.x > 0 ? 4.0f : 9.0f), p.y * 24.0f, p.z * 8.0f);
    const float fold = ridges(n + seed_), broad = ridges(V3(n.x * 0.6f, p.y * 9.0f + 0.5f * p.z * 20.0f, n.z * 0.6f) + seed_);
    const float nearKnee = std::exp(-knee * knee / 0.0075f) * (0.35f + 0.65f * ramp(-0.03f, 0.05f, p.z));
    const float over = p.y - cuffHem_;
    const float nearHem = ramp(0.20f, 0.05f, over) * ramp(0.0f, 0.03f, over);
    const float wave = std::sin(over * 95.0f - 0.9f + 1.3f * noise(n * 0.35f)) * ramp(0.02f, -0.05f, p.z);
    leg -= (0.0085f * fold * nearKnee + 0.0070f * broad * ramp(0.12f, 0.22f, at) + 0.0090f * fold * nearHem +
            0.0045f * wave * nearHem) * g - 0.0025f * g;
    // The pressed crease down the front.
    leg -= 0.0022f * g * std::exp(-std::pow((e.x - hip_.x - (ankle_.x - hip_.x) * at / (hip_.y - ankle_.y)) / 0.008f, 2.0f)) *
           ramp(0.10f, 0.25f, at) * (p.z < 0 ? 1.0f : 0.6f);
    // Slanting end: longer behind.
    leg = cut(leg, (cuffHem_ - 0.10f * p.z) - p.y, 0.004f);
    leg = cut(leg, -0.030f * h_ / 1.75f - at, 0.02f);
    const float gap = 0.004f - p.x * (p.x > 0 ? 1.0f : -1.0f);  // the legs do not melt into one
    leg = cut(leg, gap * ramp(0.09f, 0.14f, at) - (1 - ramp(0.09f, 0.14f, at)), 0.006f);
    return blend(d, leg, 0.055f * g);
}

float Clothes::shoeUpper(const V3& p) const {
    const float s = footScale_;
    float d = upper_(p);
    const float at = ankle_.z + 0.058f * s - p.z;
    // The edge of the toe cap and the laces' ridge.
    d += 0.0012f * std::exp(-std::pow((at - 0.205f * s) / 0.0035f, 2.0f));
    const float laces = std::abs(p.x - ankle_.x - 0.002f) - 0.013f * s;
    d -= 0.0022f * ramp(0.003f, -0.003f, laces) * ramp(0.085f * s, 0.100f * s, at) * ramp(0.180f * s, 0.165f * s, at) *
         (0.6f + 0.4f * std::sin(at * 420.0f / s));
    return cut(d, 0.010f - p.y, 0.004f);
}

float Clothes::shoeSole(const V3& p) const {
    const float s = footScale_;
    const float at = ankle_.z + 0.058f * s - p.z;
    // Flat under heel and ball, arched between, the toe sprung.
    const float arch = 0.0055f * ramp(0.066f * s, 0.076f * s, at) * ramp(0.155f * s, 0.125f * s, at) + 0.007f * ramp(0.215f * s, 0.285f * s, at);
    const float top = 0.0215f - 0.004f * ramp(0.10f * s, 0.18f * s, at) + 0.005f * ramp(0.23f * s, 0.285f * s, at);
    float d = sole_.wall(V3(p.x, 0.0f, p.z));
    d = std::max(d, std::max(-0.001f - at, at - 0.2815f * s));
    d = cut(d, p.y - top, 0.003f);
    return cut(d, arch - p.y, 0.003f);
}

float Clothes::finger(const V3& q, const V3& base, const V3& lengths, const V3& bends, float radius, float spread) const {
    V3 at = base;
    const float away = glm::length(q - base) - lengths.x - lengths.y - lengths.z;
    if (away > 0.03f) return away - radius;  // too far to matter
    float angle = 0, r = radius, d = 1e3f;
    for (int joint = 0; joint < 3; ++joint) {
        angle += bends[joint];
        const V3 step = V3(std::sin(spread), std::cos(angle), std::sin(angle)) * lengths[joint];
        const V3 next = at + step;
        const float thin = r * (joint == 2 ? 0.84f : 0.91f);
        d = blend(d, limb(q, at, next, r, thin), 0.0025f);
        at = next;
        r = thin;
    }
    return d;
}

float Clothes::hand(const V3& p, HandShape shape) const {
    // Hand space: x towards the thumb, y along the fingers, z out of the palm; metres of a 0.189 m hand.
    const V3 w = (p - wrist_) / handScale_;
    const V3 q(glm::dot(w, thumb_), glm::dot(w, fingers_), glm::dot(w, palm_));
    struct Digit {
        V3 base;
        float length, radius, spread;
    };
    static constexpr std::array<Digit, 4> kDigits = {{{{0.0295f, 0.090f, 0.000f}, 0.0740f, 0.0088f, 0.035f},
                                                      {{0.0100f, 0.095f, -0.001f}, 0.0815f, 0.0090f, 0.01f},
                                                      {{-0.0098f, 0.092f, -0.001f}, 0.0765f, 0.0085f, -0.03f},
                                                      {{-0.0280f, 0.083f, 0.000f}, 0.0600f, 0.0074f, -0.06f}}};
    float d = hand_(V3(q.x, q.y, -q.z));
    d = blend(d, ellipsoid(q, {0.024f, 0.036f, 0.0085f}, {0.0155f, 0.030f, 0.0130f}), 0.010f);
    d = blend(d, ellipsoid(q, {-0.024f, 0.038f, 0.0065f}, {0.0130f, 0.034f, 0.0105f}), 0.010f);
    float fingers = 1e3f;
    for (std::size_t i = 0; i < kDigits.size(); ++i) {
        const Digit& digit = kDigits[i];
        const float n = static_cast<float>(i);
        V3 bends(0.24f + 0.10f * n, 0.42f + 0.06f * n, 0.26f);
        if (shape == HandShape::Flat) bends = V3(0.10f + 0.03f * n, 0.16f + 0.03f * n, 0.10f);
        if (shape == HandShape::Grip) bends = V3(0.62f + 0.07f * n, 0.85f, 0.50f);
        const V3 lengths = digit.length * V3(0.48f, 0.28f, 0.24f);
        fingers = std::min(fingers, finger(q, digit.base, lengths, bends, digit.radius, digit.spread));
        d = blend(d, ball(q, digit.base + V3(0, -0.001f, -0.0035f), 0.0092f), 0.008f);
    }
    d = blend(d, fingers, 0.009f);
    // Thumb: out and towards the palm.
    const float out = shape == HandShape::Grip ? 0.55f : shape == HandShape::Flat ? 0.72f : 0.42f;
    const float in = shape == HandShape::Grip ? 0.75f : shape == HandShape::Flat ? 0.16f : 0.40f;
    const V3 dir = glm::normalize(V3(std::sin(out), std::cos(out), std::sin(in)));
    const V3 bent = glm::normalize(dir + V3(-0.18f, 0.10f, 0.10f)), last = glm::normalize(dir + V3(-0.34f, 0.22f, 0.16f));
    const V3 a(0.021f, 0.024f, 0.008f), b = a + dir * 0.042f, c = b + bent * 0.033f, e = c + last * 0.024f;
    float thumb = limb(q, a, b, 0.0135f, 0.0112f);
    thumb = blend(thumb, limb(q, b, c, 0.0108f, 0.0096f), 0.003f);
    thumb = blend(thumb, limb(q, c, e, 0.0096f, 0.0080f), 0.003f);
    d = blend(d, thumb, 0.010f);
    return d * handScale_;
}

}  // namespace recce::figure
