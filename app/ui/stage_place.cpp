// Finding what lies under the cursor, the gizmo, and placing cameras, lights, marks and pieces by clicking on the set.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/ui/keys.h"
#include "app/ui/stage.h"
#include "app/ui/widgets.h"

namespace recce::ui {
namespace {

constexpr double kEyeHeight = 1.5;   // metres; a camera put down by a click stands at a usual height
constexpr double kLampHeight = 2.2;

double pixels(const Stage& s, const Vec3& place) {
    const auto p = s.projection.project(place);
    const Screen m = mouseAt();
    return p ? std::hypot(p->x - m.x, p->y - m.y) : 1e9;
}

double headingTo(const Vec3& from, const Vec3& to) { return degrees(lookAlong(to - from).pan).value; }

}  // namespace

std::optional<Vec3> placeOf(const Stage& s, const AnyId& id) {
    if (const auto* rig = std::get_if<Id<CameraRig>>(&id)) {
        const auto at_ = s.session.facts.cameras.find(*rig);
        if (at_ != s.session.facts.cameras.end()) return at_->second.now.position;
    }
    if (const auto* light = std::get_if<Id<Light>>(&id)) {
        if (const Light* l = s.production.find(*light)) return l->pose.position;
    }
    if (const auto* mark = std::get_if<Id<Mark>>(&id)) {
        if (const Mark* m = s.production.find(*mark)) return m->position;
    }
    if (const auto* piece = std::get_if<Id<SetPiece>>(&id)) {
        if (const SetPiece* p = s.production.find(*piece)) return p->pose.position;
    }
    if (const auto* point = std::get_if<Id<MeterPoint>>(&id)) {
        if (const MeterPoint* p = s.production.find(*point)) return p->position;
    }
    return std::nullopt;
}

std::optional<double> headingOfThing(const Stage& s, const AnyId& id) {
    if (const auto* rig = std::get_if<Id<CameraRig>>(&id)) {
        const auto at_ = s.session.facts.cameras.find(*rig);
        if (at_ != s.session.facts.cameras.end()) return degrees(at_->second.now.angles.pan).value;
    }
    if (const auto* mark = std::get_if<Id<Mark>>(&id)) {
        if (const Mark* m = s.production.find(*mark)) return m->facing.value;
    }
    if (const auto* light = std::get_if<Id<Light>>(&id)) {
        if (const Light* l = s.production.find(*light)) return degrees(lookAlong(l->pose.forward()).pan).value;
    }
    if (const auto* piece = std::get_if<Id<SetPiece>>(&id)) {
        if (const SetPiece* p = s.production.find(*piece)) return degrees(lookAlong(p->pose.forward()).pan).value;
    }
    return std::nullopt;
}

AnyId thingUnder(const Stage& s, std::optional<SurfaceHit>* out) {
    const auto hit = castAt(s.session, s.projection, mouseAt());
    if (out) *out = hit;
    if (!s.scene) return {};
    AnyId best;
    double nearest = static_cast<double>(px(size::hitGrace + size::gapSmall));
    const auto offer = [&](const AnyId& id, const Vec3& place) {
        const double d = pixels(s, place);
        if (d < nearest) nearest = d, best = id;
    };
    const Overlays& on = s.view.overlays;
    if (on.on && on.cameras) {
        for (const CameraRig* r : rigsIn(s.production, s.scene->id)) {
            if (!r->visible) continue;
            if (const auto p = placeOf(s, r->id)) offer(r->id, *p);
        }
    }
    if (on.on && on.marks) {
        for (const Mark* m : marksIn(s.production, s.scene->id))
            if (m->visible) offer(m->id, m->position);
    }
    if (on.on && on.lights) {
        for (const Light* l : lightsIn(s.production, *s.scene))
            if (l->visible) offer(l->id, l->pose.position);
    }
    if (on.on && s.session.workspace == Workspace::Light) {
        for (const MeterPoint* p : meterPointsIn(s.production, s.scene->id)) offer(p->id, p->position);
    }
    if (best.index() != 0) return best;
    if (hit && hit->figure) {
        // A figure is where its mark is: the one nearest to it.
        double least = 1e9;
        for (const Mark* m : marksIn(s.production, s.scene->id)) {
            if (m->character != hit->figure) continue;
            const double d = glm::distance(m->position, hit->point * Vec3(1, 0, 1) + Vec3(0, m->position.y, 0));
            if (d < least) least = d, best = m->id;
        }
        if (best.index() != 0) return best;
    }
    if (hit && hit->piece) {
        const SetPiece* piece = s.production.find(hit->piece);
        if (piece && !piece->locked) return hit->piece;
    }
    return {};
}

namespace {

struct GizmoShape {
    Vec3 origin{0};
    double length = 1;
    bool heading = false;
    std::optional<double> tilts;  ///< a camera's heading, radians: about the axis across it the second ring turns
};

std::optional<GizmoShape> gizmoOf(const Stage& s) {
    if (s.session.selection.empty() || s.view.kind == ViewKind::Camera || s.session.tool != Tool::Select) return std::nullopt;
    const auto place = placeOf(s, s.session.selection.front());
    if (!place || !s.projection.project(*place)) return std::nullopt;
    GizmoShape g;
    g.origin = *place;
    g.length = s.projection.metresPerPixel(s.projection.depth(*place)) * static_cast<double>(px(size::gizmo)) * 0.7;
    const auto heading = headingOfThing(s, s.session.selection.front());
    g.heading = heading.has_value();
    const bool camera = std::holds_alternative<Id<CameraRig>>(s.session.selection.front());
    if (camera && heading && s.session.selection.size() == 1 && s.view.kind == ViewKind::Free) g.tilts = *heading * kPi / 180;
    return g;
}

/// The ring for heading lies level, a camera's for tilt stands along its heading.
std::vector<Vec3> ringOf(const GizmoShape& g, int which) {
    std::vector<Vec3> ring;
    constexpr int kSteps = 48;
    const double pan = g.tilts.value_or(0);
    const Vec3 a = which == kGizmoTilt ? Vec3(-std::sin(pan), 0, -std::cos(pan)) : Vec3(1, 0, 0);
    const Vec3 b = which == kGizmoTilt ? Vec3(0, 1, 0) : Vec3(0, 0, 1);
    for (int i = 0; i <= kSteps; ++i) {
        const double t = 2 * kPi * i / kSteps;
        ring.push_back(g.origin + (a * std::cos(t) + b * std::sin(t)) * (g.length * (which == kGizmoTilt ? 0.48 : 0.62)));
    }
    return ring;
}

double distanceTo(ImVec2 a, ImVec2 b, ImVec2 p) {
    const ImVec2 d{b.x - a.x, b.y - a.y};
    const float l = d.x * d.x + d.y * d.y;
    const float t = l > 0 ? std::clamp(((p.x - a.x) * d.x + (p.y - a.y) * d.y) / l, 0.f, 1.f) : 0.f;
    return static_cast<double>(std::hypot(p.x - a.x - d.x * t, p.y - a.y - d.y * t));
}

}  // namespace

int gizmoUnder(const Stage& s) {
    const auto g = gizmoOf(s);
    if (!g) return -1;
    const ImVec2 m = ImGui::GetIO().MousePos;
    const auto origin = s.projection.project(g->origin);
    if (!origin) return -1;
    double best = static_cast<double>(px(size::gapSmall));
    int found = -1;
    // The very middle is the thing itself, whatever else lies there: it slides.
    if (std::hypot(origin->x - static_cast<double>(m.x), origin->y - static_cast<double>(m.y)) < static_cast<double>(px(size::gap))) return kGizmoMiddle;
    for (int i = 0; i < 3; ++i) {
        if (s.view.kind == ViewKind::Overhead && i == 1) continue;
        Vec3 tip = g->origin;
        tip[i] += g->length;
        const auto p = s.projection.project(tip);
        if (!p) continue;
        const double d = distanceTo(at(*origin), at(*p), m);
        if (d < best) best = d, found = i;
    }
    for (const int which : {kGizmoRing, kGizmoTilt}) {
        if (which == kGizmoRing ? !g->heading : !g->tilts) continue;
        const auto ring = ringOf(*g, which);
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const auto a = s.projection.project(ring[i]), b = s.projection.project(ring[i + 1]);
            if (!a || !b) continue;
            const double d = distanceTo(at(*a), at(*b), m);
            if (d < best) best = d, found = which;
        }
    }
    return found;
}

