// Lamps over a floor at height 0 and what they give at its origin, by closed forms and tables from outside. One list for every
// part of Recce that turns candela into light.
#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

#include "optics/photometry.h"
#include "render/contents.h"

namespace recce::test {

struct LampCase {
    std::string name;
    render::Lamp lamp;
    double lux = 0;  ///< at the origin, on the floor
};

inline render::Lamp lampOf(render::LampKind kind, const Vec3& at, const PanTiltRoll& turned, double candela, double width, double height) {
    render::Lamp lamp;
    lamp.kind = kind;
    lamp.pose = {at, toRotation(turned)};
    lamp.candela = Vec3(candela);
    lamp.width = Metres(width);
    lamp.height = Metres(height);
    return lamp;
}

/// A file of type C without any symmetry: 1000 cd, falling evenly to 0 at 60 degrees in the plane 0, at 80 in 90, 40 in 180, 20 in 270.
inline std::shared_ptr<const optics::IesProfile> lopsidedProfile() {
    std::string text = "IESNA:LM-63-2002\nTILT=NONE\n1 -1 1 10 4 1 2 0 0 0\n1 1 1\n0 10 20 30 40 50 60 70 80 90\n0 90 180 270\n";
    for (const double end : {60.0, 80.0, 40.0, 20.0}) {
        for (int v = 0; v <= 90; v += 10) text += fmt::format("{} ", std::max(0.0, 1000 * (1 - v / end)));
        text += "\n";
    }
    auto read = optics::readIes(text, "lopsided.ies");
    return read ? std::make_shared<const optics::IesProfile>(std::move(*read)) : nullptr;
}

inline std::vector<LampCase> lampCases() {
    using render::LampKind;
    const PanTiltRoll down{0, -kPi / 2, 0};
    std::vector<LampCase> all;
    const auto add = [&](std::string name, render::Lamp lamp, double lux) { all.push_back({std::move(name), std::move(lamp), lux}); };
    const double slant = 35 * kPi / 180;
    add("PHO-PNT-001 point", lampOf(LampKind::Bulb, {0, 2, 0}, down, 1000, 0.01, 0.01), 250);
    add("PHO-PNT-005 point aslant", lampOf(LampKind::Bulb, {3.5 * std::sin(slant), 3.5 * std::cos(slant), 0}, down, 5000, 0.01, 0.01), 334.347773);
    const optics::SpotBeam beam = optics::spotBeam(Degrees(30), Degrees(50));
    for (const double off : {0.0, 15.0, 25.0}) {
        render::Lamp spot = lampOf(LampKind::Spot, {0, 3, 0}, {0, -kPi / 2 + off * kPi / 180, 0}, 900, 0.01, 0.01);
        spot.halfBeam = beam.halfBeam;
        spot.power = beam.power;
        add(fmt::format("spot, {} degrees off its axis", off), spot, 100 * (off == 0 ? 1 : off == 15 ? 0.5 : 0.1));
    }
    const auto panel = [&](const char* name, const Vec3& at, const PanTiltRoll& turned, double nits, double w, double h, double lux) {
        add(name, lampOf(LampKind::Panel, at, turned, nits * w * h, w, h), lux);
    };
    panel("PHO-REC-002", {0, 3, 0}, down, 71395, 0.645, 0.3, 1520.76481);
    panel("PHO-REC-004", {1.5, 2, -0.5}, down, 2000, 1, 1, 190.507768);
    panel("PHO-REC-006 half below the floor", {0, 0, 2}, {}, 2000, 2, 2, 175.02053);
    panel("PHO-REC-008 window on the floor", {1.5, 0.6, 0}, {kPi / 2, 0, 0}, 3000, 2, 1.2, 639.615037);
    panel("PHO-REC-010 thin strip", {0, 1.5, -0.5}, down, 8000, 2, 0.05, 231.242087);
    const auto disk = [&](const char* name, double nits, double radius, double high, double aside, double lux) {
        add(name, lampOf(LampKind::Disk, {aside, high, 0}, down, nits * kPi * radius * radius, 2 * radius, 2 * radius), lux);
    };
    disk("PHO-DSK-001", 3000, 0.5, 2, 0, 554.398704);
    disk("PHO-DSK-003", 10000, 0.15, 1, 0.5, 449.104074);
    disk("PHO-DSK-005", 500, 2, 1.5, 2.5, 314.159265);
    const double tilt = 40 * kPi / 180;
    add("PHO-DSK-007 sphere", lampOf(LampKind::Bulb, {1.2 * std::sin(tilt), 1.2 * std::cos(tilt), 0}, down, kPi * 0.09 * 5000, 0.6, 0.6), 752.062373);
    const auto tube = [&](const char* name, double nits, double radius, double length, double high, double lux) {
        add(name, lampOf(LampKind::Tube, {0, high, 0}, down, 2 * radius * length * nits, length, 2 * radius), lux);
    };
    tube("PHO-TUB-001", 8000, 0.013, 1.2, 1.0, 204.171962);
    tube("PHO-TUB-003", 12000, 0.019, 0.5, 0.5, 787.646619);
    // The lamp looks down with its up to -Z: the floor's origin lies in the plane 0 of a lamp at +Z, in 90 of one at -X.
    const double v = std::atan(0.5), d2 = 1.25 * 4;
    const double share = v * 180 / kPi;
    const Vec3 places[] = {{0, 2, 1}, {-1, 2, 0}, {0, 2, -1}, {1, 2, 0}};
    const double ends[] = {60, 80, 40, 20};
    for (int i = 0; i < 4; ++i) {
        render::Lamp measured = lampOf(LampKind::Spot, places[i], down, 1000, 0.001, 0.001);
        measured.profile = lopsidedProfile();
        add(fmt::format("IES, plane {}", 90 * i), measured, std::max(0.0, 1000 * (1 - share / ends[i])) * std::cos(v) / d2);
    }
    render::Lamp rolled = lampOf(LampKind::Spot, places[0], {0, -kPi / 2, kPi / 2}, 1000, 0.001, 0.001);
    rolled.profile = lopsidedProfile();
    // Rolled a quarter clockwise as it looks: its up lies where its right was, so the origin is to its left, plane 270.
    add("IES, rolled", rolled, 0);
    return all;
}

}  // namespace recce::test
