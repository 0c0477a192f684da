// The signs on the stage: cameras, lights, marks, paths and name plates, each line with a casing so that it reads on
// any set.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "app/ui/stage.h"

namespace recce::ui {
namespace {

// Sizes of the signs in metres, from the guide.
constexpr Vec3 kBody(0.18, 0.20, 0.30);
constexpr double kPyramid = 0.95;
constexpr double kTapeLong = 0.30, kTapeWide = 0.22, kTape = 0.05;
constexpr double kBeamShown = 3.0;
constexpr float kGizmoRing = 0.44f;  // its radius on screen, of the gizmo's size

struct Plate {
    ImVec2 anchor;
    std::string text;
    ImU32 dot = 0;
    bool selected = false;
    AnyId id;
    double depth = 0;
};

std::vector<ImVec2> projected(const Stage& s, std::span<const Vec3> points) {
    // Each piece is cut at the eye: a line that goes behind it must not jump across the view.
    std::vector<ImVec2> out;
    constexpr double kEye = 0.06;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        Vec3 a = points[i], b = points[i + 1];
        if (!s.projection.eye.ortho) {
            const double da = s.projection.depth(a), db = s.projection.depth(b);
            if (da < kEye && db < kEye) continue;
            if (da < kEye) a += (b - a) * ((kEye - da) / (db - da));
            if (db < kEye) b += (a - b) * ((kEye - db) / (da - db));
        }
        const auto pa = s.projection.project(a), pb = s.projection.project(b);
        if (!pa || !pb) continue;
        out.push_back(at(*pa));
        out.push_back(at(*pb));
    }
    return out;
}

void plates(Stage& s, std::vector<Plate>& all) {
    if (!s.view.overlays.plates) return;
    std::stable_sort(all.begin(), all.end(), [](const Plate& a, const Plate& b) {
        return std::pair(!a.selected, a.depth) < std::pair(!b.selected, b.depth);
    });
    std::vector<Rect> taken;
    for (const Plate& p : all) {
        const float w = textWidth(Font::CaptionMedium, p.text) + px(size::padding) + (p.dot ? px(size::padding - 2) : 0), h = px(size::plateHeight);
        Rect r{std::round(p.anchor.x - w / 2), std::round(p.anchor.y - h), std::round(p.anchor.x + w / 2), std::round(p.anchor.y)};
        const auto free = [&](const Rect& c) {
            return std::none_of(taken.begin(), taken.end(), [&](const Rect& t) { return c.x0 < t.x1 && c.x1 > t.x0 && c.y0 < t.y1 && c.y1 > t.y0; });
        };
        float shift = 0;
        while (shift <= px(size::plateShift) && !free({r.x0, r.y0 - shift, r.x1, r.y1 - shift})) shift += px(2);
        if (shift > px(size::plateShift) && !p.selected) continue;
        r.y0 -= shift, r.y1 -= shift;
        taken.push_back(r);
        context().names.add("Stage/Sign " + p.text, r);
        fill(r, p.selected ? colour::accentFill : colour::plate, px(size::round));
        float x = r.x0 + px(size::gapSmall);
        if (p.dot) disc({x + px(size::dot), r.centre().y}, px(size::dot - 0.5f), p.dot), x += px(size::padding - 1);
        textIn({x, r.y0, r.x1, r.y1}, Font::CaptionMedium, colour::white, p.text);
    }
}

void addPlate(Stage& s, std::vector<Plate>& all, const Vec3& where, Plate plate, float above) {
    const auto p = s.projection.project(where);
    if (!p || !s.view.area.contains(p->x, p->y)) return;
    // A chosen thing has the gizmo around it: its plate hangs below that.
    if (plate.selected && s.view.kind != ViewKind::Camera) above = -px(size::gizmo * kGizmoRing + size::plateHeight + size::round);
    plate.anchor = {static_cast<float>(p->x), static_cast<float>(p->y) - above};
    // From above one of its arrows points down the picture: the plate hangs beside it.
    if (plate.selected && s.view.kind == ViewKind::Overhead) plate.anchor.x += textWidth(Font::CaptionMedium, plate.text) / 2 + px(size::padding * 2);
    plate.depth = s.projection.depth(where);
    all.push_back(std::move(plate));
}

void ground(Stage& s) {
    if (!s.view.overlays.grid || s.view.kind == ViewKind::Camera) return;
    const bool covered = !s.session.facts.bounds.empty() && s.view.picture.texture != 0;
    if (covered) return;  // a set has a floor of its own
    ImDrawList* list = ImGui::GetWindowDrawList();
    constexpr int kHalf = 15;
    for (int i = -kHalf; i <= kHalf; ++i) {
        const ImU32 c = i % 5 == 0 ? colour::gridStrong : colour::gridLine;
        const Vec3 across[] = {{static_cast<double>(i), 0, -kHalf}, {static_cast<double>(i), 0, kHalf}};
        const Vec3 along[] = {{-kHalf, 0, static_cast<double>(i)}, {kHalf, 0, static_cast<double>(i)}};
        for (const auto& line : {std::span<const Vec3>(across), std::span<const Vec3>(along)}) {
            const auto p = projected(s, line);
            if (p.size() == 2) list->AddLine(p[0], p[1], c, 1);
        }
    }
}

void cameraSign(Stage& s, const CameraRig& rig, std::vector<Plate>& all) {
    const auto found = s.session.facts.cameras.find(rig.id);
    if (found == s.session.facts.cameras.end() || !rig.visible) return;
    if (s.view.kind == ViewKind::Camera && rigOf(s.session, s.view) == rig.id) return;
    const CameraNow& now = found->second.now;
    // A camera that was just taken from this view stands where the eye is: its body would fill the picture.
    constexpr double kAtTheEye = 0.7;  // metres
    if (!s.projection.eye.ortho && glm::distance(now.position, s.projection.eye.pose.position) < kAtTheEye) return;
    const bool selected = s.session.isSelected(rig.id);
    const ImU32 c = selected ? colour::selected : colour::camera;
    const Quat turn = toRotation(now.angles);
    const auto world = [&](double x, double y, double z) { return now.position + turn * Vec3(x, y, z); };
    // At least 14 px on screen, whatever the distance.
    const double px14 = s.projection.metresPerPixel(s.projection.depth(now.position)) * static_cast<double>(px(size::bodyMin));
    const double grow = std::max(1.0, px14 / kBody.z);
    const Vec3 h = kBody * 0.5 * grow;
    const double back = 2 * h.z;
    const float width = selected ? px(2) : px(size::lineWidth);
    std::array<Vec3, 8> box;
    for (int i = 0; i < 8; ++i) box[static_cast<std::size_t>(i)] = world((i & 1) ? h.x : -h.x, (i & 2) ? h.y : -h.y, (i & 4) ? back : 0);
    ImDrawList* list = ImGui::GetWindowDrawList();
    static constexpr int kFaces[6][4] = {{0, 1, 3, 2}, {4, 5, 7, 6}, {0, 1, 5, 4}, {2, 3, 7, 6}, {0, 2, 6, 4}, {1, 3, 7, 5}};
    for (const auto& f : kFaces) {
        ImVec2 q[4];
        bool ok = true;
        for (int i = 0; i < 4; ++i) {
            const auto p = s.projection.project(box[static_cast<std::size_t>(f[i])]);
            ok = ok && p;
            if (p) q[i] = at(*p);
        }
        if (ok) list->AddQuadFilled(q[0], q[1], q[2], q[3], colour::faded(selected ? colour::accentFill : colour::text3, 0.75f));
    }
    for (const auto& f : kFaces) {
        const Vec3 loop[] = {box[static_cast<std::size_t>(f[0])], box[static_cast<std::size_t>(f[1])], box[static_cast<std::size_t>(f[2])], box[static_cast<std::size_t>(f[3])], box[static_cast<std::size_t>(f[0])]};
        stroke(s, loop, c, px(1));
    }
    const double kx = now.gateWidth.value / 2 / std::max(1.0, now.focal.value), ky = kx / s.aspect;
    const double reach = std::min(kPyramid * grow, 6.0);
    const Vec3 corner[] = {world(-kx * reach, ky * reach, -reach), world(kx * reach, ky * reach, -reach), world(kx * reach, -ky * reach, -reach), world(-kx * reach, -ky * reach, -reach)};
    const Vec3 rim[] = {corner[0], corner[1], corner[2], corner[3], corner[0]};
    stroke(s, rim, c, width);
    for (const Vec3& p : corner) {
        const Vec3 edge[] = {now.position, p};
        stroke(s, edge, c, width);
    }
    const Vec3 tick[] = {world(-kx * reach * 0.18, ky * reach * 1.1, -reach), world(kx * reach * 0.18, ky * reach * 1.1, -reach), world(0, ky * reach * 1.45, -reach)};
    const auto t0 = s.projection.project(tick[0]), t1 = s.projection.project(tick[1]), t2 = s.projection.project(tick[2]);
    if (t0 && t1 && t2) list->AddTriangleFilled(at(*t0), at(*t1), at(*t2), c);
    if (selected) {
        // The field on the floor out to the far limit of sharpness, and the focus as a dashed arc.
        const double far = std::min(std::isfinite(found->second.farM) && found->second.farM > 0 ? found->second.farM : 12.0, 15.0);
        const Vec3 flat = now.position * Vec3(1, 0, 1);
        const auto onFloor = [&](double side, double distance) {
            const double angle = now.angles.pan - side * std::atan(kx);
            return flat + Vec3(-std::sin(angle), 0, -std::cos(angle)) * distance;
        };
        const Vec3 field[] = {onFloor(-1, far), flat, onFloor(1, far)};
        stroke(s, field, colour::selected, px(1));
        const auto a = s.projection.project(field[0]), b = s.projection.project(field[1]), d = s.projection.project(field[2]);
        if (a && b && d) list->AddTriangleFilled(at(*a), at(*b), at(*d), colour::selectedSoft);
        std::vector<Vec3> arc;
        for (int i = -8; i <= 8; ++i) arc.push_back(onFloor(i / 8.0, now.focus.value));
        stroke(s, arc, colour::selected, px(1), true);
        // Where sharpness begins and ends: two frames standing in the set, and their distances.
        for (const double limit : {found->second.nearM, found->second.farM}) {
            if (!std::isfinite(limit) || limit <= 0.05 || limit > far) continue;
            const double x = kx * limit, y = ky * limit;
            const Vec3 plane[] = {world(-x, y, -limit), world(x, y, -limit), world(x, -y, -limit), world(-x, -y, -limit), world(-x, y, -limit)};
            stroke(s, plane, colour::faded(colour::selected, 0.8f), px(1));
            addPlate(s, all, world(x, y, -limit), {{}, number(limit) + " m", 0, false, {}, 0}, px(2));
        }
    }
    std::string text = rig.letter;
    if (selected) text += "  " + number(now.focal.value, 0) + " mm  h " + number(now.position.y);
    addPlate(s, all, now.position + Vec3(0, h.y, 0), {{}, text, 0, selected, rig.id, 0}, px(size::gap));
}

void circle(Stage& s, const Vec3& centre, const Vec3& a, const Vec3& b, double radius, ImU32 c, float width) {
    std::vector<Vec3> ring;
    constexpr int kSteps = 24;
    for (int i = 0; i <= kSteps; ++i) {
        const double t = 2 * kPi * i / kSteps;
        ring.push_back(centre + a * (std::cos(t) * radius) + b * (std::sin(t) * radius));
    }
    stroke(s, ring, c, width);
}

void lightSign(Stage& s, const Light& light, std::vector<Plate>& all) {
    if (!light.visible || (s.view.kind == ViewKind::Camera && !s.session.isSelected(light.id))) return;
    const bool selected = s.session.isSelected(light.id);
    const ImU32 c = selected ? colour::selected : light.shape == FixtureShape::Sun ? colour::sky : colour::light;
    const Vec3 p = light.pose.position;
    const float width = selected ? px(2) : px(size::lineWidth);
    Vec3 forward = light.pose.forward();
    std::optional<Vec3> target;
    if (const auto* id = std::get_if<Id<Mark>>(&light.aim)) {
        if (const Mark* m = s.production.find(*id)) target = m->position + Vec3(0, 1.4, 0);
    } else if (const auto* point = std::get_if<Vec3>(&light.aim)) {
        target = *point;
    }
    if (target && glm::distance(*target, p) > 1e-3) forward = glm::normalize(*target - p);
    Vec3 right = glm::cross(forward, Vec3(0, 1, 0));
    right = glm::length(right) < 1e-6 ? Vec3(1, 0, 0) : glm::normalize(right);
    const Vec3 up = glm::cross(right, forward);
    const double least = s.projection.metresPerPixel(s.projection.depth(p)) * static_cast<double>(px(size::gap));
    if (light.shape == FixtureShape::Panel) {
        const Vec3 w = right * (std::max(light.width.value, least) / 2), h = up * (std::max(light.height.value, least) / 2);
        const Vec3 rim[] = {p - w - h, p + w - h, p + w + h, p - w + h, p - w - h};
        stroke(s, rim, c, width);
    } else if (light.shape == FixtureShape::Disc) {
        circle(s, p, right, up, std::max(light.width.value, least) / 2, c, width);
    } else if (light.shape == FixtureShape::Tube) {
        const Vec3 w = right * (std::max(light.width.value, least) / 2);
        const Vec3 bar[] = {p - w, p + w};
        stroke(s, bar, c, width * 2);
    } else {
        const double r = std::max(0.09, least);
        if (const auto q = s.projection.project(p)) {
            const float radius = std::max(px(size::dot), static_cast<float>(r / s.projection.metresPerPixel(s.projection.depth(p))));
            ImDrawList* list = ImGui::GetWindowDrawList();
            list->AddCircleFilled(at(*q), radius + px(1), colour::casing);
            if (light.on) list->AddCircleFilled(at(*q), radius, c);
            else list->AddCircle(at(*q), radius, c, 0, px(size::lineWidth));
            if (light.shape == FixtureShape::Bulb) {
                for (int i = 0; i < 8; ++i) {
                    const float t = static_cast<float>(i) * 0.785f;
                    const ImVec2 d(std::cos(t), std::sin(t));
                    list->AddLine({at(*q).x + d.x * (radius + px(2)), at(*q).y + d.y * (radius + px(2))}, {at(*q).x + d.x * (radius + px(size::gapSmall)), at(*q).y + d.y * (radius + px(size::gapSmall))}, c, px(size::lineWidth));
                }
            }
        }
    }
    if (light.shape != FixtureShape::Bulb && light.shape != FixtureShape::Sun && p.y > 0.05 && s.view.kind != ViewKind::Overhead) {
        const Vec3 stand[] = {p, Vec3(p.x, 0, p.z)};
        stroke(s, stand, colour::faded(c, 0.7f), px(1));
    }
    if (selected && light.shape != FixtureShape::Bulb) {
        const double reach = target ? std::min(kBeamShown, glm::distance(*target, p)) : kBeamShown;
        const double radius = reach * std::tan(radians(light.beam) / 2);
        circle(s, p + forward * reach, right, up, radius, c, px(1));
        for (const Vec3& side : {right, -right, up, -up}) {
            const Vec3 edge[] = {p, p + forward * reach + side * radius};
            stroke(s, edge, c, px(1));
        }
    }
    if (selected && target) {
        const Vec3 line[] = {p, *target};
        stroke(s, line, c, px(1), true);
        addPlate(s, all, (p + *target) * 0.5, {{}, number(glm::distance(p, *target)) + " m", 0, false, light.id, 0}, px(2));
    }
    static constexpr const char* kRoles[] = {"Key", "Fill", "Back", "Practical", "Background", "Window", "Light"};
    const std::string role = kRoles[static_cast<std::size_t>(light.role)];
    addPlate(s, all, p, {{}, selected && !light.name.empty() ? role + "  " + light.name : role, 0, selected, light.id, 0}, px(size::padding));
}

/// With the meter on a mark's plate says what falls there.
std::string meterWords(const Stage& s, Id<Mark> mark) {
    if (s.session.workspace != Workspace::Light || s.view.kind == ViewKind::Overhead) return {};
    for (const MeterRow& row : s.session.meter.rows)
        if (row.mark == mark) return "  " + number(row.total, 0) + " lx";
    return {};
}

/// Points of the meter: a ring where its receptor was held.
void meterPoints(Stage& s, std::vector<Plate>& all) {
    if (s.session.workspace != Workspace::Light || !s.view.overlays.marks) return;
    for (const MeterPoint* point : meterPointsIn(s.production, s.session.scene)) {
        const auto p = s.projection.project(point->position);
        if (!p) continue;
        const bool selected = s.session.isSelected(point->id);
        if (s.view.kind == ViewKind::Camera && !selected) continue;  // the picture is left alone
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->AddCircle(at(*p), px(size::gapSmall), colour::casing, 0, px(size::thick) + px(2));
        list->AddCircle(at(*p), px(size::gapSmall), selected ? colour::selected : colour::white, 0, px(2));
        std::string text = point->name;
        for (const MeterRow& row : s.session.meter.rows)
            if (row.point == point->id) text += "  " + number(row.total, 0) + " lx";
        addPlate(s, all, point->position, {{}, text, 0, selected, point->id, 0}, px(size::padding));
    }
}

void markSign(Stage& s, const Mark& mark, std::vector<Plate>& all) {
    if (!mark.visible) return;
    const bool selected = s.session.isSelected(mark.id);
    const ImU32 c = selected ? colour::selected : characterColour(s.production, mark.character);
    const double turn = radians(mark.facing);
    const Vec3 forward(-std::sin(turn), 0, -std::cos(turn)), right(std::cos(turn), 0, -std::sin(turn));
    const double least = s.projection.metresPerPixel(s.projection.depth(mark.position)) * static_cast<double>(px(size::markMin));
    const double k = std::max(1.0, least / kTapeLong);
    const Vec3 base = mark.position + Vec3(0, 0.012, 0);
    const auto local = [&](double x, double z) { return base + right * (x * k) + forward * (z * k); };
    // The T as it is taped: a toe bar towards the facing and the stem behind it.
    const Vec3 shape[] = {local(-kTapeWide / 2, kTape / 2), local(kTapeWide / 2, kTape / 2), local(kTapeWide / 2, -kTape / 2), local(kTape / 2, -kTape / 2),
                          local(kTape / 2, kTape / 2 - kTapeLong), local(-kTape / 2, kTape / 2 - kTapeLong), local(-kTape / 2, -kTape / 2), local(-kTapeWide / 2, -kTape / 2), local(-kTapeWide / 2, kTape / 2)};
    ImVec2 q[9];
    for (int i = 0; i < 9; ++i) {
        const auto p = s.projection.project(shape[i]);
        if (!p) return;
        q[i] = at(*p);
    }
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddPolyline(q, 9, colour::casing, 0, px(size::thick) + px(2));
    list->AddQuadFilled(q[0], q[1], q[2], q[7], c);
    list->AddQuadFilled(q[3], q[4], q[5], q[6], c);
    list->AddPolyline(q, 9, colour::white, 0, px(1));
    const Vec3 chevron[] = {local(-kTapeWide * 0.28, kTape * 1.2), local(0, kTape * 2.6), local(kTapeWide * 0.28, kTape * 1.2)};
    stroke(s, chevron, colour::white, px(size::lineWidth));
    addPlate(s, all, mark.position, {{}, markName(s.production, mark) + meterWords(s, mark.id), characterColour(s.production, mark.character), selected, mark.id, 0}, px(size::padding));
}

void paths(Stage& s) {
    if (!s.scene) return;
    std::map<Id<Character>, std::vector<const Mark*>> walks;
    for (const Mark* m : marksIn(s.production, s.scene->id))
        if (m->arrive || m->leave) walks[m->character].push_back(m);
    for (auto& [who, marks] : walks) {
        std::stable_sort(marks.begin(), marks.end(), [](auto* a, auto* b) { return a->arrive.value_or(FrameTime{0}) < b->arrive.value_or(FrameTime{0}); });
        std::vector<Vec3> line;
        for (const Mark* m : marks) {
            if (!line.empty()) line.insert(line.end(), m->via.begin(), m->via.end());
            line.push_back(m->position);
        }
        for (Vec3& p : line) p.y += 0.02;
        if (line.size() > 1) stroke(s, line, characterColour(s.production, who), px(2), true);
    }
}

void standIns(Stage& s, std::vector<Plate>& all) {
    std::vector<const SetPiece*> pieces;
    if (s.scene) pieces = piecesIn(s.production, *s.scene);
    else for (const SetPiece& piece : s.production.all<SetPiece>()) pieces.push_back(&piece);
    for (const SetPiece* piece : pieces) {
        const auto found = s.session.facts.pieces.find(piece->id);
        if (found == s.session.facts.pieces.end()) continue;
        const PieceFact& f = found->second;
        const bool selected = s.session.isSelected(piece->id);
        const bool missing = f.state == PieceFact::State::Missing, loading = f.state == PieceFact::State::Loading;
        if ((!selected && !missing && !loading) || f.bounds.empty() || s.view.kind == ViewKind::Camera) continue;
        const ImU32 c = missing ? colour::missing : selected ? colour::selected : colour::camera;
        const Vec3 a = f.bounds.min, b = f.bounds.max;
        const auto corner = [&](int i) { return Vec3((i & 1) ? b.x : a.x, (i & 2) ? b.y : a.y, (i & 4) ? b.z : a.z); };
        if (missing) {
            ImVec2 foot[4];
            static constexpr int kFloor[4] = {0, 1, 5, 4};
            bool seen = true;
            for (int i = 0; i < 4; ++i) {
                const auto p = s.projection.project(corner(kFloor[i]));
                seen = seen && p;
                if (p) foot[i] = at(*p);
            }
            if (seen) ImGui::GetWindowDrawList()->AddConvexPolyFilled(foot, 4, colour::missingSoft);
        }
        static constexpr int kEdges[12][2] = {{0, 1}, {2, 3}, {4, 5}, {6, 7}, {0, 2}, {1, 3}, {4, 6}, {5, 7}, {0, 4}, {1, 5}, {2, 6}, {3, 7}};
        for (const auto& e : kEdges) {
            const Vec3 edge[] = {corner(e[0]), corner(e[1])};
            stroke(s, edge, c, px(1), missing || loading);
        }
        if (missing) addPlate(s, all, f.bounds.centre() * Vec3(1, 0, 1) + Vec3(0, b.y, 0), {{}, piece->name + "  a box of its last size stands in", 0, false, piece->id, 0}, px(2));
        if (loading) addPlate(s, all, f.bounds.centre(), {{}, piece->name + "  " + f.step, 0, false, piece->id, 0}, px(2));
        if (selected && !loading) {
            const Vec3 size = f.bounds.size();
            addPlate(s, all, {(a.x + b.x) / 2, a.y, b.z}, {{}, number(size.x) + " m", 0, false, {}, 0}, 0);
            addPlate(s, all, {b.x, a.y, (a.z + b.z) / 2}, {{}, number(size.z) + " m", 0, false, {}, 0}, 0);
            addPlate(s, all, {b.x, (a.y + b.y) / 2, b.z}, {{}, number(size.y) + " m", 0, false, {}, 0}, 0);
        }
    }
}

}  // namespace

