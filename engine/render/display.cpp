// From scene-linear light to what is shown: the meter and the view transform, the last passes of every picture.
#include <algorithm>

#include "render/frame.h"

namespace recce::render {
namespace {

using gpu::Access;

constexpr VkClearColorValue kBlack{{0, 0, 0, 0}};
constexpr float kStage = 0x16 / 255.0f;  // display code of the stage's own grey, behind everything

}  // namespace

void drawTriangle(gpu::Commands& commands, const shader::PicturePush& push) {
    commands.push(push);
    vkCmdDraw(commands.handle(), 3, 1, 0, 0);
}

void drawDisplay(const Renderer::State& state, gpu::Commands& commands, const Snapshot& snapshot, const View& view, Target::State& t,
                 std::uint32_t samples) {
    const bool lit = view.style == Style::Lit;
    // A table that is missing leaves the production with AgX.
    const bool tabled = lit && view.look == optics::Look::Lut && view.lut;
    const optics::Look look = !lit || (view.look == optics::Look::Lut && !view.lut) ? optics::Look::Agx : view.look;
    const bool automatic = lit && view.camera.sceneLinearPerNit <= 0;
    const bool outlined = !view.selected.empty() && t.tags && view.style != Style::Id;
    gpu::Image& picture = t.sum ? t.sum : t.linear;
    gpu::FrameGraph graph;
    const auto source = graph.add("picture", &picture), depth = graph.add("depth", &t.depth), display = graph.add("display", &t.display);
    shader::PicturePush push{};
    push.source = picture.slot();
    push.depth = t.depth.slot();
    push.scale = 1.0f / static_cast<float>(samples);
    push.weight = static_cast<float>(view.brightness);
    push.colour = glm::vec4(kStage);
    push.size = {t.size.width, t.size.height};
    push.meter = t.meter.address();
    push.range = automatic ? 1 : 0;
    if (lit && look == optics::Look::Aces13) push.mode = state.acesTable.slot();
    if (tabled) push.mode = state.lutTable.slot();
    if (lit) push.texel.x = static_cast<float>(view.zebra);
    const double far = view.longestDepth.value > 0 ? view.longestDepth.value
                                                   : std::max(1.0, glm::length(snapshot.bounds.empty() ? Vec3(10) : snapshot.bounds.size()));
    if (view.style == Style::Depth || view.style == Style::Line) push.range = static_cast<float>(far);
    if (t.tags) push.mask = t.tags.slot();
    if (view.style == Style::Id) push.source = t.tags.slot();
    const Mat3 balance = tabled ? optics::toTableGamut(view.lut->input) * view.camera.whiteBalance : view.camera.whiteBalance;
    for (int i = 0; i < 3; ++i) push.balance[i] = glm::vec4(glm::vec3(balance[i]), 0);
    // The constants of the last sample hold for the pictures it left; its inverse projection is what the styles need.
    shader::FrameConstants constants{};
    const CameraMatrices camera = cameraMatrices(view, snapshot, frameOrigin(view, snapshot), 0);
    constants.inverseProjection = glm::mat4(glm::inverse(camera.projection));
    constants.invSize = 1.0f / glm::vec2(t.size.width, t.size.height);
    constants.ortho = view.camera.orthoHeight ? 1.0f : 0.0f;

    std::vector<gpu::FrameGraph::Use> uses{{depth, Access::Sampled}, {display, Access::ColourWrite}};
    if (lit || view.style == Style::Solid) uses.push_back({source, Access::Sampled});
    if (t.tags) uses.push_back({graph.add("tags", &t.tags), Access::Sampled});
    if (automatic) {
        graph.pass("meter", {{source, Access::Sampled}, {depth, Access::Sampled}}, [&](gpu::Commands& c) {
            if (!c.bind(gpu::ComputeDesc{"meter.comp", {}})) return;
            c.bindConstants(constants);
            shader::PicturePush meter = push;
            meter.weight = static_cast<float>(view.camera.bias.value);
            c.push(meter);
            vkCmdDispatch(c.handle(), 1, 1, 1);
            c.publishBuffers();
        }, true);
    }
    graph.pass("view", uses, [&](gpu::Commands& c) {
        c.bindConstants(constants);
        c.beginDrawing({t.size, {}, {{t.display.view(), kBlack}}, {}});
        gpu::PipelineDesc desc;
        desc.vertex = "fullscreen.vert";
        desc.fragment = "view.frag";
        desc.colours = {kDisplayFormat};
        desc.constants = {static_cast<std::uint32_t>(view.style), outlined ? 1u : 0u, static_cast<std::uint32_t>(look),
                          tabled ? static_cast<std::uint32_t>(view.lut->input) : 0u};
        if (c.bind(desc)) drawTriangle(c, push);
        c.endDrawing();
    });
    if (t.display.desc().usage & VK_IMAGE_USAGE_SAMPLED_BIT) graph.finish(display, Access::Sampled);
    else graph.finish(display, Access::TransferFrom);
    graph.run(commands);
    t.shown = true;
    t.before = {};
}

}  // namespace recce::render
