// Sheets as tables with typed cells, for spreadsheets and other programs: pure functions from the shot plan. Knows no
// file format; numbers stay numbers, what only looks like one (a scene number, an aspect) is text.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "plan/shot_plan.h"

namespace recce::tables {

struct Eighths {
    std::int32_t count = 0;  ///< of a page; written as count / 8, shown as "2 3/8"
    bool operator==(const Eighths&) const = default;
};
struct Day {
    Date date;
    bool operator==(const Day&) const = default;
};
struct Clock {
    TimeOfDay time;
    bool operator==(const Clock&) const = default;
};
struct Board {
    Id<Shot> shot;
    bool operator==(const Board&) const = default;
};
using Cell = std::variant<std::monostate, std::string, double, Eighths, Day, Clock, Board>;

struct Column {
    std::string head;
    double width = 10;      ///< characters
    int decimals = -1;      ///< of numbers, as shown; the value is written in full. -1: as many as it has
    bool total = false;     ///< a sum stands below it
    bool wraps = false;
    bool picture = false;
    bool number = false;    ///< numbers stand below it, so its head is set to the right
};
struct Table {
    std::string name;
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;  ///< each as long as `columns`
};

/// One row a shot, in the fixed order of columns. A scene's pages and a setup's minutes stand on their first row only,
/// so that sums over the column are the sums of the film.
Table shotTable(const ShotPlan& plan);
/// The same shots to read and print: picture, what is in the frame, lens, place, words. Fewer columns, the same numbers.
Table shotListTable(const ShotPlan& plan);
/// One row a setup: what the schedule takes over. A day's totals stand on its first row.
Table setupTable(const ShotPlan& plan);
/// One row a shoot day.
Table dayTable(const ShotPlan& plan);

}  // namespace recce::tables
