// The signs of set plans; see symbols.h. Sizes in metres are true sizes: camera body 0.30 x 0.20, tape 0.30 x 0.22.
#include "plan/symbols.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace recce::signs {
using namespace drawing;
namespace {

constexpr double kBodyLength = 0.30, kBodyWidth = 0.20, kTapeWide = 0.30, kTapeLong = 0.22;

// Page directions of a heading: forward, and to the right of it.
Vec2 forward(double pan) { return {-std::sin(pan), -std::cos(pan)}; }
Vec2 right(double pan) { return {std::cos(pan), -std::sin(pan)}; }

Points turned(const Points& local, Vec2 at, double pan, double k) {
    // Local x to the right, y forward.
    Points out;
    for (const Vec2& p : local) out.push_back(at + (right(pan) * p.x + forward(pan) * p.y) * k);
    return out;
}
Pen pen(const Paint& paint, double width, const Ink& ink, std::vector<double> dashes = {}) {
    return {paint, width, std::move(dashes), ink.casing, ink.casingWidth};
}
Pen bare(const Paint& paint, double width, std::vector<double> dashes = {}) { return {paint, width, std::move(dashes), {}, 0}; }
void outlined(Drawing& d, const Points& shape, const Paint& fill, const Paint& rim, double width) {
    fillShape(d, shape, fill);
    polyline(d, shape, bare(rim, width), true);
}
TextStyle style(double size, Weight weight, const Paint& paint) { return {size, weight, paint}; }

}  // namespace

Ink paperInk() {
    constexpr double kPoint = 25.4 / 72;
    Ink i;
    i.camera = {{24, 24, 24}, 1};
    i.cameraBody = {{250, 250, 250}, 1};
    i.light = {{132, 92, 0}, 1};
    i.lightBody = {{255, 217, 112}, 1};
    i.wall = {{92, 92, 94}, 1};
    i.sheet = {{60, 60, 62}, 1};
    i.edge = {{150, 150, 150}, 1};
    i.dimension = {{36, 86, 150}, 1};
    i.dimensionGround = {{255, 255, 255}, 0.88};
    i.text = {{28, 28, 28}, 1};
    i.plate = {{28, 28, 28}, 0.94};
    i.plateText = {{255, 255, 255}, 1};
    i.rim = {{28, 28, 28}, 1};
    i.selected = {{36, 104, 180}, 1};
    i.hair = 0.09;
    i.thin = 0.14;
    i.line = 0.22;
    i.bold = 0.4;
    i.textSize = 6.6 * kPoint;
    i.smallSize = 6 * kPoint;
    i.leastBody = 3.6;
    i.leastMark = 3.4;
    return i;
}

Ink stageInk(double unit) {
    Ink i;
    i.camera = {{244, 244, 244}, 1};
    i.cameraBody = {{90, 90, 92}, 1};
    i.light = {{255, 209, 102}, 1};
    i.lightBody = {{90, 76, 40}, 1};
    i.wall = {{92, 92, 94}, 1};
    i.sheet = {{150, 150, 150}, 1};
    i.edge = {{120, 120, 120}, 1};
    i.dimension = {{138, 198, 255}, 1};
    i.dimensionGround = {{12, 12, 12}, 0.7};
    i.text = {{237, 237, 237}, 1};
    i.plate = {{12, 12, 12}, 0.82};
    i.plateText = {{255, 255, 255}, 1};
    i.rim = {{255, 255, 255}, 1};
    i.selected = {{138, 198, 255}, 1};
    i.casing = Paint{{0, 0, 0}, 0.7};
    i.casingWidth = unit;
    i.hair = unit;
    i.thin = 1.25 * unit;
    i.line = 1.5 * unit;
    i.bold = 2.5 * unit;
    i.textSize = i.smallSize = 11 * unit;
    i.leastBody = 14 * unit;
    i.leastMark = 18 * unit;
    return i;
}