void drawGizmo(Stage& s) {
    const auto g = gizmoOf(s);
    if (!g || !s.view.overlays.on) return;
    const Hand& hand = s.session.hand;
    const bool held = hand.kind == HandKind::Axis || hand.kind == HandKind::Ring || hand.kind == HandKind::Tilt || hand.kind == HandKind::Move;
    const int holds = hand.kind == HandKind::Ring ? kGizmoRing : hand.kind == HandKind::Tilt ? kGizmoTilt : hand.kind == HandKind::Move ? kGizmoMiddle : hand.axis;
    const int hot = held ? holds : s.hovered ? gizmoUnder(s) : -1;
    static constexpr ImU32 kColours[] = {colour::axisX, colour::axisY, colour::axisZ};
    if (g->heading) stroke(s, ringOf(*g, kGizmoRing), colour::axisY, hot == kGizmoRing ? px(size::thick) : px(size::lineWidth));
    if (g->tilts) stroke(s, ringOf(*g, kGizmoTilt), colour::axisX, hot == kGizmoTilt ? px(size::thick) : px(size::lineWidth));
    const auto origin = s.projection.project(g->origin);
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (int i = 0; i < 3; ++i) {
        if (s.view.kind == ViewKind::Overhead && i == 1) continue;
        Vec3 tip = g->origin;
        tip[i] += g->length;
        const Vec3 line[] = {g->origin, tip};
        stroke(s, line, kColours[i], hot == i ? px(size::thick) + px(1) : px(2));
        const auto p = s.projection.project(tip);
        if (!p || !origin) continue;
        const float dx = static_cast<float>(p->x - origin->x), dy = static_cast<float>(p->y - origin->y), l = std::hypot(dx, dy);
        if (l < px(size::gap)) continue;
        const ImVec2 e = at(*p), n{-dy / l, dx / l}, f{dx / l, dy / l};
        const float k = px(size::handle);
        list->AddTriangleFilled({e.x + f.x * k * 1.6f, e.y + f.y * k * 1.6f}, {e.x + n.x * k * 0.8f, e.y + n.y * k * 0.8f}, {e.x - n.x * k * 0.8f, e.y - n.y * k * 0.8f}, kColours[i]);
    }
    if (origin) {
        const float r = px(hot == kGizmoMiddle ? size::handle : size::dot);
        disc(at(*origin), r + px(1), colour::casing);
        disc(at(*origin), r, colour::white);
        const auto named = [&](const char* name, const Vec3& where) {
            if (const auto p = s.projection.project(where)) context().names.add(nameOf(name), Rect{at(*p).x, at(*p).y, at(*p).x, at(*p).y}.inset(-px(size::handle)));
        };
        named("Gizmo/Middle", g->origin);
        for (int i = 0; i < 3; ++i) {
            Vec3 tip = g->origin;
            tip[i] += g->length * 0.85;
            if (s.view.kind != ViewKind::Overhead || i != 1) named(i == 0 ? "Gizmo/X" : i == 1 ? "Gizmo/Y" : "Gizmo/Z", tip);
        }
        if (g->heading) named("Gizmo/Ring", ringOf(*g, kGizmoRing)[6]);
        if (g->tilts) named("Gizmo/Tilt ring", ringOf(*g, kGizmoTilt)[6]);
    }
}

