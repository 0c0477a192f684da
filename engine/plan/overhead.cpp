// The overhead page; see overhead.h.
#include "plan/overhead.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "base/unit_text.h"
#include "plan/overhead_things.h"
#include "plan/sheet_parts.h"
#include "plan/symbols.h"

namespace recce::sheets {
namespace {
using namespace drawing;
using signs::PlanView;

constexpr double kListWidth = 66, kListGap = 6, kTop = 26, kLine = 3.7;
constexpr int kReadable = 50;  ///< a tape mark is 6 mm wide at 1:50
// Metric scales as architects use them; for feet the ones of an architect's rule (1/2, 1/4, 1/8 inch to the foot ...).
constexpr int kMetric[] = {20, 25, 50, 100, 200, 500, 1000, 2000};
constexpr int kImperial[] = {24, 48, 96, 192, 384, 768, 1536};

struct Span {
    Vec2 min{1e30}, max{-1e30};
    void add(Vec2 p) { min = glm::min(min, p), max = glm::max(max, p); }
    bool empty() const { return min.x > max.x; }
    Vec2 size() const { return max - min; }
    Span grown(double d) const { return {min - Vec2(d), max + Vec2(d)}; }
};

class Page {
public:
    Page(const OverheadInput& in, const Layout& layout, const Measure& measure)
        : in_(in), layout_(layout), measure_(measure), things_(thingsOf(in.production, in.plan, in.scene)) {
        metric_ = in.plan.units == DisplayUnits::Metric;
    }

    std::vector<Drawing> pages() {
        chooseScale();
        begin(false);
        const bool nothing = in_.section.empty() && things_.cameras.empty() && things_.marks.empty() && things_.lights.empty();
        if (nothing) text(page(), {frame_.left, kTop + 8}, word(Word::NoSet, in_.plan.slates), kBody);
        else drawPlan();
        drawList();
        return std::move(pages_);
    }

private:
    Drawing& page() { return pages_.back(); }
    std::string length(double metres) const {
        UnitContext context;
        context.imperial = !metric_;
        // A number stays on the line of its unit.
        std::string words = quantityText(Quantity::Length, metres, context);
        for (std::size_t at; (at = words.find(' ')) != std::string::npos;) words.replace(at, 1, "\u00A0");
        return words;
    }
    const char* w(Word id) const { return word(id, in_.plan.slates); }

    Rect areaOn(const Frame& f) const {
        const double list = beside_ ? kListWidth + kListGap : 0;
        return {f.left, kTop, f.width() - list, f.bottom - kTop - 12};
    }

    // The largest standard scale at which the whole set fits; where that is smaller than 1:50, what happens in it with
    // two metres round it is shown instead if it comes out larger: backings and streets are longer than scenes.
    void chooseScale() {
        Span action, all;
        for (const Vec2& p : things_.places) action.add(p);
        all = action;
        if (!in_.section.empty()) all.add(in_.section.min), all.add(in_.section.max);
        if (all.empty()) all.add({0, 0});
        if (!action.empty()) action = action.grown(2);
        all = all.grown(0.3);
        const auto fit = [&](const Span& span, Turn turn) {
            const Rect area = areaOn(frameOf(layout_.paper, turn));
            for (const int n : scales())
                if (span.size().x * 1000 / n <= area.w && span.size().y * 1000 / n <= area.h) return n;
            return scales().back();
        };
        const auto choose = [&](const Span& span) {
            const int across = fit(span, Turn::Across), upright = fit(span, Turn::Upright);
            turn_ = upright < across ? Turn::Upright : Turn::Across;
            return std::min(across, upright);
        };
        // A plan smaller than that is also worth a page of its own, with its list on the next, where that makes it larger.
        const auto best = [&](const Span& span) {
            beside_ = true;
            const int together = choose(span);
            if (together <= kReadable) return together;
            beside_ = false;
            const int alone = choose(span);
            beside_ = alone >= together;
            return choose(span);
        };
        Span shown = all;
        scale_ = best(all);
        if (scale_ > kReadable && !action.empty()) {
            const int closer = best(action);
            if (closer < scale_) scale_ = closer, shown = action;
            else scale_ = best(all);
        }
        frame_ = frameOf(layout_.paper, turn_);
        area_ = areaOn(frame_);
        view_ = {(shown.min + shown.max) * 0.5, area_.centre(), 1000.0 / scale_};
    }
    std::span<const int> scales() const { return metric_ ? std::span<const int>(kMetric) : std::span<const int>(kImperial); }