void camera(Drawing& d, const PlanView& v, const Ink& ink, const CameraSign& s) {
    const Vec2 at = v.at(s.at);
    const double k = std::max(kBodyLength * v.scale, ink.leastBody) / kBodyLength;
    const Paint colour = s.selected ? ink.selected : Paint{ink.camera.colour, s.faint ? 0.5 : 1.0};
    const double left = s.pan + s.halfAngle, other = s.pan - s.halfAngle;
    if (s.filledTo) {
        Points field{at};
        for (int i = 0; i <= 24; ++i) field.push_back(at + forward(other + (left - other) * i / 24) * (*s.filledTo * v.scale));
        fillShape(d, field, {colour.colour, 0.08});
    }
    if (s.reach > 0) {
        // Sides to the frame's edge, as far as the true scale says but never shorter than the body.
        const double reach = std::max(s.reach * v.scale, ink.leastBody * 1.6) / std::cos(s.halfAngle);
        const Vec2 a = at + forward(left) * reach, b = at + forward(other) * reach;
        polyline(d, {a, at, b}, pen(colour, s.selected ? ink.line : ink.thin, ink));
        if (!s.selected) polyline(d, {a, b}, pen(colour, ink.thin, ink));
    }
    if (s.focus) {
        Points arcPoints;
        for (int i = 0; i <= 24; ++i) arcPoints.push_back(at + forward(other + (left - other) * i / 24) * (*s.focus * v.scale));
        polyline(d, arcPoints, bare(colour, ink.thin, {ink.line * 6, ink.line * 4}));
    }
    // The entrance pupil is at the front of the lens: the body lies behind it.
    const Points body = turned({{-kBodyWidth / 2, -0.08 - kBodyLength * 0.8}, {kBodyWidth / 2, -0.08 - kBodyLength * 0.8}, {kBodyWidth / 2, -0.08}, {-kBodyWidth / 2, -0.08}}, at, s.pan, k);
    const Points lens = turned({{-0.05, -0.08}, {0.05, -0.08}, {0.065, 0}, {-0.065, 0}}, at, s.pan, k);
    const Paint fill = s.selected ? ink.selected : ink.cameraBody;
    if (ink.casing) {
        polyline(d, body, bare(*ink.casing, ink.line + 2 * ink.casingWidth), true);
        polyline(d, lens, bare(*ink.casing, ink.line + 2 * ink.casingWidth), true);
    }
    outlined(d, lens, fill, colour, ink.thin);
    outlined(d, body, fill, colour, ink.line);
}

void light(Drawing& d, const PlanView& v, const Ink& ink, const LightSign& s) {
    const Vec2 at = v.at(s.at);
    const double least = ink.leastBody;
    const Paint colour = s.selected ? ink.selected : ink.light;
    const Paint body = s.on ? ink.lightBody : Paint{ink.cameraBody.colour, 0};
    const auto ray = [&](double angle, double from, double to, double width) {
        line(d, at + forward(s.heading + angle) * from, at + forward(s.heading + angle) * to, pen(colour, width, ink));
    };
    const auto shape = [&](const Points& points) {
        if (ink.casing) polyline(d, points, bare(*ink.casing, ink.line + 2 * ink.casingWidth), true);
        if (body.alpha > 0) fillShape(d, points, body);
        polyline(d, points, bare(colour, ink.line), true);
    };
    const double radius = std::max(0.16 * v.scale, least * 0.5);
    if (s.doors && !s.steep) {
        // Two leaves, spread a little.
        const double half = s.shape == FixtureShape::Panel || s.shape == FixtureShape::Disc ? std::max(s.width * v.scale, least * 1.2) / 2 : radius * 0.8;
        const double front = s.shape == FixtureShape::Panel || s.shape == FixtureShape::Disc ? 0 : radius * 0.9;
        for (const double side : {-1.0, 1.0}) {
            const Vec2 hinge = at + right(s.heading) * (half * side) + forward(s.heading) * front;
            line(d, hinge, hinge + right(s.heading) * (least * 0.2 * side) + forward(s.heading) * (least * 0.45), pen(colour, ink.line, ink));
        }
    }
    switch (s.shape) {
        case FixtureShape::Panel: {
            const double w = std::max(s.width * v.scale, least * 1.2), t = least * 0.42;
            shape(turned({{-w / 2, -t}, {w / 2, -t}, {w / 2, 0}, {-w / 2, 0}}, at, s.heading, 1));
            if (!s.steep)
                for (const double x : {-0.3, 0.0, 0.3})
                    line(d, at + right(s.heading) * (w * x) + forward(s.heading) * (t * 0.5), at + right(s.heading) * (w * x) + forward(s.heading) * (t * 2.2), pen(colour, ink.thin, ink));
            break;
        }
        case FixtureShape::Disc: {
            // A dish from above: flat in front, round behind.
            const double w = std::max(s.width * v.scale, least * 1.2);
            Points dish;
            for (int i = 0; i <= 12; ++i) dish.push_back({std::cos(kPi * i / 12) * w / 2, -std::sin(kPi * i / 12) * std::min(w * 0.35, least)});
            shape(turned(dish, at, s.heading, 1));
            if (!s.steep)
                for (const double x : {-0.3, 0.0, 0.3})
                    line(d, at + right(s.heading) * (w * x) + forward(s.heading) * (least * 0.2), at + right(s.heading) * (w * x) + forward(s.heading) * (least * 0.9), pen(colour, ink.thin, ink));
            break;
        }
        case FixtureShape::Tube: {
            const double w = std::max(s.width * v.scale, least), t = least * 0.14;
            shape(turned({{-w / 2, -t}, {w / 2, -t}, {w / 2, t}, {-w / 2, t}}, at, s.heading, 1));
            break;
        }
        case FixtureShape::Bulb: {
            shape(circle(at, radius * 0.55));
            for (int i = 0; i < 8; ++i) ray(i * kPi / 4, radius * 0.85, radius * 1.25, ink.thin);
            break;
        }
        case FixtureShape::Sun: {
            shape(circle(at, radius * 0.8));
            for (int i = 0; i < 12; ++i) ray(i * kPi / 6, radius * 1.05, radius * 1.5, ink.thin);
            break;
        }
        case FixtureShape::Fresnel:
        case FixtureShape::Spot: {
            if (!s.steep) {
                const double half = std::clamp(s.beam / 2, 0.05, 1.2), reach = radius * 3.2;
                for (const double side : {half, -half}) ray(side, radius, reach, ink.thin);
            }
            // A barrel with a wide mouth for Fresnels, a narrow one for spots.
            const double mouth = s.shape == FixtureShape::Fresnel ? 0.8 : 0.5;
            shape(turned({{-0.5, -1}, {0.5, -1}, {mouth, 0.9}, {-mouth, 0.9}}, at, s.heading, radius));
            break;
        }
    }
}

