// How the body at rest follows its bones: which bones move which vertex, and the bending itself.
#include <algorithm>
#include <cmath>

#include "asset/figure_body.h"

namespace recce::figure {

Weights weightsAt(const Measures& m, const Bones& rest, Follows follows, std::size_t side, const V3& p) {
    std::array<float, kBoneCount> w{};
    const auto f = [](double v) { return static_cast<float>(v); };
    const auto joint = [&](Bone b, std::size_t s) { return V3(rest[onSide(b, s)].joint); };
    const float unit = f(m.height / 1.75), g = f(m.girth);
    switch (follows) {
        case Follows::Head:
            w[kHead] = 1;
            break;
        case Follows::Eye:
            w[kHead] = 1;
            break;
        case Follows::Neck: {
            // The jaw belongs to the head, the nape bends over its length, the root stays in the collar.
            const float low = f(rest[kNeck].joint.y), high = f(rest[kHead].joint.y);
            const float slant = p.y + 0.42f * (f(m.headZ) - p.z) * (p.z > f(m.headZ) ? 0.3f : 1.0f);
            const float head = ramp(high - 0.035f * f(m.head), high + 0.012f * f(m.head), slant);
            const float chest = 1 - ramp(low - 0.01f * unit, low + 0.05f * unit, p.y);
            w[kHead] = head;
            w[kChest] = (1 - head) * chest;
            w[kNeck] = (1 - head) * (1 - chest);
            break;
        }
        case Follows::Hand: {
            const V3 along(restArm(side));
            const float t = glm::dot(p - joint(kHand, side), along);
            const float hand = ramp(-0.030f * unit, 0.008f * unit, t);
            w[onSide(kHand, side)] = hand;
            w[onSide(kForearm, side)] = 1 - hand;
            break;
        }
        case Follows::Foot:
            w[onSide(kFoot, side)] = 1;
            break;
        case Follows::Body: {
            const std::size_t s = p.x < 0 ? 0 : 1;
            const V3 shoulder = joint(kUpperArm, s), along(restArm(s));
            const V3 q = p - shoulder;
            const float t = glm::dot(q, along), away = glm::length(q - along * t);
            const float arm = ramp(-0.050f * g, 0.085f * g, t) * (1 - ramp(0.082f * g, 0.150f * g, away));
            const float elbow = f(m.upperArm);
            const float fore = ramp(elbow - 0.050f * unit, elbow + 0.050f * unit, t);
            w[onSide(kUpperArm, s)] = arm * (1 - fore);
            w[onSide(kForearm, s)] = arm * fore;
            const float trunk = 1 - arm;
            const float clavicle = ramp(0.05f * unit, 0.15f * unit, std::abs(p.x)) *
                                   ramp(shoulder.y - 0.12f * unit, shoulder.y - 0.01f * unit, p.y) * 0.75f;
            w[onSide(kClavicle, s)] = trunk * clavicle;
            const float rest1 = trunk * (1 - clavicle);
            // Front of the hip folds at the joint, the seat stays with the pelvis.
            const float hip = f(m.hip) - p.y - 0.50f * p.z;
            const float leg = ramp(-0.045f * unit, 0.085f * unit, hip);
            const float right = ramp(-0.028f * unit, 0.028f * unit, p.x);
            const float shin = 1 - ramp(f(m.knee) - 0.058f * unit, f(m.knee) + 0.058f * unit, p.y);
            for (std::size_t l = 0; l < 2; ++l) {
                const float own = rest1 * leg * (l == 0 ? 1 - right : right);
                w[onSide(kThigh, l)] = own * (1 - shin);
                w[onSide(kShin, l)] = own * shin;
            }
            const float left = rest1 * (1 - leg);
            const float spine = ramp(f(rest[kSpine].joint.y) - 0.075f * unit, f(rest[kSpine].joint.y) + 0.075f * unit, p.y);
            const float chest = ramp(f(rest[kChest].joint.y) - 0.080f * unit, f(rest[kChest].joint.y) + 0.080f * unit, p.y);
            w[kPelvis] = left * (1 - spine);
            w[kSpine] = left * spine * (1 - chest);
            w[kChest] = left * spine * chest;
            break;
        }
    }
    std::array<std::uint8_t, kBoneCount> order{};
    for (std::size_t i = 0; i < kBoneCount; ++i) order[i] = static_cast<std::uint8_t>(i);
    std::stable_sort(order.begin(), order.end(), [&](std::uint8_t a, std::uint8_t b) { return w[a] > w[b]; });
    Weights out;
    float sum = 0;
    for (std::size_t i = 0; i < 4; ++i) sum += w[order[i]];
    for (std::size_t i = 0; i < 4; ++i) {
        out.bone[i] = order[i];
        out.share[i] = w[order[i]] / sum;
    }
    return out;
}

Bender::Bender(const Bones& rest, const Bones& posed) {
    for (std::size_t b = 0; b < kBoneCount; ++b) {
        const Quat turn = posed[b].turn;
        const Vec3 shift = posed[b].joint - turn * rest[b].joint;
        const Quat dual = 0.5 * (Quat(0, shift.x, shift.y, shift.z) * turn);
        duals_[b] = {glm::quat(turn), glm::quat(dual)};
    }
}

void Bender::bend(const Weights& w, const V3& p, const V3& n, V3& outP, V3& outN) const {
    glm::quat real(0, 0, 0, 0), dual(0, 0, 0, 0);
    const glm::quat& first = duals_[w.bone[0]].real;
    for (std::size_t i = 0; i < 4; ++i) {
        const Dual& d = duals_[w.bone[i]];
        const float share = glm::dot(first, d.real) < 0 ? -w.share[i] : w.share[i];
        real = real + d.real * share;
        dual = dual + d.dual * share;
    }
    const float length = glm::length(real);
    real = real / length;
    dual = dual / length;
    const glm::quat shift = (dual * glm::conjugate(real)) * 2.0f;
    outP = real * p + V3(shift.x, shift.y, shift.z);
    outN = real * n;
}

}  // namespace recce::figure