/// Without a mouse: arrows lead a cross from the middle of the view, Enter is the click.
bool crossByKeys(const Stage& s) {
    Placing& placing = s.session.placing;
    if (s.session.activeView != s.index || context().typing) return false;
    const ImGuiIO& io = ImGui::GetIO();
    if (std::abs(io.MouseDelta.x) + std::abs(io.MouseDelta.y) > 0) placing.byKeys = false;
    const float step = px(io.KeyShift ? size::indent * 2 : size::gapSmall);
    const float x = static_cast<float>(ImGui::IsKeyPressed(key::right) - ImGui::IsKeyPressed(key::left)) * step;
    const float y = static_cast<float>(ImGui::IsKeyPressed(key::down) - ImGui::IsKeyPressed(key::up)) * step;
    const bool entered = ImGui::IsKeyPressed(key::enter, false) || ImGui::IsKeyPressed(key::padEnter, false);
    if (!placing.byKeys && (x != 0 || y != 0 || entered)) {
        const Area& a = s.view.area;
        placing.byKeys = true;
        placing.x = static_cast<double>(a.x + a.w / 2);
        placing.y = static_cast<double>(a.y + a.h / 2);
    }
    placing.x += static_cast<double>(x);
    placing.y += static_cast<double>(y);
    return placing.byKeys && entered;
}