void cloth(Drawing& d, const PlanView& v, const Ink& ink, const ClothSign& s) {
    Points p;
    for (const Vec2& c : s.corners) p.push_back(v.at(c));
    const Paint colour = s.selected ? ink.selected : ink.camera;
    const std::vector<double> dashes = s.kind == ClothSign::Kind::Net ? std::vector<double>{ink.line * 4, ink.line * 3} : std::vector<double>{};
    // Its longest way and how thick it looks across that.
    Vec2 a = p[0], b = p[1];
    for (const Vec2& one : p)
        for (const Vec2& other : p)
            if (glm::length(other - one) > glm::length(b - a)) a = one, b = other;
    const double length = glm::length(b - a);
    if (length < 1e-9) return;
    const Vec2 along = (b - a) / length, across(-along.y, along.x);
    double low = 0, high = 0;
    for (const Vec2& one : p) low = std::min(low, glm::dot(one - a, across)), high = std::max(high, glm::dot(one - a, across));
    const double thick = ink.leastBody * 0.22;
    if (high - low > 2 * thick) {
        polyline(d, p, pen(colour, ink.line, ink, dashes), true);
        for (const std::size_t i : {0u, 1u}) line(d, p[i], p[i + 2], pen(colour, ink.hair, ink, dashes));
        return;
    }
    const Vec2 middle = across * ((low + high) / 2);
    switch (s.kind) {
        case ClothSign::Kind::Flag: line(d, a + middle, b + middle, pen(colour, thick, ink)); break;
        case ClothSign::Kind::Net: line(d, a + middle, b + middle, pen(colour, ink.bold, ink, dashes)); break;
        case ClothSign::Kind::Diffusion:
            for (const double side : {-0.5, 0.5}) line(d, a + middle + across * (thick * side), b + middle + across * (thick * side), pen(colour, ink.line, ink));
            break;
    }
    // The ends of the frame.
    for (const Vec2& end : {a + middle, b + middle}) line(d, end - across * thick, end + across * thick, pen(colour, ink.line, ink));
}

void mark(Drawing& d, const PlanView& v, const Ink& ink, const MarkSign& s) {
    const Vec2 at = v.at(s.at);
    const double k = std::max(kTapeWide * v.scale, ink.leastMark);
    constexpr double t = 0.2;                      // width of the tape, of the bar's length
    constexpr double stem = kTapeLong / kTapeWide; // behind the bar
    const Points tape{{-0.5, 0}, {0.5, 0}, {0.5, -t}, {t / 2, -t}, {t / 2, -stem}, {-t / 2, -stem}, {-t / 2, -t}, {-0.5, -t}};
    const Points chevron{{-0.2, 0.12}, {0.2, 0.12}, {0, 0.42}};
    for (const Points& part : {tape, chevron}) {
        const Points points = turned(part, at, s.facing, k);
        if (ink.casing) polyline(d, points, bare(*ink.casing, ink.line + 2 * ink.casingWidth), true);
        if (!s.hollow) fillShape(d, points, {s.colour, 1});
        polyline(d, points, bare(s.selected ? ink.selected : s.hollow ? Paint{s.colour, 1} : ink.rim, ink.thin), true);
    }
}

