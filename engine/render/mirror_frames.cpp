// The frames of what plane mirrors show: planned with the frame that shows the mirrors, drawn before its light. One level: a
// mirror in a mirror shows the room as other surfaces mirror it.
#include <algorithm>
#include <cmath>

#include "render/frame.h"
#include "render/mirrors.h"

namespace recce::render {
namespace {

constexpr double kSmallest = 0.0004;  // of the picture's area
// What closes corners up may stand outside the mirror, and the last pixels have no neighbours to be softened with.
constexpr float kRim = 0.02f;  // of the picture's side
constexpr float kRimPixels = 12;

/// The pixels of the mirror in its own picture, with a rim.
VkRect2D pixelsOf(const SeenMirror& mirror, const View& view) {
    const auto span = [](float low, float high, std::uint32_t size) {
        const auto side = static_cast<float>(size), rim = kRim * side + kRimPixels;
        const auto from = static_cast<std::int32_t>(std::floor(std::max(low * side - rim, 0.0f)));
        const auto to = static_cast<std::int32_t>(std::ceil(std::min(high * side + rim, side)));
        return std::pair(from & ~1, std::min(static_cast<std::int32_t>(size), (to + 1) & ~1));  // even: half-size pictures share it
    };
    const auto [left, right] = span(1 - mirror.high.x, 1 - mirror.low.x, view.width);
    const auto [top, bottom] = span(mirror.low.y, mirror.high.y, view.height);
    return {{left, top}, {static_cast<std::uint32_t>(right - left), static_cast<std::uint32_t>(bottom - top)}};
}

/// The clip space of some pixels alone.
glm::mat4 pixelsOnly(const glm::mat4& clip, const VkRect2D& pixels, const View& view) {
    const auto w = static_cast<float>(view.width), h = static_cast<float>(view.height);
    const float left = 2 * static_cast<float>(pixels.offset.x) / w - 1, right = left + 2 * static_cast<float>(pixels.extent.width) / w;
    const float top = 1 - 2 * static_cast<float>(pixels.offset.y) / h, bottom = top - 2 * static_cast<float>(pixels.extent.height) / h;
    glm::mat4 part(1);
    part[0][0] = 2 / (right - left);
    part[3][0] = -(right + left) / (right - left);
    part[1][1] = 2 / (top - bottom);
    part[3][1] = -(top + bottom) / (top - bottom);
    return part * clip;
}

}  // namespace

Mirrored::Mirrored(const Frame& of, Target::State& target, const View& own)
    : view(own), frame{of.state, target, of.snapshot, view, of.quality, of.origin, {}, {}, {}, 0, {}, {}, {}, {}, {}, {}, {}, true} {}

Status planMirrors(Frame& f) {
    f.mirrored.clear();
    auto& targets = f.target.mirrors;
    if (f.view.style != Style::Lit || f.view.camera.orthoHeight || f.view.cutHeight || f.shown.pieces->mirrored.empty() || f.quality.mirrors == 0) {
        targets.clear();
        return {};
    }
    const auto seen = seenMirrors(*f.shown.pieces, f.camera, std::min<std::size_t>(f.quality.mirrors, shader::kMirrors), kSmallest);
    targets.resize(seen.size());
    for (std::size_t i = 0; i < seen.size(); ++i) {
        for (const auto& face : seen[i].faces) f.shown.mirrors[{face.piece, face.part}] = static_cast<std::uint32_t>(i + 1);
        if (!targets[i]) targets[i] = std::make_unique<Target::State>();
        View view = f.view;
        view.width = std::max(1u, f.view.width / f.quality.mirrorPart);
        view.height = std::max(1u, f.view.height / f.quality.mirrorPart);
        view.selected.clear();
        view.grid = false;
        RECCE_TRY_STATUS(prepareTarget(*f.state.device, *targets[i], view, f.snapshot, f.target.multisample, false));
        f.mirrored.push_back(std::make_shared<Mirrored>(f, *targets[i], view));
        Frame& m = f.mirrored.back()->frame;
        m.camera = mirroredCamera(f.camera, seen[i].plane);
        m.camera.pixelsPerMetre /= f.quality.mirrorPart;
        m.rows = pixelsOf(seen[i], view);
        f.constants.mirrors[i] = {seen[i].plane, targets[i]->linear.slot()};
    }
    return {};
}

Region regionOf(const Mirrored& mirror) { return {Frustum(pixelsOnly(glm::mat4(mirror.frame.camera.viewProjection()), mirror.frame.rows, mirror.view)), {}, -1}; }

void finishMirrors(gpu::Commands& commands, Frame& f, const Detail& detail) {
    for (const auto& mirror : f.mirrored) {
        Frame& m = mirror->frame;
        m.sun = f.sun;
        m.lamps = f.lamps;
        m.exposure = f.exposure;
        m.shown = f.shown;
        m.shown.mirrors.clear();
        m.floor = f.floor;
        m.sunShadows.tinted = f.sunShadows.tinted;
        m.lampShadows.tinted = f.lampShadows.tinted;
        Detail from = detail;
        from.eye = glm::vec3(m.camera.eye);
        from.pixelsPerMetre /= f.quality.mirrorPart;
        m.seen = select(commands, m.shown, regionOf(*mirror), from);
        f.stats.triangles += m.seen.triangles;
        f.stats.draws += static_cast<std::uint32_t>(m.seen.draws.size());
        auto& c = m.constants = f.constants;
        c.viewProjection = glm::mat4(m.camera.viewProjection());
        c.inverseProjection = glm::mat4(glm::inverse(m.camera.projection));
        c.viewToFrame = glm::mat4(glm::inverse(m.camera.view));
        c.eye = glm::vec3(m.camera.eye);
        c.sunDiscNits = glm::vec3(0);  // a mirror's own lobe shows it
        c.forward = -glm::vec3(c.viewToFrame[2]);
        c.size = glm::vec2(mirror->view.width, mirror->view.height);
        c.invSize = 1.0f / c.size;
        c.occlusionMap = m.target.occlusion.slot();
        c.indirectMap = m.target.indirect ? m.target.indirect.slot() : 0;
        c.projectionScale = static_cast<float>(m.camera.pixelsPerMetre);
        c.mipBias += std::log2(static_cast<float>(f.quality.mirrorPart));
    }
}

}  // namespace recce::render