bool placeThings(Stage& s) {
    Session& session = s.session;
    Placing& placing = session.placing;
    if (session.tool == Tool::Select || session.tool == Tool::Spot) return false;
    const bool keyed = crossByKeys(s);
    const bool mine = (s.hovered || (placing.byKeys && session.activeView == s.index)) && session.hand.kind == HandKind::None;
    const ImGuiIO& io = ImGui::GetIO();
    const bool clicked = keyed || (s.hovered && ImGui::IsMouseClicked(0));
    // A drag that began in one view is that view's alone.
    if (!mine && (!placing.down || session.activeView != s.index)) return false;
    if (placing.down && session.activeView != s.index) return false;
    const auto hit = castAt(session, s.projection, placing.byKeys ? Screen{placing.x, placing.y} : mouseAt());
    if (mine && (io.MouseWheel != 0 || ImGui::IsMouseClicked(1) || ImGui::IsMouseClicked(2))) return false;
    if (session.tool == Tool::Measure) {
        session.tape.hover = hit ? std::optional(hit->point) : std::nullopt;
        if (!mine || !clicked || !hit) return true;
        session.activeView = s.index;
        if (session.tape.points.size() >= 2) session.tape.points.clear();
        session.tape.points.push_back(hit->point);
        return true;
    }
    if (placing.naming || placing.choosing) return true;
    placing.point = hit ? std::optional(hit->point) : std::nullopt;
    if (hit) placing.normal = hit->normal;
    if (mine && clicked && hit) {
        session.activeView = s.index;
        placing.down = hit->point;
        const Vec3 toEye = s.projection.eye.pose.position - hit->point;
        placing.facing = session.tool == Tool::Camera ? degrees(lookAlong(s.projection.eye.pose.forward()).pan).value
                         : s.projection.eye.ortho ? 0 : std::round(degrees(lookAlong(toEye).pan).value / 5) * 5;
        return true;
    }
    if (!placing.down) return true;
    const auto level = levelPoint(s.projection, mouseAt(), placing.down->y);
    if (!placing.byKeys && level && glm::distance(*level, *placing.down) > 0.12) placing.facing = snapped(headingTo(*placing.down, *level), 5, session);
    if (ImGui::IsMouseDown(0)) return true;
    const Vec3 p = *placing.down;
    const std::string scene = textOf(session.scene);
    switch (session.tool) {
        case Tool::Camera:
            s.emit.act("add-camera", {{"scene", scene}, {"at", pointText(p + Vec3(0, kEyeHeight, 0))}, {"pan", plainNumber(placing.facing, 2) + "deg"}, {"tilt", "0deg"}});
            session.tool = Tool::Select;
            placing = {};
            break;
        case Tool::Mark:
            placing.naming = true;
            placing.point = p;
            placing.down.reset();
            editField("Stage/Who", "");
            break;
        case Tool::Light: {
            if (placing.aiming) {
                const Mark* on = nullptr;
                for (const Mark* m : marksIn(s.production, session.scene)) {
                    const double d = glm::distance(m->position * Vec3(1, 0, 1), p * Vec3(1, 0, 1));
                    if (d < 0.35) on = m;
                }
                askSet(s.emit, placing.aiming, "aim", on ? textOf(on->id) : pointText(p));
                placing = {};
                session.tool = Tool::Select;
                break;
            }
            const bool wall = placing.normal.y < 0.5;
            Vec3 place = wall ? p + placing.normal * 0.1 : p;
            if (!wall && p.y < 1.0) place.y += kLampHeight;
            s.emit.act("add-light", {{"scene", scene}, {"fixture", placing.fixture}, {"at", pointText(place)}});
            // The window answers with the light's id, and the next click aims it.
            placing.down.reset();
            break;
        }
        case Tool::Piece:
            s.emit.act("window.put-piece", {{"position", pointText(p)}});
            session.tool = Tool::Select;
            placing = {};
            break;
        case Tool::MeterPoint:
            s.emit.act("add-meter-point", {{"scene", scene}, {"at", pointText(p)}});
            session.tool = Tool::Select;
            placing = {};
            break;
        case Tool::Select: case Tool::Measure: case Tool::Spot: break;
    }
    return true;
}