void stroke(const Stage& s, std::span<const Vec3> points, ImU32 c, float width, bool dashed) {
    const auto lines = projected(s, points);
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i + 1 < lines.size(); i += 2) {
        if (dashed) dashedLine(list, lines[i], lines[i + 1], colour::casing, width + px(2));
        else list->AddLine(lines[i], lines[i + 1], colour::casing, width + px(2));
    }
    for (std::size_t i = 0; i + 1 < lines.size(); i += 2) {
        if (dashed) dashedLine(list, lines[i], lines[i + 1], c, width);
        else list->AddLine(lines[i], lines[i + 1], c, width);
    }
}

void drawSigns(Stage& s) {
    ground(s);
    const Overlays& on = s.view.overlays;
    std::vector<Plate> all;
    const bool operating = s.view.kind == ViewKind::Camera;
    standIns(s, all);
    if (!s.scene) return plates(s, all);
    if (on.paths && !operating) paths(s);
    if (on.marks && !operating) {
        for (const Mark* m : marksIn(s.production, s.scene->id)) markSign(s, *m, all);
    }
    if (on.lights && !operating) {
        for (const Light* l : lightsIn(s.production, *s.scene)) lightSign(s, *l, all);
    }
    if (on.cameras && !operating) {
        for (const CameraRig* r : rigsIn(s.production, s.scene->id)) cameraSign(s, *r, all);
    }
    meterPoints(s, all);
    plates(s, all);
}

}  // namespace recce::ui
