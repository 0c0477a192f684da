#include "app/ui_renderer.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <imgui.h>

namespace recce {
namespace {

// As in shaders/ui.vert.
struct UiPush {
    VkDeviceAddress vertices = 0, indices = 0;
    float pixelsToClip[2] = {0, 0};
    std::uint32_t firstIndex = 0, firstVertex = 0;
    std::uint32_t textureSlot = 0, alphaOnly = 0;
};
static_assert(sizeof(ImDrawVert) == 20 && sizeof(ImDrawIdx) == 2);

std::uint64_t idOf(ImTextureID id) { return reinterpret_cast<std::uint64_t>(id); }

}  // namespace

Status UiRenderer::setFonts() {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    atlas.GetTexDataAsAlpha8(&pixels, &width, &height);
    gpu::ImageDesc desc;
    desc.name = "fonts";
    desc.width = static_cast<std::uint32_t>(width);
    desc.height = static_cast<std::uint32_t>(height);
    desc.format = VK_FORMAT_R8_UNORM;
    desc.usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT;
    RECCE_TRY(fonts_, device_->makeImage(desc));
    RECCE_TRY(gpu::Commands commands, device_->begin());
    commands.use(fonts_, gpu::Access::TransferTo);
    commands.fill(fonts_, 0, std::as_bytes(std::span(pixels, static_cast<std::size_t>(width) * static_cast<std::size_t>(height))));
    commands.use(fonts_, gpu::Access::Sampled);
    RECCE_TRY(const gpu::Ticket ticket, device_->submit(std::move(commands)));
    RECCE_TRY_STATUS(device_->wait(ticket));
    atlas.SetTexID(reinterpret_cast<ImTextureID>(uiLetters(fonts_)));
    atlas.ClearTexData();
    return {};
}

Status UiRenderer::draw(gpu::Commands& commands, VkImageView target, VkExtent2D size, VkFormat format, const ImDrawData& data) {
    gpu::DrawInto into;
    into.size = size;
    into.colours.push_back({target, VkClearColorValue{{0, 0, 0, 1}}, VK_NULL_HANDLE, true});
    std::size_t vertexCount = 0, indexCount = 0;
    for (int i = 0; i < data.CmdListsCount; ++i) {
        vertexCount += static_cast<std::size_t>(data.CmdLists[i]->VtxBuffer.Size);
        indexCount += static_cast<std::size_t>(data.CmdLists[i]->IdxBuffer.Size);
    }
    gpu::Slice vertices, indices;
    if (indexCount > 0) {
        vertices = commands.upload(vertexCount * sizeof(ImDrawVert));
        // The shader reads indices in pairs: room for the odd one.
        indices = commands.upload((indexCount + 1) * sizeof(ImDrawIdx));
        std::byte* v = vertices.bytes.data();
        std::byte* x = indices.bytes.data();
        for (int i = 0; i < data.CmdListsCount; ++i) {
            const ImDrawList& list = *data.CmdLists[i];
            const std::size_t vBytes = static_cast<std::size_t>(list.VtxBuffer.Size) * sizeof(ImDrawVert);
            const std::size_t xBytes = static_cast<std::size_t>(list.IdxBuffer.Size) * sizeof(ImDrawIdx);
            std::memcpy(v, list.VtxBuffer.Data, vBytes);
            std::memcpy(x, list.IdxBuffer.Data, xBytes);
            v += vBytes;
            x += xBytes;
        }
    }
    commands.beginDrawing(into);
    gpu::PipelineDesc pipeline;
    pipeline.vertex = "ui.vert";
    pipeline.fragment = "ui.frag";
    pipeline.colours = {format};
    pipeline.blend = gpu::Blend::Alpha;
    if (indexCount > 0 && commands.bind(pipeline)) {
        const std::array<std::uint32_t, 4> unused{};
        commands.bindConstants(unused);
        UiPush push;
        push.vertices = vertices.address;
        push.indices = indices.address;
        push.pixelsToClip[0] = 2.f / static_cast<float>(size.width);
        push.pixelsToClip[1] = 2.f / static_cast<float>(size.height);
        std::uint32_t vertexBase = 0, indexBase = 0;
        for (int i = 0; i < data.CmdListsCount; ++i) {
            const ImDrawList& list = *data.CmdLists[i];
            for (const ImDrawCmd& command : list.CmdBuffer) {
                const std::uint64_t id = idOf(command.GetTexID());
                const float x0 = std::max(0.f, command.ClipRect.x), y0 = std::max(0.f, command.ClipRect.y);
                const float x1 = std::min(static_cast<float>(size.width), command.ClipRect.z), y1 = std::min(static_cast<float>(size.height), command.ClipRect.w);
                if (x1 <= x0 || y1 <= y0 || command.ElemCount == 0 || id == 0) continue;
                const VkRect2D scissor{{static_cast<std::int32_t>(x0), static_cast<std::int32_t>(y0)}, {static_cast<std::uint32_t>(x1 - x0), static_cast<std::uint32_t>(y1 - y0)}};
                vkCmdSetScissor(commands.handle(), 0, 1, &scissor);
                push.firstIndex = indexBase + command.IdxOffset;
                push.firstVertex = vertexBase + command.VtxOffset;
                push.textureSlot = static_cast<std::uint32_t>((id & ~kUiAlphaOnly) - 1);
                push.alphaOnly = (id & kUiAlphaOnly) != 0 ? 1 : 0;
                commands.push(push);
                vkCmdDraw(commands.handle(), command.ElemCount, 1, 0, 0);
            }
            vertexBase += static_cast<std::uint32_t>(list.VtxBuffer.Size);
            indexBase += static_cast<std::uint32_t>(list.IdxBuffer.Size);
        }
    }
    commands.endDrawing();
    return {};
}

}  // namespace recce
