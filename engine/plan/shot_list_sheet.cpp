// The shot list as pages: one table a scene, rows as tall as their picture or their longest text; see sheets.h.
#include <algorithm>
#include <cmath>

#include "plan/sheet_parts.h"

namespace recce::sheets {
namespace {
using namespace drawing;

struct Line {
    std::string words;
    const TextStyle* style;
};
struct Field {
    Column column;
    Word head;
    Anchor anchor = Anchor::Left;
    double width = 0, gap = 0;   ///< of the text, and the space left of it
    double left = 0;             ///< once laid out
    double at() const { return anchor == Anchor::Right ? left + width : left; }
};
struct Row {
    const ShotRow* shot;
    std::vector<std::vector<Line>> cells;  ///< one per field
    std::size_t first = 0;                 ///< lines above this one stood on an earlier page
    std::size_t lines() const {
        std::size_t n = 0;
        for (const auto& c : cells) n = std::max(n, c.size());
        return n;
    }
};

constexpr double kLine = 4.0, kTopPad = 2.5, kBottomPad = 1.9, kFirstBase = 3.5, kCaption = 4.2;
// Least and greatest widths in millimetres of what varies with its content.
constexpr double kShotMin = 9.5, kShotMax = 24, kCastMax = 26, kSupportMax = 25, kFramingMin = 24, kFramingMax = 36;
constexpr std::size_t kCastNames = 4, kCastLines = 2;  ///< named in a row; lines for a name

const TextStyle kOut = type(8.2, Weight::Regular, kGrey);

class Table {
public:
    Table(const ShotPlan& plan, const Layout& layout, const Measure& measure)
        : plan_(plan), layout_(layout), measure_(measure), frame_(frameOf(layout.paper, layout.turn)) {
        const bool across = layout.turn == Turn::Across;
        if (layout.pictures != Pictures::None)
            pictureWidth_ = layout.pictures == Pictures::Large ? (across ? 41.2 : 33) : (across ? 26 : 22);
        const double aspect = plan.aspect > 0 ? plan.aspect : 1.78;
        pictureHeight_ = std::min(pictureWidth_ / aspect, 26.0);
        pictureWidth_ = pictureHeight_ * aspect;
        chooseFields();
    }

    std::vector<Drawing> pages() {
        std::vector<const SceneRow*> scenes;
        for (const SceneRow& s : plan_.scenes)
            if (!s.shots.empty() || plan_.scenes.size() == 1) scenes.push_back(&s);
        if (scenes.empty()) return emptyPage(plan_, layout_, Word::ShotList, measure_);
        for (const SceneRow* scene : scenes) putScene(*scene);
        numberPages(pages_, plan_, Word::ShotList, measure_);
        return std::move(pages_);
    }

private:
    Drawing& page() { return pages_.back(); }
    bool has(Column c) const { return layout_.columns.count(c) > 0; }

    std::vector<std::pair<const TextStyle*, std::string>> plain(const ShotRow& r, Column column) const {
        // Unwrapped lines of a cell.
        const bool out = r.status == ShotStatus::Omitted;
        const TextStyle* body = out ? &kOut : &kBody;
        const auto dash = [](const std::string& s) { return s.empty() ? std::string("\u2013") : s; };
        switch (column) {
            case Column::Shot: {
                std::vector<std::pair<const TextStyle*, std::string>> lines{{&kLabel, r.label}};
                if (r.status == ShotStatus::Omitted || r.status == ShotStatus::Shot) lines.emplace_back(&kSmall, r.text.status);
                return lines;
            }
            case Column::Framing: {
                std::vector<std::pair<const TextStyle*, std::string>> lines{{out ? &kOut : &kBodyStrong, r.text.framing}, {body, r.text.manner}};
                if (upright() && has(Column::Support)) lines.emplace_back(&kSmall, r.text.support);
                return lines;
            }
            case Column::LensStop: return {{body, r.text.lens}, {body, r.text.stop}};
            case Column::Focus: return {{body, dash(r.text.focus)}, {&kSmall, r.text.depth}};
            case Column::HeightTilt: return {{body, r.text.height}, {body, r.text.tilt}};
            case Column::Support: return {{body, r.text.support}};
            case Column::Cast: {
                std::vector<std::pair<const TextStyle*, std::string>> lines;
                // Of a crowd the first by name, the others by the numbers that the head spells out: a row stays a row.
                const std::size_t named = r.cast.size() <= kCastNames ? r.cast.size() : kCastNames - 1;
                std::string others;
                for (std::size_t i = 0; i < r.cast.size(); ++i) {
                    if (i < named) lines.emplace_back(body, r.cast[i].name);
                    else others += (others.empty() ? "+ " : ", ") + (r.cast[i].number > 0 ? std::to_string(r.cast[i].number) : r.cast[i].name);
                }
                if (!others.empty()) lines.emplace_back(body, others);
                if (lines.empty()) lines.emplace_back(body, "\u2013");
                return lines;
            }
            case Column::Description: return {{body, r.description}};
            case Column::Estimate: return {{body, r.text.estimate}};
            case Column::Notes: return {{body, r.notes}};
        }
        return {};
    }
    bool upright() const { return layout_.turn == Turn::Upright; }