    void begin(bool again) {
        pages_.push_back({frame_.size.x, frame_.size.y, {}});
        PageHead head = sceneHead(in_.plan, in_.scene, Word::Overhead);
        head.sheet = dotted({w(Word::Overhead), fmt::format("1:{}", scale_)});
        if (again) head.facts = dotted({w(Word::Continued), head.facts});
        drawHead(page(), frame_, in_.plan, head, measure_);
    }

    void drawPlan() {
        Drawing& d = page();
        clip(d, area_.grown(2));
        drawSet();
        for (const auto& path : things_.paths) signs::path(d, view_, ink_, path.floor, path.colour);
        drawDistances();
        for (const LightThing& l : things_.lights) signs::light(d, view_, ink_, l.sign);
        for (const auto& f : things_.figures) signs::figure(d, view_, ink_, f.sign, f.height);
        for (const MarkThing& m : things_.marks) signs::mark(d, view_, ink_, m.sign);
        for (const CameraThing& c : things_.cameras) {
            if (c.way.size() > 1) signs::path(d, view_, ink_, c.way, ink_.camera.colour);
            signs::camera(d, view_, ink_, c.sign);
        }
        drawLabels();
        unclip(d);
        const double y = frame_.bottom - 3.5;
        signs::scaleBar(d, ink_, {frame_.left, y - 1.2}, view_.scale, 70, in_.plan.units);
        const std::string note = dotted({fmt::format("1:{}", scale_), std::string(w(Word::CutAt)) + " " + length(in_.section.height.value), w(Word::OnTheFloor)});
        text(d, {area_.right(), y + 0.2}, note, kSmall, Anchor::Right);
        signs::northArrow(d, ink_, {area_.right() - 5, kTop + 8}, 4.2, things_.north, w(Word::North));
    }

    void drawSet() {
        Drawing& d = page();
        const auto contours = [&](const std::vector<SectionLine>& lines, bool closed) {
            std::vector<Contour> out;
            for (const SectionLine& line : lines) {
                Contour c{{}, closed};
                for (const Vec2& p : line) c.points.push_back(view_.at(p));
                out.push_back(std::move(c));
            }
            return out;
        };
        if (!in_.section.edges.empty()) d.items.emplace_back(Stroke{contours(in_.section.edges, false), {ink_.edge, ink_.thin, {}, {}, 0}});
        if (!in_.section.sheets.empty()) d.items.emplace_back(Stroke{contours(in_.section.sheets, false), {ink_.sheet, ink_.bold, {}, {}, 0}});
        for (const auto& solid : in_.section.solids) {
            d.items.emplace_back(Fill{contours(solid, true), ink_.wall});
            d.items.emplace_back(Stroke{contours(solid, true), {ink_.sheet, ink_.thin, {}, {}, 0}});
        }
    }

    void drawDistances() {
        for (const CameraThing& c : things_.cameras) {
            for (const DistanceThing& to : c.distances) {
                if (!to.drawn) continue;
                signs::dimension(page(), view_, ink_, c.sign.at, to.at);
                numbers_.push_back({{c.sign.at, to.at}, length(to.metres)});
            }
        }
    }

