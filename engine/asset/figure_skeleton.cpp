#include "asset/figure_skeleton.h"

#include <algorithm>
#include <cmath>

namespace recce::figure {

Measures measure(const FigureShape& shape) {
    Measures m;
    const double h = std::isfinite(shape.height.value) ? std::clamp(shape.height.value, 0.6, 2.4) : 1.75;
    m.height = h;
    const double k = std::clamp((1.52 - h) / 0.37, 0.0, 1.8);
    m.child = k;
    m.feminine = shape.frame == FigureFrame::Feminine ? 1 - 0.75 * std::min(k, 1.0) : 0.0;
    m.heavy = shape.build == FigureBuild::Slight ? -1 : shape.build == FigureBuild::Heavy ? 1 : 0;
    const double f = m.feminine;
    m.girth = h / 1.75 * (1 + (m.heavy < 0 ? 0.075 : 0.13) * m.heavy) * (1 + 0.07 * k) * (1 - 0.045 * f);
    const auto at = [&](double adult, double sixYears) { return h * (adult + (sixYears - adult) * k); };
    m.chin = at(0.870, 0.833);
    m.eye = at(0.936, 0.909);
    m.shoulder = at(0.818, 0.783);
    m.chest = at(0.720, 0.692);
    m.waist = at(0.630, 0.604);
    m.hip = at(0.530, 0.492);
    m.knee = at(0.285, 0.262);
    m.ankle = at(0.039, 0.042);
    m.midThigh = at(0.41, 0.377);
    m.head = (h - m.chin) / (0.130 * 1.75);
    m.shoulderX = at(0.1020 - 0.0090 * f, 0.094) * (1 + 0.03 * m.heavy);
    m.hipX = at(0.050 + 0.003 * f, 0.048) * (1 + 0.04 * std::max(m.heavy, 0.0));
    m.upperArm = at(0.166, 0.158);  // from the joint, not from the acromion
    m.forearm = at(0.146, 0.138);
    m.hand = at(0.108 - 0.004 * f, 0.105);
    m.foot = at(0.150 - 0.004 * f, 0.150);
    m.thigh = m.hip - m.knee;
    m.shin = m.knee - m.ankle;
    m.eyeX = 0.0315 * m.head;
    m.eyeZ = -0.0735 * m.head;
    m.headZ = -0.018 * h / 1.75;
    return m;
}

namespace {

constexpr double rad(double degrees) { return degrees * kPi / 180; }
Quat turnX(double a) { return glm::angleAxis(a, Vec3(1, 0, 0)); }
Quat turnY(double a) { return glm::angleAxis(a, Vec3(0, 1, 0)); }
Quat turnZ(double a) { return glm::angleAxis(a, Vec3(0, 0, 1)); }

/// The turn that carries one pair of directions into another; the second of each pair only settles the twist.
Quat carry(const Vec3& fromAlong, const Vec3& fromSide, const Vec3& toAlong, const Vec3& toSide) {
    const auto frame = [](const Vec3& along, const Vec3& side) {
        const Vec3 a = glm::normalize(along);
        Vec3 s = side - a * glm::dot(side, a);
        if (glm::length(s) < 1e-6) s = std::abs(a.y) < 0.9 ? Vec3(0, 1, 0) - a * a.y : Vec3(0, 0, -1) + a * a.z;
        s = glm::normalize(s);
        return Mat3(a, s, glm::cross(a, s));
    };
    return glm::normalize(glm::quat_cast(frame(toAlong, toSide) * glm::transpose(frame(fromAlong, fromSide))));
}

/// Middle joint of a chain of two bones from `root` towards `target`; `target` comes back within reach.
Vec3 middleJoint(const Vec3& root, Vec3& target, double first, double second, const Vec3& pole) {
    Vec3 way = target - root;
    double length = glm::length(way);
    if (length < 1e-9) {
        way = Vec3(0, -1, 0);
        length = 1e-9;
    }
    const Vec3 along = way / length;
    const double reach = std::clamp(length, std::abs(first - second) + 1e-4, (first + second) * 0.99995);
    target = root + along * reach;
    const double forward = (first * first - second * second + reach * reach) / (2 * reach);
    const double out = std::sqrt(std::max(0.0, first * first - forward * forward));
    Vec3 side = pole - along * glm::dot(pole, along);
    if (glm::length(side) < 1e-9) side = Vec3(0, 0, -1);
    return root + along * forward + glm::normalize(side) * out;
}

const Vec3 kForward(0, 0, -1), kDown(0, -1, 0);

Vec3 restPalm(std::size_t side) {
    const double a = rad(kRestArmDegrees), s = signOf(side);
    return {-s * std::cos(a), -std::sin(a), 0};
}

/// Builds a stance bone by bone, always from the trunk outwards.
struct Poser {
    const Measures& m;
    Bones rest, bones;

