// The day over the set: a clock to drag the sun with, what the day brings and when, and the sun's way across the stage.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/ui/asks.h"
#include "app/ui/panels.h"
#include "app/ui/stage.h"
#include "app/ui/widgets.h"
#include "base/local_time.h"
#include "model/in_setup.h"
#include "optics/sun.h"
#include "plan/scene_sun.h"

namespace recce::ui {
namespace {

constexpr double kDay = 1440, kStep = 5;  // minutes

const Set* setUnder(const Production& production, const Scene& scene) { return scene.sets.empty() ? nullptr : production.find(scene.sets.front()); }

/// The day on which the scene is to be shot, else the first day of the plan, else midsummer: somebody has to begin.
Date likelyDate(const Production& production, const Scene& scene) {
    Date first;
    for (const ShootDay& day : production.all<ShootDay>()) {
        if (day.date.empty()) continue;
        if (first.empty() || day.date < first) first = day.date;
        for (const Strip& strip : day.strips)
            if (const auto* of = std::get_if<Id<Scene>>(&strip.what); of && *of == scene.id) return day.date;
    }
    return first.empty() ? "2026-06-21" : first;
}

struct Day {
    const Scene& scene;
    const Set& set;
    Date date;
    plan::SunDay sun;
    std::optional<double> now;  ///< minutes after midnight
};

/// The day over a place is worked out once, not with every frame.
const std::optional<plan::SunDay>& sunOf(const Date& date, const Set& set) {
    struct Known {
        Date date;
        Set set;
        std::optional<plan::SunDay> day;
    };
    static Known known;
    if (known.date != date || !(known.set == set)) known = {date, set, plan::sunDay(date, set)};
    return known.day;
}

/// The day of the scene in work; nothing where it has no sky or its set no place.
std::optional<Day> dayOf(const Production& production, const Session& session) {
    const Scene* scene = production.find(session.scene);
    const Set* set = scene ? setUnder(production, *scene) : nullptr;
    if (!scene || !set || scene->environment.sky == Sky::None) return std::nullopt;
    const Environment e = inSetup(setupInWork(production, session), *scene).environment;
    const Date date = e.date.empty() ? likelyDate(production, *scene) : e.date;
    const auto& sun = sunOf(date, *set);
    if (!sun) return std::nullopt;
    std::optional<double> now;
    if (const auto minutes = e.date.empty() ? std::nullopt : minutesOf(e.localTime)) now = minutes->value;
    return Day{*scene, *set, date, *sun, now};
}

plan::SunDay::Point at(const Day& day, double minutes) {
    const auto& path = day.sun.path;
    plan::SunDay::Point before = path.front();
    for (const auto& p : path) {
        if (p.at.value > minutes) {
            const double t = (minutes - before.at.value) / std::max(1e-9, p.at.value - before.at.value);
            const double turn = std::remainder(p.azimuth.value - before.azimuth.value, 360.0);
            return {Minutes(minutes), Degrees(std::fmod(before.azimuth.value + turn * t + 360, 360)), Degrees(glm::mix(before.elevation.value, p.elevation.value, t))};
        }
        before = p;
    }
    return before;
}

/// What the sky is at that height of the sun, as the bar is coloured.
ImU32 skyAt(double elevation) {
    if (elevation < -12) return colour::skyNight;
    if (elevation < -6) return colour::skyDeep;
    if (elevation < -4) return colour::skyTwilight;
    return elevation < 6 ? colour::skyGolden : colour::skyDay;
}

void askTime(const Day& day, double minutes, Phase phase, Emit& emit) {
    const std::string time = timeOfDay(Minutes(std::clamp(std::round(minutes / kStep) * kStep, 0.0, kDay - kStep)));
    emit.gesture("set", {{"target", textOf(day.scene.id)}, {"date", day.date}, {"local-time", time}, {"step", "Sun at " + time}}, phase, "Sun/Day");
}

std::string clock(const std::optional<Minutes>& when) { return when ? timeOfDay(Minutes(std::round(when->value))) : std::string(); }

/// Words beside the bar: where the sun stands, or what is missing.
std::string whereWords(const Day& day) {
    if (day.scene.environment.sky == Sky::Night) return "night sky: no sun shines";
    if (!day.now) return "drag to set the time";
    const auto p = at(day, *day.now);
    if (p.elevation.value < -0.8) return fmt::format("sun {} below the horizon", number(-p.elevation.value, 0) + "\xC2\xB0");
    return fmt::format("sun from {}\xC2\xB0, {}\xC2\xB0 high", number(p.azimuth.value, 0), number(p.elevation.value, 0));
}

void drawTrack(const Rect& track, const Day& day, Emit& emit) {
    const auto x = [&](double minutes) { return track.x0 + track.w() * static_cast<float>(minutes / kDay); };
    const Rect band{track.x0, track.y1 - px(size::label + size::gap), track.x1, track.y1 - px(size::label)};
    const auto& path = day.sun.path;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const double middle = (path[i].elevation.value + path[i + 1].elevation.value) / 2;
        fill({std::round(x(path[i].at.value)), band.y0, std::round(x(path[i + 1].at.value)), band.y1}, skyAt(middle));
    }
    // The sun's way above the band, which is the horizon.
    const double top = std::max(10.0, day.sun.highest.elevation.value);
    const auto y = [&](double elevation) { return band.y0 - px(2) - (band.y0 - track.y0 - px(size::gap)) * static_cast<float>(std::clamp(elevation / top, 0.0, 1.0)); };
    std::vector<ImVec2> arc;
    for (const auto& p : path)
        if (p.elevation.value >= 0) arc.push_back({x(p.at.value), y(p.elevation.value)});
    if (arc.size() > 1) ImGui::GetWindowDrawList()->AddPolyline(arc.data(), static_cast<int>(arc.size()), colour::faded(colour::light, 0.75f), 0, px(size::lineWidth));
    struct Event {
        const std::optional<Minutes>& when;
        const char* name;
    };
    const Event events[] = {{day.sun.dawn, "dawn"}, {day.sun.rise, "rise"}, {day.sun.goldenEnds, "golden to"}, {day.sun.goldenBegins, "golden from"}, {day.sun.set, "set"}, {day.sun.dusk, "dusk"}};
    // Morning and evening are one line of words each: rise and dawn lie too close for two.
    std::string words[2];
    for (const Event& e : events) {
        if (!e.when || e.when->value < 0 || e.when->value > kDay) continue;
        const float ex = std::round(x(e.when->value));
        lineV(ex, band.y0 - px(2), band.y1 + px(2), colour::casing);
        std::string& half = words[e.when->value < kDay / 2 ? 0 : 1];
        half += (half.empty() ? "" : "   ") + std::string(e.name) + " " + clock(e.when);
    }
    const float middle = track.centre().x, gap = px(size::gap);
    const auto write = [&](const std::string& text, const std::optional<Minutes>& near, float from, float to) {
        const float w = textWidth(Font::Caption, text);
        const float at = std::clamp((near ? x(near->value) : (from + to) / 2) - w / 2, from, std::max(from, to - w));
        textIn({at, band.y1 + px(1), to, band.y1 + px(1) + textHeight(Font::Caption)}, Font::Caption, colour::text2, text);
    };
    if (!words[0].empty()) write(words[0], day.sun.rise, track.x0, middle - gap);
    if (!words[1].empty()) write(words[1], day.sun.set, middle + gap, track.x1);
    const Hot hot = hotArea(track, "Day");
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const double under = std::clamp(static_cast<double>((mouse.x - track.x0) / std::max(1.f, track.w())), 0.0, 1.0) * kDay;
    Context& c = context();
    const std::string full = nameOf("Day");
    if (hot.held) {
        c.dragging = full;
        askTime(day, under, Phase::During, emit);
    } else if (c.dragging == full) {
        c.dragging.clear();
        askTime(day, under, Phase::End, emit);
    }
    if (hot.hovered || hot.held) lineV(std::round(mouse.x), track.y0, band.y1, colour::gridStrong);
    if (!day.now) return;
    const auto p = at(day, *day.now);
    const float hx = x(*day.now), hy = p.elevation.value >= 0 ? y(p.elevation.value) : band.centre().y;
    lineV(std::round(hx), track.y0, band.y1 + px(2), colour::white);
    disc({hx, hy}, px(size::gapSmall) + px(1), colour::casing);
    disc({hx, hy}, px(size::gapSmall), p.elevation.value >= -0.8 ? colour::light : colour::text3);
}

}  // namespace

