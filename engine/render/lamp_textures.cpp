#include "render/lamp_textures.h"

#include <cmath>
#include <span>
#include <vector>

#include <glm/gtc/packing.hpp>

namespace recce::render {
namespace {

constexpr std::uint32_t kTableSide = 32;
constexpr double kTable[] = {
#include "render/area_table.inc"
};
static_assert(std::size(kTable) == kTableSide * kTableSide * 7);

Result<gpu::Image> filled(gpu::Device& device, gpu::Commands& commands, const gpu::ImageDesc& desc, const std::vector<std::uint16_t>& texels) {
    RECCE_TRY(gpu::Image image, device.makeImage(desc));
    commands.use(image, gpu::Access::TransferTo);
    commands.fill(image, 0, std::as_bytes(std::span(texels)));
    commands.use(image, gpu::Access::Sampled);
    return image;
}

}  // namespace

ProfilePicture pictureOf(const optics::IesProfile& profile) {
    ProfilePicture out;
    out.rows = profile.axial() ? 1 : ProfilePicture::kRows;
    const double peak = profile.peak().value;
    for (std::uint32_t row = 0; row < out.rows; ++row) {
        const double phi = 2 * kPi * row / (ProfilePicture::kRows - 1);
        for (std::uint32_t column = 0; column < ProfilePicture::kColumns; ++column) {
            const double u = double(column) / (ProfilePicture::kColumns - 1), theta = kPi * u * u;
            const Vec3 direction(std::sin(theta) * std::sin(phi), std::sin(theta) * std::cos(phi), -std::cos(theta));
            out.share.push_back(static_cast<float>(profile.along(direction).value / peak));
        }
    }
    return out;
}

Result<std::uint32_t> LampTextures::slotOf(gpu::Device& device, gpu::Commands& commands, const optics::IesProfile& profile) {
    const auto known = profiles_.find(profile.contents);
    if (known != profiles_.end()) return known->second.slot();
    constexpr std::size_t kKept = 256;
    if (profiles_.size() == kKept) profiles_.clear();  // the device frees them when it has done with them
    const ProfilePicture picture = pictureOf(profile);
    std::vector<std::uint16_t> texels;
    texels.reserve(picture.share.size());
    for (const float v : picture.share) texels.push_back(glm::packHalf1x16(v));
    gpu::ImageDesc desc{"profile", ProfilePicture::kColumns, picture.rows, 1, 1, VK_FORMAT_R16_SFLOAT,
                        VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT, VK_SAMPLE_COUNT_1_BIT, {}};
    RECCE_TRY(gpu::Image image, filled(device, commands, desc, texels));
    return profiles_.emplace(profile.contents, std::move(image)).first->second.slot();
}

Result<std::uint32_t> LampTextures::areaTable(gpu::Device& device, gpu::Commands& commands) {
    if (table_) return table_.slot();
    // Four numbers of the matrix in the left half; the fifth and the split sum in the right.
    std::vector<std::uint16_t> texels(std::size_t{kTableSide} * kTableSide * 8);
    for (std::size_t y = 0; y < kTableSide; ++y) {
        for (std::size_t x = 0; x < kTableSide; ++x) {
            const double* cell = kTable + (y * kTableSide + x) * 7;
            for (std::size_t k = 0; k < 7; ++k) {
                texels[(y * 2 * kTableSide + x + (k < 4 ? 0 : kTableSide)) * 4 + k % 4] = glm::packHalf1x16(static_cast<float>(cell[k]));
            }
        }
    }
    RECCE_TRY(table_, filled(device, commands, {"area table", 2 * kTableSide, kTableSide, 1, 1, VK_FORMAT_R16G16B16A16_SFLOAT,
                                                VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT, VK_SAMPLE_COUNT_1_BIT, {}}, texels));
    return table_.slot();
}

}  // namespace recce::render