    /// Widest unwrapped line of a column over the whole plan, at most `limit`.
    double widest(Column column, Word head, double least, double limit) const {
        double w = std::max(least, measure_(word(head, plan_.slates), kHead));
        for (const SceneRow& s : plan_.scenes)
            for (const ShotRow& r : s.shots)
                for (const auto& [style, words] : plain(r, column)) w = std::max(w, measure_(words, *style));
        return std::min(w, limit);
    }

    void chooseFields() {
        const auto add = [&](Column c, Word head, Anchor anchor, double width, double gap) { fields_.push_back({c, head, anchor, width, gap, 0}); };
        const auto wide = [&](Column c, Word head, double least, double limit) { return widest(c, head, least, limit); };
        const bool narrow = upright();
        if (has(Column::Shot)) add(Column::Shot, Word::Shot, Anchor::Left, wide(Column::Shot, Word::Shot, kShotMin, kShotMax), 3.5);
        if (has(Column::Framing))
            add(Column::Framing, Word::Framing, Anchor::Left, wide(Column::Framing, Word::Framing, kFramingMin, narrow ? 29 : kFramingMax), 2.6);
        if (has(Column::LensStop)) add(Column::LensStop, narrow ? Word::LensStop : Word::Lens, Anchor::Right, wide(Column::LensStop, narrow ? Word::LensStop : Word::Lens, 8, 20), 3);
        if (has(Column::Focus)) add(Column::Focus, Word::Focus, Anchor::Right, wide(Column::Focus, Word::Focus, 10, 24), 3);
        if (has(Column::HeightTilt)) add(Column::HeightTilt, narrow ? Word::HeightTilt : Word::Height, Anchor::Right, wide(Column::HeightTilt, narrow ? Word::HeightTilt : Word::Height, 9, 20), 3);
        if (has(Column::Support) && !narrow) add(Column::Support, Word::Support, Anchor::Left, wide(Column::Support, Word::Support, 10, kSupportMax), 4.5);
        if (has(Column::Cast)) add(Column::Cast, Word::Cast, Anchor::Left, wide(Column::Cast, Word::Cast, 9, narrow ? 18 : kCastMax), 4.5);
        if (has(Column::Description)) add(Column::Description, Word::Description, Anchor::Left, 0, 4.5);
        if (has(Column::Notes)) add(Column::Notes, Word::Notes, Anchor::Left, 0, 4.5);
        if (has(Column::Estimate)) add(Column::Estimate, Word::Estimate, Anchor::Right, wide(Column::Estimate, Word::Estimate, 8, 14), 4);
        // On wide paper lens and stop, height and tilt stand beside each other.
        if (!narrow) {
            splitField(Column::LensStop, Word::Lens, Word::Stop);
            splitField(Column::HeightTilt, Word::Height, Word::Tilt);
        }
        double used = pictureWidth_;
        int flexible = 0;
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            if (i == 0 && pictureWidth_ == 0) fields_[i].gap = 0;
            used += fields_[i].gap + fields_[i].width;
            flexible += fields_[i].width == 0;
        }
        for (Field& f : fields_)
            if (f.width == 0) f.width = std::max(12.0, (frame_.width() - used) / flexible);
        // Without a flexible column the gaps take what is left.
        const double spare = flexible || fields_.empty() ? 0 : std::max(0.0, frame_.width() - used) / static_cast<double>(fields_.size());
        double x = frame_.left + pictureWidth_;
        for (Field& f : fields_) {
            f.left = x + f.gap + spare;
            x = f.left + f.width;
        }
    }

