#include "optics/photometry.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace recce::optics {

Lux pointLux(Candela intensity, Metres distance, double cosIncidence) {
    return Lux(intensity.value * std::max(cosIncidence, 0.0) / (distance.value * distance.value));
}
Candela candelaOf(Lux reading, Metres distance) { return Candela(reading.value * distance.value * distance.value); }

Candela isotropicCandela(Lumens flux) { return Candela(flux.value / (4 * kPi)); }
Candela coneCandela(Lumens flux, Degrees beam) {
    return Candela(flux.value / (2 * kPi * (1 - std::cos(radians(beam) / 2))));
}
Candela panelCandela(Lumens flux) { return Candela(flux.value / kPi); }
Nits panelLuminance(Lumens flux, Metres width, Metres height) {
    return Nits(flux.value / (kPi * width.value * height.value));
}
Lumens tubeLumens(Nits luminance, Metres radius, Metres length) {
    return Lumens(kPi * luminance.value * 2 * kPi * radius.value * length.value);
}
Nits tubeLuminance(Lumens flux, Metres radius, Metres length) {
    return Nits(flux.value / (2 * kPi * kPi * radius.value * length.value));
}
// Seen from the side a cylinder shows its diameter times its length: I = L 2 r l = Phi / pi^2.
Candela tubeCandela(Lumens flux) { return Candela(flux.value / (kPi * kPi)); }

double cosineExponent(Degrees beam) { return std::log(0.5) / std::log(std::cos(radians(beam) / 2)); }
Degrees cosineField(Degrees beam) { return degrees(2 * std::acos(std::pow(0.1, 1 / cosineExponent(beam)))); }
Lumens cosineLumens(Candela peak, Degrees beam) { return Lumens(2 * kPi * peak.value / (cosineExponent(beam) + 1)); }

double SpotBeam::relative(double theta) const {
    return theta >= kPi / 2 ? 0 : std::exp2(-std::pow(std::abs(theta) / halfBeam, power));
}

double SpotBeam::lumensPerCandela() const {
    // Simpson's rule in steps that resolve both a 1 degree beam and its slope; the error is under 1e-5 of the value.
    const double reach = std::min(kPi / 2, halfBeam * std::pow(20.0, 1 / power));
    constexpr int kSteps = 512;
    const double h = reach / kSteps;
    double sum = 0;
    for (int i = 0; i <= kSteps; ++i) {
        const double theta = std::min(i * h, kPi / 2 - 1e-12);
        const double weight = i == 0 || i == kSteps ? 1 : (i % 2 ? 4 : 2);
        sum += weight * relative(theta) * std::sin(theta);
    }
    return 2 * kPi * sum * h / 3;
}

SpotBeam spotBeam(Degrees beam, Degrees field) {
    const Degrees b(std::clamp(beam.value, 1.0, 175.0));
    Degrees f(std::min(field.value, 175.0));
    if (f <= b) f = cosineField(b);
    // relative(field / 2) = 0.1  <=>  (field / beam)^power = log2(10)
    return {radians(b) / 2, std::log(std::log2(10.0)) / std::log(f / b)};
}

Lux polygonLux(std::span<const Vec3> corners, const Vec3& normal, Nits luminance) {
    std::vector<Vec3> above;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Vec3 &a = corners[i], &b = corners[(i + 1) % corners.size()];
        const double ha = glm::dot(a, normal), hb = glm::dot(b, normal);
        if (ha >= 0) above.push_back(a);
        if ((ha < 0) != (hb < 0)) above.push_back(a + (b - a) * (ha / (ha - hb)));
    }
    double sum = 0;
    for (std::size_t i = 0; i < above.size(); ++i) {
        const Vec3 a = glm::normalize(above[i]), b = glm::normalize(above[(i + 1) % above.size()]);
        const Vec3 side = glm::cross(a, b);
        const double sine = glm::length(side);
        if (sine < 1e-15) continue;
        sum += std::atan2(sine, glm::dot(a, b)) * glm::dot(side / sine, normal);
    }
    return Lux(luminance.value / 2 * std::abs(sum));
}

Lux diskLux(const ParallelDisk& disk, Nits luminance) {
    const double a2 = disk.radius.value * disk.radius.value, h2 = disk.height.value * disk.height.value;
    const double r2 = disk.offset.value * disk.offset.value, all = r2 + h2 + a2;
    return Lux(kPi * luminance.value / 2 * (1 - (r2 + h2 - a2) / std::sqrt(all * all - 4 * a2 * r2)));
}
Lux sphereLux(Metres radius, Metres distance, double cosIncidence, Nits luminance) {
    const double share = radius / distance;
    return Lux(kPi * luminance.value * share * share * std::max(cosIncidence, 0.0));
}
Lux tubeLux(const MidTube& tube, Nits luminance) {
    const double psi = std::atan(tube.length / (2 * tube.distance));
    return Lux(2 * tube.radius.value * luminance.value / tube.distance.value * (psi + std::sin(psi) * std::cos(psi)));
}

}  // namespace recce::optics