void figure(Drawing& d, const PlanView& v, const Ink& ink, const MarkSign& s, Metres height) {
    const Vec2 at = v.at(s.at);
    const double k = v.scale * height.value;
    // Biacromial width 0.23 and head breadth 0.09, length 0.11 of stature.
    const auto ellipse = [&](double y, double rx, double ry) {
        Points local;
        for (const Vec2& p : circle({0, 0}, 1)) local.push_back({p.x * rx, y + p.y * ry});
        return turned(local, at, s.facing, k);
    };
    const Rgb soft{static_cast<std::uint8_t>((s.colour.r + 255) / 2), static_cast<std::uint8_t>((s.colour.g + 255) / 2), static_cast<std::uint8_t>((s.colour.b + 255) / 2)};
    outlined(d, ellipse(0, 0.13, 0.065), {soft, 0.9}, ink.rim, ink.hair);
    outlined(d, turned({{-0.014, 0.055}, {0.014, 0.055}, {0, 0.078}}, at, s.facing, k), {soft, 1}, ink.rim, ink.hair);
    outlined(d, ellipse(0.006, 0.046, 0.056), {soft, 1}, ink.rim, ink.hair);
}

void path(Drawing& d, const PlanView& v, const Ink& ink, const std::vector<Vec2>& floor, Rgb colour) {
    if (floor.size() < 2) return;
    Points points;
    for (const Vec2& p : floor) points.push_back(v.at(p));
    const Pen way{{colour, 1}, ink.bold, {ink.bold * 4, ink.bold * 2.6}, ink.casing ? ink.casing : Paint{{255, 255, 255}, 0.9}, std::max(ink.casingWidth, ink.thin)};
    polyline(d, points, way);
    const Vec2 a = points[points.size() - 2], b = points.back();
    const double length = glm::length(b - a);
    if (length < ink.leastMark) return;
    // The arrow lies before the mark, not under it.
    const Vec2 u = (b - a) / length, tip = b - u * (ink.leastMark * 0.75), side(-u.y, u.x);
    fillShape(d, {tip, tip - u * (ink.bold * 5) + side * (ink.bold * 2.4), tip - u * (ink.bold * 5) - side * (ink.bold * 2.4)}, {colour, 1});
}

void dimension(Drawing& d, const PlanView& v, const Ink& ink, Vec2 a, Vec2 b) {
    const Vec2 p = v.at(a), q = v.at(b);
    const double length = glm::length(q - p);
    if (length < 1e-9) return;
    const Vec2 u = (q - p) / length, side(-u.y, u.x);
    line(d, p, q, {ink.dimension, ink.thin, {ink.line * 5, ink.line * 3}, ink.casing, ink.casingWidth});
    for (const Vec2 end : {p, q}) line(d, end - side * (ink.textSize * 0.35), end + side * (ink.textSize * 0.35), pen(ink.dimension, ink.thin, ink));
}

void dimensionText(Drawing& d, const PlanView& v, const Ink& ink, std::pair<Vec2, Vec2> ends, const std::string& words, Placer& placer, const Measure& measure) {
    const TextStyle face = style(ink.smallSize, Weight::Medium, ink.dimension);
    const Vec2 size(measure(words, face) + ink.smallSize * 0.5, ink.smallSize * 1.3);
    Rect best;
    double least = 1e300;
    for (int i = 0; i <= 12; ++i) {
        // From the middle outwards.
        const double t = 0.5 + (i % 2 ? -1 : 1) * ((i + 1) / 2) * 0.06;
        const Vec2 c = v.at(ends.first + (ends.second - ends.first) * t);
        const Rect r{c.x - size.x / 2, c.y - size.y / 2, size.x, size.y};
        const double cost = placer.covered(r) + i * 0.03 * size.x * size.y;
        if (cost < least) least = cost, best = r;
    }
    placer.block(best, 1.5);
    fillBox(d, best, {ink.dimensionGround.colour, ink.dimensionGround.alpha}, ink.smallSize * 0.2);
    text(d, {best.centre().x, best.centre().y + ink.smallSize * 0.36}, words, face, Anchor::Centre);
}

Rect plateRect(const Ink& ink, Vec2 at, const std::string& words, bool dot, const Measure& measure) {
    const TextStyle s = style(ink.textSize, Weight::Medium, ink.plateText);
    const double w = measure(words, s) + ink.textSize * (dot ? 1.75 : 0.9), h = ink.textSize * 1.55;
    return {at.x - w / 2, at.y - h / 2, w, h};
}

