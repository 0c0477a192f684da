#include "app/scope_pictures.h"

#include <algorithm>
#include <cmath>

#include "app/ui/projection.h"
#include "app/ui_renderer.h"
#include "optics/colour.h"
#include "optics/scopes.h"
#include "optics/view.h"

namespace recce {
namespace {

constexpr std::uint32_t kWide = 288, kSide = optics::Vectorscope::kSide, kLevels = optics::Waveform::kLevels;

struct Ink {
    double r = 0, g = 0, b = 0;
};
constexpr Ink kWhite{0.80, 0.90, 0.85}, kChannels[] = {{1, 0.38, 0.34}, {0.36, 0.86, 0.42}, {0.42, 0.60, 1}};

std::uint8_t byte(double v) { return static_cast<std::uint8_t>(std::lround(std::clamp(v, 0.0, 1.0) * 255)); }
constexpr std::uint8_t kGround = 0x12;  // of the window's fields

Picture blank(std::uint32_t width, std::uint32_t height) {
    Picture out{width, height, std::vector<std::uint8_t>(std::size_t{width} * height * 4, kGround)};
    for (std::size_t i = 3; i < out.rgba.size(); i += 4) out.rgba[i] = 255;
    return out;
}

/// As a phosphor adds up: each further hit brightens less.
void glow(Picture& picture, std::uint32_t x, std::uint32_t y, const Ink& ink, double hits) {
    if (hits <= 0) return;
    std::uint8_t* p = &picture.rgba[(std::size_t{y} * picture.width + x) * 4];
    const double share = 1 - std::exp(-0.30 * hits), ground = kGround / 255.0;
    p[0] = byte(std::lerp(ground, ink.r, share)), p[1] = byte(std::lerp(ground, ink.g, share)), p[2] = byte(std::lerp(ground, ink.b, share));
}

void trace(Picture& picture, const optics::Waveform& wave, std::uint32_t left, const Ink& ink) {
    for (std::uint32_t c = 0; c < wave.columns; ++c)
        for (std::uint32_t level = 0; level < kLevels; ++level) glow(picture, left + c, kLevels - 1 - level, ink, wave.at(c, level));
}

Picture histogramPicture(const optics::Histogram& histogram) {
    Picture out = blank(kLevels, kLevels);
    // Black and clip may tower over everything: the rest sets the scale.
    double most = 1;
    for (std::size_t channel = 0; channel < 4; ++channel)
        for (std::size_t level = 2; level + 2 < kLevels; ++level) most = std::max(most, std::sqrt(static_cast<double>(histogram[channel][level])));
    for (std::uint32_t level = 0; level < kLevels; ++level) {
        std::array<double, 4> high{};
        for (std::size_t channel = 0; channel < 4; ++channel) high[channel] = std::min(1.0, std::sqrt(static_cast<double>(histogram[channel][level])) / most) * kLevels;
        for (std::uint32_t y = 0; y < kLevels; ++y) {
            Ink sum;
            bool any = false;
            const double from = kLevels - 1 - y;
            for (std::size_t channel = 0; channel < 3; ++channel) {
                if (from >= high[channel]) continue;
                any = true;
                sum = {sum.r + kChannels[channel].r * 0.5, sum.g + kChannels[channel].g * 0.5, sum.b + kChannels[channel].b * 0.5};
            }
            const bool line = std::abs(from - high[3]) < 2;
            if (!any && !line) continue;
            std::uint8_t* p = &out.rgba[(std::size_t{y} * kLevels + level) * 4];
            const Ink ink = line ? kWhite : sum;
            const double share = line ? 1 : 0.75;
            p[0] = byte(ink.r * share), p[1] = byte(ink.g * share), p[2] = byte(ink.b * share);
        }
    }
    return out;
}

}  // namespace

ScopeImages scopeImages(const LinearPicture& light, const Mat3& whiteBalance, const DisplayLook& look) {
    std::optional<optics::CubeTable> aces;
    if (look.look == optics::Look::Aces13) {
        if (auto table = optics::openAcesTable(programFolder())) aces = std::move(*table);
    }
    Picture stops = blank(light.width, light.height), code = stops;
    for (std::size_t i = 0; i < light.rgba.size(); i += 4) {
        const Vec3 seen(light.rgba[i], light.rgba[i + 1], light.rgba[i + 2]);
        const double over = std::log2(std::max(optics::luminance(seen), 1e-6) / 0.18);
        const std::uint8_t level = byte(0.5 + over / (2 * kScopeStops));
        const Vec3 shown = optics::displayCode(look.look, whiteBalance * seen, aces ? &*aces : nullptr, look.lut.get());
        for (std::size_t k = 0; k < 3; ++k) stops.rgba[i + k] = level, code.rgba[i + k] = byte(shown[static_cast<int>(k)]);
        stops.rgba[i + 3] = code.rgba[i + 3] = 255;
    }
    ScopeImages out{blank(std::min(kWide, light.width), kLevels), blank(kWide, kLevels), blank(kSide, kSide), histogramPicture(optics::histogram(code))};
    trace(out[0], optics::lumaWaveform(stops, kWide), 0, kWhite);
    for (int c = 0; c < 3; ++c) trace(out[1], optics::channelWaveform(code, c, kWide / 3 - 4), static_cast<std::uint32_t>(c) * (kWide / 3), kChannels[c]);
    const optics::Vectorscope scope = optics::vectorscope(code);
    for (std::uint32_t y = 0; y < kSide; ++y)
        for (std::uint32_t x = 0; x < kSide; ++x) glow(out[2], x, y, kWhite, scope.counts[y * kSide + x]);
    return out;
}

std::optional<ScopePictures::Of> meteredOf(const Session& session, const StageView& shown, Id<CameraRig> rig, const render::View& view, double aspect) {
    const bool wanted = session.workspace == Workspace::Light || session.tool == Tool::Spot;
    const CameraNow* now = ui::cameraOf(session, shown);
    if (!wanted || !now || rig != session.camera || view.style != render::Style::Lit) return std::nullopt;
    const Area frame = ui::frameArea(ui::gateArea(shown.area, *now, aspect), aspect);
    const auto within = [](float from, float length, std::uint32_t most) {
        const float a = std::clamp(from, 0.f, static_cast<float>(most - 1)), b = std::clamp(from + length, a + 1, static_cast<float>(most));
        return std::pair(static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b - a));
    };
    const auto [x, width] = within(frame.x - shown.area.x, frame.w, view.width);
    const auto [y, height] = within(frame.y - shown.area.y, frame.h, view.height);
    return ScopePictures::Of{rig, view.camera.sceneLinearPerNit, view.camera.whiteBalance, {x, y, width, height}};
}