namespace {

void askWho(Stage& s, const Rect& box) {
    Placing& placing = s.session.placing;
    Context& c = context();
    const std::string before = c.region;
    c.region = "Stage";
    const FieldResult r = field(box, {.name = "Who", .hint = "Who stands here?"});
    c.region = before;
    if (r && !r.text.empty()) {
        s.emit.act("add-mark", {{"scene", textOf(s.session.scene)}, {"character", r.text}, {"at", pointText(*placing.point)}, {"facing", plainNumber(placing.facing, 1) + "deg"}}, "Stage/Who");
        placing.naming = false;
        placing.point.reset();
    } else if (c.editing != "Stage/Who") {
        placing = {};
        s.session.tool = Tool::Select;
    }
}

}  // namespace

void drawPlacing(Stage& s) {
    Session& session = s.session;
    Placing& placing = session.placing;
    if (session.tool == Tool::Spot) return;
    if (session.tool == Tool::Select || session.activeView != s.index) {
        if (!s.hovered || session.tool == Tool::Select) return;
    }
    if (session.tool == Tool::Light && placing.choosing && s.session.activeView == s.index) {
        std::vector<Option> options;
        for (const Choice& f : session.choices.fixtures) options.push_back({f.name, f.fact, f.group, icon::light});
        Context& c = context();
        const std::string full = "Stage/Fixture";
        const Rect anchor{s.view.area.x + px(size::padding), s.view.area.y, s.view.area.x + px(size::padding + size::menuWidth), s.view.area.y + px(size::padding)};
        const bool wasOpen = c.openList == full;
        if (const auto chosen = openList(anchor, full, options, true)) {
            placing.fixture = session.choices.fixtures[static_cast<std::size_t>(*chosen)].key;
            placing.choosing = false;
        } else if (wasOpen && c.openList != full) {
            placing = {};
            session.tool = Tool::Select;
        }
        return;
    }
    const std::optional<Vec3> place = placing.down ? placing.down : placing.point;
    if (!place) return;
    const auto p = s.projection.project(*place);
    if (!p) return;
    const double turn = placing.facing * kPi / 180;
    const Vec3 ahead = *place + Vec3(-std::sin(turn), 0, -std::cos(turn)) * 0.5;
    if (placing.down || placing.naming) {
        const Vec3 arrow[] = {*place, ahead};
        stroke(s, arrow, colour::selected, px(2));
    }
    disc(at(*p), px(size::dot) + px(1), colour::casing);
    disc(at(*p), px(size::dot), colour::selected);
    if (placing.naming && session.activeView == s.index) {
        const float w = px(size::popupMin), h = px(size::field);
        const float x = std::clamp(at(*p).x + px(size::padding), s.view.area.x, s.view.area.x + s.view.area.w - w);
        const float y = std::clamp(at(*p).y - h, s.view.area.y, s.view.area.y + s.view.area.h - h);
        askWho(s, {x, y, x + w, y + h});
    }
}

}  // namespace recce::ui