bool hasSunBar(const Production& production, const Session& session) {
    const Scene* scene = production.find(session.scene);
    return scene && scene->environment.sky != Sky::None && setUnder(production, *scene);
}

void drawSunBar(const Rect& rect, const Production& production, Session& session, Emit& emit) {
    beginRegion("##sun", rect, colour::bg2);
    const Region region("Sun");
    lineH(rect.x0, rect.x1, rect.y0, colour::black);
    Rect row{rect.x0 + px(size::padding), rect.y0 + px(2), rect.x1 - px(size::padding), rect.y1 - px(2)};
    const auto day = dayOf(production, session);
    if (!day) {
        const Scene* scene = production.find(session.scene);
        const Set* set = scene ? setUnder(production, *scene) : nullptr;
        iconIn(row.takeLeft(px(size::indent)), icon::sun, colour::text3);
        const ButtonSpec say{.label = "Say where it is"};
        if (set && button(row.takeRight(buttonWidth(say)).middle(px(size::button)), say)) session.selection = {set->id};
        textIn(row, Font::Small, colour::text2, "Give " + (set ? set->name : std::string("the set")) + " its latitude, longitude and time zone, and the sun follows the clock.");
        ImGui::End();
        return;
    }
    Rect left = row.takeLeft(px(size::sunWords));
    left = left.middle(px(size::field + size::label));
    const Rect first = left.takeTop(px(size::field));
    iconIn({first.x0, first.y0, first.x0 + px(size::iconAdvance), first.y1}, icon::sun, day->now ? colour::light : colour::text3);
    textIn({first.x0 + px(size::indent), first.y0, first.x1, first.y1}, Font::BodyBold, colour::text1, day->now ? timeOfDay(Minutes(*day->now)) + "  " + day->date : day->date);
    textIn({left.x0 + px(size::indent), left.y0, left.x1, left.y1}, Font::Caption, colour::text3, whereWords(*day));
    if (day->scene.environment.sky == Sky::Night) {
        const ButtonSpec clear{.label = "Clear sky", .tooltip = "Let the sun light the scene"};
        if (button(row.takeRight(buttonWidth(clear)).middle(px(size::button)), clear)) emit.act("set", {{"target", textOf(day->scene.id)}, {"sky", "clear"}});
        row.takeRight(px(size::indent));
    }
    drawTrack(row, *day, emit);
    ImGui::End();
}

