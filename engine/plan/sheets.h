// Sheets as pages: pagination and layout, pure functions from the shot plan to drawings in millimetres, so that the
// window's preview and the file show the same page. Knows no file format and no text engine.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "plan/drawing.h"
#include "plan/sheet_words.h"
#include "plan/shot_plan.h"

namespace recce::sheets {

enum class PaperSize { A4, Letter, Legal };
enum class Turn { Upright, Across };
enum class Pictures { None, Small, Large };
/// Script: the plan's own order. Setup: shots of one setup together. Day: as the shoot days have them, others after.
enum class Order { Script, Setup, Day };
enum class Column { Shot, Framing, LensStop, Focus, HeightTilt, Support, Cast, Description, Estimate, Notes };
enum class BoardField { Label, Framing, Lens, Focus, Height, Support, Cast, Description, Duration };

/// What is on a sheet and how. The default is the camera department's A4 shot list.
struct Layout {
    PaperSize paper = PaperSize::A4;
    Turn turn = Turn::Across;
    Pictures pictures = Pictures::Large;
    Order order = Order::Script;
    std::set<Column> columns{Column::Shot, Column::Framing, Column::LensStop, Column::Focus, Column::HeightTilt,
                             Column::Support, Column::Cast, Column::Description, Column::Estimate};
    int boardsPerPage = 6;  ///< 1, 2, 4, 6 or 9
    std::set<BoardField> boardFields{BoardField::Label, BoardField::Framing, BoardField::Lens, BoardField::Focus,
                                     BoardField::Height, BoardField::Description};
};

/// Width and height in millimetres.
Vec2 pageSize(PaperSize paper, Turn turn);

/// The scenes, shots and days that remain when one scene or one day is chosen; null ids choose everything.
ShotPlan chosen(const ShotPlan& plan, Id<Scene> scene, Id<ShootDay> day);

/// At least one page, even of a plan without shots. Each scene begins a page.
std::vector<drawing::Drawing> shotListPages(const ShotPlan& plan, const Layout& layout, const drawing::Measure& measure);
std::vector<drawing::Drawing> boardPages(const ShotPlan& plan, const Layout& layout, const drawing::Measure& measure);

/// What a sheet is when there is nothing to put on it: its head, and a line that says so.
std::vector<drawing::Drawing> emptyPage(const ShotPlan& plan, const Layout& layout, Word sheet, const drawing::Measure& measure);

/// Draws the foot of every page: what it is, and which page of how many. The last thing done to a set of pages; the
/// others do it themselves, overheads leave it to whoever knows how many scenes go together.
void numberPages(std::vector<drawing::Drawing>& pages, const ShotPlan& plan, Word sheet, const drawing::Measure& measure);

// ---- Texts that sheets and tables share ----------------------------------------------------------------------------

/// Minutes of work as h:mm, "4:05".
std::string hoursText(double minutes);
/// Seconds on screen as m:ss, "1:00".
std::string clockText(double seconds);
/// "20 Nov 2026" (UK) or "Nov 20, 2026" (US); empty for an empty or broken date.
std::string dateText(const Date& date, SlateStyle style);
/// "3 shots", "1 shot".
std::string counted(std::size_t n, const char* one, const char* many);

}  // namespace recce::sheets
