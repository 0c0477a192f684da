// The overhead page; see overhead.h.
#include "plan/overhead.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "base/unit_text.h"
#include "plan/overhead_things.h"
#include "plan/sheet_parts.h"
#include "plan/symbols.h"

namespace recce::sheets {
namespace {
using namespace drawing;
using signs::PlanView;

constexpr double kListWidth = 66, kListGap = 8, kTop = 26, kLine = 3.7, kPartGap = 2.4;
constexpr double kPlateText = 38;      ///< longest name on a plate
constexpr std::size_t kTaped = 4;     ///< distances listed for a camera
constexpr double kAir = 0.8;  ///< metres about what happens
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
        const bool nothing = in_.section.empty() && things_.cameras.empty() && things_.marks.empty() && things_.lights.empty() && things_.cloths.empty();
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

    static Rect areaOn(const Frame& f, bool beside) {
        const double list = beside ? kListWidth + kListGap : 0;
        return {f.left, kTop, f.width() - list, f.bottom - kTop - 12};
    }

    // The largest standard scale at which the whole set fits beside its list. Where that is smaller than 1:50, whatever
    // comes out larger: the plan on a page of its own with the list on the next, or only what happens in the set with
    // some air round it, for backings and streets are longer than scenes.
    void chooseScale() {
        Span action, all;
        for (const Vec2& p : things_.places) action.add(p);
        all = action;
        if (!in_.section.empty()) all.add(in_.section.min), all.add(in_.section.max);
        for (const LightThing& l : things_.lights) all.add(l.sign.at);
        if (all.empty()) all.add({0, 0});
        if (!action.empty()) action = action.grown(kAir);
        all = all.grown(0.3);
        struct Choice {
            const Span* span;
            bool beside;
        };
        scale_ = 0;
        Span shown = all;
        const auto consider = [&](const Span& span, bool beside) {
            if (span.empty() || (scale_ > 0 && scale_ <= kReadable)) return;
            for (const Turn turn : {Turn::Across, Turn::Upright}) {
                if (beside && listHeight(kListWidth) > frameOf(layout_.paper, turn).bottom - kTop - 3) continue;
                const int n = fit(span, beside, turn);
                if (scale_ > 0 && n >= scale_) continue;
                scale_ = n, shown = span, beside_ = beside, turn_ = turn;
            }
        };
        for (const Choice& c : {Choice{&all, true}, {&all, false}, {&action, true}, {&action, false}}) consider(*c.span, c.beside);
        frame_ = frameOf(layout_.paper, turn_);
        area_ = areaOn(frame_, beside_);
        // Practicals near what is shown come in where there is room.
        for (const LightThing& l : things_.lights) {
            Span wider = shown;
            wider.add(l.sign.at - Vec2(kAir)), wider.add(l.sign.at + Vec2(kAir));
            if (fits(wider, area_, scale_)) shown = wider;
        }
        view_ = {(shown.min + shown.max) * 0.5, area_.centre(), 1000.0 / scale_};
    }
    static bool fits(const Span& span, const Rect& area, int scale) { return span.size().x * 1000 / scale <= area.w && span.size().y * 1000 / scale <= area.h; }
    int fit(const Span& span, bool beside, Turn turn) const {
        const Rect area = areaOn(frameOf(layout_.paper, turn), beside);
        for (const int n : scales())
            if (fits(span, area, n)) return n;
        return scales().back();
    }
    bool onPlan(Vec2 floor) const {
        const Vec2 at = view_.at(floor);
        return at.x >= area_.x && at.x <= area_.right() && at.y >= area_.y && at.y <= area_.bottom();
    }
    std::span<const int> scales() const { return metric_ ? std::span<const int>(kMetric) : std::span<const int>(kImperial); }

    void begin(bool again) {
        pages_.push_back({frame_.size.x, frame_.size.y, {}});
        PageHead head = sceneHead(in_.plan, in_.scene, Word::Overhead, again);
        head.sheet = dotted({w(Word::Overhead), fmt::format("1:{}", scale_)});
        drawHead(page(), frame_, in_.plan, head, measure_);
    }

