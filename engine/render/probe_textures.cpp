#include "render/probe_textures.h"

#include <algorithm>
#include <array>
#include <span>

#include <glm/gtc/packing.hpp>

#include "base/jobs.h"
#include "shaders/shared.h"

namespace recce::render {
namespace {

constexpr std::uint32_t kTile = shader::kProbeTile, kSide = kTile - 2;
constexpr std::size_t kBands = ProbeGrid::kBands;
static_assert(kTile == ProbeGrid::kDepthTile);

/// Straight lines between texels cut the corners of a curve: a band falls by about l (l + 1) times a twelfth of their squared
/// distance, which is given to it before.
constexpr float kBandGain[3] = {1, 1.024f, 1.072f};

/// What each texel's direction multiplies the coefficients with. The border goes on at the mirrored place of its own edge.
std::array<std::array<float, kBands>, kTile * kTile> texelBases() {
    std::array<std::array<float, kBands>, kTile * kTile> out{};
    const int last = static_cast<int>(kSide) - 1;
    for (int y = -1; y <= last + 1; ++y) {
        for (int x = -1; x <= last + 1; ++x) {
            int u = x, v = y;
            if (u < 0 || u > last) { u = std::clamp(u, 0, last); v = last - v; }
            if (v < 0 || v > last) { v = std::clamp(v, 0, last); u = last - u; }
            auto basis = probeBasis(fromOctahedron((Vec2(u, v) + 0.5) / double(kSide)));
            for (std::size_t k = 0; k < kBands; ++k) basis[k] *= kBandGain[k == 0 ? 0 : k < 4 ? 1 : 2];
            out[static_cast<std::size_t>((y + 1) * static_cast<int>(kTile) + x + 1)] = basis;
        }
    }
    return out;
}

}  // namespace

ProbePictures picturesOf(const ProbeGrid& grid) {
    ProbePictures out;
    const auto rows = static_cast<std::uint32_t>((grid.size() + shader::kProbesAcross - 1) / shader::kProbesAcross);
    out.width = shader::kProbesAcross * kTile;
    out.height = std::max(rows, 1u) * kTile;
    out.light.resize(std::size_t{out.width} * out.height * 4);
    out.depth.resize(std::size_t{out.width} * out.height * 2);
    static const auto bases = texelBases();
    const auto unit = static_cast<float>(1 / (ProbeGrid::kDepthUnit * grid.depthRange));
    parallelFor(rows, [&](std::size_t row) {
        const std::size_t first = row * shader::kProbesAcross, end = std::min(grid.size(), first + shader::kProbesAcross);
        for (std::size_t i = first; i < end; ++i) {
            const auto probe = grid.probe(i);
            std::array<float, kBands * 4> c{};
            for (std::size_t k = 0; k < kBands * 3; ++k) c[k] = (probe[ProbeGrid::kSky + k] + probe[ProbeGrid::kBounce + k]) / shader::kProbeLux;
            std::copy_n(probe.begin() + ProbeGrid::kVisibility, kBands, c.begin() + kBands * 3);
            for (std::size_t t = 0; t < kTile * kTile; ++t) {
                const std::size_t texel = (row * kTile + t / kTile) * out.width + (i - first) * kTile + t % kTile;
                for (std::size_t channel = 0; channel < 4; ++channel) {
                    float e = 0;
                    for (std::size_t k = 0; k < kBands; ++k) e += c[channel * kBands + k] * bases[t][k];
                    out.light[texel * 4 + channel] = glm::packHalf1x16(std::clamp(e, 0.0f, 65504.0f));
                }
                const glm::vec2 depth = glm::vec2(grid.depth[i * kTile * kTile + t]) * unit;
                for (int k = 0; k < 2; ++k) out.depth[texel * 2 + static_cast<std::size_t>(k)] = glm::packHalf1x16(depth[k]);
            }
        }
    });
    return out;
}

Status ProbeTextures::fill(gpu::Device& device, gpu::Commands& commands, const ProbeGrid& grid) {
    const ProbePictures pictures = picturesOf(grid);
    const auto make = [&](gpu::Image& image, const char* name, VkFormat format, const std::vector<std::uint16_t>& texels) -> Status {
        RECCE_TRY(image, device.makeImage({name, pictures.width, pictures.height, 1, 1, format, VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT,
                                           VK_SAMPLE_COUNT_1_BIT, {}}));
        commands.use(image, gpu::Access::TransferTo);
        commands.fill(image, 0, std::as_bytes(std::span(texels)));
        commands.use(image, gpu::Access::Sampled);
        return {};
    };
    RECCE_TRY_STATUS(make(light_, "probe light", VK_FORMAT_R16G16B16A16_SFLOAT, pictures.light));
    return make(depth_, "probe depth", VK_FORMAT_R16G16_SFLOAT, pictures.depth);
}

}  // namespace recce::render