render::Renderer::Area scaled(const render::Renderer::Area& area, const render::View& from, const render::View& to) {
    const auto at = [](std::uint32_t v, std::uint32_t a, std::uint32_t b) { return static_cast<std::uint32_t>(std::uint64_t{v} * b / std::max(1u, a)); };
    render::Renderer::Area out{at(area.x, from.width, to.width), at(area.y, from.height, to.height), 1, 1};
    out.width = std::clamp(at(area.width, from.width, to.width), 1u, to.width - std::min(out.x, to.width - 1));
    out.height = std::clamp(at(area.height, from.height, to.height), 1u, to.height - std::min(out.y, to.height - 1));
    return out;
}

ScopePictures::ScopePictures(gpu::Device& device, std::function<void()> wake) : device_(device), box_(std::make_shared<Mailbox<Counted>>(std::move(wake))) {}
ScopePictures::~ScopePictures() = default;

Status ScopePictures::record(gpu::Commands& commands, render::Target& target, const Of& of) {
    of_ = of;
    const std::uint32_t width = std::min(kWide, of.area.width);
    const auto height = std::max(1u, static_cast<std::uint32_t>(std::lround(double(width) * of.area.height / std::max(1u, of.area.width))));
    return glimpse_.record(commands, target, of.area, width, height);
}

void ScopePictures::recorded(Session& session, const DisplayLook& look) {
    auto light = std::make_shared<CameraLight>();
    light->rig = of_.rig;
    light->picture = glimpse_.read();
    light->perNit = of_.perNit;
    light->whiteBalance = of_.whiteBalance;
    session.cameraLight = light;
    next_ = std::move(light);
    look_ = look;
    count();
}

/// The latest only: what is drawn while the worker counts waits, and the one after takes its place.
void ScopePictures::count() {
    if (running_ || !next_) return;
    running_ = true;
    worker_.run([light = std::exchange(next_, nullptr), look = look_, box = box_] {
        box->post({light->rig, scopeImages(light->picture, light->whiteBalance, look)});
    });
}

Result<bool> ScopePictures::show(Session& session) {
    bool any = false;
    for (Counted& counted : box_->take()) {
        running_ = false;
        any = true;
        RECCE_TRY(gpu::Commands commands, device_.begin());
        std::array<PictureRef*, 4> refs{&session.scopes.waveform, &session.scopes.parade, &session.scopes.vectorscope, &session.scopes.histogram};
        for (std::size_t i = 0; i < refs.size(); ++i) {
            const Picture& picture = counted.images[i];
            gpu::Image& image = shown_[i];
            if (!image || image.desc().width != picture.width || image.desc().height != picture.height) {
                gpu::ImageDesc desc;
                desc.name = "scope";
                desc.width = picture.width;
                desc.height = picture.height;
                desc.usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT;
                RECCE_TRY(image, device_.makeImage(desc));
            }
            commands.use(image, gpu::Access::TransferTo);
            commands.fill(image, 0, std::as_bytes(std::span(picture.rgba)));
            commands.use(image, gpu::Access::Sampled);
            *refs[i] = {uiTexture(image), picture.width, picture.height, false, false};
        }
        session.scopes.rig = counted.rig;
        RECCE_TRY(const gpu::Ticket ticket, device_.submit(std::move(commands)));
        (void)ticket;  // the window's next frame comes after it on the same queue
    }
    count();
    return any;
}

}  // namespace recce