    void drawPlan() {
        Drawing& d = page();
        clip(d, area_.grown(2));
        drawSet();
        for (const auto& path : things_.paths) signs::path(d, view_, ink_, path.floor, path.colour);
        drawDistances();
        for (const LightThing& l : things_.lights)
            if (onPlan(l.sign.at)) signs::light(d, view_, ink_, l.sign);
        for (const ClothThing& c : things_.cloths) signs::cloth(d, view_, ink_, c.sign);
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
            const std::string name = fitted(m.name, kPlateText, {ink_.textSize, Weight::Medium, {}}, measure_);
            const Rect size = signs::plateRect(ink_, {0, 0}, name, true, measure_);
            const Vec2 at = view_.at(m.sign.at);
            const Rect r = placer.place(at, {size.w, size.h}, markHalf + 0.8);
            leader(at, r);
            signs::plate(page(), ink_, r, name, m.sign.colour);
        }
        for (const CameraThing& c : things_.cameras) {
            const Rect size = signs::plateRect(ink_, {0, 0}, c.label, false, measure_);
            // Behind the body, where the operator stands.
            const Vec2 at = view_.at(c.sign.at + Vec2(std::sin(c.sign.pan), std::cos(c.sign.pan)) * 0.2);
            const Rect r = placer.place(at, {size.w, size.h}, 3);
            leader(at, r);
            signs::plate(page(), ink_, r, c.label, std::nullopt);
        }
        const TextStyle name{ink_.smallSize, Weight::Medium, ink_.light}, small{ink_.smallSize, Weight::Regular, ink_.light};
        for (const ClothThing& c : things_.cloths) {
            const Vec2 middle = c.sign.middle();
            if (!onPlan(middle)) continue;
            const TextStyle style{ink_.smallSize, Weight::Medium, ink_.text};
            const std::string title = fitted(c.name, 34, style, measure_);
            const Vec2 at = view_.at(middle);
            const Rect r = placer.place(at, {measure_(title, style) + 0.8, ink_.smallSize * 1.3}, 1.6);
            leader(at, r);
            fillBox(page(), r, {{255, 255, 255}, 0.8});
            text(page(), {r.x + 0.4, r.y + ink_.smallSize * 0.95}, title, style);
        }
        for (const LightThing& l : things_.lights) {
            if (!onPlan(l.sign.at)) continue;
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

    /// One thing of the list, drawn with its first baseline at `at`.
    struct Entry {
        double height = 0;
        std::function<void(Vec2 at)> draw;
    };
    struct Part {
        Word title;
        std::vector<Entry> entries;
        double height() const {
            double h = 5.6;
            for (const Entry& e : entries) h += e.height;
            return h;
        }
    };

    std::vector<Part> listParts(double width) {
        Part cameras{Word::Cameras, {}}, lights{Word::Lights, {}}, grips{Word::FlagsAndFrames, {}}, marks{Word::Marks, {}};
        double inset = 8;
        for (const CameraThing& c : things_.cameras) inset = std::max(inset, measure_(c.label, kBodyStrong) + 3);
        inset = std::min(inset, width * 0.4);
        for (const CameraThing& c : things_.cameras) {
            // Subjects' marks first, and no more than a crew would tape.
            std::vector<const DistanceThing*> taped;
            for (const bool drawn : {true, false})
                for (const DistanceThing& to : c.distances)
                    if (to.drawn == drawn && taped.size() < kTaped) taped.push_back(&to);
            std::string distances;
            for (const DistanceThing* to : taped) distances += (distances.empty() ? "" : " \u00B7 ") + fitted(to->name, width * 0.5, kSmall, measure_) + "\u00A0" + length(to->metres);
            const auto lines = wrap(distances, width - inset, kSmall, measure_);
            cameras.entries.push_back({kLine * (2 + static_cast<double>(lines.size())) + 1.2, [this, &c, lines, inset, width](Vec2 at) {
                const std::string letter = c.label == c.letter ? "" : w(Word::Camera) + (" " + c.letter);
                const double room = measure_(letter, kSmall) + 2;
                fittedText(page(), at, c.label, inset - 1, kBodyStrong, measure_);
                fittedText(page(), {at.x + inset, at.y}, c.framing, width - inset - room, kBody, measure_);
                text(page(), {at.x + width, at.y}, letter, kSmall, Anchor::Right);
                at.y += kLine;
                fittedText(page(), {at.x + inset, at.y}, dotted({c.lens, "h " + length(c.height), "tilt " + c.tilt, c.support}), width - inset, kSmall, measure_);
                for (const std::string& part : lines) text(page(), {at.x + inset, at.y += kLine}, part, kSmall);
            }});
        }
        for (const LightThing& l : things_.lights) {
            lights.entries.push_back({kLine * 2 + 1.2, [this, &l, width](Vec2 at) {
                fittedText(page(), at, l.name, width, kBody, measure_);
                const std::string where = onPlan(l.sign.at) ? "" : w(Word::OffPlan);
                fittedText(page(), {at.x, at.y + kLine}, dotted({l.fixture, "h " + length(l.height), l.colour, l.state, where}), width, kSmall, measure_);
            }});
        }
        for (const ClothThing& c : things_.cloths) {
            grips.entries.push_back({kLine * 2 + 1.2, [this, &c, width](Vec2 at) {
                fittedText(page(), at, c.name, width, kBody, measure_);
                const std::string heights = c.highest - c.lowest < 0.05 ? "h " + length(c.highest) : "h " + length(c.lowest) + " \u2013 " + length(c.highest);
                fittedText(page(), {at.x, at.y + kLine}, dotted({c.fabric, c.size, heights, onPlan(c.sign.middle()) ? "" : w(Word::OffPlan)}), width, kSmall, measure_);
            }});
        }
        for (const MarkThing& m : things_.marks) {
            marks.entries.push_back({kLine + 0.5, [this, &m, width](Vec2 at) {
                fillShape(page(), circle({at.x + 1.3, at.y - 1}, 1.1), {m.sign.colour, 1});
                polyline(page(), circle({at.x + 1.3, at.y - 1}, 1.1), {ink_.rim, ink_.hair, {}, {}, 0}, true);
                fittedText(page(), {at.x + 4, at.y}, dotted({m.name, m.pose}), width - 4, kBody, measure_);
            }});
        }
        std::vector<Part> parts;
        for (Part* part : {&cameras, &lights, &grips, &marks})
            if (!part->entries.empty()) parts.push_back(std::move(*part));
        return parts;
    }
    double listHeight(double width) {
        double height = 0;
        for (const Part& part : listParts(width)) height += part.height() + kPartGap;
        return height;
    }

    // Beside the plan one column. On pages of its own as many as fit, filled out to the page's width: a part a column
    // where each fits into one, else one after the other, each column under its part's name.
    void drawList() {
        if (beside_) {
            Vec2 at(frame_.right - kListWidth, kTop + 3);
            for (const Part& part : listParts(kListWidth)) {
                title(part.title, at, kListWidth, false);
                for (const Entry& e : part.entries) e.draw(at), at.y += e.height;
                at.y += kPartGap;
            }
            return;
        }
        const auto columns = static_cast<int>((frame_.width() + kListGap) / (kListWidth + kListGap));
        const double width = (frame_.width() - (columns - 1) * kListGap) / columns;
        const std::vector<Part> parts = listParts(width);
        if (parts.empty()) return;
        const double top = kTop + 3, room = frame_.bottom - top;
        const bool aPartAColumn = static_cast<int>(parts.size()) <= columns &&
                                  std::all_of(parts.begin(), parts.end(), [&](const Part& p) { return p.height() <= room; });
        int column = 0;
        Vec2 at(frame_.left, top);
        begin(true);
        const auto next = [&] {
            if (++column == columns) begin(true), column = 0;
            at = {frame_.left + column * (width + kListGap), top};
        };
        for (const Part& part : parts) {
            if (&part != &parts.front()) {
                if (aPartAColumn || at.y + 5.6 + part.entries.front().height > frame_.bottom) next();
            }
            title(part.title, at, width, false);
            for (const Entry& e : part.entries) {
                if (at.y + e.height > frame_.bottom) next(), title(part.title, at, width, true);
                e.draw(at);
                at.y += e.height;
            }
            at.y += kPartGap;
        }
    }
    void title(Word words, Vec2& at, double width, bool again) {
        text(page(), at, again ? std::string(w(words)) + ", " + w(Word::Continued) : std::string(w(words)), kHead);
        line(page(), {at.x, at.y + 1.5}, {at.x + width, at.y + 1.5}, kThinRule);
        at.y += 5.6;
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
