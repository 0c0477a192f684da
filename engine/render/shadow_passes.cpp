// What throws shadows into the maps of the sun and the lamps, and whether the maps hold them already. Knows no view.
#include <algorithm>

#include "base/hash.h"
#include "render/frame.h"

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

void shadowDraws(gpu::Commands& commands, const Frame& f, const Mat4& matrix, const Region& region, const Detail& detail) {
    const DrawList list = select(commands, f.shown, region, detail, [](const Piece& piece, const Part& part) {
        return !piece.ghost && part.group != Group::Blend;
    });
    Pass pass = depthPass(VK_SAMPLE_COUNT_1_BIT, true, false);
    pass.matrix = glm::mat4(matrix);
    vkCmdSetDepthBias(commands.handle(), -1.0f, 0, -1.5f);
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
        shadowDraws(commands, f, tile.matrix, regionOf(tile), {false, f.quality.rough, tile.centre, static_cast<float>(tile.size) / 2, false, 0.66});
    }
    commands.endDrawing();
}

}  // namespace recce::render
