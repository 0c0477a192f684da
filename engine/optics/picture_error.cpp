#include "optics/picture_error.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/jobs.h"
#include "base/math.h"
#include "optics/colour.h"
#include "optics/view.h"

namespace recce::optics {
namespace {

// The paper's constants: exponents of colour and feature difference, where the colour curve bends, and its value there.
constexpr double kColourPower = 0.7, kFeaturePower = 0.5, kBend = 0.4, kAtBend = 0.95;
constexpr double kFeatureDegrees = 0.082;  // width of an edge or a point that the eye finds

/// Rows of some value for each pixel.
template <class T> struct Field {
    int width = 0, height = 0;
    std::vector<T> at;
    Field(int w, int h) : width(w), height(h), at(static_cast<std::size_t>(w) * static_cast<std::size_t>(h)) {}
    T& of(int x, int y) { return at[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)]; }
    /// The edge goes on for ever.
    const T& held(int x, int y) const {
        return at[static_cast<std::size_t>(std::clamp(y, 0, height - 1)) * static_cast<std::size_t>(width) + static_cast<std::size_t>(std::clamp(x, 0, width - 1))];
    }
};

Mat3 toXyz() {
    // Linear BT.709 to CIE XYZ, by its primaries and D65 (rows X, Y, Z).
    return glm::transpose(Mat3(0.41238656, 0.35759149, 0.18045049, 0.21263682, 0.71518298, 0.07218020, 0.01933062, 0.11919716, 0.95037259));
}
const Mat3 kXyz = toXyz(), kRgb = glm::inverse(kXyz);
const Vec3 kWhite = kXyz * Vec3(1);

/// YCxCz: opponent colours that are linear in light.
Vec3 opponent(const Vec3& rgb) {
    const Vec3 n = kXyz * rgb / kWhite;
    return {116 * n.y - 16, 500 * (n.x - n.y), 200 * (n.y - n.z)};
}
Vec3 fromOpponent(const Vec3& c) {
    const double y = (c.x + 16) / 116;
    return kRgb * (Vec3(y + c.y / 500, y, y - c.z / 200) * kWhite);
}
/// CIELAB with Hunt's effect: colours fade as they darken.
Vec3 hunted(const Vec3& rgb) {
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : t * 841 / 108 + 4.0 / 29; };
    const Vec3 n = kXyz * rgb / kWhite;
    const double l = 116 * f(n.y) - 16;
    return {l, 0.01 * l * 500 * (f(n.x) - f(n.y)), 0.01 * l * 200 * (f(n.y) - f(n.z))};
}
double hyab(const Vec3& a, const Vec3& b) { return std::abs(a.x - b.x) + std::hypot(a.y - b.y, a.z - b.z); }

using Kernel = std::vector<double>;  ///< from -radius to radius

/// Contrast sensitivity: two Gaussians a sqrt(pi / b) exp(-pi^2 x^2 / b) added up, x in degrees.
struct Sensitivity {
    double a1, b1, a2, b2;
};
constexpr Sensitivity kAchromatic{1, 0.0047, 0, 1e-5}, kRedGreen{1, 0.0053, 0, 1e-5}, kBlueYellow{34.1, 0.04, 13.5, 0.025};

double gaussian(double a, double b, double x2) { return a > 0 ? a * std::sqrt(kPi / b) * std::exp(-kPi * kPi * x2 / b) : 0; }

/// What an eye at that distance makes of one picture, in linear light, held to what a monitor can show.
Field<Vec3> blurred(const Field<Vec3>& seen, double perDegree) {
    const int radius = static_cast<int>(std::ceil(3 * std::sqrt(0.04 / (2 * kPi * kPi)) * perDegree));
    // Each Gaussian is separable: its two-dimensional kernel is the product of one across and one down.
    struct Part {
        int channel;
        Kernel kernel;
        double weight;
    };
    std::vector<Part> parts;
    int channel = 0;
    for (const Sensitivity& s : {kAchromatic, kRedGreen, kBlueYellow}) {
        double whole = 0;
        const std::size_t first = parts.size();
        for (const auto& [a, b] : {std::pair(s.a1, s.b1), std::pair(s.a2, s.b2)}) {
            if (a <= 0) continue;
            Part part{channel, {}, 0};
            double sum = 0;
            for (int i = -radius; i <= radius; ++i) {
                part.kernel.push_back(std::exp(-kPi * kPi * (i / perDegree) * (i / perDegree) / b));
                sum += part.kernel.back();
            }
            part.weight = gaussian(a, b, 0);
            whole += part.weight * sum * sum;
            parts.push_back(std::move(part));
        }
        for (std::size_t i = first; i < parts.size(); ++i) parts[i].weight /= whole;
        ++channel;
    }
    Field<Vec3> sum(seen.width, seen.height);
    for (const Part& part : parts) {
        Field<double> across(seen.width, seen.height);
        parallelFor(static_cast<std::size_t>(seen.height), [&](std::size_t row) {
            const int y = static_cast<int>(row);
            for (int x = 0; x < seen.width; ++x) {
                double v = 0;
                for (int i = -radius; i <= radius; ++i) v += part.kernel[static_cast<std::size_t>(i + radius)] * seen.held(x + i, y)[part.channel];
                across.of(x, y) = v;
            }
        });
        parallelFor(static_cast<std::size_t>(seen.height), [&](std::size_t row) {
            const int y = static_cast<int>(row);
            for (int x = 0; x < seen.width; ++x) {
                double v = 0;
                for (int i = -radius; i <= radius; ++i) v += part.kernel[static_cast<std::size_t>(i + radius)] * across.held(x, y + i);
                sum.of(x, y)[part.channel] += part.weight * v;
            }
        });
    }
    for (Vec3& c : sum.at) c = glm::clamp(fromOpponent(c), Vec3(0), Vec3(1));
    return sum;
}

