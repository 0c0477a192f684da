// Shapes, triangles and line breaks of drawings; see drawing.h.
#include "plan/drawing.h"

#include <algorithm>
#include <cmath>

namespace recce::drawing {
namespace {

// Chords of a full circle; at 40 mm radius the flat is under 0.03 mm.
constexpr int kCirclePieces = 96;

}  // namespace

void polyline(Drawing& d, Points points, const Pen& pen, bool closed) {
    if (points.size() < 2) return;
    d.items.push_back(Stroke{{{std::move(points), closed}}, pen});
}
void line(Drawing& d, Vec2 a, Vec2 b, const Pen& pen) { polyline(d, {a, b}, pen); }
void box(Drawing& d, const Rect& r, const Pen& pen, double radius) { polyline(d, rounded(r, radius), pen, true); }
void fillShape(Drawing& d, Points points, const Paint& paint) {
    if (points.size() < 3) return;
    d.items.push_back(Fill{{{std::move(points), true}}, paint});
}
void fillBox(Drawing& d, const Rect& r, const Paint& paint, double radius) { fillShape(d, rounded(r, radius), paint); }
void text(Drawing& d, Vec2 at, std::string words, const TextStyle& style, Anchor anchor) {
    if (words.empty()) return;
    d.items.push_back(Text{at, std::move(words), style, anchor, 0});
}

void board(Drawing& d, const Rect& r, Id<Shot> shot, bool dimmed) { d.items.push_back(Board{r, shot, dimmed}); }
void clip(Drawing& d, const Rect& r) { d.items.push_back(Clip{r}); }
void unclip(Drawing& d) { d.items.push_back(Clip{}); }

void arrow(Drawing& d, Vec2 a, Vec2 b, const Pen& pen, double head) {
    const Vec2 along = b - a;
    const double length = glm::length(along);
    if (length < 1e-9) return;
    const Vec2 u = along / length, side(-u.y, u.x);
    line(d, a, b - u * (head * 0.8), pen);
    const Points tip{b, b - u * head + side * (head * 0.38), b - u * head - side * (head * 0.38)};
    if (pen.casing) polyline(d, tip, {*pen.casing, pen.casingWidth * 2, {}, {}, 0}, true);
    fillShape(d, tip, pen.paint);
}

Points arc(Vec2 centre, double radius, double a, double b) {
    const int pieces = std::max(2, static_cast<int>(std::ceil(std::abs(b - a) / (2 * kPi) * kCirclePieces)));
    Points points;
    for (int i = 0; i <= pieces; ++i) {
        const double t = a + (b - a) * i / pieces;
        points.push_back(centre + radius * Vec2(std::cos(t), std::sin(t)));
    }
    return points;
}
Points circle(Vec2 centre, double radius) {
    Points points = arc(centre, radius, 0, 2 * kPi);
    points.pop_back();
    return points;
}
Points rounded(const Rect& r, double radius) {
    const double k = std::min({radius, r.w / 2, r.h / 2});
    if (k <= 0) return {{r.x, r.y}, {r.right(), r.y}, {r.right(), r.bottom()}, {r.x, r.bottom()}};
    Points points;
    const Vec2 centres[] = {{r.right() - k, r.y + k}, {r.right() - k, r.bottom() - k}, {r.x + k, r.bottom() - k}, {r.x + k, r.y + k}};
    for (int corner = 0; corner < 4; ++corner) {
        const double from = (corner - 1) * kPi / 2;
        for (int i = 0; i <= 8; ++i) {
            const double t = from + kPi / 2 * i / 8;
            points.push_back(centres[corner] + k * Vec2(std::cos(t), std::sin(t)));
        }
    }
    return points;
}

std::vector<std::array<Vec2, 3>> triangles(const Fill& fill) {
    // Horizontal bands between all corner heights; inside a band edges do not end, so sorted by their middle they pair
    // up into trapezoids. Crossing edges are cut where they meet, by one more height each.
    struct Edge { Vec2 top, bottom; };
    std::vector<Edge> edges;
    std::vector<double> heights;
    for (const Contour& c : fill.contours) {
        for (std::size_t i = 0; i < c.points.size(); ++i) {
            Vec2 a = c.points[i], b = c.points[(i + 1) % c.points.size()];
            heights.push_back(a.y);
            if (a.y == b.y) continue;
            if (a.y > b.y) std::swap(a, b);
            edges.push_back({a, b});
        }
    }
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.top.y < b.top.y; });
    const auto xAt = [](const Edge& e, double y) { return e.top.x + (e.bottom.x - e.top.x) * (y - e.top.y) / (e.bottom.y - e.top.y); };
    for (std::size_t i = 0; i < edges.size(); ++i) {
        for (std::size_t k = i + 1; k < edges.size() && edges[k].top.y < edges[i].bottom.y; ++k) {
            const double y0 = edges[k].top.y, y1 = std::min(edges[i].bottom.y, edges[k].bottom.y);
            const double d0 = xAt(edges[i], y0) - xAt(edges[k], y0), d1 = xAt(edges[i], y1) - xAt(edges[k], y1);
            if (d0 * d1 < 0) heights.push_back(y0 + (y1 - y0) * d0 / (d0 - d1));
        }
    }
    std::sort(heights.begin(), heights.end());
    heights.erase(std::unique(heights.begin(), heights.end()), heights.end());
    std::vector<std::array<Vec2, 3>> out;
    std::vector<const Edge*> active;
    std::size_t next = 0;
    for (std::size_t h = 0; h + 1 < heights.size(); ++h) {
        const double y0 = heights[h], y1 = heights[h + 1], middle = (y0 + y1) / 2;
        while (next < edges.size() && edges[next].top.y <= middle) active.push_back(&edges[next++]);
        std::erase_if(active, [&](const Edge* e) { return e->bottom.y <= middle; });
        std::sort(active.begin(), active.end(), [&](const Edge* a, const Edge* b) { return xAt(*a, middle) < xAt(*b, middle); });
        for (std::size_t i = 0; i + 1 < active.size(); i += 2) {
            const Vec2 a(xAt(*active[i], y0), y0), b(xAt(*active[i + 1], y0), y0);
            const Vec2 c(xAt(*active[i + 1], y1), y1), e(xAt(*active[i], y1), y1);
            out.push_back({a, b, c});
            out.push_back({a, c, e});
        }
    }
    return out;
}

}  // namespace recce::drawing