    explicit Poser(const Measures& measures) : m(measures), rest(restBones(measures)), bones(rest) {}

    Vec3 carried(Bone parent, const Vec3& restPoint) const {
        return bones[parent].joint + bones[parent].turn * (restPoint - rest[parent].joint);
    }

    void trunk(const Vec3& pelvis, const Quat& pelvisTurn, const Quat& spine, const Quat& chest) {
        bones[kPelvis] = {pelvis, pelvisTurn};
        bones[kSpine] = {carried(kPelvis, rest[kSpine].joint), spine};
        bones[kChest] = {carried(kSpine, rest[kChest].joint), chest};
        upper();
    }

    void upper() {
        bones[kNeck] = {carried(kChest, rest[kNeck].joint), bones[kChest].turn};
        bones[kHead] = {carried(kNeck, rest[kHead].joint), bones[kNeck].turn};
        for (std::size_t side = 0; side < 2; ++side) {
            bones[onSide(kClavicle, side)] = {carried(kChest, rest[onSide(kClavicle, side)].joint), bones[kChest].turn};
            hang(side);
        }
    }

    void hang(std::size_t side) {
        bones[onSide(kUpperArm, side)].joint = carried(onSide(kClavicle, side), rest[onSide(kUpperArm, side)].joint);
    }

    void shrug(std::size_t side, double up, double forward) {
        BonePose& b = bones[onSide(kClavicle, side)];
        b.turn = bones[kChest].turn * turnY(signOf(side) * forward) * turnZ(signOf(side) * up);
        hang(side);
    }

    /// Wrist to `wrist`, elbow towards `pole`; hand along `fingers`, palm towards `palm`. Figure space.
    void arm(std::size_t side, Vec3 wrist, const Vec3& pole, const Vec3& fingers, const Vec3& palm) {
        const Vec3 root = bones[onSide(kUpperArm, side)].joint;
        const Vec3 elbow = middleJoint(root, wrist, m.upperArm, m.forearm, pole);
        const Vec3 along = restArm(side);
        const Vec3 upperDir = glm::normalize(elbow - root), lowerDir = glm::normalize(wrist - elbow);
        Vec3 crease = lowerDir - upperDir * glm::dot(lowerDir, upperDir);
        if (glm::length(crease) < 0.02) crease = -pole;
        bones[onSide(kUpperArm, side)].turn = carry(along, kForward, upperDir, crease);
        Vec3 lowerCrease = -upperDir + lowerDir * glm::dot(upperDir, lowerDir);
        if (glm::length(lowerCrease) < 0.02) lowerCrease = -pole;
        const Quat lower = carry(along, kForward, lowerDir, lowerCrease);
        const Quat hand = carry(along, restPalm(side), fingers, palm);
        // The forearm follows half of the hand's twist, as radius and ulna do.
        const Quat twisted = carry(along, restPalm(side), lowerDir, hand * restPalm(side));
        bones[onSide(kForearm, side)] = {elbow, glm::slerp(lower, glm::dot(lower, twisted) < 0 ? -twisted : twisted, 0.5)};
        bones[onSide(kHand, side)] = {wrist, hand};
    }

    /// A hanging arm by angles: degrees out from and forward of straight down (in the chest's frame), elbow bend.
    void hangingArm(std::size_t side, double out, double forward, double bend, double inward) {
        const double s = signOf(side);
        const Quat chest = turnY(2 * std::atan2(bones[kChest].turn.y, bones[kChest].turn.w));
        const Vec3 upper = chest * turnX(rad(forward)) * turnZ(s * rad(out)) * kDown;
        const Vec3 lower = chest * turnY(s * rad(inward)) * turnX(rad(forward + bend)) * turnZ(s * rad(out * 0.3)) * kDown;
        const Vec3 root = bones[onSide(kUpperArm, side)].joint;
        const Vec3 wrist = root + upper * m.upperArm + lower * m.forearm;
        const Vec3 fingers = glm::normalize(lower + chest * Vec3(-s * 0.10, -0.15, 0.02));
        arm(side, wrist, chest * Vec3(s * 0.25, 0, 1), fingers, chest * Vec3(-s, 0, 0.42));
    }

