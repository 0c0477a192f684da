// The boards as pages: a grid of pictures with chosen facts under each; see sheets.h.
#include <algorithm>
#include <cmath>

#include "plan/sheet_parts.h"

namespace recce::sheets {
namespace {
using namespace drawing;

constexpr double kLine = 3.9, kGap = 7, kTop = 26.5;
constexpr double kBeside = 55;  ///< least width of words beside a picture
constexpr int kLeastDescription = 2;  ///< lines that the picture leaves free

struct Grid {
    int across = 1, down = 1;
};

class Boards {
public:
    Boards(const ShotPlan& plan, const Layout& layout, const Measure& measure)
        : plan_(plan), layout_(layout), measure_(measure), frame_(frameOf(layout.paper, layout.turn)) {
        const int n = layout.boardsPerPage <= 1 ? 1 : layout.boardsPerPage <= 2 ? 2 : layout.boardsPerPage <= 4 ? 4 : layout.boardsPerPage <= 6 ? 6 : 9;
        // Of the grids with that many cells, the one with the largest picture.
        for (int across = 1; across <= 3; ++across) {
            if (n % across == 0 && n / across <= 3) tryGrid({across, n / across});
        }
        // Two wide pictures on a sheet lying across leave a column free: there the words stand beside them.
        const double aspect = picture_.x / picture_.y;
        if (grid_.across == 1 && grid_.down > 1 && frame_.width() - picture_.x > kBeside) {
            const double pitch = (frame_.bottom - 2 - kTop - kGap * (grid_.down - 1)) / grid_.down;
            picture_.y = std::min(pitch, (frame_.width() - kBeside - kGap) / aspect);
            picture_.x = picture_.y * aspect;
            cell_ = {frame_.width(), pitch + kGap * 0.4};
            beside_ = true;
            descriptionLines_ = has(BoardField::Description) ? static_cast<std::size_t>((picture_.y - 14) / kLine) : 0;
        }
    }