/// How much of an edge and of a point there is at each pixel.
struct Features {
    std::vector<double> edge, point;
};
Features featuresOf(const Field<Vec3>& seen, double perDegree) {
    const double sd = 0.5 * kFeatureDegrees * perDegree;
    const int radius = static_cast<int>(std::ceil(3 * sd));
    Kernel bell, slope, bend;
    for (int i = -radius; i <= radius; ++i) {
        const double g = std::exp(-0.5 * i * i / (sd * sd));
        bell.push_back(g);
        slope.push_back(-i * g);
        bend.push_back((i * i / (sd * sd) - 1) * g);
    }
    double bells = 0;
    for (const double g : bell) bells += g;
    for (double& g : bell) g /= bells;
    // Positive weights add up to 1, negative ones to -1, so that detectors answer 1 at most.
    for (Kernel* k : {&slope, &bend}) {
        double up = 0, down = 0;
        for (const double v : *k) (v > 0 ? up : down) += std::abs(v);
        for (double& v : *k) v /= v > 0 ? up : down;
    }
    const auto apply = [&](const Kernel& x, const Kernel& y) {
        Field<double> across(seen.width, seen.height), out(seen.width, seen.height);
        for (int py = 0; py < seen.height; ++py) {
            for (int px = 0; px < seen.width; ++px) {
                double v = 0;
                for (int i = -radius; i <= radius; ++i) v += x[static_cast<std::size_t>(i + radius)] * (seen.held(px + i, py).x + 16) / 116;
                across.of(px, py) = v;
            }
        }
        for (int py = 0; py < seen.height; ++py) {
            for (int px = 0; px < seen.width; ++px) {
                double v = 0;
                for (int i = -radius; i <= radius; ++i) v += y[static_cast<std::size_t>(i + radius)] * across.held(px, py + i);
                out.of(px, py) = v;
            }
        }
        return out;
    };
    const auto length = [](const Field<double>& a, const Field<double>& b) {
        std::vector<double> out(a.at.size());
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = std::hypot(a.at[i], b.at[i]);
        return out;
    };
    return {length(apply(slope, bell), apply(bell, slope)), length(apply(bend, bell), apply(bell, bend))};
}

Field<Vec3> opponentOf(const Picture& picture) {
    Field<Vec3> out(static_cast<int>(picture.width), static_cast<int>(picture.height));
    for (std::size_t i = 0; i < out.at.size(); ++i) {
        Vec3 rgb;
        for (int k = 0; k < 3; ++k) rgb[k] = linearOfSrgb(picture.rgba[i * 4 + static_cast<std::size_t>(k)] / 255.0);
        out.at[i] = opponent(rgb);
    }
    return out;
}

template <class Image> Status comparable(const Image& a, const Image& b) {
    const std::size_t size = std::size_t{a.width} * a.height * 4;
    if (size > 0 && a.width == b.width && a.height == b.height && a.rgba.size() == size && b.rgba.size() == size) return {};
    return fail(Code::Usage, "Only pictures of one size can be compared.", "compare");
}

}  // namespace

Result<Flip> flip(const Picture& reference, const Picture& test, double pixelsPerDegree) {
    RECCE_TRY_STATUS(comparable(reference, test));
    const Field<Vec3> a = opponentOf(reference), b = opponentOf(test);
    const Field<Vec3> seenA = blurred(a, pixelsPerDegree), seenB = blurred(b, pixelsPerDegree);
    const Features featuresA = featuresOf(a, pixelsPerDegree), featuresB = featuresOf(b, pixelsPerDegree);
    const double most = std::pow(hyab(hunted({0, 1, 0}), hunted({0, 0, 1})), kColourPower), bend = kBend * most;
    Flip out;
    for (std::size_t i = 0; i < a.at.size(); ++i) {
        const double d = std::pow(hyab(hunted(seenA.at[i]), hunted(seenB.at[i])), kColourPower);
        const double colour = d < bend ? kAtBend / bend * d : kAtBend + (d - bend) / (most - bend) * (1 - kAtBend);
        const double differ = std::max(std::abs(featuresA.edge[i] - featuresB.edge[i]), std::abs(featuresA.point[i] - featuresB.point[i]));
        const double feature = std::pow(differ / std::sqrt(2.0), kFeaturePower);
        out.map.push_back(static_cast<float>(std::pow(colour, 1 - feature)));
        out.mean += static_cast<double>(out.map.back());
    }
    out.mean /= static_cast<double>(out.map.size());
    return out;
}

Result<LuminanceError> luminanceError(const LinearPicture& reference, const LinearPicture& test) {
    RECCE_TRY_STATUS(comparable(reference, test));
    constexpr double kFloor = 0.05 * 0.18;
    std::vector<double> errors;
    LuminanceError out;
    double all = 0, expected = 0;
    for (std::size_t i = 0; i < reference.rgba.size(); i += 4) {
        const auto at = [i](const LinearPicture& p) { return luminance({p.rgba[i], p.rgba[i + 1], p.rgba[i + 2]}); };
        errors.push_back(std::abs(at(test) - at(reference)) / std::max(at(reference), kFloor));
        out.mean += errors.back();
        all += at(test);
        expected += at(reference);
    }
    std::sort(errors.begin(), errors.end());
    out.mean /= static_cast<double>(errors.size());
    out.median = errors[errors.size() / 2];
    out.p95 = errors[errors.size() * 95 / 100];
    out.bias = expected > 0 ? all / expected - 1 : 0;
    return out;
}

}  // namespace recce::optics
