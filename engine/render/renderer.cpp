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

/// `pixels`: of the picture.
Quality finalQuality(const gpu::Device& device, const FinalQuality& wish, std::uint32_t pixels, std::uint32_t index) {
    Quality q;
    q.index = index;
    q.wholeMeshes = wish.wholeMeshes;
    q.sunMapSize = wish.samples > 1 && !device.software() ? kHardwareSunMap : kInteractiveSunMap;
    // Few samples need fine maps; a quick look at a small size does without.
    q.atlasSize = accumulates(wish) || (wish.samples == 1 && pixels <= 640 * 360) ? 2048 : 4096;
    q.shadowTaps = accumulates(wish) ? 1 : 4;
    // Every sample of a picture has shadows of its own, but for the first, whose lamps stand where all pictures' first ones do.
    q.seenShadows = wish.samples > 1;
    q.keepStill = index == 0;
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

Result<Picture> readPicture(gpu::Device& device, gpu::Image& image) {
    RECCE_TRY(const gpu::Buffer pixels, readBack(device, image));
    Picture picture{image.desc().width, image.desc().height, {}};
    picture.rgba.resize(pixels.size());
    std::memcpy(picture.rgba.data(), pixels.mapped().data(), pixels.size());
    return picture;
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

bool shaded(const View& view) { return view.style == Style::Lit || view.style == Style::Solid; }

/// The stages that a view has, in order.
std::vector<Stage> stagesOf(const View& view) {
    if (view.style == Style::Lit) return {Stage::Shadows, Stage::Depth, Stage::Occlusion, Stage::Soften, Stage::Light, Stage::Show};
    if (shaded(view)) return {Stage::Depth, Stage::Occlusion, Stage::Soften, Stage::Light, Stage::Show};
    return {Stage::Depth, Stage::Show};
}

Portion beginning(const View& view) { return {stagesOf(view).front(), stagesOf(view).front(), 0, 0}; }

/// Where a sample goes on after a portion of it.
Portion following(const Portion& done, const View& view) {
    if (done.bottom < view.height) return {done.first, done.first, done.bottom, done.bottom};
    const auto stages = stagesOf(view);
    const auto at = std::find(stages.begin(), stages.end(), done.last);
    if (at == stages.end() || at + 1 == stages.end()) return beginning(view);
    return {*(at + 1), *(at + 1), 0, 0};
}

double millionPixels(const View& view) { return double(view.width) * view.height / 1e6; }

/// As many whole stages as fit into the time by what earlier ones cost, or as many rows of the next one.
Portion affordable(const Target::State& t, const View& view, double milliseconds) {
    constexpr double kGuess = 120;  // milliseconds a million pixels, where nothing is known yet
    const auto cost = [&](Stage stage) {
        const double known = t.cost[static_cast<std::size_t>(stage)];
        return (known > 0 ? known : kGuess) * millionPixels(view);
    };
    const Stage first = t.next.first;
    const double share = 1 - double(t.next.top) / view.height;
    // Shadows and the last stage are not cut: they are short, or kept from sample to sample.
    const bool cuts = first != Stage::Shadows && first != Stage::Show;
    if (cuts && cost(first) * share > milliseconds) {
        const double rows = view.height * milliseconds / cost(first);
        const auto count = std::max(kPortionRows, static_cast<std::uint32_t>(rows) / kPortionRows * kPortionRows);
        return {first, first, t.next.top, std::min(t.next.top + count, view.height)};
    }
    if (t.next.top > 0) return {first, first, t.next.top, view.height};
    Portion out{first, first, 0, view.height};
    double spent = cost(first);
    const auto stages = stagesOf(view);
    for (auto next = std::find(stages.begin(), stages.end(), first) + 1; next != stages.end(); ++next) {
        spent += cost(*next);
        if (spent > milliseconds) break;
        out.last = *next;
    }
    return out;
}

}  // namespace

void Target::spent(double milliseconds) {
    auto& t = *state_;
    const double pixels = double(t.size.width) * t.size.height / 1e6;
    if (pixels <= 0) return;
    const double share = double(std::min(t.last.bottom, t.size.height) - t.last.top) / t.size.height;
    if (share <= 0) return;
    // Several stages in one: what is known of them says how to divide the time.
    double known = 0;
    const auto first = static_cast<std::size_t>(t.last.first), last = static_cast<std::size_t>(t.last.last);
    for (std::size_t i = first; i <= last; ++i) known += std::max(t.cost[i], 1.0);
    for (std::size_t i = first; i <= last; ++i) {
        const double part = milliseconds * std::max(t.cost[i], 1.0) / known / (pixels * share);
        t.cost[i] = t.cost[i] == 0 ? part : 0.5 * t.cost[i] + 0.5 * part;
    }
}

double Target::cost() const {
    double sum = 0;
    for (const double stage : state_->cost) sum += stage;
    return sum;
}

Target::Target() : state_(std::make_unique<State>()) {}
Target::~Target() = default;
Target::Target(Target&&) noexcept = default;
Target& Target::operator=(Target&&) noexcept = default;
const gpu::Image* Target::image() const {
    if (state_->shown) return &state_->display;
    return state_->before ? &state_->before : nullptr;
}
std::uint32_t Target::samples() const { return state_->samples; }

Renderer::Renderer() = default;
Renderer::~Renderer() {
    if (state_) (void)state_->device->waitIdle();
}

Result<std::unique_ptr<Renderer>> Renderer::open(gpu::Device& device, std::uint64_t textureBudget) {
    std::unique_ptr<Renderer> self(new Renderer);
    self->state_ = std::make_unique<State>(device, textureBudget ? textureBudget : usualTextureBudget(device));
    return self;
}

gpu::Device& Renderer::device() const { return *state_->device; }
std::uint64_t Renderer::textureBytes() const { return state_->store.textureBytes(); }

Result<Progression> Renderer::draw(gpu::Commands& commands, const Snapshot& snapshot, const View& view, const Interactive& how, Target& target) {
    auto& t = target.state();
    const bool sameSize = t.size.width == view.width && t.size.height == view.height;
    const bool accumulates = shaded(view);
    if (how.key == 0 || t.key != how.key || !sameSize) {
        t.samples = 0;
        t.next = beginning(view);
    }
    t.key = how.key;
    Progression out;
    if (t.samples > 0 && (t.samples >= how.maxSamples || !accumulates)) return Progression{t.samples, true, false, 0, 0};
    // Where four samples a pixel cost as much as four pictures, many pictures smooth the edges instead.
    const bool summed = accumulates && how.maxSamples >= 8 && state_->device->software();
    Quality q;
    q.multisample = summed ? VK_SAMPLE_COUNT_1_BIT : VK_SAMPLE_COUNT_4_BIT;
    RECCE_TRY_STATUS(prepareTarget(*state_->device, t, view, snapshot, q.multisample, true));
    RECCE_TRY_STATUS(prepareSum(*state_->device, t, accumulates && how.maxSamples > 1));
    q.index = t.samples;
    q.rough = true;
    // Of a picture that moves nobody sees what the next one corrects.
    q.pixelError = how.maxSamples > 1 ? 0.7 : 1;
    q.smallest = how.maxSamples > 1 ? 0.7 : 1.5;
    q.allMips = false;
    q.sunMapSize = state_->device->software() ? kInteractiveSunMap : kHardwareSunMap;
    q.atlasSize = state_->device->software() ? 2048 : 4096;
    if (summed) q.shadowTaps = 1;
    q.points = !state_->device->software() ? 6'000'000 : how.maxSamples > 1 ? 400'000 : 120'000;
    q.mirrors = how.maxSamples > 1 ? 2 : 1;
    // In a picture that moves, or has yet to come to rest, half as sharp.
    q.mirrorPart = how.maxSamples == 1 || (state_->device->software() && t.samples < 4) ? 2 : 1;
    q.seenShadows = q.index > 0;
    q.keepStill = q.index == 0;
    q.uploadBudget = state_->device->software() ? (48u << 20) : (96u << 20);
    t.last = how.milliseconds > 0 ? affordable(t, view, how.milliseconds) : Portion{t.next.first, Stage::Show};
    RECCE_TRY(const FrameStats stats, drawSample(*state_, commands, snapshot, view, q, t, t.last));
    t.coarse = !stats.resident || (t.coarse && !(t.last.first == beginning(view).first && t.last.top == 0));
    t.next = following(t.last, view);
    if (t.last.has(Stage::Show)) drawDisplay(*state_, commands, snapshot, view, t, t.sum ? t.samples : 1);
    // While textures are still coming the picture starts again, so that none of the coarse ones stays in it.
    const bool whole = t.last.has(Stage::Show);
    out = {t.samples, whole && !t.coarse && (!accumulates || t.samples >= how.maxSamples), whole, stats.draws, stats.triangles};
    if (t.coarse && whole) t.key = 0;
    return out;
}

struct Renderer::Unfinished {
    Snapshot snapshot;
    View view;
    FinalQuality quality;
    std::uint32_t samples = 1;
    Target target;
    FrameStats stats;
    gpu::Ticket last;
    bool textured = false;
};

Result<std::shared_ptr<Renderer::Unfinished>> Renderer::start(const Snapshot& snapshot, const View& view, const FinalQuality& quality) {
    auto p = std::make_shared<Unfinished>(Unfinished{snapshot, view, quality, shaded(view) ? std::max(1u, quality.samples) : 1u, {}, {}, {}, !shaded(view)});
    auto& t = p->target.state();
    RECCE_TRY_STATUS(prepareTarget(*state_->device, t, view, snapshot, accumulates(quality) ? VK_SAMPLE_COUNT_1_BIT : VK_SAMPLE_COUNT_4_BIT, false));
    RECCE_TRY_STATUS(prepareSum(*state_->device, t, p->samples > 1));
    t.next = beginning(view);
    return p;
}

Result<std::optional<Finished>> Renderer::drawOn(Unfinished& p, const Time& time) {
    gpu::Device& device = *state_->device;
    auto& t = p.target.state();
    if (time.took > 0) p.target.spent(time.took);
    if (p.quality.cancel.cancelled()) return fail(Code::Cancelled, "Drawing was cancelled.");
    // Textures in portions, so that the memory they come through is used again; a small model needs one.
    while (!p.textured) {
        RECCE_TRY(gpu::Commands commands, device.begin());
        Quality q = finalQuality(device, p.quality, p.view.width * p.view.height, 0);
        q.uploadBudget = time.may > 0 ? 12u << 20 : 24u << 20;
        RECCE_TRY(p.textured, bringTextures(*state_, commands, p.snapshot, p.view, q));
        RECCE_TRY(const gpu::Ticket ticket, device.submit(std::move(commands)));
        if (!p.textured || time.may > 0) RECCE_TRY_STATUS(device.wait(ticket));
        if (time.may > 0) {
            t.last = {Stage::Shadows, Stage::Shadows, 0, 0};  // costs nothing of any stage
            return std::optional<Finished>();
        }
    }
    while (t.samples < p.samples) {
        if (p.quality.cancel.cancelled()) return fail(Code::Cancelled, "Drawing was cancelled.");
        if (p.quality.shutter && t.next.first == beginning(p.view).first && t.next.top == 0) {
            p.quality.shutter((t.samples + 0.5) / p.samples, p.snapshot, p.view);
        }
        // The first shadows and depths are drawn while the pipelines of light are still being made.
        if (time.may > 0) t.last = affordable(t, p.view, time.may);
        else t.last = {t.next.first, t.samples == 0 && t.next.first < Stage::Depth ? Stage::Depth : Stage::Show, t.next.top, p.view.height};
        const bool done = t.last.has(Stage::Show) && t.samples + 1 == p.samples;
        RECCE_TRY(gpu::Commands commands, device.begin());
        const Quality quality = finalQuality(device, p.quality, p.view.width * p.view.height, t.samples);
        RECCE_TRY(p.stats, drawSample(*state_, commands, p.snapshot, p.view, quality, t, t.last));
        if (done) drawDisplay(*state_, commands, p.snapshot, p.view, t, p.samples);
        t.next = following(t.last, p.view);
        const gpu::Ticket before = p.last;
        RECCE_TRY(p.last, device.submit(std::move(commands)));
        // One sample ahead of the device is enough; more would only pile up upload memory.
        RECCE_TRY_STATUS(device.wait(time.may > 0 ? p.last : before));
        if (time.may > 0 && !done) return std::optional<Finished>();
    }
    Finished out;
    out.draws = p.stats.draws;
    out.triangles = p.stats.triangles;
    RECCE_TRY(out.picture, readPicture(device, t.display));
    out.sceneLinearPerNit = p.view.camera.sceneLinearPerNit;
    double factor = 1;
    if (out.sceneLinearPerNit <= 0) {
        shader::MeterResult meter{1, 0};
        if (p.view.style == Style::Lit) std::memcpy(&meter, t.meter.mapped().data(), sizeof(meter));
        factor = meter.factor;
        out.sceneLinearPerNit = guessExposure(p.snapshot) * factor;
    }
    if (p.quality.linear && shaded(p.view)) {
        RECCE_TRY(out.linear, readLinear(device, t.sum ? t.sum : t.linear, factor / p.samples, p.view.camera.whiteBalance));
    }
    return std::optional<Finished>(std::move(out));
}

Result<Finished> Renderer::render(const Snapshot& snapshot, const View& view, const FinalQuality& quality) {
    RECCE_TRY(const auto picture, start(snapshot, view, quality));
    RECCE_TRY(auto finished, drawOn(*picture, {}));
    return std::move(*finished);
}

Result<Picture> Renderer::read(Target& target) {
    auto& t = target.state();
    if (!t.shown) return fail(Code::NotFound, "Nothing was drawn yet.");
    const gpu::Access before = t.display.access();
    RECCE_TRY(Picture picture, readPicture(*state_->device, t.display));
    RECCE_TRY(gpu::Commands commands, state_->device->begin());
    commands.use(t.display, before);
    RECCE_TRY(const gpu::Ticket ticket, state_->device->submit(std::move(commands)));
    RECCE_TRY_STATUS(state_->device->wait(ticket));
    return picture;
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
    RECCE_TRY_STATUS(prepareTarget(device, t, view, snapshot, VK_SAMPLE_COUNT_1_BIT, false));
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