    /// Ankle to `ankle`, knee towards `pole`; the sole's heading (radians outwards) and pitch (toes up).
    void leg(std::size_t side, Vec3 ankle, const Vec3& pole, double outwards, double toesUp) {
        const Vec3 root = carried(kPelvis, rest[onSide(kThigh, side)].joint);
        const Vec3 knee = middleJoint(root, ankle, m.thigh, m.shin, pole);
        const Vec3 restThigh = rest[onSide(kShin, side)].joint - rest[onSide(kThigh, side)].joint;
        const Vec3 restShin = rest[onSide(kFoot, side)].joint - rest[onSide(kShin, side)].joint;
        bones[onSide(kThigh, side)] = {root, carry(restThigh, kForward, knee - root, pole)};
        bones[onSide(kShin, side)] = {knee, carry(restShin, kForward, ankle - knee, pole)};
        bones[onSide(kFoot, side)] = {ankle, turnY(-signOf(side) * outwards) * turnX(toesUp)};
    }

    void move(const Vec3& by) {
        for (BonePose& b : bones) b.joint += by;
    }
    void turnAll(const Quat& q) {
        for (BonePose& b : bones) {
            b.joint = q * b.joint;
            b.turn = q * b.turn;
        }
    }
    double crownY() const {
        return (bones[kHead].joint + bones[kHead].turn * (Vec3(0, m.height, m.headZ) - rest[kHead].joint)).y;
    }
    Vec3 eyes() const {
        return bones[kHead].joint + bones[kHead].turn * (Vec3(0, m.eye, m.headZ + m.eyeZ) - rest[kHead].joint);
    }
    /// Lifts the trunk so that the head ends `dy` higher: a posture's few millimetres, spread over the spine.
    void raise(double dy) {
        bones[kSpine].joint.y += 0.4 * dy;
        bones[kChest].joint.y += 0.8 * dy;
        for (Bone b : {kNeck, kHead}) bones[b].joint.y += dy;
        for (std::size_t side = 0; side < 2; ++side) {
            for (Bone b : {kClavicle, kUpperArm, kForearm, kHand}) bones[onSide(b, side)].joint.y += dy;
        }
    }
};

/// Head first, then the eyes; what neither can do is left to the body.
void lookAt(Poser& p, const Vec3& gaze, std::array<Vec3, 2>& eyes) {
    const Quat chest = p.bones[kChest].turn;
    // Without a target people look straight ahead, whatever the chest does.
    const Vec3 ahead = chest * kForward;
    const Vec3 flat = glm::length(Vec3(ahead.x, 0, ahead.z)) > 0.3 ? glm::normalize(Vec3(ahead.x, 0, ahead.z)) : ahead;
    const bool aims = isFinite(gaze) && glm::length(gaze) > 1e-9;
    const Vec3 wanted = aims ? glm::normalize(gaze) : flat;
    const Vec3 local = glm::inverse(chest) * wanted;
    const PanTiltRoll angles = lookAlong(local);
    const double pan = std::clamp(angles.pan * 0.8, -rad(68), rad(68));
    const double tilt = std::clamp(angles.tilt * (aims ? 0.75 : 1.0), -rad(45), rad(40));
    p.bones[kNeck].turn = chest * turnY(pan * 0.4) * turnX(tilt * 0.4);
    p.bones[kHead].joint = p.carried(kNeck, p.rest[kHead].joint);
    p.bones[kHead].turn = chest * turnY(pan) * turnX(tilt);
    const Vec3 inHead = glm::inverse(p.bones[kHead].turn) * wanted;
    PanTiltRoll eye = lookAlong(inHead);
    eye.pan = std::clamp(eye.pan, -rad(36), rad(36));
    eye.tilt = std::clamp(eye.tilt, -rad(28), rad(25));
    for (Vec3& e : eyes) e = p.bones[kHead].turn * toRotation(eye) * kForward;
}

/// Weight on one leg, the other knee loose.
void standing(Poser& p, const FigureShape& shape) {
    const Measures& m = p.m;
    const std::size_t support = shape.variant & 1u;
    const double s = signOf(support), h = m.height;
    const double roll = rad(2.6);
    // Support hip up, pelvis over the support foot, shoulders level again above it.
    p.trunk(Vec3(s * 0.016 * h, m.hip - 0.001 * h, 0.004 * h), turnZ(s * roll) * turnY(-s * rad(3)),
            turnZ(-s * roll * 0.4) * turnX(rad(1.5)), turnZ(-s * roll * 0.55) * turnX(rad(-1)) * turnY(s * rad(2)));
    const Vec3 supportAnkle(s * 0.050 * h, m.ankle, 0.012 * h), looseAnkle(-s * 0.082 * h, m.ankle, -0.026 * h);
    p.leg(support, supportAnkle, Vec3(s * 0.10, 0, -1), rad(7), 0);
    p.leg(1 - support, looseAnkle, Vec3(-s * 0.32, 0, -1), rad(19), 0);
    p.hangingArm(support, 8, -3, 15, 9);
    p.hangingArm(1 - support, 7, 3, 22, 13);
    std::array<Vec3, 2> eyes;
    lookAt(p, Vec3(0), eyes);
    p.raise(m.height - p.crownY());
    p.move(Vec3(-p.eyes().x, 0, 0));  // the mark is under the head
}

void sitting(Poser& p, const FigureStance& stance) {
    const Measures& m = p.m;
    const double h = m.height, g = m.girth, seat = std::clamp(stance.seat.value, 0.0, 1.5);
    const double hipY = seat + 0.103 * g;
    const double lean = stance.table ? rad(-7) : rad(3);
    p.trunk(Vec3(0, hipY, -0.03 * h), turnX(rad(9)), turnX(rad(5) + lean * 0.5), turnX(rad(-2) + lean));
    const double kneeReach = m.thigh * 0.985;
    for (std::size_t side = 0; side < 2; ++side) {
        const double s = signOf(side);
        const double ankleY = std::max(m.ankle, hipY - m.shin - 0.055 * h);  // short legs hang
        const double hanging = std::clamp((ankleY - m.ankle) / (0.05 * h), 0.0, 1.0);
        const Vec3 ankle(s * (0.062 + 0.006 * static_cast<double>(side)) * h, ankleY,
                         -0.03 * h - kneeReach + (side == 0 ? 0.030 : -0.012) * h);
        p.leg(side, ankle, Vec3(s * 0.10, 0.75, -0.66), rad(9), -rad(14) * hanging);
    }
    // Eyes over the seat: men 0.79 m at 1.75, women 0.74 m at 1.61.
    const double wanted = seat + h * (0.4514 + 0.0082 * m.feminine + 0.012 * std::min(m.child, 1.0)) -
                          (stance.table ? 0.006 * h : 0);
    std::array<Vec3, 2> eyes;
    lookAt(p, Vec3(0), eyes);
    p.raise(wanted - p.eyes().y);
    for (std::size_t side = 0; side < 2; ++side) {
        const double s = signOf(side);
        const Vec3 root = p.bones[onSide(kThigh, side)].joint, knee = p.bones[onSide(kShin, side)].joint;
        if (stance.table) {
            p.shrug(side, rad(2), rad(9));
            const Vec3 wrist(s * 0.075 * h, seat + 0.305, -0.03 * h - (0.232 - 0.012 * static_cast<double>(side)) * h);
            p.arm(side, wrist, Vec3(s * 0.75, -0.75, 0.35), Vec3(-s * 0.62, -0.06, -0.78), Vec3(-s * 0.1, -1, -0.05));
        } else {
            const Vec3 wrist = glm::mix(root, knee, 0.56) + Vec3(-s * 0.022 * h, 0.092 * g, 0.005 * h * s);
            p.arm(side, wrist, Vec3(s * 0.75, -0.3, 0.75), Vec3(-s * 0.50, -0.16, -0.85), Vec3(-s * 0.22, -1, 0.05));
        }
    }
}

/// Hips and back against something behind, arms folded, one foot before the other.
void leaning(Poser& p) {
    const Measures& m = p.m;
    const double h = m.height;
    p.trunk(Vec3(0, m.hip * 0.962, 0.052 * h), turnX(rad(5)) * turnZ(rad(1.5)), turnX(rad(6)), turnX(rad(4)));
    p.leg(0, Vec3(-0.040 * h, m.ankle, -0.066 * h), Vec3(-0.12, 0, -1), rad(10), 0);
    p.leg(1, Vec3(0.048 * h, m.ankle, -0.125 * h), Vec3(0.22, 0.1, -1), rad(13), 0);
    const Quat chest = p.bones[kChest].turn;
    const Vec3 middle = p.carried(kChest, Vec3(0, m.waist + 0.045 * h, 0));
    p.shrug(0, rad(1), rad(14));
    p.shrug(1, rad(1), rad(14));
    // Right forearm over the left, each hand at the other elbow.
    p.arm(1, middle + chest * Vec3(-0.030 * h, 0.016 * h, -0.128 * h * m.girth * 1.75 / h), Vec3(1, -0.85, -0.1),
          chest * Vec3(-0.93, 0.10, 0.20), chest * Vec3(0, -0.35, 0.95));
    p.arm(0, middle + chest * Vec3(0.024 * h, -0.012 * h, -0.100 * h * m.girth * 1.75 / h), Vec3(-1, -0.85, -0.1),
          chest * Vec3(0.96, 0.05, 0.16), chest * Vec3(0, -0.35, 0.95));
}

/// One stride: each foot rolls over the ground for 0.62 of it and swings for the rest; the left heel lands at phase 0.
void walking(Poser& p, const FigureShape& shape, double phase) {
    const Measures& m = p.m;
    const double h = m.height, stride = strideLength(shape).value;
    const double t = (phase - std::floor(phase)) * 2 * kPi;
    const double bob = -0.009 * h - 0.010 * h * std::cos(2 * t);
    const double yaw = rad(6) * std::cos(t);
    p.trunk(Vec3(0.008 * h * -std::sin(t), m.hip + bob, 0), turnY(-yaw) * turnX(rad(-2)) * turnZ(rad(1.6) * std::sin(t)),
            turnX(rad(-3)) * turnY(-yaw * 0.1), turnX(rad(-3.5)) * turnY(yaw * 0.9));
    constexpr double kStance = 0.62;
    for (std::size_t side = 0; side < 2; ++side) {
        const double s = signOf(side);
        double own = phase + (side == 0 ? 0 : 0.5);
        own -= std::floor(own);
        double z, lift = 0, pitch = 0;
        const double front = 0.5 * kStance * stride - 0.052 * h;  // the heel lands nearer than the toe leaves
        if (own < kStance) {
            const double u = own / kStance;
            z = -front + u * kStance * stride;
            if (u < 0.18) pitch = rad(17) * (1 - u / 0.18);
            if (u > 0.60) pitch = -rad(38) * std::pow((u - 0.60) / 0.40, 1.4);
        } else {
            const double u = (own - kStance) / (1 - kStance), ease = u * u * (3 - 2 * u);
            z = -front + kStance * stride * (1 - ease);
            pitch = u < 0.45 ? -rad(38) * (1 - u / 0.45) * (1 + 0.3 * u) : rad(17) * (u - 0.45) / 0.55;
            lift = 0.030 * h * std::sin(kPi * std::min(1.0, u * 1.05));
        }
        // The sole turns about the ball of the foot while the heel is up, about the heel while the toes are.
        const double ball = 0.085 * h, heel = 0.03 * h;
        Vec3 ankle(s * 0.036 * h, m.ankle + lift, z);
        if (pitch < 0) {
            ankle.y += std::sin(-pitch) * ball + (std::cos(pitch) - 1) * m.ankle;
            ankle.z += -(1 - std::cos(pitch)) * ball - std::sin(-pitch) * m.ankle * 0.9;
        } else {
            ankle.y += (std::cos(pitch) - 1) * m.ankle + std::sin(pitch) * heel;
        }
        p.leg(side, ankle, Vec3(s * 0.12, 0, -1), rad(6), pitch);
        const double swing = (side == 0 ? 1 : -1) * std::cos(t);
        p.hangingArm(side, 8, -3 - 22 * swing, 20 - 10 * swing, 12);
    }
}

void lying(Poser& p, const FigureStance& stance) {
    const Measures& m = p.m;
    const double h = m.height;
    p.trunk(Vec3(0, m.hip, 0), Quat(1, 0, 0, 0), turnX(rad(1)), turnX(rad(-1)));
    p.leg(0, Vec3(-0.062 * h, m.ankle + 0.004 * h, 0.0), Vec3(-0.35, 0, -1), rad(24), rad(-26));
    p.leg(1, Vec3(0.070 * h, m.ankle + 0.004 * h, -0.004 * h), Vec3(0.40, 0, -1), rad(28), rad(-24));
    p.hangingArm(0, 17, 5, 14, 6);
    const Vec3 belly = p.carried(kSpine, Vec3(0.02 * h, m.waist, -0.092 * h * m.girth * 1.75 / h));
    p.arm(1, belly, Vec3(1, -0.3, 0.5), Vec3(-0.92, -0.25, 0.0), Vec3(0, -0.1, 1));
    p.move(Vec3(0, -m.hip, 0));
    p.turnAll(turnX(rad(90)));
    p.move(Vec3(0, std::clamp(stance.seat.value, 0.0, 1.5) + 0.098 * m.girth, 0));
}

void holding(Poser& p, const FigureShape& shape) {
    const Measures& m = p.m;
    standing(p, shape);
    const double h = m.height, g = m.girth;
    const Vec3 middle = p.carried(kChest, Vec3(0, m.waist + 0.030 * h, 0));
    for (std::size_t side = 0; side < 2; ++side) {
        const double s = signOf(side);
        p.shrug(side, 0, rad(5));
        p.arm(side, middle + Vec3(s * 0.066 * h, 0.003 * h * s, -0.165 * h - 0.02 * g), Vec3(s * 0.55, -0.85, 0.35),
              Vec3(-s * 0.10, 0.10, -1), Vec3(-s, 0.12, -0.08));
    }
}

}  // namespace

Vec3 restArm(std::size_t side) {
    const double a = rad(kRestArmDegrees);
    return {signOf(side) * std::sin(a), -std::cos(a), 0};
}

Bones restBones(const Measures& m) {
    Bones b;
    const double h = m.height;
    b[kPelvis].joint = {0, m.hip, 0};
    b[kSpine].joint = {0, glm::mix(m.hip, m.waist, 0.62), 0.012 * h};
    b[kChest].joint = {0, glm::mix(m.waist, m.chest, 0.55), 0.014 * h};
    b[kNeck].joint = {0, m.shoulder + 0.012 * h, 0.012 * h};
    b[kHead].joint = {0, m.chin + 0.22 * (m.height - m.chin), m.headZ + 0.010 * h};
    for (std::size_t side = 0; side < 2; ++side) {
        const double s = signOf(side);
        const Vec3 shoulder(s * m.shoulderX, m.shoulder - 0.027 * h, 0.008 * h);
        b[onSide(kClavicle, side)].joint = {s * 0.014 * h, m.shoulder - 0.006 * h, 0};
        b[onSide(kUpperArm, side)].joint = shoulder;
        b[onSide(kForearm, side)].joint = shoulder + restArm(side) * m.upperArm;
        b[onSide(kHand, side)].joint = shoulder + restArm(side) * (m.upperArm + m.forearm);
        b[onSide(kThigh, side)].joint = {s * m.hipX, m.hip, 0};
        b[onSide(kShin, side)].joint = {s * (m.hipX + 0.004 * h), m.knee, -0.004 * h};
        b[onSide(kFoot, side)].joint = {s * (m.hipX + 0.006 * h), m.ankle, 0.012 * h};
    }
    return b;
}

Posed pose(const Measures& m, const FigureShape& shape, const FigureStance& stance) {
    Poser p(m);
    Posed out;
    switch (stance.action) {
        case FigureAction::Stand: standing(p, shape); break;
        case FigureAction::Sit: sitting(p, stance); break;
        case FigureAction::Lean: leaning(p); break;
        case FigureAction::Walk: walking(p, shape, std::isfinite(stance.phase) ? stance.phase : 0); break;
        case FigureAction::Lie: lying(p, stance); break;
        case FigureAction::Hold: holding(p, shape); break;
    }
    out.hands = stance.action == FigureAction::Hold ? HandShape::Grip
                : stance.action == FigureAction::Sit || stance.action == FigureAction::Lean ? HandShape::Flat
                                                                                            : HandShape::Relaxed;
    lookAt(p, stance.gaze, out.eyeDirection);
    out.bones = p.bones;
    return out;
}

}  // namespace recce::figure
