#include "render/sky.h"

#include <algorithm>
#include <cmath>

#include <glm/gtc/packing.hpp>

#include "sight/reflection.h"

namespace recce::render {
namespace {

/// Directions spread evenly over the sphere (Fibonacci); enough for light that is smooth.
constexpr int kDirections = 1024;
Vec3 spread(int i) {
    const double y = 1 - 2 * (i + 0.5) / kDirections, r = std::sqrt(1 - y * y), a = i * 2.399963229728653;
    return {r * std::cos(a), y, r * std::sin(a)};
}

}  // namespace

// Relative radiance above the horizon.
Vec3 SkyModel::shape(const Vec3& d) const {
    const double up = std::max(d.y, 0.02);
    switch (daylight_.sky) {
        case SkyKind::Clear: return clear_->radiance(degrees(std::asin(std::clamp(d.y, 0.0, 1.0))), degrees(std::atan2(d.z, d.x) - sunRound_));
        case SkyKind::Overcast: return Vec3(0.97, 1.0, 1.09) * ((1 + 2 * up) / 3);
        case SkyKind::Night: return Vec3(0.6, 0.9, 1.9) * (0.6 + 0.4 * std::exp(-3 * up));
        case SkyKind::None: break;
    }
    return Vec3(0);
}

SkyModel::SkyModel(const Daylight& day) : daylight_(day) {
    if (day.sky == SkyKind::None) return;
    if (day.sky == SkyKind::Clear) {
        clear_ = std::make_shared<const optics::ClearSky>(degrees(std::asin(std::clamp(day.toSun.y, -1.0, 1.0))));
        sunRound_ = std::atan2(day.toSun.z, day.toSun.x);
    }
    Vec3 horizontal(0), rim(0);
    int rims = 0;
    for (int i = 0; i < kDirections; ++i) {
        const Vec3 d = spread(i);
        if (d.y > 0) horizontal += shape(d) * d.y;
        if (d.y > 0 && d.y < 0.06) {
            rim += shape(d);
            ++rims;
        }
    }
    horizontal *= 4 * kPi / kDirections;
    // Colour comes from the formula, strength from the lux asked for.
    const Vec3 weights(0.2126, 0.7152, 0.0722);
    scale_ = Vec3(glm::dot(day.skyLux, weights) / std::max(glm::dot(horizontal, weights), 1e-9));
    const double sunOnGround = std::max(0.0, day.toSun.y);
    ground_ = (horizontal * scale_ + day.sunLux * sunOnGround) * (0.2 / kPi);
    horizon_ = rim * scale_ / double(std::max(rims, 1));
    std::array<Vec3, 9> sh{};
    for (int i = 0; i < kDirections; ++i) {
        const Vec3 d = spread(i), l = radiance(d) * (4 * kPi / kDirections);
        const double basis[9] = {0.282095, 0.488603 * d.y, 0.488603 * d.z, 0.488603 * d.x, 1.092548 * d.x * d.y, 1.092548 * d.y * d.z,
                                 0.315392 * (3 * d.z * d.z - 1), 1.092548 * d.x * d.z, 0.546274 * (d.x * d.x - d.y * d.y)};
        for (int k = 0; k < 9; ++k) sh[static_cast<std::size_t>(k)] += l * basis[k];
    }
    // Ramamoorthi and Hanrahan 2001: the cosine lobe's coefficients, and the basis constants folded in once more.
    const double lobe[9] = {kPi, 2 * kPi / 3, 2 * kPi / 3, 2 * kPi / 3, kPi / 4, kPi / 4, kPi / 4, kPi / 4, kPi / 4};
    const double constant[9] = {0.282095, 0.488603, 0.488603, 0.488603, 1.092548, 1.092548, 0.315392, 1.092548, 0.546274};
    for (std::size_t k = 0; k < 9; ++k) irradiance_[k] = sh[k] * (lobe[k] * constant[k]);
}

Vec3 SkyModel::radiance(const Vec3& d) const {
    const Vec3 above = shape(Vec3(d.x, std::max(d.y, 0.0), d.z)) * scale_;
    if (d.y >= 0) return above;
    return glm::mix(above, ground_, std::min(1.0, -d.y * 20));
}

std::vector<std::uint16_t> SkyModel::face(std::uint32_t face, std::uint32_t size) const {
    std::vector<std::uint16_t> texels;
    texels.reserve(std::size_t{size} * size * 4);
    for (std::uint32_t y = 0; y < size; ++y) {
        for (std::uint32_t x = 0; x < size; ++x) {
            const Vec3 l = glm::min(radiance(cubeDirection(face, (x + 0.5) / size, (y + 0.5) / size)), Vec3(60000.0));
            for (int c = 0; c < 3; ++c) texels.push_back(glm::packHalf1x16(static_cast<float>(l[c])));
            texels.push_back(glm::packHalf1x16(1));
        }
    }
    return texels;
}

}  // namespace recce::render