    void splitField(Column column, Word first, Word second) {
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            if (fields_[i].column != column) continue;
            Field a = fields_[i], b = fields_[i];
            const auto lineWidth = [&](std::size_t index, Word head) {
                double w = measure_(word(head, plan_.slates), kHead);
                for (const SceneRow& s : plan_.scenes)
                    for (const ShotRow& r : s.shots) {
                        const auto lines = plain(r, column);
                        w = std::max(w, measure_(lines[index].second, *lines[index].first));
                    }
                return w;
            };
            a.head = first;
            a.width = std::max(9.0, lineWidth(0, first));
            b.head = second;
            b.width = std::max(8.0, lineWidth(1, second));
            second_.push_back(i + 1);
            fields_[i] = a;
            fields_.insert(fields_.begin() + static_cast<std::ptrdiff_t>(i) + 1, b);
            return;
        }
    }

    Row rowOf(const ShotRow& r) const {
        Row row{&r, {}, 0};
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            const Field& f = fields_[i];
            auto lines = plain(r, f.column);
            const bool second = std::find(second_.begin(), second_.end(), i) != second_.end();
            const bool split = second || std::find(second_.begin(), second_.end(), i + 1) != second_.end();
            if (split) lines = {lines[second ? 1 : 0]};
            std::vector<Line> cell;
            for (const auto& [style, words] : lines)
                for (std::string& part : wrap(words, f.width + 0.01, *style, measure_, f.column == Column::Cast ? kCastLines : 0)) cell.push_back({std::move(part), style});
            row.cells.push_back(std::move(cell));
        }
        return row;
    }

    double heightOf(const Row& row, std::size_t lines) const {
        const double words = kTopPad + kFirstBase + (static_cast<double>(std::max<std::size_t>(lines, 1)) - 1) * kLine + 1.2 + kBottomPad;
        const bool picture = pictureWidth_ > 0 && row.first == 0;
        return picture ? std::max(words, kTopPad + pictureHeight_ + kCaption + kBottomPad - 0.4) : words;
    }

    void begin(const PageHead& head) {
        pages_.push_back({frame_.size.x, frame_.size.y, {}});
        drawHead(page(), frame_, plan_, head, measure_);
        y_ = 31.2;
    }
    void beginTable(const SceneRow& scene, bool again) {
        PageHead head = sceneHead(plan_, scene, Word::ShotList, again);
        begin(head);
        if (pictureWidth_ > 0) text(page(), {frame_.left, 28}, word(Word::Picture, plan_.slates), kHead);
        for (const Field& f : fields_) text(page(), {f.at(), 28}, word(f.head, plan_.slates), kHead, f.anchor);
        line(page(), {frame_.left, y_}, {frame_.right, y_}, kThinRule);
    }

    void drawRow(Row& row, std::size_t lines, double height) {
        const ShotRow& r = *row.shot;
        const bool whole = row.first == 0;
        if (whole && pictureWidth_ > 0) {
            const Rect rect{frame_.left, y_ + kTopPad, pictureWidth_, pictureHeight_};
            fillBox(page(), rect, {kFaint, 1});
            board(page(), rect, r.id, r.status == ShotStatus::Omitted);
            box(page(), rect, {{{90, 90, 90}, 1}, 0.15, {}, {}, 0});
            fittedText(page(), {rect.x + 0.2, rect.bottom() + 3.3}, dotted({r.text.aspect, r.text.camera}), pictureWidth_, kSmall, measure_);
        }
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            const Field& f = fields_[i];
            double base = y_ + kTopPad + kFirstBase;
            const auto& cell = row.cells[i];
            for (std::size_t n = row.first; n < std::min(cell.size(), row.first + lines); ++n, base += kLine) {
                text(page(), {f.at(), base}, cell[n].words, *cell[n].style, f.anchor);
                if (f.column == Column::Shot && cell[n].style == &kLabel &&
                    (r.status == ShotStatus::Omitted || r.status == ShotStatus::Shot)) {
                    line(page(), {f.left - 0.4, base - 1.3}, {f.left + measure_(cell[n].words, kLabel) + 0.4, base - 1.3}, kStrongRule);
                }
            }
        }
        if (!whole && has(Column::Shot)) {
            const double x = fields_[0].left;
            text(page(), {x, y_ + kTopPad + kFirstBase}, r.label, kLabel);
            text(page(), {x, y_ + kTopPad + kFirstBase + kLine}, word(Word::Continued, plan_.slates), kSmall);
        }
        row.first += lines;
        y_ += height;
    }

    void putScene(const SceneRow& scene) {
        beginTable(scene, false);
        const auto shots = ordered(plan_, scene, layout_.order);
        if (shots.empty()) text(page(), {frame_.left, y_ + 8}, word(Word::NoShots, plan_.slates), kBody);
        bool ruled = true;
        for (const ShotRow* shot : shots) {
            Row row = rowOf(*shot);
            bool cut = false;
            while (row.first == 0 || row.first < row.lines()) {
                const std::size_t left = row.lines() - row.first;
                const double need = heightOf(row, left);
                const double room = frame_.bottom - y_;
                std::size_t take = left;
                if (need > room) {
                    // A row moves to the next page whole, unless it is taller than a page: then it is cut between lines.
                    const double page = frame_.bottom - 31.2;
                    const bool fresh = y_ < 31.3;
                    if (!fresh && (need <= page || room < page / 3)) {
                        beginTable(scene, true);
                        ruled = true;
                        continue;
                    }
                    take = static_cast<std::size_t>(std::max(1.0, std::floor((room - kTopPad - kFirstBase - 1.2 - kBottomPad) / kLine) + 1));
                    take = std::min(take, left);
                    cut = take < left;
                }
                if (!ruled) line(page(), {frame_.left, y_}, {frame_.right, y_}, kThinRule);
                drawRow(row, take, heightOf(row, take));
                ruled = false;
                if (row.lines() == 0) break;
                if (cut) {
                    beginTable(scene, true);
                    ruled = true;
                    cut = false;
                }
            }
        }
        if (!shots.empty()) putTotals(scene);
    }

    void putTotals(const SceneRow& scene) {
        if (frame_.bottom - y_ < 7) beginTable(scene, true);
        const SlateStyle s = plan_.slates;
        line(page(), {frame_.left, y_}, {frame_.right, y_}, kStrongRule);
        const std::size_t omitted = scene.shots.size() - scene.shotCount;
        std::vector<std::string> parts{counted(scene.shotCount, word(Word::ShotsOne, s), word(Word::ShotsMany, s)) + " in " +
                                           counted(scene.setupCount, word(Word::SetupsOne, s), word(Word::SetupsMany, s)),
                                       clockText(scene.seconds) + " " + word(Word::OnScreen, s)};
        if (omitted > 0) parts.push_back(std::to_string(omitted) + " " + word(Word::Omitted, s));
        const double x = fields_.empty() ? frame_.left : fields_[0].left;
        text(page(), {x, y_ + 5.5}, dotted(parts), kBodyStrong);
        if (has(Column::Estimate) && scene.minutes > 0) text(page(), {frame_.right, y_ + 5.5}, hoursText(scene.minutes), kBodyStrong, Anchor::Right);
        y_ += 9;
    }

    const ShotPlan& plan_;
    const Layout& layout_;
    const Measure& measure_;
    Frame frame_;
    double pictureWidth_ = 0, pictureHeight_ = 0;
    std::vector<Field> fields_;
    std::vector<std::size_t> second_;  ///< fields that show the second line of their column
    std::vector<Drawing> pages_;
    double y_ = 0;
};

}  // namespace

std::vector<Drawing> shotListPages(const ShotPlan& plan, const Layout& layout, const Measure& measure) {
    return Table(plan, layout, measure).pages();
}

}  // namespace recce::sheets