    void drawLabels() {
        signs::Placer placer(area_);
        for (const CameraThing& c : things_.cameras) {
            const Vec2 at = view_.at(c.sign.at);
            placer.block({at.x - 2.6, at.y - 2.6, 5.2, 5.2}, 2);
            // Along the field's middle, so that letters do not sit on what is filmed.
            const Vec2 ahead = view_.at(c.sign.at + Vec2(-std::sin(c.sign.pan), -std::cos(c.sign.pan)) * 0.6);
            placer.block({ahead.x - 3, ahead.y - 3, 6, 6}, 0.3);
        }
        // Half sizes on paper: signs are true to scale, but never smaller than their least size.
        const double markHalf = std::max(2.4, 0.19 * view_.scale), lightHalf = std::max(2.4, 0.19 * view_.scale);
        for (const MarkThing& m : things_.marks) placer.block(aroundOf(m.sign.at, markHalf), 2);
        for (const LightThing& l : things_.lights) placer.block(aroundOf(l.sign.at, lightHalf), 1.5);
        for (const auto& solid : in_.section.solids) {
            // Thin walls and tall furniture: words on their fill read badly.
            Span s;
            for (const Vec2& p : solid[0]) s.add(view_.at(p));
            if (std::min(s.size().x, s.size().y) < 16) placer.block({s.min.x, s.min.y, s.size().x, s.size().y}, 0.5);
        }
        const auto leader = [&](Vec2 from, const Rect& r) {
            const Vec2 to(std::clamp(from.x, r.x, r.right()), std::clamp(from.y, r.y, r.bottom()));
            if (glm::length(to - from) > 7) line(page(), from, to, {ink_.dimension, ink_.hair, {}, {}, 0});
        };
        // Distances first: they are bound to their lines, plates can go anywhere round their things.
        for (const auto& [ends, words] : numbers_) signs::dimensionText(page(), view_, ink_, ends, words, placer, measure_);
        for (const MarkThing& m : things_.marks) {
            const Rect size = signs::plateRect(ink_, {0, 0}, m.name, true, measure_);
            const Vec2 at = view_.at(m.sign.at);
            const Rect r = placer.place(at, {size.w, size.h}, markHalf + 0.8);
            leader(at, r);
            signs::plate(page(), ink_, r, m.name, m.sign.colour);
        }
        for (const CameraThing& c : things_.cameras) {
            const Rect size = signs::plateRect(ink_, {0, 0}, c.letter, false, measure_);
            // Behind the body, where the operator stands.
            const Vec2 at = view_.at(c.sign.at + Vec2(std::sin(c.sign.pan), std::cos(c.sign.pan)) * 0.2);
            const Rect r = placer.place(at, {size.w, size.h}, 3);
            leader(at, r);
            signs::plate(page(), ink_, r, c.letter, std::nullopt);
        }
        const TextStyle name{ink_.smallSize, Weight::Medium, ink_.light}, small{ink_.smallSize, Weight::Regular, ink_.light};
        for (const LightThing& l : things_.lights) {
            const std::string title = fitted(l.name, 30, name, measure_), height = "h " + length(l.height);
            const Vec2 box(std::max(measure_(title, name), measure_(height, small)) + 0.8, ink_.smallSize * 2.5);
            const Vec2 at = view_.at(l.sign.at);
            const Rect r = placer.place(at, box, lightHalf + 0.8);
            leader(at, r);
            fillBox(page(), r, {{255, 255, 255}, 0.8});
            text(page(), {r.x + 0.4, r.y + ink_.smallSize * 0.95}, title, name);
            text(page(), {r.x + 0.4, r.y + ink_.smallSize * 2.1}, height, small);
        }
    }
    Rect aroundOf(Vec2 floor, double half) const {
        const Vec2 at = view_.at(floor);
        return {at.x - half, at.y - half, 2 * half, 2 * half};
    }

