// What throws shadows into the maps of the sun and the lamps, and what of that the maps hold already. People move and sets
// stand: a second map keeps the shadows of sets alone, of which a square is copied before people are drawn over it. Depths
// are the greatest of all, whoever comes first, so that a square has the same bytes however it came about.
#include <algorithm>
#include <cmath>

#include "base/hash.h"
#include "render/frame.h"
#include "sight/light.h"

namespace recce::render {
namespace {

using gpu::Access;

template <class T> void addTo(std::string& bytes, const T& value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof(value)); }

std::uint64_t keyOf(const std::string& bytes) { return hashOf(bytes).low | 1; }

/// Of what stands and throws shadows into a square, and of how it is drawn.
std::uint64_t stillKey(const Frame& f, const ShadowSquare& square) {
    std::string bytes;
    addTo(bytes, f.shown.pieces->still);
    addTo(bytes, f.stats.resident);  // cut-outs take their holes from textures
    addTo(bytes, f.quality.rough);
    addTo(bytes, square.matrix);
    addTo(bytes, square.region.radius);
    addTo(bytes, square.own.centre);
    addTo(bytes, square.own.radius);
    for (const glm::vec4& plane : square.region.hull) addTo(bytes, plane);
    return keyOf(bytes);
}

/// The same of all that does, people too.
std::uint64_t wholeKey(const Frame& f, const ShadowSquare& square, std::uint64_t still) {
    std::string bytes;
    for (const std::uint32_t p : f.shown.pieces->touched(square.region)) {
        if (const Piece& piece = f.shown.pieces->pieces[p]; piece.figure) addTo(bytes, piece.key);
    }
    if (bytes.empty()) return still;
    addTo(bytes, still);
    return keyOf(bytes);
}

bool overlap(const ShadowSquare& a, const HeldSquare& b) {
    return a.x < b.x + b.side && b.x < a.x + a.side && a.y < b.y + b.side && b.y < a.y + a.side;
}

/// Whether the picture holds a square with that key; if not, it must be drawn: it is taken to hold it then, and no longer what
/// it overlaps.
bool holds(std::vector<HeldSquare>& held, const Frame& f, const ShadowSquare& square, std::uint64_t key) {
    for (const HeldSquare& h : held) {
        if (h.x == square.x && h.y == square.y && h.side == square.side && h.key == key) return true;
    }
    std::erase_if(held, [&](const HeldSquare& h) { return overlap(square, h); });
    held.push_back({square.x, square.y, square.side, key, f.shown.pieces});
    return false;
}

enum class Casters { All, Still, Moving };

void shadowDraws(gpu::Commands& commands, const Frame& f, const ShadowSquare& square, Casters which) {
    const DrawList list = select(commands, f.shown, square.region, square.detail, [&](const Piece& piece, const Part& part) {
        if (which != Casters::All && (which == Casters::Moving) != (piece.figure != nullptr)) return false;
        return !piece.ghost && !part.isLamp && part.group != Group::Blend && part.group != Group::Points && !square.own.holds(part);
    });
    Pass pass = depthPass(VK_SAMPLE_COUNT_1_BIT, true, false);
    pass.matrix = glm::mat4(square.matrix);
    vkCmdSetDepthBias(commands.handle(), -1.0f, 0, -1.5f);
    recordDraws(commands, list.draws, pass);
}

constexpr std::uint32_t kTintShare = 2;  ///< glass has soft edges: half as many texels a side as the map
constexpr VkClearColorValue kAllThrough{{1, 1, 1, 0}};

void tintDraws(gpu::Commands& commands, const Frame& f, const ShadowSquare& square) {
    const DrawList list = select(commands, f.shown, square.region, {true}, [](const Piece& piece, const Part& part) {
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
    pass.matrix = glm::mat4(square.matrix);
    pass.light = square.light;
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

void empty(gpu::Commands& commands) {
    gpu::PipelineDesc desc;
    desc.vertex = "fullscreen.vert";
    desc.depthFormat = kDepthFormat;
    desc.depth = gpu::Depth::Replace;
    if (commands.bind(desc)) vkCmdDraw(commands.handle(), 3, 1, 0, 0);
}

/// Draws the squares into a picture that may hold others; `over` what is in them already.
void draw(gpu::Commands& commands, const Frame& f, gpu::Image& into, const std::vector<ShadowSquare>& squares, Casters which, bool fresh, bool over) {
    commands.bindConstants(f.constants);
    const auto clear = fresh ? std::optional(0.0f) : std::nullopt;
    commands.beginDrawing({into.extent(), {}, {}, gpu::DepthTarget{into.view(), clear, true, true, VK_NULL_HANDLE}});
    for (const ShadowSquare& square : squares) {
        drawTile(commands, square.x, square.y, square.side);
        if (!fresh && !over) empty(commands);
        shadowDraws(commands, f, square, which);
    }
    commands.endDrawing();
}

void copy(gpu::Commands& commands, const gpu::Image& from, const gpu::Image& to, const std::vector<ShadowSquare>& squares) {
    std::vector<VkImageCopy> regions;
    for (const ShadowSquare& square : squares) {
        VkImageCopy region{};
        region.srcSubresource = region.dstSubresource = {VK_IMAGE_ASPECT_DEPTH_BIT, 0, 0, 1};
        region.srcOffset = region.dstOffset = {static_cast<int>(square.x), static_cast<int>(square.y), 0};
        region.extent = {square.side, square.side, 1};
        regions.push_back(region);
    }
    vkCmdCopyImage(commands.handle(), from.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, to.handle(), VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL,
                   static_cast<std::uint32_t>(regions.size()), regions.data());
}

void drawTint(gpu::Commands& commands, const Frame& f, const gpu::Image& into, const ShadowPlan& plan) {
    commands.bindConstants(f.constants);
    commands.beginDrawing({into.extent(), {}, {{into.view(), kAllThrough}}, {}});
    for (const ShadowSquare& square : plan.squares) {
        if (!square.tinted) continue;
        drawTile(commands, square.x / kTintShare, square.y / kTintShare, square.side / kTintShare);
        tintDraws(commands, f, square);
    }
    commands.endDrawing();
}

/// What glass does to the light of a map: people hold none.
void addTint(gpu::FrameGraph& graph, std::vector<gpu::FrameGraph::Use>& light, const Frame& f, ShadowMap& map, const ShadowPlan& plan) {
    const auto tint = graph.add("tint", &map.tint);
    light.push_back({tint, Access::Sampled});
    graph.finish(tint, Access::Sampled);
    std::string bytes;
    for (const ShadowSquare& square : plan.squares) {
        if (!square.tinted) continue;
        addTo(bytes, square.x);
        addTo(bytes, square.y);
        addTo(bytes, square.side);
        addTo(bytes, stillKey(f, square));
    }
    const std::uint64_t key = keyOf(bytes);
    if (map.tintHolds.key == key) return;
    map.tintHolds = {0, 0, map.tint.desc().width, key, f.shown.pieces};
    graph.pass("tint", {{tint, Access::ColourWrite}}, [&f, &map, &plan](gpu::Commands& c) { drawTint(c, f, map.tint, plan); });
}

void planSun(Frame& f) {
    const std::uint32_t side = f.sun.parts.size() > 1 ? f.quality.sunMapSize / 2 : f.quality.sunMapSize;
    for (std::size_t i = 0; i < f.sun.parts.size(); ++i) {
        const auto& part = f.sun.parts[i];
        Region region{Frustum(glm::mat4(part.matrix)), {}, -1, {}};
        // Receivers look for their shadow a few texels off their surface, and around it.
        if (f.seenAlone) region.hull = casterHull(*f.seenAlone, Vec4(f.sun.toSun, 0), 6 * part.texel);
        // Levels of detail may be off by two thirds of a texel: the receiver's offset covers it.
        const Detail detail{false, f.quality.rough, glm::vec3(0), 1 / std::max(part.texel, 1e-6), true, 0.66, kSmallestCaster};
        const bool tinted = f.shown.pieces->clearIn(region);
        f.sunShadows.tinted = f.sunShadows.tinted || tinted;
        f.sunShadows.squares.push_back({static_cast<std::uint32_t>(i & 1) * side, static_cast<std::uint32_t>(i >> 1) * side, side, part.matrix,
                                        std::move(region), detail, {}, glm::vec4(glm::vec3(f.sun.toSun), 0), tinted});
    }
}

void planLampShadows(Frame& f) {
    for (const AtlasTile& tile : f.lamps.tiles) {
        shader::GpuLamp& gpu = f.lamps.lamps[tile.lamp];
        Region region{Frustum(glm::mat4(tile.matrix)), tile.centre, tile.range, {}};
        if (f.seenAlone) {
            // A texel's width grows with the distance, which within a set is at most this.
            const double reach = glm::length(f.snapshot.bounds.size()) + glm::length(Vec3(tile.centre) + f.origin - f.snapshot.bounds.centre());
            const double margin = 5 * gpu.texel * std::min<double>(reach, tile.range);
            if (outside(*f.seenAlone, region.frustum->planes, margin)) continue;
            region.hull = casterHull(*f.seenAlone, Vec4(Vec3(tile.centre), 1), margin);
        }
        const Detail detail{false, f.quality.rough, tile.centre, static_cast<float>(tile.size) / 2, false, 0.66, kSmallestCaster};
        const Lamp& lamp = *f.lamps.of[tile.lamp];
        const OwnGlass own{glm::vec3(lamp.pose.position - f.origin), static_cast<float>(ownGlow(lamp))};
        const bool tinted = f.shown.pieces->clearIn(region);
        if (tinted) gpu.tinted = 1;
        f.lampShadows.tinted = f.lampShadows.tinted || tinted;
        f.lampShadows.squares.push_back({tile.x, tile.y, tile.size, tile.matrix, std::move(region), detail, own, glm::vec4(tile.centre, 1), tinted});
    }
}

}  // namespace

void planShadows(Frame& f) {
    // What mirrors show lies anywhere.
    if (f.quality.seenShadows && f.mirrored.empty()) f.seenAlone = seenBody(f.view, f.snapshot, f.origin);
    planSun(f);
    planLampShadows(f);
}

Status fitShadows(gpu::Device& device, ShadowMap& map, const ShadowPlan& plan, std::uint32_t side, bool keepStill) {
    const auto make = [&](gpu::Image& image, const char* name, std::uint32_t size, VkFormat format, VkImageUsageFlags usage) -> Result<bool> {
        if (image && image.desc().width == size) return false;
        RECCE_TRY(image, device.makeImage({name, size, size, 1, 1, format, usage, VK_SAMPLE_COUNT_1_BIT, gpu::ImageShape::Flat}));
        return true;
    };
    constexpr VkImageUsageFlags kDepth = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT;
    RECCE_TRY(const bool live, make(map.live, "shadows", side, kDepthFormat, kDepth | VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT));
    if (live) map.liveHolds.clear();
    if (map.still && map.still.desc().width != side) map.still = {};
    if (keepStill) {
        RECCE_TRY(const bool still, make(map.still, "shadows of what stands", side, kDepthFormat, kDepth | VK_IMAGE_USAGE_TRANSFER_SRC_BIT));
        if (still) map.stillHolds.clear();
    }
    if (plan.tinted) {
        RECCE_TRY(const bool tint, make(map.tint, "tint", side / kTintShare, kLinearFormat, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT));
        if (tint) map.tintHolds = {};
    }
    return {};
}

void addShadowPasses(gpu::FrameGraph& graph, std::vector<gpu::FrameGraph::Use>& light, const Frame& f, ShadowMap& map, const ShadowPlan& plan) {
    const auto live = graph.add("shadows", &map.live);
    light.push_back({live, Access::Sampled});
    graph.finish(live, Access::Sampled);
    std::vector<ShadowSquare> still, copied, whole, moving;
    for (const ShadowSquare& square : plan.squares) {
        const std::uint64_t stands = stillKey(f, square), all = wholeKey(f, square, stands);
        if (holds(map.liveHolds, f, square, all)) continue;
        if (!map.still || !f.quality.keepStill) {
            whole.push_back(square);
            continue;
        }
        if (!holds(map.stillHolds, f, square, stands)) still.push_back(square);
        copied.push_back(square);
        if (all != stands) moving.push_back(square);
    }
    if (!copied.empty()) {
        const auto kept = graph.add("shadows of what stands", &map.still);
        const bool fresh = still.size() == map.stillHolds.size();
        if (!still.empty()) {
            graph.pass("shadows of what stands", {{kept, Access::DepthWrite}},
                       [&f, &map, still, fresh](gpu::Commands& c) { draw(c, f, map.still, still, Casters::Still, fresh, false); });
        }
        graph.pass("copy of shadows", {{kept, Access::TransferFrom}, {live, Access::TransferTo}},
                   [&map, copied](gpu::Commands& c) { copy(c, map.still, map.live, copied); });
    }
    if (!moving.empty()) {
        graph.pass("shadows of people", {{live, Access::DepthWrite}},
                   [&f, &map, moving](gpu::Commands& c) { draw(c, f, map.live, moving, Casters::Moving, false, true); });
    }
    if (!whole.empty()) {
        const bool fresh = copied.empty() && whole.size() == map.liveHolds.size();
        graph.pass("shadows of all", {{live, Access::DepthWrite}},
                   [&f, &map, whole, fresh](gpu::Commands& c) { draw(c, f, map.live, whole, Casters::All, fresh, false); });
    }
    if (plan.tinted) addTint(graph, light, f, map, plan);
}

}  // namespace recce::render
