// Over the pictures: the delivery frame with its readouts, axis ball, scale bar, north arrow and tape measure.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "app/ui/keys.h"
#include "app/ui/stage.h"
#include "app/ui/widgets.h"
#include "base/unit_text.h"

namespace recce::ui {
namespace {

Rect rectOf(const Area& a) { return {std::round(a.x), std::round(a.y), std::round(a.x + a.w), std::round(a.y + a.h)}; }

void cased(const Rect& r, ImU32 c) {
    frame(r.inset(-px(1)), colour::casing, 0, px(size::thick));
    frame(r, c, 0, px(1));
}

void shadowText(ImVec2 where, std::string_view text) {
    textAt({where.x + px(1), where.y + px(1)}, Font::CaptionMedium, colour::casing, text);
    textAt(where, Font::CaptionMedium, colour::white, text);
}

/// Centre cross, thirds, and the areas that are safe for action (93 %) and titles (90 %).
void frameHelp(const Overlays& on, const Rect& frame) {
    if (!on.on) return;
    const ImVec2 m = frame.centre();
    const ImU32 faint = colour::faded(colour::camera, 0.5f);
    if (on.centre) {
        lineH(m.x - px(size::gapSmall), m.x + px(size::gapSmall), m.y, faint);
        lineV(m.x, m.y - px(size::gapSmall), m.y + px(size::gapSmall), faint);
    }
    if (on.thirds) {
        for (const float third : {1 / 3.f, 2 / 3.f}) {
            lineH(frame.x0, frame.x1, std::round(frame.y0 + frame.h() * third), faint);
            lineV(std::round(frame.x0 + frame.w() * third), frame.y0, frame.y1, faint);
        }
    }
    if (!on.safe) return;
    constexpr float kAction = 0.93f, kTitle = 0.90f;
    for (const float share : {kAction, kTitle}) {
        const float w = frame.w() * share / 2, h = frame.h() * share / 2;
        ui::frame({std::round(m.x - w), std::round(m.y - h), std::round(m.x + w), std::round(m.y + h)}, faint);
    }
}

/// The lenses of the camera's set with their widest stop and how near they focus; the readout of the focal length opens it.
void lensMenu(Stage& s, const CameraRig& rig, const Rect& readout) {
    const std::string full = nameOf("Lens");
    const Hot hot = hotArea(readout, "Lens");
    if (hot.hovered) lineH(readout.x0, readout.x1, readout.y1, colour::white);
    if (hot.hovered && context().openList.empty()) tooltip("Change the lens ([ and ])");
    if (hot.clicked) openListAt(full);
    if (context().openList != full) return;
    const auto at = s.session.choices.lenses.find(rig.lensSet);
    if (at == s.session.choices.lenses.end() || at->second.empty()) return;
    const CameraNow* now = cameraOf(s.session, s.view);
    std::vector<Option> options;
    for (const Lens& lens : at->second) {
        std::string fact = "T" + plainNumber(lens.wideOpen.value, 2);
        if (lens.closeFocus.value > 0) fact += " \xC2\xB7 from " + number(lens.closeFocus.value) + " m";
        const bool on = now && std::abs(now->focal.value - lens.focal.value) < 0.05;
        options.push_back({plainNumber(lens.focal.value, 1) + " mm", fact, "", on ? icon::check : 0u});
    }
    if (const auto chosen = openList(readout, full, options, false))
        askSet(s.emit, rig.id, "focal", plainNumber(at->second[static_cast<std::size_t>(*chosen)].focal.value, 1) + "mm", "Inspector/Focal");
}

std::string feet(double metres) {
    const double inches = metres / 0.0254;
    const int whole = static_cast<int>(inches / 12);
    return fmt::format("{}' {:.1f}\"", whole, inches - whole * 12);
}

}  // namespace

void drawFrameLines(Stage& s) {
    const CameraNow* now = cameraOf(s.session, s.view);
    if (!now) return;
    const Rect view = rectOf(s.view.area), gate = rectOf(gateArea(s.view.area, *now, s.aspect));
    const Rect frame = rectOf(frameArea(gateArea(s.view.area, *now, s.aspect), s.aspect));
    // Beside the gate there is no picture at all; between gate and delivery frame it is there but will not be shown.
    fill({view.x0, view.y0, gate.x0, view.y1}, colour::black);
    fill({gate.x1, view.y0, view.x1, view.y1}, colour::black);
    if (gate.y0 > view.y0) fill({gate.x0, view.y0, gate.x1, gate.y0}, colour::black);
    if (gate.y1 < view.y1) fill({gate.x0, gate.y1, gate.x1, view.y1}, colour::black);
    const float top = std::max(gate.y0, view.y0), bottom = std::min(gate.y1, view.y1);
    fill({gate.x0, top, gate.x1, std::max(top, frame.y0)}, colour::outsideFrame);
    fill({gate.x0, std::min(bottom, frame.y1), gate.x1, bottom}, colour::outsideFrame);
    fill({gate.x0, frame.y0, frame.x0, frame.y1}, colour::outsideFrame);
    fill({frame.x1, frame.y0, gate.x1, frame.y1}, colour::outsideFrame);
    const bool whole = frame.h() >= view.h() - px(2);
    if (!whole) cased({std::max(frame.x0, view.x0 + 1), frame.y0, std::min(frame.x1, view.x1 - 1), frame.y1}, colour::camera);
    const CameraRig* rig = s.production.find(rigOf(s.session, s.view));
    if (!rig) return;
    if (whole) {
        // The words lie on the picture itself: a shade under them, so that they read on any of it.
        const float shadeTop = frame.y1 - px(size::shadeHeight);
        ImGui::GetWindowDrawList()->AddRectFilledMultiColor({view.x0, shadeTop}, {view.x1, view.y1}, colour::none, colour::none, colour::shade, colour::shade);
    }
    const float line = textHeight(Font::CaptionMedium), pad = px(size::gap);
    const bool room = frame.y0 - view.y0 > line + pad;
    const float above = room ? frame.y0 - line - px(size::round) : frame.y0 + px(size::round);
    shadowText({frame.x0 + pad, above}, number(s.aspect));
    if (s.production.info->secondAspect) {
        const double second = *s.production.info->secondAspect;
        shadowText({frame.x0 + pad + px(size::indent * 2), above}, number(second));
        const float half = static_cast<float>(frame.h() * second) * 0.5f, c = frame.centre().x, t = px(size::gap);
        for (const float x : {c - half, c + half}) {
            if (half * 2 >= frame.w()) continue;
            lineV(x, frame.y0, frame.y0 + t, colour::camera);
            lineV(x, frame.y1 - t, frame.y1, colour::camera);
        }
    }
    frameHelp(s.view.overlays, frame);
    if (s.session.welcome && s.scene) {
        // The first picture a person sees is titled like a still, not like a viewfinder.
        std::string title;
        for (const ShotFact& fact : s.session.facts.shots) {
            const Shot* shot = s.production.find(fact.shot);
            if (title.empty() && shot && shot->rig == rig->id) title = fact.label + "   " + fact.reads + "   " + fact.lens + "   " + fact.stop;
        }
        const std::string slug = sluglineOf(*s.scene);
        const float y = std::min(frame.y1, view.y1) - textHeight(Font::BodyMedium) - px(size::padding);
        textAt({view.x0 + px(size::padding), y}, Font::BodyMedium, colour::white, title);
        textAt({view.x1 - px(size::padding) - textWidth(Font::BodyMedium, slug), y}, Font::BodyMedium, colour::white, slug);
        return;
    }
    std::string left = number(now->focal.value, 0) + " mm   T" + plainNumber(rig->stop.value, 1) + "   ISO " + number(rig->iso.value, 0);
    if (std::abs(rig->shutter.value - 180) > 0.05) left += "   " + plainNumber(rig->shutter.value, 1) + "\xC2\xB0";
    if (rig->nd.value > 0.05) left += "   ND " + quantityParts(Quantity::Density, rig->nd.value).value;
    const std::string white = "   " + number(rig->whiteBalance.value, 0) + " K";
    std::string sharp;
    if (const auto fact = s.session.facts.cameras.find(rig->id); fact != s.session.facts.cameras.end() && fact->second.nearM > 0)
        sharp = std::isfinite(fact->second.farM) ? "   sharp " + number(fact->second.nearM) + " \xE2\x80\x93 " + number(fact->second.farM) : "   sharp from " + number(fact->second.nearM);
    const std::string right = "focus " + number(now->focus.value) + sharp + "   h " + number(now->position.y) + "   tilt " + number(degrees(now->angles.tilt).value, 1) + "\xC2\xB0";
    const float under = view.y1 - frame.y1 > line + pad ? frame.y1 + px(size::round) : std::min(frame.y1, view.y1) - line - px(size::round);
    lensMenu(s, *rig, {frame.x0 + pad, under - px(2), frame.x0 + pad + textWidth(Font::CaptionMedium, number(now->focal.value, 0) + " mm"), under + line + px(2)});
    const float w = textWidth(Font::CaptionMedium, right);
    if (frame.w() > w + textWidth(Font::CaptionMedium, left + white) + pad * 3) left += white;
    shadowText({frame.x0 + pad, under}, left);
    if (frame.w() > w + textWidth(Font::CaptionMedium, left) + pad * 3) shadowText({frame.x1 - pad - w, under}, right);
}

namespace {

void axisBall(Stage& s, const Rect& view) {
    const float r = px(size::axisBall);
    const ImVec2 c{view.x1 - r - px(size::padding), view.y0 + r + px(size::padding)};
    disc(c, r, colour::ballGround);
    struct Axis {
        Vec3 way;
        const char* name;
        ImU32 colour;
        double pan, tilt;
    };
    static constexpr double kQuarter = kPi / 2;
    const Axis axes[] = {{{1, 0, 0}, "X", colour::axisX, kQuarter, 0}, {{0, 1, 0}, "Y", colour::axisY, 0, -kQuarter + 0.01}, {{0, 0, 1}, "Z", colour::axisZ, 0, 0}};
    const Quat inverse = glm::inverse(s.projection.eye.pose.rotation);
    std::array<int, 3> order{0, 1, 2};
    std::sort(order.begin(), order.end(), [&](int a, int b) { return (inverse * axes[a].way).z < (inverse * axes[b].way).z; });
    for (const int i : order) {
        const Vec3 p = inverse * axes[i].way;
        const float k = r * 0.68f;
        const ImVec2 e{c.x + static_cast<float>(p.x) * k, c.y - static_cast<float>(p.y) * k};
        ImGui::GetWindowDrawList()->AddLine(c, e, axes[i].colour, px(2));
        disc(e, px(size::gapSmall + 1), axes[i].colour);
        const Rect ball{e.x - px(size::gapSmall + 1), e.y - px(size::gapSmall + 1), e.x + px(size::gapSmall + 1), e.y + px(size::gapSmall + 1)};
        textIn(ball, Font::CaptionMedium, colour::bg0, axes[i].name, Align::Centre);
        const Hot hot = hotArea(ball, std::string("Axis ") + axes[i].name);
        if (hot.clicked) {
            s.view.free.pan = axes[i].pan;
            s.view.free.tilt = axes[i].tilt;
        }
    }
}

void northArrow(const Rect& view, double bearing) {
    const float r = px(size::northArrow);
    const ImVec2 c{view.x1 - r - px(size::padding), view.y0 + r + px(size::padding)};
    disc(c, r * 0.7f, colour::ballGround);
    const auto turned = [&](float x, float y) {
        const float a = -static_cast<float>(bearing * kPi / 180);
        return ImVec2(c.x + x * std::cos(a) - y * std::sin(a), c.y + x * std::sin(a) + y * std::cos(a));
    };
    ImGui::GetWindowDrawList()->AddTriangleFilled(turned(0, -r * 0.5f), turned(r * 0.22f, r * 0.28f), turned(0, r * 0.12f), colour::white);
    ImGui::GetWindowDrawList()->AddTriangleFilled(turned(0, -r * 0.5f), turned(0, r * 0.12f), turned(-r * 0.22f, r * 0.28f), colour::white);
    const ImVec2 n = turned(0, -r * 0.95f);
    textAt({n.x - textWidth(Font::CaptionMedium, "N") / 2, n.y - textHeight(Font::CaptionMedium) / 2}, Font::CaptionMedium, colour::white, "N");
}

void scaleBar(const Rect& view, double metresPerPixel) {
    const double want = metresPerPixel * static_cast<double>(px(size::scaleBar));
    const double power = std::pow(10.0, std::floor(std::log10(want)));
    const double step = want / power >= 5 ? 5 * power : want / power >= 2 ? 2 * power : power;
    const float w = static_cast<float>(step / metresPerPixel), x = view.x0 + px(size::padding), y = view.y1 - px(size::padding);
    const float h = px(size::round);
    fill({x - px(1), y - h - px(1), x + w + px(1), y + px(1)}, colour::casing);
    for (int i = 0; i < 4; ++i) fill({x + w * static_cast<float>(i) / 4, y - h, x + w * static_cast<float>(i + 1) / 4, y}, i % 2 ? colour::black : colour::white);
    for (int i = 0; i <= 2; ++i) {
        const std::string text = plainNumber(step * i / 2, 2) + (i == 2 ? " m" : "");
        shadowText({x + w * static_cast<float>(i) / 2 - (i == 0 ? 0 : textWidth(Font::CaptionMedium, text) / 2), y - h - textHeight(Font::CaptionMedium) - px(2)}, text);
    }
}

void tape(Stage& s) {
    const Tape& t = s.session.tape;
    if (t.points.empty() && !(s.session.tool == Tool::Measure && t.hover)) return;
    std::vector<Vec3> line = t.points;
    if (line.size() == 1 && t.hover) line.push_back(*t.hover);
    for (const Vec3& p : line) {
        if (const auto q = s.projection.project(p)) {
            disc(at(*q), px(size::dot) + px(1), colour::casing);
            disc(at(*q), px(size::dot), colour::selected);
        }
    }
    if (line.size() < 2) return;
    stroke(s, line, colour::selected, px(size::lineWidth));
    const auto q = s.projection.project((line[0] + line[1]) * 0.5);
    if (!q) return;
    const double d = glm::distance(line[0], line[1]);
    const std::string text = fmt::format("{:.3f} m   {}", d, feet(d));
    const float w = textWidth(Font::SmallMedium, text) + px(size::padding), h = px(size::keyCap + 2);
    const Rect r{at(*q).x - w / 2, at(*q).y - h - px(size::gapSmall), at(*q).x + w / 2, at(*q).y - px(size::gapSmall)};
    fill(r, colour::plate, px(size::round));
    textIn(r, Font::SmallMedium, colour::white, text, Align::Centre);
    context().names.add("Stage/Tape", r);
}

}  // namespace

void drawMeasures(Stage& s) {
    const Rect view = rectOf(s.view.area);
    if (view.w() < px(size::palette) / 4) return;
    if (s.view.kind == ViewKind::Free) axisBall(s, view);
    if (s.view.kind == ViewKind::Overhead) {
        double bearing = 0;
        if (s.scene && !s.scene->sets.empty()) {
            if (const Set* set = s.production.find(s.scene->sets.front())) bearing = set->north.value;
        }
        northArrow(view, bearing);
        scaleBar(view, s.view.plan.metresPerPixel);
    }
    if (s.view.overlays.measures) tape(s);
}

}  // namespace recce::ui
