// A drawing: strokes, fills, texts and pictures in one flat plane, x to the right and y down, in the unit its maker
// chose (millimetres on paper, pixels on a screen). Total over what every player can draw: the window, PDF and SVG play
// the same list. Curves are flattened by the helpers here. Knows no player, no font engine and no production.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/math.h"
#include "model/types.h"

namespace recce::drawing {

struct Rect {
    double x = 0, y = 0, w = 0, h = 0;
    double right() const { return x + w; }
    double bottom() const { return y + h; }
    Vec2 centre() const { return {x + w / 2, y + h / 2}; }
    bool overlaps(const Rect& o) const { return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom(); }
    Rect grown(double d) const { return {x - d, y - d, w + 2 * d, h + 2 * d}; }
    bool operator==(const Rect&) const = default;
};

struct Paint {
    Rgb colour;
    double alpha = 1;
    bool operator==(const Paint&) const = default;
};

struct Pen {
    Paint paint;
    double width = 1;
    std::vector<double> dashes;      ///< on, off, ... in drawing units; empty: solid
    std::optional<Paint> casing;     ///< drawn under it, `casingWidth` wider on either side
    double casingWidth = 0;
    bool operator==(const Pen&) const = default;
};

using Points = std::vector<Vec2>;
struct Contour {
    Points points;
    bool closed = false;
    bool operator==(const Contour&) const = default;
};

/// Round joins and ends.
struct Stroke {
    std::vector<Contour> contours;
    Pen pen;
    bool operator==(const Stroke&) const = default;
};
/// Even-odd over all contours, each taken as closed.
struct Fill {
    std::vector<Contour> contours;
    Paint paint;
    bool operator==(const Fill&) const = default;
};

enum class Weight { Regular, Medium, SemiBold, Bold };
enum class Anchor { Left, Centre, Right };
struct TextStyle {
    double size = 1;  ///< em, in drawing units
    Weight weight = Weight::Regular;
    Paint paint;
    bool operator==(const TextStyle&) const = default;
};
/// One line, in any alphabet. Digits are tabular.
struct Text {
    Vec2 at{0};  ///< on the baseline
    std::string text;
    TextStyle style;
    Anchor anchor = Anchor::Left;
    double turn = 0;  ///< radians clockwise about `at`
    bool operator==(const Text&) const = default;
};
/// The board of a shot, fitted into the rectangle and centred, aspect kept.
struct Board {
    Rect rect;
    Id<Shot> shot;
    bool dimmed = false;  ///< an omitted shot
    bool operator==(const Board&) const = default;
};
/// What follows is drawn inside the rectangle only; without one, everywhere again. Not nested.
struct Clip {
    std::optional<Rect> rect;
    bool operator==(const Clip&) const = default;
};

using Item = std::variant<Stroke, Fill, Text, Board, Clip>;
struct Drawing {
    double width = 0, height = 0;
    std::vector<Item> items;
    bool operator==(const Drawing&) const = default;
};

/// Width of one line in drawing units. Whoever lays out takes it from the player's text engine.
using Measure = std::function<double(std::string_view, const TextStyle&)>;

// ---- Helpers: each appends to the drawing --------------------------------------------------------------------------

void line(Drawing& d, Vec2 a, Vec2 b, const Pen& pen);
void polyline(Drawing& d, Points points, const Pen& pen, bool closed = false);
void box(Drawing& d, const Rect& r, const Pen& pen, double radius = 0);
void fillBox(Drawing& d, const Rect& r, const Paint& paint, double radius = 0);
void fillShape(Drawing& d, Points points, const Paint& paint);
void text(Drawing& d, Vec2 at, std::string words, const TextStyle& style, Anchor anchor = Anchor::Left);
void board(Drawing& d, const Rect& r, Id<Shot> shot, bool dimmed = false);
void clip(Drawing& d, const Rect& r);
void unclip(Drawing& d);
/// A shaft with a filled head of `head` drawing units at b.
void arrow(Drawing& d, Vec2 a, Vec2 b, const Pen& pen, double head);

Points circle(Vec2 centre, double radius);
/// From angle a to b, radians, clockwise on the page from the x axis.
Points arc(Vec2 centre, double radius, double a, double b);
Points rounded(const Rect& r, double radius);

/// Splits a fill into triangles, for players that can only fill those. Exact for even-odd, holes included.
std::vector<std::array<Vec2, 3>> triangles(const Fill& fill);

/// Breaks into lines no wider than `width`: at spaces, after hyphens and slashes, between ideographs, and inside a word
/// only where it alone is too wide. Line feeds break. At most `maxLines` (0: any number), the last then ends in U+2026.
std::vector<std::string> wrap(std::string_view words, double width, const TextStyle& style, const Measure& measure,
                              std::size_t maxLines = 0);
/// One line, cut with U+2026 where it is too wide.
std::string fitted(std::string_view words, double width, const TextStyle& style, const Measure& measure);

}  // namespace recce::drawing
