// What throws shadows into the maps of the sun and the lamps, and whether the maps hold them already. Knows no view.
#include <algorithm>

#include "base/hash.h"
#include "render/frame.h"
#include "sight/light.h"

namespace recce::render {
namespace {

template <class T> void addTo(std::string& bytes, const T& value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof(value)); }

/// What throws shadows: all pieces, about this origin.
std::string castersOf(const Frame& f) {
    std::string bytes;
    addTo(bytes, f.shown.pieces->key);
    addTo(bytes, f.stats.resident);  // cut-outs take their holes from textures
    return bytes;
}

/// Whether `map` holds what the key says; from now on it does.
bool holds(ShadowKey& map, const Frame& f, const std::string& key) {
    const std::uint64_t now = hashOf(key).low | 1;
    if (map.key == now) return true;
    map = {now, f.shown.pieces};
    return false;
}

/// The ball round a lamp in which what shines is its own glass, and hides nothing of it; as the tracers have it.
struct OwnGlass {
    glm::vec3 centre{0};
    float radius = 0;
    bool holds(const Part& part) const { return radius > 0 && part.glows && glm::length(part.centre - centre) < part.radius + radius; }
};

void shadowDraws(gpu::Commands& commands, const Frame& f, const Mat4& matrix, const Region& region, const Detail& detail, const OwnGlass& own = {}) {
    const DrawList list = select(commands, f.shown, region, detail, [&](const Piece& piece, const Part& part) {
        return !piece.ghost && !part.isLamp && part.group != Group::Blend && part.group != Group::Points && !own.holds(part);
    });
    Pass pass = depthPass(VK_SAMPLE_COUNT_1_BIT, true, false);
    pass.matrix = glm::mat4(matrix);
    vkCmdSetDepthBias(commands.handle(), -1.0f, 0, -1.5f);
    recordDraws(commands, list.draws, pass);
}

constexpr std::uint32_t kTintShare = 2;  ///< glass has soft edges: half as many texels a side as the map
constexpr VkClearColorValue kAllThrough{{1, 1, 1, 0}};

void tintDraws(gpu::Commands& commands, const Frame& f, const Mat4& matrix, const Region& region, const glm::vec4& light) {
    const DrawList list = select(commands, f.shown, region, {true}, [](const Piece& piece, const Part& part) {
        return !piece.ghost && part.group == Group::Blend;
    });
    gpu::PipelineDesc desc;
    desc.vertex = "tint.vert";
    desc.fragment = "tint.frag";
    desc.colours = {kLinearFormat};
    desc.blend = gpu::Blend::Tint;
    Pass pass;
    pass.blended = true;
    pass.blend = pass.opaque = pass.twoSided = pass.mask = desc;
    pass.matrix = glm::mat4(matrix);
    pass.light = light;
    recordDraws(commands, list.draws, pass);
}

/// Draws into one square of a map from here on.
void drawTile(gpu::Commands& commands, std::uint32_t x, std::uint32_t y, std::uint32_t side) {
    const auto size = static_cast<float>(side);
    const VkViewport viewport{static_cast<float>(x), static_cast<float>(y) + size, size, -size, 0, 1};
    const VkRect2D scissor{{static_cast<int>(x), static_cast<int>(y)}, {side, side}};
    vkCmdSetViewport(commands.handle(), 0, 1, &viewport);
    vkCmdSetScissor(commands.handle(), 0, 1, &scissor);
}

}  // namespace

Region regionOf(const SunMap::Part& part) { return {Frustum(glm::mat4(part.matrix)), {}, -1}; }
Region regionOf(const AtlasTile& tile) { return {Frustum(glm::mat4(tile.matrix)), tile.centre, tile.range}; }

bool sunHolds(const Frame& f) {
    std::string key = castersOf(f);
    for (const auto& part : f.sun.parts) addTo(key, part.matrix);
    addTo(key, f.quality.sunMapSize);
    return holds(f.state.sunOf, f, key);
}

bool atlasHolds(const Frame& f) {
    std::string key = castersOf(f);
    for (const auto& tile : f.lamps.tiles) {
        addTo(key, tile.x);
        addTo(key, tile.y);
        addTo(key, tile.size);
        addTo(key, tile.matrix);
        addTo(key, tile.range);
    }
    addTo(key, f.quality.atlasSize);
    return holds(f.state.atlasOf, f, key);
}

