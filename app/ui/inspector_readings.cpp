// What is computed beside what is set: where a lamp's light falls and what it draws, and what a camera's numbers come to.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/ui/inspector.h"
#include "optics/exposure.h"
#include "optics/lens.h"
#include "plan/camera_view.h"

namespace recce::ui {
namespace {

/// One row of readings: who or what, a bar against the most of them, and the lux.
struct Share {
    std::string name;
    ImU32 dot = 0;
    double lux = 0;
};
void bars(std::vector<Share> rows) {
    std::stable_sort(rows.begin(), rows.end(), [](const Share& a, const Share& b) { return a.lux > b.lux; });
    for (const Share& share : rows) {
        Rect row = nextRow(px(size::sectionHead));
        row.x0 += px(size::padding);
        row.x1 -= px(size::padding);
        disc({row.x0 + px(size::dot), row.centre().y}, px(size::dot), share.dot);
        row.takeLeft(px(size::iconAdvance));
        const Rect value = row.takeRight(px(size::labelColumn - size::indent));
        textIn(row.takeLeft(row.w() * 0.48f), Font::Small, colour::text1, share.name);
        textIn(value, Font::Small, colour::text1, number(share.lux, share.lux < 9.95 && share.lux > 0.05 ? 1 : 0) + " lx", Align::Right);
        row.takeLeft(px(size::gap));
        const Rect bar = row.middle(px(size::round));
        fill(bar, colour::field, px(2));
        if (rows.front().lux > 0) fill({bar.x0, bar.y0, bar.x0 + bar.w() * static_cast<float>(share.lux / rows.front().lux), bar.y1}, colour::light, px(2));
    }
    skip(px(size::round));
    rule();
}

void fallsOn(const Editor& e, const Light& light) {
    std::vector<Share> rows;
    for (const MeterRow& row : e.session.meter.rows) {
        const Mark* mark = e.production.find(row.mark);
        for (const auto& [id, lux] : row.byLight)
            if (id == light.id) rows.push_back({row.name, mark ? characterColour(e.production, mark->character) : colour::text2, lux});
    }
    if (!rows.empty() && section(e.session.closed, "Falls on")) bars(std::move(rows));
}

void power(const Editor& e, const Light& light) {
    const double watts = wattsOf(e.production, light);
    if (watts <= 0 || !section(e.session.closed, "Power", powerText(watts))) return;
    const double volts = std::max(1.0, e.production.info->mainsVolts);
    double all = 0;
    const Scene* scene = e.production.find(e.session.scene);
    if (scene)
        for (const Light* other : lightsIn(e.production, *scene)) all += other->on ? wattsOf(e.production, *other) : 0;
    e.caption(fmt::format("{} W   {} A at {} V", number(watts, 0), number(watts / volts, 1), number(volts, 0)), scene ? "scene " + scene->number + ": " + powerText(all) : "");
}

}  // namespace

void inspectLightReadings(const Editor& e, const Light& light) {
    rule();
    fallsOn(e, light);
    power(e, light);
}

void inspectPlaceReadings(const Editor& e, const AnyId& place) {
    for (const MeterRow& row : e.session.meter.rows) {
        if (AnyId(row.mark) != place && AnyId(row.point) != place) continue;
        const std::string all = number(row.total, 0) + " lx" + (row.stop ? "  T" + number(*row.stop, 1) : "");
        if (!section(e.session.closed, "Light here", all)) return;
        std::vector<Share> rows;
        double other = row.total - row.sun;
        for (const auto& [id, lux] : row.byLight) {
            other -= lux;
            const Light* light = e.production.find(id);
            if (light && lux > 0) rows.push_back({light->name, colour::light, lux});
        }
        if (row.sun > 0) rows.push_back({"Sun", colour::light, row.sun});
        rows.push_back({"Sky and bounce", colour::text2, std::max(0.0, other)});
        return bars(std::move(rows));
    }
}

void inspectPoint(const Editor& e, const MeterPoint& point) {
    const Scene* scene = e.production.find(point.scene);
    inspectorHead(e, {icon::spotMeter, point.name, scene ? "Metered point \xC2\xB7 scene " + scene->number : "Metered point"});
    e.text("Name", "name", point.name, "Letter on the table");
    positionRow(e, point.position, "position");
    for (const char* name : {"X", "Z", "Height"}) e.refusal(name);
    rule();
    inspectPlaceReadings(e, point.id);
}

void inspectCalculator(const Editor& e, const CameraRig& rig, const CameraFact& fact) {
    if (!section(e.session.closed, "Calculator")) return;
    const CameraNow& now = fact.now;
    const plan::CameraKit kit = plan::kitOf(e.production, rig);
    const double squeeze = kit.squeeze();
    const double aspect = e.production.info->aspect;
    const optics::Gate frame = optics::deliveryCrop(kit.gate(), squeeze, aspect);
    const auto metres = [](double m) { return std::isfinite(m) ? number(m) + " m" : std::string("\xE2\x88\x9E"); };
    const Metres focus = optics::pupilFromTape(now.focus, now.focal);
    if (std::isfinite(focus.value)) {
        const auto covers = optics::frameAt(focus, frame, now.focal, squeeze);
        e.fact("Frame at focus", number(covers.width.value) + " \xC3\x97 " + number(covers.height.value) + " m");
    }
    const FStop stop = optics::fStop(optics::exactStop(rig.stop), kit.transmittance());
    const Millimetres circle = optics::circleOfConfusion(kit.gate());
    e.fact("Hyperfocal", metres(optics::hyperfocal(now.focal, stop, circle).value));
    e.fact("Sharp", std::isfinite(fact.farM) ? metres(fact.nearM) + " \xE2\x80\x93 " + metres(fact.farM) + ", " + metres(fact.farM - fact.nearM) + " deep" : metres(fact.nearM) + " and on");
    e.fact("Full-frame lens", number(now.focal.value * optics::cropFactor(kit.gate()) / squeeze, 0) + " mm");
    // What the incident meter must read for this stop: E = C T^2 / (t S), more behind a filter.
    const double rate = (rig.captureRate ? *rig.captureRate : e.production.info->rate).perSecond();
    const double t = optics::exactStop(rig.stop).value, seconds = optics::exposureTime(rig.shutter, rate).value;
    const double each = t * t / (seconds * rig.iso.value) * std::exp2(rig.nd.value);
    e.fact("Key light for T" + plainNumber(rig.stop.value, 1), number(optics::kDomeMeter * each, 0) + " lx by dome, " + number(optics::kIncidentMeter * each, 0) + " flat");
    rule();
}

}  // namespace recce::ui
