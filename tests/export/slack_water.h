// A shot plan written by hand for the tests of sheets and files: the kitchen of Slack Water, scene 12, six shots in six
// setups, 245 minutes; and simple pictures in place of rendered boards.
#pragma once

#include <cmath>

#include "base/picture.h"
#include "plan/shot_plan.h"

namespace recce::test {

inline ShotRow shotOf(std::uint64_t id, const char* label, ShotTexts text, std::vector<CastEntry> cast, const char* description) {
    ShotRow r;
    r.id = {id};
    r.scene = {0x12};
    r.setup = {0x100 + id};
    r.rig = {0x200 + id};
    r.label = r.setupLabel = label;
    r.letter = std::string(1, static_cast<char>('A' + id - 1));
    r.text = std::move(text);
    r.cast = std::move(cast);
    r.description = description;
    r.bodyName = "ALEXA 35";
    r.modeName = "4.6K 3:2 open gate";
    r.lensName = "Signature Prime";
    r.supportName = r.text.support;
    r.tStop = 2.8;
    r.iso = 800;
    r.shutterDeg = 180;
    r.fps = 24;
    r.aspect = 2.39;
    r.ndStops = 2;
    return r;
}

inline ShotPlan slackWater() {
    const CastEntry mara{{1}, 1, "MARA", {226, 107, 27}}, teo{{2}, 2, "TEO", {65, 176, 188}};
    ShotPlan p;
    p.title = "Slack Water";
    p.draft = "Blue draft";
    p.state = "7f3a91c2";
    p.date = "2026-11-20";
    SceneRow s;
    s.id = {0x12};
    s.number = "12";
    s.heading = "INT. VOSS HOUSE \u2013 KITCHEN \u2013 DAY";
    s.intExt = "INT";
    s.setName = "VOSS HOUSE - KITCHEN";
    s.dayNight = "DAY";
    s.synopsis = "Mara reads the letter; Teo will not say what he signed.";
    s.scriptDay = "4";
    s.eighths = 19;
    s.place = "Stage A";
    s.cast = {mara, teo};
    const auto texts = [](const char* framing, const char* manner, const char* lens, const char* focus, const char* depth,
                          const char* height, const char* tilt, const char* support, const char* estimate, const char* duration) {
        return ShotTexts{framing, manner, lens, "T2.8", focus, depth, height, tilt, support, "ALEXA 35 3:2", "2.39", estimate, duration, "planned"};
    };
    s.shots = {
        shotOf(1, "12", texts("MLS two-shot", "eye level, static", "35 mm", "4.90 m", "3.94\u20136.47", "1.38 m", "\u22122.0\u00B0", "Fisher 11", "0:55", "11.5 s"),
               {mara, teo}, "Wide of the kitchen. Mara at the table with the letter. Teo comes in from the hall and stops at the window."),
        shotOf(2, "12A", texts("MS over TEO", "high, static", "40 mm", "3.31 m", "2.94\u20133.78", "1.64 m", "\u22127.8\u00B0", "Sticks", "0:45", "13.5 s"),
               {mara, teo}, "Over Teo\u2019s shoulder to Mara. She reads, does not look up until \u201CHe signed for the boat.\u201D"),
        shotOf(3, "12B", texts("MS over MARA", "low, static", "40 mm", "3.15 m", "2.82\u20133.57", "1.27 m", "+4.6\u00B0", "Sticks", "0:40", "14 s"),
               {teo, mara}, "Favours Teo against the window. Hold on him through her line; he turns out on \u201CSame thing, here.\u201D"),
        shotOf(4, "12C", texts("CU MARA", "eye level, static", "75 mm", "2.65 m", "2.58\u20132.73", "1.26 m", "\u22121.6\u00B0", "Sticks", "0:35", "9 s"),
               {mara}, "Mara. Key comes round from the window side."),
        shotOf(5, "12D", texts("CU TEO", "eye level, static", "75 mm", "2.28 m", "2.23\u20132.34", "1.58 m", "+1.9\u00B0", "Sticks", "0:40", "8 s"),
               {teo}, "Teo. Matches 12C in size and height of eye."),
        shotOf(6, "12E", texts("INSERT letter", "high, static", "58 mm", "1.17 m", "1.15\u20131.19", "1.62 m", "\u221243.7\u00B0", "Sticks", "0:30", "4 s"),
               {}, "The letter and her hand. Last line legible.")};
    const double lens[] = {35, 40, 40, 75, 75, 58}, focus[] = {4.90, 3.31, 3.15, 2.65, 2.28, 1.17};
    const double nearM[] = {3.94, 2.94, 2.82, 2.58, 2.23, 1.15}, farM[] = {6.47, 3.78, 3.57, 2.73, 2.34, 1.19};
    const double height[] = {1.38, 1.64, 1.27, 1.26, 1.58, 1.62}, tilt[] = {-2.0, -7.8, 4.6, -1.6, 1.9, -43.7};
    const double minutes[] = {55, 45, 40, 35, 40, 30};
    const std::int64_t frames[] = {276, 324, 336, 216, 192, 96};
    const char* sizes[] = {"MLS", "MS", "MS", "CU", "CU", "INSERT"};
    for (std::size_t i = 0; i < 6; ++i) {
        ShotRow& r = s.shots[i];
        r.lensMm = lens[i];
        r.focusM = focus[i];
        r.nearM = nearM[i];
        r.farM = farM[i];
        r.heightM = height[i];
        r.tiltDeg = tilt[i];
        r.frames = frames[i];
        r.seconds = static_cast<double>(frames[i]) / 24;
        r.sizeWord = sizes[i];
        r.angleWord = r.text.manner.substr(0, r.text.manner.find(','));
        r.movementWord = "static";
        SetupRow u;
        u.id = r.setup;
        u.scene = s.id;
        u.label = r.setupLabel;
        u.setName = "VOSS HOUSE - KITCHEN";
        u.cameras = {r.letter};
        u.equipment = {"ALEXA 35", r.text.lens + " Signature Prime", r.text.support};
        u.cast = r.cast;
        u.shots = {r.label};
        u.minutes = minutes[i];
        u.seconds = r.seconds;
        s.setups.push_back(u);
        s.minutes += minutes[i];
        s.seconds += r.seconds;
    }
    s.shotCount = s.setupCount = 6;
    p.scenes = {s};
    DayRow d;
    d.id = {0xD1};
    d.number = 1;
    d.date = "2026-11-20";
    d.call = "07:30";
    d.wrap = "18:30";
    d.place = "Stage A";
    d.timeZone = "Europe/Berlin";
    d.eighths = 19;
    d.minutes = 245;
    d.strips = {{{0x12}, {}, "12 INT. VOSS HOUSE \u2013 KITCHEN \u2013 DAY"}};
    p.days = {d};
    return p;
}

/// A room seen in perspective, tinted by the shot, so that pictures in sheets can be told apart.
inline Picture boardOf(Id<Shot> shot, std::uint32_t width, double aspect) {
    Picture p{width, static_cast<std::uint32_t>(std::lround(width / aspect)), {}};
    for (std::uint32_t y = 0; y < p.height; ++y) {
        for (std::uint32_t x = 0; x < p.width; ++x) {
            const double u = static_cast<double>(x) / p.width, v = static_cast<double>(y) / p.height;
            double shade = v > 0.62 ? 0.45 + 0.4 * v : 0.78 - 0.25 * u;
            if (u > 0.55 && u < 0.8 && v > 0.12 && v < 0.55) shade = 0.95;
            const double fx = 0.2 + 0.1 * static_cast<double>(shot.value % 5), head = std::hypot((u - fx) * aspect, v - 0.36);
            const bool body = std::abs(u - fx) < 0.07 && v > 0.45, figure = body || head < 0.1;
            const double tint = static_cast<double>(shot.value % 7) / 7;
            const double rgb[] = {figure ? 0.8 - 0.5 * tint : shade, figure ? 0.35 + 0.2 * tint : shade * 0.95, figure ? 0.25 + 0.5 * tint : shade * 0.86};
            for (const double c : rgb) p.rgba.push_back(static_cast<std::uint8_t>(std::lround(255 * std::min(1.0, c))));
            p.rgba.push_back(255);
        }
    }
    return p;
}

}  // namespace recce::test