void drawSunArc(Stage& s) {
    if (s.session.workspace != Workspace::Light || s.view.kind == ViewKind::Camera || s.session.facts.bounds.empty()) return;
    const auto day = dayOf(s.production, s.session);
    if (!day || !day->now) return;
    const Box& box = s.session.facts.bounds;
    const Vec3 centre = box.centre() * Vec3(1, 0, 1);
    const double radius = glm::length(box.size() * Vec3(1, 0, 1)) * 0.5;
    const auto placed = [&](const plan::SunDay::Point& p) { return centre + optics::directionToSun(p.azimuth, Degrees(std::max(0.0, p.elevation.value)), day->set.north) * radius; };
    std::vector<Vec3> way;
    for (const auto& p : day->sun.path)
        if (p.elevation.value >= 0) way.push_back(placed(p));
    if (way.size() > 1) stroke(s, way, colour::faded(colour::light, 0.6f), px(1), true);
    const auto now = at(*day, *day->now);
    if (now.elevation.value < 0) return;
    const Vec3 sun = placed(now);
    const Vec3 ray[] = {sun, centre};
    stroke(s, ray, colour::faded(colour::light, 0.4f), px(1), true);
    if (const auto q = s.projection.project(sun)) {
        const ImVec2 c = ui::at(*q);
        disc(c, px(size::gap) + px(1), colour::casing);
        disc(c, px(size::gap), colour::light);
        context().names.add(nameOf("Sun"), {c.x - px(size::gap), c.y - px(size::gap), c.x + px(size::gap), c.y + px(size::gap)});
    }
}

}  // namespace recce::ui