    // The list beside the plan: columns of 66 mm, one on the first page, as many as fit on the following ones.
    void drawList() {
        x_ = frame_.right - kListWidth;
        y_ = beside_ ? kTop + 3 : frame_.bottom + 1;
        const auto titled = [&](bool any, Word words) {
            if (any) title(w(words));
        };
        titled(!things_.cameras.empty(), Word::Cameras);
        for (const CameraThing& c : things_.cameras) {
            std::string distances;
            for (const DistanceThing& to : c.distances) distances += (distances.empty() ? "" : " \u00B7 ") + to.name + " " + length(to.metres);
            const auto lines = wrap(distances, kListWidth - 8, kSmall, measure_);
            need(kLine * (2 + static_cast<double>(lines.size())) + 1.2);
            text(page(), {x_, y_}, c.letter, kBodyStrong);
            fittedText(page(), {x_ + 7, y_}, dotted({c.setups, c.framing}), kListWidth - 7, kBody, measure_);
            row(kLine);
            fittedText(page(), {x_ + 7, y_}, dotted({c.lens, "h " + length(c.height), "tilt " + c.tilt, c.support}), kListWidth - 7, kSmall, measure_);
            row(kLine);
            for (const std::string& part : lines) {
                text(page(), {x_ + 7, y_}, part, kSmall);
                row(kLine);
            }
            row(1.2);
        }
        titled(!things_.lights.empty(), Word::Lights);
        for (const LightThing& l : things_.lights) {
            need(kLine * 2 + 1.2);
            fittedText(page(), {x_, y_}, l.name, kListWidth, kBody, measure_);
            row(kLine);
            fittedText(page(), {x_, y_}, dotted({l.fixture, "h " + length(l.height), l.colour, l.state}), kListWidth, kSmall, measure_);
            row(kLine + 1.2);
        }
        titled(!things_.marks.empty(), Word::Marks);
        for (const MarkThing& m : things_.marks) {
            need(kLine);
            fillShape(page(), circle({x_ + 1.3, y_ - 1}, 1.1), {m.sign.colour, 1});
            polyline(page(), circle({x_ + 1.3, y_ - 1}, 1.1), {ink_.rim, ink_.hair, {}, {}, 0}, true);
            fittedText(page(), {x_ + 4, y_}, dotted({m.name, m.pose}), kListWidth - 4, kBody, measure_);
            row(kLine + 0.5);
        }
    }
    void title(const char* words) {
        need(kLine * 4);
        if (y_ > kTop + 4) row(2.4);
        text(page(), {x_, y_}, words, kHead);
        line(page(), {x_, y_ + 1.5}, {x_ + kListWidth, y_ + 1.5}, kThinRule);
        row(5.6);
    }
    void row(double height) { y_ += height; }
    void need(double height) {
        if (y_ + height <= frame_.bottom) return;
        x_ += kListWidth + kListGap;
        y_ = kTop + 3;
        if (x_ + kListWidth > frame_.right + 0.1) {
            begin(true);
            x_ = frame_.left;
        }
    }

    const OverheadInput& in_;
    const Layout& layout_;
    const Measure& measure_;
    OverheadThings things_;
    signs::Ink ink_ = signs::paperInk();
    bool metric_ = true;
    int scale_ = 50;
    Turn turn_ = Turn::Across;
    Frame frame_;
    Rect area_;
    PlanView view_;
    std::vector<std::pair<std::pair<Vec2, Vec2>, std::string>> numbers_;  ///< ends of a distance and its text
    std::vector<Drawing> pages_;
    double x_ = 0, y_ = 0;
    bool beside_ = true;  ///< the list stands beside the plan
};

}  // namespace

std::vector<Vec2> airOf(const Production& production, Id<Scene> scene) {
    std::vector<Vec2> air;
    for (const Mark& m : production.all<Mark>())
        if (m.scene == scene) air.emplace_back(m.position.x, m.position.z);
    for (const CameraRig& r : production.all<CameraRig>())
        if (r.scene == scene && !r.keys.empty()) air.emplace_back(r.keys[0].position.x, r.keys[0].position.z);
    return air;
}

std::vector<Drawing> overheadPages(const OverheadInput& input, const Layout& layout, const Measure& measure) {
    return Page(input, layout, measure).pages();
}

}  // namespace recce::sheets