void sunPass(gpu::Commands& commands, const Frame& f) {
    commands.bindConstants(f.constants);
    const VkExtent2D size = f.state.sunMap.extent();
    commands.beginDrawing({size, {}, {}, gpu::DepthTarget{f.state.sunMap.view(), 0.0f, true, true, VK_NULL_HANDLE}});
    for (std::size_t i = 0; i < f.sun.parts.size(); ++i) {
        const auto& part = f.sun.parts[i];
        if (f.sun.parts.size() > 1) {
            const std::uint32_t side = size.width / 2;
            drawTile(commands, static_cast<std::uint32_t>(i & 1) * side, static_cast<std::uint32_t>(i >> 1) * side, side);
        }
        // Levels of detail may be off by two thirds of a texel: the receiver's offset covers it.
        shadowDraws(commands, f, part.matrix, regionOf(part), {false, f.quality.rough, glm::vec3(0), 1 / std::max(part.texel, 1e-6), true, 0.66});
    }
    commands.endDrawing();
}

void atlasPass(gpu::Commands& commands, const Frame& f) {
    commands.bindConstants(f.constants);
    commands.beginDrawing({f.state.atlas.extent(), {}, {}, gpu::DepthTarget{f.state.atlas.view(), 0.0f, true, true, VK_NULL_HANDLE}});
    for (const auto& tile : f.lamps.tiles) {
        drawTile(commands, tile.x, tile.y, tile.size);
        const Lamp& lamp = *f.lamps.of[tile.lamp];
        const OwnGlass own{glm::vec3(lamp.pose.position - f.origin), static_cast<float>(ownGlow(lamp))};
        shadowDraws(commands, f, tile.matrix, regionOf(tile), {false, f.quality.rough, tile.centre, static_cast<float>(tile.size) / 2, false, 0.66}, own);
    }
    commands.endDrawing();
}

Status prepareTints(Frame& f) {
    auto& lamps = f.lamps.lamps;
    for (const auto& part : f.sun.parts) f.sunTinted = f.sunTinted || f.shown.pieces->clearIn(regionOf(part));
    for (const auto& tile : f.lamps.tiles) {
        if (lamps[tile.lamp].tinted || !f.shown.pieces->clearIn(regionOf(tile))) continue;
        lamps[tile.lamp].tinted = 1;
        f.lampsTinted = true;
    }
    const auto fit = [&](gpu::Image& image, ShadowKey& map, std::uint32_t side) -> Status {
        if (image && image.desc().width == side) return {};
        map = {};
        RECCE_TRY(image, f.state.device->makeImage({"tint", side, side, 1, 1, kLinearFormat, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT,
                                                    VK_SAMPLE_COUNT_1_BIT, gpu::ImageShape::Flat}));
        return {};
    };
    if (f.sunTinted) RECCE_TRY_STATUS(fit(f.state.sunTint, f.state.sunOf, f.quality.sunMapSize / kTintShare));
    if (f.lampsTinted) RECCE_TRY_STATUS(fit(f.state.atlasTint, f.state.atlasOf, f.quality.atlasSize / kTintShare));
    return {};
}

void sunTintPass(gpu::Commands& commands, const Frame& f) {
    commands.bindConstants(f.constants);
    const VkExtent2D size = f.state.sunTint.extent();
    commands.beginDrawing({size, {}, {{f.state.sunTint.view(), kAllThrough}}, {}});
    for (std::size_t i = 0; i < f.sun.parts.size(); ++i) {
        const auto& part = f.sun.parts[i];
        if (f.sun.parts.size() > 1) {
            const std::uint32_t side = size.width / 2;
            drawTile(commands, static_cast<std::uint32_t>(i & 1) * side, static_cast<std::uint32_t>(i >> 1) * side, side);
        }
        tintDraws(commands, f, part.matrix, regionOf(part), glm::vec4(f.constants.toSun, 0));
    }
    commands.endDrawing();
}

void atlasTintPass(gpu::Commands& commands, const Frame& f) {
    commands.bindConstants(f.constants);
    commands.beginDrawing({f.state.atlasTint.extent(), {}, {{f.state.atlasTint.view(), kAllThrough}}, {}});
    for (const auto& tile : f.lamps.tiles) {
        if (!f.lamps.lamps[tile.lamp].tinted) continue;
        drawTile(commands, tile.x / kTintShare, tile.y / kTintShare, tile.size / kTintShare);
        tintDraws(commands, f, tile.matrix, regionOf(tile), glm::vec4(tile.centre, 1));
    }
    commands.endDrawing();
}

}  // namespace recce::render