void plate(Drawing& d, const Ink& ink, const Rect& r, const std::string& words, std::optional<Rgb> dot) {
    fillBox(d, r, ink.plate, ink.textSize * 0.35);
    double x = r.x + ink.textSize * 0.45;
    if (dot) {
        fillShape(d, circle({x + ink.textSize * 0.3, r.centre().y}, ink.textSize * 0.3), {*dot, 1});
        x += ink.textSize * 0.85;
    }
    text(d, {x, r.centre().y + ink.textSize * 0.36}, words, style(ink.textSize, Weight::Medium, ink.plateText));
}

void scaleBar(Drawing& d, const Ink& ink, Vec2 at, double unitsPerMetre, double width, DisplayUnits units) {
    constexpr double kFoot = 0.3048;
    const double base = units == DisplayUnits::Metric ? 1 : kFoot;
    double step = base;
    // The longest bar of four parts with round numbers that fits.
    for (const double n : {0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 250.0})
        if (4 * n * base * unitsPerMetre <= width) step = n * base;
    const double part = step * unitsPerMetre, h = ink.textSize * 0.5;
    const TextStyle s = style(ink.smallSize, Weight::Regular, ink.text);
    for (int i = 0; i <= 4; ++i) {
        const double x = at.x + part * i;
        if (i < 4) fillBox(d, {x, at.y, part, h}, i % 2 == 0 ? ink.text : Paint{ink.cameraBody.colour, 1});
        if (i % 2 == 0) {
            const char* unit = units == DisplayUnits::Metric ? "m" : "ft";
            const std::string words = fmt::format("{:g}", i * step / base) + (i == 4 ? std::string(" ") + unit : "");
            text(d, {x, at.y - ink.smallSize * 0.45}, words, s, i == 0 ? Anchor::Left : Anchor::Centre);
        }
    }
    box(d, {at.x, at.y, part * 4, h}, bare(ink.text, ink.thin));
}

void northArrow(Drawing& d, const Ink& ink, Vec2 centre, double radius, Degrees north, const std::string& letter) {
    // Up the page bears `north`; true north is that much to the left of up.
    const double pan = radians(north);
    polyline(d, circle(centre, radius), bare(ink.text, ink.thin), true);
    const Points half{{0, 0.72}, {0.34, -0.55}, {0, -0.28}}, other{{0, 0.72}, {-0.34, -0.55}, {0, -0.28}};
    fillShape(d, turned(half, centre, pan, radius), ink.text);
    polyline(d, turned(half, centre, pan, radius), bare(ink.text, ink.thin), true);
    polyline(d, turned(other, centre, pan, radius), bare(ink.text, ink.thin), true);
    const Vec2 place = centre + forward(pan) * (radius + ink.textSize * 0.75);
    text(d, {place.x, place.y + ink.textSize * 0.36}, letter, style(ink.textSize, Weight::SemiBold, ink.text), Anchor::Centre);
}

double Placer::covered(const Rect& r) const {
    const auto common = [&](const Rect& o) {
        return std::max(0.0, std::min(r.right(), o.right()) - std::max(r.x, o.x)) * std::max(0.0, std::min(r.bottom(), o.bottom()) - std::max(r.y, o.y));
    };
    double sum = 40 * (r.w * r.h - common(within_));
    for (const Blocked& b : blocked_) sum += 4 * b.weight * common(b.rect);
    return sum;
}

Rect Placer::place(Vec2 anchor, Vec2 size, double near) {
    Rect best;
    double least = 1e300;
    for (int ring = 0; ring < 5; ++ring) {
        for (int i = 0; i < 16; ++i) {
            // Right and left before above and below, as eyes look for labels.
            static constexpr int kOrder[16] = {0, 8, 2, 14, 6, 10, 4, 12, 1, 15, 7, 9, 3, 13, 5, 11};
            const double angle = kOrder[i] * kPi / 8, away = near * (1 + ring * 0.9);
            const Vec2 u(std::cos(angle), std::sin(angle));
            const Vec2 centre = anchor + u * away + Vec2(u.x * size.x / 2, u.y * size.y / 2);
            const Rect r{centre.x - size.x / 2, centre.y - size.y / 2, size.x, size.y};
            const double cost = ring * 0.35 * size.x * size.y + i * 0.004 * size.x * size.y + covered(r);
            if (cost < least) least = cost, best = r;
        }
    }
    block(best);
    return best;
}

}  // namespace recce::signs