    std::vector<Drawing> pages() {
        for (const SceneRow& scene : plan_.scenes) {
            std::size_t n = 0;
            for (const ShotRow* shot : ordered(plan_, scene, layout_.order)) {
                if (shot->status == ShotStatus::Omitted) continue;
                const std::size_t slot = n % static_cast<std::size_t>(grid_.across * grid_.down);
                if (slot == 0) begin(scene, n > 0);
                put(*shot, static_cast<int>(slot));
                ++n;
            }
        }
        if (pages_.empty()) return emptyPage(plan_, layout_, Word::Boards, measure_);
        numberPages(pages_, plan_, Word::Boards, measure_);
        return std::move(pages_);
    }

private:
    void tryGrid(Grid grid) {
        const double aspect = plan_.aspect > 0 ? plan_.aspect : 1.78;
        const Vec2 cell((frame_.width() - kGap * (grid.across - 1)) / grid.across,
                        (frame_.bottom - kTop - kGap * 0.6 * (grid.down - 1)) / grid.down);
        const double fixed = fixedLines() * kLine + (fixedLines() > 0 || has(BoardField::Description) ? 3.5 : 0);
        const double least = has(BoardField::Description) ? kLeastDescription * kLine : 0;
        const double height = std::min(cell.x / aspect, cell.y - fixed - least);
        // A little smaller is better than columns half empty.
        const double filled = height * aspect / cell.x;
        if (height <= picture_.y * (filled_ < 0.85 && filled > filled_ ? 0.9 : 1)) return;
        grid_ = grid;
        filled_ = filled;
        picture_ = {height * aspect, height};
        const double spare = std::floor((cell.y - height - fixed) / kLine);
        descriptionLines_ = has(BoardField::Description) ? static_cast<std::size_t>(std::clamp(spare, 1.0, 5.0)) : 0;
        // Rows stand as close as their words allow: the rest of the page stays free for notes by hand.
        cell_ = {cell.x, std::min(cell.y, height + fixed + static_cast<double>(descriptionLines_) * kLine + 1)};
    }
    bool has(BoardField f) const { return layout_.boardFields.count(f) > 0; }
    bool hasFacts() const {
        return has(BoardField::Lens) || has(BoardField::Focus) || has(BoardField::Height) || has(BoardField::Support) || has(BoardField::Duration);
    }
    int fixedLines() const {
        return (has(BoardField::Label) || has(BoardField::Framing) ? 1 : 0) + (hasFacts() ? 1 : 0) + (has(BoardField::Cast) ? 1 : 0);
    }
    void begin(const SceneRow& scene, bool again) {
        pages_.push_back({frame_.size.x, frame_.size.y, {}});
        const PageHead head = sceneHead(plan_, scene, Word::Boards, again);
        drawHead(pages_.back(), frame_, plan_, head, measure_);
    }
    void put(const ShotRow& r, int slot) {
        Drawing& page = pages_.back();
        double x = frame_.left + (cell_.x + kGap) * (slot % grid_.across);
        const double y = kTop + (cell_.y + kGap * 0.6) * (slot / grid_.across);
        const Rect rect{x, y, picture_.x, picture_.y};
        fillBox(page, rect, {kFaint, 1});
        board(page, rect, r.id);
        box(page, rect, {{{90, 90, 90}, 1}, 0.15, {}, {}, 0});
        if (beside_) x = rect.right() + kGap;
        double base = beside_ ? rect.y + 3.2 : rect.bottom() + 4.9;
        const double width = beside_ ? frame_.right - x : std::max(picture_.x, std::min(cell_.x, 60.0));
        double used = 0;
        if (has(BoardField::Label)) {
            text(page, {x, base}, r.label, kLabel);
            used = measure_(r.label, kLabel) + 2.4;
            if (r.status == ShotStatus::Shot) line(page, {x - 0.4, base - 1.3}, {x + used - 2, base - 1.3}, kStrongRule);
        }
        if (has(BoardField::Framing)) {
            const std::string strong = fitted(r.text.framing, width - used, kBodyStrong, measure_);
            text(page, {x + used, base}, strong, kBodyStrong);
            used += measure_(strong, kBodyStrong);
            fittedText(page, {x + used + 1.6, base}, r.text.manner, std::max(0.1, width - used - 1.6), kBody, measure_);
        }
        if (has(BoardField::Label) || has(BoardField::Framing)) base += kLine + 0.2;
        if (hasFacts()) {
            std::vector<std::string> facts;
            if (has(BoardField::Lens)) facts.insert(facts.end(), {r.text.lens, r.text.stop});
            if (has(BoardField::Focus) && !r.text.focus.empty()) facts.push_back("focus " + r.text.focus);
            if (has(BoardField::Height)) facts.insert(facts.end(), {"h " + r.text.height, "tilt " + r.text.tilt});
            if (has(BoardField::Support)) facts.push_back(r.text.support);
            if (has(BoardField::Duration)) facts.push_back(r.text.duration);
            for (const std::string& part : wrap(dotted(facts), width, kSmall, measure_, beside_ ? 3 : 1)) {
                text(page, {x, base}, part, kSmall);
                base += kLine;
            }
        }
        if (has(BoardField::Cast)) {
            std::vector<std::string> names;
            for (const CastEntry& c : r.cast) names.push_back(c.name);
            fittedText(page, {x, base}, dotted(names), width, kBody, measure_);
            base += kLine;
        }
        if (has(BoardField::Description)) {
            for (const std::string& part : wrap(r.description, width, kBody, measure_, descriptionLines_)) {
                text(page, {x, base}, part, kBody);
                base += kLine;
            }
        }
    }

    const ShotPlan& plan_;
    const Layout& layout_;
    const Measure& measure_;
    Frame frame_;
    Grid grid_;
    Vec2 cell_{0}, picture_{0};
    double filled_ = 1;  ///< share of a column that the picture takes
    std::size_t descriptionLines_ = 0;
    bool beside_ = false;  ///< the words stand right of the picture
    std::vector<Drawing> pages_;
};

}  // namespace

std::vector<Drawing> boardPages(const ShotPlan& plan, const Layout& layout, const Measure& measure) {
    return Boards(plan, layout, measure).pages();
}

}  // namespace recce::sheets
