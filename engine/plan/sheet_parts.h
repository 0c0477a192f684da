// What all sheets have in common: type sizes, greys, the head and the foot of a page. Only for the sheets themselves.
#pragma once

#include <string>

#include "plan/drawing.h"
#include "plan/sheet_words.h"
#include "plan/sheets.h"

namespace recce::sheets {

inline constexpr double kPoint = 25.4 / 72;  ///< millimetres

// Greys of paper: text at least 4.9:1 on white, rules that print on any office machine.
inline constexpr Rgb kInk{28, 28, 28}, kGrey{108, 108, 108}, kRule{176, 176, 176}, kFaint{236, 236, 236};

inline drawing::TextStyle type(double points, drawing::Weight weight, Rgb colour) {
    return {points * kPoint, weight, {colour, 1}};
}
// Names say the role; sizes in points.
inline const drawing::TextStyle kTitle = type(13.5, drawing::Weight::SemiBold, kInk);
inline const drawing::TextStyle kHeading = type(9.8, drawing::Weight::SemiBold, kInk);
inline const drawing::TextStyle kSub = type(8.8, drawing::Weight::Regular, kGrey);
inline const drawing::TextStyle kHead = type(7.4, drawing::Weight::SemiBold, kGrey);
inline const drawing::TextStyle kBody = type(8.2, drawing::Weight::Regular, kInk);
inline const drawing::TextStyle kBodyStrong = type(8.2, drawing::Weight::SemiBold, kInk);
inline const drawing::TextStyle kSmall = type(7.0, drawing::Weight::Regular, kGrey);
inline const drawing::TextStyle kLabel = type(10.4, drawing::Weight::SemiBold, kInk);

inline const drawing::Pen kStrongRule{{kInk, 1}, 0.28, {}, {}, 0};
inline const drawing::Pen kThinRule{{kRule, 1}, 0.2, {}, {}, 0};

/// Where things stand on a page, millimetres.
struct Frame {
    Vec2 size{0};
    double left = 11, right = 0, top = 34, bottom = 0;  ///< of the body: below the head, above the foot
    double width() const { return right - left; }
};
Frame frameOf(PaperSize paper, Turn turn);

struct PageHead {
    std::string sheet;     ///< "Shot list"
    std::string heading;   ///< "12  INT. VOSS HOUSE - KITCHEN - DAY"
    std::string facts;     ///< "2 3/8 pages, script day 4 ..."
    std::string date;      ///< as displayed
    std::string shortFacts{};  ///< stands in for facts that are too long; empty: there is none
};
/// `again`: of a further page of the same scene, which says so.
PageHead sceneHead(const ShotPlan& plan, const SceneRow& scene, Word sheet, bool again = false);
/// Draws title, heading, draft, date and state above y = 22 mm, and the rule under them.
void drawHead(drawing::Drawing& page, const Frame& frame, const ShotPlan& plan, const PageHead& head, const drawing::Measure& measure);
/// The text in the face of `style`, cut to fit.
void fittedText(drawing::Drawing& page, Vec2 at, const std::string& words, double width, const drawing::TextStyle& style,
                const drawing::Measure& measure, drawing::Anchor anchor = drawing::Anchor::Left);
/// Shots of a scene in the order asked for.
std::vector<const ShotRow*> ordered(const ShotPlan& plan, const SceneRow& scene, Order order);
/// Joined with a middle dot.
std::string dotted(const std::vector<std::string>& parts);

}  // namespace recce::sheets
