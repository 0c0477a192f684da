#include "render/renderer.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <glm/gtc/packing.hpp>

#include "render/frame.h"

namespace recce::render {
namespace {

constexpr std::uint32_t kInteractiveSunMap = 2048, kHardwareSunMap = 4096;

/// So many frames added up smooth edges and shadows by themselves.
bool accumulates(const FinalQuality& wish) { return wish.samples >= 8; }

Quality finalQuality(const gpu::Device& device, const FinalQuality& wish, std::uint32_t index) {
    Quality q;
    q.index = index;
    q.wholeMeshes = wish.wholeMeshes;
    q.sunMapSize = wish.samples > 1 && !device.software() ? kHardwareSunMap : kInteractiveSunMap;
    q.atlasSize = accumulates(wish) ? 2048 : 4096;
    q.shadowTaps = accumulates(wish) ? 1 : 4;
    // More samples hold finer texture detail.
    q.mipBias = -std::min(0.75, 0.25 * std::log2(double(wish.samples)));
    return q;
}

Result<gpu::Buffer> readBack(gpu::Device& device, gpu::Image& image) {
    const auto& desc = image.desc();
    RECCE_TRY(gpu::Buffer buffer, device.makeBuffer({"read back", std::size_t{desc.width} * desc.height * gpu::bytesPerTexel(desc.format), 0,
                                                     gpu::MemoryKind::Readback}));
    RECCE_TRY(gpu::Commands commands, device.begin());
    commands.use(image, gpu::Access::TransferFrom);
    VkBufferImageCopy region{};
    region.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    region.imageExtent = {desc.width, desc.height, 1};
    vkCmdCopyImageToBuffer(commands.handle(), image.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, buffer.handle(), 1, &region);
    commands.publishBuffers();
    RECCE_TRY(const gpu::Ticket ticket, device.submit(std::move(commands)));
    RECCE_TRY_STATUS(device.wait(ticket));
    return buffer;
}

/// Scene-linear floats of what was drawn: half floats of one sample, or the sum of several.
Result<LinearPicture> readLinear(gpu::Device& device, gpu::Image& image, double scale, const Mat3& balance) {
    RECCE_TRY(const gpu::Buffer buffer, readBack(device, image));
    LinearPicture out{image.desc().width, image.desc().height, {}};
    out.rgba.resize(std::size_t{out.width} * out.height * 4);
    const bool half = image.desc().format == kLinearFormat;
    const glm::mat3 m(balance * scale);
    for (std::size_t i = 0; i < out.rgba.size(); i += 4) {
        glm::vec3 c;
        for (int k = 0; k < 3; ++k) {
            const std::size_t at = i + static_cast<std::size_t>(k);
            if (half) {
                std::uint16_t bits;
                std::memcpy(&bits, buffer.mapped().data() + at * 2, 2);
                c[k] = glm::unpackHalf1x16(bits);
            } else {
                std::memcpy(&c[k], buffer.mapped().data() + at * 4, 4);
            }
        }
        c = m * c;
        for (int k = 0; k < 3; ++k) out.rgba[i + static_cast<std::size_t>(k)] = c[k];
        out.rgba[i + 3] = 1;
    }
    return out;
}

}  // namespace

Target::Target() : state_(std::make_unique<State>()) {}
Target::~Target() = default;
Target::Target(Target&&) noexcept = default;
Target& Target::operator=(Target&&) noexcept = default;
const gpu::Image* Target::image() const { return state_->display && state_->samples ? &state_->display : nullptr; }
std::uint32_t Target::samples() const { return state_->samples; }
void Target::restart() { state_->samples = 0; }

Renderer::Renderer() = default;
Renderer::~Renderer() {
    if (state_) (void)state_->device->waitIdle();
}

Result<std::unique_ptr<Renderer>> Renderer::open(gpu::Device& device) {
    std::unique_ptr<Renderer> self(new Renderer);
    self->state_ = std::make_unique<State>(device);
    return self;
}

gpu::Device& Renderer::device() const { return *state_->device; }

Result<Progression> Renderer::draw(gpu::Commands& commands, const Snapshot& snapshot, const View& view, const Interactive& how, Target& target) {
    auto& t = target.state();
    const bool sameSize = t.size.width == view.width && t.size.height == view.height;
    const bool accumulates = view.style == Style::Lit || view.style == Style::Solid;
    if (how.key == 0 || t.key != how.key || !sameSize) t.samples = 0;
    t.key = how.key;
    Progression out;
    if (t.samples > 0 && (t.samples >= how.maxSamples || !accumulates)) return Progression{t.samples, true, 0, 0};
    RECCE_TRY_STATUS(prepareTarget(*state_->device, t, view, snapshot, VK_SAMPLE_COUNT_4_BIT));
    RECCE_TRY_STATUS(prepareSum(*state_->device, t, accumulates && how.maxSamples > 1));
    Quality q;
    q.index = t.samples;
    q.pixelError = 0.7;
    q.sunMapSize = state_->device->software() ? kInteractiveSunMap : kHardwareSunMap;
    q.atlasSize = state_->device->software() ? 2048 : 4096;
    q.uploadBudget = state_->device->software() ? (48u << 20) : (96u << 20);
    RECCE_TRY(const FrameStats stats, drawSample(*state_, commands, snapshot, view, q, t));
    drawDisplay(commands, snapshot, view, t, t.sum ? t.samples : 1);
    // While textures are still coming the picture starts again, so that none of the coarse ones stays in it.
    out = {t.samples, stats.resident && (!accumulates || t.samples >= how.maxSamples), stats.draws, stats.triangles};
    if (!stats.resident) t.key = 0;
    return out;
}

Result<Finished> Renderer::render(const Snapshot& snapshot, const View& view, const FinalQuality& quality) {
    gpu::Device& device = *state_->device;
    const bool shaded = view.style == Style::Lit || view.style == Style::Solid;
    const std::uint32_t samples = shaded ? std::max(1u, quality.samples) : 1u;
    Target target;
    auto& t = target.state();
    RECCE_TRY_STATUS(prepareTarget(device, t, view, snapshot, accumulates(quality) ? VK_SAMPLE_COUNT_1_BIT : VK_SAMPLE_COUNT_4_BIT));
    RECCE_TRY_STATUS(prepareSum(device, t, samples > 1));
    // Textures in portions, so that the memory they come through is used again; a small model needs one.
    for (bool complete = !shaded; !complete;) {
        RECCE_TRY(gpu::Commands commands, device.begin());
        Quality q = finalQuality(device, quality, 0);
        q.uploadBudget = 24u << 20;
        RECCE_TRY(complete, bringTextures(*state_, commands, snapshot, view, q));
        RECCE_TRY(const gpu::Ticket ticket, device.submit(std::move(commands)));
        if (!complete) RECCE_TRY_STATUS(device.wait(ticket));
    }
    state_->sunKey = 0;  // no state of earlier frames
    Finished out;
    FrameStats stats;
    gpu::Ticket last;
    for (std::uint32_t i = 0; i < samples; ++i) {
        if (quality.cancel.cancelled()) return fail(Code::Cancelled, "Drawing was cancelled.");
        RECCE_TRY(gpu::Commands commands, device.begin());
        RECCE_TRY(stats, drawSample(*state_, commands, snapshot, view, finalQuality(device, quality, i), t));
        if (i + 1 == samples) drawDisplay(commands, snapshot, view, t, samples);
        const gpu::Ticket before = last;
        RECCE_TRY(last, device.submit(std::move(commands)));
        // One sample ahead of the device is enough; more would only pile up upload memory.
        RECCE_TRY_STATUS(device.wait(before));
    }
    out.draws = stats.draws;
    out.triangles = stats.triangles;
    RECCE_TRY(const gpu::Buffer pixels, readBack(device, t.display));
    out.picture.width = view.width;
    out.picture.height = view.height;
    out.picture.rgba.resize(pixels.size());
    std::memcpy(out.picture.rgba.data(), pixels.mapped().data(), pixels.size());
    out.sceneLinearPerNit = view.camera.sceneLinearPerNit;
    double factor = 1;
    if (out.sceneLinearPerNit <= 0) {
        shader::MeterResult meter{1, 0};
        if (view.style == Style::Lit) std::memcpy(&meter, t.meter.mapped().data(), sizeof(meter));
        factor = meter.factor;
        out.sceneLinearPerNit = guessExposure(snapshot) * factor;
    }
    if (quality.linear && shaded) {
        RECCE_TRY(out.linear, readLinear(device, t.sum ? t.sum : t.linear, factor / samples, view.camera.whiteBalance));
    }
    return out;
}

Result<std::vector<PickTag>> Renderer::pick(const Snapshot& snapshot, const View& wanted, const Area& area) {
    gpu::Device& device = *state_->device;
    View view = wanted;
    view.style = Style::Id;
    view.selected.clear();
    if (area.x >= view.width || area.y >= view.height || area.width == 0 || area.height == 0) return std::vector<PickTag>{};
    const std::uint32_t width = std::min(area.width, view.width - area.x), height = std::min(area.height, view.height - area.y);
    Target target;
    auto& t = target.state();
    RECCE_TRY_STATUS(prepareTarget(device, t, view, snapshot, VK_SAMPLE_COUNT_1_BIT));
    RECCE_TRY(gpu::Commands commands, device.begin());
    RECCE_TRY(Frame frame, beginFrame(*state_, commands, snapshot, view, Quality{}, t));
    RECCE_TRY_STATUS(drawTags(frame, commands, Tags::Seen,
                              {{static_cast<int>(area.x), static_cast<int>(area.y)}, {width, height}}));
    RECCE_TRY(const gpu::Buffer buffer, device.makeBuffer({"picked", std::size_t{width} * height * 4, 0, gpu::MemoryKind::Readback}));
    commands.use(t.tags, gpu::Access::TransferFrom);
    VkBufferImageCopy region{};
    region.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    region.imageOffset = {static_cast<int>(area.x), static_cast<int>(area.y), 0};
    region.imageExtent = {width, height, 1};
    vkCmdCopyImageToBuffer(commands.handle(), t.tags.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, buffer.handle(), 1, &region);
    commands.publishBuffers();
    RECCE_TRY(const gpu::Ticket ticket, device.submit(std::move(commands)));
    RECCE_TRY_STATUS(device.wait(ticket));
    std::vector<PickTag> tags(std::size_t{width} * height);
    std::memcpy(tags.data(), buffer.mapped().data(), buffer.size());
    return tags;
}

}  // namespace recce::render
