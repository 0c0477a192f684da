// The spot meter in a camera view: what the lens sees under the cursor, as luminance, stop and zone.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/ui/stage.h"
#include "app/ui/widgets.h"
#include "optics/colour.h"
#include "optics/exposure.h"
#include "optics/lens.h"
#include "optics/view.h"

namespace recce::ui {
namespace {

constexpr double kSpot = 1.0;  // degrees across, as a hand-held spot meter has

struct Reading {
    double nits = 0, over = 0;  ///< stops from grey
    TStop advised;
};

/// Mean light of the spot around `at` (shares of the delivery frame), whose picture is `wide` degrees across.
std::optional<Reading> readSpot(const CameraLight& light, const Vec2& at, double wide, const CameraRig& rig, double rate) {
    const LinearPicture& picture = light.picture;
    if (picture.width == 0 || picture.height == 0 || light.perNit <= 0) return std::nullopt;
    const double radius = std::max(0.5, picture.width * kSpot / std::max(1.0, wide) / 2);
    const double cx = at.x * picture.width - 0.5, cy = at.y * picture.height - 0.5;
    double sum = 0;
    int count = 0;
    const auto edge = [](double v, std::uint32_t most) { return static_cast<int>(std::clamp(v, 0.0, most - 1.0)); };
    for (int y = edge(cy - radius, picture.height); y <= edge(cy + radius + 1, picture.height); ++y) {
        for (int x = edge(cx - radius, picture.width); x <= edge(cx + radius + 1, picture.width); ++x) {
            if (std::hypot(x - cx, y - cy) > radius + 0.5) continue;
            const float* p = &picture.rgba[(static_cast<std::size_t>(y) * picture.width + static_cast<std::size_t>(x)) * 4];
            sum += optics::luminance({p[0], p[1], p[2]});
            ++count;
        }
    }
    if (count == 0) return std::nullopt;
    Reading out;
    const double linear = std::max(sum / count, 1e-9);
    out.nits = linear / light.perNit;
    out.over = std::log2(linear / 0.18);
    out.advised = TStop(optics::spotMeter(Nits(out.nits), optics::exposureTime(rig.shutter, rate), rig.iso).value * std::exp2(-rig.nd.value / 2));
    return out;
}

std::string signedStops(double stops) {
    const double shown = std::abs(stops) < 0.05 ? 0 : stops;
    return (shown > 0 ? "+" : "") + number(shown, 1) + (std::abs(shown) > 0.95 && std::abs(shown) < 1.05 ? " stop" : " stops");
}

std::string zoneWords(double zone) {
    if (zone == 0) return "grey";
    return (zone > 0 ? "+" : "") + number(zone, std::abs(zone) < 1 ? 1 : 0);
}

}  // namespace

bool useSpot(Stage& s) {
    Session& session = s.session;
    const CameraNow* now = cameraOf(session, s.view);
    const Id<CameraRig> id = rigOf(session, s.view);
    const CameraRig* rig = s.production.find(id);
    if (session.tool != Tool::Spot || s.view.kind != ViewKind::Camera || !now || !rig) return false;
    const Area frame = frameArea(gateArea(s.view.area, *now, s.aspect), s.aspect);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const bool over = s.hovered && frame.contains(static_cast<double>(mouse.x), static_cast<double>(mouse.y));
    std::optional<Vec2> at;
    if (over) at = Vec2((mouse.x - frame.x) / frame.w, (mouse.y - frame.y) / frame.h);
    if (over && ImGui::IsMouseClicked(0)) session.spot = Spot{id, *at};
    if (!at && session.spot && session.spot->rig == id) at = session.spot->at;
    const auto light = session.cameraLight;
    if (!at || !light || light->rig != id) return over;
    const double rate = (rig->captureRate ? *rig->captureRate : s.production.info->rate).perSecond();
    const double wide = 2 * std::atan(now->gateWidth.value / 2 / std::max(1.0, now->focal.value)) * 180 / kPi * static_cast<double>(frame.w / std::max(1.f, gateArea(s.view.area, *now, s.aspect).w));
    const auto reading = readSpot(*light, *at, wide, *rig, rate);
    if (!reading) return over;
    const ImVec2 c{frame.x + static_cast<float>(at->x) * frame.w, frame.y + static_cast<float>(at->y) * frame.h};
    const float ring = std::max(px(size::gap), static_cast<float>(kSpot / std::max(1.0, wide)) * frame.w / 2);
    const std::string first = signedStops(reading->over);
    const std::string second = fmt::format("{} cd/m\xC2\xB2 \xC2\xB7 T{} \xC2\xB7 zone {}", number(reading->nits, reading->nits < 10 ? 1 : 0), number(reading->advised.value, 1), zoneWords(optics::stopZone(std::exp2(reading->over) * 0.18)));
    const float w = std::max(textWidth(Font::SmallMedium, first), textWidth(Font::Caption, second)) + px(size::padding * 2);
    const float h = px(size::plateHeight * 2 + size::round);
    // To the right and above, where there is room; the ring itself stays free.
    float x = c.x + ring + px(size::indent), y = c.y - ring - h;
    if (x + w > s.view.area.x + s.view.area.w) x = c.x - ring - px(size::indent) - w;
    y = std::clamp(y, s.view.area.y + px(2), s.view.area.y + s.view.area.h - h);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddCircle(c, ring, colour::casing, 0, px(size::thick) + px(2));
    const Rect plate{x, y, x + w, y + h};
    const ImVec2 end{x > c.x ? plate.x0 : plate.x1, plate.centre().y};
    const float length = std::hypot(end.x - c.x, end.y - c.y);
    list->AddLine({c.x + (end.x - c.x) / length * ring, c.y + (end.y - c.y) / length * ring}, end, colour::camera, px(1));
    list->AddCircle(c, ring, colour::camera, 0, px(2));
    fill(plate, colour::plate, px(size::round));
    textIn({plate.x0 + px(size::gap), plate.y0 + px(2), plate.x1, plate.y0 + px(2 + size::plateHeight)}, Font::SmallMedium, colour::white, first);
    textIn({plate.x0 + px(size::gap), plate.y0 + px(size::plateHeight), plate.x1, plate.y1 - px(2)}, Font::Caption, colour::text2, second);
    context().names.add(nameOf("Spot"), plate);
    return over;
}

}  // namespace recce::ui
