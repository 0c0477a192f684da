// The passes of a frame, in order, as a frame graph. Knows nothing of what a snapshot was made from.
#include <algorithm>
#include <cmath>

#include "optics/colour.h"
#include "render/frame.h"

namespace recce::render {
namespace {

using gpu::Access;
using gpu::Blend;
using gpu::Depth;

constexpr VkClearColorValue kBlack{{0, 0, 0, 0}};

void bindFrame(gpu::Commands& commands, const Frame& f) { commands.bindConstants(f.constants); }

VkExtent2D half(VkExtent2D size) { return {(size.width + 1) / 2, (size.height + 1) / 2}; }

/// Begins drawing into the pixels of the frame's portion, of pictures as large as the target or (`part` 2) half as large.
void beginRows(gpu::Commands& commands, const Frame& f, gpu::DrawInto into, std::int32_t part = 1) {
    const VkExtent2D size = part == 2 ? half(f.target.size) : f.target.size;
    const auto end = [part](std::int32_t from, std::uint32_t length, std::uint32_t whole, std::uint32_t drawn) {
        const std::uint32_t to = static_cast<std::uint32_t>(from) + length;
        return to >= whole ? drawn : to / static_cast<std::uint32_t>(part);
    };
    into.offset = {f.rows.offset.x / part, f.rows.offset.y / part};
    into.size = {end(f.rows.offset.x, f.rows.extent.width, f.target.size.width, size.width) - static_cast<std::uint32_t>(into.offset.x),
                 end(f.rows.offset.y, f.rows.extent.height, f.target.size.height, size.height) - static_cast<std::uint32_t>(into.offset.y)};
    commands.beginDrawing(into);
    // The picture lies where it always lies; only these rows of it are touched.
    const VkViewport viewport{0, static_cast<float>(size.height), static_cast<float>(size.width), -static_cast<float>(size.height), 0, 1};
    vkCmdSetViewport(commands.handle(), 0, 1, &viewport);
}

/// The same for clouds: depth alone, or tags.
gpu::PipelineDesc pointsOf(gpu::PipelineDesc desc, bool cut) {
    desc.vertex = "points.vert";
    desc.fragment = "points.frag";
    desc.topology = VK_PRIMITIVE_TOPOLOGY_POINT_LIST;
    desc.constants = {0, 0, 0, cut ? 1u : 0u};
    return desc;
}

void depthDraws(gpu::Commands& commands, const Frame& f) {
    bindFrame(commands, f);
    auto& t = f.target;
    const bool multi = t.multisample != VK_SAMPLE_COUNT_1_BIT;
    gpu::DepthTarget depth{multi ? t.depths.view() : t.depth.view(), 0.0f, true, true, multi ? t.depth.view() : VK_NULL_HANDLE};
    if (f.alone) {
        // Occlusion looks past the edge of what is drawn.
        commands.beginDrawing({t.size, {}, {}, depth});
        vkCmdSetScissor(commands.handle(), 0, 1, &f.rows);
    } else {
        beginRows(commands, f, {{}, {}, {}, depth});
    }
    const Pass pass = depthPass(t.multisample, false, f.view.cutHeight.has_value());
    recordDraws(commands, f.seen.draws, pass);
    if (f.floor) recordDraws(commands, {*f.floor}, pass);
    commands.endDrawing();
}

void occlusionPass(gpu::Commands& commands, const Frame& f) {
    bindFrame(commands, f);
    auto& t = f.target;
    const bool probes = static_cast<bool>(t.indirectRaw);
    const std::vector<VkFormat> formats = probes ? std::vector{VK_FORMAT_R8_UNORM, kLinearFormat} : std::vector{VK_FORMAT_R8_UNORM};
    gpu::DrawInto into{{}, {}, {{t.occlusionRaw.view(), kBlack}}, {}};
    if (probes) into.colours.push_back({t.indirectRaw.view(), kBlack});
    beginRows(commands, f, into, 2);
    gpu::PipelineDesc desc;
    desc.vertex = "fullscreen.vert";
    desc.fragment = "occlusion.frag";
    desc.colours = formats;
    desc.constants = {probes ? 1u : 0u};
    if (commands.bind(desc)) {
        shader::PicturePush push{};
        push.depth = t.depth.slot();
        push.texel = 1.0f / glm::vec2(t.size.width, t.size.height);
        drawTriangle(commands, push);
    }
    commands.endDrawing();
}

void blurPass(gpu::Commands& commands, const Frame& f) {
    bindFrame(commands, f);
    auto& t = f.target;
    const bool probes = static_cast<bool>(t.indirectRaw);
    gpu::DrawInto into{{}, {}, {{t.occlusion.view(), kBlack}}, {}};
    if (probes) into.colours.push_back({t.indirect.view(), kBlack});
    beginRows(commands, f, into, 2);
    gpu::PipelineDesc desc;
    desc.vertex = "fullscreen.vert";
    desc.fragment = "occlusion_blur.frag";
    desc.colours = probes ? std::vector{VK_FORMAT_R8_UNORM, kLinearFormat} : std::vector{VK_FORMAT_R8_UNORM};
    desc.constants = {probes ? 1u : 0u};
    if (commands.bind(desc)) {
        const VkExtent2D size = half(t.size);
        shader::PicturePush push{};
        push.source = t.occlusionRaw.slot();
        push.mask = probes ? t.indirectRaw.slot() : shader::kNoTexture;
        push.depth = t.depth.slot();
        push.texel = 1.0f / glm::vec2(size.width, size.height);
        drawTriangle(commands, push);
    }
    commands.endDrawing();
}

/// Blended: what a surface lets through darkens and tints what is behind it, then its own light is added, draw by draw.
Pass surfacePass(const Frame& f, bool blended) {
    Pass pass;
    pass.blended = blended;
    gpu::PipelineDesc desc;
    desc.vertex = "surface.vert";
    desc.fragment = "surface.frag";
    desc.colours = {kLinearFormat};
    desc.depthFormat = kDepthFormat;
    desc.samples = f.target.multisample;
    desc.depth = blended ? Depth::TestOnly : Depth::Equal;
    desc.blend = blended ? Blend::Add : Blend::Opaque;
    const bool cut = f.view.cutHeight.has_value();
    desc.constants = {f.view.style == Style::Solid ? 1u : 0u, f.lamps.lamps.empty() ? 0u : f.lamps.whole ? 2u : 1u, blended ? 1u : 0u, cut ? 1u : 0u,
                      !f.target.indirect ? 0u : f.snapshot.probes->reflection ? 2u : 1u, f.sun.parts.size() > 1 ? 2u : f.sun.wanted() ? 1u : 0u, f.quality.shadowTaps,
                      (f.sunShadows.tinted || f.lampShadows.tinted ? 1u : 0u) | (f.mirrored.empty() ? 0u : 2u)};
    pass.twoSided = pass.mask = pass.blend = pass.opaque = desc;
    if (blended) {
        pass.under = desc;
        pass.under->blend = Blend::Multiply;
        pass.under->constants[2] = 2;
    }
    if (!cut) pass.opaque.cull = VK_CULL_MODE_BACK_BIT;
    if (blended) return pass;
    pass.points = desc;
    pass.points->vertex = "points.vert";
    pass.points->topology = VK_PRIMITIVE_TOPOLOGY_POINT_LIST;
    pass.points->constants.push_back(1);
    return pass;
}

void gridDraw(gpu::Commands& commands, const Frame& f) {
    gpu::PipelineDesc desc;
    desc.vertex = "grid.vert";
    desc.fragment = "grid.frag";
    desc.colours = {kLinearFormat};
    desc.depthFormat = kDepthFormat;
    desc.samples = f.target.multisample;
    desc.depth = Depth::TestOnly;
    desc.blend = Blend::Premultiplied;
    desc.topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP;
    if (!commands.bind(desc)) return;
    shader::PicturePush push{};
    push.colour = glm::vec4(f.view.style == Style::Solid ? 0.20f : 0.14f);
    commands.push(push);
    vkCmdDraw(commands.handle(), 4, 1, 0, 0);
}

void lightPass(gpu::Commands& commands, const Frame& f) {
    bindFrame(commands, f);
    auto& t = f.target;
    const bool multi = t.multisample != VK_SAMPLE_COUNT_1_BIT;
    gpu::ColourTarget colour{multi ? t.colours.view() : t.linear.view(), kBlack, multi ? t.linear.view() : VK_NULL_HANDLE, !multi};
    beginRows(commands, f, {{}, {}, {colour}, gpu::DepthTarget{multi ? t.depths.view() : t.depth.view(), {}, false, true, VK_NULL_HANDLE}});
    const Pass opaque = surfacePass(f, false);
    recordDraws(commands, f.seen.draws, opaque);
    if (f.floor) recordDraws(commands, {*f.floor}, opaque);

    gpu::PipelineDesc sky;
    sky.vertex = "fullscreen.vert";
    sky.fragment = "sky.frag";
    sky.colours = {kLinearFormat};
    sky.depthFormat = kDepthFormat;
    sky.samples = t.multisample;
    sky.depth = Depth::TestOnly;
    if (commands.bind(sky)) {
        shader::PicturePush push{};
        push.mode = f.view.style == Style::Lit && f.view.backdrop && f.snapshot.daylight.sky != SkyKind::None && !f.view.camera.orthoHeight ? 1 : 0;
        drawTriangle(commands, push);
    }
    if (f.view.grid) gridDraw(commands, f);
    recordDraws(commands, f.seen.draws, surfacePass(f, true));
    commands.endDrawing();
}

void accumulatePass(gpu::Commands& commands, const Frame& f) {
    if (!commands.bind(gpu::ComputeDesc{"accumulate.comp", {}})) return;
    bindFrame(commands, f);
    shader::PicturePush push{};
    push.source = f.target.linear.slot();
    push.target = f.target.sum.storageSlot();
    push.size = {f.target.size.width, f.target.size.height};
    push.mode = f.quality.index > 0 ? 1 : 0;
    commands.push(push);
    vkCmdDispatch(commands.handle(), (f.target.size.width + 7) / 8, (f.target.size.height + 7) / 8, 1);
}

using Uses = std::vector<gpu::FrameGraph::Use>;

bool shaded(const View& view) { return view.style == Style::Lit || view.style == Style::Solid; }

/// Depth, occlusion and light of a frame, what of them is in the portion; `read`: what light reads beside the frame's own
/// pictures. Returns the picture of the light.
gpu::FrameGraph::Id addShading(gpu::FrameGraph& graph, const Frame& f, const Uses& read, const Portion& portion) {
    auto& t = f.target;
    const bool multi = t.multisample != VK_SAMPLE_COUNT_1_BIT;
    const auto depth = graph.add("depth", &t.depth), linear = graph.add("linear", &t.linear);
    const auto depths = multi ? graph.add("depths", &t.depths) : depth;
    Uses light = read, depthUses{{depth, Access::DepthWrite}};
    light.push_back({depths, Access::DepthRead});
    light.push_back({linear, Access::ColourWrite});
    if (multi) {
        light.push_back({graph.add("colours", &t.colours), Access::ColourWrite});
        depthUses.push_back({depths, Access::DepthWrite});
    }
    if (portion.has(Stage::Depth)) graph.pass("depth", depthUses, [&f](gpu::Commands& c) { depthDraws(c, f); });
    graph.finish(depth, Access::Sampled);
    if (!shaded(f.view)) return linear;
    const auto raw = graph.add("occlusion raw", &t.occlusionRaw), open = graph.add("occlusion", &t.occlusion);
    Uses find{{depth, Access::Sampled}, {raw, Access::ColourWrite}}, blur{{depth, Access::Sampled}, {raw, Access::Sampled}, {open, Access::ColourWrite}};
    light.push_back({open, Access::Sampled});
    if (t.indirect) {
        const auto indirectRaw = graph.add("indirect raw", &t.indirectRaw), indirect = graph.add("indirect", &t.indirect);
        find.push_back({indirectRaw, Access::ColourWrite});
        blur.push_back({indirectRaw, Access::Sampled});
        blur.push_back({indirect, Access::ColourWrite});
        light.push_back({indirect, Access::Sampled});
        graph.finish(indirectRaw, Access::Sampled);
        graph.finish(indirect, Access::Sampled);
    }
    if (portion.has(Stage::Occlusion)) graph.pass("occlusion", find, [&f](gpu::Commands& c) { occlusionPass(c, f); });
    if (portion.has(Stage::Soften)) graph.pass("occlusion blur", blur, [&f](gpu::Commands& c) { blurPass(c, f); });
    if (portion.has(Stage::Light)) graph.pass("light", light, [&f](gpu::Commands& c) { lightPass(c, f); });
    // What a portion made is read by the next one.
    graph.finish(raw, Access::Sampled);
    graph.finish(open, Access::Sampled);
    graph.finish(linear, Access::Sampled);
    return linear;
}

}  // namespace

Pass depthPass(VkSampleCountFlagBits samples, bool shadow, bool cut) {
    gpu::PipelineDesc desc;
    desc.vertex = "depth.vert";
    desc.depthFormat = kDepthFormat;
    desc.samples = samples;
    desc.depth = Depth::Write;
    desc.depthBias = shadow;
    desc.constants = {shadow ? 1u : 0u};
    Pass pass;
    pass.opaque = pass.twoSided = desc;
    // Shadow maps hold both sides: a wall of one sheet casts a shadow from either.
    if (!shadow) pass.opaque.cull = VK_CULL_MODE_BACK_BIT;
    desc.vertex = "mask.vert";
    desc.fragment = "mask.frag";
    desc.constants = {shadow ? 1u : 0u, cut ? 1u : 0u};
    pass.mask = pass.blend = desc;
    if (cut) pass.opaque = pass.twoSided = desc;
    if (!shadow) pass.points = pointsOf(desc, cut);
    return pass;
}

void recordDraws(gpu::Commands& commands, const std::vector<Draw>& draws, const Pass& pass) {
    std::optional<Group> bound;
    VkBuffer indices = VK_NULL_HANDLE;
    for (const Draw& draw : draws) {
        if (!pass.all && (draw.group == Group::Blend) != pass.blended) continue;
        if (draw.group == Group::Points && !pass.points) continue;
        if (indices != draw.indices) {
            vkCmdBindIndexBuffer(commands.handle(), draw.indices, 0, VK_INDEX_TYPE_UINT32);
            indices = draw.indices;
        }
        const shader::DrawPush push{draw.vertices, draw.instancesAt, draw.materials, draw.material, draw.firstInstance, pass.matrix,
                                    draw.group == Group::Points ? glm::vec4(draw.pointSize, 0, 0, 0) : pass.light};
        commands.push(push);
        const auto run = [&] {
            vkCmdDrawIndexed(commands.handle(), draw.indexCount, draw.instances, draw.firstIndex, static_cast<std::int32_t>(draw.vertexOffset),
                             draw.firstInstance);
        };
        if (pass.under) {
            if (!commands.bind(*pass.under)) return;
            run();
        }
        if (bound != draw.group || pass.under) {
            const gpu::PipelineDesc& desc = draw.group == Group::Opaque          ? pass.opaque
                                            : draw.group == Group::OpaqueTwoSided ? pass.twoSided
                                            : draw.group == Group::Mask           ? pass.mask
                                            : draw.group == Group::Points         ? *pass.points
                                                                                  : pass.blend;
            if (!commands.bind(desc)) return;
            bound = draw.group;
        }
        run();
    }
}

Result<FrameStats> drawSample(Renderer::State& state, gpu::Commands& commands, const Snapshot& snapshot, const View& view,
                              const Quality& quality, Target::State& target, const Portion& portion) {
    RECCE_TRY(Frame f, beginFrame(state, commands, snapshot, view, quality, target, portion));
    gpu::FrameGraph graph;
    Uses maps;  // that light reads
    // Light looks again: another picture may have drawn its shadows since this one's were made.
    const bool shadows = view.style == Style::Lit && (portion.has(Stage::Shadows) || portion.has(Stage::Light));
    if (shadows && f.sun.wanted()) addShadowPasses(graph, maps, f, state.sunMap, f.sunShadows);
    if (shadows && !f.lamps.tiles.empty()) addShadowPasses(graph, maps, f, state.atlas, f.lampShadows);
    Uses read = maps;
    for (const auto& mirror : f.mirrored) {
        const auto picture = portion.has(Stage::Shadows) ? addShading(graph, mirror->frame, maps, {}) : graph.add("mirror", &mirror->frame.target.linear);
        read.push_back({picture, Access::Sampled});
        graph.finish(picture, Access::Sampled);
    }
    const auto linear = addShading(graph, f, read, portion);
    if (shaded(view) && target.sum && portion.has(Stage::Show)) {
        const auto sum = graph.add("sum", &target.sum);
        graph.pass("accumulate", {{linear, Access::Sampled}, {sum, Access::StorageWrite}}, [&f](gpu::Commands& c) { accumulatePass(c, f); });
        graph.finish(sum, Access::Sampled);
    }
    graph.run(commands);
    if (!portion.has(Stage::Show)) return f.stats;
    if (view.style == Style::Id) RECCE_TRY_STATUS(drawTags(f, commands, Tags::Seen, {{0, 0}, target.size}));
    else if (!view.selected.empty() && target.tags) RECCE_TRY_STATUS(drawTags(f, commands, Tags::Selected, {{0, 0}, target.size}));
    target.samples = quality.index + 1;
    return f.stats;
}

Status drawTags(Frame& f, gpu::Commands& commands, Tags which, const VkRect2D& area) {
    auto& t = f.target;
    const bool selected = which == Tags::Selected;
    const Region region{Frustum{glm::mat4(f.camera.viewProjection())}, {}, -1};
    Detail detail{true};
    detail.eye = glm::vec3(f.camera.eye);
    detail.pixelsPerMetre = f.camera.pixelsPerMetre;  // of clouds; meshes are whole
    detail.parallel = f.view.camera.orthoHeight.has_value();
    const DrawList list = selected ? select(commands, f.shown, region, detail, [&](const Piece& piece, const Part&) {
        return std::find(f.view.selected.begin(), f.view.selected.end(), piece.tag) != f.view.selected.end();
    }) : f.seen;
    gpu::FrameGraph graph;
    const auto tags = graph.add("tags", &t.tags), depth = graph.add("tag depth", &t.tagDepth);
    graph.pass("tags", {{tags, Access::ColourWrite}, {depth, Access::DepthWrite}}, [&](gpu::Commands& c) {
        bindFrame(c, f);
        c.beginDrawing({t.size, {}, {{t.tags.view(), VkClearColorValue{}}}, gpu::DepthTarget{t.tagDepth.view(), 0.0f, true, false, VK_NULL_HANDLE}});
        vkCmdSetScissor(c.handle(), 0, 1, &area);
        Pass pass;
        pass.all = true;
        gpu::PipelineDesc desc;
        desc.vertex = "mask.vert";
        desc.fragment = "tag.frag";
        desc.colours = {kTagFormat};
        desc.depthFormat = kDepthFormat;
        desc.depth = Depth::Write;
        desc.constants = {0, f.view.cutHeight ? 1u : 0u};
        pass.opaque = pass.twoSided = pass.mask = pass.blend = desc;
        pass.points = pointsOf(desc, f.view.cutHeight.has_value());
        recordDraws(c, list.draws, pass);
        c.endDrawing();
    });
    graph.finish(tags, Access::Sampled);
    graph.run(commands);
    return {};
}

}  // namespace recce::render
