// Snapping: where a thing that is moved on its level plane comes to rest, and the lines that say what caught it.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/ui/keys.h"
#include "app/ui/stage.h"

namespace recce::ui {
namespace {

constexpr double kGrid = 0.05;     // metres
constexpr double kFarthest = 0.25; // metres; nothing pulls from further, however small the picture is

/// A line that one coordinate of the place may be pulled to: 0 for x, 2 for z.
struct Pull {
    int axis = 0;
    double to = 0;
    double off = 1e9;   ///< metres to go
    Caught caught;
};

struct Snapping {
    const Stage& s;
    const AnyId& moving;
    Vec3 place;
    double reach = 0;
    std::array<Pull, 2> best{};  ///< by axis: x, z

    void offer(int axis, double to, double weight, const Vec3& from, const std::string& what) {
        const double off = std::abs(to - place[axis]) * weight;
        Pull& b = best[axis == 0 ? 0 : 1];
        if (off > reach || off >= b.off) return;
        Vec3 end = place;
        end[axis] = to;
        b = {axis, to, off, {from, end, what}};
    }
};

/// Faces of the thing's own box about its place, for pieces; a point for everything else.
std::vector<double> facesOf(const Stage& s, const AnyId& id, int axis) {
    std::vector<double> faces{0};
    const auto* piece = std::get_if<Id<SetPiece>>(&id);
    if (!piece) return faces;
    const auto fact = s.session.facts.pieces.find(*piece);
    const SetPiece* row = s.production.find(*piece);
    if (fact == s.session.facts.pieces.end() || !row || fact->second.bounds.empty()) return faces;
    faces.push_back(fact->second.bounds.min[axis] - row->pose.position[axis]);
    faces.push_back(fact->second.bounds.max[axis] - row->pose.position[axis]);
    return faces;
}

/// On the lines of other things: the same x or the same z.
void alignments(Snapping& n) {
    const auto line = [&](const AnyId& id, const Vec3& p, const std::string& what) {
        if (n.s.session.isSelected(id) || id == n.moving) return;
        constexpr double kWeaker = 1.5;  // edges and walls go before lines
        for (const int axis : {0, 2}) n.offer(axis, p[axis], kWeaker, p, what);
    };
    for (const Mark* m : marksIn(n.s.production, n.s.scene->id)) line(m->id, m->position, markName(n.s.production, *m));
    for (const CameraRig* r : rigsIn(n.s.production, n.s.scene->id))
        if (const auto p = placeOf(n.s, r->id)) line(r->id, *p, "camera " + r->letter);
}

/// At the edges and corners of pieces.
void edges(Snapping& n) {
    for (const SetPiece* piece : piecesIn(n.s.production, *n.s.scene)) {
        if (AnyId(piece->id) == n.moving || !piece->visible) continue;
        const auto fact = n.s.session.facts.pieces.find(piece->id);
        if (fact == n.s.session.facts.pieces.end() || fact->second.bounds.empty()) continue;
        const Box& b = fact->second.bounds;
        for (const int axis : {0, 2}) {
            const int across = 2 - axis;
            const double other = n.place[across];
            if (other < b.min[across] - n.reach || other > b.max[across] + n.reach) continue;
            for (const double edge : {b.min[axis], b.max[axis]}) {
                for (const double face : facesOf(n.s, n.moving, axis)) {
                    Vec3 from = n.place;
                    from[axis] = edge;
                    from[across] = std::abs(other - b.min[across]) < std::abs(other - b.max[across]) ? b.min[across] : b.max[across];
                    n.offer(axis, edge - face, 1, from, "edge of " + piece->name);
                }
            }
        }
    }
}

/// Against upright surfaces that stand beside it.
void walls(Snapping& n) {
    if (!n.s.session.surfaces) return;
    constexpr double kOverFloor = 0.5;  // metres: above skirtings and rugs
    const Vec3 from = n.place + Vec3(0, std::holds_alternative<Id<Mark>>(n.moving) || std::holds_alternative<Id<SetPiece>>(n.moving) ? kOverFloor : 0, 0);
    for (const int axis : {0, 2}) {
        for (const double side : {-1.0, 1.0}) {
            for (const double face : facesOf(n.s, n.moving, axis)) {
                if (face * side < 0) continue;
                Vec3 way(0);
                way[axis] = side;
                const auto hit = n.s.session.surfaces->cast(from - way * n.reach, way, 1e9);
                if (!hit || hit->figure || (hit->piece && AnyId(hit->piece) == n.moving) || std::abs(hit->normal[axis]) < 0.9) continue;
                n.offer(axis, hit->point[axis] - face, 1, hit->point, "wall");
            }
        }
    }
}

/// On the line that somebody looks along, so that a camera looks back at them.
bool eyeLine(Snapping& n, std::vector<Caught>& caught) {
    for (const Mark* m : marksIn(n.s.production, n.s.scene->id)) {
        if (AnyId(m->id) == n.moving || n.s.session.isSelected(m->id)) continue;
        const double turn = radians(m->facing);
        const Vec3 ahead(-std::sin(turn), 0, -std::cos(turn));
        const Vec3 to = (n.place - m->position) * Vec3(1, 0, 1);
        const double along = glm::dot(to, ahead);
        if (along < 0.3) continue;
        const Vec3 on = m->position + ahead * along;
        if (glm::length(to - ahead * along) > n.reach * 0.6) continue;
        n.place.x = on.x;
        n.place.z = on.z;
        caught.push_back({m->position, n.place, "eye line of " + markName(n.s.production, *m)});
        return true;
    }
    return false;
}

}  // namespace

Vec3 snappedPlace(const Stage& s, const AnyId& moving, const Vec3& place, std::vector<Caught>& caught) {
    if (s.session.snapping == ImGui::GetIO().KeyCtrl) return place;
    Snapping n{s, moving, place};
    n.reach = std::min(kFarthest, s.projection.metresPerPixel(s.projection.depth(place)) * static_cast<double>(px(size::snapReach)));
    if (s.scene) {
        if (!std::holds_alternative<Id<SetPiece>>(moving) && eyeLine(n, caught)) return n.place;
        edges(n);
        walls(n);
        alignments(n);
    }
    Vec3 to = n.place;
    for (const int axis : {0, 2}) {
        const Pull& b = n.best[axis == 0 ? 0 : 1];
        to[axis] = b.off < 1e8 ? b.to : std::round(to[axis] / kGrid) * kGrid;
    }
    for (Pull& b : n.best) {
        if (b.off > 1e8) continue;
        b.caught.to = to;
        caught.push_back(b.caught);
    }
    return to;
}

void drawCaught(const Stage& s) {
    for (const Caught& c : s.session.hand.caught) {
        const Vec3 line[] = {c.from, c.to};
        stroke(s, line, colour::accent, px(1));
        const auto a = s.projection.project(c.from), b = s.projection.project(c.to);
        if (!a || !b) continue;
        const double metres = glm::length((c.to - c.from) * Vec3(1, 0, 1));
        const std::string text = metres < 0.005 ? c.what : c.what + "  " + number(metres) + " m";
        const float w = textWidth(Font::CaptionMedium, text) + px(size::padding), h = px(size::plateHeight);
        const ImVec2 at_{static_cast<float>((a->x + b->x) / 2), static_cast<float>((a->y + b->y) / 2)};
        const Rect r{at_.x - w / 2, at_.y + px(size::gapSmall), at_.x + w / 2, at_.y + px(size::gapSmall) + h};
        fill(r, colour::plate, px(size::round));
        textIn(r, Font::CaptionMedium, colour::white, text, Align::Centre);
        context().names.add("Stage/Caught " + c.what, r);
    }
}

}  // namespace recce::ui
